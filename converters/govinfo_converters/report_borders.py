"""Where in a document one report ends and the next begins: at a sheet, a title, a period, a heading, a table."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from attrs import frozen

from govinfo_converters.alignment.labels import keys_of
from govinfo_converters.document import Block, Document, FieldRow, Grid, Paragraph
from govinfo_converters.pieces import Position, first_position, position_of, sheet_at
from govinfo_converters.recognition import (
    Line,
    Lines,
    agency_evidence,
    is_organ,
    line_of,
    says_period,
    titles_of,
    year_evidence,
)
from govinfo_schema.provenance import Place

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from govinfo_converters.alignment.entries import Entry
    from govinfo_converters.recognition import Title

_HEADING = re.compile(r"(?P<number>十?[一二三四五六七八九十])、\S")
_NUMBERS = "一二三四五六七八九十"
_OPENING = re.compile("统计期限|本报告|本年度报告|所列数据")
_REST_OF_A_TITLE = 8  # characters after the words of a title, such as (公开版)


@frozen
class NumberedLine:
    """A piece of text that stands alone in its paragraph or row, and its position."""

    line: Line
    position: Position


@frozen
class Identity:
    """The years and the organs that titles name."""

    years: frozenset[str] = frozenset()
    agencies: frozenset[str] = frozenset()

    def contradicts(self, other: Identity) -> bool:
        """Whether both name years, or organs, and none is the same; a short name of an organ is the same."""
        years_differ = bool(self.years and other.years) and self.years.isdisjoint(other.years)
        pairs = [(own, known) for own in self.agencies for known in other.agencies]
        return years_differ or bool(pairs and not any(own in known or known in own for own, known in pairs))


def identity_of(lines: Sequence[Line]) -> Identity:
    """Return the years and the organs of the titles among some lines."""
    found = Lines(lines)
    titles = [title for title in titles_of(found) if _is_whole(title)]
    years = (item.value for item in year_evidence(Lines(), titles))
    of_titles = {title.found.string for title in titles}
    agencies = (item.value for item in agency_evidence(found, titles, {}) if item.text in of_titles)
    return Identity(frozenset(years), frozenset(agencies))


@frozen
class Gap:
    """What lies between two tables of different reports.

    Attributes:
        start: the position after the last table of the first report.
        end: where the first table of the second report begins.
        titles: what identifies the title of that table.
    """

    start: Position
    end: Position
    titles: tuple[str, ...]

    def holds(self, position: Position) -> bool:
        """Whether a position lies in it."""
        return self.start <= position < self.end


def numbered_lines(marked: Document) -> list[NumberedLine]:
    """Return the texts that stand alone, of a document whose places are the positions of its pieces."""
    return [
        NumberedLine(line_of(text, place), position_of(place))
        for block in marked.blocks
        for text, place in _texts_alone(block)
        if text.strip()
    ]


def _texts_alone(block: Block) -> Iterator[tuple[str, Place]]:
    if isinstance(block, Paragraph):
        yield block.text, block.place
    elif isinstance(block, FieldRow):
        texts = [field for field in block.fields if field.text.strip()]
        if len(texts) == 1 or not block.closed:
            yield from ((field.text, field.place) for field in texts)
    else:
        yield from _rows_with_one_text(block)


def _rows_with_one_text(grid: Grid) -> Iterator[tuple[str, Place]]:
    rows: dict[int, list[str]] = {}
    for cell in grid.cells:
        if cell.text.strip():
            for row in range(cell.row, cell.row + cell.rowspan):
                rows.setdefault(row, []).append(cell.text)
    yield from ((texts[0], Place(page=grid.place.page, row=row + 1)) for row, texts in rows.items() if len(texts) == 1)


def position_of_row(entry: Entry) -> Position:
    """Return where the row of an entry begins; labels of a run may stand long before its fields, but for the last."""
    in_a_run = entry.layout in ("paragraphs", "fields")
    items = entry.labels[-1:] if in_a_run and entry.labels else (*entry.labels, *entry.fields)
    return max(position_of(item.place) for item in items)


def border_in(gap: Gap, document: Document, entries: Sequence[Entry], lines: Sequence[NumberedLine]) -> Position:
    """Return the position in ``gap`` at which the second report begins.

    Args:
        gap: what lies between the tables of both.
        document: the document itself, which knows its sheets.
        entries: the entries of the document whose places are positions.
        lines: the texts that stand alone in it.
    """
    sheet = sheet_at(document, gap.end)
    if sheet != sheet_at(document, (gap.start[0], max(0, gap.start[1] - 1))):
        return _start_of_sheet(document, gap, sheet)
    between = [line for line in lines if gap.holds(line.position)]
    breaks = _breaks(between)
    for found_in in (_title_in, _period_in):
        found = next((at for first, last in breaks if (at := found_in(between[first:last])) is not None), None)
        if found is not None:
            return found
    again = [last for first, last in breaks if last < len(between) and (first or _number(between[last]) == 1)]
    if again:
        return between[again[-1]].position
    own_title = (line.position for line in reversed(between) if not set(gap.titles).isdisjoint(keys_of(line.line.text)))
    return next(own_title, None) or start_of_table(entries, gap)


def _start_of_sheet(document: Document, gap: Gap, sheet: str | None) -> Position:
    block = gap.end[0]
    while block > gap.start[0] + 1 and sheet_at(document, (block - 1, 0)) == sheet:
        block -= 1
    return block, 0


def _breaks(lines: Sequence[NumberedLine]) -> list[tuple[int, int]]:
    """Return where another report may begin: before the first heading, and where the numbers of headings fall back.

    Each break is given by the numbers of its lines, without the headings around it; without headings it is all lines.
    """
    found: list[tuple[int, int]] = []
    start, before = 0, 0
    for at, line in enumerate(lines):
        number = _number(line)
        if number is None:
            continue
        if not found or number <= before:
            found.append((start, at))
        start, before = at + 1, number
    return found or [(0, len(lines))]


def _number(line: NumberedLine) -> int | None:
    """Return the number of a heading, such as 一、总体情况."""
    heading = _HEADING.match(line.line.text)
    return _NUMBERS.index(heading["number"][-1]) + 1 + 10 * (len(heading["number"]) - 1) if heading else None


def _period_in(lines: Sequence[NumberedLine]) -> Position | None:
    """Return where the sentence stands with which a report begins, and which states its period."""
    return next((line.position for line in lines if says_period(line.line) and _OPENING.search(line.line.text)), None)


def _title_in(lines: Sequence[NumberedLine]) -> Position | None:
    """Return where the first title stands, or the line before it that names the organ where the title does not."""
    plain = Lines(line.line for line in lines)
    for title in titles_of(plain):
        if not _is_whole(title):
            continue
        before = lines[title.number - 1] if title.number else None
        if before is not None and not _names_an_organ(title) and is_organ(before.line.text):
            return before.position
        return lines[title.number].position
    return None


def _is_whole(title: Title) -> bool:
    """Whether a title is its line, and not a part of a sentence."""
    return len(title.found.string) - title.found.end() <= _REST_OF_A_TITLE


def _names_an_organ(title: Title) -> bool:
    return is_organ(title.group("before")) or is_organ(title.group("between"))


def start_of_table(entries: Sequence[Entry], gap: Gap) -> Position:
    """Return where the head of the table begins: after the last figure in the gap."""
    start = gap.end
    for entry in reversed(entries):
        items = (*entry.labels, *entry.fields)
        first = first_position(items)
        if first >= start:
            continue
        if entry.values or not gap.holds(first):
            break
        start = first
    return start
