"""``govinfo explain``: one rule, with its source, its formula in printed labels, and an example of each outcome."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from govinfo_schema.cli.console import Console, Line
from govinfo_schema.cli.usage import LocalUsageError
from govinfo_schema.cli.wording import joined, value_text
from govinfo_schema.forms import form_named
from govinfo_schema.marks import Money
from govinfo_schema.messages import Text
from govinfo_schema.rules import NOT_ENFORCED, catalogue, sentences
from govinfo_schema.versions import NAMES
from govinfo_schema.words import SEVERITIES, STATES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from govinfo_schema.cells import FlatForm
    from govinfo_schema.rules import Example, NotEnforced, Rule

_NEEDS = {
    "previous": Text("需要：上一年的报告（--previous）", "Needs: the report of the year before (--previous)"),
    "parts": Text("需要：各单位的报告（--parts）", "Needs: the reports of the parts (--parts)"),
}
_NO_FORMULA = Text("算式：无，逐格或逐份判断", "Formula: none, each cell or the report as a whole is judged")


def run(console: Console, *, rule: str, form: str | None) -> int:
    """Run the command; the names are those of its options.

    Returns:
        The exit code, which is 0.
    """
    names = (form,) if form else tuple(reversed(NAMES))
    for name in names:
        for each in catalogue(name):
            if each.id.lower() == rule.lower():
                console.show(_explanation(each, form_named(name)))
                return 0
    left_out = next((each for each in NOT_ENFORCED if each.id.lower() == rule.lower()), None)
    if left_out is not None and (form is None or form in left_out.forms):
        console.show(_explanation_of_left_out(left_out))
        return 0
    command = f"govinfo rules {form or ''}".rstrip()
    text = Text(
        f"没有编号为“{rule}”的规则，用 {command} 可列出全部规则",
        f"There is no rule '{rule}', {command} lists all there are",
    )
    raise LocalUsageError(text, click.get_current_context())


def _explanation(rule: Rule, form: FlatForm) -> Iterator[Line]:
    grade = SEVERITIES[rule.severity]
    zh, en = "、".join(rule.forms), ", ".join(rule.forms)
    yield Line(Text(f"规则：{rule.id}，级别：{grade.zh}，表式：{zh}", f"Rule: {rule.id}, {grade.en}, forms: {en}"))
    yield Line(Text(f"内容：{rule.title.zh}", f"Sentence: {rule.title.en}"))
    yield Line(Text(f"出处：{rule.source.zh}", f"Source: {rule.source.en}"))
    if rule.needs != "report":
        yield Line(_NEEDS[rule.needs])
    formulas = [sentences.formula(form.name, each) for each in rule.constraints]
    if formulas:
        yield Line(Text(f"算式（{form.name}）：{formulas[0].zh}", f"Formula ({form.name}): {formulas[0].en}"))
    elif rule.formula is not None:
        yield Line(Text(f"算式：{rule.formula.zh}", f"Formula: {rule.formula.en}"))
    else:
        yield Line(_NO_FORMULA)
    if len(formulas) > 1:
        others = len(formulas) - 1
        yield Line(Text(f"    同样的算式另有 {others} 个", f"    … and {others} more of the same kind"))
    passing, failing = (_example_text(each, form) for each in (rule.passing, rule.failing))
    yield Line(Text(f"通过之例（其余各格为 0）：{passing.zh}", f"Passes (all other cells 0): {passing.en}"), "good")
    yield Line(Text(f"不通过之例（其余各格为 0）：{failing.zh}", f"Fails (all other cells 0): {failing.en}"), "bad")


def _explanation_of_left_out(left_out: NotEnforced) -> Iterator[Line]:
    zh, en = "、".join(left_out.forms), ", ".join(left_out.forms)
    yield Line(Text(f"规则：{left_out.id}，不校验，表式：{zh}", f"Rule: {left_out.id}, not checked, forms: {en}"))
    yield Line(Text(f"内容：{left_out.title.zh}", f"Sentence: {left_out.title.en}"))
    yield Line(Text(f"原因：{left_out.reason.zh}", f"Why: {left_out.reason.en}"))


def _example_text(example: Example, form: FlatForm) -> Text:
    parts = [_cell_text(path, _shown(value), form) for path, value in example.values.items()]
    parts += [_cell_text(path, STATES[mark.state], form) for path, mark in (example.marks or {}).items()]
    if example.agency is not None:
        parts.append(Text(f"机关“{example.agency}”", f"agency “{example.agency}”"))
    if example.year is not None:
        parts.append(Text(f"年度 {example.year}", f"year {example.year}"))
    parts += _envelope_texts(example)
    if example.previous is not None:
        then = _example_text(example.previous, form)
        parts.append(Text(f"上一年：{then.zh}", f"the year before: {then.en}"))
    for part in example.parts:
        of_part = _example_text(part, form)
        parts.append(Text(f"下属单位：{of_part.zh}", f"a part: {of_part.en}"))
    return joined(parts) if parts else Text("各格均为 0", "every cell is 0")


def _envelope_texts(example: Example) -> Iterator[Text]:
    if example.scope != "unknown":
        yield Text(f"范围 {example.scope}", f"scope {example.scope}")
    if example.period is not None:
        start, end = example.period.start, example.period.end
        yield Text(f"统计期间 {start} 至 {end}", f"period {start} to {end}")
    if example.published is not None:
        yield Text(f"公布于 {example.published}", f"published {example.published}")
    if example.declared is not None:
        yield Text(f"声明范围 {example.declared}", f"declared scope {example.declared}")
    for section in example.narrative:
        text = "".join(section.paragraphs)
        yield Text(f"“{section.heading}”：{text or '（无内容）'}", f"“{section.heading}”: {text or '(empty)'}")


def _cell_text(path: str, shown: Text, form: FlatForm) -> Text:
    label = form.by_path[path].label if path in form.by_path else path
    return Text(f"“{label}” {shown.zh}", f"“{label}” {shown.en}")


def _shown(value: object) -> Text:
    return value_text(value) if value is None or isinstance(value, Money) else Text(str(value), str(value))
