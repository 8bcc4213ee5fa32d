"""``govinfo plot``: from the file of a panel to the file of a picture."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from chinese_fonts import needs_chinese_font

if TYPE_CHECKING:
    from collections.abc import Callable

    Govinfo = Callable[..., Any]

SEEDS = Path(__file__).resolve().parents[1] / "data" / "seeds"
NEW = "applications.new_received.total"


@pytest.fixture(name="series")
def _series(tmp_path: Path, govinfo: Govinfo) -> Path:
    target = tmp_path / "series.parquet"
    govinfo("panel", SEEDS / "000_hongjiang_2020.txt", "-o", tmp_path / "cells.parquet", "--series", target)
    return target


@needs_chinese_font
@pytest.mark.parametrize(("suffix", "start"), [("png", b"\x89PNG"), ("svg", b"<?xml"), ("pdf", b"%PDF")])
def test_a_picture_is_written(series: Path, tmp_path: Path, govinfo: Govinfo, suffix: str, start: bytes) -> None:
    target = tmp_path / f"plot.{suffix}"
    run = govinfo("plot", series, NEW, "-o", target, "--agency", "洪江区")
    assert (run.code, run.lines) == (0, [f"Written: {target}"])
    assert target.read_bytes().startswith(start)


@needs_chinese_font
def test_both_layers_of_a_panel_give_the_same_picture(series: Path, tmp_path: Path, govinfo: Govinfo) -> None:
    pictures = (tmp_path / "series.png", tmp_path / "cells.png")
    for layer, picture in zip((series, series.parent / "cells.parquet"), pictures, strict=True):
        assert govinfo("plot", layer, NEW, "-o", picture).code == 0
    assert pictures[0].read_bytes() == pictures[1].read_bytes()


@needs_chinese_font
@pytest.mark.parametrize("name", ["panel.duckdb", "package/"])
def test_databases_and_packages_give_the_same_picture(
    series: Path, tmp_path: Path, govinfo: Govinfo, name: str
) -> None:
    govinfo("panel", SEEDS / "000_hongjiang_2020.txt", "-o", f"{tmp_path}/{name}")
    for target, panel in (("one.png", series), ("other.png", tmp_path / name)):
        assert govinfo("plot", panel, NEW, "-o", tmp_path / target, "--agency", "洪江区").code == 0
    assert (tmp_path / "one.png").read_bytes() == (tmp_path / "other.png").read_bytes()


def test_a_database_needs_its_library(tmp_path: Path, govinfo: Govinfo, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "panel.duckdb").write_bytes(b"x")
    monkeypatch.setitem(sys.modules, "duckdb", None)
    run = govinfo("plot", tmp_path / "panel.duckdb", NEW, "-o", tmp_path / "plot.png")
    assert (run.code, "pip install 'govinfo-schema[duckdb]'" in run.error) == (2, True)


def test_what_only_looks_like_a_panel_is_refused(tmp_path: Path, govinfo: Govinfo) -> None:
    (tmp_path / "text.duckdb").write_text("x", "utf-8")
    (tmp_path / "folder").mkdir()
    with duckdb.connect(str(tmp_path / "other.duckdb")) as database:
        database.execute("CREATE TABLE series (agency VARCHAR)")
    for name in ("text.duckdb", "folder", "other.duckdb"):
        run = govinfo("plot", tmp_path / name, NEW, "-o", tmp_path / "plot.png")
        assert (run.code, "This holds no panel. Use the file, database or folder" in run.error) == (2, True)


def test_other_tables_are_refused_with_advice(tmp_path: Path, govinfo: Govinfo) -> None:
    pq.write_table(pa.table({"agency": ["某某县"], "year": [2023]}), tmp_path / "other.parquet")
    run = govinfo("plot", tmp_path / "other.parquet", NEW, "-o", tmp_path / "plot.png")
    assert (run.code, "holds no panel" in run.error, "govinfo panel … -o" in run.error) == (2, True, True)


@pytest.mark.parametrize(
    ("name", "words"), [("none.parquet", "There is no such file"), ("text.parquet", "no readable file of a panel")]
)
def test_what_is_no_panel_is_refused(tmp_path: Path, govinfo: Govinfo, name: str, words: str) -> None:
    (tmp_path / "text.parquet").write_text("x", "utf-8")
    run = govinfo("plot", tmp_path / name, NEW, "-o", tmp_path / "plot.png")
    assert (run.code, words in run.error) == (2, True)


@pytest.mark.parametrize(
    ("series_id", "agency", "words"),
    [
        (NEW, "洪江", "There are no figures of '洪江'. Similar ones: 洪江区."),
        (NEW, "某某县", "There are no figures of '某某县'."),
        ("nonsense", "洪江区", "There is no series 'nonsense'. The column series of the panel has the ids"),
        ("new_received.total", "洪江区", f"Similar ones: {NEW}."),
    ],
)
def test_what_the_panel_does_not_have_is_not_drawn(
    series: Path, govinfo: Govinfo, series_id: str, agency: str, words: str
) -> None:
    picture = series.with_name("plot.png")
    run = govinfo("plot", series, series_id, "-o", picture, "--agency", agency)
    assert (run.code, words in run.error) == (2, True)
    assert not picture.exists()


@needs_chinese_font
def test_an_unknown_kind_of_picture_is_refused(series: Path, tmp_path: Path, govinfo: Govinfo) -> None:
    run = govinfo("plot", series, NEW, "-o", tmp_path / "plot.xyz")
    assert (run.code, "Suffixes that work" in run.error) == (2, True)
    assert not (tmp_path / "plot.xyz").exists()


def test_the_lack_of_the_library_is_told(tmp_path: Path, govinfo: Govinfo, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("govinfo_schema.cli.plot.find_spec", lambda _: None)
    run = govinfo("plot", "series.parquet", NEW, "-o", tmp_path / "plot.png")
    assert (run.code, "pip install 'govinfo-schema[plot]'" in run.error) == (2, True)
