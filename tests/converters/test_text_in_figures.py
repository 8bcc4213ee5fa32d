"""Text that stands where a figure should: it is told, and is neither a label nor a blank cell, nor moves a figure."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from govinfo_converters.html_page import FORMAT as HTML
from govinfo_converters.plain_text import FORMAT as TEXT
from govinfo_schema.format_contract import Input, ReadOptions
from govinfo_schema.forms import cell_values
from govinfo_schema.marks import Money
from layouts import FORMS, html_page, numbers, text_page

if TYPE_CHECKING:
    from govinfo_schema.reading import Reading

# Where a row and its columns are seen, the text is what is printed in the cell.
WITH_COLUMNS = ("html", "tabs", "markdown")
LAYOUTS = (*WITH_COLUMNS, "pipe_rows", "pipe_line_ends", "traceless_pipe_rows", "traceless_line_ends", "paragraphs")
FIRST_OF_ITS_ROW = "applications.new_received.natural_person"
LAST_OF_ITS_ROW = "proactive_disclosure.centralized_procurement.total_amount"


def read(layout: str, form: str, printed: dict[str, str | None]) -> Reading:
    html = layout == "html"
    return read_text(html_page(form, printed) if html else text_page(layout, form, printed), html=html)


def read_text(text: str, *, html: bool = False) -> Reading:
    reader = (HTML if html else TEXT).read
    assert reader is not None
    return reader(Input(data=text.encode(), name="report"), ReadOptions())


def figures(reading: Reading) -> dict[str, object]:
    values = cell_values(reading.report)
    return {path: value.value if isinstance(value, Money) else value for path, value in values.items()}


@pytest.mark.parametrize("word", ["abc", "某某", "见附件"])
@pytest.mark.parametrize("layout", WITH_COLUMNS)
@pytest.mark.parametrize("form", FORMS)
def test_text_in_a_cell_is_unreadable_and_harms_no_other_cell(form: str, layout: str, word: str) -> None:
    printed = numbers(form, 11)
    others = (FIRST_OF_ITS_ROW, LAST_OF_ITS_ROW, "applications.results.total.total", "capacity.staff")
    for path in [next(iter(printed)), *(path for path in others if path in printed)]:
        reading = read(layout, form, {**printed, path: word})
        assert reading.report.marks[path].state == "unreadable", path
        assert reading.report.marks[path].raw == word
        assert figures(reading) == {**{cell: int(text or 0) for cell, text in printed.items()}, path: None}, path


@pytest.mark.parametrize("word", ["abc", "某某"])
@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("form", FORMS)
def test_text_in_a_cell_is_never_passed_over_in_silence(form: str, layout: str, word: str) -> None:
    printed = numbers(form, 11)
    for path in list(printed)[::17]:
        reading = read(layout, form, {**printed, path: word})
        told = {finding.rule for finding in reading.findings} & {"R-ROWS", "R-TABLE"}
        assert told or reading.report.marks[path].state in {"unreadable", "ambiguous"}, path
        values = figures(reading)
        assert all(values[cell] in (None, int(text or 0)) for cell, text in printed.items()), path


def test_text_behind_the_columns_of_a_row_is_no_figure() -> None:
    printed = numbers("v2021", 11)
    text = text_page("tabs", "v2021", printed)
    line = next(line for line in text.split("\n") if line.startswith("一、本年新收"))
    assert figures(read_text(text.replace(line, f"{line}\t按实际填写"))) == figures(read_text(text))
