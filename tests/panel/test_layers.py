"""Both layers of a panel: every figure stands there as it is in its report, and nothing missing becomes a number."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from govinfo_schema.errors import StructureError, WriteError
from govinfo_schema.formats import read
from govinfo_schema.forms import Report, cell_values, form_named, form_of, make_report
from govinfo_schema.marks import Mark, Money
from govinfo_schema.panel import cells
from govinfo_schema.panel.files import harmonise, panel, write_panel
from govinfo_schema.panel.series import all_series
from govinfo_schema.report import Agency
from strategies import reports

if TYPE_CHECKING:
    from collections.abc import Iterator

LONGNAN_TEXT = (Path(__file__).parents[1] / "data" / "seeds" / "001_longnan_2018.txt").read_text("utf-8")
NEW = "applications.new_received.total"
OTHER = "applications.results.other.total"
FEES = "proactive_disclosure.administrative_institutional_fees.amount"


def county(form: str, year: int | None, marks: dict[str, Mark] | None = None, **figures: int | None) -> Report:
    flat = form_named(form)
    values: dict[str, Any] = {cell.path: 0 for cell in flat.cells if cell.kind != "money"}
    values |= {path.replace("__", "."): number for path, number in figures.items()}
    return make_report(flat, values, marks, agency=Agency(name="某某县"), year=year)


def rows_of(table: pa.Table, **wanted: object) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = table.to_pylist()
    return [row for row in rows if all(row[name] == value for name, value in wanted.items())]


@settings(max_examples=25, deadline=None)
@given(given_reports=st.lists(reports(), max_size=3), size=st.integers(1, 3))
def test_the_layer_of_cells_holds_each_cell_of_each_report(given_reports: list[Report], size: int) -> None:
    table = pa.Table.from_batches(list(cells.batches(given_reports, size=size)), cells.SCHEMA)
    rows = table.to_pylist()
    assert [(row["report"], row["cell"]) for row in rows] == [
        (number, path) for number, report in enumerate(given_reports) for path in form_of(report).paths
    ]
    for row in rows:
        report = given_reports[row["report"]]
        value = cell_values(report)[row["cell"]]
        assert (row["agency"], row["year"], row["form"]) == (report.agency.name, report.year, report.form)
        if value is None:
            mark = report.marks[row["cell"]]
            assert (row["value"], row["amount"], row["state"], row["raw"]) == (None, None, mark.state, mark.raw)
        elif row["state"] == "out_of_range":
            assert (row["value"], row["amount"]) == (None, None)
            assert Decimal(row["raw"]) == (value.value if isinstance(value, Money) else value)
        elif isinstance(value, Money):
            assert (row["amount"], row["unit"], row["value"]) == (value.value, value.unit, None)
        else:
            assert (row["value"], row["amount"]) == (value, None)


@settings(max_examples=25, deadline=None)
@given(given_reports=st.lists(reports(), max_size=3))
def test_a_series_is_the_sum_of_its_cells_or_nothing(given_reports: list[Report]) -> None:
    rows = harmonise(panel(given_reports)).to_pylist()
    by_key = {(row["report"], row["series"]): row for row in rows}
    assert len(by_key) == len(rows)
    for number, report in enumerate(given_reports):
        values = cell_values(report)
        for series in all_series():
            row = by_key.get((number, series.id))
            assert (row is None) == (report.form not in series.cells)
            if row is None or row["state"] == "out_of_range":
                continue
            parts = [values[path] for path in series.cells[report.form]]
            counts = [part for part in parts if isinstance(part, int) and abs(part) <= 10**18]
            whole = len(counts) == len(parts)
            assert row["value"] == (sum(counts) if whole else None)
            assert (row["state"] == "reported") == (whole or row["amount"] is not None)


def test_a_sum_with_a_missing_part_is_incomplete_and_no_number() -> None:
    part = "applications.results.other.fee_overdue.total"
    report = county("v2021", 2022, {part: Mark("not_applicable", raw="—")}, **{part.replace(".", "__"): None})
    (row,) = rows_of(harmonise(panel([report])), series=OTHER)
    assert (row["value"], row["state"]) == (None, "incomplete")
    blank = {path: Mark("blank") for path in form_named("v2021").paths}
    nothing = make_report(form_named("v2021"), {}, blank, year=2022)
    (row,) = rows_of(harmonise(panel([nothing])), series=OTHER)
    assert (row["value"], row["state"]) == (None, "blank")


def test_each_year_is_compared_with_the_one_before_in_the_panel() -> None:
    years = [county("v2021", 2023), county("v2014", 2018), county("v2019", 2020), county("v2021", None)]
    table = harmonise(panel(years))
    found = {row["year"]: (row["compared_with"], row["comparability"]) for row in rows_of(table, series=NEW)}
    assert found == {
        2018: (None, None),
        2020: (2018, "approximate"),
        2023: (2020, "exact"),
        None: (None, None),
    }
    assert {row["comparability"] for row in rows_of(table, series=OTHER, year=2023)} == {"derivable"}
    assert {row["comparability"] for row in rows_of(table, series=FEES, year=2023)} == {"break"}


def test_figures_of_another_scope_are_not_the_year_before() -> None:
    region = evolve(county("v2021", 2022), scope="whole_region")
    (row,) = rows_of(harmonise(panel([region, county("v2021", 2023)])), series=NEW, year=2023)
    assert row["compared_with"] is None


def test_amounts_keep_digits_and_stated_unit_and_absurd_numbers_are_set_aside() -> None:
    flat = form_named("v2021")
    values = {FEES: Money(Decimal("18.8710"), "元"), NEW: 10**30}
    table = panel([make_report(flat, values, {path: Mark("blank") for path in flat.paths})])
    (fees,) = rows_of(table, cell=FEES)
    (new,) = rows_of(table, cell=NEW)
    assert (fees["amount"], fees["unit"]) == (Decimal("18.8710"), "元")
    assert (new["value"], new["state"], new["raw"]) == (None, "out_of_range", "1" + 30 * "0")
    long = make_report(flat, {FEES: Money(Decimal("0.123456789"), None)}, {path: Mark("blank") for path in flat.paths})
    (fees,) = rows_of(panel([long]), cell=FEES)
    assert (fees["amount"], fees["state"], fees["raw"]) == (None, "out_of_range", "0.123456789")


@pytest.mark.parametrize("number", [cells.LARGEST + 1, -cells.LARGEST - 1, 2**63, -(2**70)])
def test_counts_beyond_the_largest_are_set_aside_whether_or_not_they_fit_the_column(number: int) -> None:
    """Sums of numbers that only just fit would run over."""
    change = "proactive_disclosure.administrative_licensing.change"
    given = county("v2019", 2020, proactive_disclosure__administrative_licensing__change=number)
    (row,) = rows_of(panel([given, county("v2019", 2019)]), report=0, cell=change)
    assert (row["value"], row["state"], row["raw"]) == (None, "out_of_range", str(number))
    (fits,) = rows_of(
        panel([county("v2019", 2020, proactive_disclosure__administrative_licensing__change=-7)]), cell=change
    )
    assert (fits["value"], fits["state"]) == (-7, "reported")


def test_readings_bring_the_text_and_the_place_of_each_value() -> None:
    reading = read(LONGNAN_TEXT.encode(), format="text")
    table = panel([reading])
    (row,) = rows_of(table, cell="proactive_disclosure.channels.government_website")
    origin = reading.provenance["proactive_disclosure.channels.government_website"]
    assert (row["value"], row["raw"], row["placed"]) == (35438, "35438", "by_labels")
    assert row["place"] == str(origin.place)


def test_files_hold_both_layers_and_duckdb_opens_them(tmp_path: Path) -> None:
    years = [county("v2019", 2020, applications__new_received__total=3), county("v2021", 2021)]
    target, series = tmp_path / "cells.parquet", tmp_path / "series.parquet"
    assert write_panel(iter(years), target, series=series) == 2
    assert pq.read_table(target).to_pylist() == panel(years).to_pylist()
    assert pq.read_table(series).to_pylist() == harmonise(panel(years)).to_pylist()
    query = "select year, value, comparability from read_parquet($1) where series = $2 order by year"
    assert duckdb.execute(query, [str(series), NEW]).fetchall() == [(2020, 3, None), (2021, 0, "exact")]
    assert pq.read_schema(target).field("value").metadata[b"en"].startswith(b"count")


def test_pandas_reads_counts_as_integers_and_what_is_missing_as_missing(tmp_path: Path) -> None:
    """As floats, which pandas makes of numbers with gaps, counts beyond 2**53 would change."""
    large = 2**53 + 1
    given = [county("v2021", 2022, {NEW: Mark("blank")}, applications__new_received__total=None)]
    given.append(county("v2021", 2023, applications__new_received__total=large))
    write_panel(given, tmp_path / "cells", series=tmp_path / "series")
    for layer, name in (("cells", "cell"), ("series", "series")):
        frame = pd.read_parquet(tmp_path / layer)
        values = frame[frame[name] == NEW].set_index("year")["value"]
        assert (str(values.dtype), values[2022] is pd.NA, values[2023]) == ("Int64", True, large)


def test_pandas_and_polars_take_both_layers_in_memory() -> None:
    """pandas refuses a column of words that holds one of them twice, such as the path of a cell that two forms have."""
    given_reports = [county("v2014", 2018), county("v2019", 2019), county("v2021", 2021)]
    layer = panel(given_reports)
    paths = [path for report in given_reports for path in form_of(report).paths]
    frame: Any = layer.to_pandas()
    assert frame["cell"].tolist() == paths
    other: Any = pl.from_arrow(layer)
    assert other["cell"].to_list() == paths
    series: Any = harmonise(layer).to_pandas()
    assert series["series"].tolist() == harmonise(layer).column("series").to_pylist()


def test_no_sum_of_large_counts_runs_over() -> None:
    parts = ("correction_overdue", "fee_overdue", "other")
    largest = {f"applications__results__other__{part}__total": cells.LARGEST for part in parts}
    (row,) = rows_of(harmonise(panel([county("v2021", 2022, **largest)])), series=OTHER)
    assert row["value"] == 3 * 10**18


def test_an_empty_panel_has_the_columns_all_the_same(tmp_path: Path) -> None:
    assert harmonise(panel([])).num_rows == 0
    assert write_panel([], tmp_path / "cells.parquet", series=tmp_path / "series.parquet") == 0
    assert list(tmp_path.iterdir()) == []


def test_what_fails_half_way_leaves_nothing_behind(tmp_path: Path) -> None:
    def broken() -> Iterator[Report]:
        for number in range(2 * cells.REPORTS_PER_BATCH):
            yield county("v2014", 2015 + number % 3)
        raise RuntimeError

    target = tmp_path / "cells.parquet"
    target.write_bytes(b"before")
    with pytest.raises(RuntimeError):
        write_panel(broken(), target)
    assert [(path, path.read_bytes()) for path in tmp_path.iterdir()] == [(target, b"before")]


def test_a_target_that_is_a_folder_or_in_none_is_refused(tmp_path: Path) -> None:
    for target in (tmp_path, tmp_path / "none" / "cells.parquet"):
        with pytest.raises(WriteError):
            write_panel([county("v2021", 2021)], target)


def test_a_panel_with_rows_taken_out_is_refused() -> None:
    table = panel([county("v2021", 2021)])
    with pytest.raises(StructureError, match="report 0 are missing"):
        harmonise(table.filter(pc.field("value").is_valid()))
