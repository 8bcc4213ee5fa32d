"""Totals over organs. A total over an incomplete set of organs is no number, and says who is missing.

Who is missing can only be told from a list of the organs that should be there. Without one, every organ that the panel
has in any year is expected in all of them.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from attrs import evolve, frozen

from govinfo_schema.panel.columns import REPORTED

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import pyarrow as pa


@frozen(kw_only=True)
class Total:
    """The total of a figure over organs in one year.

    Attributes:
        year: report year.
        value: the total; ``None`` where the set is incomplete.
        known_part: the sum of the numbers that are there; it is no total where the set is incomplete.
        organs: how many organs have a number.
        without_number: organs whose report holds no number there, with the state of the cell.
        several: organs of which the panel has more than one report for the year.
        absent: expected organs without a report.
    """

    year: int
    value: int | None
    known_part: int
    organs: int
    without_number: dict[str, str]
    several: tuple[str, ...]
    absent: tuple[str, ...]

    @property
    def complete(self) -> bool:
        """Whether each organ has exactly one number."""
        return not (self.without_number or self.several or self.absent)


@frozen
class _Figure:
    agency: str
    year: int
    value: int | None
    state: str


def totals(table: pa.Table, name: str, *, expected: Iterable[str] | None = None) -> tuple[Total, ...]:
    """Add up a figure over organs, year by year.

    Args:
        table: a layer of a panel: of cells, or the harmonised one.
        name: path of the cell, or id of the series.
        expected: names of the organs that should be there; by default those that the panel has in any year.

    Returns:
        A total for each year in which the panel has a report with this figure, in order. It has a value only where
        each organ has exactly one number; rows without an organ or a year belong to no total.
    """
    figures = _figures(table, name)
    wanted = tuple(dict.fromkeys(expected if expected is not None else (figure.agency for figure in figures)))
    years = sorted({figure.year for figure in figures})
    return tuple(_total(year, [figure for figure in figures if figure.year == year], wanted) for year in years)


def _figures(table: pa.Table, name: str) -> list[_Figure]:
    import pyarrow.compute as pc  # noqa: PLC0415 - loaded with the first total only

    of_layer: Any = table
    column = "series" if "series" in table.column_names else "cell"
    rows = of_layer.filter(pc.field(column) == name).select(["agency", "year", "value", "state"]).to_pylist()
    return [_Figure(**row) for row in rows if row["agency"] is not None and row["year"] is not None]


def _total(year: int, figures: Sequence[_Figure], wanted: Sequence[str]) -> Total:
    counted = Counter(figure.agency for figure in figures)
    single = [figure for figure in figures if counted[figure.agency] == 1]
    known = [figure.value for figure in single if figure.value is not None]
    total = Total(
        year=year,
        value=None,
        known_part=sum(known),
        organs=len(known),
        without_number={figure.agency: figure.state for figure in single if figure.state != REPORTED},
        several=tuple(name for name, times in counted.items() if times > 1),
        absent=tuple(name for name in wanted if name not in counted),
    )
    return evolve(total, value=total.known_part) if total.complete else total
