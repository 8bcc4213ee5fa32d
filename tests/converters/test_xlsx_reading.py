"""Workbooks: each figure in its cell, with the address that it has; nothing that is no number looks like one."""

from __future__ import annotations

import random
from datetime import date, time
from decimal import Decimal
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from openpyxl import Workbook, load_workbook

from govinfo_converters import sheet_blocks
from govinfo_converters.document import Grid, Paragraph
from govinfo_converters.number_formats import NumberFormat, formatted
from govinfo_converters.number_text import number_text
from govinfo_converters.sheet_blocks import Sheet
from govinfo_converters.xlsx_book import FORMAT as XLSX
from govinfo_converters.xlsx_book import write_workbook
from govinfo_converters.xlsx_reading import FORMAT as XLS
from govinfo_converters.xlsx_reading import parse_workbook
from govinfo_schema.errors import ReadError, RecognitionError
from govinfo_schema.findings import Finding
from govinfo_schema.format_contract import Input, ReadOptions, WriteOptions
from govinfo_schema.forms import all_forms, cell_values, make_report
from govinfo_schema.marks import Mark, Money
from govinfo_schema.messages import Text
from govinfo_schema.migration.ledger import RELATIONS, Ledger, LedgerLine
from govinfo_schema.provenance import Place
from govinfo_schema.report import Agency, ExtensionRow, Section
from layouts import FORMS, blanked, facts, numbers
from office_layouts import SOURCES, blanked_forms, changed, groups_of, old_sheet_file, outcome, sheet_file

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

    from govinfo_schema.cells import FlatForm
    from govinfo_schema.forms import Report
    from govinfo_schema.marks import CellValue
    from govinfo_schema.reading import Reading
from xlsx_files import SHEET, texts, workbook


def read(data: bytes, form: str | None = None) -> Reading:
    assert XLSX.read is not None
    return XLSX.read(Input(data=data, name="drawn.xlsx"), ReadOptions(form=form))


@pytest.mark.parametrize("source", SOURCES)
@pytest.mark.parametrize("split", [False, True], ids=["one sheet", "a sheet for each table"])
@pytest.mark.parametrize("form", FORMS)
def test_a_whole_form_is_read_whole(form: str, source: str, split: bool) -> None:  # noqa: FBT001 - a case
    printed = SOURCES[source](form)
    reading = read(sheet_file(form, printed, split=split, down=2, right=1))
    assert outcome(reading.report, printed) == ({"right": len(printed)}, set())
    assert (reading.report.form, reading.report.year) == (form, {"v2014": 2017, "v2019": 2020, "v2021": 2023}[form])


@pytest.mark.parametrize("source", SOURCES)
@pytest.mark.parametrize("form", FORMS)
def test_a_workbook_of_the_old_format_is_read_whole(form: str, source: str) -> None:
    printed = SOURCES[source](form)
    data = old_sheet_file(form, printed)
    assert XLS.sniff(data)
    assert XLS.read is not None
    report = XLS.read(Input(data=data, name="drawn.et"), ReadOptions()).report
    assert report.source.format == "xls"
    assert outcome(report, printed) == ({"right": len(printed)}, set())


@pytest.mark.parametrize("form", FORMS)
def test_nothing_slips_into_blank_cells(form: str) -> None:
    for group, printed in blanked_forms(form, "different"):
        counted, wrong = outcome(read(sheet_file(form, printed)).report, printed)
        assert not wrong, (group, wrong)
        assert not counted["open"], group


def test_nothing_slips_into_blank_cells_of_the_old_format() -> None:
    for group in groups_of("v2021")[::4]:
        printed = blanked(SOURCES["alike"]("v2021"), group)
        counted, wrong = outcome(read(old_sheet_file("v2021", printed)).report, printed)
        assert not wrong, (group, wrong)
        assert not counted["open"], group


def test_a_cell_has_the_address_of_the_sheet() -> None:
    place = (
        read(sheet_file("v2021", numbers("v2021"), down=2, right=1))
        .provenance["proactive_disclosure.administrative_rules.issued"]
        .place
    )
    # four lines of text, the title of the table, two rows of heads: row 8, and two more; column 2, and one more
    assert place == Place(sheet="表2", table=1, row=10, column=3, address="C10")


