"""Where the printed layout of a form stands on a sheet: made once for each form, the same for every report.

Tables of different widths stand below each other, as in the printed report. The sheet is divided into equal units, and
each column of a table takes one or more of them; columns of the sheet are the pieces between the edges that occur.
"""

from __future__ import annotations

from bisect import bisect_left
from functools import cache
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

from attrs import frozen
from openpyxl.worksheet.cell_range import CellRange

from govinfo_converters.form_layout import LayoutCell, layout
from govinfo_converters.xlsx_styles import inset, look, text_height

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from govinfo_converters.form_layout import LayoutTable
    from govinfo_schema.cells import FlatForm

_UNITS = 15  # across a page, at least; table four has as many columns
_UNIT_WIDTH = 5.2  # two Chinese characters a line, as the printed heads of table four
_ROW_HEIGHT = 18.0
_FIRST_ROW = 3  # below title and subtitle


@frozen
class Spot:
    """A rectangle of a sheet, counted from 1, corners included."""

    row: int
    column: int
    last_row: int
    last_column: int

    @property
    def merged(self) -> bool:
        """Whether it takes more than one cell."""
        return (self.row, self.column) != (self.last_row, self.last_column)

    @property
    def range(self) -> CellRange:
        """The rectangle in the words of openpyxl."""
        return CellRange(min_col=self.column, min_row=self.row, max_col=self.last_column, max_row=self.last_row)


@frozen
class Placed:
    """A cell of the layout on the sheet, with the name of its shared style."""

    cell: LayoutCell
    spot: Spot
    style: str


@frozen
class Plan:
    """The sheet of a form.

    Attributes:
        units: how many units each column of the sheet takes.
        headings: the titles of the tables, with the row of each.
        areas: where each table stands.
        placed: all cells of all tables.
        spots: the places of the figures, by path.
        merges: the merged rectangles of the tables.
        heights: heights of the rows of the tables in points.
        last_row: the last row that the tables take.
    """

    units: tuple[int, ...]
    headings: tuple[tuple[int, str], ...]
    areas: tuple[Spot, ...]
    placed: tuple[Placed, ...]
    spots: dict[str, Spot]
    merges: tuple[CellRange, ...]
    heights: dict[int, float]
    last_row: int

    @property
    def columns(self) -> int:
        """Number of columns of the sheet."""
        return len(self.units)

    def width(self, spot: Spot, unit_width: float = _UNIT_WIDTH) -> float:
        """Return the width of ``spot`` in units of column width."""
        return sum(self.units[spot.column - 1 : spot.last_column]) * unit_width

    def columns_of(self, units: int) -> int:
        """Return how many columns from the left take at least ``units``; at least one column stays on the right."""
        taken = list(accumulate(self.units))
        return min(bisect_left(taken, units) + 1, self.columns - 1)

    def unit_width(self, longest: dict[str, int]) -> float:
        """Return the width of a unit in which every figure has room; ``longest`` gives their lengths by path."""
        needs = (
            (length + 1.2) / sum(self.units[spot.column - 1 : spot.last_column])
            for path, spot in self.spots.items()
            if (length := longest.get(path))
        )
        return max(_UNIT_WIDTH, *needs, 0.0)


@cache
def plan(form: FlatForm, first_row: int = _FIRST_ROW) -> Plan:
    """Return the plan of the sheet of ``form``, whose tables begin in the row ``first_row``."""
    tables = layout(form)
    total = max(_UNITS, *(table.columns for table in tables))
    edges = [_edges(table, total) for table in tables]
    sheet_edges = sorted({edge for of_table in edges for edge in of_table})
    number = {edge: index for index, edge in enumerate(sheet_edges, 1)}
    units = tuple(right - left for left, right in pairwise(sheet_edges))
    headings: list[tuple[int, str]] = []
    areas: list[Spot] = []
    placed: list[Placed] = []
    row = first_row
    for table, of_table in zip(tables, edges, strict=True):
        columns = [number[edge] for edge in of_table]
        headings.append((row, table.title))
        placed.extend(_place(table, columns, row + 1))
        areas.append(Spot(row + 1, 1, row + table.rows, len(units)))
        row += table.rows + 1
    return Plan(
        units=units,
        headings=tuple(headings),
        areas=tuple(areas),
        placed=tuple(placed),
        spots={item.cell.path: item.spot for item in placed if item.cell.path},
        merges=tuple(item.spot.range for item in placed if item.spot.merged),
        heights=_heights(placed, units),
        last_row=row - 1,
    )


def _edges(table: LayoutTable, total: int) -> list[int]:
    """Return the edges of the columns of ``table``, in units: figures get equal shares, the last label what is left."""
    if not table.label_columns:
        return [index * total // table.columns for index in range(table.columns + 1)]
    figure = max(1, total // (table.columns + 1))
    right_of_labels = total - figure * (table.columns - table.label_columns)
    return [*range(table.label_columns), *range(right_of_labels, total + 1, figure)]


def _place(table: LayoutTable, columns: Sequence[int], top: int) -> Iterator[Placed]:
    for cell in table.cells:
        spot = Spot(
            row=top + cell.row,
            column=columns[cell.column],
            last_row=top + cell.row + cell.rowspan - 1,
            last_column=columns[cell.column + cell.colspan] - 1,
        )
        yield Placed(cell, spot, _style(table, cell))


def _style(table: LayoutTable, cell: LayoutCell) -> str:
    if cell.kind != "label":
        return look(cell.kind)
    beside_the_label = cell.column >= table.label_columns
    return look("group") if cell.rowspan > 1 or beside_the_label else look("label", indent=cell.indent)


def _heights(placed: Sequence[Placed], units: Sequence[int]) -> dict[int, float]:
    """Return heights at which no label is cut; what a label over several rows lacks, its last row gets."""
    heights: dict[int, float] = {}
    for item in sorted(placed, key=lambda item: item.spot.last_row - item.spot.row):
        rows = range(item.spot.row, item.spot.last_row + 1)
        width = sum(units[item.spot.column - 1 : item.spot.last_column]) * _UNIT_WIDTH - inset(item.style)
        lacking = text_height(item.cell.text, width) - sum(heights.get(row, _ROW_HEIGHT) for row in rows)
        last = item.spot.last_row
        heights[last] = heights.get(last, _ROW_HEIGHT) + max(0.0, lacking)
        for row in rows:
            heights.setdefault(row, _ROW_HEIGHT)
    return heights
