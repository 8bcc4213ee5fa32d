"""What is wrong in one part of a report, cut into problems that have nothing to do with one another."""

from __future__ import annotations

from collections.abc import Sequence
from math import prod
from typing import TYPE_CHECKING

from attrs import field, frozen

from govinfo_schema.repair.blanks import Blanks, Bounds, Contradiction
from govinfo_schema.repair.elimination import Reduced
from govinfo_schema.repair.limits import Limit
from govinfo_schema.repair.search import MOST_CELLS, Changes, Found, search
from govinfo_schema.repair.shifts import Shift, shifts
from govinfo_schema.repair.system import Part

if TYPE_CHECKING:
    from collections.abc import Iterable


_SHORTEST_SHIFT = 3
_SIZES = tuple(range(1, MOST_CELLS + 1))


@frozen(kw_only=True)
class Problem:
    """Identities that do not hold, and the smallest sets of cells whose change makes them hold.

    Attributes:
        violated: numbers of the identities.
        sets: the sets, each with the change of each cell.
        shifts: shifted lines that explain the problem as well, and change more cells.
        complete: whether ``sets`` are all there are of their size.
        is_safe: whether no set with one cell more could be at fault instead of the only one that is listed.
        is_by_bounds: whether it shows only in what the missing cells would have to hold; then no sets are looked for.
    """

    violated: frozenset[int]
    sets: tuple[Changes, ...] = ()
    shifts: tuple[Shift, ...] = ()
    complete: bool = True
    is_safe: bool = True
    is_by_bounds: bool = False


@frozen(kw_only=True)
class Diagnosis:
    """What the identities tell of one part.

    Attributes:
        problems: what is wrong.
        bounds: what the cells without a number can hold.
        violated: numbers of all identities that do not hold.
    """

    problems: tuple[Problem, ...] = ()
    bounds: dict[int, Bounds] = field(factory=dict[int, Bounds])
    violated: frozenset[int] = frozenset()


@frozen(eq=False)
class Case:
    """One part of one report.

    Attributes:
        part: the part.
        values: the numbers of its cells; ``None`` where there is none.
        limits: inequalities that must stay true.
        blanks: its cells without a number.
        residuals: what is left of each identity.
    """

    part: Part
    values: Sequence[int | None]
    limits: tuple[Limit, ...]
    blanks: Blanks
    residuals: list[int]
    doubts: list[Changes] = field(factory=list["Changes"], init=False)

    @classmethod
    def of(cls, part: Part, values: Sequence[int | None], limits: tuple[Limit, ...] = ()) -> Case:
        """Look at the numbers of ``part``."""
        return cls(part, values, limits, Blanks.of(part, values), part.residuals(values))

    def after(self, changes: Changes) -> list[int]:
        """Return what is left of each identity after ``changes``."""
        left = list(self.residuals)
        for cell, change in changes.items():
            for number in self.part.columns[cell]:
                left[number] += self.part.rows[number][cell] * change
        return left

    def accepts(self, changes: Changes) -> bool:
        """Say whether ``changes`` are lawful: signs, inequalities, and missing cells that can still be filled."""
        for cell, change in changes.items():
            if (self.values[cell] or 0) + change < 0 and cell not in self.part.signed:
                return False
        if not all(limit.holds_after(changes) for limit in self.limits):
            return False
        if not self.blanks.missing:
            return True
        can = self.blanks.can_be_filled(self.after(changes))
        if can is None:
            self.doubts.append(changes)
        return can is not False

    def diagnose(self) -> Diagnosis:
        """Say what is wrong, and what the cells without a number can hold."""
        start = self.blanks.start(self.residuals)
        violated = self.blanks.violated(self.residuals)
        if any(start.residuals):
            bounds = self.blanks.bounds(self.residuals, without=violated)
            told = {} if isinstance(bounds, Contradiction) else bounds
            return Diagnosis(problems=tuple(self._problems(start)), bounds=told, violated=violated)
        bounds = self.blanks.bounds(self.residuals)
        if isinstance(bounds, Contradiction):
            problem = Problem(violated=bounds.proof, complete=False, is_by_bounds=True)
            return Diagnosis(problems=(problem,), violated=bounds.proof)
        return Diagnosis(bounds=bounds)

    def _problems(self, start: Reduced) -> Iterable[Problem]:
        found = search(start, self.accepts, sizes=_SIZES)
        complete = found.complete and not self.doubts
        for rows, sets in _split(start, found, complete=complete):
            violated = frozenset[int]().union(*(self.blanks.checks[row].proof for row in rows))
            alone = Reduced(start.rows, tuple(left if n in rows else 0 for n, left in enumerate(start.residuals)))
            slipped = self._shifts(alone, sets)
            safe = len(sets) != 1 or len(sets[0]) > 1 or (not slipped and self._no_other(alone, sets[0]))
            yield Problem(violated=violated, sets=sets, shifts=slipped, complete=complete, is_safe=safe)

    def _shifts(self, alone: Reduced, sets: tuple[Changes, ...]) -> tuple[Shift, ...]:
        if not self.part.locates:
            return ()
        smallest = max(_SHORTEST_SHIFT, len(sets[0]) + 1 if sets else 0)
        slipped = shifts(self.part, self.values, alone, smallest)
        return tuple(shift for shift in slipped if self.accepts(shift.changes))

    def _no_other(self, alone: Reduced, changes: Changes) -> bool:
        """Say whether no two other cells explain what the one cell of ``changes`` explains.

        Without missing cells none ever do where the table locates one; each missing cell takes away from that.
        """
        found = search(alone, self.accepts, sizes=(len(changes) + 1,), excluded=frozenset(changes))
        return not found.sets and found.complete


def _split(start: Reduced, found: Found, *, complete: bool) -> list[tuple[frozenset[int], tuple[Changes, ...]]]:
    """Cut what a search found into problems without a cell or an equation in common.

    Returns:
        For each problem, the numbers of the equations that do not hold, and the sets that make them hold.
    """
    violated = frozenset(number for number, residual in enumerate(start.residuals) if residual)
    whole = [(violated, found.sets)]
    if not complete or not found.sets:
        return whole
    pieces = [piece for changes in found.sets for piece in _pieces(start, violated, changes)]
    blocks = _joined(rows for rows, _ in pieces)
    made = [(block, _distinct(changes for rows, changes in pieces if rows <= block)) for block in blocks]
    if frozenset() in blocks or prod(len(sets) for _, sets in made) != len(found.sets):
        return whole
    return sorted(made, key=lambda pair: min(pair[0]))


def _pieces(
    start: Reduced, violated: frozenset[int], changes: Changes
) -> list[tuple[frozenset[int], tuple[tuple[int, int], ...]]]:
    """Cut a set into cells that share no equation; each piece with the violated equations that it touches."""
    touched = {cell: frozenset(n for n, row in enumerate(start.rows) if cell in row) for cell in changes}
    groups = _joined(touched.values())
    return [
        (group & violated, tuple(sorted((cell, changes[cell]) for cell in changes if touched[cell] <= group)))
        for group in groups
    ]


def _joined(sets: Iterable[frozenset[int]]) -> list[frozenset[int]]:
    """Join sets that overlap until none do."""
    apart: list[frozenset[int]] = []
    for one in sets:
        joined = one
        for other in [other for other in apart if not other.isdisjoint(one)]:
            apart.remove(other)
            joined |= other
        if joined or joined not in apart:
            apart.append(joined)
    return apart


def _distinct(pieces: Iterable[tuple[tuple[int, int], ...]]) -> tuple[Changes, ...]:
    return tuple(dict(piece) for piece in dict.fromkeys(pieces))
