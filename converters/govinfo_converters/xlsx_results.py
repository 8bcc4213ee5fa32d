"""Results of formulas in the parts of a workbook: openpyxl writes none, and other programs read them."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

    from govinfo_converters.xlsx_formulas import Formula, Result

_CELL = re.compile(r'<c r="([A-Z]+[0-9]+)"([^>]*?)(?: t="[a-z]+")?><f>(.*?)</f><v ?(?:/>|></v>)</c>', re.DOTALL)


class Results:
    """The results of the formulas of a book."""

    def __init__(self, book: Workbook) -> None:
        """Begin for the sheets that ``book`` has, and gets."""
        self._book = book
        self._results: dict[str, dict[str, Result]] = {}

    def put(self, sheet: Worksheet, address: str, formula: Formula) -> None:
        """Write a formula into a cell of ``sheet``, whatever stood there."""
        cell = sheet[address]
        cell.value = formula.text
        if cell.quotePrefix:
            cell.quotePrefix = False  # it makes text of what is edited
        self._results.setdefault(sheet.title, {})[address] = formula.result

    def into_part(self, part: str, content: bytes) -> bytes:
        """Return a part of the package with the results in it, where it is a sheet."""
        for number, title in enumerate(self._book.sheetnames, 1):
            if part == f"xl/worksheets/sheet{number}.xml" and title in self._results:
                return _with_results(content.decode(), self._results[title]).encode("ascii", "xmlcharrefreplace")
        return content


def _with_results(sheet: str, results: Mapping[str, Result]) -> str:
    """Return the text of a sheet in which each formula has its result."""

    def cell(found: re.Match[str]) -> str:
        address, attributes, formula = found.groups()
        result = results[address]
        if not isinstance(result, str):
            digits = f"{result:f}" if isinstance(result, Decimal) else str(result)
            return f'<c r="{address}"{attributes}><f>{formula}</f><v>{digits}</v></c>'
        text = result.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        return f'<c r="{address}"{attributes} t="str"><f>{formula}</f><v>{text}</v></c>'

    return _CELL.sub(cell, sheet)