def second_column(*values: object, formats: tuple[str, ...] = ()) -> list[str]:
    """What becomes of values beside labels."""

    def fill(sheet: Worksheet) -> None:
        for row, value in enumerate(values, 1):
            sheet.cell(row, 1, "栏目")
            sheet.cell(row, 2, value)
            if formats:
                sheet.cell(row, 2).number_format = formats[row - 1]

    (grid,) = parse_workbook(workbook(fill), "x").blocks
    assert isinstance(grid, Grid)
    return [cell.text for cell in grid.cells if cell.column == 1]


def test_values_are_what_a_person_sees() -> None:
    assert second_column(12, 12.0, 31878.41, "007", " 5 ", *(True, False), None, 1e20, -3) == [
        "12", "12", "31878.41", "007", " 5 ", "TRUE", "FALSE", "", "100000000000000000000", "-3",
    ]  # fmt: skip
    assert second_column(date(2023, 5, 1), time(1, 2)) == ["2023-05-01", "01:02:00"]


def test_formulas_without_result_and_errors_are_not_blank() -> None:
    assert second_column("=SUM(A1:A2)", "#DIV/0!", 5) == ["=SUM(A1:A2)", "#DIV/0!", "5"]
    data = workbook(lambda sheet: sheet.append(["栏目", "=1+1", 3]))

    def results(xml: str) -> str:
        return xml.replace("<f>1+1</f><v></v>", "<f>1+1</f><v>2</v>").replace("<f>1+1</f><v/>", "<f>1+1</f><v>2</v>")

    assert texts(parse_workbook(changed(data, SHEET, results), "x")) == [[["栏目", "2", "3"]]]


def test_a_formula_with_an_empty_result_is_blank() -> None:
    data = workbook(lambda sheet: sheet.append(["栏目", '=IF(1,"",2)', 3]))

    def results(xml: str) -> str:
        assert '<c r="B1">' in xml
        return xml.replace('<c r="B1">', '<c r="B1" t="str">')

    assert texts(parse_workbook(changed(data, SHEET, results), "x")) == [[["栏目", "", "3"]]]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("text", ["=SUM(A1:A2)", "#REF!"])
def test_what_is_no_result_is_unreadable(form: str, text: str) -> None:
    for fact in facts(form)[::17]:
        printed = {**numbers(form), fact["cell"]: text}
        report = read(sheet_file(form, printed)).report
        assert report.marks == {fact["cell"]: Mark("unreadable", raw=text)}


def test_formulas_alone_on_a_sheet_are_seen() -> None:
    data = workbook(lambda sheet: sheet.cell(3, 2, "=A1"))
    (paragraph,) = parse_workbook(data, "x").blocks
    assert paragraph == Paragraph("=A1", Place(sheet="Sheet", row=3, column=2, address="B3"))


def test_number_formats_show_units_and_percent_signs() -> None:
    shown = second_column(
        251000, 1, 0.125, 3.5, 3.25, 4, 5, 6, "7", 1234.5,
        formats=('0"元"', "0%", "0.0%", "0.00", "0.0", "0.000", "General", "0\\件", "0%", '#,##0.00"万元"'),
    )  # fmt: skip
    assert shown == ["251000元", "100%", "12.5%", "3.50", "3.25", "4", "5", "6件", "7", "1234.50万元"]


@pytest.mark.parametrize(
    ("value", "text"),
    [(0.1 + 0.2, "0.3"), (1e-7, "0.0000001"), (31878.41, "31878.41"), (2.5e15, "2500000000000000"), (-0.5, "-0.5")],
)
def test_numbers_have_no_exponents_and_no_binary_dust(value: float, text: str) -> None:
    assert number_text(value) == text


@pytest.mark.parametrize("stored", ["x", "1e999", "nan", "9" * 99])
def test_what_is_stored_and_no_number_is_not_formatted(stored: str) -> None:
    assert formatted(stored, NumberFormat(behind="元")) is None


