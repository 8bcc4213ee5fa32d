"""Word files: what a person sees in them stands in the document, each figure in its cell."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import ZipFile

import pytest
from docx import Document as WordDocument

from govinfo_converters.document import Document, Grid, GridCell
from govinfo_converters.docx_file import FORMAT, parse_docx
from govinfo_schema.format_contract import Input, ReadOptions
from govinfo_schema.provenance import Place
from layouts import FORMS
from office_layouts import SOURCES, blanked_forms, changed, outcome, word_file, word_package

if TYPE_CHECKING:
    from govinfo_schema.forms import Report
from docx_markup_drawn import p, r, span, tbl, tc, texts, tr


def read(data: bytes) -> Report:
    assert FORMAT.read is not None
    return FORMAT.read(Input(data=data, name="drawn.docx"), ReadOptions()).report


@pytest.mark.parametrize("source", SOURCES)
@pytest.mark.parametrize("form", FORMS)
def test_a_whole_form_is_read_whole(form: str, source: str) -> None:
    printed = SOURCES[source](form)
    report = read(word_file(form, printed))
    assert report.form == form
    assert outcome(report, printed) == ({"right": len(printed)}, set())


@pytest.mark.parametrize("source", SOURCES)
@pytest.mark.parametrize("form", FORMS)
def test_nothing_slips_into_blank_cells(form: str, source: str) -> None:
    for group, printed in blanked_forms(form, source):
        counted, wrong = outcome(read(word_file(form, printed)), printed)
        assert not wrong, (group, wrong)
        assert not counted["open"], group


def test_running_text_is_kept_in_sections() -> None:
    report = read(word_file("v2021", SOURCES["different"]("v2021")))
    assert (report.year, report.source.format) == (2023, "docx")
    assert [section.heading for section in report.narrative][-2:] == [
        "五、存在的主要问题及改进情况",
        "六、其他需要报告的事项",
    ]


JOINED = tc("", properties="<w:hMerge/>")


START, ON = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"


def parsed(body: str, **parts: str) -> Document:
    return parse_docx(word_package(body, parts={f"word/{name}.xml": part for name, part in parts.items()}), "x.docx")


def seen_in(grid: Grid) -> list[list[str]]:
    """The table as a person sees it: each text in every place that its cell covers."""
    shown = [["(none)"] * grid.columns for _ in range(grid.rows)]
    for cell in grid.cells:
        for row in range(cell.row, cell.row + cell.rowspan):
            for column in range(cell.column, cell.column + cell.colspan):
                assert shown[row][column] == "(none)", "cells overlap"
                shown[row][column] = cell.text
    return shown


ODD_ROWS: dict[str, tuple[tuple[str, ...], list[list[str]]]] = {
    "a row that begins later": (
        (tr("a", "b", "c"), tr("2", "3", properties='<w:gridBefore w:val="1"/>')),
        [["a", "b", "c"], ["(none)", "2", "3"]],
    ),
    "a row that ends earlier": (
        (tr("a", "b", "c"), tr("1", "2", properties='<w:gridAfter w:val="1"/>')),
        [["a", "b", "c"], ["1", "2", "(none)"]],
    ),
    "a field round a cell": (
        (tr("a", "b"), tr("1", f"<w:sdt><w:sdtPr/><w:sdtContent>{tc('2')}</w:sdtContent></w:sdt>")),
        [["a", "b"], ["1", "2"]],
    ),
    "a field round a row": (
        (tr("a", "b"), f"<w:sdt><w:sdtContent>{tr('1', '2')}</w:sdtContent></w:sdt>", tr("3", "4")),
        [["a", "b"], ["1", "2"], ["3", "4"]],
    ),
    "fields in fields round text": (
        (
            tr(
                "a",
                tc(f"<w:sdt><w:sdtContent><w:sdt><w:sdtContent>{p('1')}</w:sdtContent></w:sdt></w:sdtContent></w:sdt>"),
            ),
        ),
        [["a", "1"]],
    ),
    "a deleted row": (
        (tr("a", "b"), tr("8", "9", properties='<w:del w:id="1"/>'), tr("1", "2", properties='<w:ins w:id="2"/>')),
        [["a", "b"], ["1", "2"]],
    ),
    "a deleted cell": ((tr("a", tc("9", properties="<w:cellDel/>"), "1"), tr("b", "2")), [["a", "1"], ["b", "2"]]),
    "a cell that continues none": (
        (tr(tc("a", properties=ON), "1"), tr(tc("", properties=ON), "2")),
        [["a", "1"], ["a", "2"]],
    ),
    "a cell that continues one of another width": (
        (tr(tc("a", properties=START), "b", "c"), tr(tc("d", properties=ON + span(2)), "1")),
        [["a", "b", "c"], ["d", "d", "1"]],
    ),
    "cells over rows, one below the other": (
        (
            tr(tc("a", properties=START), "1"),
            tr(tc("", properties=ON), "2"),
            tr(tc("b", properties=START), "3"),
            tr(tc("", properties='<w:vMerge w:val="continue"/>'), "4"),
            tr("c", "5"),
        ),
        [["a", "1"], ["a", "2"], ["b", "3"], ["b", "4"], ["c", "5"]],
    ),
    "text in a continued cell": (
        (
            tr(tc("a", properties=START), tc("5", properties=START), "x"),
            tr(tc("a", properties=ON), tc("6", properties=ON), "y"),
            tr("b", "7", "z"),
        ),
        [["a", "5\n6", "x"], ["a", "5\n6", "y"], ["b", "7", "z"]],
    ),
    "cells joined to the left, the old way": (
        (tr("a", "b", "c"), tr("1", tc("2", properties='<w:hMerge w:val="restart"/>'), JOINED)),
        [["a", "b", "c"], ["1", "2", "2"]],
    ),
    "a span beyond the grid": ((tr("a", tc("b", properties=span(9))), tr("1", "2")), [["a", "b"], ["1", "2"]]),
    "a span that is none": ((tr("a", tc("b", properties=span("x"))), tr("1", "2")), [["a", "b"], ["1", "2"]]),
    "a span of nothing": ((tr("a", tc("b", properties=span(0))), tr("1", "2")), [["a", "b"], ["1", "2"]]),
    "a column without cells of its own": (
        (tr(tc("a", properties=span(2)), "b"), tr(tc("1", properties=span(2)), "2")),
        [["a", "b"], ["1", "2"]],
    ),
    "a row without cells of its own": (
        (
            tr(tc("a", properties=START), tc("1", properties=START)),
            tr(tc("", properties=ON), tc("", properties=ON)),
            tr("b", "2"),
        ),
        [["a", "1"], ["b", "2"]],
    ),
}


ODD_TEXTS: dict[str, tuple[str, str]] = {
    "inserted text": (p(f'<w:ins w:id="1">{r("1")}</w:ins>'), "1"),
    "deleted text": (p(f'<w:del w:id="1"><w:r><w:delText>9</w:delText></w:r>{r("8")}</w:del>', "1"), "1"),
    "text that was moved away": (p(f"<w:moveFrom>{r('9')}</w:moveFrom>", "1"), "1"),
    "text that was moved here": (p(f"<w:moveTo>{r('1')}</w:moveTo>"), "1"),
    "a deleted end of a paragraph": (
        (
            "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>1</w:t></w:r></w:p>"
            "<w:p><w:pPr/><w:r><w:t>2</w:t></w:r></w:p>"
        ),
        "12",
    ),
    "smart tags and links": (p(f"<w:smartTag>{r('1')}</w:smartTag>", f"<w:hyperlink>{r('2')}</w:hyperlink>"), "12"),
    "two paragraphs": (p("1") + p("2"), "1\n2"),
    "line breaks": ("<w:p><w:r><w:t>1</w:t><w:br/><w:t>2</w:t><w:cr/><w:t>3</w:t></w:r></w:p>", "1\n2\n3"),
    "a figure in several runs": (p("1", "2", "3"), "123"),
    "a tab": (
        '<w:p><w:pPr><w:tabs><w:tab w:val="left"/></w:tabs></w:pPr><w:r><w:t>1</w:t><w:tab/><w:t>2</w:t></w:r></w:p>',
        "1\t2",
    ),
    "hidden text": (p(r("1", "<w:vanish/>"), r("2", '<w:vanish w:val="0"/>')), "2"),
    "a hidden end of a paragraph": ("<w:p><w:pPr><w:rPr><w:vanish/></w:rPr></w:pPr><w:r><w:t>1</w:t></w:r></w:p>", "1"),
    "text of a hidden style": (p(r("1", '<w:rStyle w:val="Child"/>'), r("2", '<w:rStyle w:val="Seen"/>')), "2"),
    "a raised mark": (p("5", r("1", '<w:vertAlign w:val="superscript"/>')), "5\n1"),
    "a mark on the line": (p("5", r("1", '<w:vertAlign w:val="baseline"/>')), "51"),
    "struck out text": (p("5", r("6", "<w:strike/>"), r("7", '<w:strike w:val="0"/>')), "5\n6\n7"),
    "the mark of a footnote": (p("5", '<w:r><w:footnoteReference w:id="2"/></w:r>'), "5"),
    "an own mark of a footnote": (
        p("5", '<w:r><w:footnoteReference w:customMarkFollows="1" w:id="2"/><w:t>1</w:t></w:r>'),
        "5\n1",
    ),
    "a sign of the font Symbol": (p('<w:r><w:sym w:font="Symbol" w:char="F035"/></w:r>'), "5"),
    "signs of a font of pictures": (
        p('<w:r><w:sym w:font="Wingdings" w:char="F035"/><w:sym w:font="Wingdings" w:char="35"/></w:r>'),
        "\uf035\uf035",
    ),
    "a sign without code": (p('<w:r><w:sym w:font="Symbol"/></w:r>'), "\ufffd"),
    "figures in a font of pictures": (
        p(r("12", '<w:rFonts w:ascii="Wingdings 2"/>'), r("3", '<w:rFonts w:ascii="Arial"/>')),
        "\uf031\uf0323",
    ),
    "pinyin above the text": (
        p(f"<w:r><w:ruby><w:rt>{r('guī')}</w:rt><w:rubyBase>{r('规')}</w:rubyBase></w:ruby></w:r>"),
        "规",
    ),
    "a formula": ("<w:p><m:oMath><m:r><m:t>12</m:t></m:r></m:oMath></w:p>", "12"),
    "a fraction": (
        "<w:p><m:oMath><m:f><m:num><m:r><m:t>1</m:t></m:r></m:num><m:den><m:r><m:t>2</m:t></m:r></m:den></m:f></m:oMath></w:p>",
        "1\n2",
    ),
    "a power": (
        "<w:p><m:oMath><m:sSup><m:e><m:r><m:t>5</m:t></m:r></m:e><m:sup><m:r><m:t>2</m:t></m:r></m:sup></m:sSup></m:oMath></w:p>",
        "5\n2",
    ),
    "a field with its code": (
        p('<w:r><w:fldChar w:fldCharType="begin"/></w:r>', "<w:r><w:instrText>=SUM(LEFT)</w:instrText></w:r>", "7"),
        "7",
    ),
    "the prompt of an empty field": (
        f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{p('单击此处输入')}</w:sdtContent></w:sdt>",
        "",
    ),
    "a prompt outside a field": (p("<w:showingPlcHdr/>", "1"), "1"),
    "a hyphen that does not break": ("<w:p><w:r><w:noBreakHyphen/><w:t>5</w:t></w:r></w:p>", "-5"),
}


STYLES = """<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">
<w:style w:styleId="Child"><w:basedOn w:val="Parent"/></w:style><w:style w:styleId="Seen"><w:rPr/></w:style>
<w:style w:styleId="Parent"><w:rPr><w:vanish/></w:rPr></w:style></w:styles>"""


@pytest.mark.parametrize("case", ODD_TEXTS)
def test_a_cell_holds_what_a_person_sees_in_it(case: str) -> None:
    contents, seen = ODD_TEXTS[case]
    package = word_package(tbl(tr("a", tc(contents))), parts={"word/styles.xml": STYLES})
    assert texts(parse_docx(package, "x.docx")) == [["a", seen]]


@pytest.mark.parametrize("case", ODD_ROWS)
def test_odd_tables_are_read_as_they_are_seen(case: str) -> None:
    rows, seen = ODD_ROWS[case]
    package = word_package(tbl(*rows), parts={"word/styles.xml": STYLES})
    (grid,) = parse_docx(package, "x.docx").blocks
    assert isinstance(grid, Grid)
    assert seen_in(grid) == seen


def test_tables_are_numbered_and_cells_know_their_corner() -> None:
    document = parsed(
        tbl(tr("a", "b")) + p("between") + tbl(tr("c", tc("d", properties=START)), tr("e", tc("", properties=ON)))
    )
    first, _, second = document.blocks
    assert isinstance(first, Grid)
    assert isinstance(second, Grid)
    assert (first.place, second.place) == (Place(table=1), Place(table=2))
    assert second.cells == (GridCell("c", 0, 0), GridCell("d", 0, 1, rowspan=2), GridCell("e", 1, 0))
    assert (second.rows, second.columns) == (2, 2)


def test_a_table_in_a_cell_is_a_grid_of_its_own() -> None:
    inner = tbl(tr("1", "2"))
    assert texts(parsed(tbl(tr("a", tc("b", inner)), tr("c", "d")))) == [["a", "b", "c", "d"], ["1", "2"]]


def test_a_table_that_only_holds_others_is_no_grid() -> None:
    inner = tbl(tr("1", "2"))
    document = parsed(tbl(tr(tc("标题", inner, "说明"))) + tbl(tr(tc("左"), tc(inner))))
    assert texts(document) == ["标题", ["1", "2"], "说明", "左", ["1", "2"]]
    grids = [block.place for block in document.blocks if isinstance(block, Grid)]
    assert grids == [Place(table=1), Place(table=2)]


def test_a_line_break_ends_a_paragraph() -> None:
    assert texts(parsed("<w:p><w:r><w:t>五、改进</w:t><w:br/><w:t>继续。</w:t></w:r></w:p>" + p(" "))) == [
        "五、改进",
        "继续。",
    ]


BOX = "<w:txbxContent>{}</w:txbxContent>"


def test_a_text_box_is_read_once() -> None:
    def both(content: str) -> str:
        box = BOX.format(content)
        return (
            f'<w:r><mc:AlternateContent><mc:Choice Requires="wps"><wps:txbx>{box}</wps:txbx></mc:Choice>'
            f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
        )

    assert texts(parsed(p("前", both(p("框") + tbl(tr("1", "2"))), "后"))) == ["前后", "框", ["1", "2"]]
    in_a_cell = tbl(tr("a", tc(p("5", both(p("框", both(p("内"))))))))
    assert texts(parsed(in_a_cell + p("末"))) == [["a", "5"], "框", "内", "末"]


def test_the_representation_with_text_is_kept() -> None:
    def offer(choice: str, fallback: str) -> str:
        return p(
            f"<w:r><mc:AlternateContent><mc:Choice>{choice}</mc:Choice><mc:Fallback>{fallback}</mc:Fallback>"
            "</mc:AlternateContent></w:r>"
        )

    assert texts(parsed(offer("<w:drawing/>", "<w:t>图</w:t>") + p("末"))) == ["图", "末"]
    assert texts(parsed(offer("<w:drawing/>", "<w:pict/>") + p("末"))) == ["末"]


def test_text_boxes_in_what_was_deleted_are_gone() -> None:
    box = f"<w:r><w:pict>{BOX.format(p('9'))}</w:pict></w:r>"
    assert texts(parsed(p(f"<w:del>{box}</w:del>", "1"))) == ["1"]


def test_a_deleted_end_of_a_paragraph_before_a_table_changes_nothing() -> None:
    ended = "<w:p><w:pPr><w:rPr><w:moveFrom/></w:rPr></w:pPr><w:r><w:t>前</w:t></w:r></w:p>"
    assert texts(parsed(ended + tbl(tr("1", "2")))) == ["前", ["1", "2"]]


def test_marks_in_running_text_are_not_set_apart() -> None:
    assert texts(parsed(p("面积5m", r("2", '<w:vertAlign w:val="superscript"/>')))) == ["面积5m2"]


def test_footnotes_stand_at_the_end() -> None:
    notes = (
        f'<w:footnotes xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:footnote w:id="2">'
        f"{p('注：含乡镇。')}</w:footnote></w:footnotes>"
    )
    document = parsed(p("正文", '<w:r><w:footnoteReference w:id="2"/></w:r>'), footnotes=notes)
    assert texts(document) == ["正文", "注：含乡镇。"]


def test_other_names_of_the_parts_are_followed() -> None:
    data = word_package("", parts={"word/other.xml": word_document("")})
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="1" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
        'Target="/word/document2.xml"/></Relationships>'
    )
    target = BytesIO()
    with ZipFile(target, "w") as archive:
        archive.writestr("word/document2.xml", ZipFile(BytesIO(data)).read("word/other.xml"))
        archive.writestr("_rels/.rels", relations)
    assert texts(parse_docx(target.getvalue(), "x")) == ["正文"]


def word_document(text: str, encoding: str = "UTF-8") -> str:
    return (
        f'<?xml version="1.0" encoding="{encoding}"?><w:document xmlns:w="http://schemas.openxmlformats.org/'
        f'wordprocessingml/2006/main"><w:body>{p(text or "正文")}</w:body></w:document>'
    )


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_xml_in_the_encodings_of_the_standard_is_read(encoding: str) -> None:
    data = word_package("", parts={})
    content = word_document("正文12", encoding.removesuffix("-sig")).encode(encoding)
    target = BytesIO()
    with ZipFile(BytesIO(data)) as old, ZipFile(target, "w") as new:
        new.writestr("[Content_Types].xml", old.read("[Content_Types].xml"))
        new.writestr("word/document.xml", content)
    assert texts(parse_docx(target.getvalue(), "x")) == ["正文12"]


def test_the_strict_names_are_read() -> None:
    strict = word_package(p("正文"))
    renamed = changed(
        strict,
        "word/document.xml",
        lambda xml: xml.replace(
            "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
            "http://purl.oclc.org/ooxml/wordprocessingml/main",
        ),
    )
    assert texts(parse_docx(renamed, "x")) == ["正文"]


def test_files_of_another_library_are_sniffed() -> None:
    target = BytesIO()
    WordDocument().save(target)
    assert FORMAT.sniff(target.getvalue())
    assert FORMAT.sniff(target.getvalue()[:5000]), "a file that is cut off is still a Word file"
    assert not FORMAT.sniff(b"PK\x03\x04 and no more")
    assert not FORMAT.sniff("报告".encode())
