"""The sentences of the summary, over readings, findings and ledgers that stand here in full."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from fake_formats import NEW_BY_PERSONS, NEW_IN_ALL, small_report
from govinfo_schema.cli.summary import (
    EXAMPLES,
    cell_lines,
    identity_lines,
    migration_lines,
    validity,
    verdict_line,
)
from govinfo_schema.cli.wording import number_of, value_text
from govinfo_schema.forms import form_named, make_report
from govinfo_schema.marks import Mark, Money
from govinfo_schema.messages import Text
from govinfo_schema.migration.ledger import Ledger
from govinfo_schema.provenance import Place
from govinfo_schema.reading import Evidence, Leftover, Reading
from govinfo_schema.report import Agency
from summary_texts import both, finding, line

if TYPE_CHECKING:
    from govinfo_schema.findings import Finding

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
        "  目标表式无法容纳 4 格，其中有数字的 3 格（写成 JSON、Excel、Word 时留存于余项）",
        f"    “{lost}” 12",
        "    “七、依申请公开信息收取的费用 · 统计数” 3.50万元",
        f"    “{zero}” 0",
    ]
    assert en == [
        "Migration: v2014 → v2021, 2 carried, 1 summed, 3 deduced, 2 not asked by the form of origin",
        "  No place in the target form: 4 cells, 3 with a number (kept in the residue of JSON, Excel and Word files)",
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
