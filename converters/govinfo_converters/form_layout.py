"""The printed layout of each form as grids, for every writer that draws tables.

The grids follow from the labels of the cells. A form whose cells share one column is a list (v2014); a table whose rows
share their columns is a cross table (tables three and four); any other table is a stack of blocks, one for each first
level of its rows (table two). Labels are merged by one rule in both directions: neighbours with the same label on a
level share one cell, and the last label of a way takes what is left of the label columns or of the header rows.
"""

from __future__ import annotations

from functools import cache
from itertools import groupby
from typing import TYPE_CHECKING, Literal, TypeAlias

from attrs import frozen

from govinfo_schema.cells import Cell
from govinfo_schema.forms import common

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from govinfo_schema.cells import FlatForm
    from govinfo_schema.report import Envelope

CellKind = Literal["header", "label", "value"]
_Levels: TypeAlias = tuple[str, ...]

# What the forms print beside the labels of their cells, and what therefore no cell holds.
REPORT_TITLE = "政府信息公开工作年度报告"
"""What every report is called."""
_SECTIONS_BEFORE = ("一、总体情况",)
_SECTIONS_AFTER = ("五、存在的主要问题及改进情况", "六、其他需要报告的事项")
_LIST_TITLE = "政府信息公开情况统计表"
_LIST_HEADS = ("统计指标", "单位")
_NO_FIGURE = "——"
_OF_WHICH = "其中"
_BLOCK_CORNER = "信息内容"
CORNERS = {common.APPLICATIONS.table: "(本列数据的勾稽关系为:第一项加第二项之和,等于第三项加第四项之和)"}
"""What is printed in the upper left corner of a table, by its title."""
_HEAD_OVER_COLUMNS = {common.APPLICATIONS.table: "申请人情况"}


@frozen
class LayoutCell:
    """A cell of a printed table.

    Attributes:
        row: first row, counted from 0.
        column: first column, counted from 0.
        rowspan: how many rows it takes.
        colspan: how many columns it takes.
        text: what the form prints; empty where it leaves room.
        kind: ``header`` stands above figures, ``label`` beside them (also units, and room that no cell of the form
            fills), ``value`` holds a figure.
        path: address of the figure; only for ``value``.
        indent: steps by which a label is set in below the label that it details.
    """

    row: int
    column: int
    rowspan: int
    colspan: int
    text: str
    kind: CellKind
    path: str | None = None
    indent: int = 0


@frozen
class LayoutTable:
    """A printed table. Its cells fill ``rows`` times ``columns`` without gaps and without overlaps.

    Attributes:
        title: the heading above the table.
        rows: number of rows.
        columns: number of columns.
        cells: the cells, row by row.
        label_columns: how many columns on the left hold the labels of the rows.
    """

    title: str
    rows: int
    columns: int
    cells: tuple[LayoutCell, ...]
    label_columns: int


@cache
def layout(form: FlatForm) -> tuple[LayoutTable, ...]:
    """Return the tables of ``form`` in its order, as the form prints them; each of its cells is one value in them."""
    if len({cell.column for cell in form.cells}) == 1:
        return (_list_table(form.cells),)
    return tuple(_table(title, tuple(cells)) for title, cells in groupby(form.cells, key=lambda cell: cell.table))


def section_headings(form: FlatForm) -> tuple[str, ...]:
    """Return the headings of the sections of a report in ``form``, tables among them; empty for a table alone."""
    tables = layout(form)
    return () if len(tables) == 1 else (*_SECTIONS_BEFORE, *(table.title for table in tables), *_SECTIONS_AFTER)


def report_title(report: Envelope) -> str:
    """Return the official title of ``report``: organ, year, 政府信息公开工作年度报告; what is unknown is left out."""
    year = "" if report.year is None else f"{report.year}年"
    return f"{report.agency.name or ''}{year}{REPORT_TITLE}"


def _in_reading_order(cells: Iterable[LayoutCell]) -> tuple[LayoutCell, ...]:
    return tuple(sorted(cells, key=lambda cell: (cell.row, cell.column)))


# Lists: one row a label, the way to a label shown by indents.


@frozen
class _Line:
    """A row of a list: its label, how deep it stands (a section is 0), and its cell; ``None`` for a bare heading."""

    label: str
    depth: int
    cell: Cell | None = None


def _list_table(cells: Sequence[Cell]) -> LayoutTable:
    heads = (*_LIST_HEADS, cells[0].column)
    drawn = [LayoutCell(0, column, 1, 1, head, "header") for column, head in enumerate(heads)]
    lines = [line for _, section in groupby(cells, key=lambda cell: cell.table) for line in _lines(tuple(section))]
    for row, (line, indent) in enumerate(zip(lines, _indents(lines), strict=True), 1):
        drawn.append(LayoutCell(row, 0, 1, 1, line.label, "label", indent=indent))
        unit = _NO_FIGURE if line.cell is None else line.cell.unit or ""
        drawn.append(LayoutCell(row, 1, 1, 1, unit, "label"))
        drawn.append(
            LayoutCell(row, 2, 1, 1, "", "label")
            if line.cell is None
            else LayoutCell(row, 2, 1, 1, "", "value", line.cell.path)
        )
    return LayoutTable(_LIST_TITLE, len(lines) + 1, len(heads), tuple(drawn), label_columns=1)


def _lines(section: Sequence[Cell]) -> Iterator[_Line]:
    """Yield the rows of a section: its title, and each label once, above what it details."""
    yield _Line(section[0].table, 0, None if section[0].row_levels else section[0])
    above: list[str] = []
    for cell in section:
        for depth, label in enumerate(cell.row_levels):
            last = depth == len(cell.row_levels) - 1
            if not last and depth < len(above) and _names(above[depth], label):
                continue
            yield _Line(label, depth + 1, cell if last else None)
            above[depth:] = [label]


