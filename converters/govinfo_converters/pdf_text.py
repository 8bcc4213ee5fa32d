"""From characters to lines, fields and the text of a cell, by where they stand."""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING

from attrs import define

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from govinfo_converters.pdf_page import Glyph

_LEAST_GAP = 0.7  # points; less is no gap in any size
_SAME_LINE = 0.5  # of the height: how far the middles of two characters of one line may differ
BLANK = 0.25  # of the height: a gap that is a blank
_FIELD = 0.9  # of the height: a gap that parts two fields
_SMALLER = 0.8  # of the height of the figure beside it: a footnote mark
_RAISED = 0.25  # of the height
_STRUCK_TWICE = 0.3  # of the width: one character drawn twice
_THIN = 0.1  # points; what has no width counts as this wide
_OVER = -0.5  # of the width: two characters over each other
_DIGITS = frozenset("0123456789０１２３４５６７８９")


def height(glyph: Glyph) -> float:
    """Return the height of a character in points; its width where the font states no height."""
    return max(glyph.bottom - glyph.top, glyph.right - glyph.left, 1.0)


def heights(glyphs: Iterable[Glyph]) -> list[float]:
    """Return the heights of characters, as ``height`` does."""
    return [
        high if (high := bottom - top) >= 1.0 and high >= right - left else max(right - left, 1.0)
        for _, left, top, right, bottom in glyphs
    ]


def _middle(glyph: Glyph) -> float:
    return (glyph.top + glyph.bottom) / 2


_left = attrgetter("left")


# Not frozen, as little of which a page has hundreds: to make a frozen object takes four times as long.


@define(kw_only=True, unsafe_hash=True)
class Piece:
    """A field: text between two wide gaps of a line.

    Attributes:
        text: its text.
        left: where it begins, in points.
        right: where it ends.
        middle: its own height on the page.
        reach: how far its first and its last line are from there.
        words: what blanks part it into, if there are any, each with its own sides.
    """

    text: str
    left: float
    right: float
    middle: float
    reach: float = 0.0
    words: tuple[Piece, ...] = ()

    @property
    def first(self) -> float:
        """The height of its first line."""
        return self.middle - self.reach

    @property
    def last(self) -> float:
        """The height of its last line."""
        return self.middle + self.reach

    def with_below(self, below: Piece) -> Piece:
        """Return the field of which ``below`` is the end, some lines down."""
        left, right = min(self.left, below.left), max(self.right, below.right)
        middle, reach = (self.first + below.last) / 2, (below.last - self.first) / 2
        return Piece(text=self.text + below.text, left=left, right=right, middle=middle, reach=reach)


@define(kw_only=True, unsafe_hash=True)
class TextLine:
    """A line of text outside of ruled tables.

    Attributes:
        text: its text.
        pieces: its fields from left to right.
        left: where its first visible character begins, in points.
        right: where its last visible character ends.
        top: its upper edge.
        bottom: its lower edge.
        page: the page on which it stands.
    """

    text: str
    pieces: tuple[Piece, ...]
    left: float
    right: float
    top: float
    bottom: float
    page: int

    @property
    def middle(self) -> float:
        """Half way between its upper and its lower edge."""
        return (self.top + self.bottom) / 2

    @property
    def size(self) -> float:
        """Its height in points."""
        return max(self.bottom - self.top, 1.0)


def pieces_of(row: Iterable[Glyph]) -> tuple[Piece, ...]:
    """Return the fields of a line: it is cut at its wide gaps, which may hold blanks."""
    pieces: list[Piece] = []
    run: list[Glyph] = []
    last: Glyph | None = None  # the last one that is no blank
    for glyph in row:
        if glyph.text != " ":
            if last is not None and (gap := glyph.left - last.right) > _LEAST_GAP and gap > _FIELD * height(last):
                pieces.append(_piece(run, last))
                run = []
            last = glyph
        if last is not None:
            run.append(glyph)
    if last is not None:
        pieces.append(_piece(run, last))
    return tuple(pieces)


def _piece(run: Sequence[Glyph], last: Glyph) -> Piece:
    text = text_of(run)
    words = _words(run) if " " in text else ()
    return Piece(text=text, left=run[0].left, right=last.right, middle=_middle(run[0]), words=words)


