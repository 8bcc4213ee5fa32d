"""What stands in the cells of a written report, so that reading it again gives the same figures and marks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from govinfo_converters.cell_values import parse_cell
from govinfo_schema.marks import Mark, Money

if TYPE_CHECKING:
    from govinfo_schema.cells import Cell
    from govinfo_schema.marks import CellValue

UNKNOWN = "?"
"""Stands for a figure that cannot be read, or that has no certain cell; it is never taken for a number."""
DASH = "—"


def printed(cell: Cell, value: CellValue, mark: Mark | None) -> str:
    """Return the text of a cell.

    A mark is printed as in the document it was read from, where that says no number; otherwise by a sign that says
    none either. So no reader takes a mark for a number, whatever the document held. A cell that the form of origin
    does not ask for is left empty, as a blank one.

    Args:
        cell: the cell of the form.
        value: its value.
        mark: why it has none.
    """
    if isinstance(value, Money):
        return _amount(cell, value)
    if value is not None:
        return str(value)
    mark = mark or Mark("blank")
    if mark.state == "not_asked":
        return ""
    read_again = parse_cell(mark.raw or "", cell.kind, cell.unit)
    if isinstance(read_again, Mark) and read_again.state == mark.state:
        return (mark.raw or "").strip()
    return {"blank": "", "not_applicable": DASH}.get(mark.state, UNKNOWN)


def _amount(cell: Cell, value: Money) -> str:
    """Return the digits of an amount, with its unit where that is not the unit that the form prints."""
    digits = f"{value.value:f}"
    if value.unit is None or value.unit == cell.unit:
        return digits
    text = f"{digits}{value.unit}"
    read_again = parse_cell(text, cell.kind, cell.unit)
    joined = not isinstance(read_again, Money) or read_again.value == value.value
    return text if joined else f"{digits} ({value.unit})"
