"""The example that goes from documents to a panel prints what stands beside it, and draws a picture."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb

from chinese_fonts import needs_chinese_font
from govinfo_schema.formats import read
from govinfo_schema.panel.files import write_panel

if TYPE_CHECKING:
    import pytest

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"


@needs_chinese_font
def test_the_walk_prints_what_stands_beside_it(tmp_path: Path) -> None:
    command = [sys.executable, EXAMPLES / "panel_walk.py", tmp_path]
    run = subprocess.run(command, capture_output=True, check=True, encoding="utf-8", env={"PYTHONIOENCODING": "utf-8"})  # noqa: S603 - our own script
    assert run.stdout == (EXAMPLES / "panel_walk.txt").read_text("utf-8")
    assert (tmp_path / "panel_walk.png").read_bytes().startswith(b"\x89PNG")


def test_the_queries_of_the_readme_answer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    reports = [read(EXAMPLES / name) for name in ("longnan_2018.txt", "hongjiang_2020.txt", "hengshan_2023.html")]
    write_panel(reports, tmp_path / "cells.parquet", series=tmp_path / "series.parquet")
    monkeypatch.chdir(tmp_path)
    found: dict[str, list[list[tuple[object, ...]]]] = {}
    for name in ("README.md", "README.zh-CN.md"):
        (block,) = re.findall(r"```sql\n(.*?)```", (EXAMPLES.parent / name).read_text("utf-8"), re.DOTALL)
        queries = [query for query in block.split(";") if query.strip()]
        found[name] = [duckdb.sql(query).fetchall() for query in queries]
    first, second, third = found["README.md"]
    assert found["README.zh-CN.md"] == found["README.md"]
    assert ("龙南县人民政府办公室", 2018, 2, None) in first
    assert second == [("v2014", "reported", 58), ("v2019", "reported", 198), ("v2021", "reported", 200)]
    assert third == []
