"""Data frames printed as text: each column ends where its widest text ends, those of labels too (``to_string``).

Every cell is printed, a blank one as NaN or None, so that all lines have as many words, each of which ends below the
one above. Printed pages never look like that: their labels begin below each other.
"""

from __future__ import annotations

import re
from itertools import accumulate, groupby, islice
from typing import TYPE_CHECKING, TypeAlias
from unicodedata import east_asian_width

from govinfo_converters.document import Field, FieldRow
from govinfo_schema.provenance import Place

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

Lines: TypeAlias = "list[tuple[int, str]]"

_WORD = re.compile(r"\S+")
_LEAST_ROWS = 3
_LEAST_WORDS = 3
_MOST_WORDS = 100
_BLANKS = frozenset({"NaN", "nan", "None", "<NA>", "NaT"})


def frames_in(lines: Sequence[tuple[int, str]]) -> Iterator[tuple[bool, Lines]]:
    """Yield consecutive lines, and whether they are the rows of a data frame that was printed."""
    for edges, group in groupby(_with_edges(lines), key=lambda line: line[2]):
        members = [(number, line) for number, line, _ in group]
        yield edges is not None and _is_frame(members), members


def rows_of_frame(lines: Lines, table: int) -> Iterator[FieldRow]:
    """Yield the rows of a printed data frame; the numbers of its columns in its first line are left out.

    Args:
        lines: its lines with their numbers.
        table: the number of its table.
    """
    for number, line in lines:
        words = ["" if word in _BLANKS else word for word in line.split()]
        if words == list(map(str, range(len(words)))):
            continue
        places = (Place(table=table, line=number, column=at) for at in range(1, len(words) + 1))
        yield FieldRow(tuple(map(Field, words, places)))


def _with_edges(lines: Sequence[tuple[int, str]]) -> Iterator[tuple[int, str, tuple[int, ...] | None]]:
    """Yield each line with where its words end, by what makes those of neighbours equal: signs, or their widths."""
    by_sign = [_edges(line, _in_signs) for _, line in lines]
    by_width = [_edges(line, _in_widths) for _, line in lines]
    wide = sum(map(_is_like_the_one_before, by_width, by_width[1:]))
    signs = sum(map(_is_like_the_one_before, by_sign, by_sign[1:]))
    chosen = by_width if wide > signs else by_sign
    for (number, line), edges in zip(lines, chosen, strict=True):
        yield number, line, edges


def _is_like_the_one_before(edges: tuple[int, ...] | None, following: tuple[int, ...] | None) -> bool:
    return edges is not None and edges == following


def _edges(line: str, reach_of: Callable[[str], Sequence[int]]) -> tuple[int, ...] | None:
    words = list(islice(_WORD.finditer(line), _MOST_WORDS + 1))
    if not _LEAST_WORDS <= len(words) <= _MOST_WORDS:
        return None
    reach = reach_of(line)
    return tuple(reach[word.end() - 1] for word in words)


def _in_signs(line: str) -> Sequence[int]:
    """Return for each sign of a line how far the line has come with it, counted in signs."""
    return range(1, len(line) + 1)


def _in_widths(line: str) -> Sequence[int]:
    """Return for each sign of a line how far the line has come with it, as printed: Chinese signs are twice as wide."""
    return list(accumulate(map(_width, line)))


def printed_width(text: str) -> int:
    """Return how wide a text is printed, in signs that are not Chinese; Chinese ones are twice as wide."""
    return sum(map(_width, text))


def _width(sign: str) -> int:
    return 2 if east_asian_width(sign) in "WFA" else 1


def _is_frame(lines: Lines) -> bool:
    """Whether labels, which differ in length, end below each other: the first words of the lines, but for numbers."""
    columns = list(zip(*(line.split() for _, line in lines), strict=True))
    labels = next((column for column in columns if not all(map(str.isdecimal, column))), ())
    uneven = [column for column in columns if len(set(map(len, column))) > 1]
    return len(lines) >= _LEAST_ROWS and labels in uneven and len(uneven) > 1
