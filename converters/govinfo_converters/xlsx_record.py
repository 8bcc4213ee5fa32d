"""The sheet of a workbook that carries the record of its report, where the printed form cannot hold all of it.

A sheet, and no hidden part of the package: it survives every program that saves workbooks, and whoever publishes the
file can see what is in it. The defined name ``govinfo.record`` says where it stands.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import msgspec

from govinfo_converters.carried_record import RECORD_NAME, record_of
from govinfo_converters.xlsx_lists import new_list
from govinfo_converters.xlsx_pages import FOOT, set_up_page
from govinfo_converters.xlsx_report import add_name
from govinfo_converters.xlsx_styles import cell_at, look, put_text
from govinfo_schema.messages import Text

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook

    from govinfo_schema.forms import Report
    from govinfo_schema.messages import Language

RECORD_SHEET = Text("数据记录", "Record")
_NOTE = Text(
    "供程序使用的完整数据记录，含迁移余项；报告以第一张工作表显示的内容为准。请勿修改。",
    "The whole record for programs, with the residue of migrations; what the first sheet shows counts. Do not edit.",
)
_HEAD = "JSON"
_WIDTH = 100
_FIRST_ROW = 3
_LONGEST = 30_000  # characters; a cell holds 32,767
_PIECE = re.compile(rf"[^\n]{{1,{_LONGEST}}}")


def write_record(book: Workbook, report: Report, language: Language) -> None:
    """Add the sheet with the record of ``report`` to ``book``, one line of the JSON in a row.

    Raises:
        StructureError: the report holds what JSON cannot, such as half of a character; the book is as it was.
    """
    indented = msgspec.json.format(record_of(report), indent=1)
    title = RECORD_SHEET.in_language(language)
    sheet = new_list(book, title, _NOTE.in_language(language), [(_HEAD, _WIDTH)])
    row = _FIRST_ROW
    for row, line in enumerate(_PIECE.findall(indented), _FIRST_ROW):
        cell = cell_at(sheet, row, 1)
        cell.style = look("note")
        put_text(cell, line)
    sheet.print_area = "A1:A1"  # the JSON is nothing to be printed
    set_up_page(sheet, FOOT.in_language(language), landscape=True)
    add_name(book, RECORD_NAME, f"'{title}'!$A${_FIRST_ROW}:$A${row}")
