"""Fingerprints: the documented bytes, what they survive, and what changes them."""

from __future__ import annotations

import hashlib
from decimal import Decimal

import pytest
from attrs import evolve

from fake_formats import NEW_BY_PERSONS, NEW_IN_ALL, small_report
from govinfo_schema import from_json, to_json, validate
from govinfo_schema.findings import Finding
from govinfo_schema.fingerprints import contents, fingerprint, fingerprints
from govinfo_schema.forms import form_named, make_report
from govinfo_schema.marks import Mark, Money
from govinfo_schema.messages import Text
from govinfo_schema.provenance import Place
from govinfo_schema.report import Agency

FORM = form_named("v2021")
FEES = next(cell.path for cell in form_named("v2021").cells if cell.kind == "money")
FINDING = Finding(
    rule="B3",
    instance="new_received",
    severity="error",
    outcome="failed",
    message=Text("甲", "a"),
    cells=(NEW_IN_ALL, NEW_BY_PERSONS, "applications.carried_over.total"),
)


def test_the_fingerprint_is_the_documented_hash() -> None:
    """The text that is hashed stands here as the documentation of the module describes it."""
    text = (
        '[1,"v2021","B3","new_received",{"applications.carried_over.total":"not_applicable:-",'
        '"applications.new_received.natural_person":"21","applications.new_received.total":"30"},""]'
    )
    expected = hashlib.sha256(text.encode()).hexdigest()[:16]
    assert fingerprint(FINDING, small_report()) == expected


def test_a_finding_without_cells_is_known_by_its_sentence() -> None:
    text = '[1,"v2021","R-YEAR","",{},"年度不一致"]'
    finding = Finding(rule="R-YEAR", severity="error", outcome="failed", message=Text("年度不一致", "years differ"))
    assert fingerprint(finding, small_report()) == hashlib.sha256(text.encode()).hexdigest()[:16]
    other = evolve(finding, message=Text("年度不一致。", "years differ"))
    assert fingerprint(other, small_report()) != fingerprint(finding, small_report())


@pytest.mark.parametrize(
    "other",
    [
        evolve(FINDING, cells=tuple(reversed(FINDING.cells))),
        evolve(FINDING, places=(Place(row=1), Place(row=2), None)),
        evolve(FINDING, message=Text("乙", "b"), severity="warning", left="1"),
    ],
)
def test_order_places_and_words_do_not_matter(other: Finding) -> None:
    assert fingerprint(other, small_report()) == fingerprint(FINDING, small_report())
    elsewhere = small_report(agency=Agency(name="某某市"), year=2022)
    assert fingerprint(other, elsewhere) == fingerprint(FINDING, small_report())


@pytest.mark.parametrize(
    "other",
    [
        evolve(FINDING, rule="B2"),
        evolve(FINDING, instance="carried_over"),
        evolve(FINDING, cells=FINDING.cells[:2]),
    ],
)
def test_rule_instance_and_cells_matter(other: Finding) -> None:
    assert fingerprint(other, small_report()) != fingerprint(FINDING, small_report())


def test_each_value_and_each_state_of_a_cell_matters() -> None:
    def report(value: int | None, mark: Mark | None = None) -> str:
        values = {NEW_IN_ALL: value, NEW_BY_PERSONS: 1}
        return fingerprint(FINDING, make_report(FORM, values, {NEW_IN_ALL: mark} if mark else {}))

    seen = [
        report(0),
        report(1),
        report(None),
        report(None, Mark("not_applicable", raw="-")),
        report(None, Mark("not_applicable", raw="/")),
        report(None, Mark("unreadable", raw="-")),
    ]
    assert len(set(seen)) == len(seen)


def test_amounts_keep_digits_and_unit() -> None:
    texts = [
        contents(make_report(FORM, {FEES: money, NEW_IN_ALL: 1}))[FEES]
        for money in (Money(Decimal("1.50"), "万元"), Money(Decimal("1.5"), "万元"), Money(Decimal("1.5")))
    ]
    assert texts == ["1.50 万元", "1.5 万元", "1.5"]


def test_all_findings_of_a_report_have_fingerprints_of_their_own_that_survive_writing() -> None:
    report = small_report()
    findings = validate(report).findings
    known = fingerprints(findings, report)
    assert len(set(known)) == len(known) == len(findings)
    again = from_json(to_json(report))
    assert fingerprints(validate(again).findings, again) == known
