"""How long Word files and workbooks take to read, next to a bare walk over the same file.

Run as a script to see the figures. ``ratios`` gives the medians of rounds that alternate between both sides, so that a
busy machine slows both alike. The bare sides read the same cells, and look after nothing else: no changes, no hidden
text, no limits, no merges in a workbook.
"""

from __future__ import annotations

import sys
from io import BytesIO
from pathlib import Path
from statistics import median
from time import process_time
from typing import TYPE_CHECKING
from zipfile import ZipFile

from lxml import etree
from python_calamine import CalamineWorkbook

from govinfo_converters.docx_file import parse_docx
from govinfo_converters.xlsx_reading import parse_workbook

sys.path.append(str(Path(__file__).resolve().parents[1] / "tests"))  # benchmarks have names of tests, and come first
from layouts import FORMS, numbers
from office_layouts import sheet_file, word_file

if TYPE_CHECKING:
    from collections.abc import Callable

ROUNDS = 25
CALLS_PER_ROUND = 10
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def bare_walk(data: bytes) -> list[object]:
    """Read paragraphs and the cells of tables with their spans."""
    root = etree.fromstring(ZipFile(BytesIO(data)).read("word/document.xml"))
    blocks: list[object] = []
    for block in root[0]:
        if block.tag == W + "p":
            blocks.append("".join(text.text or "" for text in block.iter(W + "t")))
        elif block.tag == W + "tbl":
            blocks.append([_bare_row(row) for row in block.iterchildren(W + "tr")])
    return blocks


def _bare_row(row: etree._Element) -> list[object]:
    column = 0
    cells: list[object] = []
    for cell in row.iterchildren(W + "tc"):
        span, merge = cell.find(f"{W}tcPr/{W}gridSpan"), cell.find(f"{W}tcPr/{W}vMerge")
        columns = 1 if span is None else int(span.get(W + "val") or 1)
        lines = ("".join(text.text or "" for text in line.iter(W + "t")) for line in cell.iterchildren(W + "p"))
        cells.append(("\n".join(lines), column, columns, None if merge is None else merge.get(W + "val")))
        column += columns
    return cells


def bare_sheets(data: bytes) -> list[object]:
    """Read the values of all sheets, and their merged areas."""
    book = CalamineWorkbook.from_filelike(BytesIO(data))
    sheets = [book.get_sheet_by_name(name) for name in book.sheet_names]
    return [(sheet.to_python(), sheet.merged_cell_ranges) for sheet in sheets]


def seconds(call: Callable[[], object]) -> float:
    """Return how much time of the processor one call takes; what else runs on the machine does not count."""
    start = process_time()
    for _ in range(CALLS_PER_ROUND):
        call()
    return (process_time() - start) / CALLS_PER_ROUND


def ratios() -> dict[str, float]:
    """Return how many times as long as the bare side each reader takes, by format and form."""
    found: dict[str, float] = {}
    for form in FORMS:
        word, book = word_file(form, numbers(form)), sheet_file(form, numbers(form))
        sides: dict[str, tuple[Callable[[], object], Callable[[], object]]] = {
            f"docx {form}": (lambda data=word: parse_docx(data, "drawn"), lambda data=word: bare_walk(data)),  # type: ignore[misc]
            f"xlsx {form}": (lambda data=book: parse_workbook(data, "drawn"), lambda data=book: bare_sheets(data)),  # type: ignore[misc]
        }
        for name, (reader, bare) in sides.items():
            rounds = [(seconds(reader), seconds(bare)) for _ in range(ROUNDS)]
            found[name] = median(one for one, _ in rounds) / median(other for _, other in rounds)
    return found


if __name__ == "__main__":
    for name, ratio in ratios().items():
        print(f"{name}: x{ratio:.2f}")
