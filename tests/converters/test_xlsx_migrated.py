"""Migrated reports in a workbook that is written."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from decimal import Decimal
from io import BytesIO
from itertools import dropwhile
from pathlib import Path
from typing import TYPE_CHECKING
from zipfile import ZipFile

import pytest
from openpyxl import Workbook, load_workbook

from govinfo_converters import report_words
from govinfo_converters.xlsx_book import FORMAT, write_workbook
from govinfo_schema.findings import SEVERITIES
from govinfo_schema.format_contract import WriteOptions
from govinfo_schema.forms import cell_values, form_named, make_report
from govinfo_schema.marks import STATES, Mark, Money
from govinfo_schema.messages import Text
from govinfo_schema.migration import migrate
from govinfo_schema.migration.ledger import RELATIONS, Ledger, LedgerLine
from govinfo_schema.report import SCOPES, Agency, ExtensionRow, Section
from govinfo_schema.validation import validate

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

    from govinfo_schema.marks import CellValue
    from govinfo_schema.messages import Language
from consistent import report_with
from xlsx_books import (
    FINDINGS,
    FORMS,
    LEDGER,
    MARKS,
    NEW,
    RECONSIDERATION,
    RESULTS,
    ROW,
    address_of,
    cell_of,
    colour,
    failed_checks,
    filled,
    finding,
    marked,
    number_in,
    opened,
    texts,
)

SEEDS = Path(__file__).resolve().parents[1] / "data" / "seeds"


NO_FILL = "00000000"


# A migrated report: what was published, and what was not

REFUSED = "applications.replies.refused"


def migrated_book(language: Language = "zh") -> Workbook:
    """A report of 2018 with a ground of refusal although nothing was refused, carried to the form of 2021."""
    report, findings = failed_checks("v2014", {f"{REFUSED}.personal_privacy": 2})
    moved = migrate(report, "v2021")
    return opened(moved.report, WriteOptions(findings=findings, ledger=moved.ledger, language=language))


def test_figures_that_a_migration_made_do_not_look_published() -> None:
    book = migrated_book()
    deduced, summed, near, carried = (
        cell_of(book, path)
        for path in (
            "applications.results.unable.not_held.natural_person",
            "applications.results.unable.not_held.total",
            f"{NEW}.total",
            f"{RECONSIDERATION}.upheld",
        )
    )
    assert [cell.value for cell in (deduced, summed, near, carried)] == [0, 0, 0, 0]
    assert [cell.font.italic for cell in (deduced, summed, near, carried)] == [True, True, True, False]
    assert len({cell.fill.fgColor.rgb for cell in (deduced, summed, near, carried)}) == 4
    starts = [cell.comment.text.partition("：")[0] for cell in (deduced, summed, near)]
    assert starts == ["推定", "由合计得出", "近似（统计口径不同）"]
    assert carried.comment is None
    assert carried.fill.fill_type is None
    legend = [cell.value for row in book["报告"].iter_rows() for cell in row if cell.fill.fill_type and cell.value]
    for words in (
        "推定：原报告没有这个数",
        "由合计得出：由原报告的几个数相加",
        "近似（统计口径不同）：原报告的数，口径不同",
    ):
        assert words in legend


def test_reasons_name_cells_by_their_labels() -> None:
    text = cell_of(migrated_book(), "review_and_litigation.reconsideration.pending").comment.text
    assert "“四、行政复议数量/(三)其他情形数” 为 0" in text
    assert "reconsideration.other" not in text


def test_checks_of_the_source_mark_and_link_the_cells_into_which_its_figures_went() -> None:
    book = migrated_book()
    path = f"{RESULTS}.refused.third_party_rights.total"
    cell = cell_of(book, path)
    assert cell.value == 2
    lines = cell.comment.text.split("\n")
    assert lines[0].startswith("由合计得出：")
    assert lines[1].startswith(
        "来源格检查未通过：[A4a personal_privacy] 错误：左侧合计 2，右侧合计 0，相差 2。“不同意公开答复数”下"
    )
    assert cell.fill.fgColor.rgb not in {NO_FILL, colour(book, f"{RESULTS}.unable.not_held.total")}
    assert cell.font.italic
    sheet = book["检查结果"]
    rows = texts(sheet)
    assert rows[0][0].startswith("对原报告（v2014）的检查：")
    assert rows[2][2] == "A4a personal_privacy"
    assert rows[2][7].split("\n") == [
        "三、依申请公开情况/(三)申请答复数/4.不同意公开答复数",
        "三、依申请公开情况/(三)申请答复数/4.不同意公开答复数/涉及个人隐私",
    ]  # fmt: skip
    title, address = address_of(book, path)
    assert sheet["J3"].hyperlink.location == f"'{title}'!{address}"
    assert rows[2][9] == FORMS["v2021"].by_path[path].label


def test_a_migrated_report_tells_the_same_in_english() -> None:
    book = migrated_book("en")
    assert book["Findings"]["A1"].value.startswith("Checks of the report as published (v2014): ")
    comment = cell_of(book, f"{RESULTS}.refused.third_party_rights.total").comment.text
    assert comment.startswith("Summed: ")
    assert "\nA check of the source cell failed: [A4a personal_privacy] Error: Left side 2, right side 0" in comment
    assert "off by 2. Each ground of refusal is at most the number of refusals." in comment


def test_narrative_has_a_sheet_with_its_paragraphs_in_order() -> None:
    long = "字" * 2_500
    sections = (
        Section(heading="一、总体情况", paragraphs=("甲。", "乙。")),
        Section(heading="六、其他", paragraphs=(long,)),
    )
    column = [row[0] for row in texts(opened(filled("v2021", narrative=sections))["正文"])]
    assert column[:4] == ["一、总体情况", "甲。", "乙。", "六、其他"]
    assert "".join(column[4:]) == long


def test_rows_that_are_not_part_of_the_form_stand_below_the_tables() -> None:
    extension = ExtensionRow(table="三、收到和处理政府信息公开申请情况", label="其中:网上申请", values=("14", "/"))
    sheet = opened(filled("v2021", extensions=(extension,)))["报告"]
    rows = texts(sheet)
    row = next(row for row in rows if row[0] == "三、收到和处理政府信息公开申请情况\n其中:网上申请")
    assert [value for value in row[1:] if value] == ["14 | /"]


def legend_of(sheet: Worksheet) -> dict[str, str | None]:
    """The lines below the heading of the legend, with their fills."""
    rows = iter(sheet.iter_rows())
    below = [row[0] for row in dropwhile(lambda row: not str(row[0].value).startswith("图例"), rows)][1:]
    return {cell.value: cell.fill.fill_type for cell in below}


@pytest.mark.parametrize("name", FORMS)
def test_legend_explains_the_fills_that_are_there_and_no_others(name: str) -> None:
    report = marked(name)
    states = {mark.state for mark in report.marks.values()}
    legend = legend_of(opened(report, WriteOptions(findings=()))["报告"])
    assert set(legend) == {report_words.STATES[state].zh for state in states}
    assert set(legend.values()) <= {"solid", "lightUp"}
    whole = filled(name)
    assert legend_of(opened(whole)["报告"]) == {}
    for severity in SEVERITIES:
        path = FORMS[name].paths[0]
        failed = finding("X", severity=severity, cells=(path,))
        shown = legend_of(opened(whole, WriteOptions(findings=(failed,)))["报告"])
        kinds = {f"检查未通过：{report_words.SEVERITIES[severity].zh}", "检查未通过：错误，先核对此格"}
        assert set(shown) <= kinds
        assert shown


def test_everything_but_the_labels_is_in_the_language_asked_for() -> None:
    report = marked("v2021")
    options = WriteOptions(findings=FINDINGS, ledger=LEDGER, language="en")
    book = opened(report, options)
    assert book.sheetnames == ["Report", "Findings", "Ledger", "Record"]
    assert cell_of(book, f"{ROW}.natural_person").comment.text == "Blank"
    assert book["Findings"]["A1"].value.startswith(
        "Checks of this report (v2021): 6 checks, Failed 3 (Error 1, Warning 1, Information 1), "
    )
    assert [cell.value for cell in book["Ledger"][2]][:3] == ["Relation", "Source cells", "Before"]
    assert book["Ledger"]["F5"].value == "Same concept."
    assert book["Report"]["A2"].value == "Form: v2021 (国办公开办函〔2021〕30号)"
    chinese = opened(report)["报告"]
    ((_, area),) = book.defined_names["govinfo.table.2"].destinations
    labels = [[cell.value for cell in row] for row in book["Report"][area.replace("$", "")]]
    assert labels == [[cell.value for cell in row] for row in chinese[area.replace("$", "")]]


def test_every_name_in_code_has_words() -> None:
    assert set(report_words.STATES) == set(STATES)
    assert set(report_words.SEVERITIES) == set(SEVERITIES)
    assert set(report_words.RELATIONS) == set(RELATIONS)
    assert set(report_words.SCOPES) == set(SCOPES)
    assert set(report_words.OUTCOMES) == {"passed", "failed", "undecided", "not_applicable"}


# Text that is no formula


DANGEROUS = ['=HYPERLINK("http://example.org";"x")', "+1+1", "-2+3", "@SUM(A1)", "=1+1", "#DIV/0!", "\t=1"]


@pytest.mark.parametrize("text", DANGEROUS)
def test_text_of_a_document_never_becomes_a_formula(text: str) -> None:
    path = f"{NEW}.total"
    report = make_report(
        FORMS["v2021"],
        {},
        {path: Mark("unreadable", text)},
        agency=Agency(name=text),
        narrative=(Section(heading=text, paragraphs=(text,)),),
        extensions=(ExtensionRow(table=text, label=text, values=(text,)),),
    )
    said = Text(text, text)
    line = LedgerLine(sources=(), targets=(path,), relation="not_asked", before=(), after=(None,), reason=said)
    ledger = Ledger(source_form="v2019", target_form="v2021", lines=(line,))
    data = write_workbook(report, WriteOptions(findings=(finding("B1", message=said, left=text),), ledger=ledger))
    archive = ZipFile(BytesIO(data))
    for name in archive.namelist():
        if name.startswith("xl/worksheets/sheet"):
            assert b"<f>" not in archive.read(name)
    book = load_workbook(BytesIO(data))
    in_table = cell_of(book, path)
    texts = (book["正文"]["A1"], book["检查结果"]["D3"], book["检查结果"]["E3"], book["迁移台账"]["F3"])
    assert in_table.value == text.strip()  # what is no number is printed on one line
    assert {cell.value for cell in texts} == {text}
    for cell in (in_table, *texts):
        assert cell.data_type == "s"
        assert bool(cell.quotePrefix) == (not text.startswith("#"))


@pytest.mark.parametrize(
    ("raw", "stands"),
    [
        ("a\x0bb", "a_x000B_b"),
        ("a\rb", "a_x000D_b"),
        ("\ud800", "_xD800_"),
        ("￿", "_xFFFF_"),
        ("_x0041_", "_x005F_x0041_"),
        ("_x41", "_x41"),
    ],
)
def test_characters_that_xml_cannot_hold_are_escaped(raw: str, stands: str) -> None:
    """As ECMA-376 part 1, 22.9.2.19 (ST_Xstring) writes them."""
    narrative = (Section(heading=raw, paragraphs=()),)
    report = make_report(FORMS["v2021"], {}, {f"{NEW}.natural_person": Mark("ambiguous", raw)}, narrative=narrative)
    book = opened(report)
    assert book["正文"]["A1"].value == stands
    assert stands in cell_of(book, f"{NEW}.natural_person").comment.text


def test_text_longer_than_a_cell_is_cut_and_not_refused() -> None:
    path = f"{NEW}.total"
    report = make_report(FORMS["v2021"], {}, {path: Mark("unreadable", "三" * 40_000)})
    assert cell_of(opened(report), path).value == "三" * 32_767


# The file


def everything() -> bytes:
    report = make_report(
        FORMS["v2021"],
        cell_values(filled("v2021", leave_out=tuple(MARKS))),
        MARKS,
        agency=Agency(name="某县人民政府"),
        year=2023,
        narrative=(Section(heading="一、总体情况", paragraphs=("甲。",)),),
    )
    return write_workbook(report, WriteOptions(findings=FINDINGS, ledger=LEDGER))


def test_the_same_report_gives_the_same_bytes_in_any_process() -> None:
    script = (
        f"import runpy, sys; sys.path[:0] = {sys.path!r}; "
        f"sys.stdout.buffer.write(runpy.run_path({__file__!r})['everything']())"
    )
    made = [
        subprocess.run(  # noqa: S603 - the script is this file
            [sys.executable, "-c", script], env={**os.environ, "PYTHONHASHSEED": seed}, check=True, capture_output=True
        ).stdout
        for seed in ("1", "2")
    ]
    assert made[0] == made[1] == everything()


def test_the_file_does_not_say_when_it_was_written() -> None:
    archive = ZipFile(BytesIO(everything()))
    assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    core = archive.read("docProps/core.xml").decode()
    assert set(re.findall(r"\d{4}-\d\d-\d\dT[\d:]+Z", core)) == {"1980-01-01T00:00:00Z"}
    assert "某县人民政府2023年政府信息公开工作年度报告" in load_workbook(BytesIO(everything())).properties.title


def test_the_report_is_left_as_it_was() -> None:
    report, again = marked("v2021"), marked("v2021")
    write_workbook(report, WriteOptions(findings=FINDINGS))
    assert report == again


def test_the_format_knows_its_own_files() -> None:
    assert FORMAT.name == "xlsx"
    assert FORMAT.suffixes == (".xlsx",)
    assert FORMAT.write is write_workbook
    assert FORMAT.sniff(everything())


def zip_of(*names: str) -> bytes:
    packed = BytesIO()
    with ZipFile(packed, "w") as archive:
        for name in names:
            archive.writestr(name, b"x")
    return packed.getvalue()


@pytest.mark.parametrize(
    ("head", "known"),
    [
        (zip_of("[Content_Types].xml", "xl/workbook.xml"), True),
        (zip_of("[Content_Types].xml", "word/document.xml", "word/xl/x"), False),
        (zip_of("xl.txt"), False),
        (b"xl/", False),
        (b"", False),
    ],
)
def test_a_workbook_is_a_zip_archive_with_a_folder_xl(head: bytes, known: bool) -> None:  # noqa: FBT001 - a table of cases
    assert FORMAT.sniff(head) is known


# Real reports


@pytest.mark.parametrize("seed", ["001_longnan_2018", "002_lintao_2019", "004_hengshan_2023"])
def test_the_figures_of_a_real_report_stand_in_the_workbook(seed: str) -> None:
    truth = json.loads((SEEDS / f"{seed}.truth.json").read_text(encoding="utf-8"), parse_float=Decimal)
    form = form_named(truth["template"])
    values: dict[str, CellValue] = {}
    for path, value in truth["cells"].items():
        amount = value if isinstance(value, dict) else {"value": value, "unit": form.by_path[path].unit}
        is_money = form.by_path[path].kind == "money" and value is not None
        values[path] = Money(Decimal(amount["value"]), amount["unit"]) if is_money else value
    book = opened(make_report(form, values, agency=Agency(name=truth["agency"]), year=truth["year"]))
    for path, value in values.items():
        found = cell_of(book, path).value
        assert (None if found is None else Decimal(str(found))) == number_in(value)


@pytest.mark.parametrize("source", ["v2014", "v2019"])
def test_findings_beside_a_ledger_are_of_the_report_whose_cells_they_name(source: str) -> None:
    """Those of the published report as a rule; but a person may check what came of the migration as well."""
    published = report_with(source, {"applications.new_received.total": 5} if source == "v2019" else {})
    migrated = migrate(published, "v2021")
    titles = [
        opened(migrated.report, WriteOptions(findings=validate(of).findings, ledger=migrated.ledger, language="en"))[
            "Findings"
        ]["A1"].value
        for of in (published, migrated.report)
    ]
    assert [title.partition(":")[0] for title in titles] == [
        f"Checks of the report as published ({source})",
        "Checks of this report (v2021)",
    ]
