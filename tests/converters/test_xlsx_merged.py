"""Merged workbooks: live sums, parts, sources; what two libraries, LibreOffice and the reader find in them."""

from __future__ import annotations

import os
import subprocess
import sys
from decimal import Decimal
from functools import cache
from io import BytesIO
from random import Random
from typing import TYPE_CHECKING

from attrs import evolve
from hypothesis import given, settings
from openpyxl import load_workbook
from python_calamine import CalamineWorkbook

import govinfo_schema as gs
from consistent import report_with
from consistent_tables import consistent_table
from filled_templates import consistent_figures, filled, named_cell, needs_libreoffice, recalculated, template
from govinfo_schema.findings import Finding
from govinfo_schema.forms import cell_values, form_named
from govinfo_schema.marks import INCOMPLETE, Mark, Money
from govinfo_schema.merging.given import Given
from organs import NAMES, Figures, organs, reports_of, without

if TYPE_CHECKING:
    from pathlib import Path

    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

NEW = "applications.new_received.total"
PERSON = "applications.new_received.natural_person"
RULES = "proactive_disclosure.administrative_rules.issued"
FEES = "proactive_disclosure.administrative_institutional_fees.amount"
TOTAL, KNOWN, FIRST = 4, 5, 7  # columns of the sheet of parts


def workbook(merged: gs.Merged, **options: object) -> bytes:
    """The bytes of a merged workbook."""
    target = BytesIO()
    assert gs.write_merged(merged, target, format="xlsx", **options)  # type: ignore[arg-type] # options by name
    return target.getvalue()


def county(*, missing: bool = False, blank: bool = False) -> gs.Merged:
    """Six organs whose tables add up; one may be missing, one may have left a cell blank."""
    rng = Random(8)  # noqa: S311 - figures, no secrets
    reports: list[gs.Report] = []
    for at, name in enumerate(NAMES):
        fees = {FEES: Money(Decimal(at * 1111 + 10) / 100, "万元")}
        reports.append(report_with("v2021", {**consistent_table("v2021", rng, "large"), **fees}, name=name))
    reports = [without(each, {RULES: Mark("not_applicable", raw="—")}) for each in reports]
    if blank:
        reports[1] = without(reports[1], {PERSON: Mark("blank")})
    given = [Given(report, f"in/{at}.xlsx") for at, report in enumerate(reports)][: 5 if missing else None]
    return gs.merge(given, agency="某某县", scope="whole_region", expected=NAMES)


@cache
def of_county() -> bytes:
    return workbook(county(blank=True))


def parts_row(sheet: Worksheet, path: str) -> int:
    """The row of a cell on the sheet of parts, by the path in its last column."""
    return next(row for row in range(3, sheet.max_row + 1) if sheet.cell(row, sheet.max_column).value == path)


def sums_in(book: Workbook) -> dict[str, object]:
    """What stands in the cells of the first sheet."""
    return {path: named_cell(book, path).value for path in form_named("v2021").paths}


def without_results(book: Workbook) -> bytes:
    """A book as openpyxl saves it: without the results of formulas, so that they have to be computed."""
    target = BytesIO()
    book.save(target)
    return target.getvalue()


def test_figures_of_the_first_sheet_are_formulas_over_the_sheet_of_parts() -> None:
    book = load_workbook(BytesIO(of_county()))
    assert book.sheetnames == ["报告", "来源", "各机关数据", "数据记录"]
    parts = book["各机关数据"]
    row = parts_row(parts, NEW)
    assert named_cell(book, NEW).value == f"='各机关数据'!D{row}"
    assert parts.cell(row, TOTAL).value == f'=IF(COUNT(G{row}:L{row})<6,"不全",SUM(G{row}:L{row}))'
    assert [parts.cell(2, FIRST + at).value for at in range(6)] == list(NAMES)


def test_other_programs_see_the_sums_without_computing_anything() -> None:
    merged = county(blank=True)
    stored = sums_in(load_workbook(BytesIO(of_county()), data_only=True))
    values = cell_values(merged.report)
    assert stored.pop(PERSON) == "不全"
    assert stored.pop(RULES) == "—"
    expected = {path: value.value if isinstance(value, Money) else value for path, value in values.items()}
    assert {path: Decimal(str(value)) for path, value in stored.items()} == {path: expected[path] for path in stored}
    rows = CalamineWorkbook.from_filelike(BytesIO(of_county())).get_sheet_by_name("各机关数据").to_python()
    row = next(row for row in rows if row[-1] == NEW)
    assert row[TOTAL - 1] == sum(row[FIRST - 1 : -1]) == values[NEW]  # type: ignore[arg-type] # numbers


