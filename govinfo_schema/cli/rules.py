"""``govinfo rules``: the rules of the forms, one line each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from govinfo_schema.cli.console import Console, Line
from govinfo_schema.cli.wording import SEVERITIES
from govinfo_schema.messages import Text
from govinfo_schema.rules import catalogue
from govinfo_schema.versions import NAMES

if TYPE_CHECKING:
    from govinfo_schema.rules import Rule


def run(console: Console, *, form: str | None) -> int:
    """Run the command; the names are those of its options.

    Returns:
        The exit code, which is 0.
    """
    rules = {rule.id: rule for name in ((form,) if form else NAMES) for rule in catalogue(name)}
    console.show([_line(rule) for rule in rules.values()])
    return 0


def _line(rule: Rule) -> Line:
    grade, forms = SEVERITIES[rule.severity], ", ".join(rule.forms)
    return Line(
        Text(
            f"{rule.id} [{grade.zh}] {rule.title.zh}（{forms}）",
            f"{rule.id} [{grade.en}] {rule.title.en} ({forms})",
        )
    )
