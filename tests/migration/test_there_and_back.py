"""Laws of going there and back: nothing is lost on the way, and no edit is lost either."""

from __future__ import annotations

from itertools import permutations
from typing import TYPE_CHECKING

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from govinfo_schema.codec import from_json, to_json
from govinfo_schema.forms import cell_values, form_named, make_report
from govinfo_schema.marks import Mark
from govinfo_schema.migration import migrate
from govinfo_schema.report import ENVELOPE_FIELDS, Residue
from strategies import marks, reports, residues, values_of

if TYPE_CHECKING:
    from hypothesis.strategies import DrawFn

    from govinfo_schema.forms import Report

FORMS = ("v2014", "v2019", "v2021")
DIRECTIONS = list(permutations(FORMS, 2))
KEPT = [name for name in ENVELOPE_FIELDS if name not in ("marks", "residue")]


def with_cells(report: Report, edits: dict[str, object]) -> Report:
    """The report with other contents in some cells: a number, or a mark."""
    values = cell_values(report)
    there = dict(report.marks)
    for path, content in edits.items():
        values[path] = None if isinstance(content, Mark) else content
        there.pop(path, None)
        if isinstance(content, Mark):
            there[path] = content
    envelope = {name: getattr(report, name) for name in (*KEPT, "residue")}
    return make_report(form_named(report.form), values, there, **envelope)


@st.composite
def edited(draw: DrawFn, report: Report) -> Report:
    """The report, edited in a few cells."""
    cells = draw(st.lists(st.sampled_from(form_named(report.form).cells), max_size=5))
    small = st.sampled_from([0, 1, 2, 7])
    return with_cells(
        report, {cell.path: draw(marks | (values_of(cell) if cell.kind == "money" else small)) for cell in cells}
    )


def assert_same_but_for_residue(report: Report, other: Report) -> None:
    assert cell_values(report) == cell_values(other)
    assert list(report.marks.items()) == list(other.marks.items())
    assert [getattr(report, name) for name in KEPT] == [getattr(other, name) for name in KEPT]


@pytest.mark.parametrize(("source", "target"), DIRECTIONS)
@settings(max_examples=50, deadline=None)
@given(st.data())
def test_going_back_restores_the_report_byte_for_byte(source: str, target: str, data: st.DataObject) -> None:
    report = evolve(data.draw(reports(source)), residue=())
    there = migrate(report, target).report
    back = migrate(there, source).report
    assert back == report
    assert to_json(back) == to_json(report)
    assert list(back.marks) == list(report.marks)


@pytest.mark.parametrize(("source", "target"), DIRECTIONS)
@settings(max_examples=25, deadline=None)
@given(st.data())
def test_a_migrated_report_is_canonical_and_survives_a_file(source: str, target: str, data: st.DataObject) -> None:
    report = evolve(data.draw(reports(source)), residue=())
    there = migrate(report, target).report
    assert from_json(to_json(there)) == there
    assert list(there.marks) == [path for path in form_named(target).paths if path in there.marks]
    assert to_json(migrate(from_json(to_json(there)), source).report) == to_json(report)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_every_report_on_a_walk_without_edits_is_the_same_when_the_walk_comes_by_again(data: st.DataObject) -> None:
    report = evolve(data.draw(reports()), residue=())
    by_form = {report.form: report}
    for to in data.draw(st.lists(st.sampled_from(FORMS), min_size=2, max_size=6)):
        report = migrate(report, to).report
        if to == next(iter(by_form)):
            assert report == by_form[to]
        assert_same_but_for_residue(report, by_form.setdefault(to, report))


@settings(max_examples=80, deadline=None)
@given(st.data())
def test_edits_made_between_migrations_come_through_there_and_back(data: st.DataObject) -> None:
    report = evolve(data.draw(reports()), residue=())
    for _ in range(data.draw(st.integers(1, 4))):
        report = data.draw(edited(migrate(report, data.draw(st.sampled_from(FORMS))).report))
    there = migrate(report, data.draw(st.sampled_from(FORMS))).report
    assert_same_but_for_residue(migrate(there, report.form).report, report)
    assert from_json(to_json(there)) == there
    assert len(there.residue) <= 2


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_cells_and_marks_come_back_whatever_residue_a_report_carries(data: st.DataObject) -> None:
    report = data.draw(reports())
    report = evolve(report, residue=data.draw(residues(form_named(report.form))))
    there = migrate(report, data.draw(st.sampled_from(FORMS))).report
    assert_same_but_for_residue(migrate(there, report.form).report, report)


