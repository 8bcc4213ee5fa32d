"""Numbers in running text against numbers written out here, and against numerals made from them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govinfo_schema.narrative.numerals import amount_of, number_of


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0", 0),
        ("34", 34),
        ("32,001", 32001),
        ("1.1万", 11000),
        ("3千", 3000),
        ("2亿", 200_000_000),
        ("18.8710", Decimal("18.8710")),
        ("零", 0),
        ("两", 2),
        ("十", 10),
        ("十二", 12),
        ("二十", 20),
        ("两百", 200),
        ("二百零三", 203),
        ("一千零五", 1005),
        ("一千零五十", 1050),
        ("三十五万", 350_000),
        ("一万二千", 12_000),
        ("一万零三", 10_003),
        ("二〇二三", 2023),
    ],
)
def test_numerals_as_reports_write_them(text: str, number: int | Decimal) -> None:
    found = number_of(text)
    assert found is not None
    assert found[0] == number


@pytest.mark.parametrize(
    "text",
    ["", "几", "三五", "十五六", "一百二", "一万二", "万", "百", "二百三百", "千百", "一十万万", "1,2", "1..2", "件"],
)
def test_what_is_no_number_or_may_be_two_is_none(text: str) -> None:
    found = number_of(text)
    assert found is None or text == "1,2"
    assert text == "1,2" or amount_of(None, text, None) is None


DIGITS = "零一二三四五六七八九"


def in_chinese(number: int) -> str:
    """Write a number below a myriad with its places, by the rules of a school book."""
    if number == 0:
        return "零"
    written, gap = "", False
    for place, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // place % 10
        if digit:
            written += ("零" if gap and written else "") + DIGITS[digit] + name
            gap = False
        else:
            gap = bool(written)
    return written.removeprefix("一") if written.startswith("一十") else written


@given(st.integers(0, 9999))
def test_numerals_with_places_mean_their_number(number: int) -> None:
    assert number_of(in_chinese(number)) == (number, 0)


@given(st.integers(1, 9999), st.integers(1000, 9999))
def test_myriads_count_ten_thousand(upper: int, lower: int) -> None:
    assert number_of(f"{in_chinese(upper)}万{in_chinese(lower)}") == (upper * 10_000 + lower, 0)


@given(st.integers(0, 10**9))
def test_arabic_numerals_are_exact_with_or_without_commas(number: int) -> None:
    assert number_of(str(number)) == number_of(f"{number:,}") == (number, 0)


@pytest.mark.parametrize(
    ("before", "digits", "after", "allowed", "excluded"),
    [
        (None, "100", None, (100,), (99, 101)),
        (None, "100", "余", (100, 109, 200), (99, 201)),
        ("约", "100", None, (80, 100, 120), (79, 121)),
        (None, "100", "左右", (95, 105), (200,)),
        ("超过", "100", None, (101, 150), (99,)),
        ("不足", "100", None, (99, 60), (101,)),
        (None, "1.1万", None, (10_500, 11_499), (10_499, 11_501)),
    ],
)
def test_about_means_a_range(
    before: str | None, digits: str, after: str | None, allowed: tuple[int, ...], excluded: tuple[int, ...]
) -> None:
    amount = amount_of(before, digits, after)
    assert amount is not None
    assert all(amount.allows(number) for number in allowed)
    assert not any(amount.allows(number) for number in excluded)
    assert amount.is_exact == (before is after is None and "万" not in digits)
