"""Tables whose figures are told apart by more than the labels of the form: other heads, further lines, lost borders."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from govinfo_converters.alignment.labels import tables_of
from govinfo_converters.csv_table import FORMAT as CSV
from govinfo_converters.document import FieldRow
from govinfo_converters.html_page import FORMAT as HTML
from govinfo_converters.plain_text import FORMAT as TEXT
from govinfo_converters.plain_text import blocks_of
from govinfo_schema.format_contract import Input, ReadOptions
from govinfo_schema.forms import cell_values
from govinfo_schema.marks import Money

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from govinfo_schema.format_contract import Format
    from govinfo_schema.forms import Report

    Rows = Sequence[Sequence[str]]
    Layout = Callable[[Rows], tuple[Format, str]]

PROCUREMENT = "proactive_disclosure.centralized_procurement"
LICENSING = "proactive_disclosure.administrative_licensing"
FEES = "proactive_disclosure.administrative_institutional_fees"
COUNTS = ["信息内容", "上一年项目数量", "本年增/减", "处理决定数量"]
HANDLING = [["第二十条第（五）项"], COUNTS, ["行政许可", "21", "3", "407"], ["其他对外管理服务事项", "22", "4", "408"]]
PENALTIES = [["第二十条第（六）项"], COUNTS, ["行政处罚", "23", "5", "409"], ["行政强制", "24", "6", "410"]]
CHARGES = [["第二十条第（八）项"], ["信息内容", "上一年项目数量", "本年增/减"], ["行政事业性收费", "31", "7"]]
OF_PROCUREMENT = ["信息内容", "采购项目数量", "采购总金额"]
BOUGHT = ["政府集中采购", "61", "9500元"]
DISCLOSURE = [*HANDLING, *PENALTIES, *CHARGES, ["第二十条第（九）项"], OF_PROCUREMENT, BOUGHT]
OUTCOMES = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"]


def page(rows: Rows) -> tuple[Format, str]:
    cells = "".join("<tr>" + "".join(f"<td>{text}</td>" for text in row) + "</tr>" for row in rows)
    return HTML, f"<meta charset=utf-8><h1>某某县2020年政府信息公开工作年度报告</h1><table>{cells}</table>"


def pipes(rows: Rows) -> tuple[Format, str]:
    return TEXT, "某某县2020年政府信息公开工作年度报告\n" + "\n".join(f"| {' | '.join(row)} |" for row in rows)


def csv(rows: Rows) -> tuple[Format, str]:
    return CSV, "某某县2020年政府信息公开工作年度报告\n" + "\n".join(",".join(row) for row in rows)


LAYOUTS = pytest.mark.parametrize("layout", [page, pipes, csv])


def read(made: tuple[Format, str]) -> Report:
    format_, text = made
    assert format_.read is not None
    return format_.read(Input(data=text.encode(), name="report"), ReadOptions()).report


def figures(report: Report, of: str) -> dict[str, object]:
    values = (
        (path.removeprefix(f"{of}."), value) for path, value in cell_values(report).items() if path.startswith(of)
    )
    return {path: value.value if isinstance(value, Money) else value for path, value in values if value is not None}


def wide(rows: Rows) -> Rows:
    width = max(map(len, rows))
    return [[*row, *[""] * (width - len(row))] for row in rows]


@LAYOUTS
def test_heads_of_another_row_leave_the_figures_below_them_open(layout: Layout) -> None:
    heads_copied = [CHARGES[1] if row is OF_PROCUREMENT else row for row in DISCLOSURE]
    report = read(layout(heads_copied))
    assert figures(report, PROCUREMENT) == {}
    assert report.marks[f"{PROCUREMENT}.projects"].state == "ambiguous"
    assert report.marks[f"{PROCUREMENT}.projects"].candidates == ("61", "9500元")
    assert figures(report, FEES) == {"prior_year_items": 31, "change": 7}


@LAYOUTS
def test_where_the_heads_of_a_row_are_lost_its_order_tells_what_its_figures_are(layout: Layout) -> None:
    report = read(layout([row for row in DISCLOSURE if row is not OF_PROCUREMENT]))
    assert figures(report, PROCUREMENT) == {"projects": 61, "total_amount": Decimal(9500)}


def litigation_first(report_rows: Rows) -> Rows:
    groups = [
        ["行政诉讼"] * 10 + ["行政复议"] * 5,
        ["未经复议直接起诉"] * 5 + ["复议后起诉"] * 5 + OUTCOMES,
        OUTCOMES * 3,
    ]
    return [*wide(report_rows), *groups, [str(number) for number in range(81, 96)]]


@LAYOUTS
def test_groups_of_columns_in_another_order_are_not_read_in_the_order_of_the_form(layout: Layout) -> None:
    report = read(layout(litigation_first(DISCLOSURE)))
    assert figures(report, "review_and_litigation") == {}
    assert report.marks["review_and_litigation.reconsideration.upheld"].state == "ambiguous"


def test_groups_of_columns_on_one_line_in_another_order_are_seen() -> None:
    head = "行政诉讼 行政复议\n未经复议直接起诉 复议后起诉\n" + " ".join(OUTCOMES * 3)
    figures_of_it = " ".join(map(str, range(81, 96)))
    text = "\n".join("\n".join(row) for row in DISCLOSURE)
    title = "某某县2020年政府信息公开工作年度报告"
    report = read((TEXT, f"{title}\n{text}\n四、政府信息公开行政复议、行政诉讼情况\n{head}\n{figures_of_it}"))
    assert figures(report, "review_and_litigation") == {}


@LAYOUTS
@pytest.mark.parametrize("words", [("2019年", "2020年"), ("本级", "合计")])
@pytest.mark.parametrize("again", ["{}", ""])
def test_of_two_lines_beside_one_label_neither_is_taken(layout: Layout, words: tuple[str, str], again: str) -> None:
    rows = [["", "", "自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计"]]
    for start, label in ((500, "一、本年新收政府信息公开申请数量"), (700, "二、上年结转政府信息公开申请数量")):
        rows.append([label, words[0], *(str(start + number) for number in range(7))])
        rows.append([again.format(label), words[1], *(str(start + number) for number in range(10, 17))])
    report = read(layout([*wide(DISCLOSURE), *rows]))
    assert figures(report, "applications") == {}
    assert report.marks["applications.new_received.total"].state == "ambiguous"


@LAYOUTS
@pytest.mark.parametrize("head", ["{0} {0}", "{0} "])
@pytest.mark.parametrize("pair", ["{0} ", " {0}"])
def test_columns_divided_by_a_further_line_are_not_told_by_their_head(layout: Layout, head: str, pair: str) -> None:
    rows: list[list[str]] = []
    for row in DISCLOSURE:
        drawn = head if row[0] == "信息内容" else pair if row[0] == "行政许可" else "{0} 9{0}"
        rows.append([row[0], *(text for cell in row[1:] for text in drawn.format(cell).split(" "))])
        if row[0] == "信息内容":
            rows.append(["信息内容", *["累计", "本年"] * (len(row) - 1)])
    assert figures(read(layout(wide(rows))), LICENSING) == {}


def test_figures_under_swapped_heads_of_a_narrower_row_are_those_of_their_heads() -> None:
    swapped = [["信息内容", "本年增/减", "上一年项目数量"] if row is CHARGES[1] else row for row in DISCLOSURE]
    assert figures(read(page(swapped)), FEES) == {"prior_year_items": 7, "change": 31}


@pytest.mark.parametrize("gap", ["    ", "   ", "\u00a0\u00a0\u00a0"])
def test_a_gap_in_a_row_that_is_too_narrow_is_a_lost_separator(gap: str) -> None:
    lines = ["规章 | 11 | 12 | 13", "规范性文件 | 14 |  | 15", f"行政许可{gap}| 16 | 17"]
    texts = [
        [field.text for field in block.fields] for block in blocks_of("\n".join(lines)) if isinstance(block, FieldRow)
    ]
    assert texts == [["规章", "11", "12", "13"], ["规范性文件", "14", "", "15"], ["行政许可", "", "16", "17"]]


@pytest.mark.parametrize("line", ["行政许可    | 16 | 17 | 18", "行政许可 | 16 | 17", "行政    许可 | 1    6"])
def test_a_row_that_is_wide_enough_or_not_made_so_by_its_gaps_is_kept(line: str) -> None:
    lines = ["规章 | 11 | 12 | 13", "规范性文件 | 14 |  | 15", line]
    texts = [
        [field.text for field in block.fields] for block in blocks_of("\n".join(lines)) if isinstance(block, FieldRow)
    ]
    expected = [text.strip() for text in line.split("|")]
    assert texts[2] == (expected if len(expected) > 2 else ["行政", "许可", "1", "6"])


@pytest.mark.parametrize("line", ["{number}\n{label}\n{figures}", "{label}\n{number}\n{figures}"])
def test_the_numbers_of_rows_are_no_figures_where_blank_cells_leave_no_trace(line: str) -> None:
    table = max(tables_of("v2021"), key=lambda table: len(table.rows))
    rows = [
        line.format(number=number, label=row.label, figures="\n".join(str(number * 100 + at) for at in range(6)))
        for number, row in enumerate(table.rows, 1)
    ]
    text = "\n\n".join(["某某县2023年政府信息公开工作年度报告", *"\n".join(rows).split("\n")])
    report = read((TEXT, text))
    assert figures(report, "applications") == {}
    assert report.marks["applications.new_received.total"].state == "ambiguous"


@LAYOUTS
@pytest.mark.parametrize(
    "heads", [["2018年", "2019年", "2020年"], ["上年", "本年", "同比"], ["一季度", "二季度", "三季度"]]
)
def test_figures_under_heads_that_the_form_has_not_are_those_of_no_cell(layout: Layout, heads: list[str]) -> None:
    labels = ["规章", "规范性文件", "行政许可", "其他对外管理服务事项", "行政处罚", "行政强制"]
    rows = [["项目", *heads], *([label, f"{at}1", f"{at}2", f"{at}3"] for at, label in enumerate(labels, 1))]
    whole = [["", "", "自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计"]]
    whole += [["一、本年新收政府信息公开申请数量", "", *map(str, range(101, 108))]]
    report = read(layout([*rows, *whole]))
    assert figures(report, "proactive_disclosure") == {}
    assert report.marks["proactive_disclosure.administrative_penalties.change"].candidates == ("51", "52", "53")
    assert figures(report, "applications.new_received")["total"] == 107


def test_short_texts_above_lines_without_heads_are_no_heads() -> None:
    rows = "规章 | 1 | 2 | 3\n规范性文件 | 4 | 5 | 6\n行政许可 | 7 | 8 | 9"
    report = read((TEXT, f"某某县2020年政府信息公开工作年度报告\n\n全年有序推进\n\n{rows}"))
    assert list(figures(report, "proactive_disclosure.administrative_rules").values()) == [1, 2, 3]
