"""From a document to a reading: recognise the form, align its tables, read its cells, keep everything else."""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from typing import TYPE_CHECKING

from attrs import evolve, frozen

from govinfo_converters.alignment.form_reading import FormReading, read_form
from govinfo_converters.alignment.orientation import upright
from govinfo_converters.alignment.shape import Shape, shape_of
from govinfo_converters.alignment.translations import without_translations
from govinfo_converters.carried_record import with_record
from govinfo_converters.disputed_tables import with_open_tables
from govinfo_converters.form_choice import Recognised, Survey, recognise
from govinfo_converters.layout_memory import MEMORY, Layout, Origins, layout_of
from govinfo_converters.narrative import pieces_of_tables, sections_of
from govinfo_converters.reading_cells import cells_and_marks
from govinfo_converters.reading_findings import (
    agency_findings,
    items_left_over,
    leftovers_of,
    page_findings,
    period_findings,
    publication_findings,
    twin_findings,
    year_findings,
)
from govinfo_converters.recognition import (
    agency_evidence,
    is_title,
    part_of_a_year,
    period_in,
    publication_evidence,
    publisher_evidence,
)
from govinfo_converters.report_choice import Identified, several_reports
from govinfo_converters.several_reports import Part, reports_in
from govinfo_converters.summary_tables import organs_of_a_summary, summary_of_organs
from govinfo_schema.errors import RecognitionError
from govinfo_schema.findings import Finding
from govinfo_schema.forms import form_named, make_report
from govinfo_schema.marks import CellValue, Mark
from govinfo_schema.messages import Text
from govinfo_schema.provenance import Place, Provenance
from govinfo_schema.reading import Evidence, Leftover, Reading
from govinfo_schema.report import Agency, ExtensionRow, Source
from govinfo_schema.versions import version_of_year

if TYPE_CHECKING:
    from collections.abc import Sequence

    from govinfo_converters.alignment.entries import Entry, Item
    from govinfo_converters.alignment.labels import FormTable
    from govinfo_converters.document import Document
    from govinfo_schema.format_contract import ReadOptions

_LEAST_SHARE = 0.5
_LEAST_REPEATED = 0.25
_LEAST_OF_ANOTHER = 3  # labels that only another form has


@frozen(kw_only=True)
class _Tables:
    """What the tables of a report say, and the paragraphs that are pieces of them."""

    values: dict[str, CellValue]
    marks: dict[str, Mark]
    provenance: Mapping[str, Provenance]
    leftovers: tuple[Leftover, ...]
    evidence: tuple[Evidence, ...]
    findings: tuple[Finding, ...]
    extensions: tuple[ExtensionRow, ...] = ()
    pieces: AbstractSet[str | int] = frozenset()


@frozen
class _Found:
    """A report of a document that was recognised; ``part`` where the document holds more than it."""

    survey: Survey
    recognised: Recognised
    part: Part | None = None
    shape: Shape | None = None
    known: tuple[str | None, str | None] = (None, None)

    @property
    def form(self) -> str:
        """The name of its form."""
        return self.recognised.form


@frozen
class _Remembered:
    """A report whose tables stand as those of another document did, which was one report."""

    survey: Survey
    layout: Layout
    shape: Shape
    part: Part | None = None

    @property
    def form(self) -> str:
        """The name of its form."""
        return self.layout.form


def _titles_differ(survey: Survey) -> bool:
    """Whether titles in the document name several years."""
    return len({title.group("year") for title in survey.titles if title.line.in_text}) > 1


def _may_be_several(found: _Found) -> bool:
    """Whether rows stand there again, labels of another form, or titles of other years: worth a closer look."""
    tables, evidence = found.recognised.tables, found.survey.evidence
    again = any(len(table.found.repeated) >= _LEAST_REPEATED * len(table.table.rows) for table in tables)
    return (
        again
        or _titles_differ(found.survey)
        or sum(len(labels) >= _LEAST_OF_ANOTHER for labels in evidence.values()) > 1
    )


