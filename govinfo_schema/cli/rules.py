"""``govinfo rules``: the rules of the forms, one line each; and what they can see, for ``govinfo rules analyse``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from govinfo_schema.cli.as_json import json_bytes
from govinfo_schema.cli.console import Console, Line
from govinfo_schema.cli.usage import LocalUsageError
from govinfo_schema.files import write_bytes
from govinfo_schema.forms import form_named
from govinfo_schema.messages import Text
from govinfo_schema.rules import NOT_ENFORCED, catalogue
from govinfo_schema.rules.analysis import analyse
from govinfo_schema.rules_page import rules_page
from govinfo_schema.versions import NAMES
from govinfo_schema.words import SEVERITIES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from govinfo_schema.rules import NotEnforced, Rule
    from govinfo_schema.rules.analysis import TableAnalysis

ANALYSE = "analyse"
_CELLS_NAMED = 5


def run(console: Console, *, what: str | None, form: str | None, as_json: bool, write: str | None) -> int:
    """Run the command; the names are those of its options.

    Returns:
        The exit code, which is 0.
    """
    if what != ANALYSE and form is not None:
        text = Text(f"“{form}”多余，一次只列一种表式", f"'{form}' is one form too many")
        raise LocalUsageError(text, click.get_current_context())
    if write is not None and (what is not None or as_json):
        text = Text("--write 写出全部规则，不能限定范围", "--write writes all rules, and goes with nothing else")
        raise LocalUsageError(text, click.get_current_context())
    asked = form if what == ANALYSE else what
    names = (asked,) if asked else NAMES
    if write is not None:
        write_bytes(write, rules_page().encode())
        console.show([Line(Text(f"已写入：{write}", f"Written: {write}"))])
    elif what == ANALYSE:
        _analyse(console, names, as_json=as_json)
    else:
        _list(console, names, as_json=as_json)
    return 0


def _list(console: Console, names: tuple[str, ...], *, as_json: bool) -> None:
    rules = {rule.id: rule for name in names for rule in catalogue(name)}
    left_out = [each for each in NOT_ENFORCED if set(names) & set(each.forms)]
    if as_json:
        console.data(json_bytes({"rules": [_plain(rule) for rule in rules.values()], "not_enforced": left_out}))
    else:
        console.show([*map(_line, rules.values()), *map(_line_of_left_out, left_out)])


def _line(rule: Rule) -> Line:
    grade, forms = SEVERITIES[rule.severity], ", ".join(rule.forms)
    return Line(
        Text(
            f"{rule.id} [{grade.zh}] {rule.title.zh}（{forms}）",
            f"{rule.id} [{grade.en}] {rule.title.en} ({forms})",
        )
    )


def _line_of_left_out(left_out: NotEnforced) -> Line:
    forms = ", ".join(left_out.forms)
    return Line(
        Text(
            f"{left_out.id} [不校验] {left_out.title.zh}原因：{left_out.reason.zh}（{forms}）",
            f"{left_out.id} [not checked] {left_out.title.en} Why: {left_out.reason.en} ({forms})",
        )
    )


def _plain(rule: Rule) -> dict[str, object]:
    return {
        "id": rule.id,
        "forms": rule.forms,
        "severity": rule.severity,
        "needs": rule.needs,
        "statement": rule.title,
        "formula": rule.formula,
        "source": rule.source,
    }


def _analyse(console: Console, names: tuple[str, ...], *, as_json: bool) -> None:
    tables = [table for name in names for table in analyse(name)]
    if as_json:
        console.data(json_bytes(tables))
    else:
        console.show(line for table in tables for line in _lines_of_table(table))


def _lines_of_table(table: TableAnalysis) -> Iterator[Line]:
    yield Line(Text(f"{table.form} {table.table}", f"{table.form} {table.table}"))
    distance = "–" if table.distance is None else str(table.distance)
    yield Line(
        Text(
            f"  单元格 {table.cells}，恒等式 {table.identities}，秩 {table.rank}，最小距离 {distance}",
            f"  {table.cells} cells, {table.identities} identities, rank {table.rank}, minimum distance {distance}",
        )
    )
    if table.distance is not None:
        yield Line(
            Text(
                f"  错 {table.noticed} 格以内必被发现，错 {table.located} 格以内可以定位并改正，"
                f"空 {table.noticed} 格以内可以唯一补出",
                f"  up to {table.noticed} wrong cells are always noticed, up to {table.located} located and corrected; "
                f"up to {table.noticed} blanks can be filled uniquely",
            )
        )
    if table.redundant:
        yield Line(
            Text(
                f"  由其他恒等式推出：{'、'.join(table.redundant)}",
                f"  follow from other identities: {', '.join(table.redundant)}",
            )
        )
    none = Text("  互相矛盾的恒等式：无", "  contradictions among identities: none")
    contradictions = Text(
        f"  互相矛盾的恒等式：{'、'.join(table.contradictions)}",
        f"  contradictions among identities: {', '.join(table.contradictions)}",
    )
    yield Line(contradictions, "bad") if table.contradictions else Line(none)
    yield _unprotected(table)


def _unprotected(table: TableAnalysis) -> Line:
    by_path = form_named(table.form).by_path
    named = [f"“{by_path[path].label}”" for path in table.unprotected[:_CELLS_NAMED]]
    more = len(table.unprotected) - len(named)
    zh = "、".join(named) + (f"等 {len(table.unprotected)} 格" if more else "") if named else "无"
    en = ", ".join(named) + (f" and {more} more" if more else "") if named else "none"
    return Line(
        Text(f"  不在任何线性规则中的格：{zh}", f"  cells in no linear rule: {en}"), "doubtful" if named else "plain"
    )
