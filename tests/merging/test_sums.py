"""What merging gives is the sum of the parts, and no number wherever one of them holds none."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import govinfo_schema as gs
from consistent import report_with
from consistent_tables import consistent_table
from govinfo_schema.errors import ReadError
from govinfo_schema.forms import form_named
from govinfo_schema.marks import INCOMPLETE, STATES, Mark
from govinfo_schema.merging.merged import LeftOut
from govinfo_schema.messages import Text
from govinfo_schema.rules import catalogue
from organs import NAMES, Figures, number_in, organs, report_of, reports_of, without

if TYPE_CHECKING:
    from decimal import Decimal

NEW = "applications.new_received.total"
RULES = "proactive_disclosure.administrative_rules.issued"
UNREAD = ReadError(Text("损坏。", "Damaged."), where="x.pdf")
quick = settings(max_examples=25, deadline=None)


def sums(form: str, figures: tuple[Figures, ...]) -> dict[str, int | Decimal]:
    """The sums, added up here."""
    return {path: sum((each[path] for each in figures[1:]), figures[0][path]) for path in form_named(form).paths}


@quick
@given(organs())
def test_every_cell_is_the_sum_of_its_parts(drawn: tuple[str, tuple[Figures, ...]]) -> None:
    form, figures = drawn
    merged = gs.merge(reports_of(form, figures))
    assert {path: number_in(merged.report, path) for path in form_named(form).paths} == sums(form, figures)
    assert (merged.report.form, merged.report.marks, merged.incomplete) == (form, {}, ())
    for path, total in merged.totals.items():
        assert list(total.numbers) == [each[path] for each in figures]


@quick
@given(organs(), st.data())
def test_a_part_without_a_number_opens_the_sums_that_it_touches_and_no_other(
    drawn: tuple[str, tuple[Figures, ...]], data: st.DataObject
) -> None:
    form, figures = drawn
    paths = form_named(form).paths
    cells = st.tuples(st.integers(0, len(figures) - 1), st.sampled_from(paths))
    states = [state for state in STATES if state not in {"not_applicable", "not_asked"}]
    marks = data.draw(st.dictionaries(cells, st.builds(Mark, st.sampled_from(states)), min_size=1, max_size=8))
    reports = reports_of(form, figures)
    for at, report in enumerate(reports):
        reports[at] = without(report, {path: mark for (part, path), mark in marks.items() if part == at})
    merged = gs.merge(reports)
    touched = {path for _, path in marks}
    assert {total.path for total in merged.incomplete} == touched
    assert merged.report.marks == dict.fromkeys(touched, INCOMPLETE)
    expected = sums(form, figures)
    for path in paths:
        assert number_in(merged.report, path) == (None if path in touched else expected[path])
        assert {(part, path) for part in merged.totals[path].lacking} == {cell for cell in marks if cell[1] == path}


@quick
@given(organs(least=2), st.data())
def test_a_missing_organ_opens_every_sum_and_is_named(
    drawn: tuple[str, tuple[Figures, ...]], data: st.DataObject
) -> None:
    form, figures = drawn
    dropped = data.draw(st.integers(0, len(figures) - 1))
    rest = [report for at, report in enumerate(reports_of(form, figures)) if at != dropped]
    merged = gs.merge(rest, expected=NAMES[: len(figures)])
    assert [part.name for part in merged.parts if part.standing == "missing"] == [NAMES[dropped]]
    assert len(merged.incomplete) == len(form_named(form).paths)
    known = sums(form, tuple(each for at, each in enumerate(figures) if at != dropped))
    assert {path: sum(total.known) for path, total in merged.totals.items()} == known
    assert not gs.merge(rest).incomplete  # without a list nobody is missing


@quick
@given(organs(least=2))
def test_the_order_of_the_reports_changes_no_sum(drawn: tuple[str, tuple[Figures, ...]]) -> None:
    reports = reports_of(*drawn)
    assert gs.merge(reports).report == gs.merge(reversed(reports)).report


def test_what_every_part_calls_not_applicable_stays_so_and_one_number_makes_it_incomplete() -> None:
    dash = without(report_with("v2021", name=NAMES[0]), {RULES: Mark("not_applicable", raw="—")})
    stroke = without(report_with("v2021", name=NAMES[1]), {RULES: Mark("not_applicable", raw="/")})
    assert gs.merge([dash]).report.marks == {RULES: Mark("not_applicable", raw="—")}
    assert gs.merge([dash, stroke]).report.marks == {RULES: Mark("not_applicable")}
    number = report_with("v2021", {RULES: 3}, name=NAMES[2])
    assert gs.merge([dash, number]).report.marks == {RULES: INCOMPLETE}
    blank = without(number, {RULES: Mark("blank")})
    assert gs.merge([dash, blank]).report.marks == gs.merge([blank]).report.marks == {RULES: INCOMPLETE}
    assert gs.merge([dash], expected=NAMES[:2]).report.marks[RULES] == INCOMPLETE


def test_sums_of_reports_that_add_up_add_up() -> None:
    rng = Random(3)  # noqa: S311 - figures, no secrets
    reports = [report_with("v2021", consistent_table("v2021", rng, "large"), name=name) for name in NAMES]
    findings = gs.validate(gs.merge(reports, agency="某某县").report).findings
    assert [finding.rule for finding in findings if finding.failed] == []
    passed = {finding.rule for finding in findings if finding.outcome == "passed"}
    assert {"B1", "B2", "B3"} <= passed


@pytest.mark.parametrize("form", ["v2014", "v2019", "v2021"])
def test_identities_have_no_constant_so_that_sums_keep_them(form: str) -> None:
    constants = [
        constraint.constant for rule in catalogue(form) if rule.severity == "error" for constraint in rule.constraints
    ]
    assert constants
    assert not any(constants)


def test_a_file_that_cannot_be_read_may_be_an_organ_unless_nobody_is_missing() -> None:
    report = report_with("v2021", {NEW: 4}, name=NAMES[0])
    without_list = gs.merge([report], failures=[("in/x.pdf", UNREAD)])
    assert [(part.name, part.standing) for part in without_list.parts] == [(NAMES[0], "merged"), ("x.pdf", "unread")]
    assert without_list.report.marks[NEW] == INCOMPLETE
    complete = gs.merge([report], failures=[("in/x.pdf", UNREAD)], expected=NAMES[:1])
    assert complete.report.applications.new_received.total == 4
    assert [each.where for each in complete.left_out] == ["in/x.pdf"]
    assert "Damaged" in complete.left_out[0].reason.en
    missing = gs.merge([report], failures=[("in/x.pdf", UNREAD)], expected=NAMES[:2])
    assert [part.standing for part in missing.parts] == ["merged", "missing", "unread"]


def test_a_refused_file_is_told_from_one_that_cannot_be_read() -> None:
    refused = gs.RecognitionError(Text("不是报告。", "No report."), where="x.txt")
    merged = gs.merge([report_with("v2021", name=NAMES[0])], failures=[("x.txt", refused)])
    assert merged.parts[-1].standing == "refused"


def test_the_whole_has_the_organ_and_scope_that_were_given_and_the_year_of_all() -> None:
    reports = [report_with("v2021", name=name, year=2022) for name in NAMES]
    left_out = LeftOut(where="a.pdf", reason=Text("不要。", "Not wanted."))
    merged = gs.merge(reports, agency="某某县", scope="whole_region", left_out=[left_out])
    report = merged.report
    assert (report.agency.name, report.scope, report.year, report.source) == ("某某县", "whole_region", 2022, None)
    assert merged.left_out == (left_out,)
    assert gs.from_json(gs.to_json(report)) == report


def test_parts_stand_in_the_order_of_the_list_and_short_names_are_known() -> None:
    reports = [report_with("v2021", name=name) for name in ("某某乡人民政府", "某某县教育局")]
    merged = gs.merge(reports, expected=["某某县教育局", "某某县民政局", "某某乡"])
    assert [part.name for part in merged.parts] == ["某某县教育局", "某某县民政局", "某某乡人民政府"]


def test_no_two_parts_are_called_alike() -> None:
    unnamed = [report_of(None, "v2021", dict.fromkeys(form_named("v2021").paths, number)) for number in (1, 2, 3)]
    merged = gs.merge(unnamed)
    assert [part.name for part in merged.parts] == ["#1", "#2", "#3"]
    years = [report_with("v2021", name="某某县教育局", year=year) for year in (2021, 2022)]
    merged = gs.merge(years, allowed=["years"])
    assert [part.name for part in merged.parts] == ["某某县教育局 2021", "某某县教育局 2022"]
    assert merged.report.year is None
