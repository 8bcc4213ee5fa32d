"""Whole folders: each file is read, and what cannot be read is told and stops nothing."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from govinfo_schema.cli.folders import files_in, targets_of

if TYPE_CHECKING:
    from collections.abc import Callable

    Govinfo = Callable[..., Any]

SEEDS = Path(__file__).resolve().parents[1] / "data" / "seeds"


@pytest.fixture(name="folder")
def _folder(tmp_path: Path) -> Path:
    folder = tmp_path / "in"
    (folder / "a").mkdir(parents=True)
    shutil.copy(SEEDS / "000_hongjiang_2020.txt", folder / "hongjiang.txt")
    shutil.copy(SEEDS / "001_longnan_2018.txt", folder / "a" / "longnan.txt")
    return folder


def test_a_folder_is_migrated_into_another(folder: Path, tmp_path: Path, govinfo: Govinfo) -> None:
    out, ledgers = tmp_path / "out", tmp_path / "ledgers"
    run = govinfo("migrate", folder, "--to", "v2021", "-o", out, "--ledger", ledgers)
    written = {path.relative_to(out).as_posix(): json.loads(path.read_text("utf-8")) for path in out.rglob("*.json")}
    assert {name: report["form"] for name, report in written.items()} == {
        "hongjiang.json": "v2021",
        "a/longnan.json": "v2021",
    }
    assert {path.name for path in ledgers.iterdir()} == {"hongjiang.ledger.json", "a-longnan.ledger.json"}
    assert run.lines[-1] == "In all: 2 files, 2 written, 1 of them with findings; 0 could not be handled."
    assert run.code == 1  # the table of Longnan does not add up


def test_what_cannot_be_read_stops_nothing(folder: Path, tmp_path: Path, govinfo: Govinfo) -> None:
    (folder / "broken.json").write_text("{", "utf-8")
    run = govinfo("convert", folder, "-o", tmp_path / "out", "-q")
    assert (run.code, len(list((tmp_path / "out").rglob("*.json")))) == (2, 2)
    assert run.error.startswith(f"error: {folder / 'broken.json'}: This is not valid JSON")
    assert "1 could not be handled" in run.lines[-1]


def test_losses_that_are_refused_leave_the_file_unwritten(folder: Path, tmp_path: Path, govinfo: Govinfo) -> None:
    run = govinfo("migrate", folder / "a", "--to", "v2021", "-o", tmp_path / "out", "--on-loss", "refuse")
    assert (run.code, list((tmp_path / "out").rglob("*.json"))) == (2, [])
    assert "has no place for" in run.error


def test_a_file_with_several_reports_gives_a_file_for_each(folder: Path, tmp_path: Path, govinfo: Govinfo) -> None:
    both = [path.read_text("utf-8") for path in (folder / "hongjiang.txt", folder / "a" / "longnan.txt")]
    (folder / "both.txt").write_text("\n\n".join(both), "utf-8")
    out, origins = tmp_path / "out", tmp_path / "origins"
    run = govinfo("convert", folder, "--all", "-o", out, "--provenance", origins)
    years = {
        path.relative_to(out).as_posix(): json.loads(path.read_text("utf-8"))["year"] for path in out.rglob("*.json")
    }
    assert years == {"hongjiang.json": 2020, "a/longnan.json": 2018, "both#1.json": 2020, "both#2.json": 2018}
    assert len(list(origins.iterdir())) == 4
    assert run.lines[-1].startswith("In all: 3 files, 3 written, 2 of them with findings")


def test_a_file_in_place_of_the_folder_is_told(folder: Path, tmp_path: Path, govinfo: Govinfo) -> None:
    (tmp_path / "out").write_text("x", "utf-8")
    run = govinfo("convert", folder, "-o", tmp_path / "out")
    assert (run.code, "a folder is needed" in run.error) == (2, True)


@pytest.mark.parametrize("target", [[], ["-o", "-"], ["-o", "{folder}/out"]])
def test_a_folder_needs_another_folder(folder: Path, govinfo: Govinfo, target: list[str]) -> None:
    run = govinfo("convert", folder, *(part.format(folder=folder) for part in target))
    assert run.code == 2
    assert "folder" in run.error


@pytest.mark.parametrize("more", [(), ("--all",)])
@pytest.mark.parametrize("name", ["x.xlsx", "x.JSON", "x.md"])
def test_a_name_of_a_file_is_none_of_a_folder(
    folder: Path, tmp_path: Path, govinfo: Govinfo, name: str, more: tuple[str, ...]
) -> None:
    source = folder / "hongjiang.txt" if more else folder
    run = govinfo("convert", source, *more, "-o", tmp_path / name)
    assert (run.code, f"{name} names a file" in run.error) == (2, True)
    assert f"--output-format {name[2:].lower()}" in run.error
    assert not (tmp_path / name).exists()
    assert govinfo("convert", source, *more, "-o", f"{tmp_path / name}/").code < 2  # asked for by its slash
    assert govinfo("convert", source, *more, "-o", tmp_path / name).code < 2  # and there now
    assert (tmp_path / name).is_dir()
    assert govinfo("convert", source, *more, "-o", tmp_path / "v1.0").code < 2


@pytest.mark.parametrize("choice", [("--layout", "wide"), ("--encoding", "gb18030")])
def test_what_a_format_does_not_have_is_refused_once(
    folder: Path, tmp_path: Path, govinfo: Govinfo, choice: tuple[str, str]
) -> None:
    for arguments in ((folder,), (folder / "hongjiang.txt", "--all")):
        run = govinfo("convert", *arguments, "-o", tmp_path / "out", *choice)
        assert (run.code, run.error.count("has no such choice"), run.lines) == (2, 1, [])
        assert not (tmp_path / "out").exists()
    assert govinfo("convert", folder, "-o", tmp_path / "out", "--output-format", "csv", *choice).code == 1


def test_names_never_fall_together(tmp_path: Path) -> None:
    for name in ("a.html", "a.pdf", "b/a.html"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    out = Path("out")
    assert [target for _, target in targets_of(tmp_path, out, ".json")] == [
        out / "a.json",
        out / "a.pdf.json",
        out / "b" / "a.json",
    ]


def test_hidden_files_locks_of_open_office_files_and_those_of_the_system_are_left_out(tmp_path: Path) -> None:
    (tmp_path / ".cache").mkdir()
    for name in ("a.xlsx", "~$a.xlsx", ".b.xlsx", ".cache/c.xlsx", "Thumbs.db", "desktop.ini"):
        (tmp_path / name).write_bytes(b"x")
    assert files_in([str(tmp_path)]) == [str(tmp_path / "a.xlsx")]
