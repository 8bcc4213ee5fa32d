"""The rules across years against figures written out here: what must agree, what is doubtful, what stays open."""

from __future__ import annotations

from copy import deepcopy
from decimal import Decimal
from typing import TYPE_CHECKING

import attrs
import pytest
from hypothesis import given, settings

from consistent import findings_of, report_with
from govinfo_schema.forms import form_named
from govinfo_schema.marks import Mark, Money
from govinfo_schema.report import Agency
from govinfo_schema.validation import validate
from strategies import reports

if TYPE_CHECKING:
    from govinfo_schema.forms import Report

OVER, FORWARD = "applications.carried_over", "applications.carried_forward"
COLUMNS = (
    "natural_person",
    "commercial_enterprise",
    "research_institution",
    "social_public_interest_organization",
    "legal_service_institution",
    "other_organization",
    "total",
)
DOCUMENTS = "proactive_disclosure.administrative_normative_documents"
FEE = "proactive_disclosure.administrative_institutional_fees.amount"
CASES = "review_and_litigation"
ALONE = tuple(
    f"proactive_disclosure.administrative_{name}.decisions" for name in ("licensing", "penalties", "compulsion")
)
ACROSS = {"C2", "D3", "D4", "D8", "E1", "E2", "E3"}


def own(form: str, values: dict[str, object], year: int, **more: object):  # noqa: ANN201 - a report
    return report_with(form, values, year=year, scope="own_organ", **more)  # type: ignore[arg-type]  # values of cells


@pytest.mark.parametrize(
    ("form_then", "form_now", "year"),
    [("v2019", "v2019", 2020), ("v2019", "v2021", 2021), ("v2021", "v2021", 2024), ("v2021", "v2019", 2022)],
)
def test_what_is_carried_forward_is_carried_over_in_each_column_also_into_another_form(
    form_then: str, form_now: str, year: int
) -> None:
    then = own(form_then, {f"{FORWARD}.{name}": number for number, name in enumerate(COLUMNS)}, year - 1)
    now = {f"{OVER}.{name}": number for number, name in enumerate(COLUMNS)}
    found = findings_of(validate(own(form_now, now, year), previous=then), "E1")
    assert {name: finding.outcome for name, finding in found.items()} == dict.fromkeys(COLUMNS, "passed")
    found = findings_of(validate(own(form_now, {**now, f"{OVER}.total": 9}, year), previous=then), "E1")
    assert [name for name, finding in found.items() if finding.failed] == ["total"]
    total = found["total"]
    assert (total.severity, total.left, total.right, total.difference) == ("error", "9", "6", "3")
    assert total.cells == (f"{OVER}.total",)
    assert f"{year - 1} 年" in total.message.zh
    assert f"the report of {year - 1}" in total.message.en


def test_nothing_of_2018_is_held_against_2019() -> None:
    then = own("v2014", {}, 2018)
    result = validate(own("v2019", {f"{OVER}.total": 3}, 2019), previous=then)
    assert [finding.outcome for finding in findings_of(result, "E1").values()] == ["not_applicable"]
    assert {finding.outcome for finding in findings_of(result, "D3").values()} == {"not_applicable"}


@pytest.mark.parametrize(
    ("name", "scope", "severity", "words"),
    [
        ("某某县某某局", "own_organ", "error", "Compare both documents"),
        ("某某县某某局", "unknown", "warning", "scope"),
        ("某某县某某局", "own_level", "warning", "scope"),
        ("某某县另一局", "own_organ", "warning", "The organs differ (某某县另一局, 某某县某某局)"),
        (None, "own_organ", "warning", "not stated"),
    ],
)
def test_a_difference_is_an_error_only_for_the_same_organ_and_scope(
    name: str | None, scope: str, severity: str, words: str
) -> None:
    then = report_with("v2021", {f"{FORWARD}.total": 1}, name=name, year=2022, scope=scope)
    found = findings_of(validate(own("v2021", {}, 2023), previous=then), "E1")
    assert (found["total"].outcome, found["total"].severity) == ("failed", severity)
    assert words in found["total"].message.en


def test_a_government_and_its_office_are_one_organ_and_another_code_is_another() -> None:
    then = report_with("v2021", {f"{FORWARD}.total": 1}, name="某某县人民政府办公室", year=2022, scope="own_organ")
    now = report_with("v2021", {}, name="某某县", scope="own_organ")
    assert findings_of(validate(now, previous=then), "E1")["total"].severity == "error"
    first, second = (
        attrs.evolve(report_with("v2021", year=year), agency=Agency(name="某某县", region_code=code))
        for code, year in (("430423", 2022), ("430424", 2023))
    )
    found = findings_of(validate(second, previous=first), "E1").values()
    assert {finding.severity for finding in found} == {"warning"}


