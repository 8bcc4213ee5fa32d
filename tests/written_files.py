"""Every file that the project writes of a report or a form, by name; and packages of Office as texts to compare."""

from __future__ import annotations

import hashlib
from io import BytesIO
from itertools import islice
from typing import TYPE_CHECKING
from zipfile import ZipFile

from lxml import etree
from openpyxl import load_workbook

import govinfo_schema as gs
from govinfo_schema.formats import available, suffix_of_format
from round_trip_reports import made_reports

if TYPE_CHECKING:
    from collections.abc import Iterator

    from openpyxl.worksheet.worksheet import Worksheet

    from govinfo_schema.findings import Finding
    from govinfo_schema.forms import Report

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def richest_report(form: str) -> Report:
    """The made report of a form that has the most parts: marks, running text, added rows, corrections and residue."""
    return max((report for _, report in made_reports(form)), key=lambda report: len(gs.to_json(report)))


def written_files(form: str, findings: tuple[Finding, ...] | None = None) -> Iterator[tuple[str, bytes]]:
    """Every file of ``richest_report`` in every format and layout, and every form to fill in."""
    report = richest_report(form)
    for format_ in available():
        if format_.write is not None:
            for layout in format_.layouts:
                target = BytesIO()
                gs.write(report, target, format=format_.name, findings=findings, layout=layout or "long")
                middle = f".{layout}" if layout else ""
                yield f"report{middle}{suffix_of_format(format_.name)}", target.getvalue()
        if format_.write_template is not None:
            target = BytesIO()
            gs.write_template(form, target, format=format_.name)
            yield f"form{format_.suffixes[0]}", target.getvalue()


def as_text(name: str, data: bytes) -> tuple[str, bytes]:
    """Return what is kept of a file: texts as they are; of a package what it holds, whatever packs and draws it."""
    if name.endswith(".docx"):
        return f"{name}.txt", "\n".join(_word_lines(data)).encode()
    if name.endswith(".xlsx"):
        return f"{name}.txt", "\n".join(_workbook_lines(data)).encode()
    return name, data


def _word_lines(data: bytes) -> Iterator[str]:
    """The parts with the hashes of their bytes, and the text of the document with its styles and spans."""
    package = ZipFile(BytesIO(data))
    for part in package.namelist():
        yield f"{part} {hashlib.sha256(package.read(part)).hexdigest()}"
    body = etree.fromstring(package.read("word/document.xml"))[0]
    for block in body:
        if block.tag == _W + "tbl":
            yield from (
                "| " + " | ".join(map(_cell_text, row.iterchildren(_W + "tc"))) for row in block.iter(_W + "tr")
            )
        else:
            style = block.find(f"{_W}pPr/{_W}pStyle")
            yield f"[{'' if style is None else style.get(_W + 'val')}] {_text(block)}"


def _cell_text(cell: etree._Element) -> str:
    span, merge = cell.find(f"{_W}tcPr/{_W}gridSpan"), cell.find(f"{_W}tcPr/{_W}vMerge")
    wide = "" if span is None else f"<{span.get(_W + 'val')}>"
    return f"{wide}{'' if merge is None else '^'}{_text(cell)}"


def _text(element: etree._Element) -> str:
    return "".join(text.text or "" for text in element.iter(_W + "t"))


def _workbook_lines(data: bytes) -> Iterator[str]:
    """Names, and of each sheet its page, merged cells, checks of inputs and cells with styles and comments."""
    book = load_workbook(BytesIO(data))
    for name, defined in sorted(book.defined_names.items()):
        yield f"{name} = {defined.attr_text}"
    for sheet in book.worksheets:
        yield f"## {sheet.title} {sheet.dimensions} print {sheet.print_area} breaks {_breaks(sheet)}"
        yield f"widths {' '.join(f'{key}:{size.width:g}' for key, size in sorted(sheet.column_dimensions.items()))}"
        yield f"merged {' '.join(sorted(map(str, sheet.merged_cells.ranges)))}"
        for check in sheet.data_validations.dataValidation:
            yield f"input {check.sqref} {check.type} {check.operator} {check.formula1} {check.formula2}"
        for row in sheet.iter_rows():
            yield from (
                f"{cell.coordinate} {cell.value!r} {cell.number_format} {cell.style}"
                + (f" # {cell.comment.text!r}" if cell.comment else "")
                for cell in row
                if cell.value is not None or cell.comment
            )


def _breaks(sheet: Worksheet) -> list[int]:
    return [each.id for each in islice(sheet.row_breaks.brk, 100)]
