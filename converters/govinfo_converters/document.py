"""What a format reader makes of a file: paragraphs, grids and rows of fields in order, each knowing its place."""

from __future__ import annotations

from functools import cached_property
from operator import attrgetter
from typing import TYPE_CHECKING, TypeAlias

from attrs import define, field, frozen

from govinfo_schema.provenance import Box, Place, address_of

if TYPE_CHECKING:
    from collections.abc import Iterable

Corner: TypeAlias = tuple[int, int, int, int]
"""Row and column in which a cell starts, counted from 0, and its rowspan and colspan."""

# Paragraphs and cells of grids are not frozen: to make a frozen object takes four times as long, and documents have
# hundreds of them. Nothing changes them.


@define(unsafe_hash=True)
class Paragraph:
    """A piece of running text, as it stands in the document (not cleaned)."""

    text: str
    place: Place


@define(unsafe_hash=True)
class GridCell:
    """A cell of a grid: its text as it stands in the document, its top left corner counted from 0, and its spans.

    Where it stands on a page, in points, is known of PDF files alone.
    """

    text: str
    row: int
    column: int
    rowspan: int = 1
    colspan: int = 1
    box: Box | None = field(default=None, eq=False)


_corner = attrgetter("row", "column", "rowspan", "colspan")
_text = attrgetter("text")
_box = attrgetter("box")


@frozen(cache_hash=True)
class Frame:
    """A table without its texts: the tables of one layout share it.

    Attributes:
        corners: where the cells stand, in reading order. Spans never overlap and never leave the table.
        rows: number of rows.
        columns: number of columns.
    """

    corners: tuple[Corner, ...]
    rows: int
    columns: int


@frozen
class Grid:
    """A table whose columns are known.

    Attributes:
        texts: the texts of its cells, in reading order.
        frame: where the cells stand.
        place: where the table stands; its cells add row and column.
        pages: the page of each row in the file, for a table over several pages; empty where ``place`` says it for all.
        turned: whether its rows are the columns of the file, and its columns the rows: see ``alignment/orientation``.
        boxes: where its cells stand on a page, if that is known of any.
        measured: whether it is seen where on the page each cell stands, so that no cell moves when another is missing.
    """

    texts: tuple[str, ...]
    frame: Frame
    place: Place
    pages: tuple[int, ...] = ()
    turned: bool = False
    boxes: tuple[Box | None, ...] = field(default=(), eq=False)
    measured: bool = False

    @classmethod
    def of(cls, cells: Iterable[GridCell], rows: int, columns: int, place: Place, pages: tuple[int, ...] = ()) -> Grid:
        """Return a table of ``rows`` and ``columns`` with these cells, which are in reading order."""
        given = tuple(cells)
        boxes = tuple(map(_box, given))
        frame = Frame(tuple(map(_corner, given)), rows, columns)
        return cls(tuple(map(_text, given)), frame, place, pages, boxes=boxes if any(boxes) else ())

    @cached_property
    def cells(self) -> tuple[GridCell, ...]:
        """Its cells, in reading order: made when they are asked for, because a layout that is known needs none."""
        boxes = self.boxes or (None,) * len(self.texts)
        cells = zip(self.texts, self.frame.corners, boxes, strict=True)
        return tuple([GridCell(text, *corner, box) for text, corner, box in cells])

    @property
    def rows(self) -> int:
        """Number of rows."""
        return self.frame.rows

    @property
    def columns(self) -> int:
        """Number of columns."""
        return self.frame.columns

    def place_of(self, cell: GridCell) -> Place:
        """Return the place of one of its cells; where the table stands on a sheet, with its address there."""
        return self._place(cell.row + 1, cell.column + 1, cell.box)

    def place_at(self, number: int) -> Place:
        """Return the place of a cell, by its number in reading order."""
        row, column, _, _ = self.frame.corners[number]
        return self._place(row + 1, column + 1, self.boxes[number] if self.boxes else None)

    def _place(self, line: int, across: int, box: Box | None) -> Place:
        at = self.place
        row, column = (across, line) if self.turned else (line, across)
        return Place(
            page=self.pages[row - 1] if self.pages else at.page,
            sheet=at.sheet,
            table=at.table,
            row=row,
            column=column,
            address=None if at.sheet is None else address_of(row, column),
            box=box,
        )


@frozen
class Field:
    """A piece of text between two separators; empty where two separators follow each other."""

    text: str
    place: Place


@frozen
class FieldRow:
    """Fields whose order is known, and whose columns are not: a line cut by a separator, or a run of such lines.

    Attributes:
        fields: the fields, empty ones included where the layout shows them.
        closed: whether the row is known to be a whole row of a table (a line of its own), or only a run of fields.
        turned: whether it is a column of the file: see ``alignment/orientation``.
    """

    fields: tuple[Field, ...]
    closed: bool = True
    turned: bool = False


Block: TypeAlias = Paragraph | Grid | FieldRow


@frozen(kw_only=True)
class Document:
    """A parsed file.

    Attributes:
        name: file name for messages.
        format: name of the format that parsed it.
        sha256: hash of its bytes.
        blocks: paragraphs, grids and rows in document order.
        metadata: what the file says of itself outside its text, for example title and publication date.
        record: the JSON of the report, where the file carries it beside what it shows: see ``carried_record``.
    """

    name: str
    format: str
    sha256: str
    blocks: tuple[Block, ...]
    metadata: dict[str, str] = field(factory=dict[str, str])
    record: str | None = None
