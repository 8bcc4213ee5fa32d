"""The reports of the parts whose figures a report adds up: of departments, of townships, of the organ itself."""

from __future__ import annotations

from collections import Counter
from functools import cached_property
from typing import TYPE_CHECKING

from attrs import field, frozen

# Read at run time: attrs and callers look at the annotations.
from govinfo_schema.arguments import names_in, report_in, reports_in, require_word
from govinfo_schema.forms import Report
from govinfo_schema.messages import Text
from govinfo_schema.report import SCOPES, Scope
from govinfo_schema.rules.figures import Figures, bare_name
from govinfo_schema.showing import Shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from govinfo_schema.reading import Reading


def _reports(given: Iterable[Report | Reading]) -> tuple[Report, ...]:
    return tuple(report_in(each, "Parts") for each in reports_in(given, "Parts"))


def _require_scope(_parts: Parts, _field: object, scope: Scope | None) -> None:
    if scope is not None:
        require_word("scope", scope, SCOPES)


def _names(given: Iterable[str] | None) -> tuple[str, ...] | None:
    return None if given is None else names_in(given, "expected")


@frozen(kw_only=True, repr=False)
class Parts(Shown):
    """What is known of the parts of a report.

    Attributes:
        reports: the reports of the parts, or readings of them, of the same form and year as the whole.
        scope: whose figures the whole declares to hold; ``None`` takes what the report itself says.
        expected: names of the organs that must be among the parts. Without it the reports that are given count as all.

    Raises:
        TypeError: one of the reports is neither a report nor a reading, or the names are no list.
        ValueError: there is no such scope.
    """

    reports: tuple[Report, ...] = field(converter=_reports)
    scope: Scope | None = field(default=None, validator=_require_scope)
    expected: tuple[str, ...] | None = field(default=None, converter=_names)

    def in_short(self) -> str:
        """Count the reports, and the organs that should be there."""
        expected = "" if self.expected is None else f", {len(self.expected)} organs expected"
        return f"{len(self.reports)} reports, scope {self.scope or 'as stated'}{expected}"

    def declared(self, whole: Report) -> Scope:
        """Return the scope of ``whole``: the declared one, or else the one that the report states."""
        return whole.scope if self.scope is None else self.scope

    def usable(self, whole: Report) -> tuple[Figures, ...]:
        """Return the figures of the parts that have the form and the year of ``whole``."""
        return tuple(figures for figures in self._figures if _fits(figures.report, whole))

    @cached_property
    def _figures(self) -> tuple[Figures, ...]:
        return tuple(Figures(report) for report in self.reports)

    def missing(self, whole: Report) -> tuple[str, ...]:
        """Return the names of the expected organs of which no usable report is given, as they were written."""
        given = {bare_name(figures.report.agency.name or "") for figures in self.usable(whole)}
        return tuple(name for name in self.expected or () if bare_name(name) not in given)

    def obstacle(self, whole: Report) -> Text | None:
        """Say why the parts are not all there, or not all usable; ``None`` where they are."""
        found = tuple(self._obstacles(whole))
        return Text("；".join(each.zh for each in found), "; ".join(each.en for each in found)) if found else None

    def _obstacles(self, whole: Report) -> Iterator[Text]:
        missing = self.missing(whole)
        if missing:
            yield Text(f"缺少这些单位的报告：{'、'.join(missing)}", f"no report of these organs: {', '.join(missing)}")
        unfit = [_named(report) for report in self.reports if not _fits(report, whole)]
        if unfit:
            yield Text(
                f"这些报告的表式或年度与本报告不同，不能相加：{'、'.join(unfit)}",
                f"these reports have another form or year and cannot be added: {', '.join(unfit)}",
            )
        names = Counter(bare_name(report.agency.name) for report in self.reports if report.agency.name)
        twice = [name for name, times in names.items() if times > 1]
        if twice:
            yield Text(
                f"这些单位有不止一份报告：{'、'.join(twice)}", f"there are several reports of: {', '.join(twice)}"
            )
        if not self.reports:
            yield Text("没有任何下属单位的报告", "there is no report of any part")


def require_parts(parts: object) -> None:
    """Refuse what is given as the parts of a report and is something else.

    Raises:
        TypeError: it is; says how parts are given.
    """
    if parts is not None and not isinstance(parts, Parts):
        raise TypeError(
            f"validate() takes as parts Parts(reports=[...], scope=...), not {type(parts).__name__}: "
            "whose figures a report holds has to be said."
        )


def _fits(part: Report, whole: Report) -> bool:
    return part.form == whole.form and part.year is not None and part.year == whole.year


def _named(report: Report) -> str:
    return f"{report.agency.name or '?'}（{report.form}，{report.year or '?'}）"
