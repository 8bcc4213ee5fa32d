"""Whether the labels above a row say that its figures do not stand in the order of the form."""

from __future__ import annotations

from functools import cache, lru_cache
from itertools import groupby, pairwise, takewhile
from typing import TYPE_CHECKING

from attrs import frozen

from govinfo_converters.alignment.labels import FURNITURE, FormRow, FormTable, key_of, keys_of
from govinfo_converters.alignment.read_order import order_of_columns

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from govinfo_converters.alignment.entries import Entry
    from govinfo_converters.alignment.rows import FoundRow

LONGEST_UNKNOWN = 20  # a longer text that is no label is running text
_FARTHEST = 80  # entries
REMARKS = frozenset({"备注", "说明"})
_SHORTEST_PIECE = 2  # of a label
_YEARS = frozenset({"上年", "本年"})  # heads of their own, though longer labels begin with them


def rows_with_moved_groups(entries: Sequence[Entry], table: FormTable, found: Mapping[int, FoundRow]) -> frozenset[int]:
    """Return the rows of known columns above which groups that repeat their labels stand in another order.

    There the labels of the columns alone do not tell in which group a figure stands.
    """
    repeating = [index for index in found if len(set(table.rows[index].columns)) < len(table.rows[index].columns)]
    known = (index for index in repeating if found[index].entry.columns_known)
    return frozenset(index for index in known if _stand_elsewhere(entries, found[index].number, table.rows[index]))


def _stand_elsewhere(entries: Sequence[Entry], number: int, row: FormRow) -> bool:
    """Whether a group of columns stands left of one that precedes it in the form, on the same level."""
    heads = _heads_of(row)
    labels = [item for before in numbers_before(entries, number) for item in entries[before].labels]
    placed = sorted(
        (heads[at].level, item.column, at)
        for item in (*labels, *entries[number].labels)
        for at in _heads_named(item.text, heads, row)
        if heads[at].group
    )
    return any(one[0] == other[0] and one[2] > other[2] for one, other in pairwise(placed))


def rows_out_of_order(
    entries: Sequence[Entry], table: FormTable, found: Mapping[int, FoundRow]
) -> dict[int, tuple[int, ...] | None]:
    """Return the rows above which columns stand in another order than in the form, or more of them.

    The labels above a row hold for the rows below it too, until others of the same columns follow.

    Args:
        entries: the entries of the document.
        table: the table of the form.
        found: the entries of its rows.

    Returns:
        The order of the columns by row; ``None`` where the figures of a row cannot be told by their order.
    """
    verdicts: dict[tuple[tuple[str, ...], ...], tuple[bool, tuple[int, ...] | None]] = {}
    against: dict[int, tuple[int, ...] | None] = {}
    under_others: set[int] = set()  # the blocks in which heads stand that the form has not
    in_order = sorted(found.items(), key=lambda pair: pair[1].number)
    as_in_the_form = [index for index, _ in in_order] == sorted(found)
    for index, found_row in in_order:
        row = table.rows[index]
        labels = _labels_before(entries, found_row.number, row)
        verdict = _contradicts(labels, row, table)
        block = entries[found_row.number].block
        if verdict is not None:
            under_others.discard(block)
            verdicts[row.columns] = (verdict, _order_of(labels, row, table) if verdict else None)
        elif as_in_the_form and _columns_of_other_rows(labels, row, table) >= max(len(row.cells), 2):
            against[index] = None
            continue
        elif block in under_others or _are_other_heads(labels, row, table):
            under_others.add(block)
            against[index] = None
            continue
        contradicts, order = verdicts.get(row.columns, (False, None))
        if contradicts:
            against[index] = order
    return against


def _order_of(labels: tuple[str, ...], row: FormRow, table: FormTable) -> tuple[int, ...] | None:
    """Return the order of the columns of a row, if nothing but its own columns stands in the head above it."""
    named = [_of_columns(text, row) for text in labels]
    first = next((at for at, columns in enumerate(named) if columns), 0)
    while first and _heads_named(labels[first - 1], _heads_of(row), row):
        first -= 1
    if first and not is_known(labels[first - 1], table) and len(labels[first - 1]) <= LONGEST_UNKNOWN:
        return None
    head = labels[first:]
    own = all(
        columns or _heads_named(text, _heads_of(row), row) for columns, text in zip(named[first:], head, strict=True)
    )
    return order_of_columns(named[first:], head, row) if own else None


