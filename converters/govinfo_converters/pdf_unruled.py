"""Tables without rulings: rows by the height at which figures stand, columns by what stands below each other.

A column is never guessed. Where figures of different columns cannot be told apart, or a label reaches over several, the
lines become runs of fields, and the labels alone decide.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from attrs import evolve, frozen

from govinfo_converters.alignment.entries import what_is
from govinfo_converters.document import Block, Field, FieldRow, Grid, GridCell
from govinfo_schema.provenance import Place

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from govinfo_converters.pdf_text import Piece, TextLine

_LEAST_ROWS = 3
_ROW_OF_ITS_OWN = 5  # figures in one line that make it a table without any other
_MOST_BETWEEN = 6  # lines without figures between two with figures
_MOST_ABOVE = 8  # lines of a head
_OVERLAP = 0.85  # of the height: lines as close as this would be printed over each other if they were two rows
_LINE_SPACING = 1.5  # of the height: lines of one label in a head
_SAME_MIDDLE = 0.8  # of the height
_LONGEST_LABEL = 60


@frozen
class Row:
    """A line cut into labels and figures.

    Attributes:
        line: the line.
        labels: its fields left of the first figure; all of them where it has no figure.
        rest: the first figure and everything after it.
    """

    line: TextLine
    labels: tuple[Piece, ...]
    rest: tuple[Piece, ...]

    @property
    def values(self) -> tuple[Piece, ...]:
        """The figures, dashes and the like."""
        return tuple(piece for piece in self.rest if what_is(piece.text) == "value")

    @property
    def is_tabular(self) -> bool:
        """Whether figures stand in fields of their own, and no sentence beside them."""
        return bool(self.values) and len(self.labels) + len(self.rest) > 1 and not self.has_sentence

    @property
    def has_sentence(self) -> bool:
        """Whether one of its fields is too long for a label."""
        return any(len(piece.text) > _LONGEST_LABEL for piece in (*self.labels, *self.rest))


def row_of(line: TextLine) -> Row:
    """Cut a line at its first figure."""
    pieces = line.pieces
    first = next((at for at, piece in enumerate(pieces) if what_is(piece.text) == "value"), len(pieces))
    return Row(line, pieces[:first], pieces[first:])


def zones_of(rows: Sequence[Row]) -> list[range]:
    """Return the stretches of ``rows`` that are tables, with their heads."""
    zones: list[range] = []
    tabular = [at for at, row in enumerate(rows) if row.is_tabular]
    runs: list[list[int]] = []
    for at in tabular:
        if runs and at - runs[-1][-1] - 1 <= _MOST_BETWEEN and _hang_together(rows[runs[-1][-1] + 1 : at]):
            runs[-1].append(at)
        else:
            runs.append([at])
    for run in runs:
        if len(run) < _LEAST_ROWS and not any(len(rows[at].values) >= _ROW_OF_ITS_OWN for at in run):
            continue
        start, end = run[0], run[-1] + 1
        least = zones[-1].stop if zones else 0
        while start > max(least, run[0] - _MOST_ABOVE) and _is_of_a_head(rows[start - 1], rows[run[0]]):
            start -= 1
        # A label may end below its figures.
        while end < len(rows) and not rows[end].rest and _overlap(rows[end].line, rows[run[-1]].line):
            end += 1
        zones.append(range(start, end))
    return zones


def _hang_together(between: Sequence[Row]) -> bool:
    """Whether lines between two rows may be of their table: no sentence and no heading of another table."""
    return not any(row.has_sentence or row.line.text.startswith(_HEADINGS) for row in between)


_HEADINGS = tuple(f"{number}、" for number in "二三四五六")


def _is_of_a_head(row: Row, first: Row) -> bool:
    if row.has_sentence or row.line.text.startswith(_HEADINGS):
        return False
    return len(row.labels) > 1 or (bool(first.values) and row.line.left > first.values[0].left - first.line.size)


def _overlap(one: TextLine, other: TextLine) -> bool:
    return abs(one.middle - other.middle) < _OVERLAP * min(one.size, other.size)


def blocks_of(rows: Sequence[Row], table: int) -> tuple[Block, ...]:
    """Make a grid of a table without rulings, or runs of fields where its columns are uncertain."""
    whole = _with_labels_joined(rows)
    columns = _columns(whole)
    if columns is None:
        return tuple(_fields(row, table) for row in rows)
    depth = max((len(row.labels) for row in whole if row.values), default=1) or 1
    shown = _with_heads_joined(whole, columns)
    cells = [evolve(cell, row=at) for at, row in enumerate(shown) for cell in _cells(row, depth, columns)]
    pages = tuple(row.line.page for row in shown)
    several = pages if len(set(pages)) > 1 else ()
    return (Grid(tuple(cells), len(shown), depth + len(columns), Place(page=pages[0], table=table), several),)


def _fields(row: Row, table: int) -> FieldRow:
    place = Place(page=row.line.page, table=table)
    pieces = (*row.labels, *row.rest)
    return FieldRow(tuple(Field(piece.text, place) for piece in pieces), closed=False)


def _with_labels_joined(rows: Sequence[Row]) -> list[Row]:
    """Join a label of two or more lines whose figures stand beside its middle, between its lines."""
    whole: list[Row] = []
    waiting: list[Row] = []
    for row in rows:
        if row.rest:
            above = [label for label in waiting if _overlap(label.line, row.line)]
            whole += [label for label in waiting if label not in above]
            whole.append(_with_label(row, above) if above else row)
            waiting = []
        elif whole and not waiting and whole[-1].rest and _overlap(row.line, whole[-1].line):
            whole[-1] = _with_label(whole[-1], [row])
        else:
            waiting.append(row)
    return [*whole, *waiting]


def _with_label(row: Row, lines: Sequence[Row]) -> Row:
    """Add the labels of ``lines`` to those of ``row``, in the order of the lines, each to the field above or below."""
    pieces = sorted(
        [(each.line.middle, piece) for each in (*lines, row) for piece in each.labels], key=lambda pair: pair[0]
    )
    joined: list[Piece] = []
    for _, piece in pieces:
        at = next((at for at, other in enumerate(joined) if _over_each_other(piece, other)), None)
        if at is None:
            joined.append(piece)
        else:
            joined[at] = _both(joined[at], piece)
    return Row(row.line, tuple(sorted(joined, key=lambda piece: piece.left)), row.rest)


def _both(above: Piece, below: Piece) -> Piece:
    return evolve(
        above, text=above.text + below.text, left=min(above.left, below.left), right=max(above.right, below.right)
    )


def _over_each_other(one: Piece, other: Piece) -> bool:
    return one.left < other.right and other.left < one.right


def _columns(rows: Sequence[Row]) -> list[tuple[float, float]] | None:
    """Return where the columns of figures begin and end; ``None`` where they cannot be told apart.

    Fields right of the labels that stand one below the other are one column. No column may have two figures in a row,
    and nothing right of the labels may stand where a label of another row is.
    """
    fields = [piece for row in rows if row.values for piece in row.rest]
    edge = max((piece.right for row in rows if row.values for piece in row.labels), default=float("-inf"))
    if not fields or min(piece.left for piece in fields) <= edge:
        return None
    heads = [piece for row in rows if not row.values for piece in row.labels if piece.left > edge]
    columns = _clusters(fields)
    # A label above no figure is that of a blank column.
    columns = _clusters([*fields, *(head for head in heads if not any(_in(head, column) for column in columns))])
    for row in rows:
        at = [_place_in(piece, columns) for piece in row.rest]
        if any(len(places) != 1 for places in at) or len({places[0] for places in at}) < len(at):
            return None
    return columns


def _clusters(pieces: Sequence[Piece]) -> list[tuple[float, float]]:
    clusters: list[tuple[float, float]] = []
    for piece in sorted(pieces, key=lambda piece: piece.left):
        if clusters and piece.left < clusters[-1][1]:
            clusters[-1] = (clusters[-1][0], max(clusters[-1][1], piece.right))
        else:
            clusters.append((piece.left, piece.right))
    return clusters


def _in(piece: Piece, column: tuple[float, float]) -> bool:
    return piece.left < column[1] and column[0] < piece.right


def _place_in(piece: Piece, columns: Sequence[tuple[float, float]]) -> list[int]:
    return [number for number, column in enumerate(columns) if _in(piece, column)]


def _with_heads_joined(rows: Sequence[Row], columns: Sequence[tuple[float, float]]) -> list[Row]:
    """Join labels of columns that are broken into lines, head by head."""
    joined: list[Row] = []
    for is_head, group in groupby(rows, key=lambda row: not row.rest):
        joined += _head(list(group), columns) if is_head else group
    return joined


def _head(rows: Sequence[Row], columns: Sequence[tuple[float, float]]) -> list[Row]:
    """Join fields of one column that stand as closely below each other as lines of one label do.

    A label stands where its last line stood.
    """
    whole: list[tuple[Piece, Row]] = []
    for row in rows:
        for piece in row.labels:
            at = next((at for at, above in enumerate(whole) if _is_one_label(*above, piece, row, columns)), None)
            if at is not None:
                piece = _both(whole.pop(at)[0], piece)  # noqa: PLW2901 - the field grows
            whole.append((piece, row))
    lines = [Row(row.line, tuple(piece for piece, of in whole if of is row), ()) for row in rows]
    return [line for line in lines if line.labels]


def _is_one_label(
    above: Piece, upper: Row, below: Piece, lower: Row, columns: Sequence[tuple[float, float]]
) -> bool:
    size, down = upper.line.size, lower.line.middle - upper.line.middle
    middles = abs(above.left + above.right - below.left - below.right) / 2
    places = [_place_in(piece, columns) for piece in (above, below)]
    one_column = places[0] == places[1] and len(places[0]) == 1
    return one_column and middles <= _SAME_MIDDLE * size and 0 < down <= _LINE_SPACING * size


def _cells(row: Row, depth: int, columns: Sequence[tuple[float, float]]) -> Iterator[GridCell]:
    """Yield the cells of a row: labels left of the figures in order, and what stands in the columns."""
    labels = [piece for piece in row.labels if not _place_in(piece, columns)]
    over = [piece for piece in row.labels if piece not in labels]
    shown = labels if len(labels) <= depth else [*labels[: depth - 1], _run_on(labels[depth - 1 :])]
    yield from (GridCell(piece.text, 0, at) for at, piece in enumerate(shown))
    yield from (GridCell("", 0, at) for at in range(len(shown), depth))
    taken: dict[int, Piece] = {}
    for piece in (*over, *row.rest):
        places = _place_in(piece, columns)
        at = next((at for at in places if at not in taken), places[0])
        taken[at] = _run_on([taken[at], piece]) if at in taken else piece
    end = 0
    for at in range(len(columns)):
        if at < end:
            continue
        if at not in taken:
            yield GridCell("", 0, depth + at)
            continue
        end = at + 1
        while end < len(columns) and end not in taken and _in(taken[at], columns[end]):
            end += 1
        yield GridCell(taken[at].text, 0, depth + at, 1, end - at)


def _run_on(pieces: Sequence[Piece]) -> Piece:
    return evolve(pieces[0], text=" ".join(piece.text for piece in pieces), right=pieces[-1].right)
