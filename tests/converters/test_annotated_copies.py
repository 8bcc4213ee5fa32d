"""Annotated copies: marked and commented where they should be, and everything else, above all each value, as it was."""

from __future__ import annotations

import re
from io import BytesIO
from typing import TYPE_CHECKING, Any
from zipfile import ZIP_DEFLATED, ZipFile

import lxml.html
import openpyxl
import pytest
from docx import Document as WordDocument
from lxml import etree
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from python_calamine import CalamineWorkbook

import govinfo_schema as gs
from govinfo_converters.docx_annotation import annotate_docx
from govinfo_schema.annotations import Annotation
from govinfo_schema.errors import WriteError
from govinfo_schema.format_contract import Input
from govinfo_schema.forms import cell_values
from govinfo_schema.provenance import Place
from layouts import html_page, text_page
from office_layouts import changed, old_sheet_file, sheet_file, word_file, word_package, zeros

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
from annotated_documents import annotated, printed

SUSPECT, ERROR, OPEN = "FF7C7C", "FFE2DC", "FBD9EC"


def parts(data: bytes) -> dict[str, bytes]:
    with ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


# Workbooks


def grids(data: bytes) -> dict[str, Any]:
    book = CalamineWorkbook.from_filelike(BytesIO(data))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def cells_of(data: bytes) -> dict[str, Any]:
    """Return the cells of a workbook, as openpyxl reads them, by address."""
    book = openpyxl.load_workbook(BytesIO(data))
    return {f"{sheet.title}!{cell.coordinate}": cell for sheet in book for row in sheet.iter_rows() for cell in row}


def values_of(data: bytes) -> dict[str, Any]:
    return {at: cell.value for at, cell in cells_of(data).items() if cell.value is not None}


def fills_of(data: bytes) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for at, cell in cells_of(data).items():
        if cell.fill.fill_type == "solid":
            found.setdefault(cell.fill.fgColor.rgb[2:], []).append(at.partition("!")[2])
    return found


def test_cells_of_a_workbook_are_filled_and_commented_and_no_value_changes(tmp_path: Path) -> None:
    data = sheet_file("v2021", printed())
    copy = annotated(data, tmp_path, "a.xlsx")
    assert values_of(copy) == values_of(data)
    assert grids(copy) == grids(data)
    (total,) = fills_of(copy)[SUSPECT]
    cells = cells_of(copy)
    at_total = cells[f"表2!{total}"]
    assert at_total.value == 30
    assert at_total.comment.text.startswith("2 项未通过的校验都涉及本格，请先核对本格。\n[B")
    assert at_total.comment.author == "govinfo"
    (blank,) = fills_of(copy)[OPEN]
    assert cells[f"表2!{blank}"].value is None
    assert blank == f"D{at_total.row + 1}"  # one row below, in the column of natural persons
    assert "无法判断" in cells[f"表2!{blank}"].comment.text
    assert len(fills_of(copy)[ERROR]) == 9
    assert sum(cell.comment is not None for cell in cells.values()) == 11


def test_comments_speak_the_chosen_language(tmp_path: Path) -> None:
    copy = annotated(sheet_file("v2021", printed()), tmp_path, "a.xlsx", "en")
    texts = [cell.comment.text for cell in cells_of(copy).values() if cell.comment is not None]
    assert any(text.startswith("2 failed checks have this cell in common: look here first.\n[B") for text in texts)
    assert all(re.match(r"2 failed|\[B[13] \w+\] (Error|Undecided): ", text) for text in texts)


