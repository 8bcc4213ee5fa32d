"""What is no number stays none in every format, also where a format cannot hold the signs that made it none."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest

import govinfo_schema as gs
from govinfo_schema.forms import cell_values, form_named, make_report
from govinfo_schema.marks import Mark

CELL = "applications.new_received.total"
FORMATS: dict[str, dict[str, Any]] = {
    "html": {},
    "markdown": {},
    "docx": {},
    "xlsx": {},
    "csv": {"encoding": "utf-8-sig"},
    "csv wide": {"format": "csv", "layout": "wide", "encoding": "utf-8-sig"},
    "json": {},
    "jsonl": {},
}
READ = {"markdown": "text", "csv wide": "csv"}


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("raw", ["0\x1b", "\x0112", "1\x7f2", "7\ufffe", "1\n,234", "3\u200b4\u2028", "5\x85"])
def test_signs_that_a_format_drops_leave_no_number(name: str, raw: str) -> None:
    form = form_named("v2021")
    values = {cell.path: 0 for cell in form.cells if cell.kind != "money" and cell.path != CELL}
    report = make_report(form, values, {CELL: Mark("unreadable", raw=raw)}, year=2023, agency=gs.Agency(name="某某县"))
    target = BytesIO()
    gs.write(report, target, **{"format": name, **FORMATS[name]})
    again = gs.read(target.getvalue(), format=READ.get(name, name)).report
    assert cell_values(again)[CELL] is None
    assert again.marks[CELL].state in {"unreadable", "ambiguous"}
    assert {path: value for path, value in cell_values(again).items() if path in values} == values
