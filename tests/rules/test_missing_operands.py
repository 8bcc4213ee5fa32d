"""Operands that are missing: no outcome that a filling could overturn, and no blank that counts as 0."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govinfo_schema.forms import cell_values, form_named, form_of, make_report
from govinfo_schema.marks import STATES, Mark, Money
from govinfo_schema.report import ENVELOPE_FIELDS, Agency
from govinfo_schema.validation import validate
from govinfo_schema.versions import NAMES
from strategies import reports

if TYPE_CHECKING:
    from collections.abc import Mapping

    from govinfo_schema.findings import Finding
    from govinfo_schema.forms import Report
    from govinfo_schema.marks import CellValue, State

RECEIVED = "applications.received"
REFUSED = "applications.replies.refused"
LICENSING = "proactive_disclosure.administrative_licensing"
RULES_ROW = "proactive_disclosure.administrative_rules"
FEE = "applications.results.other.fee_overdue"
SESSIONS, TRAINED = "training.sessions", "training.person_times_trained"


def report_with(
    form: str, changed: Mapping[str, int | Money | None], state: State = "blank", **envelope: object
) -> Report:
    """A report of zeros, with some cells changed; those without a number get a mark of ``state``."""
    values: dict[str, CellValue] = {
        cell.path: Money(Decimal(0), cell.unit) if cell.kind == "money" else 0 for cell in form_named(form).cells
    }
    values.update(changed)
    marks = {path: Mark(state) for path, value in changed.items() if value is None}
    return make_report(form_named(form), values, marks, **envelope)


def found(report: Report, rule: str, instance: str = "") -> Finding:
    """The one finding of a rule's instance."""
    (finding,) = (f for f in validate(report).findings if (f.rule, f.instance) == (rule, instance))
    return finding


def refilled(report: Report, filling: Mapping[str, CellValue]) -> Report:
    """The same report with its empty cells filled."""
    envelope: dict[str, Any] = {
        field.name: getattr(report, field.name)
        for field in attrs.fields(type(report))
        if field.name in ENVELOPE_FIELDS and field.name != "marks"
    }
    return make_report(form_of(report), {**cell_values(report), **filling}, report.marks, **envelope)


@st.composite
def few_figures(draw: st.DrawFn) -> Report:
    """Reports of small figures, so that identities hold now and then, and with blanks in some places."""
    form = form_named(draw(st.sampled_from(NAMES)))
    usual = draw(st.sampled_from([0, 0, 0, 1]))
    values: dict[str, CellValue] = {
        cell.path: Money(Decimal(usual), cell.unit) if cell.kind == "money" else usual for cell in form.cells
    }
    for cell in draw(st.lists(st.sampled_from(form.cells), max_size=12)):
        number = draw(st.integers(-3 if cell.kind == "signed count" else 0, 3))
        values[cell.path] = Money(Decimal(number), cell.unit) if cell.kind == "money" else number
    for cell in draw(st.lists(st.sampled_from(form.cells), min_size=1, max_size=12)):
        values[cell.path] = None
    marks = {path: Mark(draw(st.sampled_from(STATES))) for path, value in values.items() if value is None}
    agency = Agency(name=draw(st.sampled_from([None, "衡山县人民政府", "湖南省人民政府"])))
    return make_report(form, values, marks, agency=agency, year=draw(st.sampled_from([None, 2018, 2020, 2023])))


@settings(max_examples=150, deadline=None)
@given(st.one_of(few_figures(), reports(complete=False)), st.data())
def test_no_filling_overturns_what_passed_or_failed(report: Report, data: st.DataObject) -> None:
    by_path = form_of(report).by_path
    empty = [path for path, value in cell_values(report).items() if value is None]
    filling: dict[str, CellValue] = {}
    usual = data.draw(st.sampled_from([0, 0, 1, 5]))
    odd = data.draw(st.sets(st.sampled_from(empty), max_size=5))
    for path in empty:
        kind = by_path[path].kind
        lowest = -50 if kind == "signed count" else 0
        number = data.draw(st.integers(lowest, 50)) if path in odd else usual
        filling[path] = Money(Decimal(number), by_path[path].unit) if kind == "money" else number
    before = {(finding.rule, finding.instance): finding.outcome for finding in validate(report).findings}
    after = {
        (finding.rule, finding.instance): finding.outcome for finding in validate(refilled(report, filling)).findings
    }
    overturned = {
        key: (outcome, after[key])
        for key, outcome in before.items()
        if outcome in {"passed", "failed"} and after[key] != outcome
    }
    assert overturned == {}


