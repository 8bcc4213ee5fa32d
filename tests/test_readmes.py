"""The READMEs, taken at their word: what they print is what happens, what they call is there, what they show runs."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import click
import pytest

from govinfo_schema.cli import main
from govinfo_schema.cli.commands import GOVINFO

REPOSITORY = Path(__file__).resolve().parents[1]
READMES = {"README.md": "en", "README.zh-CN.md": "zh"}
in_both = pytest.mark.parametrize("name", READMES)


def blocks(name: str, language: str = "") -> list[str]:
    """Return the blocks of code of a README that are in ``language``."""
    text = (REPOSITORY / name).read_text(encoding="utf-8")
    found = re.findall(r"^```(\w*)\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    return [block for of_block, block in found if of_block == language]


@pytest.fixture(name="folder")
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(REPOSITORY / "examples", tmp_path / "examples")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def convert(name: str) -> None:
    """Run the command with which a README begins, in its language."""
    (arguments,) = re.findall(r"bin/govinfo (convert .*)$", blocks(name)[0], re.MULTILINE)
    assert main([*arguments.split(), "--lang", READMES[name]]) == 0


@in_both
@pytest.mark.usefixtures("folder")
def test_the_first_command_prints_what_is_printed(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    convert(name)
    printed = iter(capsys.readouterr().out.splitlines())
    told = [line for line in blocks(name)[1].splitlines() if line.strip("…")]
    assert len(told) > 5
    assert [line for line in told if line not in printed] == []  # each after the one before it


@in_both
@pytest.mark.usefixtures("folder", "capsys")
def test_the_python_runs(name: str) -> None:
    convert(name)
    (program,) = blocks(name, "python")
    exec(compile(program, name, "exec"), {})  # noqa: S102 - it is ours


@in_both
def test_commands_and_options_are_those_of_the_program(name: str) -> None:
    calls = re.findall(r"govinfo ([a-z][a-z-]*)((?: +[^\n；;]*)?)", "\n".join(blocks(name)))
    assert {command for command, _ in calls} == set(GOVINFO.commands)
    for command, rest in calls:
        known = {
            option
            for each in GOVINFO.commands[command].params
            if isinstance(each, click.Option)
            for option in each.opts
        }
        arguments = re.split(r" {2,}", rest.strip())[0]
        assert set(re.findall(r"(?<!\S)--?[a-z][a-z-]*", arguments)) <= known, command


def test_both_readmes_show_the_same_code() -> None:
    for language in ("yaml", "sql"):
        english, chinese = (re.sub(r"(#|--) .*", "", "\n".join(blocks(name, language))) for name in READMES)
        assert english == chinese
    english, chinese = (re.sub(r" *# .*|\.(zh|en)\b", "", "\n".join(blocks(name, "python"))) for name in READMES)
    assert english == chinese
