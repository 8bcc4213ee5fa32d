"""One page of a PDF as PDFium sees it: characters with their boxes, and straight lines that may rule a table.

Coordinates are turned so that most of the text reads from left to right, and count downwards. Which way the text runs
is asked of the characters, never of ``/Rotate``, which only says how a page is shown.
"""

from __future__ import annotations

import ctypes
import math
import time
from collections import Counter
from functools import cache
from importlib import import_module
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from attrs import Factory, define, frozen

from govinfo_schema.errors import ReadError
from govinfo_schema.messages import Text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

Matrix: TypeAlias = tuple[float, float, float, float, float, float]
Box: TypeAlias = tuple[float, float, float, float]  # left, bottom, right, top as PDF counts: upwards
_Handle: TypeAlias = Any  # a pointer of PDFium

_THIN = 3.0  # points; a filled box that is thinner is a line
_SHORTEST = 4.0  # points
_DEEPEST = 8  # forms within forms
_LONGEST_PATH = 2_000  # segments; a path that has more is a drawing
_MOST_CHARACTERS = 200_000
_MOST_OBJECTS = 4  # times the limit of paths
_WHITE = 250  # of 255, in each colour
_INVISIBLE = (3, 7)  # text rendering modes that leave nothing on the page
_NO_WIDTH = 0.1  # points
_SUSPECT = 30.0  # points: a character that stands this high may be none
_OUT_OF_PROPORTION = 0.5
_ASKEW = math.radians(3)
_QUARTER = math.pi / 2
_SAMPLE = 1 / 8  # how often the clock is asked: every 1/8 of the limit of paths


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
class Limits:
    """What a PDF may ask of its reader.

    Attributes:
        pages: most pages.
        paths: most drawn paths on one page.
        seconds: longest time for one page.
    """

    pages: int = 300
    paths: int = 50_000
    seconds: float = 20.0


@frozen(kw_only=True)
class Page:
    """What stands on a page.

    Attributes:
        number: its number, from 1.
        glyphs: visible characters that run the way of most of them, blanks included, in the order of the file.
        turned: characters that run another way by a quarter or half turn.
        askew: text that runs aslant, as watermarks do.
        rulings: straight lines.
        pictures: the share of the page that its largest picture covers.
        drawn: whether there is anything but text on it.
    """

    number: int
    glyphs: list[Glyph]
    turned: list[Glyph]
    askew: str
    rulings: list[Ruling]
    pictures: float
    drawn: bool


@cache
def engine() -> Any:  # noqa: ANN401 - pypdfium2 declares no types for what it binds
    """Return PDFium; loaded when the first PDF is read."""
    return import_module("pypdfium2.raw")


@define
class _Objects:
    """What the objects of a page are, in the coordinates of the page."""

    rulings: list[tuple[float, float, float, float]] = Factory(list)
    dark: list[Box] = Factory(list)
    pictures: list[Box] = Factory(list)
    unseen: list[tuple[int, Box]] = Factory(list)
    pale: list[tuple[int, Box]] = Factory(list)
    paths: int = 0


class _Guard:
    """Watches over the work that one page may ask for."""

    def __init__(self, limits: Limits, number: int) -> None:
        self.limits, self.number = limits, number
        self.objects = 0
        self.every = max(1, int(limits.paths * _SAMPLE))
        self.end = time.monotonic() + limits.seconds

    def count(self, paths: int) -> None:
        self.objects += 1
        if paths > self.limits.paths or self.objects > _MOST_OBJECTS * self.limits.paths:
            raise self.error(
                Text(
                    f"页面上的图形对象超过 {self.limits.paths} 个。",
                    f"The page draws more than {self.limits.paths} paths.",
                )
            )
        if self.objects % self.every == 0:
            self.check_time()

    def check_time(self) -> None:
        if time.monotonic() > self.end:
            seconds = f"{self.limits.seconds:g}"
            raise self.error(
                Text(f"读取这一页超过了 {seconds} 秒。", f"Reading the page took longer than {seconds} seconds.")
            )

    def error(self, what: Text) -> ReadError:
        return ReadError(
            what,
            where=f"page {self.number}",
            advice=Text(
                "请从原始文件重新导出 PDF，或只保留含有报告的页。",
                "Export the PDF anew from its source, or keep only the pages of the report.",
            ),
        )


