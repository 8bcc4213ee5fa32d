"""Workbooks of all kinds, for tests."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from openpyxl import Workbook

from govinfo_converters.document import Document, Grid, Paragraph

if TYPE_CHECKING:
    from collections.abc import Callable

    from openpyxl.worksheet.worksheet import Worksheet


SHEET = "xl/worksheets/sheet1.xml"


def workbook(fill: Callable[[Worksheet], object], *titles: str) -> bytes:
    book = Workbook()
    book.worksheets[0].title = (titles or ("Sheet",))[0]
    for title in titles[1:]:
        book.create_sheet(title)
    for sheet in book.worksheets:
        fill(sheet)
    target = BytesIO()
    book.save(target)
    return target.getvalue()


def texts(document: Document) -> list[str | list[list[str]]]:
    shown: list[str | list[list[str]]] = []
    for block in document.blocks:
        if isinstance(block, Paragraph):
            shown.append(block.text)
        elif isinstance(block, Grid):
            rows = sorted({cell.row for cell in block.cells})
            shown.append([[cell.text for cell in block.cells if cell.row == row] for row in rows])
    return shown
