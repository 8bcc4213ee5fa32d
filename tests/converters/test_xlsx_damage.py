"""Workbooks that are damaged or hostile."""

from __future__ import annotations

import random
from io import BytesIO
from zipfile import ZIP_STORED, ZipFile

import pytest
import xlwt
from hypothesis import given, settings
from hypothesis import strategies as st

from govinfo_converters import xlsx_reading
from govinfo_converters.xlsx_book import FORMAT as XLSX
from govinfo_converters.xlsx_reading import FORMAT as XLS
from govinfo_converters.xlsx_reading import parse_workbook
from govinfo_schema.errors import GovinfoError, ReadError
from govinfo_schema.limits import Limits
from office_layouts import changed
from xlsx_files import SHEET, texts, workbook

# Hostile files


def zipped(**parts: str | bytes) -> bytes:
    target = BytesIO()
    with ZipFile(target, "w", ZIP_STORED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/").replace("_bin", ".bin").replace("_xml", ".xml"), content)
    return target.getvalue()


def far(address: str) -> bytes:
    return changed(
        workbook(lambda sheet: sheet.append(["a", 1])), SHEET, lambda xml: xml.replace('r="B1"', f'r="{address}"')
    )


def record(kind: int, content: bytes) -> bytes:
    return bytes((kind, len(content))) + content


ROW, CELL = (1_048_575).to_bytes(4, "little"), (16_383).to_bytes(4, "little")


ODS = (
    '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"><office:body><office:spreadsheet>'
    '<table:table table:name="a">{}</table:table></office:spreadsheet></office:body></office:document-content>'
)


ODS_TYPE = "application/vnd.oasis.opendocument.spreadsheet"


def ods(rows: str) -> bytes:
    manifest = (
        '<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        f'<m:file-entry m:full-path="/" m:media-type="{ODS_TYPE}"/></m:manifest>'
    )
    return zipped(mimetype=ODS_TYPE, **{"META-INF__manifest_xml": manifest}, content_xml=ODS.format(rows))


WIDE_ROW = (
    '<table:table-row table:number-rows-repeated="40">'
    '<table:table-cell table:number-columns-repeated="16000" office:value="1"/></table:table-row>'
)


GOOD = workbook(lambda sheet: sheet.append(["栏目", 1, "=A1", 2.5]))


OLD = xlwt.Workbook()


OLD.add_sheet("a").write(0, 0, "栏目")


_target = BytesIO()


OLD.save(_target)


GOOD_OLD = _target.getvalue()


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


MALFORMED: dict[str, tuple[bytes, str]] = {
    "nothing": (b"", "not a workbook"),
    "text": ("报告".encode(), "not a workbook"),
    "a Word file": (zipped(word__document_xml="<w/>"), "a Word file"),
    "a plain archive": (zipped(a="b"), "plain zip archive"),
    "cut off": (GOOD[:-100], "no complete zip archive"),
    "an old workbook, cut off": (GOOD_OLD[:1500], "an old Office container"),
    "an old container of nothing": (OLE + "Workbook".encode("utf-16-le") + bytes(400), "damaged"),
    "a protected workbook": (OLE + "EncryptedPackage".encode("utf-16-le") + bytes(400), "protected by a password"),
    "no parts": (zipped(xl__other_xml="<a/>"), "part is missing"),
    "an empty workbook": (workbook(lambda sheet: sheet), "holds nothing"),
    "a sheet of bad XML": (changed(GOOD, SHEET, lambda xml: xml[:-9]), "bad XML"),
    "a workbook of bad XML": (changed(GOOD, "xl/workbook.xml", lambda _: "<workbook"), "bad XML"),
    "a sheet with entities": (changed(GOOD, SHEET, lambda xml: "<!DOCTYPE x>" + xml), "DOCTYPE"),
    "a cell far below": (far("A1048576"), "reaches to row 1048576"),
    "a cell far to the right": (far("XFD31"), "row 31 and column 16384"),
    "a binary workbook that reaches far": (
        zipped(xl__workbook_bin=b"", xl__worksheets__sheet1_bin=record(0, ROW) + record(1, CELL)),
        "reaches to row 1048576",
    ),
    "a binary workbook that reaches far to the right": (
        zipped(
            xl__workbook_bin=b"",
            xl__worksheets__sheet1_bin=record(0, b"\x1e" + bytes(7)) + b"\x82\x01\x00" + record(2, CELL),
        ),
        "column 16384",
    ),
    "a binary workbook of nothing": (zipped(xl__workbook_bin=b"", xl__worksheets__sheet1_bin=b"\xff\xff"), "damaged"),
    "an ods that repeats columns": (ods(WIDE_ROW), "row 40 and column 16000"),
    "an ods that reaches far down and, elsewhere, far to the right": (
        ods(
            '<table:table-row><table:table-cell table:number-columns-repeated="2000" office:value="1"/>'
            '</table:table-row><table:table-row table:number-rows-repeated="999"><table:table-cell office:value="1"/>'
            "</table:table-row>"
        ),
        "row 1000 and column 2000",
    ),
    "an ods that repeats rows": (
        ods(
            '<table:table-row table:number-rows-repeated="1000000"><table:table-cell><a/></table:table-cell>'
            "</table:table-row><table:table-row><table:table-cell/></table:table-row>"
        ),
        "row 1000000",
    ),
    "a sheet that is not listed and reaches far": (
        zipped(
            xl__workbook_xml="<workbook/>",
            xl__worksheets__sheet1_xml='<sheetData><row r="999999"><c/></row></sheetData>',
        ),
        "row 999999",
    ),
    "an ods of bad XML": (zipped(mimetype=ODS_TYPE, content_xml="<a"), "bad XML"),
    "an ods of other XML": (zipped(mimetype=ODS_TYPE, content_xml="<a/>"), "damaged"),
}


@pytest.mark.parametrize("case", MALFORMED)
def test_what_is_no_workbook_is_refused_with_a_reason(case: str) -> None:
    data, reason = MALFORMED[case]
    with pytest.raises(ReadError, match=reason) as caught:
        parse_workbook(data, "x.xlsx")
    assert caught.value.where.startswith("x.xlsx")
    assert caught.value.advice is not None


def test_a_cell_of_the_old_format_far_away_is_refused() -> None:
    book = xlwt.Workbook()
    book.add_sheet("a").write(65_000, 9, 1)
    target = BytesIO()
    book.save(target)
    with pytest.raises(ReadError, match="reaches to row 65001 and column 10"):
        parse_workbook(target.getvalue(), "x")


def test_parts_are_unpacked_within_limits() -> None:
    with pytest.raises(ReadError, match=r"unpacks to .*--max-unpacked 20kB"):
        parse_workbook(GOOD, "x", limits=Limits(unpacked=500))
    assert parse_workbook(GOOD, "x", limits=Limits(unpacked=100_000)).blocks


def test_errors_of_the_library_do_not_leak(monkeypatch: pytest.MonkeyPatch) -> None:
    class PanicException(BaseException):
        pass

    class Book:
        error: BaseException = PanicException("index out of bounds\nat lib.rs")

        @staticmethod
        def from_filelike(_: object) -> object:
            raise Book.error

    monkeypatch.setattr(xlsx_reading, "CalamineWorkbook", Book)
    with pytest.raises(ReadError, match=r"damaged and cannot be read \(index out of bounds\)"):
        parse_workbook(GOOD, "x")
    Book.error = ValueError("Password protected")
    with pytest.raises(ReadError, match="protected by a password"):
        parse_workbook(GOOD, "x")
    Book.error = KeyboardInterrupt()
    with pytest.raises(KeyboardInterrupt):
        parse_workbook(GOOD, "x")


def test_files_are_sniffed() -> None:
    assert XLSX.sniff(GOOD)
    assert not XLS.sniff(GOOD)
    assert XLS.sniff(GOOD_OLD)
    assert XLS.sniff(ods(""))
    assert XLS.sniff(zipped(xl__workbook_bin=b""))
    macros = changed(GOOD, "[Content_Types].xml", lambda xml: xml.replace("sheet.main", "sheet.macroEnabled.main"))
    assert XLS.sniff(macros)
    assert texts(parse_workbook(macros, "x.xlsm")) == [[["栏目", "1", "=A1", "2.5"]]]


def test_an_ods_is_read() -> None:
    cell = '<table:table-cell office:value-type="float" office:value="12"/>'
    text = '<table:table-cell office:value-type="string" office:string-value="栏目"/>'
    data = ods(f"<table:table-row>{text}{cell}</table:table-row>")
    assert texts(parse_workbook(data, "x.ods")) == [[["栏目", "12"]]]


def damaged(data: bytes, chance: random.Random) -> bytes:
    changing = bytearray(data)
    for _ in range(chance.randint(1, 8)):
        at = chance.randrange(len(changing))
        changing[at : at + chance.randint(0, 4)] = chance.randbytes(chance.randint(0, 4))
    return bytes(changing)


@pytest.mark.parametrize("good", [GOOD, GOOD_OLD], ids=["xlsx", "xls"])
@settings(max_examples=200, deadline=None, derandomize=True)  # calamine may be kept busy by damage found by chance
@given(seed=st.integers(0, 2**32))
def test_damaged_workbooks_are_refused_or_read(good: bytes, seed: int) -> None:
    try:
        parse_workbook(damaged(good, random.Random(seed)), "x")  # noqa: S311 - damage needs no secrets
    except GovinfoError as error:
        assert error.where.startswith("x")  # noqa: PT017 - reading it is right, too


MARKUP = ZipFile(BytesIO(GOOD)).read(SHEET).decode()


PIECES = (
    "<row>",
    "</row>",
    '<c r="ZZ9">',
    "<v>x</v>",
    '<mergeCell ref="A1:XFD9"/>',
    't="e"',
    't="s"',
    '<c r="-1"/>',
    'r=""',
)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.tuples(st.integers(0, len(MARKUP)), st.sampled_from(PIECES)), min_size=1, max_size=4))
def test_damaged_sheets_are_refused_or_read(changes: list[tuple[int, str]]) -> None:
    markup = MARKUP
    for at, piece in changes:
        markup = markup[:at] + piece + markup[at:]
    try:
        parse_workbook(changed(GOOD, SHEET, lambda _: markup), "x")
    except GovinfoError as error:
        assert error.where.startswith("x")  # noqa: PT017 - reading it is right, too
