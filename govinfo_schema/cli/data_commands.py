"""The commands for many reports, or for two: panels, pictures, comparisons, crosswalks."""

from __future__ import annotations

import click

from govinfo_schema.cli.limits import limit_options
from govinfo_schema.cli.merge_command import MERGE
from govinfo_schema.cli.options import encoding, everywhere, force, json, runs, without
from govinfo_schema.cli.usage import FormChoice, LocalCommand, LocalOption
from govinfo_schema.messages import Text

DATA_COMMANDS = (
    LocalCommand(
        "panel",
        summary=Text("将多份报告汇成一个数据集。", "Make one data set of many reports."),
        details=Text(
            "IN 为文件或文件夹。读不出的文件逐一说明，其余照常写入。退出码：1 应有的机关缺某年的报告，2 有文件读不出。",
            "IN are files or folders. Files that cannot be read are told one by one; the others are written. "
            "Exit codes: 1 an expected organ has no report of a year, 2 a file could not be read.",
        ),
        params=[
            click.Argument(["sources"], metavar="IN...", nargs=-1, required=True),
            LocalOption(
                "-o",
                "--output",
                metavar="OUT",
                required=True,
                text=Text(
                    "数据集：Parquet 文件；.duckdb 数据库；“文件夹/”为 Data Package（csv、说明、代码本）。",
                    "The data set: a Parquet file, a .duckdb database, or FOLDER/ for a Data Package with a codebook.",
                ),
            ),
            LocalOption(
                "--series",
                metavar="FILE",
                text=Text(
                    "跨表式的可比序列，注明与上一年度是否可比。",
                    "Series across forms, each value with its comparability to the year before.",
                ),
            ),
            LocalOption(
                "--coverage",
                "coverage_file",
                metavar="FILE",
                text=Text(
                    "各机关、年度的覆盖情况：csv、xlsx、html、json。",
                    "Which organs and years are there: csv, xlsx, html, json.",
                ),
            ),
            encoding(),
            LocalOption(
                "--expected",
                metavar="FILE",
                text=Text("应有机关的名单，每行一个。", "Names of the organs that should be there, one a line."),
            ),
            without(),
            *limit_options(),
            *everywhere(),
        ],
        callback=runs("panel"),
    ),
    MERGE,
    LocalCommand(
        "plot",
        summary=Text("将面板中的序列画成图。", "Draw series of a panel."),
        details=Text(
            "PANEL 由 govinfo panel 生成：Parquet 文件（任一层）、.duckdb 或文件夹；SERIES 为序列，例如 "
            "applications.new_received.total。",
            "PANEL is what govinfo panel wrote: a Parquet file (either layer), a .duckdb, or a folder; SERIES is an id "
            "such as applications.new_received.total.",
        ),
        params=[
            click.Argument(["panel"], metavar="PANEL"),
            click.Argument(["series"], metavar="SERIES...", nargs=-1, required=True),
            LocalOption(
                "-o",
                "--output",
                metavar="OUT",
                required=True,
                text=Text("图片文件：png、svg、pdf。", "File of the picture: png, svg, pdf."),
            ),
            LocalOption(
                "--agency",
                "agencies",
                metavar="NAME",
                multiple=True,
                text=Text("只画这个机关，可重复。", "Draw this organ only; may be repeated."),
            ),
            *everywhere(),
        ],
        callback=runs("plot"),
    ),
    LocalCommand(
        "diff",
        summary=Text("逐格比较两份报告，表式不同也可以。", "Compare two reports cell by cell, also across forms."),
        details=Text(
            "有不同时退出码为 1。-o 写成表格：csv、xlsx、html、json。",
            "Exit code 1 where they differ. -o writes a table: csv, xlsx, html, json.",
        ),
        params=[
            click.Argument(["first"], metavar="FIRST"),
            click.Argument(["second"], metavar="SECOND"),
            LocalOption("-o", "--output", metavar="OUT", text=Text("写成表格的文件。", "File to write as a table.")),
            LocalOption(
                "--output-format",
                metavar="NAME",
                text=Text("表格的格式；默认看文件后缀。", "Format of the table; by default its suffix decides."),
            ),
            encoding(),
            *limit_options(),
            *everywhere(),
        ],
        callback=runs("diff"),
    ),
    LocalCommand(
        "template",
        summary=Text("生成填报用的工作簿。", "Write a workbook in which a form is filled in."),
        details=Text(
            "FORM 为表式，例如 govinfo template v2021 -o 填报表.xlsx。合计由公式计算，“校验”表逐项显示是否相符。",
            "FORM is a form: govinfo template v2021 -o form.xlsx. Totals are formulas; a sheet of checks has a light "
            "for each relation.",
        ),
        params=[
            click.Argument(["form"], type=FormChoice(), metavar="FORM"),
            LocalOption(
                "-o", "--output", metavar="OUT", required=True, text=Text("工作簿（xlsx）。", "The workbook (xlsx).")
            ),
            force(),
            LocalOption(
                "--previous",
                metavar="FILE",
                text=Text(
                    "上年的报告：填入机关、年度和上年结转。",
                    "The report of the year before: its organ, the year and what it carried forward are filled in.",
                ),
            ),
            *limit_options(),
            *everywhere(),
        ],
        callback=runs("template"),
    ),
    LocalCommand(
        "crosswalk",
        summary=Text("列出两种表式的单元格如何对应。", "Show how the cells of two forms correspond."),
        details=Text(
            "FROM、TO 为表式，方向不限，例如 govinfo crosswalk v2014 v2021。",
            "FROM and TO are forms, in either direction: govinfo crosswalk v2014 v2021.",
        ),
        params=[
            click.Argument(["source"], type=FormChoice(), metavar="FROM"),
            click.Argument(["target"], type=FormChoice(), metavar="TO"),
            json(),
            *everywhere(),
        ],
        callback=runs("crosswalk"),
    ),
)
