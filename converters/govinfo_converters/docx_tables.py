"""The tables of a Word file that is written: the printed layout of a form, with its figures and what is said of them.

A cell without a number holds what ``printed_text`` says; where that does not tell the whole mark, a comment does.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from govinfo_converters.cell_values import parse_cell
from govinfo_converters.docx_parts import element, paragraph
from govinfo_converters.docx_styles import INDENT, TEXT_WIDTH
from govinfo_converters.printed_text import printed
from govinfo_converters.xlsx_remarks import correction_remarks, line_remark, mark_remarks
from govinfo_schema.forms import cell_values, form_of
from govinfo_schema.marks import Money
from govinfo_schema.messages import Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from govinfo_converters.form_layout import LayoutCell, LayoutTable
    from govinfo_converters.office_package import XmlElement
    from govinfo_schema.cells import Cell
    from govinfo_schema.format_contract import WriteOptions
    from govinfo_schema.forms import Report
    from govinfo_schema.migration.ledger import LedgerLine

_STYLES = {"header": "TableHead", "label": "TableFigure", "value": "TableFigure"}
_MANY_COLUMNS = 8  # from here on letters are small
_LONGEST_KEPT = 35  # rows of a table that is kept on one page
_LABELS, _FIGURES = range(3, 19), 4  # widths in characters: of columns with labels, and of all others
_BORDERS = ("top", "left", "bottom", "right", "insideH", "insideV")
_CELL_MARGIN, _NARROW_MARGIN = 57, 40  # twentieths of a point, left and right; narrow where there are many columns
_ROW_HEIGHT, _LOW_ROW = 400, 340  # twentieths of a point, at least
_NO_UNIT = Text("原文未写明单位", "No unit is stated")


class TableDrawing:
    """Draws the tables of a report, and gathers the comments on their cells.

    Attributes:
        comments: the lines of each comment, in the order of their numbers.
    """

    def __init__(self, report: Report, options: WriteOptions, made: Mapping[str, LedgerLine]) -> None:
        """Prepare to draw.

        Args:
            report: the report.
            options: the ledger of the migration that made it, and the language of comments.
            made: the lines of the ledger for figures that were not published, by path.
        """
        self.comments: list[tuple[str, ...]] = []
        self._report = report
        self._options = options
        self._made = made
        self._cells = form_of(report).by_path
        self._values = cell_values(report)

    def table(self, table: LayoutTable) -> XmlElement:
        """Return a table with the figures of the report."""
        widths = column_widths(table)
        borders = (element(side, {"val": "single", "sz": 4, "space": 0, "color": "auto"}) for side in _BORDERS)
        margin = _NARROW_MARGIN if table.columns >= _MANY_COLUMNS else _CELL_MARGIN
        margins = (element(side, {"w": margin, "type": "dxa"}) for side in ("left", "right"))
        properties = element(
            "tblPr",
            None,
            element("tblW", {"w": sum(widths), "type": "dxa"}),
            element("jc", {"val": "center"}),
            element("tblBorders", None, *borders),
            element("tblLayout", {"type": "fixed"}),
            element("tblCellMar", None, *margins),
        )
        grid = element("tblGrid", None, *(element("gridCol", {"w": width}) for width in widths))
        return element("tbl", None, properties, grid, *self._rows(table, widths))

    def _rows(self, table: LayoutTable, widths: tuple[int, ...]) -> Iterator[XmlElement]:
        standing = {
            (row, cell.column): cell for cell in table.cells for row in range(cell.row, cell.row + cell.rowspan)
        }
        heads = header_rows(table)
        height = {"val": _LOW_ROW if _dense(table) else _ROW_HEIGHT}
        for row in range(table.rows):
            properties = element("trPr", None, element("cantSplit"), element("trHeight", height))
            if row < heads:
                properties.append(element("tblHeader"))
            drawn = element("tr", None, properties)
            for column in range(table.columns):
                if (row, column) in standing:
                    drawn.append(self._cell(table, standing[row, column], row, widths))
            yield drawn

    def _cell(self, table: LayoutTable, cell: LayoutCell, row: int, widths: tuple[int, ...]) -> XmlElement:
        width = sum(widths[cell.column : cell.column + cell.colspan])
        properties = element("tcPr", None, element("tcW", {"w": width, "type": "dxa"}))
        if cell.colspan > 1:
            properties.append(element("gridSpan", {"val": cell.colspan}))
        if cell.rowspan > 1:
            properties.append(element("vMerge", {"val": "restart" if row == cell.row else "continue"}))
        properties.append(element("vAlign", {"val": "center"}))
        return element("tc", None, properties, self._content(table, cell, row))

    def _content(self, table: LayoutTable, cell: LayoutCell, row: int) -> XmlElement:
        beside = cell.kind == "label" and cell.column < table.label_columns
        style = ("TableLabel" if beside else _STYLES[cell.kind]) + ("Small" if _dense(table) else "")
        properties: list[XmlElement] = []
        if table.rows <= _LONGEST_KEPT and row < table.rows - 1:
            properties.append(element("keepNext"))
        if cell.indent:
            properties.append(element("ind", {"left": cell.indent * INDENT}))
        if row != cell.row:
            return paragraph(style, "", *properties)
        if cell.path is None:
            return paragraph(style, cell.text, *properties)
        shown, said = self._figure(self._cells[cell.path])
        if not said:
            return paragraph(style, shown, *properties)
        self.comments.append(said)
        return paragraph(style, shown, *properties, comment=len(self.comments) - 1)

    def _figure(self, cell: Cell) -> tuple[str, tuple[str, ...]]:
        """Return what stands in a cell, and the lines of the comment on it."""
        value, language, ledger = self._values[cell.path], self._options.language, self._options.ledger
        mark = None if value is not None else self._report.marks[cell.path]
        shown = printed(cell, value, mark)
        said = list(correction_remarks(self._report, cell.path, language))
        if mark is not None and parse_cell(shown, cell.kind, cell.unit) != mark:
            said += mark_remarks(mark, shown, ledger, language)
        if isinstance(value, Money) and value.unit is None and cell.unit is not None:
            said.append(_NO_UNIT.in_language(language))
        if ledger is not None and cell.path in self._made:
            said.append(line_remark(self._made[cell.path], ledger, language))
        return shown, tuple(said)


def header_rows(table: LayoutTable) -> int:
    """Return how many rows are the head of the whole table, to be repeated on each page; a stack of blocks has none."""
    heads = [cell for cell in table.cells if cell.kind == "header"]
    first_figure = min(cell.row for cell in table.cells if cell.kind == "value")
    last_head = max(cell.row + cell.rowspan for cell in heads)
    first_label = min((cell.row for cell in table.cells if cell.kind == "label"), default=first_figure)
    return last_head if last_head <= min(first_figure, first_label) else 0


def column_widths(table: LayoutTable) -> tuple[int, ...]:
    """Return the width of each column in twentieths of a point, all together as wide as the text area.

    A column of labels is as wide as the longest of them needs in the rows that it takes, within bounds; all others are
    alike.
    """
    needed = [_LABELS[0]] * table.label_columns + [_FIGURES] * (table.columns - table.label_columns)
    for cell in table.cells:
        if cell.colspan == 1 and cell.column < table.label_columns:
            letters = min(_LABELS[-1], -(-len(cell.text) // cell.rowspan))
            needed[cell.column] = max(needed[cell.column], letters)
    edges = [TEXT_WIDTH * sum(needed[:column]) // sum(needed) for column in range(table.columns + 1)]
    return tuple(right - left for left, right in pairwise(edges))


def _dense(table: LayoutTable) -> bool:
    return table.columns >= _MANY_COLUMNS
