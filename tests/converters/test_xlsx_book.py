"""Workbooks: what two libraries that read workbooks find in them."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from datetime import date
from decimal import Decimal
from io import BytesIO
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING
from zipfile import ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from python_calamine import CalamineSheet, CalamineWorkbook

from govinfo_converters import report_words
from govinfo_converters.xlsx_book import FORMAT, write_workbook
from govinfo_schema import __version__
from govinfo_schema.findings import SEVERITIES, Finding
from govinfo_schema.format_contract import WriteOptions
from govinfo_schema.forms import all_forms, cell_values, form_named, make_report
from govinfo_schema.marks import STATES, Mark, Money
from govinfo_schema.messages import Text
from govinfo_schema.migration import migrate
from govinfo_schema.migration.ledger import RELATIONS, Ledger, LedgerLine
from govinfo_schema.provenance import Place
from govinfo_schema.report import SCOPES, Agency, ExtensionRow, Period, Section
from govinfo_schema.validation import validate

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

    from govinfo_schema.forms import Report
    from govinfo_schema.marks import CellValue
    from govinfo_schema.messages import Language

SEEDS = Path(__file__).resolve().parents[3] / "shared" / "seeds"
FORMS = {form.name: form for form in all_forms()}
PLAIN = WriteOptions()
NEW = "applications.new_received"
RECONSIDERATION = "review_and_litigation.reconsideration"
NO_FILL = "00000000"


def filled(name: str, *, leave_out: tuple[str, ...] = (), **envelope: object) -> Report:
    """A report whose every cell holds another number, so that no cell can be mistaken for another."""
    form = FORMS[name]
    values: dict[str, CellValue] = {
        cell.path: Money(Decimal(f"{number}.50"), cell.unit) if cell.kind == "money" else number
        for number, cell in enumerate(form.cells, 101)
        if cell.path not in leave_out
    }
    return make_report(form, values, **envelope)


def opened(report: Report, options: WriteOptions = PLAIN) -> Workbook:
    return load_workbook(BytesIO(write_workbook(report, options)))


def address_of(book: Workbook, path: str) -> tuple[str, str]:
    """Sheet and address of a cell of the form, by its defined name."""
    ((sheet, address),) = book.defined_names[path].destinations
    return sheet, address.replace("$", "")


def cell_of(book: Workbook, path: str) -> Cell:
    sheet, address = address_of(book, path)
    return book[sheet][address]


def number_in(value: CellValue) -> int | Decimal | None:
    return Decimal(str(value.value)) if isinstance(value, Money) else value


def texts(sheet: Worksheet) -> list[list[object]]:
    return [list(row) for row in sheet.iter_rows(values_only=True)]


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


# Numbers


FEE = "proactive_disclosure.administrative_institutional_fees.amount"


def stored(report: Report, path: str) -> str:
    """The digits that stand in the file, before any library makes a binary number of them."""
    data = write_workbook(report, PLAIN)
    _, address = address_of(load_workbook(BytesIO(data)), path)
    xml = ZipFile(BytesIO(data)).read("xl/worksheets/sheet1.xml").decode()
    found = re.search(rf'<c r="{address}"[^>]*t="n"[^>]*><v>([^<]*)</v>', xml)
    assert found
    return found[1]


@pytest.mark.parametrize(
    ("amount", "unit", "digits", "shown"),
    [
        ("18.8710", "万元", "18.8710", "0.0000"),
        ("64.10", "万元", "64.10", "0.00"),
        ("31878.41", "元", "31878.41", r"0.00\元"),
        ("251000", "元", "251000", r"0\元"),
        ("-0.5", None, "-0.5", "0.0"),
        ("1E+3", "万元", "1000", "0"),
        ("511.900000000001", "万元", "511.900000000001", "0.000000000000"),
    ],
)
def test_amounts_keep_their_digits_and_show_a_unit_that_the_head_does_not_say(
    amount: str, unit: str | None, digits: str, shown: str
) -> None:
    report = make_report(FORMS["v2021"], {FEE: Money(Decimal(amount), unit)})
    assert stored(report, FEE) == digits
    cell = cell_of(opened(report), FEE)
    assert Decimal(str(cell.value)) == Decimal(amount)
    assert cell.number_format == shown


def test_unit_is_shown_where_the_head_prints_none() -> None:
    path = "proactive_disclosure.centralized_procurement.total_amount"
    cell = cell_of(opened(make_report(FORMS["v2019"], {path: Money(Decimal("31878.41"), "万元")})), path)
    assert (cell.value, cell.number_format) == (31878.41, r"0.00\万\元")


def test_a_decrease_is_a_negative_number() -> None:
    path = "proactive_disclosure.administrative_licensing.change"
    assert cell_of(opened(make_report(FORMS["v2019"], {path: -243})), path).value == -243


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (1234567890123456789, "1234567890123456789"),
        (Money(Decimal("0.12345678901234567"), "元"), "0.12345678901234567元"),
        (Money(Decimal("-0.00"), None), "-0.00"),
        (Money(Decimal("NaN"), None), "NaN"),
        (Money(Decimal("1E-31"), None), "0.0000000000000000000000000000001"),
    ],
)
def test_what_a_spreadsheet_would_change_is_written_as_text(value: int | Money, text: str) -> None:
    path = FEE if isinstance(value, Money) else f"{NEW}.total"
    cell = cell_of(opened(make_report(FORMS["v2021"], {path: value})), path)
    assert (cell.value, cell.data_type) == (text, "s")


@settings(max_examples=10, deadline=None)  # each example is a whole workbook of 58 numbers
@given(st.data())
def test_no_number_becomes_another(data: st.DataObject) -> None:
    counts = st.integers(-(10**18), 10**18) | st.integers(0, 10**5)
    amounts = st.decimals(allow_nan=False, allow_infinity=False).map(lambda amount: Money(amount, "元"))
    form = FORMS["v2014"]
    values = {cell.path: data.draw(amounts if cell.kind == "money" else counts) for cell in form.cells}
    book = opened(make_report(form, values))
    for path, value in values.items():
        found = str(cell_of(book, path).value)
        assert Decimal(found.removesuffix("元")) == number_in(value)


# Marks


ROW = "applications.results.refused.state_secret"
MARKS = {
    f"{ROW}.natural_person": Mark("blank"),
    f"{ROW}.commercial_enterprise": Mark("not_applicable", "/"),
    f"{ROW}.research_institution": Mark("unreadable", "约3件", unit="件"),
    f"{ROW}.legal_service_institution": Mark("ambiguous", "21 22", candidates=("21", "22")),
    f"{ROW}.other_organization": Mark("not_asked"),
    f"{ROW}.total": Mark("not_applicable"),
}
SHOWN = (None, "/", "约3件", "?", None, None)


def marked(name: str) -> Report:
    """A report of the form ``name`` in which six cells hold no number."""
    paths = tuple(MARKS) if name != "v2014" else tuple(path for path in FORMS[name].paths if ".refused." in path)[:6]
    report = filled(name, leave_out=paths)
    marks = dict(zip(paths, MARKS.values(), strict=True))
    return make_report(FORMS[name], cell_values(report), marks)


@pytest.mark.parametrize("name", FORMS)
def test_cells_without_a_number_show_what_was_printed_and_say_their_state(name: str) -> None:
    report = marked(name)
    book = opened(report)
    cells = [cell_of(book, path) for path in report.marks]
    assert tuple(cell.value for cell in cells) == SHOWN
    assert [cell.comment.text for cell in cells] == [
        "空白",
        "不适用",
        "无法识读\n原文单位：件",
        "归属不明\n可能是：21, 22\n原文：21 22",
        "原表式未设",
        "不适用",
    ]
    fills = [(cell.fill.fill_type, cell.fill.fgColor.rgb) for cell in cells[:5]]
    assert len(set(fills)) == 5
    assert fills[4][0] == "lightUp"
    untouched = cell_of(book, next(path for path in FORMS[name].paths if path not in report.marks))
    assert untouched.comment is None
    assert untouched.fill.fill_type is None


@pytest.mark.parametrize("name", FORMS)
def test_no_state_becomes_a_number(name: str) -> None:
    report = marked(name)
    book = opened(report)
    assert not any(isinstance(cell_of(book, path).value, int | float) for path in report.marks)
    numbers = [cell.value for row in book["报告"].iter_rows() for cell in row if isinstance(cell.value, int | float)]
    assert len(numbers) == len(FORMS[name].paths) - len(report.marks)


def test_a_migrated_report_names_the_form_that_does_not_ask() -> None:
    ledger = Ledger(source_form="v2019", target_form="v2021", lines=())
    path = f"{NEW}.total"
    report = make_report(FORMS["v2021"], {}, {path: Mark("not_asked")})
    assert cell_of(opened(report, WriteOptions(ledger=ledger)), path).comment.text == "原表式未设：v2019"


def test_a_long_unreadable_text_has_room() -> None:
    path = f"{NEW}.total"
    report = make_report(FORMS["v2021"], {}, {path: Mark("unreadable", "大约有二十一二件左右未统计")})
    sheet = opened(report)["报告"]
    row = sheet[address_of(opened(report), path)[1]].row
    assert sheet.row_dimensions[row].height > 6 * 12


# Findings


def finding(rule: str, **fields: object) -> Finding:
    given = {"severity": "error", "outcome": "failed", "message": Text(f"{rule}的说明。", f"What {rule} says.")}
    return Finding(rule=rule, **(given | fields))


IDENTITY = finding(
    "B1",
    instance="自然人",
    cells=(f"{NEW}.natural_person", f"{NEW}.total"),
    left="22",
    right="23.50",
    difference="-1.50",
)
WARNING = finding("A3", severity="warning", cells=(f"{NEW}.total", f"{RECONSIDERATION}.total"))
NOTE = finding("N1", severity="information", cells=(f"{RECONSIDERATION}.pending",))
OPEN = finding("C1", outcome="undecided", cells=(f"{NEW}.total",), missing=(f"{NEW}.total",))
GOOD = finding("D1", outcome="passed", severity="warning", cells=(f"{RECONSIDERATION}.upheld",), left="0", right="0")
ELSEWHERE = finding("E1", outcome="not_applicable", cells=("no.such.cell",))
FINDINGS = (GOOD, ELSEWHERE, OPEN, WARNING, NOTE, IDENTITY)


def colour(book: Workbook, path: str) -> str:
    return str(cell_of(book, path).fill.fgColor.rgb)


def test_failed_checks_colour_their_cells_by_the_gravest_and_merge_their_comments() -> None:
    book = opened(filled("v2021"), WriteOptions(findings=FINDINGS))
    both = cell_of(book, f"{NEW}.total")
    assert both.comment.text == (
        "[B1 自然人] 错误：左侧合计 22，右侧合计 23.50，相差 1.50。B1的说明。\n[A3] 警告：A3的说明。"
    )
    error, warning, note = (
        colour(book, path)
        for path in (f"{NEW}.natural_person", f"{RECONSIDERATION}.total", f"{RECONSIDERATION}.pending")
    )
    assert both.fill.fgColor.rgb == error
    assert len({error, warning, note}) == 3
    red, green, blue = (int(error[place : place + 2], 16) for place in (2, 4, 6))
    assert red > 200 > green
    assert green == blue
    assert cell_of(book, f"{RECONSIDERATION}.upheld").comment is None


def test_a_comment_has_a_box_of_its_size() -> None:
    long = finding("L1", cells=(f"{NEW}.total",), message=Text("很长的说明" * 40 + "。", "long"))
    archive = ZipFile(BytesIO(write_workbook(filled("v2021"), WriteOptions(findings=(NOTE, long)))))
    drawing = next(archive.read(name).decode() for name in archive.namelist() if name.endswith(".vml"))
    boxes = [tuple(map(int, size)) for size in re.findall(r"width:(\d+)px;height:(\d+)px", drawing)]
    (wide, high), (narrow, low) = boxes
    assert wide == 360 > narrow
    # 410 half-width characters and more, 50 a line of 7 pixels each, a line of at least 14 pixels
    assert high > 9 * 14 > low


def failed_checks(name: str, wrong: dict[str, int]) -> tuple[Report, tuple[Finding, ...]]:
    """A report of zeros with some wrong figures, and what the rules find in it."""
    values = {
        path: Money(Decimal(0), "万元") if cell.kind == "money" else 0 for path, cell in FORMS[name].by_path.items()
    }
    report = make_report(
        FORMS[name], values | wrong, agency=Agency(name="某县"), year=2023 if name == "v2021" else 2018
    )
    return report, validate(report).failed


RESULTS = "applications.results"


def strong(book: Workbook, name: str) -> set[str]:
    """The cells of the form that are marked more strongly than the others."""
    return {path for path in FORMS[name].paths if cell_of(book, path).font.bold}


def test_only_the_cell_that_the_errors_share_is_strong() -> None:
    wrong = f"{RESULTS}.disclosure_granted.natural_person"
    report, findings = failed_checks("v2021", {wrong: 1})
    assert {one.rule for one in findings} == {"B2", "B3"}
    book = opened(report, WriteOptions(findings=findings))
    assert strong(book, "v2021") == {wrong}
    pale = {path for path in FORMS["v2021"].paths if cell_of(book, path).comment} - {wrong}
    assert pale == {path for one in findings for path in one.cells} - {wrong}
    assert len({colour(book, path) for path in pale}) == 1
    assert colour(book, wrong) not in {colour(book, path) for path in pale}


def test_one_error_alone_points_to_its_total() -> None:
    report, findings = failed_checks("v2021", {f"{RECONSIDERATION}.upheld": 1})
    (error,) = [one for one in findings if one.severity == "error"]
    book = opened(report, WriteOptions(findings=findings))
    assert strong(book, "v2021") == {f"{RECONSIDERATION}.total"}
    assert len(error.cells) == 5


def test_errors_apart_point_to_a_cell_each() -> None:
    wrong = f"{RESULTS}.disclosure_granted.natural_person"
    report, findings = failed_checks("v2021", {wrong: 1, f"{RECONSIDERATION}.upheld": 1})
    assert strong(opened(report, WriteOptions(findings=findings)), "v2021") == {wrong, f"{RECONSIDERATION}.total"}


def test_errors_that_point_to_many_cells_point_to_none() -> None:
    cells = FORMS["v2021"].paths[:4]
    book = opened(filled("v2021"), WriteOptions(findings=(finding("X1", cells=cells),)))
    assert strong(book, "v2021") == set()
    assert all(cell_of(book, path).comment for path in cells)


def test_the_comment_of_many_failed_checks_stays_short() -> None:
    path = f"{NEW}.total"
    findings = tuple(finding(f"X{number}", cells=(path,)) for number in range(1, 6))
    lines = cell_of(opened(filled("v2021"), WriteOptions(findings=findings)), path).comment.text.split("\n")
    assert lines[:3] == [f"[X{number}] 错误：X{number}的说明。" for number in (1, 2, 3)]
    assert lines[3:] == ["另有 2 项检查未通过，见“检查结果”。"]


def test_a_difference_that_is_only_bounded_says_so() -> None:
    path = f"{NEW}.total"
    one = finding("X1", cells=(path,), left="5", right="≥7", difference="≤-2")
    book = opened(filled("v2021"), WriteOptions(findings=(one,), language="en"))
    assert cell_of(book, path).comment.text == (
        "[X1] Error: Left side 5, right side ≥7, off by at least 2. What X1 says."
    )


def test_a_cell_can_have_a_mark_and_a_finding() -> None:
    path = f"{NEW}.total"
    report = make_report(FORMS["v2021"], {}, {path: Mark("not_applicable", "-")})
    cell = cell_of(opened(report, WriteOptions(findings=(WARNING,))), path)
    assert cell.value == "-"
    assert cell.comment.text == "不适用\n[A3] 警告：A3的说明。"


def test_findings_are_listed_failed_first_then_undecided_with_a_summary() -> None:
    sheet = opened(filled("v2021"), WriteOptions(findings=FINDINGS))["检查结果"]
    rows = texts(sheet)
    assert rows[0][0] == (
        "对原报告（v2021）的检查：共 6 项，未通过 3 (错误 1，警告 1，提示 1)，无法判断 1，通过 1，不适用 1"
    )
    heads = ["结果", "级别", "规则", "说明", "左边", "右边", "差", "单元格", "位置"]
    assert rows[1] == [*heads, "转到报告 1", "转到报告 2", "转到报告 3"]
    assert [row[2] for row in rows[2:6]] == ["B1 自然人", "A3", "N1", "C1"]
    received = "一、本年新收政府信息公开申请数量"
    cells = [f"{received} · 自然人", f"{received} · 总计"]
    assert rows[2] == [
        "未通过", "错误", "B1 自然人", "B1的说明。", 22, 23.5, -1.5, "\n".join(cells), None, *cells, None
    ]  # fmt: skip
    assert rows[5][:2] == ["无法判断", "错误"]
    assert rows[5][7] == f"{received} · 总计(无数值)"
    assert sheet["F3"].number_format == "0.00"
    assert sheet.freeze_panes == "A3"
    assert sheet.auto_filter.ref == "A2:L6"
    assert sheet.print_area == "'检查结果'!$A$1:$I$10"
    assert sheet.page_setup.orientation == "landscape"
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)


def test_what_passed_is_folded_up_below_a_blank_row_and_has_no_severity() -> None:
    sheet = opened(filled("v2021"), WriteOptions(findings=FINDINGS))["检查结果"]
    rows = texts(sheet)
    assert not any(rows[6])
    assert rows[7][0] == "通过或不适用的检查 2 项，点击左侧的“+”展开"
    assert [row[:3] for row in rows[8:]] == [["通过", None, "D1"], ["不适用", None, "E1"]]
    assert rows[9][7] == "no.such.cell"
    assert [sheet.row_dimensions[row].hidden for row in range(3, 11)] == [False] * 6 + [True] * 2
    assert [sheet.row_dimensions[row].outlineLevel for row in (8, 9, 10)] == [0, 1, 1]
    assert sheet.row_dimensions[8].collapsed
    assert not sheet.sheet_properties.outlinePr.summaryBelow


def test_a_finding_names_three_cells_and_their_places_and_links_to_them() -> None:
    paths = FORMS["v2021"].paths[20:25]
    places = tuple(Place(table=2, line=number) for number in range(11, 16))
    many = finding("X1", cells=paths, places=places, missing=paths[3:4])
    book = opened(filled("v2021"), WriteOptions(findings=(many,)))
    labels = [FORMS["v2021"].by_path[path].label for path in paths]
    row = texts(book["检查结果"])[2]
    assert row[7].split("\n") == [f"{labels[3]}(无数值)", labels[0], labels[1], "等 5 格"]
    lines = [f"第2个表，文本第{number}行" for number in (14, 11, 12)]
    assert row[8].split("\n") == [*lines, "等 5 处"]
    assert row[9:] == [labels[3], labels[0], labels[1]]
    unbound = finding("R1", places=(Place(page=2), None))
    assert texts(opened(filled("v2021"), WriteOptions(findings=(unbound,)))["检查结果"])[2][8] == "第2页"


def test_cells_of_a_finding_link_to_their_place_on_the_first_sheet() -> None:
    book = opened(filled("v2021"), WriteOptions(findings=FINDINGS))
    sheet = book["检查结果"]
    title, address = address_of(book, f"{NEW}.natural_person")
    assert sheet["J3"].hyperlink.location == f"'{title}'!{address}"
    assert sheet["J3"].hyperlink.target is None
    assert sheet["J10"].hyperlink is None


def test_sheets_are_those_that_have_something_to_say() -> None:
    assert opened(filled("v2021")).sheetnames == ["报告"]
    nothing_found = opened(filled("v2021"), WriteOptions(findings=()))
    assert nothing_found.sheetnames == ["报告", "检查结果"]
    assert nothing_found["检查结果"]["A1"].value == (
        "对原报告（v2021）的检查：共 0 项，未通过 0，无法判断 0，通过 0，不适用 0"
    )
    assert nothing_found["检查结果"]["A3"].value == "没有未通过或无法判断的检查。"


# Ledger, narrative, extensions


LEDGER = Ledger(
    source_form="v2019",
    target_form="v2021",
    lines=(
        LedgerLine(
            sources=(f"{NEW}.total",),
            targets=(f"{NEW}.total",),
            relation="carried",
            before=(21,),
            after=(21,),
            reason=Text("同义。", "Same concept."),
            crosswalk=("x-1", "x-2"),
        ),
        LedgerLine(
            sources=("proactive_disclosure.centralized_procurement.total_amount",),
            targets=(),
            relation="not_representable",
            before=(Money(Decimal("31878.410"), "万元"),),
            after=(),
            reason=Text("新表没有此项。", "No such cell."),
        ),
        LedgerLine(
            sources=("applications.results.other.total",),
            targets=("applications.results.other.fee_overdue.total", "applications.results.other.other.total"),
            relation="deduced",
            before=(None,),
            after=(0, None),
            reason=Text("合计为零。", "A total of zero."),
            basis=("applications.results.total.total",),
        ),
    ),
)


def test_ledger_lists_what_was_lost_first_and_what_was_carried_last() -> None:
    sheet = opened(filled("v2021"), WriteOptions(ledger=LEDGER))["迁移台账"]
    rows = texts(sheet)
    assert rows[0][0] == "自表式 v2019 迁移至表式 v2021；无法容纳 1 格；推定 2 格；照搬 1 格"
    heads = ["关系", "来源单元格", "迁移前", "目标单元格", "迁移后", "理由", "依据的单元格"]
    assert rows[1] == [*heads, "来源路径", "目标路径", "依据的路径", "对应表编号"]
    assert rows[2][:5] == ["无法容纳", "第二十条第(九)项/政府集中采购 · 采购总金额", 31878.41, None, None]
    assert sheet["C3"].number_format == r"0.000\万\元"
    assert rows[3][0] == "推定"
    assert rows[3][2:5:2] == ["(无数值)", "0\n(无数值)"]
    assert rows[3][6] == "三、本年度办理结果/(七)总计 · 总计"
    assert rows[3][8].split("\n") == list(LEDGER.lines[2].targets)
    assert rows[3][9] == "applications.results.total.total"
    received, path = "一、本年新收政府信息公开申请数量 · 总计", f"{NEW}.total"
    assert rows[4] == ["照搬", received, 21, received, 21, "同义。", None, path, path, None, "x-1\nx-2"]
    assert sheet.freeze_panes == "A3"
    assert sheet.auto_filter.ref == "A2:K5"
    assert sheet.print_area == "'迁移台账'!$A$1:$G$5"
    assert [sheet.column_dimensions[letter].hidden for letter in "AGHK"] == [False, False, True, True]
    assert sheet.column_dimensions["H"].outlineLevel == 1
    assert sheet.page_setup.orientation == "landscape"


# A migrated report: what was published, and what was not

REFUSED = "applications.replies.refused"


def migrated_book(language: Language = "zh") -> Workbook:
    """A report of 2018 with a ground of refusal although nothing was refused, carried to the form of 2021."""
    report, findings = failed_checks("v2014", {f"{REFUSED}.personal_privacy": 2})
    moved = migrate(report, "v2021")
    return opened(moved.report, WriteOptions(findings=findings, ledger=moved.ledger, language=language))


def test_figures_that_a_migration_made_do_not_look_published() -> None:
    book = migrated_book()
    deduced, summed, near, carried = (
        cell_of(book, path)
        for path in (
            "applications.results.unable.not_held.natural_person",
            "applications.results.unable.not_held.total",
            f"{NEW}.total",
            f"{RECONSIDERATION}.upheld",
        )
    )
    assert [cell.value for cell in (deduced, summed, near, carried)] == [0, 0, 0, 0]
    assert [cell.font.italic for cell in (deduced, summed, near, carried)] == [True, True, True, False]
    assert len({cell.fill.fgColor.rgb for cell in (deduced, summed, near, carried)}) == 4
    starts = [cell.comment.text.partition("：")[0] for cell in (deduced, summed, near)]
    assert starts == ["推定", "合计", "近似（口径不同）"]
    assert carried.comment is None
    assert carried.fill.fill_type is None
    legend = [cell.value for row in book["报告"].iter_rows() for cell in row if cell.fill.fill_type and cell.value]
    for words in ("推定：原报告没有这个数", "合计：由原报告的几个数相加", "近似（口径不同）：原报告的数，口径不同"):
        assert words in legend


def test_reasons_name_cells_by_their_labels() -> None:
    text = cell_of(migrated_book(), "review_and_litigation.reconsideration.pending").comment.text
    assert "“四、行政复议数量/(三)其他情形数” 为 0" in text
    assert "reconsideration.other" not in text


def test_checks_of_the_source_mark_and_link_the_cells_into_which_its_figures_went() -> None:
    book = migrated_book()
    path = f"{RESULTS}.refused.third_party_rights.total"
    cell = cell_of(book, path)
    assert cell.value == 2
    lines = cell.comment.text.split("\n")
    assert lines[0].startswith("合计：")
    assert lines[1].startswith(
        "来源格检查未通过：[A4a personal_privacy] 错误：左侧合计 2，右侧合计 0，相差 2。“不同意公开答复数”下"
    )
    assert cell.fill.fgColor.rgb not in {NO_FILL, colour(book, f"{RESULTS}.unable.not_held.total")}
    assert cell.font.italic
    sheet = book["检查结果"]
    rows = texts(sheet)
    assert rows[0][0].startswith("对原报告（v2014）的检查：")
    assert rows[2][2] == "A4a personal_privacy"
    assert rows[2][7].split("\n") == [
        "三、依申请公开情况/(三)申请答复数/4.不同意公开答复数",
        "三、依申请公开情况/(三)申请答复数/4.不同意公开答复数/涉及个人隐私",
    ]  # fmt: skip
    title, address = address_of(book, path)
    assert sheet["J3"].hyperlink.location == f"'{title}'!{address}"
    assert rows[2][9] == FORMS["v2021"].by_path[path].label


def test_a_migrated_report_tells_the_same_in_english() -> None:
    book = migrated_book("en")
    assert book["Findings"]["A1"].value.startswith("Checks of the report as published (v2014): ")
    comment = cell_of(book, f"{RESULTS}.refused.third_party_rights.total").comment.text
    assert comment.startswith("Summed: ")
    assert "\nA check of the source cell failed: [A4a personal_privacy] Error: Left side 2, right side 0" in comment
    assert "off by 2. Each ground of refusal is at most the number of refusals." in comment


def test_narrative_has_a_sheet_with_its_paragraphs_in_order() -> None:
    long = "字" * 2_500
    sections = (
        Section(heading="一、总体情况", paragraphs=("甲。", "乙。")),
        Section(heading="六、其他", paragraphs=(long,)),
    )
    column = [row[0] for row in texts(opened(filled("v2021", narrative=sections))["正文"])]
    assert column[:4] == ["一、总体情况", "甲。", "乙。", "六、其他"]
    assert "".join(column[4:]) == long


def test_rows_that_are_not_part_of_the_form_stand_below_the_tables() -> None:
    extension = ExtensionRow(table="三、收到和处理政府信息公开申请情况", label="其中:网上申请", values=("14", "/"))
    sheet = opened(filled("v2021", extensions=(extension,)))["报告"]
    rows = texts(sheet)
    row = next(row for row in rows if row[0] == "三、收到和处理政府信息公开申请情况\n其中:网上申请")
    assert [value for value in row[1:] if value] == ["14 | /"]


@pytest.mark.parametrize("name", FORMS)
def test_legend_explains_every_fill(name: str) -> None:
    sheet = opened(marked(name), WriteOptions(findings=()))["报告"]
    legend = {
        cell.value: cell.fill.fill_type for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)
    }
    for state in STATES:
        assert legend[report_words.STATES[state].zh] in {"solid", "lightUp"}
    for severity in SEVERITIES:
        assert legend[f"检查未通过：{report_words.SEVERITIES[severity].zh}"] == "solid"


def test_everything_but_the_labels_is_in_the_language_asked_for() -> None:
    report = marked("v2021")
    options = WriteOptions(findings=FINDINGS, ledger=LEDGER, language="en")
    book = opened(report, options)
    assert book.sheetnames == ["Report", "Findings", "Ledger"]
    assert cell_of(book, f"{ROW}.natural_person").comment.text == "Blank"
    assert book["Findings"]["A1"].value.startswith(
        "Checks of the report as published (v2019): 6 checks, Failed 3 (Error 1, Warning 1, Information 1), "
    )
    assert [cell.value for cell in book["Ledger"][2]][:3] == ["Relation", "Source cells", "Before"]
    assert book["Ledger"]["F5"].value == "Same concept."
    assert book["Report"]["A2"].value == "Form: v2021 (国办公开办函〔2021〕30号)"
    chinese = opened(report)["报告"]
    ((_, area),) = book.defined_names["govinfo.table.2"].destinations
    labels = [[cell.value for cell in row] for row in book["Report"][area.replace("$", "")]]
    assert labels == [[cell.value for cell in row] for row in chinese[area.replace("$", "")]]


def test_every_name_in_code_has_words() -> None:
    assert set(report_words.STATES) == set(STATES)
    assert set(report_words.SEVERITIES) == set(SEVERITIES)
    assert set(report_words.RELATIONS) == set(RELATIONS)
    assert set(report_words.SCOPES) == set(SCOPES)
    assert set(report_words.OUTCOMES) == {"passed", "failed", "undecided", "not_applicable"}


# Text that is no formula


DANGEROUS = ['=HYPERLINK("http://example.org";"x")', "+1+1", "-2+3", "@SUM(A1)", "=1+1", "#DIV/0!", "\t=1"]


@pytest.mark.parametrize("text", DANGEROUS)
def test_text_of_a_document_never_becomes_a_formula(text: str) -> None:
    path = f"{NEW}.total"
    report = make_report(
        FORMS["v2021"],
        {},
        {path: Mark("unreadable", text)},
        agency=Agency(name=text),
        narrative=(Section(heading=text, paragraphs=(text,)),),
        extensions=(ExtensionRow(table=text, label=text, values=(text,)),),
    )
    said = Text(text, text)
    line = LedgerLine(sources=(), targets=(path,), relation="not_asked", before=(), after=(None,), reason=said)
    ledger = Ledger(source_form="v2019", target_form="v2021", lines=(line,))
    data = write_workbook(report, WriteOptions(findings=(finding("B1", message=said, left=text),), ledger=ledger))
    archive = ZipFile(BytesIO(data))
    for name in archive.namelist():
        if name.startswith("xl/worksheets/sheet"):
            assert b"<f>" not in archive.read(name)
    book = load_workbook(BytesIO(data))
    for cell in (
        cell_of(book, path),
        book["正文"]["A1"],
        book["检查结果"]["D3"],
        book["检查结果"]["E3"],
        book["迁移台账"]["F3"],
    ):
        assert (cell.value, cell.data_type) == (text, "s")
        assert bool(cell.quotePrefix) == (not text.startswith("#"))


@pytest.mark.parametrize(
    ("raw", "stands"),
    [
        ("a\x0bb", "a_x000B_b"),
        ("a\rb", "a_x000D_b"),
        ("\ud800", "_xD800_"),
        ("￿", "_xFFFF_"),
        ("_x0041_", "_x005F_x0041_"),
        ("_x41", "_x41"),
    ],
)
def test_characters_that_xml_cannot_hold_are_escaped(raw: str, stands: str) -> None:
    """As ECMA-376 part 1, 22.9.2.19 (ST_Xstring) writes them."""
    path = f"{NEW}.total"
    report = make_report(
        FORMS["v2021"], {}, {path: Mark("unreadable", raw), f"{NEW}.natural_person": Mark("ambiguous", raw)}
    )
    book = opened(report)
    assert cell_of(book, path).value == stands
    assert stands in cell_of(book, f"{NEW}.natural_person").comment.text


def test_text_longer_than_a_cell_is_cut_and_not_refused() -> None:
    path = f"{NEW}.total"
    report = make_report(FORMS["v2021"], {}, {path: Mark("unreadable", "三" * 40_000)})
    assert cell_of(opened(report), path).value == "三" * 32_767


# The file


def everything() -> bytes:
    report = make_report(
        FORMS["v2021"],
        cell_values(filled("v2021", leave_out=tuple(MARKS))),
        MARKS,
        agency=Agency(name="某县人民政府"),
        year=2023,
        narrative=(Section(heading="一、总体情况", paragraphs=("甲。",)),),
    )
    return write_workbook(report, WriteOptions(findings=FINDINGS, ledger=LEDGER))


def test_the_same_report_gives_the_same_bytes_in_any_process() -> None:
    script = (
        f"import runpy, sys; sys.path[:0] = {sys.path!r}; "
        f"sys.stdout.buffer.write(runpy.run_path({__file__!r})['everything']())"
    )
    made = [
        subprocess.run(  # noqa: S603 - the script is this file
            [sys.executable, "-c", script], env={**os.environ, "PYTHONHASHSEED": seed}, check=True, capture_output=True
        ).stdout
        for seed in ("1", "2")
    ]
    assert made[0] == made[1] == everything()


def test_the_file_does_not_say_when_it_was_written() -> None:
    archive = ZipFile(BytesIO(everything()))
    assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    core = archive.read("docProps/core.xml").decode()
    assert set(re.findall(r"\d{4}-\d\d-\d\dT[\d:]+Z", core)) == {"1980-01-01T00:00:00Z"}
    assert "某县人民政府2023年政府信息公开工作年度报告" in load_workbook(BytesIO(everything())).properties.title


def test_the_report_is_left_as_it_was() -> None:
    report, again = marked("v2021"), marked("v2021")
    write_workbook(report, WriteOptions(findings=FINDINGS))
    assert report == again


def test_the_format_knows_its_own_files() -> None:
    assert FORMAT.name == "xlsx"
    assert FORMAT.suffixes == (".xlsx",)
    assert FORMAT.write is write_workbook
    assert FORMAT.sniff(everything())


def zip_of(*names: str) -> bytes:
    packed = BytesIO()
    with ZipFile(packed, "w") as archive:
        for name in names:
            archive.writestr(name, b"x")
    return packed.getvalue()


@pytest.mark.parametrize(
    ("head", "known"),
    [
        (zip_of("[Content_Types].xml", "xl/workbook.xml"), True),
        (zip_of("[Content_Types].xml", "word/document.xml", "word/xl/x"), False),
        (zip_of("xl.txt"), False),
        (b"xl/", False),
        (b"", False),
    ],
)
def test_a_workbook_is_a_zip_archive_with_a_folder_xl(head: bytes, known: bool) -> None:  # noqa: FBT001 - a table of cases
    assert FORMAT.sniff(head) is known


# Real reports


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the shared seeds are not here")
@pytest.mark.parametrize("seed", ["001_longnan_2018", "002_lintao_2019", "004_hengshan_2023"])
def test_the_figures_of_a_real_report_stand_in_the_workbook(seed: str) -> None:
    truth = json.loads((SEEDS / f"{seed}.truth.json").read_text(encoding="utf-8"), parse_float=Decimal)
    form = form_named(truth["template"])
    values: dict[str, CellValue] = {}
    for path, value in truth["cells"].items():
        amount = value if isinstance(value, dict) else {"value": value, "unit": form.by_path[path].unit}
        is_money = form.by_path[path].kind == "money" and value is not None
        values[path] = Money(Decimal(amount["value"]), amount["unit"]) if is_money else value
    book = opened(make_report(form, values, agency=Agency(name=truth["agency"]), year=truth["year"]))
    for path, value in values.items():
        found = cell_of(book, path).value
        assert (None if found is None else Decimal(str(found))) == number_in(value)
