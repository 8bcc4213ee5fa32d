"""Findings in the summary, and those with one cause."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from fake_formats import NEW_BY_PERSONS, NEW_IN_ALL, small_report
from govinfo_schema.cli.summary import (
    failed_lines,
    finding_lines,
)
from govinfo_schema.forms import form_named
from govinfo_schema.provenance import Place, Provenance
from govinfo_schema.reading import Reading
from summary_texts import both, finding

if TYPE_CHECKING:
    from govinfo_schema.findings import Finding, Severity

READING = Reading(
    report=small_report(),
    provenance={NEW_IN_ALL: Provenance(place=Place(table=2, row=3, column=8), raw="30")},
)


# The findings.


def test_failed_checks_are_told_gravest_first_open_ones_by_name_and_the_others_counted() -> None:
    findings = [
        finding("passed"),
        finding("failed", "information", rule="N1"),
        finding("failed", "warning", rule="W1", places=(None, Place(sheet="表三", row=3))),
        finding("failed", instance="自然人", left="30", right="31", cells=(NEW_BY_PERSONS,), places=(Place(row=3),)),
        finding("undecided", rule="U1"),
        finding("undecided", rule="U2", instance="总计"),
        finding("not_applicable"),
    ]
    lines = list(finding_lines(findings, READING))
    zh, en = both(lines)
    assert zh == [
        "校验：通过 1 项，未通过 3 项",
        "  [错误] B1 自然人：总计应等于各栏之和。",
        "  [警告] W1：总计应等于各栏之和。位置：工作表“表三”第3行。",
        "  [提示] N1：总计应等于各栏之和。",
        "  因缺少数字而无法判断：2 项",
        "    U1：总计应等于各栏之和。",
        "    U2 总计：总计应等于各栏之和。",
    ]
    assert en == [
        "Checks: 1 passed, 3 failed",
        "  [error] B1 自然人: The total is the sum.",
        "  [warning] W1: The total is the sum. At: sheet 表三, row 3.",
        "  [information] N1: The total is the sum.",
        "  Undecided, because numbers are missing: 2 checks",
        "    U1: The total is the sum.",
        "    U2 总计: The total is the sum.",
    ]
    assert [line.tone for line in lines] == ["plain", "bad", "doubtful", "plain", *["doubtful"] * 3]
    assert list(failed_lines(findings)) == lines[1:4]


def test_of_many_open_checks_five_are_named() -> None:
    _, en = both(finding_lines([finding("undecided", rule=f"U{number}") for number in range(7)], READING))
    assert en[2:] == [*(f"    U{number}: The total is the sum." for number in range(5)), "    … and 2 more"]


def test_of_many_places_five_are_told() -> None:
    places = tuple(Place(row=row) for row in range(1, 8))
    zh, en = both(failed_lines([finding("failed", places=places)]))
    assert zh[0].endswith("位置：第1行、第2行、第3行、第4行、第5行 等 7 处。")
    assert en[0].endswith("At: row 1, row 2, row 3, row 4, row 5 and 2 more.")


# Findings with one cause.


def equation(*cells: str, severity: Severity = "error", **more: object) -> Finding:
    return finding("failed", severity, cells=cells, left="1", right="2", **more)


def hint(*findings: Finding) -> list[str]:
    return [line for line in both(finding_lines(findings, READING))[1] if "in common" in line]


def test_checks_that_one_cell_may_have_broken_are_told_under_that_cell() -> None:
    findings = [
        equation(NEW_IN_ALL, NEW_BY_PERSONS),
        equation("a", NEW_IN_ALL, severity="warning", rule="W1"),
        equation("b", NEW_IN_ALL, instance="总计"),
        equation("c", "d", rule="C1"),
    ]
    lines = list(finding_lines(findings, READING))
    zh, en = both(lines)
    assert zh == [
        "校验：通过 0 项，未通过 4 项",
        (
            "  [错误] 3 项未通过的校验都涉及同一格，请先核对此处："
            "“一、本年新收政府信息公开申请数量 · 总计”，原文为“30”（第2个表第3行第8列）"
        ),
        "    [错误] B1：总计应等于各栏之和。",
        "    [错误] B1 总计：总计应等于各栏之和。",
        "    [警告] W1：总计应等于各栏之和。",
        "  [错误] C1：总计应等于各栏之和。",
    ]
    assert en[1] == (
        "  [error] 3 failed checks have one cell in common, look there first:"
        " “一、本年新收政府信息公开申请数量 · 总计”, printed 30 (table 2, row 3, column 8)"
    )
    assert en[4] == "    [warning] W1: The total is the sum."
    assert [line.tone for line in lines] == ["plain", "bad", "bad", "bad", "doubtful", "bad"]


def test_several_cells_in_common_are_all_named() -> None:
    zh, en = both(finding_lines([equation(NEW_IN_ALL, "a"), equation("a", NEW_IN_ALL)], READING))
    assert "2 项未通过的校验都涉及同样的 2 格，请先核对：“一、本年新收政府信息公开申请数量 · 总计”" in zh[1]
    assert en[1].startswith("  [error] 2 failed checks have 2 cells in common, look there first: “")
    assert en[1].endswith("(table 2, row 3, column 8), “a”, no number")


def test_of_many_checks_with_one_cause_five_are_told() -> None:
    _, en = both(finding_lines([equation(NEW_IN_ALL, str(number)) for number in range(7)], READING))
    assert len(en) == 8
    assert en[-1] == "    … and 2 more"


def test_a_shared_cell_without_a_number_is_told_by_its_state() -> None:
    path = "applications.results.total.total"
    assert hint(equation(path, "a"), equation(path, "b"))[0].endswith("总计”, not applicable")


@pytest.mark.parametrize(
    "findings",
    [
        [],
        [equation(NEW_IN_ALL, "a")],
        [equation(NEW_IN_ALL, "a"), equation("b", "c")],
        [equation(NEW_IN_ALL, "a"), finding("failed", cells=(NEW_IN_ALL,))],
        [equation(NEW_IN_ALL, "a"), finding("undecided", cells=(NEW_IN_ALL, "b"))],
    ],
)
def test_without_such_a_cell_each_check_stands_alone(findings: list[Finding]) -> None:
    assert hint(*findings) == []


def test_checks_that_lack_cells_of_one_row_are_told_together() -> None:
    row = [path for path in form_named("v2021").paths if path.startswith("applications.results.total.")]
    findings = [
        finding("undecided", rule="B1", cells=(row[0], NEW_IN_ALL), missing=(row[0],)),
        finding("undecided", rule="B1", cells=(row[1], NEW_IN_ALL), missing=(row[1],)),
        finding("undecided", rule="B3", cells=tuple(row), missing=(row[0], row[1])),
        finding("undecided", rule="D1", cells=("x",), missing=("x",)),
    ]
    zh, en = both(finding_lines(findings, READING))
    assert zh[2:] == [
        "    “三、本年度办理结果/(七)总计”本行 2 格不适用，3 项校验因此无法判断：B1×2、B3",
        "    D1：总计应等于各栏之和。",
    ]
    assert en[2] == (
        "    “三、本年度办理结果/(七)总计”: 2 cells of this row are not applicable,"
        " which leaves 3 checks open: B1×2, B3"
    )
    zh, en = both(finding_lines(findings[:1] * 2, READING))
    assert zh[-1] == "    “三、本年度办理结果/(七)总计 · 自然人”不适用，2 项校验因此无法判断：B1×2"
    assert en[-1].endswith(" · 自然人” is not applicable, which leaves 2 checks open: B1×2")


def test_many_checks_of_one_rule_that_lack_a_row_each_are_told_in_one_line() -> None:
    form = form_named("v2021")
    rows = [path for path in form.paths if path.startswith("applications.results.") and path.endswith(".total")]
    findings = [finding("undecided", rule="B3", cells=(path,), missing=(path,)) for path in rows[:5]]
    zh, en = both(finding_lines(findings, READING))
    labels = [f"“{form.by_path[path].row}”" for path in rows[:5]]
    assert zh[2:] == [f"    B3：5 项校验无法判断，{''.join(labels[:3])}等 5 行缺少数字"]
    assert en[2:] == [f"    B3: 5 checks open, numbers are missing in the rows {', '.join(labels[:3])} and 2 more"]
    zh, en = both(finding_lines(findings[:3], READING))
    assert zh[2:] == [f"    B3：3 项校验无法判断，{''.join(labels[:3])}各行缺少数字"]
    assert en[2:] == [f"    B3: 3 checks open, numbers are missing in the rows {', '.join(labels[:3])}"]
    assert len(both(finding_lines(findings[:2], READING))[0]) == 4
