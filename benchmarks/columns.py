"""How long all identities of a million reports take, next to reading their cells once with the same engine.

Run as a script to see the figures, memory included: ``python benchmarks/columns.py 1000000 0.1`` checks a million
reports of which each cell is blank with a chance of one in ten. Times are of the processor, all threads together, so
that other work on the machine does not count.
"""

from __future__ import annotations

import resource
import sys
from statistics import median
from time import process_time
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from govinfo_schema.columns import check_columns, identities

if TYPE_CHECKING:
    from collections.abc import Callable

FORM = "v2021"
LARGEST = 49
REPORTS = 1_000_000
MEGABYTE = 1024


def frame_of(reports: int, blanks: float) -> pl.DataFrame:
    """Random counts in 32 bits for the cells of all identities, some of them blank."""
    chance = np.random.default_rng(5)
    names = dict.fromkeys(name for each in identities(FORM) for name in (*each.left, *each.right))
    columns: list[pl.Series] = []
    for name in names:
        column = pl.Series(name, chance.integers(0, LARGEST, reports, dtype=np.int32, endpoint=True))
        if blanks:
            is_blank = pl.Series(chance.random(reports) < blanks)
            column = pl.select(pl.when(~is_blank).then(column).alias(name)).to_series()
        columns.append(column)
    return pl.DataFrame(columns)


def ratios(rounds: int = 5, reports: int = REPORTS) -> dict[str, float]:
    """Return how much longer than reading the cells once the check takes, in rounds that alternate between both."""
    found: dict[str, float] = {}
    for words, blanks in (("", 0.0), (" with blanks", 0.1)):
        frame = frame_of(reports, blanks)
        calls: dict[str, Callable[[], object]] = {
            "read": lambda frame=frame: frame.select(pl.all().sum()),
            "check": lambda frame=frame: check_columns(frame, FORM, largest=LARGEST),
            "look up and check": lambda frame=frame: check_columns(frame, FORM),
        }
        times: dict[str, list[float]] = {name: [] for name in calls}
        for _ in range(rounds):
            for name, call in calls.items():
                start = process_time()
                call()
                times[name].append(process_time() - start)
        for name in ("check", "look up and check"):
            found[name + words] = median(times[name]) / median(times["read"])
    return found


def main() -> None:
    """Print memory and ratios for the number of reports and the share of blanks that the command line names."""
    reports, blanks = int(sys.argv[1]), float(sys.argv[2])
    frame = frame_of(reports, blanks)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    outcomes = check_columns(frame, FORM, largest=LARGEST)
    after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    cells, results = frame.estimated_size("mb"), outcomes.estimated_size("mb")
    print(f"{reports} reports, {cells:.0f} MB of cells, {results:.0f} MB of outcomes")
    print(f"peak of memory: {(after - before) / MEGABYTE:.0f} MB more than before")
    for name, ratio in ratios(reports=reports).items():
        print(f"{name}: ×{ratio:.1f} of reading once")


if __name__ == "__main__":
    main()
