"""How long it takes to read a PDF, against bare extraction of its cells and against pdfplumber, and who reads more.

Run ``python benchmarks/pdf_reading.py [FILE …]``; without files it reads those of the tests, whose figures are known.
Times are ratios: the rounds of what is compared follow each other in turn, and the median of their pairwise ratios
counts. A row is right if all its figures are, blanks included, in their order.

The last figure says what no reader that uses PDFium can exceed. It is low for the drawn files: they name a font that
they do not hold, and PDFium reads that of the system, of some 20 MB, anew for each file.
"""

from __future__ import annotations

import logging
import math
import statistics
import sys
import time
from io import BytesIO
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from govinfo_converters.pdf_calls import engine
from govinfo_converters.pdf_file import FORMAT
from govinfo_converters.pdf_page import read_page
from govinfo_converters.pdf_ruled import tables_of
from govinfo_schema.format_contract import Input, ReadOptions
from govinfo_schema.forms import cell_values
from govinfo_schema.limits import STANDARD_LIMITS

sys.path.append(str(Path(__file__).resolve().parents[1] / "tests"))  # benchmarks have names of tests, and come first
from layouts import blanked, facts, numbers
from pdf_drawing import PART_RULERS, RULERS, pdf_page

if TYPE_CHECKING:
    from collections.abc import Callable

DATA = Path(__file__).resolve().parents[1] / "tests" / "data" / "pdf"
ROUNDS = 15
FORM = "v2021"
PRINTED = blanked(numbers(FORM, 11), [fact["cell"] for fact in facts(FORM)][::5])
logging.getLogger("pdfminer").setLevel(logging.ERROR)


def whole(data: bytes) -> None:
    """Read the report, with recognition, alignment and provenance."""
    assert FORMAT.read is not None
    FORMAT.read(Input(data=data, name="report.pdf"), ReadOptions())


def bare(data: bytes) -> None:
    """Extract the cells of all ruled tables, and no more: our own pages and lattices, without lines outside of them.

    So the ratio to it says what finding the report, placing its figures and their provenance cost, and nothing of how
    good the extraction is; that is what pdfplumber is for.
    """
    pdfium = engine()
    document = pdfium.FPDF_LoadMemDocument64(data, len(data), None)
    for number in range(1, pdfium.FPDF_GetPageCount(document) + 1):
        tables_of(read_page(document, number, STANDARD_LIMITS, math.inf))
    pdfium.FPDF_CloseDocument(document)


def opening(data: bytes) -> None:
    """Let PDFium open each page and its text, and ask for nothing that stands there."""
    pdfium = engine()
    document = pdfium.FPDF_LoadMemDocument64(data, len(data), None)
    for number in range(pdfium.FPDF_GetPageCount(document)):
        page = pdfium.FPDF_LoadPage(document, number)
        pdfium.FPDFText_ClosePage(pdfium.FPDFText_LoadPage(page))
        pdfium.FPDF_ClosePage(page)
    pdfium.FPDF_CloseDocument(document)


def plumber(data: bytes) -> None:
    """Extract tables with pdfplumber as it comes."""
    import pdfplumber  # noqa: PLC0415 - only where it is compared with

    with pdfplumber.open(BytesIO(data)) as file:
        for page in file.pages:
            page.extract_tables()


def plumber_rows(data: bytes) -> list[list[str]]:
    """Return the rows of all tables as pdfplumber finds them, without the cells that others cover."""
    import pdfplumber  # noqa: PLC0415 - only where it is compared with

    with pdfplumber.open(BytesIO(data)) as file:
        tables = [table for page in file.pages for table in page.extract_tables()]
    return [[cell.strip() for cell in row if cell is not None] for table in tables for row in table]


def rows_right(data: bytes) -> dict[str, int]:
    """Return how many rows of the drawn form each side reads rightly, and how many there are."""
    assert FORMAT.read is not None
    report = FORMAT.read(Input(data=data, name="report.pdf"), ReadOptions()).report
    values = {cell: getattr(value, "value", value) for cell, value in cell_values(report).items()}
    read = {cell: "" if value is None else str(value) for cell, value in values.items()}
    found = plumber_rows(data)
    right = {"rows": 0, "govinfo": 0, "pdfplumber": 0}
    for (_, label), group in groupby(facts(FORM), key=lambda fact: (fact["table"], fact["row"])):
        cells = [fact["cell"] for fact in group]
        figures = [PRINTED[cell] or "" for cell in cells]
        right["rows"] += 1
        right["govinfo"] += figures == [read[cell] for cell in cells]
        right["pdfplumber"] += any(
            row[-len(figures) :] == figures and label.split("/")[-1] in "".join("".join(row).split()) for row in found
        )
    return right


def _seconds(run: Callable[[bytes], None], data: bytes) -> float:
    start = time.perf_counter()
    run(data)
    return time.perf_counter() - start


def ratios(data: bytes, rounds: int = ROUNDS) -> dict[str, float]:
    """Return the time of ``whole`` in times of ``bare``, and of pdfplumber in times of ``whole`` and of ``opening``."""
    for run in (whole, bare, opening, plumber):
        run(data)
    to_bare: list[float] = []
    to_plumber: list[float] = []
    most: list[float] = []
    for number in range(rounds):
        ours, least = _seconds(whole, data), _seconds(bare, data)
        to_bare.append(ours / least)
        if number % 5 == 0:
            theirs = _seconds(plumber, data)
            to_plumber.append(theirs / ours)
            most.append(theirs / _seconds(opening, data))
    return {
        "whole / bare cells": statistics.median(to_bare),
        "pdfplumber.extract_tables / whole": statistics.median(to_plumber),
        "pdfplumber.extract_tables / opening pages in PDFium": statistics.median(most),
    }


def main(names: list[str]) -> None:
    """Print the figures of the files named, or of those of the tests and of drawn ones."""
    files = {Path(name).name: Path(name).read_bytes() for name in names}
    known = {} if names else {path.name: path.read_bytes() for path in sorted(DATA.glob("*.pdf"))}
    if not names:
        known |= {f"drawn, rulings {ruler}": pdf_page(FORM, PRINTED, ruler) for ruler in (*RULERS, *PART_RULERS)}
    for name, data in (files | known).items():
        print(name, *(f"{what} ×{value:.2f}" for what, value in ratios(data).items()), sep="  ")
        if name in known:
            print("", "rows right:", *(f"{side} {count}" for side, count in rows_right(data).items()))


if __name__ == "__main__":
    main(sys.argv[1:])
