"""The pieces of a document: paragraphs, rows of grids, and fields of runs, so that it can be cut between any two.

A position is the number of a block and the number of a piece in it. Cells keep the places that they have in the file.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from attrs import evolve

from govinfo_converters.document import Block, Document, Field, FieldRow, Grid, Paragraph
from govinfo_schema.provenance import Place

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from govinfo_converters.alignment.entries import Item

Position: TypeAlias = tuple[int, int]
# From the first position on, and before the second one.
Range: TypeAlias = tuple[Position, Position]


def numbered_pieces(document: Document) -> Document:
    """Return ``document`` with positions in the place of places: what is made of it can be traced to its pieces."""
    blocks = tuple(_numbered(block, number) for number, block in enumerate(document.blocks))
    return evolve(document, blocks=blocks, metadata={})


def _numbered(block: Block, number: int) -> Block:
    if isinstance(block, Grid):
        return evolve(block, place=Place(page=number), pages=(), turned=False)
    if isinstance(block, Paragraph):
        return evolve(block, place=Place(page=number, row=1))
    pieces = range(len(block.fields)) if not block.closed else [0] * len(block.fields)
    fields = (
        Field(field.text, Place(page=number, row=piece + 1)) for field, piece in zip(block.fields, pieces, strict=True)
    )
    return evolve(block, fields=tuple(fields))


def position_of(place: Place) -> Position:
    """Return the position that stands in the place of something made of numbered pieces."""
    return place.page or 0, (place.row or 1) - 1


def first_position(items: Sequence[Item]) -> Position:
    """Return the first position of some items."""
    return min(position_of(item.place) for item in items)


def place_at(document: Document, position: Position) -> Place:
    """Return where in the file a position is."""
    block = document.blocks[position[0]]
    if isinstance(block, Grid) and block.turned:
        return evolve(block.place, page=block.pages[0] if block.pages else block.place.page)
    if isinstance(block, Grid):
        page = block.pages[position[1]] if block.pages else block.place.page
        return evolve(block.place, page=page, row=position[1] + 1)
    if isinstance(block, Paragraph):
        return block.place
    return block.fields[position[1]].place if block.fields else Place()


def sheet_at(document: Document, position: Position) -> str | None:
    """Return the sheet on which a position is; ``None`` where there are no sheets."""
    return place_at(document, position).sheet


def parts_of(document: Document, ranges: Sequence[Range]) -> tuple[Block, ...]:
    """Return what stands in some ranges of ``document``."""
    return tuple(
        part
        for number, block in enumerate(document.blocks)
        for start, end in ranges
        if start[0] <= number <= end[0]
        for part in _part(block, start[1] if start[0] == number else 0, end[1] if end[0] == number else None)
    )


def _part(block: Block, start: int, end: int | None) -> Iterator[Block]:
    """Yield what of a block stands from the piece ``start`` on and before the piece ``end``."""
    if isinstance(block, Grid):
        yield from _rows(block, start, block.rows if end is None else min(end, block.rows))
    elif isinstance(block, FieldRow) and not block.closed:
        fields = block.fields[start:end]
        if fields:
            yield evolve(block, fields=fields)
    elif start == 0 and end != 0:
        yield block


def _rows(grid: Grid, start: int, end: int) -> Iterator[Grid]:
    """Yield the rows from ``start`` on and before ``end``, which keep their numbers."""
    if start <= 0 and end == grid.rows:
        yield grid
        return
    cells = tuple(
        evolve(cell, rowspan=min(cell.rowspan, end - cell.row)) for cell in grid.cells if start <= cell.row < end
    )
    if cells:
        part = Grid.of(cells, end, grid.columns, grid.place, grid.pages)
        yield evolve(part, turned=grid.turned)
