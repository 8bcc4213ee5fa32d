"""Numbers that a narrow cell of a ruled table breaks into lines: joined where no further digit fitted on each line."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from govinfo_converters.pdf_text import height, rows_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from govinfo_converters.pdf_cutting import Cells
    from govinfo_converters.pdf_lattice import Lattice
    from govinfo_converters.pdf_page import Glyph

_BROKEN = re.compile(r"[+-]?[0-9.]+(?:\n[0-9.]+)+")
_NUMBER = re.compile(r"[+-]?[0-9]+(?:\.[0-9]+)?")
_SAME_SIZE = 0.1  # of the height
_WIDEST_MARGIN = 1.5  # digits
_LINE_SPACING = 2.0  # of the height


def join_broken_numbers(lattice: Lattice, cells: Cells, texts: dict[int, str]) -> None:
    """Join the lines of a cell that are one number.

    Two numbers in one cell stay apart: on the first line there would have been room for a further digit.

    Args:
        lattice: the table.
        cells: its characters.
        texts: the text of each cell; it is changed.
    """
    broken = [number for number, text in texts.items() if _BROKEN.fullmatch(text)]
    if not broken:
        return
    margin = min(
        max(min(glyph.left for glyph in glyphs) - lattice.xs[lattice.regions[number].column], 0.0)
        for number, glyphs in cells.items()
        if glyphs
    )
    for number in broken:
        whole = texts[number].replace("\n", "")
        region = lattice.regions[number]
        room = lattice.xs[region.column + region.colspan] - lattice.xs[region.column]
        lines = [[glyph for glyph in row if glyph.text != " "] for row in rows_of(cells[number])]
        if _NUMBER.fullmatch(whole) and _are_full(lines, room, margin):
            texts[number] = whole


def _are_full(lines: Sequence[Sequence[Glyph]], room: float, margin: float) -> bool:
    """Whether all lines but the last leave no room for a digit, and all look alike."""
    first = lines[0][0]
    size, wide = height(first), first.right - first.left
    if margin > _WIDEST_MARGIN * wide:
        return False
    for line, following in zip(lines, lines[1:], strict=False):
        down = following[0].bottom - line[0].bottom
        full = line[-1].right - line[0].left + wide + 2 * margin > room
        if not full or down > _LINE_SPACING * size:
            return False
    return all(
        abs(height(glyph) - size) <= _SAME_SIZE * size for line in lines for glyph in line if glyph.text.isdecimal()
    )
