"""What of the rows of a table without rulings is a label and what a figure, by the border that most rows agree on.

A line is cut at its first figure. Where a figure is glued to a label, says something odd such as 5年, or stands in the
wrong column, a few lines are cut elsewhere than the others; they are cut again where the others are.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import evolve

from govinfo_converters.alignment.entries import what_is
from govinfo_converters.alignment.labels import key_of, labels_of_forms

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from govinfo_converters.pdf_rows import Row
    from govinfo_converters.pdf_text import Piece

_LEAST_ROWS = 3
_LETTERS = 2  # of a label; single ones are the letters of a label that is set wide


def is_number(piece: Piece) -> bool:
    """Whether a field is a figure, and no dash or letter that may stand for none."""
    return any(map(str.isdecimal, piece.text)) and what_is(piece.text) == "value"


def border_of(rows: Sequence[Row], odd: float) -> float | None:
    """Return where the labels of most rows end and their figures begin; ``None`` where rows do not agree on it.

    Args:
        rows: the rows of a table.
        odd: the share of rows that may be cut elsewhere.
    """
    sides = [(_end_of_labels(row), row.rest[0].left) for row in rows if row.values]
    if not sides:
        return None
    best = max(sides, key=lambda side: sum(end < side[1] <= begin for end, begin in sides))[1]
    agreeing = [(end, begin) for end, begin in sides if end < best <= begin]
    against = len(sides) - len(agreeing)
    if against and (len(agreeing) < _LEAST_ROWS or against > odd * len(sides)):
        return None
    return max(end for end, _ in agreeing)


def _end_of_labels(row: Row) -> float:
    return max((piece.right for piece in row.labels), default=float("-inf"))


def cut_at_border(rows: Sequence[Row], border: float) -> list[Row]:
    """Cut the rows of figures where the labels of most of them end; a field that stands across is taken for a label."""
    return [_cut(row, border) if row.values else row for row in rows]


def _cut(row: Row, border: float) -> Row:
    if _end_of_labels(row) <= border < row.rest[0].left:
        return row
    pieces = sorted((*row.labels, *row.rest), key=lambda piece: piece.left)
    return evolve(
        row,
        labels=tuple(piece for piece in pieces if piece.left <= border),
        rest=tuple(piece for piece in pieces if piece.left > border),
    )


def with_labels_of_columns_apart(rows: Sequence[Row], columns: Iterable[tuple[float, float]]) -> list[Row]:
    """Cut the fields of heads at blanks between two columns: narrow columns have labels close to each other.

    Args:
        rows: the rows of a table.
        columns: where its columns of figures begin and end.
    """
    known = list(columns)
    return [
        row if row.rest else evolve(row, labels=tuple(part for piece in row.labels for part in _apart(piece, known)))
        for row in rows
    ]


def _apart(piece: Piece, columns: Sequence[tuple[float, float]]) -> Sequence[Piece]:
    if len(piece.words) < _LETTERS or key_of(piece.text) in labels_of_forms():
        return (piece,)
    parts: list[Piece] = []
    places: list[set[int]] = []
    for word in piece.words:
        own = {at for at, (left, right) in enumerate(columns) if word.left < right and left < word.right}
        if parts and not (own and places[-1] and own.isdisjoint(places[-1])):
            parts[-1] = evolve(parts[-1], text=f"{parts[-1].text} {word.text}", right=word.right)
            places[-1] |= own
        else:
            parts.append(word)
            places.append(own)
    return parts if all(len(part.text) >= _LETTERS for part in parts) else (piece,)
