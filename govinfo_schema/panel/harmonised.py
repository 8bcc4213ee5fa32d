"""The harmonised layer of a panel: each series of each report, with its comparability to the report before.

A sum of cells is formed only where every part holds a number; otherwise it stays null, and its state says why. Nothing
here looks at figures to decide what compares: that follows from the years and from the definitions of the series.
"""

from __future__ import annotations

from bisect import bisect_left
from functools import cache
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
import pyarrow as pa
from attrs import define, field, frozen
from numpy.typing import NDArray

from govinfo_schema.errors import StructureError
from govinfo_schema.forms import form_named
from govinfo_schema.messages import Text
from govinfo_schema.observations import INCOMPLETE, OBS_STATUS
from govinfo_schema.panel.columns import SERIES, schema_of
from govinfo_schema.panel.series import COMPARABILITIES, Series, all_series, weakest
from govinfo_schema.panel.words import Words, dictionary, renamed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from govinfo_schema.panel.words import Column

SCHEMA = schema_of(SERIES)
WHOSE = ("report", "agency", "region_code", "scope", "year", "form")
Organ: TypeAlias = "tuple[str | None, str | None, str | None]"
Before: TypeAlias = "tuple[int, tuple[str, ...]]"
"""A report year, and the forms of the reports from it: one as a rule."""


@frozen
class Head:
    """Whose report the rows of a batch belong to, and where they begin."""

    row: int
    organ: Organ
    year: int | None
    form: str


@define
class Years:
    """The report years of each organ in a panel, with their forms.

    An organ is its name, its region and the scope of its figures.
    """

    of_organ: dict[Organ, list[tuple[int, str]]] = field(factory=dict[Organ, "list[tuple[int, str]]"])

    def note(self, organ: Organ, year: int | None, form: str) -> None:
        """Note a report."""
        if year is None or organ[0] is None:
            return
        reports = self.of_organ.setdefault(organ, [])
        at = bisect_left(reports, (year, form))
        if at == len(reports) or reports[at] != (year, form):
            reports.insert(at, (year, form))

    def before(self, organ: Organ, year: int | None) -> Before | None:
        """Return the last year before ``year`` from which the panel has a report of this organ, and its forms."""
        if year is None or organ not in self.of_organ:
            return None
        reports = self.of_organ[organ]
        at = bisect_left(reports, (year, ""))
        if not at:
            return None
        last, _ = reports[at - 1]
        return last, tuple(form for other, form in reports[:at] if other == last)


def heads_of(batch: pa.RecordBatch) -> list[Head]:
    """Return the reports whose rows a batch of the layer of cells holds, each of them whole.

    Raises:
        StructureError: rows of a report are missing.
    """
    numbers = np.asarray(_column(batch, "report"))
    starts = np.flatnonzero(np.diff(numbers, prepend=-1))
    heads_only: Any = batch.select(list(WHOSE))
    whose: Any = heads_only.take(starts).to_pylist()
    sizes = np.diff(starts, append=batch.num_rows).tolist()
    heads: list[Head] = []
    for row, size, each in zip(starts.tolist(), sizes, whose, strict=True):
        if size != len(form_named(each["form"]).cells):
            raise _not_whole(each["report"])
        heads.append(Head(row, (each["agency"], each["region_code"], each["scope"]), each["year"], each["form"]))
    return heads


def _not_whole(report: int) -> StructureError:
    return StructureError(
        Text(f"面板中第 {report} 份报告的单元格不全。", f"Cells of report {report} are missing from the panel."),
        advice=Text("请用未经筛选的面板。", "Use the panel before rows are filtered out of it."),
    )


def series_batches(cells: Iterable[pa.RecordBatch], years: Years) -> Iterator[pa.RecordBatch]:
    """Yield the rows of the harmonised layer for batches of the layer of cells.

    Args:
        cells: batches that hold whole reports, as ``cells.batches`` makes them.
        years: the years of all reports of the panel.
    """
    for batch in cells:
        heads = heads_of(batch)
        for form_name in dict.fromkeys(head.form for head in heads):
            of_form = [head for head in heads if head.form == form_name]
            yield _OfForm(batch, of_form, _layout(form_name)).rows(years)


@frozen(eq=False)
class _Layout:
    """Which cells of a form make up which series."""

    series: tuple[Series, ...]
    parts: tuple[NDArray[np.int64], ...]
    money: NDArray[np.bool_]


