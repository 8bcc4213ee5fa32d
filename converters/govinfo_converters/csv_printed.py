"""Reports written as csv in the layout of the printed form: what merged cells cover is left empty."""

from __future__ import annotations

import csv
from io import StringIO
from typing import TYPE_CHECKING

from govinfo_converters.csv_writing import encoded, without_a_place
from govinfo_converters.form_layout import layout, report_title
from govinfo_schema.forms import cell_values, form_of
from govinfo_schema.marks import Money
from govinfo_schema.spreadsheets import guarded

if TYPE_CHECKING:
    from collections.abc import Iterator

    from govinfo_converters.form_layout import LayoutTable
    from govinfo_schema.format_contract import WriteOptions
    from govinfo_schema.forms import Report
    from govinfo_schema.marks import Mark


def write_printed(report: Report, options: WriteOptions) -> bytes:
    """Write the tables of ``report`` as its form prints them, below its official title.

    A cell without a number holds what was printed there, or nothing. A question mark stands for an ambiguous cell, and
    before printed text with figures in it, which nobody may take for the number of the cell. The last line names the
    parts of the report that are not there, and the cells whose state cannot be seen in the tables.

    Raises:
        WriteError: some characters cannot be written in the encoding of the options.
    """
    text = StringIO()
    lines = csv.writer(text, lineterminator="\r\n")
    lines.writerow([guarded(report_title(report))])
    shown = _shown(report)
    for table in layout(form_of(report)):
        lines.writerow([table.title])
        lines.writerows(_rows(table, shown))
    unseen = [path for path, mark in report.marks.items() if mark.state != "blank" and not _shown_mark(mark)]
    left_out = [*without_a_place(report), *unseen]
    if left_out:
        lines.writerow([f"# left_out: {' '.join(left_out)}"])
    return encoded(text.getvalue(), options)


def _shown(report: Report) -> dict[str, str]:
    """Return what stands in each cell of the form."""
    form = form_of(report)
    shown: dict[str, str] = {}
    for path, value in cell_values(report).items():
        if isinstance(value, Money):
            known = value.unit is None or value.unit == form.by_path[path].unit
            shown[path] = f"{value.value:f}{'' if known else value.unit}"
        elif value is not None:
            shown[path] = str(value)
        else:
            shown[path] = guarded(_shown_mark(report.marks[path]))
    return shown


def _shown_mark(mark: Mark) -> str:
    """Return what stands in a cell without a number; it never reads as one."""
    if mark.state == "ambiguous":
        return "?"
    if mark.state not in {"not_applicable", "unreadable"} or not mark.raw:
        return ""
    return f"?{mark.raw}" if any(map(str.isnumeric, mark.raw)) else mark.raw


def _rows(table: LayoutTable, shown: dict[str, str]) -> Iterator[list[str]]:
    rows = [[""] * table.columns for _ in range(table.rows)]
    for cell in table.cells:
        rows[cell.row][cell.column] = cell.text if cell.path is None else shown[cell.path]
    yield from rows
