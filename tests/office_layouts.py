"""Draws filled forms as Word files and workbooks, with libraries that the readers do not use."""

from __future__ import annotations

import random
from collections import Counter
from functools import cache
from io import BytesIO
from itertools import groupby
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZipFile

import xlwt
from docx import Document as WordDocument
from openpyxl import Workbook

from govinfo_schema.forms import cell_values
from govinfo_schema.marks import Money
from layouts import YEARS, Drawn, Printed, blanked, facts, numbers, titled_tables

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from govinfo_schema.forms import Report

CELLS_TRIED = 20
DRAWING = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def before(form: str) -> list[str]:
    year = YEARS[form]
    return [
        f"某某县{year}年政府信息公开工作年度报告",
        f"本报告所列数据的统计期限自{year}年1月1日起至{year}年12月31日止。",
        "一、总体情况",
        "全年工作有序推进。",
    ]


def after(form: str) -> list[str]:
    return [] if form == "v2014" else ["五、存在的主要问题及改进情况", "继续改进。", "六、其他需要报告的事项", "无。"]


def placed(table: Drawn) -> Iterator[tuple[str, int, int, int, int]]:
    """Text, row, column, columns and rows of each cell; row and column count from 0."""
    taken: set[tuple[int, int]] = set()
    for row, cells in enumerate(table):
        column = 0
        for text, colspan, rowspan in cells:
            while (row, column) in taken:
                column += 1
            taken |= {(row + down, column + right) for down in range(rowspan) for right in range(colspan)}
            yield text, row, column, colspan, rowspan


def width_of(table: Drawn) -> int:
    return sum(colspan for _, colspan, _ in table[0])


def changed(data: bytes, part: str, change: Callable[[str], str]) -> bytes:
    """The zip archive with one part changed."""
    target = BytesIO()
    with ZipFile(BytesIO(data)) as old, ZipFile(target, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, change(content.decode()).encode() if name == part else content)
    return target.getvalue()


@cache
def _word_template(form: str) -> bytes:
    """A Word file in which each cell holds its path between two signs."""
    document = WordDocument()
    for line in before(form):
        document.add_paragraph(line)
    for title, table in titled_tables(form, {fact["cell"]: f"§{fact['cell']}§" for fact in facts(form)}):
        document.add_paragraph(title)
        drawn = document.add_table(len(table), width_of(table))
        cells = [row.cells for row in drawn.rows]
        for text, row, column, colspan, rowspan in placed(table):
            cell = cells[row][column]
            if colspan * rowspan > 1:
                cell = cell.merge(cells[row + rowspan - 1][column + colspan - 1])
            cell.text = text
    for line in (*after(form), ""):  # a table at the very end is not valid
        document.add_paragraph(line)
    target = BytesIO()
    document.save(target)
    return target.getvalue()


def word_file(form: str, printed: Printed) -> bytes:
    def fill(xml: str) -> str:
        for cell, text in printed.items():
            xml = xml.replace(f"§{cell}§", text or "")
        return xml

    return changed(_word_template(form), "word/document.xml", fill)


def _sheet_value(text: str) -> int | float | str:
    try:
        return int(text)
    except ValueError:
        return text


def _rows(form: str, printed: Printed, *, split: bool) -> Iterator[tuple[str, list[tuple[str, int, int, int, int]]]]:
    """The title of each sheet, and its cells: one sheet for all, or one for each table."""
    line = 0
    cells = [(text, number, 0, 1, 1) for number, text in enumerate(before(form))]
    line = len(cells)
    tables = titled_tables(form, printed)
    for number, (title, table) in enumerate(tables):
        cells.append((title, line, 0, 1, 1))
        cells += [(text, row + line + 1, *rest) for text, row, *rest in placed(table)]  # type: ignore[misc]
        line += len(table) + 2
        if split or number == len(tables) - 1:
            yield f"表{number}", cells
            cells, line = [], 0


