"""Adding up one cell over many reports.

A sum is formed only where every part holds a number: no state ever counts as 0. Amounts of money are added in the unit
that the form prints, 元 and 万元 being converted exactly. Where the form prints none, the amounts have to state units
that can be converted into each other; 0 is 0 in every unit.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from attrs import evolve

from govinfo_schema.marks import INCOMPLETE, Mark, Money
from govinfo_schema.merging.merged import Total
from govinfo_schema.messages import Text
from govinfo_schema.rules.deciding import add
from govinfo_schema.rules.figures import POWERS_OF_TEN, number_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from govinfo_schema.cells import Cell
    from govinfo_schema.forms import Report
    from govinfo_schema.marks import CellValue, State
    from govinfo_schema.merging.merged import Number

_COMMON_UNIT = max(POWERS_OF_TEN, key=lambda unit: POWERS_OF_TEN[unit])
_UNIFORM: frozenset[State] = frozenset({"not_applicable", "not_asked"})
_NO_UNIT = Text("未写明", "not stated")


def totals_of(
    cells: Sequence[Cell], values: Sequence[Sequence[CellValue]], reports: Sequence[Report | None]
) -> list[Total]:
    """Add up every cell.

    Args:
        cells: the cells of the form.
        values: what the parts hold, one sequence for each part in the order of ``cells``; all ``None`` for a part
            without a report.
        reports: the reports of the parts, ``None`` where there is none.
    """
    return [
        _total(cell, held, [None if report is None else report.marks.get(cell.path) for report in reports])
        for cell, held in zip(cells, zip(*values, strict=True), strict=True)
    ]


def _total(cell: Cell, held: Sequence[CellValue], marks: Sequence[Mark | None]) -> Total:
    unit, obstacle = cell.unit if cell.kind == "money" else None, None
    if cell.kind == "money" and cell.unit is None:
        unit, obstacle = _unit_of([value for value in held if isinstance(value, Money)])
    counted = evolve(cell, unit=unit) if cell.kind == "money" else cell
    numbers = tuple(_number(counted, value) for value in held)
    total = Total(path=cell.path, unit=unit, numbers=numbers, value=None, obstacle=obstacle)
    known = [number for number in numbers if number is not None]
    if obstacle is not None or len(known) < len(numbers):
        return evolve(total, mark=_uniform(marks) or INCOMPLETE)
    return evolve(total, value=_sum(known, cell, unit))


def _number(cell: Cell, value: CellValue) -> Number | None:
    if isinstance(value, Money) and not value.value:
        return Decimal(0)
    return number_in(cell, value)


def _sum(numbers: Iterable[Number], cell: Cell, unit: str | None) -> CellValue:
    total: Number = 0
    for number in numbers:
        total = add(total, number, 1)
    return Money(Decimal(total), unit) if cell.kind == "money" else int(total)


def _unit_of(amounts: Sequence[Money]) -> tuple[str | None, Text | None]:
    """Return the unit in which amounts can be added, or why they cannot; the form prints none."""
    units = [amount.unit for amount in amounts if amount.value]
    stated = set(units)
    if not stated:
        stated = {amount.unit for amount in amounts}
        return (stated.pop() if len(stated) == 1 else None), None
    if len(units) == 1 or (len(stated) == 1 and None not in stated):
        return units[0], None
    if stated <= POWERS_OF_TEN.keys():
        return _COMMON_UNIT, None
    named = [Text(unit, unit) if unit else _NO_UNIT for unit in dict.fromkeys(units)]
    zh, en = "、".join(each.zh for each in named), ", ".join(each.en for each in named)
    return None, Text(
        f"金额的单位不同或未写明（{zh}），不能相加", f"units of the amounts differ or are not stated ({en})"
    )


def _uniform(marks: Sequence[Mark | None]) -> Mark | None:
    """Return what every part says alike of a cell in which nothing is to be counted."""
    said = [mark for mark in marks if mark is not None]
    if len(said) < len(marks) or said[0].state not in _UNIFORM or len({mark.state for mark in said}) > 1:
        return None
    return said[0] if len(set(said)) == 1 else Mark(said[0].state)
