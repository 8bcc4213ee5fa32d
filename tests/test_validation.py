"""Validation as a whole: its laws, the real reports, places in the source, eased rules."""

from __future__ import annotations

import copy
import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import attrs
import pytest
from hypothesis import given, settings

from govinfo_schema.findings import Finding
from govinfo_schema.forms import form_named, make_report
from govinfo_schema.marks import Money
from govinfo_schema.messages import Text
from govinfo_schema.migration import migrate
from govinfo_schema.provenance import Place, Provenance
from govinfo_schema.reading import Reading
from govinfo_schema.report import Agency, ExtensionRow, Period, Residue, Source
from govinfo_schema.rules import catalogue
from govinfo_schema.validation import ValidationResult, validate
from govinfo_schema.versions import NAMES
from strategies import reports

if TYPE_CHECKING:
    from govinfo_schema.forms import Report
    from govinfo_schema.marks import CellValue

SEEDS = Path(__file__).resolve().parent / "data" / "seeds"
REFUSED = "applications.replies.refused"
RECEIVED = "applications.received"


def seed(name: str) -> Report:
    """A real report, made of the true cells beside it."""
    truth = json.loads((SEEDS / f"{name}.truth.json").read_text(encoding="utf-8"), parse_float=Decimal)
    form = form_named(truth["template"])
    values: dict[str, CellValue] = dict(truth["cells"])
    for cell in form.cells:
        amount = truth["cells"].get(cell.path)
        if cell.kind == "money" and amount is not None:
            stated = amount if isinstance(amount, dict) else {"value": amount, "unit": cell.unit}
            values[cell.path] = Money(Decimal(stated["value"]), stated["unit"])
    return make_report(form, values, agency=Agency(name=truth["agency"]), year=truth["year"])


def zeros(form: str, changed: dict[str, CellValue], **envelope: object) -> Report:
    values: dict[str, CellValue] = {
        cell.path: Money(Decimal(0), cell.unit) if cell.kind == "money" else 0 for cell in form_named(form).cells
    }
    return make_report(form_named(form), values | changed, None, **envelope)


OF_TEXT = {"C3", "G1", "G2", "G3", "G4", "G5", "G7", "G8", "H1", "H2", "H4", "H5", "T1"}


@settings(max_examples=60, deadline=None)
@given(reports())
def test_the_report_stays_equal_and_the_result_is_repeatable(report: Report) -> None:
    before = copy.deepcopy(report)
    first = validate(report)
    assert report == before
    assert validate(report) == first == validate(before)


@settings(max_examples=60, deadline=None)
@given(reports())
def test_findings_come_in_the_order_of_the_catalogue_and_none_of_its_rules_is_silent(report: Report) -> None:
    order = [rule.id for rule in catalogue(report.form) if rule.constraints or rule.judge]
    found = [finding.rule for finding in validate(report).findings]
    assert list(dict.fromkeys(found)) == order
    assert [order.index(rule) for rule in found] == sorted(order.index(rule) for rule in found)


@settings(max_examples=60, deadline=None)
@given(reports())
def test_every_finding_is_one_sentence_on_known_cells_with_one_key(report: Report) -> None:
    findings = validate(report).findings
    assert len({(finding.rule, finding.instance) for finding in findings}) == len(findings)
    paths = set(form_named(report.form).paths)
    severity = {rule.id: rule.severity for rule in catalogue(report.form)}
    for finding in findings:
        assert set(finding.cells) <= paths
        assert set(finding.missing) <= set(finding.cells)
        assert finding.message.zh.endswith("。")
        assert finding.message.en.endswith(".")
        assert finding.severity == severity[finding.rule] or finding.rule == "A1"


