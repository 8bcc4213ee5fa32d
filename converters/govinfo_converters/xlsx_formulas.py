"""The identities of a form as formulas of a workbook, each with the result that it has for the figures that are there.

Which cells are totals follows from the rules: an identity of severity error with one cell on its left side, and only
cells on its right side, determines that cell. A formula over cells of which one is blank has no number.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Literal, TypeAlias

from attrs import field, frozen
from openpyxl.utils import get_column_letter

from govinfo_converters.xlsx_plan import Spot
from govinfo_schema.cells import FlatForm
from govinfo_schema.rules import catalogue

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from decimal import Decimal

    from govinfo_schema.findings import Severity
    from govinfo_schema.rules import Constraint, Rule

Light = Literal["通过", "不符", "未填全"]
PASSED: Light = "通过"
FAILED: Light = "不符"
INCOMPLETE: Light = "未填全"
CHECKED: tuple[Severity, ...] = ("error", "warning")
"""Severities of the rules that a workbook checks; what only informs is left to the report that was read."""

Result: TypeAlias = "int | Decimal | str"
_Sign = Literal[1, -1]


@frozen
class Formula:
    """A formula, and what it gives for the present contents."""

    text: str
    result: Result


@frozen
class Sheet:
    """The cells of a form on a sheet, and the figures that stand there already.

    Attributes:
        form: the form.
        spots: where its cells stand, by path.
        given: the figures that are no formulas, by path.
        title: the title of the sheet, for formulas on other sheets; empty for those on the sheet itself.
    """

    form: FlatForm
    spots: Mapping[str, Spot]
    given: Mapping[str, int]
    title: str = field(default="", kw_only=True)

    @property
    def totals(self) -> Mapping[str, Constraint]:
        """The cells that an identity determines, with the first one that does."""
        return totals_of(self.form)

    def number(self, path: str) -> int | None:
        """Return the number in a cell, which may be that of a formula."""
        if path not in self.totals:
            return self.given.get(path)
        return self._sum([(-factor, part) for factor, part in self.totals[path].terms if part != path])

    def total(self, path: str) -> Formula:
        """Return the formula of a cell that an identity determines."""
        parts = tuple((-factor, part) for factor, part in self.totals[path].terms if part != path)
        return self._sum_formula(parts, 0)

    def side(self, constraint: Constraint, sign: _Sign) -> Formula:
        """Return the formula of one side of a constraint: the terms with the sign of ``sign``, and its constant."""
        return self._sum_formula(_side(constraint, sign), max(constraint.constant * sign, 0))

    def check(self, constraint: Constraint) -> Formula:
        """Return the formula that says whether a constraint holds."""
        left, right = self.side(constraint, 1).result, self.side(constraint, -1).result
        relation = "=" if constraint.relation == "=" else "<="
        sums = [self._expression(_side(constraint, sign), max(constraint.constant * sign, 0)) for sign in (1, -1)]
        blank = self._is_incomplete(constraint.cells)
        text = f'=IF({blank},"{INCOMPLETE}",IF({sums[0]}{relation}{sums[1]},"{PASSED}","{FAILED}"))'
        if not isinstance(left, int) or not isinstance(right, int):
            return Formula(text, INCOMPLETE)
        return Formula(text, PASSED if (left == right if relation == "=" else left <= right) else FAILED)

    def _sum(self, terms: Iterable[tuple[int, str]]) -> int | None:
        total = 0
        for factor, path in terms:
            number = self.number(path)
            if number is None:
                return None
            total += factor * number
        return total

    def _sum_formula(self, terms: Sequence[tuple[int, str]], constant: int) -> Formula:
        expression = self._expression(terms, constant)
        known = self._sum(terms)
        result: Result = "" if known is None else known + constant
        if not terms:
            return Formula(f"={expression}", result)
        return Formula(f'=IF({self._is_incomplete([path for _, path in terms])},"",{expression})', result)

    def _is_incomplete(self, paths: Sequence[str]) -> str:
        return f"COUNT({self._references(paths)})<{len(paths)}"

    def _expression(self, terms: Sequence[tuple[int, str]], constant: int) -> str:
        plain = [path for factor, path in terms if factor == 1]
        words = [f"SUM({self._references(plain)})"] if plain else []
        words += [f"{factor}*{self._references([path])}" for factor, path in terms if factor != 1]
        if constant or not words:
            words.append(str(constant))
        return "+".join(words)

    def _references(self, paths: Sequence[str]) -> str:
        """Return the addresses of cells; those beside or below each other as one range."""
        prefix = f"'{self.title}'!" if self.title else ""
        spots = sorted((self.spots[path] for path in paths), key=lambda spot: (spot.row, spot.column))
        return ",".join(prefix + range_of(run) for run in _runs(spots))


def range_of(spots: Sequence[Spot]) -> str:
    """Return the address of the first of ``spots``, or the range from it to the last one."""
    first, last = (f"{get_column_letter(spot.column)}{spot.row}" for spot in (spots[0], spots[-1]))
    return first if first == last else f"{first}:{last}"


def checks(form: FlatForm) -> Iterator[tuple[Rule, Constraint]]:
    """Yield the constraints that a workbook checks, in the order of the catalogue."""
    for rule in catalogue(form.name):
        if rule.severity in CHECKED:
            for constraint in rule.constraints:
                yield rule, constraint


@cache
def totals_of(form: FlatForm) -> Mapping[str, Constraint]:
    """Return the cells of ``form`` that an identity determines, with the first one that does."""
    found: dict[str, Constraint] = {}
    for rule in catalogue(form.name):
        for constraint in rule.constraints if rule.severity == "error" else ():
            whole = determined(constraint)
            if whole is not None:
                found.setdefault(whole, constraint)
    return found


def determined(constraint: Constraint) -> str | None:
    """Return the cell that an identity determines: the only one on its left side."""
    wholes = [path for factor, path in constraint.terms if factor == 1]
    parts = [path for factor, path in constraint.terms if factor < 0]
    is_sum = constraint.relation == "=" and constraint.constant == 0 and len(wholes) == 1 and parts
    return wholes[0] if is_sum and len(parts) + 1 == len(constraint.terms) else None


def _side(constraint: Constraint, sign: _Sign | int) -> list[tuple[int, str]]:
    return [(abs(factor), path) for factor, path in constraint.terms if factor * sign > 0]


def _runs(spots: Sequence[Spot]) -> list[list[Spot]]:
    """Part spots into runs without a gap, along a row or down a column."""
    runs: list[list[Spot]] = []
    for spot in spots:
        if runs and _goes_on(runs[-1], spot):
            runs[-1].append(spot)
        else:
            runs.append([spot])
    return runs


def _goes_on(run: Sequence[Spot], spot: Spot) -> bool:
    first, last = run[0], run[-1]
    beside = first.row == last.row == spot.row and first.last_row == spot.last_row
    if beside:
        return spot.column == last.last_column + 1
    same_columns = all((each.column, each.last_column) == (spot.column, spot.last_column) for each in (first, last))
    return same_columns and spot.row == last.last_row + 1
