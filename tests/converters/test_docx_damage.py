"""Word files that are damaged or hostile."""

from __future__ import annotations

import random
import struct
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docx_markup_drawn import p, span, tbl, tc, texts, tr
from govinfo_converters import office_package
from govinfo_converters.docx_file import parse_docx
from govinfo_schema.errors import GovinfoError, ReadError
from govinfo_schema.limits import Limits
from office_layouts import word_package


def bomb(size: int) -> bytes:
    target = BytesIO()
    with ZipFile(target, "w", ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b" " * size)
    return target.getvalue()


def lying(data: bytes, size: int) -> bytes:
    """The archive with another size stated for its entry, in both places."""
    (entry,) = ZipFile(BytesIO(data)).infolist()
    stated, wanted = struct.pack("<I", entry.file_size), struct.pack("<I", size)
    return data.replace(stated, wanted)


def crowded(entries: int) -> bytes:
    target = BytesIO()
    with ZipFile(target, "w", ZIP_STORED) as archive:
        for number in range(entries):
            archive.writestr(ZipInfo(str(number)), b"")
    return target.getvalue()


def encrypted_entry() -> bytes:
    data = bytearray(word_package(p("1")))
    entry = ZipFile(BytesIO(bytes(data))).getinfo("word/document.xml")
    data[entry.header_offset + 6] |= 1
    central = bytes(data).rfind(b"PK\x01\x02", 0, bytes(data).rfind(b"word/document.xml"))
    data[central + 8] |= 1
    return bytes(data)


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


ENTITY = '<!DOCTYPE x [<!ENTITY a "9"><!ENTITY b "&a;&a;">]>'


MALFORMED: dict[str, tuple[bytes, str]] = {
    "nothing": (b"", "not a Word file"),
    "text": ("政府信息公开年度报告".encode(), "not a Word file"),
    "the first bytes only": (b"PK\x03\x04", "no complete zip archive"),
    "cut off": (word_package(p("1" * 999))[:-200], "no complete zip archive"),
    "a zip of other things": (bomb(9).replace(b"word/document.xml", b"word-document.txt"), "plain zip archive"),
    "a workbook": (bomb(9).replace(b"word/document.xml", b"xl/sharedstrs.xml"), "Excel workbook"),
    "a presentation": (bomb(9).replace(b"word/document.xml", b"ppt/slides/1s.xml"), "presentation"),
    "an old Word file": (OLE + "WordDocument".encode("utf-16-le") + bytes(40), "an old Word or WPS file"),
    "an old workbook": (OLE + "Workbook".encode("utf-16-le") + bytes(40), "an old Excel or WPS workbook"),
    "an old container": (OLE, "container without text"),
    "a protected file": (OLE + "EncryptedPackage".encode("utf-16-le") + bytes(40), "protected by a password"),
    "RTF": (b"{\\rtf1 hello}", "an RTF file"),
    "a web page": (b"\xef\xbb\xbf <!DOCTYPE html><html></html>", "a web page"),
    "a web archive": (b"From: <saved>\nMIME-Version: 1.0\n", "a web archive"),
    "a PDF": (b"%PDF-1.7 ...", "a PDF file"),
    "XML that is none": (word_package("", root="<w:document"), "bad XML"),
    "no XML": (word_package("", root="\x00\x01"), "bad XML"),
    "empty XML": (word_package("", root=" "), "bad XML"),
    "other XML": (word_package("", root="<html/>"), "no text"),
    "entities": (word_package("", root=ENTITY + "<x>&b;</x>"), "DOCTYPE"),
    "entities in UTF-16": (word_package("", root=(ENTITY + "<x>&b;</x>").encode("utf-16")), "DOCTYPE"),
    "no text": (word_package(p("")), "no text"),
    "an embedded page": (word_package("<w:altChunk/>"), "embedded web page"),
    "tables in tables": (word_package(tbl("<w:tr><w:tc>") * 30 + "</w:tc></w:tr></w:tbl>" * 30), "bad XML"),
    "an encrypted part": (encrypted_entry(), "protected by a password"),
    "a part that is larger than it states": (lying(bomb(5_000_011), 5_011), "damaged"),
    "far too large a part": (lying(bomb(5_000_011), 2_000_000_011), "unpacks to 2 GB.*--max-unpacked 3GB"),
    "too many entries": (crowded(office_package.MOST_ENTRIES + 1), "more than 10000 files"),
}


