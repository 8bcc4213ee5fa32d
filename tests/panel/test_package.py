"""The Data Package of a panel: valid by frictionless, opened by pandas, the same bytes each time."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb
import frictionless
import pandas as pd
import pyarrow.parquet as pq
import pytest
from attrs import evolve

from govinfo_schema.formats import read
from govinfo_schema.forms import form_named, make_report
from govinfo_schema.marks import STATES, Mark
from govinfo_schema.panel.files import write_panel
from govinfo_schema.panel.package import write_package
from govinfo_schema.panel.series import all_series
from govinfo_schema.report import Agency
from govinfo_schema.spreadsheets import exact
from govinfo_schema.versions import NAMES

if TYPE_CHECKING:
    from govinfo_schema.reading import Reading

SEEDS = sorted((Path(__file__).parents[1] / "data" / "seeds").glob("*.txt"))
NEW = "applications.new_received.total"


@pytest.fixture(name="readings", scope="module")
def _readings() -> list[Reading]:
    return [read(path) for path in SEEDS]


@pytest.fixture(name="package", scope="module")
def _package(readings: list[Reading], tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("package")
    assert write_package(readings, folder) == len(SEEDS)
    return folder


def problems(folder: Path) -> list[Any]:
    report = frictionless.validate(str(folder / "datapackage.json"))
    found: list[Any] = report.flatten(["rowNumber", "fieldName", "type", "note"])
    return found


def test_it_is_a_valid_data_package(package: Path) -> None:
    assert problems(package) == []


def test_a_damaged_one_is_not(package: Path, tmp_path: Path) -> None:
    for file in package.iterdir():
        (tmp_path / file.name).write_bytes(file.read_bytes().replace(b'"reported"', b'"guessed"', 1))
    assert {"hash-count", "constraint-error"} & {problem[2] for problem in problems(tmp_path)}


def test_pandas_and_duckdb_see_what_the_parquet_file_holds(
    package: Path, readings: list[Reading], tmp_path: Path
) -> None:
    write_panel(readings, tmp_path / "cells", series=tmp_path / "series")
    for layer in ("cells", "series"):
        rows = pq.read_table(tmp_path / layer).to_pylist()
        frame = pd.read_csv(package / f"{layer}.csv", dtype=str, keep_default_na=False)
        assert list(frame.columns) == list(rows[0])
        shown = [["" if value is None else str(value) for value in row.values()] for row in rows]
        assert [[exact(text) for text in row] for row in frame.to_numpy().tolist()] == shown
        (count,) = duckdb.sql(f"SELECT count(*) FROM '{package / layer}.csv'").fetchall()  # noqa: S608 - a path of ours
        assert count == (len(rows),)


def test_the_same_reports_give_the_same_bytes(package: Path, readings: list[Reading], tmp_path: Path) -> None:
    write_package(readings, tmp_path / "again")
    assert {file.name: file.read_bytes() for file in (tmp_path / "again").iterdir()} == {
        file.name: file.read_bytes() for file in package.iterdir()
    }


def test_the_words_of_a_column_are_those_of_the_standard(package: Path) -> None:
    fields = {
        field["name"]: field
        for field in json.loads((package / "datapackage.json").read_text("utf-8"))["resources"][0]["schema"]["fields"]
    }
    assert set(STATES) | {"reported"} <= set(fields["state"]["constraints"]["enum"])
    assert fields["obs_status"]["constraints"]["enum"] == ["A", "O", "M", "L"]
    assert fields["form"]["constraints"]["enum"] == list(NAMES)
    assert (fields["amount"]["type"], fields["value"]["type"], fields["raw"]["type"]) == ("number", "integer", "string")


def test_the_codebook_has_every_cell_and_every_series(package: Path) -> None:
    lines = (package / "codebook.md").read_text("utf-8").splitlines()
    found = {tuple(part.strip() for part in line.split(" | ")[:2]) for line in lines}
    cells = [(name, path) for name in NAMES for path in form_named(name).paths]
    assert {(f"| {name}", path) for name, path in cells} <= found
    assert {f"| {series.id}" for series in all_series()} <= {first for first, *_ in found}
    with (package / "forms.csv").open(encoding="utf-8", newline="") as file:
        assert [(row["form"], row["cell"]) for row in csv.DictReader(file)] == cells


def test_formulas_are_guarded_and_come_back(tmp_path: Path) -> None:
    report = make_report(
        form_named("v2021"), {NEW: -3}, {"applications.carried_over.total": Mark("unreadable", raw="=A1")}
    )
    assert write_package([evolve(report, agency=Agency(name="+x"))], tmp_path) == 1
    rows = list(csv.DictReader((tmp_path / "cells.csv").read_text("utf-8").splitlines()))
    by_cell = {row["cell"]: row for row in rows}
    assert by_cell[NEW]["value"] == "-3"
    assert by_cell[NEW]["agency"] == "'+x"
    assert by_cell["applications.carried_over.total"]["raw"] == "'=A1"


def test_no_report_makes_no_package(tmp_path: Path) -> None:
    assert write_package([], tmp_path / "none") == 0
    assert not (tmp_path / "none").exists()


def test_each_state_has_its_observation_status(tmp_path: Path) -> None:
    paths = form_named("v2021").paths
    marks = {path: Mark(state) for path, state in zip(paths, STATES, strict=False)}
    write_panel([make_report(form_named("v2021"), {NEW: 1}, marks)], tmp_path / "cells", series=tmp_path / "series")
    expected = {
        ("reported", "A"),
        ("blank", "O"),
        ("not_applicable", "M"),
        ("unreadable", "O"),
        ("ambiguous", "O"),
        ("not_asked", "L"),
        ("incomplete", "O"),
    }
    rows = pq.read_table(tmp_path / "cells").to_pylist()
    assert {(row["state"], row["obs_status"]) for row in rows} == expected
    assert {row["obs_status"] for row in pq.read_table(tmp_path / "series").to_pylist()} <= {"A", "O", "M", "L"}


def test_states_and_statuses_have_labels(package: Path) -> None:
    """As categories of Data Package v2; the missing value has its label, too."""
    descriptor = json.loads((package / "datapackage.json").read_text(encoding="utf-8"))
    schema = descriptor["resources"][0]["schema"]
    fields = {field["name"]: field for field in schema["fields"]}
    for name in ("state", "obs_status"):
        values = [category["value"] for category in fields[name]["categories"]]
        assert values == fields[name]["constraints"]["enum"]
    labels = {each["value"]: each.get("label", "") for each in fields["obs_status"]["categories"]}
    assert list(labels) == ["A", "O", "M", "L"]
    assert labels["L"].endswith("missing value; data exist but were not collected")
    assert all(labels.values())
    assert [each["value"] for each in schema["missingValues"]] == [""]
    assert all(each["label"] for each in schema["missingValues"])


def test_the_codebook_names_the_statuses(package: Path) -> None:
    text = (package / "codebook.md").read_text(encoding="utf-8")
    assert "| M | 缺失：数据不可能存在 | missing value; data cannot exist |" in text
