"""Texts in csv that a spreadsheet would take for formulas: kept from being any, and given back as they were."""

from __future__ import annotations

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def guarded(text: str) -> str:
    """Return ``text`` so that no spreadsheet takes it for a formula; numbers and dashes stay as they are."""
    return f"'{text}" if text.startswith(_FORMULA_STARTS) and not _is_harmless(text) else text


def safe(text: str) -> str:
    """Return ``text`` guarded so that ``exact`` gives it back, also where it has an apostrophe itself."""
    rest = text.lstrip("'")
    return text if guarded(rest) == rest else f"'{text}"


def exact(text: str) -> str:
    """Return the text for which ``safe`` wrote ``text``."""
    return text[1:] if text.startswith("'") and safe(text[1:]) == text else text


def _is_harmless(text: str) -> bool:
    return text[1:].replace(".", "", 1).isdecimal() or not text.strip("-")  # dashes alone are what many tables print
