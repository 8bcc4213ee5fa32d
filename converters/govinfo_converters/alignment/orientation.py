"""Turns tables that lie on their side: rows of the form stand in their columns, and columns of the form in their rows.

A table is turned only where its labels speak for it, and none speaks against it. In a table that lies on its side a
figure stands below the label of a row, and right of the label of a column; in one that stands upright it is the other
way round. What is turned keeps its places in the file.
"""

from __future__ import annotations

from collections import Counter
from functools import cache, lru_cache
from itertools import groupby, product
from typing import TYPE_CHECKING, Literal, TypeAlias

from attrs import evolve

from govinfo_converters.alignment.entries import what_is
from govinfo_converters.alignment.labels import keys_of, tables_of
from govinfo_converters.alignment.masks import MASK, masked
from govinfo_converters.document import Corner, Document, FieldRow, Frame, Grid, GridCell
from govinfo_schema.versions import NAMES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from govinfo_converters.document import Block

_Label: TypeAlias = Literal["row", "column"]
# What stands where, by row and column: whether it is a figure.
_Standing: TypeAlias = dict[tuple[int, int], bool]
_LEAST_ROWS = 2
_LEAST_COLUMNS = 6  # in a table whose columns alone have labels
_LEAST_WIDTH = 2
_MOST_CELLS = 1000  # of a table that is not looked at again
_MOST_LETTERS = 20_000


def upright(document: Document) -> Document:
    """Return ``document`` with the tables that lie on their side turned.

    What it decides follows from labels, from where they stand, and from what is a figure: from nothing that documents
    of one shape (``alignment/shape``) do not share.
    """
    grids = [block for block in document.blocks if isinstance(block, Grid)]
    if FieldRow not in set(map(type, document.blocks)) and not any(map(_grid_lies, grids)):
        return document
    blocks: list[Block] = []
    for kind, group in groupby(document.blocks, key=_kind_of):
        if kind is FieldRow:
            blocks += _lines([block for block in group if isinstance(block, FieldRow)])
        else:
            blocks += (_turned(block) if isinstance(block, Grid) and _grid_lies(block) else block for block in group)
    changed = any(new is not old for new, old in zip(blocks, document.blocks, strict=False))
    return evolve(document, blocks=tuple(blocks)) if changed else document


def _kind_of(block: Block) -> type[Block]:
    return type(block)


def _grid_lies(grid: Grid) -> bool:
    # Figures do not count, so that the tables of one layout are looked at once.
    is_small = len(grid.texts) <= _MOST_CELLS and sum(map(len, grid.texts)) <= _MOST_LETTERS
    lies = _lies if is_small else _lies.__wrapped__
    return lies(masked(grid.texts), grid.frame)


@lru_cache(maxsize=128)
def _lies(texts: tuple[str, ...], frame: Frame) -> bool:
    cells = list(zip(texts, frame.corners, strict=True))
    labelled: list[tuple[Corner, _Label]] = [
        (corner, of) for text, corner in cells if text is not MASK and (of := _label_of(text))
    ]
    if not _is_worth_a_look((row, of) for (row, _, _, _), of in labelled):
        return False
    standing: _Standing = {}
    for text, corner in cells:
        what = "value" if text is MASK else what_is(text)
        if what in ("value", "label"):
            standing.update(dict.fromkeys(_covered(corner), what == "value"))
    size = (frame.rows, frame.columns)
    voices = (_voice(of, corner[:2], corner[2:], standing, size) for corner, of in labelled)
    return _speak_for_it(Counter(voices))


def _covered(corner: Corner) -> Iterator[tuple[int, int]]:
    row, column, rowspan, colspan = corner
    return product(range(row, row + rowspan), range(column, column + colspan))


def _turned(grid: Grid) -> Grid:
    cells = (GridCell(cell.text, cell.column, cell.row, cell.colspan, cell.rowspan, cell.box) for cell in grid.cells)
    in_order = sorted(cells, key=lambda cell: (cell.row, cell.column))
    return evolve(Grid.of(in_order, grid.columns, grid.rows, grid.place, grid.pages), turned=True)