@pytest.mark.parametrize(("then", "now"), [(2021, 2023), (2023, 2023), (2024, 2023), (None, 2023), (2022, None)])
def test_reports_that_are_not_of_consecutive_years_decide_nothing_and_say_why(
    then: int | None, now: int | None
) -> None:
    previous = report_with("v2021", {f"{FORWARD}.total": 1}, year=then)
    found = [f for f in validate(report_with("v2021", {}, year=now), previous=previous).findings if f.rule in ACROSS]
    assert {finding.rule for finding in found} == ACROSS - {"D3"}
    assert {finding.outcome for finding in found} == {"undecided"}
    words = f"give the report of {now - 1}" if now and then else "must state their year"
    assert all(words in finding.message.en for finding in found)


def test_without_a_previous_report_no_rule_across_years_is_told() -> None:
    assert not {finding.rule for finding in validate(report_with("v2021")).findings} & ACROSS


def test_a_missing_operand_of_either_year_leaves_the_column_open() -> None:
    then = report_with("v2021", {f"{FORWARD}.total": None}, year=2022, marks={f"{FORWARD}.total": Mark("blank")})
    now = report_with("v2021", {f"{OVER}.natural_person": None}, marks={f"{OVER}.natural_person": Mark("blank")})
    found = findings_of(validate(now, previous=then), "E1")
    assert {name: f.outcome for name, f in found.items() if f.outcome != "passed"} == {
        "natural_person": "undecided",
        "total": "undecided",
    }
    assert found["natural_person"].missing == (f"{OVER}.natural_person",)
    assert "the report of the year before a corresponding cell holds no number" in found["total"].message.en


@pytest.mark.parametrize(("in_force", "outcome"), [(698, "passed"), (700, "failed")])
def test_documents_in_force_follow_from_those_issued_and_repealed(in_force: int, outcome: str) -> None:
    # As published for 2021 and 2022: 665 + 88 - 55 = 698.
    then = report_with("v2021", {f"{DOCUMENTS}.in_force": 665}, year=2021)
    values = {f"{DOCUMENTS}.issued": 88, f"{DOCUMENTS}.repealed": 55, f"{DOCUMENTS}.in_force": in_force}
    finding = findings_of(validate(report_with("v2021", values, year=2022), previous=then), "D4")[
        DOCUMENTS.split(".")[1]
    ]
    assert finding.outcome == outcome
    assert (finding.left, finding.right) == (
        None if outcome == "passed" else str(in_force),
        None if outcome == "passed" else "698",
    )


def test_no_more_is_repealed_than_was_in_force_or_issued() -> None:
    then = report_with("v2021", {f"{DOCUMENTS}.in_force": 2}, year=2022)
    values = {f"{DOCUMENTS}.issued": 1, f"{DOCUMENTS}.repealed": 3, f"{DOCUMENTS}.in_force": 0}
    name = f"{DOCUMENTS.split('.')[1]}.repealed"
    assert findings_of(validate(report_with("v2021", values), previous=then), "D5")[name].outcome == "passed"
    values |= {f"{DOCUMENTS}.repealed": 4}
    assert findings_of(validate(report_with("v2021", values), previous=then), "D5")[name].outcome == "failed"


def test_items_are_carried_on_with_their_change() -> None:
    group = "proactive_disclosure.administrative_licensing"
    then = report_with("v2019", {f"{group}.prior_year_items": 300, f"{group}.change": -20}, year=2019)
    for items, outcome in ((280, "passed"), (300, "failed")):
        now = report_with("v2019", {f"{group}.prior_year_items": items}, year=2020)
        assert findings_of(validate(now, previous=then), "D3")["administrative_licensing"].outcome == outcome


@pytest.mark.parametrize(
    ("then", "now", "outcome"),
    [
        ("18.8710", "1887.0999", "passed"),
        ("18.8710", "1887.1000", "failed"),
        ("0", "5", "not_applicable"),
        ("2", "20000", "failed"),
    ],
)
def test_a_hundredfold_fee_suggests_another_unit(then: str, now: str, outcome: str) -> None:
    previous = report_with("v2021", {FEE: Money(Decimal(then), "万元")}, year=2022)
    report = report_with("v2021", {FEE: Money(Decimal(now), "万元")})
    assert findings_of(validate(report, previous=previous), "D8")[""].outcome == outcome


