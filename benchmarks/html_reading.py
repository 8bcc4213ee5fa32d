"""How long reading a page takes, next to parsing it and taking the text of its tables with the same parser.

Run as a script to see the figures. ``ratios`` gives the medians of rounds that alternate between all sides. Pages that
are read one after the other differ in their figures and in their running text, as those of one site do. Many organs
leave cells blank where they mean 0: then most checks are undecided, and each says of what and where.
"""

from __future__ import annotations

import re
from io import BytesIO
from itertools import cycle
from pathlib import Path
from random import Random
from statistics import median
from time import process_time
from typing import TYPE_CHECKING

import pandas as pd
from selectolax.lexbor import LexborHTMLParser

from govinfo_converters.html_page import parse_html
from govinfo_converters.layout_memory import MEMORY
from govinfo_converters.reading import read_document
from govinfo_schema.format_contract import ReadOptions
from govinfo_schema.validation import validate

if TYPE_CHECKING:
    from collections.abc import Callable

ROUNDS = 40
PAGES = 10
EXAMPLE = Path(__file__).resolve().parents[1] / "examples" / "hengshan_2023.html"
STYLE = ' style="border:1px solid #000;padding:0 7px;font-family:宋体;mso-font-charset:134;text-align:center"'
NAVIGATION = "".join(f'<ul><li><a href="/zwgk/{number}">栏目{number}</a></li></ul>' for number in range(100))
WORDS = ("全年工作有序推进", "按照要求公开政府信息", "依法办理公开申请", "加强平台建设", "开展业务培训", "强化监督保障")


def _sentences(rng: Random) -> str:
    return "".join(f"{'，'.join(rng.sample(WORDS, 3))}。" for _ in range(30))


def page(number: int = 0, *, blank: bool = False) -> bytes:
    """Make a page of about 100 KB: the example with the markup of a word processor, navigation and running text.

    Args:
        number: which page. All have one layout, and other running text and figures, which add up in all of them.
        blank: whether cells are blank in which 0 stands in the example.
    """
    rng = Random(number)  # noqa: S311 - documents to measure with, the same in each run
    text = EXAMPLE.read_text(encoding="utf-8")
    text = text.replace("<body>", f"<body><div>{NAVIGATION}</div>")
    text = text.replace("全年工作有序推进。", "</p><p>".join(_sentences(rng) for _ in range(18)))
    text = re.sub(r"(<td[^>]*><p>)(\d+)<", lambda found: f"{found[1]}{int(found[2]) * (number + 1)}<", text)
    if blank:
        text = text.replace("<p>0</p>", "<p></p>")
    return text.replace("<td", f"<td{STYLE}").replace("<p>", f"<p{STYLE}>").encode()


def floor(data: bytes) -> list[list[str]]:
    """Parse a page and take the text of the cells of its tables, row by row, and nothing else."""
    tree = LexborHTMLParser(data)
    return [[cell.text() for cell in row.css("td, th")] for row in tree.css("table tr")]


def whole(data: bytes) -> None:
    """Read a page as ``govinfo`` does: clean, recognise, align, and check the report."""
    reading = read_document(parse_html(data, "page.html"), ReadOptions())
    validate(reading.report, provenance=reading.provenance)


def first(data: bytes) -> None:
    """Read a page whose layout was not seen before."""
    MEMORY.forget()
    whole(data)


def with_pandas(data: bytes) -> None:
    """Take the tables alone with pandas."""
    pd.read_html(BytesIO(data))


def _seconds(call: Callable[[bytes], object], data: bytes) -> float:
    start = process_time()  # the time of other processes does not count
    call(data)
    return process_time() - start


def ratios() -> dict[str, float]:
    """Return how many times as long as the floor each step takes, and pandas as long as reading further pages."""
    steps: dict[str, Callable[[bytes], object]] = {
        "parse_html": lambda data: parse_html(data, "page.html"),
        "further pages of a layout": whole,
        "pandas.read_html": with_pandas,
    }
    pages = [page(number) for number in range(PAGES)]
    found = _rounds(steps, pages)
    found |= _rounds({"further pages with blanks": whole}, [page(number, blank=True) for number in range(PAGES)])
    found |= _rounds({"first page of a layout": first}, pages)
    taken = found.pop("pandas.read_html")
    found["pandas.read_html / first page"] = taken / found["first page of a layout"]
    found["pandas.read_html / further pages"] = taken / found["further pages of a layout"]
    return found


def _rounds(steps: dict[str, Callable[[bytes], object]], pages: list[bytes]) -> dict[str, float]:
    """Return the medians of each step in times of the floor; all pages were read before."""
    for data in pages:
        for call in steps.values():
            call(data)
    rounds: list[dict[str, float]] = []
    for data, _ in zip(cycle(pages), range(ROUNDS), strict=False):
        base = _seconds(floor, data)
        rounds.append({name: _seconds(call, data) / base for name, call in steps.items()})
    return {name: median(measured[name] for measured in rounds) for name in steps}


if __name__ == "__main__":
    for name, ratio in ratios().items():
        print(f"{name}: {ratio:.2f} times")