def read_page(document: _Handle, number: int, limits: Limits) -> Page:
    """Read page ``number``, counted from 1, of an open document.

    Raises:
        ReadError: the page is damaged, or asks for more than ``limits`` allow.
    """
    pdfium, guard = engine(), _Guard(limits, number)
    page = pdfium.FPDF_LoadPage(document, number - 1)
    if not page:
        raise guard.error(Text("这一页已损坏，无法打开。", "The page is damaged and cannot be opened."))
    try:
        objects = _Objects()
        for at in range(pdfium.FPDFPage_CountObjects(page)):
            _look_at(pdfium.FPDFPage_GetObject(page, at), None, 0, objects, guard)
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


# Objects: lines, fills, pictures, and text that nobody sees.


def _look_at(item: _Handle, matrix: Matrix | None, depth: int, objects: _Objects, guard: _Guard) -> None:
    pdfium = engine()
    kind = pdfium.FPDFPageObj_GetType(item)
    guard.count(objects.paths)
    if kind == pdfium.FPDF_PAGEOBJ_TEXT:
        _look_at_text(item, matrix, objects)
    elif kind == pdfium.FPDF_PAGEOBJ_PATH:
        objects.paths += 1
        _look_at_path(item, matrix, objects)
    elif kind in (pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_SHADING):
        objects.pictures.append(_bounds(item, matrix))
    elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < _DEEPEST:
        own = _matrix(item)
        inner = _product(own, matrix) if matrix else own
        for at in range(pdfium.FPDFFormObj_CountObjects(item)):
            _look_at(pdfium.FPDFFormObj_GetObject(item, at), inner, depth + 1, objects, guard)


def _matrix(item: _Handle) -> Matrix:
    found = engine().FS_MATRIX()
    engine().FPDFPageObj_GetMatrix(item, ctypes.byref(found))
    return (found.a, found.b, found.c, found.d, found.e, found.f)


def _product(first: Matrix, then: Matrix) -> Matrix:
    a, b, c, d, e, f = first
    ta, tb, tc, td, te, tf = then
    return (
        *(a * ta + b * tc, a * tb + b * td, c * ta + d * tc, c * tb + d * td),
        *(e * ta + f * tc + te, e * tb + f * td + tf),
    )


def _moved(x: float, y: float, matrix: Matrix | None) -> tuple[float, float]:
    if matrix is None:
        return x, y
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _bounds(item: _Handle, matrix: Matrix | None) -> Box:
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    engine().FPDFPageObj_GetBounds(item, left, bottom, right, top)
    (x0, y0), (x1, y1) = _moved(left.value, bottom.value, matrix), _moved(right.value, top.value, matrix)
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def _is_white(get: Callable[..., int], item: _Handle) -> bool:
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    if not get(item, red, green, blue, alpha):
        return False
    return alpha.value == 0 or min(red.value, green.value, blue.value) >= _WHITE


def _look_at_text(item: _Handle, matrix: Matrix | None, objects: _Objects) -> None:
    pdfium = engine()
    if pdfium.FPDFTextObj_GetTextRenderMode(item) in _INVISIBLE:
        objects.unseen.append((_address(item), _bounds(item, matrix)))
    elif _is_white(pdfium.FPDFPageObj_GetFillColor, item):
        objects.pale.append((_address(item), _bounds(item, matrix)))


def _address(item: _Handle) -> int:
    return ctypes.cast(item, ctypes.c_void_p).value or 0