def sheet_file(form: str, printed: Printed, *, split: bool = False, down: int = 0, right: int = 0) -> bytes:
    """A workbook whose first cell stands ``down`` rows and ``right`` columns away from the corner."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for title, cells in _rows(form, printed, split=split):
        sheet = book.create_sheet(title)
        for text, row, column, colspan, rowspan in cells:
            top, left = row + down + 1, column + right + 1
            if text:
                sheet.cell(top, left, _sheet_value(text))
            if colspan * rowspan > 1:
                sheet.merge_cells(None, top, left, top + rowspan - 1, left + colspan - 1)
    target = BytesIO()
    book.save(target)
    return target.getvalue()


def sheet_rows(form: str, printed: Printed) -> list[list[str]]:
    """The rows of one sheet for all, each text in the top left corner of what it covers."""
    ((_, cells),) = _rows(form, printed, split=False)
    texts = {(row, column): text for text, row, column, _, _ in cells}
    height, width = max(row for row, _ in texts) + 1, max(column for _, column in texts) + 1
    return [[texts.get((row, column), "") for column in range(width)] for row in range(height)]


def old_sheet_file(form: str, printed: Printed) -> bytes:
    """The same as a workbook of the old format."""
    book = xlwt.Workbook()
    for title, cells in _rows(form, printed, split=False):
        sheet = book.add_sheet(title)
        for text, row, column, colspan, rowspan in cells:
            if colspan * rowspan > 1:
                sheet.write_merge(row, row + rowspan - 1, column, column + colspan - 1, _sheet_value(text))
            elif text:
                sheet.write(row, column, _sheet_value(text))
    target = BytesIO()
    book.save(target)
    return target.getvalue()


def outcome(report: Report, printed: Printed) -> tuple[Counter[str], set[str]]:
    """Count what became of the cells of a drawn form, and name those that hold another cell's number."""
    counted: Counter[str] = Counter()
    wrong: set[str] = set()
    for cell, value in cell_values(report).items():
        read = str(value.value) if isinstance(value, Money) else None if value is None else str(value)
        if read == printed[cell]:
            counted["blank" if read is None else "right"] += 1
        elif read is None:
            counted["open"] += 1
        else:
            wrong.add(cell)
    return counted, wrong


def groups_of(form: str) -> list[list[str]]:
    """A sample of single cells, each row, and each column."""
    cells = facts(form)
    chosen = random.Random(form).sample(cells, CELLS_TRIED)  # noqa: S311 - which cells are tried is no secret
    by_row = groupby(cells, key=lambda fact: (fact["table"], fact["row"]))
    columns = sorted(cells, key=lambda fact: (fact["table"], fact["column"]))
    by_column = groupby(columns, key=lambda fact: (fact["table"], fact["column"]))
    return [
        *([fact["cell"]] for fact in chosen),
        *([fact["cell"] for fact in group] for _, group in by_row),
        *([fact["cell"] for fact in group] for _, group in by_column if form != "v2014"),
    ]


def zeros(form: str) -> dict[str, str | None]:
    return {fact["cell"]: "0" for fact in facts(form)}


SOURCES: Mapping[str, Callable[[str], dict[str, str | None]]] = {
    "different": lambda form: numbers(form, start=11),
    "alike": zeros,
}


def blanked_forms(form: str, source: str) -> Iterator[tuple[list[str], dict[str, str | None]]]:
    whole = SOURCES[source](form)
    for group in groups_of(form):
        yield group, blanked(whole, group)


def word_package(body: str, *, root: str | bytes = "", parts: Mapping[str, str | bytes] | None = None) -> bytes:
    """A Word file with the given markup as its body, and further parts."""
    names = (
        f'xmlns:w="{DRAWING}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
        'xmlns:v="urn:schemas-microsoft-com:vml" '
        'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
        'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
    )
    target = BytesIO()
    with ZipFile(target, "w", ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(
            "word/document.xml",
            root or f"<?xml version='1.0' encoding='UTF-8'?><w:document {names}><w:body>{body}</w:body></w:document>",
        )
        for name, content in (parts or {}).items():
            archive.writestr(name, content)
    return target.getvalue()