@cache
def _layout(form_name: str) -> _Layout:
    form = form_named(form_name)
    position = {path: at for at, path in enumerate(form.paths)}
    series = tuple(each for each in all_series() if form_name in each.cells)
    parts = tuple(np.array([position[path] for path in each.cells[form_name]]) for each in series)
    return _Layout(series, parts, np.array([each.cell.kind == "money" for each in series]))


class _OfForm:
    """The reports of one form in a batch, as a table of reports by cells."""

    def __init__(self, batch: pa.RecordBatch, heads: list[Head], layout: _Layout) -> None:
        self.batch, self.heads, self.layout = batch, heads, layout
        size = len(form_named(heads[0].form).cells)
        starts = np.array([head.row for head in heads])
        self.rows_of_cells = starts[:, None] + np.arange(size)
        self.first_cells = np.column_stack([self.rows_of_cells[:, parts[0]] for parts in layout.parts]).ravel()

    def rows(self, years: Years) -> pa.RecordBatch:
        """Return the rows of the harmonised layer."""
        size = len(self.layout.series)
        first_rows = np.repeat([head.row for head in self.heads], size)
        whose = {name: _taken(self.batch, name, first_rows) for name in WHOSE}
        words = Words()
        ids = words.numbers(each.id for each in self.layout.series)
        columns: dict[str, Column] = {
            **whose,
            "series": words.array(np.tile(ids, len(self.heads))),
            **self._figures(),
            **self._comparisons(years),
        }
        return pa.record_batch([columns[column.name] for column in SERIES], schema=SCHEMA)

    def _figures(self) -> dict[str, Column]:
        values = _column(self.batch, "value")
        numbers = np.asarray(values.fill_null(0))[self.rows_of_cells]
        known = np.asarray(values.is_valid())[self.rows_of_cells]
        states = self._states()
        parts = self.layout.parts
        sums = np.column_stack([numbers[:, of_series].sum(axis=1) for of_series in parts]).ravel()
        whole = np.column_stack([known[:, of_series].all(axis=1) for of_series in parts]).ravel()
        return {
            "value": pa.array(sums, mask=~whole),
            "amount": _taken(self.batch, "amount", self.first_cells),
            "unit": _taken(self.batch, "unit", self.first_cells),
            "state": states,
            "obs_status": renamed(states, OBS_STATUS),
        }

    def _states(self) -> Column:
        column = _column(self.batch, "state")
        words: list[str] = [*column.dictionary.to_pylist(), INCOMPLETE]
        numbers = np.asarray(column.indices)[self.rows_of_cells]
        incomplete = len(words) - 1
        of_series = [_common(numbers[:, parts], incomplete) for parts in self.layout.parts]
        return dictionary(np.column_stack(of_series).ravel().astype(np.int32), pa.array(words))

    def _comparisons(self, years: Years) -> dict[str, Column]:
        before = [years.before(head.organ, head.year) for head in self.heads]
        size = len(self.layout.series)
        compared = np.repeat([each[0] if each else 0 for each in before], size).astype(np.int32)
        verdicts = np.concatenate(
            [_verdicts(head.form, earlier, head.year) for head, earlier in zip(self.heads, before, strict=True)]
        )
        return {
            "compared_with": pa.array(compared, mask=compared == 0),
            "comparability": dictionary(verdicts, pa.array(COMPARABILITIES)),
        }


def _taken(batch: pa.RecordBatch, name: str, rows: NDArray[np.int64]) -> Column:
    taken: Column = _column(batch, name).take(rows)
    return taken


def _column(batch: Any, name: str) -> Any:  # noqa: ANN401 - the stubs of Arrow do not say what type its values have
    return batch.column(name)


def _common(numbers: NDArray[np.int32], otherwise: int) -> NDArray[np.int32]:
    """Return the number that a row of numbers has in common, or ``otherwise``."""
    first = numbers[:, 0]
    return np.where((numbers == first[:, None]).all(axis=1), first, otherwise)


@cache
def _verdicts(form_name: str, before: Before | None, later: int | None) -> NDArray[np.int32]:
    series = _layout(form_name).series
    if before is None or later is None:
        return np.full(len(series), -1, np.int32)
    earlier, forms = before
    verdicts = (weakest([each.comparability(earlier, later, (form, form_name)) for form in forms]) for each in series)
    return np.array([COMPARABILITIES.index(verdict) for verdict in verdicts], np.int32)
