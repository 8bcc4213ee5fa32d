"""The objects that a page of a PDF is drawn with: straight lines, fills, pictures, and text that nobody sees.

This module and ``pdf_page`` are the only ones that call PDFium for what stands on a page.
"""

from __future__ import annotations

import time
from itertools import pairwise
from typing import TYPE_CHECKING, TypeAlias

from attrs import Factory, define

from govinfo_converters.pdf_calls import Handle, address_of, engine, numbers, quick
from govinfo_schema.errors import ReadError
from govinfo_schema.messages import Text

if TYPE_CHECKING:
    from array import array
    from collections.abc import Callable, Iterator

    from govinfo_schema.limits import Limits

Box: TypeAlias = tuple[float, float, float, float]  # left, bottom, right, top as PDF counts: upwards
_Matrix: TypeAlias = tuple[float, float, float, float, float, float]

_TEXT, _PATH, _IMAGE, _SHADING, _FORM = range(1, 6)  # FPDF_PAGEOBJ_… of PDFium
_LINE_TO, _MOVE_TO = 0, 2  # FPDF_SEGMENT_… of PDFium
_THIN = 3.0  # points; a filled box that is thinner is a line
_DEEPEST = 8  # forms within forms
_LONGEST_PATH = 2_000  # segments; a path that has more is a drawing
_CELLS_FOR_EACH_PATH = 10  # what is drawn on one page, of the cells that a table over all pages may have
_MOST_OBJECTS = 4  # times the limit of paths
_SAMPLE = 1 / 8  # how often the clock is asked: every 1/8 of the limit of paths
_WHITE = 250  # of 255, in each colour
_INVISIBLE = (3, 7)  # text rendering modes that leave nothing on the page


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

    def __init__(self, limits: Limits, number: int, end: float) -> None:
        """Watch over page ``number``, counted from 1; ``end`` is the time at which the file must be read."""
        self.limits, self.number, self.end = limits, number, end
        self.objects = 0
        self.most_paths = limits.cells // _CELLS_FOR_EACH_PATH
        self.every = max(1, int(self.most_paths * _SAMPLE))

    def count(self, objects: int, paths: int) -> None:
        """Count objects that are about to be looked at, where ``paths`` paths are among all of them so far.

        Raises:
            ReadError: there are too many, or they took too long.
        """
        self.objects += objects
        if paths > self.most_paths or self.objects > _MOST_OBJECTS * self.most_paths:
            what = Text(
                f"这一页的图形对象超过 {self.most_paths} 个，多于任何允许的表格所需",
                f"The page draws more than {self.most_paths} paths, which no table that is allowed needs",
            )
            raise self.limits.refusal("cells", what, where=self.where)
        self.check_time()

    def check_time(self) -> None:
        """Look at the clock.

        Raises:
            ReadError: the file has taken too long.
        """
        if time.monotonic() > self.end:
            what = Text("读到这一页时已经太久", "At this page the file has taken too long")
            raise self.limits.refusal("seconds", what, where=self.where)

    @property
    def where(self) -> str:
        """The page, for messages."""
        return f"page {self.number}"

    def error(self, what: Text) -> ReadError:
        """Return the error that says ``what`` is wrong with the page."""
        return ReadError(
            what,
            where=self.where,
            advice=Text(
                "请从原始文件重新导出 PDF，或只保留含有报告的页。",
                "Export the PDF anew from its source, or keep only the pages of the report.",
            ),
        )


def objects_of(page: Handle, guard: Guard) -> Objects:
    """Return what the objects of a page are; forms are looked into.

    Args:
        page: the open page.
        guard: watches over the limits.

    Raises:
        ReadError: the page asks for too much.
    """
    looking = _Looking(guard)
    looking.look_through(quick("FPDFPage_GetObject"), page, engine().FPDFPage_CountObjects(page), None, 0)
    return looking.objects


