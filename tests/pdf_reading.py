"""Reading drawn PDF files in tests, and what became of their cells."""

from __future__ import annotations

from collections import Counter
from io import BytesIO
from typing import TYPE_CHECKING

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from govinfo_converters.document import Document, Grid, Paragraph
from govinfo_converters.pdf_file import FORMAT
from govinfo_schema.format_contract import Input, ReadOptions
from govinfo_schema.forms import Report, cell_values
from govinfo_schema.marks import Money

if TYPE_CHECKING:
    from collections.abc import Callable

    from layouts import Printed


def read(data: bytes) -> Report:
    assert FORMAT.read is not None
    return FORMAT.read(Input(data=data, name="drawn.pdf"), ReadOptions()).report


def outcome(data: bytes, printed: Printed) -> tuple[Counter[str], set[str]]:
    """Count what became of the cells, and name those that hold another cell's number."""
    report = read(data)
    counted: Counter[str] = Counter()
    wrong: set[str] = set()
    for cell, value in cell_values(report).items():
        got = str(value.value) if isinstance(value, Money) else None if value is None else str(value)
        if got is not None and got != printed[cell]:
            wrong.add(cell)
        elif got == printed[cell]:
            counted["right"] += 1
        else:
            counted[report.marks[cell].state] += 1
    return counted, wrong


def texts(document: Document) -> dict[tuple[int, int], str]:
    """The texts of the only table of a document, by row and column."""
    (grid,) = [block for block in document.blocks if isinstance(block, Grid)]
    return {(cell.row, cell.column): cell.text for cell in grid.cells}


def paragraphs(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Paragraph)]


def drawn(draw: Callable[[Canvas], None]) -> bytes:
    file = BytesIO()
    canvas = Canvas(file, pagesize=A4, invariant=1)
    draw(canvas)
    canvas.save()
    return file.getvalue()


def unruled(rows: list[list[tuple[float, str]]]) -> bytes:
    def draw(canvas: Canvas) -> None:
        canvas.setFont("STSong-Light", 10)
        for number, row in enumerate(rows):
            for x, text in row:
                canvas.drawString(x, 700 - 22 * number, text)

    return drawn(draw)
