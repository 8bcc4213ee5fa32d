"""``govinfo apply``: take over proposals that a person chose, in a new file that says so; or undo that."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from govinfo_schema import files
from govinfo_schema.cli.checked import read_source
from govinfo_schema.cli.console import Line
from govinfo_schema.cli.doubts import corrected_lines
from govinfo_schema.cli.targets import require_targets
from govinfo_schema.cli.usage import LocalUsageError
from govinfo_schema.errors import GovinfoError, WriteError
from govinfo_schema.formats import write
from govinfo_schema.messages import Text
from govinfo_schema.repair.patch import apply_patch, patch_from_json, undo

if TYPE_CHECKING:
    from govinfo_schema.cli.console import Console
    from govinfo_schema.forms import Report

_SUFFIX = ".json"


def run(  # noqa: PLR0913 - the options of the command
    console: Console,
    *,
    names: tuple[str, ...],
    output: str,
    only: tuple[str, ...],
    undoing: bool,
    input_format: str | None,
    form: str | None,
    report: int | None,
) -> int:
    """Run the command; the names are those of its options.

    Returns:
        The exit code, which is 0.

    Raises:
        WriteError: the new file is none of those given, or cannot hold what was corrected.
    """
    if undoing and only:
        text = Text("--only 不能与 --undo 一起使用", "--only cannot be used together with --undo")
        raise LocalUsageError(text, click.get_current_context())
    patch, source = _given(names, undoing=undoing)
    _require_new(output, names)
    require_targets(names, [output])
    before = read_source(source, input_format, form, report).report
    try:
        made = (
            undo(before)
            if patch is None
            else apply_patch(before, patch_from_json(files.read_bytes(patch)), only or None)
        )
    except GovinfoError as error:
        error.where = error.where or source
        raise
    write(made, output, format="json")
    console.show(_summary(before, made, undone=patch is None, output=output))
    return 0


def _given(names: tuple[str, ...], *, undoing: bool) -> tuple[str | None, str]:
    """Return the patch, if there is to be one, and the file."""
    wanted = 1 if undoing else 2
    if len(names) != wanted:
        text = (
            Text("--undo 之后只给出一个文件", "With --undo, give one file")
            if undoing
            else Text(
                "请给出建议文件和报告文件：govinfo apply PATCH IN", "Give a patch and a file: govinfo apply PATCH IN"
            )
        )
        raise LocalUsageError(text, click.get_current_context())
    return (None, names[0]) if undoing else (names[0], names[1])


def _require_new(output: str, names: tuple[str, ...]) -> None:
    """Refuse to write over what was given, or to a format that cannot hold what was corrected."""
    if any(Path(output).resolve() == Path(name).resolve() for name in names):
        raise WriteError(
            Text("不能写回输入的文件，原公布的数字须保留。", "A file that was given is never written over."),
            where=output,
            advice=Text("请用 -o 写到新文件。", "Write to a new file with -o."),
        )
    if Path(output).suffix.lower() != _SUFFIX:
        raise WriteError(
            Text("更正结果只写成 JSON。", "What was corrected is written as JSON only."),
            where=output,
            advice=Text(
                f"请写到 {_SUFFIX} 文件；再用 convert 转成 Excel 或 Word，更正记录随之保留。",
                f"Write to a file that ends in {_SUFFIX}; convert makes workbooks and Word files of it, which keep it.",
            ),
        )


def _summary(before: Report, after: Report, *, undone: bool, output: str) -> list[Line]:
    if undone:
        number = len(before.corrections)
        told = Text(
            f"已撤销更正 {number} 处，恢复为原公布的数字。", f"Undone: {number}; the published figures are back."
        )
        lines = [Line(told)]
    else:
        lines = list(corrected_lines(after))
    return [*lines, Line(Text(f"已写入：{output}", f"Written: {output}"), "good")]
