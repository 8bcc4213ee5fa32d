"""The sentences of the summary, over readings, findings and ledgers that stand here in full."""

from __future__ import annotations

from decimal import Decimal

import pytest

from fake_formats import NEW_BY_PERSONS, NEW_IN_ALL, small_report
from govinfo_schema.cli.summary import (
    EXAMPLES,
    cell_lines,
    failed_lines,
    finding_lines,
    identity_lines,
    migration_lines,
    validity,
    verdict_line,
)
from govinfo_schema.cli.wording import number_of, value_text
from govinfo_schema.findings import Finding, Outcome, Severity
from govinfo_schema.forms import form_named, make_report
from govinfo_schema.marks import Mark, Money
from govinfo_schema.messages import Text
from govinfo_schema.migration.ledger import Ledger, LedgerLine
from govinfo_schema.provenance import Place, Provenance
from govinfo_schema.reading import Evidence, Leftover, Reading
from govinfo_schema.report import Agency

READING = Reading(
    report=small_report(),
    provenance={NEW_IN_ALL: Provenance(place=Place(table=2, row=3, column=8), raw="30")},
)


def finding(outcome: Outcome, severity: Severity = "error", **more: object) -> Finding:
    given: dict[str, object] = {"rule": "B1", "message": Text("总计应等于各栏之和。", "The total is the sum.")}
    return Finding(outcome=outcome, severity=severity, **(given | more))  # type: ignore[arg-type] - parts of several types


def both(lines: object) -> tuple[list[str], list[str]]:
    texts = [line.text for line in lines]  # type: ignore[attr-defined] - an iterator of lines
    return [text.zh for text in texts], [text.en for text in texts]


# Places and values.


def test_places_are_named_in_both_languages() -> None:
    place = Place(page=2, sheet="表三", table=3, row=4, column=5, line=6)
    assert place.text == Text(
        "第2页工作表“表三”第3个表第4行第5列，文本第6行",
        "page 2, sheet 表三, table 3, row 4, column 5, line 6",
    )
    assert (Place().text, Place(line=6).text) == (Text("", ""), Text("文本第6行", "line 6"))


def test_values_are_told_as_printed() -> None:
    assert value_text(0) == Text("0", "0")
    assert value_text(Money(Decimal("31878.410"), "万元")) == Text("31878.410万元", "31878.410 万元")
    assert value_text(Money(Decimal("1E+3"))) == Text("1000", "1000")
    assert value_text(None) == Text("无数字", "no number")


def test_english_counts() -> None:
    assert [number_of(count, "check") for count in (0, 1, 2)] == ["0 checks", "1 check", "2 checks"]


# What the report is.


def test_form_year_and_agency_are_told_with_the_first_evidence_for_each() -> None:
    reading = Reading(
        report=small_report(),
        provenance={},
        evidence=(
            Evidence(subject="form", value="v2021", text="本年制发件数", place=Place(table=1, row=2)),
            Evidence(subject="form", value="v2021", text="现行有效件数", place=Place(table=1, row=2)),
            Evidence(subject="year", value="2023", text="2023年年度报告"),
        ),
    )
    zh, en = both(identity_lines(reading))
    assert zh == [
        "表式：v2021（国办公开办函〔2021〕30号）",
        "年度：2023",
        "机关：某县人民政府",
        "  依据：表式 v2021，见“本年制发件数”（第1个表第2行）",
        "  依据：年度 2023，见“2023年年度报告”",
    ]
    assert en == [
        "Form: v2021 (国办公开办函〔2021〕30号)",
        "Year: 2023",
        "Agency: 某县人民政府",
        "  Evidence: form v2021, from “本年制发件数” (table 1, row 2)",
        "  Evidence: year 2023, from “2023年年度报告”",
    ]
    assert "  依据：表式 v2021，见“现行有效件数”（第1个表第2行）" in both(identity_lines(reading, all_evidence=True))[0]


def test_what_the_document_does_not_state_is_said_so() -> None:
    reading = Reading(report=small_report(year=None, agency=Agency()), provenance={})
    assert both(identity_lines(reading))[0][1:] == ["年度：未写明", "机关：未写明"]
    assert both(identity_lines(reading))[1][1:] == ["Year: not stated", "Agency: not stated"]


# The cells.


