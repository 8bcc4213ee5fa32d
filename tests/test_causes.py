"""Findings with one cause: a wrong cell in a table that otherwise adds up is found again as what its errors share."""

from __future__ import annotations

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from govinfo_schema import Finding, Text, validate
from govinfo_schema.causes import causes_of_doubt, causes_of_failures
from govinfo_schema.forms import cell_values, form_named, make_report

FORM = form_named("v2021")
COLUMNS = tuple(path.rsplit(".", 1)[1] for path in FORM.paths if path.startswith("applications.new_received."))
PARTS = COLUMNS[:-1]
APPLICATIONS = tuple(path for path in FORM.paths if path.startswith("applications."))


def balanced(seed: int) -> dict[str, int]:
    """Return an applications table that adds up: all zero but the new applications, all granted."""
    chance = random.Random(seed)  # noqa: S311 - figures for a test
    values = {cell.path: 0 for cell in FORM.cells if cell.kind != "money"}
    for column in PARTS:
        number = chance.randrange(1, 50)
        for row in ("new_received", "results.disclosure_granted", "results.total"):
            values[f"applications.{row}.{column}"] = number
    for row in ("new_received", "results.disclosure_granted", "results.total"):
        values[f"applications.{row}.total"] = sum(values[f"applications.{row}.{column}"] for column in PARTS)
    return values


def failed(*cells: str, severity: str = "error", **more: object) -> Finding:
    given_: dict[str, object] = {"rule": "X", "message": Text("甲", "a"), "left": "1", "right": "2"}
    return Finding(outcome="failed", severity=severity, cells=cells, **(given_ | more))  # type: ignore[arg-type] - parts


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 10**6), path=st.sampled_from(APPLICATIONS), by=st.integers(1, 9))
def test_one_wrong_cell_of_the_applications_table_is_one_cause(seed: int, path: str, by: int) -> None:
    values = balanced(seed)
    assert not [each for each in validate(make_report(FORM, dict(values))).failed if each.left is not None]
    values[path] += by
    findings = validate(make_report(FORM, dict(values))).findings
    equations = [each for each in findings if each.failed and each.left is not None and each.severity == "error"]
    cause = next(cause for cause in causes_of_failures(findings) if cause.severity == "error")
    assert len(equations) >= 2
    assert cause.cells == (path,)
    assert all(any(each is one for one in cause.findings) for each in equations)


def test_each_finding_that_failed_is_in_exactly_one_cause() -> None:
    findings = [failed("a", "b"), failed("b", "c"), failed("d", "e"), failed("e", "f"), failed("g", severity="warning")]
    causes = causes_of_failures(findings)
    assert [cause.cells for cause in causes] == [("b",), ("e",), ()]
    assert [[findings.index(each) for each in cause.findings] for cause in causes] == [[0, 1], [2, 3], [4]]


def test_a_cell_that_stands_in_an_equation_that_holds_is_less_suspicious() -> None:
    holds = Finding(rule="Y", severity="error", outcome="passed", message=Text("甲", "a"), cells=("a", "z"))
    findings = [failed("a", "b"), failed("a", "b")]
    assert causes_of_failures(findings)[0].cells == ("a", "b")
    assert causes_of_failures([*findings, holds])[0].cells == ("b",)


def test_the_gravest_stands_first_and_gives_its_severity() -> None:
    findings = [failed("x", severity="information"), failed("a", "b", severity="warning"), failed("a", "c")]
    causes = causes_of_failures(findings)
    assert [cause.severity for cause in causes] == ["error", "information"]
    assert causes[0].findings == (findings[2], findings[1])


def test_what_is_no_equation_is_not_joined() -> None:
    findings = [failed("a", left=None), failed("a", left=None), failed("a")]
    assert [cause.cells for cause in causes_of_failures(findings)] == [(), (), ()]


def test_checks_that_lack_one_row_are_one_cause() -> None:
    values: dict[str, int | None] = dict(balanced(1))
    row = [path for path in APPLICATIONS if path.startswith("applications.carried_over.")]
    values |= dict.fromkeys(row)
    report = make_report(FORM, values)
    findings = validate(report).findings
    undecided = [each for each in findings if each.outcome == "undecided"]
    causes = causes_of_doubt(findings, FORM)
    assert [cause.cells for cause in causes] == [tuple(row)]
    assert len(causes[0].findings) == len(undecided) >= 8
    assert cell_values(report)[row[0]] is None


def test_undecided_findings_without_missing_cells_stay_alone() -> None:
    open_one = Finding(rule="U", severity="error", outcome="undecided", message=Text("甲", "a"), missing=("marks",))
    assert [cause.cells for cause in causes_of_doubt([open_one, open_one], FORM)] == [(), ()]
