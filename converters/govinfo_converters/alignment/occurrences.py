"""How often each table of the forms stands in a document: where it begins again, and with which figures."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, TypeAlias

from attrs import frozen

from govinfo_converters.alignment.labels import tables_of
from govinfo_converters.alignment.rows import rows_labelled
from govinfo_converters.alignment.single_row import numbers_of_rows
from govinfo_converters.text_cleaning import clean
from govinfo_schema.versions import NAMES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from collections.abc import Set as AbstractSet

    from govinfo_converters.alignment.entries import Entry
    from govinfo_converters.alignment.labels import FormTable

# Number of an entry, and the row of the form that its labels name.
_Named: TypeAlias = tuple[int, int]
_LEAST_SHARE = 0.5


@frozen
class Occurrence:
    """A table of a form that stands in a document.

    Attributes:
        title: its title, by which the tables of two forms count as the same one.
        entries: numbers of the entries that name its rows.
        figures: what stands in its rows, by row, without what is blank.
    """

    title: str
    entries: tuple[int, ...]
    figures: tuple[tuple[int, tuple[str, ...]], ...]

    @property
    def is_blank(self) -> bool:
        """Whether no figure stands in it."""
        return not any(texts for _, texts in self.figures)


def occurrences_in(entries: Sequence[Entry]) -> list[Occurrence]:
    """Return every table with labelled rows, of any form, in the order in which they begin."""
    best: dict[str, list[Occurrence]] = {}
    tables = [table for name in NAMES for table in tables_of(name)]
    of_single = {number for table in tables if not table.labelled for number in numbers_of_rows(entries, table)}
    for table in (table for table in tables if table.labelled):
        runs = _runs(entries, table, of_single)
        found = [_occurrence(table, named, entries) for named in _chains(runs, len(table.rows))]
        if _rows_in(found) > _rows_in(best.get(table.title, ())):
            best[table.title] = found
    return sorted(chain.from_iterable(best.values()), key=lambda occurrence: occurrence.entries)


def _rows_in(found: Iterable[Occurrence]) -> int:
    return sum(len(occurrence.figures) for occurrence in found)


def _occurrence(table: FormTable, named: Sequence[_Named], entries: Sequence[Entry]) -> Occurrence:
    figures: dict[int, tuple[str, ...]] = {}
    numbers: list[int] = []
    for number, row in named:
        if row not in figures or entries[number].values:  # the head of another table names a row, and holds nothing
            figures[row] = tuple(clean(item.text).text.strip() for item in entries[number].values)
            numbers.append(number)
    return Occurrence(table.title, tuple(numbers), tuple(sorted(figures.items())))


def _runs(entries: Sequence[Entry], table: FormTable, taken: AbstractSet[int]) -> Iterator[list[_Named]]:
    """Yield the entries that name rows of ``table``, in runs in which rows stand in the order of the form.

    Those that are ``taken`` belong to tables whose rows have no labels: what stands before them are their columns.
    """
    run: list[_Named] = []
    for number, entry in enumerate(entries):
        rows = rows_labelled(entry, table) if entry.fields and number not in taken else ()
        if not rows:
            continue
        row = min((row for row in rows if not run or row > run[-1][1]), default=None)
        if row is None:
            yield run
            run, row = [], min(rows)
        run.append((number, row))
    if run:
        yield run


def _chains(runs: Iterable[list[_Named]], size: int) -> list[list[_Named]]:
    """Join runs that are parts of one table of ``size`` rows: one begins where half of the rows stand there again."""
    tables: list[list[_Named]] = []
    waiting: list[list[_Named]] = []
    for run in runs:
        waiting.append(run)
        start = max(range(len(waiting)), key=lambda at: (len(_distinct(waiting[at:])), at))
        again = _distinct(waiting[start:])
        if len(again) < _LEAST_SHARE * size:
            continue
        known = _distinct(tables[-1:])
        if tables and len(again & known) < _LEAST_SHARE * min(len(again), len(known)):
            tables[-1] += chain.from_iterable(waiting)
        else:  # what waited before may be the head of the next table as well as the tail of the last one
            tables.append(list(chain.from_iterable(waiting[start:])))
        waiting = []
    if tables:
        tables[-1] += chain.from_iterable(waiting)
    return tables


def _distinct(runs: Iterable[Iterable[_Named]]) -> set[int]:
    return {row for run in runs for _, row in run}
