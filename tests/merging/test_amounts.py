"""Amounts of money add up in one unit, exactly, or not at all."""

from __future__ import annotations

from decimal import Decimal

import pytest

import govinfo_schema as gs
from consistent import report_with
from govinfo_schema.forms import cell_values
from govinfo_schema.marks import INCOMPLETE, Money
from govinfo_schema.merging.remarks import remarks_on
from organs import NAMES

FEES = "proactive_disclosure.administrative_institutional_fees.amount"
PROCUREMENT = "proactive_disclosure.centralized_procurement.total_amount"


def amounts(form: str, path: str, *held: tuple[str, str | None]) -> gs.Merged:
    """A merge of organs with these amounts."""
    return gs.merge(
        [
            report_with(form, {path: Money(Decimal(digits), unit)}, name=name, year=2020 if form == "v2019" else 2023)
            for name, (digits, unit) in zip(NAMES, held, strict=False)
        ]
    )


def test_cents_add_up_exactly_and_keep_their_digits() -> None:
    merged = amounts("v2021", FEES, ("0.10", "万元"), ("0.2", "万元"), ("31878.415", "万元"))
    assert cell_values(merged.report)[FEES] == Money(Decimal("31878.715"), "万元")


def test_yuan_are_converted_and_the_amount_as_published_is_told() -> None:
    merged = amounts("v2021", FEES, ("1.5", "万元"), ("251000.37", "元"))
    assert cell_values(merged.report)[FEES] == Money(Decimal("26.600037"), "万元")
    assert [text.en for text in remarks_on(merged, merged.totals[FEES])] == ["某某县民政局 has 251000.37元"]


def test_an_amount_without_a_unit_is_in_that_of_the_form() -> None:
    merged = amounts("v2021", FEES, ("1.5", None), ("2", "万元"))
    assert cell_values(merged.report)[FEES] == Money(Decimal("3.5"), "万元")


def test_a_unit_that_is_not_converted_leaves_the_sum_open() -> None:
    merged = amounts("v2021", FEES, ("1.5", "万元"), ("2", "亿元"))
    assert merged.report.marks[FEES] == INCOMPLETE
    assert merged.totals[FEES].lacking == (1,)
    assert "2亿元 cannot be converted" in remarks_on(merged, merged.totals[FEES])[0].en


def test_nothing_is_nothing_in_every_unit() -> None:
    merged = amounts("v2021", FEES, ("1.5", "万元"), ("0", "亿元"), ("0.00", "元"))
    assert cell_values(merged.report)[FEES] == Money(Decimal("1.50"), "万元")


@pytest.mark.parametrize(
    ("held", "total"),
    [
        ((("3.5", "万元"), ("2", "万元")), Money(Decimal("5.5"), "万元")),
        ((("3", "元"), ("2", "元")), Money(Decimal(5), "元")),
        ((("3", "亿元"), ("2", "亿元")), Money(Decimal(5), "亿元")),
        ((("3", "元"), ("2", "万元")), Money(Decimal("2.0003"), "万元")),
        ((("3", None), ("0", "元")), Money(Decimal(3), None)),
        ((("0", None), ("0", None)), Money(Decimal(0), None)),
        ((("0", "万元"), ("0", "万元")), Money(Decimal(0), "万元")),
        ((("0", "万元"), ("0", None)), Money(Decimal(0), None)),
    ],
)
def test_where_the_form_prints_no_unit_the_amounts_have_to_state_one(
    held: tuple[tuple[str, str | None], ...], total: Money
) -> None:
    merged = amounts("v2019", PROCUREMENT, *held)
    assert cell_values(merged.report)[PROCUREMENT] == total


@pytest.mark.parametrize("held", [(("3", None), ("2", None)), (("3", None), ("2", "元")), (("3", "元"), ("2", "亿元"))])
def test_amounts_whose_units_differ_or_are_unknown_are_not_added(held: tuple[tuple[str, str | None], ...]) -> None:
    merged = amounts("v2019", PROCUREMENT, *held)
    assert merged.report.marks == {PROCUREMENT: INCOMPLETE}
    assert merged.totals[PROCUREMENT].lacking == ()
    assert "units of the amounts differ or are not stated" in remarks_on(merged, merged.totals[PROCUREMENT])[0].en
