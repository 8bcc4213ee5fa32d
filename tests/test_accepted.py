"""Accepted discrepancies: what an entry accepts, when it is void, and the file that holds them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from attrs import evolve

from fake_formats import NEW_BY_PERSONS, NEW_IN_ALL, small_report
from govinfo_schema import Agency, Finding, StructureError, Text
from govinfo_schema.accepted import Acceptance, accept, acceptances, accepted_bytes, accepted_from
from govinfo_schema.fingerprints import fingerprint
from govinfo_schema.forms import form_named, make_report

if TYPE_CHECKING:
    from govinfo_schema.forms import Report

REPORT = small_report()
WRONG = Finding(
    rule="B3",
    instance="new_received",
    severity="error",
    outcome="failed",
    message=Text("甲", "a"),
    cells=(NEW_IN_ALL, NEW_BY_PERSONS),
)
OPEN = evolve(WRONG, outcome="undecided", rule="B1", instance="")
PASSED = evolve(WRONG, outcome="passed")
(ENTRY,) = acceptances((WRONG,), REPORT, "原文如此", by="某科室")


def accepted(entry: Acceptance, finding: Finding = WRONG, report: Report = REPORT) -> bool:
    return accept((finding,), report, (entry,)).by_finding == (entry,)


def changed() -> Report:
    """Return the report with another figure in a cell of the rule."""
    form = form_named("v2021")
    return make_report(form, {NEW_BY_PERSONS: 22, NEW_IN_ALL: 30}, agency=REPORT.agency, year=REPORT.year)


def test_an_entry_says_what_was_accepted_and_why() -> None:
    expected = Acceptance(
        reason="原文如此",
        fingerprint=fingerprint(WRONG, REPORT),
        rule="B3",
        instance="new_received",
        cells={NEW_IN_ALL: "30", NEW_BY_PERSONS: "21"},
        outcome="failed",
        form="v2021",
        agency="某县人民政府",
        year=2023,
        by="某科室",
    )
    assert expected == ENTRY
    assert accepted(ENTRY)


def test_only_what_failed_or_is_undecided_is_accepted() -> None:
    assert [entry.rule for entry in acceptances((PASSED, WRONG, OPEN), REPORT, "x")] == ["B3", "B1"]
    with pytest.raises(ValueError, match="reason"):
        acceptances((WRONG,), REPORT, " \n")


def test_rule_instance_and_figures_do_for_a_fingerprint() -> None:
    by_hand = Acceptance(reason="x", rule="B3", instance="new_received", cells=ENTRY.cells)
    assert accepted(by_hand)
    assert not accepted(evolve(by_hand, instance=""))
    assert not accepted(evolve(by_hand, rule="B2"))
    assert not accepted(evolve(by_hand, cells={NEW_IN_ALL: "30"}))
    assert not accepted(evolve(by_hand, cells={NEW_IN_ALL: "30", NEW_BY_PERSONS: "22"}))


@pytest.mark.parametrize(
    "entry",
    [
        evolve(ENTRY, fingerprint="0" * 16),
        evolve(ENTRY, outcome="undecided"),
        evolve(ENTRY, agency="某某市"),
        evolve(ENTRY, year=2022),
        evolve(ENTRY, form="v2019"),
    ],
)
def test_another_finding_or_another_report_is_not_accepted(entry: Acceptance) -> None:
    assert not accepted(entry)


def test_an_entry_without_organ_and_year_is_about_any_report() -> None:
    anyone = evolve(ENTRY, agency=None, year=None, form=None)
    assert accepted(anyone)
    assert accepted(anyone, report=small_report(agency=Agency(name="某某市"), year=2022))


def test_a_changed_figure_makes_an_entry_void_and_stale() -> None:
    said = accept((WRONG,), changed(), (ENTRY,))
    assert (said.by_finding, said.stale) == ((None,), (ENTRY,))
    said = accept((PASSED,), changed(), (ENTRY,))
    assert (said.by_finding, said.stale) == ((None,), (ENTRY,))


def test_what_is_about_another_report_or_another_rule_is_not_called_stale() -> None:
    assert accept((WRONG,), REPORT, (ENTRY,)).stale == ()
    assert accept((WRONG,), changed(), (evolve(ENTRY, agency="某某市"),)).stale == ()
    assert accept((OPEN,), changed(), (ENTRY,)).stale == ()
    anyone = evolve(ENTRY, agency=None, year=None)
    assert accept((WRONG,), changed(), (anyone,)).stale == ()
    assert accept((WRONG,), changed(), (anyone,), alone=True).stale == (anyone,)


def test_the_file_is_read_as_it_was_written() -> None:
    entries = (ENTRY, evolve(ENTRY, by=None, agency=None, year=None, outcome="undecided"))
    data = accepted_bytes(entries)
    assert accepted_from(data, "a.json") == entries
    assert "原文如此" in data.decode()
    assert json.loads(data)["accepted"][1].keys() == {
        "reason",
        "fingerprint",
        "rule",
        "instance",
        "cells",
        "outcome",
        "form",
    }


def file_of(*entries: object) -> bytes:
    return json.dumps({"accepted": entries}).encode()


@pytest.mark.parametrize("data", [b"", b"[]", b"{}", b'{"accepted": {}}', b"\xff", b"[" * 100_000])
def test_another_file_is_refused_with_what_one_looks_like(data: bytes) -> None:
    with pytest.raises(StructureError) as caught:
        accepted_from(data, "a.json")
    assert str(caught.value).startswith("a.json: This is no file of accepted discrepancies. It is JSON:")


@pytest.mark.parametrize(
    ("entry", "where"),
    [
        ("x", "/accepted/0"),
        ({"reason": "x"}, "/accepted/0"),
        ({"reason": "x", "rule": "B1"}, "/accepted/0"),
        ({"fingerprint": "f"}, "/accepted/0/reason"),
        ({"fingerprint": "f", "reason": " "}, "/accepted/0/reason"),
        ({"fingerprint": "f", "reason": "x", "note": "y"}, "/accepted/0/note"),
        ({"fingerprint": 1, "reason": "x"}, "/accepted/0/fingerprint"),
        ({"fingerprint": "f", "reason": "x", "year": "2023"}, "/accepted/0/year"),
        ({"fingerprint": "f", "reason": "x", "year": True}, "/accepted/0/year"),
        ({"rule": "B1", "reason": "x", "cells": {"a": 1}}, "/accepted/0/cells"),
        ({"rule": "B1", "reason": "x", "cells": ["a"]}, "/accepted/0/cells"),
        ({"fingerprint": "f", "reason": "x", "outcome": "passed"}, "/accepted/0/outcome"),
        ({"fingerprint": "f", "reason": "x", "outcome": []}, "/accepted/0/outcome"),
    ],
)
def test_what_is_wrong_with_an_entry_is_told_with_its_place(entry: Any, where: str) -> None:  # noqa: ANN401 - any JSON
    with pytest.raises(StructureError) as caught:
        accepted_from(file_of(entry), "a.json")
    assert where in [problem.where for problem in caught.value.problems]
    assert str(caught.value).startswith("a.json, /accepted/0")


def test_all_problems_are_told_at_once() -> None:
    with pytest.raises(StructureError) as caught:
        accepted_from(file_of({"fingerprint": "f"}, {"fingerprint": "f", "reason": "x"}, {}), "a.json")
    assert [problem.where for problem in caught.value.problems] == [
        "/accepted/0/reason",
        "/accepted/2/reason",
        "/accepted/2",
    ]