def test_merges_make_one_cell() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.append(["a", None, "b"])
        sheet.append([None, None, 1])
        sheet.merge_cells("A1:B2")
        sheet.merge_cells("C2:D2")

    (grid,) = parse_workbook(workbook(fill), "x").blocks
    assert isinstance(grid, Grid)
    assert [(cell.text, cell.row, cell.column, cell.rowspan, cell.colspan) for cell in grid.cells] == [
        ("a", 0, 0, 2, 2),
        ("b", 0, 2, 1, 1),
        ("", 0, 3, 1, 1),
        ("1", 1, 2, 1, 2),
    ]


def test_merges_that_overlap_are_left_out() -> None:
    sheet = Sheet([["a", "b", "c"], ["d", "e", "f"]], merges=[(0, 0, 0, 1), (0, 1, 1, 1), (9, 9, 10, 10), (1, 0, 1, 2)])
    texts, corners = sheet_blocks.SheetCells(sheet).area([0, 1], 3)
    spans = [(text, rowspan, colspan) for text, (_, _, rowspan, colspan) in zip(texts, corners, strict=True)]
    assert spans == [("a", 1, 2), ("c", 1, 1), ("d", 1, 3)]


def test_titles_and_headings_are_paragraphs() -> None:
    def fill(sheet: Worksheet) -> None:
        for row in (
            ["标题\n副标题"],
            [],
            ["甲", "乙"],
            [1, 2],
            ["合计", None],
            [],
            ["五、改进"],
            ["继续改进。"],
            ["丙", 3],
        ):
            sheet.append(row)

    document = parse_workbook(workbook(fill), "x")
    assert texts(document) == [
        "标题", "副标题", [["甲", "乙"], ["1", "2"], ["合计", ""], ["", ""]], "五、改进", "继续改进。", [["丙", "3"]],
    ]  # fmt: skip
    assert [block.place.table for block in document.blocks if isinstance(block, Grid)] == [1, 2]
    assert document.blocks[3] == Paragraph("五、改进", Place(sheet="Sheet", row=7, column=1, address="A7"))


def test_what_is_hidden_is_read_and_noted() -> None:
    book = Workbook()
    for title in ("甲", "乙", "丙"):
        book.create_sheet(title).append([title, 1])
    book["甲"].row_dimensions[1].hidden = True
    book["乙"].sheet_state = "hidden"
    book["丙"].column_dimensions["A"].hidden = True
    book["丙"].append(["=A1", 2])
    target = BytesIO()
    book.save(target)
    document = parse_workbook(target.getvalue(), "x")
    assert texts(document) == [[["甲", "1"]], [["乙", "1"]], [["丙", "1"], ["=A1", "2"]]]
    assert document.metadata == {
        "hidden sheets": "乙",
        "sheets with hidden rows or columns": "甲、丙",
        "formulas without result": "丙!A2",
    }


def test_one_sheet_can_be_read_alone() -> None:
    data = workbook(lambda sheet: sheet.append([sheet.title, 1]), "甲", "乙")
    assert texts(parse_workbook(data, "x", "乙")) == [[["乙", "1"]]]
    with pytest.raises(ReadError, match=r"no sheet “丙”\. Its sheets: 甲、乙"):
        parse_workbook(data, "x", "丙")


def test_several_reports_are_listed_with_their_sheets() -> None:
    book = Workbook()
    book.worksheets[0].append(["说明"])
    for title, start in (("甲局", 1), ("乙局", 500)):
        sheet = book.create_sheet(title)
        drawn = load_workbook(BytesIO(sheet_file("v2021", numbers("v2021", start=start)))).worksheets[0]
        for row in drawn.iter_rows():
            for cell in row:
                sheet.cell(cell.row, cell.column, cell.value)
    target = BytesIO()
    book.save(target)
    with pytest.raises(RecognitionError, match=r"holds 2 reports: 1: .*sheet 甲局.*2: .*sheet 乙局"):
        read(target.getvalue())


def test_a_workbook_without_a_report_is_refused() -> None:
    with pytest.raises(RecognitionError, match="No statistics table"):
        read(workbook(lambda sheet: sheet.append(["名称", 1])))


