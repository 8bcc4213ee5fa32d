"""What stands in the cells of a written report, so that reading it again gives the same figures and marks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from govinfo_converters.cell_values import looks_like_value, parse_cell
from govinfo_schema.marks import INCOMPLETE, Mark, Money

if TYPE_CHECKING:
    from govinfo_schema.cells import Cell
    from govinfo_schema.marks import CellValue, State

UNKNOWN = "#N/A"
"""Stands for what cannot be read or has no certain cell, where a question mark behind it could still be misread."""
_SIGNS: dict[State, str] = {"blank": "", "not_applicable": "—", "not_asked": "", "incomplete": INCOMPLETE.raw or ""}


def printed(cell: Cell, value: CellValue, mark: Mark | None) -> str:
    """Return the text of a cell.

    A mark is printed as in the document it was read from, where that says no number; a number that has no certain cell
    gets a question mark. So no reader takes a mark for a number, whatever the document held. A cell that the form of
    origin does not ask for is left empty, as a blank one.

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
    raw = _one_line(mark.raw or "")
    read_again = parse_cell(raw, cell.kind, cell.unit)
    if isinstance(read_again, Mark) and read_again.state == mark.state != "ambiguous":
        return raw
    if mark.state in _SIGNS:
        return _SIGNS[mark.state]
    return _uncertain(cell, raw or _one_line(" ".join(mark.candidates)))


def _one_line(text: str) -> str:
    """Return a text as every format keeps it: signs that files may drop would turn what is unreadable into a number."""
    seen = (sign if sign.isprintable() or sign.isspace() else "?" for sign in text)
    return " ".join("".join(seen).split())


def _uncertain(cell: Cell, known: str) -> str:
    """Return what may stand in a cell, with a question mark."""
    text = f"{known}?"
    read_again = parse_cell(text, cell.kind, cell.unit)
    unreadable = isinstance(read_again, Mark) and read_again.state == "unreadable"
    return text if unreadable and looks_like_value(text) else UNKNOWN


def _amount(cell: Cell, value: Money) -> str:
    """Return the digits of an amount, with its unit where that is not the unit that the form prints."""
    digits = f"{value.value:f}"
    if value.unit is None or value.unit == cell.unit:
        return digits
    text = f"{digits}{value.unit}"
    read_again = parse_cell(text, cell.kind, cell.unit)
    joined = not isinstance(read_again, Money) or read_again.value == value.value
    return text if joined else f"{digits} ({value.unit})"
