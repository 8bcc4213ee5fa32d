"""Several reports in one document: each as a document of its own, whose pieces keep their places in the file.

A report begins anew where a table of the form begins again. What stands before a table (title, period, sections)
belongs to it. A table that stands there twice with equal figures, as on pages for telephones and desks, counts once.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from itertools import pairwise
from typing import TYPE_CHECKING

from attrs import evolve, field, frozen

from govinfo_converters.alignment.entries import entries_of
from govinfo_converters.alignment.labels import key_of, keys_of, tables_of
from govinfo_converters.alignment.occurrences import Occurrence, occurrences_in
from govinfo_converters.document import Document
from govinfo_converters.pieces import Position, Range, numbered_pieces, parts_of, place_at, position_of
from govinfo_converters.report_borders import (
    Gap,
    Identity,
    border_in,
    identity_of,
    numbered_lines,
    position_of_row,
    start_of_table,
)
from govinfo_schema.errors import RecognitionError
from govinfo_schema.messages import Text
from govinfo_schema.provenance import Place
from govinfo_schema.versions import NAMES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from govinfo_converters.alignment.entries import Entry
    from govinfo_converters.report_borders import NumberedLine

_TWICE = 2
_START: Position = (0, 0)
_CAPTION = re.compile(r"\W?(?:附|续|表|单位).{0,6}$")

_CAPTION_BEFORE = re.compile(r"^\W?[附续]表\s*(?=\S)")


@frozen
class Part:
    """One report of a document.

    Attributes:
        document: what belongs to it.
        place: where its first table begins.
        twins: where its tables stand again with equal figures; that is left out of ``document``.
        disputed: where its tables stand that are there twice, with different figures, by title.
    """

    document: Document
    place: Place
    twins: tuple[Place, ...] = ()
    disputed: Mapping[str, tuple[Place, ...]] = field(factory=dict[str, "tuple[Place, ...]"])


@frozen
class _Table:
    """A table that stands in a document, with its first position and the one after its last.

    Its head may stand before ``start``; of a table that is left out, ``head`` is where it begins.
    """

    occurrence: Occurrence
    start: Position
    end: Position
    head: Position


@frozen
class _Segment:
    """The tables of one report, and the range of the document that belongs to it."""

    tables: tuple[_Table, ...]
    range: Range

    @property
    def figures(self) -> dict[str, object]:
        """The figures of each table."""
        return {table.occurrence.title: table.occurrence.figures for table in self.tables}


def reports_in(document: Document) -> tuple[Part, ...]:
    """Return the reports of ``document``, each with what belongs to it; the document itself where it is one report.

    Raises:
        RecognitionError: the tables of several reports stand among each other.
    """
    marked = numbered_pieces(document)
    entries = entries_of(marked)
    lines = numbered_lines(marked)
    tables, again = _without_twins(entries, lines)
    twice = _disputed(tables, lines)
    if twice:
        places = tuple(place_at(document, table.start) for table in twice)
        part = _part(document, _everything(document), tables, again)
        return (evolve(part, disputed={twice[0].occurrence.title: places}),)
    segments = _segments(tables, lines, document)
    if len(segments) < 2 and not again:  # noqa: PLR2004 - one report, and nothing to leave out
        return (Part(document, Place()),)
    if len(segments) < 2:  # noqa: PLR2004 - one report
        return (_part(document, _everything(document), tables, again),)
    gaps = [
        Gap(max(table.end for table in before), after[0].start, keys_of(after[0].occurrence.title))
        for before, after in pairwise(segments)
    ]
    edges = [_START, *(border_in(gap, document, entries, lines) for gap in gaps), _end(document)]
    return _parts(document, [_Segment(*each) for each in zip(segments, pairwise(edges), strict=True)], again, lines)


def _table(entries: Sequence[Entry], found: Occurrence) -> _Table:
    first, last = entries[min(found.entries)], entries[max(found.entries)]
    start = position_of_row(first)
    block, piece = max(position_of(item.place) for item in (*last.labels, *last.fields))
    return _Table(found, start, (block, piece + 1), start)


def _end(document: Document) -> Position:
    return len(document.blocks), 0


def _everything(document: Document) -> Range:
    return _START, _end(document)


def _without_twins(entries: Sequence[Entry], lines: Sequence[NumberedLine]) -> tuple[list[_Table], list[_Table]]:
    """Part the tables from those that repeat the table before them, with nothing new in between."""
    kept: list[_Table] = []
    again: list[_Table] = []
    for table in (_table(entries, found) for found in occurrences_in(entries)):
        before = kept[-1] if kept else None
        if before is not None and _same(before, table) and _nothing_new(lines, before, table):
            last = again[-1] if again and again[-1].start > before.start else before
            again.append(evolve(table, head=start_of_table(entries, Gap(last.end, table.start, ()))))
        else:
            kept.append(table)
    return kept, again


def _same(one: _Table, other: _Table) -> bool:
    equal = one.occurrence.figures == other.occurrence.figures
    return equal and one.occurrence.title == other.occurrence.title and not one.occurrence.is_blank


def _disputed(tables: Sequence[_Table], lines: Sequence[NumberedLine]) -> tuple[_Table, ...]:
    """Return the only table of a report that stands there twice, one after the other with nothing new in between.

    Its other tables stand there once, so that there is no second report.
    """
    count = Counter(table.occurrence.title for table in tables)
    if sorted(count.values())[-2:] != [1, _TWICE] or not _of_one_form(set(count)):
        return ()
    for one, other in pairwise(tables):
        if one.occurrence.title == other.occurrence.title:
            in_doubt = not (one.occurrence.is_blank or other.occurrence.is_blank)
            return (one, other) if in_doubt and _nothing_new(lines, one, other) else ()
    return ()


def _nothing_new(lines: Sequence[NumberedLine], one: _Table, other: _Table) -> bool:
    """Whether each line between two tables stands before the first one too, or is a label of the form or a caption."""
    earlier = {line.line.text for line in lines if line.position < one.start}
    between = (line.line.text for line in lines if one.end <= line.position < other.start)
    return all(text in earlier or _is_label(text) or _CAPTION.match(text) for text in between)


def _is_label(text: str) -> bool:
    """Whether a text is a label of a form; in text cut by separators, a caption may stand on the line before it."""
    key = key_of(_CAPTION_BEFORE.sub("", text))
    return any(table.is_part_of_a_label(key) or key in table.columns for name in NAMES for table in tables_of(name))


def _segments(tables: Sequence[_Table], lines: Sequence[NumberedLine], document: Document) -> list[tuple[_Table, ...]]:
    """Return the tables of each report.

    It ends before a table that it has already, before one that its form does not have, and before the title of another
    year or organ.

    Raises:
        RecognitionError: the tables of several reports stand among each other.
    """
    segments: list[list[_Table]] = []
    titled = 0
    said = Identity()
    end = _START
    for table in tables:
        own = identity_of([line.line for line in lines if end <= line.position < table.start])
        titles = {before.occurrence.title for before in segments[-1]} if segments else set[str]()
        again = table.occurrence.title in titles or not _of_one_form({*titles, table.occurrence.title})
        if not segments or again or own.contradicts(said):
            titled += bool(segments) and not again
            segments.append([])
            said = own
        segments[-1].append(table)
        end = table.end
    if len(segments) - titled > _most_tables_alike(tables):
        raise _among_each_other(document, [place_at(document, table.start) for table in tables])
    return [tuple(segment) for segment in segments]


def _of_one_form(titles: set[str]) -> bool:
    return any(titles <= {table.title for table in tables_of(name)} for name in NAMES)


def _most_tables_alike(tables: Sequence[_Table]) -> int:
    """Return how many reports the tables make at least: as many as there are tables with one title, in each family.

    A family are the titles that stand in the same forms.
    """
    families: dict[frozenset[str], dict[str, int]] = {}
    for table in tables:
        title = table.occurrence.title
        forms = frozenset(name for name in NAMES if title in {each.title for each in tables_of(name)})
        counts = families.setdefault(forms, {})
        counts[title] = counts.get(title, 0) + 1
    return sum(max(counts.values()) for counts in families.values())


def _among_each_other(document: Document, places: Sequence[Place]) -> RecognitionError:
    zh = "；".join(place.text.zh for place in places)
    en = "; ".join(place.text.en for place in places)
    return RecognitionError(
        Text(
            f"文件中有几份报告的表格，但排列交错，无法确定哪些表格属于同一份报告（{zh}）。",
            f"Tables of several reports stand among each other, so that nobody can tell which belong together ({en}).",
        ),
        where=document.name,
        advice=Text("请把每份报告放进单独的文件。", "Put each report into a file of its own."),
    )


def _parts(
    document: Document, segments: Sequence[_Segment], again: Sequence[_Table], lines: Sequence[NumberedLine]
) -> tuple[Part, ...]:
    """Return the segments that hold a report, without blank forms and without those that repeat an earlier one."""
    filled = [each for each in segments if not all(table.occurrence.is_blank for table in each.tables)] or [*segments]
    kept: list[_Segment] = []
    twins: dict[int, list[_Table]] = {}
    for segment in filled:
        known = next((at for at, other in enumerate(kept) if _repeats(segment, other, lines)), None)
        if known is None:
            kept.append(segment)
        else:
            twins.setdefault(known, []).extend(segment.tables)
    return tuple(
        _part(document, each.range, each.tables, [*_inside(again, each.range), *twins.get(at, ())])
        for at, each in enumerate(kept)
    )


def _inside(tables: Iterable[_Table], of: Range) -> Iterator[_Table]:
    return (table for table in tables if of[0] <= table.start < of[1])


def _repeats(segment: _Segment, other: _Segment, lines: Sequence[NumberedLine]) -> bool:
    """Whether a segment shows the figures of another one again, and says of no other organ and of no other year."""
    figures = other.figures
    if any(figures.get(title) != own for title, own in segment.figures.items()):
        return False
    said, before = (
        [line.line for line in lines if each.range[0] <= line.position < each.range[1]] for each in (segment, other)
    )
    return not identity_of(said).contradicts(identity_of(before))


def _part(document: Document, of: Range, tables: Sequence[_Table], twins: Sequence[_Table]) -> Part:
    """Return a part of ``document`` without the tables that stand in it again."""
    ranges: list[Range] = []
    start = of[0]
    for twin in sorted(_inside(twins, of), key=lambda table: table.start):
        ranges.append((start, max(start, twin.head)))
        start = twin.end
    ranges.append((start, of[1]))
    part = evolve(document, blocks=parts_of(document, ranges))
    place = place_at(document, tables[0].start) if tables else Place()
    return Part(part, place, tuple(place_at(document, twin.start) for twin in twins))
