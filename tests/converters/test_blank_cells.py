"""A blank cell, row or column never makes another cell's number slip into it, in any layout."""

from __future__ import annotations

import random
from collections import Counter
from functools import partial
from itertools import groupby

import pytest

from govinfo_converters.html_page import FORMAT as HTML
from govinfo_converters.plain_text import FORMAT as TEXT
from govinfo_schema.format_contract import Input, ReadOptions
from govinfo_schema.forms import cell_values
from govinfo_schema.marks import Money
from layouts import FORMS, TEXT_LAYOUTS, Printed, blanked, facts, html_page, numbers, text_page

LAYOUTS = ("html", *TEXT_LAYOUTS)
# Layouts in which the place of a blank cell can be seen, so that nothing else may stay open.
TRACED = ("html", "tabs", "markdown")
CELLS_TRIED = 20


def outcome(layout: str, form: str, printed: Printed) -> tuple[Counter[str], set[str]]:
    """Read a drawn form; count what became of its cells, and name those that hold another cell's number."""
    file_format, page = (
        (HTML, html_page(form, printed)) if layout == "html" else (TEXT, text_page(layout, form, printed))
    )
    assert file_format.read is not None
    report = file_format.read(Input(data=page.encode(), name="drawn"), ReadOptions()).report
    counted: Counter[str] = Counter()
    wrong: set[str] = set()
    for cell, value in cell_values(report).items():
        read = str(value.value) if isinstance(value, Money) else None if value is None else str(value)
        if read is not None and read != printed[cell]:
            wrong.add(cell)
        elif read == printed[cell]:
            counted["blank" if read is None else "right"] += 1
            if read is None:
                assert report.marks[cell].state in ("blank", "ambiguous")
        else:
            assert report.marks[cell].state == "ambiguous", cell
            counted["open"] += 1
    return counted, wrong


def groups_of(form: str) -> list[list[str]]:
    """A sample of single cells, each row, and each column."""
    cells = facts(form)
    chosen = random.Random(form).sample(cells, CELLS_TRIED)  # noqa: S311 - which cells are tried is no secret
    by_row = groupby(cells, key=lambda fact: (fact["table"], fact["row"]))
    columns = sorted(cells, key=lambda fact: (fact["table"], fact["column"]))
    by_column = groupby(columns, key=lambda fact: (fact["table"], fact["column"]))
    return [
        *([fact["cell"]] for fact in chosen),
        *([fact["cell"] for fact in group] for _, group in by_row),
        *([fact["cell"] for fact in group] for _, group in by_column if form != "v2014"),
    ]


def one_everywhere(form: str) -> dict[str, str | None]:
    """The same small numbers in many cells, zeros mostly, with identities that hold: one request of each kind."""
    printed: dict[str, str | None] = {fact["cell"]: "0" for fact in facts(form)}
    if form == "v2014":
        return printed
    for row in ("new_received", "results.disclosure_granted", "results.total"):
        printed |= {f"applications.{row}.{column}": "1" for column in ("natural_person", "legal_service_institution")}
        printed[f"applications.{row}.total"] = "2"
    for case in ("upheld", "pending"):
        printed[f"review_and_litigation.litigation_direct.{case}"] = "3"
    printed["review_and_litigation.litigation_direct.total"] = "6"
    return printed


SOURCES = {"different": partial(numbers, start=11), "alike": one_everywhere}


@pytest.mark.parametrize("source", SOURCES)
@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("form", FORMS)
def test_a_whole_form_is_read_whole(form: str, layout: str, source: str) -> None:
    counted, wrong = outcome(layout, form, SOURCES[source](form))
    assert not wrong
    assert counted == {"right": len(facts(form))}


@pytest.mark.parametrize("source", SOURCES)
@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("form", FORMS)
def test_nothing_slips_into_blank_cells(form: str, layout: str, source: str) -> None:
    whole = SOURCES[source](form)
    for group in groups_of(form):
        printed = blanked(whole, group)
        counted, wrong = outcome(layout, form, printed)
        assert not wrong, (group, wrong)
        if layout in TRACED:
            assert not counted["open"], group
