"""From rows of cells with spans to a grid in which each cell knows its place."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, NamedTuple

from govinfo_converters.document import Grid, GridCell
from govinfo_schema.errors import ReadError
from govinfo_schema.messages import Text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from govinfo_schema.provenance import Place

_MOST_COLUMNS = 20_000  # before columns without a cell of their own are dropped


class SpannedCell(NamedTuple):
    """A cell as a file states it: its text and its spans. A rowspan of 0 reaches to the end of its group of rows."""

    text: str
    colspan: int = 1
    rowspan: int = 1


def lay_out(rows: Sequence[Sequence[str | SpannedCell]], place: Place, group_ends: Sequence[int] = ()) -> Grid:
    """Put the cells of a table into a grid, by the rules of HTML.

    A cell takes the first free column of its row. Spans reach down to the end of their group of rows at most. Where a
    cell would reach over one that comes down from above, it ends there, so that cells never overlap. A column in which
    no cell begins is dropped: nothing but a span makes it, and browsers show it without width.

    Args:
        rows: the cells of each row; a text alone is a cell without spans.
        place: where the table stands.
        group_ends: for each row, the number of the row after the last one of its group; empty for one group.

    Raises:
        ReadError: the table is wider than any table of a report could be.
    """
    cells: list[GridCell] = []
    free_from: list[int] = []  # for each column the row from which on it is free
    all_free_from = 0
    width = 0
    for row, line in enumerate(rows):
        column = 0
        for cell in line:
            while all_free_from > row and column < len(free_from) and free_from[column] > row:
                column += 1
            if isinstance(cell, str):
                cells.append(GridCell(cell, row, column))
                column += 1
                continue
            end = column + cell.colspan
            taken = end
            if all_free_from > row:
                taken = next((at for at in range(column + 1, min(end, len(free_from))) if free_from[at] > row), end)
            last = group_ends[row] if group_ends else len(rows)
            height = min(cell.rowspan or last, last - row)
            if height > 1:
                free_from += [0] * (taken - len(free_from))
                free_from[column:taken] = [row + height] * (taken - column)
                all_free_from = max(all_free_from, row + height)
            cells.append(GridCell(cell.text, row, column, height, taken - column))
            column = end
        width = max(width, column)
        if width > _MOST_COLUMNS:
            raise _too_wide(place)
    return _without_empty_columns(cells, len(rows), width, place)


def _too_wide(place: Place) -> ReadError:
    return ReadError(
        Text("表格的列数过多，不可能是报告的表格。", "A table has more columns than any report could have."),
        where=str(place),
        advice=Text("请检查文件是否损坏。", "Check whether the file is damaged."),
    )


def _without_empty_columns(cells: Sequence[GridCell], rows: int, width: int, place: Place) -> Grid:
    starts = sorted({cell.column for cell in cells})
    if len(starts) == width:
        return Grid(tuple(cells), rows, width, place)
    kept: list[GridCell] = []
    for cell in cells:
        column = bisect_left(starts, cell.column)
        end = bisect_left(starts, cell.column + cell.colspan)
        kept.append(GridCell(cell.text, cell.row, column, cell.rowspan, end - column))
    return Grid(tuple(kept), rows, len(starts), place)
