"""What an official report consists of, in order: title, sections, tables; taken from the report where it has them.

Published words stay as they are and where they are. A heading, a title or a line on period and day is added only where
the narrative of the report does not have it.
"""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Literal, TypeAlias

from attrs import frozen

from govinfo_converters.alignment.labels import key_of, tables_of
from govinfo_converters.form_layout import LayoutTable, layout, report_title, section_headings
from govinfo_converters.recognition import is_title
from govinfo_converters.report_parts import day_text, days_in_text
from govinfo_schema.forms import form_of
from govinfo_schema.messages import Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from govinfo_schema.forms import Report
    from govinfo_schema.messages import Language
    from govinfo_schema.report import Section

Role = Literal["title", "subtitle", "heading", "subheading", "text", "table title", "annex title"]

_NUMERALS = "一二三四五六七八九十"
_SECOND_LEVEL = re.compile(rf"^[(（][{_NUMERALS}]{{1,3}}[)）][^。]{{1,40}}$")
_DAY_ALONE = re.compile(r"^[(（]\s*[0-9]{4}\s*年[0-9\s]+月[0-9\s]+日\s*[)）]$")
_ALIKE = 0.7  # of the letters of two headings
_EXTENSIONS = Text("附：各地增设的行（不属于表式，照原文）", "Rows added locally (not part of the form, as printed)")


@frozen
class Words:
    """A paragraph, and what it is in the report."""

    text: str
    role: Role


Piece: TypeAlias = Words | LayoutTable


def outline(report: Report, language: Language) -> tuple[Piece, ...]:
    """Return the paragraphs and tables of ``report`` in the order of the official form.

    Args:
        report: the report.
        language: language of the heading above rows that are not part of the form.
    """
    sections = list(report.narrative)
    front = sections.pop(0).paragraphs if sections and not sections[0].heading else ()
    pieces = [*_front(report, front)]
    if section_headings(form_of(report)):
        pieces += _numbered(report, sections)
    else:
        pieces += _annexed(report, front, sections)
    if report.extensions:
        pieces.append(Words(_EXTENSIONS.in_language(language), "heading"))
        rows = ((row.table, row.label, *row.values) for row in report.extensions)
        pieces += [Words(" | ".join(row), "text") for row in rows]
    return tuple(pieces)


def _front(report: Report, front: Sequence[str]) -> Iterator[Piece]:
    """Yield what stands above the first heading: the title, period and day, and what the report has there."""
    titles = _title_lines(report, front)
    if not titles:
        yield Words(report_title(report), "title")
    stated_period, stated_day = days_in_text(report)
    day = report.publication_date
    added = [] if day is None or stated_day is not None else [Words(f"（{day_text(day)}）", "subtitle")]
    period = report.period
    if period is not None and stated_period is None:
        said = f"本报告所列数据的统计期限自{day_text(period.start)}起至{day_text(period.end)}止。"
        added.append(Words(said, "text"))
    if not titles:
        yield from added
    for number, text in enumerate(front):
        yield Words(text, "title" if number in titles else _role(text))
        if number == max(titles, default=-1):
            yield from added


def _title_lines(report: Report, front: Sequence[str]) -> tuple[int, ...]:
    """Return which paragraphs are the title, where it names the year and the organ of the report."""
    named = [str(report.year or ""), "".join((report.agency.name or "").split())]
    for count in (1, 2):
        for start in range(len(front) - count + 1):
            text = "".join("".join(front[start : start + count]).split())
            if is_title(text) and all(name in text for name in named):
                return tuple(range(start, start + count))
    return ()


def _role(text: str) -> Role:
    if _DAY_ALONE.match(text):
        return "subtitle"
    return "subheading" if _SECOND_LEVEL.match(text) else "text"


def _section(section: Section) -> Iterator[Piece]:
    yield Words(section.heading, "heading")
    for text in section.paragraphs:
        yield Words(text, _role(text))


def _numbered(report: Report, sections: Sequence[Section]) -> Iterator[Piece]:
    """Yield the sections of the official form, and those of the report, each table below its heading."""
    headings = section_headings(form_of(report))
    tables = {headings.index(table.title): table for table in layout(form_of(report))}
    of_report = _official_numbers(report, sections)
    missing = [number for number in range(len(headings)) if number not in of_report]
    for section, official in zip(sections, of_report, strict=True):
        while official is not None and missing and missing[0] < official:
            yield from _empty(headings[missing[0]], tables.get(missing.pop(0)))
        yield from _section(section)
        if official in tables:
            yield tables[official]
    for number in missing:
        yield from _empty(headings[number], tables.get(number))


def _empty(heading: str, table: LayoutTable | None) -> Iterator[Piece]:
    """Yield a section that the report does not have: its table, or room to write."""
    yield Words(heading, "heading")
    yield table or Words("", "text")


def _official_numbers(report: Report, sections: Sequence[Section]) -> list[int | None]:
    """Return which section of the official form each section is; ``None`` for further ones."""
    headings = section_headings(form_of(report))
    titles = {key: headings.index(table.title) for table in tables_of(report.form) for key in table.title_keys}
    named = [titles.get(key_of(section.heading)) for section in sections]
    found: list[int | None] = []
    for section, of_table in zip(sections, named, strict=True):
        number = _by_numeral(section.heading, headings, set(titles.values())) if of_table is None else of_table
        taken = number in found or (of_table is None and number in named)
        found.append(None if taken else number)
    return found


def _by_numeral(heading: str, headings: Sequence[str], of_tables: set[int]) -> int | None:
    """Return the official section with the numeral of ``heading``; for a table, its words have to be alike, too."""
    for number, official in enumerate(headings):
        if heading.startswith(official[:2]):
            alike = SequenceMatcher(None, heading, official).ratio() >= _ALIKE
            return number if alike or number not in of_tables else None
    return None


def _annexed(report: Report, front: Sequence[str], sections: Sequence[Section]) -> Iterator[Piece]:
    """Yield the sections of the report, and after them the table, under its title."""
    for section in sections:
        yield from _section(section)
    texts = [*front, *(text for section in sections for text in section.paragraphs)]
    for table in layout(form_of(report)):
        if table.title != (texts[-1] if texts else ""):
            yield Words(table.title, "annex title" if sections else "table title")
        yield table
