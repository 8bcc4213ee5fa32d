"""How long it takes to read a PDF, against bare extraction of its cells and against pdfplumber.

Run ``python benchmarks/pdf_reading.py [FILE …]``; without files it reads those of the tests. Figures are ratios: the
rounds of what is compared follow each other in turn, and the median of their pairwise ratios counts.
"""

from __future__ import annotations

import math
import statistics
import sys
import time
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from govinfo_converters.pdf_file import FORMAT
from govinfo_converters.pdf_lattice import lattices_of
from govinfo_converters.pdf_objects import engine
from govinfo_converters.pdf_page import read_page
from govinfo_converters.pdf_ruled import sort_out
from govinfo_schema.format_contract import Input, ReadOptions
from govinfo_schema.limits import STANDARD_LIMITS

if TYPE_CHECKING:
    from collections.abc import Callable

DATA = Path(__file__).resolve().parents[1] / "tests" / "data" / "pdf"
ROUNDS = 15


def whole(data: bytes) -> None:
    """Read the report, with recognition, alignment and provenance."""
    assert FORMAT.read is not None
    FORMAT.read(Input(data=data, name="report.pdf"), ReadOptions())


def bare(data: bytes) -> None:
    """Extract the cells of all ruled tables, and no more."""
    pdfium = engine()
    document = pdfium.FPDF_LoadMemDocument64(data, len(data), None)
    for number in range(1, pdfium.FPDF_GetPageCount(document) + 1):
        page = read_page(document, number, STANDARD_LIMITS, math.inf)
        sort_out(page, lattices_of(page.rulings))
    pdfium.FPDF_CloseDocument(document)


def plumber(data: bytes) -> None:
    """Extract tables with pdfplumber as it comes."""
    import pdfplumber  # noqa: PLC0415 - only where it is compared with

    with pdfplumber.open(BytesIO(data)) as file:
        for page in file.pages:
            page.extract_tables()


def _seconds(run: Callable[[bytes], None], data: bytes) -> float:
    start = time.perf_counter()
    run(data)
    return time.perf_counter() - start


def ratios(data: bytes, rounds: int = ROUNDS) -> dict[str, float]:
    """Return the time of ``whole`` in times of ``bare``, and the time of pdfplumber in times of ``whole``."""
    for run in (whole, bare, plumber):
        run(data)
    to_bare: list[float] = []
    to_plumber: list[float] = []
    for number in range(rounds):
        ours, least = _seconds(whole, data), _seconds(bare, data)
        to_bare.append(ours / least)
        if number % 5 == 0:
            to_plumber.append(_seconds(plumber, data) / ours)
    return {
        "whole / bare cells": statistics.median(to_bare),
        "pdfplumber.extract_tables / whole": statistics.median(to_plumber),
    }


if __name__ == "__main__":
    for path in [Path(name) for name in sys.argv[1:]] or sorted(DATA.glob("*.pdf")):
        found = ratios(path.read_bytes())
        print(path.name, *(f"{name} ×{value:.2f}" for name, value in found.items()), sep="  ")
