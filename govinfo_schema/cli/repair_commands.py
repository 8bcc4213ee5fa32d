"""The commands that propose corrections, take them over, and undo that."""

from __future__ import annotations

import click

from govinfo_schema.cli.options import everywhere, json, reading, runs, source
from govinfo_schema.cli.usage import LocalCommand, LocalOption
from govinfo_schema.messages import Text

REPAIR_COMMANDS = (
    LocalCommand(
        "propose",
        summary=Text(
            "根据勾稽关系建议更正和推定的数字。", "Propose corrections and deduced numbers, from the identities."
        ),
        details=Text(
            "只提建议，不改动任何数字。最后一行说明接下来做什么。",
            "Proposals only: no figure is changed. The last line says what to do next.",
        ),
        params=[
            source(),
            *reading(),
            json(),
            LocalOption(
                "-o",
                "--output",
                metavar="PATCH",
                text=Text("将建议写到这个 JSON 文件。", "Write the proposals to this file, as JSON."),
            ),
            *everywhere(),
        ],
        callback=runs("propose"),
    ),
    LocalCommand(
        "apply",
        summary=Text("采用选定的建议，写成新文件；或撤销。", "Take over chosen proposals in a new file, or undo that."),
        details=Text(
            "PATCH 由 govinfo propose -o 生成。新文件记下每一格原公布的数字。撤销：govinfo apply --undo IN -o OUT。",
            "PATCH comes from govinfo propose -o. The new file keeps what each cell was published with. To undo: "
            "govinfo apply --undo IN -o OUT.",
        ),
        params=[
            click.Argument(["names"], metavar="[PATCH] IN", nargs=-1),
            LocalOption(
                "-o",
                "--output",
                metavar="OUT",
                required=True,
                text=Text("写到哪个 JSON 文件。", "JSON file to write."),
            ),
            LocalOption(
                "--only",
                metavar="ID",
                multiple=True,
                text=Text(
                    "只采用这个编号的建议，可重复；默认采用全部可以断定的。",
                    "Take over this proposal only, may be repeated; by default all that are certain.",
                ),
            ),
            LocalOption(
                "--undo",
                "undoing",
                is_flag=True,
                text=Text("撤销 IN 中的更正。", "Undo the corrections in IN."),
            ),
            *reading(),
            *everywhere(),
        ],
        callback=runs("apply"),
    ),
)
