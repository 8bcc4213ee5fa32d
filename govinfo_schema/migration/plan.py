"""The plan of one step between neighbouring forms: which cells travel, and how, according to the crosswalk."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Literal

from attrs import frozen

from govinfo_schema.cells import FlatForm
from govinfo_schema.forms import form_named
from govinfo_schema.migration.crosswalk import PAIRS, Row, crosswalk

if TYPE_CHECKING:
    from collections.abc import Iterable


@frozen(eq=False)
class Pair:
    """One cell that is carried to one cell."""

    source: str
    target: str
    row: Row
    relation: Literal["carried", "approximate"]


@frozen(eq=False)
class Merge:
    """Parts in the source that add up to a whole in the target."""

    whole: str
    parts: tuple[str, ...]
    row: Row


@frozen(eq=False)
class Split:
    """A whole in the source that is the sum of parts in the target.

    Attributes:
        whole: path of the whole.
        parts: paths of the parts.
        row: the row of the crosswalk.
        shared: further cells of the source into which cases of the parts may fall; the whole says that there are no
            parts only where these are zero as well.
    """

    whole: str
    parts: tuple[str, ...]
    row: Row
    shared: tuple[str, ...]


@frozen(eq=False, kw_only=True)
class Plan:
    """How the cells of ``source`` travel to ``target``.

    Attributes:
        source: the form that is left.
        target: the form that is reached.
        pairs: cells that are carried one to one, by path in the source.
        merges: parts that are added up.
        splits: wholes that the target asks in parts.
        source_rows: the rows in which each cell of the source stands, the deciding one first.
        target_rows: the same for the target.
        lossy: cells of the source that are not carried one to one, in the order of the form.
        regained: cells of the target that are not carried one to one.
        open_cells: cells of the target that are neither carried one to one nor added up, in the order of the form.
        unreached: those of ``open_cells`` to which no row carries a figure.
        overlapping: for cells of the target that share cases with cells of the source that are not carried to them,
            these cells.
        unproving: cells of the target whose row carries a figure, but proves no zero.
    """

    source: FlatForm
    target: FlatForm
    pairs: dict[str, Pair]
    merges: tuple[Merge, ...]
    splits: tuple[Split, ...]
    source_rows: dict[str, tuple[Row, ...]]
    target_rows: dict[str, tuple[Row, ...]]
    lossy: tuple[str, ...]
    regained: frozenset[str]
    open_cells: tuple[str, ...]
    unreached: tuple[str, ...]
    overlapping: dict[str, tuple[str, ...]]
    unproving: frozenset[str]

    @property
    def back(self) -> Plan:
        """The plan of the way back."""
        return plan_of(self.target.name, self.source.name)


@frozen
class _Directed:
    """A row of the crosswalk, seen in the direction of the step."""

    row: Row
    source: tuple[str, ...]
    target: tuple[str, ...]
    merges: bool
    splits: bool


@cache
def plan_of(source: str, target: str) -> Plan:
    """Return the plan of the step between two neighbouring forms.

    Args:
        source: name of the form that is left.
        target: name of the form that is reached.

    Raises:
        StructureError: the forms are no neighbours.
    """
    rows = _directed_rows(source, target)
    leaving, reaching = form_named(source), form_named(target)
    pairs = {pair.source: pair for pair in map(_pair, rows) if pair is not None}
    merges = tuple(Merge(row.target[0], row.source, row.row) for row in rows if row.merges)
    splits = tuple(
        Split(row.source[0], row.target, row.row, _unique(cell for part in row.target for cell in _sharing(rows, part)))
        for row in rows
        if row.splits
    )
    target_rows = _rows_by_cell(reaching, ((row.row, row.target) for row in rows))
    regained = frozenset(reaching.paths) - {pair.target for pair in pairs.values()}
    added_up = {merge.whole for merge in merges}
    open_cells = tuple(path for path in reaching.paths if path in regained - added_up)
    unreached = tuple(path for path in open_cells if not target_rows[path][0].carries)
    return Plan(
        source=leaving,
        target=reaching,
        pairs=pairs,
        merges=merges,
        splits=splits,
        source_rows=_rows_by_cell(leaving, ((row.row, row.source) for row in rows)),
        target_rows=target_rows,
        lossy=tuple(path for path in leaving.paths if path not in pairs),
        regained=regained,
        open_cells=open_cells,
        unreached=unreached,
        overlapping={path: cells for path in reaching.paths if (cells := _sharing(rows, path))},
        unproving=frozenset(
            path for path, standing in target_rows.items() if standing[0].carries and not standing[0].proves_zero
        ),
    )


def _directed_rows(source: str, target: str) -> tuple[_Directed, ...]:
    if (source, target) in PAIRS:
        return tuple(
            _Directed(row, row.older, row.newer, merges=row.summed == "older", splits=row.summed == "newer")
            for row in crosswalk(source, target)
        )
    return tuple(
        _Directed(row, row.newer, row.older, merges=row.summed == "newer", splits=row.summed == "older")
        for row in crosswalk(target, source)
    )


def _pair(row: _Directed) -> Pair | None:
    if row.row.relation == "exact":
        return Pair(row.source[0], row.target[0], row.row, "carried")
    if row.row.relation == "close":
        return Pair(row.source[0], row.target[0], row.row, "approximate")
    return None


def _rows_by_cell(form: FlatForm, entries: Iterable[tuple[Row, tuple[str, ...]]]) -> dict[str, tuple[Row, ...]]:
    found: dict[str, list[Row]] = {path: [] for path in form.paths}
    for row, paths in entries:
        for path in paths:
            found[path].append(row)
    return {path: tuple(sorted(rows, key=lambda row: not row.carries)) for path, rows in found.items()}


def _sharing(rows: tuple[_Directed, ...], target: str) -> tuple[str, ...]:
    """Cells of the source that share cases with ``target`` without carrying a figure to it."""
    return _unique(cell for row in rows if target in row.target and not row.row.carries for cell in row.source)


def _unique(paths: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(paths))
