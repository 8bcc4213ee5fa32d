"""One page of a PDF as PDFium sees it: characters with their boxes, and straight lines that may rule a table.

Coordinates are turned so that most of the text reads from left to right, and count from the upper left corner. Which
way the text runs is asked of the characters, never of ``/Rotate``, which only says how a page is shown.
"""

from __future__ import annotations

import ctypes
import math
import sys
from collections import Counter
from functools import lru_cache
from itertools import repeat
from typing import TYPE_CHECKING, NamedTuple

from attrs import frozen

from govinfo_converters.pdf_calls import Handle, address_of, engine, numbers, quick
from govinfo_converters.pdf_objects import Box, Guard, Objects, hidden_text, objects_of, recognised_text
from govinfo_schema.messages import Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from govinfo_schema.limits import Limits

_THIN = 3.0  # points; a line may slant as much
_SHORTEST = 4.0  # points
_MOST_CHARACTERS = 200_000
_MOST_ANNOTATIONS = 10_000
_NO_WIDTH = 0.1  # points
_LITTLE = 0.2  # of the width of a character: what may lie beyond the edge of the page
_SUSPECT = 30.0  # points: a character that stands this high may be none
_SMALL, _BESIDE = 0.6, 0.5  # of the height of the character before
_OUT_OF_PROPORTION = 0.5
_ASKEW = math.radians(3)
_QUARTER = math.pi / 2
_ASLANT = -1  # in place of a number of quarters
_MOST_CODES = 20_000  # that are kept; a report has some hundred


