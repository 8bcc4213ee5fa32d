"""What ``pdftotext`` makes of a PDF from LibreOffice, with and without ``-layout``.

The files in ``data/pdftotext`` are the forms of ``layouts``, figures counted up from 11: drawn by ``word_file``, made a
PDF by LibreOffice, and a text by ``pdftotext``. Labels in narrow columns are torn into pieces on lines of their own, so
not every figure has a certain place; none may have a wrong one. In table four figures are torn as well, 20 above 0.
"""

from __future__ import annotations

import pytest

import govinfo_schema as gs
from govinfo_schema.forms import cell_values
from layouts import FACTS, FORMS, numbers

TEXTS = FACTS.parent / "pdftotext"
LEAST = {  # figures that are read today; fewer would be a step back
    ("v2014", "layout"): 45,
    ("v2014", "plain"): 56,
    ("v2019", "layout"): 47,
    ("v2019", "plain"): 134,
    ("v2021", "layout"): 31,
    ("v2021", "plain"): 115,
}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("kind", ["layout", "plain"])
def test_no_figure_is_read_wrong(form: str, kind: str) -> None:
    printed = numbers(form, 11)
    reading = gs.read(TEXTS / f"{form}.{kind}.txt")
    assert reading.report.form == form
    read = {
        path: str(value.value if isinstance(value, gs.Money) else value)
        for path, value in cell_values(reading.report).items()
        if value is not None
    }
    assert {path: figure for path, figure in read.items() if figure != printed[path]} == {}
    assert len(read) >= LEAST[form, kind]
    told = {leftover.text for leftover in reading.leftovers} | {*read.values()}
    candidates = {text for mark in reading.report.marks.values() for text in mark.candidates}
    whole_figures = {figure for path, figure in printed.items() if figure and not path.startswith("review_")}
    rest = whole_figures - told - candidates
    whole = {word for section in reading.report.narrative for line in section.paragraphs for word in line.split()}
    assert rest <= whole, "a figure of the document is neither in a cell, nor left over, nor in the text"
