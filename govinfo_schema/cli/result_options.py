"""The options of the commands that check reports: which files, how results are told, what is accepted."""

from __future__ import annotations

import click

from govinfo_schema.cli.output_formats import OUTPUT_FORMATS
from govinfo_schema.cli.usage import LocalOption
from govinfo_schema.messages import Text


def every_report() -> click.Parameter:
    """Return the option that reads all reports of a file."""
    text = Text("读取文件中的全部报告。", "Read all reports of the file.")
    return LocalOption("--all", "every", is_flag=True, text=text)


def copy() -> click.Parameter:
    """Return the option for the file of an annotated copy."""
    text = Text("写到哪个文件；不能是原文件。", "File for the copy; never the document itself.")
    return LocalOption("-o", "--output", metavar="COPY", required=True, text=text)


def sources() -> click.Argument:
    """Return the argument for one file or many."""
    return click.Argument(["source"], nargs=-1, required=True, metavar="IN...")


def results() -> list[click.Parameter]:
    """Return the options for the format of results, and for the file that they go to."""
    return [
        LocalOption(
            "--output-format",
            type=click.Choice(list(OUTPUT_FORMATS)),
            text=Text("结果的格式；默认为文本。", "Format of the results; by default text for people."),
        ),
        LocalOption(
            "-o",
            "--output",
            metavar="FILE",
            text=Text("将结果写到这个文件；默认为标准输出。", "File for the results; by default standard output."),
        ),
    ]


def accepted() -> click.Parameter:
    """Return the option for the file of accepted discrepancies."""
    text = Text("已认可差异的文件；其中的问题不计入退出码。", "Accepted discrepancies, which do not count.")
    return LocalOption("--accepted", metavar="FILE", text=text)


def accepting() -> list[click.Parameter]:
    """Return the options for accepted discrepancies: those that are there, and new ones."""
    return [
        accepted(),
        LocalOption(
            "--write-accepted",
            metavar="FILE",
            text=Text("认可现有的问题，写入这个文件。", "Accept what is found now, and write it to this file."),
        ),
        LocalOption(
            "--reason",
            metavar="TEXT",
            text=Text("认可的理由，与 --write-accepted 一起使用。", "Why, together with --write-accepted."),
        ),
    ]
