"""Comparing two reports: editions, years, and forms that the crosswalk lays side by side."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from attrs import evolve
from hypothesis import given, settings

from govinfo_schema.comparison import compare, comparison_table
from govinfo_schema.forms import Report, cell_values, form_named, form_of, make_report
from govinfo_schema.marks import Mark, Money
from govinfo_schema.migration import migrate
from strategies import reports

if TYPE_CHECKING:
    from govinfo_schema.comparison import Difference
    from govinfo_schema.marks import CellValue

NEW = "applications.new_received.total"
OTHER = "applications.results.other"
FEES = "proactive_disclosure.administrative_institutional_fees.amount"


def report(form: str, values: dict[str, CellValue], mark: str = "blank") -> Report:
    flat = form_named(form)
    return make_report(flat, values, {path: Mark(mark) for path in flat.paths})  # type: ignore[arg-type]


def found(first: Report, second: Report, series: str) -> Difference:
    (one,) = [each for each in compare(first, second) if each.series == series]
    return one


def test_numbers_are_compared_and_their_difference_is_told() -> None:
    changed = found(report("v2021", {NEW: 21}), report("v2021", {NEW: 9}), NEW)
    assert (changed.first, changed.second, changed.difference, changed.change) == (21, 9, -12, "changed")
    assert changed.differs


@pytest.mark.parametrize(
    ("first", "second", "change", "differs"),
    [
        ({NEW: 0}, {NEW: 0}, "equal", False),
        ({NEW: 0}, {}, "disappeared", True),  # 0 is a number, a blank is none
        ({}, {NEW: 0}, "appeared", True),
        ({}, {}, "no_number", False),
    ],
)
def test_a_blank_is_never_zero(
    first: dict[str, CellValue], second: dict[str, CellValue], change: str, *, differs: bool
) -> None:
    one = found(report("v2021", first), report("v2021", second), NEW)
    assert (one.change, one.differs, one.difference) == (change, differs, None if change != "equal" else 0)


def test_what_was_carried_to_a_form_still_counts_as_in_its_year() -> None:
    """A report of 2018 in the form of 2021 was counted as in 2018, whatever form it stands in now."""
    other = f"{OTHER}.other.total"
    old, new = (evolve(report("v2021", {NEW: 4, other: 1}), year=year) for year in (2018, 2022))
    assert found(old, new, NEW).comparability == "approximate"
    assert (found(old, new, other).comparability, found(old, new, other).difference) == ("break", None)
    assert found(evolve(old, year=2021), new, other).comparability == "exact"


def test_marks_that_differ_are_a_difference() -> None:
    one = found(report("v2021", {}), report("v2021", {}, "not_applicable"), NEW)
    assert (one.change, one.differs) == ("no_number", True)
    assert one.first == (Mark("blank"),)


def test_amounts_in_two_units_have_no_difference() -> None:
    first = report("v2021", {FEES: Money(Decimal("2.50"), "万元")})
    assert found(first, report("v2021", {FEES: Money(Decimal(25000), "元")}), FEES).difference is None
    assert found(first, report("v2021", {FEES: Money(Decimal("3.75"), "万元")}), FEES).difference == Decimal("1.25")


def test_across_forms_a_sum_stands_for_its_parts() -> None:
    older = report("v2019", {f"{OTHER}.total": 7})
    parts = {f"{OTHER}.{part}.total": n for part, n in (("correction_overdue", 1), ("fee_overdue", 2), ("other", 3))}
    one = found(older, report("v2021", {**parts}), f"{OTHER}.total")
    assert (one.first, one.second, one.difference, one.comparability) == (7, 6, -1, "derivable")
    incomplete = found(older, report("v2021", {f"{OTHER}.other.total": 7}), f"{OTHER}.total")
    assert (incomplete.change, incomplete.second) == ("disappeared", (Mark("blank"), Mark("blank")))


def test_what_one_form_does_not_ask_is_no_difference() -> None:
    older, newer = report("v2014", {"training.meetings": 4}), report("v2021", {FEES: Money(Decimal(1), None)})
    only_old, only_new = found(older, newer, "training.meetings"), found(older, newer, FEES)
    assert (only_old.change, only_old.first, only_old.second) == ("first_only", 4, None)
    assert (only_new.change, only_new.first, only_new.comparability) == ("second_only", None, None)
    assert not (only_old.differs)
    assert not (only_new.differs)


@settings(max_examples=40, deadline=None)
@given(given_report=reports())
def test_a_report_does_not_differ_from_itself(given_report: Report) -> None:
    differences = compare(given_report, given_report)
    assert [each.series for each in differences] == list(form_of(given_report).paths)
    assert not any(each.differs for each in differences)


@settings(max_examples=40, deadline=None)
@given(given_report=reports())
def test_comparing_the_other_way_round_mirrors_everything(given_report: Report) -> None:
    other = migrate(given_report, "v2019").report
    forth, back = compare(given_report, other), compare(other, given_report)
    assert [(one.series, one.first, one.second) for one in forth] == [
        (one.series, one.second, one.first) for one in back
    ]
    for one in forth:
        if one.difference is not None and form_of(given_report).name != "v2019":
            assert one.difference == 0, "a migration carries figures as they are"


def test_a_table_has_a_row_for_each_figure() -> None:
    first, second = report("v2019", {NEW: 2}), report("v2021", {NEW: 3})
    table = comparison_table(compare(first, second), ("a", "b"))
    row = next(row for row in table.rows if row[0] == NEW)
    assert row[2:5] == (2, 3, 1)
    assert Counter(len(row) for row in table.rows) == {len(table.columns): len(table.rows)}
    assert cell_values(first)[NEW] == 2


def test_only_reports_are_compared() -> None:
    with pytest.raises(TypeError, match="compare"):
        compare(report("v2021", {}), "report.json")  # type: ignore[arg-type]
