"""From a document to a reading: recognise the form, align its tables, read its cells, keep everything else."""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from typing import TYPE_CHECKING

from attrs import frozen

from govinfo_converters.alignment.entries import Entry, entries_of
from govinfo_converters.alignment.form_reading import FormReading, FoundTable, find_tables, read_form
from govinfo_converters.alignment.shape import shape_of
from govinfo_converters.layout_memory import MEMORY, Origins, layout_of
from govinfo_converters.narrative import pieces_of_tables, sections_of
from govinfo_converters.reading_cells import cells_and_marks
from govinfo_converters.reading_findings import (
    items_left_over,
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
from govinfo_schema.marks import CellValue, Mark
from govinfo_schema.messages import Text, enumerated
from govinfo_schema.provenance import Provenance
from govinfo_schema.reading import Evidence, Leftover, Reading
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


@frozen(kw_only=True)
class _Tables:
    """What the tables of a document say, and the paragraphs that are pieces of them."""

    form: str
    values: dict[str, CellValue]
    marks: dict[str, Mark]
    provenance: Mapping[str, Provenance]
    leftovers: tuple[Leftover, ...]
    evidence: tuple[Evidence, ...]
    findings: tuple[Finding, ...]
    extensions: tuple[ExtensionRow, ...] = ()
    pieces: AbstractSet[str | int] = frozenset()


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
    lines = lines_of(document)
    titles = titles_of(lines)
    years = year_evidence(lines, titles)
    year = int(years[0].value) if years else None
    tables = _tables_of(document, options.form, year)
    agencies = agency_evidence(lines, titles)
    published = publication_evidence(document, lines)
    report = make_report(
        form_named(tables.form),
        tables.values,
        tables.marks,
        agency=Agency(name=agencies[0].value if agencies else None),
        year=year,
        period=period_in(lines),
        publication_date=published[0] if published else None,
        source=Source(name=document.name, format=document.format, sha256=document.sha256),
        narrative=sections_of(lines, tables.pieces),
        extensions=tables.extensions,
    )
    return Reading(
        report=report,
        provenance=tables.provenance,
        leftovers=tables.leftovers,
        evidence=(*tables.evidence, *years, *agencies[:3], *((published[1],) if published else ())),
        findings=(*tables.findings, *year_findings(tables.form, years), *page_findings(document.metadata)),
    )


def _tables_of(document: Document, form: str | None, year: int | None) -> _Tables:
    """Read the tables of a document: as those of its layout were read before, or by aligning them."""
    by_year = version_of_year(year) if year else None
    known = (form, by_year.name if by_year else None)
    shape = shape_of(document)
    layout = MEMORY.recall(shape, known) if shape else None
    if shape and layout:
        values, marks = layout.values_and_marks(shape)
        return _Tables(
            form=layout.form,
            values=values,
            marks=marks,
            provenance=Origins(layout, shape),
            leftovers=layout.leftovers_in(shape),
            evidence=layout.evidence_in(shape),
            findings=layout.findings,
        )
    entries = entries_of(document)
    of_forms = form_evidence(entries)
    recognised = _recognise(document, entries, of_forms, _choose(of_forms, form, year))
    reading = read_form(entries, recognised.tables, recognised.form)
    leftovers = items_left_over(entries, reading)
    if shape:
        found = layout_of(
            shape,
            entries,
            reading,
            evidence=recognised.evidence,
            findings=recognised.findings,
            leftovers=leftovers,
        )
        MEMORY.keep(shape, known, found)
    values, marks, provenance = cells_and_marks(reading.cells, reading.tables, form_named(reading.form))
    return _Tables(
        form=reading.form,
        values=values,
        marks=marks,
        provenance=provenance,
        leftovers=leftovers_of(leftovers),
        evidence=recognised.evidence,
        findings=recognised.findings,
        extensions=_extensions(reading),
        pieces=pieces_of_tables(entries, reading.tables),
    )
