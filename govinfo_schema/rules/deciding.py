"""Deciding a linear constraint, with operands that may be missing."""

from __future__ import annotations

from decimal import MAX_EMAX, MIN_EMIN, Context, Decimal, Inexact
from typing import TYPE_CHECKING, Literal, Protocol

from attrs import frozen

from govinfo_schema.findings import Outcome
from govinfo_schema.marks import LONGEST_NUMBER
from govinfo_schema.rules.figures import Number

if TYPE_CHECKING:
    from collections.abc import Iterable

    from govinfo_schema.cells import FlatForm
    from govinfo_schema.rules.model import Constraint

# Ten times the digits that a number may have: room for every sum of them.
_EXACT = Context(prec=10 * LONGEST_NUMBER, Emax=MAX_EMAX, Emin=MIN_EMIN, traps=[Inexact])


class Operands(Protocol):
    """The numbers of a report, as far as deciding a constraint looks at them; ``Figures`` are such."""

    @property
    def form(self) -> FlatForm:
        """The form of the cells."""
        ...

    def number(self, path: str) -> Number | None:
        """Return the number in a cell, or ``None`` where there is none."""
        ...

    def outcome_without(self, missing: Iterable[str]) -> Literal["undecided", "not_applicable"]:
        """Return the outcome of a constraint that cannot be decided without these cells."""
        ...


@frozen
class Decision:
    """What is known of one constraint on one report.

    Attributes:
        outcome: ``passed`` only where every filling of the missing operands would pass, ``failed`` only where every
            filling would fail. Where neither is certain: ``not_applicable`` if a missing operand stands in a cell that
            the form of origin does not ask, for then no filling of the document can settle it, else ``undecided``.
        missing: paths of the operands that hold no number.
        known: the sum of the known terms and of the constant.
    """

    outcome: Outcome
    missing: tuple[str, ...]
    known: Number


def decide(constraint: Constraint, figures: Operands) -> Decision:
    """Decide ``constraint`` on the figures of one report; no missing operand ever counts as 0.

    A missing number is at least 0, unless its cell is signed, and has no upper bound.
    """
    known: Number = constraint.constant
    missing: list[str] = []
    can_rise = can_fall = False
    for coefficient, path in constraint.terms:
        number = figures.number(path)
        if number is not None:
            known = (
                known + coefficient * number if type(known) is type(number) is int else add(known, number, coefficient)
            )
            continue
        missing.append(path)
        signed = figures.form.by_path[path].kind == "signed count"
        can_rise = can_rise or coefficient > 0 or signed
        can_fall = can_fall or coefficient < 0 or signed
    return Decision(_outcome(constraint, figures, missing, known, (can_rise, can_fall)), tuple(missing), known)


def add(known: Number, number: Number, coefficient: int) -> Number:
    """Add ``coefficient`` times ``number`` to ``known``, whatever the caller's decimal context is."""
    if isinstance(known, Decimal) or isinstance(number, Decimal):
        return _EXACT.add(Decimal(known), _EXACT.multiply(Decimal(coefficient), Decimal(number)))
    return known + coefficient * number


def _outcome(
    constraint: Constraint, figures: Operands, missing: list[str], known: Number, can: tuple[bool, bool]
) -> Outcome:
    can_rise, can_fall = can
    too_high = known > 0 and not can_fall
    too_low = known < 0 and not can_rise and constraint.relation == "="
    if too_high or too_low:
        return "failed"
    if not missing or (constraint.relation == "<=" and not can_rise and known <= 0):
        return "passed"
    return figures.outcome_without(missing)
