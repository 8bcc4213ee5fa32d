"""The objects that a page of a PDF is drawn with: straight lines, fills, pictures, and text that nobody sees.

This module and ``pdf_page`` are the only ones that call PDFium.
"""

from __future__ import annotations

import ctypes
import time
from functools import cache
from importlib import import_module
from itertools import pairwise
from typing import TYPE_CHECKING, Any, TypeAlias

from attrs import Factory, define, frozen

from govinfo_schema.errors import ReadError
from govinfo_schema.messages import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

Handle: TypeAlias = Any  # a pointer of PDFium
Box: TypeAlias = tuple[float, float, float, float]  # left, bottom, right, top as PDF counts: upwards
_Matrix: TypeAlias = tuple[float, float, float, float, float, float]

_TEXT, _PATH, _IMAGE, _SHADING, _FORM = range(1, 6)  # FPDF_PAGEOBJ_… of PDFium
_THIN = 3.0  # points; a filled box that is thinner is a line
_DEEPEST = 8  # forms within forms
_LONGEST_PATH = 2_000  # segments; a path that has more is a drawing
_MOST_OBJECTS = 4  # times the limit of paths
_SAMPLE = 1 / 8  # how often the clock is asked: every 1/8 of the limit of paths
_WHITE = 250  # of 255, in each colour
_INVISIBLE = (3, 7)  # text rendering modes that leave nothing on the page


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


@cache
def engine() -> Any:  # noqa: ANN401 - pypdfium2 declares no types for what it binds
    """Return PDFium; loaded when the first PDF is read."""
    return import_module("pypdfium2.raw")


@define
class Objects:
    """What the objects of a page are, in the coordinates of the page."""

    rulings: list[Box] = Factory(list[Box])
    dark: list[Box] = Factory(list[Box])
    pictures: list[Box] = Factory(list[Box])
    unseen: list[tuple[int, Box]] = Factory(list[tuple[int, Box]])
    pale: list[tuple[int, Box]] = Factory(list[tuple[int, Box]])
    paths: int = 0
    texts: int = 0


class Guard:
    """Watches over the work that one page may ask for."""

    def __init__(self, limits: Limits, number: int) -> None:
        """Start the clock for page ``number``, counted from 1."""
        self.limits, self.number = limits, number
        self.objects = 0
        self.every = max(1, int(limits.paths * _SAMPLE))
        self.end = time.monotonic() + limits.seconds

    def count(self, paths: int) -> None:
        """Count one more object, where ``paths`` paths were seen so far.

        Raises:
            ReadError: there are too many, or they took too long.
        """
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
        """Look at the clock.

        Raises:
            ReadError: the page has taken too long.
        """
        if time.monotonic() > self.end:
            seconds = f"{self.limits.seconds:g}"
            raise self.error(
                Text(f"读取这一页超过了 {seconds} 秒。", f"Reading the page took longer than {seconds} seconds.")
            )

    def error(self, what: Text) -> ReadError:
        """Return the error that says ``what`` is wrong with the page."""
        return ReadError(
            what,
            where=f"page {self.number}",
            advice=Text(
                "请从原始文件重新导出 PDF，或只保留含有报告的页。",
                "Export the PDF anew from its source, or keep only the pages of the report.",
            ),
        )


def look_at(item: Handle, matrix: _Matrix | None, depth: int, objects: Objects, guard: Guard) -> None:
    """Note what an object of a page is; a form is looked into.

    Args:
        item: the object.
        matrix: from its coordinates to those of the page; ``None`` where they are the same.
        depth: in how many forms it stands.
        objects: what is known of the page so far.
        guard: watches over the limits.

    Raises:
        ReadError: the page asks for too much.
    """
    pdfium = engine()
    kind = pdfium.FPDFPageObj_GetType(item)
    guard.count(objects.paths)
    if kind == _TEXT:
        objects.texts += 1
        _look_at_text(item, matrix, objects)
    elif kind == _PATH:
        objects.paths += 1
        _look_at_path(item, matrix, objects)
    elif kind in (_IMAGE, _SHADING):
        objects.pictures.append(_bounds(item, matrix))
    elif kind == _FORM and depth < _DEEPEST:
        own = _matrix(item)
        inner = _product(own, matrix) if matrix else own
        for at in range(pdfium.FPDFFormObj_CountObjects(item)):
            look_at(pdfium.FPDFFormObj_GetObject(item, at), inner, depth + 1, objects, guard)


