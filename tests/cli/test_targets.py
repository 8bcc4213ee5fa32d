"""What a command reads is never written over, and no two things go to one file."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    Govinfo = Callable[..., Any]

SEEDS = Path(__file__).resolve().parents[1] / "data" / "seeds"


@pytest.fixture(name="folder")
def _folder(tmp_path: Path, govinfo: Govinfo, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    shutil.copy(SEEDS / "001_longnan_2018.txt", "in.txt")
    shutil.copy(SEEDS / "000_hongjiang_2020.txt", "other.txt")
    govinfo("convert", "in.txt", "-q", "-o", "in.json")
    (tmp_path / "organs.txt").write_text("某某县\n", "utf-8")
    (tmp_path / "accepted.json").write_text('{"accepted": []}', "utf-8")
    (tmp_path / "old.parquet").write_bytes(b"PAR1")
    (tmp_path / "book.xlsx").write_bytes(b"PK")
    Path("link.json").symlink_to("in.json")
    return tmp_path


@pytest.mark.parametrize(
    "arguments",
    [
        "convert in.json -o in.json",
        "convert in.json -o ./in.json --to v2021",
        "convert in.json -o link.json",
        "convert in.txt -o new.json --provenance in.txt",
        "migrate in.json --to v2021 -o new.json --ledger in.json",
        "propose in.txt -o in.txt",
        "diff in.json other.txt -o in.json",
        "diff other.txt in.json -o in.json",
        "validate in.txt other.txt -o other.txt",
        "validate in.txt --write-accepted in.txt --reason x",
        "validate in.txt --previous other.txt -o other.txt",
        "validate in.txt --accepted accepted.json -o accepted.json",
        "panel . -o old.parquet",
        "panel . -o new.parquet --series old.parquet",
        "template v2021 -o book.xlsx --previous book.xlsx",
        "plot old.parquet applications.new_received.total -o old.parquet",
        "annotate in.txt --accepted accepted.json -o accepted.json",
        "panel in.txt -o new.parquet --expected organs.txt --coverage organs.txt",
    ],
)
def test_what_is_read_is_never_written_over(folder: Path, govinfo: Govinfo, arguments: str) -> None:
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    run = govinfo(*arguments.split())
    assert (run.code, "never replaced" in run.error) == (2, True)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


@pytest.mark.parametrize(
    "arguments",
    [
        "convert in.txt -o new.json --provenance new.json",
        "migrate in.txt --to v2021 -o new.json --ledger ./new.json",
        "validate in.txt -o new.json --write-accepted new.json --reason x",
        "panel in.txt -o new.parquet --series new.parquet",
        "panel in.txt -o package/ --coverage package/codebook.md",
    ],
)
def test_two_things_never_go_to_one_file(folder: Path, govinfo: Govinfo, arguments: str) -> None:
    run = govinfo(*arguments.split())
    assert (run.code, "Two things would be written to this one file" in run.error) == (2, True)
    assert not (folder / "new.json").exists()


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        ("panel in.txt -o new.parquet --coverage new.zzz", "No format with the suffix '.zzz' can be written"),
        ("panel in.txt -o new.parquet --coverage new.pdf", "The format 'pdf' holds no tables"),
        ("panel in.txt -o new.parquet --coverage none/new.csv", "The folder to write to does not exist"),
        ("panel in.txt -o new.parquet --series none/new.parquet", "The folder to write to does not exist"),
        ("panel in.txt -o new.xlsx", "Panels are not written as '.xlsx'"),
        ("panel in.txt -o new.parquet --series new.csv", "Panels are not written as '.csv'"),
        ("migrate in.txt --to v2021 -o new.json --ledger new.zzz", "No format with the suffix '.zzz' can be written"),
        ("migrate in.txt --to v2021 -o new.json --ledger none/new.csv", "The folder to write to does not exist"),
        ("merge in.txt other.txt -o new.zzz", "No format with the suffix '.zzz' can be written"),
        ("merge in.txt other.txt -o new.json --sources new.zzz", "No format with the suffix '.zzz' can be written"),
        ("merge in.txt other.txt -o new.json --parts-table none/new.csv", "The folder to write to does not exist"),
        ("convert in.txt -o new.json --provenance none/new.json", "The folder to write to does not exist"),
        ("convert in.txt -o new.json --provenance folder", "The target is a folder"),
        ("convert in.txt -o new.json --output-format pdf", "can only be read"),
        ("convert in.txt --all -o new --output-format pdf", "can only be read"),
        ("propose in.txt -o none/new.json", "The folder to write to does not exist"),
        ("validate in.txt -o new.json --write-accepted none/new.json --reason x", "The folder to write to"),
        ("diff in.txt other.txt -o new.zzz", "No format with the suffix '.zzz' can be written"),
        ("diff in.txt other.txt --output-format zzz", "There is no format named 'zzz'"),
        ("template v2021 -o new.pdf --previous in.txt", "has no files to fill in"),
        ("annotate in.txt -o none/new.txt", "The folder to write to does not exist"),
        ("apply patch.json in.txt -o none/new.json", "The folder to write to does not exist"),
        ("plot old.parquet x -o new.zzz", "No picture can be made in the format 'zzz'"),
        ("plot old.parquet x -o none/new.png", "The folder to write to does not exist"),
    ],
)
def test_what_cannot_be_written_is_refused_before_anything_is_read(
    folder: Path, govinfo: Govinfo, monkeypatch: pytest.MonkeyPatch, arguments: str, reason: str
) -> None:
    (folder / "folder").mkdir()

    def untouched(*_: object, **__: object) -> None:
        raise AssertionError("a report was read")

    for name in ("read", "read_all"):
        monkeypatch.setattr(f"govinfo_schema.cli.checked.{name}", untouched)
    run = govinfo(*arguments.split())
    assert (run.code, reason in run.error) == (2, True), run.error
    assert not list(folder.glob("new*"))


@pytest.mark.usefixtures("folder")
def test_devices_take_everything(govinfo: Govinfo) -> None:
    run = govinfo("convert", "in.txt", "-q", "--output-format", "json", "-o", os.devnull, "--provenance", os.devnull)
    assert (run.code, run.error) == (1, "")


@pytest.mark.parametrize(
    "arguments",
    [
        "propose in.txt -o -",
        "panel in.txt -o -",
        "panel in.txt -o new.parquet --coverage -",
        "convert in.txt -o new.json --provenance -",
    ],
)
def test_what_only_goes_to_a_file_makes_none_called_like_the_stream(
    folder: Path, govinfo: Govinfo, arguments: str
) -> None:
    run = govinfo(*arguments.split())
    assert (run.code, "not to standard output" in run.error) == (2, True)
    assert not (folder / "-").exists()


@pytest.mark.usefixtures("folder")
def test_results_go_to_standard_output_when_that_is_named(govinfo: Govinfo) -> None:
    plain = govinfo("validate", "in.txt", "--output-format", "jsonl")
    assert govinfo("validate", "in.txt", "--output-format", "jsonl", "-o", "-").output == plain.output
    assert plain.output.count(b"\n") == 3


@pytest.mark.parametrize("arguments", ["diff - -", "validate - -", "validate - --previous -"])
@pytest.mark.usefixtures("folder")
def test_standard_input_is_read_once(govinfo: Govinfo, arguments: str) -> None:
    run = govinfo(*arguments.split(), stdin=b"{}")
    assert (run.code, "read only once" in run.error) == (2, True)
