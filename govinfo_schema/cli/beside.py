"""What a report is checked with, beside itself: the report of the year before, and the reports of its parts."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from govinfo_schema.cli.checked import Beside, read_source
from govinfo_schema.cli.folders import files_at, names_in
from govinfo_schema.cli.usage import LocalUsageError
from govinfo_schema.errors import ReadError
from govinfo_schema.messages import Text
from govinfo_schema.rules import Parts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from govinfo_schema.cli.beside_options import DeclaredScope
    from govinfo_schema.findings import Missing


def read_beside(  # noqa: PLR0913 - the options of the command
    sources: Sequence[str],
    *,
    previous: str | None,
    folder: str | None,
    scope: DeclaredScope | None,
    expected: str | None,
    missing: Missing,
) -> Beside | None:
    """Read what was given with the one report of ``sources``; ``None`` where nothing was.

    Raises:
        GovinfoError: a file cannot be read, or is no report.
        LocalUsageError: a scope or a list of organs was given without the parts that they are about, or other reports
            with several that they could belong to.
    """
    if folder is None and (scope or expected):
        text = Text("--scope 和 --expected 须与 --parts 同用", "--scope and --expected go with --parts")
        raise LocalUsageError(text, click.get_current_context())
    if len(sources) > 1 and (previous or folder):
        text = Text("--previous 和 --parts 一次只能用于一个文件", "--previous and --parts go with one file at a time")
        raise LocalUsageError(text, click.get_current_context())
    if previous is None and folder is None and missing == "strict":
        return None
    return Beside(
        previous=None if previous is None else read_source(previous),
        parts=None if folder is None else _parts(sources[0], folder, scope, expected),
        missing=missing,
    )


def _parts(source: str, folder: str, scope: DeclaredScope | None, expected: str | None) -> Parts:
    where = Path(folder)
    if not where.is_dir():
        raise ReadError(
            Text("没有这个文件夹。", "There is no such folder."),
            where=folder,
            advice=Text(
                "--parts 须为放有各单位报告的文件夹。", "--parts names the folder with the reports of the parts."
            ),
        )
    whole = None if source == "-" else Path(source).resolve()
    files = [path for path in files_at(where) if path.resolve() != whole]
    if not files:
        raise ReadError(
            Text("文件夹中没有下属单位的报告。", "The folder holds no report of a part."),
            where=folder,
            advice=Text(
                "请把各单位的报告直接放在 --parts 的文件夹中（不含其下的文件夹）。",
                "Put the reports of the parts into the folder of --parts itself; folders in it are not looked into.",
            ),
        )
    reports = tuple(read_source(path).report for path in files)
    names = None if expected is None else names_in(expected)
    return Parts(reports=reports, scope=scope, expected=names)
