"""Tables that are ruled in part: regions that hold several fields are cut where the columns of the table go on.

Some styles rule only every other row, or show the cells of some rows by their fills alone.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING, TypeAlias

from attrs import evolve, frozen

from govinfo_converters.alignment.entries import what_is
from govinfo_converters.pdf_lattice import Lattice, Region, owner_of
from govinfo_converters.pdf_text import BLANK, Piece, height, pieces_of, rows_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from govinfo_converters.pdf_page import Glyph

Cells: TypeAlias = "dict[int, list[Glyph]]"
_SAME_LINE = 0.5  # of the height
_LITTLE = 0.15  # of the height: how far a character may reach over a border that parts fields
_LEAST_LETTERS = 2  # of a label beside another one; single letters are one label, set wide
_SEVERAL = 2
_FEW_BORDERS = 3  # of columns: a table that may lack rulings
_LEAST_GAP = 1.0  # points


def is_torn(glyphs: Sequence[Glyph], borders: Sequence[float] = ()) -> bool:
    """Whether the characters of one region are those of several cells: fields side by side.

    Args:
        glyphs: the characters.
        borders: where columns of the table end within the region; there narrower gaps part fields, too.
    """
    if not _has_gap(glyphs):
        return False
    return any(_are_several(pieces_of(row)) or _is_parted(row, borders) for row in rows_of(glyphs))


def _has_gap(glyphs: Sequence[Glyph]) -> bool:
    """Whether a line may have a gap: a quick look, as most cells have none."""
    before: Glyph | None = None
    for glyph in glyphs:
        if glyph.text == " ":
            continue
        apart = before is not None and max(glyph.left - before.right, before.left - glyph.right) > _LEAST_GAP
        if apart and before is not None and _gap(before, glyph) > BLANK * height(before):
            return True
        before = glyph
    return False


def _gap(one: Glyph, other: Glyph) -> float:
    level = abs(one.top + one.bottom - other.top - other.bottom) / 2 <= _SAME_LINE * height(one)
    return max(other.left - one.right, one.left - other.right) if level else 0.0


def _are_several(pieces: Sequence[Piece]) -> bool:
    fields = [piece for piece in pieces if len(piece.text) >= _LEAST_LETTERS or what_is(piece.text) == "value"]
    return len(fields) >= _SEVERAL


def _is_parted(row: Sequence[Glyph], borders: Sequence[float]) -> bool:
    """Whether several borders stand in gaps of a line."""
    seen = [glyph for glyph in row if glyph.text != " "]
    gaps = [(one.right, other.left) for one, other in pairwise(seen) if _gap(one, other) > BLANK * height(one)]
    return sum(any(left <= x <= right for x in borders) for left, right in gaps) >= _SEVERAL


@frozen
class Cut:
    """A lattice with its characters after cutting, and whether some regions still hold several cells."""

    lattice: Lattice
    cells: Cells
    torn: bool


def torn_areas(lattice: Lattice, cells: Cells) -> Iterator[tuple[float, float, float, float]]:
    """Yield left, top, right and bottom of the regions that hold several fields or several rows of figures."""
    for number, glyphs in cells.items():
        if _may_be_torn(lattice, number) and is_torn(glyphs):
            row, column, rowspan, colspan = lattice.regions[number]
            yield lattice.xs[column], lattice.ys[row], lattice.xs[column + colspan], lattice.ys[row + rowspan]


def _may_be_torn(lattice: Lattice, number: int) -> bool:
    """Whether a region covers several columns, or the table has hardly any."""
    return lattice.regions[number].colspan > 1 or len(lattice.xs) <= _FEW_BORDERS


def cut_at_columns(lattice: Lattice, cells: Cells) -> Cut:
    """Cut the regions that hold several fields at those borders of columns that no character of them stands on."""
    torn = {
        number
        for number, glyphs in cells.items()
        if _may_be_torn(lattice, number) and is_torn(glyphs, _inner(lattice, number))
    }
    if not torn:
        return Cut(lattice, cells, torn=False)
    regions: list[tuple[Region, list[Glyph]]] = []
    for number, region in enumerate(lattice.regions):
        glyphs = cells.get(number, [])
        regions += _parts(region, glyphs, lattice.xs) if number in torn else [(region, glyphs)]
    regions.sort(key=lambda pair: pair[0])
    made = [region for region, _ in regions]
    owner = owner_of(made, len(lattice.ys) - 1, len(lattice.xs) - 1)
    dealt: Cells = defaultdict(list, {number: glyphs for number, (_, glyphs) in enumerate(regions) if glyphs})
    whole = evolve(lattice, regions=tuple(made), owner=owner)
    return Cut(whole, dealt, torn=any(_holds_figures_beside(glyphs) for glyphs in dealt.values()))


def _holds_figures_beside(glyphs: Sequence[Glyph]) -> bool:
    """Whether a figure still stands beside another field in one region."""
    if not any(glyph.text.isdecimal() for glyph in glyphs) or not is_torn(glyphs):
        return False
    lines = [[piece.text for piece in pieces_of(row)] for row in rows_of(glyphs)]
    figures = [sum(what_is(text) == "value" and any(map(str.isdecimal, text)) for text in line) for line in lines]
    return any(count and len(line) > 1 for count, line in zip(figures, lines, strict=True))


def _parts(region: Region, glyphs: Sequence[Glyph], xs: Sequence[float]) -> list[tuple[Region, list[Glyph]]]:
    end = region.column + region.colspan
    rows = rows_of(glyphs)
    inner = [column for column in range(region.column + 1, end) if _is_free(xs[column], rows)]
    parts: list[tuple[Region, list[Glyph]]] = []
    for left, right in pairwise((region.column, *inner, end)):
        within = [glyph for glyph in glyphs if _is_between(glyph, left, right, xs, region)]
        parts.append((Region(region.row, left, region.rowspan, right - left), within))
    return parts


def _inner(lattice: Lattice, number: int) -> Sequence[float]:
    """Return the borders of columns that a region reaches over."""
    region = lattice.regions[number]
    return lattice.xs[region.column + 1 : region.column + region.colspan]


def _is_free(x: float, rows: Sequence[Sequence[Glyph]]) -> bool:
    """Whether no line has a character at ``x``, nor two close to it that belong together."""
    for row in rows:
        before = after = None
        for glyph in row:
            if glyph.text == " ":
                continue
            little = _LITTLE * height(glyph)
            if glyph.left < x - little and glyph.right > x + little:
                return False
            if (glyph.left + glyph.right) / 2 < x:
                before = glyph
            elif after is None:
                after = glyph
        if before is None or after is None or _gap(before, after) > BLANK * height(before):
            continue
        if not (after.text.isdecimal() and not before.text.isdecimal()):
            return False
    return True


def _is_between(glyph: Glyph, left: int, right: int, xs: Sequence[float], region: Region) -> bool:
    middle = (glyph.left + glyph.right) / 2
    after = left == region.column or middle >= xs[left]
    return after and (right == region.column + region.colspan or middle < xs[right])
