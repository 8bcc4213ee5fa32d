"""From straight lines to tables: lines that cross make a lattice, and room without a line between is one cell."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from itertools import groupby, pairwise, product
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from attrs import frozen

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from govinfo_converters.pdf_page import Glyph, Ruling
    from govinfo_schema.provenance import Box

_SNAP = 3.0  # points within which lines of a table count as one, such as both lines of a double border
_SAME = 1.0  # points within which lines of a page count as one
_LEAST_SIDE = 6.0  # points; a cell is at least this high and wide
_LEAST_CELLS = 2  # of a table that is one; a single box is a frame
_MOST_CROSSINGS = 2_000_000  # of horizontal and vertical lines; a page that has more is a drawing
_MOST_UNITS = 100_000  # of a table
_LOOSE = 0.3  # of a cell's side: how much of it a ruling may lack at each end


class Line(NamedTuple):
    """A ruling after snapping: all pieces at one coordinate that touch each other."""

    at: float
    start: float
    end: float


_start = itemgetter(1)


class Region(NamedTuple):
    """A cell of a lattice, in rows and columns of it."""

    row: int
    column: int
    rowspan: int
    colspan: int


@frozen(kw_only=True)
class Lattice:
    """A ruled table on a page.

    Attributes:
        xs: the column borders, from left to right, in points.
        ys: the row borders, from top to bottom.
        regions: the cells, in reading order; they cover the table without gaps.
        owner: for each row and column, the number of the region that covers it.
        open_top: whether no ruling closes the table at its top: a page break may have cut a row.
        open_bottom: the same at its bottom.
    """

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    regions: tuple[Region, ...]
    owner: tuple[tuple[int, ...], ...]
    open_top: bool
    open_bottom: bool

    def region_at(self, x: float, y: float) -> int | None:
        """Return the number of the region at a point; ``None`` outside of the table."""
        column, row = bisect_right(self.xs, x) - 1, bisect_right(self.ys, y) - 1
        if 0 <= column < len(self.xs) - 1 and 0 <= row < len(self.ys) - 1:
            return self.owner[row][column]
        return None

    def covers(self, box: Glyph) -> bool:
        """Whether the middle of a box lies within the table."""
        return self.region_at((box.left + box.right) / 2, (box.top + box.bottom) / 2) is not None

    @property
    def area(self) -> float:
        """Its area in square points."""
        return (self.xs[-1] - self.xs[0]) * (self.ys[-1] - self.ys[0])


def boxes_of(lattice: Lattice) -> list[Box]:
    """Return where the regions stand on the page."""
    xs, ys = [round(x, 1) for x in lattice.xs], [round(y, 1) for y in lattice.ys]
    return [
        (xs[column], ys[row], xs[column + colspan], ys[row + rowspan])
        for row, column, rowspan, colspan in lattice.regions
    ]


def lattices_of(rulings: Iterable[Ruling]) -> list[Lattice]:
    """Return the ruled tables that ``rulings`` draw, from top to bottom.

    Lines that cross no other line, such as underlines, and frames of a single box are no tables.
    """
    flat: list[Line] = []
    upright: list[Line] = []
    for ruling in rulings:
        (flat if ruling.horizontal else upright).append(Line._make(ruling[1:]))
    across, down = _snapped(flat, _SAME), _snapped(upright, _SAME)
    if not across or not down or len(across) * len(down) > _MOST_CROSSINGS:
        return []
    found = [_lattice(_snapped(lines, _SNAP), _snapped(others, _SNAP)) for lines, others in _connected(across, down)]
    tables = [lattice for lattice in found if lattice is not None and len(lattice.regions) >= _LEAST_CELLS]
    return sorted(tables, key=lambda lattice: (lattice.ys[0], lattice.xs[0]))


def _snapped(lines: Iterable[Line], within: float) -> list[Line]:
    """Put lines at nearly the same coordinate on one, and join the pieces that touch; return them in order."""
    groups: list[list[Line]] = []
    first = before = float("-inf")
    for line in sorted(lines):
        at = line.at
        if at - before <= within and at - first <= 2 * within:
            groups[-1].append(line)
        else:
            groups.append([line])
            first = at
        before = at
    snapped: list[Line] = []
    for group in groups:
        if len(group) == 1:
            snapped += group
            continue
        at = sum([line.at for line in group]) / len(group)
        group.sort(key=_start)
        _, start, end = group[0]
        for _, begins, ends in group:
            if begins - end > _SNAP:
                snapped.append(Line(at, start, end))
                start, end = begins, ends
            elif ends > end:
                end = ends
        snapped.append(Line(at, start, end))
    return snapped


def _connected(across: Sequence[Line], down: Sequence[Line]) -> list[tuple[list[Line], list[Line]]]:
    """Group the lines that hang together by crossing each other; ``down`` is in order."""
    parent = list(range(len(across) + len(down)))

    def root(member: int) -> int:
        while parent[member] != member:
            parent[member] = parent[parent[member]]
            member = parent[member]
        return member

    xs = [line.at for line in down]
    for number, (at, start, end) in enumerate(across):
        own = root(number)
        for other in range(bisect_left(xs, start - _SNAP), bisect_right(xs, end + _SNAP)):
            _, top, bottom = down[other]
            if top - _SNAP <= at <= bottom + _SNAP:
                parent[root(len(across) + other)] = own
    groups: dict[int, tuple[list[Line], list[Line]]] = defaultdict(lambda: ([], []))
    for number, line in enumerate((*across, *down)):
        groups[root(number)][number >= len(across)].append(line)
    return [group for group in groups.values() if group[0] and group[1]]


def _coordinates(lines: Sequence[Line], others: Sequence[Line]) -> list[float]:
    """Return where lines stand, and where the lines across them end: open sides, and rows cut by a page break."""
    at = sorted({line.at for line in lines})
    first, last = min(line.start for line in others), max(line.end for line in others)
    if first < at[0] - _LEAST_SIDE:
        at.insert(0, first)
    if last > at[-1] + _LEAST_SIDE:
        at.append(last)
    return at


def _walls(lines: Sequence[Line], at: Sequence[float], along: Sequence[float]) -> list[list[bool]]:
    """Say for each coordinate in ``at`` on which stretches between the coordinates ``along`` a ruling stands."""
    by_coordinate: dict[float, list[Line]] = defaultdict(list)
    for line in lines:
        by_coordinate[line.at].append(line)
    stretches: list[tuple[float, float]] = []
    for start, end in pairwise(along):
        loose = min(_SNAP, _LOOSE * (end - start))
        stretches.append((start + loose, end - loose))
    walls: list[list[bool]] = []
    for x in at:
        covered = [False] * len(stretches)
        for _, begins, ends in by_coordinate.get(x, ()):
            for number, (first, last) in enumerate(stretches):
                if begins <= first and ends >= last:
                    covered[number] = True
        walls.append(covered)
    return walls


def _lattice(across: Sequence[Line], down: Sequence[Line]) -> Lattice | None:
    xs, ys = _coordinates(down, across), _coordinates(across, down)
    rows, columns = len(ys) - 1, len(xs) - 1
    if rows < 1 or columns < 1 or rows * columns > _MOST_UNITS:
        return None
    upright, flat = _walls(down, xs, ys), _walls(across, ys, xs)
    regions = _regions(_flooded(rows, columns, upright, flat))
    kept_rows = sorted({region.row for region in regions})
    kept_columns = sorted({region.column for region in regions})
    if len(kept_rows) < rows or len(kept_columns) < columns:
        regions = _squeezed(regions, kept_rows, kept_columns)
    regions.sort()
    return Lattice(
        xs=(*(xs[column] for column in kept_columns), xs[-1]),
        ys=(*(ys[row] for row in kept_rows), ys[-1]),
        regions=tuple(regions),
        owner=owner_of(regions, len(kept_rows), len(kept_columns)),
        open_top=not any(flat[0]),
        open_bottom=not any(flat[-1]),
    )


def _squeezed(regions: Sequence[Region], rows: Sequence[int], columns: Sequence[int]) -> list[Region]:
    """Number rows and columns anew, of which ``rows`` and ``columns`` are left: those in which a region begins."""

    def place(first: int, count: int, kept: Sequence[int]) -> tuple[int, int]:
        at = bisect_right(kept, first)
        return at - 1, bisect_right(kept, first + count - 1) - at + 1

    squeezed: list[Region] = []
    for row, column, rowspan, colspan in regions:
        (row_at, high), (column_at, wide) = place(row, rowspan, rows), place(column, colspan, columns)
        squeezed.append(Region(row_at, column_at, high, wide))
    return squeezed


def _flooded(
    rows: int, columns: int, upright: Sequence[Sequence[bool]], flat: Sequence[Sequence[bool]]
) -> list[list[tuple[int, int]]]:
    """Return the units, as (row, column), that hang together without a ruling between them."""
    # The edges of the table are walls, ruled or not.
    before = [[True] * rows, *upright[1:]]
    after = [*upright[1:-1], [True] * rows]
    above = [[True] * columns, *flat[1:]]
    below = [*flat[1:-1], [True] * columns]
    seen = [[False] * columns for _ in range(rows)]
    found: list[list[tuple[int, int]]] = []
    for first in product(range(rows), range(columns)):
        row, column = first
        if seen[row][column]:
            continue
        units = [first]
        found.append(units)
        if after[column][row] and below[row][column] and before[column][row] and above[row][column]:
            continue  # as most do
        seen[row][column] = True
        for row, column in units:  # grows while it is gone through
            for wall, beside_row, beside_column in (
                (after[column][row], row, column + 1),
                (before[column][row], row, column - 1),
                (below[row][column], row + 1, column),
                (above[row][column], row - 1, column),
            ):
                if not wall and not seen[beside_row][beside_column]:
                    seen[beside_row][beside_column] = True
                    units.append((beside_row, beside_column))
    return found


def _regions(flooded: Iterable[list[tuple[int, int]]]) -> list[Region]:
    """Make a cell of each group of units; a group that is no rectangle becomes one cell a row."""
    regions: list[Region] = []
    for units in flooded:
        if len(units) == 1:
            regions.append(Region(*units[0], 1, 1))
            continue
        rows, columns = [row for row, _ in units], [column for _, column in units]
        top, left = min(rows), min(columns)
        high, wide = max(rows) - top + 1, max(columns) - left + 1
        if high * wide == len(units):
            regions.append(Region(top, left, high, wide))
            continue
        for row, group in groupby(sorted(units), key=lambda unit: unit[0]):
            # Columns that follow each other differ from their position by the same number.
            places = enumerate(column for _, column in group)
            for _, run in groupby(places, key=lambda place: place[1] - place[0]):
                covered = [column for _, column in run]
                regions.append(Region(row, covered[0], 1, len(covered)))
    return regions


def owner_of(regions: Sequence[Region], rows: int, columns: int) -> tuple[tuple[int, ...], ...]:
    """Return for each row and column the number of the region that covers it."""
    owner = [[0] * columns for _ in range(rows)]
    for number, (top, left, high, wide) in enumerate(regions):
        for row in range(top, top + high):
            owner[row][left : left + wide] = [number] * wide
    return tuple(map(tuple, owner))
