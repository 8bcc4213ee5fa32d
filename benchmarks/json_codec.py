"""How long JSON takes, next to orjson on the same bytes, which makes plain dictionaries and checks nothing.

Run as a script to see the figures. ``ratios`` gives the medians of rounds that alternate between all sides, so that a
busy machine slows all alike.
"""

from __future__ import annotations

from decimal import Decimal
from statistics import median
from time import process_time
from typing import TYPE_CHECKING

import orjson

from govinfo_schema.codec import from_json, to_json
from govinfo_schema.forms import cell_values, form_named, make_report
from govinfo_schema.json_schema.examples import example_report
from govinfo_schema.marks import Money

if TYPE_CHECKING:
    from collections.abc import Callable

    from govinfo_schema.forms import Report

ROUNDS = 100
CALLS_PER_ROUND = 50
V2021 = form_named("v2021")


def county_report() -> Report:
    """Make a report of the form v2021 with a number in every cell, most of them 0, as those of counties are."""
    values = cell_values(example_report("v2021"))
    return make_report(V2021, {path: 131 if value is None else value for path, value in values.items()}, year=2023)


def large_report() -> Report:
    """Make a report of the form v2021 in which no number is 0. orjson writes 0 half as fast as other numbers."""
    amounts = {cell.path: Money(Decimal("31878.41"), "万元") for cell in V2021.cells if cell.kind == "money"}
    return make_report(V2021, {path: number * 7 % 1000 + 1 for number, path in enumerate(V2021.paths)} | amounts)


def _seconds(call: Callable[[], object]) -> float:
    start = process_time()  # the time of other processes does not count
    for _ in range(CALLS_PER_ROUND):
        call()
    return process_time() - start


def _ratios_of(report: Report) -> dict[str, float]:
    text = to_json(report)
    data, indented = text.encode(), to_json(report, indent=2).encode()
    plain = orjson.loads(data)
    pairs: dict[str, tuple[Callable[[], object], Callable[[], object]]] = {
        "from_json": (lambda: from_json(data), lambda: orjson.loads(data)),
        "from_json, text": (lambda: from_json(text), lambda: orjson.loads(data)),
        "from_json, indented": (lambda: from_json(indented), lambda: orjson.loads(indented)),
        "to_json": (lambda: to_json(report), lambda: orjson.dumps(plain)),
    }
    rounds = [
        {name: _seconds(ours) / _seconds(theirs) for name, (ours, theirs) in pairs.items()} for _ in range(ROUNDS)
    ]
    return {name: median(measured[name] for measured in rounds) for name in pairs}


def ratios() -> dict[str, float]:
    """Return how many times as long as orjson each call takes: the median over the rounds."""
    county, large = _ratios_of(county_report()), _ratios_of(large_report())
    return county | {f"{name}, no cell 0": ratio for name, ratio in large.items()}


if __name__ == "__main__":
    for name, ratio in ratios().items():
        print(f"{name}: {ratio:.2f} times as long as orjson")
