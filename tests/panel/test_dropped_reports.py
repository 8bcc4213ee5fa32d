"""Mutations of a panel: reports that are dropped and cells that lose their number are seen, and named, everywhere.

The expected sums are added up here from the figures that the reports were made of.
"""

from __future__ import annotations

from collections import Counter
from random import Random
from typing import TYPE_CHECKING, Any

import duckdb
import pytest

from govinfo_schema.forms import Report, form_named, make_report
from govinfo_schema.marks import Mark
from govinfo_schema.panel.coverage import Found, coverage
from govinfo_schema.panel.database import write_database
from govinfo_schema.panel.files import harmonise, panel
from govinfo_schema.panel.totals import totals
from govinfo_schema.report import Agency
from govinfo_schema.versions import NAMES, version_of_year

if TYPE_CHECKING:
    from pathlib import Path

    from govinfo_schema.marks import State

NEW = "applications.new_received.total"
SUITS = "litigation.total"
# Where the figures stand that are added up, by form: from the crosswalk of the facts, by hand.
CELLS = {
    NEW: {"v2014": ("applications.received.total",), "v2019": (NEW,), "v2021": (NEW,)},
    SUITS: {
        "v2014": ("litigation.total",),
        **dict.fromkeys(
            ("v2019", "v2021"),
            (
                "review_and_litigation.litigation_direct.total",
                "review_and_litigation.litigation_after_reconsideration.total",
            ),
        ),
    },
}
ORGANS = tuple(f"第{number}镇" for number in range(6))
YEARS = tuple(range(2016, 2025))
Key = tuple[str, int]


def made(organ: str, year: int, rng: Random, state: State | None = None, without: tuple[str, ...] = ()) -> Report:
    """A report with a number in each count, but for those of ``without``."""
    version = version_of_year(year)
    assert version is not None
    form = form_named(version.name)
    values = {cell.path: rng.randint(0, 50) for cell in form.cells if cell.kind != "money"}
    values = {path: number for path, number in values.items() if path not in without}
    marks = {path: Mark("blank") for path in form.paths if path not in values}
    marks |= {path: Mark(state, raw=None if state == "blank" else "？") for path in without if state}
    return make_report(form, values, marks, agency=Agency(name=organ), year=year)


REPORTS = {(organ, year): made(organ, year, Random(f"{organ}{year}")) for organ in ORGANS for year in YEARS}  # noqa: S311 - figures of a test


def number_in(report: Report, series: str) -> int:
    form = form_named(report.form)
    values = dict(zip(form.paths, form.values(report), strict=True))
    numbers = [values[path] for path in CELLS[series][report.form]]
    assert all(isinstance(number, int) for number in numbers)
    return sum(number for number in numbers if isinstance(number, int))


def sums(kept: dict[Key, Report], series: str) -> dict[int, int]:
    found = Counter[int](dict.fromkeys(YEARS, 0))
    for (_, year), report in kept.items():
        found[year] += number_in(report, series)
    return dict(found)


def without(dropped: set[Key]) -> dict[Key, Report]:
    return {key: report for key, report in REPORTS.items() if key not in dropped}


def require_seen(dropped: set[Key]) -> None:
    """Fail unless totals and coverage name exactly what was dropped, and nothing else changes."""
    kept = without(dropped)
    layer = harmonise(panel(kept.values()))
    lost = {year for _, year in dropped}
    for series in CELLS:
        whole, rest = sums(REPORTS, series), sums(kept, series)
        found = totals(layer, series, expected=ORGANS)
        assert [total.year for total in found] == list(YEARS)
        for total in found:
            assert set(total.absent) == {organ for organ, year in dropped if year == total.year}
            assert (total.value, total.complete) == ((None, False) if total.year in lost else (whole[total.year], True))
            assert total.known_part == rest[total.year]
    lines = coverage([Found(organ, year, f"{organ}{year}.html") for organ, year in kept], expected=ORGANS)
    assert {(line.agency, line.year) for line in lines if line.absent} == dropped
    wholly = {organ for organ in ORGANS if organ not in {name for name, _ in kept}}
    assert {line.agency for line in lines if line.status == "never"} == wholly
    assert {(line.agency, line.year) for line in lines if line.status == "present"} == set(kept)


def test_nothing_is_missing_where_nothing_was_dropped() -> None:
    require_seen(set())


@pytest.mark.parametrize("year", YEARS)
def test_each_report_that_is_dropped_is_seen(year: int) -> None:
    for organ in ORGANS:
        require_seen({(organ, year)})


