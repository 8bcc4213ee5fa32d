"""How long reading a page takes, next to parsing it and taking the text of its tables with the same parser.

Run as a script to see the figures. ``ratios`` gives the medians of rounds that alternate between both sides.
"""

from __future__ import annotations

from pathlib import Path
from statistics import median
from time import process_time
from typing import TYPE_CHECKING

from selectolax.lexbor import LexborHTMLParser

from govinfo_converters.html_page import parse_html
from govinfo_converters.reading import read_document
from govinfo_schema.format_contract import ReadOptions
from govinfo_schema.validation import validate

if TYPE_CHECKING:
    from collections.abc import Callable

ROUNDS = 40
EXAMPLE = Path(__file__).resolve().parents[1] / "examples" / "hengshan_2023.html"
STYLE = ' style="border:1px solid #000;padding:0 7px;font-family:宋体;mso-font-charset:134;text-align:center"'
NAVIGATION = "".join(f'<ul><li><a href="/zwgk/{number}">栏目{number}</a></li></ul>' for number in range(100))
SENTENCES = "全年工作有序推进，按照要求公开政府信息。" * 40


def page() -> bytes:
    """Make a page of about 100 KB: the example with the markup of a word processor, navigation and running text."""
    text = EXAMPLE.read_text(encoding="utf-8")
    text = text.replace("<body>", f"<body><div>{NAVIGATION}</div>")
    text = text.replace("全年工作有序推进。", "</p><p>".join([SENTENCES] * 18))
    return text.replace("<td", f"<td{STYLE}").replace("<p>", f"<p{STYLE}>").encode()


def floor(data: bytes) -> list[list[str]]:
    """Parse a page and take the text of the cells of its tables, row by row, and nothing else."""
    tree = LexborHTMLParser(data)
    return [[cell.text() for cell in row.css("td, th")] for row in tree.css("table tr")]


def whole(data: bytes) -> None:
    """Read a page as ``govinfo`` does: clean, recognise, align, and check the report."""
    reading = read_document(parse_html(data, "page.html"), ReadOptions())
    validate(reading.report, provenance=reading.provenance)


def _seconds(call: Callable[[bytes], object], data: bytes) -> float:
    start = process_time()  # the time of other processes does not count
    call(data)
    return process_time() - start


def ratios() -> dict[str, float]:
    """Return how many times as long as the floor the document takes, and the whole reading with its checks."""
    data = page()
    steps = {
        "parse_html": lambda content: parse_html(content, "page.html"),
        "read and check": whole,
    }
    rounds = [
        {name: _seconds(call, data) / base for name, call in steps.items()}
        for base in (_seconds(floor, data) for _ in range(ROUNDS))
    ]
    return {name: median(measured[name] for measured in rounds) for name in steps}


if __name__ == "__main__":
    for name, ratio in ratios().items():
        print(f"{name}: {ratio:.2f} times as long as parsing and taking the text of the tables")
