"""The parts of a written report in their order: running text and tables, as the official report has them."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, TypeAlias

from attrs import frozen

from govinfo_converters.alignment.labels import key_of
from govinfo_converters.document import Document
from govinfo_converters.form_layout import LayoutTable, layout
from govinfo_converters.recognition import Lines, is_title, line_of, period_in, publication_evidence
from govinfo_schema.forms import form_of
from govinfo_schema.provenance import Place

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from govinfo_schema.forms import Report
    from govinfo_schema.report import Period, Section

_NUMERALS = "〇一二三四五六七八九十"
_NUMERAL = re.compile("^([一二三四五六七八九]?十?[一二三四五六七八九]?)、")
_LONGEST_TITLE = 40


@frozen
class TablePart:
    """A table on its way into a report.

    Attributes:
        number: which table of the form it is, counted from 0.
        table: its printed layout.
        headed: whether a heading or a line of the running text says the same as its title.
    """

    number: int
    table: LayoutTable
    headed: bool


Part: TypeAlias = "Section | TablePart"


def parts_of(report: Report) -> Iterator[Part]:
    """Yield the sections of ``report``, and its tables behind the section with their number.

    A table without a number, as the one of v2014, stands behind all sections.
    """
    tables = [(_number(table.title), number, table) for number, table in enumerate(layout(form_of(report)))]
    texts = (text for section in report.narrative for text in (section.heading, *section.paragraphs))
    headings = {(_number(text), key_of(text)) for text in texts if len(text) <= _LONGEST_TITLE}
    for section in report.narrative:
        before = _number(section.heading)
        while tables and tables[0][0] and tables[0][0] < before:
            yield _table_part(*tables.pop(0)[1:], headings)
        yield section
    for _, number, table in tables:
        yield _table_part(number, table, headings)


def _table_part(number: int, table: LayoutTable, headings: set[tuple[int, str]]) -> TablePart:
    return TablePart(number, table, headed=(_number(table.title), key_of(table.title)) in headings)


def _number(heading: str) -> int:
    """Return the number of a heading such as 二、; 0 where it has none."""
    found = _NUMERAL.match(heading)
    if not found:
        return 0
    tens, ten, ones = found[1].rpartition("十")
    return (10 * _NUMERALS.find(tens or "一") if ten else 0) + (_NUMERALS.find(ones) if ones else 0)


def has_title(report: Report) -> bool:
    """Whether the running text begins with the title of the report, on one line or on two."""
    opening = opening_of(report)
    return any(map(is_title, opening)) or any(is_title(first + second) for first, second in pairwise(opening))


def days_in_text(report: Report) -> tuple[Period | None, date | None]:
    """Return the period and the day of publication that a reader finds in the running text of the report."""
    paragraphs = (text for section in report.narrative for text in (section.heading, *section.paragraphs))
    lines = Lines(line_of(text, Place(), paragraph=True) for text in paragraphs)
    published = publication_evidence(Document(name="", format="", sha256="", blocks=()), lines)
    return period_in(lines), published[0] if published else None


def opening_of(report: Report) -> tuple[str, ...]:
    """Return the paragraphs above the first heading."""
    first = report.narrative[0] if report.narrative else None
    return first.paragraphs if first is not None and not first.heading else ()


def period_text(period: Period) -> str:
    """Return a period in the words of the official reports."""
    return f"{day_text(period.start)}至{day_text(period.end)}"


def day_text(day: date) -> str:
    """Return a day in the words of the official reports."""
    return f"{day.year}年{day.month}月{day.day}日"
