"""Cells of several lines among the figures of a table without rulings: remarks, and numbers that are broken.

Lines of one cell stand closer to each other than any two rows of figures do. A number with a remark is read whole;
digits below a number belong to it where marks of thousands show that it goes on, and make no number otherwise.
"""

from __future__ import annotations

import re
from itertools import accumulate, groupby, pairwise
from typing import TYPE_CHECKING, TypeAlias

from attrs import evolve

from govinfo_converters.alignment.entries import what_is
from govinfo_converters.alignment.labels import key_of, labels_of_forms
from govinfo_converters.pdf_broken_numbers import is_grouped
from govinfo_converters.pdf_rows import OVERLAP, Row, over_each_other

if TYPE_CHECKING:
    from collections.abc import Sequence
    from collections.abc import Set as AbstractSet

    from govinfo_converters.pdf_text import Piece

Node: TypeAlias = "tuple[int, Piece]"  # a field with the number of its row
_BROKEN_SPACING = 2.2  # of the height: digits that a narrow column breaks off
_CLOSER = 0.75  # times the distance of the closest rows of figures: lines of one label
_PLAIN = re.compile(r"[+＋\-－−增减]?\d+(?:[.．]\d+)?(?:万?元)?|[—－–\-/／*无]+")
_AS_FAR = 0.95  # of the distance of rows
_LEAST_PAIRS = 3
_TIGHT = 1.25  # of the height: lines of one text
_LINE_SPACING = 1.5  # of the height
_LINES_ABOVE = 3  # of a cell, above the first row of figures
_DIGITS = re.compile(r"[,，.．]?\d+")  # which may go on after a mark of thousands


def with_figures_joined(rows: Sequence[Row]) -> list[Row]:
    """Join figures that a narrow column breaks into lines; with the line break they are no numbers any more."""
    joined: list[Row] = []
    pitch = _closest_labelled(rows)
    for row in rows:
        above = joined[-1] if joined else None
        if above is not None and _is_broken_off(above, row) and not _is_whole_row(above, row, pitch):
            joined[-1] = evolve(above, rest=tuple(_with_digits_below(piece, row.rest) for piece in above.rest))
            joined.append(evolve(row, rest=()))
        elif above is not None and _is_beginning(above, row, pitch):
            joined[-1] = evolve(row, rest=tuple(_with_digits_above(piece, above.rest) for piece in row.rest))
        else:
            joined.append(row)
    return joined


def _with_digits_below(piece: Piece, below: Sequence[Piece]) -> Piece:
    digits = [one.text for one in below if over_each_other(piece, one)]
    return evolve(piece, text="\n".join([piece.text, *digits]))


def _with_digits_above(piece: Piece, above: Sequence[Piece]) -> Piece:
    digits = [one.text for one in above if over_each_other(piece, one)]
    return evolve(piece, text="\n".join([*digits, piece.text]))


def _is_beginning(above: Row, row: Row, pitch: float | None) -> bool:
    """Whether a line without a label holds the beginnings of figures of the row below it, nearer than rows stand.

    A number begins with a full line. Where it is not known how near rows stand, a line that has fewer figures than the
    row below is taken for no row if it stands as close as lines of one text do.
    """
    if above.labels or not row.labels or above.line.page != row.line.page:
        return False
    if not above.rest or not all(_DIGITS.fullmatch(piece.text) for piece in above.rest):
        return False
    below = [[one for one in row.rest if over_each_other(piece, one)] for piece in above.rest]
    full = all(
        len(ones) == 1 and _DIGITS.fullmatch(ones[0].text) and len(ones[0].text) <= len(piece.text)
        for piece, ones in zip(above.rest, below, strict=True)
    )
    fewer = len(above.rest) < len(row.rest)
    limit = _CLOSER * pitch if pitch is not None else _TIGHT * row.line.size * fewer
    return full and 0 < row.line.middle - above.line.middle <= limit


