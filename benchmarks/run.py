"""Print all benchmarks: ratios of interleaved rounds in one run, each with its goal.

python benchmarks/run.py [--with-memory]     the last one reads 10,000 files, which takes a minute or two
"""

from __future__ import annotations

import logging
import sys
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).resolve().parent))
import columns
import html_reading
import identities
import json_codec
import memory
import office_reading
import panels
import start_up
import writing

import pdf_reading
import repair

if TYPE_CHECKING:
    from collections.abc import Callable

Goal = tuple[str, str, str, float]
# What is measured, the figure's name in its module, and the goal: at most, or at least where this is said.
GOALS: dict[str, tuple[Goal, ...]] = {
    "html": (
        ("read a further html page of a layout / parse it and take its tables", "further pages of a layout", "≤", 2.5),
        ("the same, with blanks in the place of zeros", "further pages with blanks", "≤", 2.5),
        ("read the first html page of a layout / the same", "first page of a layout", "≤", 2.5),
        ("pandas.read_html / read a further page", "pandas.read_html / further pages", "≥", 3.0),
        ("pandas.read_html / read the first page", "pandas.read_html / first page", "≥", 3.0),
    ),
    "office": (
        ("docx to a document / bare walk", "docx v2021", "≤", 1.5),
        ("xlsx to a document / bare read with calamine", "xlsx v2021", "≤", 4.0),
    ),
    "writing": (
        ("xlsx written / openpyxl writing the same cells and styles", "xlsx", "≤", 1.5),
        ("xlsx with findings written / the same", "xlsx with findings", "≤", 1.5),
        ("docx written / python-docx writing the same text and tables", "docx", "≤", 1.5),
        ("html written / lxml building the same elements", "html", "≤", 1.5),
        ("csv written / the module csv writing the same rows", "csv", "≤", 3.0),
        ("json written / the module json dumping the same content", "json", "≤", 1.0),
    ),
    "pdf": (
        ("read one pdf report / bare cells", "whole / bare cells", "≤", 1.3),
        ("pdfplumber.extract_tables / read one pdf report", "pdfplumber.extract_tables / whole", "≥", 10.0),
    ),
    "json": (
        ("canonical JSON to classes / orjson.loads", "from_json", "≤", 4.0),
        ("classes to canonical JSON / orjson.dumps", "to_json", "≤", 3.0),
    ),
    "identities": (("identities of one report / hand-written sums", "compiled sums", "≤", 1.5),),
    "columns": (
        ("identities over columns / reading the cells once", "check", "≤", 3.0),
        ("identities over columns with blanks / reading the cells once", "check with blanks", "≤", 3.0),
    ),
    "repair": tuple(
        (f"one solution by HiGHS / all explanations of {errors}", f"HiGHS / {errors}", "≥", 100.0)
        for errors in ("1 wrong cell", "2 wrong cells", "3 wrong cells")
    ),
    "panels": (
        ("panel of reports / writing the same rows", "panel / writing the same rows", "≤", 2.0),
        *(
            (
                f"migrate {steps} with a ledger on demand / decode with cattrs",
                f"{steps} / decoding with cattrs",
                "≤",
                5.0,
            )
            for steps in ("v2019 to v2021", "v2014 to v2021", "v2021 to v2014")
        ),
    ),
    "start": (
        ("import govinfo_schema, ms above bare Python", "import govinfo_schema", "≤", 120.0),
        ("govinfo --help, ms above bare Python", "govinfo --help", "≤", 250.0),
    ),
    "memory": (("memory after 10,000 files / after 1,000", "resident after 10,000 / after 1,000", "≤", 1.05),),
}


def _of_pdf() -> dict[str, float]:
    """Return the median over the files of the tests for each figure, and the rows that each side reads rightly."""
    files = [path.read_bytes() for path in sorted(pdf_reading.DATA.glob("*.pdf"))]
    of_files = [pdf_reading.ratios(data) for data in files]
    found = {name: median(figures[name] for figures in of_files) for name in of_files[0]}
    rows = [pdf_reading.rows_right(data) for data in files]
    return found | {f"rows right, {side}": float(sum(counted[side] for counted in rows)) for side in rows[0]}


MODULES: dict[str, Callable[[], dict[str, float]]] = {
    "html": html_reading.ratios,
    "office": office_reading.ratios,
    "writing": writing.ratios,
    "pdf": _of_pdf,
    "json": json_codec.ratios,
    "identities": identities.ratios,
    "repair": repair.ratios,
    "columns": columns.ratios,
    "panels": panels.ratios,
    "start": start_up.milliseconds,
    "memory": memory.ratios,
}


def main() -> None:
    """Measure everything and print one line each: first what has a goal, module by module, then what else there is."""
    logging.getLogger("pdfminer").setLevel(logging.ERROR)  # of pdfplumber: it warns of each font
    others: list[str] = []
    for module, measure in MODULES.items():
        if module == "memory" and "--with-memory" not in sys.argv:
            continue
        figures = measure()
        for name, figure, direction, goal in GOALS[module]:
            value = figures.pop(figure)
            reached = value <= goal if direction == "≤" else value >= goal
            print(
                f"{name:<70} {value:8.2f}   goal {direction} {goal:g}{'' if reached else '   not reached'}", flush=True
            )
        others += [f"{f'{module}: {figure}':<70} {value:8.2f}" for figure, value in figures.items()]
    print(*others, sep="\n")


if __name__ == "__main__":
    main()
