"""The options that several commands share, and how a command loads what it does."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

import click

from govinfo_schema.cli.limits import limit_options
from govinfo_schema.cli.usage import FormChoice, LocalOption
from govinfo_schema.messages import LANGUAGES, Text
from govinfo_schema.write_choices import ENCODINGS

if TYPE_CHECKING:
    from collections.abc import Callable

    from govinfo_schema.cli.console import Console


def runs(module: str) -> Callable[..., int]:
    """Return a callback that loads what a command does only when the command runs."""

    @click.pass_obj
    def run(console: Console, /, **given: object) -> int:
        code: int = import_module(f"govinfo_schema.cli.{module}").run(console, **given)
        return code

    return run


def everywhere() -> list[click.Parameter]:
    """Return the options of the program and of each command. The console has read them before they were parsed."""
    return [
        LocalOption(
            "--lang",
            type=click.Choice(LANGUAGES),
            expose_value=False,
            text=Text("输出的语言；默认随系统语言。", "Language of the output; by default that of the locale."),
        ),
        LocalOption(
            "--debug",
            is_flag=True,
            expose_value=False,
            text=Text("发生内部错误时显示详情。", "Show the details of an internal failure."),
        ),
    ]


def source() -> click.Argument:
    """Return the argument that names the report."""
    return click.Argument(["source"], metavar="IN")


def reading() -> list[click.Parameter]:
    """Return the options of commands that read a report."""
    return [
        LocalOption(
            "--format",
            "input_format",
            metavar="NAME",
            text=Text("输入文件的格式；默认自行识别。", "Format of the input; by default it is recognised."),
        ),
        LocalOption(
            "--form",
            type=FormChoice(),
            text=Text("输入报告的表式；默认自行识别。", "Form of the report; by default it is recognised."),
        ),
        LocalOption(
            "--report",
            "report",
            type=click.IntRange(min=1),
            metavar="N",
            text=Text("文件中有几份报告时，读第几份。", "Which report of a file with several to read, by its number."),
        ),
        *limit_options(),
    ]


def force() -> click.Parameter:
    """Return the option of commands whose files people work in."""
    return LocalOption(
        "--force",
        is_flag=True,
        text=Text(
            "覆盖同名文件；否则已有的文件不动，因为其中可能有人填写的内容。",
            "Replace a file of this name; without it one that is there is kept, for somebody may have worked in it.",
        ),
    )


def without() -> click.Parameter:
    """Return the option of commands for many reports that leaves files out."""
    return LocalOption(
        "--without",
        metavar="FILE",
        multiple=True,
        text=Text("不计入这个文件，可重复。", "Leave this file out; may be repeated."),
    )


def encoding() -> click.Parameter:
    """Return the option for the encoding of csv."""
    return LocalOption(
        "--encoding",
        type=click.Choice(ENCODINGS),
        text=Text(
            "csv 的编码；供 Excel 使用时选 utf-8-sig。默认：报告为 utf-8，台账等表格为 utf-8-sig。",
            "Encoding of csv; for Excel it should be utf-8-sig. By default utf-8 for reports, utf-8-sig for tables.",
        ),
    )


def json() -> click.Parameter:
    """Return the option that asks for JSON."""
    return LocalOption("--json", "as_json", is_flag=True, text=Text("输出 JSON。", "Print JSON."))
