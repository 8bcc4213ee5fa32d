"""``schema``: one schema on standard output, all files in a folder, and whether they are stale."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Govinfo = Callable[..., Any]


@pytest.mark.parametrize("form", ["v2014", "v2019", "v2021"])
def test_the_schema_of_a_form_is_printed(form: str, govinfo: Govinfo) -> None:
    run = govinfo("schema", form)
    assert (run.code, run.error) == (0, "")
    schema = json.loads(run.output)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema["properties"]["form"]["const"] == form


def test_written_files_are_up_to_date_until_one_is_changed(govinfo: Govinfo, tmp_path: Path) -> None:
    folder = tmp_path / "schemas"
    run = govinfo("schema", "--write", folder)
    assert (run.code, run.lines) == (0, [f"Written: {folder}"])
    printed = govinfo("schema", "v2021").output
    assert (folder / "v2021" / "report.schema.json").read_bytes() == printed
    run = govinfo("schema", "--check", folder)
    assert (run.code, run.lines) == (0, [f"The files in {folder} are up to date."])

    changed = folder / "v2021" / "report.schema.json"
    changed.write_bytes(printed + b"\n")
    run = govinfo("schema", "--check", folder, "--lang", "zh")
    assert (run.code, run.lines) == (1, [f"过时：{changed}", f"请运行：govinfo schema --write {folder}"])


def test_a_folder_that_cannot_be_written_is_told(govinfo: Govinfo, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    run = govinfo("schema", "--write", tmp_path / "file")
    assert (run.code, run.output, run.error.count("\n")) == (2, b"", 1)


@pytest.mark.parametrize("arguments", ["", "v2021 --check x", "--check x --write x"])
def test_one_thing_at_a_time(arguments: str, govinfo: Govinfo) -> None:
    run = govinfo("schema", *arguments.split())
    assert (run.code, run.output) == (2, b"")
    assert run.error.startswith("error: Give one of: a form, --write, --check.")
