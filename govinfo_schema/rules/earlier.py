"""The figures of the year before, by the cells of the form that is being checked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from govinfo_schema.messages import Text
from govinfo_schema.rules.deciding import add
from govinfo_schema.rules.figures import Figures, bare_name

if TYPE_CHECKING:
    from collections.abc import Mapping

    from govinfo_schema.forms import Report
    from govinfo_schema.report import Agency
    from govinfo_schema.rules.figures import Number


class Earlier:
    """The report of the year before, for a report that may have another form.

    Attributes:
        report: the report of the year before.
        figures: its figures, in its own form.
        cells: for each cell of the form that is being checked, the cells of ``report`` whose sum is the same concept. A
            cell that is missing has no counterpart.
    """

    def __init__(self, report: Report, cells: Mapping[str, tuple[str, ...]]) -> None:
        """Take the figures of ``report`` once."""
        self.report = report
        self.figures = Figures(report)
        self.cells = cells

    def number(self, path: str) -> Number | None:
        """Return what the year before had for the cell at ``path`` of the form that is being checked.

        Returns:
            The number, or the sum of the corresponding numbers; ``None`` where there is no counterpart, or where one of
            them is no number.
        """
        if path not in self.cells:
            return None
        total: Number = 0
        for each in self.cells[path]:
            number = self.figures.number(each)
            if number is None:
                return None
            total = add(total, number, 1)
        return total

    def obstacle(self, figures: Figures) -> Text | None:
        """Say why the two reports cannot be compared: a year is unknown, or they are not of consecutive years."""
        now, then = figures.report.year, self.report.year
        if now is None or then is None:
            return Text(
                "两份报告须都写明报告年度，才能判断是否为相邻两年。",
                "Both reports must state their year, so that they are known to be of consecutive years.",
            )
        if then != now - 1:
            return Text(
                f"所给上年报告为 {then} 年，本报告为 {now} 年，不是相邻两年；请换用 {now - 1} 年的报告。",
                f"The report given as the previous one is of {then}, this one of {now}; give the report of {now - 1}.",
            )
        return None

    def same_organ(self, figures: Figures) -> bool | None:
        """Say whether both reports are of one organ; ``None`` where a name is not known."""
        return _same(figures.report.agency, self.report.agency)

    def same_scope(self, figures: Figures) -> bool | None:
        """Say whether both reports have one scope; ``None`` where it is not known of one of them."""
        scopes = {figures.report.scope, self.report.scope}
        return None if "unknown" in scopes else len(scopes) == 1


def _same(one: Agency, other: Agency) -> bool | None:
    if one.region_code and other.region_code and one.region_code != other.region_code:
        return False
    if one.name is None or other.name is None:
        return None
    return bare_name(one.name) == bare_name(other.name)
