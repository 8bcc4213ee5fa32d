"""``govinfo panel``: a data set of a folder, and an account of what is not in it."""

from __future__ import annotations

import json
import shutil
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow.parquet as pq
import pytest

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
    assert run.code == 1
    assert run.lines[0] == "Panel: 2 reports"
    gone = {row["status"]: row["sources"] for row in json.loads(coverage.read_text("utf-8")) if row["reason"]}
    assert gone == {"refused": [str(folder / "note.txt")], "unread": [str(folder / "broken.json")]}


def test_expected_organs_are_looked_for(folder: Path, tmp_path: Path, govinfo: Govinfo) -> None:
    (tmp_path / "names.txt").write_text("洪江区\n\n某某县\n", "utf-8")
    run = govinfo(
        "panel", folder / "hongjiang.txt", "-o", tmp_path / "cells.parquet", "--expected", tmp_path / "names.txt"
    )
    assert "    某某县 2020: no report" in run.lines
    assert run.code == 1


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


def test_the_lack_of_the_library_is_told(tmp_path: Path, govinfo: Govinfo, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "govinfo_schema.cli.panel.find_spec", lambda name: None if name == "pyarrow" else find_spec(name)
    )
    run = govinfo("panel", SEEDS, "-o", tmp_path / "cells.parquet")
    assert (run.code, "pip install 'govinfo-schema[panel]'" in run.error) == (2, True)
