"""Rows whose figures could be read in the wrong cells: they are read where they belong, or stay open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from govinfo_converters.html_page import FORMAT as HTML
from govinfo_converters.plain_text import FORMAT as TEXT
from govinfo_schema.format_contract import Input, ReadOptions
from govinfo_schema.forms import cell_values
from layouts import Drawn, blanked, html_page, numbers, pipe_line_ends, tabs, titled_tables, traceless_line_ends

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from govinfo_schema.reading import Reading

REPLIES = "applications.replies.not_this_organ"
OVERDUE = "applications.results.other.correction_overdue"
NOT_HELD = "applications.results.unable.not_held"
NEW = "applications.new_received"


def text_of(tables: list[tuple[str, Drawn]], layout: Callable[[Drawn], str], year: int = 2023) -> str:
    parts = [f"某某县{year}年政府信息公开工作年度报告", *(f"{title}\n{layout(table)}" for title, table in tables)]
    return "\n".join(parts)


def read(text: str) -> Reading:
    assert TEXT.read is not None
    return TEXT.read(Input(data=text.encode(), name="report.txt"), ReadOptions())


def row_of(reading: Reading, row: str) -> dict[str, object]:
    """The figures that were read in a row, without its open and blank cells."""
    values = cell_values(reading.report)
    return {cell: value for cell, value in values.items() if cell.startswith(f"{row}.") and value is not None}


def figures(printed: Mapping[str, str | None], row: str) -> set[tuple[str, object]]:
    return {(cell, int(text)) for cell, text in printed.items() if cell.startswith(f"{row}.") and text}


def test_the_place_of_a_lost_label_is_no_blank_cell() -> None:
    printed = blanked(numbers("v2021", 11), [f"{OVERDUE}.commercial_enterprise", f"{OVERDUE}.total"])
    lost = "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请"
    text = text_of(titled_tables("v2021", printed), pipe_line_ends).replace(f"{lost} |", "|")
    assert lost not in text
    assert set(row_of(read(text), OVERDUE).items()) <= figures(printed, OVERDUE)


def test_columns_under_a_wide_label_are_no_blank_cells() -> None:
    kept = {f"{NEW}.{column}" for column in ("natural_person", "research_institution", "legal_service_institution")}
    others = {
        cell for cell in numbers("v2021") if cell.startswith("applications.") and "disclosure_granted" not in cell
    }
    blank = {cell for cell in others if cell.startswith(NEW) or cell.endswith(".natural_person")} - kept
    printed = blanked(numbers("v2021", 11), blank)
    text = text_of(titled_tables("v2021", printed), tabs)
    lines = text.split("\n")
    head = next(at for at, line in enumerate(lines) if "自然人" in line)
    lines[head - 1 : head + 2] = [lines[head].lstrip("\t") + "\t\t\t"]  # the labels of the middle columns are lost
    reading = read("\n".join(lines))
    assert set(row_of(reading, NEW).items()) <= figures(printed, NEW)


def test_a_dash_with_a_note_is_a_cell() -> None:
    printed = {**numbers("v2021", 11), f"{NOT_HELD}.natural_person": "/注1"}
    reading = read(text_of(titled_tables("v2021", printed), traceless_line_ends))
    expected = figures({**printed, f"{NOT_HELD}.natural_person": ""}, NOT_HELD)
    assert set(row_of(reading, NOT_HELD).items()) <= expected
    assert reading.report.marks[f"{NOT_HELD}.natural_person"].state != "blank"


def statistics(row: str, *, before: str = "") -> str:
    """The statistics table as text with single blanks, in which one row was printed anew."""
    lines = tabs(titled_tables("v2014", numbers("v2014", 11))[0][1]).replace("\t", " ").split("\n")
    label = row.split(maxsplit=1)[0]
    printed = "\n".join(row if line.startswith(f"{label} ") else line.strip() for line in lines)
    assert row in printed
    return f"某某县2017年政府信息公开工作年度报告\n{before}某某县政府信息公开情况统计表(2017年度)\n{printed}"


def test_a_row_that_holds_a_dash_only_is_not_filled_from_another() -> None:
    label = "5.不属于本行政机关公开数"
    reading = read(statistics(f"{label} 件 /\n{label} 件 647"))
    assert cell_values(reading.report)[REPLIES] is None
    assert reading.report.marks[REPLIES].state in {"not_applicable", "ambiguous"}


def test_a_row_beside_its_neighbours_precedes_one_of_a_table_with_an_order_of_its_own() -> None:
    label = "(一)主动公开政府信息数(不同渠道和方式公开相同信息计1条)"
    before = f"指标 2023年\n其中:涉及国家秘密 651\n{label} 292\n7.告知作出更改补充数 691\n"
    reading = read(statistics(f"{label} 条 1", before=before))
    assert cell_values(reading.report)["proactive_disclosure.items_disclosed"] == 1


def test_figures_of_table_four_that_stand_again_leave_it_open() -> None:
    page = html_page("v2021", numbers("v2021", 11))
    last = page.rindex("<tr>")
    end = page.index("</table>", last)
    row = page[last:end]
    cells = [str(900 + at) for at in range(row.count("<td"))]
    again = "<tr>" + "".join(f"<td>{text}</td>" for text in cells) + "</tr>"
    page = f"{page[:end]}<tr><td colspan=15>附表</td></tr>{again}{page[end:]}"
    assert HTML.read is not None
    reading = HTML.read(Input(data=page.encode(), name="report.html"), ReadOptions())
    assert not row_of(reading, "review_and_litigation")


def test_a_number_that_is_torn_leaves_its_row_open() -> None:
    printed = blanked(numbers("v2021", 11), [f"{NEW}.other_organization"])
    printed[f"{NEW}.natural_person"] = "2，105，4"
    text = text_of(titled_tables("v2021", printed), traceless_line_ends)
    total = printed[f"{NEW}.total"]
    reading = read(text.replace(f"\n{total} |", f"\n{total} |\n28 |", 1))
    assert not row_of(reading, NEW)


def test_a_column_left_of_the_heads_is_no_cell() -> None:
    """The third and the fourth column are one, and the first column is blank: as many fields as cells."""
    columns = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"]
    heads = ["", *columns, *columns[1:], *columns]
    row = ["", "1", "2", "3", "4", "5 6", *map(str, range(7, 16))]
    title = titled_tables("v2021", numbers("v2021", 11))[2][0]
    body = "".join("<tr>" + "".join(f"<td>{text}</td>" for text in line) + "</tr>" for line in (heads, row))
    groups = (
        "<tr><td></td><td colspan=5>行政复议</td><td colspan=4>未经复议直接起诉</td><td colspan=5>复议后起诉</td></tr>"
    )
    page = html_page("v2021", numbers("v2021", 11))
    start = page.index("<table", page.index(title))
    page = f"{page[:start]}<table>{groups}{body}</table></body></html>"
    assert HTML.read is not None
    reading = HTML.read(Input(data=page.encode(), name="report.html"), ReadOptions())
    values = row_of(reading, "review_and_litigation.reconsideration")
    assert values.get("review_and_litigation.reconsideration.upheld") in {None, 1}
    assert values.get("review_and_litigation.reconsideration.corrected") in {None, 2}
