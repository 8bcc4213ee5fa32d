"""Findings and ledger in a workbook that is written."""

from __future__ import annotations

import re
from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import ZipFile

from govinfo_converters.xlsx_book import write_workbook
from govinfo_schema.format_contract import WriteOptions
from govinfo_schema.forms import make_report
from govinfo_schema.marks import Mark
from govinfo_schema.messages import Text
from govinfo_schema.provenance import Place
from xlsx_books import (
    FINDINGS,
    FORMS,
    LEDGER,
    NEW,
    NOTE,
    RECONSIDERATION,
    RESULTS,
    WARNING,
    address_of,
    cell_of,
    colour,
    failed_checks,
    filled,
    finding,
    opened,
    texts,
)

if TYPE_CHECKING:
    from openpyxl import Workbook


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
        "对本报告（v2021）的检查：共 6 项，不通过 3 (错误 1，警告 1，提示 1)，无法判断 1，通过 1，不适用 1"
    )
    heads = ["结果", "级别", "规则", "说明", "左边", "右边", "差", "单元格", "位置"]
    assert rows[1] == [*heads, "转到报告 1", "转到报告 2", "转到报告 3"]
    assert [row[2] for row in rows[2:6]] == ["B1 自然人", "A3", "N1", "C1"]
    received = "一、本年新收政府信息公开申请数量"
    cells = [f"{received} · 自然人", f"{received} · 总计"]
    assert rows[2] == [
        "不通过", "错误", "B1 自然人", "B1的说明。", 22, 23.5, -1.5, "\n".join(cells), None, *cells, None
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
        "对本报告（v2021）的检查：共 0 项，不通过 0，无法判断 0，通过 0，不适用 0"
    )
    assert nothing_found["检查结果"]["A3"].value == "没有未通过或无法判断的检查。"


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
