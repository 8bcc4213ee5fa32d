"""What a person sees of results in a notebook: a line each, and what a container of findings or lines can do."""

from __future__ import annotations

import inspect
from pathlib import Path
from typing import TYPE_CHECKING

import attrs
import pytest
from hypothesis import given

import govinfo_schema as gs
from govinfo_schema.findings import SEVERITIES, Severity
from govinfo_schema.repair.patch import make_patch
from govinfo_schema.showing import Shown
from govinfo_schema.versions import NAMES
from strategies import reports

if TYPE_CHECKING:
    from govinfo_schema.findings import Outcome

EXAMPLES = Path(__file__).parents[1] / "examples"


@pytest.fixture(scope="module")
def longnan() -> gs.Reading:
    return gs.read(EXAMPLES / "longnan_2018.txt")


def finding(outcome: Outcome, severity: Severity = "error") -> gs.Finding:
    return gs.Finding(rule="B1", severity=severity, outcome=outcome, message=gs.Text("甲", "one"))


def results(reading: gs.Reading) -> list[object]:
    """Return one of each result that the public functions give."""
    report = reading.report
    found, migrated, proposals = gs.validate(reading), gs.migrate(report, "v2021"), gs.propose(reading)
    merged = gs.merge([reading], agency="某某县", expected=["某某县教育局", report.agency.name or ""])
    several: list[object] = [*found, *migrated.ledger, *proposals, *merged.parts, *gs.compare(report, migrated.report)]
    shared = [gs.Parts(reports=[report]), make_patch(report, proposals), *migrated.report.residue]
    return [reading, report, found, migrated, migrated.ledger, merged, *shared, *several]


def test_every_result_is_one_short_line(longnan: gs.Reading) -> None:
    for each in results(longnan):
        line = repr(each)
        assert line.startswith(f"<{type(each).__name__} ")
        assert line.endswith(">")
        assert len(line) < 260
        assert line.isprintable()


def test_no_public_result_writes_out_all_of_its_fields() -> None:
    classes = {each for name in gs.__all__ if inspect.isclass(each := getattr(gs, name)) and attrs.has(each)}
    classes |= {gs.forms.form_named(name).report_class for name in NAMES}
    small = {gs.Agency, gs.Evidence, gs.LeftOut, gs.Leftover, gs.Limits, gs.Mark, gs.Money}
    small |= {gs.Place, gs.Provenance, gs.Text}
    assert {each for each in classes if each.__repr__ is not Shown.__repr__} == small


def test_the_lines_say_what_is_asked_first(longnan: gs.Reading) -> None:
    report = longnan.report
    assert repr(report) == "<Report v2014, 2018, 龙南县人民政府办公室; 0 cells without a number>"
    assert repr(longnan) == (
        "<Reading of longnan_2018.txt: v2014, 2018, 龙南县人民政府办公室; 0 cells without a number, 0 leftovers, "
        "0 findings>"
    )
    assert repr(gs.migrate(report, "v2019")).startswith("<Migrated v2014 → v2019, 2018, 龙南县人民政府办公室; ")
    merged = gs.merge([report], agency="某某县", expected=["某某县教育局", report.agency.name or ""])
    assert repr(merged) == (
        "<Merged v2014, 2018, 某某县; 58 cells without a number; 1 of 2 parts with a report, 58 of 58 sums incomplete>"
    )
    assert repr(merged.parts[0]) == "<Part 某某县教育局: missing>"
    line = next(each for each in gs.migrate(report, "v2021").ledger if each.targets and each.sources)
    assert f" {line.relation}: {line.sources[0]} ({line.before[0]}) → {line.targets[0]} " in repr(line)


def test_a_long_line_is_cut_and_what_a_terminal_obeys_is_shown() -> None:
    report = attrs.evolve(gs.read(EXAMPLES / "longnan_2018.txt").report, agency=gs.Agency(name="\x1b[2J甲\n乙" * 99))
    line = repr(report)
    assert line.startswith(r"<Report v2014, 2018, \x1b[2J甲 乙\x1b[2J甲 乙")
    assert line.endswith("…>")


@given(reports())
def test_reports_of_any_content_are_one_printable_line(report: gs.Report) -> None:
    assert repr(report).isprintable()


@pytest.mark.parametrize(
    ("findings", "valid", "line"),
    [
        ([finding("passed")], True, "valid: 1 passed, 0 failed, 0 undecided, 0 not applicable"),
        (
            [finding("passed"), finding("failed", "warning")],
            True,
            "valid: 1 passed, 1 failed (warning 1), 0 undecided, 0 not applicable",
        ),
        (
            [finding("failed"), finding("failed", "warning"), finding("undecided")],
            False,
            "not valid: 0 passed, 2 failed (error 1, warning 1), 1 undecided, 0 not applicable",
        ),
        (
            [finding("passed"), finding("undecided")],
            None,
            "not certain: 1 passed, 0 failed, 1 undecided, 0 not applicable",
        ),
        (
            [finding("passed"), finding("undecided", "warning")],
            True,
            "valid: 1 passed, 0 failed, 1 undecided, 0 not applicable",
        ),
        (
            [finding("not_applicable")],
            None,
            "not certain: 0 passed, 0 failed, 0 undecided, 1 not applicable",
        ),
    ],
)
def test_a_validation_answers_in_one_line(findings: list[gs.Finding], *, valid: bool | None, line: str) -> None:
    result = gs.ValidationResult(findings=tuple(findings))
    assert result.valid is valid
    assert repr(result) == f"<ValidationResult {line}>"


def test_a_validation_is_a_row_of_findings_and_no_truth_value() -> None:
    findings = tuple(finding(outcome) for outcome in ("passed", "failed", "undecided"))
    result = gs.ValidationResult(findings=findings)
    assert (len(result), tuple(result)) == (3, findings)
    assert (result.failed, result.undecided) == (findings[1:2], findings[2:])
    assert result == gs.ValidationResult(findings=findings)
    with pytest.raises(TypeError, match=r"ask \.valid"):
        bool(result)


def test_a_ledger_is_a_row_of_lines_and_counts_them(longnan: gs.Reading) -> None:
    ledger = gs.migrate(longnan, "v2021").ledger
    assert (len(ledger), tuple(ledger)) == (len(ledger.lines), ledger.lines)
    deduced = sum(line.relation == "deduced" for line in ledger.lines)
    assert f"v2014 → v2021: {len(ledger.lines)} lines (" in repr(ledger)
    assert f", {deduced} deduced, " in repr(ledger)


def test_a_validation_is_taken_where_findings_are_expected(longnan: gs.Reading, tmp_path: Path) -> None:
    result = gs.validate(longnan)
    gs.write(longnan, tmp_path / "one.html", findings=result)
    gs.write(longnan, tmp_path / "other.html", findings=result.findings)
    assert (tmp_path / "one.html").read_bytes() == (tmp_path / "other.html").read_bytes()


def test_severities_are_told_the_gravest_first() -> None:
    result = gs.ValidationResult(findings=tuple(finding("failed", each) for each in reversed(SEVERITIES)))
    assert "(error 1, warning 1, information 1)" in repr(result)
