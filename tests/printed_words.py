"""Word files of random reports as people set them, made with python-docx."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from layouts import Drawn, titled_tables
from office_layouts import after, before, placed, width_of
from printed_pages import FIGURE, head_rows_of

if TYPE_CHECKING:
    from random import Random

    from docx.document import Document as WordDocument
    from docx.table import Table, _Cell

WAYS = {
    "style": ("Table Grid", "Light Grid Accent 1", "Medium Shading 1 Accent 2", "Light List", "Normal Table", "own"),
    "borders": ("single", "double", "dotted", "dashed", "thick", "thinThickSmallGap"),
    "size": (10.5, 9, 7, 5.5, 14),
    "page": ("A4", "A4 landscape", "narrow", "A3"),
    "head rows": ("once", "repeated"),
    "rows": ("may break", "whole"),
    "figures": ("centre", "left", "right"),
    "groups": ("wide", "narrow", "upright"),
    "around": ("nothing", "head and page number", "beside a picture"),
    "padding": ("usual", "none", "spaced"),
}


NARROW = (1, 1.6, 4, *[1.4] * 7)  # the columns of the table of applications
Chosen = dict[str, "str | float"]


def choose(rng: Random) -> Chosen:
    return {what: rng.choice(ways) if rng.random() < 0.6 else ways[0] for what, ways in WAYS.items()}


def word_report(form: str, chosen: Chosen, printed: dict[str, str]) -> bytes:
    document = Document()
    _set_page(document, chosen)
    for line in before(form):
        document.add_paragraph(line)
    for title, table in titled_tables(form, printed):
        document.add_paragraph(title)
        _add_table(document, table, chosen)
    for line in (*after(form), ""):
        document.add_paragraph(line)
    target = BytesIO()
    document.save(target)
    return target.getvalue()


def _set_page(document: WordDocument, chosen: Chosen) -> None:
    style = document.styles["Normal"]
    style.font.size = Pt(float(chosen["size"]))
    style.font.name = "Noto Serif CJK SC"
    style.element.rPr.rFonts.set(qn("w:eastAsia"), "Noto Serif CJK SC")
    style.paragraph_format.space_after = Pt(0 if chosen["padding"] != "spaced" else 8)
    section = document.sections[0]
    wide, high = {"A4": (210, 297), "A4 landscape": (297, 210), "narrow": (120, 180), "A3": (297, 420)}[
        str(chosen["page"])
    ]
    section.orientation = WD_ORIENT.LANDSCAPE if wide > high else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(wide), Mm(high)
    section.left_margin = section.right_margin = Mm(8 if chosen["page"] == "narrow" else 25)
    if chosen["around"] == "head and page number":
        section.header.paragraphs[0].text = "某某县人民政府办公室"
        paragraph = section.footer.paragraphs[0]
        paragraph.add_run("— ")
        field = OxmlElement("w:fldSimple")
        field.set(qn("w:instr"), "PAGE")
        paragraph._p.append(field)  # noqa: SLF001 - no public way to fields
        paragraph.add_run(" —")


def _add_table(document: WordDocument, table: Drawn, chosen: Chosen) -> None:
    drawn = document.add_table(len(table), width_of(table))
    drawn.alignment = WD_TABLE_ALIGNMENT.CENTER
    if chosen["style"] != "own":
        drawn.style = document.styles[str(chosen["style"])]
    else:
        _set_borders(drawn, str(chosen["borders"]))
    depth = head_rows_of(table)
    for number, row in enumerate(drawn._tbl.tr_lst):  # noqa: SLF001 - no public way to rows that repeat
        if number < depth and chosen["head rows"] == "repeated":
            row.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
        if chosen["rows"] == "whole":
            row.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    cells = [row.cells for row in drawn.rows]
    for text, row, column, colspan, rowspan in placed(table):
        cell = cells[row][column]
        if colspan * rowspan > 1:
            cell = cell.merge(cells[row + rowspan - 1][column + colspan - 1])
        _fill(cell, text, chosen, group=rowspan > 1 and colspan == 1 and row >= depth)
    if chosen["groups"] == "narrow" and width_of(table) == len(NARROW):
        _set_widths(drawn)
    if chosen["padding"] == "none":
        _without_padding(drawn)


def _fill(cell: _Cell, text: str, chosen: Chosen, *, group: bool) -> None:
    cell.text = text
    if group and chosen["groups"] == "upright":
        direction = OxmlElement("w:textDirection")
        direction.set(qn("w:val"), "tbRlV")
        cell._tc.get_or_add_tcPr().append(direction)  # noqa: SLF001 - no public way to the direction of text
    if text and FIGURE.fullmatch(text):
        sides = {"centre": WD_ALIGN_PARAGRAPH.CENTER, "right": WD_ALIGN_PARAGRAPH.RIGHT}
        cell.paragraphs[0].alignment = sides.get(str(chosen["figures"]))


def _set_widths(table: Table) -> None:
    table.autofit = False
    for at, share in enumerate(NARROW):
        for cell in table.columns[at].cells:
            cell.width = Mm(share * 9)


def _without_padding(table: Table) -> None:
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), "0")
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    table._tbl.tblPr.append(margins)  # noqa: SLF001 - no public way to the margins of cells


def _set_borders(table: Table, kind: str) -> None:
    borders = OxmlElement("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        border = OxmlElement(f"w:{side}")
        border.set(qn("w:val"), kind)
        border.set(qn("w:sz"), "6")
        borders.append(border)
    table._tbl.tblPr.append(borders)  # noqa: SLF001 - no public way to the borders of a table
