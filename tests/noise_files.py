"""Draws the pages of ``noise`` as Word files, workbooks, PDF files, csv and grids, with what the readers do not use."""

from __future__ import annotations

import csv
import json
import re
from html import escape
from io import BytesIO, StringIO
from typing import TYPE_CHECKING

from openpyxl import Workbook

from noise import RAW_TAG, TOKEN, Noisy, Page, settled
from noise_layouts import grid_of
from office_layouts import word_package
from pdf_drawing import LEADING, RULERS, Sheet

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

    from layouts import Drawn

SUFFIXES = {"docx": "docx", "xlsx": "xlsx", "pdf": "pdf", "csv": "csv", "grid": "grid.json"}


def printed(made: Page, text: str) -> str:
    """The text of a cell without markup; a line break stays one."""
    text = TOKEN.sub(lambda found: made.printed.get(found[1], found[1]), text)
    return RAW_TAG.sub(lambda found: "\n" if found[1] in {"<br>", "</p><p>"} else re.sub("<.*?>", "", found[1]), text)


def squared(table: Drawn, *, filled: bool = True) -> list[tuple[str, int, int, int, int]]:
    """Text, row, column, columns and rows of each cell; none reaches over another. If filled, every place has one."""
    taken: set[tuple[int, int]] = set()
    cells: list[tuple[str, int, int, int, int]] = []
    for row, line in enumerate(table):
        column = 0
        for text, colspan, rowspan in line:
            while (row, column) in taken:
                column += 1
            width = next((over for over in range(1, colspan) if (row, column + over) in taken), colspan)
            height = min(rowspan, len(table) - row)
            taken |= {(row + down, column + over) for down in range(height) for over in range(width)}
            cells.append((text, row, column, width, height))
            column += width
    if not filled:
        return cells
    most = 1 + max(column for _, column in taken)
    empty = [
        ("", row, column, 1, 1) for row in range(len(table)) for column in range(most) if (row, column) not in taken
    ]
    return sorted([*cells, *empty], key=lambda cell: cell[1:3])


def _drawn_anew(made: Page, table: Drawn) -> Drawn:
    """The table with every row as wide as the widest, printed figures, and labels over the empty cells beside them."""
    again: Drawn = [[] for _ in table]
    cells = squared(table)
    figures = min((column for text, _, column, _, _ in cells if TOKEN.search(text)), default=0)
    for text, row, column, width, height in cells:
        last = again[row][-1] if again[row] else ("", 0, 2)
        if not text and last[0] and width == height == last[2] == 1 and column < figures:
            again[row][-1] = (last[0], last[1] + 1, 1)
        else:
            again[row].append((printed(made, text), width, height))
    return again


# ---- Word


def _runs(made: Page, text: str) -> str:
    """The runs of a paragraph; what is marked up in a page is a run of its own here."""
    text = TOKEN.sub(lambda found: made.printed.get(found[1], found[1]), text)
    xml: list[str] = []
    for at, piece in enumerate(RAW_TAG.split(text)):
        inner = escape(re.sub("<.*?>", "", piece))
        if at % 2 == 0 or "<span" in piece:
            xml.append(f'<w:r><w:t xml:space="preserve">{inner}</w:t></w:r>' if inner else "")
        elif piece == "<br>":
            xml.append("<w:r><w:br/></w:r>")
        elif piece == "</p><p>":
            xml.append("</w:p><w:p>")
        elif "<sup>" in piece:
            xml.append(f'<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>{inner}</w:t></w:r>')
    return "".join(xml)


def _word_table(made: Page, table: Drawn) -> str:
    rows: list[list[tuple[int, str]]] = [[] for _ in table]
    for text, row, column, width, height in squared(table, filled=False):
        for down in range(height):
            merge = "" if height == 1 else '<w:vMerge w:val="restart"/>' if not down else "<w:vMerge/>"
            span = f'<w:gridSpan w:val="{width}"/>' if width > 1 else ""
            body = "" if down else _runs(made, text)
            rows[row + down].append((column, f"<w:tc><w:tcPr>{span}{merge}</w:tcPr><w:p>{body}</w:p></w:tc>"))
    lines = ("".join(cell for _, cell in sorted(row)) for row in rows)
    return "<w:tbl>" + "".join(f"<w:tr>{line}</w:tr>" for line in lines) + "</w:tbl><w:p/>"


