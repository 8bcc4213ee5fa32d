"""Tables without rulings: two figures of a row under one label of a head are one cell, and no figure.

Without a ruling around them they would make columns of their own, and each might be taken for the figure of its own.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from attrs import evolve

from govinfo_converters.pdf_columns import is_label_of_column
from govinfo_converters.pdf_rows import Row, over_each_other
from govinfo_converters.pdf_sides import is_number

if TYPE_CHECKING:
    from collections.abc import Sequence

    from govinfo_converters.pdf_text import Piece

_TOO_MANY = 1  # figures more than labels: rows of another table, whose own head is lost, may have still more


def with_doubles_joined(rows: Sequence[Row], border: float) -> list[Row]:
    """Join the figures of a row that stand under the same label of a column, and under no other label.

    Args:
        rows: the rows of a table, their labels joined.
        border: where the labels of its rows end.
    """
    joined: list[Row] = []
    head: list[Piece] = []
    for is_above, group in groupby(rows, key=lambda row: not row.rest):
        lines = list(group)
        if is_above:
            labels = [piece for row in lines for piece in row.labels if piece.left > border]
            head = labels if any(map(is_label_of_column, labels)) else head
            joined += lines
        else:
            joined += [_joined(row, head) for row in lines]
    return joined


def _joined(row: Row, head: Sequence[Piece]) -> Row:
    if len(row.rest) > sum(map(is_label_of_column, head)) + _TOO_MANY:
        return row
    cells: list[Piece] = []
    for piece in row.rest:
        if cells and _is_double(cells[-1], piece, head):
            cells[-1] = evolve(cells[-1], text=f"{cells[-1].text} {piece.text}", right=piece.right)
        else:
            cells.append(piece)
    return evolve(row, rest=tuple(cells)) if len(cells) < len(row.rest) else row


def _is_double(piece: Piece, other: Piece, head: Sequence[Piece]) -> bool:
    """Whether two figures stand under one label, that of a column, and no label beside it stands above them."""
    over = [label for label in head if over_each_other(label, piece) or over_each_other(label, other)]
    own = [label for label in over if is_label_of_column(label)]
    if len(own) != 1 or not (is_number(piece) and is_number(other)):
        return False
    both = over_each_other(own[0], piece) and over_each_other(own[0], other)
    return both and all(over_each_other(label, own[0]) for label in over)
