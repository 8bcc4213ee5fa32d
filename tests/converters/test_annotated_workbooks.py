"""Annotations at places of workbooks that are unusual: cells that are not there, parts that are missing or strange."""

from __future__ import annotations

import re
from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import ZipFile

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.styles import Font

from govinfo_converters.xlsx_annotation import annotate_workbook
from govinfo_schema.annotations import Annotation
from govinfo_schema.errors import WriteError
from govinfo_schema.format_contract import Input
from govinfo_schema.messages import Text
from govinfo_schema.provenance import Place
from office_layouts import changed

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

    from govinfo_schema.annotations import Shade


def workbook(*, comment: bool = False) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "表"
    sheet["B2"], sheet["D2"], sheet["B9"] = 1, 2, 3
    sheet.column_dimensions["F"].font = Font(bold=True)
    if comment:
        sheet["B9"].comment = Comment("旧", "某")
    target = BytesIO()
    book.save(target)
    return target.getvalue()


def at(row: int | None, column: int | None, shade: Shade = "error", sheet: str | None = "表") -> Annotation:
    return Annotation(place=Place(sheet=sheet, row=row, column=column), shade=shade, notes=(Text("甲", "a"),))


def annotated(data: bytes, *annotations: Annotation) -> Worksheet:
    copy = annotate_workbook(Input(data=data, name="a.xlsx"), annotations, "zh")
    return openpyxl.load_workbook(BytesIO(copy)).worksheets[0]


def colour(sheet: Worksheet, cell: str) -> str | None:
    fill = sheet[cell].fill
    return fill.fgColor.rgb if fill.fill_type == "solid" else None


def test_rows_and_cells_that_are_not_there_are_made_in_order() -> None:
    sheet = annotated(workbook(), at(5, 3), at(2, 3), at(1, 1), at(20, 6), at(2, 1, "warning"), at(2, 9))
    assert {cell: colour(sheet, cell) for cell in ("C5", "C2", "A1", "F20", "A2", "I2")} == {
        "C5": "FFFFE2DC",
        "C2": "FFFFE2DC",
        "A1": "FFFFE2DC",
        "F20": "FFFFE2DC",
        "A2": "FFFFE699",
        "I2": "FFFFE2DC",
    }
    assert [sheet[cell].value for cell in ("B2", "D2", "B9", "C2")] == [1, 2, 3, None]
    assert (sheet["F20"].font.bold, sheet["C5"].font.bold) == (True, False)


def test_the_order_of_rows_and_cells_is_that_of_the_format() -> None:
    copy = annotate_workbook(Input(data=workbook(), name="a"), (at(5, 3), at(2, 3), at(1, 1), at(2, 1)), "zh")
    with ZipFile(BytesIO(copy)) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
    assert re.findall(r'<row r="(\d+)"', sheet) == ["1", "2", "5", "9"]
    assert re.findall(r'<c r="([A-Z]\d)"', sheet) == ["A1", "A2", "B2", "C2", "D2", "C5", "B9"]


def test_the_style_of_a_row_comes_before_that_of_a_column() -> None:
    data = changed(
        workbook(),
        "xl/worksheets/sheet1.xml",
        lambda xml: xml.replace('<row r="9"', '<row r="9" s="1" customFormat="1"'),
    )
    assert annotated(data, at(9, 3))["C9"].font.bold is True


def test_a_row_alone_is_commented_and_not_filled() -> None:
    sheet = annotated(workbook(), at(9, None))
    assert (sheet["A9"].comment.text, colour(sheet, "A9")) == ("甲", None)


@pytest.mark.parametrize("place", [Place(), Place(sheet="没有"), Place(table=3, row=2)])
def test_what_has_no_cell_is_said_in_the_first(place: Place) -> None:
    sheet = annotated(workbook(), Annotation(place=place, shade="error", notes=(Text("甲", "a"),)), at(1, 1))
    assert sheet["A1"].comment.text == "govinfo 校验：\n甲\n甲"


def test_a_comment_that_is_there_is_kept_and_its_author_too() -> None:
    sheet = annotated(workbook(comment=True), at(9, 2), at(2, 2))
    assert (sheet["B9"].comment.text, sheet["B9"].comment.author) == ("旧\n甲", "某")
    assert (sheet["B2"].comment.text, sheet["B2"].comment.author) == ("甲", "govinfo")


def test_a_drawing_of_comments_that_cannot_be_understood_is_refused() -> None:
    data = workbook(comment=True)
    with ZipFile(BytesIO(data)) as archive:
        drawing = next(name for name in archive.namelist() if name.endswith(".vml"))
    with pytest.raises(WriteError, match="cannot be understood"):
        annotated(changed(data, drawing, lambda xml: xml.replace("</xml>", "")), at(2, 2))


def test_a_drawing_in_another_encoding_is_refused() -> None:
    data = workbook(comment=True)
    target = BytesIO()
    with ZipFile(BytesIO(data)) as old, ZipFile(target, "w") as new:
        for name in old.namelist():
            new.writestr(name, b"\xff\xfe" + old.read(name) if name.endswith(".vml") else old.read(name))
    with pytest.raises(WriteError, match="cannot be understood"):
        annotated(target.getvalue(), at(2, 2))


def test_a_workbook_without_styles_is_commented_only() -> None:
    data = changed(
        workbook(), "xl/_rels/workbook.xml.rels", lambda xml: re.sub(r"<Relationship [^>]*styles.xml[^>]*>", "", xml)
    )
    copy = annotate_workbook(Input(data=data, name="a"), (at(2, 2),), "zh")
    with ZipFile(BytesIO(copy)) as archive:
        assert "甲" in archive.read("xl/comments1.xml").decode()
        assert b"FFE2DC" not in archive.read("xl/styles.xml")


def test_a_style_that_is_not_there_stays_as_it_is() -> None:
    data = changed(workbook(), "xl/worksheets/sheet1.xml", lambda xml: xml.replace('r="B2"', 'r="B2" s="99"'))
    copy = annotate_workbook(Input(data=data, name="a"), (at(2, 2),), "zh")
    with ZipFile(BytesIO(copy)) as archive:
        assert b'r="B2" s="99"' in archive.read("xl/worksheets/sheet1.xml")


def test_fills_are_made_where_there_are_none() -> None:
    data = changed(workbook(), "xl/styles.xml", lambda xml: re.sub("<fills.*</fills>", "", xml))
    assert colour(annotated(data, at(2, 2)), "B2") == "FFFFE2DC"


def test_an_old_workbook_is_refused() -> None:
    with pytest.raises(WriteError, match="xlsx and xlsm"):
        annotated(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", at(2, 2))


def test_the_same_annotations_give_the_same_bytes() -> None:
    given, said = Input(data=workbook(), name="a"), (at(2, 2), at(9, 2, "suspect"))
    assert annotate_workbook(given, said, "zh") == annotate_workbook(given, said, "zh")
