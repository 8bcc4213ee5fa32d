"""The shape of a document: everything that the aligner looks at in it, and nothing else.

Two documents of one shape are aligned alike, so that what was found out of one of them holds for the other. A shape is
made of the labels and spans of grids, with a mask in the place of each plain figure, and of what running text around
them can mean to the aligner: next to nothing. ``layout_memory`` says when figures and text were not looked at.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from itertools import groupby
from typing import TYPE_CHECKING, Literal, TypeAlias

from attrs import frozen

from govinfo_converters.alignment.column_order import LONGEST_UNKNOWN, REMARKS, is_known, stands_above
from govinfo_converters.alignment.entries import Item, entries_of_paragraphs, paragraph_items
from govinfo_converters.alignment.labels import FormRow, FormTable, key_of, keys_of, tables_of
from govinfo_converters.alignment.masks import MASK, mask_of, masked
from govinfo_converters.alignment.rows import PIECES_OF_A_LABEL
from govinfo_converters.alignment.single_row import names_a_group
from govinfo_converters.cell_values import LONGEST_VALUE
from govinfo_converters.document import Document, Grid, Paragraph
from govinfo_converters.recognition import LONGEST_LABEL, distinctive_keys
from govinfo_converters.text_cleaning import ranges_without
from govinfo_schema.provenance import Place
from govinfo_schema.versions import NAMES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

Standing: TypeAlias = Literal["empty", "figures", "running", "unknown", "known", "head"]
Trail: TypeAlias = tuple[int, bool, bool]

_MOST_CELLS = 3000
_MOST_PARAGRAPHS = 3000
# Text that begins with more letters than any label has, no matter what is left out of labels: numerals and brackets.
_LETTERS = ranges_without(0x3400, 0x9FFF, map(ord, "一二三四五六七八九十"))
_RUNNING = re.compile(rf"(?:[{_LETTERS}][^\u3400-\u9fff()\[\]〔〕【】（）［］]{{0,3}}+){{60}}")


@frozen
class _Trace:
    """What a paragraph may mean to the aligner.

    Attributes:
        standing: ``head`` for what may stand above columns and for lines of several labels, ``known`` for other labels
            or pieces of labels of any form; ``unknown`` texts are as short as a label, ``running`` ones are not.
        letters: what counts as evidence for a form.
    """

    standing: Standing
    letters: str = ""


_RUNNING_TRACE = _Trace("running")
_Run: TypeAlias = "list[tuple[str, _Trace]]"


@frozen(eq=False)
class Shape:
    """The shape of a document.

    Attributes:
        key: what identifies it; documents of one shape have equal keys.
        texts: the texts of the cells of all grids, in their order.
        grids: for each grid the number of its first cell, the number of its block in the document, and the grid.
        runs: the labels of each entry of running text. How they end matters to tables that follow: see ``trail``.
    """

    key: tuple[object, ...]
    texts: tuple[str, ...]
    grids: tuple[tuple[int, int, Grid], ...]
    runs: tuple[_Run, ...]

    def trail(self, run: int, table: FormTable) -> Trail:
        """Return what the labels at the end of a run mean to the columns of ``table``.

        Returns:
            How many short texts follow the last label of the table, whether the last of them announces remarks, and
            whether there is a label of the table.
        """
        count, remark = 0, False
        for text, trace in reversed(self.runs[run]):
            if trace.standing != "running":
                if is_known(text, table):
                    return count, remark, True
                remark = remark or (not count and key_of(text) in REMARKS)
                count += len(text) <= LONGEST_UNKNOWN
        return count, remark, False

    @property
    def labels(self) -> Iterator[str]:
        """The texts of its cells that are no figures."""
        return (text for text in self.texts if mask_of(text) is not MASK)

    @property
    def places(self) -> tuple[object, ...]:
        """What the places of its cells depend on, but for where they stand in their grids."""
        return tuple([(grid.place, grid.pages, grid.boxes, grid.turned) for _, _, grid in self.grids])

    def place(self, number: int) -> Place:
        """Return the place of a cell, by its number."""
        first, grid = self._grid(number)
        return grid.place_at(number - first)

    def is_turned(self, number: int) -> bool:
        """Whether the grid of a cell was turned, by its number."""
        return self._grid(number)[1].turned

    def _grid(self, number: int) -> tuple[int, Grid]:
        return next((first, grid) for first, _, grid in reversed(self.grids) if first <= number)


def shape_of(document: Document) -> Shape | None:
    """Return the shape of ``document``; ``None`` where it has other blocks, or text that is evidence for a form."""
    key: list[object] = []
    texts: list[str] = []
    grids: list[tuple[int, int, Grid]] = []
    runs: list[_Run] = []
    if len(document.blocks) > _MOST_PARAGRAPHS:
        return None
    number = 0
    for kind, group in groupby(document.blocks, key=type):
        blocks = list(group)
        if kind is Paragraph:
            found = _run([block for block in blocks if isinstance(block, Paragraph)], runs)
            if found is None:
                return None
            key += found
        elif kind is Grid:
            for at, block in enumerate(blocks, number):
                if isinstance(block, Grid):
                    grids.append((len(texts), at, block))
                    texts += block.texts
                    key += _grid(block)
        else:
            return None
        number += len(blocks)
    if not grids or len(texts) > _MOST_CELLS:
        return None
    return Shape(tuple(key), tuple(texts), tuple(grids), tuple(runs))


def _grid(grid: Grid) -> tuple[object, ...]:
    unseen = bool(grid.boxes) and None in grid.boxes  # cells of a table without rulings
    return masked(grid.texts), grid.frame, grid.place.sheet is None, grid.measured, unseen


def _run(paragraphs: Sequence[Paragraph], runs: list[_Run]) -> list[object] | None:
    """Return what consecutive paragraphs are in a shape, and add their entries to ``runs``; ``None`` for evidence."""
    texts = [paragraph.text for paragraph in paragraphs]
    traces = [_trace_of_short(text) if len(text) <= LONGEST_VALUE else _trace_of_long(text) for text in texts]
    standings = {trace.standing for trace in traces}
    if "figures" not in standings:
        labels = list(zip(texts, traces, strict=True))
        if "empty" in standings:
            labels = [label for label in labels if label[1].standing != "empty"]
        return _labels(labels, runs) if labels else []
    key: list[object] = []
    for entry in entries_of_paragraphs(paragraphs, 0):
        found = _labels([(item.text, _trace_of_label(item.text)) for item in entry.labels], runs)
        if found is None:
            return None
        fields = tuple((item.what, mask_of(item.text)) for item in entry.fields)
        key += (*found, fields, tuple(item.text for item in entry.labels[-PIECES_OF_A_LABEL:]) if fields else ())
    return key


def _labels(labels: _Run, runs: list[_Run]) -> list[object] | None:
    """Return what the labels of an entry of running text are in a shape; ``None`` where they are evidence."""
    letters = "".join([trace.letters for _, trace in labels])
    if _evidence().search(letters):
        return None
    runs.append(labels)
    standings = [trace.standing for _, trace in labels]
    if "head" in standings:
        return [tuple(text for text, _ in labels)]
    leading = next((at for at, standing in enumerate(standings) if standing != "known"), len(labels))
    return [(*(text for text, _ in labels[:leading]), leading < len(labels), _edges(letters))]


def _trace_of_long(text: str) -> _Trace:
    pieces = text.split(None, 1)
    if len(pieces) == 1 and len(pieces[0]) > LONGEST_VALUE and _RUNNING.match(pieces[0]):
        return _RUNNING_TRACE
    return _trace_of(text)


def _trace_of(text: str) -> _Trace:
    items = [item for item in paragraph_items(Paragraph(text, Place())) if item.what != "empty"]
    if not items:
        return _Trace("empty")
    return _trace_of_label(text) if items == [Item(text, "label", Place())] else _Trace("figures")


_trace_of_short = lru_cache(maxsize=4096)(_trace_of)


def _trace_of_label(text: str) -> _Trace:
    letters = key_of(text) if len(text) <= LONGEST_LABEL else ""
    pieces = text.split()
    of_labels = len(pieces) > 1 and any(is_known(piece, table) for piece in pieces for table in _tables())
    if (
        of_labels
        or any(stands_above(text, row) for row in _rows())
        or any(names_a_group(text, table) for table in _tables() if not table.labelled)
    ):
        return _Trace("head", letters)
    if any(is_known(text, table) or not table.columns.isdisjoint(keys_of(text)) for table in _tables()):
        return _Trace("known", letters)
    return _Trace("unknown" if len(text) <= LONGEST_UNKNOWN else "running", letters)


@cache
def _tables() -> tuple[FormTable, ...]:
    return tuple(table for name in NAMES for table in tables_of(name))


@cache
def _rows() -> tuple[FormRow, ...]:
    """Return a row for each set of columns that the forms have."""
    rows = (row for table in _tables() for row in table.rows)
    return tuple({tuple(cell.column_levels for cell in row.cells): row for row in rows}.values())


@cache
def _evidence() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, _evident())))


@cache
def _evident() -> tuple[str, ...]:
    return tuple(dict.fromkeys(key for name in NAMES for key in distinctive_keys(name)))


@cache
def _beginnings_and_ends() -> tuple[frozenset[str], frozenset[str], int]:
    longest = max(map(len, _evident()))
    sizes: Iterable[tuple[str, int]] = [(key, size) for key in _evident() for size in range(1, len(key))]
    return frozenset(key[:size] for key, size in sizes), frozenset(key[-size:] for key, size in sizes), longest


def _edges(letters: str) -> tuple[str, str]:
    """Return what evidence the letters may end with at their beginning, and begin with at their end.

    Evidence may be torn between the text and the labels of a grid. Of a text that is shorter than such evidence, all
    may stand in its middle.
    """
    beginnings, ends, longest = _beginnings_and_ends()
    if len(letters) <= longest:
        return letters, ""
    before = next((letters[:size] for size in range(longest, 0, -1) if letters[:size] in ends), "")
    after = next((letters[-size:] for size in range(longest, 0, -1) if letters[-size:] in beginnings), "")
    return before, after
