"""What is done in a quick way in PDF files, held against the slow and obvious way."""

from __future__ import annotations

import math
from itertools import accumulate, pairwise, product
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govinfo_converters.pdf_calls import Handle, engine
from govinfo_converters.pdf_figures import chains_of
from govinfo_converters.pdf_lattice import lattices_of
from govinfo_converters.pdf_page import Glyph, Page, Ruling, read_page
from govinfo_converters.pdf_rows import Row, over_each_other
from govinfo_converters.pdf_ruled import tables_of
from govinfo_converters.pdf_text import Piece, TextLine, height, text_of
from govinfo_schema.limits import STANDARD_LIMITS
from layouts import numbers
from pdf_drawing import pdf_page

if TYPE_CHECKING:
    from collections.abc import Sequence

DATA = Path(__file__).resolve().parents[1] / "data" / "pdf"
FILES = {path.name: path.read_bytes() for path in sorted(DATA.glob("*.pdf"))}
FILES["drawn"] = pdf_page("v2021", numbers("v2021", 11), "boxes")


# Characters, as pypdfium2 asks for them: each argument converted, each box a new one


def said_by_pypdfium2(document: Handle, number: int) -> list[Glyph]:
    pdfium = engine()
    page = pdfium.FPDF_LoadPage(document, number - 1)
    text = pdfium.FPDFText_LoadPage(page)
    high = pdfium.FPDF_GetPageHeightF(page)
    found: list[Glyph] = []
    for at in range(pdfium.FPDFText_CountChars(text)):
        box = pdfium.FS_RECTF()
        character = chr(pdfium.FPDFText_GetUnicode(text, at))
        assert pdfium.FPDFText_GetLooseCharBox(text, at, box) or not character.isalnum()
        if character.isalnum():
            found.append(Glyph(character, box.left, high - box.top, box.right, high - box.bottom))
    pdfium.FPDFText_ClosePage(text)
    pdfium.FPDF_ClosePage(page)
    return found


@pytest.mark.parametrize("name", FILES)
def test_characters_stand_where_pypdfium2_says(name: str) -> None:
    data, pdfium = FILES[name], engine()
    document = pdfium.FPDF_LoadMemDocument64(data, len(data), None)
    seen = 0
    for number in range(1, pdfium.FPDF_GetPageCount(document) + 1):
        page = read_page(document, number, STANDARD_LIMITS, math.inf)
        glyphs = [glyph for glyph in page.glyphs if glyph.text.isalnum()]
        expected = said_by_pypdfium2(document, number)
        assert [glyph.text for glyph in glyphs] == [glyph.text for glyph in expected]
        for glyph, other in zip(glyphs, expected, strict=True):
            assert glyph[1:] == pytest.approx(other[1:], abs=1e-3)
        seen += len(glyphs)
    pdfium.FPDF_CloseDocument(document)
    assert seen > len(numbers("v2021", 11))


# Lattices, and which character stands in which cell

sides = st.lists(st.floats(12, 90), min_size=2, max_size=6)
inside = st.floats(0.1, 0.9)


def grid_of(xs: Sequence[float], ys: Sequence[float]) -> list[Ruling]:
    """Draw each side of each cell by itself, as browsers do."""
    rulings: list[Ruling] = []
    for (left, right), (top, bottom) in product(pairwise(xs), pairwise(ys)):
        rulings += [Ruling(horizontal=True, at=at, start=left, end=right) for at in (top, bottom)]
        rulings += [Ruling(horizontal=False, at=at, start=top, end=bottom) for at in (left, right)]
    return rulings


@given(sides, sides, sides, inside, inside)
def test_each_character_is_in_the_cell_around_it(
    wide: list[float], high: list[float], below: list[float], across: float, down: float
) -> None:
    xs = [*accumulate(wide, initial=50.0)]
    upper = [*accumulate(high, initial=50.0)]
    tables = [upper, [*accumulate(below, initial=upper[-1] + 20)]]
    glyphs: list[Glyph] = []
    for ys in tables:
        for row, column in product(range(len(ys) - 1), range(len(xs) - 1)):
            x = xs[column] + across * (xs[column + 1] - xs[column])
            y = ys[row] + down * (ys[row + 1] - ys[row])
            glyphs.append(Glyph(chr(ord("一") + 50 * row + column), x - 0.5, y - 0.5, x + 0.5, y + 0.5))
    outside = Glyph("外", 10, 10, 20, 20)
    rulings = [ruling for ys in tables for ruling in grid_of(xs, ys)]
    page = {"number": 1, "turned": [], "askew": "", "fills": [], "pictures": 0.0, "drawn": True, "recognised": False}
    found = tables_of(Page(glyphs=[*glyphs, outside], rulings=rulings[::-1], **page))
    assert found.outside == [outside]
    assert len(found.tables) == len(tables)
    for table, ys in zip(found.tables, tables, strict=True):
        assert table.xs == pytest.approx(xs)
        places = product(range(len(ys) - 1), range(len(xs) - 1))
        expected = [(row, column, 1, 1, chr(ord("一") + 50 * row + column)) for row, column in places]
        assert [(cell.row, cell.column, cell.rowspan, cell.colspan, cell.text) for cell in table.cells] == expected