def test_it_reads_back_to_the_merged_report() -> None:
    merged = county(blank=True)
    again = gs.read(of_county()).report
    assert evolve(again, source=None) == merged.report
    assert merged.report.marks == {PERSON: INCOMPLETE, RULES: Mark("not_applicable", raw="—")}


@settings(max_examples=8, deadline=None)
@given(organs(least=2))
def test_every_merged_report_reads_back(drawn: tuple[str, tuple[Figures, ...]]) -> None:
    merged = gs.merge(reports_of(*drawn), agency="某某县")
    again = gs.read(workbook(merged)).report
    values = cell_values(merged.report)
    assert cell_values(again) == values
    assert again.marks == {}


def test_a_cell_without_a_sum_says_who_lacks_a_number() -> None:
    book = load_workbook(BytesIO(of_county()))
    cell = named_cell(book, PERSON)
    assert cell.comment is not None
    assert cell.comment.text.split("\n") == ["汇总不全", "缺 某某县民政局（空白）"]
    assert "200 格中 1 格汇总不全" in str(book["报告"]["A2"].value)
    parts = book["各机关数据"]
    assert parts.cell(parts_row(parts, PERSON), KNOWN + 1).value == "缺 某某县民政局（空白）"


def test_findings_and_losses_have_their_sheets_in_the_language_of_the_file() -> None:
    older = report_with("v2019", {"proactive_disclosure.administrative_licensing.change": -2}, name=NAMES[0], year=2020)
    merged = gs.merge([older], to="v2021")
    findings = gs.validate(merged.report).findings
    book = load_workbook(BytesIO(workbook(merged, findings=findings, language="en")))
    assert book.sheetnames == ["Report", "Sources", "Parts", "Losses", "Findings", "Record"]
    assert -2 in [cell.value for cell in book["Losses"]["E"]]


def test_a_finding_and_the_remark_stand_in_one_comment() -> None:
    merged = county(blank=True)
    finding = Finding(
        rule="B3", severity="error", outcome="failed", cells=(PERSON,), message=gs.Text("不符。", "It differs.")
    )
    book = load_workbook(BytesIO(workbook(merged, findings=[finding])))
    comment = named_cell(book, PERSON).comment
    assert comment is not None
    assert "不符。" in comment.text
    assert "缺 某某县民政局（空白）" in comment.text


def test_amounts_that_cannot_be_added_have_no_formula() -> None:
    path = "proactive_disclosure.centralized_procurement.total_amount"
    reports = [
        report_with("v2019", {path: Money(Decimal(digits), None)}, name=name, year=2020)
        for name, digits in (("某某县教育局", "3.5"), ("某某县民政局", "2"))
    ]
    merged = gs.merge(reports)
    book = load_workbook(BytesIO(workbook(merged)))
    parts = book["各机关数据"]
    assert parts.cell(parts_row(parts, path), TOTAL).value == "不全"
    assert gs.read(workbook(merged)).report.marks == {path: INCOMPLETE}


def test_a_dash_that_every_part_prints_is_the_result_of_a_formula() -> None:
    dashes = [without(report_with("v2021", name=name), {RULES: Mark("not_applicable", raw="-")}) for name in NAMES]
    data = workbook(gs.merge(dashes))
    book = load_workbook(BytesIO(data))
    cell = named_cell(book, RULES)
    assert (cell.data_type, cell.quotePrefix) == ("f", False)
    row = parts_row(book["各机关数据"], RULES)
    assert str(book["各机关数据"].cell(row, TOTAL).value).startswith(f'=IF(COUNT(G{row}:L{row})=0,"-",')
    assert gs.read(data).report.marks == {RULES: Mark("not_applicable", raw="-")}


def test_a_cell_without_a_mark_is_blank() -> None:
    bare = evolve(without(report_with("v2021", name=NAMES[0]), {NEW: Mark("unreadable", raw="约3")}), marks={})
    merged = gs.merge([bare, report_with("v2021", name=NAMES[1])])
    comment = named_cell(load_workbook(BytesIO(workbook(merged))), NEW).comment
    assert comment is not None
    assert comment.text.endswith("缺 某某县教育局（空白）")


def test_what_a_program_would_round_is_text_and_no_formula() -> None:
    long = 10**17
    merged = gs.merge([report_with("v2021", {NEW: long}, name=name) for name in NAMES[:2]])
    book = load_workbook(BytesIO(workbook(merged)))
    assert named_cell(book, NEW).value == str(2 * long)
    parts = book["各机关数据"]
    assert parts.cell(parts_row(parts, NEW), TOTAL).value == str(2 * long)


