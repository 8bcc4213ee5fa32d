"""PDF files with a text layer: paragraphs, ruled tables, also over page breaks, and tables without rulings.

Nothing is recognised in pictures. A scanned file is refused with advice; where only some pages are scanned,
``metadata["pages_without_text"]`` names them. Text that a program recognised on a scan is read, and
``metadata["pages_with_recognised_text"]`` names its pages: a person must compare the figures with the picture. What
cannot be seen on the page is left out; text that lies across the tables, as watermarks do, stands at the end.
"""

from __future__ import annotations

import hashlib
import time
from threading import Lock
from typing import TYPE_CHECKING

from govinfo_converters.document import Document, FieldRow, Grid
from govinfo_converters.pdf_arrangement import PageContent, blocks_of
from govinfo_converters.pdf_calls import engine
from govinfo_converters.pdf_page import Page, read_page
from govinfo_converters.pdf_ruled import tables_of
from govinfo_converters.pdf_text import text_lines
from govinfo_converters.reading import read_document, read_reports
from govinfo_schema.errors import ReadError
from govinfo_schema.format_contract import Format, Input, ReadOptions
from govinfo_schema.limits import STANDARD_LIMITS, Limits
from govinfo_schema.messages import Text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from govinfo_schema.reading import Reading

_LARGE_PICTURE = 0.5  # of the page
_LEAST_TEXT = 50  # characters beside a large picture, fewer are a stamp or the name of a scanning program
_LEAST_NAMED = 0.5  # of the characters: those that the fonts name
_HEADER_WITHIN = 1024  # bytes
# PDFium must not be called by two threads at once.
_ONE_AT_A_TIME = Lock()


def parse_pdf(data: bytes, name: str, limits: Limits = STANDARD_LIMITS) -> Document:
    """Make a document of the bytes of a PDF.

    Args:
        data: the file.
        name: its name for messages.
        limits: what the file may ask for.

    Returns:
        Paragraphs and tables in reading order, each with its page; a table over several pages is one grid where its
        parts have the same columns and nothing stands between them.

    Raises:
        ReadError: the file is damaged, protected by a password, scanned, or asks for more than ``limits`` allow.
        ModuleNotFoundError: pypdfium2 is not installed; ``govinfo_schema.read`` tells how to install it.
    """
    with _ONE_AT_A_TIME:
        pages = _pages(data, name, limits)
    contents = [_content(page) for page in pages]
    blocks = blocks_of(contents)
    without = [page.number for page in pages if _lacks_text(page)]
    if not any(isinstance(block, Grid | FieldRow) for block in blocks):
        if without:
            raise _scanned(name, without, len(pages))
        if not blocks:
            raise _empty(name)
    recognised = [page.number for page in pages if page.recognised]
    found = {"pages_without_text": without, "pages_with_recognised_text": recognised}
    noted = {note: ", ".join(map(str, numbers)) for note, numbers in found.items() if numbers}
    return Document(name=name, format="pdf", sha256=hashlib.sha256(data).hexdigest(), blocks=blocks, metadata=noted)


def _pages(data: bytes, name: str, limits: Limits) -> list[Page]:
    pdfium, end = engine(), time.monotonic() + limits.seconds
    document = pdfium.FPDF_LoadMemDocument64(data, len(data), None)
    if not document:
        raise _not_opened(name, protected=pdfium.FPDF_GetLastError() == pdfium.FPDF_ERR_PASSWORD)
    try:
        count = pdfium.FPDF_GetPageCount(document)
        if count < 1:
            raise _empty(name)
        if count > limits.pages:
            what = Text(f"文件有 {count} 页", f"The file has {count} pages")
            raise limits.refusal("pages", what, where=name, needed=count)
        return [read_page(document, number, limits, end) for number in range(1, count + 1)]
    finally:
        pdfium.FPDF_CloseDocument(document)


def _content(page: Page) -> PageContent:
    found = tables_of(page)
    across = [text for text in (page.askew, found.others) if text]
    lines = text_lines(found.outside, page.number)
    return PageContent(number=page.number, tables=found.tables, lines=lines, across=across)


def _lacks_text(page: Page) -> bool:
    """Whether a page shows something and is not readable: a scan, or text whose fonts do not say what it is."""
    texts = [glyph.text for glyph in (*page.glyphs, *page.turned)]
    seen = len(texts) - texts.count(" ")
    named = seen - texts.count("\ufffd")
    if page.pictures >= _LARGE_PICTURE and seen < _LEAST_TEXT:
        return True
    return named < _LEAST_NAMED * seen if seen else page.drawn


def _not_opened(name: str, *, protected: bool) -> ReadError:
    if protected:
        return ReadError(
            Text("PDF 文件有密码保护。", "The PDF is protected by a password."),
            where=name,
            advice=Text("请用密码打开后另存为无密码的文件。", "Open it with the password and save it without one."),
        )
    return ReadError(
        Text("文件已损坏或不完整，不能作为 PDF 打开。", "The file is damaged or incomplete and is no PDF."),
        where=name,
        advice=Text("请重新下载或重新导出。", "Download or export it again."),
    )


def _empty(name: str) -> ReadError:
    return ReadError(
        Text("PDF 文件中没有任何内容。", "The PDF shows nothing."),
        where=name,
        advice=Text("请重新下载或重新导出。", "Download or export it again."),
    )


def _scanned(name: str, without: Sequence[int], count: int) -> ReadError:
    which = ", ".join(map(str, without))
    what = (
        Text(
            "这是扫描件：页面只有图像，没有可读的文字。",
            "This is a scan: pictures without readable text.",
        )
        if len(without) == count
        else Text(
            f"第 {which} 页只有图像，没有可读的文字；其余页中没有表格。",
            f"Pages {which} are pictures without readable text, and no other page has a table.",
        )
    )
    return ReadError(
        what,
        where=name,
        advice=Text(
            "请先做文字识别（OCR），逐格核对识别出的数字，再读取；能找到原始的网页或电子文件更好。",
            "Run text recognition (OCR) and check each figure of its output; the original file is better.",
        ),
    )


def _looks_like_pdf(data: bytes) -> bool:
    return b"%PDF-" in data[:_HEADER_WITHIN]


def _read(given: Input, options: ReadOptions) -> Reading:
    return read_document(parse_pdf(given.data, given.name, options.limits), options)


def _read_all(given: Input, options: ReadOptions) -> tuple[Reading, ...]:
    return read_reports(parse_pdf(given.data, given.name, options.limits), options)


FORMAT = Format(
    name="pdf",
    description=Text("PDF：带文字层的报告（不含扫描件）", "PDF: a report with a text layer (no scans)"),
    suffixes=(".pdf",),
    sniff=_looks_like_pdf,
    read=_read,
    read_all=_read_all,
    fragile=True,
)
