"""Runs of fields whose ends are marked by "|" at line ends, and the rows that they make where each is equally wide."""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING

from govinfo_converters.alignment.entries import what_is
from govinfo_converters.document import Field, FieldRow
from govinfo_converters.row_filling import PIPES
from govinfo_schema.provenance import Place

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

PIPE = re.compile(f"[{PIPES}]")
_LEAST_ROWS = 3
_LEAST_WIDTH = 3
_MOST_WIDTH = 80  # fields
_MOST = 0.75


class _Run:
    """Fields that may go on over several lines, in their order."""

    def __init__(self, table: int) -> None:
        self.table = table
        self.fields: list[Field] = []
        self.pieces: list[str] = []
        self.start = 0

    def add(self, line: str, number: int) -> None:
        parts = PIPE.split(line.strip())
        for part in parts[:-1]:
            self._piece(part, number)
            self.close()
        if parts[-1].strip():
            self._piece(parts[-1], number)

    def _piece(self, part: str, number: int) -> None:
        if not self.pieces:
            self.start = number
        self.pieces.append(part.strip())

    def close(self) -> None:
        """End a field; the last one has no separator behind it."""
        if self.pieces:
            self.fields.append(Field("\n".join(self.pieces).strip(), Place(table=self.table, line=self.start)))
        self.pieces = []


def run_blocks(lines: Sequence[tuple[int, str]], table: int, *, filled_up: bool = False) -> Iterator[FieldRow]:
    """Yield the fields of some lines: as rows where they evidently are rows of one width, or as one run.

    Args:
        lines: lines of text with their numbers.
        table: the number of their table.
        filled_up: whether rows are filled up at their end, so that a blank field there may be none.
    """
    run = _Run(table)
    for number, line in lines:
        run.add(line, number)
    run.close()
    fields = _without_blank_ends(run.fields) if filled_up else run.fields
    width = _width_of_rows(fields)
    if width is None:
        yield FieldRow(tuple(fields), closed=False)
    else:
        yield from (FieldRow(tuple(fields[at : at + width])) for at in range(0, len(fields), width))


def _without_blank_ends(fields: Sequence[Field]) -> list[Field]:
    """Leave out blank fields behind the last figure of each row; of those behind a label alone, the first is kept."""
    kept: list[Field] = []
    kinds = groupby(fields, key=lambda field: what_is(field.text))
    runs = [(kind, list(members)) for kind, members in kinds]
    for number, (kind, members) in enumerate(runs):
        before = runs[number - 1][0] if number else "label"
        after = runs[number + 1][0] if number + 1 < len(runs) else "label"
        if kind != "empty" or after != "label":
            kept += members
        elif before == "label" and number:
            kept.append(members[0])
    return kept


def _width_of_rows(fields: Sequence[Field]) -> int | None:
    """Return how many fields a row has; ``None`` where not all rows have as many.

    In each row, figures follow the labels. Of several widths of which that is true, the largest one is meant, since
    half a row is only labels, or only figures.
    """
    kinds = [what_is(field.text) for field in fields]
    for width in range(min(len(fields) // _LEAST_ROWS, _MOST_WIDTH), _LEAST_WIDTH - 1, -1):
        if len(fields) % width == 0:
            rows = [kinds[at : at + width] for at in range(0, len(kinds), width)]
            if all(map(_is_row, rows)) and _are_labelled([row for row in rows if "value" in row]):
                return width
    return None


def _are_labelled(rows: Sequence[Sequence[str]]) -> bool:
    """Whether several rows of figures have labels, and most of them."""
    labelled = sum("label" in row for row in rows)
    return labelled >= max(_LEAST_ROWS, _MOST * len(rows))


def _is_row(kinds: Sequence[str]) -> bool:
    """Whether no label stands behind a figure."""
    return "value" not in kinds or "label" not in kinds[kinds.index("value") :]
