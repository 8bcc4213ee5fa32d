"""JSON documents, for tests."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from govinfo_schema.codec import from_json, to_json
from govinfo_schema.errors import StructureError
from govinfo_schema.forms import form_named, make_report
from govinfo_schema.marks import Money
from govinfo_schema.report import Agency

if TYPE_CHECKING:
    from collections.abc import Callable

    from govinfo_schema.forms import Report


FEES = "proactive_disclosure.administrative_institutional_fees.amount"


V2021 = form_named("v2021")


def full_report(**amount: Decimal) -> Report:
    """Every cell of v2021 is 7, the fees are 31878.41 万元 unless given."""
    values = dict.fromkeys(V2021.paths, 7)
    return make_report(
        V2021, {**values, FEES: Money(amount.get("fees", Decimal("31878.41")), "万元")}, agency=Agency(name="某区")
    )


def broken(change: Callable[[dict[str, Any]], object]) -> str:
    """Return the JSON of the full report after ``change``."""
    data = json.loads(to_json(full_report()))
    change(data)
    return json.dumps(data, ensure_ascii=False)


def refused(text: str | bytes) -> StructureError:
    with pytest.raises(StructureError) as caught:
        from_json(text)
    return caught.value


# Broken documents: each problem is named with its place.


def put(*keys: str | int, value: object) -> Callable[[dict[str, Any]], None]:
    """Return a change that puts ``value`` at ``keys``."""

    def change(data: dict[str, Any]) -> None:
        inner: Any = data
        for key in keys[:-1]:
            inner = inner[key]
        inner[keys[-1]] = value

    return change


def drop(*keys: str) -> Callable[[dict[str, Any]], None]:
    """Return a change that takes away what stands at ``keys``."""

    def change(data: dict[str, Any]) -> None:
        inner = data
        for key in keys[:-1]:
            inner = inner[key]
        del inner[keys[-1]]

    return change


AMOUNT = tuple(FEES.split("."))


BLANK = {"state": "blank", "raw": None, "unit": None, "candidates": []}
