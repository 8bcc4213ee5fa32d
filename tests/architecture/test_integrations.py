"""The hook for pre-commit and the action for GitHub: what they call is there, and the action's script does its work."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import pytest
import yaml

from govinfo_schema.cli.commands import GOVINFO
from govinfo_schema.cli.output_formats import OUTPUT_FORMATS

if TYPE_CHECKING:
    from collections.abc import Mapping

REPOSITORY = Path(__file__).resolve().parents[2]
SEEDS = REPOSITORY / "tests" / "data" / "seeds"
PROJECT = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))["project"]
BASH = shutil.which("bash")


def loaded(name: str) -> Any:  # noqa: ANN401 - any YAML
    return yaml.safe_load((REPOSITORY / name).read_text(encoding="utf-8"))


def options_of(command: str) -> set[str]:
    options = [each for each in GOVINFO.commands[command].params if isinstance(each, click.Option)]
    return {name for option in options for name in option.opts}


def extras_in(text: str) -> set[str]:
    return {extra for found in re.findall(r"\[([a-z,]+)\]", text) for extra in found.split(",")}


def test_the_hook_calls_a_command_that_takes_many_files() -> None:
    (hook,) = loaded(".pre-commit-hooks.yaml")
    program, command = hook["entry"].split()
    assert program in PROJECT["scripts"]
    (source,) = [each for each in GOVINFO.commands[command].params if isinstance(each, click.Argument)]
    assert source.nargs == -1
    assert hook["language"] == "python"
    assert extras_in(" ".join(hook["additional_dependencies"])) <= PROJECT["optional-dependencies"].keys()


@pytest.mark.parametrize(
    ("path", "matches"),
    [
        ("reports/a.json", True),
        ("data/reports/某县/2023 年.xlsx", True),
        ("reports/a.png", False),
        ("package.json", False),
        ("myreports/a.json", False),
    ],
)
def test_the_hook_looks_at_reports(path: str, matches: bool) -> None:  # noqa: FBT001 - a parameter of the test
    (hook,) = loaded(".pre-commit-hooks.yaml")
    assert bool(re.search(hook["files"], path)) is matches


def test_the_action_uses_options_that_exist() -> None:
    action = loaded("action.yml")
    install, validate = action["runs"]["steps"]
    assert extras_in(install["run"]) <= PROJECT["optional-dependencies"].keys()
    command = re.search(r"bin/govinfo\" (\w+)", validate["run"])
    assert command is not None
    used = set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", validate["run"]))
    assert used == {"--output-format", "--fail-on", "--lang", "--output", "--accepted"}
    assert used <= options_of(command[1])


def test_each_input_of_the_action_reaches_its_script_as_a_variable() -> None:
    action = loaded("action.yml")
    validate = action["runs"]["steps"][1]
    given = {value.removeprefix("${{ inputs.").removesuffix(" }}"): name for name, value in validate["env"].items()}
    assert given.keys() == action["inputs"].keys()
    assert all(f"${name}" in validate["run"] for name in given.values())
    assert "${{" not in validate["run"]  # an input in a script would be run as part of it
    assert action["inputs"]["output-format"]["default"] in OUTPUT_FORMATS
    assert all(name in action["inputs"]["output-format"]["description"] for name in OUTPUT_FORMATS)


@pytest.fixture(name="folder")
def _folder(tmp_path: Path) -> Path:
    """Return a repository with two reports, and the program where the action installs it."""
    program = tmp_path / "runner" / "govinfo" / "bin" / "govinfo"
    program.parent.mkdir(parents=True)
    program.write_text(
        f"#!{sys.executable}\nimport sys\nfrom govinfo_schema.cli import main\nsys.exit(main())\n", encoding="utf-8"
    )
    program.chmod(0o755)
    reports = tmp_path / "reports" / "某 县"
    reports.mkdir(parents=True)
    shutil.copy(SEEDS / "001_longnan_2018.txt", reports / "wrong 1.txt")
    shutil.copy(SEEDS / "004_hengshan_2023.txt", tmp_path / "reports" / "right.txt")
    return tmp_path


def run_step(folder: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run the script of the second step as GitHub does it."""
    action = loaded("action.yml")
    defaults = {name: str(each.get("default", "")) for name, each in action["inputs"].items()}
    names: Mapping[str, str] = action["runs"]["steps"][1]["env"]
    given = {name: defaults[value.split("inputs.")[1].split(" ")[0]] for name, value in names.items()}
    (folder / "step.sh").write_text(action["runs"]["steps"][1]["run"], encoding="utf-8")
    return subprocess.run(  # noqa: S603 - the script of this repository
        [str(BASH), "--noprofile", "--norc", "-eo", "pipefail", "step.sh"],
        cwd=folder,
        env=os.environ | given | {"RUNNER_TEMP": str(folder / "runner"), "PYTHONIOENCODING": "utf-8"} | variables,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


needs_bash = pytest.mark.skipif(BASH is None, reason="the action runs in bash")


@needs_bash
def test_the_action_annotates_all_files_that_match(folder: Path) -> None:
    done = run_step(folder, FILES="reports/**/*.txt\n")
    assert (done.returncode, done.stderr) == (1, "")
    assert done.stdout.count("::error file=reports/某 县/wrong 1.txt,line=") == 2
    assert done.stdout.splitlines()[-1] == "合计：2 个文件，校验通过 1，不通过 1，无法判断 0，无法读取 0。"


@needs_bash
def test_the_action_hands_on_its_inputs(folder: Path) -> None:
    done = run_step(
        folder,
        FILES="reports/某 县/wrong 1.txt",
        OUTPUT_FORMAT="sarif",
        OUTPUT="a b.sarif",
        FAIL_ON="never",
        LANGUAGE="en",
    )
    assert done.returncode == 0
    assert done.stdout.splitlines() == ["Written: a b.sarif", "Result: not valid, 2 errors, 1 warning."]
    assert (folder / "a b.sarif").stat().st_size > 0


@needs_bash
@pytest.mark.parametrize("files", ["nothing/*", "", "\n"])
def test_the_action_fails_where_no_file_matches(files: str, folder: Path) -> None:
    done = run_step(folder, FILES=files)
    assert (done.returncode, done.stdout) == (2, "::error::No file matches the input 'files'.\n")


@needs_bash
def test_names_of_files_are_never_options_or_commands(folder: Path) -> None:
    done = run_step(folder, FILES="--help\n$(touch hacked)\n;touch hacked")
    assert done.returncode == 2
    assert done.stdout.count("::error file=") == 3
    assert not (folder / "hacked").exists()