class Glyph(NamedTuple):
    """A character and its box; ``top`` is less than ``bottom``. Heights come from the font, not from the ink."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


class Ruling(NamedTuple):
    """A straight line: horizontal at ``at`` from left to right, or vertical at ``at`` from top to bottom."""

    horizontal: bool
    at: float
    start: float
    end: float


@frozen(kw_only=True)
class Page:
    """What stands on a page.

    Attributes:
        number: its number, from 1.
        glyphs: visible characters that run the way of most of them, blanks included, in the order of the file.
        turned: characters that run another way by a quarter or half turn.
        askew: text that runs aslant, as watermarks do.
        rulings: straight lines.
        fills: areas filled with a colour, which may be cells of a table.
        pictures: the share of the page that its largest picture covers.
        drawn: whether there is anything but text on it.
        recognised: whether most of its text lies unseen over a picture, as text recognition leaves it.
    """

    number: int
    glyphs: list[Glyph]
    turned: list[Glyph]
    askew: str
    rulings: list[Ruling]
    fills: list[Glyph]
    pictures: float
    drawn: bool
    recognised: bool


def read_page(document: Handle, number: int, limits: Limits, end: float) -> Page:
    """Read page ``number``, counted from 1, of an open document.

    Args:
        document: the open document.
        number: the number of the page.
        limits: what the file may ask for.
        end: the time, by ``time.monotonic``, at which the file must be read.

    Raises:
        ReadError: the page is damaged, or asks for more than ``limits`` allow.
    """
    pdfium, guard = engine(), Guard(limits, number, end)
    page = _opened(document, guard)
    if _is_filled_in(page):
        # What is filled into fields becomes part of the page; PDFium shows it when the page is opened again.
        pdfium.FPDFPage_Flatten(page, pdfium.FLAT_NORMALDISPLAY)
        pdfium.FPDF_ClosePage(page)
        page = _opened(document, guard)
    try:
        objects = objects_of(page, guard)
        guard.check_time()
        text = pdfium.FPDFText_LoadPage(page)
        if not text:
            raise guard.error(Text("这一页的文字无法读取。", "The text of the page cannot be read."))
        try:
            return _page(page, text, objects, guard)
        finally:
            pdfium.FPDFText_ClosePage(text)
    finally:
        pdfium.FPDF_ClosePage(page)


def _opened(document: Handle, guard: Guard) -> Handle:
    page = engine().FPDF_LoadPage(document, guard.number - 1)
    if not page:
        raise guard.error(Text("这一页已损坏，无法打开。", "The page is damaged and cannot be opened."))
    return page


def _is_filled_in(page: Handle) -> bool:
    """Whether a page has fields of a form, or text that was typed onto it."""
    pdfium = engine()
    for at in range(min(pdfium.FPDFPage_GetAnnotCount(page), _MOST_ANNOTATIONS)):
        note = pdfium.FPDFPage_GetAnnot(page, at)
        kind = pdfium.FPDFAnnot_GetSubtype(note)
        pdfium.FPDFPage_CloseAnnot(note)
        if kind in (pdfium.FPDF_ANNOT_WIDGET, pdfium.FPDF_ANNOT_FREETEXT):
            return True
    return False


def _page(page: Handle, text: Handle, objects: Objects, guard: Guard) -> Page:
    pdfium = engine()
    count = pdfium.FPDFText_CountChars(text)
    if count > _MOST_CHARACTERS:
        raise guard.error(
            Text(f"这一页的字符超过 {_MOST_CHARACTERS} 个。", f"The page has more than {_MOST_CHARACTERS} characters.")
        )
    shown = pdfium.FS_RECTF()
    pdfium.FPDF_GetPageBoundingBox(page, ctypes.byref(shown))
    sheet = (shown.left, shown.bottom, shown.right, shown.top)
    characters, turns = _characters(text, count, sheet, hidden_text(objects))
    guard.check_time()
    counted = Counter(turns.values())
    counted[0] += len(characters) - len(turns)
    del counted[_ASLANT]
    usual = max(counted, key=lambda turn: (counted[turn], -turn))
    as_usual = [glyph for at, glyph in enumerate(characters) if turns.get(at, 0) == usual] if turns else characters
    others = [characters[at] for at, turn in turns.items() if turn not in (usual, _ASLANT)]
    dark, lines = _downwards(objects.dark, sheet), _downwards(objects.rulings, sheet)
    area = max((sheet[2] - sheet[0]) * (sheet[3] - sheet[1]), 1.0)
    return Page(
        number=guard.number,
        glyphs=_turned(as_usual, usual, sheet),
        turned=_turned(others, usual, sheet),
        askew="".join(characters[at].text for at, turn in turns.items() if turn == _ASLANT).strip(),
        rulings=_rulings(_turned(lines, usual, sheet)),
        fills=_turned(dark, usual, sheet),
        pictures=max(((box[2] - box[0]) * (box[3] - box[1]) / area for box in objects.pictures), default=0.0),
        drawn=bool(objects.pictures or objects.paths),
        recognised=2 * recognised_text(objects) > objects.texts,
    )


# A character that its font does not name stays visible, so that 1?2 never becomes 12. PDFium writes 2 for a hyphen at
# the end of a line, which may as well be the dash of a blank cell.
_UNNAMED = "\ufffd"
_SPECIAL = {0: _UNNAMED, 2: "-", 10: "", 13: "", 0xFFFE: "-", 0xFFFF: _UNNAMED}
_FIRST_SURROGATE, _LAST_SURROGATE = 0xD800, 0xDFFF


@lru_cache(maxsize=_MOST_CODES)
def _character(code: int) -> str:
    """Return what a code of PDFium stands for: one character, blanks alike; nothing for the end of a line."""
    if code in _SPECIAL or _FIRST_SURROGATE <= code <= _LAST_SURROGATE or code > sys.maxunicode:
        return _SPECIAL.get(code, _UNNAMED)
    return " " if chr(code).isspace() else chr(code)


def _characters(text: Handle, count: int, sheet: Box, hidden: set[int]) -> tuple[list[Glyph], dict[int, int]]:
    """Return the visible characters, and by how many quarters those are turned, or are aslant, that do not stand up."""
    box_of, angle_of = quick("FPDFText_GetLooseCharBox"), quick("FPDFText_GetCharAngle")
    box, (in_box, *_) = numbers("f", 4)
    left, bottom, right, top = sheet
    make = Glyph._make  # quicker than Glyph(…), and there are thousands
    found: list[Glyph] = []
    turns: dict[int, int] = {}
    for at, character in enumerate(map(_character, map(quick("FPDFText_GetUnicode"), repeat(text), range(count)))):
        if not character or not box_of(text, at, in_box):
            continue
        x0, y1, x1, y0 = box
        if y1 - y0 > _SUSPECT:
            x0, y0, x1, y1 = _smaller_box(text, at, (x0, y0, x1, y1))
        # Blanks that PDFium adds have no width, and stand anywhere.
        if character == " " and x1 - x0 < _NO_WIDTH:
            continue
        if not (left <= x0 <= x1 <= right and bottom <= y0 <= y1 <= top):
            seen = _seen((x0, y0, x1, y1), sheet)
            if seen is None:
                continue
            if seen != (x0, y0, x1, y1) and character != " ":
                character = _UNNAMED  # noqa: PLW2901 - only a part of it is seen
            x0, y0, x1, y1 = seen
        if hidden and address_of(quick("FPDFText_GetTextObject")(text, at)) in hidden:
            continue
        angle = angle_of(text, at)
        if angle:
            turns[len(found)] = _quarters(angle)
        found.append(make((character, x0 - left, top - y1, x1 - left, top - y0)))
    return _evened(found), turns


def _evened(characters: list[Glyph]) -> list[Glyph]:
    """Make signs as high as the character beside them, where only their ink has a box.

    Otherwise a decimal point or a minus would stand on another line than its number.
    """
    for at in [at for at, glyph in enumerate(characters) if not glyph.text.isalnum() and glyph.text != " "]:
        sign = characters[at]
        for beside in characters[max(at - 1, 0) : at + 2 : 2] if at else characters[1:2]:
            if _is_beside(sign, beside):
                characters[at] = sign._replace(top=beside.top, bottom=beside.bottom)
                break
    return characters


def _is_beside(sign: Glyph, beside: Glyph) -> bool:
    """Whether a small box stands close to a character, within its height."""
    high = beside.bottom - beside.top
    small = beside.text.isalnum() and sign.bottom - sign.top < _SMALL * high
    near = max(beside.left - sign.right, sign.left - beside.right) <= _BESIDE * high
    return small and near and sign.bottom <= beside.bottom + _BESIDE * high and beside.top - _BESIDE * high <= sign.top


def _seen(box: Box, sheet: Box) -> Box | None:
    """Return where a character that stands close to the edge of the page is seen; ``None`` where it is not.

    A number of which a part lies beyond the left or right edge must not look whole: the box of such a character is
    moved, so that it differs.
    """
    left, bottom, right, top = sheet
    x0, y0, x1, y1 = box
    wide = x1 - x0
    if not bottom <= (y0 + y1) / 2 <= top:
        return None
    if left <= x0 + wide * _LITTLE and x1 - wide * _LITTLE <= right:
        return box
    near = max(y1 - y0, wide)
    if x0 > right + near or x1 < left - near:
        return None
    if x1 > right:
        return max(right - wide, left), y0, right, y1
    return left, y0, min(left + wide, right), y1


def _smaller_box(text: Handle, at: int, loose: Box) -> Box:
    """Return the box of the ink where that of the font is out of proportion, as it is in vertical writing."""
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    if not engine().FPDFText_GetCharBox(text, at, left, right, bottom, top):
        return loose
    wide, high = right.value - left.value, top.value - bottom.value
    if max(wide, high) < _OUT_OF_PROPORTION * min(loose[2] - loose[0], loose[3] - loose[1]):
        return left.value, bottom.value, right.value, top.value
    return loose


def _quarters(angle: float) -> int:
    quarters = round(angle / _QUARTER)
    return quarters % 4 if abs(angle - quarters * _QUARTER) <= _ASKEW else _ASLANT


def _downwards(boxes: Iterable[Box], sheet: Box) -> list[Glyph]:
    """Return boxes without text that count downwards from the upper left corner of the page."""
    left, _, _, top = sheet
    return [Glyph._make(("", x0 - left, top - y1, x1 - left, top - y0)) for x0, y0, x1, y1 in boxes]


def _turned(glyphs: list[Glyph], quarters: int, sheet: Box) -> list[Glyph]:
    """Turn a page, of which ``glyphs`` are turned clockwise by some quarters, so that they read from left to right."""
    wide, high = sheet[2] - sheet[0], sheet[3] - sheet[1]
    if quarters == 1:
        return [Glyph(text, top, wide - right, bottom, wide - left) for text, left, top, right, bottom in glyphs]
    if quarters == 2:  # noqa: PLR2004 - half a turn
        return [
            Glyph(text, wide - right, high - bottom, wide - left, high - top)
            for text, left, top, right, bottom in glyphs
        ]
    if quarters == 3:  # noqa: PLR2004 - a quarter, the other way
        return [Glyph(text, high - bottom, left, high - top, right) for text, left, top, right, bottom in glyphs]
    return glyphs


def edges_of(box: Glyph) -> Iterator[Ruling]:
    """Yield the four sides of a box."""
    _, left, top, right, bottom = box
    for at in (top, bottom):
        yield Ruling(horizontal=True, at=at, start=left, end=right)
    for at in (left, right):
        yield Ruling(horizontal=False, at=at, start=top, end=bottom)


def _rulings(boxes: Iterable[Glyph]) -> list[Ruling]:
    """Return the rulings that thin boxes and straight segments are; short and slanting ones are none."""
    make = Ruling._make  # quicker than Ruling(…), and there are thousands
    found: list[Ruling] = []
    for _, x0, y0, x1, y1 in boxes:
        wide, high = abs(x1 - x0), abs(y1 - y0)
        if high <= _THIN and wide >= _SHORTEST and wide >= high:
            found.append(make((True, (y0 + y1) / 2, *((x0, x1) if x0 <= x1 else (x1, x0)))))
        elif wide <= _THIN and high >= _SHORTEST:
            found.append(make((False, (x0 + x1) / 2, *((y0, y1) if y0 <= y1 else (y1, y0)))))
    return found
