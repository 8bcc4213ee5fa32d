"""Workbooks (.xlsx): a report in its official layout, with findings and ledger.

Sheets: the report; the findings where the report was checked; the ledger where it was migrated; the narrative where
there is one; the record where the printed form cannot hold all, such as the residue of a migration (``xlsx_record``).
Labels of the form are Chinese as printed; everything else is in the language of the options.

How a program finds the figures again: the workbook has defined names. ``govinfo.form``, ``govinfo.notice`` and
``govinfo.standard`` are texts (``="v2021"``); ``govinfo.table.1`` and so on are the tables on the first sheet; and each
cell of the form has a name that is its canonical path, which formulas can use: ``=applications.new_received.total``.
Names move along when a person inserts rows or columns or renames the sheet, which addresses kept in a hidden sheet
would not. A cell without a number is empty or holds what was printed; its comment says its state.

Findings are about the report as it was published. After a migration the cells into which the figures went are marked
and linked; what the migration deduced, added up or carried although it is counted differently has fills of its own.

The same report with the same options gives the same bytes.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from govinfo_converters.holdings import FILLED_IN
from govinfo_schema.format_contract import Format, Input, ReadOptions, TableOptions, TemplateOptions, WriteOptions
from govinfo_schema.holding import Holds
from govinfo_schema.messages import Text

if TYPE_CHECKING:
    from govinfo_schema.annotations import Annotation
    from govinfo_schema.forms import Report
    from govinfo_schema.merging.merged import Merged
    from govinfo_schema.messages import Language
    from govinfo_schema.reading import Reading
    from govinfo_schema.tables import Table

# The first entry of a zip archive that says which of the Office formats it is.
_OFFICE_ENTRY = re.compile(rb"PK\x03\x04.{26}(xl|word|ppt)/", re.DOTALL)


def _looks_like_a_workbook(head: bytes) -> bool:
    entry = _OFFICE_ENTRY.search(head)
    return head.startswith(b"PK\x03\x04") and entry is not None and entry[1] == b"xl"


def read_workbook(given: Input, options: ReadOptions) -> Reading:
    """Read the report that stands in a workbook.

    Args:
        given: the bytes of a workbook of any program.
        options: what the caller already knows.

    Raises:
        ReadError: the workbook cannot be read.
        RecognitionError: it holds no report, or several of which none was chosen.
    """
    from govinfo_converters import xlsx_reading  # noqa: PLC0415 - its libraries load only when a workbook is read

    return xlsx_reading.read_workbook(given, options)


def read_workbook_all(given: Input, options: ReadOptions) -> tuple[Reading, ...]:
    """Read all reports that stand in a workbook.

    Args:
        given: the bytes of a workbook of any program.
        options: what the caller already knows.

    Raises:
        ReadError: the workbook cannot be read.
        RecognitionError: it holds no report.
    """
    from govinfo_converters import xlsx_reading  # noqa: PLC0415 - its libraries load only when a workbook is read

    return xlsx_reading.read_workbook_all(given, options)


def write_workbook(report: Report, options: WriteOptions) -> bytes:
    """Return the workbook of ``report``.

    Args:
        report: the report; it is not changed, and no figure of it is.
        options: findings to mark and list, ledger to list, and the language of everything but the official labels.
    """
    from govinfo_converters.xlsx_writing import book_bytes  # noqa: PLC0415 - openpyxl loads only when a workbook is written

    return book_bytes(report, options)


def write_merged(merged: Merged, options: WriteOptions) -> bytes:
    """Return the workbook of a merged report, with its sources and parts.

    Args:
        merged: the merged report.
        options: findings on the merged report, and the language of everything but the official labels.
    """
    from govinfo_converters.xlsx_merged import merged_bytes  # noqa: PLC0415 - openpyxl loads only when a workbook is written

    return merged_bytes(merged, options)


def write_template(form_name: str, options: TemplateOptions) -> bytes:
    """Return a workbook in which a person fills in the form ``form_name``.

    Args:
        form_name: name of the form.
        options: what is known before it is filled in.

    Raises:
        StructureError: there is no such form.
    """
    from govinfo_converters.xlsx_template import template_bytes  # noqa: PLC0415 - openpyxl loads only when a workbook is written

    return template_bytes(form_name, options)


def write_table(table: Table, options: TableOptions) -> bytes:
    """Return a table of results as a workbook with one sheet."""
    from govinfo_converters.xlsx_table import table_as_workbook  # noqa: PLC0415 - openpyxl loads only when a workbook is written

    return table_as_workbook(table, options.language)


def annotate_workbook(given: Input, annotations: tuple[Annotation, ...], language: Language) -> bytes:
    """Return a copy of a workbook in which cells are marked and commented.

    Raises:
        ReadError: the workbook is damaged.
        WriteError: it is a workbook that cannot be annotated without loss.
    """
    from govinfo_converters import xlsx_annotation  # noqa: PLC0415 - its libraries load only when a file is annotated

    return xlsx_annotation.annotate_workbook(given, annotations, language)


FORMAT = Format(
    name="xlsx",
    description=Text("Excel 工作簿：官方版式、检查结果、迁移台账", "Excel workbook: official layout, findings, ledger"),
    suffixes=(".xlsx",),
    sniff=_looks_like_a_workbook,
    read=read_workbook,
    read_all=read_workbook_all,
    write=write_workbook,
    annotate=annotate_workbook,
    write_table=write_table,
    write_template=write_template,
    write_merged=write_merged,
    fragile=True,
    holds=Holds(nothing=("source",)),  # it carries the whole report where the sheets do not show all of it
    holds_filled_in=FILLED_IN,
)
