"""Exact elimination in small systems of equations over whole numbers."""

from __future__ import annotations

from math import gcd
from typing import TYPE_CHECKING

from attrs import frozen

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


Row = dict[int, int]
"""The coefficients of one equation, by the number of the cell."""


@frozen
class Pivot:
    """An equation that was used to eliminate ``cell``; it tells the cell once all its other cells are told."""

    cell: int
    row: Row
    residual: int


@frozen(eq=False)
class Reduced:
    """Equations from which some cells were eliminated.

    Attributes:
        rows: the equations that are left, without the cells that were eliminated.
        residuals: what is left of each equation when none of its cells changes; 0 where it holds.
        pivots: the equations that were used, in their order.
    """

    rows: tuple[Row, ...]
    residuals: tuple[int, ...]
    pivots: tuple[Pivot, ...] = ()

    def without(self, cell: int, pivot: int) -> Reduced:
        """Eliminate ``cell`` with the equation number ``pivot``, which contains it."""
        pivot_row, pivot_residual = self.rows[pivot], self.residuals[pivot]
        factor = pivot_row[cell]
        rows: list[Row] = []
        residuals: list[int] = []
        for number, row in enumerate(self.rows):
            if number == pivot:
                continue
            here = row.get(cell)
            if here is None:
                rows.append(row)
                residuals.append(self.residuals[number])
            else:
                combined, residual = _combined(
                    (row, self.residuals[number], factor), (pivot_row, pivot_residual, -here)
                )
                rows.append(combined)
                residuals.append(residual)
        used = Pivot(cell, pivot_row, pivot_residual)
        return Reduced(tuple(rows), tuple(residuals), (*self.pivots, used))


def _combined(one: tuple[Row, int, int], other: tuple[Row, int, int]) -> tuple[Row, int]:
    """Add two equations, each with its residual and its factor."""
    (row, residual, times), (pivot_row, pivot_residual, pivot_times) = one, other
    if times < 0:
        times, pivot_times = -times, -pivot_times
    divisor = gcd(times, pivot_times)
    times, pivot_times = times // divisor, pivot_times // divisor
    made = dict(row) if times == 1 else {cell: times * factor for cell, factor in row.items()}
    for cell, factor in pivot_row.items():
        total = made.get(cell, 0) + pivot_times * factor
        if total:
            made[cell] = total
        else:
            del made[cell]
    return made, times * residual + pivot_times * pivot_residual


def direction(column: Sequence[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """Return a column of a system, equation by equation, without its length: proportional columns have the same."""
    divisor = gcd(*(factor for _, factor in column))
    divisor = -divisor if column[0][1] < 0 else divisor
    return tuple((number, factor // divisor) for number, factor in column)


def eliminate(rows: Sequence[Row], residuals: Sequence[int], cells: Iterable[int]) -> Reduced:
    """Eliminate ``cells`` as far as equations contain them, each with the shortest equation that does."""
    reduced = Reduced(tuple(rows), tuple(residuals))
    for cell in cells:
        having = [number for number, row in enumerate(reduced.rows) if cell in row]
        if having:
            rows_left = reduced.rows
            reduced = reduced.without(cell, min(having, key=lambda number: len(rows_left[number])))
    return reduced


def solve_back(pivots: Sequence[Pivot]) -> dict[int, int] | None:
    """Return the change of each eliminated cell when no other cell changes; ``None`` where one is no whole number."""
    changes: dict[int, int] = {}
    for pivot in reversed(pivots):
        row = pivot.row
        rest = pivot.residual + sum(row[cell] * change for cell, change in changes.items() if cell in row)
        change, remainder = divmod(-rest, row[pivot.cell])
        if remainder:
            return None
        changes[pivot.cell] = change
    return changes


def substituted(pivots: Sequence[Pivot]) -> tuple[Pivot, ...]:
    """Return equations in which each eliminated cell stands in its own equation only."""
    done: list[Pivot] = []
    for pivot in reversed(pivots):
        row, residual = pivot.row, pivot.residual
        for later in done:
            factor = row.get(later.cell)
            if factor is not None:
                row, residual = _combined((row, residual, later.row[later.cell]), (later.row, later.residual, -factor))
        done.append(Pivot(pivot.cell, row, residual))
    return tuple(reversed(done))
