"""A merged report as a workbook: the official layout with live sums, the sources, the parts, and what the checks found.

Sums on the first sheet are formulas that refer to the sheet of parts, with the results that they have; a cell without a
sum says so, and its comment names the parts that lack a number. Read again, the workbook gives the merged report.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from openpyxl import Workbook

from govinfo_converters.carried_record import needs_record
from govinfo_converters.form_layout import report_title
from govinfo_converters.xlsx_findings import write_findings
from govinfo_converters.xlsx_formulas import Formula, range_of
from govinfo_converters.xlsx_parts import remark_lines, write_parts
from govinfo_converters.xlsx_plan import Spot, plan
from govinfo_converters.xlsx_record import write_record
from govinfo_converters.xlsx_report import SHEET, add_names, comment_of, write_report
from govinfo_converters.xlsx_results import Results
from govinfo_converters.xlsx_styles import add_styles, cell_at, put_text, safe_text, text_height
from govinfo_converters.xlsx_table import add_table
from govinfo_converters.xlsx_writing import reproducible_bytes
from govinfo_schema.forms import form_of
from govinfo_schema.merging.tables import losses_table, sources_table, summary
from govinfo_schema.messages import Text

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

    from govinfo_converters.xlsx_parts import PartsSheet
    from govinfo_schema.format_contract import WriteOptions
    from govinfo_schema.merging.merged import Merged

SOURCES_SHEET = Text("来源", "Sources")
LOSSES_SHEET = Text("迁移损失", "Losses")
_PRINTED_SOURCES = 10  # columns; hashes are for programs
_SUBTITLE_ROW = 2  # of the first sheet
_SHOWN = 12  # remarks in a comment


def merged_bytes(merged: Merged, options: WriteOptions) -> bytes:
    """Return the workbook of a merged report as the bytes of a file; the same report gives the same bytes."""
    book = Workbook()
    add_styles(book)
    language, form = options.language, form_of(merged.report)
    sheet: Worksheet = book.worksheets[0]
    sheet.title = SHEET.in_language(language)
    results = Results(book)
    write_report(sheet, merged.report, options)
    _say_what_it_is(sheet, merged, options)
    add_table(book, sources_table(merged), SOURCES_SHEET.in_language(language), language, printed=_PRINTED_SOURCES)
    _refer(sheet, merged, write_parts(book, merged, results, language), results, options)
    losses = losses_table(merged)
    if losses is not None:
        add_table(book, losses, LOSSES_SHEET.in_language(language), language)
    if options.findings is not None:
        write_findings(book, merged.report, options.findings, options)
    add_names(book, form, language)
    if needs_record(merged.report):
        write_record(book, merged.report, language)
    book.properties.title = safe_text(report_title(merged.report))
    return reproducible_bytes(book, results.into_part)


def _say_what_it_is(sheet: Worksheet, merged: Merged, options: WriteOptions) -> None:
    """Say below the title how many reports were added up, and who is missing."""
    cell = cell_at(sheet, _SUBTITLE_ROW, 1)
    text = f"{cell.value}\n{summary(merged).in_language(options.language)}"
    put_text(cell, text)
    drawn = plan(form_of(merged.report))
    width = drawn.width(Spot(_SUBTITLE_ROW, 1, _SUBTITLE_ROW, drawn.columns))
    sheet.row_dimensions[_SUBTITLE_ROW].height = text_height(text, width)


def _refer(sheet: Worksheet, merged: Merged, parts: PartsSheet, results: Results, options: WriteOptions) -> None:
    """Let the figures of the first sheet be those of the sheet of parts, and say what there is to say of a sum."""
    for path, spot in plan(form_of(merged.report)).spots.items():
        cell = cell_at(sheet, spot.row, spot.column)
        is_text = merged.totals[path].value is not None and cell.data_type != "n"
        if not is_text:
            address = range_of([spot]).partition(":")[0]
            results.put(sheet, address, Formula(f"={parts.totals[path]}", parts.results[path]))
        remarks = remark_lines(merged, merged.totals[path], options.language, shown=_SHOWN)
        if remarks:
            before = cell.comment.text.split("\n") if cell.comment is not None else []
            cell.comment = comment_of([*before, *remarks])
