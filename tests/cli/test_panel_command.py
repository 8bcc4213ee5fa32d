"""``govinfo panel``: a data set of a folder, and an account of what is not in it."""

from __future__ import annotations

import json
import shutil
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb
import pyarrow.parquet as pq
import pytest

from govinfo_schema.codec import to_json
from govinfo_schema.formats import read

if TYPE_CHECKING:
    from collections.abc import Callable

    Govinfo = Callable[..., Any]

SEEDS = Path(__file__).resolve().parents[1] / "data" / "seeds"


@pytest.fixture(name="folder")
def _folder(tmp_path: Path) -> Path:
    folder = tmp_path / "in"
    (folder / "2018").mkdir(parents=True)
    (folder / ".cache").mkdir()
    shutil.copy(SEEDS / "001_longnan_2018.txt", folder / "2018" / "longnan.txt")
    shutil.copy(SEEDS / "000_hongjiang_2020.txt", folder / "hongjiang.txt")
    (folder / ".cache" / "hidden.txt").write_text("x", "utf-8")
    return folder


def test_a_folder_becomes_a_data_set(folder: Path, tmp_path: Path, govinfo: Govinfo) -> None:
    target, series = tmp_path / "cells.parquet", tmp_path / "series.parquet"
    run = govinfo("panel", folder, "-o", target, "--series", series)
    assert run.lines[0] == "Panel: 2 reports"
    rows = pq.read_table(target)
    assert rows.num_rows == 58 + 198
    assert set(rows.column("source").to_pylist()) == {"longnan.txt", "hongjiang.txt"}
    assert set(pq.read_table(series).column("comparability").to_pylist()) == {None}  # two organs, one year each
    assert run.code == 1  # each organ lacks the year of the other one


def test_files_that_cannot_be_read_are_told_and_stop_nothing(folder: Path, tmp_path: Path, govinfo: Govinfo) -> None:
    (folder / "note.txt").write_text("无关的文字\n", "utf-8")
    (folder / "broken.json").write_text("{", "utf-8")
    coverage = tmp_path / "coverage.json"
    run = govinfo("panel", folder, "-o", tmp_path / "cells.parquet", "--coverage", coverage)
    assert run.code == 2
    assert run.lines[0] == "Panel: 2 reports"
    gone = {row["status"]: row["sources"] for row in json.loads(coverage.read_text("utf-8")) if row["reason"]}
    assert gone == {"refused": [str(folder / "note.txt")], "unread": [str(folder / "broken.json")]}


def test_the_coverage_is_written_in_the_encoding_that_was_chosen(
    folder: Path, tmp_path: Path, govinfo: Govinfo
) -> None:
    cells, coverage = tmp_path / "cells.parquet", tmp_path / "coverage.csv"
    govinfo("panel", folder, "-o", cells, "--coverage", coverage, "--encoding", "gb18030")
    assert "洪江区" in coverage.read_bytes().decode("gb18030")
    cells.unlink()
    other = govinfo("panel", folder, "-o", cells, "--coverage", tmp_path / "c.xlsx", "--encoding", "gb18030")
    assert (other.code, "has no such choice (encoding=gb18030)" in other.error) == (2, True)
    none = govinfo("panel", folder, "-o", cells, "--encoding", "gb18030")
    assert (none.code, "none is written here" in none.error, cells.exists()) == (2, True, False)


def test_expected_organs_are_looked_for(folder: Path, tmp_path: Path, govinfo: Govinfo) -> None:
    (tmp_path / "names.txt").write_text("洪江区\n\n某某县\n", "utf-8")
    run = govinfo(
        "panel", folder / "hongjiang.txt", "-o", tmp_path / "cells.parquet", "--expected", tmp_path / "names.txt"
    )
    assert "    某某县 2020: no report of any year" in run.lines
    assert run.code == 1


def test_the_years_of_an_organ_are_told_in_one_line_and_failures_first(
    folder: Path, tmp_path: Path, govinfo: Govinfo
) -> None:
    (folder / "broken.json").write_text("{", "utf-8")
    run = govinfo("panel", folder, "-o", tmp_path / "cells.parquet")
    assert run.lines[1:4] == ["  one report: 2", "  no report: 4", "  a file that could not be read: 1"]
    assert "broken.json: This is not valid JSON" in run.lines[4]
    assert run.lines[5:7] == [
        "    龙南县人民政府办公室 2019, 2020: no report",
        "    洪江区 2018, 2019: no report",
    ]