@pytest.mark.parametrize("seed", range(12))
def test_random_sets_of_reports_that_are_dropped_are_seen(seed: int) -> None:
    """Whole years between the first and the last are among them, and whole organs."""
    rng = Random(seed)  # noqa: S311 - a choice of a test
    dropped = set(rng.sample(sorted(REPORTS), rng.randint(2, 40)))
    dropped |= {(organ, 2019) for organ in ORGANS} if seed % 3 == 0 else set()
    dropped |= {(ORGANS[0], year) for year in YEARS} if seed % 4 == 0 else set()
    require_seen(dropped - {(ORGANS[-1], YEARS[0]), (ORGANS[-1], YEARS[-1])})  # they say which years there are


@pytest.mark.parametrize("state", ["blank", "not_applicable", "unreadable", "ambiguous"])
@pytest.mark.parametrize("series", CELLS)
@pytest.mark.parametrize("year", [2018, 2019, 2021])
def test_a_cell_that_loses_its_number_makes_the_total_incomplete(state: State, series: str, year: int) -> None:
    version = version_of_year(year)
    assert version is not None
    cells = CELLS[series][version.name]
    key = (ORGANS[2], year)
    lacking = made(*key, Random("a"), state, cells[:1])  # noqa: S311 - figures of a test
    found = totals(harmonise(panel((REPORTS | {key: lacking}).values())), series, expected=ORGANS)
    (hurt,) = [total for total in found if total.year == year]
    assert (hurt.value, hurt.absent) == (None, ())
    assert hurt.without_number == {ORGANS[2]: state if len(cells) == 1 else "incomplete"}
    assert hurt.known_part == sums(without({key}), series)[year]
    whole = sums(REPORTS, series)
    assert all(total.value == whole[total.year] for total in found if total.year != year)


def test_the_database_sees_what_was_dropped(tmp_path: Path) -> None:
    dropped = {(ORGANS[0], 2017), (ORGANS[3], 2020), *((ORGANS[5], year) for year in YEARS)}
    target = tmp_path / "panel.duckdb"
    for kept, gone in ((REPORTS, set[int]()), (without(dropped), set(YEARS))):
        write_database(kept.values(), target, expected=ORGANS)
        for series in CELLS:
            rows = asked(target, "SELECT year, total, known_part FROM totals WHERE series = $1 ORDER BY year", series)
            whole, rest = sums(REPORTS, series), sums(kept, series)
            assert rows == [(year, None if year in gone else whole[year], rest[year]) for year in YEARS]


def asked(target: Path, question: str, *given: object) -> list[tuple[Any, ...]]:
    with duckdb.connect(str(target), read_only=True) as database:
        return database.execute(question, given).fetchall()


# The figures whose concept did not change, from section 6 of the facts, by hand.
SAME_IN_2019 = {
    "applications.results.refused.state_secret.total",
    "applications.results.refused.endangers_security_or_stability.total",
    "review_and_litigation.reconsideration.upheld",
    "review_and_litigation.reconsideration.corrected",
}
SUMS_IN_2019 = {"litigation.total", "litigation.upheld_or_claim_dismissed", "litigation.corrected"}


def test_what_changed_in_2019_is_never_compared_as_the_same() -> None:
    rows = harmonise(panel([REPORTS[ORGANS[0], year] for year in (2018, 2019)])).to_pylist()
    later = [row for row in rows if row["compared_with"] == 2018]
    assert {row["series"] for row in later if row["comparability"] == "exact"} == SAME_IN_2019
    assert {row["series"] for row in later if row["comparability"] == "derivable"} == SUMS_IN_2019


def test_what_changed_in_2021_is_never_compared_as_the_same() -> None:
    """The rows of tables three and four stayed, save (六); everything in table two changed."""
    rows = harmonise(panel([REPORTS[ORGANS[0], year] for year in (2020, 2021)])).to_pylist()
    later = {row["series"]: row["comparability"] for row in rows if row["compared_with"] == 2020}
    older, newer = (set(form_named(name).paths) for name in NAMES[1:])
    stayed = {path for path in older & newer if not path.startswith("proactive_disclosure.")}
    assert len(stayed) == 22 * 7 + 15
    sums_of_cells = {series for series in later if series.startswith(("litigation.", "reconsideration."))}
    exact = {series for series, comparability in later.items() if comparability == "exact"}
    assert exact == stayed | sums_of_cells
    derivable = {series for series, comparability in later.items() if comparability == "derivable"}
    assert derivable == {path for path in older if path.startswith("applications.results.other.")}
