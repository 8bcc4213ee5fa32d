"""The command ``govinfo merge``: its options and its help."""

from __future__ import annotations

import click

from govinfo_schema.cli.beside_options import DECLARED_SCOPES
from govinfo_schema.cli.limits import limit_options
from govinfo_schema.cli.options import encoding, everywhere, force, runs, without
from govinfo_schema.cli.usage import FormChoice, LocalCommand, LocalOption
from govinfo_schema.messages import Text

_MIXTURES = ("years", "scopes")
_ON_LOSS = ("report", "refuse")


def _about_the_whole() -> list[click.Parameter]:
    return [
        LocalOption(
            "--agency",
            metavar="NAME",
            text=Text("汇总机关的名称，写入标题。", "Organ whose report the sums are, for its title."),
        ),
        LocalOption(
            "--scope",
            type=click.Choice(DECLARED_SCOPES),
            text=Text("汇总数的范围；默认不写明。", "Scope of the sums; by default it stays unknown."),
        ),
    ]


def _what_is_added_up() -> list[click.Parameter]:
    return [
        LocalOption(
            "--expected",
            metavar="FILE",
            text=Text(
                "应有机关的名单，每行一个；缺报的机关使合计不全，名单之外的机关拒绝汇总。",
                "Organs that should be there, one a line; a missing one leaves sums incomplete, others are refused.",
            ),
        ),
        without(),
        LocalOption(
            "--year",
            type=click.IntRange(min=1),
            metavar="YEAR",
            text=Text(
                "只汇总这一年度的报告；其他年度的不计入，并写明。",
                "Add up the reports of this year only; those of others are left out, and told.",
            ),
        ),
        LocalOption(
            "--mixed",
            type=click.Choice(_MIXTURES),
            multiple=True,
            text=Text(
                "允许年度（years）或统计范围（scopes）不同，可重复。",
                "Allow reports of several years or scopes; may be repeated.",
            ),
        ),
        LocalOption(
            "--to",
            type=FormChoice(),
            text=Text("表式不同时，先迁移到哪种表式。", "Form to which reports of other forms are carried first."),
        ),
        LocalOption(
            "--on-loss",
            type=click.Choice(_ON_LOSS),
            default="report",
            text=Text(
                "迁移时放不下的数字：report 说明（默认），refuse 拒绝汇总。",
                "Figures without a place in that form: report them (default), or refuse to merge.",
            ),
        ),
        LocalOption(
            "--strict",
            is_flag=True,
            text=Text("有报告校验不通过时拒绝汇总。", "Refuse to merge where the checks of a report fail."),
        ),
    ]


def _what_is_written() -> list[click.Parameter]:
    return [
        LocalOption(
            "-o",
            "--output",
            metavar="OUT",
            required=True,
            text=Text(
                "汇总报告；xlsx 含来源和各机关数据。", "The merged report; xlsx holds sources and parts as well."
            ),
        ),
        LocalOption(
            "--output-format",
            metavar="NAME",
            text=Text("输出的格式；默认看文件后缀。", "Format of the output; by default its suffix decides."),
        ),
        force(),
        encoding(),
        LocalOption(
            "--parts-table",
            metavar="FILE",
            text=Text(
                "各机关数据：每格一行，每机关一列（csv、xlsx、html、json）。",
                "Figures of each organ: a row a cell, a column an organ (csv, xlsx, html, json).",
            ),
        ),
        LocalOption(
            "--sources",
            "sources_table",
            metavar="FILE",
            text=Text("来源表：csv、xlsx、html、json。", "Table of the sources: csv, xlsx, html, json."),
        ),
        LocalOption(
            "--ledger",
            metavar="FILE",
            text=Text("各报告的迁移台账：csv、xlsx、html、json。", "Ledgers of the migrations: csv, xlsx, html, json."),
        ),
    ]


MERGE = LocalCommand(
    "merge",
    summary=Text("将各单位的报告逐格汇总成一份。", "Add up the reports of many organs to one."),
    details=Text(
        "IN 为文件或文件夹。有单位没有数字的格，合计为“不全”，不当作 0。"
        "退出码：1 合计不全或校验不通过，2 有文件读不出（其余照常汇总），或不能汇总。",
        "IN are files or folders. Where a part holds no number a sum is incomplete (不全), and nothing counts as 0. "
        "Exit codes: 1 sums are incomplete or checks failed; 2 a file could not be read (the others are added up), or "
        "they cannot be merged.",
    ),
    params=[
        click.Argument(["sources"], metavar="IN...", nargs=-1, required=True),
        *_what_is_written(),
        *_about_the_whole(),
        *_what_is_added_up(),
        *limit_options(),
        *everywhere(),
    ],
    callback=runs("merge"),
)