@pytest.mark.parametrize(("form", "checks"), [("v2014", 35), ("v2019", 56), ("v2021", 54)])
def test_a_report_of_zeros_passes_every_check(form: str, checks: int) -> None:
    year = {"v2014": 2018, "v2019": 2019, "v2021": 2023}[form]
    period = Period(start=date(year, 1, 1), end=date(year, 12, 31))
    findings = validate(zeros(form, {}, agency=Agency(name="衡山县人民政府"), year=year, period=period)).findings
    # What is about the running text, or later years, does not apply to a report without a text.
    of_tables = [finding for finding in findings if finding.rule not in OF_TEXT]
    assert len(of_tables) == checks
    assert {finding.outcome for finding in of_tables} == {"passed"}
    assert {finding.outcome for finding in findings if finding.rule in OF_TEXT} == {"not_applicable"}


@pytest.mark.parametrize("form", NAMES)
def test_a_report_without_any_number_passes_no_check_of_figures(form: str) -> None:
    findings = validate(make_report(form_named(form), {})).findings
    shape = {"S1", "S2", "S3", "S6", "D7"}
    assert {f.rule for f in findings if f.outcome == "passed"} == shape
    unknown = {"S4", "S5", "G6", "D6", *OF_TEXT}
    assert {f.rule for f in findings if f.outcome == "not_applicable"} | {"D6"} == unknown & {
        f.rule for f in findings
    } | {"D6"}
    assert {f.outcome for f in findings if f.rule not in {*shape, *unknown}} == {"undecided"}


def test_longnan_2018_fails_where_the_reasons_exceed_the_refusals_and_nowhere_else() -> None:
    # Refused 0, of which privacy 2 and no government information 2, as published.
    report = seed("001_longnan_2018")
    result = validate(report)
    failed = {(f.rule, f.instance): (f.severity, f.left, f.right, f.difference) for f in result.failed}
    assert failed == {
        ("A4a", "personal_privacy"): ("error", "2", "0", "2"),
        ("A4a", "not_government_information"): ("error", "2", "0", "2"),
        ("A4b", ""): ("warning", "0", "4", "-4"),
    }
    assert {f.outcome for f in result.findings if f.rule not in {"S5", "G6", *OF_TEXT}} == {"passed", "failed"}
    first = result.failed[0]
    assert first.cells == (f"{REFUSED}.personal_privacy", f"{REFUSED}.total")
    assert "涉及个人隐私 2＞4.不同意公开答复数 0" in first.message.zh


@pytest.mark.parametrize("name", ["000_hongjiang_2020", "003_yisuhe_2020", "004_hengshan_2023", "002_lintao_2019"])
def test_the_other_real_reports_break_no_identity(name: str) -> None:
    assert [f.message.zh for f in validate(seed(name)).failed if f.rule[0] in "BCS"] == []


def test_hengshan_2023_is_complete_and_keeps_all_rules() -> None:
    findings = validate(seed("004_hengshan_2023")).findings
    assert {f.outcome for f in findings if f.rule[0] in "BCS" and f.rule not in {"S5", "C3"}} == {"passed"}


def test_places_stand_in_the_order_of_the_cells() -> None:
    report = zeros("v2014", {f"{RECEIVED}.total": 3, f"{RECEIVED}.online": 2})
    provenance = {
        f"{RECEIVED}.online": Provenance(place=Place(table=3, row=5, column=2), raw="2"),
        f"{RECEIVED}.total": Provenance(place=Place(sheet="表一", row=4), raw="3"),
    }
    (finding,) = validate(report, provenance=provenance).failed
    assert finding.cells[0] == f"{RECEIVED}.total"
    assert finding.places == (Place(sheet="表一", row=4), None, None, Place(table=3, row=5, column=2), None)


def test_undecided_findings_have_places_and_passed_ones_have_none() -> None:
    report = zeros("v2014", {f"{RECEIVED}.total": None})
    provenance = {f"{RECEIVED}.total": Provenance(place=Place(line=12), raw="")}
    findings = {f.rule: f for f in validate(report, provenance=provenance).findings}
    assert findings["A1"].places == (Place(line=12), None, None, None, None)
    assert findings["A2"].places == ()
    assert findings["A11"].places == ()  # none concluded are at most any number received


