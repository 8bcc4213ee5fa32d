"""Places of values: how they are named, and that cells of workbooks and PDF files know theirs exactly."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from openpyxl.utils import get_column_letter

from govinfo_schema import read
from govinfo_schema.messages import Text
from govinfo_schema.provenance import Place, address_of
from layouts import facts, numbers
from office_layouts import sheet_file
from pdf_drawing import pdf_page

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from typing import Any

    Govinfo = Callable[..., Any]

CELL = "applications.new_received.total"


@pytest.mark.parametrize("column", [1, 2, 26, 27, 52, 53, 702, 703, 16384])
def test_addresses_are_those_of_workbooks(column: int) -> None:
    assert address_of(7, column) == f"{get_column_letter(column)}7"


def test_an_address_stands_for_row_and_column() -> None:
    place = Place(sheet="表三", table=3, row=12, column=2, address="B12", box=(1.0, 2.0, 3.0, 4.0))
    assert place.text == Text("工作表“表三”第3个表单元格B12", "sheet 表三, table 3, cell B12")
    assert place.known == {
        "sheet": "表三",
        "table": 3,
        "row": 12,
        "column": 2,
        "address": "B12",
        "box": (1.0, 2.0, 3.0, 4.0),
    }


def test_cells_of_a_workbook_have_their_address(tmp_path: Path) -> None:
    path = tmp_path / "report.xlsx"
    path.write_bytes(sheet_file("v2021", numbers("v2021"), down=4, right=2))
    reading = read(path)
    from openpyxl import load_workbook  # noqa: PLC0415 - a second library, which the reader does not use

    sheet = load_workbook(path).worksheets[0]
    addresses = {cell: origin.place.address for cell, origin in reading.provenance.items()}
    assert len(addresses) == len(facts("v2021"))
    assert all(str(sheet[address].value) == numbers("v2021")[cell] for cell, address in addresses.items())


def test_cells_of_a_pdf_have_their_box(tmp_path: Path) -> None:
    path = tmp_path / "report.pdf"
    printed = numbers("v2021", 11)
    path.write_bytes(pdf_page("v2021", printed))
    reading = read(path)
    import pdfplumber  # noqa: PLC0415 - a second library, which the reader does not use

    with pdfplumber.open(path) as file:
        for cell, origin in reading.provenance.items():
            assert origin.place.page is not None
            assert origin.place.box is not None
            page = file.pages[origin.place.page - 1]
            left, top, right, bottom = origin.place.box
            inside = page.crop((left - 1, top - 1, right + 1, bottom + 1)).extract_text()
            assert inside.split() == [printed[cell]]


@pytest.mark.parametrize(
    ("options", "words"), [(("--lang", "zh"), "版面：左 "), ((), "On the page: left ")], ids=["zh", "en"]
)
def test_the_box_is_shown(tmp_path: Path, govinfo: Govinfo, options: tuple[str, ...], words: str) -> None:
    path = tmp_path / "report.pdf"
    path.write_bytes(pdf_page("v2021", numbers("v2021", 11)))
    assert any(line.startswith(words) for line in govinfo(*options, "explain-cell", path, CELL).lines)


def test_the_address_is_shown(tmp_path: Path, govinfo: Govinfo) -> None:
    path = tmp_path / "report.xlsx"
    path.write_bytes(sheet_file("v2021", numbers("v2021")))
    assert any(
        line.startswith("Place: sheet 表2, table 2, cell J") for line in govinfo("explain-cell", path, CELL).lines
    )
