"""PDF files whose tables are ruled in part, whose cells are narrow, and whose pages cut rows and numbers."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from reportlab.lib.pagesizes import A4

from govinfo_converters.document import Grid
from govinfo_converters.pdf_file import parse_pdf
from layouts import FORMS, blanked, facts, numbers
from pdf_drawing import FONT, PART_RULERS, lines_ruler, pdf_page
from pdf_reading import drawn, outcome, texts, unruled

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

    from govinfo_converters.document import Document


def rows_of(document: Document) -> list[list[str]]:
    """The texts of the only table, row by row; a cell that covers several columns or rows stands once."""
    (grid,) = [block for block in document.blocks if isinstance(block, Grid)]
    return [[cell.text for cell in grid.cells if cell.row == row] for row in range(grid.rows)]


def ruled(canvas: Canvas, xs: list[float], ys: list[float]) -> None:
    lines_ruler(
        canvas,
        [(left, top, right, bottom, "") for left, right in pairwise(xs) for top, bottom in pairwise(ys)],
    )


@pytest.mark.parametrize("at", [0, 150, 300])
@pytest.mark.parametrize("ruler", PART_RULERS)
@pytest.mark.parametrize("form", FORMS)
def test_no_number_of_a_table_ruled_in_part_is_silently_wrong(form: str, ruler: str, at: float) -> None:
    printed = blanked(numbers(form, 11), [fact["cell"] for fact in facts(form)][::7])
    counted, wrong = outcome(pdf_page(form, printed, ruler, at=at), printed)
    assert not wrong
    assert counted["blank"] == 0, "a number became a blank"
    assert counted["right"] >= 0.99 * len(printed)


def test_fields_in_one_cell_are_cut_where_columns_go_on() -> None:
    def draw(canvas: Canvas) -> None:
        ruled(canvas, [60, 160, 220, 280], [700, 680])
        canvas.rect(60, 640, 220, 40)  # two rows without borders between cells
        canvas.line(60, 660, 280, 660)
        canvas.setFont(FONT, 10)
        rows = [("项目", "11", "12"), ("行政许可", "21", "22"), ("行政处罚", "", "32")]
        for number, row in enumerate(rows):
            for x, text in zip((62, 180, 240), row, strict=True):
                canvas.drawString(x, 686 - 20 * number, text)

    assert rows_of(parse_pdf(drawn(draw), "x")) == [
        ["项目", "11", "12"],
        ["行政许可", "21", "22"],
        ["行政处罚", "", "32"],
    ]


def test_a_label_set_wide_is_one_label() -> None:
    def draw(canvas: Canvas) -> None:
        ruled(canvas, [60, 120, 180], [660, 640])
        canvas.rect(60, 660, 120, 20)
        canvas.setFont(FONT, 10)
        for x, text in ((80, "总"), (150, "计")):
            canvas.drawString(x, 666, text)

    assert rows_of(parse_pdf(drawn(draw), "x"))[0] == ["总 计"]


def test_fills_are_cells_where_no_ruling_is() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFillColorRGB(0.8, 0.9, 1)
        for row in range(3):
            for column in range(3):
                canvas.rect(60 + 80 * column, 640 - 20 * row, 79.7, 19.7, stroke=0, fill=1)
        canvas.setFillColorRGB(0, 0, 0)
        canvas.setFont(FONT, 10)
        for row in range(3):
            for column in range(3):
                canvas.drawString(70 + 80 * column, 646 - 20 * row, f"{row}{column}")

    assert rows_of(parse_pdf(drawn(draw), "x")) == [["00", "01", "02"], ["10", "11", "12"], ["20", "21", "22"]]


# Numbers in narrow cells


def narrow(first: str, second: str, width: float) -> str:
    def draw(canvas: Canvas) -> None:
        ruled(canvas, [60, 60 + width, 200], [700, 660])
        canvas.setFont("Helvetica", 10)
        canvas.drawString(63, 685, first)
        canvas.drawString(63, 672, second)
        canvas.drawString(63 + width, 685, "7")

    return texts(parse_pdf(drawn(draw), "x"))[0, 0]


def test_a_number_that_a_narrow_cell_breaks_is_one_number() -> None:
    assert narrow("139", "9", 24) == "1399"


def test_two_numbers_in_a_cell_with_room_stay_two() -> None:
    assert narrow("139", "9", 40) == "139\n9"


def test_numbers_on_both_sides_of_a_border_stay_two() -> None:
    def draw(canvas: Canvas) -> None:
        ruled(canvas, [60, 83, 106], [700, 680])
        canvas.setFont("Helvetica", 10)
        canvas.drawString(60.4, 686, "1028")
        canvas.drawString(83.4, 686, "1034")

    assert texts(parse_pdf(drawn(draw), "x")) == {(0, 0): "1028", (0, 1): "1034"}


def test_a_number_that_the_edge_of_the_page_cuts_off_is_none() -> None:
    def draw(canvas: Canvas) -> None:
        ruled(canvas, [A4[0] - 100, A4[0] - 40, A4[0] + 20], [700, 680])
        canvas.setFont("Helvetica", 10)
        canvas.drawString(A4[0] - 90, 686, "12")
        canvas.drawString(A4[0] - 17, 686, "1481")

    cells = texts(parse_pdf(drawn(draw), "x"))
    assert cells[0, 0] == "12"
    assert not cells[0, 1].isdecimal()


# Tables without rulings


def test_digits_that_break_off_are_no_row_of_their_own() -> None:
    rows = [
        [(60.0, "项目"), (200.0, "甲"), (260.0, "乙"), (320.0, "丙")],
        [(60.0, "行政许可"), (200.0, "130"), (260.0, "131"), (320.0, "132")],
        [(200.0, "0"), (260.0, "5"), (320.0, "7")],
        [(60.0, "行政处罚"), (200.0, "21"), (260.0, "22"), (320.0, "23")],
    ]
    read = [text for row in rows_of(parse_pdf(unruled(rows), "x")) for text in row]
    assert "130\n0" in read
    assert "0" not in read


def test_the_end_of_a_label_below_its_figures_belongs_to_it() -> None:
    rows = [
        [(60.0, "1.属于国家秘密"), (200.0, "11"), (260.0, "12"), (320.0, "13")],
        [(60.0, "2.其他"), (200.0, "21"), (260.0, "22"), (320.0, "23")],
        [(60.0, "法律行政法规禁止公开")],
        [(60.0, "3.危及“三安全一稳定”"), (200.0, "31"), (260.0, "32"), (320.0, "33")],
    ]
    assert rows_of(parse_pdf(unruled(rows), "x"))[1] == ["2.其他法律行政法规禁止公开", "21", "22", "23"]


def test_labels_set_to_the_left_and_figures_set_to_the_right_are_one_column() -> None:
    rows = [
        [(60.0, "信息内容"), (200.0, "本年制发件数"), (300.0, "本年废止件数"), (400.0, "现行有效件数")],
        [(60.0, "规章"), (280.0, "11"), (380.0, "12"), (480.0, "13")],
        [(60.0, "行政规范性文件"), (280.0, "21"), (480.0, "23")],
        [(60.0, "行政许可"), (280.0, "31"), (380.0, "32"), (480.0, "33")],
    ]
    assert rows_of(parse_pdf(unruled(rows), "x")) == [
        ["信息内容", "本年制发件数", "本年废止件数", "现行有效件数"],
        ["规章", "11", "12", "13"],
        ["行政规范性文件", "21", "", "23"],
        ["行政许可", "31", "32", "33"],
    ]