def _names(printed: str, label: str) -> bool:
    """Say whether ``printed`` is ``label``, alone or with a note in brackets behind it."""
    return printed == label or printed.startswith(f"{label}(")


def _indents(lines: Iterable[_Line]) -> Iterator[int]:
    """Yield the indent of each row; rows that go on after a row 其中:… stand below its words, not below 其中."""
    opened: int | None = None
    for line in lines:
        if line.label.startswith(_OF_WHICH):
            opened = line.depth
        elif opened is not None and line.depth < opened:
            opened = None
        goes_on = line.depth == opened and not line.label.startswith(_OF_WHICH)
        yield line.depth + goes_on


# Tables: labels in rows and columns, figures where they cross.


@frozen
class _Box:
    """A merged label: ``start`` and ``length`` along its axis, ``level`` and ``levels`` across it."""

    start: int
    length: int
    level: int
    levels: int
    text: str


def _boxes(ways: Sequence[_Levels], depth: int) -> Iterator[_Box]:
    """Yield the labels of one axis, merged; ``ways`` are the labels of its rows or columns in order."""
    for level in range(depth):
        start = 0
        for labels, group in groupby(ways, key=lambda way: (way[: level + 1], len(way) == level + 1)):
            length = len(tuple(group))
            way, ends = labels
            if len(way) > level:
                yield _Box(start, length, level, depth - level if ends else 1, way[level])
            start += length


@frozen
class _Block:
    """Rows that share their columns, within a table.

    Attributes:
        cells: the cells by the labels of row and column.
        row_ways: the labels of the rows that stand beside figures, in order.
        column_ways: the labels of the columns, in order.
        row_depth: number of label columns of the table.
        corner: what stands in the head of the label columns.
        over: a head above all columns; empty where there is none.
    """

    cells: dict[tuple[_Levels, _Levels], Cell]
    row_ways: tuple[_Levels, ...]
    column_ways: tuple[_Levels, ...]
    row_depth: int
    corner: str
    over: str = ""

    @classmethod
    def of(cls, cells: Sequence[Cell], skip: int, row_depth: int, corner: str, over: str = "") -> _Block:
        """Make a block of ``cells``, whose first ``skip`` row labels stand in a heading of their own."""
        placed = {(cell.row_levels[skip:], cell.column_levels): cell for cell in cells}
        rows, columns = (tuple(dict.fromkeys(way[axis] for way in placed)) for axis in (0, 1))
        return cls(placed, rows, columns, row_depth, corner, over)

    @property
    def width(self) -> int:
        return self.row_depth + len(self.column_ways)

    @property
    def header_rows(self) -> int:
        return max(map(len, self.column_ways)) + bool(self.over)

    @property
    def height(self) -> int:
        return self.header_rows + len(self.row_ways)

    def draw(self, top: int, width: int) -> Iterator[LayoutCell]:
        """Yield the cells of the block from row ``top``, its last column reaching to the end of ``width`` columns."""
        edges = (*range(self.row_depth, self.width), width)
        yield from self._draw_header(top, edges)
        first = top + self.header_rows
        for box in _boxes(self.row_ways, self.row_depth):
            yield LayoutCell(first + box.start, box.level, box.length, box.levels, box.text, "label")
        for row, row_way in enumerate(self.row_ways, first):
            for index, column_way in enumerate(self.column_ways):
                cell = self.cells.get((row_way, column_way))
                span = edges[index + 1] - edges[index]
                # A row that lacks one of the columns of its block leaves room there.
                if cell is None:
                    yield LayoutCell(row, edges[index], 1, span, "", "label")
                else:
                    yield LayoutCell(row, edges[index], 1, span, "", "value", cell.path)

    def _draw_header(self, top: int, edges: Sequence[int]) -> Iterator[LayoutCell]:
        if self.row_depth:
            yield LayoutCell(top, 0, self.header_rows, self.row_depth, self.corner, "header")
        first = top
        if self.over:
            yield LayoutCell(top, edges[0], 1, edges[-1] - edges[0], self.over, "header")
            first += 1
        for box in _boxes(self.column_ways, top + self.header_rows - first):
            left, right = edges[box.start], edges[box.start + box.length]
            yield LayoutCell(first + box.level, left, box.levels, right - left, box.text, "header")


def _table(title: str, cells: Sequence[Cell]) -> LayoutTable:
    depth = max(len(cell.row_levels) for cell in cells)
    cross = _Block.of(cells, 0, depth, CORNERS.get(title, ""), _HEAD_OVER_COLUMNS.get(title, ""))
    if len(cells) == len(cross.row_ways) * len(cross.column_ways):
        return LayoutTable(title, cross.height, cross.width, _in_reading_order(cross.draw(0, cross.width)), depth)
    return _stacked(title, cells, depth - 1)


def _stacked(title: str, cells: Sequence[Cell], row_depth: int) -> LayoutTable:
    blocks = [
        ("".join(heading), _Block.of(tuple(group), 1, row_depth, _BLOCK_CORNER))
        for heading, group in groupby(cells, key=lambda cell: cell.row_levels[:1])
    ]
    width = max(block.width for _, block in blocks)
    drawn: list[LayoutCell] = []
    top = 0
    for heading, block in blocks:
        drawn.append(LayoutCell(top, 0, 1, width, heading, "header"))
        drawn.extend(block.draw(top + 1, width))
        top += 1 + block.height
    return LayoutTable(title, top, width, _in_reading_order(drawn), row_depth)
