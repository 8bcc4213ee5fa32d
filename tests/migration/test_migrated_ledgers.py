"""Ledgers: every source cell and every target cell stands exactly once, and every line is true.

The oracle is ``ledger_account``.
"""

from __future__ import annotations

from copy import deepcopy
from decimal import Decimal
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import crosswalk_by_hand as by_hand
from govinfo_schema.errors import StructureError
from govinfo_schema.forms import cell_values, form_named, make_report
from govinfo_schema.marks import Mark, Money
from govinfo_schema.migration import Ledger, LedgerLine, migrate
from govinfo_schema.migration.ledger import RELATIONS
from ledger_account import cells_of, hold_the_account
from strategies import reports

FORMS = ("v2014", "v2019", "v2021")
DIRECTIONS = list(permutations(FORMS, 2))
STRENGTH = {name: place for place, name in enumerate(RELATIONS)}


@pytest.mark.parametrize(("source", "target"), DIRECTIONS)
@settings(max_examples=40, deadline=None)
@given(st.data())
def test_each_cell_stands_exactly_once_and_each_line_is_true(source: str, target: str, data: st.DataObject) -> None:
    report = data.draw(reports(source))
    there = migrate(report, target)
    hold_the_account(report, there)
    hold_the_account(there.report, migrate(there.report, source))


@pytest.mark.parametrize(("source", "target"), DIRECTIONS)
def test_a_report_of_zeros_and_one_of_blanks_have_true_ledgers(source: str, target: str) -> None:
    form = form_named(source)
    zeros = {cell.path: Money(Decimal(0)) if cell.kind == "money" else 0 for cell in form.cells}
    for values in (zeros, {}):
        report = make_report(form, values)
        there = migrate(report, target)
        hold_the_account(report, there)
        hold_the_account(there.report, migrate(there.report, source))


@pytest.mark.parametrize(("source", "target"), DIRECTIONS)
@settings(max_examples=25, deadline=None)
@given(st.data())
def test_the_report_stays_as_it_is_and_the_result_is_always_the_same(
    source: str, target: str, data: st.DataObject
) -> None:
    report = data.draw(reports(source))
    copy = deepcopy(report)
    first, second = migrate(report, target), migrate(report, target)
    assert first == second
    assert first.ledger == second.ledger
    assert report == copy
    assert list(report.marks) == list(copy.marks)


@pytest.mark.parametrize("form", FORMS)
@settings(max_examples=15, deadline=None)
@given(st.data())
def test_a_migration_to_the_same_form_gives_the_same_report_with_every_cell_carried(
    form: str, data: st.DataObject
) -> None:
    report = data.draw(reports(form))
    migrated = migrate(report, form)
    assert migrated.report is report
    assert [line.sources for line in migrated.ledger.lines] == [(path,) for path in cells_of(form)]
    for line, value in zip(migrated.ledger.lines, cell_values(report).values(), strict=True):
        assert line == LedgerLine(
            sources=line.sources,
            targets=line.sources,
            relation="carried",
            before=(value,),
            after=(value,),
            reason=line.reason,
        )
        assert "same" in line.reason.en


@settings(max_examples=40, deadline=None)
@given(st.data(), st.sampled_from([("v2014", "v2021"), ("v2021", "v2014")]))
def test_a_chain_gives_the_report_of_its_steps(data: st.DataObject, ends: tuple[str, str]) -> None:
    report = data.draw(reports(ends[0]))
    assert migrate(report, ends[1]).report == migrate(migrate(report, "v2019").report, ends[1]).report


@settings(max_examples=40, deadline=None)
@given(st.data(), st.sampled_from([("v2014", "v2021"), ("v2021", "v2014")]))
def test_the_ledger_of_a_chain_follows_every_value_through_the_steps(
    data: st.DataObject, ends: tuple[str, str]
) -> None:
    report = data.draw(reports(ends[0]))
    first = migrate(report, "v2019")
    second = migrate(first.report, ends[1])
    chain = migrate(report, ends[1]).ledger
    onward = {path: line for line in second.ledger.lines for path in line.sources}
    for line in chain.lines:
        starts = [each for each in first.ledger.lines if set(each.sources) & set(line.sources)]
        ends_there = [each for each in second.ledger.lines if set(each.targets) & set(line.targets)]
        for rows in (row for each in (*starts, *ends_there) for row in each.crosswalk):
            assert rows in line.crosswalk
        if line.sources and line.targets:
            through = {path for each in starts for path in each.targets}
            assert through == {path for each in ends_there for path in each.sources}
            weakest = max((*starts, *ends_there), key=lambda each: STRENGTH[each.relation])
            assert line.relation == weakest.relation
        elif line.sources:
            assert all(not onward[path].targets for each in starts for path in each.targets)


