"""What rules that compare two reports have in common: two numbers side by side, and why they may not be compared."""

from __future__ import annotations

import operator
from typing import TYPE_CHECKING, Literal, TypeAlias

from attrs import frozen

from govinfo_schema.findings import Severity
from govinfo_schema.messages import Text
from govinfo_schema.rules.deciding import add
from govinfo_schema.rules.figures import Number, written
from govinfo_schema.rules.model import Example, Verdict
from govinfo_schema.versions import version_named

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from govinfo_schema.rules.earlier import Earlier
    from govinfo_schema.rules.figures import Figures

Relation: TypeAlias = Literal["=", "<=", "<"]
_HOLDS: dict[Relation, Callable[[Number, Number], bool]] = {"=": operator.eq, "<=": operator.le, "<": operator.lt}
_SOME_ORGAN = "某某县某某局"
_NOT_THEN = Text(
    "无法判断：上一年的报告中，对应的格没有数字。",
    "This cannot be judged: in the report of the year before a corresponding cell holds no number.",
)
_NO_COUNTERPART = Text(
    "不适用：上一年的表式没有可比的项目。", "Not applicable: the form of the year before has no cells that compare."
)


@frozen(kw_only=True)
class Pair:
    """Two numbers that a rule compares, the first from the report that is checked.

    Attributes:
        cells: cells of this report that take part.
        left: the number of this report; ``None`` where a cell holds none.
        right: what it is compared with; ``None`` where that is not known.
        words: what a failure says.
        relation: what must hold between them.
        instance: which instance of the rule.
        severity: how grave a failure is, where it is not as grave as the rule.
    """

    cells: tuple[str, ...]
    left: Number | None
    right: Number | None
    words: Text
    relation: Relation = "="
    instance: str = ""
    severity: Severity | None = None

    def verdict(self, figures: Figures) -> Verdict:
        """Judge the pair; ``figures`` are those of the report that is checked."""
        missing = figures.missing(self.cells)
        if missing:
            outcome = figures.outcome_without(missing)
            return Verdict(
                outcome=outcome, cells=self.cells, missing=missing, instance=self.instance, severity=self.severity
            )
        if self.left is None or self.right is None:
            return Verdict(
                outcome="undecided", cells=self.cells, reason=_NOT_THEN, instance=self.instance, severity=self.severity
            )
        holds = _HOLDS[self.relation](self.left, self.right)
        return Verdict(
            outcome="passed" if holds else "failed",
            cells=self.cells,
            reason=None if holds else self.words,
            instance=self.instance,
            severity=self.severity,
            sides=(self.left, self.right),
        )


def blocked(figures: Figures, earlier: Earlier, cells: tuple[str, ...], needed: Iterable[str]) -> Verdict | None:
    """Return the verdict on a rule across years whose reports cannot be compared; ``None`` where they can be.

    Args:
        figures: those of this year.
        earlier: those of the year before.
        cells: cells of this report that take part.
        needed: cells of the form of this report of which the rule needs the figures of the year before.
    """
    obstacle = earlier.obstacle(figures)
    if obstacle is not None:
        return Verdict(outcome="undecided", cells=cells, reason=undecided_because(obstacle))
    if not any(path in earlier.cells for path in needed):
        return Verdict(outcome="not_applicable", cells=cells, reason=_NO_COUNTERPART)
    return None


def blocked_for_others(
    figures: Figures, earlier: Earlier, cells: tuple[str, ...], needed: Iterable[str]
) -> Verdict | None:
    """Do as ``blocked``, for a rule that two different organs cannot keep."""
    if earlier.same_organ(figures) is False:
        names = earlier.report.agency.name, figures.report.agency.name
        reason = Text(
            f"两份报告的机关不同（{names[0]}、{names[1]}）。",
            f"The organs of the reports differ ({names[0]}, {names[1]}).",
        )
        return Verdict(outcome="undecided", cells=cells, reason=undecided_because(reason))
    return blocked(figures, earlier, cells, needed)


def undecided_because(reason: Text) -> Text:
    """Return the sentence that something cannot be judged, and why."""
    return Text(f"无法判断：{reason.zh}", f"This cannot be judged: {reason.en}")


def beside(earlier: Earlier, left: Number | None, right: Number | None, note: Text) -> Text:
    """Say which numbers stand against each other, with the year of the second, and then ``note``."""
    if left is None or right is None:
        return note
    year = earlier.report.year
    return Text(
        f"本年 {written(left)}，据 {year} 年报告应为 {written(right)}。{note.zh}",
        f"This year has {written(left)}, the report of {year} leads to {written(right)}. {note.en}",
    )


def added(*numbers: Number | None) -> Number | None:
    """Return the sum of ``numbers``, ``None`` where one is not known."""
    total: Number = 0
    for number in numbers:
        if number is None:
            return None
        total = add(total, number, 1)
    return total


def negative(number: Number | None) -> Number | None:
    """Return ``number`` with the other sign, ``None`` where it is not known."""
    return None if number is None else add(0, number, -1)


def two_years(form_name: str, now: dict[str, object], then: dict[str, object]) -> Example:
    """Make an example of the figures of one organ in two consecutive years of one form."""
    year = version_named(form_name).first_year + 1
    return Example(
        values=now,
        agency=_SOME_ORGAN,
        scope="own_organ",
        year=year,
        previous=Example(values=then, agency=_SOME_ORGAN, scope="own_organ", year=year - 1),
    )
