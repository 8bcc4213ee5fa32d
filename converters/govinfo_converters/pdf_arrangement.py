"""From what stands on each page to the blocks of a document: what repeats is left out, what goes on is joined."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import groupby
from typing import TYPE_CHECKING, TypeAlias

from attrs import frozen

from govinfo_converters.alignment.entries import what_is
from govinfo_converters.document import Block, Grid, Paragraph
from govinfo_converters.pdf_joining import joined
from govinfo_converters.pdf_rows import row_of, zones_of
from govinfo_converters.pdf_ruled import PageTable
from govinfo_converters.pdf_text import TextLine
from govinfo_converters.pdf_unruled import blocks_of as unruled_blocks
from govinfo_schema.provenance import Place

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

_SIGNS = "-—–―─·•~～第页共/／"
_PAGE_NUMBER = re.compile(rf"[{_SIGNS}\s,，]*(\d{{1,3}})(?:[{_SIGNS}\s,，]+\d{{1,3}})?[{_SIGNS}\s]*")
_DECORATED = re.compile(rf"[{_SIGNS}]")
_CONTINUED = re.compile(r"[(（]?\s*(?:续\s*表|接上[页表]|续上[页表])[\s\d]*[)）]?")
_HEADING = re.compile(r"\s*(?:[一二三四五六七八九十]{1,3}、|[(（][一二三四五六七八九十]{1,3}[)）]|附件)")
_SAME_PLACE = 3.0  # points
_SHORT_OF_EDGE = 1.5  # of the height: how much a full line may lack at its right
_SET_IN = 0.6  # of the height: from where on a line begins a paragraph
_SAME_SIZE = 0.15
_LEAST_REPEATED = 2
_MOST_PIECES = 2  # of a running head


@frozen(kw_only=True)
class PageContent:
    """What stands on a page.

    Attributes:
        number: its number, from 1.
        tables: its ruled tables.
        lines: the lines outside of them, from top to bottom.
        across: text that lies across the page.
    """

    number: int
    tables: Sequence[PageTable]
    lines: Sequence[TextLine]
    across: Sequence[str]


_Item: TypeAlias = "PageTable | TextLine"
_Head: TypeAlias = tuple[str, int]


@frozen
class _Placed:
    """A table or a line with its page."""

    item: _Item
    page: int


def blocks_of(pages: Sequence[PageContent]) -> tuple[Block, ...]:
    """Return the blocks of a document, in reading order."""
    ordered = [(page.number, _in_order(page)) for page in pages]
    cleared = _without_furniture(ordered)
    placed = [_Placed(item, number) for number, items in cleared for item in items]
    blocks: list[Block] = []
    tables = 0
    right = max((line.right for page in pages for line in page.lines), default=0.0)
    for is_table, group in groupby(_with_parts_joined(placed), key=lambda each: isinstance(each.item, PageTable)):
        if is_table:
            for each in group:
                tables += 1
                assert isinstance(each.item, PageTable)  # noqa: S101 - grouped by that
                blocks.append(_grid(each.item, tables))
            continue
        lines = [each.item for each in group if not isinstance(each.item, PageTable)]
        for block in _of_lines(lines, tables, right):
            tables += isinstance(block, Grid)
            blocks.append(block)
    across = dict.fromkeys((text, page.number) for page in pages for text in page.across)
    seen: set[str] = set()
    for text, number in across:
        if text not in seen:
            seen.add(text)
            blocks.append(Paragraph(text, Place(page=number)))
    return tuple(blocks)


def _in_order(page: PageContent) -> list[_Item]:
    items: list[_Item] = [*page.tables, *page.lines]
    return sorted(items, key=lambda item: item.top)


def _grid(table: PageTable, number: int) -> Grid:
    place = Place(page=table.pages[0], table=number)
    pages = table.pages if len(set(table.pages)) > 1 else ()
    return Grid.of(table.cells, len(table.pages), len(table.xs) - 1, place, pages)


# Page numbers, running heads, and the words 续表.


def _without_furniture(pages: Sequence[tuple[int, list[_Item]]]) -> list[tuple[int, list[_Item]]]:
    """Leave out page numbers, and running heads after the first."""
    ends = [(number, line) for number, items in pages for line in _ends(items)]
    offsets = Counter(at - number for number, line in ends for at in _page_numbers(line))
    usual = max(offsets, key=lambda offset: (offsets[offset], -abs(offset)), default=0)
    sure = usual == 0 or offsets[usual] >= _LEAST_REPEATED
    repeated = Counter(_running_head(line) for _, line in ends)
    shown: set[_Head] = set()
    cleared: list[tuple[int, list[_Item]]] = []
    for number, items in pages:
        dropped: set[int] = set()
        for line in _ends(items):
            head = _running_head(line)
            if (sure and number + usual in _page_numbers(line)) or _is_decorated(line):
                dropped.add(id(line))
            elif head is not None and repeated[head] >= _LEAST_REPEATED:
                if head in shown:
                    dropped.add(id(line))
                shown.add(head)
        rest = [item for item in items if id(item) not in dropped]
        if rest and not isinstance(rest[0], PageTable) and _CONTINUED.fullmatch(rest[0].text):
            rest = rest[1:]
        cleared.append((number, rest))
    return cleared


def _ends(items: Sequence[_Item]) -> list[TextLine]:
    """Return the uppermost and the lowest lines of a page, as far as they are no tables."""
    chosen = (*items[:2], *items[max(2, len(items) - 2) :])
    return [item for item in chosen if not isinstance(item, PageTable)]


def _page_numbers(line: TextLine) -> list[int]:
    """Return the page numbers that a line may state: it is one, or one with a sign stands at its end or beginning."""
    whole = _PAGE_NUMBER.fullmatch(line.text)
    if whole:
        return [int(whole[1])]
    found = [_PAGE_NUMBER.fullmatch(piece.text) for piece in line.pieces[:: max(1, len(line.pieces) - 1)]]
    few = len(line.pieces) <= _MOST_PIECES
    return [int(match[1]) for match in found if few and match and _DECORATED.search(match[0])]


def _is_decorated(line: TextLine) -> bool:
    return _PAGE_NUMBER.fullmatch(line.text) is not None and _DECORATED.search(line.text) is not None


def _running_head(line: TextLine) -> _Head | None:
    """Return what a running head has in common on all pages; ``None`` for what may be a row of a table."""
    if len(line.pieces) > _MOST_PIECES or what_is(line.pieces[-1].text) == "value":
        return None
    return line.text, round(line.top / _SAME_PLACE)


# Tables over page breaks.


def _with_parts_joined(placed: Iterable[_Placed]) -> Iterator[_Placed]:
    """Join a table that ends a page with the one that begins the next page, where its columns go on."""
    before: _Placed | None = None
    for each in placed:
        if before is not None and isinstance(before.item, PageTable) and isinstance(each.item, PageTable):
            whole = joined(before.item, each.item) if each.page == before.item.pages[-1] + 1 else None
            if whole is not None:
                before = _Placed(whole, each.page)
                continue
        if before is not None:
            yield before
        before = each
    if before is not None:
        yield before


# Lines: tables without rulings, and paragraphs.


def _of_lines(lines: Sequence[TextLine], tables: int, right: float) -> Iterator[Block]:
    rows = [row_of(line) for line in lines]
    done = 0
    for zone in zones_of(rows):
        yield from _paragraphs(lines[done : zone.start], right)
        found = unruled_blocks(rows[zone.start : zone.stop], tables + 1)
        tables += isinstance(found[0], Grid)
        yield from found
        done = zone.stop
    yield from _paragraphs(lines[done:], right)


def _paragraphs(lines: Sequence[TextLine], right: float) -> Iterator[Paragraph]:
    """Yield paragraphs: a full line and the one that begins at the margin below it, or on the next page, are of one."""
    margins: dict[int, float] = {}
    for line in lines:
        margins[line.page] = min(line.left, margins.get(line.page, line.left))
    gathered: list[TextLine] = []
    for line in lines:
        if gathered and not _goes_on(gathered[-1], line, margins, right):
            yield _paragraph(gathered)
            gathered = []
        gathered.append(line)
    if gathered:
        yield _paragraph(gathered)


def _paragraph(lines: Sequence[TextLine]) -> Paragraph:
    return Paragraph("".join(line.text for line in lines), Place(page=lines[0].page))


def _goes_on(before: TextLine, line: TextLine, margins: Mapping[int, float], right: float) -> bool:
    if line.page - before.page not in (0, 1):
        return False
    if len(line.pieces) > 1 or len(before.pieces) > 1 or _HEADING.match(line.text):
        return False
    same_size = abs(line.size - before.size) <= _SAME_SIZE * before.size
    full = before.right >= right - _SHORT_OF_EDGE * before.size
    # A page with one line alone does not show its margin.
    left = min(margins[before.page], margins[line.page])
    return same_size and full and line.left <= left + _SET_IN * line.size
