"""The laws of bidirectional transformations on real reports, whole and with holes, in all six directions.

As in Foster et al., "Combinators for Bidirectional Tree Transformations" (TOPLAS 29:3, 2007): *get-put*, a report that
nobody changed in the other form comes home as it left; *put-get*, whatever was changed in the other form is there again
when the report goes back to it. No cell, no edit and no direction is left out.
"""

from __future__ import annotations

import json
from decimal import Decimal
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from govinfo_schema.codec import to_json
from govinfo_schema.forms import cell_values, form_named, make_report
from govinfo_schema.marks import CellValue, Mark, Money
from govinfo_schema.migration import migrate
from ledger_account import hold_the_account

if TYPE_CHECKING:
    from collections.abc import Iterator

    from govinfo_schema.forms import Report

TRUTH = Path(__file__).resolve().parents[1] / "data" / "seeds"
NAMES = sorted(path.name.removesuffix(".truth.json") for path in TRUTH.glob("*.truth.json"))
FORMS = ("v2014", "v2019", "v2021")
HOME = {"2018": "v2014", "2019": "v2019", "2020": "v2019", "2023": "v2021"}
WAYS = [(name, target) for name in NAMES for target in FORMS if target != HOME[name[-4:]]]
SMUDGE = Mark("unreadable", "1?")
Contents = dict[str, "CellValue | Mark"]


@cache
def real(name: str) -> Report:
    truth = json.loads((TRUTH / f"{name}.truth.json").read_text(encoding="utf-8"))
    form = form_named(truth["template"])
    values: dict[str, CellValue] = {}
    for path, value in truth["cells"].items():
        if form.by_path[path].kind == "money" and value is not None:
            digits = value["value"] if isinstance(value, dict) else value
            values[path] = Money(Decimal(str(digits)), "万元")
        else:
            values[path] = value
    return make_report(form, values, year=truth["year"])


def with_cells(report: Report, edits: Contents) -> Report:
    values, marks = cell_values(report), dict(report.marks)
    for path, content in edits.items():
        values[path] = None if isinstance(content, Mark) else content
        marks.pop(path, None)
        if isinstance(content, Mark):
            marks[path] = content
    return make_report(form_named(report.form), values, marks, year=report.year, residue=report.residue)


def rows_of(form: str) -> Iterator[list[str]]:
    """Cells that stand in one row of the form: those with one parent."""
    for _, cells in groupby(form_named(form).paths, key=lambda path: path.rpartition(".")[0]):
        yield list(cells)


def with_holes(report: Report) -> Iterator[Report]:
    """The report, and for each of its rows one in which the row is blank or cannot be read."""
    yield report
    for number, row in enumerate(rows_of(report.form)):
        hole = (Mark("blank"), SMUDGE, Mark("not_applicable", "—"))[number % 3]
        yield with_cells(report, dict.fromkeys(row, hole))


def edits_of(report: Report) -> Iterator[Contents]:
    """Edits, each of one cell: to nothing, to one more, to what cannot be read, to blank."""
    form = form_named(report.form)
    for path, value in cell_values(report).items():
        money = form.by_path[path].kind == "money"
        more = Money(Decimal("7.10"), "万元") if money else (value if isinstance(value, int) else 6) + 1
        yield {path: more}
        yield {path: Money(Decimal(0), "万元") if money else 0}
        yield {path: SMUDGE}
        yield {path: Mark("blank")}


def assert_same(report: Report, other: Report) -> None:
    assert cell_values(report) == cell_values(other)
    assert list(report.marks.items()) == list(other.marks.items())


@pytest.mark.parametrize(("name", "target"), WAYS)
def test_get_put_a_report_comes_home_byte_for_byte_and_each_account_is_true(name: str, target: str) -> None:
    for report in with_holes(real(name)):
        there = migrate(report, target)
        back = migrate(there.report, report.form)
        assert to_json(back.report) == to_json(report)
        hold_the_account(report, there)
        hold_the_account(there.report, back)


@pytest.mark.parametrize(("name", "target"), WAYS)
def test_put_get_every_edit_in_the_other_form_is_there_again(name: str, target: str) -> None:
    report = real(name)
    there = migrate(report, target).report
    for edit in edits_of(there):
        edited = with_cells(there, edit)
        back = migrate(edited, report.form)
        again = migrate(back.report, target)
        assert_same(again.report, edited)
        hold_the_account(edited, back)


@pytest.mark.parametrize(("name", "target"), WAYS)
def test_an_edit_in_one_table_changes_nothing_in_the_others(name: str, target: str) -> None:
    report = real(name)
    there = migrate(report, target).report
    before = cell_values(report)
    for edit in edits_of(there):
        (path,) = edit
        after = cell_values(migrate(with_cells(there, edit), report.form).report)
        assert {table_of(cell) for cell in before if after[cell] != before[cell]} <= {table_of(path)}


def table_of(path: str) -> str:
    """The table of a cell; reconsideration and courts are two groups in v2014, and one table since."""
    table = path.split(".", maxsplit=1)[0]
    return "review_and_litigation" if table in ("litigation", "reconsideration") else table
