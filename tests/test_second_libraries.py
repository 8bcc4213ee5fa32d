"""Every file that is written is opened by a library that did not write it, and holds the schema that its format has."""

from __future__ import annotations

import json
import shutil
import subprocess
from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import ZipFile

import duckdb
import html5lib
import jsonschema
import pandas as pd
import pytest
from docx import Document
from lxml import etree
from openpyxl import load_workbook
from python_calamine import CalamineWorkbook

from filled_templates import named_cell, needs_libreoffice
from govinfo_schema.forms import cell_values
from govinfo_schema.marks import Money
from govinfo_schema.observations import OBS_STATUS
from govinfo_schema.schema_files import schema_files
from govinfo_schema.versions import NAMES as FORMS
from written_files import richest_report, written_files

if TYPE_CHECKING:
    from pathlib import Path

    from govinfo_schema.forms import Report

FILES = {form: dict(written_files(form)) for form in FORMS}


def counts(report: Report) -> dict[str, int]:
    return {path: value for path, value in cell_values(report).items() if isinstance(value, int)}


@pytest.mark.parametrize("name", ["report.json", "report.jsonl"])
@pytest.mark.parametrize("form", FORMS)
def test_json_keeps_to_the_published_schema(form: str, name: str) -> None:
    schema = json.loads(schema_files()[f"{form}/report.schema.json"])
    jsonschema.Draft202012Validator(schema).validate(json.loads(FILES[form][name]))


@pytest.mark.parametrize("form", FORMS)
def test_pandas_and_duckdb_read_the_long_layout_of_csv(form: str, tmp_path: Path) -> None:
    report, data = richest_report(form), FILES[form]["report.long.csv"]
    (tmp_path / "report.csv").write_bytes(data)
    frame = pd.read_csv(BytesIO(data), comment="#", dtype=str, keep_default_na=False)
    relation = duckdb.read_csv(str(tmp_path / "report.csv"), comment="#", all_varchar=True)
    rows = relation.project("cell, value, state, obs_status").fetchall()
    assert [tuple(row) for row in frame[["cell", "value"]].to_numpy()] == [
        (cell, value or "") for cell, value, *_ in rows
    ]
    found = dict(zip(frame["cell"], frame["value"], strict=True))
    assert {path: int(found[path]) for path in counts(report)} == counts(report)
    for _, value, state, status in rows:
        assert status == OBS_STATUS[state or "reported"]
        assert (status == "A") == bool(value)


@pytest.mark.parametrize("form", FORMS)
def test_calamine_reads_the_figures_of_the_workbook_where_its_names_say(form: str) -> None:
    report, data = richest_report(form), FILES[form]["report.xlsx"]
    names, read = load_workbook(BytesIO(data)), CalamineWorkbook.from_filelike(BytesIO(data))
    sheet = read.get_sheet_by_name(read.sheet_names[0])
    texts, (top, left) = sheet.to_python(), sheet.start or (0, 0)
    for path, value in cell_values(report).items():
        cell = named_cell(names, path)
        shown = texts[cell.row - 1 - top][cell.column - 1 - left]
        if isinstance(value, int):
            assert shown == value, path
        elif isinstance(value, Money):
            assert float(str(shown).removesuffix(value.unit or "")) == float(value.value), path
        else:
            assert not isinstance(shown, int | float), path


@pytest.mark.parametrize("form", FORMS)
def test_calamine_reads_the_form_to_fill_in_with_the_results_of_its_formulas(form: str) -> None:
    book = CalamineWorkbook.from_filelike(BytesIO(FILES[form]["form.xlsx"]))
    assert book.sheet_names == ["报告", "校验"]
    texts = [text for row in book.get_sheet_by_name("校验").to_python() for text in row]
    assert "未填全" in texts


@pytest.mark.parametrize("name", ["report.xlsx", "form.xlsx", "report.docx"])
@pytest.mark.parametrize("form", FORMS)
def test_every_part_of_a_package_is_well_formed(form: str, name: str) -> None:
    package = ZipFile(BytesIO(FILES[form][name]))
    assert package.testzip() is None
    for part in package.namelist():
        etree.fromstring(package.read(part))


@pytest.mark.parametrize("form", FORMS)
def test_python_docx_and_a_strict_parser_see_every_table(form: str) -> None:
    tables = {"v2014": 1, "v2019": 3, "v2021": 3}[form]
    document = Document(BytesIO(FILES[form]["report.docx"]))
    assert len(document.tables) == tables
    page = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(FILES[form]["report.html"])
    assert len(page.findall(".//table")) == tables


@needs_libreoffice
def test_libreoffice_shows_every_figure_of_the_word_files(tmp_path: Path) -> None:
    for form in FORMS:
        (tmp_path / f"{form}.docx").write_bytes(FILES[form]["report.docx"])
    command = [
        str(shutil.which("soffice") or shutil.which("libreoffice")),
        f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}",
        *("--headless", "--convert-to", "txt:Text (encoded):UTF8", "--outdir", str(tmp_path)),
        *(str(tmp_path / f"{form}.docx") for form in FORMS),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=300)  # noqa: S603 - a program of this machine
    for form in FORMS:
        words = (tmp_path / f"{form}.txt").read_text(encoding="utf-8").split()
        assert {str(count) for count in counts(richest_report(form)).values()} <= set(words)