def test_cells_are_counted_by_what_they_hold() -> None:
    form = form_named("v2021")
    states = {
        form.paths[0]: Mark("unreadable", raw="若干"),
        form.paths[1]: Mark("ambiguous", candidates=("3", "5")),
        form.paths[2]: Mark("not_applicable", raw="/"),
        form.paths[3]: Mark("not_applicable", raw="-"),
    }
    left = Leftover(
        text="17", place=Place(table=2, row=9), reason=Text("所在行不属于表式。", "Its row is not of the form.")
    )
    reading = Reading(
        report=make_report(form, {NEW_BY_PERSONS: 0, NEW_IN_ALL: 30}, states), provenance={}, leftovers=(left,)
    )
    zh, en = both(cell_lines(reading))
    assert zh == [
        "单元格：共 200 个，读到数字 2，空白 194，不适用 2，归属不明 1，无法识读 1；未归入任何单元格的：1 处",
        "    “第二十条第(一)项/规章 · 本年制发件数”无法识读，原文为“若干”",
        "    “第二十条第(一)项/规章 · 本年废止件数”归属不明，原文为“3 5”",
        "    未归入任何单元格：“17”（第2个表第9行），所在行不属于表式。",
    ]
    assert en == [
        "Cells: 200, 2 read, 194 blank, 2 not applicable, 1 ambiguous, 1 unreadable; 1 unplaced number",
        "    “第二十条第(一)项/规章 · 本年制发件数” is unreadable, printed: 若干",
        "    “第二十条第(一)项/规章 · 本年废止件数” is ambiguous, printed: 3 5",
        "    unplaced: “17” (table 2, row 9): Its row is not of the form.",
    ]


def test_cells_that_the_form_of_origin_did_not_have_are_counted_apart() -> None:
    form = form_named("v2019")
    report = make_report(form, {NEW_IN_ALL: 1}, {path: Mark("not_asked") for path in form.paths})
    assert both(cell_lines(Reading(report=report, provenance={}))) == (
        ["单元格：共 198 个，读到数字 1，空白 0，归属不明 0，无法识读 0，原表式未设 197；未归入任何单元格的：0 处"],
        [
            (
                "Cells: 198, 1 read, 0 blank, 0 ambiguous, 0 unreadable, 197 not asked by the form of origin;"
                " 0 unplaced numbers"
            )
        ],
    )


def test_cells_of_one_row_that_are_open_for_the_same_reason_are_told_in_one_line() -> None:
    form = form_named("v2021")
    row = [cell.path for cell in form.cells if cell.row == form.by_path[NEW_IN_ALL].row]
    assert len(row) == 7
    numbers = tuple(str(number) for number in range(13))
    marks = dict.fromkeys(row[:5], Mark("ambiguous", candidates=numbers)) | {row[6]: Mark("ambiguous")}
    reading = Reading(report=make_report(form, {row[5]: 1}, marks), provenance={})
    zh, en = both(cell_lines(reading))
    assert zh[1:] == [
        "    “一、本年新收政府信息公开申请数量”本行 5 格归属不明，原文为“0 1 2 3 4 5 6 7 8 9 10 11 …”",
        "    “一、本年新收政府信息公开申请数量 · 总计”归属不明，原文为“?”",
    ]
    assert en[1] == (
        "    “一、本年新收政府信息公开申请数量”: 5 cells of this row are ambiguous,"
        " printed: 0 1 2 3 4 5 6 7 8 9 10 11 …"
    )


def test_of_many_examples_five_are_told_and_the_others_counted() -> None:
    left = tuple(Leftover(text=f"{n}", place=Place(), reason=Text("甲", "x")) for n in range(1, 8))
    zh, en = both(cell_lines(Reading(report=small_report(), provenance={}, leftovers=left)))
    assert zh[1:] == [*(f"    未归入任何单元格：“{n}”，甲" for n in range(1, 6)), "    ……另有 2 处"]
    assert en[-1] == "    … and 2 more"


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


# The answer.