def rich_workbook() -> bytes:
    """Return a workbook with what libraries like to lose: chart, macros, a comment, formats, formulas, a list."""
    book = openpyxl.load_workbook(BytesIO(sheet_file("v2021", printed())))
    sheet = book.worksheets[0]
    wrong = next(cell for row in sheet.iter_rows() for cell in row if cell.value == 30)
    wrong.comment = Comment("请复核", "某科室")
    wrong.number_format = "0.0"
    wrong.font = openpyxl.styles.Font(bold=True)
    sheet.conditional_formatting.add("A1:A9", openpyxl.formatting.rule.CellIsRule(operator="equal", formula=["1"]))
    chart = BarChart()
    chart.add_data(Reference(sheet, min_col=4, min_row=25, max_row=30))
    sheet.add_chart(chart, "L3")
    book.create_sheet("说明")["A1"] = "=SUM(B1:B3)"
    target = BytesIO()
    book.save(target)
    macros = BytesIO(target.getvalue())
    with ZipFile(macros, "a", ZIP_DEFLATED) as archive:
        archive.writestr("xl/vbaProject.bin", b"\x00macros\xff")
        archive.writestr("customXml/item1.xml", "<a/>")
    return macros.getvalue()


def test_chart_macros_comments_and_formats_of_a_workbook_survive(tmp_path: Path) -> None:
    data = rich_workbook()
    before, after = parts(data), parts(annotated(data, tmp_path, "a.xlsx"))
    touched = {name for name in before if before[name] != after[name]}
    assert before.keys() - after.keys() == set()
    assert touched == {
        "xl/worksheets/sheet1.xml",
        "xl/styles.xml",
        "xl/comments/comment1.xml",
        next(name for name in before if name.endswith(".vml")),
    }
    assert after.keys() == before.keys()
    copy = (tmp_path / "copy-a.xlsx").read_bytes()
    assert values_of(copy) == values_of(data)
    wrong = next(cell for cell in cells_of(copy).values() if cell.value == 30)
    assert wrong.comment.text.startswith("请复核\n2 项未通过的校验都涉及本格")
    assert (wrong.number_format, wrong.font.bold) == ("0.0", True)
    sheet = openpyxl.load_workbook(BytesIO(copy)).worksheets[0]
    assert len(sheet._charts) == 1  # noqa: SLF001 - openpyxl tells no other way
    assert sheet.conditional_formatting
    boxes = re.findall(rb":Row>[0-9]+<", after[next(name for name in after if name.endswith(".vml"))])
    assert len(boxes) == 11


def test_cells_without_addresses_keep_their_places(tmp_path: Path) -> None:
    """Addresses are optional in a sheet: a cell stands after the one before it, and a new one must not push it on."""
    data = changed(
        sheet_file("v2021", printed()),
        "xl/worksheets/sheet1.xml",
        lambda xml: re.sub(r' r="[F-J]26"', "", xml),
    )
    assert len(re.findall(rb"<c (?!r=)", parts(data)["xl/worksheets/sheet1.xml"])) == 5
    copy = annotated(data, tmp_path, "a.xlsx")
    assert grids(copy) == grids(data)
    assert fills_of(copy)[OPEN] == ["D26"]


def test_a_workbook_with_macros_keeps_them(tmp_path: Path) -> None:
    kind = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
    data = changed(
        rich_workbook(),
        "[Content_Types].xml",
        lambda xml: xml.replace("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml", kind),
    )
    copy = annotated(data, tmp_path, "a.xlsm")
    assert parts(copy)["xl/vbaProject.bin"] == b"\x00macros\xff"
    assert kind in parts(copy)["[Content_Types].xml"].decode()


# Word files


def texts_of(data: bytes) -> list[list[list[str]]]:
    document = WordDocument(BytesIO(data))
    return [[[cell.text for cell in row.cells] for row in table.rows] for table in document.tables]


