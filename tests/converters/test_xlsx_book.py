"""Workbooks: what two libraries that read workbooks find in them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from io import BytesIO
from itertools import combinations

import pytest
from python_calamine import CalamineSheet, CalamineWorkbook

from govinfo_converters.xlsx_book import write_workbook
from govinfo_schema import __version__
from govinfo_schema.forms import cell_values, make_report
from govinfo_schema.report import Agency, Period
from xlsx_books import FORMS, NEW, PLAIN, cell_of, filled, number_in, opened

# Where the figures stand


@pytest.mark.parametrize("name", FORMS)
def test_each_number_stands_at_its_name_as_a_number(name: str) -> None:
    report = filled(name)
    book = opened(report)
    for path, value in cell_values(report).items():
        cell = cell_of(book, path)
        assert cell.data_type == "n"
        assert Decimal(str(cell.value)) == number_in(value)


def expanded(sheet: CalamineSheet) -> list[list[object]]:
    """The grid that calamine reads, merged cells filled with the text of their first."""
    rows = sheet.to_python(skip_empty_area=False)
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or []:
        for row in range(top, bottom + 1):
            for column in range(left, right + 1):
                rows[row][column] = rows[top][left]
    return rows


@pytest.mark.parametrize("name", ["v2019", "v2021"])
def test_each_number_stands_where_the_labels_of_its_row_and_column_cross(name: str) -> None:
    form, report = FORMS[name], filled(name)
    grid = expanded(CalamineWorkbook.from_filelike(BytesIO(write_workbook(report, PLAIN))).get_sheet_by_index(0))
    place = {value: (row, column) for row, line in enumerate(grid) for column, value in reversed(list(enumerate(line)))}
    for path, value in cell_values(report).items():
        cell = form.by_path[path]
        row, column = place[float(number_in(value))]
        above = [line[column] for line in grid[:row]]
        beside = grid[row][:column]
        if cell.table.startswith("二"):
            item, label = cell.row_levels
            assert label in beside
            assert next(text for text in reversed(above) if str(text).startswith("第二十条")) == item
            assert next(text for text in reversed(above) if isinstance(text, str) and text != item) == cell.column
        else:
            title = next(index for index in range(row, 0, -1) if grid[index][0] == cell.table)
            assert [text for text in dict.fromkeys(beside) if isinstance(text, str)] == list(cell.row_levels)
            heads = dict.fromkeys(text for text in above[title + 1 :] if isinstance(text, str))
            assert [head for head in heads if head != "申请人情况"] == list(cell.column_levels)


def test_each_number_of_v2014_stands_beside_its_label_and_unit() -> None:
    form, report = FORMS["v2014"], filled("v2014")
    sheet = CalamineWorkbook.from_filelike(BytesIO(write_workbook(report, PLAIN))).get_sheet_by_index(0)
    lines = {row[2]: (row[0], row[1]) for row in sheet.to_python() if isinstance(row[2], float)}
    for path, value in cell_values(report).items():
        cell = form.by_path[path]
        assert lines[float(number_in(value))] == ((cell.row_levels or (cell.table,))[-1], cell.unit)


def test_merges_are_those_of_the_official_form_and_never_overlap() -> None:
    sheet = CalamineWorkbook.from_filelike(BytesIO(write_workbook(filled("v2021"), PLAIN))).get_sheet_by_index(0)
    rows = sheet.to_python(skip_empty_area=False)
    merges = {
        rows[top][left]: (bottom - top + 1, right - left + 1)
        for (top, left), (bottom, right) in sheet.merged_cell_ranges
    }
    assert merges["三、本年度办理结果"] == (22, 1)
    assert merges["(三)不予公开"] == (8, 1)
    assert merges["(六)其他处理"] == (3, 1)
    assert merges["法人或其他组织"] == (1, 5)
    assert merges["申请人情况"] == (1, 7)
    assert merges["行政诉讼"] == (1, 10)
    assert merges["第二十条第(八)项"] == (1, 15)
    covered = [
        {(row, column) for row in range(top, bottom + 1) for column in range(left, right + 1)}
        for (top, left), (bottom, right) in sheet.merged_cell_ranges
    ]
    assert not any(one & other for one, other in combinations(covered, 2))


@pytest.mark.parametrize("name", FORMS)
def test_names_tell_form_notice_standard_tables_and_all_cells(name: str) -> None:
    book = opened(filled(name))
    names = book.defined_names
    assert names["govinfo.form"].value == f'"{name}"'
    notices = {"v2014": "国办发〔2014〕32号", "v2019": "国办公开办函〔2019〕60号", "v2021": "国办公开办函〔2021〕30号"}
    assert names["govinfo.notice"].value == f'"{notices[name]}"'
    assert names["govinfo.standard"].value == f'"{__version__}"'
    assert set(FORMS[name].paths) == {key for key in names if not key.startswith("govinfo.")}
    tables = [key for key in names if key.startswith("govinfo.table.")]
    assert len(tables) == (1 if name == "v2014" else 3)
    ((_, area),) = names["govinfo.table.1"].destinations
    heads = {cell.value for row in book["报告"][area.replace("$", "")] for cell in row}
    assert ("统计指标" if name == "v2014" else "信息内容") in heads


def test_every_cell_of_a_table_has_a_border_on_all_sides() -> None:
    book = opened(filled("v2021"))
    for number in (1, 2, 3):
        ((sheet, area),) = book.defined_names[f"govinfo.table.{number}"].destinations
        cells = [cell for row in book[sheet][area.replace("$", "")] for cell in row]
        edges = {(cell.row, cell.column): cell.border for cell in cells}
        rows, columns = {row for row, _ in edges}, {column for _, column in edges}
        for column in columns:
            assert edges[min(rows), column].top.style == edges[max(rows), column].bottom.style == "thin"
        for row in rows:
            assert edges[row, min(columns)].left.style == edges[row, max(columns)].right.style == "thin"


# How it looks


def test_title_form_and_what_the_report_says_of_its_figures_stand_on_top() -> None:
    report = filled(
        "v2021",
        agency=Agency(name="衡山县人民政府"),
        year=2023,
        scope="own_level",
        period=Period(start=date(2023, 1, 1), end=date(2023, 12, 31)),
        publication_date=date(2024, 1, 25),
    )
    sheet = opened(report)["报告"]
    assert sheet["A1"].value == "衡山县人民政府2023年政府信息公开工作年度报告"
    assert sheet["A2"].value == (
        "表式：v2021 (国办公开办函〔2021〕30号)；统计范围：本级；"
        "统计期限：2023-01-01 – 2023-12-31；公布日期：2024-01-25"
    )
    assert "A1:O1" in {str(area) for area in sheet.merged_cells.ranges}


def test_page_is_a4_as_wide_as_the_page_and_centred() -> None:
    sheet = opened(filled("v2021"))["报告"]
    assert int(sheet.page_setup.paperSize) == 9
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.print_options.horizontalCentered
    assert sheet.oddFooter.center.text == "第 &P 页，共 &N 页"


def test_no_table_is_cut_by_the_end_of_a_page() -> None:
    """Tables two, three and four have a page each, which takes 742 points; the legend stands below the last."""
    sheet = opened(filled("v2021"))["报告"]
    breaks = [each.id for each in sheet.row_breaks.brk]
    starts = {str(sheet.cell(row + 1, 1).value)[:2] for row in breaks}
    assert starts == {"三、", "四、"}
    first, second = breaks
    assert sum(sheet.row_dimensions[row].height or 15 for row in range(first + 1, second + 1)) < 742


def test_a_table_longer_than_a_page_is_not_moved_to_the_next() -> None:
    breaks = [each.id for each in opened(filled("v2014"))["报告"].row_breaks.brk]
    assert all(row > 60 for row in breaks)


@pytest.mark.parametrize("name", FORMS)
def test_no_label_is_cut(name: str) -> None:
    """Rows are high enough for the labels, a Chinese character of 五号 taking 10.5 by 10.5 points and a line 12."""
    sheet = opened(filled(name))["报告"]
    merged = {(area.min_row, area.min_col): area for area in sheet.merged_cells.ranges}
    width = {
        column: sheet.column_dimensions[letter].width
        for column, letter in enumerate("ABCDEFGHIJKLMNO", 1)
        if letter in sheet.column_dimensions
    }
    for row in sheet.iter_rows():
        for cell in row:
            if not isinstance(cell.value, str):
                continue
            area = merged.get((cell.row, cell.column))
            columns = range(area.min_col, area.max_col + 1) if area else [cell.column]
            rows = range(area.min_row, area.max_row + 1) if area else [cell.row]
            # a unit of column width is 7 pixels of 0.75 points; 5 pixels are kept free at the sides
            room = sum(width[column] for column in columns) * 7 * 0.75 - 5 * 0.75
            size = cell.font.size
            needed = sum(size if ord(character) > 0x2000 else size / 2 for character in cell.value)
            indent = cell.alignment.indent * 9 * 0.75
            lines = -(-needed // (room - indent))
            assert lines * size * 12 / 10.5 <= sum(sheet.row_dimensions[row].height for row in rows), cell.value


def test_text_is_in_chinese_fonts() -> None:
    sheet = opened(filled("v2021"))["报告"]
    fonts = {cell.font.name for row in sheet.iter_rows() for cell in row if cell.value is not None}
    assert fonts == {"宋体", "仿宋", "黑体"}


def test_columns_grow_with_long_numbers() -> None:
    form = FORMS["v2021"]
    sheet = opened(make_report(form, {f"{NEW}.total": 123_456_789_012}))["报告"]
    assert sheet.column_dimensions["O"].width > 12
    short = opened(make_report(form, {f"{NEW}.total": 12}))["报告"]
    assert short.column_dimensions["O"].width < 6
