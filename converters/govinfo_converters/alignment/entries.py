"""Cuts the blocks of a document into entries: the labels of a row and the fields that follow them.

A grid, a line cut by separators, a run of fields and a run of paragraphs all become the same thing here. What they
differ in is kept: whether columns are known, whether a blank field can be seen, whether an entry is a whole row.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import groupby
from typing import TYPE_CHECKING, Literal, TypeAlias

from attrs import field, frozen

from govinfo_converters.cell_values import looks_like_value
from govinfo_converters.document import Block, Document, FieldRow, Grid, Paragraph
from govinfo_converters.text_cleaning import clean
from govinfo_schema.forms import all_forms
from govinfo_schema.provenance import Place

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

What: TypeAlias = Literal["empty", "value", "unit", "label"]
Layout: TypeAlias = Literal["grid", "line", "row", "fields", "paragraphs"]

_UNITS = frozenset(cell.unit for form in all_forms() for cell in form.cells if cell.unit)
_LABEL_THEN_VALUES = re.compile(r"^(?P<label>.*[\u3400-\u9fff）)].*?)(?P<values>(?:\s+[+-]?\d[\d,.]*)+)\s*$", re.DOTALL)
_LONGEST_LABEL = 80


@lru_cache(maxsize=8192)
def what_is(text: str) -> What:
    """Say what a field holds."""
    if not text.strip():
        return "empty"
    if clean(text).text.strip() in _UNITS:
        return "unit"
    return "value" if looks_like_value(text) else "label"


@frozen
class Item:
    """A field with its meaning and its place.

    Attributes:
        text: the text as it stands in the document.
        what: what it holds.
        place: where it stands.
        column: its first column or its number in the row, from 0.
        colspan: how many columns it covers.
        shared: whether it stands in several rows at once.
    """

    text: str
    what: What
    place: Place
    column: int = 0
    colspan: int = 1
    shared: bool = False

    @property
    def last_column(self) -> int:
        """The last column that the field covers."""
        return self.column + self.colspan - 1


@frozen
class Entry:
    """The labels of a row and the fields after them.

    Attributes:
        labels: the labels before the fields, in reading order.
        fields: the fields after the last label: values, units, and empty ones where the layout shows them.
        block: number of the block of the document; a run of fields or paragraphs counts as one block.
        layout: ``grid`` (columns known), ``line`` (one of several rows of the same width, so that blank fields are
            seen), ``row`` (a whole row, but rows differ in width), ``fields`` (blank fields seen, rows not) or
            ``paragraphs`` (neither seen).
        width: how many fields or columns the whole row has.
        values: the fields that hold something other than a unit.
    """

    labels: tuple[Item, ...]
    fields: tuple[Item, ...]
    block: int
    layout: Layout
    width: int

    values: tuple[Item, ...] = field(init=False, eq=False, repr=False)

    def __attrs_post_init__(self) -> None:
        """Find the fields that hold something other than a unit; they are asked for often."""
        object.__setattr__(self, "values", tuple(item for item in self.fields if item.what == "value"))

    @property
    def columns_known(self) -> bool:
        """Whether fields of one column can be recognised by their number."""
        return self.layout in ("grid", "line")

    @property
    def place(self) -> Place:
        """Where the entry begins."""
        items = self.labels or self.fields
        return items[0].place if items else Place()


def _entries_of(
    items: Iterable[Item], block: int, layout: Layout, *, width: int | None = None, split_at_empty: bool = False
) -> Iterator[Entry]:
    """Cut a sequence of items where a label follows fields.

    Args:
        items: the items of a row or of a run.
        block: the block that they stand in.
        layout: what is known of their columns.
        width: width of the whole row; by default the number of items of each entry.
        split_at_empty: whether an empty field ends the labels of a row, and not only a value.
    """
    labels: list[Item] = []
    fields: list[Item] = []
    ended = False
    for item in items:
        if item.what == "label":
            if ended:
                yield Entry(tuple(labels), tuple(fields), block, layout, width or len(labels) + len(fields))
                labels, ended = [], False
            fields = []
            labels.append(item)
        else:
            fields.append(item)
            ended = ended or split_at_empty or item.what == "value"
    if labels or fields:
        yield Entry(tuple(labels), tuple(fields), block, layout, width or len(labels) + len(fields))


def _grid_rows(grid: Grid) -> list[list[Item]]:
    rows: list[list[Item]] = [[] for _ in range(grid.rows)]
    page, sheet, table = grid.place.page, grid.place.sheet, grid.place.table
    for cell in grid.cells:
        what = what_is(cell.text)
        if grid.pages:
            page = grid.pages[cell.row]
        place = Place(page=page, sheet=sheet, table=table, row=cell.row + 1, column=cell.column + 1)
        item = Item(cell.text, what, place, cell.column, cell.colspan, cell.rowspan > 1)
        for row in range(cell.row, cell.row + cell.rowspan):
            rows[row].append(item)
    for row_items in rows:
        row_items.sort(key=_column_of)
    return rows


def _column_of(item: Item) -> int:
    return item.column


def _grid_entries(grid: Grid, block: int) -> Iterator[Entry]:
    for items in _grid_rows(grid):
        yield from _entries_of(items, block, "grid", width=grid.columns)


def _row_items(row: FieldRow) -> list[Item]:
    return [Item(field.text, what_is(field.text), field.place, number) for number, field in enumerate(row.fields)]


def _paragraph_items(paragraph: Paragraph) -> list[Item]:
    """Return a paragraph as items: one, or a label and the values that stand on its line after blanks."""
    what = what_is(paragraph.text)
    if what == "label" and len(paragraph.text) <= _LONGEST_LABEL:
        found = _LABEL_THEN_VALUES.match(paragraph.text)
        if found:
            values = found["values"].split()
            return [
                Item(found["label"], "label", paragraph.place),
                *(Item(value, "value", paragraph.place) for value in values),
            ]
    return [Item(paragraph.text, what, paragraph.place)]


def _line_entries(rows: Sequence[FieldRow], block: int) -> Iterator[Entry]:
    """Return the entries of consecutive lines: fields of one column share a number only where no field is left out."""
    layout: Layout = "line" if len({len(row.fields) for row in rows}) == 1 else "row"
    for row in rows:
        yield from _entries_of(_row_items(row), block, layout, width=len(row.fields))


def _kind_of(block: Block) -> Layout:
    if isinstance(block, Grid):
        return "grid"
    if isinstance(block, FieldRow):
        return "line" if block.closed else "fields"
    return "paragraphs"


def entries_of(document: Document) -> tuple[Entry, ...]:
    """Return the entries of ``document`` in its order; consecutive blocks of one kind are one run."""
    entries: list[Entry] = []
    number = 0
    for kind, group in groupby(document.blocks, key=_kind_of):
        blocks = list(group)
        if kind == "grid":
            for offset, block in enumerate(blocks):
                entries.extend(_grid_entries(block, number + offset) if isinstance(block, Grid) else ())
        elif kind == "line":
            entries.extend(_line_entries([block for block in blocks if isinstance(block, FieldRow)], number))
        else:
            items = [item for block in blocks for item in _items_of_run(block)]
            entries.extend(_entries_of(items, number, kind, split_at_empty=kind == "fields"))
        number += len(blocks)
    return tuple(entries)


def _items_of_run(block: Block) -> list[Item]:
    if isinstance(block, FieldRow):
        return _row_items(block)
    return [item for item in _paragraph_items(block) if item.what != "empty"] if isinstance(block, Paragraph) else []
