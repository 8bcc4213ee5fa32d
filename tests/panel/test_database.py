"""The DuckDB database of a panel: figures as in the reports, views, totals that say what is missing, comments."""

from __future__ import annotations

from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

import duckdb
import pytest

from govinfo_schema.formats import read
from govinfo_schema.forms import Report, cell_values, form_named, make_report
from govinfo_schema.marks import Mark, Money
from govinfo_schema.panel.database import write_database
from govinfo_schema.panel.files import harmonise, panel
from govinfo_schema.panel.metrics import METRICS, SMALL, rate
from govinfo_schema.panel.totals import totals
from govinfo_schema.report import Agency
from govinfo_schema.versions import NAMES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from govinfo_schema.reading import Reading

SEEDS = sorted((Path(__file__).parents[1] / "data" / "seeds").glob("*.txt"))
NEW = "applications.new_received.total"


def county(name: str | None, year: int, new: int | None) -> Report:
    flat = form_named("v2021")
    marks = {NEW: Mark("blank")} if new is None else {}
    return make_report(flat, {NEW: new}, marks, agency=Agency(name=name), year=year)


def asked(target: Path, question: str) -> list[tuple[Any, ...]]:
    with duckdb.connect(str(target), read_only=True) as database:
        return database.execute(question).fetchall()


def made(folder: Path, reports: Iterable[Report | Reading]) -> Path:
    target = folder / "panel.duckdb"
    assert write_database(reports, target)
    return target


@pytest.fixture(name="readings", scope="module")
def _readings() -> list[Reading]:
    return [read(path) for path in SEEDS]


