"""What stands in a cell that holds no plain number, and what money is.

The states are kept apart from end to end: none of them is ever turned into 0.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Literal, TypeAlias, get_args

from attrs import frozen

LONGEST_NUMBER = 100
"""Digits that a number may have when it is written out, before and after the decimal point together.

Nobody counts so far; the limit keeps every sum exact and printable, where ``1e999999999`` would fill the memory.
"""

State = Literal["blank", "not_applicable", "unreadable", "ambiguous", "not_asked", "incomplete"]
STATES: tuple[State, ...] = get_args(State)


@frozen
class Mark:
    """Why a cell holds no number.

    Attributes:
        state: ``blank`` (nothing printed), ``not_applicable`` (a printed "/", "-", "—", 不适用 …), ``unreadable`` (text
            that is no number), ``ambiguous`` (the reader cannot tell which cell a number belongs to), ``not_asked``
            (only after a migration: the form of origin has no such cell) or ``incomplete`` (only in a report that adds
            up others: not every one of them holds a number there).
        raw: the text as printed, where something was printed.
        unit: the unit as printed, where one was printed.
        candidates: for ``ambiguous``, the numbers as printed that may belong here, in the order of the document.
    """

    state: State
    raw: str | None = None
    unit: str | None = None
    candidates: tuple[str, ...] = ()


INCOMPLETE = Mark("incomplete", raw="不全")
"""What stands in a report that adds up others where one of them holds no number. Every writer prints its text."""


@frozen
class Money:
    """An amount with exactly the digits that were printed, and the unit as stated.

    Attributes:
        value: the amount; trailing zeros are kept.
        unit: ``万元``, ``元``, or ``None`` where neither the cell nor the header of the form states one.
    """

    value: Decimal
    unit: str | None = None


CellValue: TypeAlias = int | Money | None


def shown(value: CellValue) -> str:
    """Return a value in a few characters, for people who program."""
    return f"{value.value:f} {value.unit or ''}".rstrip() if isinstance(value, Money) else str(value)
