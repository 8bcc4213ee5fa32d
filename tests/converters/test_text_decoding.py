"""From bytes to text."""

from __future__ import annotations

import codecs
import random
import zipfile
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from opencc import OpenCC

from govinfo_converters.cell_values import parse_cell
from govinfo_converters.text_decoding import Decoded, decode, is_utf8
from govinfo_schema.errors import ReadError
from govinfo_schema.marks import Mark

SIMPLIFIED = (
    "某某县2023年政府信息公开工作年度报告\n一、总体情况。本年度共收到申请21件，办结22件，上年结转1件。"
    "按照国务院办公厅的要求，全县各单位认真落实《条例》，主动公开各类信息18339条。\n规章\t0\t0\t0\n行政规范性文件\t20\t3\t69\n"
)
TRADITIONAL = OpenCC("s2t").convert(SIMPLIFIED)


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("text", [SIMPLIFIED, TRADITIONAL])
def test_an_encoding_is_seen_from_the_text(encoding: str, text: str) -> None:
    assert decode(text.encode(encoding)) == Decoded(text, encoding)


def test_big5_is_seen_from_the_text() -> None:
    assert decode(TRADITIONAL.encode("big5hkscs")) == Decoded(TRADITIONAL, "big5hkscs")


def test_the_old_names_of_gb18030_are_read_as_gb18030() -> None:
    for name in ("gb2312", "gbk"):
        assert decode(SIMPLIFIED.encode(name), declared=name) == Decoded(SIMPLIFIED, "gb18030")


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
    ],
)
def test_a_byte_order_mark_decides_and_is_no_text(mark: bytes, encoding: str) -> None:
    assert decode(mark + "总计 22".encode(encoding), declared="big5") == Decoded("总计 22", encoding)


def test_valid_utf8_wins_over_a_wrong_declaration() -> None:
    assert decode(SIMPLIFIED.encode(), declared="gb2312").text == SIMPLIFIED


def test_a_wrong_declaration_does_not_win_over_the_text() -> None:
    assert decode(SIMPLIFIED.encode("gb18030"), declared="big5").text == SIMPLIFIED
    assert decode(SIMPLIFIED.encode("gb18030"), declared="utf-8").text == SIMPLIFIED
    assert decode(SIMPLIFIED.encode("gb18030"), declared="iso-8859-1").text == SIMPLIFIED
    assert decode(SIMPLIFIED.encode("gb18030"), declared="utf-16").text == SIMPLIFIED


@pytest.mark.parametrize(
    ("declared", "encoding"),
    [
        ("GB2312", "gb18030"),
        ("gbk", "gb18030"),
        ("'Big5'", "big5hkscs"),
        ("Big5-HKSCS", "big5hkscs"),
        ("UTF-16", "utf-16-le"),
        ("utf-16be", "utf-16-le"),
        ("utf8", "gb18030"),
        (None, "gb18030"),
    ],
)
def test_a_declaration_decides_where_the_text_leaves_a_doubt(declared: str | None, encoding: str) -> None:
    # A pair of bytes that is a common character in GB 2312 (啊) and in Big5 (陛) alike.
    data = b"\xb0\xa1 12"
    expected = encoding if encoding != "utf-16-le" else "gb18030"
    assert decode(data, declared=declared).encoding == expected


def test_ascii_is_utf8() -> None:
    assert decode(b"0\t0\t0") == Decoded("0\t0\t0", "utf-8")


@pytest.mark.parametrize("encoding", ["gb18030", "big5hkscs"])
def test_pieces_of_texts_are_decoded_whole_and_damaged(encoding: str) -> None:
    source = SIMPLIFIED if encoding == "gb18030" else TRADITIONAL
    choose = random.Random(20)  # noqa: S311 - no secret
    for _ in range(200):
        start = choose.randrange(len(source) - 30)
        text = source[start : start + choose.randrange(30, 120)]
        if sum(not sign.isascii() for sign in text) < 20:
            continue
        assert decode(text.encode(encoding)) == Decoded(text, encoding)
        cut = decode(text.encode(encoding) + b"\xb5")
        assert cut == Decoded(text + "\ufffd", encoding, damaged=1)


