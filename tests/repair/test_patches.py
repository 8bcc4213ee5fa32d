"""Patches: what is taken over, what is refused, and that undoing restores the published report byte for byte."""

from __future__ import annotations

import json
from decimal import Decimal
from itertools import permutations
from random import Random

import jsonschema_rs
import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from consistent_tables import TABLE, consistent_table, report_with_table
from govinfo_schema.cli.as_json import json_bytes
from govinfo_schema.codec import from_json, to_json
from govinfo_schema.errors import ReadError, StructureError
from govinfo_schema.forms import cell_values, form_of, make_report
from govinfo_schema.marks import Mark, Money
from govinfo_schema.migration import migrate
from govinfo_schema.reading import Reading
from govinfo_schema.repair import propose
from govinfo_schema.repair.patch import Patch, apply, apply_patch, make_patch, patch_from_json, undo
from govinfo_schema.report import Correction
from govinfo_schema.schema_files import schema_files
from strategies import reports

WRONG, BLANK = f"{TABLE}.results.disclosure_granted.natural_person", f"{TABLE}.carried_over.total"
CASES = "review_and_litigation.reconsideration"


def damaged(seed: int = 2):  # noqa: ANN201 - a report with a wrong cell, a blank one, and one that cannot be located
    figures = consistent_table("v2021", Random(seed), "large")  # noqa: S311 - a case that can be repeated
    report = report_with_table("v2021", figures | {WRONG: figures[WRONG] + 90})
    values = cell_values(report) | {f"{CASES}.total": 2}
    return make_report(form_of(report), values, report.marks, year=2023), figures


def test_applying_takes_over_what_is_unique_and_says_so_in_each_cell() -> None:
    report, figures = damaged()
    before = to_json(report)
    patch = make_patch(report, propose(report))
    made = apply_patch(report, patch)
    assert to_json(report) == before
    (correction,) = made.corrections
    proposal = next(each for each in patch.proposals if each.certainty == "unique")
    assert correction == Correction(
        form="v2021",
        path=WRONG,
        published=figures[WRONG] + 90,
        corrected=figures[WRONG],
        proposal=proposal.id,
        identities=proposal.proof,
    )
    assert cell_values(made) == cell_values(report) | {WRONG: figures[WRONG]}
    assert from_json(to_json(made)) == made


def test_a_blank_that_was_filled_keeps_its_mark() -> None:
    figures = consistent_table("v2021", Random(6), "large")  # noqa: S311 - a case that can be repeated
    mark = Mark("not_applicable", raw="—")
    report = report_with_table("v2021", figures, frozenset({BLANK}))
    report = evolve(report, marks={**report.marks, BLANK: mark})
    made = apply_patch(report, make_patch(report, propose(report)))
    assert (made.corrections[0].published, made.corrections[0].mark) == (None, mark)
    assert BLANK not in made.marks
    assert from_json(to_json(made)) == made
    assert to_json(undo(made)) == to_json(report)


def test_undoing_restores_the_report_byte_for_byte() -> None:
    report, _ = damaged()
    once = apply_patch(report, make_patch(report, propose(report)))
    second = make_patch(once, propose(once))
    twice = apply_patch(once, second, [second.proposals[-1].id])
    assert len(twice.corrections) == 2
    assert to_json(undo(from_json(to_json(twice)))) == to_json(report)


def test_an_amount_is_corrected_and_restored_with_its_digits() -> None:
    path = "capacity.special_funding"
    report = make_report(
        form_of(migrate(damaged()[0], "v2014").report), {path: Money(Decimal("20000.50"), "万元")}, year=2018
    )
    patch = make_patch(report, propose(report))
    made = apply_patch(report, patch, [each.id for each in patch.proposals if each.cells == (path,)])
    assert cell_values(made)[path] == Money(Decimal("20000.50"), "元")
    assert '"published":{"value":20000.50,"unit":"万元"},"mark":null,"corrected":{"value":20000.50,"unit":"元"}' in (
        to_json(made)
    )
    assert to_json(undo(from_json(to_json(made)))) == to_json(report)


@pytest.mark.parametrize(("there", "further"), list(permutations(("v2014", "v2019"), 2)))
def test_corrections_travel_through_migrations_and_back(there: str, further: str) -> None:
    report, _ = damaged()
    made = apply_patch(report, make_patch(report, propose(report)))
    away = migrate(migrate(made, there).report, further).report
    assert away.corrections == made.corrections
    with pytest.raises(StructureError, match="Carry it back first, with govinfo migrate --to v2021"):
        undo(away)
    back = migrate(migrate(away, there).report, "v2021").report
    assert to_json(back) == to_json(made)
    assert to_json(undo(back)) == to_json(report)


@settings(max_examples=25, deadline=None)
@given(reports(), st.data())
def test_whatever_is_chosen_can_be_undone(report: object, data: st.DataObject) -> None:
    report = evolve(report, corrections=())  # type: ignore[type-var]
    patch = make_patch(report, propose(report, beyond=False))
    usable = [each for each in patch.proposals if each.changes]
    if usable:
        chosen = data.draw(st.sampled_from(usable))
        made = apply_patch(report, patch, [chosen.id])
        assert {each.path for each in made.corrections} == set(chosen.cells)
        assert to_json(undo(made)) == to_json(report)


