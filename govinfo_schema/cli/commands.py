"""The commands, their options and their help. What a command does stands in the module of its name."""

from __future__ import annotations

import click

from govinfo_schema import __version__
from govinfo_schema.cli import result_options
from govinfo_schema.cli.beside_options import beside_options
from govinfo_schema.cli.console import Console, Line
from govinfo_schema.cli.data_commands import DATA_COMMANDS
from govinfo_schema.cli.options import encoding, everywhere, json, reading, runs, source
from govinfo_schema.cli.repair_commands import REPAIR_COMMANDS
from govinfo_schema.cli.usage import FormChoice, LocalCommand, LocalGroup, LocalOption
from govinfo_schema.messages import Text
from govinfo_schema.versions import NAMES
from govinfo_schema.write_choices import LAYOUTS

ON_LOSS = ("report", "refuse")
THRESHOLDS = ("error", "warning", "undecided", "never")
UNUSABLE = 2  # exit code: wrong usage, unreadable input, a target that cannot be written, an internal failure


def _show_version(context: click.Context, _: click.Parameter, asked: bool) -> None:  # noqa: FBT001 - click calls it so
    if asked:
        console = context.ensure_object(Console)
        version = f"govinfo-schema {__version__} ({', '.join(NAMES)})"
        console.show([Line(Text(version, version))])
        context.exit()


def _start(context: click.Context) -> None:
    if context.invoked_subcommand is None:
        click.echo(context.get_help(), err=True)
        context.exit(UNUSABLE)


def _writing() -> list[click.Parameter]:
    return [
        LocalOption(
            "-o",
            "--output",
            metavar="OUT",
            text=Text(
                "写到哪个文件；默认为标准输出。IN 为文件夹或加 --all 时为文件夹。",
                "File to write; by default standard output. A folder where IN is one, and with --all.",
            ),
        ),
        LocalOption(
            "--output-format",
            metavar="NAME",
            text=Text("输出的格式；默认看文件后缀。", "Format of the output; by default its suffix decides."),
        ),
        encoding(),
        LocalOption(
            "--layout",
            type=click.Choice(LAYOUTS),
            default="long",
            text=Text(
                "csv 的版式：long 每个单元格一行，wide 如官方表式。",
                "Layout of csv: long has a line for each cell, wide looks like the printed form.",
            ),
        ),
        LocalOption(
            "--ledger",
            metavar="FILE",
            text=Text(
                "将迁移台账写到这个文件：json、csv、xlsx、html。",
                "Write the ledger of the migration to this file: json, csv, xlsx, html.",
            ),
        ),
        LocalOption(
            "--provenance",
            metavar="FILE",
            text=Text(
                "将每一格的位置、原文等出处写到这个 JSON 文件。",
                "Write where each cell comes from to this file, as JSON.",
            ),
        ),
        LocalOption("-q", "--quiet", is_flag=True, text=Text("不显示摘要。", "Show no summary.")),
    ]


def _migrating(*, required: bool) -> list[click.Parameter]:
    return [
        LocalOption(
            "--to",
            type=FormChoice(),
            required=required,
            text=Text("迁移到哪种表式。", "Form to carry the report to."),
        ),
        LocalOption(
            "--on-loss",
            type=click.Choice(ON_LOSS),
            default="report",
            text=Text(
                "目标表式放不下的数字：report 记入台账（默认），refuse 拒绝迁移。",
                "Figures without a place in the target: report them (default), or refuse to migrate.",
            ),
        ),
    ]


def _fail_on() -> click.Parameter:
    return LocalOption(
        "--fail-on",
        type=click.Choice(THRESHOLDS),
        default="error",
        text=Text("从哪一级问题起退出码为 1；默认 error。", "Findings that make the exit code 1; by default error."),
    )


