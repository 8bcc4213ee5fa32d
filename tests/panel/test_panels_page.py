"""The page on panels, taken at its word: its programs run, and its commands have these options."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import click
import pytest

import govinfo_schema as gs
from govinfo_schema.cli.commands import GOVINFO
from govinfo_schema.panel.columns import CELLS, SERIES
from govinfo_schema.panel.files import write_panel

REPOSITORY = Path(__file__).resolve().parents[2]
PAGE = (REPOSITORY / "docs" / "panels.md").read_text("utf-8")
PROGRAMS = re.findall(r"^```python\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("program", PROGRAMS, ids=lambda program: program.split(maxsplit=2)[1])
def test_the_programs_run(
    program: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(REPOSITORY / "examples", tmp_path / "examples")
    monkeypatch.chdir(tmp_path)
    readings = [gs.read(path) for path in sorted((tmp_path / "examples").glob("h*_20*"))]
    write_panel(readings, "cells.parquet", series="series.parquet")
    found: dict[str, object] = {}
    exec(compile(program, "panels.md", "exec"), found)  # noqa: S102 - it is ours
    printed = capsys.readouterr().out
    if "totals" in found:
        assert "2020 None 2 ('某某县',) {}" in printed
        assert "disclosure_rate" in printed


def test_the_commands_have_these_options() -> None:
    calls = re.findall(r"^govinfo (\S+) (.*)$", PAGE, re.MULTILINE)
    assert len(calls) == 4
    for command, rest in calls:
        known = {
            name for each in GOVINFO.commands[command].params if isinstance(each, click.Option) for name in each.opts
        }
        assert set(re.findall(r"(?<!\S)--?[a-z]+", rest)) <= known


def test_every_column_is_told() -> None:
    assert {column.name for column in (*CELLS, *SERIES)} <= set(re.findall(r"[a-z_]+", PAGE))
