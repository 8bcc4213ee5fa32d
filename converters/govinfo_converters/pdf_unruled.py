"""Tables without rulings: rows by the height at which figures stand, columns by what stands below each other.

A column is never guessed. Where figures of different columns cannot be told apart, or a label reaches over several, the
lines become runs of fields, and the labels alone decide.
"""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from attrs import evolve

from govinfo_converters.alignment.entries import what_is
from govinfo_converters.alignment.labels import begins_label, key_of, labels_of_forms
from govinfo_converters.document import Block, Field, FieldRow, Grid, GridCell
from govinfo_converters.pdf_broken_numbers import with_rests_in_doubt
from govinfo_converters.pdf_columns import (
    MOST_ODD,
    clusters,
    columns_of,
    is_head,
    number_of_usual,
    place_in,
    places_of,
    with_ends_of_labels_joined,
    with_known_heads_joined,
)
from govinfo_converters.pdf_doubles import with_doubles_joined
from govinfo_converters.pdf_figures import Node, chains_of, line_limit, with_cells_joined, with_figures_joined
from govinfo_converters.pdf_rows import OVERLAP, Row, over_each_other
from govinfo_converters.pdf_sides import border_of, cut_at_border, is_number, with_labels_of_columns_apart
from govinfo_schema.provenance import Place

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from govinfo_converters.pdf_text import Piece
    from govinfo_schema.provenance import Box

_LINE_SPACING = 1.5  # of the height: lines of one label in a head
_SAME_SPACING = 1.25  # times the closest spacing of a head
_SAME_MIDDLE = 1.5  # of the height
_NUMBERED = re.compile(r"[(（][一二三四五六七八九十]{1,2}[)）]|\d{1,2}[.．、]|[一二三四五六七八九十]{1,2}、")
_SAME_HEIGHT = 0.3  # of the height: how far the middles of labels of one row may differ


def blocks_of(rows: Sequence[Row], table: int, *, odd: float = MOST_ODD) -> tuple[Block, ...]:
    """Make a grid of a table without rulings, or runs of fields where its columns are uncertain.

    Args:
        rows: its rows.
        table: its number.
        odd: the share of rows that may stand in other columns than most.
    """
    rows = with_figures_joined(rows)
    border = border_of(rows, odd)
    if border is None:
        return tuple(_fields(row, table) for row in rows)
    rows = cut_at_border(rows, border)
    limit = line_limit(rows)
    rows = with_cells_joined(rows, border, limit)
    rows = with_labels_of_columns_apart(rows, clusters(piece for row in rows for piece in row.rest))
    whole = with_ends_of_labels_joined(with_known_heads_joined(_with_labels_joined(rows, limit)))
    whole = with_doubles_joined(whole, border)
    columns = columns_of(whole, border, odd=odd)
    if columns is None or not any(row.labels for row in whole):  # without labels, a blank column leaves no trace
        return tuple(_fields(row, table) for row in rows)
    depth = max((len(row.labels) for row in whole if row.values), default=1) or 1
    shown = _with_heads_joined(whole, columns)
    usual = number_of_usual(shown, columns)
    cells = [cell for at, row in enumerate(shown) for cell in _cells(row, at, depth, columns, usual)]
    cells = with_rests_in_doubt(cells)
    pages = tuple(row.line.page for row in shown)
    several = pages if len(set(pages)) > 1 else ()
    return (Grid.of(cells, len(shown), depth + len(columns), Place(page=pages[0], table=table), several),)


def _fields(row: Row, table: int) -> FieldRow:
    def field(piece: Piece) -> Field:
        return Field(piece.text, Place(page=row.line.page, table=table, box=_box(piece, row)))

    return FieldRow(tuple(map(field, (*_labels_apart(row.labels), *row.rest))), closed=False)


def _labels_apart(labels: Sequence[Piece]) -> list[Piece]:
    """Return labels, without letters of labels that run downwards: 无 beside a row would be taken for a figure."""
    return [piece for piece in labels if what_is(piece.text) != "value"]


