"""Cuts the blocks of a document into entries: the labels of a row and the fields that follow them.

A grid, a line cut by separators, a run of fields and a run of paragraphs all become the same thing here. What they
differ in is kept: whether columns are known, whether a blank field can be seen, whether an entry is a whole row.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import groupby
from typing import TYPE_CHECKING, Literal, TypeAlias

from attrs import evolve, field, frozen

from govinfo_converters.alignment.labels import key_of, labels_of_forms
from govinfo_converters.alignment.words import with_texts_as_values, with_words_among_figures
from govinfo_converters.cell_values import is_plain_count, looks_like_value
from govinfo_converters.document import Block, Document, FieldRow, Grid, Paragraph
from govinfo_converters.text_cleaning import clean
from govinfo_schema.forms import all_forms
from govinfo_schema.provenance import Place

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

What: TypeAlias = Literal["empty", "value", "unit", "label"]
Layout: TypeAlias = Literal["grid", "line", "row", "fields", "paragraphs"]

_UNITS = frozenset(cell.unit for form in all_forms() for cell in form.cells if cell.unit)
_WORD = re.compile(r"\S+")
_HAS_DIGIT = re.compile("[0-9０-９]")
_LONGEST_LABEL = 80
_WIDE_GAP = re.compile(r"\s{2,}|\t")
_SEVERAL = 3


@lru_cache(maxsize=8192)
def what_is(text: str) -> What:
    """Say what a field holds."""
    if is_plain_count(text):
        return "value"
    if not text.strip():
        return "empty"
    if "".join(clean(text).text.split()) in _UNITS:  # a narrow column breaks units, too
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
        turned: whether its row is a column of the file.
    """

    text: str
    what: What
    place: Place
    column: int = 0
    colspan: int = 1
    shared: bool = False
    turned: bool = False

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
        measured: whether it is seen in which column each field stands, whatever else stands in its row.
        values: the fields that hold something other than a unit.
    """

    labels: tuple[Item, ...]
    fields: tuple[Item, ...]
    block: int
    layout: Layout
    width: int
    measured: bool = False

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


def last_column(entry: Entry) -> int:
    """Return the column in which an entry ends."""
    return max(item.last_column for item in (*entry.labels, *entry.fields))


_ODD = re.compile(
    r"\W{0,3}[0-9]{1,9}(?P<mark>[.、,)]*)(?P<rest>.{0,8})|[零〇一二三四五六七八九十百千万两]+"
    r"|[-—–/]+(?:[^\w\s]+|[(\[]?注?[0-9]{1,2}[)\]]?)",
    re.DOTALL,
)
_DATE = re.compile(r"(?:19|20)[0-9]{2}|[月日页号]")
_HAN = re.compile("[\u3400-\u9fff]")
_FEW_LETTERS = 2


@lru_cache(maxsize=4096)
def _is_odd(text: str) -> bool:
    """Whether a text was perhaps meant as a figure, such as 5年, (5) or 5①: beside figures it is no label."""
    bare = clean(text).text.strip()
    found = _ODD.fullmatch(bare)
    if found is None or _DATE.search(bare) or key_of(bare) in labels_of_forms():
        return False
    letters = len(_HAN.findall(found["rest"] or ""))
    return letters < _FEW_LETTERS or (letters == _FEW_LETTERS and not found["mark"])


def _with_odd_values(items: Sequence[Item]) -> list[Item]:
    """Take odd texts for values, unreadable ones, where a label or a field precedes them and no label follows.

    Nothing precedes the first one of a row without a label: several figures and no label follow it.
    """
    changed = list(items)
    for at in range(len(changed) - 1, 0, -1):
        followed = at + 1 < len(changed) and changed[at + 1].what == "label"
        if changed[at].what == "label" and not followed and _is_odd(changed[at].text):
            changed[at] = evolve(changed[at], what="value")
    if len(changed) > _SEVERAL and changed[0].what == "label" and {item.what for item in changed[1:]} == {"value"}:
        changed[0] = evolve(changed[0], what="value") if _is_odd(changed[0].text) else changed[0]
    return changed


def _entries_of(
    items: Sequence[Item], block: int, layout: Layout, *, width: int | None = None, split_at_empty: bool = False
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
    for item in with_texts_as_values(_with_odd_values(items), layout):
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
    for number, (text, (first, column, rowspan, colspan)) in enumerate(
        zip(grid.texts, grid.frame.corners, strict=True)
    ):
        item = Item(text, what_is(text), grid.place_at(number), column, colspan, rowspan > 1, grid.turned)
        for row in range(first, first + rowspan):
            rows[row].append(item)
    for row_items in rows:
        row_items.sort(key=_column_of)
    return rows


def _column_of(item: Item) -> int:
    return item.column


def _grid_entries(grid: Grid, block: int) -> Iterator[Entry]:
    measured = grid.measured or grid.place.sheet is not None
    for items in with_words_among_figures(_grid_rows(grid)):
        entries = _entries_of(items, block, "grid", width=grid.columns)
        yield from (evolve(entry, measured=True) for entry in entries) if measured else entries


def _row_items(row: FieldRow) -> list[Item]:
    return [
        Item(field.text, what_is(field.text), field.place, number, turned=row.turned)
        for number, field in enumerate(row.fields)
    ]


def paragraph_items(paragraph: Paragraph) -> list[Item]:
    """Return a paragraph as items: one, or a label and the values that stand on its line after blanks."""
    text, place = paragraph.text, paragraph.place
    pieces = _pieces_of_short(text) if len(text) <= _LONGEST_LABEL else _pieces_of(text)
    return [Item(piece, what, place) for piece, what in pieces]


def _pieces_of(text: str) -> tuple[tuple[str, What], ...]:
    what = what_is(text)
    if what == "label" and len(" ".join(text.split())) <= _LONGEST_LABEL:
        parts = _WIDE_GAP.split(text.strip())
        kinds: list[What] = [what_is(part) for part in parts]
        if kinds[:1] == ["label"] and kinds[1:2] == ["unit"] and all(kind == "value" for kind in kinds[2:]):
            return tuple(zip(parts, kinds, strict=True))
        label, values = _label_and_values(text)
        if values:
            return ((label, "label"), *((value, what_is(value)) for value in _values_in(values)))
    if what == "value" and len(text.split()) >= _SEVERAL:
        return tuple((value, "value") for value in _values_in(text))
    return ((text, what),)


_pieces_of_short = lru_cache(maxsize=4096)(_pieces_of)


def _label_and_values(text: str) -> tuple[str, str]:
    """Cut a line into its label and the values and units at its end, which stand after blanks.

    There must be a number, or what stands for none after a unit.
    """
    cut = len(text)
    for word in reversed(list(_WORD.finditer(text))):
        if word.start() == 0 or what_is(word[0]) == "label":
            break
        cut = word.start()
    label, values = text[:cut].strip(), text[cut:]
    kinds = [what_is(word) for word in values.split()]
    filled = _HAS_DIGIT.search(values) or kinds == ["unit", "value"]
    return (label, values) if filled and _HAN.search(label) else (text, "")


def _values_in(text: str) -> list[str]:
    """Return the values of a line; where wide gaps tell columns apart, a single blank stands within a column."""
    parts = _WIDE_GAP.split(text.strip())
    return parts if len(parts) > 1 else text.split()


def entries_of_paragraphs(paragraphs: Sequence[Paragraph], block: int) -> Iterator[Entry]:
    """Return the entries of a run of paragraphs. A line that holds several values is a row: it ends there."""
    run: list[Item] = []
    for paragraph in paragraphs:
        items = [item for item in paragraph_items(paragraph) if item.what != "empty"]
        is_row = len(items) > _SEVERAL or (len(items) == _SEVERAL and items[0].what == "value")
        if is_row and run and run[-1].what != "label":
            yield from _entries_of(run, block, "paragraphs")
            run = []
        run += items
        if is_row:
            yield from _entries_of(run, block, "paragraphs")
            run = []
    yield from _entries_of(run, block, "paragraphs")


def _tables_of_lines(rows: Sequence[FieldRow]) -> Iterator[list[FieldRow]]:
    """Yield consecutive lines, table by table, with those next to each other together that are equally wide.

    The tables of a report follow each other with nothing between them where a program has written only its tables.
    """
    of_one: list[FieldRow] = []
    widths: set[int] = set()
    for _, group in groupby(rows, key=_table_of):
        lines = list(group)
        own = {len(row.fields) for row in lines}
        if of_one and len(own) == 1 == len(widths) and own != widths:
            yield of_one
            of_one, widths = [], set()
        of_one += lines
        widths |= own
    yield of_one


def _table_of(row: FieldRow) -> int | None:
    return row.fields[0].place.table if row.fields else None


def _line_entries(rows: Sequence[FieldRow], block: int) -> Iterator[Entry]:
    """Return the entries of consecutive lines: fields of one column share a number only where no field is left out."""
    layout: Layout = "line" if len({len(row.fields) for row in rows}) == 1 else "row"
    items = [_row_items(row) for row in rows]
    for row in with_words_among_figures(items) if layout == "line" else items:
        yield from _entries_of(row, block, layout, width=len(row))


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
            first = number
            for rows in _tables_of_lines([block for block in blocks if isinstance(block, FieldRow)]):
                entries.extend(_line_entries(rows, first))
                first += len(rows)
        elif kind == "fields":
            items = [item for block in blocks if isinstance(block, FieldRow) for item in _row_items(block)]
            entries.extend(_entries_of(items, number, kind, split_at_empty=True))
        else:
            paragraphs = [block for block in blocks if isinstance(block, Paragraph)]
            entries.extend(entries_of_paragraphs(paragraphs, number))
        number += len(blocks)
    return tuple(entries)
