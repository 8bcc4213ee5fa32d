"""Laws of the numbers that are made of texts."""

from __future__ import annotations

import re
import unicodedata
from timeit import repeat
from typing import TYPE_CHECKING

from hypothesis import example, given
from hypothesis import strategies as st

from govinfo_converters.cell_values import is_plain_count, parse_cell, parse_cells
from govinfo_schema.marks import Mark, Money

if TYPE_CHECKING:
    from decimal import Decimal

    from govinfo_schema.cells import Kind
from cell_texts import KINDS

PIECES = st.sampled_from(
    [
        *("0", "1", "2", "5", "9", "12", "234", "1,234", "1.5", ".", ",", "，", "+", "-", "－", "−", "—", "/"),
        *("增", "减", "增加", "减少", "↑", "↓", "件", "条", "人次", "万元", "元", "亿", "(", ")", "（", "）"),
        *("其中", "含", "无", "约", "余", "年", "%", "O", "l", "１", "２", "٣", "½", "²", "①", "⒈", "二", "�"),
        *("\u200b", "\u2009", "\xa0", " ", "\n", "\t"),
    ]
)


# Raised or circled numbers behind a figure point to a note; anywhere else they are not understood.
FOOTNOTES = [*"※†⁰¹²³⁴⁵⁶⁷⁸⁹", *map(chr, range(ord("①"), ord("⑳") + 1))]
TEXTS = st.one_of(st.text(), st.lists(PIECES, max_size=8).map("".join), st.text(alphabet="0123456789.,+-()件万元 "))


def ascii_digits(text: str) -> str:
    return "".join(sign for sign in unicodedata.normalize("NFKC", text) if sign in "0123456789")


@given(TEXTS, st.sampled_from(KINDS))
@example("22（其中修订16件）", "count")
@example("22 ②", "count")
@example("-10000000000000000000000000001", "money")
def test_a_number_is_made_only_of_exactly_its_own_digits(text: str, kind: Kind) -> None:
    value = parse_cell(text, kind)
    if isinstance(value, Mark):
        return
    # Everything before a remark; nothing else of the text may hold digits of any script.
    printed = re.split(r"\s*[(（]|[,;:，]?\s*其中", text.replace("(件", "件").replace("（件", "件"))[0]
    printed = printed.rstrip().rstrip("".join(FOOTNOTES))
    others = [sign for sign in printed if unicodedata.category(sign)[0] == "N" and not ascii_digits(sign)]
    assert others == []
    if isinstance(value, Money):
        assert ascii_digits(printed) == ascii_digits(str(value.value.copy_abs()))  # abs() rounds to 28 digits
    else:
        assert ascii_digits(printed) in {str(abs(value)) + zeros for zeros in ("", "0", "00")}
        assert (ascii_digits(printed) == str(abs(value))) or "." in unicodedata.normalize("NFKC", printed)
    number = value.value if isinstance(value, Money) else value
    assert (number >= 0) or any(sign in text for sign in "-－−﹣减减↓減")


@given(TEXTS, st.sampled_from(KINDS))
def test_a_text_without_a_digit_is_never_a_number(text: str, kind: Kind) -> None:
    value = parse_cell(re.sub(r"[0-9０-９]", "", text), kind)
    assert isinstance(value, Mark)


@given(TEXTS, st.sampled_from(KINDS))
def test_a_mark_keeps_what_is_printed(text: str, kind: Kind) -> None:
    value = parse_cell(text, kind)
    if isinstance(value, Mark):
        assert value.raw in {text.strip(), None}
        assert value.raw is not None or not ascii_digits(text)
        assert (value.state == "ambiguous") == bool(value.candidates)
        assert all(candidate in text for candidate in value.candidates)


@given(st.integers(-999_999_999, 999_999_999), st.sampled_from(KINDS))
def test_every_integer_is_read_as_itself(number: int, kind: Kind) -> None:
    for printed in (str(number), f"{number:,}", f"{number:+}"):
        value = parse_cell(printed, kind)
        assert (value.value if isinstance(value, Money) else value) == number


@given(st.integers(min_value=10**9), st.sampled_from(["", "件"]))
def test_no_count_has_ten_digits(number: int, unit: str) -> None:
    assert parse_cell(f"{number}{unit}", "count") == Mark("unreadable", raw=f"{number}{unit}")


@given(st.decimals(allow_nan=False, allow_infinity=False, places=6))
def test_every_amount_is_read_with_all_its_digits(amount: Decimal) -> None:
    value = parse_cell(f"{amount:f}", "money", "万元")
    assert value == Money(amount, "万元")
    assert value.value.as_tuple().exponent == -6


def test_a_cell_costs_little() -> None:
    seconds = min(repeat(lambda: parse_cell("18339", "count"), number=10_000, repeat=5)) / 10_000
    assert seconds < 0.000_010  # measured: under 0.000 000 3


@given(TEXTS, st.sampled_from(KINDS))
def test_cells_are_read_together_as_each_alone(text: str, kind: Kind) -> None:
    assert parse_cells([text, text * 40], kind, None) == [parse_cell(text, kind), parse_cell(text * 40, kind)]


@given(st.from_regex("[0-9]{1,11}", fullmatch=True))
def test_digits_alone_are_a_count_unless_figures_may_have_run_together(digits: str) -> None:
    is_count = len(digits) <= 9 and str(int(digits)) == digits
    assert is_plain_count(digits) is is_count
    assert parse_cell(digits, "count") == (int(digits) if is_count else Mark("unreadable", raw=digits))