def _with_labels_joined(rows: Sequence[Row], limit: float) -> list[Row]:
    """Join labels of several lines, and give each to the one row of figures that stands beside it.

    Lines of one label stand closer to each other than any two rows of figures do. A label beside several rows is that
    of a group, and stays in pieces.
    """
    edge = min((row.rest[0].left for row in rows if row.rest), default=float("inf"))
    nodes = [
        (at, piece)
        for at, row in enumerate(rows)
        for piece in row.labels
        if piece.right <= edge and not (row.rest and is_number(piece))
    ]
    labels: dict[int, list[Piece]] = {at: list(row.labels) for at, row in enumerate(rows)}
    for chain in (label for lines in chains_of(nodes, rows, limit) for label in _labels_in(lines)):
        beside = _rows_beside(chain, rows)
        if len(beside) != 1 and any(rows[at].rest for at, _ in chain):
            continue
        home = beside[0] if len(beside) == 1 else chain[-1][0]
        whole = chain[0][1]
        for _, piece in chain[1:]:
            whole = whole.with_below(piece)
        for at, piece in chain:
            labels[at] = [other for other in labels[at] if other is not piece]
        labels[home].append(whole)
    joined = [
        Row(row.line, tuple(sorted(labels[at], key=lambda piece: piece.left)), row.rest) for at, row in enumerate(rows)
    ]
    return [row for row in joined if row.labels or row.rest]


def _labels_in(lines: Sequence[Node]) -> list[list[Node]]:
    """Cut lines that stand below each other where one begins a label anew: by a number, or below a whole one.

    The end of a label that a page break tears stands above the next label as closely as lines of one label do, and
    where few rows have figures, it is not known how far apart rows stand.
    """
    labels: list[list[Node]] = []
    for at, piece in lines:
        above = "".join(upper.text for _, upper in labels[-1]) if labels else ""
        if labels and not _begins_anew(piece.text, above):
            labels[-1].append((at, piece))
        else:
            labels.append([(at, piece)])
    return labels


def _begins_anew(text: str, above: str) -> bool:
    if begins_label(above + text):
        return False
    return bool(_NUMBERED.match(text)) or (key_of(above) in labels_of_forms() and begins_label(text))


def _rows_beside(chain: Sequence[Node], rows: Sequence[Row]) -> list[int]:
    """Return the rows of figures whose height is that of a label, or of a part of it."""
    (first, upper), (last, lower) = chain[0], chain[-1]
    own = {at for at, _ in chain}
    page, size = rows[first].line.page, min(rows[first].line.size, rows[last].line.size)
    beside: list[int] = []
    for at, row in enumerate(rows):
        if not row.rest or row.line.page != page:
            continue
        reach, middle = OVERLAP * min(row.line.size, size), row.rest[0].middle
        within = upper.middle - reach < middle < lower.middle + reach
        if at in own or (within and not any(over_each_other(piece, upper) for piece in row.labels)):
            beside.append(at)
    return beside


def _with_heads_joined(rows: Sequence[Row], columns: Sequence[tuple[float, float]]) -> list[Row]:
    """Join labels of columns that are broken into lines, head by head."""
    joined: list[Row] = []
    for above, group in groupby(rows, key=lambda row: not row.rest):
        lines = list(group)
        joined += _head(lines, columns) if above else lines
    return joined


def _head(rows: Sequence[Row], columns: Sequence[tuple[float, float]]) -> list[Row]:
    """Join fields of one column that stand as closely below each other as lines of one label do."""
    below: dict[int, list[tuple[Piece, Row]]] = defaultdict(list)
    for row in rows:
        for piece in row.labels:
            places = place_in(piece, columns)
            if len(places) == 1:
                below[places[0]].append((piece, row))
    pairs = [pair for of_column in below.values() for pair in pairwise(of_column) if _may_go_on(*pair)]
    closest = min((_down(*pair) for pair in pairs), default=0.0)
    taken: dict[int, Piece] = {}  # what became of a field, by its identity
    gone: set[int] = set()
    for (piece, row), (other, lower) in pairs:
        if _down((piece, row), (other, lower)) <= _SAME_SPACING * closest:
            taken[id(other)] = taken.get(id(piece), piece).with_below(other)
            gone.add(id(piece))
    whole = ((taken.get(id(piece), piece), row) for row in rows for piece in row.labels if id(piece) not in gone)
    return _in_rows(sorted(whole, key=lambda pair: (pair[1].line.page, pair[0].middle)))


