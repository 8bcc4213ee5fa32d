"""What speaks against reading the figures of a row where they stand: rows that are shifted, pushed, or too full."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING

from govinfo_converters.alignment.columns import label_end
from govinfo_converters.alignment.entries import last_column
from govinfo_converters.cell_values import looks_like_value

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from govinfo_converters.alignment.columns import Header
    from govinfo_converters.alignment.entries import Entry, Item
    from govinfo_converters.alignment.labels import FormRow
    from govinfo_converters.alignment.rows import FoundRow

_SEVERAL = 2
_SHARE = 0.2
_LEAST_COUNTED = 5
_MOST = 0.75
_HAN = re.compile("[\u3400-\u9fff]")


def usual_ends(rows: Iterable[tuple[FormRow, FoundRow]]) -> dict[int, int]:
    """Return the last column of most rows of each grid."""
    grids = [found.entry for _, found in rows if found.entry.layout == "grid"]
    return {
        block: Counter(last_column(entry) for entry in grids if entry.block == block).most_common(1)[0][0]
        for block in {entry.block for entry in grids}
    }


def is_shifted(entry: Entry, above: Sequence[Item | None], heads: Sequence[Entry], usual: int) -> bool:
    """Whether a row of a grid ends elsewhere than its head, or than most rows: a cell is missing there, or too much.

    Where columns are measured, as on a sheet, no cell moves, and blank ones need not be there.
    """
    if entry.measured:
        return False
    end = usual if None in above or not heads else max(map(last_column, heads))
    return last_column(entry) != end


def has_more_columns(rows: Iterable[tuple[FormRow, FoundRow]]) -> bool:
    """Whether several rows have more figures than cells, so that the table has columns that the form has not."""
    filled = [(row, found.entry) for row, found in rows if found.entry.values]
    more = sum(len(entry.values) > len(row.cells) for row, entry in filled)
    return more >= _SEVERAL and more >= _SHARE * len(filled)


def blocks_with_more(rows: Iterable[tuple[FormRow, FoundRow]]) -> frozenset[int]:
    """Return the blocks in which a row has more figures than cells."""
    return frozenset(found.entry.block for row, found in rows if len(found.entry.values) > len(row.cells))


def rows_that_run_on(rows: Sequence[tuple[FormRow, FoundRow]]) -> frozenset[int]:
    """Return the rows whose figures are perhaps partly those of the next row, the label of which is lost.

    Where each figure is a line of its own and blank cells leave no trace, two such rows may have as many figures as
    one. In a table without blank cells, a row that has a figure for each cell is whole.
    """
    in_lines = [(row, found.entry) for row, found in rows if found.entry.layout == "paragraphs" and len(row.cells) > 1]
    if all(len(entry.values) >= len(row.cells) for row, entry in in_lines if entry.values):
        return frozenset()
    known = {row.index for row, _ in rows}
    last = max(known)
    return frozenset(
        row.index
        for row, entry in in_lines
        if row.index < last
        and row.index + 1 not in known
        and len({item.place.line for item in entry.values}) == len(entry.values)
    )


def rows_under_divided_columns(
    entries: Sequence[Entry], rows: Iterable[tuple[FormRow, FoundRow]], headers: Sequence[Header]
) -> frozenset[int]:
    """Return the rows under labels of columns below which a line divides each into several, such as 本年 and 累计."""
    divided = {header.number for header in headers if _divides(header, entries)}
    found: set[int] = set()
    for row, found_row in rows:
        above = [
            header.number
            for header in headers
            if header.block == found_row.entry.block and header.number < found_row.number
        ]
        if len(row.cells) > 1 and above and max(above) in divided:
            found.add(row.index)
    return frozenset(found)


def _divides(header: Header, entries: Sequence[Entry]) -> bool:
    """Whether the line below a head has several texts under each of two labels or more.

    A label covers the columns up to the next one: what a merged cell covers is left blank where rows are written out.
    """
    below = entries[header.number + 1] if header.number + 1 < len(entries) else None
    if below is None or below.block != header.block or below.values:
        return False
    under: dict[str, set[str]] = {item.text: set() for item in header.items}
    ends = [item.column for item in entries[header.number].labels[1:]] + [below.width]
    for item, end in zip(entries[header.number].labels, ends, strict=True):
        texts = {other.text for other in below.labels if item.column <= other.column < max(end, item.last_column + 1)}
        under.get(item.text, set[str]()).update(texts - under.keys())
    return sum(len(texts) > 1 for texts in under.values()) >= _SEVERAL


def rows_in_several_lines(entries: Sequence[Entry], rows: Mapping[int, FoundRow]) -> frozenset[int]:
    """Return the rows that go on in a line without another label: words in one column tell their lines apart.

    "2019年" and "2020年" beside one label are two rows of figures, and neither the label nor the order says which one
    the form means.
    """
    numbers = {found.number for found in rows.values()}
    return frozenset(
        index
        for index, found in rows.items()
        if found.number + 1 < len(entries)
        and found.number + 1 not in numbers
        and _goes_on(found.entry, entries[found.number + 1])
    )


def _goes_on(entry: Entry, following: Entry) -> bool:
    if not (entry.columns_known and following.values and following.block == entry.block):
        return False
    told_apart = {item.column: item.text for item in entry.values if _is_word(item.text)}
    labels = {item.text for item in entry.labels}
    others = (item for item in (*following.labels, *following.values) if item.text not in labels)
    words = [item for item in others if _is_word(item.text)]
    own = [item for item in words if item.column not in told_apart]
    return bool(words) and not own and all(item.text != told_apart[item.column] for item in words)


def _is_word(text: str) -> bool:
    return _HAN.search(text) is not None and not looks_like_value(text)


def rows_with_numbers_of_rows(rows: Sequence[tuple[FormRow, FoundRow]]) -> frozenset[int]:
    """Return the rows whose first or last figures count up from row to row, where columns are not known.

    They are the numbers of rows, and where blank cells leave no trace, a row with one of them may seem to be whole.
    """
    alike = [(row, found.entry) for row, found in rows if not found.entry.columns_known and found.entry.values]
    of_several = [(row, entry) for row, entry in alike if len(row.cells) > 1]
    if len(of_several) >= _LEAST_COUNTED and any(
        _count_up([entry.values[at].text.strip() for _, entry in of_several]) for at in (0, -1)
    ):
        return frozenset(row.index for row, _ in of_several)
    return frozenset()


def _count_up(texts: Sequence[str]) -> bool:
    """Whether most texts are the number after the one before; a row of which the number is lost breaks the line."""
    pairs = [(int(one), int(other)) for one, other in pairwise(texts) if one.isdecimal() and other.isdecimal()]
    return sum(other == one + 1 for one, other in pairs) >= _MOST * (len(texts) - 1)


def pushed_rows(rows: Sequence[tuple[FormRow, FoundRow]]) -> frozenset[int]:
    """Return the rows that are perhaps pushed to the left: their label stands left of those of other rows like them.

    The label of a group ends at the break of a page, and what stood right of it moves to its place. Rows are alike
    whose labels stand on one level of the form.
    """
    columns: dict[int, Counter[int]] = {}
    unruled = {found.entry.block for _, found in rows if _is_unruled(found.entry)}
    counted = [(row, found) for row, found in rows if found.entry.labels and found.entry.block not in unruled]
    for row, found in counted:
        if found.entry.columns_known:
            columns.setdefault(row.level, Counter())[label_end(found.entry)] += 1
    pushed: set[int] = set()
    for row, found in counted:
        alike = columns.get(row.level, Counter[int]())
        further = sum(count for column, count in alike.items() if column > label_end(found.entry))
        if further >= _SEVERAL:
            pushed.add(row.index)
    return frozenset(pushed)


def _is_unruled(entry: Entry) -> bool:
    """Whether a row stands on a page without rulings: nothing is pushed there, and the columns of labels are unknown.

    Where a blank cell stands is seen by rulings alone.
    """
    boxes = [item.place.box for item in (*entry.labels, *entry.fields)]
    return (entry.measured and entry.place.sheet is None) or (any(boxes) and not all(boxes))
