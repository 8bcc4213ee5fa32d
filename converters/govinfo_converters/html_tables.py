"""The tables of a page as grids.

A table that holds other tables, or a single cell, is layout: its own text becomes paragraphs.
"""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from govinfo_converters.document import Grid
from govinfo_converters.grid import frame_of
from govinfo_converters.html_spans import group_ends, spans_of
from govinfo_converters.html_text import BREAK, tag_ids, text_of, texts_of
from govinfo_schema.provenance import Place

if TYPE_CHECKING:
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
        parts = _parts_of(table)
        cells = parts.cells
        if len(cells) < _LEAST_CELLS:
            continue
        grid = _grid(table, parts, Place(table=len(grids) + 1), limits)
        grids.append(grid)
        if attributes is not None:
            for node, (row, column, *_) in zip(cells, grid.frame.corners, strict=True):
                attributes[len(grids), row + 1, column + 1] = node.attributes
        for caption in table.css("caption"):
            table.insert_before(BREAK + text_of(caption).replace("\n", BREAK))
        table.replace_with(_TABLE + BREAK)
    return grids


class _Parts(NamedTuple):
    """The rows of a table, how many cells each of them has, and the cells of all."""

    rows: list[LexborNode]
    counts: tuple[int, ...]
    cells: list[LexborNode]


def _parts_of(table: LexborNode) -> _Parts:
    nodes = table.css("tr,tr>td,tr>th")
    tags = list(map(_tag_id, nodes))
    starts = [at for at, tag in enumerate(tags) if tag == _ROW]
    counts = tuple([end - start - 1 for start, end in zip(starts, [*starts[1:], len(nodes)], strict=False)])
    return _Parts(
        [nodes[at] for at in starts], counts, [node for node, tag in zip(nodes, tags, strict=True) if tag != _ROW]
    )


def _grid(table: LexborNode, parts: _Parts, place: Place, limits: Limits) -> Grid:
    texts = tuple(texts_of(parts.cells))
    spans = {cell.mem_id: spans_of(cell) for cell in table.css("[colspan],[rowspan]")}
    if not spans:
        return Grid(texts, frame_of(parts.counts, limits=limits, place=place), place)
    numbers = [(at, spans[cell]) for at, cell in enumerate(map(_mem_id, parts.cells)) if cell in spans]
    ends = tuple(group_ends(parts.rows)) if any(rowspan != 1 for _, (_, rowspan) in numbers) else ()
    spanned = tuple([(at, colspan, rowspan) for at, (colspan, rowspan) in numbers])
    return Grid(texts, frame_of(parts.counts, spanned, ends, limits=limits, place=place), place)
