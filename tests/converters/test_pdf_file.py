"""PDF files: drawn ones, in which each number is known, and printed ones."""

from __future__ import annotations

import json
import math
import random
import sys
from io import BytesIO
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

import govinfo_schema
from govinfo_converters.document import Document, FieldRow, Grid, Paragraph
from govinfo_converters.pdf_file import FORMAT, parse_pdf
from govinfo_converters.pdf_objects import Limits
from govinfo_schema.errors import ReadError
from govinfo_schema.forms import cell_values
from layouts import FORMS, blanked, facts, numbers
from pdf_drawing import BOTTOM, LEFT, RIGHT, RULERS, Sheet, lines_ruler, no_ruler, pdf_page
from pdf_reading import drawn, outcome, paragraphs, read, texts, unruled

if TYPE_CHECKING:
    from collections.abc import Callable

DATA = Path(__file__).resolve().parents[1] / "data" / "pdf"
SAMPLE = Path(__file__).resolve().parents[3] / "shared" / "samples" / "hongze-2024-pdf"
SIMPLE = [
    [("项目", 1, 1), ("甲", 1, 1), ("乙", 1, 1), ("丙", 1, 1)],
    [("第一行", 1, 1), ("11", 1, 1), ("", 1, 1), ("13", 1, 1)],
    [("第二行", 1, 1), ("21", 1, 1), ("22", 1, 1), ("", 1, 1)],
    [("第三行", 1, 1), ("31", 1, 1), ("32", 1, 1), ("33", 1, 1)],
]


# Whole forms


@pytest.mark.parametrize("at", [0, 150, 333, 420])
@pytest.mark.parametrize("ruler", RULERS)
@pytest.mark.parametrize("form", FORMS)
def test_a_form_is_read_whole_wherever_its_pages_break(form: str, ruler: str, at: float) -> None:
    printed = numbers(form, 11)
    counted, wrong = outcome(pdf_page(form, printed, ruler, at=at), printed)
    assert not wrong
    assert counted == {"right": len(printed)}


@pytest.mark.parametrize("form", FORMS)
def test_heads_may_be_repeated_on_each_page(form: str) -> None:
    printed = blanked(numbers(form, 11), [fact["cell"] for fact in facts(form)][::7])
    data = pdf_page(form, printed, repeat=1 if form == "v2014" else 3, at=150)
    assert outcome(data, printed) == ({"right": len(printed)}, set())


