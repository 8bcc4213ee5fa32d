"""Finds the longest sequence of named entries whose rows follow each other as the form has them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import groupby
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

# The number of an entry, and the rows of the form that it may be.
Candidate: TypeAlias = tuple[int, tuple[int, ...]]


def chain_of(candidates: Sequence[Candidate], blocks: Mapping[int, int]) -> dict[int, int]:
    """Return the longest sequence of entries whose rows follow each other in the order of the form.

    Where several entries could be the same row of it, it is the first one that has a neighbour of the sequence beside
    it, with no other row between them: a table that names a few rows in an order of its own is another table. One in
    the table of a neighbour goes before one that stands beside it in another table.

    Args:
        candidates: number of the entry, and the rows that it may be.
        blocks: the number of the table in which each entry stands.

    Returns:
        The row of each entry of the sequence, by number of the entry.
    """
    chain = _in_order(candidates)
    if len(chain) == len(candidates):
        return chain
    return _beside_their_neighbours(chain, candidates, blocks)


def _beside_their_neighbours(
    chain: Mapping[int, int], candidates: Sequence[Candidate], blocks: Mapping[int, int]
) -> dict[int, int]:
    numbers = list(chain)
    moved: dict[int, int] = {}
    for at, number in enumerate(numbers):
        row = chain[number]
        before = next(reversed(moved), None)
        after = numbers[at + 1] if at + 1 < len(numbers) else None
        there = [
            other
            for other, rows in candidates
            if row in rows and (before is None or other > before) and (after is None or other < after)
        ]
        strangers = [other for other, rows in candidates if other not in chain and row not in rows]
        beside = [other for other in there if not _is_alone(other, before, after, strangers)]
        near = {blocks[neighbour] for neighbour in (before, after) if neighbour is not None}
        inside = [other for other in beside if blocks[other] in near]
        stays = number in (inside or beside)
        moved[number if stays else next(iter(inside or beside), number)] = row
    return moved


def _is_alone(number: int, before: int | None, after: int | None, strangers: Sequence[int]) -> bool:
    """Whether other rows stand between an entry and each neighbour that it has in the sequence."""
    sides = [sorted((number, neighbour)) for neighbour in (before, after) if neighbour is not None]
    between = (bisect_left(strangers, high) - bisect_right(strangers, low) for low, high in sides)
    return bool(sides) and all(between)


def _in_order(candidates: Sequence[Candidate]) -> dict[int, int]:
    """Return the longest sequence; of several, one whose entries stand early."""
    greedy: dict[int, int] = {}
    last = -1
    for entry, rows in candidates:
        row = min((row for row in rows if row > last), default=None)
        if row is None:
            return _longest_chain([(entry, row) for entry, rows in candidates for row in rows])
        greedy[entry] = last = row
    return greedy


def _longest_chain(pairs: Sequence[tuple[int, int]]) -> dict[int, int]:
    """Return the longest chain of ``pairs`` of entry and row, which stand in the order of their entries."""
    before: list[int | None] = []  # for each pair the one that precedes it in its chain
    ends: dict[int, tuple[int, int]] = {}  # for each row the length and the position of the best chain that ends there
    for _, of_entry in groupby(enumerate(pairs), key=lambda pair: pair[1][0]):
        longer: list[tuple[int, int, int]] = []
        for position, (_, row) in of_entry:
            length, minus = max(((ends[last][0], -ends[last][1]) for last in ends if last < row), default=(0, 0))
            before.append(-minus if length else None)
            longer.append((row, length + 1, position))
        for row, length, position in longer:
            if length > ends.get(row, (0, 0))[0]:
                ends[row] = (length, position)
    at: int | None = -max(((length, -position) for length, position in ends.values()), default=(0, 0))[1]
    chain: dict[int, int] = {}
    while pairs and at is not None:
        chain[pairs[at][0]] = pairs[at][1]
        at = before[at]
    return dict(sorted(chain.items()))
