"""Panels as a DuckDB database: both layers, the forms and the series as tables, views over them, all with comments."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from govinfo_schema.files import draft_of
from govinfo_schema.forms import all_forms
from govinfo_schema.messages import Text
from govinfo_schema.panel.codebook import (
    DEFINITION_FIELDS,
    FIELDS,
    METRIC_FIELDS,
    cell_rows,
    definition_rows,
    metric_rows,
)
from govinfo_schema.panel.columns import CELLS, SERIES
from govinfo_schema.panel.database_views import LATEST, OF_RATES, OF_TOTALS, TOTALS, rates
from govinfo_schema.panel.files import write_panel
from govinfo_schema.panel.harmonised import WHOSE

if TYPE_CHECKING:
    import os
    from collections.abc import Iterable, Iterator, Mapping

    from govinfo_schema.cells import Cell, FlatForm
    from govinfo_schema.forms import Report
    from govinfo_schema.reading import Reading

_MOST_MEMORY = "1GB"  # what does not fit goes to disk; without a limit DuckDB takes most of the memory
_ABOUT = {
    "TABLE cells": Text("每份报告每个单元格一行", "One row for each cell of each report"),
    "TABLE series": Text("每份报告每个可比序列一行", "One row for each series of each report whose form has it"),
    "TABLE forms": Text("各表式的单元格", "The cells of the forms"),
    "TABLE definitions": Text("可比序列的定义", "The definitions of the series"),
    "TABLE metrics": Text("指标的定义", "The definitions of the metrics"),
    "TABLE organs": Text(
        "应有机关的名单；没有给出时为空", "The organs that should be there; empty where none were named"
    ),
    "VIEW latest": Text(
        "同一机关同一年度有几份报告时取面板中最后一份",
        "Of several reports of an organ and a year, the last one in the panel",
    ),
    "VIEW totals": Text("各年合计，按统计范围分列", "Totals over organs, by year and scope"),
    "VIEW rates": Text("每份报告的各项指标", "The metrics of each report"),
}
_EACH_REPORT = Text("每份报告一行", "One row for each report of this form")


def write_database(
    reports: Iterable[Report | Reading], target: str | os.PathLike[str], *, expected: Iterable[str] | None = None
) -> int:
    """Write a panel as a DuckDB database.

    Tables: ``cells``, ``series``, ``forms``, ``definitions``, ``metrics``, ``organs``. Views: one for each form, with a
    row for each report and a column for each cell; ``latest``, ``totals`` and ``rates``. What is no number is null in
    all of them.

    Args:
        reports: reports or readings; they are taken one after the other and not kept.
        target: file of the database; one that is there is replaced.
        expected: names of the organs that should be there: totals are over these, and none where one is missing. By
            default they are over those that the panel has in any year.

    Returns:
        How many reports there were; where there was none, nothing is written.

    Raises:
        WriteError: the file cannot be written.
    """
    import duckdb  # noqa: PLC0415 - an extra of its own

    with TemporaryDirectory() as aside:
        layers = {name: str(Path(aside) / name) for name in ("cells", "series")}
        count = write_panel(reports, layers["cells"], series=layers["series"])
        if not count:
            return 0
        with draft_of(target) as draft, duckdb.connect(str(draft), config={"memory_limit": _MOST_MEMORY}) as database:
            database.begin()  # one transaction: each of its own would cost its time for each of a thousand comments
            _fill(database, layers, expected or ())
            database.commit()
    return count


def _fill(
    database: Any,  # noqa: ANN401 - the library loads only where it is used
    layers: Mapping[str, str],
    expected: Iterable[str],
) -> None:
    for name, path in layers.items():
        database.execute(f"CREATE TABLE {name} AS SELECT * FROM read_parquet($1)", [path])  # noqa: S608 - names of ours
    lists = (
        ("forms", FIELDS, cell_rows()),
        ("definitions", DEFINITION_FIELDS, definition_rows()),
        ("metrics", METRIC_FIELDS, metric_rows()),
    )
    for name, fields, rows in lists:
        listed = pa.table(dict(zip(fields, map(list, zip(*rows, strict=True)), strict=True)))
        database.register("listed", listed)
        database.execute(f"CREATE TABLE {name} AS SELECT * FROM listed")  # noqa: S608 - names of ours
        database.unregister("listed")
    database.execute("CREATE TABLE organs (agency VARCHAR PRIMARY KEY)")
    for organ in dict.fromkeys(expected):
        database.execute("INSERT INTO organs VALUES ($1)", [organ])
    for view in (LATEST, TOTALS, rates()):
        database.execute(view)
    for form in all_forms():
        database.execute(_wide(form))
    for statement in _comments():
        database.execute(statement)


def _wide(form: FlatForm) -> str:
    """Return the view of a form: a row for each report, a column for each cell."""
    columns = [
        f"any_value({_holds(cell)}) FILTER (cell = {_text(cell.path)}) AS {_name(cell.path)}" for cell in form.cells
    ]
    whose = ", ".join(WHOSE)
    return (
        f"CREATE VIEW {form.name} AS SELECT {whose}, {', '.join(columns)} "  # noqa: S608 - names of ours
        f"FROM cells WHERE form = {_text(form.name)} GROUP BY {whose} ORDER BY report"
    )


def _holds(cell: Cell) -> str:
    return "amount" if cell.kind == "money" else "value"


def _comments() -> Iterator[str]:
    """Yield the statements that say what tables, views and columns hold."""
    meanings = {each.name: each.meaning for each in (*CELLS, *SERIES)}
    for name, about in _ABOUT.items():
        yield _comment(name, about)
    for table, columns in (("cells", CELLS), ("latest", CELLS), ("series", SERIES)):
        yield from _of_columns(table, {each.name: each.meaning for each in columns})
    yield from _of_columns("forms", FIELDS)
    yield from _of_columns("definitions", DEFINITION_FIELDS)
    yield from _of_columns("metrics", METRIC_FIELDS)
    yield from _of_columns("organs", {"agency": meanings["agency"]})
    yield from _of_columns("totals", {name: meanings[name] for name in ("scope", "year", "series")} | OF_TOTALS)
    meanings["metric"] = METRIC_FIELDS["metric"]
    of_rates = (*WHOSE, "metric", "compared_with", "comparability")
    yield from _of_columns("rates", {name: meanings[name] for name in of_rates} | OF_RATES)
    for form in all_forms():
        yield _comment(f"VIEW {form.name}", _EACH_REPORT)
        yield from _of_columns(form.name, {name: meanings[name] for name in WHOSE})
        labels = {cell.path: Text(form.label_of(cell.path), cell.english) for cell in form.cells}
        yield from _of_columns(form.name, labels)


def _of_columns(table: str, meanings: Mapping[str, Text]) -> Iterator[str]:
    for name, meaning in meanings.items():
        yield _comment(f"COLUMN {table}.{_name(name)}", meaning)


def _comment(what: str, about: Text) -> str:
    return f"COMMENT ON {what} IS {_text(f'{about.zh}。{about.en}')}"


def _text(text: str) -> str:
    quoted = text.replace("'", "''")
    return f"'{quoted}'"


def _name(name: str) -> str:
    return f'"{name}"'
