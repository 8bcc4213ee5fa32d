"""Whether memory stays flat while one process reads thousands of files: resident memory after 1,000 and at the end.

Run as a script to see the figures; it takes about a minute. Pages of three forms in several layouts are read over and
over, among them pages of many layouts that differ in one label, so that whatever is kept meets its bound.
"""

from __future__ import annotations

import sys
from pathlib import Path
from random import Random

from govinfo_converters.html_page import parse_html
from govinfo_converters.reading import read_document
from govinfo_schema.format_contract import ReadOptions
from govinfo_schema.validation import validate

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))
from layouts import FORMS, html_page, numbers

PAGES = 400
READINGS = 10_000
WARM = 1_000
WORDS = ("全年工作有序推进", "按照要求公开政府信息", "依法办理公开申请", "加强平台建设", "开展业务培训", "强化监督保障")


def pages() -> list[bytes]:
    """Make pages that differ in form, figures, running text and, every second one, in a label of their columns."""
    made: list[bytes] = []
    for number in range(PAGES):
        rng = Random(number)  # noqa: S311 - documents to measure with, the same in each run
        text = html_page(FORMS[number % 3], numbers(FORMS[number % 3], start=number))
        running = "</p><p>".join("，".join(rng.choices(WORDS, k=40)) for _ in range(10))
        text = text.replace("全年工作有序推进。", running)
        made.append((text.replace("总计", f"总计（{number}）") if number % 2 else text).encode())
    return made


def resident() -> float:
    """Return the resident memory of this process in MB."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.partition("VmRSS:")[2].split()[0]) / 1024


def measured() -> dict[int, float]:
    """Return the resident memory in MB by the number of readings after which it was taken."""
    found: dict[int, float] = {}
    documents = pages()
    for count in range(1, READINGS + 1):
        reading = read_document(parse_html(documents[count % PAGES], "page.html"), ReadOptions())
        validate(reading.report, provenance=reading.provenance)
        if count in {WARM, READINGS // 2, READINGS}:
            found[count] = resident()
    return found


def ratios() -> dict[str, float]:
    """Return how many times as much memory is resident at the end as after the first thousand readings."""
    found = measured()
    return {"resident after 10,000 / after 1,000": found[READINGS] / found[WARM]}


if __name__ == "__main__":
    for count, size in measured().items():
        print(f"after {count:,} readings: {size:.1f} MB")
