"""``govinfo schema``: the JSON Schemas of the forms, and the folder in which they are published."""

from __future__ import annotations

import click

from govinfo_schema.cli.checked import FOUND
from govinfo_schema.cli.console import Console, Line
from govinfo_schema.cli.usage import LocalUsageError
from govinfo_schema.messages import Text
from govinfo_schema.schema_files import schema_files, stale_files, write_schemas


def run(console: Console, *, form: str | None, write: str | None, check: str | None) -> int:
    """Run the command; the names are those of its options, of which one is given.

    Returns:
        The exit code: 1 where files are stale.
    """
    if sum(each is not None for each in (form, write, check)) != 1:
        text = Text("请给出表式、--write、--check 三者之一", "Give one of: a form, --write, --check")
        raise LocalUsageError(text, click.get_current_context())
    if form is not None:
        console.data(schema_files()[f"{form}/report.schema.json"])
        return 0
    if write is not None:
        write_schemas(write)
        console.show([Line(Text(f"已写入：{write}", f"Written: {write}"))])
        return 0
    return _report_stale(console, str(check))


def _report_stale(console: Console, folder: str) -> int:
    stale = [str(each) for each in stale_files(folder)]
    for each in stale:
        console.show([Line(Text(f"过时：{each}", f"Stale: {each}"), "bad")])
    if stale:
        command = f"govinfo schema --write {folder}"
        console.show([Line(Text(f"请运行：{command}", f"Run: {command}"))])
        return FOUND
    console.show([Line(Text(f"{folder} 中的文件都是最新的。", f"The files in {folder} are up to date."), "good")])
    return 0
