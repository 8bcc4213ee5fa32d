"""Which columns of a layout hold which cells of a row of the form."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from itertools import pairwise
from typing import TYPE_CHECKING

from attrs import evolve, frozen

from govinfo_converters.alignment.entries import Entry, Item
from govinfo_converters.alignment.labels import FormRow, FormTable, key_of, keys_of
from govinfo_converters.alignment.row_ends import blocks_that_end_in_cells, is_exact

if TYPE_CHECKING:
    from collections.abc import Sequence

Span = tuple[int, int]
_MOST = 0.6
_SEVERAL = 3
_TWO = 2
_SHORTEST_LABEL = 2


@frozen
class Header:
    """A line of column labels: the number of its entry, its block and its labels."""

    number: int
    block: int
    items: tuple[Item, ...]


def headers_of(entries: Sequence[Entry], table: FormTable) -> tuple[Header, ...]:
    """Return the lines of ``entries`` that hold column labels of ``table`` and no figures."""
    headers: list[Header] = []
    for number, entry in enumerate(entries):
        if not entry.columns_known or entry.values:
            continue
        items = tuple(item for item in entry.labels if any(key in table.columns for key in keys_of(item.text)))
        if items:
            headers.append(Header(number, entry.block, items))
    return tuple(headers)


def _names(item: Item, of_cell: tuple[str, ...]) -> bool:
    return any(key in of_cell for key in keys_of(item.text))


def labels_above(names: Sequence[tuple[str, ...]], above: Sequence[Header]) -> tuple[Item | None, ...]:
    """Return, for each column of a row, the nearest label above it that names it.

    Where groups repeat the labels, as in table four, they count only when all of them stand there, group by group.

    Args:
        names: for each column, the keys that may name it.
        above: the lines of column labels above the row, in their order.
    """
    nearest: list[Item | None] = [None] * len(names)
    if len(set(names)) < len(names):
        by_column = {item.column: item for head in above for item in head.items}
        items = [by_column[column] for column in sorted(by_column)]
        return _in_groups(items, names) or tuple(nearest)
    for header in above:
        for position, of_cell in enumerate(names):
            items = [item for item in header.items if _names(item, of_cell)]
            if items and all(right.column == left.last_column + 1 for left, right in pairwise(items)):
                # a label that stands again in each column that it covers is one label
                covered = items[-1].last_column + 1 - items[0].column
                nearest[position] = items[0] if len(items) == 1 else evolve(items[0], colspan=covered)
    return tuple(nearest)


def _in_groups(items: Sequence[Item], names: Sequence[tuple[str, ...]]) -> tuple[Item, ...] | None:
    """Return a label for each column where groups of columns repeat their labels, in any order within each group."""
    size = len(set(names))
    if len(items) != len(names) or len(names) % size or len(set(names[:size])) < size:
        return None
    found: list[Item] = []
    for start in range(0, len(names), size):
        group = items[start : start + size]
        for of_cell in names[start : start + size]:
            named = [item for item in group if _names(item, of_cell)]
            if len(named) != 1:
                return None
            found += named
    return tuple(found)


def foreign_columns(entries: Sequence[Entry], headers: Sequence[Header], table: FormTable) -> dict[int, frozenset[int]]:
    """Return, by block, the columns under labels that the form does not have, such as 小计 or the year before.

    Left of the first label of a column stand the labels of rows, and what is written above them; but right of the
    labels of all rows, figures stand.

    Args:
        entries: the entries of the document.
        headers: its lines of column labels.
        table: the table of the form.
    """
    foreign: dict[int, set[int]] = {}
    ends: dict[int, int] = {}
    for entry in entries:
        if entry.values and entry.columns_known:
            ends[entry.block] = max(ends.get(entry.block, -1), label_end(entry))
    for header in headers:
        first = min(header.items[0].column, ends.get(header.block, header.items[0].column) + 1)
        columns = foreign.setdefault(header.block, set())
        for item in entries[header.number].labels:
            over = range(max(item.column, first), item.last_column + 1)
            if any(table.is_part_of_a_label(key) for key in keys_of(item.text)):
                columns.difference_update(over)
            else:
                columns.update(over)
    return {block: frozenset(columns) for block, columns in foreign.items()}


@frozen
class TableColumns:
    """What the complete rows of a table say of its columns, by block.

    Attributes:
        of_full_rows: columns in which complete rows have their values, counted, by block and number of cells.
        label_ends: the columns in which the labels of such rows end.
        ends_before_figures: the columns in which labels end, by block, that the first figure of a row evidently follows
            immediately; with the highest level of such labels, as those of a higher one may reach over more columns.
        first_label: the first column that has a label, by block.
        whole_width: number of labels and fields of a whole row in a layout that shows blank fields; ``None`` where
            complete rows differ in it.
        by_width: the columns right of all labels, by block and number of cells, where there are as many as cells.
        counted: the columns in which labels end, by block, behind which each row has exactly the fields of its cells.
        at_the_end: the blocks in which the last fields of each row are those of its cells.
    """

    of_full_rows: Mapping[tuple[int, int], Counter[tuple[int, ...]]]
    label_ends: Mapping[tuple[int, int], frozenset[int]]
    ends_before_figures: Mapping[tuple[int, int], int]
    first_label: Mapping[int, int]
    whole_width: int | None
    counted: frozenset[tuple[int, int]]
    at_the_end: frozenset[int]
    by_width: Mapping[tuple[int, int], tuple[int, ...]]


def table_columns(
    rows: Sequence[tuple[FormRow, Entry]],
    table: FormTable,
    headers: Sequence[Header],
    foreign: Mapping[int, frozenset[int]],
) -> TableColumns:
    """Look at the complete rows of ``table`` among the rows that were found; figures in foreign columns do not count.

    Without a complete row, a whole row is as wide as the form's labels and columns together, if figures or labels of
    columns stand so far left that each row is evidently pushed to the left.
    """
    full: dict[tuple[int, int], Counter[tuple[int, ...]]] = {}
    label_ends: dict[tuple[int, int], frozenset[int]] = {}
    widths: Counter[int] = Counter()
    spread: dict[tuple[int, int], Counter[tuple[int, ...]]] = {}
    pushed = any(item.column < table.label_depth for header in headers for item in header.items)
    for row, entry in rows:
        if entry.layout in ("row", "paragraphs"):
            continue
        values = [item for item in entry.values if item.column not in foreign.get(entry.block, ())]
        if len(values) == len(row.cells):
            shape = (entry.block, len(values))
            of_width = spread if holds_blanks(entry) else full
            of_width.setdefault(shape, Counter())[tuple(item.column for item in values)] += 1
            label_ends[shape] = label_ends.get(shape, frozenset()) | {label_end(entry)}
            widths[_width(entry, table)] += 1
        elif len(entry.labels) < table.label_depth and entry.fields and entry.fields[0].what == "value":
            pushed = True
    for shape, counted in spread.items():
        # Figures with blanks between them show their columns where several rows have them there and none has others.
        if shape not in full and len(counted) == 1 and counted.total() >= _SEVERAL:
            full[shape] = counted
    if not widths and pushed:
        of_columns = len(table.rows[0].cells)
        widths = Counter(
            width for width in (_width(entry, table) for _, entry in rows) if width == table.label_depth + of_columns
        )
    most = widths.most_common(1)
    agreed = bool(most) and most[0][1] >= _MOST * widths.total() and _is_usual(most[0][0], rows, table)
    return TableColumns(
        full,
        label_ends,
        _ends_before_figures(rows),
        _first_labels(headers),
        most[0][0] if agreed else None,
        _counted(rows),
        blocks_that_end_in_cells(rows, table),
        _by_width(rows),
    )


def _by_width(rows: Sequence[tuple[FormRow, Entry]]) -> dict[tuple[int, int], tuple[int, ...]]:
    """Return the columns right of the labels of all rows, by block and number of cells, if they are as many as cells.

    Several rows must be of this kind, and figures stand in each of these columns, and in no others.
    """
    alike: dict[tuple[int, int], list[Entry]] = {}
    for row, entry in rows:
        if entry.columns_known and len(row.cells) > 1:
            alike.setdefault((entry.block, len(row.cells)), []).append(entry)
    found: dict[tuple[int, int], tuple[int, ...]] = {}
    for shape, entries in alike.items():
        right = tuple(range(max(map(label_end, entries)) + 1, max(entry.width for entry in entries)))
        used = {item.column for entry in entries for item in entry.values}
        if len(entries) >= _SEVERAL and len(right) == shape[1] and used == set(right):
            found[shape] = right
    return found


def _is_usual(width: int, rows: Sequence[tuple[FormRow, Entry]], table: FormTable) -> bool:
    """Whether most rows of a run of fields are as wide, so that no blank field was left out."""
    widths = [_width(entry, table) for _, entry in rows if entry.layout == "fields"]
    return widths.count(width) >= _MOST * len(widths)


def _counted(rows: Sequence[tuple[FormRow, Entry]]) -> frozenset[tuple[int, int]]:
    """Return where labels end, by block, in lines of differing width that have a field for each cell, and no others.

    Most rows of the table must be such lines, and several of them begin with a figure: an empty field there could be
    the place of a further label, and the last cell be lost.
    """
    lines = [(row, entry) for row, entry in rows if entry.layout == "row" and entry.labels and entry.fields]
    exact = [(row, entry) for row, entry in lines if len(entry.fields) == len(row.cells)]
    if len(exact) < _MOST * len(lines):
        return frozenset()
    begun = Counter((entry.block, label_end(entry)) for _, entry in exact if entry.fields[0].what != "empty")
    return frozenset(where for where, count in begun.items() if count >= _TWO)


def _ends_before_figures(rows: Sequence[tuple[FormRow, Entry]]) -> dict[tuple[int, int], int]:
    """Return where labels end, by block, if a figure follows immediately, with the highest level of such labels.

    That is seen in a complete row, or in several others; no complete row may have it otherwise.
    """
    begun: dict[tuple[int, int], Counter[int]] = {}
    others: set[tuple[int, int]] = set()
    for row, entry in rows:
        if entry.labels and entry.fields:
            where = (entry.block, label_end(entry))
            complete = len(entry.values) == len(row.cells)
            if entry.fields[0].what != "empty":
                begun.setdefault(where, Counter())[row.level] += _TWO if complete else 1
            elif complete:
                others.add(where)
    return {where: min(of) for where, of in begun.items() if of.total() >= _TWO and where not in others}


def _first_labels(headers: Sequence[Header]) -> dict[int, int]:
    first: dict[int, int] = {}
    for header in headers:
        column = min(item.column for item in header.items)
        first[header.block] = min(column, first.get(header.block, column))
    return first


def holds_blanks(entry: Entry) -> bool:
    """Whether blank fields stand between the figures of a row: it has more fields than figures."""
    figures = [at for at, item in enumerate(entry.fields) if item.what == "value"]
    return any(item.what == "empty" for item in entry.fields[figures[0] : figures[-1]]) if figures else False


def label_end(entry: Entry) -> int:
    """Return the column in which the labels of a row end; -1 where it has none."""
    return entry.labels[-1].last_column if entry.labels else -1


def _is_aligned(entry: Entry, usual: tuple[int, ...], ends: frozenset[int]) -> bool:
    """Whether the columns of complete rows are those of a row too.

    Where figures follow their label immediately, they stand elsewhere in a row with more labels, or with fewer.
    """
    if not entry.labels:
        return True
    own = label_end(entry)
    return own < usual[0] and (own in ends or len(ends) > 1 or max(ends) + 1 < usual[0])


def _width(entry: Entry, table: FormTable) -> int:
    """Return the number of labels and fields of a row, without the labels of columns that precede it in a run."""
    if entry.layout != "fields":
        return len(entry.labels) + len(entry.fields)
    heads = [
        at for at, item in enumerate(entry.labels[:-1], 1) if any(key in table.columns for key in keys_of(item.text))
    ]
    return len(entry.labels) - max(heads, default=0) + len(entry.fields)


def _ascending(spans: Sequence[Span | None]) -> bool:
    known = [span for span in spans if span is not None]
    return all(left[1] < right[0] for left, right in pairwise(known))


def stand_above(entry: Entry, above: Sequence[Item | None]) -> bool:
    """Whether each of several columns has its label, in the order of the form, and all of them right of a row's label.

    Labels that begin further left are pushed there, and say nothing of what stands below them.
    """
    spans = [None if item is None else (item.column, item.last_column) for item in above]
    first = spans[0]
    in_order = len(spans) > 1 and None not in spans and _ascending(spans)
    return entry.columns_known and in_order and first is not None and first[0] > label_end(entry)


def spans_of(entry: Entry, above: Sequence[Item | None], columns: TableColumns) -> tuple[Span, ...] | None:
    """Return the columns of the cells of a row, from the labels above them and from complete rows of its table.

    Returns:
        First and last column of each cell; ``None`` where they are not known, or where labels and rows contradict each
        other because the figures do not stand under their labels.
    """
    if not entry.columns_known:
        return None
    spans = [None if item is None else (item.column, item.last_column) for item in above]
    named = tuple(span for span in spans if span is not None)
    if not _ascending(spans) and (len(named) < len(spans) or not _ascending(sorted(named))):
        return None
    full = columns.of_full_rows.get((entry.block, len(spans)))
    if not full:
        return _without_full_rows(spans, columns.by_width.get((entry.block, len(spans)), ()))
    most_usual = full.most_common(1)[0][0]
    if len(named) < len(spans) and not _is_aligned(entry, most_usual, columns.label_ends[entry.block, len(spans)]):
        return None
    usual = tuple((at, at) for at in most_usual)
    in_order = sorted(named) if len(named) == len(spans) else spans
    contradicts = any(span and not span[0] <= at[0] <= span[1] for span, at in zip(in_order, usual, strict=True))
    if contradicts or (len(full) > 1 and len(named) < len(spans)):
        return None
    return named if len(named) == len(spans) else usual


def _without_full_rows(spans: Sequence[Span | None], right: Sequence[int]) -> tuple[Span, ...] | None:
    """Return the columns of the cells of a row whose table has no complete row.

    Args:
        spans: the columns under the labels above the row, as far as there are labels.
        right: the columns right of the labels of all rows, where they are as many as the cells.
    """
    named = tuple(span for span in spans if span is not None)
    pushed = bool(named and right) and named[0][0] < right[0]  # the head began further left, where labels stand now
    if len(named) == len(spans) and not pushed:
        return named
    pairs = zip(spans, right, strict=False)
    agree = pushed or all(span is None or span[0] <= at <= span[1] for span, at in pairs)
    return tuple((at, at) for at in right) if right and agree else None


def slots_by_width(row: FormRow, entry: Entry, columns: TableColumns, table: FormTable) -> tuple[Item, ...] | None:
    """Return the fields of the cells of ``row`` in a layout whose rows are filled up with empty fields at their end.

    The row must be as wide as the complete rows of its table, and hold nothing in what fills it up. Where rows differ
    in width, because nothing fills them up, it must have a field for each cell as the others have.

    Returns:
        One field by cell, empty ones included; ``None`` where that is not known.
    """
    if entry.layout == "paragraphs":
        return None
    if entry.layout == "row" and entry.labels:
        return _slots_of_a_line(row, entry, columns)
    if not row.label and not entry.labels and len(entry.fields) == len(row.cells):
        beside = entry.columns_known and entry.fields[0].column < columns.first_label.get(entry.block, 0)
        return None if beside else entry.fields
    if not is_exact(row, entry) and (
        columns.whole_width != _width(entry, table)
        or (row.label and not _begins_with_a_cell(row, entry, columns, table))
    ):
        return None
    slots, filling = entry.fields[: len(row.cells)], entry.fields[len(row.cells) :]
    if len(slots) < len(row.cells) or any(item.what != "empty" for item in filling):
        return None
    return slots


def _slots_of_a_line(row: FormRow, entry: Entry, columns: TableColumns) -> tuple[Item, ...] | None:
    if entry.block in columns.at_the_end:
        return entry.fields[-len(row.cells) :]
    exact = len(entry.fields) == len(row.cells) and (entry.block, label_end(entry)) in columns.counted
    return entry.fields if exact else None


def _begins_with_a_cell(row: FormRow, entry: Entry, columns: TableColumns, table: FormTable) -> bool:
    """Whether the first field of a row is that of its first cell.

    A blank one may be the place of a label that is lost, or a column in which other rows have a label: what stands
    before it must be no heading, and where columns are known, the figures of complete rows must begin where it stands.
    """
    if entry.fields[0].what != "empty":
        return not entry.labels or len(key_of(entry.labels[-1].text)) >= _SHORTEST_LABEL
    if not entry.labels or any(key in table.headings for key in keys_of(entry.labels[-1].text)):
        return False
    highest = columns.ends_before_figures.get((entry.block, label_end(entry)))
    return not entry.columns_known or (highest is not None and highest <= row.level)
