"""What a zero proves inside a form: where one side of an identity is zero, so is every count on its other side.

Nothing else is inferred: no remainder is computed, and a cell that the form of origin did ask keeps its mark.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from attrs import frozen

from govinfo_schema.marks import Mark
from govinfo_schema.messages import Text
from govinfo_schema.rules import catalogue

if TYPE_CHECKING:
    from collections.abc import Mapping

    from govinfo_schema.cells import FlatForm
    from govinfo_schema.migration.contents import Content
    from govinfo_schema.migration.plan import Plan


@frozen(eq=False)
class Equation:
    """One identity of a form, read from one of its sides to the other.

    Attributes:
        rule: id of the rule.
        zero: paths of the side that has to be zero.
        other: paths of the side about which it says something.
    """

    rule: str
    zero: tuple[str, ...]
    other: tuple[str, ...]


@frozen
class Proof:
    """Why a cell is zero."""

    basis: tuple[str, ...]
    reason: Text


@cache
def equations(form: FlatForm) -> tuple[Equation, ...]:
    """Return the identities of ``form`` between counts that hold without exception, each in both readings."""
    found: list[Equation] = []
    for rule in catalogue(form.name):
        if rule.severity != "error":
            continue
        for constraint in rule.constraints:
            counts = all(form.by_path[path].kind == "count" for path in constraint.cells)
            if constraint.relation != "=" or constraint.constant or not counts:
                continue
            left = tuple(path for coefficient, path in constraint.terms if coefficient > 0)
            right = tuple(path for coefficient, path in constraint.terms if coefficient < 0)
            found += (Equation(rule.id, left, right), Equation(rule.id, right, left))
    return tuple(found)


@cache
def _proof(form: FlatForm, equation: Equation) -> Proof:
    labels = "、".join(f"“{form.by_path[path].label}”" for path in equation.zero)
    paths = " + ".join(equation.zero)
    reason = Text(
        f"勾稽关系{equation.rule}：{labels}为 0，数量不为负，因此本格为 0。",
        f"{equation.rule}: {paths} is 0 and counts are not negative, so this cell is 0.",
    )
    return Proof(equation.zero, reason)


@frozen
class _Useful:
    """An equation that can reach cells to which no figure is carried.

    Attributes:
        equation: the equation.
        zero: its side that has to be zero.
        cells: the cells on the other side that it can reach.
    """

    equation: Equation
    zero: frozenset[str]
    cells: tuple[str, ...]


@cache
def _useful(plan: Plan) -> tuple[_Useful, ...]:
    unreached = frozenset(plan.unreached)
    found = (
        _Useful(equation, frozenset(equation.zero), tuple(path for path in equation.other if path in unreached))
        for equation in equations(plan.target)
    )
    return tuple(useful for useful in found if useful.cells)


def deduce(plan: Plan, source: Mapping[str, Content], target: dict[str, Content]) -> dict[str, Proof]:
    """Put 0 into the cells of ``target`` that must be zero and that the source form did not ask.

    A cell is left open where a figure of the source that shares cases with it is positive: the source would contradict
    the deduction.

    Args:
        plan: the plan of the step.
        source: contents of the source; stays as it is.
        target: contents of the target after the figures were carried; it is completed here.

    Returns:
        Why each of these cells is zero, by path.
    """
    proofs: dict[str, Proof] = {}
    waiting = _useful(plan)
    if not waiting:
        return proofs
    zeros = {path for path, content in target.items() if isinstance(content, int) and content == 0}
    contradicted = {path for path, cells in plan.overlapping.items() if any(_positive(source[cell]) for cell in cells)}
    before = -1
    while len(zeros) != before:
        before = len(zeros)
        ready = [useful for useful in waiting if useful.zero <= zeros]
        waiting = tuple(useful for useful in waiting if not useful.zero <= zeros)
        for useful in ready:
            if not all(path in zeros or isinstance(target[path], Mark) for path in useful.equation.other):
                continue
            for path in useful.cells:
                if path not in zeros and path not in contradicted:
                    target[path] = 0
                    proofs[path] = _proof(plan.target, useful.equation)
                    zeros.add(path)
    return proofs


def _positive(content: Content) -> bool:
    return not isinstance(content, Mark) and content != 0
