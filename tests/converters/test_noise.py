"""Noisy documents of random reports: no cell may hold a number that a careful person would not read there."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from random import Random
from typing import TYPE_CHECKING

import pytest

from govinfo_converters.html_page import FORMAT as HTML
from govinfo_converters.plain_text import FORMAT as TEXT
from govinfo_schema.errors import GovinfoError
from govinfo_schema.format_contract import Input, ReadOptions
from govinfo_schema.forms import cell_values
from govinfo_schema.marks import Money
from layouts import FORMS, html_page, numbers
from noise_kinds import LAYOUTS, NOISES, noisy

if TYPE_CHECKING:
    from noise import Noisy

KINDS = ("right", "flagged", "missing", "silently wrong", "refused")
DOCUMENTS = 20  # of each kind of noise


def outcome(document: Noisy) -> tuple[Counter[str], list[str]]:
    """Count what became of the cells of a document, and name those that are silently wrong."""
    reader = HTML if document.name.endswith("html") else TEXT
    assert reader.read is not None
    counted: Counter[str] = Counter()
    try:
        report = reader.read(Input(data=document.text.encode(), name=document.name), ReadOptions()).report
    except GovinfoError:
        counted["refused"] = sum(map(bool, document.truth.values()))
        return counted, []
    if report.form != document.form:
        return Counter({"silently wrong": 1}), [f"form {report.form}"]
    wrong: list[str] = []
    for path, value in cell_values(report).items():
        truth = document.truth[path]
        if value is None:
            counted["missing" if report.marks[path].state == "blank" else "flagged"] += bool(truth)
        elif Decimal(value.value if isinstance(value, Money) else value) in truth:
            counted["right"] += 1
        else:
            counted["silently wrong"] += 1
            wrong.append(f"{path}: {value}, not {truth}")
    return counted, wrong


@pytest.mark.parametrize("noise", NOISES)
def test_no_number_is_silently_wrong(noise: str) -> None:
    total: Counter[str] = Counter()
    wrong: dict[str, list[str]] = {}
    for number in range(DOCUMENTS):
        rng = Random(f"{noise} {number}")  # noqa: S311 - documents for tests, the same in each run
        form, layout = rng.choice(FORMS), rng.choice(list(LAYOUTS))
        counted, cells = outcome(noisy(form, layout, noise, rng))
        total.update(counted)
        if cells:
            wrong[f"{number} {form} {layout}"] = cells[:3]
    table = "  ".join(f"{kind} {total[kind]}" for kind in KINDS)
    assert not wrong, f"{noise}: {table}\n{wrong}"
    assert total["right"], table


@pytest.mark.parametrize(
    "page",
    [
        "<div>" * 50_000 + "规章",
        "<table><tr><td>" * 3000 + "规章",
        "<table><tr><td " + " ".join(f"a{number}=1" for number in range(50_000)) + ">规章<td>1</table>",
        "<table>" + "<tr><td>规章<td>1<td>2<td>3</tr>" * 20_000 + "</table>",
        html_page("v2021", numbers("v2021")).replace("<td", "<td rowspan=65534 colspan=1000000", 60),
    ],
    ids=["nested", "tables", "attributes", "rows", "spans"],
)
def test_hostile_pages_are_refused_soon(page: str) -> None:
    assert HTML.read is not None
    with pytest.raises(GovinfoError) as caught:
        HTML.read(Input(data=page.encode(), name="page.html"), ReadOptions())
    assert "\n" not in str(caught.value)