FOREIGN = [
    ("v2021", (Residue(form="v2014", cells={"training.meetings": 3}),)),
    ("v2021", (Residue(form="v2021", cells={"applications.new_received.total": 3}),)),
    ("v2019", (Residue(form="v2014", cells={"applications.received.total": 3}),)),  # the report itself holds it
    ("v2019", (Residue(form="v2014", cells={"no.such.cell": 3}),)),
    ("v2019", (Residue(form="v2014", cells={"training.meetings": None}),)),
    ("v2019", (Residue(form="v2014", cells={"fees_charged_on_request": 3}),)),  # money without a unit of its own
    (
        "v2019",
        (Residue(form="v2014", cells={"training.meetings": 3}, marks={"training.meetings": Mark("blank")}),),
    ),
    ("v2019", (Residue(form="v2014", cells={"training.meetings": 3}, deduced={"applications": "because"}),)),
    ("v2019", (Residue(form="v1999", cells={"a": 3}), Residue(form="v2021"), Residue(form="v2019"))),
    ("v2014", (Residue(form="v2021"), Residue(form="v2014", cells={"training.meetings": 3}))),
]


@pytest.mark.parametrize(("form", "residue"), FOREIGN)
@pytest.mark.parametrize("target", FORMS)
def test_a_residue_that_no_step_left_there_stays_where_it_is_and_changes_nothing(
    form: str, residue: tuple[Residue, ...], target: str
) -> None:
    plain = make_report(form_named(form), {"applications.carried_over.total": 4} if form != "v2014" else {})
    report = evolve(plain, residue=residue)
    there = migrate(report, target).report
    assert_same_but_for_residue(there, migrate(plain, target).report)
    if form != target:
        assert [each for each in there.residue if each in residue] == list(residue)
    assert migrate(there, form).report == report


def test_a_residue_of_another_form_that_lies_in_the_way_hides_what_is_below_it() -> None:
    home = make_report(form_named("v2014"), {"training.meetings": 3})
    there = migrate(home, "v2019").report
    covered = evolve(there, residue=(*there.residue, Residue(form="v2019")))
    back = migrate(covered, "v2014").report
    assert back.marks["training.meetings"] == Mark("not_asked")
    assert migrate(back, "v2019").report == covered


def test_a_residue_of_the_form_that_is_left_which_lay_below_is_not_taken_for_one_that_the_step_left() -> None:
    there = migrate(make_report(form_named("v2014"), {"training.meetings": 3}), "v2019").report
    other = Residue(form="v2019", cells={"applications.carried_over.total": 9})
    burdened = evolve(there, residue=(other, *there.residue))
    back = migrate(burdened, "v2014").report
    assert cell_values(back)["training.meetings"] == 3
    assert migrate(back, "v2019").report == burdened


@pytest.mark.parametrize(("source", "target"), [("v2014", "v2019"), ("v2019", "v2021"), ("v2021", "v2019")])
def test_the_residue_holds_exactly_what_the_target_cannot(source: str, target: str) -> None:
    form = form_named(source)
    report = make_report(form, {cell.path: 5 for cell in form.cells if cell.kind != "money"})
    migrated = migrate(report, target)
    (residue,) = migrated.report.residue
    lost = {
        path
        for line in migrated.ledger.lines
        if line.relation in ("not_representable", "summed")
        for path in line.sources
    }
    assert residue.form == source
    assert {*residue.cells, *residue.marks} == lost
    assert {path: 5 for path in lost if form.by_path[path].kind != "money"} == residue.cells
    assert {path: report.marks[path] for path in lost if form.by_path[path].kind == "money"} == residue.marks
    assert list(residue.cells) == [path for path in form.paths if path in residue.cells]


def test_the_residue_names_what_was_deduced_with_the_reason() -> None:
    report = make_report(form_named("v2014"), {"applications.received.total": 0, "litigation.total": 0})
    migrated = migrate(report, "v2019")
    (residue,) = migrated.report.residue
    deduced = [path for line in migrated.ledger.lines if line.relation == "deduced" for path in line.targets]
    assert sorted(residue.deduced) == sorted(deduced)
    assert len(deduced) == 6 + 2  # the columns of a row, and both totals; outcomes that were blank stay open
    assert residue.deduced["applications.new_received.natural_person"] == (
        "B3: applications.new_received.total is 0 and counts are not negative, so this cell is 0."
    )
    assert "litigation.total is 0" in residue.deduced["review_and_litigation.litigation_direct.total"]
