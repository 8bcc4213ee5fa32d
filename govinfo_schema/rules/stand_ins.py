"""Rows of another form that stand in a report in place of rows of its own, such as (六)其他处理 of v2019 in v2021.

Their numbers have no cell, and are kept as printed among the extensions of the report. They are known operands all the
same: an equation over rows that are not there can be decided with the numbers that stand in their place.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeAlias

from attrs import evolve, frozen

from govinfo_schema.forms import form_named
from govinfo_schema.messages import Text
from govinfo_schema.rules.building import TOTAL, groups_with, leaves
from govinfo_schema.rules.model import Constraint, RowsOfAnotherForm, Rule, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from govinfo_schema.cells import FlatForm
    from govinfo_schema.findings import Outcome
    from govinfo_schema.report import ExtensionRow
    from govinfo_schema.rules.figures import Figures

Numbers: TypeAlias = "tuple[int | None, ...]"

_ORDINAL = re.compile(r"^[\W\d一二三四五六七八九十]+[\W_]+|^\d+")
_NOT_A_LETTER = re.compile(r"[\W_]+")
_COUNT = re.compile(r"[0-9]{1,18}")


def rows_of_other_forms(form: FlatForm, group: str, names: Iterable[str]) -> tuple[RowsOfAnotherForm, ...]:
    """Return what other forms print where ``form`` prints the rows of ``group``.

    Args:
        form: the form.
        group: path of the group, which all these forms have.
        names: names of the forms.
    """
    found: list[RowsOfAnotherForm] = []
    own = _rows(form, group)
    columns = leaves(form, own[0])
    for name in names:
        other = form_named(name)
        rows = _rows(other, group)
        if name != form.name and rows != own:
            cells = [other.by_path[f"{row}.{TOTAL}"] for row in rows]
            labels = tuple(cell.row_levels[-1] for cell in cells)
            replaced = tuple(tuple(f"{row}.{column}" for row in own) for column in columns)
            found.append(RowsOfAnotherForm(form=name, table=cells[0].table, labels=labels, replaced=replaced))
    return tuple(found)


def _rows(form: FlatForm, group: str) -> tuple[str, ...]:
    return tuple(path for path in groups_with(form, TOTAL) if path == group or path.startswith(f"{group}."))


@frozen
class StoodIn:
    """An equation with the numbers of another form's rows in place of cells, and what to say of that."""

    constraint: Constraint
    note: Text


def stood_in(rows: Sequence[RowsOfAnotherForm], constraint: Constraint, figures: Figures) -> StoodIn | Verdict | None:
    """Put the numbers of rows of another form into a constraint where they stand in place of its cells.

    Returns:
        The constraint without these cells; the verdict that it does not apply where all its cells are of rows that are
        not there; ``None`` where no such rows stand in the report, or not all their numbers are known.
    """
    for other in rows:
        own = {path for column in other.replaced for path in column}
        printed = _printed(other, figures.report.extensions)
        concerned = [path for path in constraint.cells if path in own]
        if printed is None or not concerned or not all(figures.is_null(path) for path in concerned):
            continue
        named = _named(other)
        if len(concerned) == len(constraint.cells):
            reason = Text(
                f"不适用：表中没有这一行，其位置上是{named.zh}。",
                f"This does not apply: the row is not there, in its place stands {named.en}.",
            )
            return Verdict(
                outcome="not_applicable", cells=constraint.cells, reason=reason, instance=constraint.instance
            )
        return _with_numbers(other, printed, constraint, named)
    return None


def _with_numbers(
    other: RowsOfAnotherForm, printed: Sequence[Numbers], constraint: Constraint, named: Text
) -> StoodIn | None:
    factors = {path: factor for factor, path in constraint.terms}
    for number, column in enumerate(other.replaced):
        if not all(path in factors for path in column):
            continue
        values = [row[number] for row in printed]
        known = [value for value in values if value is not None]
        if len(known) < len(values):
            return None
        terms = tuple((factor, path) for factor, path in constraint.terms if path not in column)
        constant = constraint.constant + factors[column[0]] * sum(known)
        zh, en = "＋".join(map(str, known)), " + ".join(map(str, known))
        note = Text(
            f"计算时代入{named.zh}的数字 {zh}，该行在本表式中没有单元格。",
            f"This counts {named.en}, which has no cell in this form: {en}.",
        )
        return StoodIn(evolve(constraint, terms=terms, constant=constant), note)
    return None


def sums_of_other_rows(rule: Rule, figures: Figures) -> tuple[Verdict, ...]:
    """Say of each row of another form whether its total is the sum of its other columns, where ``rule`` asks that.

    It does where one of its constraints is about a row that is not there.
    """
    found: list[Verdict] = []
    for other in rule.stand_ins:
        own = {path for column in other.replaced for path in column}
        if not any(own.issuperset(constraint.cells) for constraint in rule.constraints):
            continue
        for label, row in zip(other.labels, _printed(other, figures.report.extensions) or (), strict=False):
            known = [number for number in row if number is not None]
            if len(known) < len(row):
                reason = Text("无法判断：有的格不是数字。", "This cannot be judged: not every cell is a number.")
                found.append(Verdict(outcome="undecided", reason=reason, instance=label))
                continue
            *parts, total = known
            said = Text(
                f"{other.form} 表式的行“{label}”：总计 {total}，各列之和 {sum(parts)}。",
                f"The row “{label}” of the form {other.form}: total {total}, sum of the other columns {sum(parts)}.",
            )
            outcome: Outcome = "passed" if total == sum(parts) else "failed"
            found.append(Verdict(outcome=outcome, reason=None if outcome == "passed" else said, instance=label))
    return tuple(found)


def _printed(other: RowsOfAnotherForm, rows: Iterable[ExtensionRow]) -> tuple[Numbers, ...] | None:
    """Return the numbers of each row, with ``None`` for what is no number; ``None`` where not all rows stand there."""
    width = len(other.replaced)
    there = {_core(row.label): row.values for row in rows if row.table == other.table and len(row.values) == width}
    labels = [_core(label) for label in other.labels]
    if not all(label in there for label in labels):
        return None
    return tuple(tuple(int(text) if _COUNT.fullmatch(text) else None for text in there[label]) for label in labels)


def _named(other: RowsOfAnotherForm) -> Text:
    zh, en = "、".join(f"“{label}”" for label in other.labels), ", ".join(f"“{label}”" for label in other.labels)
    return Text(f" {other.form} 表式的行{zh}", f"the row {en} of the form {other.form}")


def _core(label: str) -> str:
    """Return a label without its ordinal and without what is no letter."""
    return _NOT_A_LETTER.sub("", _ORDINAL.sub("", label))