def _extensions(reading: FormReading) -> tuple[ExtensionRow, ...]:
    """Return the rows that a province added, and those of other forms.

    In a run of fields, a row between two tables may be taken for a row of both; it is one row.
    """
    rows: dict[int, ExtensionRow] = {}
    for table in reading.tables:
        for entry in (*table.found.extensions, *table.found.foreign):
            own = entry in table.found.extensions
            items = entry.values if own else _figures_in_columns(entry, table.table)
            label, values = entry.labels[-1].text.strip(), tuple(item.text.strip() for item in items)
            rows.setdefault(id(entry), ExtensionRow(table=table.table.title, label=label, values=values))
    return tuple(rows.values())


def _figures_in_columns(entry: Entry, table: FormTable) -> Sequence[Item]:
    """Return the fields of a row of another form, blank ones too where they are as many as the table has columns."""
    width = max(len(row.cells) for row in table.rows)
    fields = [item for item in entry.fields if item.what != "unit"]
    while len(fields) > width and fields[0].what == "empty":
        fields = fields[1:]  # a column of labels
    return fields if len(fields) == width else entry.values


def read_document(document: Document, options: ReadOptions) -> Reading:
    """Read the report that stands in ``document``, or the one of several that the caller chose.

    Args:
        document: paragraphs, grids and rows with their places.
        options: what the caller already knows.

    Returns:
        The report in the form that the document has, with provenance, leftovers, evidence and findings.

    Raises:
        RecognitionError: no table of a known form is there, or several reports are and none was chosen.
    """
    return _read(_chosen(_found_in(document, options), document, options.report))


def read_reports(document: Document, options: ReadOptions) -> tuple[Reading, ...]:
    """Read all reports that stand in ``document``, in its order.

    Args:
        document: paragraphs, grids and rows with their places.
        options: what the caller already knows.

    Raises:
        RecognitionError: no table of a known form is there, or tables of several reports stand among each other.
    """
    return tuple(_read(found) for found in _found_in(document, options))


def _found_in(document: Document, options: ReadOptions) -> tuple[_Found | _Remembered, ...]:
    """Return the reports of a document, recognised and not yet read."""
    document = upright(without_translations(document))
    survey = Survey.of(document)
    by_year = version_of_year(survey.year) if survey.year else None
    known = (options.form, by_year.name if by_year else None)
    shape = None if _titles_differ(survey) else shape_of(document)
    layout = MEMORY.recall(shape, known) if shape else None
    if shape and layout:
        return (_Remembered(survey, layout, shape),)
    found = _Found(survey, recognise(survey, options.form), shape=shape, known=known)
    blocks = {row.entry.block for table in found.recognised.tables for row in table.found.rows.values()}
    organs = organs_of_a_summary(entry for entry in survey.entries if entry.block in blocks)
    if organs:
        raise summary_of_organs(document.name, organs)
    if not _may_be_several(found):
        return (found,)
    parts = reports_in(document)
    if parts[0].document is document:
        _refuse_repeated(found)
        return (found,)
    return tuple(_found_part(part, options, alone=len(parts) == 1) for part in parts)


def _found_part(part: Part, options: ReadOptions, *, alone: bool) -> _Found:
    survey = Survey.of(part.document)
    if not alone and any(title.line.in_text for title in survey.titles):
        # What the file says of itself is about all its reports: a title of its own says more of one of them.
        metadata = {name: text for name, text in part.document.metadata.items() if not is_title(text)}
        survey = Survey.of(evolve(part.document, metadata=metadata))
    recognised = with_open_tables(recognise(survey, options.form), survey, part.disputed)
    return _Found(survey, recognised, part)