def groups_of(form: str) -> list[list[str]]:
    """Some single cells, some rows and columns, and cells all over."""
    cells, chosen = facts(form), random.Random(form)  # noqa: S311 - which cells are tried is no secret
    rows = [[fact["cell"] for fact in row] for _, row in groupby(cells, lambda fact: (fact["table"], fact["row"]))]
    columns = groupby(
        sorted(cells, key=lambda fact: (fact["table"], fact["column"])),
        lambda fact: (fact["table"], fact["column"]),
    )
    of_columns = [[fact["cell"] for fact in column] for _, column in columns if form != "v2014"]
    return [
        *([fact["cell"]] for fact in chosen.sample(cells, 3)),
        *chosen.sample(rows, 4),
        *chosen.sample(of_columns, min(6, len(of_columns))),
        [fact["cell"] for fact in cells[::5]],
        [fact["cell"] for fact in chosen.sample(cells, len(cells) // 2)],
    ]


@pytest.mark.parametrize("ruler", ["lines", "none"])
@pytest.mark.parametrize("form", FORMS)
def test_nothing_slips_into_blank_cells(form: str, ruler: str) -> None:
    for number, group in enumerate(groups_of(form)):
        printed = blanked(numbers(form, 11), group)
        counted, wrong = outcome(pdf_page(form, printed, ruler, at=60.0 * (number % 7)), printed)
        assert not wrong, (group, wrong)
        if ruler == "lines":
            assert counted == {"right": len(printed)}, group


@pytest.mark.parametrize("name", ["browser.pdf", "word-processor.pdf"])
def test_printed_pages_are_read_whole(name: str) -> None:
    printed = blanked(numbers("v2021", 11), [fact["cell"] for fact in facts("v2021")][::5])
    assert outcome((DATA / name).read_bytes(), printed) == ({"right": 200}, set())


@pytest.mark.skipif(not SAMPLE.is_dir(), reason="the shared samples are not here")
def test_a_published_report_of_mixed_form_is_read_whole() -> None:
    truth = json.loads((SAMPLE / "truth.json").read_text(encoding="utf-8"))
    report = read((SAMPLE / "source.pdf").read_bytes())
    values = list(cell_values(report).items())
    applications = [value for cell, value in values if cell.startswith("applications.")]
    rows = {label: row for label, row in truth["table3"].items() if "(六)" not in label}
    assert [value for value in applications if value is not None] == [number for row in rows.values() for number in row]
    assert [value for cell, value in values if cell.startswith("review_and_litigation.")] == truth["table4"]
    assert report.year == truth["year"]
    assert report.agency.name == truth["agency"]


def test_the_same_file_gives_the_same_document() -> None:
    data = pdf_page("v2021", numbers("v2021", 11))
    assert parse_pdf(data, "a") == parse_pdf(data, "a")


# Tables


def test_cells_know_their_page_and_their_spans() -> None:
    sheet = Sheet()
    sheet.y = BOTTOM + 60
    sheet.table([[("合并", 2, 1), ("丙", 1, 2)], [("1", 1, 1), ("2", 1, 1)], [("3", 1, 1), ("4", 1, 1), ("5", 1, 1)]])
    (grid,) = parse_pdf(sheet.data(), "x").blocks
    assert isinstance(grid, Grid)
    assert (grid.rows, grid.columns, grid.pages) == (3, 3, (1, 1, 2))
    assert [(cell.text, cell.row, cell.column, cell.rowspan, cell.colspan) for cell in grid.cells] == [
        ("合并", 0, 0, 1, 2),
        ("丙", 0, 2, 2, 1),
        ("1", 1, 0, 1, 1),
        ("2", 1, 1, 1, 1),
        ("3", 2, 0, 1, 1),
        ("4", 2, 1, 1, 1),
        ("5", 2, 2, 1, 1),
    ]


def test_several_tables_on_a_page_stay_apart_and_in_order() -> None:
    sheet = Sheet()
    for title in ("表甲", "表乙"):
        sheet.text(title)
        sheet.table(SIMPLE)
    blocks = parse_pdf(sheet.data(), "x").blocks
    assert [type(block) for block in blocks] == [Paragraph, Grid, Paragraph, Grid]
    assert [block.place.table for block in blocks if isinstance(block, Grid)] == [1, 2]


def test_a_row_cut_by_a_page_break_is_one_row_when_no_ruling_closes_it() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFont("STSong-Light", 9)
        for x in (60, 200, 300):
            canvas.line(x, 140, x, 60)
        canvas.line(60, 140, 300, 140)
        canvas.line(60, 100, 300, 100)
        canvas.drawString(70, 115, "第一行")
        canvas.drawString(210, 115, "11")
        canvas.drawString(70, 70, "第二行")
        canvas.showPage()
        canvas.setFont("STSong-Light", 9)
        for x in (60, 200, 300):
            canvas.line(x, 800, x, 700)
        canvas.line(60, 740, 300, 740)
        canvas.line(60, 700, 300, 700)
        canvas.drawString(210, 770, "22")
        canvas.drawString(70, 715, "第三行")
        canvas.drawString(210, 715, "33")

    assert texts(parse_pdf(drawn(draw), "x")) == {
        (0, 0): "第一行",
        (0, 1): "11",
        (1, 0): "第二行",
        (1, 1): "22",
        (2, 0): "第三行",
        (2, 1): "33",
    }


def test_two_rows_at_a_page_break_never_become_one() -> None:
    """The row above is whole, the row below is blank: no ruling between them shows that they are two."""

    def draw(canvas: Canvas) -> None:
        for label, number, top, bottom in (("甲行", "11", 140, 60), ("乙行", "", 800, 700)):
            canvas.setFont("STSong-Light", 9)
            for x in (60, 200, 300):
                canvas.line(x, top, x, bottom)
            canvas.line(60, (top + bottom) / 2, 300, (top + bottom) / 2)
            for y in ((top + bottom) / 2 + 10, bottom + 10):
                canvas.drawString(70, y, label)
                canvas.drawString(210, y, number)
            canvas.showPage()

    found = texts(parse_pdf(drawn(draw), "x"))
    assert [found[row, 0] for row in range(4)] == ["甲行", "甲行", "乙行", "乙行"]
    assert [found[row, 1] for row in range(4)] == ["11", "11", "", ""]


def test_parts_with_other_columns_stay_two_tables() -> None:
    sheet = Sheet()
    sheet.y = BOTTOM + 90
    sheet.table(SIMPLE)
    sheet.new_page()
    sheet.table([[("一", 1, 1), ("二", 1, 1), ("三", 1, 1)], [("1", 1, 1), ("2", 1, 1), ("3", 1, 1)]])
    assert len([block for block in parse_pdf(sheet.data(), "x").blocks if isinstance(block, Grid)]) == 2


def test_a_number_over_a_border_is_given_to_neither_cell() -> None:
    def draw(canvas: Canvas) -> None:
        lines_ruler(canvas, [(60, 700, 80, 680, ""), (80, 700, 100, 680, ""), (100, 700, 140, 680, "")])
        canvas.setFont("Helvetica", 10)
        canvas.drawString(65, 686, "94873")
        canvas.drawString(110, 686, "5")

    found = texts(parse_pdf(drawn(draw), "x"))
    assert found[0, 2] == "5"
    assert not found[0, 0].isdigit()
    assert not found[0, 1].isdigit()


@pytest.mark.parametrize(("size", "dy"), [(6, 4), (10, 4), (6, 0)])
def test_a_footnote_mark_is_no_digit(size: float, dy: float) -> None:
    def draw(canvas: Canvas) -> None:
        lines_ruler(canvas, [(60, 700, 160, 680, ""), (160, 700, 260, 680, "")])
        canvas.setFont("Helvetica", 10)
        canvas.drawString(70, 686, "5")
        canvas.setFont("Helvetica", size)
        canvas.drawString(75.6, 686 + dy, "1")

    assert texts(parse_pdf(drawn(draw), "x"))[0, 0].split() in (["5", "1"], ["1", "5"])


def test_a_number_struck_twice_counts_once_and_two_numbers_over_each_other_stay_two() -> None:
    def draw(canvas: Canvas) -> None:
        lines_ruler(canvas, [(60, 700, 160, 680, ""), (160, 700, 260, 680, "")])
        canvas.setFont("Helvetica", 10)
        for shift in (0, 0.4):
            canvas.drawString(70 + shift, 686, "11")
        canvas.drawString(170, 686, "5")
        canvas.drawString(170.5, 686, "6")

    found = texts(parse_pdf(drawn(draw), "x"))
    assert found[0, 0] == "11"
    assert found[0, 1].split() == ["5", "6"]


def test_frames_and_underlines_are_no_tables() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFont("STSong-Light", 12)
        canvas.rect(40, 40, 500, 760)
        canvas.drawString(100, 700, "加下划线的一行")
        canvas.line(100, 697, 190, 697)
        canvas.bezier(100, 500, 200, 600, 300, 400, 400, 500)

    assert [type(block) for block in parse_pdf(drawn(draw), "x").blocks] == [Paragraph]


def test_a_table_open_at_its_sides_keeps_its_outer_columns() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", 10)
        for y in (700, 680, 660):
            canvas.line(60, y, 300, y)
        for x in (140, 220):
            canvas.line(x, 700, x, 660)
        for x, text in ((70, "1"), (150, "2"), (230, "3")):
            canvas.drawString(x, 686, text)

    found = texts(parse_pdf(drawn(draw), "x"))
    assert [found[0, column] for column in range(3)] == ["1", "2", "3"]


# What is not the text of a cell


def simple_table(canvas: Canvas) -> None:
    canvas.setFont("STSong-Light", 9)
    for row, line in enumerate(SIMPLE):
        for column, (text, _, _) in enumerate(line):
            left, top = 60 + 100 * column, 700 - 30 * row
            lines_ruler(canvas, [(left, top, left + 100, top - 30, "")])
            canvas.drawString(left + 20, top - 20, text)


PLAIN = {(row, column): text for row, line in enumerate(SIMPLE) for column, (text, _, _) in enumerate(line)}


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


def turned(canvas: Canvas) -> None:
    canvas.translate(290, 640)
    canvas.rotate(90)
    canvas.setFont("Helvetica", 9)
    canvas.drawString(-60, 0, "1234567890 1234567890")


def off_the_page(canvas: Canvas) -> None:
    canvas.drawString(A4[0] + 50, 650, "99")


@pytest.mark.parametrize("extra", [white, invisible, aslant, upright_over, off_the_page])
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


# Running text


def test_page_numbers_and_running_heads_are_left_out() -> None:
    def draw(canvas: Canvas) -> None:
        for number in (5, 6, 7):
            canvas.setFont("STSong-Light", 9)
            canvas.drawString(60, 800, "某某县政府信息公开年度报告")
            canvas.drawString(60, 700, f"正文{'甲乙丙'[number - 5]}")
            canvas.drawCentredString(300, 30, str(number))
            canvas.showPage()

    assert paragraphs(parse_pdf(drawn(draw), "x")) == ["某某县政府信息公开年度报告", "正文甲", "正文乙", "正文丙"]


def test_a_lonely_number_that_is_no_page_number_stays() -> None:
    def draw(canvas: Canvas) -> None:
        for number in (17, 4):
            canvas.setFont("STSong-Light", 9)
            canvas.drawString(60, 700, "收到申请数量")
            canvas.drawString(60, 680, "单位：件")
            canvas.drawString(60, 660, str(number))
            canvas.showPage()

    assert {"17", "4"} <= set(paragraphs(parse_pdf(drawn(draw), "x")))


def test_lines_that_fill_the_width_are_one_paragraph() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFont("STSong-Light", 12)
        for y, x, text in (
            (700, 84, "甲" * 32),
            (680, 60, "乙" * 34),
            (660, 60, "丙。"),
            (640, 84, "另起一段。"),
            (620, 84, "一、标题"),
        ):
            canvas.drawString(x, y, text)

    whole = "甲" * 32 + "乙" * 34 + "丙。"
    assert paragraphs(parse_pdf(drawn(draw), "x")) == [whole, "另起一段。", "一、标题"]


# Tables without rulings


def test_figures_below_each_other_are_a_column() -> None:
    data = unruled(
        [
            [(60, "项目"), (200, "甲"), (280, "乙"), (360, "丙")],
            [(60, "第一行"), (200, "1"), (360, "3")],
            [(60, "第二行"), (280, "22"), (360, "23")],
            [(60, "第三行"), (200, "31")],
        ]
    )
    found = texts(parse_pdf(data, "x"))
    assert [[found.get((row, column), "") for column in range(4)] for row in range(4)] == [
        ["项目", "甲", "乙", "丙"],
        ["第一行", "1", "", "3"],
        ["第二行", "", "22", "23"],
        ["第三行", "31", "", ""],
    ]


def test_figures_whose_columns_run_into_each_other_are_no_grid() -> None:
    data = unruled(
        [
            [(60, "第一行"), (200, "11111111"), (280, "2")],
            [(60, "第二行"), (225, "333333333333"), (310, "4")],
            [(60, "第三行"), (200, "5"), (275, "66666666")],
        ]
    )
    blocks = parse_pdf(data, "x").blocks
    assert [type(block) for block in blocks] == [FieldRow] * 3
    first = blocks[0]
    assert isinstance(first, FieldRow)
    assert [field.text for field in first.fields] == ["第一行", "11111111", "2"]


def test_a_label_of_two_lines_belongs_to_the_figures_beside_it() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFont("STSong-Light", 10)
        for y, label, number in ((700, "第一行", "1"), (640, "第三行", "3"), (616, "第四行", "4")):
            canvas.drawString(60, y, label)
            canvas.drawString(250, y, number)
        canvas.drawString(60, 676, "第二行的标签")
        canvas.drawString(60, 664, "写成两行")
        canvas.drawString(250, 670, "2")

    found = texts(parse_pdf(drawn(draw), "x"))
    assert found[1, 0] == "第二行的标签写成两行"
    assert found[1, 1] == "2"


def test_prose_with_numbers_is_no_table() -> None:
    data = unruled([[(60, f"全年受理申请 {number} 件，办结 {number} 件。")] for number in range(10, 16)])
    assert {type(block) for block in parse_pdf(data, "x").blocks} == {Paragraph}


# Files that are not read


def whole() -> bytes:
    return pdf_page("v2021", numbers("v2021", 11))


def picture() -> ImageReader:
    from PIL import Image  # noqa: PLC0415 - needed here only

    return ImageReader(Image.new("RGB", (50, 70), (200, 210, 220)))


def scan(*, text_pages: int = 0, stamp: bool = False) -> bytes:
    def draw(canvas: Canvas) -> None:
        for _ in range(2):
            canvas.drawImage(picture(), 0, 0, *A4)
            if stamp:
                canvas.drawString(60, 30, "Scanned with an app")
            canvas.showPage()
        for _ in range(text_pages):
            simple_table(canvas)
            canvas.showPage()

    return drawn(draw)


@pytest.mark.parametrize("stamp", [False, True])
def test_a_scan_is_refused_with_advice(stamp: bool) -> None:  # noqa: FBT001 - a case of the test
    with pytest.raises(ReadError) as caught:
        parse_pdf(scan(stamp=stamp), "scan.pdf")
    assert "扫描" in caught.value.what.zh
    assert caught.value.advice is not None
    assert "OCR" in caught.value.advice.zh
    assert "核对" in caught.value.advice.zh


def test_scanned_pages_beside_readable_ones_are_named() -> None:
    document = parse_pdf(scan(text_pages=1), "x")
    assert document.metadata == {"pages_without_text": "1, 2"}
    assert texts(document) == PLAIN


def test_a_scan_with_recognised_text_is_read() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawImage(picture(), 0, 0, *A4)
        text = canvas.beginText(60, 700)
        text.setTextRenderMode(3)
        text.setFont("STSong-Light", 10)
        for line in range(20):
            text.textLine(f"识别出的第{line}行文字")
        canvas.drawText(text)

    document = parse_pdf(drawn(draw), "x")
    assert "识别出的第19行文字" in "".join(paragraphs(document))
    assert document.metadata == {"pages_with_recognised_text": "1"}


def test_drawn_letters_are_no_text() -> None:
    with pytest.raises(ReadError):
        parse_pdf(drawn(lambda canvas: canvas.bezier(100, 500, 200, 600, 300, 400, 400, 500)), "x")


def test_an_empty_page_is_refused() -> None:
    with pytest.raises(ReadError, match="shows nothing"):
        parse_pdf(drawn(lambda canvas: canvas.showPage()), "x")


def test_a_file_with_a_password_is_refused() -> None:
    file = BytesIO()
    canvas = Canvas(file, encrypt=StandardEncryption("secret", canPrint=0))
    canvas.drawString(10, 10, "1")
    canvas.save()
    with pytest.raises(ReadError, match="password"):
        parse_pdf(file.getvalue(), "x")


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7", b"%PDF-1.4\n%%EOF", b"<html></html>", b"\0" * 1000])
def test_what_is_no_pdf_is_refused(data: bytes) -> None:
    with pytest.raises(ReadError) as caught:
        parse_pdf(data, "x.pdf")
    assert caught.value.where == "x.pdf"


def test_damaged_files_are_read_rightly_or_refused() -> None:
    data, printed = whole(), numbers("v2021", 11)
    chosen = random.Random(7)  # noqa: S311 - which bytes are damaged is no secret
    for _ in range(12):
        broken = bytearray(data[: chosen.randrange(len(data))] if chosen.random() < 0.5 else data)
        for _ in range(chosen.randrange(1, 6)):
            broken[chosen.randrange(len(broken))] = chosen.randrange(256)
        try:
            _, wrong = outcome(bytes(broken), printed)
        except (govinfo_schema.GovinfoError, AssertionError):
            continue
        assert not wrong


def test_limits_hold() -> None:
    def many_pages(canvas: Canvas) -> None:
        for _ in range(4):
            canvas.showPage()

    with pytest.raises(ReadError, match="4 pages"):
        parse_pdf(drawn(many_pages), "x", Limits(pages=3))
    with pytest.raises(ReadError, match="more than 20 paths") as caught:
        parse_pdf(drawn(simple_table), "x", Limits(paths=20))
    assert caught.value.where == "page 1"
    with pytest.raises(ReadError, match="longer than"):
        parse_pdf(drawn(simple_table), "x", Limits(seconds=-1))


def test_a_page_full_of_lines_takes_no_time_worth_naming() -> None:
    def draw(canvas: Canvas) -> None:
        simple_table(canvas)
        for number in range(2000):
            angle = number / 7
            canvas.line(300, 300, 300 + 90 * math.cos(angle), 300 + 90 * math.sin(angle))
        for number in range(1500):
            canvas.line(60, 20 + number / 10, 500, 20 + number / 10)

    assert isinstance(parse_pdf(drawn(draw), "x", Limits(seconds=5)), Document)


def test_a_missing_library_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    from govinfo_converters.pdf_objects import engine  # noqa: PLC0415 - its cache is emptied

    engine.cache_clear()
    monkeypatch.setitem(sys.modules, "pypdfium2.raw", None)
    monkeypatch.setitem(sys.modules, "pypdfium2", None)
    with pytest.raises(ReadError) as caught:
        govinfo_schema.read(whole(), format="pdf")
    assert caught.value.advice is not None
    assert "pip install 'govinfo-schema[pdf]'" in caught.value.advice.zh
    engine.cache_clear()


def test_the_format_knows_its_files() -> None:
    assert FORMAT.sniff(whole())
    assert FORMAT.sniff(b"junk\n%PDF-1.4")
    assert not FORMAT.sniff(b"PK\x03\x04")


def test_drawn_tables_are_as_wide_as_the_page() -> None:
    """The drawing itself: without it, the other tests would say nothing."""
    assert LEFT < RIGHT
    assert no_ruler is RULERS["none"]
