"""Words that stand where a figure should, such as 见附件: they are unreadable cells, and no labels.

Taken for labels they would hide the figures behind them, which would lose their row. A whole table shows which columns
hold figures (``with_words_among_figures``); a row that stands alone, in a table of its own or in a run of fields, shows
only what precedes the words (``with_texts_as_values``).
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from attrs import evolve

from govinfo_converters.alignment.labels import (
    FURNITURE,
    columns_of_forms,
    is_part_of_labels,
    key_of,
    labels_of_forms,
    names_a_column,
    names_a_row,
    rows_of_forms,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from govinfo_converters.alignment.entries import Item, Layout

_SEVERAL = 3


def with_words_among_figures(rows: Sequence[Sequence[Item]]) -> Sequence[Sequence[Item]]:
    """Take words such as 见附件 for values, unreadable ones, where they stand among the figures of a table.

    That is: in a row with a figure, below the label of a column of figures or in a column that holds mostly figures; in
    a row with the label of a row of a form and none of a column, in such a column. Words that are a label of any form
    stay labels. Otherwise words would be taken for a label, and the figures behind them would lose their row.
    """
    if not any(map(_may_have_words, rows)):
        return rows
    columns, below = _columns_of_figures(rows), set[int]()
    most = max(sum(item.what == "value" for item in row) for row in rows)
    changed: list[Sequence[Item]] = []
    for row in rows:
        words: Sequence[Item] = ()
        if _may_have_words(row):
            beside_a_label = columns if row[0].column not in columns else set[int]()
            words = _words_in(row, beside_a_label | (below if _has_figure(row) else set[int]()))
            if not _have_room(words, row, most):
                words = ()
        changed.append([evolve(item, what="value") if item in words else item for item in row] if words else row)
        _note_heads(row, below)
    return changed


def _have_room(words: Sequence[Item], row: Sequence[Item], most: int) -> bool:
    """Whether a row has no more figures than others when words are some: in text, labels may stand in any column."""
    figures = sum(item.what == "value" for item in row)
    labels = sum(item.what == "label" for item in row)
    return labels == len(words) or figures + len(words) <= most


def _has_figure(row: Sequence[Item]) -> bool:
    return any(item.what == "value" for item in row)


def _may_have_words(row: Sequence[Item]) -> bool:
    labels = [item for item in row if item.what == "label"]
    if _has_figure(row):
        return bool(labels)
    keys = {key_of(item.text) for item in labels}
    return len(labels) > 1 and not keys.isdisjoint(rows_of_forms()) and keys.isdisjoint(columns_of_forms())


def _columns_of_figures(rows: Sequence[Sequence[Item]]) -> set[int]:
    """Return the columns that hold mostly figures."""
    kinds = Counter((item.column, item.what) for row in rows for item in row)
    least = {column: max(_SEVERAL, 2 * kinds[column, "label"]) for column, _ in kinds}
    return {column for column, least_count in least.items() if kinds[column, "value"] >= least_count}


def _words_in(row: Sequence[Item], columns: set[int]) -> list[Item]:
    return [
        item
        for item in row
        if item.what == "label" and item.column in columns and key_of(item.text) not in labels_of_forms()
    ]


def _note_heads(row: Sequence[Item], below: set[int]) -> None:
    """Note below which columns labels of columns stand from this row on; a row with one text begins something new."""
    filled = [item for item in row if item.what != "empty"]
    if len(filled) == 1:
        below.clear()
    labels = [(item, key_of(item.text)) for item in filled if item.what == "label"]
    known = {key for _, key in labels} & columns_of_forms()
    if known and not _has_figure(row):  # a head: 总计 and 其他, which rows are called, too, are columns here
        known = {key for _, key in labels if key in labels_of_forms() and key not in FURNITURE}
    for item, key in labels:
        covered = range(item.column, item.last_column + 1)
        below.difference_update(covered)
        below.update(covered if key in known else ())


def with_texts_as_values(items: Sequence[Item], layout: Layout) -> list[Item]:
    """Take texts for values, unreadable ones, that stand where a figure should: "abc" beside the label of a row.

    They are no labels, whole or in part. Where it is not seen where rows end, only a unit tells that a cell follows.
    """
    changed = list(items)
    whole = layout in ("grid", "line", "row")
    for at in range(1, len(changed)):
        if changed[at].what != "label" or is_part_of_labels(changed[at].text):
            continue
        before = next((earlier for earlier in range(at - 1, -1, -1) if changed[earlier].what != "empty"), -1)
        following = next(
            (changed[later].what for later in range(at + 1, len(changed)) if changed[later].what != "empty"), None
        )
        if before > 0 and changed[before].what == "unit":
            is_value = names_a_row(changed[before - 1].text) and following not in ("unit", "value")
        elif whole and before >= 0 and following in (None, "value") and names_a_row(changed[before].text):
            labels = (item.text for item in changed[: before + 1] if item.what == "label")
            is_value = not any(map(names_a_column, labels))
        else:
            is_value = False
        if is_value:
            changed[at] = evolve(changed[at], what="value")
    return changed