def _is_broken_off(above: Row, row: Row) -> bool:
    """Whether a line holds digits of the figures above it: they stand below them as lines of one text do.

    A row of its own has a label that is known, or that is no end of the label above.
    """
    if not row.rest or not all(_DIGITS.fullmatch(piece.text) for piece in row.rest) or above.line.page != row.line.page:
        return False
    if not 0 < row.line.middle - above.line.middle <= _BROKEN_SPACING * above.line.size:
        return False
    if not all(any(over_each_other(piece, one) for one in above.rest) for piece in row.rest):
        return False
    return not any(what_is(piece.text) == "unit" for piece in row.labels) and _has_no_label(row, above)


def _closest_labelled(rows: Sequence[Row]) -> float | None:
    """Return how far apart the closest rows of figures with known labels stand; ``None`` where hardly any has one."""
    known = labels_of_forms()
    labelled = [row for row in rows if row.values and row.labels and key_of(row.labels[-1].text) in known]
    pairs = [(one, other) for one, other in pairwise(labelled) if one.line.page == other.line.page]
    return min(other.line.middle - one.line.middle for one, other in pairs) if len(pairs) >= _LEAST_PAIRS else None


def _is_whole_row(above: Row, row: Row, pitch: float | None) -> bool:
    """Whether a line without a label is no nearer than rows are, and has a figure below each of several figures."""
    if pitch is None or row.line.middle - above.line.middle < _AS_FAR * pitch or len(row.rest) < _LEAST_PAIRS:
        return False
    return all(any(over_each_other(piece, one) for one in row.rest) for piece in above.rest)


def _has_no_label(row: Row, above: Row) -> bool:
    """Whether a line has no label of its own: none, or the end of the label above."""
    if not row.labels:
        return True
    known = labels_of_forms()
    upper, lower = ("".join(piece.text for piece in each.labels[-1:]) for each in (above, row))
    if not key_of(upper):  # a number without its label, or a line of figures alone
        return bool(above.labels) or key_of(lower) not in known
    return key_of(lower) not in known and (len(lower) == 1 or key_of(upper + lower) in known)


def line_limit(rows: Sequence[Row]) -> float:
    """Return how far lines of one cell may stand below each other: less than any two rows of figures.

    Lines that would be printed over each other, if they were two rows, are of one row.
    """
    bands: list[tuple[int, float]] = []
    for row in rows:
        plain = next((piece for piece in row.rest if _is_plain(piece)), None)
        if plain is None:
            continue
        page = row.line.page
        if not bands or bands[-1][0] != page or plain.middle - bands[-1][1] >= OVERLAP * row.line.size:
            bands.append((page, plain.middle))
        else:
            bands[-1] = (page, (bands[-1][1] + plain.middle) / 2)
    between = [lower - upper for (page, upper), (other, lower) in pairwise(bands) if page == other and lower > upper]
    return _CLOSER * min(between, default=0.0)


def _is_plain(piece: Piece) -> bool:
    return _PLAIN.fullmatch(piece.text) is not None


def chains_of(nodes: Sequence[Node], rows: Sequence[Row], limit: float) -> list[list[Node]]:
    """Group fields that stand below each other on a page, each at most ``limit`` below the one before."""
    chains: list[list[Node]] = []
    for _, group in groupby(nodes, key=lambda node: rows[node[0]].line.page):
        of_page = list(group)
        # How high the uppermost of the fields stands that are left: a chain that ends too far above it is whole.
        least = [*accumulate((piece.middle for _, piece in reversed(of_page)), min)][::-1]
        growing: list[list[Node]] = []
        for top, (at, piece) in zip(least, of_page, strict=True):
            growing = [chain for chain in growing if top - chain[-1][1].middle <= limit]
            for chain in growing:
                last = chain[-1][1]
                if 0 < piece.middle - last.middle <= limit and over_each_other(piece, last):
                    chain.append((at, piece))
                    break
            else:
                growing.append([(at, piece)])
                chains.append(growing[-1])
    return chains


