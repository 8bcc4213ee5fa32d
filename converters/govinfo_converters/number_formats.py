"""The text of a number of a workbook, as far as its number format says what a person sees.

Units behind a number, decimal zeros and percent signs are shown by number formats alone: 251000 in the format ``0"元"``
is 251000元, and 1 in the format ``0%`` is no count of 1. Nothing is ever rounded to the places of a format.
"""

from __future__ import annotations

import re
from decimal import Decimal
from math import isfinite, nan
from typing import TYPE_CHECKING

from attrs import frozen

from govinfo_converters.number_text import number_text
from govinfo_converters.office_package import xml_root

if TYPE_CHECKING:
    from govinfo_converters.office_package import Package

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_LONGEST = 60  # characters of a number
_MOST_PLACES = 2  # of a whole number: 12.000 could be meant as twelve thousand
BUILT_IN = {"2": "0.00", "4": "#,##0.00", "9": "0%", "10": "0.00%"}
# What a style with such a format, or with one that the workbook defines, looks like.
_SPECIAL = re.compile(rb"numFmtId\s*=\s*[\"'](?:2|4|9|10|[0-9]{3,})[\"']|\x00")
# Digits, decimal places, and a literal after them: 0.00"万元", #,##0\元, 0.0%. Other formats are left alone.
_FORMAT = re.compile(
    r"(?:#,##)?0(?:\.(?P<places>0{1,9}))?(?P<behind>(?:\"[^\"]{1,9}\"|\\.|%|[元件条万亿人次个项篇]){0,9})"
)


@frozen
class NumberFormat:
    """What a number format shows beside the digits.

    Attributes:
        places: decimal places that are always shown.
        behind: text behind the number.
        percent: whether the number is shown a hundred times as large, with a percent sign.
    """

    places: int = 0
    behind: str = ""
    percent: bool = False


def formatted(stored: str, shown: NumberFormat) -> str | None:
    """Return the text of a stored number in a format; ``None`` where no number is stored."""
    try:
        value = float(stored) if len(stored) <= _LONGEST else nan
    except ValueError:
        return None
    if not isfinite(value):
        return None
    text = format(Decimal(number_text(value)) * (100 if shown.percent else 1), "f")
    if shown.percent and "." in text:
        text = text.rstrip("0").rstrip(".")
    whole, _, decimals = text.partition(".")
    places = shown.places if shown.places <= _MOST_PLACES or decimals else 0
    decimals = decimals.ljust(places, "0")
    return (f"{whole}.{decimals}" if decimals else whole) + shown.behind


def format_of(code: str) -> NumberFormat | None:
    """Return what the code of a number format shows beside the digits; ``None`` where it shows nothing."""
    found = _FORMAT.fullmatch(code.partition(";")[0])
    if found is None or not (found["places"] or found["behind"]):
        return None
    behind = re.sub(r"[\"\\]", "", found["behind"])
    return NumberFormat(len(found["places"] or ""), behind, percent="%" in behind)


def formats_of(package: Package, part: str) -> dict[str, NumberFormat]:
    """Return the number formats that show more than digits, by the number of the style of a cell.

    Args:
        package: the workbook.
        part: its part with the styles; it may be missing.

    Raises:
        ReadError: the part is damaged or too large.
    """
    if part not in package:
        return {}
    source = package.bytes_of(part)
    if not _SPECIAL.search(source):
        return {}
    root = xml_root(source, package.name, part)
    codes = dict(BUILT_IN)
    for element in root.iter(_MAIN + "numFmt"):
        codes[element.get("numFmtId") or ""] = element.get("formatCode") or ""
    formats: dict[str, NumberFormat] = {}
    styles = root.find(_MAIN + "cellXfs")
    for number, style in enumerate([] if styles is None else styles.iterchildren(_MAIN + "xf")):
        shown = format_of(codes.get(style.get("numFmtId") or "", ""))
        if shown is not None:
            formats[str(number)] = shown
    return formats
