"""The page ``docs/rules.md``: all rules with their sources and examples, made from the catalogue."""

from __future__ import annotations

from typing import TYPE_CHECKING

from govinfo_schema.rules import NOT_ENFORCED, catalogue
from govinfo_schema.rules.analysis import analyse
from govinfo_schema.versions import NAMES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from govinfo_schema.rules import Rule

_SEVERITIES = {"error": "错误 error", "warning": "警告 warning", "information": "提示 information"}
_NEEDS = {
    "report": "",
    "previous": "需上一年报告 `--previous`",
    "parts": "需各单位报告 `--parts`",
}


def rules_page() -> str:
    """Return the whole page as Markdown."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    yield "# 校验规则 Rules"
    yield ""
    yield (
        "由 `govinfo rules --write docs/rules.md` 生成，请勿手改。Made from the catalogue; do not edit. "
        "`govinfo explain B1` shows one rule with its examples."
    )
    rules = {rule.id: rule for name in NAMES for rule in catalogue(name)}
    yield ""
    yield "| id | | 表式 forms | 规则 rule | 出处 source |"
    yield "|---|---|---|---|---|"
    yield from (_row(rules[identifier]) for identifier in sorted(rules, key=_order))
    yield ""
    yield "## 不校验 Not enforced"
    yield ""
    for left_out in NOT_ENFORCED:
        yield f"- **{left_out.id}** {left_out.title.zh}{left_out.reason.zh} {left_out.title.en} {left_out.reason.en}"
    yield ""
    yield "## 规则能发现什么 What the rules can see"
    yield ""
    yield "`govinfo rules analyse`"
    yield ""
    yield "| 表式 form | 表 table | cells | identities | rank | distance | cells in no linear rule |"
    yield "|---|---|---|---|---|---|---|"
    for name in NAMES:
        for table in analyse(name):
            distance = table.distance or "–"
            yield (
                f"| {name} | {table.table} | {table.cells} | {table.identities} | {table.rank} | {distance} "
                f"| {len(table.unprotected)} |"
            )


def _row(rule: Rule) -> str:
    said = f"{rule.title.zh}<br>{rule.title.en}"
    if rule.formula is not None:
        said += f"<br>`{rule.formula.zh}`"
    needs = f"<br>{_NEEDS[rule.needs]}" if _NEEDS[rule.needs] else ""
    return (
        f"| {rule.id} | {_SEVERITIES[rule.severity]}{needs} | {' '.join(rule.forms)} | {said} "
        f"| {rule.source.zh}<br>{rule.source.en} |"
    )


def _order(identifier: str) -> tuple[str, int, str]:
    digits = "".join(character for character in identifier[1:] if character.isdigit())
    return identifier[0], int(digits), identifier
