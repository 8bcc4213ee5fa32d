"""What is the text of a cell in a PDF file, and what is not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from reportlab.lib.pagesizes import A4

from govinfo_converters.pdf_file import parse_pdf
from pdf_drawing import lines_ruler
from pdf_reading import drawn, paragraphs, texts

if TYPE_CHECKING:
    from collections.abc import Callable

    from reportlab.pdfgen.canvas import Canvas
from pdf_tables_drawn import PLAIN, simple_table


def white(canvas: Canvas) -> None:
    canvas.setFillColorRGB(1, 1, 1)
    canvas.drawString(280, 650, "99")


def invisible(canvas: Canvas) -> None:
    text = canvas.beginText(280, 650)
    text.setTextRenderMode(3)
    text.textOut("99")
    canvas.drawText(text)


def aslant(canvas: Canvas) -> None:
    canvas.translate(100, 560)
    canvas.rotate(30)
    canvas.setFont("Helvetica", 30)
    canvas.drawString(0, 0, "1 2 3 4 5 6 7 8 9 0 1 2 3 4")


def upright_over(canvas: Canvas) -> None:
    canvas.setFont("Helvetica", 70)
    canvas.drawString(70, 610, "8888888")


def over_a_blank_cell(canvas: Canvas) -> None:
    canvas.setFont("STSong-Light", 60)
    canvas.drawString(280, 630, "密")


def turned(canvas: Canvas) -> None:
    canvas.translate(290, 640)
    canvas.rotate(90)
    canvas.setFont("Helvetica", 9)
    canvas.drawString(-60, 0, "1234567890 1234567890")


def off_the_page(canvas: Canvas) -> None:
    canvas.drawString(A4[0] + 50, 650, "99")


@pytest.mark.parametrize("extra", [white, invisible, aslant, upright_over, over_a_blank_cell, off_the_page])
def test_what_lies_over_a_table_or_cannot_be_seen_is_in_no_cell(extra: Callable[[Canvas], None]) -> None:
    def draw(canvas: Canvas) -> None:
        simple_table(canvas)
        extra(canvas)

    assert texts(parse_pdf(drawn(draw), "x")) == PLAIN


def test_text_that_runs_another_way_is_not_mixed_with_that_of_a_cell() -> None:
    def draw(canvas: Canvas) -> None:
        simple_table(canvas)
        turned(canvas)

    found = texts(parse_pdf(drawn(draw), "x"))
    assert {place: text for place, text in found.items() if PLAIN[place]} == {k: v for k, v in PLAIN.items() if v}


def test_text_that_lies_across_stands_once_at_the_end() -> None:
    def draw(canvas: Canvas) -> None:
        for _ in range(2):
            simple_table(canvas)
            canvas.translate(100, 100)
            canvas.rotate(40)
            canvas.drawString(0, 0, "样稿")
            canvas.showPage()

    assert paragraphs(parse_pdf(drawn(draw), "x")) == ["样稿"]


def test_white_text_on_a_dark_ground_is_seen() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.rect(60, 670, 400, 30, fill=1)
        canvas.saveState()
        simple_table(canvas)
        canvas.setFillColorRGB(1, 1, 1)
        canvas.drawString(180, 690, "白字")
        canvas.restoreState()

    assert "白字" in texts(parse_pdf(drawn(draw), "x"))[0, 1]


def test_a_label_turned_by_a_quarter_stands_in_its_cell() -> None:
    def draw(canvas: Canvas) -> None:
        simple_table(canvas)
        lines_ruler(canvas, [(40, 700, 60, 580, "")])
        canvas.translate(53, 600)
        canvas.rotate(90)
        canvas.drawString(0, 0, "竖排标签")

    assert texts(parse_pdf(drawn(draw), "x"))[0, 0] == "竖排标签"


@pytest.mark.parametrize("quarters", [1, 2, 3])
def test_a_page_turned_as_a_whole_reads_like_an_upright_one(quarters: int) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.translate(A4[0] / 2, A4[1] / 2)
        canvas.rotate(90 * quarters)
        canvas.translate(-280, -600)
        simple_table(canvas)

    assert texts(parse_pdf(drawn(draw), "x")) == PLAIN


def test_how_a_page_is_shown_does_not_matter() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setPageSize((A4[1], A4[0]))  # written the other way round when the page is turned
        canvas.setPageRotation(90)
        simple_table(canvas)

    assert texts(parse_pdf(drawn(draw), "x")) == PLAIN


def test_a_table_within_a_form_object_is_found() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.beginForm("table")
        simple_table(canvas)
        canvas.endForm()
        canvas.translate(20, -50)
        canvas.doForm("table")

    assert texts(parse_pdf(drawn(draw), "x")) == PLAIN


def test_what_is_filled_into_a_field_is_read() -> None:
    def draw(canvas: Canvas) -> None:
        simple_table(canvas)
        canvas.acroForm.textfield(value="77", x=275, y=645, width=60, height=20, fontSize=9, borderWidth=0)

    assert texts(parse_pdf(drawn(draw), "x"))[1, 2] == "77"
