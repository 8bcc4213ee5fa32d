"""How the cells of a part lie: in rows beside each other, and in columns below each other."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Literal

from attrs import frozen

if TYPE_CHECKING:
    from govinfo_schema.repair.system import Part


@frozen
class Line:
    """A row or a column of cells in their printed order.

    Attributes:
        kind: whether its cells stand beside each other (``row``) or below each other (``column``).
        name: path of the row, or name of the column.
        cells: numbers of the cells in their part.
    """

    kind: Literal["row", "column"]
    name: str
    cells: tuple[int, ...]


@cache
def lines(part: Part) -> tuple[Line, ...]:
    """Return rows and columns of ``part``: cells with the same group, and cells with the same last name."""
    rows: dict[str, list[int]] = {}
    columns: dict[str, list[int]] = {}
    for cell, path in enumerate(part.paths):
        group, _, name = path.rpartition(".")
        rows.setdefault(group, []).append(cell)
        columns.setdefault(name, []).append(cell)
    return (
        *(Line("row", name, tuple(cells)) for name, cells in rows.items() if len(cells) > 1),
        *(Line("column", name, tuple(cells)) for name, cells in columns.items() if len(cells) > 1),
    )


@cache
def _neighbours(part: Part) -> frozenset[tuple[str, str]]:
    return frozenset(
        (part.paths[one], part.paths[other])
        for line in lines(part)
        for one, other in zip(line.cells, line.cells[1:], strict=False)
    )


def are_neighbours(part: Part, one: str, other: str) -> bool:
    """Say whether ``other`` stands right after ``one`` in a row or a column."""
    return (one, other) in _neighbours(part)
