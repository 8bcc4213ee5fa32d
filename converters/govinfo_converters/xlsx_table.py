"""A table of results as a workbook with one sheet."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from govinfo_converters.table_files import text_of
from govinfo_converters.xlsx_lists import FIRST_ROW, HEAD_ROW, finish_list, fold_columns, new_list, text_cell
from govinfo_converters.xlsx_styles import Figure, add_styles, put_figure, put_text, safe_text
from govinfo_converters.xlsx_writing import reproducible_bytes
from govinfo_schema.marks import Money

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell

    from govinfo_schema.messages import Language
    from govinfo_schema.tables import Content, Table


def table_as_workbook(table: Table, language: Language) -> bytes:
    """Return ``table`` as the bytes of a workbook; the same table gives the same bytes."""
    book = Workbook()
    add_styles(book)
    book.remove(book.worksheets[0])
    add_table(book, table, table.name, language)
    book.properties.title = safe_text(table.title.in_language(language))
    return reproducible_bytes(book)


def add_table(
    book: Workbook, table: Table, sheet_title: str, language: Language, *, printed: int | None = None
) -> None:
    """Add a sheet with ``table`` to ``book``.

    Args:
        book: a book that has the shared styles.
        table: the table.
        sheet_title: title of the sheet.
        language: language of titles and sentences.
        printed: how many columns are printed; the others are folded up. By default all are.
    """
    columns = [(column.title.in_language(language), float(column.width)) for column in table.columns]
    sheet = new_list(book, sheet_title, table.title.in_language(language), columns)
    for number, row in enumerate(table.rows, FIRST_ROW):
        for at, (column, content) in enumerate(zip(table.columns, row, strict=True), 1):
            _put(text_cell(sheet, number, at), column.for_people(content), language)
    last = HEAD_ROW + len(table.rows)
    finish_list(sheet, len(columns), last, printed=printed or len(columns), language=language)
    sheet.auto_filter.ref = f"A{HEAD_ROW}:{get_column_letter(len(columns))}{last}"
    if printed is not None and printed < len(columns):
        fold_columns(sheet, printed + 1, len(columns))


def _put(cell: Cell, content: Content, language: Language) -> None:
    if isinstance(content, Money) or (isinstance(content, int) and not isinstance(content, bool)):
        put_figure(cell, Figure.of(content))
    elif isinstance(content, Decimal):
        put_figure(cell, Figure.of(Money(content)))
    else:
        put_text(cell, text_of(content, language, separator="\n"))
