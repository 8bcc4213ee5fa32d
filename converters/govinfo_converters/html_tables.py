"""The tables of a page as grids.

A table that holds other tables, or a single cell, is layout: its own text becomes paragraphs.
"""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING, TypeAlias

from govinfo_converters.document import Grid
from govinfo_converters.grid import Spanned, frame_of
from govinfo_converters.html_spans import group_ends, spans_of
from govinfo_converters.html_text import BREAK, tag_ids, text_of, texts_of
from govinfo_schema.provenance import Place

if TYPE_CHECKING:
    from collections.abc import Iterable

    from selectolax.lexbor import LexborNode

    from govinfo_schema.limits import Limits

TABLE_MARK = "T"
"""Stands behind the NUL of a mark where a table was taken out of the page."""

_TABLE = "\x00" + TABLE_MARK
_LEAST_CELLS = 2  # of a table that is one
_ROW = next(iter(tag_ids("tr")))
_tag_id = attrgetter("tag_id")
_mem_id = attrgetter("mem_id")
_Attributes: TypeAlias = dict[tuple[int, int, int], dict[str, str | None]]


def take_tables(body: LexborNode, limits: Limits, attributes: _Attributes | None = None) -> list[Grid]:
    """Take the tables out of the page, leave a mark where each one stood, and return their grids in order.

    Args:
        body: the page; it is changed.
        limits: what the page may ask for.
        attributes: filled with the attributes of the elements of the cells, by table, row and column.
    """
    nested = body.css("table table")
    for table in reversed(nested):
        if len(table.css("td,th")) < _LEAST_CELLS:
            table.replace_with(BREAK + text_of(table).replace("\n", BREAK) + BREAK)
    grids: list[Grid] = []
    for table in body.css("table"):
        if nested and len(table.css("table")) > 1:
            continue
        rows, cells = _rows_and_cells(table)
        if len(cells) < _LEAST_CELLS:
            continue
        grid = _grid(table, rows, cells, Place(table=len(grids) + 1), limits)
        grids.append(grid)
        if attributes is not None:
            for node, (row, column, *_) in zip(cells, grid.frame.corners, strict=True):
                attributes[len(grids), row + 1, column + 1] = node.attributes
        for caption in table.css("caption"):
            table.insert_before(BREAK + text_of(caption).replace("\n", BREAK))
        table.replace_with(_TABLE + BREAK)
    return grids


def _rows_and_cells(table: LexborNode) -> tuple[list[int], list[LexborNode]]:
    """Return how many cells each row of a table has, and all its cells."""
    nodes = table.css("tr,tr>td,tr>th")
    tags = list(map(_tag_id, nodes))
    starts = [at for at, tag in enumerate(tags) if tag == _ROW]
    counts = [end - start - 1 for start, end in zip(starts, [*starts[1:], len(nodes)], strict=False)]
    return counts, [node for node, tag in zip(nodes, tags, strict=True) if tag != _ROW]


def _grid(table: LexborNode, rows: list[int], cells: list[LexborNode], place: Place, limits: Limits) -> Grid:
    texts = tuple(texts_of(table, cells))
    spans = {cell.mem_id: spans_of(cell) for cell in table.css("[colspan],[rowspan]")}
    if not spans:
        return Grid(texts, frame_of(tuple(rows), limits=limits, place=place), place)
    spanned = _spanned(spans, cells)
    reach_down = any(each.rowspan != 1 for each in spanned)
    ends = tuple(group_ends(table.css("tr"))) if reach_down else ()
    return Grid(texts, frame_of(tuple(rows), spanned, ends, limits=limits, place=place), place)


def _spanned(spans: dict[int, tuple[int, int]], cells: Iterable[LexborNode]) -> tuple[Spanned, ...]:
    return tuple([Spanned(at, *spans[cell]) for at, cell in enumerate(map(_mem_id, cells)) if cell in spans])
