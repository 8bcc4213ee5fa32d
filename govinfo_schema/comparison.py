"""Two reports compared cell by cell: two editions, two years, or two forms, which the crosswalks lay side by side."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Literal, TypeAlias, get_args

from attrs import frozen

from govinfo_schema.arguments import report_in
from govinfo_schema.forms import cell_values, form_named
from govinfo_schema.marks import CellValue, Mark, Money, shown
from govinfo_schema.messages import Text
from govinfo_schema.panel.series import Comparability, all_series, series_of
from govinfo_schema.showing import Shown
from govinfo_schema.tables import Column, Table
from govinfo_schema.words import STATES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from govinfo_schema.forms import Report
    from govinfo_schema.panel.series import Series
    from govinfo_schema.reading import Reading
    from govinfo_schema.tables import Content

Change: TypeAlias = Literal["equal", "changed", "appeared", "disappeared", "no_number", "first_only", "second_only"]
CHANGES: tuple[Change, ...] = get_args(Change)


@frozen(kw_only=True, repr=False)
class Difference(Shown):
    """One figure in both reports.

    Attributes:
        series: id of the figure: the path of its cell, where both reports have one form.
        label: printed labels of its cell.
        first: what the first report holds: the number, the marks of its cells, or ``None`` where its form has no such
            figure.
        second: the same of the second report.
        change: ``equal``, ``changed``, ``appeared`` (a number where there was none), ``disappeared``, ``no_number`` (on
            neither side, though the marks may differ), ``first_only`` or ``second_only`` (the other form has no such
            figure).
        difference: second minus first, where both are numbers in one unit that compare.
        comparability: how far the two numbers compare; ``None`` where one form lacks the figure.
    """

    series: str
    label: str
    first: CellValue | tuple[Mark, ...]
    second: CellValue | tuple[Mark, ...]
    change: Change
    difference: int | Decimal | None
    comparability: Comparability | None

    @property
    def differs(self) -> bool:
        """Whether the reports say different things about a figure that both forms have."""
        return self.change in {"changed", "appeared", "disappeared"} or (
            self.change == "no_number" and self.first != self.second
        )

    def in_short(self) -> str:
        """Say what the two reports hold."""
        first, second = (
            "/".join(mark.state for mark in held) if isinstance(held, tuple) else shown(held)
            for held in (self.first, self.second)
        )
        return f"{self.series}: {self.change}, {first} → {second}"


@frozen
class _Side:
    """What one report holds."""

    form: str
    year: int | None
    values: Mapping[str, CellValue]
    marks: Mapping[str, Mark]

    def holds(self, cells: tuple[str, ...]) -> CellValue | tuple[Mark, ...]:
        """Return the number of cells together, or their marks where one of them has none."""
        if len(cells) == 1 and self.values[cells[0]] is not None:
            return self.values[cells[0]]
        counts = [number for path in cells if isinstance(number := self.values[path], int)]
        if len(counts) == len(cells):
            return sum(counts)
        return tuple(self.marks[path] for path in cells if path in self.marks)


def compare(first: Report | Reading, second: Report | Reading) -> tuple[Difference, ...]:
    """Compare two reports figure by figure; both stay as they are.

    Args:
        first: a report in any form, or a reading, whose report is taken.
        second: another one, in the same form or in another.

    Returns:
        One difference for each figure that one of the forms has, in the order of the newer form.

    Raises:
        TypeError: one of them is neither a report nor a reading.
    """
    reports = [report_in(each, "compare") for each in (first, second)]
    sides = tuple(_Side(report.form, report.year, cell_values(report), report.marks) for report in reports)
    return tuple(_differences(*sides))


def _differences(first: _Side, second: _Side) -> Iterator[Difference]:
    if first.form == second.form:
        form = form_named(first.form)
        for path in form.paths:
            comparability = _between(series_of(form.name)[path], first, second)
            yield _difference(path, form.label_of(path), first.holds((path,)), second.holds((path,)), comparability)
        return
    for series in all_series():
        if first.form in series.cells and second.form in series.cells:
            one, other = (side.holds(series.cells[side.form]) for side in (first, second))
            yield _difference(series.id, series.label, one, other, _between(series, first, second))
        elif first.form in series.cells or second.form in series.cells:
            yield _one_sided(series, first, second)


def _one_sided(series: Series, first: _Side, second: _Side) -> Difference:
    """Return a figure that only one form has."""
    in_first = first.form in series.cells
    return Difference(
        series=series.id,
        label=series.label,
        first=first.holds(series.cells[first.form]) if in_first else None,
        second=None if in_first else second.holds(series.cells[second.form]),
        change="first_only" if in_first else "second_only",
        difference=None,
        comparability=None,
    )


def _between(series: Series, one: _Side, other: _Side) -> Comparability:
    """Say how two figures compare: by the forms, and by the years, for a report may have been carried to its form."""
    forms = (one.form, other.form)
    if one.year is None or other.year is None:
        return series.comparability(0, 0, forms)
    return series.comparability(min(one.year, other.year), max(one.year, other.year), forms)


def _difference(
    series: str,
    label: str,
    first: CellValue | tuple[Mark, ...],
    second: CellValue | tuple[Mark, ...],
    comparability: Comparability,
) -> Difference:
    known = (not isinstance(first, tuple), not isinstance(second, tuple))
    changes: dict[tuple[bool, bool], Change] = {
        (True, True): "equal" if first == second else "changed",
        (True, False): "disappeared",
        (False, True): "appeared",
        (False, False): "no_number",
    }
    return Difference(
        series=series,
        label=label,
        first=first,
        second=second,
        change=changes[known],
        difference=None if comparability == "break" else _minus(second, first),
        comparability=comparability,
    )


def _minus(second: object, first: object) -> int | Decimal | None:
    if isinstance(first, int) and isinstance(second, int):
        return second - first
    if isinstance(first, Money) and isinstance(second, Money) and first.unit == second.unit:
        return second.value - first.value
    return None


CHANGE_WORDS: dict[Change, Text] = {
    "equal": Text("相同", "equal"),
    "changed": Text("不同", "changed"),
    "appeared": Text("后者才有数字", "a number in the second only"),
    "disappeared": Text("前者才有数字", "a number in the first only"),
    "no_number": Text("都没有数字", "no number in either"),
    "first_only": Text("仅前者的表式有此项", "only the first form asks"),
    "second_only": Text("仅后者的表式有此项", "only the second form asks"),
}
_COMPARABILITY_WORDS: dict[Comparability, Text] = {
    "exact": Text("可比", "exact"),
    "derivable": Text("可比，由几格相加", "derivable: a sum of cells"),
    "approximate": Text("口径不同", "approximate: counted differently"),
    "break": Text("不可比", "not comparable"),
}
_COLUMNS = (
    Column("series", Text("路径", "Path"), 40),
    Column("label", Text("单元格", "Cell"), 40),
    Column("first", Text("前者", "First"), 12, STATES),
    Column("second", Text("后者", "Second"), 12, STATES),
    Column("difference", Text("差", "Difference"), 12),
    Column("change", Text("变化", "Change"), 20),
    Column("comparability", Text("可比性", "Comparability"), 14, _COMPARABILITY_WORDS),
)


def comparison_table(differences: tuple[Difference, ...], names: tuple[str, str]) -> Table:
    """Return ``differences`` as a table; ``names`` are those of the two reports."""
    return Table(
        name="differences",
        title=Text(f"比较：{names[0]} 与 {names[1]}", f"Comparison of {names[0]} with {names[1]}"),
        columns=_COLUMNS,
        rows=tuple(
            (
                each.series,
                each.label,
                _shown(each.first),
                _shown(each.second),
                each.difference,
                CHANGE_WORDS[each.change],
                each.comparability,
            )
            for each in differences
        ),
    )


def _shown(held: CellValue | tuple[Mark, ...]) -> Content:
    """Return a number, or the states of the marks."""
    return tuple(mark.state for mark in held) if isinstance(held, tuple) else held