def _refuse_repeated(found: _Found) -> None:
    """Refuse a table whose rows stand there again in an order in which they make no second report."""
    for table in found.recognised.tables:
        if len(table.found.repeated) >= _LEAST_SHARE * len(table.table.rows):
            raise RecognitionError(
                Text(
                    f"“{table.table.title}”的行在文件中重复出现，数字不同，可能是多份报告，但无法分开。",
                    f"Rows of “{table.table.title}” stand in the file more than once, with different figures: perhaps "
                    "several reports, which cannot be told apart.",
                ),
                where=found.survey.document.name,
                advice=Text("请把每份报告放进单独的文件。", "Put each report into a file of its own."),
            )


def _chosen(found: tuple[_Found | _Remembered, ...], document: Document, number: int | None) -> _Found | _Remembered:
    if number is None and len(found) == 1:
        return found[0]
    if number is not None and 1 <= number <= len(found):
        return found[number - 1]
    raise several_reports(document.name, [_identified(each) for each in found], number)


def _identified(found: _Found | _Remembered) -> Identified:
    survey = found.survey
    agencies = agency_evidence(survey.lines, survey.titles, survey.document.metadata)
    return Identified(
        form=found.form,
        year=survey.year,
        agency=agencies[0].value if agencies else None,
        place=found.part.place if found.part else Place(),
    )


def _read(found: _Found | _Remembered) -> Reading:
    survey, document = found.survey, found.survey.document
    tables = _remembered_tables(found) if isinstance(found, _Remembered) else _aligned_tables(found)
    agencies = agency_evidence(survey.lines, survey.titles, document.metadata)
    published = publication_evidence(document, survey.lines)
    report = make_report(
        form_named(found.form),
        tables.values,
        tables.marks,
        agency=Agency(name=agencies[0].value if agencies else None),
        year=survey.year,
        period=period_in(survey.lines),
        publication_date=published[0] if published else None,
        source=Source(name=document.name, format=document.format, sha256=document.sha256),
        narrative=sections_of(survey.lines, tables.pieces),
        extensions=tables.extensions,
    )
    reading = Reading(
        report=report,
        provenance=tables.provenance,
        leftovers=tables.leftovers,
        evidence=(*tables.evidence, *survey.years, *agencies[:3], *((published[1],) if published else ())),
        findings=(
            *tables.findings,
            *year_findings(found.form, survey.years),
            *period_findings(part_of_a_year(survey.lines)),
            *agency_findings((*agencies, *publisher_evidence(document))),
            *publication_findings(survey.year, published),
            *page_findings(document.metadata),
            *twin_findings(found.part.twins if found.part else ()),
        ),
    )
    return reading if document.record is None else with_record(reading, document.record)


def _remembered_tables(found: _Remembered) -> _Tables:
    """Read the tables as those of their layout were read before."""
    layout, shape = found.layout, found.shape
    values, marks = layout.values_and_marks(shape)
    return _Tables(
        values=values,
        marks=marks,
        provenance=Origins(layout, shape),
        leftovers=layout.leftovers_in(shape),
        evidence=layout.evidence_in(shape),
        findings=layout.findings,
    )


def _aligned_tables(found: _Found) -> _Tables:
    """Read the tables by aligning them, and remember their layout where the document is one report."""
    entries, recognised, shape = found.survey.entries, found.recognised, found.shape
    reading = read_form(entries, recognised.tables, recognised.form)
    leftovers = items_left_over(entries, reading)
    if shape and found.part is None:
        layout = layout_of(
            shape,
            entries,
            reading,
            evidence=recognised.evidence,
            findings=recognised.findings,
            leftovers=leftovers,
        )
        MEMORY.keep(shape, found.known, layout)
    form = form_named(recognised.form)
    values, marks, provenance = cells_and_marks(reading.cells, reading.tables, form, entries)
    return _Tables(
        values=values,
        marks=marks,
        provenance=provenance,
        leftovers=leftovers_of(leftovers),
        evidence=recognised.evidence,
        findings=recognised.findings,
        extensions=_extensions(reading),
        pieces=pieces_of_tables(entries, reading.tables),
    )
