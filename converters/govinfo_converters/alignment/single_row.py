"""Finds the only row of a table whose columns alone name the cells: table four, with its head of several levels."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING

from attrs import evolve

from govinfo_converters.alignment.columns import headers_of, labels_above
from govinfo_converters.alignment.labels import FormTable, key_of, keys_of, tables_of
from govinfo_converters.alignment.rows import FoundRow, FoundRows
from govinfo_schema.versions import NAMES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from govinfo_converters.alignment.entries import Entry, Item

_LONGEST_HEAD = 24
_SEVERAL_LABELS = 3
_STRAY = 3  # figures that stand beside the row, where labels stood


@cache
def _group_keys(table: FormTable) -> tuple[str, ...]:
    """Return the keys of the innermost groups of columns, such as 复议后起诉; they stand in no other table."""
    groups = dict.fromkeys(cell.column_levels[-2] for cell in table.rows[0].cells if len(cell.column_levels) > 2)  # noqa: PLR2004 - group, subgroup, label
    return tuple(key_of(group) for group in groups)


def _heads(entries: Sequence[Entry], table: FormTable) -> list[int]:
    """Return the numbers of the entries whose labels hold a group of columns, or several that no other table has."""
    return [
        number
        for number, entry in enumerate(entries)
        if any(names_a_group(item.text, table) for item in entry.labels)
        or len({key for item in entry.labels if (key := key_of(item.text)) in _own_columns(table)}) >= _SEVERAL_LABELS
    ]


@cache
def _own_columns(table: FormTable) -> frozenset[str]:
    """Return the keys of columns that no table with labels of rows has."""
    others = {key for name in NAMES for other in tables_of(name) if other.labelled for key in other.columns}
    return table.columns - others


@lru_cache(maxsize=8192)
def names_a_group(text: str, table: FormTable) -> bool:
    """Whether a text is the label of a group of columns, or ends with it."""
    keys = (key_of(piece) for piece in (text, *_texts(text)))
    return any(len(key) <= _LONGEST_HEAD and key.endswith(_group_keys(table)) for key in keys)


def _texts(text: str) -> list[str]:
    """Return the whole text, or the labels of which a line consists that has blanks between them."""
    words = text.split()
    return words if len(words) >= _SEVERAL_LABELS else [text]


def _is_head(item: Item, table: FormTable) -> bool:
    return _is_label(item.text, table) or all(_is_label(text, table) for text in _texts(item.text))


def _is_label(text: str, table: FormTable) -> bool:
    return any(table.is_part_of_a_label(key) or key in table.columns for key in keys_of(text))


def find_single_row(entries: Sequence[Entry], table: FormTable) -> FoundRows:
    """Find the row of ``table`` in ``entries``: the first figures below its head, before anything else begins.

    Where several rows of different figures stand below heads, none of them can be told to be the row.
    """
    found = FoundRows()
    numbers = numbers_of_rows(entries, table)
    rows = {number: _whole_row(entries[number], len(table.rows[0].cells)) for number in numbers}
    if not rows:
        return found
    found.compared = len(rows) > 1
    if len({tuple(item.text.strip() for item in row.values) for row in rows.values()}) > 1:
        found.open[0] = tuple(rows.values())
        found.unplaced.extend(rows.values())
        return found
    last = max(rows)
    found.rows[0] = FoundRow(rows[last], "by_labels", last)
    return found


def _fits(head: Entry, row: Entry, table: FormTable) -> bool:
    """Whether a line holds labels of the table only, and those of columns above figures of these columns."""
    named = {item.column: of_cell for item, of_cell in zip(row.fields, table.rows[0].columns, strict=True)}
    columns = [item for item in head.labels if not table.columns.isdisjoint(keys_of(item.text))]
    above = all(not set(named.get(item.column, ())).isdisjoint(keys_of(item.text)) for item in columns)
    return not head.values and above and all(_is_head(item, table) for item in head.labels)


def numbers_of_rows(entries: Sequence[Entry], table: FormTable) -> tuple[int, ...]:
    """Return the numbers of the entries that stand below a head of ``table``; without a head, below its title.

    Below a title it must be a row with a field for each cell.
    """
    below = [
        number
        for head in _heads(entries, table)
        for number in _rows_below(entries, head, table)
        if _is_under(entries[number], entries[head:number], table)
    ]
    if not below:
        titles = [at for at, entry in enumerate(entries) if _ends_with_the_title(entry, table)]
        below = [
            number
            for title in titles
            for number in _rows_below(entries, title, table)
            if _is_a_whole_row(entries[number], table)
            and _is_under(entries[number], entries[title + 1 : number], table)
        ]
    return tuple(dict.fromkeys(below))


def _is_under(row: Entry, heads: Sequence[Entry], table: FormTable) -> bool:
    """Whether a row may be the one of a head; without the labels of groups, no label of it may contradict that."""
    size = len(table.rows[0].cells)
    known = row.columns_known and len(row.fields) == size
    if not known or any(names_a_group(item.text, table) for head in heads for item in head.labels):
        return True
    fitting = all(_fits(head, row, table) for head in heads)
    return fitting or None not in labels_above(table.rows[0].columns, headers_of(heads, table))


def _ends_with_the_title(entry: Entry, table: FormTable) -> bool:
    return bool(entry.labels) and not entry.values and key_of(entry.labels[-1].text) in table.title_keys


def _is_a_whole_row(entry: Entry, table: FormTable) -> bool:
    return (
        entry.layout in ("grid", "line", "row") and not entry.labels and len(entry.fields) == len(table.rows[0].cells)
    )


def _rows_below(entries: Sequence[Entry], head: int, table: FormTable) -> Iterator[int]:
    """Yield the numbers of the first figures below a head, and of rows without labels that follow in the same table.

    What is written between them may say what the later ones are, but not which of them the form means.
    """
    first: int | None = None
    for number in range(head, len(entries)):
        entry = entries[number]
        if first is not None and ((entry.labels and entry.values) or entry.block != entries[first].block):
            return
        if first is not None and entry.labels:
            continue
        if number > head and not _goes_on(entry, entries[head], table):
            return
        if entry.values:
            yield number
            first = number if first is None else first


def _goes_on(entry: Entry, head: Entry, table: FormTable) -> bool:
    """Whether the labels of an entry below a head are labels of columns too.

    In a line of a table whose columns are known, some may be those of columns that the form has not.
    """
    own = [item for item in entry.labels if item not in head.labels]
    others = sum(not _is_head(item, table) for item in own)
    below = entry.columns_known and entry.block == head.block and not entry.values
    return not others or (below and len(own) >= _SEVERAL_LABELS * others)


def _whole_row(entry: Entry, size: int) -> Entry:
    """Return the entry with the fields of the row only.

    In a run of fields the head's labels and what fills them up precede the figures; the table is ``size`` fields wide,
    so the last ``size`` fields are the row when the whole run is a multiple of that.
    """
    width = len(entry.labels) + len(entry.fields)
    several = len(entry.values) > size + _STRAY
    if entry.layout == "fields" and not several and width % size == 0 and len(entry.fields) >= size:
        return evolve(entry, labels=(), fields=entry.fields[-size:])
    if entry.layout == "fields":  # which blank fields fill up the head is not known
        first = next((at for at, item in enumerate(entry.fields) if item.what == "value"), 0)
        return evolve(entry, labels=(), fields=entry.fields[first:])
    return evolve(entry, labels=()) if entry.layout == "paragraphs" else entry
