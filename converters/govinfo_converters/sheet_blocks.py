"""From the rows of a sheet to paragraphs and grids, for workbooks and for csv files.

A sheet holds more than a table: a title above it, headings between tables, running text. Rows with a single text above
a table, and headings such as 三、收到和处理…, are paragraphs, unless the text labels a row of a form, whose cells are
all blank then. Everything else stays in the grid, empty cells included.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING, TypeAlias

from attrs import evolve, frozen

from govinfo_converters.alignment.labels import keys_of, tables_of
from govinfo_converters.document import Block, Grid, GridCell, Paragraph
from govinfo_schema.errors import ReadError
from govinfo_schema.messages import Text
from govinfo_schema.versions import NAMES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from govinfo_schema.provenance import Place

# First row and column, last row and column, counted from 0.
Area: TypeAlias = tuple[int, int, int, int]

MOST_ROWS = 20_000
MOST_COLUMNS = 1_000
_MOST_TABLES = 100  # on one sheet; what follows the last heading stays one grid
_OVERLAPS = 4
_HEADING = re.compile(r"\s*[一二三四五六七八九十]{1,3}、\s*\S")


@frozen
class Sheet:
    """The cells of a sheet.

    Attributes:
        texts: the text of each cell, row by row, from the first used row and column on; empty where nothing stands.
        first_row: the number of the first row, counted from 0; likewise ``first_column``.
        merges: merged areas, with addresses on the sheet.
    """

    texts: Sequence[Sequence[str]]
    first_row: int = 0
    first_column: int = 0
    merges: Sequence[Area] = ()


def check_extent(rows: int, columns: int, where: str) -> None:
    """Refuse a sheet that reaches further than that of any report.

    Args:
        rows: number of its last row; likewise ``columns``.
        columns: number of its last column.
        where: file and sheet for the message.

    Raises:
        ReadError: it has too many rows or columns.
    """
    if rows > MOST_ROWS or columns > MOST_COLUMNS:
        raise ReadError(
            Text(
                f"表格延伸到第 {rows} 行、第 {columns} 列，不可能是一份年度报告。",
                f"The sheet reaches to row {rows} and column {columns}: no annual report does.",
            ),
            where=where,
            advice=Text(
                "请删去报告以外的行、列和工作表后另存。", "Remove what is not part of the report, and save it anew."
            ),
        )


def cells_of(sheet: Sheet) -> list[list[GridCell]]:
    """Return the cells that begin in each row of the sheet, with their addresses; merged ones with their spans."""
    height = len(sheet.texts)
    width = max(map(len, sheet.texts), default=0)
    spans, covered = _spans(sheet, height, width)
    rows: list[list[GridCell]] = []
    for row, texts in enumerate(sheet.texts):
        cells: list[GridCell] = []
        for column in range(width):
            if (row, column) in covered:
                continue
            text = texts[column] if column < len(texts) else ""
            rowspan, colspan = spans.get((row, column), (1, 1))
            cells.append(GridCell(text, row + sheet.first_row, column + sheet.first_column, rowspan, colspan))
        rows.append(cells)
    return rows


def _spans(
    sheet: Sheet, height: int, width: int
) -> tuple[dict[tuple[int, int], tuple[int, int]], set[tuple[int, int]]]:
    """Return the spans of merged cells and what they cover, both from the first used cell on.

    What reaches out of the used area is cut off. Merges that overlap an earlier one, which no program writes, are left
    out; as soon as all together are several times as large as the sheet, so are the others: no file makes this long.
    """
    spans: dict[tuple[int, int], tuple[int, int]] = {}
    covered: set[tuple[int, int]] = set()
    room = _OVERLAPS * height * width
    for top, left, bottom, right in sheet.merges:
        first, start = max(0, top - sheet.first_row), max(0, left - sheet.first_column)
        last, end = min(height, bottom - sheet.first_row + 1), min(width, right - sheet.first_column + 1)
        size = max(0, last - first) * max(0, end - start)
        if size <= 1 or size > room:
            continue
        room -= size
        places = {(row, column) for row in range(first, last) for column in range(start, end)}
        if covered.isdisjoint(places) and spans.keys().isdisjoint(places):
            spans[first, start] = (last - first, end - start)
            covered |= places - {(first, start)}
    return spans, covered


def blocks_of(sheet: Sheet, place: Place) -> list[Block]:
    """Cut a sheet into paragraphs and grids.

    Args:
        sheet: its cells.
        place: file part and number of the table; cells add row and column, paragraphs have the row.
    """
    blocks: list[Block] = []
    table: list[list[GridCell]] = []
    tables = 0
    for cells in cells_of(sheet):
        texts = [cell for cell in cells if cell.text.strip()]
        only = texts[0] if len(texts) == 1 and texts[0].rowspan == 1 else None
        if not texts and not table:
            continue
        if only is not None and tables < _MOST_TABLES and _is_apart(only.text, table):
            tables += bool(table)
            blocks += _grid(table, place)
            table = []
            blocks += paragraphs_of(only, place)
        else:
            table.append(cells)
    blocks += _grid(table, place)
    return blocks


def _is_apart(text: str, table: Sequence[object]) -> bool:
    """Say whether a text that stands alone in its row is a title or running text, and no row with blank cells."""
    return (not table or _HEADING.match(text) is not None) and _row_keys().isdisjoint(keys_of(text))


@cache
def _row_keys() -> frozenset[str]:
    """Return what identifies the labels of rows with figures, of all forms."""
    return frozenset(key for name in NAMES for table in tables_of(name) for row in table.rows for key in row.keys)


def paragraphs_of(cell: GridCell, place: Place) -> Iterator[Paragraph]:
    """Yield the lines of a cell as paragraphs."""
    at = evolve(place, row=cell.row + 1, column=cell.column + 1)
    for line in cell.text.splitlines():
        if line.strip():
            yield Paragraph(line.strip(), at)


def _grid(rows: Sequence[Sequence[GridCell]], place: Place) -> Iterable[Grid]:
    """Return the grid of some rows, as far as anything stands there."""
    cells = tuple(cell for row in rows for cell in row)
    if not cells:
        return ()
    last_row = max(cell.row + cell.rowspan for cell in cells)
    last_column = max(cell.column + cell.colspan for cell in cells)
    return (Grid(cells, last_row, last_column, place),)


def numbered(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """Return the blocks of a document, the grids numbered in its order."""
    found: list[Block] = []
    tables = 0
    for block in blocks:
        if isinstance(block, Grid):
            tables += 1
            found.append(evolve(block, place=evolve(block.place, table=tables)))
        else:
            found.append(block)
    return tuple(found)
