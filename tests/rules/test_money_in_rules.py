"""Amounts of money in rules: the unit that the form prints (A13), exact whatever the decimal context is."""

from __future__ import annotations

from decimal import Decimal, localcontext

import pytest

from govinfo_schema.forms import form_named, make_report
from govinfo_schema.marks import Money
from govinfo_schema.rules.figures import Figures, written
from govinfo_schema.validation import validate

FEES = "fees_charged_on_request"
PROCUREMENT = "proactive_disclosure.centralized_procurement.total_amount"


def outcome_of(amount: Money) -> tuple[str, str | None, str | None]:
    report = make_report(form_named("v2014"), {FEES: amount})
    (finding,) = (f for f in validate(report).findings if (f.rule, f.instance) == ("A13", FEES))
    return finding.outcome, finding.left, finding.difference


@pytest.mark.parametrize(
    ("amount", "expected"),
    [
        (Money(Decimal("9999.99"), "万元"), ("passed", None, None)),
        (Money(Decimal(10000), "万元"), ("passed", None, None)),
        (Money(Decimal("10000.01"), "万元"), ("failed", "10000.01", "0.01")),
        (Money(Decimal(251000), "元"), ("passed", None, None)),  # 25.1 万元
        (Money(Decimal("100000000.5"), "元"), ("failed", "10000.00005", "0.00005")),
        (Money(Decimal(251000), None), ("failed", "251000", "241000")),
        (Money(Decimal("3E+4"), "万元"), ("failed", "30000", "20000")),
        (Money(Decimal("1E+9"), "元"), ("failed", "100000", "90000")),
        (Money(Decimal(1), "亿元"), ("undecided", None, None)),
        (Money(Decimal("NaN"), "万元"), ("undecided", None, None)),
    ],
)
def test_amounts_count_in_the_printed_unit(amount: Money, expected: tuple[str, str | None, str | None]) -> None:
    assert outcome_of(amount) == expected


def test_the_callers_decimal_context_changes_nothing() -> None:
    amount = Money(Decimal("10000." + "0" * 40 + "7"), "万元")
    with localcontext() as context:
        context.prec = 3
        assert outcome_of(amount) == ("failed", str(amount.value), "0." + "0" * 40 + "7")


def test_where_the_form_prints_no_unit_an_amount_counts_as_it_stands() -> None:
    for unit in ("元", "万元", None):
        report = make_report(form_named("v2019"), {PROCUREMENT: Money(Decimal("31878.41"), unit)})
        assert Figures(report).number(PROCUREMENT) == Decimal("31878.41")


@pytest.mark.parametrize(
    ("number", "text"), [(7, "7"), (-7, "-7"), (Decimal("18.8710"), "18.8710"), (Decimal("2E+2"), "200")]
)
def test_numbers_are_written_with_all_digits_and_no_exponent(number: int | Decimal, text: str) -> None:
    assert written(number) == text


@pytest.mark.parametrize(
    "value",
    [
        Money(Decimal(1), "亿元"),
        Money(Decimal("NaN"), None),
        Money(Decimal("Infinity"), "元"),
        3,
        Decimal(3),
    ],
)
def test_what_is_no_amount_breaks_the_shape(value: object) -> None:
    report = make_report(form_named("v2014"), {FEES: value})  # type: ignore[dict-item]  # wrong types are what is tested
    failed = {finding.rule: finding.instance for finding in validate(report).failed}
    assert failed == {"S1": FEES}


def test_a_negative_amount_breaks_the_sign() -> None:
    report = make_report(form_named("v2014"), {FEES: Money(Decimal("-0.5"), "万元")})
    (finding,) = validate(report).failed
    assert (finding.rule, finding.instance, finding.cells) == ("D7", FEES, (FEES,))
    assert finding.message.zh == "除“本年增/减”外，各数均不为负。【七、依申请公开信息收取的费用】此处为-0.5。"
