"""Which form a document is read as, with the tables of that form, or a refusal that says what is missing."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from attrs import frozen

from govinfo_converters.alignment.entries import Entry, entries_of
from govinfo_converters.alignment.form_reading import FoundTable, find_tables
from govinfo_converters.document import Document
from govinfo_converters.reading_findings import table_findings
from govinfo_converters.recognition import (
    Lines,
    Title,
    form_evidence,
    labels_run_together,
    lines_of,
    titles_of,
    year_evidence,
)
from govinfo_converters.summary_tables import organs_of_a_summary, summary_of_organs
from govinfo_schema.errors import RecognitionError
from govinfo_schema.findings import Finding
from govinfo_schema.messages import Text, enumerated
from govinfo_schema.reading import Evidence
from govinfo_schema.versions import NAMES, version_of_year

if TYPE_CHECKING:
    from collections.abc import Sequence

_LEAST_SHARE = 0.5
_FEW = 5


@frozen
class Survey:
    """What is seen of a document before its form is known."""

    document: Document
    lines: Lines
    titles: list[Title]
    years: tuple[Evidence, ...]

    @classmethod
    def of(cls, document: Document) -> Survey:
        """Look at the text of ``document``; its tables are looked at when they are asked for."""
        lines = lines_of(document)
        titles = titles_of(lines)
        return cls(document, lines, titles, year_evidence(lines, titles))

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        """The entries of the document."""
        return entries_of(self.document)

    @cached_property
    def evidence(self) -> dict[str, tuple[Evidence, ...]]:
        """The labels that speak for each form."""
        return form_evidence(self.entries)

    @property
    def year(self) -> int | None:
        """The report year, as far as the document says it."""
        return int(self.years[0].value) if self.years else None


@frozen
class Recognised:
    """The form of a document, with its tables."""

    form: str
    tables: tuple[FoundTable, ...]
    evidence: tuple[Evidence, ...]
    findings: tuple[Finding, ...]


def _is_there(tables: Sequence[FoundTable]) -> bool:
    """Whether enough of a form stands in the document to call it that form: half of the rows of one large table."""
    return any(
        table.found.rows and table.table.labelled and len(table.found.rows) >= _LEAST_SHARE * len(table.table.rows)
        for table in tables
    )


def _rows_amiss(tables: Sequence[FoundTable]) -> int:
    """Count the rows that a form has and a document not, and the other way round, in the tables that are there."""
    there = [table for table in tables if table.found.rows]
    return sum(len(table.missing_rows) + len(table.found.foreign) for table in there)


def _choose(evidence: dict[str, tuple[Evidence, ...]], form: str | None, year: int | None) -> list[str]:
    """Return the forms worth trying, the likeliest first: a form with much less evidence than another is not one."""
    if form is not None:
        return [form]
    by_year = version_of_year(year) if year else None
    most = max(len(found) for found in evidence.values())
    return sorted(
        (name for name in NAMES if len(evidence[name]) >= _LEAST_SHARE * most),
        key=lambda name: (len(evidence[name]), by_year is not None and by_year.name == name, NAMES.index(name)),
        reverse=True,
    )


def _refusal(document: Document, evidence: dict[str, tuple[Evidence, ...]]) -> RecognitionError:
    glued = labels_run_together(document)
    if glued:
        return RecognitionError(
            Text(
                f"有表式的栏目名称（如“{glued[0]}”），但数字与文字连在一起，没有可以分开的数字。",
                f"Labels of a form are there (such as “{glued[0]}”), but nothing separates the figures from the text.",
            ),
            where=document.name,
            advice=Text(
                "请改用网页或原始文件，不要用复制出来的纯文本。",
                "Use the web page or the original file instead of copied text.",
            ),
        )
    seen = [item.text for found in evidence.values() for item in found][:_FEW]
    names = enumerated(NAMES)
    only = (f"只见到个别栏目：{'、'.join(seen)}。", f"only single labels: {', '.join(seen)}.")
    none = ("未见其特有的栏目名称。", "none of the labels that only they have appears.")
    said = only if seen else none
    return RecognitionError(
        Text(
            f"没有找到政府信息公开年度报告的统计表（{names.zh}）；{said[0]}",
            f"No statistics table of an annual report on open government information ({names.en}) was found; {said[1]}",
        ),
        where=document.name,
        advice=Text(
            "请确认文件含有官方表格；其他省级表格不会套用到这些表式上。",
            "Check that the file holds the official tables; tables of other shapes are not forced into these forms.",
        ),
    )


def recognise(survey: Survey, form: str | None) -> Recognised:
    """Return the form of a document with its tables.

    Args:
        survey: what is seen of the document.
        form: name of the form, where the caller knows it.

    Raises:
        RecognitionError: no table of a known form is there, or only one that sums up several organs.
    """
    evidence = survey.evidence
    wanted = _choose(evidence, form, survey.year)
    if survey.year is None and len({len(evidence[name]) for name in wanted}) == 1:  # nothing else tells them apart
        wanted.sort(key=lambda name: _rows_amiss(find_tables(survey.entries, name)))
    for name in wanted:
        tables = find_tables(survey.entries, name)
        if _is_there(tables):
            return Recognised(name, tables, evidence[name], table_findings(name, tables, evidence))
    organs = organs_of_a_summary(survey.entries)
    raise summary_of_organs(survey.document.name, organs) if organs else _refusal(survey.document, evidence)
