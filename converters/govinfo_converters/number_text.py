"""The text of a number, or of another value, as a workbook or a program holds it."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache
from math import isfinite, isnan

_SHOWN_DIGITS = 15  # of a number in Excel
_MISSING = frozenset({"NAType", "NaTType"})  # of pandas


@lru_cache(maxsize=4096)
def number_text(value: float) -> str:
    """Return the digits of a number: no exponent, no more digits than Excel shows, no ``.0``; nothing for NaN."""
    if value.is_integer():
        return str(int(value))
    text = repr(value)
    if not isfinite(value):
        return "" if isnan(value) else text
    if sum(map(str.isdecimal, text)) > _SHOWN_DIGITS:
        text = f"{value:.{_SHOWN_DIGITS}g}"
    return format(Decimal(text), "f") if "e" in text else text


def value_text(value: object) -> str:
    """Return the text of a value as a library or a program holds it: of a workbook, a data frame, a JSON file.

    ``None``, NaN, and what pandas puts where nothing stands, are empty; ``True`` is ``TRUE`` as in a workbook.
    """
    if isinstance(value, float):
        return number_text(value)
    if isinstance(value, str):
        return value
    if value is None or type(value).__name__ in _MISSING:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    return format(value, "f") if isinstance(value, Decimal) and value.is_finite() else str(value)