@pytest.fixture(name="seeds", scope="module")
def _seeds(readings: list[Reading], tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made(tmp_path_factory.mktemp("database"), readings)


def test_the_wide_views_hold_the_figures_of_each_report(seeds: Path, readings: list[Reading]) -> None:
    seen = 0
    for name in NAMES:
        paths = form_named(name).paths
        columns = ", ".join(f'"{path}"' for path in paths)
        for number, *figures in asked(seeds, f"SELECT report, {columns} FROM {name}"):  # noqa: S608 - names of ours
            values = cell_values(readings[number].report)
            expected = [value.value if isinstance(value, Money) else value for value in values.values()]
            assert (tuple(values), figures) == (paths, expected)
            seen += 1
    assert seen == len(readings)


def test_every_table_view_and_column_has_a_comment(seeds: Path) -> None:
    assert asked(seeds, "SELECT table_name FROM duckdb_tables() WHERE comment IS NULL") == []
    assert asked(seeds, "SELECT view_name FROM duckdb_views() WHERE comment IS NULL AND NOT internal") == []
    without = "SELECT DISTINCT table_name FROM duckdb_columns() WHERE comment IS NULL AND NOT internal"
    assert asked(seeds, without) == []
    question = f"SELECT comment FROM duckdb_columns() WHERE table_name = 'v2021' AND column_name = '{NEW}'"  # noqa: S608
    assert asked(seeds, question)[0][0].startswith("一、本年新收政府信息公开申请数量")


def test_totals_are_those_of_the_library(tmp_path: Path) -> None:
    reports = [
        *(county(name, 2021, 1) for name in ("甲县", "乙县")),
        *(county("甲县", year, 5) for year in (2022, 2023, 2023, 2024)),
        county("乙县", 2023, 7),
        county("乙县", 2024, None),
        county(None, 2024, 9),
    ]
    question = f"SELECT year, total FROM totals WHERE series = '{NEW}' ORDER BY year"  # noqa: S608 - a path of ours
    found = asked(made(tmp_path, reports), question)
    assert found == [(2021, 2), (2022, None), (2023, None), (2024, None)]
    assert found == [(total.year, total.value) for total in totals(harmonise(panel(reports)), NEW)]


@pytest.mark.parametrize("expected", [["甲县", "乙县"], ["甲县"], ["甲县", "乙县", "丙县"]])
def test_totals_over_the_organs_that_should_be_there_are_those_of_the_library(
    expected: list[str], tmp_path: Path
) -> None:
    reports = [county("甲县", 2021, 1), county("乙县", 2021, 2), county("外县", 2022, 4), county("乙县", 2022, 8)]
    assert write_database(reports, tmp_path / "panel.duckdb", expected=expected)
    question = f"SELECT year, total FROM totals WHERE series = '{NEW}' ORDER BY year"  # noqa: S608 - a path of ours
    found = asked(tmp_path / "panel.duckdb", question)
    library = totals(harmonise(panel(reports)), NEW, expected=expected)
    assert found == [(total.year, total.value) for total in library]
    assert found[0] == (2021, {1: 1, 2: 3, 3: None}[len(expected)])


def random_report(form: str, rng: Random) -> Report:
    """A report with small figures, and a few blanks."""
    flat = form_named(form)
    counted = [cell.path for cell in flat.cells if cell.kind != "money"]
    values = {path: rng.choice((0, 0, 1, 5, 40)) for path in counted if rng.random() > 0.02}
    blanks = {path: Mark("blank") for path in flat.paths if path not in values}
    return make_report(flat, values, blanks, agency=Agency(name="甲县"), year=2020)


def test_the_rates_are_those_of_the_library(tmp_path: Path) -> None:
    rng = Random(8)  # noqa: S311 - figures of a test
    given = [random_report(form, rng) for form in NAMES for _ in range(30)]
    question = "SELECT report, metric, numerator, denominator, rate, small FROM rates"
    found = {(report, metric): figures for report, metric, *figures in asked(made(tmp_path, given), question)}
    assert {key[1] for key in found} == {metric.id for metric in METRICS}
    assert len(found) == sum(len(metric.forms) * 30 for metric in METRICS)
    for (number, metric_id), (above, below, value, small) in found.items():
        one = rate(next(metric for metric in METRICS if metric.id == metric_id), given[number])
        assert (above, below, value) == (one.numerator, one.denominator, one.value and float(one.value))
        assert small == (None if below is None else below < SMALL)


def test_rates_compare_as_their_weakest_series(tmp_path: Path) -> None:
    reports = [
        make_report(
            form_named(form),
            {},
            {path: Mark("blank") for path in form_named(form).paths},
            agency=Agency(name="甲县"),
            year=year,
        )
        for form, year in (("v2014", 2018), ("v2019", 2019), ("v2019", 2020), ("v2021", 2021))
    ]
    target = made(tmp_path, reports)
    of_years = "SELECT year, compared_with, comparability FROM rates WHERE metric = 'disclosure_rate'"
    assert asked(target, of_years) == [(2019, 2018, "break"), (2020, 2019, "exact"), (2021, 2020, "exact")]


def test_the_latest_edition_is_the_last_one_in_the_panel(tmp_path: Path) -> None:
    reports = [county("甲县", 2023, 5), county("甲县", 2023, 6), county("乙县", 2023, 7), county(None, 2023, 8)]
    question = f"SELECT agency, value FROM latest WHERE cell = '{NEW}' ORDER BY report"  # noqa: S608 - a path of ours
    assert asked(made(tmp_path, reports), question) == [("甲县", 6), ("乙县", 7), (None, 8)]


def test_an_older_database_is_replaced_and_none_is_made_of_nothing(tmp_path: Path) -> None:
    target = made(tmp_path, [county("甲县", 2023, 5)])
    made(tmp_path, [county("乙县", 2023, 5)])
    assert asked(target, "SELECT DISTINCT agency FROM cells") == [("乙县",)]
    assert write_database([], tmp_path / "none.duckdb") == 0
    assert sorted(file.name for file in tmp_path.iterdir()) == ["panel.duckdb"]


def test_an_organ_is_expected_in_years_of_which_it_has_no_report_whatever_the_form_asked(tmp_path: Path) -> None:
    """One organ of two reported for 2018: a figure that only the form of 2018 asks has no total."""
    only_then = "training.sessions"
    older = make_report(form_named("v2014"), {only_then: 4}, agency=Agency(name="甲县"), year=2018)
    reports = [older, county("甲县", 2022, 1), county("乙县", 2022, 2)]
    (total,) = [each for each in totals(harmonise(panel(reports)), only_then) if each.year == 2018]
    assert (total.value, total.known_part, total.absent) == (None, 4, ("乙县",))
    target = tmp_path / "panel.duckdb"
    write_database(reports, target)
    found = asked(target, "SELECT series, total, known_part, expected FROM totals WHERE year = 2018")
    assert (only_then, None, 4, 2) in found
