"""Workbooks to fill in, as two libraries that read workbooks find them: inputs, locks, formulas, results, names."""

from __future__ import annotations

import os
import subprocess
import sys
from io import BytesIO

import pytest
from openpyxl import Workbook, load_workbook
from python_calamine import CalamineWorkbook

import govinfo_schema as gs
from consistent import report_with
from filled_templates import AGENCY, YEARS, filled, lights, named_cell, template
from govinfo_converters.xlsx_checks import write_checks
from govinfo_converters.xlsx_formulas import Sheet
from govinfo_converters.xlsx_plan import plan
from govinfo_converters.xlsx_results import Results
from govinfo_converters.xlsx_styles import add_styles
from govinfo_schema.forms import form_named
from layouts import facts

FORMS = tuple(YEARS)
PERSON = "applications.carried_over.natural_person"
FORWARD = {"natural_person": 4, "commercial_enterprise": 1, "total": 5}


def totals(form: str) -> set[str]:
    """The cells that a sum over other cells determines, by how the official forms print them."""
    groups = {"applications.received", "applications.concluded", "applications.replies", "reconsideration"}
    of_2014 = {f"{group}.total" for group in (*groups, "litigation", "capacity.staff")}
    paths = [fact["cell"] for fact in facts(form)]
    if form == "v2014":
        return of_2014
    return {path for path in paths if path.endswith(".total") or path.startswith("applications.results.total.")}


def last_year(form: str = "v2021", year: int | None = 2022) -> gs.Report:
    """A report that carried five applications forward."""
    figures = {f"applications.carried_forward.{name}": number for name, number in FORWARD.items()}
    return report_with(form, figures, name=AGENCY, year=year)


@pytest.mark.parametrize("form", FORMS)
def test_every_cell_is_open_but_the_totals_which_are_formulas(form: str) -> None:
    book = load_workbook(BytesIO(template(form)))
    cells = {fact["cell"]: named_cell(book, fact["cell"]) for fact in facts(form)}
    assert {path for path, cell in cells.items() if cell.data_type == "f"} == totals(form)
    assert {path for path, cell in cells.items() if cell.protection.locked} == totals(form)
    assert not any(cell.value for path, cell in cells.items() if path not in totals(form))
    labels = [cell for row in book.worksheets[0].iter_rows() for cell in row if cell.data_type == "s"]
    assert labels
    assert all(cell.protection.locked for cell in labels)
    for sheet in book.worksheets:
        assert sheet.protection.sheet
        assert sheet.protection.password is None
    assert not named_cell(book, "govinfo.agency").protection.locked
    assert not named_cell(book, "govinfo.year").protection.locked


@pytest.mark.parametrize("form", FORMS)
def test_what_may_be_typed_follows_from_the_kind_of_a_cell(form: str) -> None:
    book = load_workbook(BytesIO(template(form)))
    sheet = book.worksheets[0]
    for fact in facts(form):
        cell = named_cell(book, fact["cell"])
        checks = [each for each in sheet.data_validations.dataValidation if cell.coordinate in each.sqref]
        if fact["cell"] in totals(form):
            assert not checks
            continue
        (check,) = checks
        assert check.showErrorMessage
        assert "请填写" in check.error
        if fact["kind"] == "money":
            at = str(check.sqref).partition(" ")[0]  # what a formula says of the first cell moves along to the others
            assert check.formula1 == f"AND(ISNUMBER({at}),{at}>=0,ROUND({at},6)={at})"
        else:
            assert (check.type, check.operator) == ("whole", "between")
            assert check.formula2 == "999999999"  # no count of a report that is read has ten digits
            assert (int(check.formula1) < 0) == fact["cell"].endswith(".change")


@pytest.mark.parametrize("form", FORMS)
def test_an_empty_workbook_shows_no_number_and_is_refused(form: str) -> None:
    data = template(form)
    assert set(lights(data).values()) == {"未填全"}
    rows = CalamineWorkbook.from_filelike(BytesIO(data)).get_sheet_by_name("报告").to_python()
    assert not [value for row in rows for value in row if isinstance(value, int | float)]
    with pytest.raises(gs.RecognitionError, match="fill in a template first"):
        gs.read(data)