def numbers_before(entries: Sequence[Entry], number: int) -> Iterator[int]:
    """Yield the numbers of the entries before a row, from the nearest to the first below other figures."""
    for before in range(number - 1, max(-1, number - _FARTHEST), -1):
        if entries[before].values:
            return
        yield before


def _labels_before(entries: Sequence[Entry], number: int, row: FormRow) -> tuple[str, ...]:
    """Return the labels that stand between the figures before a row and its own label, in reading order."""
    own = list(entries[number].labels)
    if own and not any(_of_columns(piece, row) for piece in _pieces(own[-1].text, row)):
        own.pop()
    while own and any(key_of(own[-1].text) in key for key in row.keys):
        own.pop()
    labels = [own]
    labels += [list(entries[before].labels) for before in numbers_before(entries, number)]
    items = {id(item): item for of_entry in reversed(labels) for item in of_entry}
    texts = [text for text, _ in groupby(item.text for item in items.values())]  # again in each column that it covers
    return tuple(piece for text in texts for piece in _pieces(text, row))


@lru_cache(maxsize=8192)
def _pieces(text: str, row: FormRow) -> tuple[str, ...]:
    """Return the labels that stand in one line of text with blanks between them."""
    pieces = text.split()
    several = len(pieces) > 1 and not _of_columns(text, row) and any(_of_columns(piece, row) for piece in pieces)
    return tuple(piece for piece in pieces if len(piece) > 1) if several else (text,)


@lru_cache(maxsize=8192)
def _of_columns(text: str, row: FormRow) -> frozenset[int]:
    """Return the columns that a label names, whole or by the beginning that a narrow column leaves on a line."""
    keys = keys_of(text)
    named = frozenset(at for at, of_cell in enumerate(row.columns) if any(key in of_cell for key in keys))
    if named or len(keys[0]) < _SHORTEST_PIECE:
        return named
    begun = {of_cell for of_cell in row.columns if any(known.startswith(keys[0]) for known in of_cell)}
    return frozenset(at for at, of_cell in enumerate(row.columns) if of_cell in begun) if len(begun) == 1 else named


