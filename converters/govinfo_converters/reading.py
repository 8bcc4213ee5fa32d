"""From a document to a reading: recognise the form, align its tables, read its cells, keep everything else."""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from functools import cached_property
from typing import TYPE_CHECKING

from attrs import evolve, frozen

from govinfo_converters.alignment.entries import Entry, Item, entries_of
from govinfo_converters.alignment.form_reading import FormReading, FoundTable, find_tables, read_form
from govinfo_converters.alignment.shape import Shape, shape_of
from govinfo_converters.document import Document
from govinfo_converters.layout_memory import MEMORY, Layout, Origins, layout_of
from govinfo_converters.narrative import pieces_of_tables, sections_of
from govinfo_converters.reading_cells import cells_and_marks
from govinfo_converters.reading_findings import (
    agency_findings,
    items_left_over,
    leftovers_of,
    page_findings,
    publication_findings,
    table_findings,
    twin_findings,
    year_findings,
)
from govinfo_converters.recognition import (
    Line,
    Title,
    agency_evidence,
    form_evidence,
    is_title,
    labels_run_together,
    lines_of,
    period_in,
    publication_evidence,
    publisher_evidence,
    titles_of,
    year_evidence,
)
from govinfo_converters.report_choice import Identified, several_reports
from govinfo_converters.several_reports import Part, reports_in
from govinfo_converters.summary_tables import organs_of_a_summary, summary_of_organs
from govinfo_schema.errors import RecognitionError
from govinfo_schema.findings import Finding
from govinfo_schema.forms import form_named, make_report
from govinfo_schema.marks import CellValue, Mark
from govinfo_schema.messages import Text, enumerated
from govinfo_schema.provenance import Place, Provenance
from govinfo_schema.reading import Evidence, Leftover, Reading
from govinfo_schema.report import Agency, ExtensionRow, Source
from govinfo_schema.versions import NAMES, version_of_year

if TYPE_CHECKING:
    from collections.abc import Sequence

    from govinfo_converters.alignment.labels import FormTable
    from govinfo_schema.format_contract import ReadOptions

_LEAST_SHARE = 0.5
_LEAST_REPEATED = 0.25
_LEAST_OF_ANOTHER = 3  # labels that only another form has
_FEW = 5


@frozen
class _Survey:
    """What is seen of a document before its form is known."""

    document: Document
    lines: list[Line]
    titles: list[Title]
    years: tuple[Evidence, ...]

    @classmethod
    def of(cls, document: Document) -> _Survey:
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
class _Recognised:
    """The form of a document, with its tables."""

    form: str
    tables: tuple[FoundTable, ...]
    evidence: tuple[Evidence, ...]
    findings: tuple[Finding, ...]


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


def _recognise(survey: _Survey, form: str | None) -> _Recognised:
    evidence = survey.evidence
    wanted = _choose(evidence, form, survey.year)
    if survey.year is None and len({len(evidence[name]) for name in wanted}) == 1:  # nothing else tells them apart
        wanted.sort(key=lambda name: _rows_amiss(find_tables(survey.entries, name)))
    for name in wanted:
        tables = find_tables(survey.entries, name)
        if _is_there(tables):
            return _Recognised(name, tables, evidence[name], table_findings(name, tables, evidence))
    organs = organs_of_a_summary(survey.entries)
    raise summary_of_organs(survey.document.name, organs) if organs else _refusal(survey.document, evidence)


@frozen
class _Found:
    """A report of a document that was recognised; ``part`` where the document holds more than it."""

    survey: _Survey
    recognised: _Recognised
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

    survey: _Survey
    layout: Layout
    shape: Shape
    part: Part | None = None

    @property
    def form(self) -> str:
        """The name of its form."""
        return self.layout.form


def _titles_differ(survey: _Survey) -> bool:
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
    survey = _Survey.of(document)
    by_year = version_of_year(survey.year) if survey.year else None
    known = (options.form, by_year.name if by_year else None)
    shape = None if _titles_differ(survey) else shape_of(document)
    layout = MEMORY.recall(shape, known) if shape else None
    if shape and layout:
        return (_Remembered(survey, layout, shape),)
    found = _Found(survey, _recognise(survey, options.form), shape=shape, known=known)
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
    survey = _Survey.of(part.document)
    if not alone and any(title.line.in_text for title in survey.titles):
        # What the file says of itself is about all its reports: a title of its own says more of one of them.
        metadata = {name: text for name, text in part.document.metadata.items() if not is_title(text)}
        survey = _Survey.of(evolve(part.document, metadata=metadata))
    return _Found(survey, _recognise(survey, options.form), part)


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
    agencies = agency_evidence(survey.lines, survey.titles)
    return Identified(
        form=found.form,
        year=survey.year,
        agency=agencies[0].value if agencies else None,
        place=found.part.place if found.part else Place(),
    )


def _read(found: _Found | _Remembered) -> Reading:
    survey, document = found.survey, found.survey.document
    tables = _remembered_tables(found) if isinstance(found, _Remembered) else _aligned_tables(found)
    agencies = agency_evidence(survey.lines, survey.titles)
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
    return Reading(
        report=report,
        provenance=tables.provenance,
        leftovers=tables.leftovers,
        evidence=(*tables.evidence, *survey.years, *agencies[:3], *((published[1],) if published else ())),
        findings=(
            *tables.findings,
            *year_findings(found.form, survey.years),
            *agency_findings((*agencies, *publisher_evidence(document))),
            *publication_findings(survey.year, published),
            *page_findings(document.metadata),
            *twin_findings(found.part.twins if found.part else ()),
        ),
    )


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
