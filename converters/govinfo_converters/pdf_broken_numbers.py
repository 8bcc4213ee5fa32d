"""Numbers that a narrow cell breaks into lines: joined where no further digit fitted on each line of a ruled table.

In a table without rulings, a line of such a number may look like a figure of its own; it is in doubt then.
"""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING

from attrs import evolve

from govinfo_converters.cell_values import looks_like_value
from govinfo_converters.pdf_text import height, rows_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from govinfo_converters.document import GridCell
    from govinfo_converters.pdf_cutting import Cells
    from govinfo_converters.pdf_lattice import Lattice
    from govinfo_converters.pdf_page import Glyph

_BROKEN = re.compile(r"[+-]?[\d.,，]+(?:\n[\d.,，]+)+")
_NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?")
_GROUPED = re.compile(r"[+-]?\d{1,3}(?:[,，]\d{3})+(?:\.\d+)?")
_HAN = re.compile("[\u3400-\u9fff]")
_PARTED = re.compile(r"[\d.,，]\n[\d.,，]")
_NUMBERS = re.compile(r"(?:\d+\n)+(?P<last>\d+)")
_LONG = 5  # digits
_NEAR = 2  # rows
_SAME_SIZE = 0.1  # of the height
_WIDEST_MARGIN = 1.5  # digits
_LINE_SPACING = 2.0  # of the height
_USUAL_STEP = 0.6  # of the height


def is_grouped(text: str) -> bool:
    """Whether a text is a number whose digits stand in groups of three, with marks of thousands between them."""
    return _GROUPED.fullmatch(text) is not None


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
        if (_NUMBER.fullmatch(whole) or is_grouped(whole)) and _are_full(lines, room, margin):
            texts[number] = whole


def with_rests_in_doubt(cells: Sequence[GridCell]) -> list[GridCell]:
    """Return the cells of a table without rulings, with figures that may be the rest of a long number in doubt.

    Where a long number is broken into lines, the first may stand below the figure of its row, and the next ones in the
    rows below. Such a cell is given the text of the line above, too: two numbers in one cell are none.
    """
    columns: dict[int, list[GridCell]] = defaultdict(list)
    for cell in cells:
        if cell.text and cell.colspan == 1:
            columns[cell.column].append(cell)
    rests: dict[int, str] = {}
    for column in columns.values():
        column.sort(key=lambda cell: cell.row)
        for above, below in pairwise(column):
            begun = _NUMBERS.fullmatch(above.text)
            others = (len(cell.text) for cell in column if cell is not below and _NUMBER.fullmatch(cell.text))
            long = begun is not None and len(begun["last"]) >= max((_LONG, *others))
            if begun is not None and long and below.row - above.row <= _NEAR and _NUMBER.fullmatch(below.text):
                rests[id(below)] = f"{begun['last']}\n{below.text}"
    return [evolve(cell, text=rests[id(cell)]) if id(cell) in rests else cell for cell in cells]


def join_broken_remarks(texts: dict[int, str]) -> None:
    """Join the lines of a cell that are a number and what is said of it, such as a unit or 其中修订1件.

    Digits that a line break parts stay apart.

    Args:
        texts: the text of each cell; it is changed.
    """
    for number, text in texts.items():
        if "\n" in text and _NUMBER.match(text) and _HAN.search(text) and not _PARTED.search(text):
            whole = text.replace("\n", "")
            if looks_like_value(whole):
                texts[number] = whole


def _are_full(lines: Sequence[Sequence[Glyph]], room: float, margin: float) -> bool:
    """Whether all lines but the last leave no room for a digit, and all look alike."""
    size, wide = height(lines[0][0]), _width_of_a_digit(lines)
    if margin > _WIDEST_MARGIN * wide:
        return False
    for line, following in pairwise(lines):
        needed = wide if following[0].text.isdecimal() else following[0].right - following[0].left
        full = line[-1].right - line[0].left + needed + 2 * margin > room
        if not full or following[0].bottom - line[0].bottom > _LINE_SPACING * size:
            return False
    digits = [glyph for line in lines for glyph in line if glyph.text.isdecimal()]
    return all(abs(height(digit) - size) <= _SAME_SIZE * size for digit in digits)


def _width_of_a_digit(lines: Sequence[Sequence[Glyph]]) -> float:
    """Return how far a digit is from the next one; where none follows another on a line, what is usual."""
    steps = [other.left - one.left for line in lines for one, other in pairwise(line)]
    return max(steps, default=_USUAL_STEP * height(lines[0][0]))