_COMMANDS = [
    LocalCommand(
        "detect",
        summary=Text("说明是哪种表式、哪一年、哪个机关的报告。", "Say which form, year and agency a report has."),
        details=Text("IN 为文件，“-”为标准输入。", 'IN is a file, or "-" for standard input.'),
        params=[source(), *reading(), json(), _fail_on(), *everywhere()],
        callback=runs("detect"),
    ),
    LocalCommand(
        "convert",
        summary=Text("读取报告，写成另一种格式或表式。", "Read a report and write it in another format or form."),
        details=Text(
            "不加 --to 时保持原表式；不加 -o 时将 JSON 写到标准输出；"
            "IN 为文件夹或加 --all 时，-o 为文件夹，每份报告写成一个文件。",
            "Without --to the form stays; without -o JSON goes to standard output. Where IN is a folder, or with "
            "--all, -o is a folder, in which each report gets a file.",
        ),
        params=[
            source(),
            *_writing(),
            *_migrating(required=False),
            *reading(),
            result_options.every_report(),
            _fail_on(),
            *everywhere(),
        ],
        callback=runs("convert"),
    ),
    LocalCommand(
        "validate",
        summary=Text("校验报告的数字是否相符。", "Check whether the figures of a report agree."),
        details=Text(
            "IN 为文件或文件夹，可给出多个。最后一行说明校验是否通过。",
            "IN are files or folders. The last line says whether the report is valid, or how many are.",
        ),
        params=[
            result_options.sources(),
            *reading(),
            result_options.every_report(),
            *beside_options(),
            json(),
            *result_options.results(),
            *result_options.accepting(),
            _fail_on(),
            *everywhere(),
        ],
        callback=runs("validate"),
    ),
    LocalCommand(
        "annotate",
        summary=Text("在文件的副本中标出校验发现的问题。", "Mark what the checks found in a copy of the document."),
        details=Text(
            "适用于 xlsx、docx 和网页；副本中的数字与原文件完全相同。",
            "For xlsx, docx and web pages; the copy has the figures of the document, every one of them.",
        ),
        params=[source(), result_options.copy(), *reading(), result_options.accepted(), _fail_on(), *everywhere()],
        callback=runs("annotate"),
    ),
    *REPAIR_COMMANDS,
    LocalCommand(
        "migrate",
        summary=Text(
            "将报告迁移到另一表式，逐格交代去向。", "Carry a report to another form and account for each cell."
        ),
        details=Text(
            "新旧表式之间可以互相迁移；IN 为文件夹或加 --all 时，-o 为文件夹。",
            "Newer and older forms alike can be the target. Where IN is a folder, or with --all, -o is a folder.",
        ),
        params=[
            source(),
            *_writing(),
            *_migrating(required=True),
            *reading(),
            result_options.every_report(),
            _fail_on(),
            *everywhere(),
        ],
        callback=runs("convert"),
    ),
    LocalCommand(
        "explain-cell",
        summary=Text(
            "说明一个单元格的数字从何而来、参与哪些校验。", "Say where a cell comes from and which checks it is in."
        ),
        details=Text(
            "CELL 为单元格的路径，或路径中独有的末段，例如 new_received.total；"
            "也可以是栏目中的词，例如 '本年新收 总计'。",
            "CELL is the path of a cell, or an end that only one path has, for example new_received.total; or words of "
            "its printed labels, which are Chinese.",
        ),
        params=[source(), click.Argument(["cell"], metavar="CELL"), *reading(), *everywhere()],
        callback=runs("explain_cell"),
    ),
    *DATA_COMMANDS,
    LocalCommand(
        "formats",
        summary=Text(
            "列出文件格式，以及各能保存报告的哪些内容。", "List the file formats and what each holds of a report."
        ),
        params=[json(), *everywhere()],
        callback=runs("formats"),
    ),
    LocalCommand(
        "rules",
        summary=Text("列出各表式的校验规则。", "List the rules of the forms."),
        details=Text("analyse 按表说明规则能发现什么。", "analyse says by table what the rules can see."),
        params=[
            click.Argument(["what"], type=FormChoice("analyse"), required=False),
            click.Argument(["form"], type=FormChoice(), required=False),
            json(),
            LocalOption("--write", metavar="FILE", text=Text("写成 Markdown 文件。", "Write all rules as Markdown.")),
            *everywhere(),
        ],
        callback=runs("rules"),
    ),
    LocalCommand(
        "explain",
        summary=Text("说明一条规则：出处、算式、例子。", "Explain a rule: its source, formula and examples."),
        details=Text("RULE 为规则的编号，例如 B1。", "RULE is the id of a rule, for example B1."),
        params=[
            click.Argument(["rule"], metavar="RULE"),
            LocalOption(
                "--form",
                type=FormChoice(),
                text=Text("按哪种表式说明；默认为最新的一种。", "Form to explain it for; by default the newest one."),
            ),
            *everywhere(),
        ],
        callback=runs("explain"),
    ),
    LocalCommand(
        "schema",
        summary=Text("显示或生成表式的 JSON Schema。", "Show or generate the JSON Schemas of the forms."),
        params=[
            click.Argument(["form"], type=FormChoice(), required=False),
            LocalOption(
                "--write", metavar="FOLDER", text=Text("将全部文件写入文件夹。", "Write all files to a folder.")
            ),
            LocalOption(
                "--check",
                metavar="FOLDER",
                text=Text("核对文件夹中的文件是否过时。", "Say whether the files in a folder are stale."),
            ),
            *everywhere(),
        ],
        callback=runs("schema"),
    ),
]

GOVINFO = LocalGroup(
    "govinfo",
    summary=Text(
        "读取、校验、迁移和写出政府信息公开工作年度报告的统计数据。",
        "Read, check, migrate and write the statistics of annual reports on open government information.",
    ),
    details=Text(
        "退出码：0 无问题，1 有问题，2 无法完成。",
        "Exit codes: 0 clean, 1 findings, 2 could not be done.",
    ),
    commands=_COMMANDS,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"]},
    callback=click.pass_context(_start),
    params=[
        LocalOption(
            "--version",
            is_flag=True,
            is_eager=True,
            expose_value=False,
            callback=_show_version,
            text=Text("显示版本。", "Show the version."),
        ),
        *everywhere(),
    ],
)