def test_of_several_reports_of_a_year_others_are_left_out(folder: Path, tmp_path: Path, govinfo: Govinfo) -> None:
    other = folder / "again.txt"
    other.write_bytes((folder / "hongjiang.txt").read_bytes())
    arguments = ("panel", other, folder / "hongjiang.txt", "-o", tmp_path / "cells.parquet")
    run = govinfo(*arguments)
    assert f"    洪江区 2020 ({other}, {folder / 'hongjiang.txt'}): several reports: one has to be chosen" in run.lines
    assert any("leave the others out with --without FILE" in line for line in run.lines)
    chosen = govinfo(*arguments, "--without", other)
    assert (chosen.code, chosen.lines[:2]) == (0, ["Panel: 1 report", "  one report: 1"])
    run = govinfo(*arguments, "--without", folder / "none.txt")
    assert (run.code, "none of those that are given" in run.error) == (2, True)


def test_one_complete_report_ends_with_0(folder: Path, tmp_path: Path, govinfo: Govinfo) -> None:
    run = govinfo("panel", folder / "hongjiang.txt", "-o", tmp_path / "cells.parquet", "--lang", "zh")
    assert (run.code, run.lines[0]) == (0, "面板：1 份报告")


def test_long_lists_are_cut(folder: Path, tmp_path: Path, govinfo: Govinfo) -> None:
    for number in range(30):
        (folder / f"{number:02}.json").write_text("{", "utf-8")
    run = govinfo("panel", folder, "-o", tmp_path / "cells.parquet")
    assert any("more: see --coverage" in line for line in run.lines)


def test_a_folder_without_reports_ends_with_2(tmp_path: Path, govinfo: Govinfo) -> None:
    (tmp_path / "a.json").write_text("{", "utf-8")
    run = govinfo("panel", tmp_path / "a.json", "-o", tmp_path / "cells.parquet")
    assert (run.code, run.error.startswith("error: No report that can be read in 1 file.")) == (2, True)
    chinese = govinfo("panel", tmp_path / "a.json", "-o", tmp_path / "cells.parquet", "--lang", "zh").error
    assert f"1 个文件中没有一份可以读取的报告。{tmp_path / 'a.json'}: 不是有效的 JSON" in chinese


def test_a_name_with_a_slash_makes_a_data_package(folder: Path, tmp_path: Path, govinfo: Govinfo) -> None:
    run = govinfo("panel", folder, "-o", f"{tmp_path}/package/")
    assert run.lines[0] == "Panel: 2 reports"
    names = {"cells.csv", "series.csv", "forms.csv", "codebook.md", "datapackage.json"}
    assert {path.name for path in (tmp_path / "package").iterdir()} == names


def test_a_database_is_made_and_asked(folder: Path, tmp_path: Path, govinfo: Govinfo) -> None:
    target = tmp_path / "panel.duckdb"
    govinfo("panel", folder, "-o", target)
    with duckdb.connect(str(target), read_only=True) as database:
        assert database.execute("SELECT count(*) FROM v2019").fetchall() == [(1,)]


@pytest.mark.parametrize("output", ["package/", "panel.duckdb"])
def test_series_are_in_packages_and_databases_already(
    output: str, folder: Path, tmp_path: Path, govinfo: Govinfo
) -> None:
    run = govinfo("panel", folder, "-o", f"{tmp_path}/{output}", "--series", tmp_path / "series.parquet")
    assert (run.code, "--series is for Parquet only" in run.error) == (2, True)


@pytest.mark.parametrize(("library", "extra"), [("pyarrow", "panel"), ("duckdb", "duckdb")])
def test_a_missing_library_is_named_with_its_extra(  # noqa: PLR0913, PLR0917 - fixtures
    library: str, extra: str, folder: Path, tmp_path: Path, govinfo: Govinfo, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("govinfo_schema.cli.panel.find_spec", lambda name: None if name == library else find_spec(name))
    run = govinfo("panel", folder, "-o", tmp_path / "panel.duckdb")
    assert (run.code, f"Panels need {library}, which is not installed" in run.error) == (2, True)
    assert f"pip install 'govinfo-schema[{extra}]'" in run.error


def test_every_report_of_a_file_with_several_is_taken_in(folder: Path, tmp_path: Path, govinfo: Govinfo) -> None:
    lines = b"".join(to_json(read(path).report).encode() + b"\n" for path in sorted(folder.rglob("*jiang.txt")) * 2)
    (tmp_path / "many.jsonl").write_bytes(lines)
    run = govinfo("panel", tmp_path / "many.jsonl", "-o", tmp_path / "cells.parquet")
    assert run.lines[0] == "Panel: 2 reports"
