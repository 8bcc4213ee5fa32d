"""Rows whose fields are those of the cells: the last ones of lines of differing width, or from a figure to a figure."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from govinfo_converters.alignment.entries import Entry
    from govinfo_converters.alignment.labels import FormRow, FormTable

_SEVERAL = 3


def blocks_that_end_in_cells(rows: Sequence[tuple[FormRow, Entry]], table: FormTable) -> frozenset[int]:
    """Return the blocks of lines of differing width in which the fields of the cells are the last ones of each row.

    That is so where each row has as many fields as cells, or has blank ones before them too, for the columns that its
    label reaches over: more of them the higher its level is. Rows of several levels must show it, and none may be
    otherwise.
    """
    lines: dict[int, list[tuple[FormRow, Entry]]] = {}
    for row, entry in rows:
        if entry.layout == "row":
            lines.setdefault(entry.block, []).append((row, entry))
    return frozenset(
        block
        for block, members in lines.items()
        if len({row.level for row, _ in members}) > 1
        and sum(entry.fields[-len(row.cells) :][0].what == "value" for row, entry in members if entry.fields)
        >= _SEVERAL
        and any(all(_has_before(row, entry, count(row)) for row, entry in members) for count in _ways_before(table))
    )


def _ways_before(table: FormTable) -> tuple[Callable[[FormRow], int], ...]:
    """Return how many blank fields may stand before those of a row: none, or one for each level that it lacks."""
    return (lambda _: 0, lambda row: table.label_depth - row.level)


def _has_before(row: FormRow, entry: Entry, blank: int) -> bool:
    """Whether a row has so many blank fields before those of its cells, and no others."""
    if not entry.labels or len(entry.fields) != len(row.cells) + blank:
        return False
    return all(item.what == "empty" for item in entry.fields[:blank])


def is_exact(row: FormRow, entry: Entry) -> bool:
    """Whether a row of a run of fields has one for each cell, from a figure to a figure: none is beside the row."""
    if entry.layout != "fields" or not entry.labels or len(entry.fields) != len(row.cells):
        return False
    return len(row.cells) > 1 and entry.fields[0].what == entry.fields[-1].what == "value"