def test_a_function_that_fails_has_places_too() -> None:
    report = zeros("v2014", {"complaints_and_reports": -1})
    provenance = {"complaints_and_reports": Provenance(place=Place(page=2), raw="-1")}
    (finding,) = validate(report, provenance=provenance).failed
    assert (finding.rule, finding.places) == ("D7", (Place(page=2),))


def test_a_reading_is_checked_with_its_places_after_what_its_reader_found() -> None:
    report = zeros("v2014", {"complaints_and_reports": -1})
    noticed = Finding(rule="R-YEAR", severity="warning", outcome="failed", message=Text("缺年份。", "No year."))
    provenance = {"complaints_and_reports": Provenance(place=Place(page=2), raw="-1")}
    result = validate(Reading(report=report, provenance=provenance, findings=(noticed,)))
    assert result.findings == (noticed, *validate(report, provenance=provenance).findings)
    assert [finding.places for finding in result.failed] == [(), (Place(page=2),)]


def test_without_known_places_there_are_none() -> None:
    report = zeros("v2014", {f"{RECEIVED}.total": 3})
    elsewhere = {"training.meetings": Provenance(place=Place(row=1), raw="0")}
    assert [f.places for f in validate(report, provenance=elsewhere).failed] == [()]
    assert [f.places for f in validate(report).failed] == [()]


@pytest.mark.parametrize(
    ("table", "label", "severity"),
    [
        ("政府信息公开情况统计表", "5.电子邮件申请数", "warning"),
        ("三、依申请公开情况", "5.电子邮件申请数", "warning"),
        ("政府信息公开情况统计表", "5.其他会议", "error"),
        ("政府信息公开情况统计表", "行政复议申请数", "error"),
        ("四、行政复议数量", "(四)收到申请数", "error"),
        ("附表:培训", "申请数", "error"),
    ],
)
def test_a_row_that_a_province_added_to_the_ways_of_applying_eases_their_sum(
    table: str, label: str, severity: str
) -> None:
    row = ExtensionRow(table=table, label=label, values=("1",))
    (finding,) = validate(zeros("v2014", {f"{RECEIVED}.total": 1}, extensions=(row,))).failed
    assert (finding.rule, finding.severity) == ("A1", severity)


def test_no_other_rule_is_eased_by_it() -> None:
    row = ExtensionRow(table="政府信息公开情况统计表", label="5.电子邮件申请数", values=("1",))
    (finding,) = validate(zeros("v2014", {"litigation.total": 1}, extensions=(row,))).failed
    assert (finding.rule, finding.severity) == ("A9", "error")


def test_each_problem_of_shape_is_a_finding_of_its_own() -> None:
    cells = ("complaints_and_reports", "training.meetings")
    report = zeros("v2014", dict.fromkeys(cells, -1))
    assert [(f.rule, f.cells) for f in validate(report).failed] == [("D7", (path,)) for path in cells]
    unmarked = attrs.evolve(zeros("v2014", dict.fromkeys(cells)), marks={})
    assert [(f.rule, f.cells) for f in validate(unmarked).failed] == [("S2", (path,)) for path in cells]


def test_the_result_knows_what_failed() -> None:
    text = catalogue("v2014")[0].title
    findings = [Finding(rule="X", severity="error", outcome=o, message=text) for o in ("passed", "failed", "undecided")]
    assert ValidationResult(findings=tuple(findings)).failed == (findings[1],)


# Figures that were carried from another form.

LAWFUL_OF_2016: dict[str, CellValue] = {
    f"{RECEIVED}.total": 5,
    f"{RECEIVED}.online": 5,
    "applications.concluded.total": 5,
    "applications.concluded.on_time": 5,
    "applications.replies.total": 6,  # one application may get several replies
    "applications.replies.disclosure_granted": 6,
}