# Workbooks of this project


def value_of(form: FlatForm, number: int, path: str) -> CellValue:
    cell = form.by_path[path]
    return Money(Decimal(f"{number}.50"), cell.unit) if cell.kind == "money" else number


def filled(form: FlatForm, **envelope: object) -> Report:
    values = {path: value_of(form, number, path) for number, path in enumerate(form.paths, 101)}
    return make_report(form, values, agency=Agency(name="某县人民政府"), year=2020, **envelope)


@pytest.mark.parametrize("form", all_forms(), ids=lambda form: form.name)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_workbook_of_this_project_reads_back(form: FlatForm, language: str) -> None:
    report = filled(form, narrative=(Section(heading="一、总体情况", paragraphs=("全年", "有序。")),))
    message = Text("不等", "not equal")
    finding = Finding(rule="B1", severity="error", outcome="failed", message=message, cells=form.paths[:2], left="9")
    line = LedgerLine(
        sources=form.paths[:1],
        targets=form.paths[:1],
        relation=RELATIONS[0],
        before=(7,),
        after=(7,),
        reason=Text("同", "same"),
    )
    ledger = Ledger(source_form=form.name, target_form=form.name, lines=(line,))
    options = WriteOptions(findings=(finding,), ledger=ledger, language="en" if language == "en" else "zh")
    reading = read(write_workbook(report, options))
    back = reading.report
    assert amounts(back) == amounts(report)
    assert (back.form, back.year, back.agency.name, back.narrative) == (
        form.name, 2020, "某县人民政府", report.narrative,
    )  # fmt: skip
    assert not reading.leftovers


def amounts(report: Report) -> dict[str, str | None]:
    """The digits of each cell."""
    return {
        path: str(value.value) if isinstance(value, Money) else None if value is None else str(value)
        for path, value in cell_values(report).items()
    }


@pytest.mark.parametrize("form", all_forms(), ids=lambda form: form.name)
def test_marks_read_back_as_far_as_they_are_printed(form: FlatForm) -> None:
    chosen = random.Random(form.name).sample(form.paths, 4)  # noqa: S311 - which cells are tried is no secret
    marks = dict(
        zip(
            chosen,
            (Mark("blank"), Mark("not_applicable", raw="/"), Mark("unreadable", raw="约160"), Mark("blank")),
            strict=True,
        )
    )
    values = {path: value_of(form, number, path) for number, path in enumerate(form.paths, 101) if path not in marks}
    report = make_report(form, values, marks, year=2020)
    back = read(write_workbook(report, WriteOptions())).report
    assert amounts(back) == amounts(report)
    assert back.marks == report.marks


def test_a_unit_that_differs_from_the_form_is_kept() -> None:
    form = next(form for form in all_forms() if form.name == "v2014")
    (path, *_) = (cell.path for cell in form.cells if cell.kind == "money")
    values = {each: value_of(form, number, each) for number, each in enumerate(form.paths, 101)}
    values[path] = Money(Decimal(251000), "元")
    back = read(write_workbook(make_report(form, values, year=2017), WriteOptions())).report
    assert cell_values(back)[path] == Money(Decimal(251000), "元")


def test_rows_of_other_tables_are_kept_as_text() -> None:
    form = next(form for form in all_forms() if form.name == "v2021")
    extension = ExtensionRow(table="二、主动公开政府信息情况", label="其他", values=("12", "3"))
    document = parse_workbook(write_workbook(filled(form, extensions=(extension,)), WriteOptions()), "x")
    assert [block.text for block in document.blocks if isinstance(block, Paragraph)] == [
        "二、主动公开政府信息情况",
        "其他",
        "12 | 3",
    ]


def test_a_sheet_may_be_renamed() -> None:
    form = next(form for form in all_forms() if form.name == "v2021")

    def rename(xml: str) -> str:
        return xml.replace("'报告'", "'a''b'").replace('"报告"', '"a\'b"')

    data = changed(write_workbook(filled(form), WriteOptions()), "xl/workbook.xml", rename)
    assert amounts(read(data).report) == amounts(filled(form))
