"""Totals over organs. A total over an incomplete set of organs is no number, and says who is missing.

Who is missing can only be told from a list of the organs that should be there. Without one, every organ that the panel
has in any year is expected in all of them. Figures of different scopes are never added up: a whole region holds its
organs already.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from attrs import evolve, frozen

from govinfo_schema.forms import form_named
from govinfo_schema.messages import Text
from govinfo_schema.observations import REPORTED
from govinfo_schema.panel.coverage import years_between
from govinfo_schema.panel.series import all_series
from govinfo_schema.versions import version_of_year

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import pyarrow as pa

_NOT_ADDED_UP = {
    "proactive_disclosure.other_external_services.": Text(
        "各省对“其他对外管理服务事项”的理解不同（是否含处罚、强制），跨地区合计没有意义。",
        "Provinces read “other external services” in opposite ways (with penalties and compulsion, or without): "
        "a total over regions has no meaning.",
    ),
}
"""Figures that cannot be added up over regions, by the beginning of their paths, with the reason."""


@frozen(kw_only=True)
class Total:
    """The total of a figure over organs in one year.

    Attributes:
        scope: scope of the figures that are added up.
        year: report year.
        value: the total; ``None`` where the set is incomplete.
        known_part: the sum of the numbers that are there; it is no total where the set is incomplete.
        organs: how many organs have a number.
        without_number: organs whose report holds no number there, with the state of the cell.
        several: organs of which the panel has more than one report for the year.
        absent: expected organs without a report.
        note: what to know before the total is used; ``None`` as a rule.
    """

    scope: str
    year: int
    value: int | None
    known_part: int
    organs: int
    without_number: dict[str, str]
    several: tuple[str, ...]
    absent: tuple[str, ...]
    note: Text | None = None

    @property
    def complete(self) -> bool:
        """Whether each organ has exactly one number."""
        return not (self.without_number or self.several or self.absent)


@frozen
class _Figure:
    agency: str
    scope: str
    year: int
    value: int | None
    state: str


def totals(table: pa.Table, name: str, *, expected: Iterable[str] | None = None) -> tuple[Total, ...]:
    """Add up a figure over organs, year by year.

    Args:
        table: a layer of a panel: of cells, or the harmonised one.
        name: path of the cell, or id of the series.
        expected: names of the organs that should be there, figures of others are left out; by default those that the
            panel has in any year.

    Returns:
        A total for each scope and each year from the first to the last in which the panel has a report with this
        figure, in order; years between whose form has no such figure are left out. A total has a value only where each
        organ has exactly one number; rows without an organ or a year belong to no total.
    """
    wanted = None if expected is None else tuple(dict.fromkeys(expected))
    figures, of_panel = _figures(table, name), _organs(table)
    note = caution(name)
    found: list[Total] = []
    for scope in sorted({figure.scope for figure in figures}):
        of_scope = [figure for figure in figures if figure.scope == scope]
        organs = wanted or of_panel[scope]
        there = {figure.year for figure in of_scope}
        for year in years_between(there):
            if year in there or _is_asked(name, year):
                added = [figure for figure in of_scope if figure.year == year and figure.agency in organs]
                found.append(evolve(_total(scope, year, added, organs), note=note))
    return tuple(found)


def caution(name: str) -> Text | None:
    """Return what to know before the cell or series called ``name`` is added up over organs."""
    return next((text for start, text in _NOT_ADDED_UP.items() if name.startswith(start)), None)


def _is_asked(name: str, year: int) -> bool:
    """Whether the form of a year has the figure called ``name``."""
    version = version_of_year(year)
    return version is not None and (
        name in form_named(version.name).by_path
        or any(each.id == name and version.name in each.cells for each in all_series())
    )


def _figures(table: pa.Table, name: str) -> list[_Figure]:
    import pyarrow.compute as pc  # noqa: PLC0415 - loaded with the first total only

    of_layer: Any = table
    column = "series" if "series" in table.column_names else "cell"
    rows = of_layer.filter(pc.field(column) == name).select(["agency", "scope", "year", "value", "state"]).to_pylist()
    return [_Figure(**row) for row in rows if row["agency"] is not None and row["year"] is not None]


def _organs(table: pa.Table) -> dict[str, tuple[str, ...]]:
    """Return the organs of a panel by the scope of their figures, whatever figures they have."""
    whose: Any = table
    rows = whose.select(["scope", "agency", "year"]).group_by(["scope", "agency"]).aggregate([("year", "count")])
    found: dict[str, list[str]] = {}
    for row in rows.to_pylist():
        if row["agency"] is not None and row["year_count"]:
            found.setdefault(row["scope"], []).append(row["agency"])
    return {scope: tuple(agencies) for scope, agencies in found.items()}


def _total(scope: str, year: int, figures: Sequence[_Figure], wanted: Sequence[str]) -> Total:
    counted = Counter(figure.agency for figure in figures)
    single = [figure for figure in figures if counted[figure.agency] == 1]
    known = [figure.value for figure in single if figure.value is not None]
    total = Total(
        scope=scope,
        year=year,
        value=None,
        known_part=sum(known),
        organs=len(known),
        without_number={figure.agency: figure.state for figure in single if figure.state != REPORTED},
        several=tuple(name for name, times in counted.items() if times > 1),
        absent=tuple(name for name in wanted if name not in counted),
    )
    return evolve(total, value=total.known_part) if total.complete else total
