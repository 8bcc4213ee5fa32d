"""The same report in every format is one and the same canonical JSON; only ``source`` says from which file it is."""

from __future__ import annotations

import csv
import json
from functools import partial
from io import BytesIO, StringIO
from random import Random
from typing import TYPE_CHECKING

import attrs
import pytest
from openpyxl import load_workbook

import govinfo_schema as gs
from govinfo_schema.forms import cell_values
from layouts import FORMS, Printed, html_page, text_page
from noise import number, report
from office_layouts import after, old_sheet_file, sheet_file, sheet_rows, word_file
from several import pdf_document

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


REPORTS = 4  # of each form
WITHOUT_NARRATIVE = {"report.xls"}  # the library that draws old workbooks is not told about the last sections


def rows(form: str, printed: Printed) -> list[list[str]]:
    return [*sheet_rows(form, printed), *([line] for line in after(form))]


def workbook(form: str, printed: Printed) -> bytes:
    book = load_workbook(BytesIO(sheet_file(form, printed)))
    for line in after(form):
        book.worksheets[0].append([line])
    target = BytesIO()
    book.save(target)
    return target.getvalue()


def separated(form: str, printed: Printed, delimiter: str) -> str:
    target = StringIO()
    lines = rows(form, printed)
    width = max(map(len, lines))
    csv.writer(target, delimiter=delimiter).writerows([*line, *[""] * (width - len(line))] for line in lines)
    return target.getvalue()


def text(layout: str, form: str, printed: Printed) -> bytes:
    return text_page(layout, form, printed).encode()


DRAWN: dict[str, Callable[[str, Printed], bytes]] = {
    "report.html": lambda form, printed: html_page(form, printed).encode(),
    "report.docx": word_file,
    "report.pdf": lambda form, printed: pdf_document((form, printed)),
    "report.xlsx": workbook,
    "report.xls": old_sheet_file,
    "report.md": partial(text, "markdown"),
    "report.txt": partial(text, "tabs"),
    "report.csv": lambda form, printed: separated(form, printed, ",").encode("gb18030"),
    "semicolons.csv": lambda form, printed: separated(form, printed, ";").encode("utf-8-sig"),
    "report.tsv": lambda form, printed: separated(form, printed, "\t").encode(),
    "report.grid.json": lambda form, printed: json.dumps(rows(form, printed)).encode(),
}


def read(name: str, form: str, printed: Printed, folder: Path) -> gs.Report:
    path = folder / name
    path.write_bytes(DRAWN[name](form, printed))
    return attrs.evolve(gs.read(path).report, source=None)


def random_report(form: str, seed: int) -> Printed:
    """Figures with zeros, blanks, dashes, signs and amounts, as ``noise`` makes them."""
    rng = Random(f"every format {form} {seed}")  # noqa: S311 - reports for tests, the same in each run
    return {path: figure or None for path, figure in report(form, rng).items()}


@pytest.mark.parametrize("seed", range(REPORTS))
@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", DRAWN)
def test_every_format_gives_the_same_report(name: str, form: str, seed: int, tmp_path: Path) -> None:
    printed = random_report(form, seed)
    first, other = read("report.html", form, printed, tmp_path), read(name, form, printed, tmp_path)
    if name in WITHOUT_NARRATIVE:
        first, other = attrs.evolve(first, narrative=()), attrs.evolve(other, narrative=())
    assert gs.to_json(other) == gs.to_json(first)


@pytest.mark.parametrize("form", FORMS)
def test_that_report_is_what_was_drawn(form: str, tmp_path: Path) -> None:
    printed = random_report(form, 0)
    found = read("report.html", form, printed, tmp_path)
    for path, value in cell_values(found).items():
        figure = number(printed[path] or "")
        amount = value.value if isinstance(value, gs.Money) else value
        assert amount == figure or (value is None and found.marks[path].state == "ambiguous"), path
    assert [section.heading for section in found.narrative][-1] == (
        "六、其他需要报告的事项" if after(form) else "一、总体情况"
    )


def test_the_command_writes_the_same_json(tmp_path: Path) -> None:
    from govinfo_schema.cli import main  # noqa: PLC0415 - the command line is what this test is about

    printed = random_report("v2021", 1)
    written: set[str] = set()
    for name in ("report.html", "report.docx", "report.pdf", "report.xlsx", "report.md", "report.txt"):
        (tmp_path / name).write_bytes(DRAWN[name]("v2021", printed))
        target = tmp_path / f"{name}.json"
        main(["convert", str(tmp_path / name), "-q", "-o", str(target), "--fail-on", "never"])
        content = json.loads(target.read_bytes())
        assert content.pop("source")["name"] == name
        written.add(json.dumps(content, ensure_ascii=False))
    assert len(written) == 1
