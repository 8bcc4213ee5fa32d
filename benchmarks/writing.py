"""How long files take to write, next to a bare library that writes the same content.

Run as a script to see the figures. ``ratios`` gives the medians of rounds that alternate between both sides, so that a
busy machine slows both alike. The bare sides get the content ready made, and know nothing of reports:

- xlsx: openpyxl puts the same values, styles, comments, names, merged cells and sizes into a workbook, and saves it, in
  the quickest way that it has: with cells that share styles, and merged cells whose borders are not drawn anew;
- docx: python-docx adds the same paragraphs with their styles, and the same tables with their merged cells;
- html: lxml builds the same elements with the same attributes and texts, and serialises them;
- csv: the module ``csv`` writes the same rows;
- json: the module ``json`` dumps the same content, which is lists and dictionaries already, with the same indents.
"""

from __future__ import annotations

import csv
import json
import sys
from copy import copy
from io import BytesIO, StringIO
from pathlib import Path
from statistics import median
from time import process_time
from typing import TYPE_CHECKING

from attrs import frozen
from docx import Document
from lxml import etree, html
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.cell_range import MultiCellRange

import govinfo_schema as gs

sys.path.append(str(Path(__file__).resolve().parents[1] / "tests"))  # benchmarks have names of tests, and come first
from written_files import richest_report

if TYPE_CHECKING:
    from collections.abc import Callable

    from openpyxl.styles.cell_style import StyleArray
    from openpyxl.worksheet.worksheet import Worksheet

    from govinfo_schema.findings import Finding
    from govinfo_schema.forms import Report

    Write = Callable[[], object]

ROUNDS = 15
FORM = "v2021"


def written(report: Report, name: str, findings: tuple[Finding, ...] | None = None) -> bytes:
    """Return the file of a report in the format of a name."""
    target = BytesIO()
    gs.write(report, target, format=name, findings=findings)
    return target.getvalue()


@frozen
class DrawnSheet:
    """A sheet as another library draws it: cells with row, column, value, style, number format and comment."""

    title: str
    cells: list[tuple[int, int, object, str, str, str | None]]
    merged: list[str]
    widths: dict[str, float]
    heights: dict[int, float | None]

    @classmethod
    def of(cls, sheet: Worksheet) -> DrawnSheet:
        """Return what stands on a sheet."""
        cells = [
            (cell.row, cell.column, cell.value, cell.style, cell.number_format, cell.comment and cell.comment.text)
            for row in sheet.iter_rows()
            for cell in row
            if cell.has_style or cell.value is not None
        ]
        widths = {key: size.width for key, size in sheet.column_dimensions.items()}
        heights = {key: size.height for key, size in sheet.row_dimensions.items()}
        return cls(sheet.title, cells, [str(area) for area in sheet.merged_cells.ranges], widths, heights)

    def draw(self, sheet: Worksheet) -> None:
        """Draw it anew."""
        styles: dict[str, StyleArray] = {}  # found by name once: openpyxl takes long to look for them
        for row, column, value, style, number_format, comment in self.cells:
            cell = sheet.cell(row, column, value)
            if style not in styles:
                cell.style = style
                styles[style] = cell._style  # noqa: SLF001 - the quick way, as others know it
            cell._style = copy(styles[style])  # noqa: SLF001 - as above
            if number_format != cell.number_format:
                cell.number_format = number_format
            if comment:
                cell.comment = Comment(comment, "bare")
        sheet.merged_cells = MultiCellRange(self.merged)  # merge_cells would draw the borders of each anew
        for letter, width in self.widths.items():
            sheet.column_dimensions[letter].width = width
        for number, height in self.heights.items():
            sheet.row_dimensions[number].height = height


def bare_workbook(data: bytes) -> Write:
    """Return what writes the content of a workbook with openpyxl alone."""
    book = load_workbook(BytesIO(data))
    styles = [style for style in book._named_styles if style.name != "Normal"]  # noqa: SLF001 - it has no public list
    names = {name: defined.attr_text for name, defined in book.defined_names.items()}
    sheets = [DrawnSheet.of(sheet) for sheet in book.worksheets]

    def write() -> bytes:
        made = Workbook()
        made.remove(made.worksheets[0])
        for style in styles:
            made.add_named_style(copy(style))
        for sheet in sheets:
            sheet.draw(made.create_sheet(sheet.title))
        for name, text in names.items():
            made.defined_names[name] = DefinedName(name, attr_text=text)
        target = BytesIO()
        made.save(target)
        return target.getvalue()

    return write