@settings(max_examples=60, deadline=None)
@given(few_figures())
def test_an_undecided_finding_names_just_the_operands_that_are_missing(report: Report) -> None:
    values = cell_values(report)
    for finding in validate(report).findings:
        if finding.missing:
            assert finding.missing == tuple(path for path in finding.cells if values[path] is None)
        elif finding.outcome == "undecided":
            assert (finding.rule, report.year) == ("B6", None)


@pytest.mark.parametrize("state", [state for state in STATES if state != "not_asked"])
def test_no_state_counts_as_zero(state: State) -> None:
    # Three received, three of them online: with a blank as 0 the sum would be right.
    report = report_with("v2014", {f"{RECEIVED}.total": 3, f"{RECEIVED}.online": 3, f"{RECEIVED}.fax": None}, state)
    finding = found(report, "A1")
    assert finding.outcome == "undecided"
    assert finding.missing == (f"{RECEIVED}.fax",)
    assert (finding.left, finding.right, finding.difference) == (None, None, None)


def test_parts_above_the_total_fail_whatever_is_missing() -> None:
    values = {f"{RECEIVED}.total": 5, f"{RECEIVED}.online": 4, f"{RECEIVED}.letter": 3, f"{RECEIVED}.fax": None}
    finding = found(report_with("v2014", values), "A1")
    assert finding.outcome == "failed"
    assert (finding.left, finding.right, finding.difference) == ("5", "≥7", "≤-2")
    assert finding.missing == (f"{RECEIVED}.fax",)


def test_the_other_side_may_be_the_open_one() -> None:
    columns = ("natural_person", "total")
    values: dict[str, int | None] = {f"applications.new_received.{name}": 9 for name in columns}
    values |= {f"applications.carried_over.{name}": None for name in columns}
    finding = found(report_with("v2021", values), "B1", "total")
    assert finding.outcome == "failed"
    assert (finding.left, finding.right, finding.difference) == ("≥9", "0", "≥9")


def test_a_missing_total_leaves_an_equation_open_in_both_directions() -> None:
    assert found(report_with("v2014", {f"{RECEIVED}.total": None}), "A1").outcome == "undecided"
    values = {f"{RECEIVED}.total": None, f"{RECEIVED}.fax": None, f"{RECEIVED}.online": 7}
    assert found(report_with("v2014", values), "A1").outcome == "undecided"


def test_a_bound_passes_when_its_larger_side_alone_suffices() -> None:
    # Two items by the gazette are at most the items disclosed; whatever the website had, the sum of channels is enough.
    channels = "proactive_disclosure.channels"
    values = {
        "proactive_disclosure.items_disclosed": 2,
        f"{channels}.gazette": 2,
        f"{channels}.government_website": None,
    }
    report = report_with("v2014", values)
    assert found(report, "A5", "channels").outcome == "passed"
    assert found(report, "A5", "gazette").outcome == "passed"
    assert found(report, "A5", "government_website").outcome == "undecided"


def test_a_bound_whose_larger_side_is_missing_is_open_unless_the_smaller_is_zero() -> None:
    values = {f"{REFUSED}.total": None, f"{REFUSED}.state_secret": 2}
    report = report_with("v2014", values)
    assert found(report, "A4a", "state_secret").outcome == "undecided"
    assert found(report, "A4a", "commercial_secret").outcome == "passed"


def test_a_missing_change_may_be_negative() -> None:
    report = report_with("v2019", {f"{LICENSING}.prior_year_items": 5, f"{LICENSING}.change": None})
    assert found(report, "D2", "administrative_licensing").outcome == "undecided"
    report = report_with("v2019", {f"{LICENSING}.prior_year_items": None, f"{LICENSING}.change": 0})
    assert found(report, "D2", "administrative_licensing").outcome == "passed"


def test_what_the_form_of_origin_does_not_ask_makes_a_rule_not_applicable() -> None:
    values = {f"{RECEIVED}.total": 3, f"{RECEIVED}.fax": None}
    finding = found(report_with("v2014", values, "not_asked"), "A1")
    assert finding.outcome == "not_applicable"
    assert finding.missing == (f"{RECEIVED}.fax",)


