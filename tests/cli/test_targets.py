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
        "panel in.txt -o in.txt",
        "panel . -o new.parquet --series other.txt",
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
        "panel in.txt -o new.json --series new.json",
    ],
)
def test_two_things_never_go_to_one_file(folder: Path, govinfo: Govinfo, arguments: str) -> None:
    run = govinfo(*arguments.split())
    assert (run.code, "Two things would be written to this one file" in run.error) == (2, True)
    assert not (folder / "new.json").exists()


@pytest.mark.usefixtures("folder")
def test_devices_take_everything(govinfo: Govinfo) -> None:
    run = govinfo("convert", "in.txt", "-q", "--output-format", "json", "-o", os.devnull, "--provenance", os.devnull)
    assert (run.code, run.error) == (1, "")


@pytest.mark.parametrize(
    "arguments", ["propose in.txt -o -", "panel in.txt -o -", "convert in.txt -o new.json --provenance -"]
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