@lru_cache(maxsize=1024)
def _contradicts(labels: tuple[str, ...], row: FormRow, table: FormTable) -> bool | None:
    """Say whether ``labels`` hold more columns than ``row`` has, or its columns in another order; ``None``: neither.

    Columns that only another form has are other columns, whatever the row.
    """
    if any(key in table.foreign_columns for text in labels for key in keys_of(text)):
        return True
    columns = [_of_columns(text, row) for text in labels]
    first = next((at for at, of_item in enumerate(columns) if of_item), None)
    size = len(row.cells)
    if first is None or sum(map(bool, columns)) < min(size, 2):
        return None
    while first and not is_known(labels[first - 1], table):
        first -= 1
    leaves = [of_item for of_item in columns[first:] if of_item]
    others = [text for text, of_item in zip(labels[first:], columns[first:], strict=True) if not of_item]
    unknown = [text for text in others if not _is_part(text, table) and len(text) <= LONGEST_UNKNOWN]
    if unknown and unknown[-1] == labels[-1] and key_of(unknown[-1]) in REMARKS:
        unknown.pop()
    repeats = max(1, len(leaves) // size)
    if unknown and len(leaves) + len(unknown) > size * repeats:
        return True
    if _groups_moved(labels, row):
        return True
    heads = _heads_of(row)
    named = (_heads_named(text, heads, row) for text in labels[_last(columns, size) :])
    seen = [of_head for of_head in named if of_head]
    return not any(_follows(seen, order) for order in _orders(heads))


def _are_other_heads(labels: Sequence[str], row: FormRow, table: FormTable) -> bool:
    """Whether as many texts as a row has cells stand right above it, none of which the form knows: years, or organs."""
    above = list(takewhile(lambda text: _is_other(text, table), reversed(labels)))
    return 1 < len(row.cells) <= len(above) and not any(_of_columns(text, row) for text in labels)


def _is_other(text: str, table: FormTable) -> bool:
    return len(text) <= LONGEST_UNKNOWN and (key_of(text) in _YEARS or not is_known(text, table))


def _columns_of_other_rows(labels: Sequence[str], row: FormRow, table: FormTable) -> int:
    """Return how many labels name columns that other rows of the table have; none if some name those of this one.

    Heads above another row, the cells of which are blank, are not those of this one.
    """
    others = 0
    for text in labels:
        if not table.by_key.keys().isdisjoint(keys_of(text)):
            others = 0
        elif _of_columns(text, row):
            return 0
        elif not table.columns.isdisjoint(keys_of(text)):
            others += 1
    return others


def _groups_moved(labels: Sequence[str], row: FormRow) -> bool:
    """Whether the groups of columns, each of them named once, stand in another order than in the form."""
    heads = _heads_of(row)
    groups = [at for at, head in enumerate(heads) if head.group]
    pieces = [piece for text in labels for piece in ((text,) if _heads_named(text, heads, row) else text.split())]
    every = (at for piece in pieces for at in _heads_named(piece, heads, row) if at in groups)
    named = [at for at, _ in groupby(every)]  # again in each column that it covers
    each_once = len(set(named)) == len(named)
    return each_once and not any(_follows([frozenset((at,)) for at in named], order) for order in _orders(heads))


def _orders(heads: Sequence[_Head]) -> tuple[list[int], ...]:
    """Return the orders in which heads are read: as the form has them, level by level, or groups first."""
    in_order = list(range(len(heads)))
    by_level = sorted(in_order, key=lambda at: heads[at].level)
    return in_order, by_level, sorted(by_level, key=lambda at: not heads[at].group)


def is_known(text: str, table: FormTable) -> bool:
    """Whether a text is a label of ``table``, a piece of one, or a word that forms print around their cells."""
    return key_of(text) in FURNITURE or _is_part(text, table)


def _is_part(text: str, table: FormTable) -> bool:
    return any(table.is_part_of_a_label(key) for key in keys_of(text))


def stands_above(text: str, row: FormRow) -> bool:
    """Whether a text, or a piece of it, names a column of ``row`` or a group of its columns."""
    pieces = (text, *text.split())
    return any(_of_columns(piece, row) or _heads_named(piece, _heads_of(row), row) for piece in pieces)


@frozen
class _Head:
    """The label of a column or of a group of columns."""

    keys: tuple[str, ...]
    level: int
    group: bool


@cache
def _heads_of(row: FormRow) -> tuple[_Head, ...]:
    """Return the labels above the cells of a row: each group before its columns."""
    heads: dict[tuple[str, ...], _Head] = {}
    for cell, keys in zip(row.cells, row.columns, strict=True):
        levels = cell.column_levels
        for level in range(len(levels) - 1):
            heads.setdefault(levels[: level + 1], _Head(keys_of(levels[level]), level, group=True))
        heads[levels] = _Head(keys, len(levels) - 1, group=False)
    return tuple(heads.values())


def _heads_named(text: str, heads: Sequence[_Head], row: FormRow) -> frozenset[int]:
    named = frozenset(at for at, head in enumerate(heads) if any(key in head.keys for key in keys_of(text)))
    begun = {row.columns[at] for at in _of_columns(text, row)}
    return named or frozenset(at for at, head in enumerate(heads) if not head.group and head.keys in begun)


def _last(columns: Sequence[frozenset[int]], size: int) -> int:
    """Return where the last head of the table begins: after a head that stands there before it."""
    leaves = [at for at, of_item in enumerate(columns) if of_item]
    return leaves[-size - 1] + 1 if len(leaves) > size else 0


def _follows(seen: Sequence[frozenset[int]], order: Sequence[int]) -> bool:
    """Whether the columns that were seen follow each other in ``order``; some may be left out."""
    remaining = iter(order)
    return all(any(at in of_item for at in remaining) for of_item in seen)
