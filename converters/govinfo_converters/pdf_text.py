"""From characters to lines, fields and the text of a cell, by where they stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import frozen

from govinfo_converters.pdf_page import Glyph

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_SAME_LINE = 0.5  # of the height: how far the middles of two characters of one line may differ
_BLANK = 0.25  # of the height: a gap that is a blank
_FIELD = 0.9  # of the height: a gap that parts two fields
_SMALLER = 0.8  # of the height of the figure beside it: a footnote mark
_RAISED = 0.25  # of the height
_STRUCK_TWICE = 0.3  # of the width: one character drawn twice
_OVER = -0.5  # of the width: two characters over each other
_DIGITS = frozenset("0123456789０１２３４５６７８９")


def height(glyph: Glyph) -> float:
    """Return the height of a character in points; its width where the font states no height."""
    return max(glyph.bottom - glyph.top, glyph.right - glyph.left, 1.0)


def _middle(glyph: Glyph) -> float:
    return (glyph.top + glyph.bottom) / 2


@frozen(kw_only=True)
class Piece:
    """A field: text between two wide gaps of a line, with its sides and its own height on the page."""

    text: str
    left: float
    right: float
    middle: float


@frozen(kw_only=True)
class TextLine:
    """A line of text outside of ruled tables.

    Attributes:
        text: its text.
        left: where its first visible character begins, in points.
        right: where its last visible character ends.
        top: its upper edge.
        bottom: its lower edge.
        glyphs: its characters from left to right, blanks included.
        page: the page on which it stands.
    """

    text: str
    left: float
    right: float
    top: float
    bottom: float
    glyphs: tuple[Glyph, ...]
    page: int

    @property
    def middle(self) -> float:
        """Half way between its upper and its lower edge."""
        return (self.top + self.bottom) / 2

    @property
    def size(self) -> float:
        """Its height in points."""
        return max(self.bottom - self.top, 1.0)

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """Its fields from left to right."""
        return tuple(
            Piece(text=text_of(run), left=run[0].left, right=run[-1].right, middle=_middle(run[0]))
            for run in _runs(self.glyphs)
        )


def _runs(glyphs: Iterable[Glyph]) -> Iterator[list[Glyph]]:
    run: list[Glyph] = []
    for glyph in glyphs:
        if glyph.text == " ":
            continue
        if run and glyph.left - run[-1].right > _FIELD * height(run[-1]):
            yield run
            run = []
        run.append(glyph)
    if run:
        yield run


def rows_of(glyphs: Sequence[Glyph]) -> list[list[Glyph]]:
    """Group characters into lines, from top to bottom, each from left to right."""
    rows: list[list[Glyph]] = []
    at = 0.0
    for glyph in sorted(glyphs, key=_middle):
        middle = _middle(glyph)
        if rows and middle - at <= _SAME_LINE * min(height(glyph), height(rows[-1][0])):
            rows[-1].append(glyph)
            at += (middle - at) / len(rows[-1])
        else:
            rows.append([glyph])
            at = middle
    for row in rows:
        row.sort(key=lambda glyph: glyph.left)
    return rows


def text_of(row: Sequence[Glyph]) -> str:
    """Return the text of a line, with a blank where a gap is, and wherever figures would run into each other.

    A character drawn twice counts once. A figure over another one, a raised one and a small one are set apart, because
    they are no digit of the same number.
    """
    parts: list[str] = []
    before: Glyph | None = None
    for glyph in row:
        if before is not None and before.text != " " != glyph.text:
            gap = glyph.left - before.right
            width = max(before.right - before.left, 0.1)
            if glyph.text == before.text and glyph.left - before.left < _STRUCK_TWICE * width:
                continue
            if gap > _BLANK * height(before) or gap < _OVER * width or _another_number(before, glyph):
                parts.append(" ")
        parts.append(glyph.text)
        before = glyph
    return "".join(parts).strip()


def _another_number(one: Glyph, other: Glyph) -> bool:
    if one.text not in _DIGITS or other.text not in _DIGITS:
        return False
    low, high = sorted((height(one), height(other)))
    return low < _SMALLER * high or abs(_middle(one) - _middle(other)) > _RAISED * high


def cell_text(glyphs: Sequence[Glyph]) -> str:
    """Return the text of a cell: its lines with line breaks between them."""
    if len(glyphs) == 1:
        return glyphs[0].text.strip()
    return "\n".join(text for text in map(text_of, rows_of(glyphs)) if text)


def text_lines(glyphs: Sequence[Glyph], page: int) -> list[TextLine]:
    """Return the lines of a page that hold something, from top to bottom."""
    lines: list[TextLine] = []
    for row in rows_of(glyphs):
        seen = [glyph for glyph in row if glyph.text != " "]
        if seen:
            lines.append(
                TextLine(
                    text=text_of(row),
                    left=seen[0].left,
                    right=max(glyph.right for glyph in seen),
                    top=min(glyph.top for glyph in seen),
                    bottom=max(glyph.bottom for glyph in seen),
                    glyphs=tuple(row),
                    page=page,
                )
            )
    return lines
