"""Reports written as csv in the layout of the printed form: what merged cells cover is left empty."""

from __future__ import annotations

import csv
from io import StringIO
from itertools import chain
from typing import TYPE_CHECKING

from govinfo_converters.csv_writing import encoded
from govinfo_converters.form_layout import layout, report_title
from govinfo_converters.printed_text import printed
from govinfo_schema.forms import cell_values, form_of
from govinfo_schema.spreadsheets import guarded

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from govinfo_converters.form_layout import LayoutTable
    from govinfo_schema.format_contract import WriteOptions
    from govinfo_schema.forms import Report


def write_printed(report: Report, options: WriteOptions, left_out: Iterable[str]) -> bytes:
    """Write the tables of ``report`` as its form prints them, below its official title.

    A cell without a number holds what was printed there, or nothing; what is no number and could be taken for one has
    a question mark. All rows are as wide as the widest table, as spreadsheets save them. The last line names the parts
    of the report that are not there.

    Args:
        report: the report.
        options: the encoding.
        left_out: names of the parts that this layout does not hold of it.

    Raises:
        WriteError: some characters cannot be written in the encoding of the options.
    """
    tables, shown = layout(form_of(report)), _shown(report)
    width = max(table.columns for table in tables)
    rows = chain([[report_title(report)]], *([[table.title], *_rows(table, shown)] for table in tables))
    text = StringIO()
    lines = csv.writer(text, lineterminator="\r\n")
    lines.writerows([*map(guarded, row), *[""] * (width - len(row))] for row in rows)
    if names := " ".join(left_out):
        lines.writerow([f"# left_out: {names}", *[""] * (width - 1)])
    return encoded(text.getvalue(), options)


def _shown(report: Report) -> dict[str, str]:
    """Return what stands in each cell of the form."""
    form = form_of(report)
    return {
        path: printed(form.by_path[path], value, report.marks.get(path)) for path, value in cell_values(report).items()
    }


def _rows(table: LayoutTable, shown: dict[str, str]) -> Iterator[list[str]]:
    rows = [[""] * table.columns for _ in range(table.rows)]
    for cell in table.cells:
        rows[cell.row][cell.column] = cell.text if cell.path is None else shown[cell.path]
    yield from rows