def _words(run: Sequence[Glyph]) -> tuple[Piece, ...]:
    """Cut a field at its blanks."""
    words: list[list[Glyph]] = []
    for glyph in run:
        if glyph.text == " ":
            continue
        if words and glyph.left - words[-1][-1].right <= BLANK * height(words[-1][-1]):
            words[-1].append(glyph)
        else:
            words.append([glyph])
    return tuple(
        Piece(text=text_of(word), left=word[0].left, right=word[-1].right, middle=_middle(word[0])) for word in words
    )


def rows_of(glyphs: Sequence[Glyph]) -> list[list[Glyph]]:
    """Group characters into lines, from top to bottom, each from left to right."""
    rows: list[list[Glyph]] = []
    at = 0.0
    middles = [(top + bottom) / 2 for _, _, top, _, bottom in glyphs]
    for number in sorted(range(len(glyphs)), key=middles.__getitem__):
        glyph, apart = glyphs[number], middles[number] - at
        if rows and (apart <= _LEAST_GAP or apart <= _SAME_LINE * min(height(glyph), height(rows[-1][0]))):
            rows[-1].append(glyph)
            at += apart / len(rows[-1])
        else:
            rows.append([glyph])
            at = middles[number]
    for row in rows:
        row.sort(key=_left)
    return rows


def text_of(row: Sequence[Glyph]) -> str:
    """Return the text of a line, with a blank where a gap is, and wherever figures would run into each other.

    A character drawn twice counts once. A figure over another one, a raised one and a small one are set apart, because
    they are no digit of the same number.
    """
    parts: list[str] = []
    before: Glyph | None = None
    last, end = " ", 0.0  # the text of the one before, and where it ends
    for glyph in row:
        text, left, _, right, _ = glyph
        if text != " " and last != " ":
            gap = left - end
            if (gap > _LEAST_GAP or gap < -_LEAST_GAP or text in _DIGITS) and before is not None:
                between = _between(before, glyph, gap)
                if between is None:
                    continue
                parts.append(between)
        parts.append(text)
        before, last, end = glyph, text, right
    return "".join(parts).strip()


def _between(before: Glyph, glyph: Glyph, gap: float) -> str | None:
    """Return what stands between two characters of a line; ``None`` where the second one is the first, drawn twice."""
    one, start, upper, end, lower = before
    other, left, top, right, bottom = glyph
    width, high = end - start, lower - upper
    if (
        upper == top
        and lower == bottom
        and _OVER * width <= gap <= BLANK * high
        and _THIN <= width <= high >= right - left
    ):
        return ""  # as most figures of a number stand
    if other == one and left - start < _STRUCK_TWICE * max(width, _THIN):
        return None
    apart = gap > BLANK * height(before) or gap < _OVER * max(width, _THIN) or _another_number(before, glyph)
    return " " if apart else ""


def _another_number(one: Glyph, other: Glyph) -> bool:
    if one.text not in _DIGITS or other.text not in _DIGITS:
        return False
    low, high = sorted((height(one), height(other)))
    return low < _SMALLER * high or abs(_middle(one) - _middle(other)) > _RAISED * high


def cell_text(glyphs: Sequence[Glyph]) -> str:
    """Return the text of a cell: its lines with line breaks between them."""
    if len(glyphs) == 1:
        return glyphs[0].text.strip()
    _, _, upper, _, lower = glyphs[0]
    for _, _, top, _, bottom in glyphs:
        if top != upper or bottom != lower:
            return "\n".join([text for text in map(text_of, rows_of(glyphs)) if text])
    return text_of(sorted(glyphs, key=_left))


def text_lines(glyphs: Sequence[Glyph], page: int) -> list[TextLine]:
    """Return the lines of a page that hold something, from top to bottom."""
    lines: list[TextLine] = []
    for row in rows_of(glyphs):
        pieces = pieces_of(row)
        if pieces:
            seen = [glyph for glyph in row if glyph.text != " "]
            lines.append(
                TextLine(
                    text=" ".join(piece.text for piece in pieces),
                    pieces=pieces,
                    left=pieces[0].left,
                    right=max(glyph.right for glyph in seen),
                    top=min(glyph.top for glyph in seen),
                    bottom=max(glyph.bottom for glyph in seen),
                    page=page,
                )
            )
    return lines
