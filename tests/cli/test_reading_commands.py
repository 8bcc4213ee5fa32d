"""``detect`` and ``validate``: what they print, for people and as JSON, and how they end."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from fake_formats import NEW_BY_PERSONS, NEW_IN_ALL, fake_format, install, small_report
from govinfo_schema.cli import checked
from govinfo_schema.cli.as_json import json_bytes
from govinfo_schema.findings import Finding
from govinfo_schema.marks import Money
from govinfo_schema.messages import Text
from govinfo_schema.provenance import Place, Provenance
from govinfo_schema.reading import Evidence, Leftover, Reading
from govinfo_schema.validation import ValidationResult

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from govinfo_schema.findings import Outcome, Severity

    Govinfo = Callable[..., Any]
    Found = Callable[..., None]

READ = Reading(
    report=small_report("v2019", year=2021),
    provenance={NEW_IN_ALL: Provenance(place=Place(table=2, row=3, column=8), raw="30")},
    leftovers=(Leftover(text="17", place=Place(line=3), reason=Text("没有标签。", "It has no label.")),),
    evidence=(
        Evidence(subject="form", value="v2019", text="本年新制作数量", place=Place(table=1)),
        Evidence(subject="form", value="v2019", text="本年新公开数量", place=Place(table=1)),
    ),
    findings=(
        Finding(
            rule="R-YEAR-FORM",
            severity="error",
            outcome="failed",
            message=Text("2021 年的报告用了 v2019 表式。", "The report of 2021 uses the form v2019."),
        ),
    ),
)


def finding(outcome: Outcome, severity: Severity = "error") -> Finding:
    return Finding(rule="B1", severity=severity, outcome=outcome, message=Text("相符", "agrees"))


@pytest.fixture(name="misdated")
def _misdated(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every page be read as a report of 2021 in the form of 2019."""
    install(monkeypatch, fake_format("page", read=lambda *_: READ))


# detect


@pytest.mark.usefixtures("misdated")
def test_detect_says_what_the_report_is_with_all_evidence(govinfo: Govinfo) -> None:
    run = govinfo("detect", "-", stdin=b"page")
    assert run.lines == [
        "Form: v2019 (国办公开办函〔2019〕60号)",
        "Year: 2021",
        "Agency: 某县人民政府",
        "  Evidence: form v2019, from “本年新制作数量” (table 1)",
        "  Evidence: form v2019, from “本年新公开数量” (table 1)",
        "  [error] R-YEAR-FORM: The report of 2021 uses the form v2019.",
    ]
    assert (run.code, run.error) == (1, "")
    assert govinfo("detect", "-", "--fail-on", "never", stdin=b"page").code == 0


@pytest.mark.usefixtures("misdated")
def test_detect_prints_json_for_programs(govinfo: Govinfo) -> None:
    run = govinfo("detect", "-", "--json", stdin=b"page")
    told = json.loads(run.output)
    assert {name: told[name] for name in ("form", "notice", "year", "agency", "period", "source")} == {
        "form": "v2019",
        "notice": "国办公开办函〔2019〕60号",
        "year": 2021,
        "agency": "某县人民政府",
        "period": None,
        "source": None,
    }
    assert [piece["text"] for piece in told["evidence"]] == ["本年新制作数量", "本年新公开数量"]
    assert told["findings"][0]["message"]["zh"] == "2021 年的报告用了 v2019 表式。"
    assert run.code == 1


@pytest.mark.usefixtures("page")
def test_detect_hands_on_format_and_form(tmp_path: Path, govinfo: Govinfo) -> None:
    (tmp_path / "a.json").write_bytes(b"page v2014")
    assert govinfo("detect", tmp_path / "a.json", "--format", "page").lines[0].startswith("Form: v2014")
    assert govinfo("detect", tmp_path / "a.json").code == 2
    assert "no format named 'leaf'" in govinfo("detect", tmp_path / "a.json", "--format", "leaf").error
    assert govinfo("detect", tmp_path / "a.json", "--form", "v2020").code == 2


# validate


@pytest.mark.usefixtures("misdated")
def test_validate_tells_cells_findings_and_the_answer(govinfo: Govinfo, found: Found) -> None:
    found(finding("passed"), finding("undecided"))
    run = govinfo("validate", "-", stdin=b"page")
    assert run.lines[3:] == [
        "  Evidence: form v2019, from “本年新制作数量” (table 1)",
        "Cells: 198, 2 read, 0 blank, 196 not applicable, 0 ambiguous, 0 unreadable; 1 unplaced number",
        "    unplaced: “17” (line 3): It has no label.",
        "Checks: 1 passed, 1 failed",
        "  [error] R-YEAR-FORM: The report of 2021 uses the form v2019.",
        "  Undecided, because numbers are missing: 1 check",
        "    B1: agrees",
        "Result: not valid, 1 error.",
    ]
    assert (run.code, run.error) == (1, "")


@pytest.mark.usefixtures("page", "found")
def test_validate_answers_in_chinese(govinfo: Govinfo) -> None:
    run = govinfo("validate", "-", "--lang", "zh", stdin=b"page")
    assert run.lines[-1] == "结论：校验通过。"
    assert run.code == 0


@pytest.mark.usefixtures("misdated")
def test_validate_prints_json_for_programs(govinfo: Govinfo, found: Found) -> None:
    found(finding("passed"))
    told = json.loads(govinfo("validate", "-", "--json", stdin=b"page").output)
    assert {name: told[name] for name in ("form", "year", "agency", "valid")} == {
        "form": "v2019",
        "year": 2021,
        "agency": "某县人民政府",
        "valid": False,
    }
    assert [(each["rule"], each["outcome"]) for each in told["findings"]] == [
        ("R-YEAR-FORM", "failed"),
        ("B1", "passed"),
    ]


def test_the_checks_get_the_report_and_where_it_stands(govinfo: Govinfo, monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[Reading] = []

    def validate(reading: Reading) -> ValidationResult:
        given.append(reading)
        return ValidationResult(findings=())

    install(monkeypatch, fake_format("page", read=lambda *_: READ))
    monkeypatch.setattr(checked, "validate", validate)
    govinfo("validate", "-", stdin=b"page")
    assert given == [READ]


# The exit code: the threshold decides.


@pytest.mark.usefixtures("page")
@pytest.mark.parametrize(
    ("outcome", "severity", "reached"),
    [
        ("passed", "error", set()),
        ("not_applicable", "error", set()),
        ("failed", "error", {"error", "warning", "undecided"}),
        ("failed", "warning", {"warning", "undecided"}),
        ("failed", "information", set()),
        ("undecided", "error", {"undecided"}),
        ("undecided", "warning", {"undecided"}),
        ("undecided", "information", set()),
    ],
)
def test_findings_at_or_above_the_threshold_make_the_exit_code_1(
    outcome: Outcome, severity: Severity, reached: set[str], govinfo: Govinfo, found: Found
) -> None:
    found(finding("passed"), finding(outcome, severity))
    for threshold in ("error", "warning", "undecided", "never"):
        run = govinfo("validate", "-", "--fail-on", threshold, stdin=b"page")
        assert (threshold, run.code) == (threshold, int(threshold in reached))
    assert govinfo("validate", "-", stdin=b"page").code == int("error" in reached)


# JSON


def test_json_keeps_the_digits_of_decimal_numbers_and_chinese_as_it_is() -> None:
    text = json_bytes({"fee": Money(Decimal("31878.410"), "万元"), NEW_BY_PERSONS: 21}).decode()
    assert '"value": 31878.410' in text
    assert '"unit": "万元"' in text
    assert text.endswith("}\n")
