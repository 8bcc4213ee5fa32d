"""The compiled sums against sums added up one by one."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings

from govinfo_schema.forms import Report, cell_values, form_named, make_report
from govinfo_schema.marks import Money
from govinfo_schema.rules import Constraint, catalogue
from govinfo_schema.rules.compiled import compile_sums
from govinfo_schema.validation import validate
from strategies import reports

FAX, LETTER, STAFF = "applications.received.fax", "applications.received.letter", "capacity.staff.total"


def test_factors_and_constants_count() -> None:
    form = form_named("v2014")
    report = make_report(form, {FAX: 5, LETTER: 7, STAFF: 100})
    constraints = (
        Constraint("", "=", ((2, FAX), (-3, LETTER)), 4),
        Constraint("", "<=", ((1, STAFF), (-1, FAX)), -50),
        Constraint("", "=", ((-1, LETTER),)),
    )
    assert compile_sums(form, constraints)(report) == (-7, 45, -7)


def test_cells_of_no_constraint_are_not_looked_at() -> None:
    report = make_report(form_named("v2014"), {FAX: 5})
    assert compile_sums(form_named("v2014"), (Constraint("", "=", ((1, FAX),)),))(report) == (5,)


def test_a_missing_operand_is_a_type_error() -> None:
    sums = compile_sums(form_named("v2014"), (Constraint("", "=", ((1, FAX), (-1, LETTER))),))
    with pytest.raises(TypeError):
        sums(make_report(form_named("v2014"), {FAX: 5}))


@settings(max_examples=60, deadline=None)
@given(reports(complete=True))
def test_sums_agree_with_adding_up(report: Report) -> None:
    numbers = cell_values(report)

    def added(constraint: Constraint) -> int:
        return constraint.constant + sum(
            factor * number for factor, path in constraint.terms if isinstance(number := numbers[path], int)
        )

    form = form_named(report.form)
    wanted = tuple(
        constraint
        for rule in catalogue(report.form)
        for constraint in rule.constraints
        if all(form.by_path[path].kind != "money" for path in constraint.cells)
    )
    assert compile_sums(form, wanted)(report) == tuple(added(constraint) for constraint in wanted)


def test_a_value_of_a_wrong_type_is_no_number_for_the_checks() -> None:
    form = form_named("v2014")
    values = {cell.path: Money(Decimal(0), cell.unit) if cell.kind == "money" else 0 for cell in form.cells}
    report = make_report(form, values | {FAX: True, "applications.received.total": 1})
    outcomes = {finding.rule: finding.outcome for finding in validate(report).findings}
    assert (outcomes["S1"], outcomes["A1"]) == ("failed", "undecided")
