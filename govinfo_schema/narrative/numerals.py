"""Numbers in running text: Arabic and Chinese numerals, exact ones and those that are said to be about.

Own code, because the libraries at hand read 两百 or a mixed 3千 in one of their modes only and take 十五六 for 156.
"""

from __future__ import annotations

import re
from decimal import Decimal

from attrs import frozen

_DIGITS = {digit: value for value, digit in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_PLACES = {"十": 10, "百": 100, "千": 1000}
_SCALES = {"": 1, "千": 1_000, "万": 10_000, "亿": 100_000_000}
CHINESE_DIGITS = "〇零一二两三四五六七八九十百千万"

NUMBER = (
    rf"(?P<before>约|大约|近|将近|超过|超|逾|至少|不足|共计约|累计约)?"
    rf"(?P<number>(?:[0-9]{{1,3}}(?:,[0-9]{{3}})+|[0-9]+)(?:\.[0-9]+)?[千万亿]?|[{CHINESE_DIGITS}]+)"
    rf"(?P<after>余|多|来|左右|以上)?"
)
"""A number with the words that say how exact it is, as a part of a regular expression; it is used once in one."""

_ARABIC = re.compile(r"(?P<digits>[0-9,]+(?:\.[0-9]+)?)(?P<scale>[千万亿]?)")
_HUNDREDS = re.compile("[千百十]")


@frozen
class Amount:
    """A number of the text, as what it allows.

    Attributes:
        lowest: the smallest number that the words allow.
        highest: the largest one; both are the same where the number is exact.
    """

    lowest: Decimal
    highest: Decimal

    @property
    def is_exact(self) -> bool:
        """Whether the text states one number."""
        return self.lowest == self.highest

    def allows(self, number: Decimal | int) -> bool:
        """Say whether ``number`` is one that the words may mean."""
        return self.lowest <= number <= self.highest


def amount_of(before: str | None, digits: str, after: str | None) -> Amount | None:
    """Return what the words of a number allow, ``None`` where ``digits`` is no number.

    What is said to be about is taken widely: 100余 may be up to 200, 约100 between 80 and 120.
    """
    found = number_of(digits)
    if found is None:
        return None
    number, step = found
    if after in {"余", "多", "来", "以上"} or before in {"超过", "超", "逾", "至少"}:
        return Amount(number, number * 2)
    if before == "不足":
        return Amount(number / 2, number)
    if before or after:
        return Amount(number * 8 / 10, number * 12 / 10)
    return Amount(number - step / 2, number + step / 2)


def number_of(text: str) -> tuple[Decimal, Decimal] | None:
    """Return the number that ``text`` writes and how far it may have been rounded, ``None`` where it writes none.

    A number in 万 or 亿 is rounded to its last digit; all others are exact.
    """
    arabic = _ARABIC.fullmatch(text)
    if arabic is not None:
        number = Decimal(arabic["digits"].replace(",", ""))
        exponent = number.as_tuple().exponent
        scale = _SCALES[arabic["scale"]]
        step = Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0) * scale if scale > 1 else Decimal(0)
        return number * scale, step
    chinese = _chinese_number(text)
    return None if chinese is None else (Decimal(chinese), Decimal(0))


def _chinese_number(text: str) -> int | None:
    """Read 一百二十 by its places, and 二〇二三 digit by digit; ``None`` where the text is neither."""
    if not text or any(character not in CHINESE_DIGITS for character in text):
        return None
    if _HUNDREDS.search(text) is None and "万" not in text:
        return int("".join(str(_DIGITS[character]) for character in text)) if _is_spelled(text) else None
    thousands, has_myriads, rest = text.rpartition("万")
    if not has_myriads:
        return _below_myriad(text)
    upper = _below_myriad(thousands) if thousands else None
    lower = _below_myriad(rest) if rest else 0
    if upper is None or lower is None or (rest and "千" not in rest and not rest.startswith(("零", "〇"))):
        return None  # 一万二 may mean 12000
    return upper * _SCALES["万"] + lower


def _is_spelled(text: str) -> bool:
    """Say whether digits without places are a number: one digit, or a year; 三五 means three to five."""
    return len(text) == 1 or ("〇" in text or "零" in text)


def _below_myriad(text: str) -> int | None:
    """Read a number below 10000 with its places, each smaller than the one before; ``None`` where it is none."""
    total, digit, last, has_zero = 0, None, 10_000, False
    for character in text:
        place = _PLACES.get(character)
        if place is not None:
            if place >= last or (digit is None and (total or character != "十")):
                return None
            total, digit, last, has_zero = total + (1 if digit is None else digit) * place, None, place, False
        elif character == "万" or digit is not None:
            return None  # two digits in a row, as in 十五六, mean a range
        elif _DIGITS[character]:
            digit = _DIGITS[character]
        else:
            has_zero = True
    if digit is not None and last > _PLACES["十"] and not has_zero and len(text) > 1:
        return None  # 一百二 may mean 120
    return total + (digit or 0)
