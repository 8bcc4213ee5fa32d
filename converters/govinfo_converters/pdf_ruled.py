"""Ruled tables: which characters stand in which cell, and the text of each cell."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from itertools import chain, pairwise
from typing import TYPE_CHECKING

from attrs import evolve, frozen

from govinfo_converters.cell_values import looks_like_value
from govinfo_converters.document import GridCell
from govinfo_converters.pdf_broken_numbers import join_broken_numbers, join_broken_remarks
from govinfo_converters.pdf_cutting import Cells, cut_at_columns, torn_areas
from govinfo_converters.pdf_lattice import boxes_of, lattices_of
from govinfo_converters.pdf_page import Glyph, edges_of
from govinfo_converters.pdf_text import cell_text, height, heights

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from govinfo_converters.pdf_lattice import Lattice
    from govinfo_converters.pdf_page import Page, Ruling

_SAME_EDGE = 3.0  # points
_LEAST_FILLS = 4  # of a table without rulings
_LEAST_BORDERS = 2  # as many make one row or one column
_TOO_HIGH = 0.5  # of its height: how far a character of a cell may reach over the borders of the cell
_MUCH_LARGER = 2.5  # times the smallest character of a cell: not one of its text; a footnote mark is less small
_NEAR = 0.15  # of its height: a figure that touches a border
_LEAST_GAP = 0.4  # points: by how much a gap with a border is wider than one between figures of a number
_TOUCHING = 0.25  # of its height: a gap between two figures of one number
_LEVEL = 0.3  # of its height: how far the middles of two figures of one number may differ
_FIGURES = frozenset("0123456789０１２３４５６７８９.,")
DOUBT = "\ufffd"  # beside a figure of which nobody knows the cell


@frozen(kw_only=True)
class PageTable:
    """A ruled table, or a part of one, with its text.

    Attributes:
        xs: its column borders in points, from left to right.
        cells: its cells in reading order.
        pages: the page of each row.
        top: its upper edge on its first page.
        bottom: its lower edge on its last page.
        open_top: whether no ruling closes it at its top.
        open_bottom: whether no ruling closes it at its bottom.
    """

    xs: tuple[float, ...]
    cells: tuple[GridCell, ...]
    pages: tuple[int, ...]
    top: float
    bottom: float
    open_top: bool
    open_bottom: bool


@frozen(kw_only=True)
class Sorted:
    """What of a page stands in its tables, and what does not."""

    tables: list[PageTable]
    outside: list[Glyph]
    others: str


def tables_of(page: Page) -> Sorted:
    """Find the ruled tables of a page, and give each character to the cell that it stands in.

    Where the rulings leave several fields in one cell, or there are none, the fills of cells count as rulings, too.
    """
    lattices = lattices_of(page.rulings)
    if page.fills:
        edges = [*_edges_within(page, lattices), *_edges_outside(page, lattices)]
        if edges:
            lattices = lattices_of([*page.rulings, *edges])
    return sort_out(page, lattices)


def _edges_outside(page: Page, lattices: Sequence[Lattice]) -> Iterator[Ruling]:
    """Yield the sides of the fills outside of all tables that make a table, perhaps with a frame around them."""
    outside = [fill for fill in page.fills if not any(lattice.covers(fill) for lattice in lattices)]
    if len(outside) < _LEAST_FILLS:
        return
    made = lattices_of([*page.rulings, *(edge for fill in outside for edge in edges_of(fill))])
    tables = [lattice for lattice in made if min(len(lattice.xs), len(lattice.ys)) > _LEAST_BORDERS]
    for fill in outside:
        if any(table.covers(fill) for table in tables):
            yield from edges_of(fill)


def _edges_within(page: Page, lattices: Sequence[Lattice]) -> Iterator[Ruling]:
    """Yield the sides of the fills in those cells that hold several fields."""
    if not any(lattice.covers(fill) for fill in page.fills for lattice in lattices):
        return
    inside: list[Cells] = [defaultdict(list) for _ in lattices]
    _dealt(page.glyphs, lattices, inside)
    for lattice, cells in zip(lattices, inside, strict=True):
        for left, top, right, bottom in torn_areas(lattice, cells):
            for fill in page.fills:
                within = left - _SAME_EDGE <= fill.left and fill.right <= right + _SAME_EDGE
                if within and top - _SAME_EDGE <= fill.top and fill.bottom <= bottom + _SAME_EDGE:
                    yield from edges_of(fill)


def sort_out(page: Page, lattices: Sequence[Lattice]) -> Sorted:
    """Give each character of a page to the cell that it stands in.

    Characters too large for their cell lie over the table, as watermarks do; they and turned text that shares a cell
    with other text are kept apart in ``others``.
    """
    inside: list[Cells] = [defaultdict(list) for _ in lattices]
    outside = _dealt(page.glyphs, lattices, inside)
    others: list[str] = []
    for lattice, cells in zip(lattices, inside, strict=True):
        others += _without_overlays(lattice, cells)
    lattices, inside = _cut(lattices, inside, outside)
    turned: list[Cells] = [defaultdict(list) for _ in lattices]
    others += [glyph.text for glyph in _dealt(page.turned, lattices, turned)]
    tables: list[PageTable] = []
    for lattice, cells, of_turned in zip(lattices, inside, turned, strict=True):
        texts = {number: cell_text(glyphs) for number, glyphs in cells.items()}
        join_broken_numbers(lattice, cells, texts)
        join_broken_remarks(texts)
        for number, glyphs in of_turned.items():
            text = "".join(glyph.text for glyph in glyphs).strip()
            if texts.get(number):
                others.append(text)
            else:
                texts[number] = text
        tables.append(_table(page.number, lattice, cells, texts))
    return Sorted(tables=tables, outside=outside, others="".join(others).strip())


def _dealt(glyphs: Iterable[Glyph], lattices: Sequence[Lattice], inside: Sequence[Cells]) -> list[Glyph]:
    """Deal characters to the cells of the smallest table around them, and return those outside of all tables."""
    outside: list[Glyph] = []
    order = sorted(zip(lattices, inside, strict=True), key=lambda pair: pair[0].area)
    # What Lattice.region_at says, without a call for each character.
    asked = [(lattice.xs, lattice.ys, lattice.owner, cells) for lattice, cells in order]
    for glyph in glyphs:
        _, left, top, right, bottom = glyph
        x, y = (left + right) / 2, (top + bottom) / 2
        for xs, ys, owner, cells in asked:
            column, row = bisect_right(xs, x), bisect_right(ys, y)
            if 0 < column < len(xs) and 0 < row < len(ys):
                cells[owner[row - 1][column - 1]].append(glyph)
                break
        else:
            outside.append(glyph)
    return outside


def _cut(
    lattices: Sequence[Lattice], inside: Sequence[Cells], outside: list[Glyph]
) -> tuple[list[Lattice], list[Cells]]:
    """Cut what is ruled in part; a table without columns is none, and its characters go ``outside``."""
    kept: list[Lattice] = []
    kept_cells: list[Cells] = []
    for lattice, cells in zip(lattices, inside, strict=True):
        cut = cut_at_columns(lattice, cells)
        if cut.torn:
            outside += [glyph for glyphs in cells.values() for glyph in glyphs]
            continue
        kept.append(cut.lattice)
        kept_cells.append(cut.cells)
    return kept, kept_cells


def _without_overlays(lattice: Lattice, cells: Cells) -> list[str]:
    """Take out of the cells what lies over the table, and return it."""
    taken: list[str] = []
    if _are_alike(chain.from_iterable(cells.values()), lattice):
        return taken
    of_cells = {number: heights(glyphs) for number, glyphs in cells.items() if glyphs}
    usual = _usual_height(of_cells.values())
    for number, of_all in of_cells.items():
        region, glyphs = lattice.regions[number], cells[number]
        top, bottom = lattice.ys[region.row], lattice.ys[region.row + region.rowspan]
        largest, least = max(of_all), min(of_all)
        if largest <= _MUCH_LARGER * min(least, usual) and largest <= bottom - top >= usual:
            continue
        of_text = [high for high, glyph in zip(of_all, glyphs, strict=True) if glyph.text.isalnum()] or [usual]
        largest, most = max(of_text), _MUCH_LARGER * min(*of_text, usual)
        if largest <= most and largest <= bottom - top:
            continue
        kept: list[Glyph] = []
        for glyph in glyphs:
            high = height(glyph)
            beyond = max(top - glyph.top, 0.0) + max(glyph.bottom - bottom, 0.0)
            if glyph.text != " " and (high > most or beyond > _TOO_HIGH * high):
                taken.append(glyph.text)
            else:
                kept.append(glyph)
        if kept:
            cells[number] = kept
        else:
            del cells[number]
    return taken


def _are_alike(glyphs: Iterable[Glyph], lattice: Lattice) -> bool:
    """Whether no character is much larger than any other one, or higher than a row: then none lies over the table."""
    every = heights(glyphs)
    lowest = min(lower - upper for upper, lower in pairwise(lattice.ys))
    return not every or max(every) <= min(_MUCH_LARGER * min(every), lowest)


def _usual_height(of_cells: Iterable[Sequence[float]]) -> float:
    """Return the height that half of the cells of a table do not exceed: a mark on the page spoils few of them."""
    largest = sorted(map(max, of_cells))
    return largest[(len(largest) - 1) // 2] if largest else 0.0


def _table(page: int, lattice: Lattice, cells: Mapping[int, list[Glyph]], texts: dict[int, str]) -> PageTable:
    for one, other in _run_together(lattice, cells, texts):
        # A number that is drawn over a border belongs to nobody knows which cell.
        texts[one] += DOUBT
        texts[other] = DOUBT + texts[other]
    boxes = boxes_of(lattice)
    drawn = [
        GridCell(texts.get(number, ""), *region, box)
        for number, (region, box) in enumerate(zip(lattice.regions, boxes, strict=True))
    ]
    whole, rows = _without_false_rows(drawn, len(lattice.ys) - 1)
    return PageTable(
        xs=lattice.xs,
        cells=tuple(whole),
        pages=(page,) * rows,
        top=lattice.ys[0],
        bottom=lattice.ys[-1],
        open_top=lattice.open_top,
        open_bottom=lattice.open_bottom,
    )


def _without_false_rows(cells: list[GridCell], rows: int) -> tuple[list[GridCell], int]:
    """Take out borders of rows that go through figures and part nothing else than a text from a blank.

    A merged label that a browser cuts at a page break is drawn too short; the border at its end is none of a row.
    """
    ending, starting = _by_rows(cells)
    for row in range(rows - 1, 0, -1):
        upper, lower = ending[row], starting[row]
        if [(cell.column, cell.colspan) for cell in upper] != [(cell.column, cell.colspan) for cell in lower]:
            continue
        across = [cell for cell in cells if cell.row < row < cell.row + cell.rowspan]
        if not any(looks_like_value(cell.text) for cell in across):
            continue
        if any(cell.text for cell in upper) and any(cell.text for cell in lower):
            continue
        rest = [cell for cell in cells if cell.row + cell.rowspan != row and cell.row != row and cell not in across]
        shorter = [evolve(cell, rowspan=cell.rowspan - 1) for cell in across]
        moved = [evolve(cell, row=cell.row - 1) if cell.row > row else cell for cell in rest]
        cells = sorted([*moved, *shorter, *one_row(upper, lower)], key=lambda cell: (cell.row, cell.column))
        ending, starting = _by_rows(cells)
        rows -= 1
    return cells, rows


def _by_rows(cells: Iterable[GridCell]) -> tuple[dict[int, list[GridCell]], dict[int, list[GridCell]]]:
    """Return the cells that end above each row, and those that start in it."""
    ending: dict[int, list[GridCell]] = defaultdict(list)
    starting: dict[int, list[GridCell]] = defaultdict(list)
    for cell in cells:
        ending[cell.row + cell.rowspan].append(cell)
        starting[cell.row].append(cell)
    return ending, starting


def _run_together(
    lattice: Lattice, cells: Mapping[int, list[Glyph]], texts: Mapping[int, str]
) -> list[tuple[int, int]]:
    """Return the neighbouring cells over whose border a number runs on."""
    pairs: list[tuple[int, int]] = []
    for number, glyphs in cells.items():
        region = lattice.regions[number]
        if region.column + region.colspan == len(lattice.xs) - 1 or _FIGURES.isdisjoint(texts[number]):
            continue
        border = lattice.xs[region.column + region.colspan]
        for glyph in glyphs:
            if glyph.text not in _FIGURES or glyph.right <= border - _NEAR * height(glyph):
                continue
            beside = lattice.region_at(border + 0.1, (glyph.top + glyph.bottom) / 2)
            if beside is None:
                continue
            onward = next((other for other in cells.get(beside, ()) if _goes_on(glyph, other)), None)
            if onward is not None and not _apart(glyph, onward, border, glyphs):
                pairs.append((number, beside))
    return pairs


def _goes_on(glyph: Glyph, other: Glyph) -> bool:
    level = abs(glyph.top + glyph.bottom - other.top - other.bottom) / 2 <= _LEVEL * height(glyph)
    return level and other.text in _FIGURES and other.left - glyph.right < _TOUCHING * height(glyph)


def _apart(glyph: Glyph, other: Glyph, border: float, glyphs: Iterable[Glyph]) -> bool:
    """Whether a border stands in a gap between two figures that is wider than those between figures of the number."""
    gap = other.left - glyph.right
    if not glyph.right <= border <= other.left or gap < _LEAST_GAP:
        return False
    before = [one for one in glyphs if one.right <= glyph.left + _LEAST_GAP and _goes_on(one, glyph)]
    return all(gap - (glyph.left - one.right) >= _LEAST_GAP for one in before)


def one_row(last: Sequence[GridCell], first: Sequence[GridCell]) -> list[GridCell]:
    """Make one row of two whose cells stand below each other."""
    return [
        evolve(
            one,
            text="\n".join(text for text in (one.text, other.text) if text),
            rowspan=one.rowspan + other.rowspan - 1,
        )
        for one, other in zip(last, first, strict=True)
    ]