def _lines(rows: Sequence[FieldRow]) -> Iterator[FieldRow]:
    """Yield consecutive lines, those turned that are as wide as each other and lie on their side."""
    for (width, closed), group in groupby(rows, key=lambda row: (len(row.fields), row.closed)):
        lines = list(group)
        if closed and width >= _LEAST_WIDTH and len(lines) >= _LEAST_WIDTH and _lines_lie(lines):
            yield from (FieldRow(fields, turned=True) for fields in zip(*(line.fields for line in lines), strict=True))
        else:
            yield from lines


def _lines_lie(lines: Sequence[FieldRow]) -> bool:
    texts = {(row, at): field.text for row, line in enumerate(lines) for at, field in enumerate(line.fields)}
    labelled: list[tuple[_Label, tuple[int, int]]] = [
        (of, corner) for corner, text in texts.items() if (of := _label_of(text))
    ]
    if not _is_worth_a_look((corner[0], of) for of, corner in labelled):
        return False
    kinds = {corner: what_is(text) for corner, text in texts.items()}
    standing = {corner: what == "value" for corner, what in kinds.items() if what in ("value", "label")}
    size = (len(lines), len(lines[0].fields))
    return _speak_for_it(Counter(_voice(of, corner, (1, 1), standing, size) for of, corner in labelled))


def _is_worth_a_look(labelled: Iterable[tuple[int, _Label]]) -> bool:
    """Whether labels of several rows stand in one line, or labels of columns alone in many lines: soon seen."""
    rows: Counter[int] = Counter()
    columns: set[int] = set()
    for line, of in labelled:
        if of == "row":
            rows[line] += 1
        else:
            columns.add(line)
    return max(rows.values(), default=0) >= _LEAST_ROWS or (not rows and len(columns) >= _LEAST_COLUMNS)


def _voice(
    of: _Label, corner: tuple[int, int], spans: tuple[int, int], standing: _Standing, size: tuple[int, int]
) -> tuple[_Label, bool] | None:
    """Return whether a label says that its table lies on its side; nothing where it says neither."""
    row, column = corner
    below = next(_those_at(standing, lambda at: (at, column), range(row + spans[0], size[0])), False)
    beside = next(_those_at(standing, lambda at: (row, at), range(column + spans[1], size[1])), False)
    return None if below == beside else (of, below if of == "row" else beside)


def _those_at(standing: _Standing, corner: Callable[[int], tuple[int, int]], line: range) -> Iterator[bool]:
    return (standing[corner(at)] for at in line if corner(at) in standing)


def _speak_for_it(voices: Counter[tuple[_Label, bool] | None]) -> bool:
    """Whether the labels of rows and of columns say that a table lies on its side, and none that it stands."""
    rows, columns = voices["row", True], voices["column", True]
    if voices["row", False] or voices["column", False]:
        return False
    return (rows >= _LEAST_ROWS and columns > 0) or (not rows and columns >= _LEAST_COLUMNS)


@lru_cache(maxsize=8192)
def _label_of(text: str) -> _Label | None:
    """Say whether a text is the label of a row or of a column; of no one, where it may be either."""
    if what_is(text) != "label":
        return None
    rows, columns = _keys()
    keys = keys_of(text)
    of_row, of_column = not rows.isdisjoint(keys), not columns.isdisjoint(keys)
    if of_row == of_column:
        return None
    return "row" if of_row else "column"


@cache
def _keys() -> tuple[frozenset[str], frozenset[str]]:
    """Return what identifies the labels of rows, and those of columns, of all forms."""
    tables = [table for name in NAMES for table in tables_of(name)]
    rows = frozenset(key for table in tables if table.labelled for key in table.by_key)
    return rows, frozenset(key for table in tables for key in table.columns)
