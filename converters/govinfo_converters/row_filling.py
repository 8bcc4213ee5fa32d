"""Rows that were filled up with "|" at their end after their blank cells were left out.

Programs that take the text out of pages leave out cells without text, and print a "|" at the end of a row for each
column that it lacks: "总计 | 18 | 18 | |||||||". What fills up such a row tells how many cells are missing, and not
which ones. It is told from blank cells that were printed, each behind a blank: "总计 | 18 |  |  |".
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

PIPES = "|｜"
_IN_A_LINE = re.compile(rf"[^\s{PIPES}] [{PIPES}] [{PIPES}]{{2,}}\s*$", re.MULTILINE)
_IN_THE_NEXT_LINE = re.compile(rf"[^\s{PIPES}]\s{{0,3}}[{PIPES}][ \r]*\n[{PIPES}]{{2,}}\s*$", re.MULTILINE)
_FILLING = re.compile(rf"(?<=[^\s{PIPES}]\s[{PIPES}])\s?[{PIPES}]+$")
_ONE_FIELD = re.compile(rf"[{PIPES}]?[^{PIPES}]*[\s{PIPES}]*$")


def are_filled_up(lines: Sequence[str]) -> bool:
    """Whether rows of this text are filled up: two separators or more stand together at the end of one of them."""
    text = "\n".join(lines)
    return _IN_A_LINE.search(text) is not None or _IN_THE_NEXT_LINE.search(text) is not None


def without_filling(line: str) -> str:
    """Return a row without what fills it up; a row that is all blank behind its label is kept as it is."""
    return line if _ONE_FIELD.match(line) else _FILLING.sub("", line)