@pytest.mark.parametrize("target", ["v2019", "v2021"])
def test_several_replies_to_one_application_stay_lawful_in_newer_forms(target: Literal["v2019", "v2021"]) -> None:
    report = zeros("v2014", LAWFUL_OF_2016, year=2016)
    assert validate(report).failed == ()
    result = validate(migrate(report, to=target).report)
    assert result.failed == ()
    balances = [f for f in result.findings if f.rule in {"B1", "B2"}]
    assert len(balances) == 14
    for finding in balances:
        assert finding.outcome == "not_applicable"
        assert "v2014" in finding.message.zh
        assert "数答复" in finding.message.zh
        assert "counts replies" in finding.message.en


@pytest.mark.parametrize("target", ["v2019", "v2021"])
def test_longnan_2018_breaks_no_rule_of_a_newer_form(target: Literal["v2019", "v2021"]) -> None:
    assert validate(migrate(seed("001_longnan_2018"), to=target).report).failed == ()


@pytest.mark.parametrize("origin", [None, "v2019", "v2021"])
def test_balances_bind_figures_of_the_newer_forms(origin: str | None) -> None:
    residue = () if origin is None else (Residue(form=origin),)
    report = zeros("v2021", {"applications.new_received.total": 1}, residue=residue)
    assert {("B1", "total"), ("B3", "new_received")} == {(f.rule, f.instance) for f in validate(report).failed}


def test_a_report_of_2019_stays_checked_in_the_form_of_2021() -> None:
    report = zeros("v2019", {"applications.new_received.total": 1}, year=2019)
    moved = migrate(report, to="v2021").report
    assert [residue.form for residue in moved.residue] == ["v2019"]
    for each in (report, moved):
        assert [f.instance for f in validate(each).failed if f.rule == "B1"] == ["total"]


# Years, periods and codes.


@pytest.mark.parametrize(
    ("form", "year", "carried", "outcome"),
    [
        ("v2014", 2013, (), "failed"),
        ("v2014", 2014, (), "passed"),
        ("v2014", 2018, (), "passed"),
        ("v2014", 2019, (), "failed"),
        ("v2019", 2018, (), "failed"),
        ("v2019", 2020, (), "passed"),
        ("v2019", 2022, (), "failed"),
        ("v2021", 2020, (), "failed"),
        ("v2021", 2035, (), "passed"),
        ("v2021", None, (), "not_applicable"),
        ("v2021", 2016, ("v2014", "v2019"), "not_applicable"),
        ("v2014", 2023, ("v2021", "v2019"), "not_applicable"),
        ("v2021", 2016, ("v2019",), "failed"),
        ("v2021", 2010, ("v2014",), "failed"),
    ],
)
def test_the_year_belongs_to_the_form_or_to_the_form_of_origin(
    form: str, year: int | None, carried: tuple[str, ...], outcome: str
) -> None:
    report = zeros(form, {}, year=year, residue=tuple(Residue(form=name) for name in carried))
    (finding,) = (f for f in validate(report).findings if f.rule == "S4")
    assert (finding.outcome, finding.severity) == (outcome, "error")
    if outcome == "failed":
        assert str(year) in finding.message.zh
        assert f"The report year is {year}" in finding.message.en


def test_a_year_that_the_reader_told_is_not_told_again() -> None:
    report = zeros("v2019", {}, year=2022)
    told = Finding(rule="R-YEAR-FORM", severity="error", outcome="failed", message=Text("年度不符。", "Wrong year."))
    assert [f.rule for f in validate(Reading(report=report, provenance={}, findings=(told,))).failed] == ["R-YEAR-FORM"]
    assert [f.rule for f in validate(Reading(report=report, provenance={})).failed] == ["S4"]