def _look_at_path(item: _Handle, matrix: Matrix | None, objects: _Objects) -> None:
    pdfium = engine()
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(item, fill, stroke)
    if not fill.value and not stroke.value:
        return
    left, bottom, right, top = box = _bounds(item, matrix)
    wide, high = right - left, top - bottom
    if min(wide, high) <= _THIN:
        objects.rulings.append(box)
        return
    if fill.value and not _is_white(pdfium.FPDFPageObj_GetFillColor, item):
        objects.dark.append(box)
    if stroke.value:
        objects.rulings.extend(_strokes(item, _product(_matrix(item), matrix) if matrix else _matrix(item)))


def _strokes(path: _Handle, matrix: Matrix) -> Iterator[tuple[float, float, float, float]]:
    """Yield the straight segments of a stroked path: the sides of a box, or lines drawn in one go."""
    pdfium = engine()
    count = pdfium.FPDFPath_CountSegments(path)
    if count > _LONGEST_PATH:
        return
    x, y = ctypes.c_float(), ctypes.c_float()
    here = start = (0.0, 0.0)
    for at in range(count):
        segment = pdfium.FPDFPath_GetPathSegment(path, at)
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        before, here = here, _moved(x.value, y.value, matrix)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            start = here
            continue
        ends = [before, here, start] if pdfium.FPDFPathSegment_GetClose(segment) else [before, here]
        if kind == pdfium.FPDF_SEGMENT_LINETO:
            yield from ((*one, *other) for one, other in pairwise(ends))


# Characters


def _page(page: _Handle, text: _Handle, objects: _Objects, guard: _Guard) -> Page:
    pdfium = engine()
    count = pdfium.FPDFText_CountChars(text)
    if count > _MOST_CHARACTERS:
        raise guard.error(
            Text(f"这一页的字符超过 {_MOST_CHARACTERS} 个。", f"The page has more than {_MOST_CHARACTERS} characters.")
        )
    shown = pdfium.FS_RECTF()
    pdfium.FPDF_GetPageBoundingBox(page, ctypes.byref(shown))
    sheet = (shown.left, shown.bottom, shown.right, shown.top)
    characters, angles = _characters(text, count, sheet, _hidden(objects))
    guard.check_time()
    turns = Counter(angle for angle in angles if angle is not None)
    usual = max(turns, key=lambda turn: (turns[turn], -turn), default=0)
    turn = _TURNS[usual]
    pairs = list(zip(characters, angles, strict=True))
    area = max((sheet[2] - sheet[0]) * (sheet[3] - sheet[1]), 1.0)
    return Page(
        number=guard.number,
        glyphs=[Glyph(*turn(glyph)) for glyph, angle in pairs if angle == usual],
        turned=[Glyph(*turn(glyph)) for glyph, angle in pairs if angle is not None and angle != usual],
        askew="".join(glyph[0] for glyph, angle in pairs if angle is None).strip(),
        rulings=[ruling for line in objects.rulings for ruling in _ruling(turn(("", *line)))],
        pictures=max(((box[2] - box[0]) * (box[3] - box[1]) / area for box in objects.pictures), default=0.0),
        drawn=bool(objects.pictures or objects.paths),
    )


def _hidden(objects: _Objects) -> set[int]:
    """Return the text objects that nobody sees.

    Invisible text over a picture is what text recognition adds to a scan, so it counts. White text is seen on what is
    dark.
    """
    unseen = {item for item, box in objects.unseen if not any(_holds(picture, box) for picture in objects.pictures)}
    backgrounds = objects.dark + objects.pictures
    pale = {item for item, box in objects.pale if not any(_holds(dark, box) for dark in backgrounds)}
    return unseen | pale


def _holds(outer: Box, inner: Box) -> bool:
    x, y = (inner[0] + inner[2]) / 2, (inner[1] + inner[3]) / 2
    return outer[0] <= x <= outer[2] and outer[1] <= y <= outer[3]


_Raw: TypeAlias = tuple[str, float, float, float, float]  # text, then the box upwards


