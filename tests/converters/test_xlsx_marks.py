"""Numbers and marks in a workbook that is written."""

from __future__ import annotations

import re
from decimal import Decimal
from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from govinfo_converters.xlsx_book import write_workbook
from govinfo_schema.format_contract import WriteOptions
from govinfo_schema.forms import make_report
from govinfo_schema.marks import Mark, Money
from govinfo_schema.migration.ledger import Ledger

if TYPE_CHECKING:
    from govinfo_schema.forms import Report
from xlsx_books import FORMS, NEW, PLAIN, address_of, cell_of, marked, number_in, opened

# Numbers


FEE = "proactive_disclosure.administrative_institutional_fees.amount"


def stored(report: Report, path: str) -> str:
    """The digits that stand in the file, before any library makes a binary number of them."""
    data = write_workbook(report, PLAIN)
    _, address = address_of(load_workbook(BytesIO(data)), path)
    xml = ZipFile(BytesIO(data)).read("xl/worksheets/sheet1.xml").decode()
    found = re.search(rf'<c r="{address}"[^>]*t="n"[^>]*><v>([^<]*)</v>', xml)
    assert found
    return found[1]


@pytest.mark.parametrize(
    ("amount", "unit", "digits", "shown"),
    [
        ("18.8710", "万元", "18.8710", "0.0000"),
        ("64.10", "万元", "64.10", "0.00"),
        ("31878.41", "元", "31878.41", r"0.00\元"),
        ("251000", "元", "251000", r"0\元"),
        ("-0.5", None, "-0.5", "0.0"),
        ("1E+3", "万元", "1000", "0"),
        ("511.900000000001", "万元", "511.900000000001", "0.000000000000"),
    ],
)
def test_amounts_keep_their_digits_and_show_a_unit_that_the_head_does_not_say(
    amount: str, unit: str | None, digits: str, shown: str
) -> None:
    report = make_report(FORMS["v2021"], {FEE: Money(Decimal(amount), unit)})
    assert stored(report, FEE) == digits
    cell = cell_of(opened(report), FEE)
    assert Decimal(str(cell.value)) == Decimal(amount)
    assert cell.number_format == shown


def test_unit_is_shown_where_the_head_prints_none() -> None:
    path = "proactive_disclosure.centralized_procurement.total_amount"
    cell = cell_of(opened(make_report(FORMS["v2019"], {path: Money(Decimal("31878.41"), "万元")})), path)
    assert (cell.value, cell.number_format) == (31878.41, r"0.00\万\元")


def test_a_decrease_is_a_negative_number() -> None:
    path = "proactive_disclosure.administrative_licensing.change"
    assert cell_of(opened(make_report(FORMS["v2019"], {path: -243})), path).value == -243


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (1234567890123456789, "1234567890123456789"),
        (Money(Decimal("0.12345678901234567"), "元"), "0.12345678901234567元"),
        (Money(Decimal("-0.00"), None), "-0.00"),
        (Money(Decimal("NaN"), None), "NaN"),
        (Money(Decimal("1E-31"), None), "0.0000000000000000000000000000001"),
    ],
)
def test_what_a_spreadsheet_would_change_is_written_as_text(value: int | Money, text: str) -> None:
    path = FEE if isinstance(value, Money) else f"{NEW}.total"
    cell = cell_of(opened(make_report(FORMS["v2021"], {path: value})), path)
    assert (cell.value, cell.data_type) == (text, "s")


@settings(max_examples=10, deadline=None)  # each example is a whole workbook of 58 numbers
@given(st.data())
def test_no_number_becomes_another(data: st.DataObject) -> None:
    counts = st.integers(-(10**18), 10**18) | st.integers(0, 10**5)
    amounts = st.decimals(allow_nan=False, allow_infinity=False).map(lambda amount: Money(amount, "元"))
    form = FORMS["v2014"]
    values = {cell.path: data.draw(amounts if cell.kind == "money" else counts) for cell in form.cells}
    book = opened(make_report(form, values))
    for path, value in values.items():
        found = str(cell_of(book, path).value)
        assert Decimal(found.removesuffix("元")) == number_in(value)


SHOWN = (None, "/", "约3件", "21 22?", None, "—")


@pytest.mark.parametrize("name", FORMS)
def test_cells_without_a_number_show_what_was_printed_and_say_their_state(name: str) -> None:
    report = marked(name)
    book = opened(report)
    cells = [cell_of(book, path) for path in report.marks]
    assert tuple(cell.value for cell in cells) == SHOWN
    assert [cell.comment.text for cell in cells] == [
        "空白",
        "不适用",
        "无法识读\n原文单位：件",
        "归属不明\n可能是：21, 22\n原文：21 22",
        "原表式未设",
        "不适用",
    ]
    fills = [(cell.fill.fill_type, cell.fill.fgColor.rgb) for cell in cells[:5]]
    assert len(set(fills)) == 5
    assert fills[4][0] == "lightUp"
    untouched = cell_of(book, next(path for path in FORMS[name].paths if path not in report.marks))
    assert untouched.comment is None
    assert untouched.fill.fill_type is None


@pytest.mark.parametrize("name", FORMS)
def test_no_state_becomes_a_number(name: str) -> None:
    report = marked(name)
    book = opened(report)
    assert not any(isinstance(cell_of(book, path).value, int | float) for path in report.marks)
    numbers = [cell.value for row in book["报告"].iter_rows() for cell in row if isinstance(cell.value, int | float)]
    assert len(numbers) == len(FORMS[name].paths) - len(report.marks)


def test_a_migrated_report_names_the_form_that_does_not_ask() -> None:
    ledger = Ledger(source_form="v2019", target_form="v2021", lines=())
    path = f"{NEW}.total"
    report = make_report(FORMS["v2021"], {}, {path: Mark("not_asked")})
    assert cell_of(opened(report, WriteOptions(ledger=ledger)), path).comment.text == "原表式未设：v2019"


def test_a_long_unreadable_text_has_room() -> None:
    path = f"{NEW}.total"
    report = make_report(FORMS["v2021"], {}, {path: Mark("unreadable", "大约有二十一二件左右未统计")})
    sheet = opened(report)["报告"]
    row = sheet[address_of(opened(report), path)[1]].row
    assert sheet.row_dimensions[row].height > 6 * 12
