"""``govinfo propose``: what would satisfy the identities of a report, and what they prove of blank cells."""

from __future__ import annotations

from typing import TYPE_CHECKING

from govinfo_schema import files
from govinfo_schema.cli.as_json import json_bytes
from govinfo_schema.cli.checked import read_and_check
from govinfo_schema.cli.console import Line
from govinfo_schema.cli.proposal_lines import ProposalLines, answer
from govinfo_schema.cli.summary import identity_lines
from govinfo_schema.cli.targets import require_targets
from govinfo_schema.messages import Text, enumerated
from govinfo_schema.repair import propose
from govinfo_schema.repair.patch import make_patch
from govinfo_schema.repair.system import unused_rules

if TYPE_CHECKING:
    from collections.abc import Iterator

    from govinfo_schema.cli.console import Console
    from govinfo_schema.forms import Report

_WHY = {
    "comparable": Text("数字由另一表式迁移而来", "the figures were carried from another form"),
    "eased": Text("表中有地方增设的行", "a row was added to the form"),
}


def run(  # noqa: PLR0913 - the options of the command
    console: Console,
    *,
    source: str,
    input_format: str | None,
    form: str | None,
    report: int | None,
    as_json: bool,
    output: str | None,
) -> int:
    """Run the command; the names are those of its options.

    Returns:
        The exit code, which is 0: proposals are no findings, and ``validate`` says whether a report is valid.
    """
    require_targets([source], [output])
    checked = read_and_check(source, input_format, form, report)
    reading = checked.reading
    proposals = propose(reading)
    patch = make_patch(reading.report, proposals)
    if output:
        files.write_bytes(output, json_bytes(patch))
    if as_json:
        console.data(json_bytes(patch))
        return 0
    console.show(identity_lines(reading))
    console.show(_unused(reading.report))
    console.show(ProposalLines(reading, checked.findings).about(proposals))
    if output:
        console.show([Line(Text(f"已写入：{output}", f"Written: {output}"))])
    console.show([answer(proposals, source, output)])
    return 0


def _unused(report: Report) -> Iterator[Line]:
    for reason, why in _WHY.items():
        names = enumerated(rule for rule, because in unused_rules(report) if because == reason)
        if names.zh:
            yield Line(
                Text(f"没有使用的勾稽关系：{names.zh}（{why.zh}）", f"Identities not used: {names.en} ({why.en})"),
                "doubtful",
            )
