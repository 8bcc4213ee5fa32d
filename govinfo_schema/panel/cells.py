"""The layer of cells of a panel: reports to columns of Arrow, batch by batch."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from itertools import chain, islice
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
from attrs import frozen

from govinfo_schema.cells import FlatForm
from govinfo_schema.forms import all_forms, form_named, form_of
from govinfo_schema.marks import Money
from govinfo_schema.observations import OBS_STATUS, OUT_OF_RANGE, REPORTED
from govinfo_schema.panel.columns import (
    AMOUNT,
    CELLS,
    COUNT,
    MOST_PLACES,
    schema_of,
)
from govinfo_schema.panel.words import Scattered, Words, dictionary, renamed, repeated
from govinfo_schema.reading import Reading

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from govinfo_schema.forms import Report
    from govinfo_schema.marks import CellValue
    from govinfo_schema.panel.words import Column
    from govinfo_schema.provenance import Provenance

    Numbers = NDArray[np.int32]

SCHEMA = schema_of(CELLS)
REPORTS_PER_BATCH = 1000
LARGEST = 10**18
"""The largest count that the panel holds: sums of a few of them fit into 64 bits."""

_LARGEST_AMOUNT = Decimal(10) ** (38 - MOST_PLACES)


def batches(reports: Iterable[Report | Reading], *, size: int = REPORTS_PER_BATCH) -> Iterator[pa.RecordBatch]:
    """Yield the rows of ``reports``, in their order; no more than ``size`` reports are held at a time.

    Args:
        reports: reports, or readings, which know the raw text and the place of each value as well.
        size: reports for each batch.
    """
    iterator = iter(reports)
    first = 0
    while given := list(islice(iterator, size)):
        yield _batch(given, first)
        first += len(given)


def _batch(given: Sequence[Report | Reading], first: int) -> pa.RecordBatch:
    reports = [each.report if isinstance(each, Reading) else each for each in given]
    plans = [_plan(form_of(report).name) for report in reports]
    sizes = np.array([plan.size for plan in plans])
    starts = np.concatenate(([0], np.cumsum(sizes)[:-1]))
    figures = _Figures(plans, reports)
    for each, report, plan, start in zip(given, reports, plans, starts.tolist(), strict=True):
        figures.note_marks(report, plan, start)
        if isinstance(each, Reading):
            figures.note_places(each.provenance, plan, start)

    def of_report(values: Iterable[str | None]) -> Column:
        return repeated(list(values), sizes)

    years = np.array([-1 if report.year is None else report.year for report in reports], np.int32).repeat(sizes)
    columns: dict[str, Column] = {
        "report": pa.array(np.repeat(np.arange(first, first + len(reports)), sizes)),
        "agency": of_report(report.agency.name for report in reports),
        "region_code": of_report(report.agency.region_code for report in reports),
        "scope": of_report(report.scope for report in reports),
        "year": pa.array(years, mask=years < 0),
        "form": of_report(report.form for report in reports),
        "cell": dictionary(np.concatenate([plan.cells for plan in plans]), _all_cells()),
        **figures.columns(),
        "source": of_report(report.source.name if report.source else None for report in reports),
    }
    return pa.record_batch([columns[column.name] for column in CELLS], schema=SCHEMA)


@frozen(eq=False)
class _Plan:
    """What is the same for every report of a form."""

    form: FlatForm
    size: int
    cells: Numbers
    units: tuple[str | None, ...]
    money: tuple[int, ...]
    position: dict[str, int]


@cache
def _plan(form_name: str) -> _Plan:
    form = form_named(form_name)
    numbers = {path: number for number, path in enumerate(_paths())}
    return _Plan(
        form=form,
        size=len(form.cells),
        cells=np.array([numbers[path] for path in form.paths], np.int32),
        units=tuple(cell.unit for cell in form.cells),
        money=tuple(at for at, cell in enumerate(form.cells) if cell.kind == "money"),
        position={path: at for at, path in enumerate(form.paths)},
    )


@cache
def _paths() -> tuple[str, ...]:
    """Return the paths of the cells of all forms, each once: pandas takes no category twice."""
    return tuple(dict.fromkeys(path for form in all_forms() for path in form.paths))


@cache
def _all_cells() -> Column:
    return pa.array(_paths())


def _largest_of(counts: Column) -> int:
    """Return how far the counts of a column reach from 0."""
    import pyarrow.compute as pc  # noqa: PLC0415 - its loading is left to the first panel

    found: Any = pc.min_max(counts)
    ends = [abs(end) for end in found.as_py().values() if end is not None]
    return max(ends, default=0)


class _Figures:
    """The columns of the figures of one batch: values first, then what marks and places say of single rows."""

    def __init__(self, plans: Sequence[_Plan], reports: Sequence[Report]) -> None:
        values = [plan.form.values(report) for plan, report in zip(plans, reports, strict=True)]
        self.values: list[CellValue] = list(chain.from_iterable(values))
        size = len(self.values)
        self.amounts = Scattered[Decimal](size)
        self.raw = Scattered[str](size)
        self.places = Scattered[str](size)
        self.words = {name: Words() for name in ("unit", "state", "placed")}
        units = {plan.form.name: self.words["unit"].numbers(plan.units) for plan in dict.fromkeys(plans)}
        self.units = np.concatenate([units[plan.form.name] for plan in plans])
        self.states = np.full(size, self.words["state"].number(REPORTED), np.int32)
        self.placed = np.full(size, -1, np.int32)
        start = 0
        for plan in plans:
            for at in plan.money:
                self._take_amount(start + at)
            start += plan.size

    def _take_amount(self, row: int) -> None:
        value = self.values[row]
        self.values[row] = None
        if isinstance(value, Money):
            self.units[row] = self.words["unit"].number(value.unit)
            fits = abs(value.value) < _LARGEST_AMOUNT and value.value == round(value.value, MOST_PLACES)
            if fits:
                self.amounts.put(row, value.value)
            else:
                self._set_aside(row, f"{value.value:f}")

    def _set_aside(self, row: int, digits: str) -> None:
        self.states[row] = self.words["state"].number(OUT_OF_RANGE)
        self.raw.put(row, digits)

    def note_marks(self, report: Report, plan: _Plan, start: int) -> None:
        """Note the state of each cell without a number, and what was printed there."""
        number = self.words["state"].number
        for path, mark in report.marks.items():
            row = start + plan.position[path]
            self.states[row] = number(mark.state)
            self.raw.put(row, mark.raw)

    def note_places(self, provenance: Mapping[str, Provenance], plan: _Plan, start: int) -> None:
        """Note the text of each value as printed, where it stands and how it found its cell."""
        number = self.words["placed"].number
        for path, origin in provenance.items():
            row = start + plan.position[path]
            self.raw.put(row, origin.raw)
            self.places.put(row, str(origin.place) or None)
            self.placed[row] = number(origin.placed)

    def _counts(self) -> Column:
        """Return the column of counts; those that are too large are set aside."""
        try:
            counts = pa.array(self.values, COUNT)
        except (OverflowError, pa.ArrowInvalid):  # some take more than 64 bits
            pass
        else:
            if _largest_of(counts) <= LARGEST:
                return counts
        for row, value in enumerate(self.values):
            if isinstance(value, int) and abs(value) > LARGEST:
                self._set_aside(row, str(value))
                self.values[row] = None
        return pa.array(self.values, COUNT)

    def columns(self) -> dict[str, Column]:
        """Return the columns."""
        counts = self._counts()
        states = self.words["state"].array(self.states)
        return {
            "value": counts,
            "amount": self.amounts.column(AMOUNT),
            "unit": self.words["unit"].array(self.units),
            "state": states,
            "obs_status": renamed(states, OBS_STATUS),
            "raw": self.raw.column(pa.string()),
            "placed": self.words["placed"].array(self.placed),
            "place": self.places.column(pa.string()),
        }
