"""The ways in which the fields of an entry may belong to the cells of its row."""

from __future__ import annotations

import re
from itertools import combinations
from math import comb
from typing import TYPE_CHECKING

from attrs import evolve, frozen

from govinfo_converters.alignment.column_order import rows_out_of_order, rows_with_moved_groups
from govinfo_converters.alignment.columns import (
    Header,
    TableColumns,
    foreign_columns,
    headers_of,
    holds_blanks,
    labels_above,
    slots_by_width,
    spans_of,
    stand_above,
    table_columns,
)
from govinfo_converters.alignment.doubts import (
    blocks_with_more,
    has_more_columns,
    is_shifted,
    pushed_rows,
    rows_in_several_lines,
    rows_that_run_on,
    rows_under_divided_columns,
    rows_with_numbers_of_rows,
    usual_ends,
)
from govinfo_converters.alignment.entries import Entry, Item
from govinfo_converters.alignment.labels import FormRow, FormTable
from govinfo_converters.alignment.rows import FoundRows, How
from govinfo_converters.text_cleaning import clean

if TYPE_CHECKING:
    from collections.abc import Sequence
    from collections.abc import Set as AbstractSet

_MOST_PLACEMENTS = 1000
_MOST_BESIDE = 1  # figures beside those of a row: of more, no sum can say which ones are the row
# The end of a number that was broken within its groups of three digits, and the beginnings of such numbers.
_TAIL = re.compile(r"\s*,\s*[0-9]")
_TORN = re.compile(r"[0-9]\s*,\s*[0-9]{1,2}(?:\s|$)")
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
    values = [(item, item.column, item.last_column) for item in entry.values]
    for first, last in spans:
        placement.append(next((item for item, start, end in values if start <= last and end >= first), None))
    used = {id(item) for item in placement if item is not None}
    return tuple(placement), tuple(item for item in entry.values if id(item) not in used)


def _disputes(item: Item, placement: Placement, spans: Sequence[tuple[int, int]]) -> bool:
    """Whether a figure stands in the column of another one that it does not repeat."""
    held = (
        kept
        for kept, (first, last) in zip(placement, spans, strict=True)
        if item.column <= last and item.last_column >= first
    )
    return any(kept is None or kept.text.strip() != item.text.strip() for kept in held)


def _is_torn(item: Item) -> bool:
    """Whether a field holds a part of a number only, so that another field holds the rest."""
    text = clean(item.text).text
    return bool(_TAIL.match(text) or _TORN.search(text))


def _in_order(values: Sequence[Item], size: int) -> tuple[Placement, ...]:
    """Return every way to put ``values`` into ``size`` cells, or into fewer when there are too many, in their order."""
    count = len(values)
    if any(map(_is_torn, values)) or (size > 1 and count > size + _MOST_BESIDE):
        return ()
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
        return () if size > 1 and (holds_blanks(entry) or any(map(_is_torn, values))) else (values,)
    slots = slots_by_width(row, entry, columns, table)
    if slots is not None:
        return (tuple(item if item.what == "value" else None for item in slots),)
    return _in_order(values, size)


def _one_each(entry: Entry, spans: Sequence[tuple[int, int]], foreign: AbstractSet[int]) -> Placement | None:
    """Return the fields of a row that has one for each column, none of which stands beside its column.

    Pages give the cells of a row other spans than those of the head above it; then their order tells what they are.
    """
    fields = [item for item in entry.fields if item.column not in foreign]
    if len(fields) != len(spans):
        return None
    in_order = sorted(range(len(spans)), key=spans.__getitem__)
    placement: list[Item | None] = [None] * len(spans)
    for cell, item in zip(in_order, fields, strict=True):
        first, last = spans[cell]
        if item.column > last or item.last_column < first:
            return None
        placement[cell] = item if item.what == "value" else None
    return tuple(placement)


def _permuted(placements: Sequence[Placement], order: Sequence[int]) -> tuple[Placement, ...]:
    """Return placements in the order of the form, of those in which fields stand in ``order``."""
    at = {column: number for number, column in enumerate(order)}
    return tuple(tuple(placement[at[column]] for column in range(len(order))) for placement in placements)


def _placements_by_columns(
    entry: Entry, spans: Sequence[tuple[int, int]], foreign: AbstractSet[int]
) -> tuple[Placement, ...]:
    """Return the placement under the columns; where values stand beside them, those by order too.

    Values left of all columns belong to no cell when each cell has its own, and those of other columns never do.
    """
    placement, beside = _under_labels(entry, spans)
    beside = tuple(item for item in beside if item.column not in foreign)
    held = [item for item in placement if item is not None]
    if len(set(map(id, held))) < len(held) or any(_disputes(item, placement, spans) for item in beside):
        # A figure that covers several columns is that of none of them, and of two in one column neither is.
        each = _one_each(entry, spans, foreign)
        return () if each is None else (each,)
    complete = len(held) == len(spans)
    leftmost = min(first for first, _ in spans)
    if not beside or (complete and all(item.column < leftmost for item in beside)):
        return (placement,)
    in_order = _in_order(entry.values, len(spans))
    return tuple(dict.fromkeys((placement, *in_order))) if in_order else ()