def test_a_line_that_goes_through_no_cell_makes_no_column() -> None:
    xs, ys = [50.0, 150.0, 250.0], [50.0, 80.0, 110.0]
    stubs = [
        Ruling(horizontal=False, at=100, start=75, end=85),
        Ruling(horizontal=True, at=95, start=145, end=155),
    ]
    (lattice,) = lattices_of([*grid_of(xs, ys), *stubs])
    assert (lattice.xs, lattice.ys) == (tuple(xs), tuple(ys))
    assert lattice.regions == tuple((row, column, 1, 1) for row, column in product(range(2), range(2)))
    assert lattice.owner == ((0, 1), (2, 3))


# The text of a line


def obvious_text(row: Sequence[Glyph]) -> str:
    text, before = "", None
    for glyph in row:
        if before is not None and glyph.text != " " and before.text != " ":
            gap, width = glyph.left - before.right, max(before.right - before.left, 0.1)
            looked_at = abs(gap) > 0.7 or glyph.text.isdecimal()
            if looked_at and glyph.text == before.text and glyph.left - before.left < 0.3 * width:
                continue
            low, high = sorted((height(before), height(glyph)))
            raised = abs((before.top + before.bottom - glyph.top - glyph.bottom) / 2) > 0.25 * high
            of_others = (low < 0.8 * high or raised) and before.text.isdecimal() and glyph.text.isdecimal()
            apart = gap > 0.25 * height(before) or gap < -0.5 * width or of_others
            text += " " if looked_at and apart else ""
        text += glyph.text
        before = glyph
    return text.strip()


steps = st.sampled_from([-4.0, -2.5, -0.6, -0.01, 0.0, 0.01, 0.5, 1.0, 2.6, 8.0])
characters = st.tuples(
    st.sampled_from("112一 "),
    steps,
    st.sampled_from([0.0, 0.05, 2.0, 5.0, 12.0]),
    st.sampled_from([0.0, 0.5, 3.0]),
    st.sampled_from([2.0, 7.0, 10.0]),
)


@given(st.lists(characters, max_size=8))
def test_figures_of_one_number_are_told_from_others(drawn: list[tuple[str, float, float, float, float]]) -> None:
    row: list[Glyph] = []
    at = 100.0
    for text, step, wide, top, high in drawn:
        row.append(Glyph(text, at + step, 50 + top, at + step + wide, 50 + top + high))
        at += step + wide
    assert text_of(row) == obvious_text(row)


# Lines that stand below each other


def line(page: int, middle: float, pieces: Sequence[Piece]) -> Row:
    of_page = TextLine(text="", pieces=(), left=0, right=0, top=middle - 5, bottom=middle + 5, page=page)
    return Row(of_page, tuple(pieces), ())


def obvious_chains(nodes: Sequence[tuple[int, Piece]], rows: Sequence[Row], limit: float) -> list[list[Piece]]:
    chains: list[list[tuple[int, Piece]]] = []
    for at, piece in nodes:
        for chain in chains:
            above, last = chain[-1]
            same_page = rows[above].line.page == rows[at].line.page
            if same_page and 0 < piece.middle - last.middle <= limit and over_each_other(piece, last):
                chain.append((at, piece))
                break
        else:
            chains.append([(at, piece)])
    return [[piece for _, piece in chain] for chain in chains]


fields = st.lists(st.tuples(st.integers(0, 4), st.floats(-3, 3)), min_size=1, max_size=4)
lines = st.lists(st.tuples(st.booleans(), st.floats(4, 30), fields), max_size=12)


@given(lines, st.floats(0, 40))
def test_fields_hang_together_as_when_each_is_held_against_all(
    drawn: list[tuple[bool, float, list[tuple[int, float]]]], limit: float
) -> None:
    rows: list[Row] = []
    page, middle = 1, 0.0
    for new_page, down, places in drawn:
        page, middle = (page + 1, 20.0) if new_page else (page, middle + down)
        pieces = [
            Piece(text="1", left=20.0 * place, right=20.0 * place + 25, middle=middle + off) for place, off in places
        ]
        rows.append(line(page, middle, pieces))
    nodes = [(at, piece) for at, row in enumerate(rows) for piece in row.labels]
    found = [[piece for _, piece in chain] for chain in chains_of(nodes, rows, limit)]
    assert found == obvious_chains(nodes, rows, limit)