def test_cells_of_a_word_file_are_shaded_and_commented_and_no_text_changes(tmp_path: Path) -> None:
    data = word_file("v2021", printed())
    copy = annotated(data, tmp_path, "a.docx")
    assert texts_of(copy) == texts_of(data)
    document = WordDocument(BytesIO(copy))
    assert [paragraph.text for paragraph in document.paragraphs] == [
        paragraph.text for paragraph in WordDocument(BytesIO(data)).paragraphs
    ]
    comments = {str(comment.comment_id): comment for comment in document.comments}
    assert len(comments) == 11
    assert {comment.author for comment in comments.values()} == {"govinfo"}
    shaded: dict[str, list[str]] = {}
    for table in document.tables:
        for element in table._tbl.iter_tcs():  # noqa: SLF001 - each cell once
            for fill in element.xpath("./w:tcPr/w:shd/@w:fill"):
                (reference,) = element.xpath(".//w:commentReference/@w:id")
                assert element.xpath(".//w:commentRangeStart/@w:id") == [reference]
                shaded.setdefault(fill, []).append(
                    "".join(element.xpath(".//w:t/text()")) + "|" + comments[reference].text.splitlines()[0]
                )
    assert shaded[SUSPECT] == ["30|2 项未通过的校验都涉及本格，请先核对本格。"]
    assert shaded[OPEN][0].startswith("|[B")
    assert len(shaded[ERROR]) == 9
    assert {name for name in parts(data) if parts(data)[name] != parts(copy)[name]} == {
        "[Content_Types].xml",
        "word/document.xml",
        "word/_rels/document.xml.rels",
    }


def test_comments_and_shades_that_are_there_make_room(tmp_path: Path) -> None:
    document = WordDocument(BytesIO(word_file("v2021", printed())))
    first = document.paragraphs[0]
    document.add_comment(first.runs, text="请复核", author="某科室", initials="某")
    target = BytesIO()
    document.save(target)
    data = changed(
        target.getvalue(),
        "word/document.xml",
        lambda xml: re.sub(r"(<w:tcPr>.*?)(</w:tcPr>)", r'\1<w:shd w:val="clear" w:themeFill="accent1"/>\2', xml),
    )
    copy = WordDocument(BytesIO(annotated(data, tmp_path, "a.docx")))
    assert next((comment.author, comment.text) for comment in copy.comments) == ("某科室", "请复核")
    assert [comment.comment_id for comment in copy.comments] == list(range(12))
    assert len(copy.element.xpath(f"//w:shd[@w:fill='{SUSPECT}' and not(@w:themeFill)]")) == 1


def test_unusual_word_files_are_annotated_as_far_as_they_go() -> None:
    """A cell without properties, one without a paragraph of its own, a nested table, and an author's deletion."""
    cell = "<w:tc><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc>"
    inner = f"<w:tbl><w:tr>{cell.format(7)}{cell.format(8)}</w:tr></w:tbl>"
    body = (
        f"<w:tbl><w:tr><w:trPr><w:del/></w:trPr>{cell.format(0)}{cell.format(0)}</w:tr>"
        f"<w:tr>{cell.format(1)}<w:tc>{inner}</w:tc>{cell.format(2)}</w:tr></w:tbl>"
    )
    said = [
        Annotation(place=Place(table=table, row=row, column=column), shade="error", notes=(gs.Text(text, text),))
        for table, row, column, text in (
            (1, 1, 1, "一"),
            (1, 1, 2, "内"),
            (2, 1, 2, "八"),
            (1, 1, 3, "二"),
            (9, 1, 1, "无"),
        )
    ]
    copy = annotate_docx(Input(data=word_package(body), name="a.docx"), tuple(said), "zh")
    root = etree.fromstring(parts(copy)["word/document.xml"])
    names = {"w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main"}
    comments = etree.fromstring(parts(copy)["word/comments1.xml"])
    texts = {
        comment.get(f"{{{names['w']}}}id"): "".join(comment.itertext())
        for comment in comments.iterfind("w:comment", names)
    }
    marked = [
        ("".join(found.xpath("./w:p/w:r/w:t/text()", namespaces=names)), [texts[one] for one in ids])
        for found in root.iterfind(".//w:tc", names)
        if found.find("w:tcPr/w:shd", names) is not None
        for ids in (found.xpath("./w:p/w:r/w:commentReference/@w:id", namespaces=names),)
    ]
    assert marked == [("1", ["一"]), ("", []), ("8", ["八"]), ("2", ["二"])]
    assert list(texts.values())[-1] == "govinfo 校验：第1个表第1行第2列: 内第9个表第1行第1列: 无"