class _Looking:
    """Looks at one object after the other."""

    colour: array[int]  # red, green, blue and how opaque

    def __init__(self, guard: Guard) -> None:
        self.objects, self.guard = Objects(), guard
        self.mode_of_path, self.fill_of = quick("FPDFPath_GetDrawMode"), quick("FPDFPageObj_GetFillColor")
        self.bounds_of, self.matrix_of = quick("FPDFPageObj_GetBounds"), quick("FPDFPageObj_GetMatrix")
        self.colour, self.in_colour = numbers("I", 4)
        self.drawn, self.in_drawn = numbers("i", 2)
        self.sides, self.in_sides = numbers("f", 4)
        self.factors, self.in_factors = numbers("f", 6)

    def look_through(
        self, object_at: Callable[[Handle, int], Handle], whole: Handle, count: int, matrix: _Matrix | None, depth: int
    ) -> None:
        """Note what the objects of a page, or of a form, are.

        Args:
            object_at: returns an object by its number.
            whole: the page or form.
            count: how many objects it has.
            matrix: from their coordinates to those of the page; ``None`` where they are the same.
            depth: in how many forms they stand.
        """
        kind_of, mode_of_text = quick("FPDFPageObj_GetType"), quick("FPDFTextObj_GetTextRenderMode")
        objects, every = self.objects, self.guard.every
        for at in range(count):
            if at % every == 0:
                self.guard.count(min(every, count - at), objects.paths)
            item = object_at(whole, at)
            kind = kind_of(item)
            if kind == _PATH:
                objects.paths += 1
                self.look_at_path(item, matrix)
            elif kind == _TEXT:
                objects.texts += 1
                if mode_of_text(item) in _INVISIBLE:
                    objects.unseen.append((address_of(item), self.bounds(item, matrix)))
                elif self.is_white(item):
                    objects.pale.append((address_of(item), self.bounds(item, matrix)))
            elif kind in (_IMAGE, _SHADING):
                objects.pictures.append(self.bounds(item, matrix))
            elif kind == _FORM and depth < _DEEPEST:
                within = engine().FPDFFormObj_CountObjects(item)
                self.look_through(quick("FPDFFormObj_GetObject"), item, within, self.matrix(item, matrix), depth + 1)
        self.guard.count(0, objects.paths)

    def bounds(self, item: Handle, matrix: _Matrix | None) -> Box:
        """Return where an object stands on the page."""
        self.bounds_of(item, *self.in_sides)
        left, bottom, right, top = self.sides
        if matrix is None:
            return left, bottom, right, top
        (x0, y0), (x1, y1) = _moved(left, bottom, matrix), _moved(right, top, matrix)
        return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)

    def matrix(self, item: Handle, outer: _Matrix | None) -> _Matrix:
        """Return what leads from the coordinates of an object to those of the page."""
        self.matrix_of(item, self.in_factors[0])
        a, b, c, d, e, f = self.factors
        own = (a, b, c, d, e, f)
        return _product(own, outer) if outer else own

    def is_white(self, item: Handle) -> bool:
        """Whether the fill of an object leaves nothing to see on white paper."""
        if not self.fill_of(item, *self.in_colour):
            return False
        red, green, blue, alpha = self.colour
        return alpha == 0 or (red >= _WHITE and green >= _WHITE and blue >= _WHITE)

    def look_at_path(self, item: Handle, matrix: _Matrix | None) -> None:
        """Note the lines and the area that a path draws."""
        self.mode_of_path(item, *self.in_drawn)
        fill, stroke = self.drawn
        if not fill and not stroke:
            return
        left, bottom, right, top = box = self.bounds(item, matrix)
        if right - left <= _THIN or top - bottom <= _THIN:
            self.objects.rulings.append(box)
            return
        if fill and not self.is_white(item):
            self.objects.dark.append(box)
        if stroke:
            self.objects.rulings.extend(_strokes(item, self.matrix(item, matrix)))


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


def _strokes(path: Handle, matrix: _Matrix) -> Iterator[tuple[float, float, float, float]]:
    """Yield the straight segments of a stroked path: the sides of a box, or lines drawn in one go."""
    count = engine().FPDFPath_CountSegments(path)
    if count > _LONGEST_PATH:
        return
    segment_at, kind_of = quick("FPDFPath_GetPathSegment"), quick("FPDFPathSegment_GetType")
    point_of, closes = quick("FPDFPathSegment_GetPoint"), quick("FPDFPathSegment_GetClose")
    point, in_point = numbers("f", 2)
    here = start = (0.0, 0.0)
    for at in range(count):
        segment = segment_at(path, at)
        point_of(segment, *in_point)
        x, y = point
        before, here = here, _moved(x, y, matrix)
        kind = kind_of(segment)
        if kind == _MOVE_TO:
            start = here
            continue
        ends = [before, here, start] if closes(segment) else [before, here]
        if kind == _LINE_TO:
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
