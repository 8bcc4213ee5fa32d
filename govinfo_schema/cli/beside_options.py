"""The options of ``govinfo validate`` that name other reports, and how missing numbers are treated."""

from __future__ import annotations

from typing import Literal, TypeAlias, get_args

import click

from govinfo_schema.cli.usage import LocalOption
from govinfo_schema.findings import MODES
from govinfo_schema.messages import Text

DeclaredScope: TypeAlias = Literal["own_organ", "own_level", "whole_region"]
DECLARED_SCOPES: tuple[DeclaredScope, ...] = get_args(DeclaredScope)
"""The scopes of reports, but for ``unknown``, which nobody need say."""


def beside_options() -> list[click.Parameter]:
    """Return the options, for the command to take them."""
    return [
        LocalOption(
            "--previous",
            metavar="FILE",
            text=Text("上一年的报告：校验跨年关系。", "Report of the year before: check what both have in common."),
        ),
        LocalOption(
            "--parts",
            metavar="FOLDER",
            text=Text("各单位报告所在文件夹：校验汇总。", "Folder with the reports of the parts: check the sums."),
        ),
        LocalOption(
            "--scope",
            type=click.Choice(DECLARED_SCOPES),
            text=Text("本报告的范围。", "Scope of the report that the parts add up to."),
        ),
        LocalOption(
            "--expected",
            metavar="FILE",
            text=Text("应有哪些单位，每行一个名称。", "Organs that must be among the parts, one name a line."),
        ),
        LocalOption(
            "--missing",
            type=click.Choice(MODES),
            default="strict",
            text=Text(
                "缺数时如何判断：默认 strict；其余同 VTL 的 check_hierarchy。",
                "How missing numbers are treated: by default strictly; else as check_hierarchy of VTL does.",
            ),
        ),
    ]
