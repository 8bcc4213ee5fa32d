"""Rules about the shape of a report, whatever its form: types (S1), marks (S2, S3) and signs (D7).

They look at the object in memory. Data that comes from outside is checked against the JSON Schema before.
"""

from __future__ import annotations

import reprlib
from typing import TYPE_CHECKING

from govinfo_schema.marks import Mark, Money
from govinfo_schema.messages import Text
from govinfo_schema.rules.figures import POWERS_OF_TEN, written
from govinfo_schema.rules.model import Example, Rule, Verdict
from govinfo_schema.versions import NAMES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from govinfo_schema.cells import FlatForm
    from govinfo_schema.rules.figures import Figures

FORMS = NAMES

_CONTRACT = Text("本标准的数据结构。", "The data structure of this standard.")
_LONE_CELLS = ("complaints_and_reports", "administrative_licensing.decisions")
_PASSED = (Verdict(outcome="passed"),)


def rules(form: FlatForm) -> tuple[Rule, ...]:
    """Return the rules of shape, in the order of their ids."""
    lone = next(path for path in form.paths if path.endswith(_LONE_CELLS))  # a cell of no other rule, for the examples
    return (_of_types(lone), _of_nulls(lone), _of_marks(lone), _of_signs(lone))


def _of_types(lone: str) -> Rule:
    return Rule(
        id="S1",
        forms=FORMS,
        severity="error",
        title=Text(
            "每个单元格或为整数，或为金额（单位为元、万元或未注明），或为空。",
            "Each cell holds a whole number, an amount of money (in 元, 万元 or without a unit), or nothing.",
        ),
        source=_CONTRACT,
        judge=_types,
        passing=Example(values={lone: 12}),
        failing=Example(values={lone: "12"}),
    )


def _of_nulls(lone: str) -> Rule:
    return Rule(
        id="S2",
        forms=FORMS,
        severity="error",
        title=Text("每个没有数字的单元格都注明原因。", "Each cell without a number has a mark that says why."),
        source=_CONTRACT,
        judge=_nulls_have_marks,
        passing=Example(values={lone: None}, marks={lone: Mark("blank")}),
        failing=Example(values={lone: None}, marks={}),
    )


def _of_marks(lone: str) -> Rule:
    return Rule(
        id="S3",
        forms=FORMS,
        severity="error",
        title=Text("只有没有数字的单元格才注明原因。", "Only cells without a number have marks."),
        source=_CONTRACT,
        judge=_marks_have_nulls,
        passing=Example(values={lone: None}, marks={lone: Mark("blank")}),
        failing=Example(values={lone: 12}, marks={lone: Mark("blank")}),
    )


def _of_signs(lone: str) -> Rule:
    return Rule(
        id="D7",
        forms=FORMS,
        severity="error",
        title=Text("除“本年增/减”外，各数均不为负。", "No number is negative, except a change in the number of items."),
        source=Text("由表内项目推断。", "Implied by the rows and columns of the form."),
        judge=_signs,
        passing=Example(values={lone: 1}),
        failing=Example(values={lone: -1}),
    )


def _one_each(figures: Figures, paths: Iterable[str]) -> tuple[Verdict, ...]:
    """Return a failure for each of ``paths`` with what stands there, or that the rule passed."""
    return (
        tuple(Verdict(outcome="failed", cells=(path,), instance=path, reason=_found(figures, path)) for path in paths)
        or _PASSED
    )


def _found(figures: Figures, path: str) -> Text:
    if path not in figures.form.by_path:
        return Text("表式中没有此单元格。", "The form has no such cell.")
    value = figures.value(path)
    if value is None:
        return Text("此处为空。", "Nothing stands here.")
    shown = written(value.value) if isinstance(value, Money) else reprlib.repr(value)
    return Text(f"此处为{shown}。", f"Found {shown}.")


def _types(figures: Figures) -> tuple[Verdict, ...]:
    return _one_each(
        figures,
        (
            cell.path
            for cell, value in zip(figures.form.cells, figures.values, strict=True)
            if value is not None and not (_is_amount(value) if cell.kind == "money" else type(value) is int)
        ),
    )


def _is_amount(value: object) -> bool:
    return isinstance(value, Money) and value.value.is_finite() and (value.unit is None or value.unit in POWERS_OF_TEN)


def _nulls_have_marks(figures: Figures) -> tuple[Verdict, ...]:
    marks = figures.report.marks
    return _one_each(
        figures,
        (
            path
            for path, value in zip(figures.form.paths, figures.values, strict=True)
            if value is None and path not in marks
        ),
    )


def _marks_have_nulls(figures: Figures) -> tuple[Verdict, ...]:
    return _one_each(figures, (path for path in figures.report.marks if not figures.is_null(path)))


def _signs(figures: Figures) -> tuple[Verdict, ...]:
    below = (path for path, number in figures.numbers.items() if number < 0)
    return _one_each(figures, (path for path in below if figures.form.by_path[path].kind != "signed count"))