# What is refused.


def test_a_patch_for_another_report_is_refused() -> None:
    report, _ = damaged()
    patch = make_patch(report, propose(report))
    with pytest.raises(StructureError, match="made for another report"):
        apply_patch(evolve(report, year=2022), patch)
    with pytest.raises(StructureError, match="made for another report"):
        apply_patch(report, evolve(patch, form="v2019"))


def test_a_patch_whose_published_figures_were_edited_is_refused() -> None:
    report, _ = damaged()
    patch = make_patch(report, propose(report))
    first = patch.proposals[0]
    edited = evolve(first, changes=(evolve(first.changes[0], published=1),))
    with pytest.raises(StructureError, match="does not hold what the proposal") as caught:
        apply_patch(report, evolve(patch, proposals=(edited,)))
    assert caught.value.where == WRONG
    unknown = evolve(first, changes=(evolve(first.changes[0], path="x"),))
    with pytest.raises(StructureError, match="does not hold what the proposal"):
        apply_patch(report, evolve(patch, proposals=(unknown,)))


def test_alternatives_for_one_problem_are_not_taken_over_together() -> None:
    report, _ = damaged()
    patch = make_patch(report, propose(report))
    ways = [each.id for each in patch.proposals if each.certainty == "not_located"]
    with pytest.raises(StructureError, match="only one can be taken over"):
        apply_patch(report, patch, ways[:2])


@pytest.mark.parametrize("name", ["P-0000000000", ""])
def test_an_id_that_is_not_there_is_refused(name: str) -> None:
    report, _ = damaged()
    with pytest.raises(StructureError, match="no proposal"):
        apply_patch(report, make_patch(report, propose(report)), [name])


def test_nothing_is_taken_over_where_nothing_is_certain() -> None:
    report, _ = damaged()
    open_ones = [each for each in propose(report) if each.certainty != "unique"]
    with pytest.raises(StructureError, match="No proposal is certain"):
        apply_patch(report, make_patch(report, open_ones))


def test_undoing_needs_corrections_that_still_stand() -> None:
    report, _ = damaged()
    with pytest.raises(StructureError, match="no corrections"):
        undo(report)
    made = apply_patch(report, make_patch(report, propose(report)))
    edited = make_report(form_of(made), cell_values(made) | {WRONG: 1}, made.marks, corrections=made.corrections)
    with pytest.raises(StructureError, match="changed once more"):
        undo(edited)


# Patches as files.


def test_a_patch_survives_its_file_and_fits_its_schema() -> None:
    report, _ = damaged()
    patch = make_patch(report, propose(report))
    text = json_bytes(patch)
    assert patch_from_json(text) == patch
    schema = json.loads(schema_files()["patch.schema.json"])
    assert list(jsonschema_rs.validator_for(schema).iter_errors(json.loads(text))) == []
    broken = json.loads(text)
    broken["proposals"][0]["certainty"] = "sure"
    assert len(list(jsonschema_rs.validator_for(schema).iter_errors(broken))) == 1


@pytest.mark.parametrize(
    ("text", "error", "words"),
    [
        ("{", ReadError, "not valid JSON"),
        ("[]", StructureError, "Expected an object"),
        ('{"patch": "2", "form": "v2021", "report_sha256": "x"}', StructureError, "one of 1"),
        ('{"form": "v2021"}', StructureError, "missing"),
        ('{"form": "v2021", "report_sha256": "x", "form": "v2021"}', StructureError, "no patch"),
    ],
)
def test_what_is_no_patch_is_refused(text: str, error: type[Exception], words: str) -> None:
    with pytest.raises(error, match=words):
        patch_from_json(text)


def test_a_patch_without_proposals_is_a_patch() -> None:
    assert patch_from_json(json_bytes(Patch(form="v2021", report_sha256="x"))).proposals == ()


def test_proposals_are_taken_over_in_python_as_the_command_does() -> None:
    report, _ = damaged()
    proposals = propose(report)
    patch = make_patch(report, proposals)
    corrected = apply(Reading(report=report, provenance={}), proposals)
    assert corrected == apply_patch(report, patch)
    assert undo(Reading(report=corrected, provenance={})) == report
    one = next(each.id for each in proposals if each.certainty == "unique")
    assert apply(report, proposals, only=[one]) == apply_patch(report, patch, only=[one])
    assert apply(report, proposals[0]) == apply(report, [proposals[0]])  # type: ignore[arg-type] - its meaning is certain
    with pytest.raises(TypeError, match=r"takes the proposals that propose\(\) returns, not str"):
        apply(report, [one])  # type: ignore[list-item] - what is tested
    with pytest.raises(TypeError, match="only takes a list of names"):
        apply(report, proposals, only=one)
    with pytest.raises(StructureError, match="does not hold what the proposal"):
        apply(corrected, proposals)
    with pytest.raises(StructureError, match=r"no proposal P-0 with a number"):
        apply(report, proposals, only=["P-0"])