def test_a_chain_names_the_rows_of_both_steps_and_takes_the_weaker_relation() -> None:
    report = make_report(form_named("v2014"), {"reconsideration.upheld": 3, "applications.received.total": 5})
    lines = {line.sources: line for line in migrate(report, "v2021").ledger.lines}
    upheld = lines["reconsideration.upheld",]
    assert upheld.relation == "carried"
    assert upheld.crosswalk == (
        "v2014-v2019.reconsideration_upheld",
        "v2019-v2021.review_and_litigation.reconsideration.upheld",
    )
    assert lines["applications.received.total",].relation == "approximate"
    made = lines["proactive_disclosure.normative_documents_issued",]
    assert made.relation == "not_representable"
    assert made.crosswalk == ("v2014-v2019.normative_documents_made", "v2019-v2021.normative_documents_made")


def test_lines_with_a_source_come_in_the_order_of_its_form_and_the_others_in_that_of_the_target() -> None:
    for source, target in DIRECTIONS:
        lines = migrate(make_report(form_named(source), {}), target).ledger.lines
        firsts = [cells_of(source).index(line.sources[0]) for line in lines if line.sources]
        rest = [cells_of(target).index(line.targets[0]) for line in lines if not line.sources]
        assert firsts == sorted(firsts)
        assert rest == sorted(rest)
        assert [bool(line.sources) for line in lines] == [True] * len(firsts) + [False] * len(rest)


def test_a_form_that_does_not_exist_is_refused_with_those_that_do() -> None:
    with pytest.raises(StructureError, match="v2014, v2019, v2021"):
        migrate(make_report(form_named("v2021"), {}), "v2030")


def test_what_is_left_behind_says_whether_it_is_kept() -> None:
    report = make_report(form_named("v2014"), {"training.sessions": 2})
    there = migrate(report, "v2019")
    (line,) = [line for line in there.ledger.lines if line.sources == ("training.sessions",)]
    assert "stays in the residue" in line.reason.en
    assert "余项" in line.reason.zh
    home = migrate(there.report, "v2014")
    (column,) = [line for line in home.ledger.lines if line.sources == ("applications.carried_over.total",)]
    assert "need not be kept" in column.reason.en
    (training,) = [line for line in home.ledger.lines if line.targets == ("training.sessions",)]
    assert (training.relation, training.after, training.sources) == ("restored", (2,), ())


def test_every_line_of_a_step_names_rows_that_hold_its_cells() -> None:
    by_id = {
        f"{older}-{newer}.{name}": {older: row[1].split(), newer: row[2].split()}
        for (older, newer), rows in by_hand.BY_HAND.items()
        for name, row in rows.items()
    }
    for source, target in [("v2014", "v2019"), ("v2019", "v2014"), ("v2019", "v2021"), ("v2021", "v2019")]:
        for line in migrate(make_report(form_named(source), {}), target).ledger.lines:
            for row in line.crosswalk:
                assert set(line.sources) <= set(by_id[row][source])
                assert set(line.targets) <= set(by_id[row][target])


def test_a_line_names_the_basis_of_its_row_and_whether_the_claim_is_inferred() -> None:
    lines = {line.sources: line.reason for line in migrate(make_report(form_named("v2014"), {}), "v2019").ledger.lines}
    received = lines["applications.received.total",]
    assert received.zh.endswith("依据：2007年《条例》第十三条；2019年《条例》第二十九条。")
    assert received.en.endswith("Basis: 2007 Regulations, Art 13; 2019 Regulations, Art 29.")
    concluded = lines["applications.concluded.total",]
    assert concluded.zh.endswith("依据：两份表式的项目名称（推断）。")
    assert concluded.en.endswith("Basis: the labels of both forms (inferred).")


def test_the_ledger_is_drawn_up_once() -> None:
    migrated = migrate(make_report(form_named("v2021"), {}), "v2014")
    assert migrated.ledger is migrated.ledger
    assert isinstance(migrated.ledger, Ledger)
    assert Mark("blank") == migrated.report.marks["applications.received.total"]


def test_equal_amounts_with_other_digits_keep_their_digits_in_the_ledger() -> None:
    form = form_named("v2014")
    for digits in ("1.0", "1.00", "1"):
        report = make_report(form, {"capacity.special_funding": Money(Decimal(digits), "万元")})
        lines = {line.sources: line for line in migrate(report, "v2019").ledger.lines}
        (amount,) = lines["capacity.special_funding",].before
        assert str(amount.value) == digits
