"""Tables without rulings in which it is seen closely whose figures stand beside or under a label, drawn small."""

from __future__ import annotations

from typing import TYPE_CHECKING

from govinfo_converters.pdf_file import parse_pdf
from pdf_drawing import FONT
from pdf_reading import drawn, texts

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

DOWN = 17  # points from line to line


def test_the_end_of_a_label_on_the_next_page_is_no_beginning_of_the_label_below_it() -> None:
    pages = [
        [("1.", "11", "12"), *"属于国家秘密", ("2.", "21", "22")],
        [*"其他法律行政法规禁止公开", ("3.", "31", "32"), *"危及“三安全一稳定”", ("4.", "41", "42")],
    ]

    def draw(canvas: Canvas) -> None:
        for page in pages:
            canvas.setFont(FONT, 10)
            for number, line in enumerate(page):
                for x, text in zip((87, 150, 200), line, strict=False):
                    canvas.drawString(x, 750 - DOWN * number, text)
            canvas.showPage()

    found = texts(parse_pdf(drawn(draw), "x"))
    rows = {found[row, 0]: (found.get((row, 1)), found.get((row, 2))) for row in range(5)}
    assert rows == {
        "1.属于国家秘密": ("11", "12"),
        "2.": ("21", "22"),
        "其他法律行政法规禁止公开": (None, None),
        "3.危及“三安全一稳定”": ("31", "32"),
        "4.": ("41", "42"),
    }
