"""From the rows of a sheet to paragraphs and grids, for workbooks and for csv files.

A sheet holds more than a table: a title above it, headings between tables, running text. Rows with a single text above
a table, and headings such as 三、收到和处理…, are paragraphs, unless the text labels a row of a form, whose cells are
all blank then, or a group of rows. Everything else stays in the grid, empty cells included.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING, TypeAlias

from attrs import evolve, frozen

from govinfo_converters.alignment.labels import keys_of, tables_of
from govinfo_converters.document import Block, Corner, Frame, Grid, GridCell, Paragraph
from govinfo_converters.recognition import is_title
from govinfo_schema.limits import STANDARD_LIMITS, Limits
from govinfo_schema.messages import Text
from govinfo_schema.provenance import Place, address_of
from govinfo_schema.versions import NAMES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_Span: TypeAlias = tuple[int, int] | None  # rows and columns
# First row and column, last row and column, counted from 0.
Area: TypeAlias = tuple[int, int, int, int]

_MOST_TABLES = 100  # on one sheet; what follows the last heading stays one grid
_OVERLAPS = 4
_ALONE = (1, 1)
_NOTHING_MERGED: dict[int, _Span] = {}
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


def check_extent(rows: int, columns: int, where: str, limits: Limits = STANDARD_LIMITS) -> None:
    """Refuse a sheet that reaches further than that of any report.

    Args:
        rows: number of its last row; likewise ``columns``.
        columns: number of its last column.
        where: file and sheet for the message.
        limits: how many cells a sheet may have, empty ones included.

    Raises:
        ReadError: it has too many rows or columns.
    """
    if rows * max(columns, 1) > limits.cells:
        raise limits.refusal(
            "cells",
            Text(
                f"表格延伸到第 {rows} 行、第 {columns} 列",
                f"The sheet reaches to row {rows} and column {columns}",
            ),
            where=where,
            needed=rows * max(columns, 1),
        )


class Extent:
    """How far a sheet reaches, as far as it was looked at: a cell far below and one far to the right count together."""

    def __init__(self, where: str, limits: Limits) -> None:
        """Begin with nothing; ``where`` and ``limits`` are those of ``check_extent``."""
        self._where, self._limits = where, limits
        self._rows = self._columns = 0

    def reach(self, rows: int, columns: int) -> None:
        """Note that the sheet reaches so far.

        Raises:
            ReadError: it has too many cells, empty ones included.
        """
        if rows > self._rows or columns > self._columns:
            self._rows, self._columns = max(rows, self._rows), max(columns, self._columns)
            check_extent(self._rows, self._columns, self._where, self._limits)


class SheetCells:
    """The cells of a sheet with their addresses and the spans of merged ones.

    Attributes:
        width: how many columns of the sheet are used.
    """

    def __init__(self, sheet: Sheet) -> None:
        """Find what is merged.

        Args:
            sheet: the sheet; its cells are made when they are asked for.
        """
        self._sheet = sheet
        self.width = max(map(len, sheet.texts), default=0)
        self._merged = _merged(sheet, len(sheet.texts), self.width)

    def texts(self) -> Iterator[tuple[int, list[int]]]:
        """Yield each row, counted from the first used one, with the columns in which something stands."""
        for row, texts in enumerate(self._sheet.texts):
            yield row, [column for column, text in enumerate(map(str.strip, texts)) if text]

    def cell(self, row: int, column: int) -> GridCell:
        """Return one cell; row and column count from the first used ones."""
        span = self._merged.get(row, _NOTHING_MERGED).get(column) or _ALONE
        sheet = self._sheet
        return GridCell(sheet.texts[row][column], row + sheet.first_row, column + sheet.first_column, *span)

    def area(self, rows: Sequence[int], width: int) -> tuple[list[str], list[Corner]]:
        """Return the cells of some rows, empty ones included, up to ``width`` columns or as far as a merge reaches.

        Returns:
            Their texts, and where they stand.
        """
        merged = [self._merged.get(row, _NOTHING_MERGED) for row in rows]
        if any(merged):
            reach = [column + span[1] for spans in merged for column, span in spans.items() if span]
            width = min(self.width, max((width, *reach)))
        texts: list[str] = []
        corners: list[Corner] = []
        right = self._sheet.first_column
        for row, spans in zip(rows, merged, strict=True):
            line = self._sheet.texts[row]
            if len(line) < width:
                line = [*line, *[""] * (width - len(line))]
            at = row + self._sheet.first_row
            if not spans:
                texts += line[:width]
                corners += [(at, column, 1, 1) for column in range(right, right + width)]
                continue
            for column in range(width):
                span = spans.get(column, _ALONE)
                if span is not None:
                    texts.append(line[column])
                    corners.append((at, column + right, span[0], span[1]))
        return texts, corners


def _merged(sheet: Sheet, height: int, width: int) -> dict[int, dict[int, _Span]]:
    """Return by row and column, both from the first used one on, the spans of merged cells; ``None`` if covered.

    What reaches out of the used area is cut off. Merges that overlap an earlier one, which no program writes, are left
    out; as soon as all together are several times as large as the sheet, so are the others: no file makes this long.
    """
    merged: dict[int, dict[int, _Span]] = {}
    room = _OVERLAPS * height * width
    for top, left, bottom, right in sheet.merges:
        first, start = max(0, top - sheet.first_row), max(0, left - sheet.first_column)
        last, end = min(height, bottom - sheet.first_row + 1), min(width, right - sheet.first_column + 1)
        size = max(0, last - first) * max(0, end - start)
        if size <= 1 or size > room:
            continue
        room -= size
        columns = range(start, end)
        rows = [merged.setdefault(row, {}) for row in range(first, last)]
        if all(row.keys().isdisjoint(columns) for row in rows):
            for row in rows:
                row.update(dict.fromkeys(columns))
            rows[0][start] = (last - first, end - start)
    return merged


def blocks_of(sheet: Sheet, place: Place) -> list[Block]:
    """Cut a sheet into paragraphs and grids.

    Args:
        sheet: its cells.
        place: the sheet, where it has a name; cells and paragraphs have row and column.
    """
    blocks: list[Block] = []
    table: list[int] = []
    width = tables = 0
    made = SheetCells(sheet)
    for row, filled in made.texts():
        if not filled and not table:
            continue
        only = made.cell(row, filled[0]) if len(filled) == 1 else None
        if only and only.rowspan == 1 and tables < _MOST_TABLES and is_apart(only.text, in_table=bool(table)):
            if table:
                blocks.append(grid_of(*made.area(table, width), place))
                tables += 1
                table, width = [], 0
            blocks += paragraphs_of(only, place)
        else:
            table.append(row)
            width = max(width, filled[-1] + 1 if filled else 0)
    if table:
        # A table alone keeps columns in which nothing stands; of several, each is as wide as what stands in it.
        blocks.append(grid_of(*made.area(table, width if tables else made.width), place))
    return blocks


def is_apart(text: str, *, in_table: bool) -> bool:
    """Say whether a text that stands alone in its row is a title or running text, and no row with blank cells.

    Args:
        text: the text.
        in_table: whether rows of a table stand directly above it.
    """
    begins = not in_table or _HEADING.match(text) is not None or is_title(text)
    return begins and _row_keys().isdisjoint(keys_of(text))


@cache
def _row_keys() -> frozenset[str]:
    """Return what identifies the labels of rows with figures and of groups of rows, of all forms."""
    tables = [table for name in NAMES for table in tables_of(name)]
    return frozenset(key for table in tables for row in table.rows for key in row.keys).union(
        *(table.groups for table in tables)
    )


def paragraphs_of(cell: GridCell, place: Place) -> list[Paragraph]:
    """Return the lines of a cell as paragraphs."""
    row, column = cell.row + 1, cell.column + 1
    address = None if place.sheet is None else address_of(row, column)
    at = Place(sheet=place.sheet, row=row, column=column, address=address)
    return [Paragraph(line.strip(), at) for line in cell.text.splitlines() if line.strip()]


def grid_of(texts: Sequence[str], corners: Sequence[Corner], place: Place) -> Grid:
    """Return the grid of some cells, in the order of their rows."""
    rows = max([corners[-1][0] + 1, *(row + rowspan for row, _, rowspan, _ in corners if rowspan > 1)])
    columns = max([column + colspan for _, column, _, colspan in corners])
    return Grid(tuple(texts), Frame(tuple(corners), rows, columns), place)


def numbered(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """Return the blocks of a document, the grids numbered in its order."""
    found: list[Block] = []
    tables = 0
    for block in blocks:
        if isinstance(block, Grid):
            tables += 1
            found.append(evolve(block, place=Place(sheet=block.place.sheet, table=tables)))
        else:
            found.append(block)
    return tuple(found)
