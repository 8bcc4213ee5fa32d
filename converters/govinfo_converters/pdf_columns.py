"""The columns of tables without rulings: by figures below each other, and by the labels above them."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING, TypeAlias

from attrs import evolve

from govinfo_converters.alignment.labels import key_of, labels_of_forms, tables_of
from govinfo_converters.pdf_rows import HAIR, Row, over_each_other
from govinfo_schema.versions import NAMES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from govinfo_converters.pdf_text import Piece

Column: TypeAlias = tuple[float, float]
_HEAD_SPACING = 2.0  # of the height: lines of one label
_LITTLE = 1.0  # points
MOST_ODD = 0.25  # of the rows
_IN_THE_MIDDLE = 0.125  # of the distance of two columns


def columns_of(rows: Sequence[Row], border: float, *, odd: float = MOST_ODD) -> list[Column] | None:
    """Return where the columns of figures begin and end; ``None`` where they cannot be told apart.

    Fields right of the labels that stand one below the other are one column. In most rows no column has two figures,
    and no figure stands in two columns.

    Args:
        rows: the rows of a table, cut at ``border``.
        border: where the labels of its rows end.
        odd: the share of rows that may stand in other columns than most.
    """
    of_figures = [row for row in rows if row.values]
    heads = [[piece for piece in row.labels if piece.left > border] for row in rows if not row.values]
    agreeing = _without_odd_rows(of_figures)
    over_two = _over_two_columns(agreeing, heads, odd)
    fields = [piece for row in agreeing for piece in row.rest if id(piece) not in over_two]
    if not fields:
        return None
    columns = clusters(fields)
    bridges = [*_bridges(heads, columns)]
    columns = clusters([*fields, *bridges])
    # A label above no figure is that of a blank column.
    alone = [head for line in heads for head in line if not any(is_in(head, column) for column in columns)]
    known = [head for head in alone if is_label_of_column(head)]
    columns = clusters([*fields, *bridges, *known])
    others = [row for row in of_figures if not _fits(row, columns)]
    if len(others) > odd * len(of_figures):
        return None
    beside = [
        piece for row in others for piece in row.rest if not place_in(piece, columns) and id(piece) not in over_two
    ]
    if any(piece.left < columns[-1][1] for piece in beside):  # lines that do not stand exactly below each other
        return None
    return [*columns, *clusters(beside)]


def _over_two_columns(rows: Sequence[Row], heads: Sequence[Sequence[Piece]], odd: float) -> set[int]:
    """Return the identities of figures that stand between two columns in a few rows, or before all, and make no column.

    No label stands between the columns; or one does, but then nothing stands in the two columns in such a row, nor in
    the head that has this label, and the figure is that of a merged cell.
    """
    columns = clusters(piece for row in rows for piece in row.rest)
    lines = [{at: piece for piece in row.rest for at in place_in(piece, columns)} for row in rows]
    above = [[place_in(head, columns) for head in line] for line in heads]
    found: set[int] = set()
    for at in range(len(columns) - 1):
        before, after = at - 1 if at else at + 1, at + 1  # nothing but labels stand before the first one
        within = [line for line in lines if at in line]
        beside = [line for line in lines if before in line and after in line]
        if not len(within) <= odd * len(rows) < len(beside):
            continue
        labels = [line for line in above if [at] in line]
        alone = not any(before in line or after in line for line in within)
        merged = alone and not any([before] in line or [after] in line for line in labels)
        if not labels or (merged and _is_between(columns[at], columns[before], columns[after])):
            found.update(id(line[at]) for line in within)
    return found


def _is_between(column: Column, before: Column, after: Column) -> bool:
    """Whether a column stands in the middle between two others."""
    middle, left, right = (sum(each) / 2 for each in (column, before, after))
    return abs(middle - (left + right) / 2) <= _IN_THE_MIDDLE * (right - left)


def number_of_usual(rows: Sequence[Row], columns: Sequence[Column]) -> int:
    """Return how many columns the rows of a table have, without those at its right in which only odd rows stand.

    Such a column has no label, and few rows have figures there, one too many.
    """
    of_figures = [row for row in rows if row.values]
    heads = [piece for row in rows if not row.values for piece in row.labels]
    for count in range(len(columns), 0, -1):
        last = columns[count - 1]
        within = sum(any(is_in(piece, last) for piece in row.rest) for row in of_figures)
        if within > MOST_ODD * len(of_figures) or any(is_in(head, last) for head in heads):
            return count
    return len(columns)


def _without_odd_rows(rows: Sequence[Row]) -> Sequence[Row]:
    """Leave out rows whose fields stand in other columns than those of most rows: under or above two of them."""
    columns = clusters(piece for row in rows for piece in row.rest)
    if all(_fits(row, columns) for row in rows):
        return rows
    against = [{at for at, other in enumerate(rows) if _bridge(row, other)} for row in rows]
    kept = set(range(len(rows)))
    while True:
        most = max(kept, key=lambda at: (len(against[at] & kept), at))
        if not against[most] & kept:
            return [rows[at] for at in sorted(kept)]
        kept.remove(most)


def _bridge(one: Row, other: Row) -> bool:
    """Whether a field of one row stands above two of another one, or the other way round."""
    pairs = [(upper, lower) for upper in one.rest for lower in other.rest if over_each_other(upper, lower)]
    return any(len({id(pair[side]) for pair in pairs}) < len(pairs) for side in (0, 1))


def _fits(row: Row, columns: Sequence[Column]) -> bool:
    """Whether each field of a row stands in one column, and none in that of another."""
    places = [place_in(piece, columns) for piece in row.rest]
    return all(len(each) == 1 for each in places) and len({each[0] for each in places}) == len(places)


def _bridges(heads: Iterable[Sequence[Piece]], columns: Sequence[Column]) -> Iterator[Piece]:
    """Yield what spans from a label to the figures of its column, where they are set to different sides.

    Labels set to the left and figures set to the right need not stand above each other at all. A column between two
    labels is that of the left one, where no label is set the other way.
    """
    lines = [line for line in heads if line]
    pairs = [(head, column) for line in lines for head in line for column in columns if is_in(head, column)]
    if any(column[0] < head.left - _LITTLE and column[1] < head.right - _LITTLE for head, column in pairs):
        return
    labels = [head for line in lines for head in line if _is_no_group(head)]
    labelled = [column for column in columns if any(is_in(head, column) for head in labels)]
    for line in lines:
        taken = [*labelled, *(column for column in columns if any(is_in(head, column) for head in line))]
        if any(column[1] <= line[0].left + HAIR for column in columns):
            continue
        for at, head in enumerate(line):
            following = line[at + 1].left if at + 1 < len(line) else float("inf")
            own = [column for column in columns if head.right <= column[0] and column[1] <= following + HAIR]
            if len(own) == 1 and own[0] not in taken and not any(is_in(head, column) for column in columns):
                yield evolve(head, right=own[0][1])


def _is_no_group(head: Piece) -> bool:
    """Whether a label of a head is that of one column, also of one that the form has not."""
    key = key_of(head.text)
    return key in _column_keys() or key not in labels_of_forms()


def clusters(pieces: Iterable[Piece]) -> list[Column]:
    """Return from where to where the fields reach that stand one below the other."""
    found: list[Column] = []
    for piece in sorted(pieces, key=lambda piece: piece.left):
        if found and piece.left < found[-1][1] - HAIR:
            found[-1] = (found[-1][0], max(found[-1][1], piece.right))
        else:
            found.append((piece.left, piece.right))
    return found


def is_in(piece: Piece, column: Column) -> bool:
    """Whether a field stands in a column, at least in part."""
    return piece.left < column[1] - HAIR and column[0] < piece.right - HAIR


def place_in(piece: Piece, columns: Sequence[Column]) -> list[int]:
    """Return the numbers of the columns in which a field stands."""
    left, right = piece.left + HAIR, piece.right - HAIR
    return [number for number, (begin, end) in enumerate(columns) if left < end and begin < right]


def places_of(piece: Piece, columns: Sequence[Column]) -> list[int]:
    """Return the numbers of the columns in which a field stands, or of the two nearest to it."""
    before = sum(column[1] <= piece.left for column in columns)
    first = min(max(before - 1, 0), max(len(columns) - 2, 0))
    return place_in(piece, columns) or [first, min(first + 1, len(columns) - 1)]


@cache
def _column_keys() -> frozenset[str]:
    """Return what identifies the labels of columns, of all forms."""
    return frozenset(key for name in NAMES for table in tables_of(name) for key in table.columns)


def is_label_of_column(piece: Piece) -> bool:
    """Whether a field is the label of a column of any form."""
    return key_of(piece.text) in _column_keys()


def is_head(row: Row) -> bool:
    """Whether a line holds labels of several columns, and no figures."""
    return not row.rest and sum(map(is_label_of_column, row.labels)) > 1


# Labels of columns that are broken into lines, where the forms know the whole.


def with_known_heads_joined(rows: Sequence[Row]) -> list[Row]:
    """Join labels in lines without figures that are the beginning and the end of a label that the forms have.

    The whole stands where its last line stood.
    """
    labels = {at: list(row.labels) for at, row in enumerate(rows)}
    for at, row in enumerate(rows):
        if row.rest:
            continue
        for number, piece in enumerate(labels[at]):
            above = _beginning_of(piece, at, rows, labels)
            if above is not None:
                upper = labels[above[0]].pop(above[1])
                labels[at][number] = upper.with_below(piece)
    joined = [evolve(row, labels=tuple(labels[at])) for at, row in enumerate(rows)]
    return [row for row in joined if row.labels or row.rest]


def with_ends_of_labels_joined(rows: Sequence[Row]) -> list[Row]:
    """Join the label of a row of figures and the text below or above it, where the forms have the whole.

    Such are 2.其他 and 法律行政…. The text may stand on the next page; heads that stand there again are left out.
    """
    joined: list[Row] = []
    heads: set[tuple[str, ...]] = set()
    for row in rows:
        texts = tuple(piece.text for piece in row.labels)
        if not row.rest and texts in heads:
            continue
        if not row.rest:
            heads.add(texts)
        if joined and joined[-1].rest and not row.rest:
            joined[-1], others = _with_ends(joined[-1], row.labels)
            row = evolve(row, labels=others)  # noqa: PLW2901 - what is left of it
        elif joined and row.rest and not joined[-1].rest:
            above, row = _with_beginning(joined.pop(), row)  # noqa: PLW2901 - with its whole label
            joined += [above] if above.labels else []
        if row.labels or row.rest:
            joined.append(row)
    return joined


def _with_beginning(above: Row, row: Row) -> tuple[Row, Row]:
    """Give a row the beginning of its label from the line above it, where the forms have the whole, and no part."""
    known = labels_of_forms()
    for at, label in enumerate(row.labels):
        for piece in above.labels:
            part = known.isdisjoint((key_of(piece.text), key_of(label.text)))
            if part and over_each_other(piece, label) and key_of(piece.text + label.text) in known:
                whole = evolve(label, text=piece.text + label.text)
                others = tuple(other for other in above.labels if other is not piece)
                return evolve(above, labels=others), evolve(
                    row, labels=(*row.labels[:at], whole, *row.labels[at + 1 :])
                )
    return above, row


def _with_ends(row: Row, below: Sequence[Piece]) -> tuple[Row, tuple[Piece, ...]]:
    """Give the fields below a row to its labels that they end; return the row and the other fields."""
    labels = list(row.labels)
    others: list[Piece] = []
    for piece in below:
        for at, label in enumerate(labels):
            if over_each_other(piece, label) and _goes_on(label.text, piece.text):
                labels[at] = evolve(label, text=label.text + piece.text)
                break
        else:
            others.append(piece)
    return evolve(row, labels=tuple(labels)), tuple(others)


def _beginning_of(piece: Piece, at: int, rows: Sequence[Row], labels: dict[int, list[Piece]]) -> tuple[int, int] | None:
    """Return where the field stands that ``piece`` goes on; ``None`` where there is none."""
    for above in range(at - 1, -1, -1):
        size = max(rows[at].line.size, rows[above].line.size)
        far = rows[at].line.middle - rows[above].line.middle > _HEAD_SPACING * size
        if rows[above].rest or rows[above].line.page != rows[at].line.page or far:
            return None
        for number, upper in enumerate(labels[above]):
            if over_each_other(upper, piece):
                return (above, number) if _goes_on(upper.text, piece.text) else None
    return None


@lru_cache(maxsize=4096)
def _goes_on(upper: str, lower: str) -> bool:
    """Whether two texts begin a label that the forms have, and are not labels themselves."""
    known = labels_of_forms()
    whole, first, second = (key_of(text) for text in (upper + lower, upper, lower))
    if not first or not second or (first in known and second in known):
        return False
    return any(label.startswith(whole) for label in known)