def test_one_damaged_byte_does_not_lose_a_page() -> None:
    data = bytearray(SIMPLIFIED.encode())
    at = data.index("落实".encode())
    data[at] = 0xFF
    decoded = decode(bytes(data))
    assert decoded.encoding == "utf-8"
    assert decoded.damaged >= 1
    assert "上年结转1件" in decoded.text
    assert "\ufffd" in decoded.text


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
@pytest.mark.parametrize("byte", [0x00, 0x80, 0x81, 0xB5, 0xC4, 0xE4, 0xFF])
def test_a_damaged_digit_is_never_another_number(byte: int, encoding: str) -> None:
    before, after = SIMPLIFIED.encode(encoding).split(b"\t20\t")
    for place in range(4):
        figure = bytearray(b"2468")
        figure[place] = byte
        decoded = decode(before + b"\t" + bytes(figure) + b"\t" + after)
        assert decoded.encoding == encoding
        line = next(line for line in decoded.text.splitlines() if line.startswith("行政规范性文件"))
        assert "\ufffd" in line
        damaged = next(cell for cell in line.split("\t") if "\ufffd" in cell)
        value = parse_cell(damaged, "count")
        assert isinstance(value, Mark)
        assert value.state == "unreadable"


@pytest.mark.parametrize(
    ("data", "english", "chinese"),
    [
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "PDF", "PDF"),
        (b"PK\x03\x04\x14\x00\x06\x00", "docx", "docx"),
        (b"PK\x05\x06" + bytes(18), "empty zip", "zip"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500), "WPS", "WPS"),
        (b"{\\rtf1\\ansi", "RTF", "RTF"),
        (b"\x1f\x8b\x08\x00", "gzip", "gzip"),
        (b"Rar!\x1a\x07", "rar", "rar"),
        (b"7z\xbc\xaf\x27\x1c", "7z", "7z"),
        (b"\x89PNG\r\n\x1a\n", "PNG", "PNG"),
        (b"\xff\xd8\xff\xe0", "JPEG", "JPEG"),
        (b"GIF89a", "GIF", "GIF"),
        (b"BM\x36\x00\x00\x00", "BMP", "BMP"),
        (b"II*\x00", "TIFF", "TIFF"),
        (b"MM\x00*", "TIFF", "TIFF"),
        (b"RIFF\x00\x00\x00\x00WEBP", "WebP", "WebP"),
    ],
)
def test_other_files_are_refused_by_name(data: bytes, english: str, chinese: str) -> None:
    with pytest.raises(ReadError) as caught:
        decode(data)
    assert english in caught.value.in_language("en")
    assert chinese in caught.value.in_language("zh")
    assert caught.value.advice is not None


def test_a_real_zip_file_is_refused() -> None:
    target = BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("word/document.xml", "<w:document/>")
    with pytest.raises(ReadError, match="zip"):
        decode(target.getvalue())


def test_a_text_that_begins_like_an_image_is_read() -> None:
    assert decode(b"BM,12").text == "BM,12"


@pytest.mark.parametrize("data", [b"", b" \r\n\t"])
def test_an_empty_file_is_refused(data: bytes) -> None:
    with pytest.raises(ReadError, match="empty"):
        decode(data)


@pytest.mark.parametrize(
    "data",
    [
        bytes(range(256)) * 4,
        b"\x01\x02\x03\x04\x05\x06\x07\x08" * 20 + b"\xff",
        b"abc" + bytes(100) + b"def",
        b"\x80\x81\xff\xfe" * 50,
        bytes(100),
    ],
)
def test_bytes_that_are_no_text_are_refused(data: bytes) -> None:
    with pytest.raises(ReadError, match="damaged"):
        decode(data)


@given(st.binary(max_size=200))
def test_any_bytes_are_text_or_a_read_error(data: bytes) -> None:
    try:
        decoded = decode(data)
    except ReadError:
        return
    assert decoded.text
    assert decoded.damaged <= decoded.text.count("\ufffd")
    assert "\x00" not in decoded.text


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\x00"), min_size=1).filter(str.strip))
def test_utf8_is_always_itself(text: str) -> None:
    if text.startswith(("\ufeff", "%PDF-", "PK", "BM", "GIF8", "RIFF", "Rar!", "{\\rtf", "7z")):
        return
    assert decode(text.encode()) == Decoded(text, "utf-8")


@pytest.mark.parametrize("mark", [b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff"])
def test_a_byte_order_mark_alone_is_an_empty_file(mark: bytes) -> None:
    with pytest.raises(ReadError, match="empty"):
        decode(mark)


@pytest.mark.parametrize("before", [0, 1, 32_766, 32_767, 32_768, 65_535])
def test_utf8_is_told_however_its_pieces_are_cut(before: int) -> None:
    data = b"a" * before + "汉字𠀀".encode()
    assert is_utf8(data)
    assert not is_utf8(data[:-1])
    assert not is_utf8(data + b"\xff" + b"a" * before)
    assert not is_utf8(data + b"\x00")
    assert not is_utf8("汉".encode("gb18030") + data)
    assert not is_utf8(b"\xef\xbb\xbf" + data)


def test_other_files_are_no_utf8_text() -> None:
    with pytest.raises(ReadError, match="PDF"):
        is_utf8(b"%PDF-1.7 <html>")
