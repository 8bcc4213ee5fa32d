"""The sentences of findings: rule, place in the form, both sides with their numbers, what is missing."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from attrs import frozen

from govinfo_schema.forms import form_named
from govinfo_schema.messages import Text
from govinfo_schema.rules.deciding import add
from govinfo_schema.rules.figures import written

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from govinfo_schema.cells import Cell
    from govinfo_schema.marks import State
    from govinfo_schema.messages import Language
    from govinfo_schema.rules.figures import Figures, Number
    from govinfo_schema.rules.model import Constraint, Rule

_STATES: dict[State | None, Text] = {
    "blank": Text("空白", "blank"),
    "not_applicable": Text("填为不适用", "printed as not applicable"),
    "unreadable": Text("不是数字", "no number"),
    "ambiguous": Text("归属不明", "ambiguous"),
    "not_asked": Text("原表式不设此项", "not asked by the form of origin"),
    None: Text("没有可用的数字", "no usable number"),
}
_MANY_OPERANDS = 4  # on a longer side the operands that are 0 are left out of the sentence
_NAMED_AT_MOST = 3


@frozen
class _Names:
    """How the cells of one check are named together: where they all stand, and what is left of each name."""

    where: str
    cells: dict[str, str]


@frozen
class Sides:
    """Both sides of an equation or inequality as text; "≥" and "≤" where operands are missing."""

    left: str
    right: str
    difference: str


def passed(rule: Rule, form_name: str, cells: Sequence[str]) -> Text:
    """Say that ``rule`` holds."""
    return Text(
        f"{_head(rule, form_name, cells, 'zh')}成立。",
        f"{_head(rule, form_name, cells, 'en')} Holds.",
    )


def judged(rule: Rule, form_name: str, cells: Sequence[str], reason: Text) -> Text:
    """Say what a function found."""
    return Text(
        f"{_head(rule, form_name, cells, 'zh')}{reason.zh}",
        f"{_head(rule, form_name, cells, 'en')} {reason.en}",
    )


def failed(rule: Rule, constraint: Constraint, figures: Figures, sides: Sides) -> Text:
    """Say that a constraint fails, with the numbers."""
    zh, en = (_equation(constraint, figures, language) for language in ("zh", "en"))
    form_name, cells = figures.form.name, _together(constraint.cells)
    return Text(
        f"{_head(rule, form_name, cells, 'zh')}"
        f"{zh}；左边{sides.left}，右边{sides.right}，差额（左边减右边）{sides.difference}。请核对原表。",
        f"{_head(rule, form_name, cells, 'en')} {en}; left side {sides.left}, right side {sides.right}, "
        f"difference (left minus right) {sides.difference}. Compare with the document.",
    )


def not_decided(rule: Rule, cells: Sequence[str], figures: Figures, missing: Sequence[str]) -> Text:
    """Say which operands are missing, and what that means."""
    zh, en = (_missing(cells, missing, figures, language) for language in ("zh", "en"))
    form_name = figures.form.name
    if figures.outcome_without(missing) == "not_applicable":
        tail = Text(f"不适用：{zh}。", f"This does not apply: {en}.")
    else:
        tail = Text(
            f"无法判断：{zh}。如确为零，原表应填0。",
            f"This cannot be judged: {en}. A figure that is truly zero must be printed as 0.",
        )
    return judged(rule, form_name, _together(cells), tail)


def sides_of(constraint: Constraint, figures: Figures) -> Sides:
    """Return both sides of a constraint whose failure is certain, and their difference."""
    left, left_open = _side(constraint, figures, 1)
    right, right_open = _side(constraint, figures, -1)
    sign = "≤" if right_open else "≥" if left_open else ""
    return Sides(
        f"{'≥' if left_open else ''}{written(left)}",
        f"{'≥' if right_open else ''}{written(right)}",
        f"{sign}{written(add(left, right, -1))}",
    )


def _side(constraint: Constraint, figures: Figures, sign: int) -> tuple[Number, bool]:
    """Add up one side: the terms with the given sign, and the constant where it belongs there."""
    known: Number = max(constraint.constant * sign, 0)
    is_open = False
    for coefficient, path in constraint.terms:
        if coefficient * sign > 0:
            number = figures.number(path)
            is_open = is_open or number is None
            known = known if number is None else add(known, number, abs(coefficient))
    return known, is_open


def _together(cells: Sequence[str]) -> Sequence[str]:
    """Return cells that need a common place; the sentence names a lone cell anyway."""
    return cells if len(cells) > 1 else ()


def _head(rule: Rule, form_name: str, cells: Sequence[str], language: Language) -> str:
    where = _names(form_name, tuple(cells), language).where if cells else ""
    brackets = f"【{where}】" if language == "zh" else f" [{where}]"
    return f"{rule.title.in_language(language)}{brackets if where else ''}"


def _equation(constraint: Constraint, figures: Figures, language: Language) -> str:
    names = _names(figures.form.name, constraint.cells, language).cells
    sign = "≠" if constraint.relation == "=" else "＞" if language == "zh" else ">"
    left, right = (_operands(constraint, figures, names, side, language) for side in (1, -1))
    return f"{left}{sign}{right}" if language == "zh" else f"{left} {sign} {right}"


def _operands(constraint: Constraint, figures: Figures, names: dict[str, str], sign: int, language: Language) -> str:
    terms = [(abs(coefficient), path) for coefficient, path in constraint.terms if coefficient * sign > 0]
    constant = max(constraint.constant * sign, 0)
    shown = terms if len(terms) <= _MANY_OPERANDS else [term for term in terms if figures.number(term[1]) != 0]
    words = [_operand(factor, names[path], path, figures, language) for factor, path in shown]
    if constant or not words:
        words.append(str(constant))
    return ("＋" if language == "zh" else " + ").join(words)


def _operand(factor: int, name: str, path: str, figures: Figures, language: Language) -> str:
    number = figures.number(path)
    text = _state(path, figures).in_language(language) if number is None else written(number)
    times = "" if factor == 1 else f"{factor}×"
    return f"{times}{name}({text})" if language == "zh" else f"{times}{name} ({text})"


def _missing(cells: Sequence[str], missing: Sequence[str], figures: Figures, language: Language) -> str:
    names = _names(figures.form.name, tuple(cells), language).cells
    shown = [
        f"{names[path]}({_state(path, figures).zh})"
        if language == "zh"
        else f"{names[path]} is {_state(path, figures).en}"
        for path in missing[:_NAMED_AT_MOST]
    ]
    more = len(missing) - len(shown)
    if language == "zh":
        return f"缺少{'、'.join(shown)}" + (f"等{len(missing)}项" if more else "")
    return "; ".join(shown) + (f"; and {more} more" if more else "")


def _state(path: str, figures: Figures) -> Text:
    mark = figures.report.marks.get(path)
    return _STATES[mark.state if mark is not None and figures.is_null(path) else None]


@lru_cache(maxsize=4096)  # bounded, because a mark may stand at any path
def _names(form_name: str, cells: tuple[str, ...], language: Language) -> _Names:
    """Name cells that stand together: what all names share at their ends is said once."""
    form = form_named(form_name)
    one_column = len({cell.column for cell in form.cells}) == 1
    levels = {path: _levels(form.by_path.get(path), path, language, one_column=one_column) for path in cells}
    first = _shared(levels.values())
    last = _shared(tuple(reversed(name[first:])) for name in levels.values())
    joined = "/" if language == "zh" else ": "
    sample = next(iter(levels.values()))
    ends = (*sample[:first], *(sample[len(sample) - last :] if last else ()))
    rest = {
        path: joined.join(name[first : len(name) - last]) or name[first - 1] if len(cells) > 1 else name[-1]
        for path, name in levels.items()
    }
    return _Names(joined.join(ends), rest)


def _levels(cell: Cell | None, path: str, language: Language, *, one_column: bool) -> tuple[str, ...]:
    if cell is None:
        return (path,)
    if language == "en":
        return tuple(cell.english.split(": "))
    return (cell.table, *cell.row_levels, *(() if one_column else cell.column_levels))


def _shared(names: Iterable[Sequence[str]]) -> int:
    """Count the levels that all names share at their beginning."""
    count = 0
    for levels in zip(*names, strict=False):
        if len(set(levels)) > 1:
            break
        count += 1
    return count