@pytest.mark.parametrize("case", MALFORMED)
def test_what_is_no_word_file_is_refused_with_a_reason(case: str) -> None:
    data, reason = MALFORMED[case]
    with pytest.raises(ReadError, match=reason) as caught:
        parse_docx(data, "x.docx")
    assert caught.value.where == "x.docx"
    assert caught.value.advice is not None


def test_nested_tables_have_a_limit() -> None:
    def nested(depth: int) -> bytes:
        return word_package("<w:tbl><w:tr><w:tc>" * depth + p("1") + "</w:tc></w:tr></w:tbl>" * depth)

    assert texts(parse_docx(nested(100), "x")) == ["1"]
    with pytest.raises(ReadError, match=r"nested 101 deep.*--max-depth 200"):
        parse_docx(nested(101), "x")
    wide = "<w:tbl><w:tr><w:tc>" + p("a") + "</w:tc><w:tc>" + p("b")
    deep = word_package(wide * 130 + "</w:tc></w:tr></w:tbl>" * 130)
    with pytest.raises(ReadError, match=r"nested 101 deep.*--max-depth 200"):
        parse_docx(deep, "x")


def test_deep_markup_of_other_kinds_is_no_trouble() -> None:
    depth = 200
    fields = "<w:sdt><w:sdtContent>" * depth + p("1") + "</w:sdtContent></w:sdt>" * depth
    assert texts(parse_docx(word_package(fields), "x")) == ["1"]


def test_strong_compression_is_believed_up_to_a_size() -> None:
    data = word_package(p("1" * 100_000))
    assert texts(parse_docx(data, "x")) == ["1" * 100_000]
    assert texts(parse_docx(data, "x", Limits(unpacked=420_000))) == ["1" * 100_000]
    with pytest.raises(ReadError, match=r"strangely well packed.*--max-ratio 300"):
        parse_docx(data, "x", Limits(unpacked=390_000))


SMALL = word_package(
    p("某县2023年政府信息公开工作年度报告") + tbl(tr("a", tc("1", properties=span(2))), tr("b", "2", "3"))
)


@settings(max_examples=300, deadline=None)
@given(st.integers(0, 2**32))
def test_damaged_archives_are_refused_or_read(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - damage needs no secrets
    data = bytearray(SMALL)
    for _ in range(chance.randint(1, 8)):
        at = chance.randrange(len(data))
        data[at : at + chance.randint(0, 4)] = chance.randbytes(chance.randint(0, 4))
    try:
        parse_docx(bytes(data), "x")
    except GovinfoError as error:
        assert error.where == "x"  # noqa: PT017 - reading it is right, too


MARKUP = ZipFile(BytesIO(SMALL)).read("word/document.xml").decode()


PIECES = (
    "<w:tbl>",
    "</w:tc>",
    "<w:tr>",
    "<w:vMerge/>",
    "<w:del>",
    "</w:p>",
    "<w:p/>",
    'w:val="-1"',
    "<w:tc/>",
    "&#5;",
    "&x;",
)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.tuples(st.integers(0, len(MARKUP)), st.sampled_from(PIECES)), min_size=1, max_size=4))
def test_damaged_markup_is_refused_or_read(changes: list[tuple[int, str]]) -> None:
    markup = MARKUP
    for at, piece in changes:
        markup = markup[:at] + piece + markup[at:]
    try:
        parse_docx(word_package("", root=markup), "x")
    except GovinfoError as error:
        assert error.where == "x"  # noqa: PT017 - reading it is right, too