def test_last_years_closing_figures_organ_and_year_are_filled_in() -> None:
    data = template("v2021", last_year())
    book = load_workbook(BytesIO(data))
    person = named_cell(book, PERSON)
    assert (person.value, person.comment is not None) == (4, True)
    assert "2022 年" in str(person.comment.text if person.comment else "")
    assert not person.protection.locked
    assert named_cell(book, "applications.carried_over.total").data_type == "f"
    assert named_cell(book, "govinfo.agency").value == AGENCY
    assert named_cell(book, "govinfo.year").value == 2023
    reading = gs.read(data)
    values = {path: value for path, value in gs.forms.cell_values(reading.report).items() if value is not None}
    zeros = ("research_institution", "social_public_interest_organization", "legal_service_institution")
    expected = {**FORWARD, **dict.fromkeys((*zeros, "other_organization"), 0)}
    assert values == {f"applications.carried_over.{name}": number for name, number in expected.items()}
    assert (reading.report.agency.name, reading.report.year) == (AGENCY, 2023)
    assert {name for name, light in lights(data).items() if light == "通过"} == {"B3.carried_over"}


def test_the_report_of_the_year_before_may_have_another_form() -> None:
    book = load_workbook(BytesIO(template("v2021", last_year("v2019", 2020))))
    assert named_cell(book, PERSON).value == 4
    assert named_cell(book, "govinfo.year").value == 2021
    book = load_workbook(BytesIO(template("v2019", report_with("v2014", year=2018))))
    assert named_cell(book, PERSON).value is None


def test_a_year_of_another_form_is_refused_with_the_right_form() -> None:
    with pytest.raises(gs.StructureError, match=r"Use the form v2021 for 2023"):
        template("v2019", last_year())
    with pytest.raises(gs.StructureError, match=r"v2014 is not the form of 2013"):
        template("v2014", report_with("v2014", year=2012))


def test_a_year_that_is_not_known_stays_open() -> None:
    book = load_workbook(BytesIO(template("v2021", last_year(year=None))))
    assert named_cell(book, "govinfo.year").value is None
    assert named_cell(book, PERSON).value == 4


def test_formulas_whose_results_were_lost_are_no_numbers() -> None:
    """A library that saves a workbook drops the results of its formulas; nothing may take them for blank or 0."""
    reading = gs.read(filled(template("v2021"), {PERSON: 3}, year=2023))
    assert reading.report.marks["applications.carried_over.total"].state == "unreadable"


@pytest.mark.parametrize("form", FORMS)
def test_it_prints_on_a4_without_the_notes(form: str) -> None:
    sheet = load_workbook(BytesIO(template(form))).worksheets[0]
    assert sheet.page_setup.paperSize == 9
    assert sheet.page_setup.fitToWidth == 1
    assert sheet.print_area.startswith("'报告'!$A$1:")


def test_the_same_form_gives_the_same_bytes_in_every_process() -> None:
    code = (
        "import sys, hashlib, io, govinfo_schema as gs; out = io.BytesIO();"
        "gs.write_template('v2021', out, format='xlsx'); print(hashlib.sha256(out.getvalue()).hexdigest())"
    )
    hashes = {
        subprocess.run(  # noqa: S603 - this Python, with code that stands here
            [sys.executable, "-c", code], check=True, capture_output=True, env={**os.environ, "PYTHONHASHSEED": seed}
        ).stdout
        for seed in ("1", "2")
    }
    assert len(hashes) == 1


@pytest.mark.parametrize(
    ("wrong", "answer"),
    [
        ({}, "是"),
        ({"applications.new_received.natural_person": 1}, "否"),
        ({"proactive_disclosure.administrative_rules.issued": 1}, "是，有警告"),
    ],
)
def test_the_stored_answer_is_that_of_the_figures_that_are_there(wrong: dict[str, int], answer: str) -> None:
    form, book = form_named("v2021"), Workbook()
    add_styles(book)
    given = dict.fromkeys(form.paths, 0) | wrong
    figures = Sheet(form, plan(form).spots, given, title="报告")
    assert write_checks(book, figures, Results(book)).result == answer
