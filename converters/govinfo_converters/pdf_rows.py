"""Lines outside of ruled tables: labels, figures, and which lines make a table together."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from attrs import define, evolve

from govinfo_converters.alignment.entries import what_is
from govinfo_converters.alignment.labels import begins_label, key_of, labels_of_forms
from govinfo_converters.pdf_text import Piece, TextLine

if TYPE_CHECKING:
    from collections.abc import Sequence

_LEAST_ROWS = 3
_ROW_OF_ITS_OWN = 5  # figures in one line that make it a table without any other
_MOST_BETWEEN = 6  # lines without figures between two with figures
_MOST_SHORT, _SHORT = 16, 8  # such lines, if none has more characters: a label in a narrow column
_MOST_ABOVE = 16  # lines of a head
OVERLAP = 0.85  # of the height: lines as close as this would be printed over each other if they were two rows
HAIR = 1.0  # points: boxes of characters that touch may reach over each other
_LONGEST_LABEL = 60
_FIGURE_BEHIND = re.compile(r"(.*[^\W\d].*?) ?([+-]?[0-9.]+)")
_DIGIT = 0.5  # of the height: the width of a digit


@define(unsafe_hash=True)
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
    pieces = tuple(part for piece in line.pieces for part in _label_and_figure(piece, line.size))
    first = next((at for at in range(len(pieces)) if _is_figure(pieces, at)), len(pieces))
    return Row(line, pieces[:first], pieces[first:])


def _label_and_figure(piece: Piece, size: float) -> tuple[Piece, ...]:
    """Cut a field in which a narrow gap parts a label that is known and a figure."""
    found = _FIGURE_BEHIND.fullmatch(piece.text)
    if found is None or key_of(found[1]) not in labels_of_forms():
        return (piece,)
    border = piece.right - _DIGIT * size * len(found[2])
    return evolve(piece, text=found[1], right=border), evolve(piece, text=found[2], left=border)


def _is_figure(pieces: Sequence[Piece], at: int) -> bool:
    """Whether a field is a figure or a dash, and no letter of a label that runs downwards before another label."""
    text = pieces[at].text
    if what_is(text) != "value":
        return False
    if any(map(str.isdecimal, text)):
        return True
    followed = at + 1 < len(pieces) and what_is(pieces[at + 1].text) == "label"
    return not followed and (at > 0 or not text.isalpha())


def zones_of(rows: Sequence[Row]) -> list[range]:
    """Return the stretches of ``rows`` that are tables, with their heads."""
    zones: list[range] = []
    tabular = [at for at, row in enumerate(rows) if row.is_tabular]
    runs: list[list[int]] = []
    for at in tabular:
        if runs and _hang_together(rows[runs[-1][-1] + 1 : at]):
            runs[-1].append(at)
        else:
            runs.append([at])
    for run in runs:
        least = zones[-1].stop if zones else 0
        start, end = run[0], run[-1] + 1
        start = _start_of_head(rows, max(least, run[0] - _MOST_ABOVE), run[0])
        below_head = run[0] - start > 1 and not rows[run[0]].labels
        if len(run) < _LEAST_ROWS and not below_head and not any(len(rows[at].values) >= _ROW_OF_ITS_OWN for at in run):
            continue
        # A label may end below its figures.
        while end < len(rows) and not rows[end].rest and overlap(rows[end].line, rows[run[-1]].line):
            end += 1
        zones.append(range(start, end))
    return zones


def _hang_together(between: Sequence[Row]) -> bool:
    """Whether lines between two rows may be of their table: few or short, no sentence, no heading of another table."""
    if len(between) > _MOST_BETWEEN and any(len(row.line.text) > _SHORT for row in between):
        return False
    return len(between) <= _MOST_SHORT and not any(row.has_sentence or is_heading(row.line.text) for row in between)


_HEADINGS = tuple(f"{number}、" for number in "二三四五六")


def is_heading(text: str) -> bool:
    """Whether a line is the heading of a section, and not the beginning of a label that has such a number, too."""
    if not text.startswith(_HEADINGS):
        return False
    key = key_of(text.split(" ", maxsplit=1)[0])
    return not any(known.startswith(key) for known in labels_of_forms())


def _start_of_head(rows: Sequence[Row], least: int, first: int) -> int:
    """Return where the head above the first row of figures begins, not before ``least``.

    The label of that row may begin above it, and a cell beside the labels of columns may hold running text.
    """
    start = first
    for at in range(first - 1, least - 1, -1):
        if rows[at].has_sentence or is_heading(rows[at].line.text):
            break
        follows = start == at + 1
        if len(rows[at].labels) > 1 or (
            _is_above_figures(rows[at], rows[first]) and (follows or begins_label(rows[at].line.text))
        ):
            start = at
    return start


def _is_above_figures(row: Row, first: Row) -> bool:
    if not first.values:
        return False
    left = first.values[0].left - first.line.size
    edge = max((piece.right for piece in first.labels), default=left)
    return row.line.left > left or (row.line.left > edge and row.line.right > first.values[0].left)


def overlap(one: TextLine, other: TextLine) -> bool:
    """Whether two lines would be printed over each other if they were two rows."""
    return abs(one.middle - other.middle) < OVERLAP * min(one.size, other.size)


def over_each_other(one: Piece, other: Piece) -> bool:
    """Whether one field stands above the other, at least in part."""
    return one.left < other.right - HAIR and other.left < one.right - HAIR
