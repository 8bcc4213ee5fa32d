"""Validation as a whole: its laws, the real reports, places in the source, eased rules."""

from __future__ import annotations

import copy
import json
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import attrs
import pytest
from hypothesis import given, settings

from govinfo_schema.findings import Finding
from govinfo_schema.forms import form_named, make_report
from govinfo_schema.marks import Money
from govinfo_schema.messages import Text
from govinfo_schema.provenance import Place, Provenance
from govinfo_schema.reading import Reading
from govinfo_schema.report import Agency, ExtensionRow
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
    order = [rule.id for rule in catalogue(report.form)]
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


@pytest.mark.parametrize(("form", "checks"), [("v2014", 31), ("v2019", 52), ("v2021", 50)])
def test_a_report_of_zeros_passes_every_check(form: str, checks: int) -> None:
    findings = validate(zeros(form, {}, agency=Agency(name="衡山县人民政府"), year=2023)).findings
    assert len(findings) == checks
    assert {finding.outcome for finding in findings} == {"passed"}


@pytest.mark.parametrize("form", NAMES)
def test_a_report_without_any_number_passes_no_check_of_figures(form: str) -> None:
    findings = validate(make_report(form_named(form), {})).findings
    assert {f.rule for f in findings if f.outcome == "passed"} == {"S1", "S2", "S3", "D7"}
    assert {f.outcome for f in findings if f.rule not in {"S1", "S2", "S3", "D7", "D6"}} == {"undecided"}


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
    assert {f.outcome for f in result.findings} == {"passed", "failed"}
    first = result.failed[0]
    assert first.cells == (f"{REFUSED}.personal_privacy", f"{REFUSED}.total")
    assert "涉及个人隐私 2＞4.不同意公开答复数 0" in first.message.zh


@pytest.mark.parametrize("name", ["000_hongjiang_2020", "003_yisuhe_2020", "004_hengshan_2023", "002_lintao_2019"])
def test_the_other_real_reports_break_no_identity(name: str) -> None:
    assert [f.message.zh for f in validate(seed(name)).failed if f.rule[0] in "BCS"] == []


def test_hengshan_2023_is_complete_and_keeps_all_rules() -> None:
    findings = validate(seed("004_hengshan_2023")).findings
    assert {f.outcome for f in findings if f.rule[0] in "BCS"} == {"passed"}


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


@pytest.mark.parametrize(("label", "severity"), [("5.电子邮件申请数", "warning"), ("5.其他会议", "error")])
def test_a_row_that_a_province_added_to_the_ways_of_applying_eases_their_sum(label: str, severity: str) -> None:
    row = ExtensionRow(table="政府信息公开情况统计表", label=label, values=("1",))
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
