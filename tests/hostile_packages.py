"""Hostile files that are no text: Word files, workbooks and PDFs, each made on demand."""

from __future__ import annotations

import io
import struct
import zlib
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZipFile

from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from hostile_texts import LAUGHS, PRINTED, REMOTE, XXE
from office_layouts import SOURCES, changed, old_sheet_file, sheet_file, word_file, word_package
from pdf_drawing import pdf_page

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

WORD = word_file("v2021", SOURCES["different"]("v2021"))
BOOK = sheet_file("v2021", SOURCES["different"]("v2021"))
SPREADSHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
SHEET, DOCUMENT = "xl/worksheets/sheet1.xml", "word/document.xml"
MILLION = 1_000_000
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


def zipped(parts: Mapping[str, bytes | str]) -> bytes:
    """A zip archive of these parts."""
    target = io.BytesIO()
    with ZipFile(target, "w", ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return target.getvalue()


def with_part(data: bytes, name: str, content: bytes | str) -> bytes:
    """The archive with one more part."""
    target = io.BytesIO(data)
    with ZipFile(target, "a", ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return target.getvalue()


def bomb(data: bytes, part: str, size: int) -> bytes:
    """The archive with a part of nothing but blanks."""
    target = io.BytesIO()
    with ZipFile(io.BytesIO(data)) as source, ZipFile(target, "w", ZIP_DEFLATED) as archive:
        for name in source.namelist():
            if name != part:
                archive.writestr(name, source.read(name))
        with archive.open(part, "w") as file:
            for _ in range(size // MILLION):
                file.write(b" " * MILLION)
    return target.getvalue()


def lying(data: bytes, real: int, said: int) -> bytes:
    """The archive with another unpacked size in all its entries that have the size ``real``."""
    return data.replace(struct.pack("<L", real), struct.pack("<L", said))


def encrypted_entries(data: bytes) -> bytes:
    """The archive whose entries say that they are encrypted."""
    return data.replace(b"PK\x03\x04\x14\x00\x00\x00", b"PK\x03\x04\x14\x00\x01\x00").replace(
        b"PK\x01\x02\x14\x03\x14\x00\x00\x00", b"PK\x01\x02\x14\x03\x14\x00\x01\x00"
    )


def deep_word(depth: int, inner: str) -> bytes:
    """A Word file with tables in tables."""
    return word_package("<w:tbl><w:tr><w:tc>" * depth + inner + "</w:tc></w:tr></w:tbl>" * depth)


DOCX: dict[str, Callable[[], bytes]] = {
    "bomb": lambda: bomb(WORD, DOCUMENT, 300 * MILLION),
    "bomb-that-lies": lambda: lying(bomb(WORD, DOCUMENT, 250 * MILLION), 250 * MILLION, 1000),
    "size-declared": lambda: lying(word_package("", root=" " * 1_000_003), 1_000_003, 0xFFFF_FFF0),
    "bomb-of-parts": lambda: zipped({"word/document.xml": "<a/>"} | {f"x{n}": bytes(10**6) for n in range(300)}),
    "parts-20000": lambda: zipped({"word/document.xml": "<a/>"} | {f"x{n}": b"" for n in range(20_000)}),
    "tables-1000-deep": lambda: deep_word(1000, "<w:p><w:r><w:t>1</w:t></w:r></w:p>"),
    "xml-100000-deep": lambda: word_package("<w:sdt><w:sdtContent>" * 50_000 + "</w:sdtContent></w:sdt>" * 50_000),
    "span": lambda: changed(
        WORD, DOCUMENT, lambda xml: xml.replace("<w:tcPr>", '<w:tcPr><w:gridSpan w:val="999999999"/>')
    ),
    "columns-left-out": lambda: changed(
        WORD, DOCUMENT, lambda xml: xml.replace("<w:tr>", '<w:tr><w:trPr><w:gridBefore w:val="999999999"/></w:trPr>')
    ),
    "xxe": lambda: changed(WORD, DOCUMENT, lambda xml: XXE + xml[xml.find("<w:document") :]),
    "billion-laughs": lambda: changed(WORD, DOCUMENT, lambda _: LAUGHS),
    "xxe-utf-16": lambda: word_package("", root=(XXE + "<x>&e;</x>").encode("utf-16")),
    "remote-template": lambda: with_part(
        WORD,
        "word/_rels/settings.xml.rels",
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
        f'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate" '
        f'Target="{REMOTE}" TargetMode="External"/></Relationships>',
    ),
    "path-outside": lambda: with_part(WORD, "../../../../tmp/govinfo-outside", "x"),
    "two-documents": lambda: with_part(WORD, DOCUMENT, "<x/>"),
    "main-part-that-is-itself": lambda: zipped(
        {
            "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            '<Relationship Type="x/officeDocument" Target="_rels/.rels"/></Relationships>',
            "word/other.xml": "<a/>",
        }
    ),
    "encrypted": lambda: OLE + "EncryptedPackage".encode("utf-16-le") + bytes(4000),
    "encrypted-entries": lambda: encrypted_entries(WORD),
    "text-of-control-signs": lambda: changed(WORD, DOCUMENT, lambda xml: xml.replace("<w:t>", "<w:t>&#1;\ufffe")),
    "paragraphs-200000": lambda: word_package("<w:p><w:r><w:t>1</w:t></w:r></w:p>" * 200_000),
    "cells-150000": lambda: word_package(
        "<w:tbl>" + ("<w:tr>" + "<w:tc><w:p><w:r><w:t>1</w:t></w:r></w:p></w:tc>" * 100 + "</w:tr>") * 1500 + "</w:tbl>"
    ),
}


def sheet(xml: str) -> bytes:
    """The workbook with another first sheet."""
    return changed(BOOK, SHEET, lambda _: xml)


def cells_at(*addresses: str) -> bytes:
    """A workbook with a number at each address."""
    lines = "".join(f'<row><c r="{address}"><v>1</v></c></row>' for address in addresses)
    return sheet(f'<worksheet xmlns="{SPREADSHEET}"><sheetData>{lines}</sheetData></worksheet>')


ODS_TYPE = "application/vnd.oasis.opendocument.spreadsheet"


def ods(body: str, before: str = "") -> bytes:
    """An OpenDocument workbook with this body."""
    office = "urn:oasis:names:tc:opendocument:xmlns"
    content = (
        f'{before}<o:document-content xmlns:o="{office}:office:1.0" xmlns:table="{office}:table:1.0"><o:body>'
        f'<o:spreadsheet><table:table table:name="a">{body}</table:table></o:spreadsheet></o:body></o:document-content>'
    )
    manifest = (
        f'<m:manifest xmlns:m="{office}:manifest:1.0">'
        f'<m:file-entry m:full-path="/" m:media-type="{ODS_TYPE}"/></m:manifest>'
    )
    return zipped({"mimetype": ODS_TYPE, "META-INF/manifest.xml": manifest, "content.xml": content})


XLSX: dict[str, Callable[[], bytes]] = {
    "far-cell": lambda: cells_at("A1", "XFD1048576"),
    "far-cells-apart": lambda: cells_at("XFD1", "A1048576"),
    "address-of-nowhere": lambda: cells_at("ZZZZZZ99999999", "A0", "1A", ""),
    "merges": lambda: changed(
        BOOK,
        SHEET,
        lambda xml: xml.replace("</sheetData>", "</sheetData><mergeCells>" + '<mergeCell ref="A1:XFD1048576"/>' * 5000),
    ),
    "bomb": lambda: bomb(BOOK, SHEET, 300 * MILLION),
    "xxe": lambda: changed(BOOK, SHEET, lambda xml: XXE + xml[xml.find("<worksheet") :]),
    "billion-laughs": lambda: sheet(LAUGHS),
    "billion-laughs-in-strings": lambda: with_part(BOOK, "xl/sharedStrings.xml", LAUGHS),
    "external-link": lambda: with_part(
        BOOK,
        "xl/externalLinks/externalLink1.xml",
        f'<externalLink xmlns="{SPREADSHEET}"><x href="{REMOTE}"/></externalLink>',
    ),
    "string-that-is-not-there": lambda: changed(
        BOOK, SHEET, lambda xml: xml.replace('t="s"', 't="s" x=""').replace("<v>", "<v>9")
    ),
    "xml-100000-deep": lambda: sheet("<a>" * 100_000 + "</a>" * 100_000),
    "sheet-cut-off": lambda: changed(BOOK, SHEET, lambda xml: xml[: len(xml) // 2]),
    "numbers": lambda: changed(BOOK, SHEET, lambda xml: xml.replace("<v>", "<v>1e999")),
    "dates": lambda: changed(BOOK, SHEET, lambda xml: xml.replace("<v>", "<v>-99999999999")),
    "sheets-2000": lambda: changed(
        BOOK,
        "xl/workbook.xml",
        lambda xml: xml.replace(
            "</sheets>",
            "".join(f'<sheet name="s{n}" sheetId="{n + 9}" r:id="rId1"/>' for n in range(2000)) + "</sheets>",
        ),
    ),
}
ODS: dict[str, Callable[[], bytes]] = {
    "repeated-rows": lambda: ods(
        '<table:table-row table:number-rows-repeated="999999999"><table:table-cell o:value="1"/></table:table-row>'
    ),
    "repeated-columns": lambda: ods(
        '<table:table-row><table:table-cell table:number-columns-repeated="999999999" o:value="1"/></table:table-row>'
    ),
    "repeated-both": lambda: ods(
        '<table:table-row><table:table-cell table:number-columns-repeated="9000" o:value="1"/></table:table-row>'
        '<table:table-row table:number-rows-repeated="9000"><table:table-cell o:value="1"/></table:table-row>'
    ),
    "billion-laughs": lambda: ods("", before=LAUGHS.partition("<x>")[0]),
    "xxe": lambda: ods("<table:table-row><table:table-cell>&e;</table:table-cell></table:table-row>", before=XXE),
    "deep": lambda: ods("<table:table-row-group>" * 50_000 + "</table:table-row-group>" * 50_000),
}


def pdf_of(objects: Mapping[int, bytes]) -> bytes:
    """A PDF of these objects, of which the first is the catalogue; readers find them without a table."""
    body = b"".join(b"%d 0 obj\n%s\nendobj\n" % item for item in objects.items())
    return b"%PDF-1.7\n" + body + b"trailer\n<</Root 1 0 R/Size %d>>\n%%%%EOF\n" % (max(objects) + 1)


def stream(content: bytes, more: bytes = b"") -> bytes:
    """A packed stream."""
    packed = zlib.compress(content, 9)
    return b"<</Filter/FlateDecode/Length %d%s>>stream\n%s\nendstream" % (len(packed), more, packed)


CATALOGUE = b"<</Type/Catalog/Pages 2 0 R>>"
ONE_PAGE = b"<</Type/Pages/Kids[3 0 R]/Count 1>>"


def pdf_content(content: bytes, resources: bytes = b"", media: bytes = b"0 0 595 842") -> bytes:
    """A PDF of one page with this content."""
    one = b"<</Type/Page/Parent 2 0 R/MediaBox[%s]/Contents 4 0 R/Resources<<%s>>>>" % (media, resources)
    form = stream(b"/F Do", b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</F 5 0 R>>>>")
    return pdf_of({1: CATALOGUE, 2: ONE_PAGE, 3: one, 4: stream(content), 5: form})


def locked_pdf() -> bytes:
    """A PDF that a password protects."""
    target = io.BytesIO()
    canvas = Canvas(target, encrypt=StandardEncryption("secret", canPrint=0))
    canvas.drawString(100, 700, "2023")
    canvas.save()
    return target.getvalue()


PDF: dict[str, Callable[[], bytes]] = {
    "loop-in-pages": lambda: pdf_of({1: CATALOGUE, 2: b"<</Type/Pages/Kids[2 0 R]/Count 1>>"}),
    "long-loop-in-pages": lambda: pdf_of(
        {1: CATALOGUE} | {n: b"<</Type/Pages/Kids[%d 0 R]/Count 9>>" % (n % 50 + 2) for n in range(2, 52)}
    ),
    "pages-declared": lambda: pdf_of(
        {1: CATALOGUE, 2: b"<</Type/Pages/Kids[3 0 R]/Count 100000>>", 3: b"<</Type/Page/Parent 2 0 R>>"}
    ),
    "pages-100000": lambda: pdf_of(
        {
            1: CATALOGUE,
            2: b"<</Type/Pages/Kids[" + b"3 0 R " * 100_000 + b"]/Count 100000>>",
            3: b"<</Type/Page/Parent 2 0 R>>",
        }
    ),
    "pages-minus-one": lambda: pdf_of({1: CATALOGUE, 2: b"<</Type/Pages/Kids[]/Count -1>>"}),
    "form-in-itself": lambda: pdf_content(b"/F Do", b"/XObject<</F 5 0 R>>"),
    "bomb": lambda: pdf_content(b"0 0 m 9 9 l S\n" * 4_000_000),
    "bomb-of-spaces": lambda: pdf_content(b" " * 100 * MILLION),
    "states-nested": lambda: pdf_content(b"q " * 1_000_000),
    "arrays-nested": lambda: pdf_content(b"[" * 1_000_000),
    "objects-nested": lambda: pdf_of({1: b"[" * 500_000, 2: ONE_PAGE}),
    "huge-page": lambda: pdf_content(b"0 0 m 1e30 1e30 l S", media=b"-1e30 -1e30 1e30 1e30"),
    "no-numbers": lambda: pdf_content(b"nan inf m 1e999 -1e999 l S BT /F 1e30 Tf (1) Tj ET"),
    "script": lambda: pdf_of(
        {1: b"<</Type/Catalog/Pages 2 0 R/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>>>", 2: ONE_PAGE}
    ),
    "outside": lambda: pdf_of(
        {1: b"<</Type/Catalog/Pages 2 0 R/OpenAction<</S/URI/URI(" + REMOTE.encode() + b")>>>>", 2: ONE_PAGE}
    ),
    "encrypted": locked_pdf,
    "no-pages": lambda: pdf_of({1: b"<</Type/Catalog>>"}),
    "header-alone": lambda: b"%PDF-1.7\n",
    "header-late": lambda: b"x" * 1000 + pdf_page("v2021", PRINTED),
    "numbers-of-objects": lambda: pdf_page("v2021", PRINTED).replace(b" 0 obj", b" 65535 obj"),
    "end-twice": lambda: pdf_page("v2021", PRINTED) * 3,
}

XLS: dict[str, Callable[[], bytes]] = {
    "container-of-zeros": lambda: OLE + "Workbook".encode("utf-16-le") + bytes(1_000_000),
    "sectors-in-a-circle": lambda: old_sheet_file("v2021", PRINTED).replace(
        b"\xfd\xff\xff\xff\xff\xff\xff\xff", b"\x00" * 8
    ),
    "encrypted": lambda: OLE + "EncryptedPackage".encode("utf-16-le") + bytes(4000),
}
PACKAGES: dict[str, dict[str, Callable[[], bytes]]] = {"docx": DOCX, "xlsx": XLSX, "ods": ODS, "pdf": PDF, "xls": XLS}
