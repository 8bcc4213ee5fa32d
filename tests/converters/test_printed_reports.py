"""Reports as organs print them: what stands around and between the tables must not get into the cells."""

from __future__ import annotations

from typing import TYPE_CHECKING

from govinfo_converters.html_page import FORMAT
from govinfo_schema.format_contract import Input, ReadOptions
from govinfo_schema.forms import cell_values
from govinfo_schema.marks import Money
from printed_reports import (
    NARRATIVE,
    PROACTIVE,
    TITLE,
    applications,
    compared_totals,
    departments,
    split_by_item,
    table_three,
    two_years,
)

if TYPE_CHECKING:
    from govinfo_schema.reading import Reading


def read(*parts: str) -> Reading:
    assert FORMAT.read is not None
    page = f"<!DOCTYPE html><html><body>{''.join(parts)}</body></html>"
    return FORMAT.read(Input(data=page.encode(), name="page.html"), ReadOptions())


def numbers(reading: Reading) -> dict[str, object]:
    values = cell_values(reading.report)
    return {path: value for path, value in values.items() if value is not None}


def test_small_tables_for_each_item_and_numbers_in_the_text() -> None:
    found = numbers(read(TITLE, NARRATIVE, split_by_item(), table_three(), NARRATIVE))
    expected = {f"proactive_disclosure.{path}": figure for path, figure in PROACTIVE.items()}
    fees = found.pop("proactive_disclosure.administrative_institutional_fees.amount")
    assert isinstance(fees, Money)
    assert (str(fees.value), fees.unit) == ("18.8710", "万元")
    others = {f"proactive_disclosure.administrative_rules.{name}": 0 for name in ("repealed", "in_force")}
    assert found == expected | others | applications()


def test_columns_of_two_years_are_never_mixed_up() -> None:
    reading = read(TITLE, two_years(), split_by_item())
    found = {path: value for path, value in numbers(reading).items() if path.startswith("applications.")}
    assert not {path: value for path, value in found.items() if value != applications()[path]}
    assert {reading.report.marks[path].state for path in applications().keys() - found.keys()} <= {"ambiguous"}


def test_a_table_that_compares_totals_does_not_get_into_the_cells() -> None:
    for parts in ((table_three(), compared_totals()), (compared_totals(), table_three())):
        found = numbers(read(TITLE, split_by_item(), *parts))
        assert {path: value for path, value in found.items() if path.startswith("applications.")} == applications()


def test_a_column_of_departments_is_left_aside() -> None:
    found = numbers(read(departments()))
    assert found["proactive_disclosure.items_disclosed"] == 32
    assert found["applications.replies.refused.total"] == 88
    assert all(isinstance(value, int) and value % 2 == 0 for value in found.values())
