"""Draws tables and text as PDF files, in the ways in which office programs leave them.

Everything is put on the page by coordinates; nothing here is shared with the readers.
"""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

from reportlab.lib.pagesizes import A4
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfbase.pdfmetrics import registerFont, stringWidth
from reportlab.pdfgen.canvas import Canvas

from layouts import Drawn, Printed, titled_tables

FONT, SIZE, LEADING, PAD = "STSong-Light", 9.0, 11.0, 3.0
LEFT, RIGHT, TOP, BOTTOM = 60.0, A4[0] - 60, A4[1] - 60, 70.0
registerFont(UnicodeCIDFont(FONT))
HEAD = 3  # rows
# one cell on the page: left, upper edge, right, lower edge, text
Box = tuple[float, float, float, float, str]
Ruler = Callable[[Canvas, list[Box]], None]


def placed(table: Drawn) -> list[tuple[int, int, int, int, str]]:
    """The cells as (row, column, rowspan, colspan, text)."""
    taken: set[tuple[int, int]] = set()
    cells: list[tuple[int, int, int, int, str]] = []
    for row, line in enumerate(table):
        column = 0
        for text, colspan, rowspan in line:
            while (row, column) in taken:
                column += 1
            taken |= {(row + down, column + over) for down in range(rowspan) for over in range(colspan)}
            cells.append((row, column, rowspan, colspan, text))
    return cells


def widths_of(table: Drawn) -> list[float]:
    """Column widths: narrow ones for groups of rows, whose labels then run down, wide ones for labels."""
    count = sum(colspan for _, colspan, _ in table[0])
    shares = {3: [5.0, 1.0, 2.0], 4: [3.0, 2.0, 2.0, 2.0], 10: [0.7, 1.4, 4.0, *[1.15] * 7]}.get(count, [1.0] * count)
    return [share / sum(shares) * (RIGHT - LEFT) for share in shares]


def wrapped(text: str, width: float) -> list[str]:
    lines = [""]
    for character in text:
        if lines[-1] and stringWidth(lines[-1] + character, FONT, SIZE) > width - 2 * PAD:
            lines.append("")
        lines[-1] += character
    return lines


def lines_ruler(canvas: Canvas, boxes: list[Box]) -> None:
    for left, top, right, bottom, _ in boxes:
        canvas.line(left, top, right, top)
        canvas.line(left, bottom, right, bottom)
        canvas.line(left, top, left, bottom)
        canvas.line(right, top, right, bottom)


def boxes_ruler(canvas: Canvas, boxes: list[Box]) -> None:
    for left, top, right, bottom, _ in boxes:
        canvas.rect(left, bottom, right - left, top - bottom)


def filled_ruler(canvas: Canvas, boxes: list[Box]) -> None:
    """Borders as thin filled boxes, each cell with its own, a little apart from its neighbour's."""
    for left, top, right, bottom, _ in boxes:
        for x, y, wide, high in (
            (left, bottom, right - left, 0.5),
            (left, top - 0.5, right - left, 0.5),
            (left, bottom, 0.5, top - bottom),
            (right - 0.5, bottom, 0.5, top - bottom),
        ):
            canvas.rect(x, y, wide, high, stroke=0, fill=1)


def no_ruler(canvas: Canvas, boxes: list[Box]) -> None:
    """A table without rulings."""


def _every_other(boxes: list[Box]) -> list[Box]:
    """The boxes that begin in the head, and in every other row from there on."""
    tops = sorted({top for _, top, _, _, _ in boxes}, reverse=True)
    return [box for box in boxes if tops.index(box[1]) < HEAD or tops.index(box[1]) % 2 == 0]


def _frame(canvas: Canvas, boxes: list[Box]) -> None:
    left, bottom = min(box[0] for box in boxes), min(box[3] for box in boxes)
    canvas.rect(left, bottom, max(box[2] for box in boxes) - left, max(box[1] for box in boxes) - bottom)


def half_ruler(canvas: Canvas, boxes: list[Box]) -> None:
    """Borders in every other row only, as a style of a word processor has them, and a frame."""
    lines_ruler(canvas, _every_other(boxes))
    _frame(canvas, boxes)


def shaded_ruler(canvas: Canvas, boxes: list[Box]) -> None:
    """A colour behind the cells of every other row, a frame, and no borders."""
    canvas.setFillColorRGB(0.94, 0.83, 0.83)
    for left, top, right, bottom, _ in _every_other(boxes):
        canvas.rect(left, bottom, right - left, top - bottom, stroke=0, fill=1)
    canvas.setFillColorRGB(0, 0, 0)
    _frame(canvas, boxes)


