"""Tables without rulings: rows by the height at which figures stand, columns by what stands below each other.

A column is never guessed. Where figures of different columns cannot be told apart, or a label reaches over several, the
lines become runs of fields, and the labels alone decide.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import groupby, pairwise
from typing import TYPE_CHECKING, TypeAlias

from attrs import evolve, frozen

from govinfo_converters.alignment.entries import what_is
from govinfo_converters.alignment.labels import key_of, labels_of_forms
from govinfo_converters.document import Block, Field, FieldRow, Grid, GridCell
from govinfo_converters.pdf_text import Piece, TextLine
from govinfo_schema.provenance import Place

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_LEAST_ROWS = 3
_ROW_OF_ITS_OWN = 5  # figures in one line that make it a table without any other
_MOST_BETWEEN = 6  # lines without figures between two with figures
_MOST_ABOVE = 8  # lines of a head
_OVERLAP = 0.85  # of the height: lines as close as this would be printed over each other if they were two rows
_LINE_SPACING = 1.5  # of the height: lines of one label in a head
_CLOSER = 0.75  # times the distance of the closest rows of figures: lines of one label
_SAME_SPACING = 1.25  # times the closest spacing of a head
_SAME_MIDDLE = 1.5  # of the height
_LONGEST_LABEL = 60


_Node: TypeAlias = "tuple[int, Piece]"  # a field with the number of its row


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
    first = next((at for at in range(len(pieces)) if _is_figure(pieces, at)), len(pieces))
    return Row(line, pieces[:first], pieces[first:])


def _is_figure(pieces: Sequence[Piece], at: int) -> bool:
    """Whether a field is a figure or a dash, and no letter of a label that runs downwards before another label."""
    text = pieces[at].text
    if what_is(text) != "value":
        return False
    followed = at + 1 < len(pieces) and what_is(pieces[at + 1].text) == "label"
    return not (followed and not any(map(str.isdecimal, text)))


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
        least = zones[-1].stop if zones else 0
        start, end = run[0], run[-1] + 1
        while start > max(least, run[0] - _MOST_ABOVE) and _is_of_a_head(rows[start - 1], rows[run[0]]):
            start -= 1
        below_head = run[0] - start > 1 and not rows[run[0]].labels
        if len(run) < _LEAST_ROWS and not below_head and not any(len(rows[at].values) >= _ROW_OF_ITS_OWN for at in run):
            continue
        # A label may end below its figures.
        while end < len(rows) and not rows[end].rest and _overlap(rows[end].line, rows[run[-1]].line):
            end += 1
        zones.append(range(start, end))
    return zones


def _hang_together(between: Sequence[Row]) -> bool:
    """Whether lines between two rows may be of their table: no sentence and no heading of another table."""
    return not any(row.has_sentence or _is_heading(row.line.text) for row in between)


_HEADINGS = tuple(f"{number}、" for number in "二三四五六")


def _is_heading(text: str) -> bool:
    """Whether a line is the heading of a section, and not the beginning of a label that has such a number, too."""
    if not text.startswith(_HEADINGS):
        return False
    key = key_of(text.split(" ", maxsplit=1)[0])
    return not any(known.startswith(key) for known in labels_of_forms())


def _is_of_a_head(row: Row, first: Row) -> bool:
    if row.has_sentence or _is_heading(row.line.text):
        return False
    return len(row.labels) > 1 or (bool(first.values) and row.line.left > first.values[0].left - first.line.size)


def _overlap(one: TextLine, other: TextLine) -> bool:
    return abs(one.middle - other.middle) < _OVERLAP * min(one.size, other.size)


def blocks_of(rows: Sequence[Row], table: int) -> tuple[Block, ...]:
    """Make a grid of a table without rulings, or runs of fields where its columns are uncertain."""
    whole = _with_labels_joined(_with_figures_joined(rows))
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


def _with_figures_joined(rows: Sequence[Row]) -> list[Row]:
    """Join figures that a narrow column breaks into lines; with the line break they are no numbers any more."""
    joined: list[Row] = []
    for row in rows:
        above = joined[-1] if joined else None
        if above is not None and _is_broken_off(above, row):
            rest = [
                evolve(
                    piece, text="\n".join([piece.text, *(one.text for one in row.rest if _over_each_other(piece, one))])
                )
                for piece in above.rest
            ]
            joined[-1] = evolve(above, rest=tuple(rest))
            joined.append(evolve(row, rest=()))
        else:
            joined.append(row)
    return joined


def _is_broken_off(above: Row, row: Row) -> bool:
    """Whether a line holds digits of the figures above it: they stand below them as lines of one text do.

    A row of its own has a label that is known, or that is no end of the label above.
    """
    if not row.rest or not all(piece.text.isdecimal() for piece in row.rest) or above.line.page != row.line.page:
        return False
    if not 0 < row.line.middle - above.line.middle <= _LINE_SPACING * above.line.size:
        return False
    if not all(any(_over_each_other(piece, one) for one in above.rest) for piece in row.rest):
        return False
    if not row.labels:
        return True
    known = labels_of_forms()
    upper, lower = ("".join(piece.text for piece in each.labels[-1:]) for each in (above, row))
    return key_of(lower) not in known and (len(lower) == 1 or key_of(upper + lower) in known)


def _with_labels_joined(rows: Sequence[Row]) -> list[Row]:
    """Join labels of several lines, and give each to the one row of figures that stands beside it.

    Lines of one label stand closer to each other than any two rows of figures do. A label beside several rows is that
    of a group, and stays in pieces.
    """
    edge = min((row.rest[0].left for row in rows if row.rest), default=float("inf"))
    nodes = [(at, piece) for at, row in enumerate(rows) for piece in row.labels if piece.right <= edge]
    limit = _CLOSER * _closest_rows(rows)
    labels: dict[int, list[Piece]] = {at: list(row.labels) for at, row in enumerate(rows)}
    for chain in _chains(nodes, rows, limit):
        beside = _rows_beside(chain, rows)
        if len(beside) != 1 and any(rows[at].rest for at, _ in chain):
            continue
        home = beside[0] if len(beside) == 1 else chain[-1][0]
        whole = chain[0][1]
        for _, piece in chain[1:]:
            whole = _both(whole, piece)
        for at, piece in chain:
            labels[at] = [other for other in labels[at] if other is not piece]
        labels[home].append(whole)
    joined = [
        Row(row.line, tuple(sorted(labels[at], key=lambda piece: piece.left)), row.rest) for at, row in enumerate(rows)
    ]
    return [row for row in joined if row.labels or row.rest]


def _closest_rows(rows: Sequence[Row]) -> float:
    middles = [row.rest[0].middle for row in rows if row.rest]
    return min((down for one, other in pairwise(middles) if (down := other - one) > 0), default=0.0)


def _chains(nodes: Sequence[_Node], rows: Sequence[Row], limit: float) -> list[list[_Node]]:
    """Group label fields that stand closely below each other."""
    chains: list[list[_Node]] = []
    for at, piece in nodes:
        for chain in chains:
            above, last = chain[-1]
            same_page = rows[above].line.page == rows[at].line.page
            if same_page and 0 < piece.middle - last.middle <= limit and _over_each_other(piece, last):
                chain.append((at, piece))
                break
        else:
            chains.append([(at, piece)])
    return chains


def _rows_beside(chain: Sequence[_Node], rows: Sequence[Row]) -> list[int]:
    """Return the rows of figures whose height is that of a label, or of a part of it."""
    (first, upper), (last, lower) = chain[0], chain[-1]
    own = {at for at, _ in chain}
    beside: list[int] = []
    for at, row in enumerate(rows):
        if not row.rest or row.line.page != rows[first].line.page:
            continue
        reach = _OVERLAP * min(row.line.size, rows[first].line.size, rows[last].line.size)
        within = upper.middle - reach < row.rest[0].middle < lower.middle + reach
        free = not any(_over_each_other(piece, upper) for piece in row.labels)
        if at in own or (within and free):
            beside.append(at)
    return beside


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
        lines = list(group)
        joined += _head(lines, columns) if is_head else lines
    return joined


def _head(rows: Sequence[Row], columns: Sequence[tuple[float, float]]) -> list[Row]:
    """Join fields of one column that stand as closely below each other as lines of one label do.

    A label stands where its last line stood.
    """
    below: dict[int, list[tuple[Piece, Row]]] = defaultdict(list)
    for row in rows:
        for piece in row.labels:
            places = _place_in(piece, columns)
            if len(places) == 1:
                below[places[0]].append((piece, row))
    pairs = [pair for of_column in below.values() for pair in pairwise(of_column) if _may_go_on(*pair)]
    closest = min((_down(*pair) for pair in pairs), default=0.0)
    taken: dict[int, Piece] = {}  # what became of a field, by its identity
    gone: set[int] = set()
    for (piece, row), (other, lower) in pairs:
        if _down((piece, row), (other, lower)) <= _SAME_SPACING * closest:
            taken[id(other)] = _both(taken.get(id(piece), piece), other)
            gone.add(id(piece))
    lines = [
        Row(row.line, tuple(taken.get(id(piece), piece) for piece in row.labels if id(piece) not in gone), ())
        for row in rows
    ]
    return [line for line in lines if line.labels]


def _down(upper: tuple[Piece, Row], lower: tuple[Piece, Row]) -> float:
    return lower[0].middle - upper[0].middle


def _may_go_on(upper: tuple[Piece, Row], lower: tuple[Piece, Row]) -> bool:
    size = upper[1].line.size
    aside = abs(upper[0].left + upper[0].right - lower[0].left - lower[0].right) / 2
    return aside <= _SAME_MIDDLE * size and 0 < _down(upper, lower) <= _LINE_SPACING * size


def _cells(row: Row, depth: int, columns: Sequence[tuple[float, float]]) -> Iterator[GridCell]:
    """Yield the cells of a row: labels left of the figures in order, and what stands in the columns."""
    labels = [piece for piece in row.labels if not _place_in(piece, columns)]
    over = [piece for piece in row.labels if piece not in labels]
    shown = labels if len(labels) <= depth else [*labels[: depth - 1], _run_on(labels[depth - 1 :])]
    yield from (GridCell(piece.text, 0, at) for at, piece in enumerate(shown))
    # A line without figures is a blank row, or a piece of a label: its cells are not known to be blank.
    if row.rest:
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
            if row.rest:
                yield GridCell("", 0, depth + at)
            continue
        end = at + 1
        while end < len(columns) and end not in taken and _in(taken[at], columns[end]):
            end += 1
        yield GridCell(taken[at].text, 0, depth + at, 1, end - at)


def _run_on(pieces: Sequence[Piece]) -> Piece:
    return evolve(pieces[0], text=" ".join(piece.text for piece in pieces), right=pieces[-1].right)
