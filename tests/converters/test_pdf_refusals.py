"""Running text and tables without rulings in PDF files, and files that are not read."""

from __future__ import annotations

import math
import random
import sys
from io import BytesIO

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

import govinfo_schema
from govinfo_converters.document import Document, FieldRow, Paragraph
from govinfo_converters.pdf_file import FORMAT, parse_pdf
from govinfo_schema.errors import ReadError
from govinfo_schema.limits import Limits
from layouts import numbers
from pdf_drawing import LEFT, RIGHT, RULERS, no_ruler, pdf_page
from pdf_reading import drawn, outcome, paragraphs, texts, unruled
from pdf_tables_drawn import PLAIN, simple_table

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


def test_a_paragraph_goes_on_over_a_page_break() -> None:
    pages = (
        ((700, 84, "甲" * 32), (680, 60, "乙" * 34), (30, 300, "1")),
        ((700, 60, "丙" * 34), (680, 60, "丁。"), (660, 84, "另起一段" * 8), (30, 300, "2")),
        ((700, 84, "又起一段。"), (30, 300, "3")),
    )

    def draw(canvas: Canvas) -> None:
        for page in pages:
            canvas.setFont("STSong-Light", 12)
            for y, x, text in page:
                canvas.drawString(x, y, text)
            canvas.showPage()

    document = parse_pdf(drawn(draw), "x")
    whole = "甲" * 32 + "乙" * 34 + "丙" * 34 + "丁。"
    assert paragraphs(document) == [whole, "另起一段" * 8, "又起一段。"]
    assert [block.place.page for block in document.blocks if isinstance(block, Paragraph)] == [1, 2, 3]


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
        parse_pdf(drawn(simple_table), "x", Limits(cells=200))
    assert caught.value.where == "page 1"
    with pytest.raises(ReadError, match=r"too long.*--timeout"):
        parse_pdf(drawn(simple_table), "x", Limits(seconds=1e-9))


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
    from govinfo_converters.pdf_calls import engine  # noqa: PLC0415 - its cache is emptied

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
