"""Rows and columns whose figures slipped by one cell: a pattern that is tested, because it changes too many cells.

Within a stretch of a line each figure stands one cell too far, so one figure is lost at the end of the stretch, and
one stands where nothing of it belongs at the other. The lost figure follows from the identities.
"""

from __future__ import annotations

from itertools import combinations, pairwise
from typing import TYPE_CHECKING

from attrs import frozen

from govinfo_schema.messages import Text
from govinfo_schema.repair.layout import Line, lines
from govinfo_schema.repair.search import Changes

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from govinfo_schema.repair.elimination import Reduced
    from govinfo_schema.repair.system import Part

_SHORTEST = 3


@frozen
class _Slip:
    """How cells change when their figures are put back, and the cell whose figure is lost."""

    changes: Changes
    lost: int


@frozen
class Shift:
    """A stretch of a line whose figures slipped.

    Attributes:
        line: the row or column.
        forward: whether the figures stand too far right or too low; otherwise too far left or too high.
        changes: how much each cell changes when they are put back.
    """

    line: Line
    forward: bool
    changes: Changes

    @property
    def text(self) -> Text:
        """The sentence for people, without the name of the line."""
        if self.line.kind == "row":
            where = ("右", "right") if self.forward else ("左", "left")
            return Text(f"一行数字向{where[0]}错了一格", f"the figures of a row slipped one cell to the {where[1]}")
        where = ("下", "down") if self.forward else ("上", "up")
        return Text(f"一列数字向{where[0]}错了一格", f"the figures of a column slipped one cell {where[1]}")


def shifts(part: Part, values: Sequence[int | None], equations: Reduced, smallest: int) -> tuple[Shift, ...]:
    """Find the shifts that satisfy all equations.

    Args:
        part: the part.
        values: the numbers of its cells; lines with a cell that has none are passed over.
        equations: the equations between its known cells, of which not all hold.
        smallest: number of cells that a shift changes at least.
    """
    columns: dict[int, dict[int, int]] = {cell: {} for cell in range(len(part.paths))}
    for number, row in enumerate(equations.rows):
        for cell, factor in row.items():
            columns[cell][number] = factor
    violated = {number for number, residual in enumerate(equations.residuals) if residual}
    found: dict[tuple[tuple[int, int], ...], Shift] = {}
    for line in lines(part):
        touched = set[int]().union(*(columns[cell] for cell in line.cells))
        figures = [values[cell] for cell in line.cells]
        if violated <= touched:
            for forward, slip in _stretches(line, [figure for figure in figures if figure is not None]):
                whole = _with_the_lost(columns, slip, equations.residuals)
                if whole is not None and len(whole) >= smallest:
                    found.setdefault(tuple(sorted(whole.items())), Shift(line, forward, whole))
    return tuple(found.values())


def _stretches(line: Line, figures: Sequence[int]) -> Iterator[tuple[bool, _Slip]]:
    """Yield how the figures of each stretch of a line change when they are put back, and the cell of the lost one."""
    if len(figures) < len(line.cells):  # a cell has no number
        return
    for start, end in combinations(range(len(figures)), 2):
        if end - start + 1 >= _SHORTEST:
            cells, stretch = line.cells[start : end + 1], figures[start : end + 1]
            steps = [there - here for here, there in pairwise(stretch)]
            yield True, _Slip(dict(zip(cells[:-1], steps, strict=True)), cells[-1])
            yield False, _Slip(dict(zip(cells[1:], [-step for step in steps], strict=True)), cells[0])


def _with_the_lost(columns: dict[int, dict[int, int]], slip: _Slip, residuals: Sequence[int]) -> Changes | None:
    """Add the change of the lost figure; ``None`` where no number satisfies all equations."""
    left = list(residuals)
    for cell, change in slip.changes.items():
        if change:
            for number, factor in columns[cell].items():
                left[number] += factor * change
    if not columns[slip.lost]:  # a missing cell takes up whatever stands here
        return None
    number, factor = next(iter(columns[slip.lost].items()))
    change, remainder = divmod(-left[number], factor)
    for number, factor in columns[slip.lost].items():
        left[number] += factor * change
    if remainder or any(left):
        return None
    return {cell: by for cell, by in {**slip.changes, slip.lost: change}.items() if by}
