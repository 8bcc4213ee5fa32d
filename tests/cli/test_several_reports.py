"""Files with several reports on the command line: listed, chosen by number, read all."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import attrs
import pyarrow.parquet as pq
import pytest

import govinfo_schema as gs
from govinfo_schema import files
from govinfo_schema.cli.several import file_stem
from layouts import numbers
from several import FIRST, SECOND, text_file

if TYPE_CHECKING:
    from collections.abc import Callable

    Govinfo = Callable[..., Any]

NEW_IN_ALL = "applications.new_received.total"


@pytest.fixture(name="collection")
def _collection(tmp_path: Path) -> Path:
    path = tmp_path / "reports.txt"
    zeros = dict.fromkeys(numbers("v2021"), "0")
    path.write_bytes(text_file("tabs", ("v2021", numbers("v2021", 11)), ("v2021", zeros)))
    return path


def test_detect_lists_all(govinfo: Govinfo, collection: Path) -> None:
    run = govinfo("detect", collection)
    assert run.code == 0
    told = [line for line in run.lines if line.startswith(("Report ", "Form:", "Year:", "Agency:", "Place:"))]
    assert told == [
        *("Report 1 of 2", "Place: table 1, column 2, line 8", "Form: v2021 (国办公开办函〔2021〕30号)"),
        *("Year: 2023", f"Agency: {FIRST}"),
        *("Report 2 of 2", "Place: table 4, column 2, line 65", "Form: v2021 (国办公开办函〔2021〕30号)"),
        *("Year: 2022", f"Agency: {SECOND}"),
    ]
    listed = json.loads(govinfo("detect", collection, "--json").output)["reports"]
    assert [(each["year"], each["agency"]) for each in listed] == [(2023, FIRST), (2022, SECOND)]
    assert json.loads(govinfo("detect", collection, "--json", "--report", "2").output)["agency"] == SECOND


def test_one_report_is_chosen_by_its_number(govinfo: Govinfo, collection: Path) -> None:
    refused = govinfo("validate", collection)
    assert refused.code == 2
    assert "the file holds 2 reports: 1: 2023" in refused.error
    assert "--report N" in refused.error
    assert govinfo("validate", collection, "--report", "1").code == 1
    assert govinfo("validate", collection, "--report", "2").code == 0
    assert json.loads(govinfo("convert", collection, "--report", "2", "-q").output)["year"] == 2022
    cell = govinfo("explain-cell", collection, NEW_IN_ALL, "--report", "2")
    assert "Number: 0" in cell.lines
    assert govinfo("validate", collection, "--report", "0").code == 2


def test_validate_all_gives_each_result_and_one_over_all(govinfo: Govinfo, collection: Path) -> None:
    run = govinfo("validate", collection, "--all")
    assert run.code == 1
    assert [line for line in run.lines if line.startswith("== ")] == [f"== {collection}#1", f"== {collection}#2"]
    assert sum(line.startswith("Result:") for line in run.lines) == 2
    assert run.lines[-1].startswith("In all: 2 files, 1 valid, 1 not valid, 0 not certain")
    told = json.loads(govinfo("validate", collection, "--all", "--json").output)["reports"]
    assert [(each["file"], each["valid"]) for each in told] == [(f"{collection}#1", False), (f"{collection}#2", True)]


def test_a_panel_takes_every_report_of_a_file(govinfo: Govinfo, collection: Path, tmp_path: Path) -> None:
    target = tmp_path / "cells.parquet"
    run = govinfo("panel", collection, "-o", target)
    assert run.lines[0] == "Panel: 2 reports"
    rows = pq.read_table(target).to_pylist()
    assert Counter((row["agency"], row["year"]) for row in rows) == {(FIRST, 2023): 200, (SECOND, 2022): 200}


def test_convert_all_writes_one_file_for_each(govinfo: Govinfo, collection: Path, tmp_path: Path) -> None:
    out, origins = tmp_path / "out", tmp_path / "origins"
    run = govinfo("convert", collection, "--all", "-o", out, "--provenance", origins)
    assert run.code == 1
    names = [f"2022-{SECOND}-2.json", f"2023-{FIRST}-1.json"]
    assert sorted(path.name for path in out.iterdir()) == names
    assert sorted(path.name for path in origins.iterdir()) == [
        name.replace(".json", ".provenance.json") for name in names
    ]
    assert (out / names[1]).read_bytes() == govinfo("convert", collection, "--report", "1", "-q").output
    assert run.lines[-1].startswith("All: 2 reports")


def test_convert_all_takes_the_output_format_and_can_migrate(
    govinfo: Govinfo, collection: Path, tmp_path: Path
) -> None:
    out, ledgers = tmp_path / "out", tmp_path / "ledgers"
    run = govinfo(
        *("migrate", collection, "--to", "v2019", "--all", "-q", "--output-format", "xlsx"),
        *("-o", out, "--ledger", ledgers),
    )
    assert run.output == b""
    assert [gs.read(path).report.form for path in sorted(out.iterdir())] == ["v2019", "v2019"]
    assert {path.suffix for path in out.iterdir()} == {".xlsx"}
    assert len([*ledgers.iterdir()]) == 2


def test_a_file_with_one_report_is_all_there_is(govinfo: Govinfo, tmp_path: Path) -> None:
    path = tmp_path / "one.txt"
    path.write_bytes(text_file("tabs", ("v2021", numbers("v2021", 11))))
    assert not [line for line in govinfo("validate", path, "--all").lines if line.startswith(("Report", "All"))]
    run = govinfo("convert", path, "--all", "-o", tmp_path / "out")
    assert [file.name for file in (tmp_path / "out").iterdir()] == [f"2023-{FIRST}-1.json"]
    assert run.lines[-1].startswith("Result:")


def test_what_does_not_go_together_is_refused(govinfo: Govinfo, collection: Path, tmp_path: Path) -> None:
    for command in (("convert", collection, "-o", tmp_path / "out"), ("validate", collection)):
        refused = govinfo(*command, "--all", "--report", "1")
        assert refused.code == 2
        assert "--all cannot be used together with --report" in refused.error
    assert "--all needs -o and a folder" in govinfo("convert", collection, "--all").error
    assert "--all needs -o and a folder" in govinfo("convert", collection, "--all", "-o", "-").error
    blocked = govinfo("convert", collection, "--all", "-o", collection)
    assert blocked.code == 2
    assert "a folder is needed" in blocked.error


@pytest.mark.parametrize(
    ("agency", "year", "stem"),
    [
        ("某某县人民政府", 2023, "2023-某某县人民政府-02"),
        ('../../某某局/\\:*?"<>|\n', 2023, "2023-某某局-02"),
        ("局" * 300, None, f"report-{'局' * 60}-02"),
        (None, None, "report-02"),
        ("..", 2019, "2019-02"),
    ],
)
def test_names_of_files_are_safe(agency: str | None, year: int | None, stem: str) -> None:
    report = gs.read(text_file("tabs", ("v2021", numbers("v2021"))), format="text").report
    named = attrs.evolve(report, agency=gs.Agency(name=agency), year=year)
    assert file_stem(named, 2, 10) == stem
    assert len(f"{stem}.provenance.json".encode()) < 256


@pytest.mark.parametrize("name", ["a\0b", "/proc/nothing/here"])
def test_a_folder_that_cannot_be_made_is_an_error(name: str) -> None:
    with pytest.raises(gs.WriteError):
        files.make_folder(Path(name) if "\0" not in name else name)
