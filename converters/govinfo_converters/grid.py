"""From rows of cells with spans to the frame of a table, in which each cell knows its place."""

from __future__ import annotations

from bisect import bisect_left
from functools import lru_cache
from typing import TYPE_CHECKING, TypeAlias

from govinfo_converters.document import Corner, Frame
from govinfo_schema.limits import STANDARD_LIMITS, Limits
from govinfo_schema.messages import Text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from govinfo_schema.errors import ReadError
    from govinfo_schema.provenance import Place

_MOST_REMEMBERED = 1000  # cells of a table whose frame is kept


Spanned: TypeAlias = tuple[int, int, int]
"""A cell that states spans: its number among the cells of its table, its colspan and its rowspan.

A rowspan of 0 reaches to the end of its group of rows.
"""


def frame_of(
    rows: tuple[int, ...],
    spanned: tuple[Spanned, ...] = (),
    group_ends: tuple[int, ...] = (),
    *,
    place: Place,
    limits: Limits = STANDARD_LIMITS,
) -> Frame:
    """Lay out the cells of a table by the rules of HTML.

    A cell takes the first free column of its row. Spans reach down to the end of their group of rows at most. Where a
    cell would reach over one that comes down from above, it ends there, so that cells never overlap. A column in which
    no cell begins is dropped: nothing but a span makes it, and browsers show it without width.

    Args:
        rows: how many cells each row has.
        spanned: the cells that state spans, in their order.
        group_ends: for each row, the number of the row after the last one of its group; empty for one group.
        place: where the table stands.
        limits: how many cells a table may have, with those that spans cover.

    Raises:
        ReadError: the table has more cells than ``limits`` allow.
    """
    # The pages of a site have the same tables, so most frames were laid out before.
    lay_out = _remembered if sum(rows) <= _MOST_REMEMBERED else _frame
    return lay_out(rows, spanned, group_ends, place, limits)


def _frame(
    rows: tuple[int, ...], spanned: tuple[Spanned, ...], group_ends: tuple[int, ...], place: Place, limits: Limits
) -> Frame:
    spans = {number: (colspan, rowspan) for number, colspan, rowspan in spanned}
    corners: list[Corner] = []
    free_from: list[int] = []  # for each column the row from which on it is free
    all_free_from = 0
    width = 0
    for row, count in enumerate(rows):
        column = 0
        for number in range(len(corners), len(corners) + count):
            while all_free_from > row and column < len(free_from) and free_from[column] > row:
                column += 1
            span = spans.get(number)
            if span is None:
                corners.append((row, column, 1, 1))
                column += 1
                continue
            colspan, rowspan = span
            end = column + colspan
            taken = end
            if all_free_from > row:
                taken = next((at for at in range(column + 1, min(end, len(free_from))) if free_from[at] > row), end)
            last = group_ends[row] if group_ends else len(rows)
            height = min(rowspan or last, last - row)
            if height > 1:
                free_from += [0] * (taken - len(free_from))
                free_from[column:taken] = [row + height] * (taken - column)
                all_free_from = max(all_free_from, row + height)
            corners.append((row, column, height, taken - column))
            column = end
        width = max(width, column)
        if width * (row + 1) > limits.cells:
            raise _too_many_cells(row + 1, width, place, limits)
    return _without_empty_columns(corners, len(rows), width)


_remembered = lru_cache(maxsize=128)(_frame)


def _too_many_cells(rows: int, columns: int, place: Place, limits: Limits) -> ReadError:
    what = Text(f"表格至少有 {rows} 行、{columns} 列", f"A table has at least {rows} rows and {columns} columns")
    return limits.refusal("cells", what, where=str(place))


def _without_empty_columns(corners: Sequence[Corner], rows: int, width: int) -> Frame:
    starts = sorted({column for _, column, _, _ in corners})
    if len(starts) == width:
        return Frame(tuple(corners), rows, width)
    kept: list[Corner] = []
    for row, column, rowspan, colspan in corners:
        start = bisect_left(starts, column)
        kept.append((row, start, rowspan, bisect_left(starts, column + colspan) - start))
    return Frame(tuple(kept), rows, len(starts))