def test_one_cell_that_is_not_asked_is_enough_for_that() -> None:
    values: dict[str, CellValue] = {**cell_values(report_with("v2014", {})), f"{RECEIVED}.total": 3}
    values |= {f"{RECEIVED}.fax": None, f"{RECEIVED}.online": None}
    report = make_report(form_named("v2014"), values, {f"{RECEIVED}.online": Mark("not_asked")})
    assert found(report, "A1").outcome == "not_applicable"


def test_what_is_not_asked_does_not_hide_a_certain_failure() -> None:
    values = {f"{RECEIVED}.total": 3, f"{RECEIVED}.online": 4, f"{RECEIVED}.fax": None}
    assert found(report_with("v2014", values, "not_asked"), "A1").outcome == "failed"


@pytest.mark.parametrize(
    ("sessions", "trained", "outcome"),
    [(0, 0, "passed"), (0, 9, "failed"), (2, 9, "passed"), (None, 0, "passed"), (2, None, "passed")],
)
def test_training_without_sessions(sessions: int | None, trained: int | None, outcome: str) -> None:
    assert found(report_with("v2014", {SESSIONS: sessions, TRAINED: trained}), "A14").outcome == outcome


@pytest.mark.parametrize(("sessions", "trained"), [(None, 9), (0, None), (None, None)])
def test_training_with_missing_operands_is_open(sessions: int | None, trained: int | None) -> None:
    changed = {SESSIONS: sessions, TRAINED: trained}
    missing = tuple(path for path, value in changed.items() if value is None)
    for state, outcome in (("blank", "undecided"), ("not_asked", "not_applicable")):
        finding = found(report_with("v2014", changed, state), "A14")  # type: ignore[arg-type]  # both are states
        assert (finding.outcome, finding.missing) == (outcome, missing)


@pytest.mark.parametrize(
    ("year", "number", "outcome"),
    [
        (2020, 0, "passed"),
        (2020, 1, "failed"),
        (2020, None, "undecided"),
        (2021, 1, "passed"),
        (2021, None, "passed"),
        (None, 0, "passed"),
        (None, 1, "undecided"),
        (None, None, "undecided"),
    ],
)
def test_the_fee_exists_since_2021(year: int | None, number: int | None, outcome: str) -> None:
    changed = {f"{FEE}.natural_person": number}
    finding = found(report_with("v2021", changed, year=year), "B6")
    assert finding.outcome == outcome
    assert finding.missing == (tuple(changed) if outcome == "undecided" and number is None else ())


def test_the_fee_of_a_report_that_came_from_the_form_before_is_not_asked() -> None:
    for year in (2020, None):
        report = report_with("v2021", {f"{FEE}.natural_person": None}, "not_asked", year=year)
        assert found(report, "B6").outcome == "not_applicable"


def test_without_a_year_the_sentence_says_so() -> None:
    finding = found(report_with("v2021", {f"{FEE}.total": 1}), "B6")
    assert finding.outcome == "undecided"
    assert "报告年度（year）缺失" in finding.message.zh
    assert "The report year (year) is missing" in finding.message.en


@pytest.mark.parametrize("form", ["v2019", "v2021"])
@pytest.mark.parametrize(
    ("name", "number", "outcome"),
    [
        ("衡山县人民政府", 0, "passed"),
        ("衡山县人民政府", 2, "failed"),
        ("衡山县人民政府", None, "undecided"),
        ("湖南省人民政府", 2, "not_applicable"),
        ("洪江市人民政府", 2, "not_applicable"),
        ("洪江市教育局", 2, "failed"),
        (None, 2, "not_applicable"),
    ],
)
def test_the_row_of_rules_is_judged_by_the_name(form: str, name: str | None, number: int | None, outcome: str) -> None:
    row = [path for path in form_named(form).paths if path.startswith(f"{RULES_ROW}.")]
    finding = found(report_with(form, {row[-1]: number}, agency=Agency(name=name)), "D6")
    assert (finding.outcome, finding.cells) == (outcome, tuple(row))
    if outcome == "not_applicable":
        assert (name or "名称不明") in finding.message.zh
        assert (name or "is not known") in finding.message.en
