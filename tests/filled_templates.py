"""Workbooks to fill in, filled in by a library that is not the project, and recalculated by LibreOffice."""

from __future__ import annotations

import re
import shutil
import subprocess
from decimal import Decimal
from functools import lru_cache
from io import BytesIO
from random import Random
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook
from openpyxl.utils import coordinate_to_tuple

import govinfo_schema as gs
from consistent_tables import consistent_table
from govinfo_converters.printed_text import printed

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from openpyxl.cell.cell import Cell
    from openpyxl.workbook import Workbook

PROGRAM = shutil.which("soffice") or shutil.which("libreoffice")
needs_libreoffice = pytest.mark.skipif(
    PROGRAM is None, reason="LibreOffice, which computes the formulas, is not installed here"
)
AGENCY = "某某县人民政府"
YEARS = {"v2014": 2016, "v2019": 2020, "v2021": 2023}
_ADDRESS = re.compile(r"'?(.+?)'?!\$([A-Z]+)\$([0-9]+)")

# Sums made by hand.
_V2014 = {
    "applications.received": {"in_person": 3, "fax": 0, "online": 4, "letter": 1, "total": 8},
    "applications.concluded": {"on_time": 6, "extended": 1, "total": 7},
    "applications.replies": {"disclosure_granted": 4, "not_this_organ": 2, "information_nonexistent": 0, "total": 7},
    "applications.replies.refused": {"state_secret": 1, "total": 1},
    "reconsideration": {"upheld": 1, "corrected": 1, "other": 0, "total": 2},
    "litigation": {"upheld_or_claim_dismissed": 0, "corrected": 0, "other": 3, "total": 3},
    "capacity.staff": {"full_time": 2, "part_time": 9, "total": 11},
}
_PARTS = ("upheld", "corrected", "other_result", "pending")


def template(form: str, previous: gs.Report | None = None) -> bytes:
    """A workbook to fill in."""
    target = BytesIO()
    gs.write_template(form, target, previous=previous, format="xlsx")
    return target.getvalue()


def consistent_figures(form: str) -> dict[str, int | Decimal]:
    """Figures for every cell of a form that keep all of its rules; the sums are not made by the project."""
    figures: dict[str, int | Decimal] = {}
    for cell in gs.forms.form_named(form).cells:
        figures[cell.path] = Decimal("12.34") if cell.kind == "money" else 0
    if form == "v2014":
        figures |= {f"{group}.{name}": number for group, row in _V2014.items() for name, number in row.items()}
        return figures
    figures |= consistent_table(form, Random(7), "large")  # noqa: S311 - figures, no secrets
    for group in ("reconsideration", "litigation_direct", "litigation_after_reconsideration"):
        parts = {name: number for number, name in enumerate(_PARTS, len(group) % 3)}
        row = {**parts, "total": sum(parts.values())}
        figures |= {f"review_and_litigation.{group}.{name}": number for name, number in row.items()}
    if form == "v2019":
        change = "proactive_disclosure.administrative_licensing"
        figures |= {f"{change}.prior_year_items": 5, f"{change}.change": -2}
    return figures


def named_cell(book: Workbook, name: str) -> Cell:
    """The cell to which a defined name refers."""
    found = _ADDRESS.fullmatch(book.defined_names[name].attr_text)
    assert found is not None
    title, column, row = found.groups()
    cell: Cell = book[title].cell(*coordinate_to_tuple(f"{column}{row}"))
    return cell


def filled(
    data: bytes,
    figures: Mapping[str, int | Decimal],
    over: Mapping[str, int | Decimal] | None = None,
    year: int | None = None,
    agency: str = AGENCY,
) -> bytes:
    """The workbook with ``figures`` in the cells that are no formulas, and with ``over`` wherever they stand."""
    book = load_workbook(BytesIO(data))
    for path, number in figures.items():
        cell = named_cell(book, path)
        if cell.data_type != "f":
            cell.value = number
    for path, number in (over or {}).items():
        named_cell(book, path).value = number
    if year is not None:
        named_cell(book, "govinfo.agency").value = agency
        named_cell(book, "govinfo.year").value = year
    target = BytesIO()
    book.save(target)
    return target.getvalue()


def filled_with(data: bytes, report: gs.Report) -> bytes:
    """The workbook as a person fills it in who types each cell of a report, also over the formulas of totals."""
    book = load_workbook(BytesIO(data))
    form = gs.forms.form_of(report)
    for path, value in gs.forms.cell_values(report).items():
        mark = report.marks.get(path)
        text = printed(form.by_path[path], value, mark)
        named_cell(book, path).value = value if isinstance(value, int) else text or None
    named_cell(book, "govinfo.agency").value = report.agency.name
    named_cell(book, "govinfo.year").value = report.year
    target = BytesIO()
    book.save(target)
    return target.getvalue()


def recalculated(books: Mapping[str, bytes], folder: Path) -> dict[str, bytes]:
    """Workbooks as LibreOffice saves them after computing every formula; it starts once for all of them."""
    sources, done = folder / "sources", folder / "done"
    sources.mkdir()
    for name, data in books.items():
        (sources / f"{name}.xlsx").write_bytes(data)
    command = [
        str(PROGRAM),
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        *("--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(done)),
        *(str(sources / f"{name}.xlsx") for name in books),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=300)  # noqa: S603 - a program of this machine
    return {name: (done / f"{name}.xlsx").read_bytes() for name in books}


@lru_cache(maxsize=4)
def _results(data: bytes) -> Workbook:
    return load_workbook(BytesIO(data), data_only=True)


def lights(data: bytes) -> dict[str, str]:
    """What each light shows, by rule and instance."""
    book = _results(data)
    prefix = "govinfo.check."
    return {
        name.removeprefix(prefix): str(named_cell(book, name).value)
        for name in book.defined_names
        if name.startswith(prefix)
    }


def shown(data: bytes, name: str) -> object:
    """What the cell with a defined name shows."""
    return named_cell(_results(data), name).value
