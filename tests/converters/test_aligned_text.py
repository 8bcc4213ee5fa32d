"""Text in which columns stand below each other, HTML tables in text, and blanks that are printed or not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from govinfo_converters.document import FieldRow, Grid, Paragraph
from govinfo_converters.plain_text import FORMAT, blocks_of
from govinfo_schema.format_contract import Input, ReadOptions
from govinfo_schema.forms import cell_values
from layouts import blanked, numbers, text_page

if TYPE_CHECKING:
    from govinfo_schema.reading import Reading

ALIGNED = """信息内容          本年制发件数  本年废止件数  现行有效件数
规章              3                           12
行政规范性文件                  4             5
行政许可          7             8             9
"""


def read(text: str) -> Reading:
    assert FORMAT.read is not None
    return FORMAT.read(Input(data=text.encode(), name="report.txt"), ReadOptions())


def test_columns_are_told_by_what_stands_below_each_other() -> None:
    (grid,) = blocks_of(ALIGNED)
    assert isinstance(grid, Grid)
    texts = {(cell.row, cell.column): cell.text for cell in grid.cells if cell.text}
    assert [texts.get((1, column)) for column in range(4)] == ["规章", "3", None, "12"]
    assert [texts.get((2, column)) for column in range(4)] == ["行政规范性文件", None, "4", "5"]


def test_text_around_an_aligned_table_stays_text() -> None:
    blocks = blocks_of(f"一、总体情况\n全年有序。\n{ALIGNED}五、问题\n")
    assert [type(block) for block in blocks] == [Paragraph, Paragraph, Grid, Paragraph]
    assert [block.place.line for block in blocks] == [1, 2, 3, 7]


@pytest.mark.parametrize("text", ["规章  3  4\n", "甲  乙\n丙  丁\n戊  己\n"])
def test_a_line_or_a_list_makes_no_table(text: str) -> None:
    assert all(isinstance(block, Paragraph) for block in blocks_of(text))


def test_html_tables_in_text_are_tables_and_the_text_around_them_keeps_its_lines() -> None:
    blocks = blocks_of(
        "甲\n<table><tr><td>规章</td><td>1</td></tr>\n<tr><td>乙</td><td>2</td></tr></table>\n丙 | 3 |\n"
    )
    first, grid, row = blocks
    assert isinstance(first, Paragraph)
    assert isinstance(grid, Grid)
    assert [cell.text for cell in grid.cells] == ["规章", "1", "乙", "2"]
    assert grid.place.table == 1
    assert isinstance(row, FieldRow)
    assert (row.fields[0].place.line, row.fields[0].place.table) == (4, 2)


def test_an_html_table_that_does_not_end_ends_the_text() -> None:
    paragraph, grid = blocks_of("甲\n<TABLE><tr><td>规章<td>1<tr><td>乙<td>2")
    assert isinstance(paragraph, Paragraph)
    assert isinstance(grid, Grid)


def test_only_a_printed_blank_has_a_provenance() -> None:
    printed = blanked(numbers("v2021"), ["applications.new_received.natural_person"])
    reading = read(text_page("tabs", "v2021", printed))
    assert reading.report.marks["applications.new_received.natural_person"].state == "blank"
    blank = reading.provenance["applications.new_received.natural_person"]
    assert (blank.raw, blank.place.column) == ("", None)
    assert blank.place.line == reading.provenance["applications.new_received.total"].place.line

    lines = text_page("tabs", "v2021", numbers("v2021")).split("\n")
    lost = read("\n".join(line for line in lines if "上年结转" not in line))
    cells = {path for path in cell_values(lost.report) if path.startswith("applications.carried_over.")}
    assert {lost.report.marks[path].state for path in cells} == {"blank"}
    assert cells.isdisjoint(lost.provenance)
    assert any(finding.rule == "R-ROWS" for finding in lost.findings)


def test_rows_of_one_label_are_open_where_nothing_says_which_is_meant() -> None:
    """v2014 has 被依法纠错数 below reconsideration and below litigation."""
    lines = text_page("tabs", "v2014", numbers("v2014")).split("\n")
    start = next(at for at, line in enumerate(lines) if line.startswith("四、行政复议"))
    end = next(at for at, line in enumerate(lines) if line.startswith("(二)被依法纠错数") and at > start + 3)
    reading = read("\n".join([*lines[:start], *lines[end:]]))
    for path in ("reconsideration.corrected", "litigation.corrected"):
        assert reading.report.marks[path].state == "ambiguous"