@pytest.mark.parametrize(
    ("findings", "valid", "zh", "en"),
    [
        ([finding("passed")], True, "校验通过。", "valid, no errors."),
        (
            [finding("passed"), finding("failed", "warning")],
            True,
            "校验通过，另有警告 1 个。",
            "valid, no errors, 1 warning.",
        ),
        (
            [finding("passed"), finding("undecided", "warning")],
            True,
            "校验通过。",
            "valid, no errors.",
        ),
        ([finding("failed"), finding("undecided")], False, "不通过，有错误 1 个。", "not valid, 1 error."),
        (
            [finding("failed"), finding("failed"), finding("failed", "warning"), finding("failed", "warning")],
            False,
            "不通过，有错误 2 个，另有警告 2 个。",
            "not valid, 2 errors, 2 warnings.",
        ),
        (
            [
                finding("passed"),
                finding("undecided"),
                finding("undecided", "warning"),
                finding("failed", "information"),
            ],
            None,
            "无法判断，没有发现错误，但有 2 项校验无法判断。",
            "not certain, no errors, but 2 checks could not be decided.",
        ),
        (
            [finding("not_applicable")],
            None,
            "无法判断，没有可以进行的校验。",
            "not certain, nothing could be checked.",
        ),
    ],
)
def test_the_last_line_says_whether_the_report_is_valid(
    findings: list[Finding], valid: object, zh: str, en: str
) -> None:
    assert validity(findings) is valid
    line = verdict_line(findings)
    assert line.text == Text(f"结论：{zh}", f"Result: {en}")
    assert line.tone == {True: "good", False: "bad", None: "doubtful"}[validity(findings)]


def test_accepted_discrepancies_are_counted_beside_the_answer() -> None:
    line = verdict_line([finding("passed"), finding("failed", "warning")], accepted=2)
    assert line.text == Text(
        "结论：校验通过，另有警告 1 个，已认可的差异 2 项。", "Result: valid, no errors, 1 warning, 2 accepted."
    )


# The migration.


def line(relation: str, sources: tuple[str, ...], targets: tuple[str, ...], *before: object) -> LedgerLine:
    return LedgerLine(
        sources=sources,
        targets=targets,
        relation=relation,  # type: ignore[arg-type] - one of the relations
        before=before,  # type: ignore[arg-type] - values of cells
        after=(None,) * len(targets),
        reason=Text("", ""),
    )


def test_a_migration_is_counted_by_relation_with_what_was_lost() -> None:
    form = form_named("v2014").paths
    ledger = Ledger(
        source_form="v2014",
        target_form="v2021",
        lines=(
            line("carried", form[:1], ("a",), 1),
            line("carried", form[1:2], ("b",), 2),
            line("summed", form[2:5], ("c",), 1, 2, 3),
            line("deduced", form[5:6], ("d", "e", "f"), 0),
            line("not_asked", (), ("g", "h")),
            line("not_representable", form[8:9], (), 0),
            line("not_representable", form[6:8], (), 12, None),
            line("not_representable", ("fees_charged_on_request",), (), Money(Decimal("3.50"), "万元")),
        ),
    )
    zh, en = both(migration_lines(ledger))
    lost, zero = (form_named("v2014").by_path[path].label for path in (form[6], form[8]))
    assert zh == [
        "迁移：v2014 → v2021，照搬 2 格，由合计得出 1 格，推定 3 格，原表式未设 2 格",
        "  目标表式无法容纳 4 格，其中有数字的 3 格（写成 JSON 时留存于 residue）",
        f"    “{lost}” 12",
        "    “七、依申请公开信息收取的费用 · 统计数” 3.50万元",
        f"    “{zero}” 0",
    ]
    assert en == [
        "Migration: v2014 → v2021, 2 carried, 1 summed, 3 deduced, 2 not asked by the form of origin",
        "  No place in the target form: 4 cells, 3 with a number (kept in the residue when written as JSON)",
        f"    “{lost}” 12",
        "    “七、依申请公开信息收取的费用 · 统计数” 3.50 万元",
        f"    “{zero}” 0",
    ]


def test_a_migration_that_loses_nothing_says_nothing_of_losses() -> None:
    ledger = Ledger(source_form="v2021", target_form="v2019", lines=(line("carried", ("a",), ("b",), 1),))
    assert both(migration_lines(ledger))[0] == ["迁移：v2021 → v2019，照搬 1 格"]


def test_much_evidence_for_one_statement_is_cut_short() -> None:
    pieces = tuple(Evidence(subject="form", value="v2021", text=f"栏目{number}") for number in range(EXAMPLES + 3))
    reading = Reading(report=small_report(), provenance={}, evidence=pieces)
    zh, en = both(identity_lines(reading, all_evidence=True))
    assert "    … and 3 more" in en
    assert "    ……另有 3 处" in zh
    assert sum("栏目" in line for line in zh) == EXAMPLES