def _word_file(made: Page, _: Random) -> bytes:
    parts = (
        _word_table(made, part) if not isinstance(part, str) else f"<w:p>{_runs(made, part)}</w:p>"
        for part in made.parts
    )
    return word_package("".join(parts))


# ---- workbooks


def _sheet_value(text: str) -> int | str | None:
    return int(text) if re.fullmatch("[1-9][0-9]*|0", text) else text or None


def _workbook(made: Page, _: Random) -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    line, right = (4, 2) if made.layout == "xlsx_moved" else (1, 1)
    for part in made.parts:
        if isinstance(part, str):
            sheet.cell(line, right, printed(made, part))
            line += 1
            continue
        for text, row, column, width, height in squared(part):
            value = _sheet_value(printed(made, text))
            top, left = line + row, right + column
            if value is not None:
                sheet.cell(top, left, value)
            if width * height > 1:
                sheet.merge_cells(None, top, left, top + height - 1, left + width - 1)
        line += len(part) + 1
    target = BytesIO()
    book.save(target)
    return target.getvalue()


# ---- PDF


def _pdf_file(made: Page, rng: Random) -> bytes:
    sheet = Sheet(RULERS[{"pdf_ruled": "lines", "pdf_filled": "filled", "pdf_unruled": "none"}[made.layout]])
    sheet.y -= rng.choice([0, 0, LEADING * rng.randint(1, 30)])
    for part in made.parts:
        if isinstance(part, str):
            sheet.text(printed(made, part))
        else:
            sheet.table(_drawn_anew(made, part), repeat=rng.choice([0, 0, _head(part)]))
    return sheet.data()


def _head(table: Drawn) -> int:
    """How many rows the head of a table has; none where it covers rows below it."""
    head = next((at for at, row in enumerate(table) if any(map(TOKEN.search, (cell[0] for cell in row)))), 0)
    return head if head < 4 and all(at + cell[2] <= head for at in range(head) for cell in table[at]) else 0


# ---- csv and grids


def _rows(made: Page, table: Drawn) -> list[list[str]]:
    repeat = made.layout.endswith("_repeated")
    return [[printed(made, text) for text in row] for row in grid_of(table, repeat=repeat)]


def _csv_file(made: Page, _: Random) -> bytes:
    target = StringIO()
    writer = csv.writer(target)
    tables = [_rows(made, part) for part in made.tables]
    width = max((len(table[0]) for table in tables), default=1)
    for part in made.parts:
        rows = [[printed(made, part)]] if isinstance(part, str) else _rows(made, part)
        writer.writerows([*row, *[""] * (width - len(row))] for row in rows)
    return target.getvalue().encode("utf-8-sig")


def _grid_file(made: Page, rng: Random) -> bytes:
    tables = [
        [[_sheet_value(text) if rng.random() < 0.5 else text or None for text in row] for row in rows]
        for rows in (_rows(made, part) for part in made.tables)
    ]
    text = [printed(made, part) for part in made.parts if isinstance(part, str)]
    return json.dumps({"tables": tables, "text": text}, ensure_ascii=False).encode()


FILES: dict[str, Callable[[Page, Random], bytes]] = {
    "docx": _word_file,
    "xlsx": _workbook,
    "pdf": _pdf_file,
    "csv": _csv_file,
    "grid": _grid_file,
}


def finished_file(made: Page, rng: Random, noise: str) -> Noisy:
    """The document as a file, with what may be read in it."""
    if made.layout.endswith("_flat"):
        for table in made.tables:
            table[:] = [[(text, 1, 1) for text in row] for row in grid_of(table)]
    left = {
        path.split("#")[0] for table in made.tables for row in table for cell in row for path in TOKEN.findall(cell[0])
    }
    data = FILES[made.format](made, rng)
    truth, unclear = settled(made, left)
    return Noisy(made.form, made.layout, noise, f"report.{SUFFIXES[made.format]}", data, truth, unclear)
