"""Finds the only row of a table whose columns alone name the cells: table four, with its head of several levels."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import evolve

from govinfo_converters.alignment.labels import FormTable, key_of, keys_of
from govinfo_converters.alignment.rows import FoundRow, FoundRows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from govinfo_converters.alignment.entries import Entry, Item

_LONGEST_HEAD = 24


def _group_keys(table: FormTable) -> tuple[str, ...]:
    """Return the keys of the innermost groups of columns, such as 复议后起诉; they stand in no other table."""
    groups = dict.fromkeys(cell.column_levels[-2] for cell in table.rows[0].cells if len(cell.column_levels) > 2)  # noqa: PLR2004 - group, subgroup, label
    return tuple(key_of(group) for group in groups)


def _head(entries: Sequence[Entry], table: FormTable) -> int | None:
    """Return the number of the last entry whose labels hold a group of columns."""
    groups = _group_keys(table)
    found: int | None = None
    for number, entry in enumerate(entries):
        for item in entry.labels:
            key = key_of(item.text)
            if len(key) <= _LONGEST_HEAD and any(key.endswith(group) for group in groups):
                found = number
    return found


def _is_head(item: Item, table: FormTable) -> bool:
    return any(table.is_part_of_a_label(key) or key in table.columns for key in keys_of(item.text))


def find_single_row(entries: Sequence[Entry], table: FormTable) -> FoundRows:
    """Find the row of ``table`` in ``entries``: the first figures below its head, before anything else begins."""
    found = FoundRows()
    head = _head(entries, table)
    if head is None:
        return found
    for number in range(head, len(entries)):
        entry = entries[number]
        if number > head and any(
            not _is_head(item, table) for item in entry.labels if item not in entries[head].labels
        ):
            break
        if entry.values:
            found.rows[0] = FoundRow(_whole_row(entry, len(table.rows[0].cells)), "by_labels", number)
            break
    return found


def _whole_row(entry: Entry, size: int) -> Entry:
    """Return the entry with the fields of the row only.

    In a run of fields the head's labels and what fills them up precede the figures; the table is ``size`` fields wide,
    so the last ``size`` fields are the row when the whole run is a multiple of that.
    """
    width = len(entry.labels) + len(entry.fields)
    if entry.layout == "fields" and width % size == 0 and len(entry.fields) >= size:
        return evolve(entry, labels=(), fields=entry.fields[-size:])
    return evolve(entry, labels=()) if entry.layout in ("fields", "paragraphs") else entry