def test_an_amount_in_a_unit_that_is_not_converted_is_shown_as_published() -> None:
    reports = [
        report_with("v2021", {FEES: Money(Decimal(2), unit)}, name=name)
        for name, unit in zip(NAMES, ("万元", "亿元"), strict=False)
    ]
    book = load_workbook(BytesIO(workbook(gs.merge(reports))))
    parts = book["各机关数据"]
    row = parts_row(parts, FEES)
    assert [parts.cell(row, FIRST + at).value for at in range(2)] == [2, "2亿元"]


def test_many_organs_print_on_several_pages_across() -> None:
    reports = [report_with("v2021", name=f"某某县第{at}局") for at in range(20)]
    sheet = load_workbook(BytesIO(workbook(gs.merge(reports))))["各机关数据"]
    assert sheet.page_setup.fitToWidth == 3
    assert sheet.print_title_cols == "$A:$F"
    assert sheet.freeze_panes == "G3"


@needs_libreoffice
def test_libreoffice_computes_the_same_sums_and_completes_them_when_the_missing_organ_is_typed_in(
    tmp_path: Path,
) -> None:
    missing = workbook(county(missing=True, blank=True))
    complete = county()
    book = load_workbook(BytesIO(missing))
    parts = book["各机关数据"]
    assert str(parts.cell(2, FIRST + 5).value) == "某某街道办事处\n(没有报告)"
    for path, total in complete.totals.items():
        row = parts_row(parts, path)
        parts.cell(row, FIRST + 5).value = total.numbers[5]
        parts.cell(row, FIRST + 1).value = total.numbers[1]
    books = {"one": load_workbook(BytesIO(of_county())), "missing": load_workbook(BytesIO(missing)), "filled": book}
    done = recalculated({name: without_results(each) for name, each in books.items()}, tmp_path)
    assert evolve(gs.read(done["one"]).report, source=None, scope="whole_region") == county(blank=True).report
    assert set(sums_in(load_workbook(BytesIO(done["missing"]), data_only=True)).values()) == {"不全"}
    computed = load_workbook(BytesIO(done["missing"]), data_only=True)["各机关数据"]
    expected = sum(total for total in complete.totals[NEW].numbers[:5] if total is not None)
    assert computed.cell(parts_row(computed, NEW), KNOWN).value == expected
    again = gs.read(done["filled"]).report
    values = cell_values(complete.report)
    assert {path: value for path, value in cell_values(again).items() if path != RULES} == {
        path: value for path, value in values.items() if path != RULES
    }


@needs_libreoffice
def test_workbooks_that_organs_filled_in_are_added_up(tmp_path: Path) -> None:
    figures = consistent_figures("v2021")
    books = {str(at): filled(template("v2021"), figures, year=2023, agency=name) for at, name in enumerate(NAMES[:3])}
    unfinished = gs.merge([gs.read(data) for data in books.values()])  # the formulas have no results yet
    assert [part.report.agency.name for part in unfinished.parts] == list(NAMES[:3])
    assert cell_values(unfinished.report)["applications.new_received.total"] is None
    merged = gs.merge([gs.read(data) for data in recalculated(books, tmp_path).values()], expected=NAMES[:3])
    sums = {
        path: value.value if isinstance(value, Money) else value for path, value in cell_values(merged.report).items()
    }
    assert sums == {path: 3 * figure for path, figure in figures.items()}
    assert not [one for part in merged.parts for one in part.findings if one.failed]


def test_the_same_parts_give_the_same_bytes_in_every_process() -> None:
    code = (
        "import sys, hashlib; sys.path[:0] = sys.argv[1:]; import test_xlsx_merged as of;"
        "print(hashlib.sha256(of.of_county()).hexdigest())"
    )
    folders = [os.path.dirname(__file__), os.path.dirname(os.path.dirname(__file__))]  # noqa: PTH120 - plain texts
    hashes = {
        subprocess.run(  # noqa: S603 - this Python, with code that stands here
            [sys.executable, "-c", code, *folders],
            check=True,
            capture_output=True,
            env={**os.environ, "PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("1", "2")
    }
    assert len(hashes) == 1


def test_sums_of_which_none_is_complete_are_read_back() -> None:
    """An organ without a report opens every sum; the file is one all the same."""
    merged = county(missing=True)
    assert all(value is None for value in cell_values(merged.report).values())
    again = gs.read(workbook(merged), format="xlsx").report
    assert again.marks == merged.report.marks
    assert gs.read(gs.to_json(merged.report).encode(), format="json").report == merged.report
