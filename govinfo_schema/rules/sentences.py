"""The sentences of findings: rule, place in the form, both sides with their numbers, what is missing."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import TYPE_CHECKING

from attrs import evolve, frozen

from govinfo_schema.forms import form_named
from govinfo_schema.marks import State
from govinfo_schema.messages import LANGUAGES, Language, Text
from govinfo_schema.provenance import Place
from govinfo_schema.rules.deciding import add
from govinfo_schema.rules.figures import Figures, written
from govinfo_schema.rules.model import Constraint

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from govinfo_schema.cells import Cell
    from govinfo_schema.rules.figures import Number
    from govinfo_schema.rules.model import Rule

_STATES: dict[State | None, Text] = {
    "blank": Text("空白", "blank"),
    "not_applicable": Text("填为不适用", "printed as not applicable"),
    "unreadable": Text("不是数字", "no number"),
    "ambiguous": Text("归属不明", "ambiguous"),
    "not_asked": Text("原表式不设此项", "not asked by the form of origin"),
    "incomplete": Text("汇总不全", "an incomplete sum"),
    None: Text("没有可用的数字", "no usable number"),
}
_MANY_OPERANDS = 4  # on a longer side the operands that are 0 are left out of the sentence
_NAMED_AT_MOST = 3
_NOWHERE = Text("", "")
_LOOK = Text("请核对原文。", "Look into the document.")
_COMPLETE = Text("请补齐各单位的数字。", "Add what the parts lack.")
_PRINT_ZERO = Text("如确为零，原表应填0。", "A figure that is truly zero must be printed as 0.")


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


@frozen(cache_hash=True)
class Lacking:
    """An operand that holds no number.

    Attributes:
        path: its path.
        state: what its cell is marked as.
        is_null: whether the cell holds nothing, as it should where it is marked.
    """

    path: str
    state: State | None
    is_null: bool

    @property
    def said(self) -> Text:
        """What is there in the place of a number."""
        return _STATES[self.state if self.is_null else None]


def lacking_of(paths: Iterable[str], figures: Figures) -> tuple[Lacking, ...]:
    """Return what stands in cells that hold no number."""
    marks = figures.report.marks
    return tuple(
        [_lacking(path, marks[path].state if path in marks else None, figures.is_null(path)) for path in paths]
    )


_lacking = lru_cache(maxsize=4096)(Lacking)


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


def failed(
    rule: Rule, constraint: Constraint, figures: Figures, sides: Sides, places: Mapping[str, Place] | None = None
) -> Text:
    """Say that a constraint fails, with the numbers, and with the place of each that is named, where it is known."""
    form_name, cells = figures.form.name, _together(constraint.cells)
    common, apart = _places_apart(constraint, figures, places or {}, together=bool(cells))
    zh, en = (_Telling(constraint, figures, apart, language).equation() for language in LANGUAGES)
    least = Text("至少 ", "at least ") if sides.difference.startswith(("≤", "≥")) else Text("", "")
    off = sides.difference.lstrip("≤≥-")
    return Text(
        f"{_head(rule, form_name, cells, 'zh', common.text)}"
        f"{zh}；左侧合计 {sides.left}，右侧合计 {sides.right}，相差{least.zh or ' '}{off}。请核对原文。",
        f"{_head(rule, form_name, cells, 'en', common.text)} {en}; left side {sides.left}, right side {sides.right}, "
        f"off by {least.en}{off}. Compare with the document.",
    )


def not_decided(rule: Rule, form_name: str, cells: Sequence[str], lacking: Sequence[Lacking]) -> Text:
    """Say which operands are missing, and what that means."""
    zh, en = (_missing(form_name, cells, lacking, language) for language in LANGUAGES)
    if any(each.state == "not_asked" for each in lacking):
        tail = Text(f"不适用：{zh}。", f"This does not apply: {en}.")
    else:
        advice = _advice(lacking)
        tail = Text(f"无法判断：{zh}。{advice.zh}", f"This cannot be judged: {en}. {advice.en}")
    return judged(rule, form_name, _together(cells), tail)


def formula(form_name: str, constraint: Constraint) -> Text:
    """Write a constraint with the printed labels of its cells, all of them, and without numbers."""
    return Text(*(_formula(form_name, constraint, language) for language in LANGUAGES))


def _formula(form_name: str, constraint: Constraint, language: Language) -> str:
    names = _names(form_name, constraint.cells, language)
    plus = "＋" if language == "zh" else " + "
    sides: list[str] = []
    for sign in (1, -1):
        terms = [(abs(factor), names.cells[path]) for factor, path in constraint.terms if factor * sign > 0]
        words = [name if factor == 1 else f"{factor}×{name}" for factor, name in terms]
        constant = max(constraint.constant * sign, 0)
        sides.append(plus.join([*words, str(constant)] if constant or not words else words))
    equals = {"=": ("＝", " = "), "<=": ("≤", " ≤ ")}[constraint.relation][language == "en"]
    where = names.where if len(constraint.cells) > 1 else ""
    brackets = f"【{where}】" if language == "zh" else f"[{where}] "
    return f"{brackets if where else ''}{equals.join(sides)}"


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


def sides_between(left: Number, right: Number) -> Sides:
    """Return two known numbers as the sides of a comparison."""
    return Sides(written(left), written(right), written(add(left, right, -1)))


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


def _head(rule: Rule, form_name: str, cells: Sequence[str], language: Language, place: Text = _NOWHERE) -> str:
    where = _names(form_name, tuple(cells), language).where if cells else ""
    document = f"（原文{place.zh}）" if language == "zh" else f"; {place.en} of the document"
    where += document if place.zh else ""
    brackets = f"【{where}】" if language == "zh" else f" [{where}]"
    return f"{rule.title.in_language(language)}{brackets if where else ''}"


def _places_apart(
    constraint: Constraint, figures: Figures, places: Mapping[str, Place], *, together: bool
) -> tuple[Place, dict[str, Place]]:
    """Part the page, sheet and table in which all operands that are named stand from where each of them stands."""
    named = [path for sign in (1, -1) for _, path in _shown(constraint, figures, sign)]
    known = {path: places[path] for path in named if path in places}
    outer = {(place.page, place.sheet, place.table) for place in known.values()}
    if not together or len(outer) != 1 or any(place.row is place.line is None for place in known.values()):
        return Place(), known
    ((page, sheet, table),) = outer
    inner = {path: evolve(place, page=None, sheet=None, table=None) for path, place in known.items()}
    return Place(page=page, sheet=sheet, table=table), inner


def _shown(constraint: Constraint, figures: Figures, sign: int) -> list[tuple[int, str]]:
    """Return factor and path of the operands of one side that are named; a long side leaves out those that are 0."""
    terms = [(abs(coefficient), path) for coefficient, path in constraint.terms if coefficient * sign > 0]
    return terms if len(terms) <= _MANY_OPERANDS else [term for term in terms if figures.number(term[1]) != 0]


@frozen
class _Telling:
    """How an equation that does not hold is told in one language."""

    constraint: Constraint
    figures: Figures
    places: Mapping[str, Place]
    language: Language

    def equation(self) -> str:
        sign = "≠" if self.constraint.relation == "=" else "＞" if self.language == "zh" else ">"
        left, right = (self._operands(side) for side in (1, -1))
        return f"{left}{sign}{right}" if self.language == "zh" else f"{left} {sign} {right}"

    def _operands(self, sign: int) -> str:
        names = _names(self.figures.form.name, self.constraint.cells, self.language).cells
        shown = _shown(self.constraint, self.figures, sign)
        words = [self._operand(factor, names[path], path) for factor, path in shown]
        constant = max(self.constraint.constant * sign, 0)
        if constant or not words:
            words.append(str(constant))
        return ("＋" if self.language == "zh" else " + ").join(words)

    def _operand(self, factor: int, name: str, path: str) -> str:
        number = self.figures.number(path)
        place = self.places.get(path, Place()).text.in_language(self.language)
        times = "" if factor == 1 else f"{factor}×"
        lacking = lacking_of((path,), self.figures)[0]
        text = lacking.said.in_language(self.language) if number is None else written(number)
        if self.language == "en":
            return f"{times}{name} ({text}{', ' if place else ''}{place})"
        if number is None:
            return f"{times}{name}（{text}{'，' if place else ''}{place}）"
        return f"{times}{name} {text}" + (f"（{place}）" if place else "")


def _missing(form_name: str, cells: Sequence[str], lacking: Sequence[Lacking], language: Language) -> str:
    names = _names(form_name, tuple(cells), language).cells
    shown = [
        f"{names[each.path]}（{each.said.zh}）" if language == "zh" else f"{names[each.path]} is {each.said.en}"
        for each in lacking[:_NAMED_AT_MOST]
    ]
    more = len(lacking) - len(shown)
    if language == "zh":
        return f"缺少{'、'.join(shown)}" + (f"等{len(lacking)}项" if more else "")
    return "; ".join(shown) + (f"; and {more} more" if more else "")


def _advice(lacking: Sequence[Lacking]) -> Text:
    """Say what a person can do about operands without a number."""
    if all(each.state == "incomplete" for each in lacking):
        return _COMPLETE
    # Where something is printed, a person can tell what it is.
    is_printed = all(each.state in ("ambiguous", "unreadable") for each in lacking)
    return _LOOK if is_printed else _PRINT_ZERO


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