def _row_of(item: Item) -> tuple[int | None, int | None]:
    """Return where a row stands in the file, by any of its fields: in a row, a line, or a column of a turned table."""
    return (item.place.column, None) if item.turned else (item.place.row, item.place.line)


def _with_texts_in_columns(
    entries: Sequence[Entry], number: int, spans: Sequence[tuple[int, int]], taken: AbstractSet[int]
) -> Entry:
    """Return an entry with what follows it in its row of the grid, if all of that stands in the columns of its cells.

    A text in such a column is no label of another row, but what is printed in the cell.
    """
    entry = entries[number]
    row = _row_of(entry.fields[0])
    following: list[Item] = []
    for after in range(number + 1, len(entries)):
        items = (*entries[after].labels, *entries[after].fields)
        in_the_row = entries[after].block == entry.block and _row_of(items[0]) == row and not items[0].shared
        if after in taken or not in_the_row:
            break
        following += items
    in_columns = [item for item in following if any(first <= item.column <= last for first, last in spans)]
    if not following or any(item.what != "empty" and item not in in_columns for item in following):
        return entry
    following = in_columns
    texts = (evolve(item, what="value") if item.what == "label" else item for item in following)
    return evolve(entry, fields=(*entry.fields, *texts))


def _placements_by_number(row: FormRow, entry: Entry) -> tuple[Placement, ...]:
    """Return the placement of a shifted row: as many fields as cells, whatever their columns, or all ways.

    Of too many fields, some are no cells of the row; which ones is not known, and blank ones may be cells.
    """
    size, fields = len(row.cells), len(entry.fields)
    if fields >= size and comb(fields, size) <= _MOST_PLACEMENTS:
        figures = (item if item.what == "value" else None for item in entry.fields)
        return tuple(dict.fromkeys(combinations(figures, size)))
    return _in_order(entry.values, len(row.cells)) if entry.values else ((None,) * len(row.cells),)


def _rows_not_told(
    entries: Sequence[Entry], table: FormTable, found: FoundRows, headers: Sequence[Header]
) -> frozenset[int]:
    """Return the rows of which neither labels nor order tell which figures are theirs."""
    rows = [(table.rows[index], row) for index, row in sorted(found.rows.items())]
    return (
        rows_that_run_on(rows)
        | rows_with_numbers_of_rows(rows)
        | rows_with_moved_groups(entries, table, found.rows)
        | rows_in_several_lines(entries, found.rows)
        | rows_under_divided_columns(entries, rows, headers)
    )


def place(found: FoundRows, entries: Sequence[Entry], table: FormTable) -> tuple[PlacedRow, ...]:
    """Return the rows of ``table`` that were found, each with the placements that its layout leaves open."""
    numbers = {row.number for row in found.rows.values()}
    headers = [header for header in headers_of(entries, table) if header.number not in numbers]
    rows = [(table.rows[index], found.rows[index]) for index in sorted(found.rows)]
    foreign = foreign_columns(entries, headers, table)
    columns = table_columns([(row, found_row.entry) for row, found_row in rows], table, headers, foreign)
    out_of_order = rows_out_of_order(entries, table, found.rows)
    ends, pushed = usual_ends(rows), pushed_rows(rows)
    not_told = _rows_not_told(entries, table, found, headers)
    overfull, with_more = has_more_columns(rows), blocks_with_more(rows)
    placed: list[PlacedRow] = []
    placements: tuple[Placement, ...]
    known: dict[tuple[object, ...], tuple[Item | None, ...]] = {}
    for row, found_row in rows:
        entry = found_row.entry
        heads = [head for head in headers if head.block == entry.block and head.number < found_row.number]
        key = (row.columns, *(head.number for head in heads))
        if key not in known:
            known[key] = labels_above(row.columns, heads)
        above = known[key]
        spans = spans_of(entry, above, columns)
        if spans is not None and entry.columns_known:
            entry = _with_texts_in_columns(entries, found_row.number, spans, numbers)
        in_doubt = row.index in out_of_order and (spans is None or None in above)
        in_doubt = in_doubt or (overfull and spans is None and len(row.cells) > 1)
        in_doubt = in_doubt or (spans is None and entry.block in with_more and stand_above(entry, above))
        in_doubt = in_doubt or row.index in not_told
        order = out_of_order.get(row.index)
        if spans is None and order is not None and entry.values and not entry.columns_known and not overfull:
            placements = _permuted(_placements_in_a_row(row, entry, columns, table), order)
        elif in_doubt and entry.values:
            placements = ()
        elif (
            entry.layout == "grid"
            and len(row.cells) > 1
            and is_shifted(entry, above, [entries[head.number] for head in heads], ends[entry.block])
        ):
            placements = _placements_by_number(row, entry)
            if row.index in out_of_order:  # the labels are those of other columns, and the order is theirs
                placements = () if order is None else _permuted(placements, order)
        elif spans is None:
            placements = _placements_in_a_row(row, entry, columns, table)
        else:
            placements = _placements_by_columns(entry, spans, foreign.get(entry.block, frozenset()))
            if row.index in pushed and None not in above and any(None in placement for placement in placements):
                placements = tuple(dict.fromkeys((*placements, *_in_order(entry.values, len(row.cells)))))
        under_labels = len(row.cells) == 1 or (spans is not None and None not in above)
        placed.append(PlacedRow(row, entry, found_row.how, placements, above, under_labels))
    return tuple(placed)
