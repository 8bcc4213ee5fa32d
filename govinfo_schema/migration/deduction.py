"""What a zero proves inside a form: where one side of an identity is zero, so is every count on its other side.

Nothing else is inferred: no remainder is computed, a cell that the form of origin did ask keeps its mark, and nothing
follows from a zero that other figures contradict, in the form that is left or in the form that is reached, or that a
row of the crosswalk carries although the two concepts may differ by cases.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from attrs import frozen

from govinfo_schema.messages import Text
from govinfo_schema.migration.doubt import is_figure, is_zero
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
        basis: paths of the side that has to be zero, in the order of the rule.
        zero: the same.
        other: paths of the side about which it says something.
    """

    rule: str
    basis: tuple[str, ...]
    zero: frozenset[str]
    other: frozenset[str]


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
            found += (
                Equation(rule.id, side, frozenset(side), frozenset(other))
                for side, other in ((left, right), (right, left))
            )
    return tuple(found)


@cache
def _proof(form: FlatForm, equation: Equation) -> Proof:
    labels = "、".join(f"“{form.by_path[path].label}”" for path in equation.basis)
    paths = " + ".join(equation.basis)
    reason = Text(
        f"勾稽关系{equation.rule}：{labels}为 0，数量不为负，因此本格为 0。",
        f"{equation.rule}: {paths} is 0 and counts are not negative, so this cell is 0.",
    )
    return Proof(equation.basis, reason)


@cache
def _useful(plan: Plan) -> tuple[tuple[Equation, tuple[str, ...]], ...]:
    """Return the equations that can reach cells to which no figure is carried, with these cells."""
    found = (
        (equation, tuple(path for path in plan.unreached if path in equation.other))
        for equation in equations(plan.target)
    )
    return tuple((equation, cells) for equation, cells in found if cells)


def can_deduce(plan: Plan) -> bool:
    """Say whether a zero can prove anything at all in this step."""
    return bool(plan.splits or _useful(plan))


def deduce(
    plan: Plan, source: Mapping[str, Content], target: dict[str, Content], doubted: frozenset[str]
) -> dict[str, Proof]:
    """Put 0 into the cells of ``target`` that must be zero and that the source form did not ask.

    A zero is in doubt, and proves nothing, where it comes from a doubted cell of the source, where its row proves no
    zero, where it shares cases with a figure of the source that is not zero, and where an identity sets it equal to
    cells of which one is not zero, or shares cases with such a figure.

    Args:
        plan: the plan of the step.
        source: contents of the source; stays as it is.
        target: contents of the target after the figures were carried; it is completed here.
        doubted: cells of the source that contradict each other.

    Returns:
        Why each of these cells is zero, by path.
    """
    proofs: dict[str, Proof] = {}
    useful = _useful(plan)
    if not useful:
        return proofs
    against = {path for path, cells in plan.overlapping.items() if any(is_figure(source[cell]) for cell in cells)}
    unproving = plan.unproving.union(against, reached_from(plan, doubted))
    against.update(path for path, content in target.items() if is_figure(content))
    zeros = {path for path, content in target.items() if is_zero(content)}
    proved = -1
    while proved != len(proofs):
        proved = len(proofs)
        doubtful = {
            path
            for equation in equations(plan.target)
            if equation.zero <= zeros and not equation.other.isdisjoint(against)
            for path in equation.zero
        }
        trusted = zeros - doubtful - unproving
        for equation, cells in useful:
            if equation.zero <= trusted:
                proofs.update({path: _proof(plan.target, equation) for path in cells if path not in zeros})
                zeros.update(cells)
    target.update(dict.fromkeys(proofs, 0))
    return proofs


def reached_from(plan: Plan, cells: frozenset[str]) -> set[str]:
    """Return the cells of the target to which a figure of ``cells`` is carried, alone or in a sum."""
    reached = {plan.pairs[path].target for path in cells if path in plan.pairs}
    return reached | {merge.whole for merge in plan.merges if not cells.isdisjoint(merge.parts)}