def _matrix(item: Handle) -> _Matrix:
    found = engine().FS_MATRIX()
    engine().FPDFPageObj_GetMatrix(item, ctypes.byref(found))
    return (found.a, found.b, found.c, found.d, found.e, found.f)


def _product(first: _Matrix, then: _Matrix) -> _Matrix:
    a, b, c, d, e, f = first
    ta, tb, tc, td, te, tf = then
    return (
        *(a * ta + b * tc, a * tb + b * td, c * ta + d * tc, c * tb + d * td),
        *(e * ta + f * tc + te, e * tb + f * td + tf),
    )


def _moved(x: float, y: float, matrix: _Matrix | None) -> tuple[float, float]:
    if matrix is None:
        return x, y
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _bounds(item: Handle, matrix: _Matrix | None) -> Box:
    engine().FPDFPageObj_GetBounds(item, *_SIDE_POINTERS)
    left, bottom, right, top = (side.value for side in _SIDES)
    if matrix is None:
        return left, bottom, right, top
    (x0, y0), (x1, y1) = _moved(left, bottom, matrix), _moved(right, top, matrix)
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


# Filled anew by each call, which saves making them; only one thread calls PDFium at a time.
_COLOUR = [ctypes.c_uint() for _ in range(4)]
_COLOUR_POINTERS = [ctypes.byref(part) for part in _COLOUR]
_DRAWN = [ctypes.c_int() for _ in range(2)]
_DRAWN_POINTERS = [ctypes.byref(part) for part in _DRAWN]
_SIDES = [ctypes.c_float() for _ in range(4)]
_SIDE_POINTERS = [ctypes.byref(side) for side in _SIDES]


def _is_white(item: Handle) -> bool:
    """Whether the fill of an object leaves nothing to see on white paper."""
    if not engine().FPDFPageObj_GetFillColor(item, *_COLOUR_POINTERS):
        return False
    red, green, blue, alpha = _COLOUR
    return alpha.value == 0 or (red.value >= _WHITE and green.value >= _WHITE and blue.value >= _WHITE)


def _look_at_text(item: Handle, matrix: _Matrix | None, objects: Objects) -> None:
    if engine().FPDFTextObj_GetTextRenderMode(item) in _INVISIBLE:
        objects.unseen.append((address_of(item), _bounds(item, matrix)))
    elif _is_white(item):
        objects.pale.append((address_of(item), _bounds(item, matrix)))


def address_of(item: Handle) -> int:
    """Return what identifies an object while its page is open."""
    return ctypes.cast(item, ctypes.c_void_p).value or 0


def _look_at_path(item: Handle, matrix: _Matrix | None, objects: Objects) -> None:
    pdfium = engine()
    fill, stroke = _DRAWN
    pdfium.FPDFPath_GetDrawMode(item, *_DRAWN_POINTERS)
    if not fill.value and not stroke.value:
        return
    left, bottom, right, top = box = _bounds(item, matrix)
    wide, high = right - left, top - bottom
    if min(wide, high) <= _THIN:
        objects.rulings.append(box)
        return
    if fill.value and not _is_white(item):
        objects.dark.append(box)
    if stroke.value:
        objects.rulings.extend(_strokes(item, _product(_matrix(item), matrix) if matrix else _matrix(item)))


def _strokes(path: Handle, matrix: _Matrix) -> Iterator[tuple[float, float, float, float]]:
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


def recognised_text(objects: Objects) -> int:
    """Return how many text objects lie unseen over a picture: text recognition adds such to a scan."""
    return sum(any(_holds(picture, box) for picture in objects.pictures) for _, box in objects.unseen)


def hidden_text(objects: Objects) -> set[int]:
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
