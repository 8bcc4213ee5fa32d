"""The smallest sets of cells whose change satisfies all identities and signs, every one of them.

The principle is that of Fellegi and Holt (1976): change as few cells as possible. The search chooses a cell and
eliminates it; each equation that is left and does not hold must contain a further wrong cell, so it branches on the
cells of one of them. What it lists is complete for the smallest size, except for supports with a free direction, in
which the same set of cells allows several values; ``Found.complete`` says whether such a one may have been passed over.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeAlias

from attrs import define, field, frozen

from govinfo_schema.repair.elimination import Reduced, direction, solve_back

if TYPE_CHECKING:
    from collections.abc import Sequence
    from collections.abc import Set as AbstractSet


MOST_CELLS = 4
MOST_SETS = 500
"""Sets that are listed; where there are more, the identities tell nothing that helps."""
MOST_NODES = 60_000
"""Eliminations in one search; beyond, the search gives up and says so."""

Changes: TypeAlias = dict[int, int]
"""How much each cell of a set changes, by the number of the cell."""
Accepts: TypeAlias = Callable[[Changes], bool]


@frozen
class Found:
    """What a search found.

    Attributes:
        size: number of cells in each set; 0 where no set of up to the largest size was found.
        sets: the sets, each with the change of each cell.
        complete: whether every set of this size is listed.
    """

    size: int
    sets: tuple[Changes, ...]
    complete: bool


class _GiveUpError(Exception):
    """The search is too long, or there are too many sets."""


@define
class _Search:
    """One depth of the search.

    Attributes:
        size: how many cells may change.
        accepts: says whether changes that satisfy the equations are lawful, so that signs hold.
        sets: what was found.
        complete: whether no support with a free direction was passed over.
        nodes: eliminations so far.
    """

    size: int
    accepts: Accepts
    nodes: int = 0
    complete: bool = True
    sets: list[Changes] = field(factory=list[Changes])

    def run(self, start: Reduced, excluded: frozenset[int]) -> None:
        depth = len(start.pivots)
        self._branch(start, excluded, self.size, depth)

    def _branch(self, reduced: Reduced, excluded: AbstractSet[int], left: int, known: int) -> None:
        residuals = reduced.residuals
        violated = [number for number, residual in enumerate(residuals) if residual]
        if not violated:
            # The chosen cells alone satisfy all equations, and no smaller search took them: a sign forbids it. Further
            # cells help only along a free direction.
            self.complete = self.complete and not _may_be_free(reduced, excluded, left)
            return
        rows = reduced.rows
        pivot = min(violated, key=lambda number: len(rows[number]))
        if left == 1:
            self._last(reduced, violated, pivot, excluded, known)
            return
        passed = set(excluded)
        for cell in rows[pivot]:
            if cell in passed:
                continue
            self.nodes += 1
            if self.nodes > MOST_NODES:
                raise _GiveUpError
            self._branch(reduced.without(cell, pivot), passed, left - 1, known)
            passed.add(cell)  # every set with this cell has been seen

    def _last(self, reduced: Reduced, violated: list[int], pivot: int, excluded: AbstractSet[int], known: int) -> None:
        """Take each last cell that satisfies all equations that are left."""
        rows, residuals = reduced.rows, reduced.residuals
        shared = set(rows[pivot]).difference(excluded)
        for number in violated:
            shared.intersection_update(rows[number])
        for cell in shared:
            change, remainder = divmod(-residuals[pivot], rows[pivot][cell])
            if remainder:
                continue
            if all(row.get(cell, 0) * change + residual == 0 for row, residual in zip(rows, residuals, strict=True)):
                self._take(reduced.without(cell, pivot), known)

    def _take(self, solved: Reduced, known: int) -> None:
        changes = solve_back(solved.pivots[known:])
        if changes is None or not all(changes.values()) or not self.accepts(changes):
            return
        self.sets.append(changes)
        if len(self.sets) > MOST_SETS:
            raise _GiveUpError


def _may_be_free(reduced: Reduced, excluded: AbstractSet[int], left: int) -> bool:
    """Say whether up to ``left`` further cells may depend on the chosen ones, or on one another."""
    if left > 2:  # noqa: PLR2004 - looking for three dependent cells takes longer than the doubt is worth
        return True
    columns: dict[int, list[tuple[int, int]]] = {}
    for number, row in enumerate(reduced.rows):
        for cell, factor in row.items():
            columns.setdefault(cell, []).append((number, factor))
    eliminated = {pivot.cell for pivot in reduced.pivots}
    passed = {cell for pivot in reduced.pivots for cell in pivot.row if cell not in eliminated and cell not in columns}
    directions = [direction(column) for cell, column in columns.items() if cell not in excluded]
    return not passed <= excluded or (left > 1 and len(set(directions)) < len(directions))


def search(start: Reduced, accepts: Accepts, *, sizes: Sequence[int], excluded: frozenset[int] = frozenset()) -> Found:
    """Find every smallest set of cells whose change satisfies the equations.

    Args:
        start: the equations, from which unknown cells are eliminated already; at least one does not hold.
        accepts: says whether changes that satisfy the equations are lawful.
        sizes: the sizes to try, in their order; the first one with a set decides.
        excluded: cells that must not change.
    """
    complete = True
    for size in sizes:
        depth = _Search(size, accepts)
        try:
            depth.run(start, excluded)
        except _GiveUpError:
            return Found(size if depth.sets else 0, tuple(depth.sets), complete=False)
        complete = complete and depth.complete
        if depth.sets:
            return Found(size, tuple(depth.sets), complete)
    return Found(0, (), complete)