@pytest.mark.parametrize(
    ("year", "start", "end", "outcome"),
    [
        (2021, date(2021, 1, 1), date(2021, 12, 31), "passed"),
        (2021, date(2021, 3, 1), date(2021, 12, 31), "passed"),  # an organ that was founded in March
        (2021, date(2020, 1, 1), date(2020, 12, 31), "failed"),
        (2021, date(2020, 12, 1), date(2021, 12, 31), "failed"),
        (2021, date(2021, 1, 1), date(2022, 1, 1), "failed"),
        (2021, date(2021, 12, 31), date(2021, 1, 1), "failed"),
        (None, date(2021, 12, 31), date(2021, 1, 1), "failed"),
        (None, date(2020, 1, 1), date(2020, 12, 31), "passed"),
    ],
)
def test_the_period_runs_forward_within_the_report_year(year: int | None, start: date, end: date, outcome: str) -> None:
    report = zeros("v2021", {}, year=year, period=Period(start=start, end=end))
    (finding,) = (f for f in validate(report).findings if f.rule == "S5")
    assert (finding.outcome, finding.severity) == (outcome, "error")
    if outcome == "failed":
        assert f"{start} 至 {end}" in finding.message.zh
        assert f"{start} to {end}" in finding.message.en


def test_without_a_period_nothing_is_said_of_it() -> None:
    assert {f.outcome for f in validate(zeros("v2021", {}, year=2021)).findings if f.rule == "S5"} == {"not_applicable"}


def test_codes_that_do_not_look_like_codes_are_reported_one_by_one() -> None:
    source = Source(name="a.html", format="html", sha256="zz")
    report = zeros("v2021", {}, agency=Agency(region_code="abc"), source=source)
    failed = validate(report).failed
    assert [(f.rule, f.instance, f.severity) for f in failed] == [
        ("S6", "region_code", "error"),
        ("S6", "sha256", "error"),
    ]
    assert "行政区划代码为 'abc'" in failed[0].message.zh
    assert "The SHA-256 is 'zz'" in failed[1].message.en


@pytest.mark.parametrize("code", ["430423", "430423101", "430423101001"])
def test_division_codes_have_six_nine_or_twelve_digits(code: str) -> None:
    assert validate(zeros("v2021", {}, agency=Agency(region_code=code))).failed == ()
    assert [f.rule for f in validate(zeros("v2021", {}, agency=Agency(region_code=code + "\n"))).failed] == ["S6"]


# Long numbers.


def test_sums_of_the_longest_numbers_are_told_with_all_their_digits() -> None:
    longest = 10**100 - 1
    report = zeros("v2014", {f"{RECEIVED}.in_person": longest, f"{RECEIVED}.fax": longest})
    (finding,) = validate(report).failed
    assert (finding.rule, finding.right) == ("A1", "1" + "9" * 99 + "8")


def test_amounts_are_compared_to_the_last_digit() -> None:
    fees = "fees_charged_on_request"
    above = Decimal("10000." + "0" * 94 + "1")
    assert validate(zeros("v2014", {fees: Money(Decimal(10_000), "万元")})).failed == ()
    assert [f.rule for f in validate(zeros("v2014", {fees: Money(above, "万元")})).failed] == ["A13"]


@pytest.mark.parametrize("number", [10**100, -(10**100), 10**5000], ids=["positive", "negative", "unprintable"])
def test_longer_numbers_are_no_numbers_for_the_rules(number: int) -> None:
    (finding,) = validate(zeros("v2014", {f"{RECEIVED}.fax": number})).failed
    assert (finding.rule, finding.cells) == ("S1", (f"{RECEIVED}.fax",))
    assert "more than 100 digits" in finding.message.en


@pytest.mark.parametrize("amount", ["1E+100", "1E+999999", "1E-101", "NaN", "Infinity"])
def test_longer_amounts_are_no_numbers_for_the_rules(amount: str) -> None:
    (finding,) = validate(zeros("v2014", {"fees_charged_on_request": Money(Decimal(amount), "万元")})).failed
    assert (finding.rule, finding.cells) == ("S1", ("fees_charged_on_request",))
