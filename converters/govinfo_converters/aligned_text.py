"""Tables in text whose columns stand below each other, filled up with blanks, as ``pdftotext -layout`` prints them.

The text is a page on which each line has a height and each sign a width, those of Chinese being twice as wide. What
stands below each other is then found as on a page without rulings.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from attrs import evolve

from govinfo_converters.document import Grid, Paragraph
from govinfo_converters.frame_text import printed_width
from govinfo_converters.pdf_rows import row_of, zones_of
from govinfo_converters.pdf_text import Piece, TextLine
from govinfo_converters.pdf_unruled import blocks_of
from govinfo_schema.provenance import Place

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from govinfo_converters.document import Block

_PIECE = re.compile(r"\S+(?: \S+)*")
_WORD = re.compile(r"\S+")
_WIDE_GAP = re.compile(r"\S {2,}\S")
_WIDTH, _HEIGHT, _PITCH = 4.0, 8.0, 16.0  # of half a sign, of a sign, and from line to line: far apart
_LEAST_ROWS = 3
_LEAST_FIELDS = 3  # of a row that shows columns


def blocks_of_lines(lines: Sequence[tuple[int, str]], tables: int) -> Iterator[Block]:
    """Yield the paragraphs of some lines, and the tables among them whose columns can be told.

    Args:
        lines: lines of text with their numbers.
        tables: how many tables stand before them.
    """
    done = 0
    filled = [(number, line.expandtabs()) for number, line in lines if line.strip()]
    if sum(_WIDE_GAP.search(line) is not None for _, line in filled) >= _LEAST_ROWS:
        rows = [row_of(_text_line(number, line)) for number, line in filled]
        for zone in zones_of(rows):
            several = sum(len(row.labels) + len(row.rest) >= _LEAST_FIELDS for row in rows[zone.start : zone.stop])
            # Blanks align text roughly: a line in other columns may be a line of which the others are shifted.
            found = blocks_of(rows[zone.start : zone.stop], tables + 1, odd=0)
            if several >= _LEAST_ROWS and isinstance(found[0], Grid):
                yield from _paragraphs(filled[done : zone.start])
                tables += 1
                yield evolve(found[0], place=Place(table=tables, line=filled[zone.start][0]), measured=True)
                done = zone.stop
    yield from _paragraphs(filled[done:])


def _paragraphs(lines: Sequence[tuple[int, str]]) -> Iterator[Paragraph]:
    return (Paragraph(line.strip(), Place(line=number)) for number, line in lines)


def _text_line(number: int, line: str) -> TextLine:
    top = number * _PITCH
    pieces = tuple(
        evolve(
            _piece(line, top, *found.span()),
            words=tuple(_piece(line, top, *word.span()) for word in _WORD.finditer(line, *found.span())),
        )
        for found in _PIECE.finditer(line)
    )
    left, right = pieces[0].left, pieces[-1].right
    return TextLine(text=line.strip(), pieces=pieces, left=left, right=right, top=top, bottom=top + _HEIGHT, page=1)


def _piece(line: str, top: float, start: int, end: int) -> Piece:
    return Piece(text=line[start:end], left=_width(line[:start]), right=_width(line[:end]), middle=top + _HEIGHT / 2)


def _width(text: str) -> float:
    return _WIDTH * printed_width(text)
