"""Findings that have one cause: one wrong cell breaks every identity that it takes part in.

Joining is for telling people. It says which cells findings have in common, never what should stand in them, and each
finding stays what it is.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, TypeVar

from attrs import frozen

from govinfo_schema.findings import SEVERITIES, Finding, Severity

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from govinfo_schema.cells import FlatForm

_Key = TypeVar("_Key", str, tuple[str, str])
_SEVERAL = 2


@frozen(kw_only=True)
class Cause:
    """Findings that are told together.

    Attributes:
        findings: the findings, the gravest first; one alone where it shares its cause with no other.
        cells: the cells that all of them have in common: for failed checks the cells that may be wrong, for undecided
            ones the cells without a number. Empty for a finding alone.
    """

    findings: tuple[Finding, ...]
    cells: tuple[str, ...] = ()

    @property
    def severity(self) -> Severity:
        """The gravest of the severities."""
        return SEVERITIES[min(SEVERITIES.index(finding.severity) for finding in self.findings)]


def causes_of_failures(findings: Sequence[Finding]) -> tuple[Cause, ...]:
    """Join the failed equations and inequalities that share a cell.

    The cell that most of them share is the first cause; what remains is looked at again. Of cells that are shared by
    equally many, those count less that also stand in equations that hold, because a wrong cell would break these, too.

    Args:
        findings: findings on one report, of any outcome.

    Returns:
        The causes, each failed finding in exactly one of them, the gravest first, then in the order of the findings.
    """
    held = Counter(path for each in findings if each.outcome == "passed" for path in set(each.cells))
    linear = [each for each in findings if each.failed and each.left is not None]
    joined = _joined(linear, lambda finding: finding.cells, lambda path: -held[path])
    causes = [Cause(findings=group, cells=_least(_shared(group), held)) for group in joined]
    alone = [Cause(findings=(each,)) for each in findings if each.failed and not _is_in(each, joined)]
    return _in_order([*causes, *alone], findings)


def causes_of_doubt(findings: Sequence[Finding], form: FlatForm) -> tuple[Cause, ...]:
    """Join the checks that cannot be decided because cells of one row hold no number.

    Args:
        findings: findings on one report, of any outcome.
        form: the form of the report.

    Returns:
        The causes, each undecided finding in exactly one of them; ``cells`` are the cells of the row that they miss.
    """

    def rows_of(finding: Finding) -> list[tuple[str, str]]:
        cells = (form.by_path[path] for path in finding.missing if path in form.by_path)
        return [(cell.table, cell.row) for cell in cells]

    undecided = [each for each in findings if each.outcome == "undecided"]
    joined = _joined(undecided, rows_of, lambda _: 0)
    causes: list[Cause] = []
    for group in joined:
        row = next(row for row in rows_of(group[0]) if all(row in rows_of(each) for each in group))
        missing = {path for each in group for path in each.missing}
        cells = tuple(cell.path for cell in form.cells if (cell.table, cell.row) == row and cell.path in missing)
        causes.append(Cause(findings=group, cells=cells))
    alone = [Cause(findings=(each,)) for each in undecided if not _is_in(each, joined)]
    return _in_order([*causes, *alone], findings)


def _joined(
    findings: Sequence[Finding], keys_of: Callable[[Finding], Iterable[_Key]], weight: Callable[[_Key], int]
) -> list[tuple[Finding, ...]]:
    """Take away, again and again, all findings with the key that most of the remaining ones share."""
    groups: list[tuple[Finding, ...]] = []
    rest = list(findings)
    while True:
        counted = Counter(key for finding in rest for key in dict.fromkeys(keys_of(finding)))
        if max(counted.values(), default=0) < _SEVERAL:
            return groups
        key = max(counted, key=lambda key: (counted[key], weight(key)))
        group = [finding for finding in rest if key in keys_of(finding)]
        rest = [finding for finding in rest if not _is_in(finding, [group])]
        groups.append(tuple(sorted(group, key=lambda finding: SEVERITIES.index(finding.severity))))


def _shared(group: Sequence[Finding]) -> list[str]:
    common = set(group[0].cells).intersection(*(finding.cells for finding in group))
    return [path for path in group[0].cells if path in common]


def _least(cells: Sequence[str], held: Counter[str]) -> tuple[str, ...]:
    """Return those of ``cells`` that stand in the fewest equations that hold."""
    least = min(held[path] for path in cells)
    return tuple(dict.fromkeys(path for path in cells if held[path] == least))


def _is_in(finding: Finding, groups: Iterable[Sequence[Finding]]) -> bool:
    return any(finding is other for group in groups for other in group)


def _in_order(causes: Sequence[Cause], findings: Sequence[Finding]) -> tuple[Cause, ...]:
    position = {id(finding): at for at, finding in enumerate(findings)}
    return tuple(
        sorted(
            causes,
            key=lambda cause: (
                SEVERITIES.index(cause.severity),
                min(position[id(finding)] for finding in cause.findings),
            ),
        )
    )