def with_cells_joined(rows: Sequence[Row], border: float, limit: float) -> list[Row]:
    """Join the lines of cells among the figures, of which one line at least is more than a plain figure.

    Args:
        rows: the rows of a table, cut at ``border``.
        border: where the labels of its rows end.
        limit: how far lines of one cell may stand below each other.
    """
    first = next((at for at, row in enumerate(rows) if any(map(_is_plain, row.rest))), len(rows))
    nodes = [
        (at, piece)
        for at, row in enumerate(rows)
        if at >= first - _LINES_ABOVE
        for piece in (*row.labels, *row.rest)
        if piece.left > border
    ]
    if all(_is_plain(piece) for _, piece in nodes):
        return list(rows)
    fields = [[*row.labels, *row.rest] for row in rows]
    figures: dict[int, list[Piece]] = {at: list(row.rest) for at, row in enumerate(rows)}
    cells = _cells_of_lines(nodes, rows, limit)
    own = {id(piece) for chain, _ in cells for _, piece in chain}
    for chain, whole in cells:
        home = _home(chain, rows, own)
        if home is None:
            continue
        for at, piece in chain:
            fields[at] = [other for other in fields[at] if other is not piece]
            figures[at] = [other for other in figures[at] if other is not piece]
        figures[home].append(whole)
    joined = [
        evolve(
            row,
            labels=tuple(piece for piece in row.labels if any(piece is other for other in fields[at])),
            rest=tuple(sorted(figures[at], key=lambda piece: piece.left)),
        )
        for at, row in enumerate(rows)
    ]
    return [row for row in joined if row.labels or row.rest]


def _cells_of_lines(nodes: Sequence[Node], rows: Sequence[Row], limit: float) -> list[tuple[list[Node], Piece]]:
    """Return the fields that are the lines of one cell, with the cell.

    Where rows stand as close as lines, or there is one row only, the lines themselves have to show that they go on.
    """
    cells = [(chain, whole) for chain in chains_of(nodes, rows, limit) if (whole := _joined(chain)) is not None]
    done = {id(piece) for chain, _ in cells for _, piece in chain}
    left = [node for node in nodes if id(node[1]) not in done]
    wide = _LINE_SPACING * min(row.line.size for row in rows)
    for chain in chains_of(left, rows, wide) if wide > limit else ():
        whole = _joined(chain)
        if whole is not None and _goes_on([piece.text for _, piece in chain], whole.text):
            cells.append((chain, whole))
    return cells


def _goes_on(lines: Sequence[str], whole: str) -> bool:
    """Whether lines show that they are one cell: by a bracket that is open, or by groups of digits that are cut."""
    opened = any(lines[0].count(left) > lines[0].count(right) for left, right in ("()", "（）"))
    cut = is_grouped(whole) and not all(is_grouped(line) or line.isdecimal() for line in lines)
    return opened or cut


def _home(chain: Sequence[Node], rows: Sequence[Row], own: AbstractSet[int]) -> int | None:
    """Return the only row beside a cell of several lines that has figures but those of such cells, ``own``."""
    (first, upper), (_, lower) = chain[0], chain[-1]
    page, reach = rows[first].line.page, OVERLAP * rows[first].line.size
    beside = [
        at
        for at, row in enumerate(rows)
        if row.line.page == page
        and any(
            _is_plain(piece) and upper.middle - reach < piece.middle < lower.middle + reach
            for piece in row.rest
            if id(piece) not in own
        )
    ]
    return beside[0] if len(beside) == 1 else None


def _joined(chain: Sequence[Node]) -> Piece | None:
    """Return the cell that lines make; ``None`` where they are no figure together."""
    pieces = [piece for _, piece in chain]
    if len(pieces) == 1 or all(map(_is_plain, pieces)):
        return None
    text = "".join(piece.text for piece in pieces)
    remark = not any(map(str.isdecimal, text[-1:])) and _PLAIN.match(text) and what_is(text) == "value"
    if not remark and not is_grouped(text):
        return None
    left, right = min(piece.left for piece in pieces), max(piece.right for piece in pieces)
    return evolve(pieces[0], text=text, left=left, right=right, middle=(pieces[0].middle + pieces[-1].middle) / 2)
