"""Puts a Word file together and makes its bytes, the same for the same report."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from attrs import evolve
from lxml import etree

from govinfo_converters.carried_record import RECORD_NAMESPACE, record_of
from govinfo_converters.docx_outline import Words, outline
from govinfo_converters.docx_parts import as_text, comments_part, element, other_parts, paragraph
from govinfo_converters.docx_styles import SECTION
from govinfo_converters.docx_tables import TableDrawing
from govinfo_converters.form_layout import report_title
from govinfo_converters.xlsx_remarks import remarks

if TYPE_CHECKING:
    from govinfo_converters.docx_outline import Role
    from govinfo_schema.format_contract import WriteOptions
    from govinfo_schema.forms import Report

_STYLES: dict[Role, str] = {
    "title": "Title",
    "subtitle": "Subtitle",
    "heading": "Heading1",
    "subheading": "Heading2",
    "text": "Normal",
    "table title": "TableTitle",
    "annex title": "AnnexTitle",
}
_NO_TIME = (1980, 1, 1, 0, 0, 0)  # the earliest that a zip archive can hold
_LEVEL = 6  # of compression


def docx_bytes(report: Report, options: WriteOptions) -> bytes:
    """Return the Word file of ``report`` as bytes.

    Args:
        report: the report; it is not changed, and no figure of it is.
        options: the ledger, whose account of figures that were not published stands in comments, and the language of
            comments. Findings are not written: ``annotate`` marks them in a copy.
    """
    made = remarks(report, evolve(options, findings=None))
    lines = {path: said.line for path, said in made.items() if said.line is not None}
    drawing = TableDrawing(report, options, lines)
    body = element("body")
    for piece in outline(report, options.language):
        body.append(paragraph(_STYLES[piece.role], piece.text) if isinstance(piece, Words) else drawing.table(piece))
    if body[-1].tag != paragraph("Normal", "").tag:
        body.append(paragraph("TableLabel", ""))  # a document never ends with a table
    body.append(etree.fromstring(SECTION))
    parts = other_parts(as_text(report_title(report)))
    parts["word/document.xml"] = _xml(element("document", None, body))
    parts["word/comments.xml"] = _xml(comments_part(drawing.comments))
    parts["customXml/item1.xml"] = _record(report)
    return _packed(parts)


def _record(report: Report) -> bytes:
    """Return the record of ``report`` as XML."""
    root = etree.Element(f"{{{RECORD_NAMESPACE}}}report", nsmap={None: RECORD_NAMESPACE})
    root.text = record_of(report)
    return _xml(root)


def _xml(root: etree._Element) -> bytes:  # pyright: ignore[reportPrivateUsage] - lxml gives the class no public name
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _packed(parts: dict[str, bytes]) -> bytes:
    """Return a package whose bytes depend on its parts alone."""
    target = BytesIO()
    with ZipFile(target, "w") as archive:
        for name, content in parts.items():
            entry = ZipInfo(name, _NO_TIME)
            entry.compress_type = ZIP_DEFLATED
            entry.create_system = 3  # as on Unix, wherever it is written
            archive.writestr(entry, content, compresslevel=_LEVEL)
    return target.getvalue()
