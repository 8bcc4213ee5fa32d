"""The order in which a head names the columns of a row, where it is another than that of the form.

In text without columns the figures of a row are told by their order alone. They stand as their labels are read: level
by level, and the columns of a group in the place of the group.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from govinfo_converters.alignment.labels import FormRow, keys_of

if TYPE_CHECKING:
    from collections.abc import Sequence

_Path = tuple[str, ...]


def order_of_columns(named: Sequence[frozenset[int]], labels: Sequence[str], row: FormRow) -> tuple[int, ...] | None:
    """Return the columns of a row in the order of the labels above it; ``None`` where they do not tell it.

    Args:
        named: for each label, the columns that it may name; none for the label of a group.
        labels: the labels of the head, in reading order.
        row: the row of the form.
    """
    leaves = [columns for columns in named if columns]
    if len(leaves) != len(row.cells):
        return None
    members: dict[_Path, list[int]] = {}
    for group in sorted(_groups(row), key=len):
        own = _matched(leaves[: len(_groups(row)[group])], _groups(row)[group])
        if own is None:
            return None
        members[group] = own
        leaves = leaves[len(own) :]
    return _joined(members, labels, row)


@cache
def _groups(row: FormRow) -> dict[_Path, tuple[int, ...]]:
    """Return the columns of each group, in the order of the form; those of no group stand under an empty path."""
    groups: dict[_Path, tuple[int, ...]] = {}
    for at, cell in enumerate(row.cells):
        path = cell.column_levels[:-1]
        groups[path] = (*groups.get(path, ()), at)
    return groups


def _matched(leaves: Sequence[frozenset[int]], group: Sequence[int]) -> list[int] | None:
    """Return the columns of a group that labels name one after the other, if they name each of them once."""
    found = [next((at for at in group if at in columns), None) for columns in leaves]
    order = [at for at in found if at is not None]
    return order if sorted(order) == list(group) else None


def _joined(members: dict[_Path, list[int]], labels: Sequence[str], row: FormRow) -> tuple[int, ...] | None:
    """Put the columns of each group where its label stands among those beside it."""
    inner = [path for path in members if path]
    heads = [path for label in labels for path in inner if any(key in keys_of(path[-1]) for key in keys_of(label))]
    if heads != inner:
        return None
    if () not in members:
        return tuple(at for path in _groups(row) for at in members[path])
    if not inner:
        return tuple(members[()])
    if len(inner) > 1:
        return None
    place = next(at for at, label in enumerate(labels) if set(keys_of(label)) & set(keys_of(inner[0][-1])))
    outer = members[()]
    members_of = _groups(row)[inner[0]]
    before = _leaves_before(place, labels, row, outer)
    if before != sum(at < members_of[0] for at in _groups(row)[()]):
        return None  # a label of the first level that is moved into the group is read before it or behind it
    return (*outer[:before], *members[inner[0]], *outer[before:])


def _leaves_before(place: int, labels: Sequence[str], row: FormRow, outer: Sequence[int]) -> int:
    keys = {key for label in labels[:place] for key in keys_of(label)}
    return sum(not keys.isdisjoint(row.columns[at]) for at in outer)
