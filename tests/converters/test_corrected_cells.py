"""Workbooks say of each corrected cell what was published, which nobody shall mistake the new figure for."""

from __future__ import annotations

from decimal import Decimal
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from attrs import evolve
from openpyxl import load_workbook

from govinfo_converters.xlsx_book import write_workbook
from govinfo_schema.format_contract import WriteOptions
from govinfo_schema.forms import form_named, make_report
from govinfo_schema.marks import CellValue, Mark, Money
from govinfo_schema.report import Correction

if TYPE_CHECKING:
    from govinfo_schema.messages import Language

COUNT = "applications.new_received.total"
FEES = "proactive_disclosure.administrative_institutional_fees.amount"
FORM = form_named("v2021")
ZERO: dict[str, CellValue] = {**dict.fromkeys(FORM.paths, 0), FEES: Money(Decimal(0), "万元")}


def comment_of(path: str, correction: Correction, language: Language = "zh") -> str | None:
    report = evolve(make_report(FORM, ZERO, year=2023), corrections=(correction,))
    book = load_workbook(BytesIO(write_workbook(report, WriteOptions(language=language))))
    ((sheet, address),) = book.defined_names[path].destinations
    comment = book[sheet][address.replace("$", "")].comment
    return None if comment is None else comment.text


@pytest.mark.parametrize(
    ("path", "published", "mark", "told"),
    [
        (COUNT, 31, None, "已更正：原公布 31（建议 P-1）"),
        (COUNT, None, Mark("blank"), "已更正：原公布 空白（建议 P-1）"),
        (FEES, Money(Decimal("12.50"), "元"), None, "已更正：原公布 12.50元（建议 P-1）"),
    ],
)
def test_a_corrected_cell_tells_what_was_published(
    path: str, published: CellValue, mark: Mark | None, told: str
) -> None:
    correction = Correction(
        form="v2021", path=path, published=published, mark=mark, corrected=ZERO[path], proposal="P-1"
    )
    assert comment_of(path, correction) == told


def test_it_is_told_in_english() -> None:
    correction = Correction(form="v2021", path=COUNT, published=31, corrected=0, proposal="P-1")
    assert comment_of(COUNT, correction, "en") == "Corrected: published as 31 (proposal P-1)"


def test_a_correction_of_another_form_or_cell_is_not_told_there() -> None:
    correction = Correction(form="v2019", path=COUNT, published=31, corrected=0, proposal="P-1")
    assert comment_of(COUNT, correction) is None
    assert comment_of(FEES, evolve(correction, form="v2021")) is None
