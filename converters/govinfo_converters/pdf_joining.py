"""Parts of a ruled table on consecutive pages: whether their columns go on, and whether a row was torn."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import evolve

from govinfo_converters.alignment.labels import key_of, labels_of_forms
from govinfo_converters.cell_values import looks_like_value
from govinfo_converters.document import GridCell
from govinfo_converters.pdf_ruled import DOUBT, PageTable, one_row

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_SAME_EDGE = 3.0  # points
_SAME_WIDTH = 4.0  # points
_LEAST_RUN = 5  # column borders: four columns of figures


def joined(above: PageTable, below: PageTable) -> PageTable | None:
    """Join two parts of a table; ``None`` where their columns differ.

    The parts are laid over each other at their right edges, for labels are merged on the left.
    """
    moved = below.xs[-1] - above.xs[-1]
    shifted = tuple(x - moved for x in below.xs)
    many = _common_columns(above.xs, shifted, moved=abs(moved) > _SAME_EDGE)
    if many is None:
        return None
    upper = _on_columns(above.cells, above.xs, many)
    lower = _on_columns(below.cells, shifted, many)
    rows = len(above.pages)
    again = _rows_again(upper, lower)
    if again:
        lower = _moved_down((cell for cell in lower if cell.row >= again), -again)
    first = [cell for cell in lower if cell.row == 0]
    last = [cell for cell in upper if cell.row + cell.rowspan == rows]
    torn = _is_torn(last, first, cut=above.open_bottom and (below.open_top or again > 0))
    offset = rows - torn
    if torn:
        upper = [cell for cell in upper if cell.row + cell.rowspan < rows] + _torn_row(last, first)
        lower = [cell for cell in lower if cell.row > 0]
    else:
        upper, lower = _with_fields_joined(*_with_labels_joined(upper, lower, rows), rows)
    cells = [*upper, *_moved_down(lower, offset)]
    return PageTable(
        xs=many,
        cells=tuple(sorted(cells, key=lambda cell: (cell.row, cell.column))),
        pages=above.pages + below.pages[again + torn :],
        top=above.top,
        bottom=below.bottom,
        open_top=above.open_top,
        open_bottom=below.open_bottom,
    )


def _common_columns(above: Sequence[float], below: Sequence[float], *, moved: bool) -> tuple[float, ...] | None:
    """Return the column borders of two parts together; ``None`` where they do not fit.

    Either the parts are as wide as each other, and one has all borders of the other: a part whose rows merge columns
    shows fewer. Or they have the same borders from the right up to the labels: merged labels, cut by the page break,
    may leave no ruling at all.
    """
    of_both = sum(any(abs(x - other) <= _SAME_EDGE for other in below) for x in above)
    same_width = abs(above[0] - below[0]) <= _SAME_WIDTH
    within = same_width and of_both >= min(len(above), len(below)) - 1
    run = 0
    for x, other in zip(reversed(above), reversed(below), strict=False):
        if abs(x - other) > _SAME_EDGE:
            break
        run += 1
    if not within and (run < _LEAST_RUN or (moved and not same_width)):
        return None
    alone = [x for x in below if all(abs(x - other) > _SAME_EDGE for other in above)]
    if within and same_width:
        alone = [x for x in alone if x != below[0]]
    return tuple(sorted((*above, *alone)))


def _on_columns(cells: Iterable[GridCell], xs: Sequence[float], columns: Sequence[float]) -> list[GridCell]:
    """Return ``cells``, drawn between the borders ``xs``, on ``columns``, which have those borders and perhaps more."""
    at = [min(range(len(columns)), key=lambda number: abs(columns[number] - x)) for x in xs]
    if at == list(range(len(columns))):
        return list(cells)
    return [
        evolve(cell, column=at[cell.column], colspan=at[cell.column + cell.colspan] - at[cell.column]) for cell in cells
    ]


def _moved_down(cells: Iterable[GridCell], rows: int) -> list[GridCell]:
    """Move cells by some rows; made anew, which takes a fifth of the time of ``evolve``."""
    return [GridCell(cell.text, cell.row + rows, cell.column, cell.rowspan, cell.colspan, cell.box) for cell in cells]


def _rows_again(upper: Sequence[GridCell], lower: Sequence[GridCell]) -> int:
    """Return how many rows at the beginning of a part say the same as the head of the table, and no figure."""
    most = max((cell.row + cell.rowspan for cell in lower), default=0)
    again = 0
    for rows in range(1, most):
        head, same = ([cell for cell in cells if cell.row < rows] for cells in (upper, lower))
        if head != same or any(looks_like_value(cell.text) for cell in same):
            break
        if all(cell.row + cell.rowspan <= rows for cell in same) and any(cell.text for cell in same):
            again = rows
    return again


def _is_torn(last: Sequence[GridCell], first: Sequence[GridCell], *, cut: bool) -> bool:
    """Whether the last row of a part and the first one of the next are one row, cut by the page break.

    Their cells must fit, and no cell may have text on both pages, but for a label of which the parts are known only
    together, and for numbers that break there, which are none any more. Where rulings close the row on both pages, one
    of them must also be without any label, and the other without any figure.
    """
    if [(cell.column, cell.colspan) for cell in last] != [(cell.column, cell.colspan) for cell in first]:
        return False
    pairs = list(zip(last, first, strict=True))
    on_both = [
        (one.text, other.text) for one, other in pairs if one.text and other.text and one.rowspan == other.rowspan == 1
    ]
    if on_both and not all(_is_one_label(*texts) or all(map(str.isdecimal, texts)) for texts in on_both):
        return False
    if any(upper.isdecimal() for upper, _ in on_both):
        return not any(key_of(other.text) in labels_of_forms() for one, other in pairs if not one.text)
    if cut:
        return True
    if on_both:
        return not any(looks_like_value(other.text) for _, other in pairs)
    of_rows = [(one.text, other.text) for one, other in pairs if one.rowspan == other.rowspan == 1]
    kinds = [{looks_like_value(text) for text in texts if text} for texts in zip(*of_rows, strict=True)]
    return kinds in ([{True}, {False}], [{False}, {True}])


def _torn_row(last: Sequence[GridCell], first: Sequence[GridCell]) -> list[GridCell]:
    """Make one row of the parts of a row that a page break cuts.

    Where figures stand on both pages in some cells, and on the second one alone in others, there may as well be two
    rows, of which one lacks its label: whose a figure on one page alone is cannot be told then.
    """
    whole = one_row(last, first)
    parts = [(looks_like_value(one.text), looks_like_value(other.text)) for one, other in zip(last, first, strict=True)]
    if not ((True, True) in parts and (False, True) in parts):
        return whole
    return [
        evolve(cell, text=cell.text + DOUBT) if upper != lower else cell
        for cell, (upper, lower) in zip(whole, parts, strict=True)
    ]


def _with_labels_joined(
    upper: Sequence[GridCell], lower: Sequence[GridCell], rows: int
) -> tuple[list[GridCell], list[GridCell]]:
    """Join the cells of a head that a page break cuts, by their labels, while other cells of their rows end there.

    A cell that is blank on the second page goes on with the one above, where the labels of others do.
    """
    first = {(cell.column, cell.colspan): cell for cell in lower if cell.row == 0}
    last = [cell for cell in upper if cell.row + cell.rowspan == rows]
    if any(looks_like_value(cell.text) for cell in (*last, *(cell for cell in lower if cell.row == 0))):
        return list(upper), list(lower)
    pairs = [(cell, first[cell.column, cell.colspan]) for cell in last if (cell.column, cell.colspan) in first]
    if not any(_is_one_label(one.text, other.text) for one, other in pairs if one.text and other.text):
        return list(upper), list(lower)
    one_cell = [(one, other) for one, other in pairs if not other.text or _is_one_label(one.text, other.text)]
    whole = [evolve(one_row([one], [other])[0], rowspan=one.rowspan + other.rowspan) for one, other in one_cell]
    gone = [cell for pair in one_cell for cell in pair]
    return [*(cell for cell in upper if cell not in gone), *whole], [cell for cell in lower if cell not in gone]


def _with_fields_joined(
    upper: Sequence[GridCell], lower: Sequence[GridCell], rows: int
) -> tuple[list[GridCell], list[GridCell]]:
    """Join the fields of a row that a page break cuts, as its label shows, where groups of rows end there, too.

    The rows stay two, for the labels of groups beside them; the lower one has nothing but those.
    """
    last = {(cell.column, cell.colspan): cell for cell in upper if cell.row == rows - 1 and cell.rowspan == 1}
    first = [cell for cell in lower if cell.row == 0 and cell.rowspan == 1 and (cell.column, cell.colspan) in last]
    above = [last[cell.column, cell.colspan] for cell in first]
    label = any(_is_one_label(one.text, other.text) for one, other in zip(above, first, strict=True) if one.text)
    if not label or not _is_torn(above, first, cut=False):
        return list(upper), list(lower)
    whole = {(cell.column, cell.colspan): cell for cell in _torn_row(above, first)}
    return (
        [whole.get((cell.column, cell.colspan), cell) if cell.row == rows - 1 else cell for cell in upper],
        [evolve(cell, text="") if cell in first else cell for cell in lower],
    )


def _is_one_label(upper: str, lower: str) -> bool:
    """Whether two texts are the parts of a label that the forms have, and are not both such labels themselves."""
    known = labels_of_forms()
    whole, *parts = (key_of(text) for text in (upper + lower, upper, lower))
    return whole in known and not known.issuperset(parts)
