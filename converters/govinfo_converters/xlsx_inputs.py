"""What may be typed into the cells of a form to fill in, and the words of a refusal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from openpyxl.worksheet.cell_range import CellRange, MultiCellRange
from openpyxl.worksheet.datavalidation import DataValidation

from govinfo_converters.cell_values import MOST_DIGITS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from openpyxl.worksheet.worksheet import Worksheet

    from govinfo_converters.xlsx_plan import Spot
    from govinfo_schema.cells import FlatForm, Kind
    from govinfo_schema.versions import Version

_MOST = 10**MOST_DIGITS - 1  # what is longer is not read as a count
_DECIMALS = 6
_LAST_YEAR = 2100
_TITLE = "请检查填写的内容"
_MESSAGES: dict[Kind, str] = {
    "count": "请填写大于或等于 0 的整数，最多九位；没有的填 0，不要填文字、小数或单位。",
    "signed count": "请填写整数；减少填负数，没有变化填 0，不要填文字、小数或单位。",
    "money": f"请填写大于或等于 0 的数，最多 {_DECIMALS} 位小数；没有的填 0，不要填文字或单位。",
}
_YEAR_MESSAGE = "请填写四位数的报告年度，本表式用于 {years} 年度。"


def add_input_checks(sheet: Worksheet, form: FlatForm, inputs: Iterable[tuple[str, Spot]]) -> None:
    """Let ``sheet`` refuse what cannot stand in its cells.

    Args:
        sheet: the sheet.
        form: the form that it shows.
        inputs: path and place of each cell that is filled in.
    """
    by_kind: dict[Kind, list[Spot]] = {}
    for path, spot in inputs:
        by_kind.setdefault(form.by_path[path].kind, []).append(spot)
    for kind, spots in by_kind.items():
        check = _check(kind, _address(spots[0]))
        check.error = _MESSAGES[kind]
        _add(sheet, check, spots)


def add_year_check(sheet: Worksheet, version: Version, spot: Spot) -> None:
    """Let ``sheet`` refuse years that are none of the form."""
    last = version.last_year or _LAST_YEAR
    check = DataValidation(type="whole", operator="between", formula1=str(version.first_year), formula2=str(last))
    check.error = _YEAR_MESSAGE.format(years=version.years if version.last_year else f"{version.first_year} 年及以后")
    _add(sheet, check, [spot])


def _check(kind: Kind, first: str) -> DataValidation:
    if kind == "money":
        formula = f"AND(ISNUMBER({first}),{first}>=0,ROUND({first},{_DECIMALS})={first})"
        return DataValidation(type="custom", formula1=formula)
    least = -_MOST if kind == "signed count" else 0
    return DataValidation(type="whole", operator="between", formula1=str(least), formula2=str(_MOST))


def _address(spot: Spot) -> str:
    return CellRange(min_col=spot.column, min_row=spot.row, max_col=spot.column, max_row=spot.row).coord


def _add(sheet: Worksheet, check: DataValidation, spots: Iterable[Spot]) -> None:
    check.allow_blank = True
    check.errorStyle = "stop"
    check.errorTitle = _TITLE
    check.showErrorMessage = True
    check.sqref = MultiCellRange(" ".join(map(_address, spots)))
    sheet.add_data_validation(check)
