"""Tables of results as csv, JSON and html.

A field with several values has them joined by "; " in csv, in lines of their own in html, and as a list in JSON. Text
that a spreadsheet would take for a formula is kept from being one by an apostrophe; numbers stay numbers, negative ones
too. JSON has both languages wherever there are two. csv and JSON have the codes of columns, html has words for them.
"""

from __future__ import annotations

import csv
import json
from decimal import Decimal
from html import escape
from io import StringIO
from typing import TYPE_CHECKING, Any

from govinfo_schema.marks import Money
from govinfo_schema.messages import Text
from govinfo_schema.spreadsheets import guarded

if TYPE_CHECKING:
    from govinfo_schema.format_contract import TableOptions
    from govinfo_schema.messages import Language
    from govinfo_schema.tables import Column, Content, Table

_STYLE = (
    "body{font-family:sans-serif;margin:2em}table{border-collapse:collapse}caption{text-align:left;font-weight:bold;"
    "padding:.5em 0}th,td{border:1px solid #999;padding:.25em .5em;vertical-align:top;text-align:left}"
    "thead{display:table-header-group}td.n{text-align:right}td{overflow-wrap:anywhere}"
)
_EMS = 0.6  # of a column of the page for each letter of its width


def table_as_csv(table: Table, options: TableOptions) -> bytes:
    """Return ``table`` as csv, by default in UTF-8 with a byte order mark, so that spreadsheets know the encoding."""
    text = StringIO()
    lines = csv.writer(text, lineterminator="\r\n")
    lines.writerow([column.name for column in table.columns])
    lines.writerows([_csv_field(content, options.language) for content in row] for row in table.rows)
    return text.getvalue().encode(options.encoding or "utf-8-sig")


def table_as_json(table: Table, options: TableOptions) -> bytes:
    """Return ``table`` as a list of objects, one a row, with the names of the columns as keys."""
    del options  # both languages stand there
    names = [column.name for column in table.columns]
    rows = [dict(zip(names, map(_plain, row), strict=True)) for row in table.rows]
    return (json.dumps(rows, ensure_ascii=False, indent=2, default=str) + "\n").encode()


def table_as_html(table: Table, options: TableOptions) -> bytes:
    """Return ``table`` as a page that needs nothing from elsewhere."""
    language = options.language
    widths = "".join(
        f"th:nth-child({at}){{width:{column.width * _EMS:.1f}em}}" for at, column in enumerate(table.columns, 1)
    )
    page = (
        f'<!DOCTYPE html>\n<html lang="{"zh-CN" if language == "zh" else "en"}">\n<head><meta charset="utf-8">'
        f"<title>{escape(table.title.in_language(language))}</title><style>{_STYLE}{widths}</style></head>\n<body>\n"
        f"{html_table(table, language)}\n</body>\n</html>\n"
    )
    return page.encode()


def html_table(table: Table, language: Language, *, row_id: str = "") -> str:
    """Return ``table`` as the element of a page, with its title as caption.

    Args:
        table: the table.
        language: language of the element.
        row_id: how the ids of rows begin, to which their number is added; empty for rows without.
    """

    def cell(content: Content, column: Column) -> str:
        return _html_cell(column.for_people(content), language)

    title = escape(table.title.in_language(language))
    heads = "".join(f'<th scope="col">{escape(column.title.in_language(language))}</th>' for column in table.columns)
    ids = (f' id="{row_id}-{number}"' if row_id else "" for number in range(1, len(table.rows) + 1))
    rows = "\n".join(
        f"<tr{identity}>{''.join(map(cell, row, table.columns))}</tr>"
        for identity, row in zip(ids, table.rows, strict=True)
    )
    return f"<table>\n<caption>{title}</caption>\n<thead><tr>{heads}</tr></thead>\n<tbody>\n{rows}\n</tbody>\n</table>"


def text_of(content: Content, language: Language, *, separator: str) -> str:
    """Return what a field holds as text; several values with ``separator`` between them."""
    if content is None:
        return ""
    if isinstance(content, Text):
        return content.in_language(language)
    if isinstance(content, Money):
        return f"{content.value:f}{content.unit or ''}"
    if isinstance(content, Decimal):
        return f"{content:f}"
    if isinstance(content, tuple):
        return separator.join(text_of(item, language, separator=separator) for item in content)
    return str(content)


def is_number(content: Content) -> bool:
    """Say whether a field holds one plain number."""
    return isinstance(content, int | Decimal) and not isinstance(content, bool)


def _csv_field(content: Content, language: Language) -> str:
    text = text_of(content, language, separator="; ")
    return text if is_number(content) else guarded(text)


def _html_cell(content: Content, language: Language) -> str:
    text = escape(text_of(content, language, separator="\n")).replace("\n", "<br>")
    return f'<td class="n">{text}</td>' if is_number(content) else f"<td>{text}</td>"


def _plain(content: Content) -> Any:  # noqa: ANN401 - any value of JSON
    if isinstance(content, Text):
        return {"zh": content.zh, "en": content.en}
    if isinstance(content, Money):
        return {"value": str(content.value), "unit": content.unit}
    if isinstance(content, tuple):
        return [_plain(item) for item in content]
    return content
