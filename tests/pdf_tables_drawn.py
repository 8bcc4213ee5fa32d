"""Tables drawn into PDF files, for tests."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pdf_drawing import lines_ruler

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

SIMPLE = [
    [("项目", 1, 1), ("甲", 1, 1), ("乙", 1, 1), ("丙", 1, 1)],
    [("第一行", 1, 1), ("11", 1, 1), ("", 1, 1), ("13", 1, 1)],
    [("第二行", 1, 1), ("21", 1, 1), ("22", 1, 1), ("", 1, 1)],
    [("第三行", 1, 1), ("31", 1, 1), ("32", 1, 1), ("33", 1, 1)],
]


def simple_table(canvas: Canvas) -> None:
    canvas.setFont("STSong-Light", 9)
    for row, line in enumerate(SIMPLE):
        for column, (text, _, _) in enumerate(line):
            left, top = 60 + 100 * column, 700 - 30 * row
            lines_ruler(canvas, [(left, top, left + 100, top - 30, "")])
            canvas.drawString(left + 20, top - 20, text)


PLAIN = {(row, column): text for row, line in enumerate(SIMPLE) for column, (text, _, _) in enumerate(line)}
