"""Rules that say that figures are at most others: they bound what may be proposed, and tell no figure themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import frozen

from govinfo_schema.repair.elimination import Row
from govinfo_schema.rules import catalogue
from govinfo_schema.rules.binding import is_eased, not_comparable

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from govinfo_schema.forms import Report
    from govinfo_schema.repair.search import Changes
    from govinfo_schema.repair.system import Part
    from govinfo_schema.rules import Constraint, Rule


@frozen
class Limit:
    """An inequality that holds: ``left`` plus the changes of its cells must stay at most 0."""

    row: Row
    left: int

    def holds_after(self, changes: Changes) -> bool:
        """Say whether it holds after ``changes``."""
        return self.left + sum(self.row.get(cell, 0) * change for cell, change in changes.items()) <= 0


def binding_limits(report: Report) -> Iterator[tuple[Rule, Constraint]]:
    """Yield the inequalities whose failure is an error, and that bind ``report``."""
    for rule in catalogue(report.form):
        if rule.severity == "error" and not_comparable(rule, report) is None and not is_eased(rule, report):
            yield from ((rule, constraint) for constraint in rule.constraints if constraint.relation == "<=")


def limits_of(part: Part, report: Report, numbers: Mapping[str, object]) -> tuple[Limit, ...]:
    """Return the inequalities with cells of ``part`` that hold in ``report``, all other cells staying as they are."""
    number_of = {path: cell for cell, path in enumerate(part.paths)}
    limits: list[Limit] = []
    for _, constraint in binding_limits(report):
        row = {number_of[path]: factor for factor, path in constraint.terms if path in number_of}
        left = constraint.constant
        for factor, path in constraint.terms:
            number = numbers.get(path)
            if type(number) is not int:
                break
            left += factor * number
        else:
            if row and left <= 0:
                limits.append(Limit(row, left))
    return tuple(limits)
