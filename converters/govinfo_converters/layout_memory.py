"""Layouts that were read before: where each cell stands in them, without aligning again.

The sites of organs print one layout year after year, and figures do not move. So what the aligner found out about a
shape (``alignment/shape``) holds for the next document of this shape, as long as it looked at no figure: where the
identities, the signs of changes, or figures that are compared had a say, or anything stayed open, nothing is kept.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING, cast

from attrs import frozen

from govinfo_converters.alignment.column_order import numbers_before
from govinfo_converters.alignment.labels import FormTable, tables_of
from govinfo_converters.alignment.shape import Trail
from govinfo_converters.cell_values import ParsedCell, parse_cells
from govinfo_converters.reading_cells import blank_cells, place_of_row, stated_units
from govinfo_converters.recognition import labelled_with
from govinfo_converters.text_cleaning import clean
from govinfo_schema.cells import Cell, Kind
from govinfo_schema.findings import Finding
from govinfo_schema.marks import CellValue, Mark
from govinfo_schema.messages import Text
from govinfo_schema.provenance import Place, Placement, Provenance
from govinfo_schema.reading import Evidence, Leftover

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator, Sequence

    from govinfo_converters.alignment.entries import Entry, Item
    from govinfo_converters.alignment.form_reading import FormReading, FoundTable
    from govinfo_converters.alignment.shape import Shape

_MOST_LAYOUTS = 256
_MOST_OF_ONE_KEY = 4
_MOST_LETTERS = 20_000


@frozen
class _Cell:
    """Where a cell stands: its number among the cells of all grids, how it was found, and its first place."""

    cell: Cell
    unit: str | None
    number: int
    how: Placement
    first_place: Place

    @property
    def path(self) -> str:
        """The path of the cell in its form."""
        return self.cell.path


@frozen
class Layout:
    """What was found out about a shape.

    Attributes:
        form: the form.
        cells: its cells that hold something.
        blanks: its blank cells, with the number of a cell that tells where their row stands.
        evidence: labels that speak for the form, and the numbers of the cells that hold them.
        findings: what there is to say about the tables.
        leftovers: the numbers of cells whose figures belong to no cell of the form, with the reason.
        trails: what running text before a table must mean to it, by number of the run.
        places: the places of its grids where it was seen first.
        first_evidence: what its evidence was there.
    """

    form: str
    cells: tuple[_Cell, ...]
    blanks: tuple[_Cell, ...]
    evidence: tuple[tuple[str, int], ...]
    findings: tuple[Finding, ...]
    leftovers: tuple[tuple[int, Text], ...]
    trails: tuple[tuple[int, FormTable, Trail], ...]
    places: tuple[object, ...]
    first_evidence: tuple[Evidence, ...]

    @cached_property
    def _of_one_kind(self) -> dict[tuple[Kind, str | None], tuple[tuple[str, ...], tuple[int, ...]]]:
        """Paths and numbers of the cells that hold something, by kind and unit."""
        kinds: dict[tuple[Kind, str | None], list[_Cell]] = {}
        for cell in self.cells:
            kinds.setdefault((cell.cell.kind, cell.unit), []).append(cell)
        return {
            kind: (tuple(cell.path for cell in cells), tuple(cell.number for cell in cells))
            for kind, cells in kinds.items()
        }

    @cached_property
    def by_path(self) -> dict[str, tuple[_Cell, bool]]:
        """Its cells by path, each with whether it is blank."""
        filled = {cell.path: (cell, False) for cell in self.cells}
        return filled | {cell.path: (cell, True) for cell in self.blanks}

    def fits(self, shape: Shape) -> bool:
        """Whether running text before the tables means the same as where the layout was seen first."""
        return all(shape.trail(run, table) == trail for run, table, trail in self.trails)

    def values_and_marks(self, shape: Shape) -> tuple[dict[str, CellValue], dict[str, Mark]]:
        """Return the values and the marks of the cells in a document of this layout, by path."""
        found: dict[str, ParsedCell] = {}
        for (kind, unit), (paths, numbers) in self._of_one_kind.items():
            texts = map(shape.texts.__getitem__, numbers)
            found.update(zip(paths, parse_cells(texts, kind, unit), strict=True))
        marks = {path: value for path, value in found.items() if isinstance(value, Mark)}
        for path in marks:
            del found[path]
        return cast("dict[str, CellValue]", found), marks

    def evidence_in(self, shape: Shape) -> tuple[Evidence, ...]:
        """Return the labels that speak for the form, where they stand in a document of this layout."""
        if shape.places == self.places:  # as on all pages of a site: sheets have other names, pages of PDFs boxes
            return self.first_evidence
        return tuple(
            Evidence(subject="form", value=self.form, text=text, place=shape.place(number))
            for text, number in self.evidence
        )

    def leftovers_in(self, shape: Shape) -> tuple[Leftover, ...]:
        """Return the figures that belong to no cell, as they stand in a document of this layout."""
        return tuple(
            Leftover(text=shape.texts[number].strip(), place=shape.place(number), reason=reason)
            for number, reason in self.leftovers
        )


class Origins(Mapping[str, Provenance]):
    """Where the values of a document of a known layout come from: made when asked for, equal to a dictionary of it."""

    def __init__(self, layout: Layout, shape: Shape) -> None:
        """Keep what is needed to say where each cell stands."""
        self._layout = layout
        self._shape = shape
        self._made: dict[str, Provenance] = {}

    @cached_property
    def _as_first(self) -> bool:
        """Whether everything stands where it stood in the first document of the layout, as on all pages of a site."""
        return self._shape.places == self._layout.places

    def __getitem__(self, path: str) -> Provenance:
        made = self._made.get(path)
        if made is None:
            made = self._made[path] = self._origin(*self._layout.by_path[path])
        return made

    def __contains__(self, path: object) -> bool:
        return path in self._layout.by_path

    def _origin(self, cell: _Cell, is_blank: bool) -> Provenance:  # noqa: FBT001 - a pair, as the layout holds it
        shape = self._shape
        raw = "" if is_blank else shape.texts[cell.number]
        place = cell.first_place if self._as_first else shape.place(cell.number)
        if is_blank and not self._as_first:
            place = place_of_row(place, turned=shape.is_turned(cell.number))
        return Provenance(place=place, raw=raw, edits=clean(raw).edits, placed=cell.how)

    def __iter__(self) -> Iterator[str]:
        return iter(self._layout.by_path)

    def __len__(self) -> int:
        return len(self._layout.by_path)

    def __eq__(self, other: object) -> bool:
        return dict(self) == other if isinstance(other, dict) else super().__eq__(other)

    __hash__ = None  # type: ignore[assignment]  # as a dictionary has none

    def __repr__(self) -> str:
        return repr(dict(self))

    def __reduce__(self) -> tuple[type[dict[str, Provenance]], tuple[dict[str, Provenance]]]:
        return dict, (dict(self),)


class LayoutMemory:
    """The layouts that were seen last, by shape and by what the caller knew. It is bounded in number and in size."""

    def __init__(self) -> None:
        """Begin with no layout."""
        self._layouts: dict[Hashable, tuple[Layout, ...]] = {}

    def recall(self, shape: Shape, known: Hashable) -> Layout | None:
        """Return the layout of a shape, if it was seen before."""
        return next((one for one in self._layouts.get((known, shape.key), ()) if one.fits(shape)), None)

    def keep(self, shape: Shape, known: Hashable, layout: Layout | None) -> None:
        """Keep a layout, if there is one to keep, and forget the oldest one where there are too many."""
        if layout is None or sum(map(len, shape.labels)) > _MOST_LETTERS:
            return
        key = (known, shape.key)
        others = self._layouts.pop(key, ())
        while len(self._layouts) >= _MOST_LAYOUTS:
            self._layouts.pop(next(iter(self._layouts)))
        self._layouts[key] = (layout, *others[: _MOST_OF_ONE_KEY - 1])

    def forget(self) -> None:
        """Forget all layouts."""
        self._layouts.clear()


MEMORY = LayoutMemory()


def layout_of(  # noqa: PLR0913 - what was found out, each from its own step
    shape: Shape,
    entries: Sequence[Entry],
    reading: FormReading,
    *,
    evidence: Sequence[Evidence],
    findings: tuple[Finding, ...],
    leftovers: Sequence[tuple[Item, Text]],
) -> Layout | None:
    """Return what was found out about the shape of a document; ``None`` where more than its shape was looked at.

    Args:
        shape: the shape.
        entries: the entries of the document.
        reading: its tables and cells.
        evidence: why its form is believed to be what it is.
        findings: what there is to say about the tables.
        leftovers: figures that belong to no cell, with the reason.
    """
    if not reading.by_layout or not all(_is_plain(table) for table in reading.tables):
        return None
    numbers = _numbers(shape, entries)
    spoken = [one.text for one in evidence]
    labels = list(zip(spoken, labelled_with(spoken, entries), strict=True))
    items = [item for _, item in labels] + [cell.item for cell in reading.cells if cell.item is not None]
    items += [item for item, _ in leftovers]
    blanks = list(blank_cells(reading.cells, reading.tables))
    items += [item for _, item in blanks]
    if any(cell.open for cell in reading.cells) or any(id(item) not in numbers for item in items):
        return None
    units = stated_units(reading.cells, reading.tables, entries)
    return Layout(
        form=reading.form,
        cells=tuple(
            _Cell(read.cell, units.get(read.cell.path), numbers[id(read.item)], read.how, read.item.place)
            for read in reading.cells
            if read.item is not None
        ),
        blanks=tuple(
            _Cell(read.cell, None, numbers[id(item)], read.how, place_of_row(item.place, turned=item.turned))
            for read, item in blanks
        ),
        evidence=tuple((text, numbers[id(item)]) for text, item in labels),
        findings=findings,
        leftovers=tuple((numbers[id(item)], reason) for item, reason in leftovers),
        trails=_trails(shape, entries, reading),
        places=shape.places,
        first_evidence=tuple(evidence),
    )


def _is_plain(table: FoundTable) -> bool:
    """Whether all that was found of a table are rows in grids, and no figure was looked at to find them."""
    found = table.found
    others = (found.open, found.extensions, found.foreign, found.repeated, found.unplaced)
    in_grids = all(row.entry.layout == "grid" for row in found.rows.values())
    return in_grids and not found.compared and not any(others)


def _numbers(shape: Shape, entries: Sequence[Entry]) -> dict[int, int]:
    """Return the number of the cell that each item of a grid is, by its identity."""
    by_corner = {
        (block, *((column, row) if grid.turned else (row, column))): first + at
        for first, block, grid in shape.grids
        for at, (row, column, _, _) in enumerate(grid.frame.corners)
    }
    return {
        id(item): by_corner[entry.block, (item.place.row or 1) - 1, (item.place.column or 1) - 1]
        for entry in entries
        if entry.layout == "grid"
        for item in (*entry.labels, *entry.fields)
    }


def _trails(shape: Shape, entries: Sequence[Entry], reading: FormReading) -> tuple[tuple[int, FormTable, Trail], ...]:
    """Return what running text means to the tables below it, as far as the aligner looked at it."""
    in_text = [number for number, entry in enumerate(entries) if entry.layout == "paragraphs"]
    runs = {number: run for run, number in enumerate(in_text)}
    seen = {
        (runs[number], at): None
        for at, table in enumerate(reading.tables)
        for row in table.found.rows.values()
        for number in numbers_before(entries, row.number)
        if number in runs
    }
    tables = tables_of(reading.form)
    return tuple((run, tables[at], shape.trail(run, tables[at])) for run, at in seen)
