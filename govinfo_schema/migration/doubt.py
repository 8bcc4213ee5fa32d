"""Figures of a report that contradict each other: such figures prove nothing, and a zero among them is no premise."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Literal

from attrs import frozen

from govinfo_schema.cells import FlatForm
from govinfo_schema.marks import Mark
from govinfo_schema.migration.contents import Content
from govinfo_schema.rules import catalogue
from govinfo_schema.rules.deciding import decide
from govinfo_schema.rules.figures import number_in

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from govinfo_schema.rules import Constraint
    from govinfo_schema.rules.figures import Number


@cache
def _constraints(form: FlatForm) -> tuple[tuple[str, Constraint], ...]:
    """The linear rules of ``form`` whose failure is an error, each with the id of its rule."""
    return tuple(
        (rule.id, constraint)
        for rule in catalogue(form.name)
        if rule.severity == "error"
        for constraint in rule.constraints
    )


def broken(form: FlatForm, contents: Mapping[str, Content]) -> tuple[tuple[str, Constraint], ...]:
    """Return the linear rules of ``form`` that fail whatever the missing operands are, with the ids of the rules.

    Only rules whose failure is an error count, equations and limits alike; the catalogue of rules is the source.
    """
    # Where every known number is 0, a rule without a constant cannot fail.
    return _failing(form, contents, lambda cells: any(is_figure(contents[path]) for path in cells))


def doubtful(form: FlatForm, contents: Mapping[str, Content]) -> frozenset[str]:
    """Return the cells that take part in a rule that fails and of which one is zero: only zeros prove anything."""
    failing = _failing(
        form,
        contents,
        lambda cells: (
            any(is_zero(contents[path]) for path in cells) and any(is_figure(contents[path]) for path in cells)
        ),
    )
    return frozenset(path for _, constraint in failing for path in constraint.cells)


def _failing(
    form: FlatForm, contents: Mapping[str, Content], concerned: Callable[[tuple[str, ...]], bool]
) -> tuple[tuple[str, Constraint], ...]:
    suspects = [
        (rule, constraint)
        for rule, constraint in _constraints(form)
        if constraint.constant or concerned(constraint.cells)
    ]
    if not suspects:
        return ()
    figures = _Numbers(form, contents)
    return tuple((rule, constraint) for rule, constraint in suspects if decide(constraint, figures).outcome == "failed")


@frozen
class _Numbers:
    """The numbers among contents: what a constraint fails on, whatever the missing ones are."""

    form: FlatForm
    contents: Mapping[str, Content]

    def number(self, path: str) -> Number | None:
        """Return the number in a cell, or ``None`` where there is none."""
        return number_in(self.form.by_path[path], self.contents[path])

    def outcome_without(self, missing: Iterable[str]) -> Literal["undecided", "not_applicable"]:
        """Say that nothing follows: only failures are asked for."""
        del missing
        return "undecided"


def is_figure(content: Content) -> bool:
    """Whether there is a number, and it is not zero."""
    return not isinstance(content, Mark) and content != 0


def is_zero(content: Content) -> bool:
    """Whether there is a count, and it is zero."""
    return isinstance(content, int) and content == 0