def _in_rows(labels: Sequence[tuple[Piece, Row]]) -> list[Row]:
    """Group the labels of a head by the heights of their middles: a label of one line stands beside one of two."""
    rows: list[Row] = []
    at = 0.0
    for piece, row in labels:
        same_page = bool(rows) and rows[-1].line.page == row.line.page
        if same_page and piece.middle - at <= _SAME_HEIGHT * row.line.size:
            rows[-1] = evolve(rows[-1], labels=tuple(sorted((*rows[-1].labels, piece), key=lambda each: each.left)))
        else:
            rows.append(Row(row.line, (piece,), ()))
            at = piece.middle
    return rows


def _down(upper: tuple[Piece, Row], lower: tuple[Piece, Row]) -> float:
    return lower[0].first - upper[0].last


def _may_go_on(upper: tuple[Piece, Row], lower: tuple[Piece, Row]) -> bool:
    size = upper[1].line.size
    aside = abs(upper[0].left + upper[0].right - lower[0].left - lower[0].right) / 2
    return aside <= _SAME_MIDDLE * size and 0 < _down(upper, lower) <= _LINE_SPACING * size


def _cells(row: Row, number: int, depth: int, columns: Sequence[tuple[float, float]], usual: int) -> Iterator[GridCell]:
    """Yield the cells of the row with this number: labels left of the figures in order, and what stands in the columns.

    In the ``usual`` ones, which are the first, a blank cell is one. A head is as wide as its table.
    """
    labels = [piece for piece in row.labels if not place_in(piece, columns)]
    over = [piece for piece in row.labels if piece not in labels]
    shown = labels if len(labels) <= depth else [*labels[: depth - 1], _run_on(labels[depth - 1 :])]
    yield from (GridCell(piece.text, number, at, box=_box(piece, row)) for at, piece in enumerate(shown))
    # A line without figures is a blank row, or a piece of a label: its cells are not known to be blank.
    if row.rest:
        yield from (GridCell("", number, at) for at in range(len(shown), depth))
    taken, ends = _dealt((*over, *row.rest), columns)
    end = 0
    for at in range(len(columns)):
        if at < end:
            continue
        if at not in taken:
            if row.rest and at < usual:
                yield GridCell("", number, depth + at)
            continue
        end = at + 1
        while end <= ends[at] and end not in taken:
            end += 1
        yield GridCell(taken[at].text, number, depth + at, 1, end - at, _box(taken[at], row))
    if end < usual and is_head(row):
        yield GridCell("", number, depth + usual - 1)


def _dealt(pieces: Sequence[Piece], columns: Sequence[tuple[float, float]]) -> tuple[dict[int, Piece], dict[int, int]]:
    """Deal fields to columns: what stands in each column, and the last column that it reaches.

    What stands between two columns of which both are taken makes one cell of all three: whose it is cannot be told.
    """
    taken: dict[int, Piece] = {}
    ends: dict[int, int] = {}
    between: list[Piece] = []
    for piece in pieces:
        places = place_in(piece, columns)
        if not places:
            between.append(piece)
            continue
        at = next((at for at in places if at not in taken), places[0])
        taken[at] = _run_on([taken[at], piece]) if at in taken else piece
        ends[at] = max(places)
    for piece in between:
        first, last = places_of(piece, columns)
        beside = [taken.pop(at) for at in dict.fromkeys((first, last)) if at in taken]
        taken[first] = _run_on(sorted([*beside, piece], key=lambda each: each.left))
        ends[first] = max(last, ends.get(last, last))
    return taken, ends


def _box(piece: Piece, row: Row) -> Box:
    """Return where a field stands on the page; of labels in several lines, the height is that of the row."""
    half = row.line.size / 2
    return round(piece.left, 1), round(piece.middle - half, 1), round(piece.right, 1), round(piece.middle + half, 1)


def _run_on(pieces: Sequence[Piece]) -> Piece:
    return evolve(pieces[0], text=" ".join(piece.text for piece in pieces), right=pieces[-1].right)
