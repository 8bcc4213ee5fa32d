"""The ways in which the fields of an entry may belong to the cells of its row."""

from __future__ import annotations

from itertools import combinations
from math import comb
from typing import TYPE_CHECKING

from attrs import frozen

from govinfo_converters.alignment.columns import (
    TableColumns,
    headers_of,
    labels_above,
    slots_by_width,
    spans_of,
    table_columns,
)
from govinfo_converters.alignment.entries import Entry, Item
from govinfo_converters.alignment.labels import FormRow, FormTable
from govinfo_converters.alignment.rows import FoundRows, How

if TYPE_CHECKING:
    from collections.abc import Sequence

_MOST_PLACEMENTS = 1000
Placement = tuple[Item | None, ...]


@frozen
class PlacedRow:
    """A row of the form with the ways in which its fields may belong to its cells.

    Attributes:
        row: the row.
        entry: its fields.
        how: how the entry found the row.
        placements: every way that the layout leaves open, one field or nothing by cell; empty when there are too many.
        above: the labels above, by cell.
        under_labels: whether each field was found under the label of its column, or its row has one cell only.
    """

    row: FormRow
    entry: Entry
    how: How
    placements: tuple[Placement, ...]
    above: tuple[Item | None, ...]
    under_labels: bool

    @property
    def certain(self) -> bool:
        """Whether the layout leaves one way only."""
        return len(self.placements) == 1


def _under_labels(entry: Entry, spans: Sequence[tuple[int, int]]) -> tuple[Placement, tuple[Item, ...]]:
    """Return the fields under the columns of the cells, and the values that stand under none."""
    placement: list[Item | None] = []
    for first, last in spans:
        under = [item for item in entry.fields if item.column <= last and item.last_column >= first]
        placement.append(next((item for item in under if item.what == "value"), None))
    used = {id(item) for item in placement if item is not None}
    return tuple(placement), tuple(item for item in entry.values if id(item) not in used)


def _in_order(values: Sequence[Item], size: int) -> tuple[Placement, ...]:
    """Return every way to put ``values`` into ``size`` cells, or into fewer when there are too many, in their order."""
    count = len(values)
    if comb(max(count, size), min(count, size)) > _MOST_PLACEMENTS:
        return ()
    if count > size:
        return tuple(tuple(chosen) for chosen in combinations(values, size))
    ways: list[Placement] = []
    for cells in combinations(range(size), count):
        placement: list[Item | None] = [None] * size
        for cell, item in zip(cells, values, strict=True):
            placement[cell] = item
        ways.append(tuple(placement))
    return tuple(ways)


def _placements_in_a_row(row: FormRow, entry: Entry, columns: TableColumns, table: FormTable) -> tuple[Placement, ...]:
    values = entry.values
    size = len(row.cells)
    if not values:
        return ((None,) * size,)
    if len(values) == size:
        return (values,)
    slots = slots_by_width(row, entry, columns, table)
    if slots is not None:
        return (tuple(item if item.what == "value" else None for item in slots),)
    return _in_order(values, size)


def _placements_by_columns(entry: Entry, spans: Sequence[tuple[int, int]]) -> tuple[Placement, ...]:
    """Return the placement under the columns; where values stand beside them, those by order too.

    Values left of all columns belong to no cell when each cell has its own.
    """
    placement, beside = _under_labels(entry, spans)
    held = [item for item in placement if item is not None]
    if len(set(map(id, held))) < len(held):
        return _in_order(entry.values, len(spans))
    complete = len(held) == len(spans)
    if not beside or (complete and all(item.column < spans[0][0] for item in beside)):
        return (placement,)
    in_order = _in_order(entry.values, len(spans))
    return tuple(dict.fromkeys((placement, *in_order))) if in_order else ()


def place(found: FoundRows, entries: Sequence[Entry], table: FormTable) -> tuple[PlacedRow, ...]:
    """Return the rows of ``table`` that were found, each with the placements that its layout leaves open."""
    numbers = {row.number for row in found.rows.values()}
    headers = [header for header in headers_of(entries, table) if header.number not in numbers]
    rows = [(table.rows[index], found.rows[index]) for index in sorted(found.rows)]
    columns = table_columns([(row, found_row.entry) for row, found_row in rows], table, headers)
    placed: list[PlacedRow] = []
    known: dict[tuple[object, ...], tuple[Item | None, ...]] = {}
    for row, found_row in rows:
        entry = found_row.entry
        heads = [head for head in headers if head.block == entry.block and head.number < found_row.number]
        key = (row.columns, *(head.number for head in heads))
        if key not in known:
            known[key] = labels_above(row.columns, heads)
        above = known[key]
        spans = spans_of(entry, above, columns)
        if spans is None:
            placements = _placements_in_a_row(row, entry, columns, table)
        else:
            placements = _placements_by_columns(entry, spans)
        under_labels = len(row.cells) == 1 or (spans is not None and None not in above)
        placed.append(PlacedRow(row, entry, found_row.how, placements, above, under_labels))
    return tuple(placed)
