"""Puts a workbook together and makes its bytes, the same for the same report."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from openpyxl import Workbook
from openpyxl.writer.excel import ExcelWriter

from govinfo_converters.carried_record import needs_record
from govinfo_converters.form_layout import report_title
from govinfo_converters.xlsx_findings import write_findings
from govinfo_converters.xlsx_lists import write_ledger, write_narrative
from govinfo_converters.xlsx_record import write_record
from govinfo_converters.xlsx_report import SHEET, add_names, write_report
from govinfo_converters.xlsx_styles import add_styles, safe_text
from govinfo_schema.errors import StructureError
from govinfo_schema.forms import form_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from openpyxl.worksheet.worksheet import Worksheet

    from govinfo_schema.format_contract import WriteOptions
    from govinfo_schema.forms import Report

_LEVEL = 6  # of compression
_NO_TIME = (1980, 1, 1, 0, 0, 0)  # the earliest that a zip archive can hold


def book_bytes(report: Report, options: WriteOptions) -> bytes:
    """Return the workbook of ``report`` as the bytes of a file."""
    book = Workbook()
    add_styles(book)
    form = form_of(report)
    sheet = _first_sheet(book, SHEET.in_language(options.language))
    write_report(sheet, report, options)
    if options.findings is not None:
        write_findings(book, report, options.findings, options)
    if options.ledger is not None:
        write_ledger(book, options.ledger, options.language)
    if report.narrative:
        write_narrative(book, report.narrative, options.language)
    add_names(book, form, options.language)
    if needs_record(report):
        with suppress(StructureError):  # what JSON cannot hold, no record carries; the sheets show it
            write_record(book, report, options.language)
    book.properties.title = safe_text(report_title(report))
    return reproducible_bytes(book)


def _first_sheet(book: Workbook, title: str) -> Worksheet:
    sheet = book.worksheets[0]
    sheet.title = title
    return sheet


def reproducible_bytes(book: Workbook, change: Callable[[str, bytes], bytes] | None = None) -> bytes:
    """Return the bytes of ``book`` without the time of writing, which openpyxl puts into properties and archive.

    Args:
        book: the book.
        change: what becomes of each part, by its name and its content, where openpyxl cannot write all of it.
    """
    book.properties.creator = book.properties.lastModifiedBy = "govinfo-schema"
    book.properties.created = book.properties.modified = datetime(*_NO_TIME)  # noqa: DTZ001 - the format knows no zones
    loose, packed = BytesIO(), BytesIO()
    ExcelWriter(book, ZipFile(loose, "w", ZIP_STORED)).save()
    with ZipFile(loose) as parts, ZipFile(packed, "w") as archive:
        for name in parts.namelist():
            entry = ZipInfo(name, _NO_TIME)
            entry.compress_type = ZIP_DEFLATED
            entry.create_system = 3  # as on Unix, wherever it is written
            content = parts.read(name)
            archive.writestr(entry, change(name, content) if change else content, compresslevel=_LEVEL)
    return packed.getvalue()
