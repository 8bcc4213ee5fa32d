"""How long a panel takes, next to writing the same rows without any work, and how much memory; and a migration.

Run ``python benchmarks/panels.py [REPORTS]`` to see the figures; 100,000 reports make about 20 million rows.
"""

from __future__ import annotations

import resource
import sys
import tempfile
from itertools import cycle, islice
from pathlib import Path
from random import Random
from statistics import median
from time import perf_counter, process_time
from typing import TYPE_CHECKING

import pyarrow.parquet as pq

from govinfo_schema.codec import report_from_dict, to_json
from govinfo_schema.codec.text import parse
from govinfo_schema.forms import form_named, make_report
from govinfo_schema.marks import Mark
from govinfo_schema.migration import migrate
from govinfo_schema.panel import cells
from govinfo_schema.panel.files import write_panel
from govinfo_schema.report import Agency
from govinfo_schema.versions import VERSIONS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from govinfo_schema.forms import Report

REPORTS = 20_000
ROUNDS = 5


def reports(number: int) -> Iterator[Report]:
    """Make reports as counties have them: mostly zeros, small figures, a few blanks; all forms in turn."""
    rng = Random(1)  # noqa: S311 - figures of a benchmark
    drawn: list[Report] = []
    for version in VERSIONS:
        form = form_named(version.name)
        for _ in range(20):
            values = {
                cell.path: rng.choice((0, 0, 0, 0, 1, 2, 7, 40))
                for cell in form.cells
                if cell.kind != "money" and rng.random() > 0.02  # noqa: PLR2004 - a few blanks
            }
            marks = {path: Mark("blank") for path in form.paths if path not in values}
            drawn.append(make_report(form, values, marks, agency=Agency(name="某某县"), year=version.first_year))
    for at in range(number):
        yield drawn[at % len(drawn)]


def bare(number: int, target: Path) -> float:
    """Return the seconds of writing as many rows that are there already; a few batches of them, again and again."""
    batches = list(islice(cells.batches(reports(number)), 20))
    start = perf_counter()
    with pq.ParquetWriter(target, cells.SCHEMA, compression="zstd") as file:
        for batch in islice(cycle(batches), -(-number // cells.REPORTS_PER_BATCH)):
            file.write_batch(batch)
    return perf_counter() - start


def whole(number: int, target: Path) -> float:
    """Return the seconds of a panel from reports to file."""
    start = perf_counter()
    write_panel(reports(number), target)
    return perf_counter() - start


def ratios(number: int = REPORTS) -> dict[str, float]:
    """Return the time of a panel in times of writing its rows, and that of a migration in times of decoding JSON."""
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder, "panel.parquet")
        of_panel = [whole(number, target) / bare(number, target) for _ in range(ROUNDS)]
    found = {"panel / writing the same rows": median(of_panel)}
    for source, to in (("v2019", "v2021"), ("v2014", "v2021"), ("v2021", "v2014")):
        report = next(each for each in reports(60) if each.form == source)
        text = to_json(report)
        decode = _seconds(lambda text=text: report_from_dict(parse(text)[0]))  # type: ignore[misc]
        step = _seconds(lambda report=report, to=to: migrate(report, to))  # type: ignore[misc]
        account = _seconds(lambda report=report, to=to: migrate(report, to).ledger)  # type: ignore[misc]
        found[f"{source} to {to} / decoding with cattrs"] = step / decode
        found[f"{source} to {to} with its ledger / decoding with cattrs"] = account / decode
        assert report_from_dict(parse(text)[0]) == report
    return found


def _seconds(call: Callable[[], object], rounds: int = 50) -> float:
    call()
    start = process_time()
    for _ in range(rounds):
        call()
    return (process_time() - start) / rounds


if __name__ == "__main__":
    asked = int(sys.argv[1]) if len(sys.argv) > 1 else REPORTS
    for name, ratio in ratios(asked).items():
        print(f"{name}: ×{ratio:.2f}")
    print(f"largest memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MiB, {asked} reports")
