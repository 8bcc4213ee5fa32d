"""From the body of a Word document to paragraphs and grids.

A row begins after the columns that it leaves out (``gridBefore``); its cells take as many columns as they state. What
the table states of its own columns is not needed, and often wrong. A cell that continues the one above belongs to it;
in the first row, or under a cell of another width, it is a cell of its own. Rows and columns in which no cell begins
are dropped: Word shows them without size.

A table inside a cell is a grid of its own, after the one that it stands in. A table of a single cell is layout, and so
is one that holds tables and nowhere two texts side by side: its text becomes paragraphs.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from attrs import define

from govinfo_converters.document import Grid, GridCell, Paragraph
from govinfo_converters.docx_markup import (
    BR,
    CR,
    GRID_BEFORE,
    GRID_SPAN,
    H_MERGE,
    MAIN,
    MATH_PARTS,
    MATH_T,
    NO_BREAK_HYPHEN,
    SYM,
    TAB,
    TABS,
    TBL,
    TC,
    TC_PR,
    TR,
    TR_PR,
    V_MERGE,
    VAL,
    P,
    T,
    children,
)
from govinfo_schema.messages import Text
from govinfo_schema.provenance import Place

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from govinfo_converters.document import Block
    from govinfo_converters.office_package import XmlElement
    from govinfo_schema.limits import Limits

_NOWHERE = Place()
_BLOCKS = frozenset({P, TBL})
_ROWS = frozenset({TR})
_CELLS = frozenset({TC})
_TEXTS = (T, TAB, BR, CR, SYM, NO_BREAK_HYPHEN, MATH_T)
_CONTINUE = "continue"
_LEAST_CELLS = 2  # of a table that is one
_WHOLE = re.compile("[0-9]{1,9}")
_HEX = re.compile("[0-9A-Fa-f]{1,4}")
_BYTE, _PRIVATE = 0xFF, 0xF000
_ASCII_OF_SYMBOL = range(0x20, 0x40)
_BLANKS = " \t\r\n"


@define
class _Cell:
    """A cell on its way: it may still grow downwards and to the right."""

    lines: list[str]
    row: int
    column: int
    colspan: int
    rowspan: int = 1

    @property
    def text(self) -> str:
        return "\n".join(self.lines)


class BlockReader:
    """Reads the blocks of one document; tables are numbered in its order.

    Attributes:
        elements: the element in which each cell of a grid begins, by table, row and column, all counted from 1.
    """

    def __init__(self, boxes: Mapping[XmlElement, Sequence[XmlElement]], name: str, limits: Limits) -> None:
        """Begin a document.

        Args:
            boxes: the text boxes by the block that they float over.
            name: file name for messages.
            limits: how deep tables and text boxes may be nested.
        """
        self._boxes = boxes
        self._name = name
        self._limits = limits
        self._tables = 0
        self.elements: dict[tuple[int, int, int], XmlElement] = {}

    def blocks(self, container: XmlElement, depth: int = 0) -> list[Block]:
        """Return the blocks of the body, of a text box or of a cell.

        Raises:
            ReadError: tables are nested too deeply.
        """
        self._check_depth(depth)
        found: list[Block] = []
        for child in children(container, _BLOCKS):
            if child.tag == P:
                found += [Paragraph(line, _NOWHERE) for line in _lines(_text(child))]
            else:
                found += self._table(child, depth)
            if self._boxes:
                for box in self._boxes.get(child, ()):
                    found += self.blocks(box, depth + 1)
        return found

    def _check_depth(self, depth: int) -> None:
        if depth > self._limits.depth:
            what = Text(f"表格或文本框嵌套 {depth} 层", f"Tables or text boxes are nested {depth} deep")
            raise self._limits.refusal("depth", what, where=self._name)

    def _table(self, table: XmlElement, depth: int) -> list[Block]:
        self._tables += 1
        number = self._tables
        drawing = _Drawing()
        for row in children(table, _ROWS):
            drawing.add_row(row)
        if drawing.is_layout:
            self._tables -= 1
            cells = (cell for row in children(table, _ROWS) for cell in children(row, _CELLS))
            return [block for cell in cells for block in self.blocks(cell, depth + 1)]
        grid = drawing.grid(Place(table=number))
        for cell, element in zip(grid.cells, drawing.elements, strict=True):
            self.elements[number, cell.row + 1, cell.column + 1] = element
        found: list[Block] = [grid]
        for inner in drawing.nested:
            self._check_depth(depth + 1)
            found += self._table(inner, depth + 1)
        return found


class _Drawing:
    """One table on its way to a grid."""

    def __init__(self) -> None:
        self.nested: list[XmlElement] = []
        self.elements: list[XmlElement] = []  # in which the cells of the grid begin, in their order
        self._cells: list[_Cell] = []
        self._rows = 0
        self._above: dict[int, _Cell] = {}  # the cells that reach down to the row above, by column
        self._most_texts = 0  # in one row

    @property
    def is_layout(self) -> bool:
        """Whether the table only puts other things into their places."""
        return len(self._cells) < _LEAST_CELLS or (bool(self.nested) and self._most_texts < _LEAST_CELLS)

    def add_row(self, row: XmlElement) -> None:
        """Add the cells of a row, or what they add to cells that began before."""
        column = _columns_left_out(row)
        reaching: dict[int, _Cell] = {}
        last: _Cell | None = None
        texts = 0
        for element in children(row, _CELLS):
            columns, vertical, joins_left = _properties(element)
            lines = self._lines_of(element)
            texts += bool(lines)
            above = self._above.get(column) if vertical == _CONTINUE else None
            if joins_left and last is not None:
                last.colspan += columns
                last.lines += lines
            elif above is not None and above.colspan == columns:
                above.rowspan += 1
                above.lines += [line for line in lines if line not in above.lines]
                reaching[column] = last = above
            else:
                last = _Cell(lines, self._rows, column, columns)
                self._cells.append(last)
                self.elements.append(element)
                if vertical:
                    reaching[column] = last
            column += columns
        self._above = reaching
        self._rows += 1
        self._most_texts = max(self._most_texts, texts)

    def _lines_of(self, cell: XmlElement) -> list[str]:
        lines: list[str] = []
        for child in children(cell, _BLOCKS):
            if child.tag == P:
                text = _text(child)
                if text:
                    lines += _lines(text)
            else:
                self.nested.append(child)
        return lines

    def grid(self, place: Place) -> Grid:
        """Return the grid, without the rows and columns in which no cell begins."""
        rows = sorted({cell.row for cell in self._cells})
        columns = sorted({cell.column for cell in self._cells})
        if len(rows) == self._rows and len(columns) == columns[-1] + 1:
            # Only the last cells of rows can reach beyond the last column in which a cell begins.
            width = len(columns)
            cells = [
                GridCell(cell.text, cell.row, cell.column, cell.rowspan, min(cell.colspan, width - cell.column))
                for cell in self._cells
            ]
            return Grid.of(cells, self._rows, width, place)
        cells = [_moved(cell, rows, columns) for cell in self._cells]
        return Grid.of(cells, len(rows), len(columns), place)


def _moved(cell: _Cell, rows: Sequence[int], columns: Sequence[int]) -> GridCell:
    row, column = bisect_left(rows, cell.row), bisect_left(columns, cell.column)
    rowspan = bisect_left(rows, cell.row + cell.rowspan) - row
    colspan = bisect_left(columns, cell.column + cell.colspan) - column
    return GridCell(cell.text, row, column, rowspan, colspan)


def _columns_left_out(row: XmlElement) -> int:
    properties = row.find(TR_PR)
    before = None if properties is None else properties.find(GRID_BEFORE)
    return 0 if before is None else _whole(before, least=0)


def _properties(cell: XmlElement) -> tuple[int, str, bool]:
    """Return the columns of a cell, its part in a merge downwards, and whether it joins the cell on its left."""
    properties = cell.find(TC_PR)
    columns, vertical, joins_left = 1, "", False
    if properties is not None:
        for element in properties:
            tag = element.tag
            if tag == GRID_SPAN:
                columns = _whole(element, least=1)
            elif tag == V_MERGE:
                vertical = element.get(VAL) or _CONTINUE
            elif tag == H_MERGE:
                joins_left = (element.get(VAL) or _CONTINUE) == _CONTINUE
    return columns, vertical, joins_left


def _whole(element: XmlElement, *, least: int) -> int:
    """Return the number that an element states; what is none, or could not be meant, is ``least``."""
    value = element.get(VAL) or ""
    return max(least, int(value)) if _WHOLE.fullmatch(value) else least


def _text(paragraph: XmlElement) -> str:
    """Return the text of a paragraph, with line breaks where a line ends."""
    parts: list[str] = []
    for node in paragraph.iter(*_TEXTS):
        tag = node.tag
        if tag == T:
            parts.append(node.text or "")
        elif tag == MATH_T:
            parts.append(_of_formula(node))
        elif tag == TAB:
            parent = node.getparent()  # the stops of tabs have the same name as tabs
            parts.append("" if parent is not None and parent.tag == TABS else "\t")
        elif tag == SYM:
            parts.append(_symbol(node))
        else:
            parts.append("-" if tag == NO_BREAK_HYPHEN else "\n")
    return "".join(parts)


def _of_formula(node: XmlElement) -> str:
    """Return a text of a formula, set apart where it is not on the line: one half is not 12."""
    text = node.text or ""
    apart = any(element.tag in MATH_PARTS for element in node.iterancestors())
    return f"\n{text}\n" if apart else text


def _lines(text: str) -> list[str]:
    if "\n" not in text:
        text = text.strip(_BLANKS)
        return [text] if text else []
    return [line for line in (part.strip(_BLANKS) for part in text.split("\n")) if line]


def _symbol(node: XmlElement) -> str:
    """Return a sign of a symbol font: figures and ASCII signs of ``Symbol`` as such, all others as private signs.

    In the font ``Symbol`` the signs U+F020 to U+F03F are those of ASCII; letters are Greek, and in other fonts even
    figures are pictures.
    """
    code = node.get(MAIN + "char") or ""
    number = int(code, 16) if _HEX.fullmatch(code) else 0
    if (node.get(MAIN + "font") or "").lower() == "symbol" and number & _BYTE in _ASCII_OF_SYMBOL:
        return chr(number & _BYTE)
    return chr(number if number > _BYTE else _PRIVATE + number) if number else "\ufffd"