def bare_word(data: bytes) -> Write:
    """Return what writes the text of a Word file with python-docx alone, in the styles of its own template."""
    source = Document(BytesIO(data))
    blocks: list[str | tuple[int, int, list[tuple[int, int, int, int, str]]]] = []
    for block in source.iter_inner_content():
        if not hasattr(block, "rows"):
            blocks.append(block.text)
            continue
        cells: dict[object, list[int]] = {}
        for row, line in enumerate(block.rows):
            for column, cell in enumerate(line.cells):
                box = cells.setdefault(cell._tc, [row, column, row, column])  # noqa: SLF001 - tells merged cells apart
                box[2], box[3] = row, column
        texts = {cell._tc: cell.text for line in block.rows for cell in line.cells}  # noqa: SLF001 - as above
        drawn = [(*box, texts[element]) for element, box in cells.items()]
        blocks.append((len(block.rows), len(block.columns), drawn))

    def write() -> bytes:
        made = Document()
        for block in blocks:
            if isinstance(block, str):
                made.add_paragraph(block)
                continue
            rows, columns, cells = block
            table = made.add_table(rows, columns)
            grid = [line.cells for line in table.rows]
            for top, left, bottom, right, text in cells:
                cell = grid[top][left]
                if (top, left) != (bottom, right):
                    cell = cell.merge(grid[bottom][right])
                cell.text = text
        target = BytesIO()
        made.save(target)
        return target.getvalue()

    return write


def bare_page(data: bytes) -> Write:
    """Return what builds the elements of a page with lxml, and serialises them."""

    def plan(element: etree._Element) -> tuple[str, dict[str, str], str | None, str | None, list[object]]:
        children: list[object] = [plan(child) for child in element if isinstance(child.tag, str)]
        return str(element.tag), dict(element.attrib), element.text, element.tail, children

    planned = plan(html.document_fromstring(data.decode()))

    def build(planned: tuple[str, dict[str, str], str | None, str | None, list[object]]) -> etree._Element:
        tag, attributes, text, tail, children = planned
        element = etree.Element(tag, attributes)
        element.text, element.tail = text, tail
        for child in children:
            element.append(build(child))  # type: ignore[arg-type] - as they were planned
        return element

    return lambda: html.tostring(build(planned), encoding="utf-8", doctype="<!DOCTYPE html>")


def bare_csv(data: bytes) -> Write:
    """Return what writes the rows of a file with the module of the standard library."""
    rows = list(csv.reader(StringIO(data.decode(), newline="")))

    def write() -> bytes:
        target = StringIO()
        csv.writer(target, lineterminator="\r\n").writerows(rows)
        return target.getvalue().encode()

    return write


def bare_json(data: bytes) -> Write:
    """Return what dumps the content of a file with the module of the standard library."""
    content = json.loads(data)
    return lambda: json.dumps(content, ensure_ascii=False, indent=2).encode()


BARE: dict[str, tuple[Callable[[bytes], Write], int]] = {  # and how many calls make a round
    "xlsx": (bare_workbook, 1),
    "docx": (bare_word, 1),
    "html": (bare_page, 5),
    "csv": (bare_csv, 20),
    "json": (bare_json, 20),
}


def seconds(call: Write, calls: int) -> float:
    """Return how much time of the processor one call takes; what else runs on the machine does not count."""
    start = process_time()
    for _ in range(calls):
        call()
    return (process_time() - start) / calls


def ratios() -> dict[str, float]:
    """Return how many times as long as the bare side each writer takes, without and, for xlsx, with findings."""
    report = richest_report(FORM)
    findings = gs.validate(report).findings
    sides = {name: (lambda name=name: written(report, name), *bare) for name, bare in BARE.items()}
    sides["xlsx with findings"] = (lambda: written(report, "xlsx", findings), *BARE["xlsx"])
    found: dict[str, float] = {}
    for name, (write, bare, calls) in sides.items():
        bare_write = bare(write())
        bare_write()
        rounds = [(seconds(write, calls), seconds(bare_write, calls)) for _ in range(ROUNDS)]
        found[name] = median(one for one, _ in rounds) / median(other for _, other in rounds)
        found[f"{name}, ms"] = 1000 * median(one for one, _ in rounds)
    return found


if __name__ == "__main__":
    for name, ratio in ratios().items():
        print(f"{name}: {ratio:.2f}")