def _characters(text: _Handle, count: int, sheet: Box, hidden: set[int]) -> tuple[list[_Raw], list[int | None]]:
    """Return the visible characters, and for each by how many quarters it is turned; ``None`` where it is askew."""
    pdfium = engine()
    box = pdfium.FS_RECTF()
    pointer = ctypes.byref(box)
    box_of, code_of, angle_of = (
        pdfium.FPDFText_GetLooseCharBox,
        pdfium.FPDFText_GetUnicode,
        pdfium.FPDFText_GetCharAngle,
    )
    left, bottom, right, top = sheet
    found: list[_Raw] = []
    angles: list[int | None] = []
    for at in range(count):
        code = code_of(text, at)
        # A character that the font does not name stays visible, so that 1?2 never becomes 12.
        character = _SPECIAL.get(code) or ("\ufffd" if 0xD800 <= code < 0xE000 else chr(code))  # noqa: PLR2004 - surrogates
        if character in "\r\n" or not box_of(text, at, pointer):
            continue
        x0, y0, x1, y1 = box.left, box.bottom, box.right, box.top
        if y1 - y0 > _SUSPECT:
            x0, y0, x1, y1 = _smaller_box(text, at, (x0, y0, x1, y1))
        # Blanks that PDFium adds have no width, and stand anywhere.
        if character.isspace() and x1 - x0 < _NO_WIDTH:
            continue
        if not (left <= (x0 + x1) / 2 <= right and bottom <= (y0 + y1) / 2 <= top):
            continue
        if hidden and _address(pdfium.FPDFText_GetTextObject(text, at)) in hidden:
            continue
        found.append((" " if character.isspace() else character, x0, y0, x1, y1))
        angles.append(_quarters(angle_of(text, at)))
    return found, angles


def _smaller_box(text: _Handle, at: int, loose: Box) -> Box:
    """Return the box of the ink where that of the font is out of proportion, as it is in vertical writing."""
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    if not engine().FPDFText_GetCharBox(text, at, left, right, bottom, top):
        return loose
    wide, high = right.value - left.value, top.value - bottom.value
    if max(wide, high) < _OUT_OF_PROPORTION * min(loose[2] - loose[0], loose[3] - loose[1]):
        return left.value, bottom.value, right.value, top.value
    return loose


# PDFium writes 2 for a hyphen at the end of a line, which may as well be the dash of a blank cell.
_SPECIAL = {0: "\ufffd", 2: "-", 0xFFFE: "-", 0xFFFF: "\ufffd"}


def _quarters(angle: float) -> int | None:
    if angle == 0:
        return 0
    quarters = round(angle / _QUARTER)
    return quarters % 4 if abs(angle - quarters * _QUARTER) <= _ASKEW else None


# By quarters that text is turned clockwise: from (left, bottom, right, top) upwards to (left, top, right, bottom).
_TURNS: dict[int, Callable[[_Raw], _Raw]] = {
    0: lambda raw: (raw[0], raw[1], -raw[4], raw[3], -raw[2]),
    1: lambda raw: (raw[0], -raw[4], -raw[3], -raw[2], -raw[1]),
    2: lambda raw: (raw[0], -raw[3], raw[2], -raw[1], raw[4]),
    3: lambda raw: (raw[0], raw[2], raw[1], raw[4], raw[3]),
}


def _ruling(raw: _Raw) -> Iterator[Ruling]:
    """Yield the ruling that a thin box or a straight segment is; none for short and slanting ones."""
    _, x0, y0, x1, y1 = raw
    wide, high = abs(x1 - x0), abs(y1 - y0)
    if high <= _THIN and wide >= max(_SHORTEST, high):
        yield Ruling(horizontal=True, at=(y0 + y1) / 2, start=min(x0, x1), end=max(x0, x1))
    elif wide <= _THIN and high >= _SHORTEST:
        yield Ruling(horizontal=False, at=(x0 + x1) / 2, start=min(y0, y1), end=max(y0, y1))
