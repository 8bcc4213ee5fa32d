"""The rules between levels: sums over the parts, what is missing, and what does not add up."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from consistent import findings_of, report_with
from govinfo_schema import Parts
from govinfo_schema.forms import form_named
from govinfo_schema.marks import Mark, Money
from govinfo_schema.validation import validate

NEW = "applications.new_received.total"
FEE = "proactive_disclosure.administrative_institutional_fees.amount"
IN_FORCE = "proactive_disclosure.administrative_normative_documents.in_force"
SUITS = "review_and_litigation.litigation_direct.total"
COUNTY, BUREAU, TOWN = "某某县人民政府", "某某县某某局", "某某县某某镇人民政府"
ALL = (COUNTY, BUREAU, TOWN)
LEVELS = {"C5", "F1", "F2", "F3", "F4", "F5"}


def county(new: int | None, **more: object):  # noqa: ANN201 - a report
    marks = {NEW: Mark("blank")} if new is None else None
    return report_with("v2021", {NEW: new}, name="某某县", marks=marks, **more)  # type: ignore[arg-type]  # of the envelope


def parts(*numbers: int | None, scope: str | None = "whole_region", expected: tuple[str, ...] | None = ALL) -> Parts:
    reports = [
        report_with("v2021", {NEW: number}, name=name, marks={NEW: Mark("blank")} if number is None else None)
        for name, number in zip(ALL, numbers, strict=False)
    ]
    return Parts(reports=tuple(reports), scope=scope, expected=expected)  # type: ignore[arg-type]  # a scope


def test_a_region_is_the_organ_its_departments_and_its_townships() -> None:
    found = findings_of(validate(county(7), parts=parts(2, 1, 4)), "F1")
    assert {name: finding.outcome for name, finding in found.items()} == {"": "passed"}
    found = findings_of(validate(county(8), parts=parts(2, 1, 4)), "F1")
    assert {name: finding.outcome for name, finding in found.items()} == {NEW: "failed"}
    assert (found[NEW].severity, found[NEW].left, found[NEW].right, found[NEW].difference) == ("warning", "8", "7", "1")


def test_who_is_missing_is_listed_and_leaves_the_sums_open() -> None:
    result = validate(county(7), parts=parts(2, 1))
    found = findings_of(result, "F1")
    assert {name: finding.outcome for name, finding in found.items()} == {"parts": "undecided"}
    assert f"缺少这些单位的报告：{TOWN}" in found["parts"].message.zh
    assert f"no report of these organs: {TOWN}." in found["parts"].message.en


def test_parts_that_already_exceed_the_whole_fail_whoever_is_missing() -> None:
    found = findings_of(validate(county(2), parts=parts(2, 1)), "F1")
    assert {name: finding.outcome for name, finding in found.items()} == {NEW: "failed", "parts": "undecided"}


def test_without_a_list_the_reports_that_are_there_count_as_all() -> None:
    assert findings_of(validate(county(3), parts=parts(2, 1, expected=None)), "F1")[""].outcome == "passed"


def test_a_blank_of_a_part_or_of_the_whole_leaves_its_cell_open() -> None:
    for whole, given_parts in ((county(7), parts(2, None, 4)), (county(None), parts(2, 1, 4))):
        finding = findings_of(validate(whole, parts=given_parts), "F1")["cells"]
        assert (finding.outcome, finding.cells) == ("undecided", (NEW,))


@pytest.mark.parametrize(
    ("declared", "stated", "rule", "other"),
    [
        ("whole_region", "unknown", "F1", "F2"),
        (None, "whole_region", "F1", "F2"),
        ("own_level", "unknown", "F2", "F1"),
        (None, "own_level", "F2", "F1"),
    ],
)
def test_the_scope_says_which_sum_holds(declared: str | None, stated: str, rule: str, other: str) -> None:
    for new, outcome in ((7, "passed"), (9, "failed")):
        result = validate(county(new, scope=stated), parts=parts(2, 1, 4, scope=declared))
        assert {finding.outcome for finding in findings_of(result, rule).values()} == {outcome}
        assert {finding.outcome for finding in findings_of(result, other).values()} == {"not_applicable"}


def test_without_a_scope_nothing_is_decided_and_an_own_organ_adds_nothing_up() -> None:
    result = validate(county(9), parts=parts(2, 1, 4, scope=None))
    for rule in ("F1", "F2"):
        (finding,) = findings_of(result, rule).values()
        assert (finding.outcome, "not declared" in finding.message.en) == ("undecided", True)
    assert {finding.outcome for finding in findings_of(result, "F3").values()} == {"not_applicable"}
    result = validate(county(9), parts=parts(2, 1, 4, scope="own_organ"))
    outcomes = {f.outcome for rule in ("C5", "F1", "F2", "F3") for f in findings_of(result, rule).values()}
    assert outcomes == {"not_applicable"}


def test_a_part_of_another_year_or_form_and_a_part_twice_are_named() -> None:
    later = report_with("v2021", {NEW: 1}, name=BUREAU, year=2022)
    older = report_with("v2019", {NEW: 1}, name=TOWN)
    given_parts = Parts(reports=(*parts(7).reports, *parts(7).reports, later, older), scope="whole_region")
    message = findings_of(validate(county(14), parts=given_parts), "F1")["parts"].message
    assert f"这些报告的表式或年度与本报告不同，不能相加：{BUREAU}（v2021，2022）、{TOWN}（v2019，2023）" in message.zh
    assert "there are several reports of: 某某县" in message.en
    none = Parts(reports=(), scope="whole_region")
    assert "there is no report of any part" in findings_of(validate(county(0), parts=none), "F1")["parts"].message.en


def test_what_is_in_force_adds_up_only_at_most() -> None:
    def of(name: str, number: int):  # noqa: ANN202 - a report
        return report_with("v2021", {IN_FORCE: number}, name=name)

    both = Parts(reports=(of(COUNTY, 3), of(BUREAU, 2)), scope="whole_region")
    for whole, outcome in ((4, "passed"), (5, "passed"), (6, "failed")):
        found = findings_of(validate(of("某某县", whole), parts=both), "F3")
        assert {finding.outcome for finding in found.values()} == {outcome}
        assert {finding.severity for finding in found.values()} == {"information"}
        assert findings_of(validate(of("某某县", whole), parts=both), "F1")[""].outcome == "passed"


def test_suits_may_be_fewer_in_the_parts_and_not_more() -> None:
    def of(name: str, number: int):  # noqa: ANN202 - a report
        return report_with("v2021", {SUITS: number}, name=name)

    both = Parts(reports=(of(COUNTY, 1), of(BUREAU, 2)), scope="whole_region")
    for whole, outcome in ((4, "passed"), (3, "passed"), (2, "failed")):
        found = findings_of(validate(of("某某县", whole), parts=both), "C5")
        assert {finding.outcome for finding in found.values()} == {outcome}
        assert findings_of(validate(of("某某县", whole), parts=both), "F1")[""].outcome == "passed"


def test_suits_of_a_whole_without_numbers_are_open() -> None:
    whole = report_with("v2021", {SUITS: None}, name="某某县", marks={SUITS: Mark("blank")})
    (finding,) = findings_of(validate(whole, parts=parts(0, 0, 0)), "C5").values()
    assert (finding.outcome, finding.missing) == ("undecided", (SUITS,))


def test_amounts_add_up_in_the_unit_of_the_form() -> None:
    def of(name: str, amount: str, unit: str):  # noqa: ANN202 - a report
        return report_with("v2021", {FEE: Money(Decimal(amount), unit)}, name=name)

    both = Parts(reports=(of(COUNTY, "1.5", "万元"), of(BUREAU, "2500", "元")), scope="whole_region")
    assert findings_of(validate(of("某某县", "1.7500", "万元"), parts=both), "F1")[""].outcome == "passed"
    assert findings_of(validate(of("某某县", "1.75", "元"), parts=both), "F1")[FEE].outcome == "failed"


def test_organs_that_a_ministry_runs_are_pointed_out() -> None:
    of_tax = Parts(reports=(report_with("v2021", name="国家税务总局某某县税务局"),), scope="whole_region")
    (finding,) = findings_of(validate(county(0), parts=of_tax), "F4").values()
    assert (finding.outcome, finding.severity) == ("failed", "information")
    assert "国家税务总局某某县税务局" in finding.message.zh


@pytest.mark.parametrize(
    ("stated", "declared", "outcome"),
    [
        ("own_organ", "whole_region", "failed"),
        ("whole_region", "whole_region", "passed"),
        ("unknown", "whole_region", "not_applicable"),
    ],
)
def test_the_stated_scope_is_held_against_the_declared_one(stated: str, declared: str, outcome: str) -> None:
    result = validate(county(7, scope=stated), parts=parts(2, 1, 4, scope=declared))
    assert findings_of(result, "F5")[""].outcome == outcome


def test_without_parts_no_rule_between_levels_is_told() -> None:
    assert not {finding.rule for finding in validate(county(1)).findings} & LEVELS


@settings(max_examples=30, deadline=None)
@given(
    st.lists(st.lists(st.integers(0, 50), min_size=4, max_size=4), min_size=1, max_size=4),
    st.sampled_from(["v2014", "v2019", "v2021"]),
)
def test_the_sum_of_any_parts_is_their_region(numbers: list[list[int]], form: str) -> None:
    paths = [cell.path for cell in form_named(form).cells if cell.kind == "count"][::50][:4]
    reports = tuple(
        report_with(form, dict(zip(paths, row, strict=False)), name=f"某某县第{index}局")
        for index, row in enumerate(numbers)
    )
    whole = {path: sum(row[index] for row in numbers) for index, path in enumerate(paths)}
    result = validate(report_with(form, whole, name="某某县"), parts=Parts(reports=reports, scope="whole_region"))
    assert [finding for finding in result.failed if finding.rule in LEVELS] == []