def test_what_has_no_cell_is_said_at_the_beginning(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(word_file("v2021", printed()))
    reading = gs.read(tmp_path / "a.docx")
    finding = gs.Finding(rule="R-X", severity="error", outcome="failed", message=gs.Text("整份有误。", "All wrong."))
    for name in ("a.docx", "b.xlsx", "c.html"):
        data = {"a": word_file, "b": sheet_file, "c": lambda *given: html_page(*given).encode()}[name[0]](
            "v2021", printed()
        )
        (tmp_path / name).write_bytes(data)
        reading = gs.read(tmp_path / name)
        gs.annotate(tmp_path / name, tmp_path / f"copy-{name}", [finding], reading=reading)
        assert cell_values(gs.read(tmp_path / f"copy-{name}").report) == cell_values(reading.report)
    (comment,) = WordDocument(tmp_path / "copy-a.docx").comments
    assert comment.text == "govinfo 校验：\n[R-X] 错误：整份有误。"
    assert openpyxl.load_workbook(tmp_path / "copy-b.xlsx").worksheets[0]["A1"].comment.text == comment.text
    (aside,) = lxml.html.parse(tmp_path / "copy-c.html").xpath("//aside")
    assert "[R-X] 错误：整份有误。" in aside.text_content()


# What is refused


def _same(path: Path) -> Path:
    return path


def _linked(path: Path) -> Path:
    link = path.with_name("link.html")
    link.hardlink_to(path)
    return link


@pytest.mark.parametrize("target", [_same, _linked])
def test_a_document_is_never_replaced(target: Callable[[Path], Path], tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_bytes(html_page("v2021", printed()).encode())
    reading, data = gs.read(path), path.read_bytes()
    with pytest.raises(WriteError, match="never replaced"):
        gs.annotate(path, target(path), gs.validate(reading).findings, reading=reading)
    assert path.read_bytes() == data


def test_another_document_than_the_one_that_was_read_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_bytes(html_page("v2021", printed()).encode())
    reading = gs.read(path)
    path.write_bytes(path.read_bytes() + b" ")
    with pytest.raises(WriteError, match="not the document that was read"):
        gs.annotate(path, tmp_path / "b.html", (), reading=reading)


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        (
            "a.txt",
            text_page("pipe_rows", "v2021", zeros("v2021")).encode(),
            "Files in the format 'text' hold no annotations. Formats that can be annotated: docx (.docx, .docm), html",
        ),
        ("a.xls", old_sheet_file("v2021", zeros("v2021")), "Files in the format 'xls' hold no annotations."),
    ],
)
def test_a_format_without_annotations_is_refused(name: str, data: bytes, words: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(data)
    reading = gs.read(tmp_path / name)
    with pytest.raises(WriteError, match=re.escape(words)):
        gs.annotate(tmp_path / name, tmp_path / "b", (), reading=reading)


def test_a_strict_workbook_is_refused_rather_than_broken(tmp_path: Path) -> None:
    usual = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    strict = "http://purl.oclc.org/ooxml/spreadsheetml/main"
    data = sheet_file("v2021", printed())
    for part in ("xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/styles.xml"):
        data = changed(data, part, lambda xml: xml.replace(usual, strict))
    (tmp_path / "a.xlsx").write_bytes(data)
    reading = gs.read(tmp_path / "a.xlsx")
    with pytest.raises(WriteError, match="strict Open XML"):
        gs.annotate(tmp_path / "a.xlsx", tmp_path / "b.xlsx", gs.validate(reading).findings, reading=reading)


def test_a_document_without_findings_is_copied_as_it_is(tmp_path: Path) -> None:
    data = html_page("v2021", zeros("v2021")).encode()
    (tmp_path / "a.html").write_bytes(data)
    reading = gs.read(tmp_path / "a.html")
    assert gs.annotate(tmp_path / "a.html", tmp_path / "b.html", (), reading=reading) == ()
    assert (tmp_path / "b.html").read_bytes() == data
