"""Panels in files: both layers as Parquet, written report by report, so that memory does not grow with the panel."""

from __future__ import annotations

import os
from collections.abc import Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import chain
from os import fspath
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, Final, cast

import pyarrow as pa
import pyarrow.parquet as pq
from attrs import define, field

from govinfo_schema.arguments import reports_in
from govinfo_schema.errors import WriteError
from govinfo_schema.files import draft_of
from govinfo_schema.forms import Report
from govinfo_schema.messages import Text
from govinfo_schema.panel import cells, harmonised
from govinfo_schema.panel.harmonised import Years, heads_of, series_batches
from govinfo_schema.reading import Reading

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

_COMPRESSION: Final = "zstd"
_SUFFIXES: Final = (".parquet", ".pq", "")


def panel(reports: Iterable[Report | Reading]) -> pa.Table:
    """Return the layer of cells of ``reports``: one row for each cell of each report, in their order.

    Args:
        reports: reports in any forms, or readings, which know raw texts and places as well.

    Returns:
        The columns that ``panel.columns.CELLS`` describes.

    Raises:
        TypeError: one of the reports is neither a report nor a reading.
    """
    return pa.Table.from_batches(list(cells.batches(reports_in(reports, "panel"))), cells.SCHEMA)


def harmonise(table: pa.Table) -> pa.Table:
    """Return the harmonised layer of a panel: each series of each report, with its comparability.

    Args:
        table: the layer of cells, as ``panel`` returns it.

    Returns:
        The columns that ``panel.columns.SERIES`` describes.

    Raises:
        TypeError: it is no such table.
    """
    if not isinstance(cast("object", table), pa.Table) or not {*cells.SCHEMA.names} <= {*table.column_names}:
        raise TypeError(
            f"harmonise() takes the table that panel() returns, with all of its columns, not this "
            f"{type(table).__name__}; for reports: harmonise(panel(reports))."
        )
    batches = _as_one_batch(table)
    years = Years()
    for batch in batches:
        for head in heads_of(batch):
            years.note(head.organ, head.year, head.form)
    return pa.Table.from_batches(list(series_batches(batches, years)), harmonised.SCHEMA)


def write_panel(
    reports: Iterable[Report | Reading],
    target: str | os.PathLike[str],
    *,
    series: str | os.PathLike[str] | None = None,
) -> int:
    """Write a panel as Parquet.

    Args:
        reports: reports or readings; they are taken one after the other and not kept.
        target: file of the layer of cells: ``.parquet``, ``.pq`` or without a suffix. ``panel.database.write_database``
            and ``panel.package.write_package`` write panels in their ways.
        series: file of the harmonised layer, called likewise; it is not written where this is ``None``.

    Returns:
        How many reports there were; where there was none, nothing is written.

    Raises:
        WriteError: a file cannot be written, or is called like one of another format.
        TypeError: one of the reports is neither a report nor a reading.
    """
    require_parquet(target)
    if series is not None:
        require_parquet(series)
        _refuse_one_file(target, series)
    given = _Given(reports_in(reports, "write_panel"))
    batches = cells.batches(given.noted())
    first = next(batches, None)
    if first is None:
        return 0
    with draft_of(target) as draft:
        with pq.ParquetWriter(fspath(draft), cells.SCHEMA, compression=_COMPRESSION) as file:
            _write_behind(chain([first], batches), file.write_batch)
        if series is not None:
            _write_series(draft, series, given.years)
    return given.count


def require_parquet(target: str | os.PathLike[str]) -> None:
    """Refuse a name with which programs would take Parquet for something else.

    Raises:
        WriteError: it has the suffix of something else, or is that of a folder.
    """
    name = fspath(target)
    suffix = PurePath(name).suffix.lower()
    if suffix in _SUFFIXES and not name.endswith(("/", os.sep)):
        return
    raise WriteError(
        Text(f"面板不写成“{suffix or name}”文件。", f"Panels are not written as {suffix or name!r}."),
        where=name,
        advice=Text(
            "可用：.parquet、.duckdb，或以“/”结尾的文件夹（csv）；Python 中后两者用 panel.database.write_database、"
            "panel.package.write_package。",
            'Choose .parquet, .duckdb, or a folder, ending in "/", for csv; in Python the latter two are written by '
            "panel.database.write_database and panel.package.write_package.",
        ),
    )


def _refuse_one_file(target: str | os.PathLike[str], series: str | os.PathLike[str]) -> None:
    if os.path.realpath(series) == os.path.realpath(target):
        raise WriteError(
            Text("两层数据写到了同一个文件。", "Both layers would be written to this one file."),
            where=fspath(target),
            advice=Text("请各写一个文件名。", "Give each its own file name."),
        )


@define
class _Given:
    """The reports of a panel, and what is noted of them while they pass."""

    reports: Iterable[Report | Reading]
    years: Years = field(factory=Years)
    count: int = 0

    def noted(self) -> Iterator[Report | Reading]:
        """Yield the reports."""
        for each in self.reports:
            report = each.report if isinstance(each, Reading) else each
            self.years.note((report.agency.name, report.agency.region_code, report.scope), report.year, report.form)
            self.count += 1
            yield each


def _write_behind(batches: Iterable[pa.RecordBatch], write: Callable[[pa.RecordBatch], None]) -> None:
    """Write ``batches``, each of them while the next one is made; no more than two are held."""
    with ThreadPoolExecutor(1) as writer:
        pending: Future[None] | None = None
        for batch in batches:
            if pending is not None:
                pending.result()
            pending = writer.submit(write, batch)
        if pending is not None:
            pending.result()


def harmonised_file(layer_of_cells: str | os.PathLike[str]) -> Iterator[pa.Table]:
    """Yield the harmonised layer of a file with the layer of cells, piece by piece; the file is read twice.

    Args:
        layer_of_cells: a Parquet file as ``write_panel`` writes it.

    Raises:
        StructureError: rows of a report are missing.
        OSError, pyarrow.ArrowInvalid: it is no readable Parquet file.
    """
    years = Years()
    for batch in _pieces(layer_of_cells):
        for head in heads_of(batch):
            years.note(head.organ, head.year, head.form)
    for batch in series_batches(_pieces(layer_of_cells), years):
        yield pa.Table.from_batches([batch], harmonised.SCHEMA)


def _pieces(layer_of_cells: str | os.PathLike[str]) -> Iterator[pa.RecordBatch]:
    """Yield the rows of a written layer of cells, row group by row group; each of them holds whole reports."""
    written: Any = pq.ParquetFile(fspath(layer_of_cells))
    groups: Iterator[pa.Table] = (written.read_row_group(each) for each in range(written.num_row_groups))
    return (batch for group in groups for batch in _as_one_batch(group))


def _write_series(layer_of_cells: Path, target: str | os.PathLike[str], years: Years) -> None:
    """Write the harmonised layer, piece by piece."""
    with (
        draft_of(target) as draft,
        pq.ParquetWriter(fspath(draft), harmonised.SCHEMA, compression=_COMPRESSION) as file,
    ):
        for batch in series_batches(_pieces(layer_of_cells), years):
            file.write_batch(batch)


def _as_one_batch(table: pa.Table) -> list[pa.RecordBatch]:
    """Return the rows of a table in one piece, so that no report is cut; none where the table is empty."""
    return table.unify_dictionaries().combine_chunks().to_batches() if table.num_rows else []