def test_fees_in_yuan_and_in_myriads_compare() -> None:
    previous = report_with("v2021", {FEE: Money(Decimal(50_000), "元")}, year=2022)
    report = report_with("v2021", {FEE: Money(Decimal(5), "万元")})
    assert findings_of(validate(report, previous=previous), "D8")[""].outcome == "passed"


def test_suits_after_reconsideration_follow_from_reconsiderations_of_two_years() -> None:
    then = report_with("v2021", {f"{CASES}.reconsideration.total": 2}, year=2022)
    for suits, outcome in ((3, "passed"), (4, "failed")):
        values = {f"{CASES}.reconsideration.total": 1, f"{CASES}.litigation_after_reconsideration.total": suits}
        finding = findings_of(validate(report_with("v2021", values), previous=then), "C2")[""]
        assert (finding.outcome, finding.severity) == (outcome, "information")


def test_figures_that_are_all_as_the_year_before_are_noticed_across_forms() -> None:
    numbers = dict(
        zip((f"{OVER}.total", f"{FORWARD}.total", f"{CASES}.reconsideration.total"), (31, 32, 33), strict=True)
    )
    then, now = report_with("v2019", numbers, year=2020), report_with("v2021", numbers, year=2021)
    finding = findings_of(validate(now, previous=then), "E2")[""]
    assert (finding.outcome, set(finding.cells)) == ("failed", set(numbers))
    changed = report_with("v2021", {**numbers, f"{FORWARD}.total": 30}, year=2021)
    assert findings_of(validate(changed, previous=then), "E2")[""].outcome == "passed"


def test_a_few_small_numbers_may_repeat() -> None:
    numbers = dict.fromkeys(ALONE, 1)
    then, now = report_with("v2021", numbers, year=2022), report_with("v2021", numbers)
    assert findings_of(validate(now, previous=then), "E2")[""].outcome == "not_applicable"


@pytest.mark.parametrize(
    ("then", "now", "jumps"),
    [(10, 50, False), (10, 51, True), (50, 10, False), (51, 10, True), (1, 9, False), (0, 90, False), (2, 11, True)],
)
def test_a_jump_is_more_than_fivefold_or_less_than_a_fifth(then: int, now: int, jumps: bool) -> None:  # noqa: FBT001 - a case
    previous = report_with("v2021", {ALONE[0]: then}, year=2022)
    found = findings_of(validate(report_with("v2021", {ALONE[0]: now}), previous=previous), "E3")
    assert [name for name, finding in found.items() if finding.failed] == ([ALONE[0]] if jumps else [])


def test_a_jump_is_told_of_the_total_and_not_of_each_column() -> None:
    columns = {f"{FORWARD}.natural_person": 10, f"{FORWARD}.total": 10}
    previous = report_with("v2021", columns, year=2022)
    now = report_with("v2021", dict.fromkeys(columns, 90))
    assert set(findings_of(validate(now, previous=previous), "E3")) == {f"{FORWARD}.total"}


def test_two_organs_are_not_compared_but_for_what_one_took_over() -> None:
    previous = report_with("v2021", {}, name="某某县另一局", year=2022)
    found = [f for f in validate(report_with("v2021"), previous=previous).findings if f.rule in ACROSS - {"E1"}]
    assert {finding.outcome for finding in found} == {"undecided"}
    assert all("The organs of the reports differ" in finding.message.en for finding in found)


def test_previous_must_be_a_report() -> None:
    with pytest.raises(TypeError, match="as previous a Report"):
        validate(report_with("v2021"), previous="2022.html")  # type: ignore[arg-type]  # what the test is about


@settings(max_examples=40, deadline=None)
@given(reports(), reports())
def test_any_two_reports_can_be_compared_and_stay_as_they_are(report: Report, other: Report) -> None:
    before = deepcopy((report, other))
    result = validate(report, previous=other)
    assert result == validate(report, previous=other)
    assert (report, other) == before
    alone = validate(report).findings
    assert [f for f in result.findings if f.rule not in {*ACROSS, "D5"}] == [f for f in alone if f.rule != "D5"]
    keys = [(finding.rule, finding.instance) for finding in result.findings]
    assert len(set(keys)) == len(keys)
    paths = set(form_named(report.form).paths)
    assert all(
        set(finding.cells) <= paths and set(finding.missing) <= set(finding.cells) for finding in result.findings
    )
