"""From a document to a reading: recognise the form, align its tables, read its cells, keep everything else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import frozen

from govinfo_converters.alignment.entries import Entry, entries_of
from govinfo_converters.alignment.form_reading import FormReading, FoundTable, find_tables, read_form
from govinfo_converters.narrative import sections_of
from govinfo_converters.reading_cells import cells_and_marks
from govinfo_converters.reading_findings import (
    leftovers_of,
    page_findings,
    table_findings,
    year_findings,
)
from govinfo_converters.recognition import (
    agency_evidence,
    form_evidence,
    labels_run_together,
    lines_of,
    period_in,
    publication_evidence,
    titles_of,
    year_evidence,
)
from govinfo_schema.errors import RecognitionError
from govinfo_schema.findings import Finding
from govinfo_schema.forms import form_named, make_report
from govinfo_schema.messages import Text, enumerated
from govinfo_schema.reading import Evidence, Reading
from govinfo_schema.report import Agency, ExtensionRow, Source
from govinfo_schema.versions import NAMES, version_of_year

if TYPE_CHECKING:
    from collections.abc import Sequence

    from govinfo_converters.document import Document
    from govinfo_schema.format_contract import ReadOptions

_LEAST_SHARE = 0.5
_FEW = 5


@frozen
class _Recognised:
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


def _several_reports(document: Document, table: FoundTable) -> RecognitionError:
    return RecognitionError(
        Text(
            f"“{table.table.title}”在文件中出现了不止一次，数字不同，可能是多份报告。",
            f"“{table.table.title}” stands in the file more than once, with different figures: several reports?",
        ),
        where=document.name,
        advice=Text("请把每份报告放进单独的文件。", "Put each report into a file of its own."),
    )


def _recognise(
    document: Document, entries: Sequence[Entry], evidence: dict[str, tuple[Evidence, ...]], wanted: Sequence[str]
) -> _Recognised:
    for name in wanted:
        tables = find_tables(entries, name)
        if not _is_there(tables):
            continue
        for table in tables:
            if len(table.found.repeated) >= _LEAST_SHARE * len(table.table.rows):
                raise _several_reports(document, table)
        return _Recognised(name, tables, evidence[name], table_findings(name, tables, evidence))
    raise _refusal(document, evidence)


def _extensions(reading: FormReading) -> tuple[ExtensionRow, ...]:
    return tuple(
        ExtensionRow(
            table=table.table.title,
            label=entry.labels[-1].text.strip(),
            values=tuple(item.text.strip() for item in entry.values),
        )
        for table in reading.tables
        for entry in table.found.extensions
    )


def read_document(document: Document, options: ReadOptions) -> Reading:
    """Read the report that stands in ``document``.

    Args:
        document: paragraphs, grids and rows with their places.
        options: what the caller already knows.

    Returns:
        The report in the form that the document has, with provenance, leftovers, evidence and findings.

    Raises:
        RecognitionError: no table of a known form is there, or several reports are.
    """
    entries = entries_of(document)
    lines = lines_of(document)
    titles = titles_of(lines)
    years = year_evidence(lines, titles)
    year = int(years[0].value) if years else None
    of_forms = form_evidence(entries)
    recognised = _recognise(document, entries, of_forms, _choose(of_forms, options.form, year))
    form = form_named(recognised.form)
    reading = read_form(entries, recognised.tables, recognised.form)
    values, marks, provenance = cells_and_marks(reading.cells, reading.tables, form)
    agencies = agency_evidence(lines, titles)
    published = publication_evidence(document, lines)
    report = make_report(
        form,
        values,
        marks,
        agency=Agency(name=agencies[0].value if agencies else None),
        year=year,
        period=period_in(lines),
        publication_date=published[0] if published else None,
        source=Source(name=document.name, format=document.format, sha256=document.sha256),
        narrative=sections_of(lines, entries, recognised.tables),
        extensions=_extensions(reading),
    )
    return Reading(
        report=report,
        provenance=provenance,
        leftovers=leftovers_of(entries, reading),
        evidence=(*recognised.evidence, *years, *agencies[:3], *((published[1],) if published else ())),
        findings=(*recognised.findings, *year_findings(recognised.form, years), *page_findings(document.metadata)),
    )
