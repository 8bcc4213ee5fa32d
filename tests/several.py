"""Draws two reports into one file of each format; the second one is of another organ and an earlier year."""

from __future__ import annotations

import csv
from functools import partial
from io import BytesIO, StringIO
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import Workbook

from layouts import TEXT_LAYOUTS, YEARS, Printed, html_page, text_page, titled_tables
from office_layouts import after, before, sheet_rows, word_file
from pdf_drawing import Sheet

if TYPE_CHECKING:
    from collections.abc import Callable

FIRST, SECOND = "某某县", "另外市"


def other(form: str, text: str) -> str:
    """What the document of the second report says where that of the first one says something."""
    return text.replace(FIRST, SECOND).replace(str(YEARS[form]), str(YEARS[form] - 1))


def text_file(layout: str, *reports: tuple[str, Printed]) -> bytes:
    pages = [text_page(layout, form, printed) for form, printed in reports]
    return "".join(
        [pages[0], *(other(form, page) for (form, _), page in zip(reports[1:], pages[1:], strict=True))]
    ).encode()


def web_page(*reports: tuple[str, Printed]) -> bytes:
    pages = [html_page(form, printed) for form, printed in reports]
    bodies = [page.split("<body>")[1].split("</body>")[0] for page in pages]
    rest = (other(form, body) for (form, _), body in zip(reports[1:], bodies[1:], strict=True))
    body = "".join([bodies[0], *rest])
    return f"<!DOCTYPE html><html><head><meta charset='utf-8'></head><body>{body}</body></html>".encode()


def rows_of_sheets(*reports: tuple[str, Printed]) -> list[list[list[str]]]:
    sheets = [sheet_rows(form, printed) for form, printed in reports]
    return [
        sheets[0],
        *(
            [[other(form, text) for text in row] for row in sheet]
            for (form, _), sheet in zip(reports[1:], sheets[1:], strict=True)
        ),
    ]


def csv_file(*reports: tuple[str, Printed]) -> bytes:
    sheets = rows_of_sheets(*reports)
    width = max(len(row) for sheet in sheets for row in sheet)
    target = StringIO()
    csv.writer(target).writerows([*row, *[""] * (width - len(row))] for sheet in sheets for row in sheet)
    return target.getvalue().encode("gb18030")


def workbook_file(*reports: tuple[str, Printed], one_sheet: bool = False, names: tuple[str, ...] = ()) -> bytes:
    """A workbook with a sheet for each report, or with all on one sheet."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for number, rows in enumerate(rows_of_sheets(*reports)):
        title = names[number] if names else "报告" if one_sheet else f"报告{number}"
        sheet = book[title] if title in book.sheetnames else book.create_sheet(title)
        for row in rows:
            sheet.append([int(text) if text.isdigit() else text or None for text in row])
    target = BytesIO()
    book.save(target)
    return target.getvalue()


def word_document(*reports: tuple[str, Printed]) -> bytes:
    files = [word_file(form, printed) for form, printed in reports]
    texts = [ZipFile(BytesIO(file)).read("word/document.xml").decode() for file in files]
    rest = [
        other(form, text.split("<w:body>")[1].split("<w:sectPr")[0])
        for (form, _), text in zip(reports[1:], texts[1:], strict=True)
    ]
    target = BytesIO()
    with ZipFile(BytesIO(files[0])) as old, ZipFile(target, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "word/document.xml":
                content = content.decode().replace("<w:sectPr", "".join(rest) + "<w:sectPr", 1).encode()
            new.writestr(name, content)
    return target.getvalue()


def pdf_document(*reports: tuple[str, Printed]) -> bytes:
    sheet = Sheet()
    for number, (form, printed) in enumerate(reports):
        if number:
            sheet.new_page()
        for line in before(form):
            sheet.text(other(form, line) if number else line)
        for title, table in titled_tables(form, printed):
            sheet.text(other(form, title) if number else title)
            sheet.table(table)
        for line in after(form):
            sheet.text(line)
    return sheet.data()


def web_page_of_one_table(*reports: tuple[str, Printed]) -> bytes:
    """All that the reports say as the rows of one table, titles among them."""
    rows: list[str] = []
    for number, (form, printed) in enumerate(reports):
        lines = [*before(form), *(part for titled in titled_tables(form, printed) for part in titled), *after(form)]
        for line in lines:
            if isinstance(line, str):
                rows.append(f"<tr><td colspan=10>{other(form, line) if number else line}</td></tr>")
            else:
                rows += [f"<tr>{''.join(_html_cell(*cell) for cell in row)}</tr>" for row in line]
    return f"<!DOCTYPE html><html><head><meta charset='utf-8'></head><table>{''.join(rows)}</table></html>".encode()


def _html_cell(text: str, colspan: int, rowspan: int) -> str:
    return f"<td colspan={colspan} rowspan={rowspan}>{text}</td>"


LAYOUTS: dict[str, Callable[..., bytes]] = {
    **{name: partial(text_file, name) for name in TEXT_LAYOUTS},
    "html": web_page,
    "one table": web_page_of_one_table,
    "csv": csv_file,
    "xlsx": workbook_file,
    "one sheet": partial(workbook_file, one_sheet=True),
    "docx": word_document,
    "pdf": pdf_document,
}
FORMATS = {
    **dict.fromkeys(LAYOUTS, "text"),
    "html": "html",
    "one table": "html",
    "csv": "csv",
    "xlsx": "xlsx",
    "one sheet": "xlsx",
    "docx": "docx",
    "pdf": "pdf",
}
