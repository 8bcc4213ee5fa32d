"""What is no number stays none in every format, also where a format cannot hold the signs that made it none."""

from __future__ import annotations

from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import govinfo_schema as gs
from govinfo_schema.forms import cell_values, form_named, make_report
from govinfo_schema.marks import Mark, Money
from strategies import reports
from written_again import differing_figures

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


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("unit", ["\x0b", "元\x1f", "0元", "元" * 300])
def test_odd_units_make_no_other_amount(name: str, unit: str) -> None:
    form = form_named("v2021")
    (path,) = (cell.path for cell in form.cells if cell.kind == "money")
    values = {cell.path: 0 for cell in form.cells if cell.path != path}
    report = make_report(form, {**values, path: Money(Decimal("3.10"), unit)}, year=2023)
    target = BytesIO()
    if name == "csv" and not unit.isprintable():
        with pytest.raises(gs.WriteError, match="cannot be held by csv"):
            gs.write(report, target, **{"format": name, **FORMATS[name]})
        return
    gs.write(report, target, **{"format": name, **FORMATS[name]})
    again = gs.read(target.getvalue(), format=READ.get(name, name)).report
    amount = cell_values(again)[path]
    assert amount is None or (isinstance(amount, Money) and amount.value == Decimal("3.10"))


@settings(max_examples=20, deadline=None)
@given(reports(), st.sampled_from(["xlsx", "csv"]))
def test_no_report_makes_another_number(report: gs.Report, name: str) -> None:
    target = BytesIO()
    try:
        gs.write(report, target, **{"format": name, **FORMATS[name]})
        again = gs.read(target.getvalue(), format=name).report
    except gs.GovinfoError:  # texts that the format cannot hold, or that make a table which is none
        return
    if again.form == report.form:
        assert not differing_figures(report, again)