PART_RULERS: dict[str, Ruler] = {"half": half_ruler, "shaded": shaded_ruler}
RULERS: dict[str, Ruler] = {"lines": lines_ruler, "boxes": boxes_ruler, "filled": filled_ruler, "none": no_ruler}


class Sheet:
    """Pages that fill up from top to bottom."""

    def __init__(self, ruler: Ruler = lines_ruler, *, numbered: bool = True) -> None:
        self.file = BytesIO()
        self.canvas = Canvas(self.file, pagesize=A4, invariant=1, pageCompression=1)
        self.ruler, self.numbered = ruler, numbered
        self.page = 1
        self.written: dict[tuple[int, int], int] = {}
        self.y = TOP
        self.canvas.setFont(FONT, SIZE)
        self.canvas.setLineWidth(0.5)

    def new_page(self) -> None:
        self._end_page()
        self.page += 1
        self.y = TOP
        self.canvas.setFont(FONT, SIZE)
        self.canvas.setLineWidth(0.5)

    def _end_page(self) -> None:
        if self.numbered:
            self.canvas.setFont(FONT, SIZE)
            self.canvas.drawCentredString(A4[0] / 2, 30, f"- {self.page} -")
        self.canvas.showPage()

    def text(self, line: str) -> None:
        if self.y - 2 * LEADING < BOTTOM:
            self.new_page()
        self.y -= 1.6 * LEADING
        self.canvas.drawString(LEFT + 2 * SIZE, self.y, line)

    def table(self, table: Drawn, *, repeat: int = 0) -> None:
        """Draw a table; on a new page the first ``repeat`` rows stand again."""
        cells, widths = placed(table), widths_of(table)
        xs = [LEFT + sum(widths[:count]) for count in range(len(widths) + 1)]
        heights = [LEADING + 2 * PAD] * len(table)
        for row, column, rowspan, colspan, text in cells:
            if rowspan == 1:
                needed = len(wrapped(text, xs[column + colspan] - xs[column])) * LEADING + 2 * PAD
                heights[row] = max(heights[row], needed)
        self.y -= LEADING
        self.written.clear()
        start = 0
        while start < len(table):
            head = list(range(repeat)) if start else []
            rows = list(head)
            room = self.y - BOTTOM - sum(heights[row] for row in head)
            end = start
            while end < len(table) and heights[end] <= room:
                room -= heights[end]
                end += 1
            if end == start:
                self.new_page()
                continue
            rows += range(start, end)
            self._part(cells, rows, xs, heights)
            if end < len(table):
                self.new_page()
            start = end

    def _part(
        self, cells: list[tuple[int, int, int, int, str]], rows: list[int], xs: list[float], heights: list[float]
    ) -> None:
        tops = {row: self.y - sum(heights[before] for before in rows[:at]) for at, row in enumerate(rows)}
        boxes: list[Box] = []
        texts: list[tuple[float, float, str]] = []
        for row, column, rowspan, colspan, text in cells:
            shown = [each for each in range(row, row + rowspan) if each in tops]
            if not shown:
                continue
            top, bottom = tops[shown[0]], tops[shown[-1]] - heights[shown[-1]]
            boxes.append((xs[column], top, xs[column + colspan], bottom, text))
            lines = wrapped(text, xs[column + colspan] - xs[column])
            if len(shown) < rowspan:
                # A text that a page break cuts goes on where there is room for it.
                room = max(0, int((top - bottom - 2 * PAD) / LEADING))
                written = self.written.get((row, column), 0) if row not in tops else 0
                lines = lines[written : written + room]
                self.written[row, column] = written + len(lines)
            y = (top + bottom) / 2 + len(lines) * LEADING / 2 - SIZE
            texts += [
                ((xs[column] + xs[column + colspan]) / 2, y - number * LEADING, line)
                for number, line in enumerate(lines)
            ]
        self.ruler(self.canvas, boxes)
        for x, y, line in texts:
            self.canvas.drawCentredString(x, y, line)
        self.y = tops[rows[-1]] - heights[rows[-1]]

    def data(self) -> bytes:
        self._end_page()
        self.canvas.save()
        return self.file.getvalue()


def pdf_page(form: str, printed: Printed, ruler: str = "lines", *, repeat: int = 0, at: float = 0.0) -> bytes:
    """A filled form as a PDF; ``at`` moves its beginning down, so that pages break elsewhere."""
    sheet = Sheet((RULERS | PART_RULERS)[ruler])
    sheet.y -= at
    for line in ("某某县2023年政府信息公开工作年度报告", "一、总体情况", "全年工作有序推进。"):
        sheet.text(line)
    for title, table in titled_tables(form, printed):
        sheet.text(title)
        sheet.table(table, repeat=repeat)
    for line in ("五、存在的主要问题及改进情况", "继续改进。"):
        sheet.text(line)
    return sheet.data()
