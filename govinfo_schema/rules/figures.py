"""The figures of one report, as rules look at them."""

from __future__ import annotations

import re
from copy import copy
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, TypeGuard

from govinfo_schema.codec.text import TOO_LONG, plain_digits
from govinfo_schema.forms import form_of
from govinfo_schema.marks import Money
from govinfo_schema.narrative import statements_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from govinfo_schema.cells import Cell, FlatForm
    from govinfo_schema.forms import Report
    from govinfo_schema.narrative import Statement

Number: TypeAlias = int | Decimal

# What a name may have behind the place or without it, and means the same organ in these reports.
_OF_GOVERNMENT = re.compile(r"(?:人民)?政府(?:办公室|办公厅|办)?$")
_LOOSE = re.compile(r"[\s()（）]")

POWERS_OF_TEN = {"元": 0, "万元": 4}


def number_in(cell: Cell, value: object) -> Number | None:
    """Return the number that ``value`` puts into ``cell``, or ``None`` where it is none.

    Money counts in the unit that the form prints; an amount without a unit counts as it stands. A form that prints no
    unit leaves amounts with different units apart, so there an amount with a unit counts as it stands as well.
    """
    if cell.kind == "money":
        return _amount(value, cell.unit) if isinstance(value, Money) and is_short(value.value) else None
    return value if is_count(value) else None


def is_count(value: object) -> TypeGuard[int]:
    """Say whether ``value`` is a whole number that is not too long for a report."""
    return type(value) is int and -TOO_LONG < value < TOO_LONG


def is_short(value: Decimal) -> bool:
    """Say whether ``value`` is a number that is not too long for a report."""
    return plain_digits(value) is not None


def _amount(money: Money, unit: str | None) -> Decimal | None:
    if money.unit is None or unit is None or money.unit == unit:
        return money.value
    if money.unit not in POWERS_OF_TEN or unit not in POWERS_OF_TEN:
        return None
    # Scaling the exponent keeps every digit, whatever the precision of the context is.
    shift = POWERS_OF_TEN[money.unit] - POWERS_OF_TEN[unit]
    sign, digits, exponent = money.value.as_tuple()
    return Decimal((sign, digits, int(exponent) + shift))


def bare_name(name: str) -> str:
    """Return a name without blanks and brackets; a government and its office have the name of the place."""
    bare = _LOOSE.sub("", name)
    return _OF_GOVERNMENT.sub("", bare) or bare


def written(number: Number) -> str:
    """Write a number with all its digits and without an exponent."""
    return format(number, "f") if isinstance(number, Decimal) else str(number)


def _numbers(form: FlatForm, values: Sequence[object]) -> dict[str, Number]:
    """Return the numbers in the cells of a form by path, in its order, without the cells that hold none."""
    found: dict[str, Any] = dict(zip(form.paths, values, strict=True))
    found.update({cell.path: number_in(cell, found[cell.path]) for cell in form.amounts})
    # Most reports have a number in each cell, which is soon seen of all of them together.
    types = list(map(type, found.values()))
    is_complete = types.count(Decimal) == len(form.amounts) and types.count(int) == len(types) - len(form.amounts)
    if is_complete and min(found.values()) > -TOO_LONG and max(found.values()) < TOO_LONG:
        return found
    amounts = {cell.path for cell in form.amounts}
    return {path: value for path, value in found.items() if is_count(value) or (path in amounts and value is not None)}


class Figures:
    """A report with its cells by path.

    Attributes:
        report: the report.
        form: the flat view of its form.
        values: what its cells hold, in the order of the form.
        numbers: the numbers by path, without the cells that hold none.
    """

    def __init__(self, report: Report) -> None:
        """Take the cells of ``report`` once."""
        self.report = report
        self.form = form_of(report)
        self.values: tuple[object, ...] = self.form.values(report)
        self.numbers: dict[str, Number] = _numbers(self.form, self.values)

    @cached_property
    def _by_path(self) -> dict[str, object]:
        return dict(zip(self.form.paths, self.values, strict=True))

    def number(self, path: str) -> Number | None:
        """Return the number in the cell at ``path``, or ``None`` where there is none. No state ever counts as 0."""
        return self.numbers.get(path)

    def value(self, path: str) -> object:
        """Return what the cell at ``path`` holds."""
        return self._by_path[path]

    def is_null(self, path: str) -> bool:
        """Say whether ``path`` is a cell of the form that holds nothing."""
        return self._by_path.get(path, path) is None

    def missing(self, paths: tuple[str, ...]) -> tuple[str, ...]:
        """Return those of ``paths`` whose cells hold no number."""
        return tuple(path for path in paths if self.number(path) is None)

    @cached_property
    def statements(self) -> tuple[Statement, ...]:
        """The counts that the running text of the report states."""
        report = self.report
        if not report.narrative:
            return ()
        name = report.agency.name
        names = () if name is None else tuple(dict.fromkeys((name, bare_name(name))))
        return statements_of(report.narrative, report.year, names)

    def counting_as_zero(self, paths: Iterable[str]) -> Figures:
        """Return a copy in which the cells at ``paths`` count as 0; the report, and these figures, stay as they are."""
        other = copy(self)
        other.numbers = {**self.numbers, **dict.fromkeys(paths, 0)}
        return other

    def outcome_without(self, missing: Iterable[str]) -> Literal["undecided", "not_applicable"]:
        """Return the outcome of a check that cannot be decided because operands are missing.

        It is ``not_applicable`` where the form of origin does not ask one of them: no look into the document helps.
        """
        return "undecided" if self._not_asked.isdisjoint(missing) else "not_applicable"

    @cached_property
    def _not_asked(self) -> frozenset[str]:
        return frozenset(path for path, mark in self.report.marks.items() if mark.state == "not_asked")
