"""How long the smallest explanations of wrong cells take, next to one solution of the same report by HiGHS (scipy).

Run as a script to see the figures. The search lists every smallest set of cells; the solver gives one. Both get the
same reports of the form v2021 in turn, and ``ratios`` gives the medians by the number of wrong cells.
"""

from __future__ import annotations

import sys
from pathlib import Path
from random import Random
from statistics import median
from time import perf_counter
from typing import TYPE_CHECKING

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array, eye_array, hstack

sys.path.append(str(Path(__file__).resolve().parents[1] / "tests"))

from consistent_tables import consistent_table, report_with_table
from govinfo_schema.repair.elimination import Reduced
from govinfo_schema.repair.search import MOST_CELLS, search
from govinfo_schema.repair.system import parts_of
from govinfo_schema.rules.figures import Figures

if TYPE_CHECKING:
    from collections.abc import Callable

    from govinfo_schema.forms import Report
    from govinfo_schema.repair.system import Part

FORM = "v2021"
REPORTS = 5
ERRORS = (1, 2, 3)
_SIZES = range(1, MOST_CELLS + 1)


def damaged_report(seed: int, errors: int) -> Report:
    """A report with ``errors`` wrong cells in its applications table."""
    rng = Random(seed)  # noqa: S311 - a case that can be repeated
    figures = consistent_table(FORM, rng, "small")
    for path in rng.sample(sorted(figures), errors):
        figures[path] += rng.randint(1, 9)
    return report_with_table(FORM, figures)


def by_search(report: Report) -> int:
    """Return the number of cells that have to change, after finding all smallest sets of them, in every table."""
    numbers = Figures(report).numbers
    return sum(_smallest(part, part.values_in(numbers)) for part in parts_of(report))


def _smallest(part: Part, values: list[int | None]) -> int:
    residuals = part.residuals(values)
    if not any(residuals):
        return 0
    known = [value or 0 for value in values]
    found = search(
        Reduced(part.rows, tuple(residuals)),
        lambda changes: all(known[cell] + change >= 0 for cell, change in changes.items()),
        sizes=_SIZES,
    )
    assert found.complete
    return found.size


def by_solver(report: Report) -> int:
    """Return the number of cells that have to change, after one solution of the whole report."""
    numbers = Figures(report).numbers
    parts = parts_of(report)
    cells = [path for part in parts for path in part.paths]
    place = {path: index for index, path in enumerate(cells)}
    known = np.array([int(numbers[path]) for path in cells], dtype=float)
    room = known.max() + 100  # as tight as it can be, which is what helps the solver most
    count = len(cells)
    identities = [identity for part in parts for identity in part.identities]
    sums = np.zeros((len(identities), 2 * count))
    for number, identity in enumerate(identities):
        for factor, path in identity.terms:
            sums[number, place[path]] = factor
    sides = [-identity.constant for identity in identities]
    one, zero = eye_array(count), np.zeros(count)
    constraints = [
        LinearConstraint(csr_array(sums), sides, sides),
        LinearConstraint(hstack([one, -room * one]), -np.inf, known),  # figure - known <= room if it changed
        LinearConstraint(hstack([one, room * one]), known, np.inf),
    ]
    solution = milp(
        np.concatenate([zero, np.ones(count)]),
        constraints=constraints,
        integrality=np.ones(2 * count),
        bounds=Bounds(0, np.concatenate([np.full(count, room), np.ones(count)])),
    )
    return round(solution.fun)


def _seconds(call: Callable[[Report], int], report: Report) -> tuple[float, int]:
    start = perf_counter()
    size = call(report)
    return perf_counter() - start, size


def ratios(reports: int = REPORTS) -> dict[str, float]:
    """Return how often the search finds all explanations while HiGHS finds one, by the number of wrong cells."""
    figures: dict[str, float] = {}
    by_search(damaged_report(0, 1))  # the parts of the form are made once
    for errors in ERRORS:
        times: tuple[list[float], list[float]] = ([], [])
        for seed in range(reports):
            report = damaged_report(seed, errors)
            own, size = _seconds(by_search, report)
            solver, size_of_solver = _seconds(by_solver, report)
            assert size == size_of_solver
            times[0].append(own)
            times[1].append(solver)
        name = f"HiGHS / {errors} wrong cell{'s' if errors > 1 else ''}"
        figures[name] = median(times[1]) / median(times[0])
    return figures


if __name__ == "__main__":
    for name, ratio in ratios().items():
        print(f"{name}: {ratio:.0f}")
