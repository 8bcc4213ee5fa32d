"""The spans of cells in HTML, as its standard reads them."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from selectolax.lexbor import LexborNode

_DIGITS = re.compile(r"[ \t\n\r\f]*\+?([0-9]+)")
_MOST_COLSPAN = 1000  # HTML standard, 4.9.11
_MOST_ROWSPAN = 65534


def group_ends(lines: Sequence[LexborNode]) -> list[int]:
    """Return for each row where its ``thead``, ``tbody`` or ``tfoot`` ends: spans do not reach further.

    Nothing where all rows are of one group, which is what most tables have.
    """
    if not lines or (lines[0].parent and lines[0].parent.mem_id) == (lines[-1].parent and lines[-1].parent.mem_id):
        return []
    ends: list[int] = []
    for _, group in groupby(lines, key=lambda line: line.parent and line.parent.mem_id):
        size = sum(1 for _ in group)
        ends += [len(ends) + size] * size
    return ends


def spans_of(cell: LexborNode) -> tuple[int, int]:
    """Return colspan and rowspan as the HTML standard reads them; a rowspan of 0 stays 0."""
    attributes = cell.attributes
    return _spans(attributes.get("colspan"), attributes.get("rowspan"))


@lru_cache(maxsize=256)
def _spans(colspan: str | None, rowspan: str | None) -> tuple[int, int]:
    return _span(colspan or "", _MOST_COLSPAN) or 1, _span(rowspan or "", _MOST_ROWSPAN)


def _span(text: str, most: int) -> int:
    """Return a span, 1 where none is stated; a number with too many digits to be one counts as the largest."""
    found = _DIGITS.match(text)
    if not found:
        return 1
    digits = found[1]
    return most if len(digits.lstrip("0")) > len(str(most)) else min(int(digits), most)
