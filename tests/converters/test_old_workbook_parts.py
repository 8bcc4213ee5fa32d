"""What the records of old workbooks say: formulas without result, errors, and what number formats show."""

from __future__ import annotations

from contextlib import suppress
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
import xlwt

from govinfo_converters.document import Grid
from govinfo_converters.xlsx_reading import FORMAT, parse_workbook
from govinfo_schema.errors import ReadError
from govinfo_schema.format_contract import Input, ReadOptions
from layouts import numbers
from office_layouts import old_sheet_file

if TYPE_CHECKING:
    from collections.abc import Callable


def saved(fill: Callable[[xlwt.Worksheet], object], title: str = "表一") -> bytes:
    book = xlwt.Workbook()
    sheet = book.add_sheet(title)
    sheet.write(0, 0, "项目")
    fill(sheet)
    target = BytesIO()
    book.save(target)
    return target.getvalue()


def seen(write: Callable[[xlwt.Worksheet], object]) -> str:
    """The text of the second cell of the first row."""
    (grid,) = parse_workbook(saved(write), "x.xls").blocks
    assert isinstance(grid, Grid)
    return next(cell.text for cell in grid.cells if (cell.row, cell.column) == (0, 1))


@pytest.mark.parametrize(
    ("value", "shown", "text"),
    [
        (0.25, "0%", "25%"),
        (1, "0%", "100%"),
        (-3, "0%", "-300%"),
        (0.07, "0%", "7%"),
        (251000, '0"元"', "251000元"),
        (12.5, "0.00", "12.50"),
        (1234567.25, "#,##0.00", "1234567.25"),
        (536870912.5, "0.00", "536870912.50"),
        (12, "General", "12"),
        ("12%", "General", "12%"),
    ],
)
def test_a_number_is_what_its_format_shows(value: float | str, shown: str, text: str) -> None:
    assert seen(lambda sheet: sheet.write(0, 1, value, xlwt.easyxf(num_format_str=shown))) == text


def test_numbers_in_one_record_have_their_own_formats() -> None:
    def fill(sheet: xlwt.Worksheet) -> None:
        for column, shown in enumerate(("0%", "General", "0.00"), 1):
            sheet.write(0, column, 2, xlwt.easyxf(num_format_str=shown))

    (grid,) = parse_workbook(saved(fill), "x.xls").blocks
    assert isinstance(grid, Grid)
    assert [cell.text for cell in grid.cells] == ["项目", "200%", "2", "2.00"]


@pytest.mark.parametrize("formula", ["1+2", "SUM(A1:A9)", '"a"&"b"'])
def test_a_formula_without_result_is_not_blank(formula: str) -> None:
    assert seen(lambda sheet: sheet.write(0, 1, xlwt.Formula(formula))) == "=…"


@pytest.mark.parametrize(
    ("code", "error"), [(0x00, "#NULL!"), (0x07, "#DIV/0!"), (0x0F, "#VALUE!"), (0x17, "#REF!"), (0x2A, "#N/A")]
)
def test_an_error_is_what_is_shown(code: int, error: str) -> None:
    """The codes are those of [MS-XLS] 2.5.10, BErr."""
    assert seen(lambda sheet: sheet.row(0).set_cell_error(1, code)) == error


def test_the_reason_is_said() -> None:
    document = parse_workbook(saved(lambda sheet: sheet.write(3, 2, xlwt.Formula("1+2")), "附表"), "x.xls")
    assert document.metadata == {"formulas without result": "附表!C4"}


def test_nothing_else_changes() -> None:
    data = old_sheet_file("v2021", numbers("v2021"))
    assert FORMAT.read is not None
    reading = FORMAT.read(Input(data=data, name="report.et"), ReadOptions())
    assert not reading.report.marks


@pytest.mark.parametrize("at", range(512, 4096, 97))
def test_damaged_records_are_refused_or_read(at: int) -> None:
    data = bytearray(saved(lambda sheet: sheet.write(0, 1, xlwt.Formula("1+2"))))
    if at < len(data):
        data[at : at + 8] = b"\xff" * 8
    with suppress(ReadError):
        parse_workbook(bytes(data), "x.xls")
