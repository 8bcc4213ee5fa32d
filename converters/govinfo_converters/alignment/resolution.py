"""Decides which placements remain possible, and what each cell therefore holds.

Where the layout leaves several ways, three things may exclude some of them: the kind of the cells (a signed number is a
change, an amount with a unit is money), the way in which this document writes changes, and the identities of the form.
What all remaining ways agree on is read; the rest stays open.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from attrs import evolve, frozen

from govinfo_converters.alignment.entries import Item
from govinfo_converters.cell_values import parse_cell
from govinfo_schema.cells import Cell
from govinfo_schema.marks import Mark
from govinfo_schema.provenance import Placement as How

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from govinfo_converters.alignment.placement import PlacedRow, Placement
    from govinfo_schema.rules import Constraint

_WITH_SIGN = re.compile(r"^\s*(?:[+＋\-－−]\s*\d|增|减)")
_WITH_PLUS = re.compile(r"^\s*(?:[+＋]\s*\d|增)")
_AMOUNT = re.compile(r"\d\.\d|[元￥¥]")
_INFINITE = float("inf")
_LEAST_CHECKED = 5
Bounds = tuple[float, float]


@frozen
class ReadCell:
    """What is read for one cell.

    Attributes:
        cell: the cell.
        item: the field that belongs to it; ``None`` for a blank cell and for an open one.
        how: how the field found the cell.
        candidates: for an open cell, the fields that may belong to it.
        above: the label above it.
    """

    cell: Cell
    item: Item | None
    how: How
    candidates: tuple[Item, ...] = ()
    above: Item | None = None

    @property
    def open(self) -> bool:
        """Whether the place is open."""
        return bool(self.candidates)


def _kind_fits(cell: Cell, item: Item, *, changes_carry_signs: bool) -> bool:
    signed = bool(_WITH_SIGN.match(item.text))
    if cell.kind == "signed count":
        return signed or not changes_carry_signs or _is_zero(item)
    if signed:
        return False
    return cell.kind == "money" or not _AMOUNT.search(item.text) or isinstance(parse_cell(item.text, cell.kind), int)


def _is_zero(item: Item) -> bool:
    return parse_cell(item.text, "count") == 0


def changes_carry_signs(rows: Iterable[PlacedRow]) -> bool:
    """Whether this document writes changes with a sign, judged by rows whose placement is certain.

    Rows are compared only with rows of the same columns. A change of 0 carries no sign anywhere, and a decrease carries
    one everywhere, so that only a signed increase shows how this document writes changes.
    """
    by_shape: dict[tuple[str, ...], list[bool]] = {}
    increases = False
    for row in rows:
        if not row.certain or len(row.row.cells) < 3:  # noqa: PLR2004 - items, change and decisions
            continue
        shape = tuple(cell.column for cell in row.row.cells)
        for cell, item in zip(row.row.cells, row.placements[0], strict=True):
            if cell.kind == "signed count" and item is not None and not _is_zero(item):
                by_shape.setdefault(shape, []).append(bool(_WITH_SIGN.match(item.text)))
                increases = increases or bool(_WITH_PLUS.match(item.text))
    return increases and all(all(signs) for signs in by_shape.values())


def _without_misfits(row: PlacedRow, *, signs: bool) -> PlacedRow:
    if row.certain:
        return row
    fitting = tuple(
        placement
        for placement in row.placements
        if all(
            item is None or _kind_fits(cell, item, changes_carry_signs=signs)
            for cell, item in zip(row.row.cells, placement, strict=True)
        )
    )
    return evolve(row, placements=fitting) if fitting else row


def _number(cell: Cell, item: Item | None) -> int | None:
    if item is None:
        return None
    value = parse_cell(item.text, cell.kind)
    return value if isinstance(value, int) else None


def _bounds(cell: Cell, item: Item | None) -> Bounds:
    value = _number(cell, item)
    if value is None:
        return (-_INFINITE, _INFINITE) if cell.kind == "signed count" else (0, _INFINITE)
    return (value, value)


def _row_bounds(row: PlacedRow, placement: Placement) -> dict[str, Bounds]:
    return {cell.path: _bounds(cell, item) for cell, item in zip(row.row.cells, placement, strict=True)}


def _joined(of_placements: Sequence[dict[str, Bounds]]) -> dict[str, Bounds]:
    return {
        path: (min(bounds[path][0] for bounds in of_placements), max(bounds[path][1] for bounds in of_placements))
        for path in of_placements[0]
    }


def _can_hold(constraint: Constraint, bounds: dict[str, Bounds], own: dict[str, Bounds]) -> bool:
    """Whether some filling of what is unknown satisfies the identity."""
    low = high = float(constraint.constant)
    for coefficient, path in constraint.terms:
        least, most = own.get(path) or bounds.get(path, (0, _INFINITE))
        low += coefficient * (least if coefficient > 0 else most)
        high += coefficient * (most if coefficient > 0 else least)
    return low <= 0 <= high


def _holds_without_blanks(constraint: Constraint, own: dict[str, Bounds]) -> bool | None:
    """Whether an identity within one row holds with nothing in its blank cells; ``None`` for other identities."""
    if any(path not in own for _, path in constraint.terms):
        return None
    return not constraint.constant + sum(coefficient * own[path][0] for coefficient, path in constraint.terms)


class _Search:
    """Excludes placements that contradict the identities, until nothing changes any more."""

    def __init__(self, rows: Sequence[PlacedRow], identities: Sequence[Constraint]) -> None:
        self.rows = list(rows)
        self.options = [[_row_bounds(row, placement) for placement in row.placements] for row in rows]
        self.bounds: dict[str, Bounds] = {}
        for options in self.options:
            if options:
                self.bounds.update(_joined(options))
        self.touching = [
            [rule for rule in identities if any(path in options[0] for _, path in rule.terms)]
            if len(options) > 1
            else []
            for options in self.options
        ]

    def narrow(self, number: int) -> bool:
        """Narrow one row; say whether anything was excluded.

        Where no placement can satisfy an identity, something else is wrong, and no identity says anything of the row.
        """
        row, options = self.rows[number], self.options[number]
        remaining = set(range(len(options)))
        for rule in self.touching[number]:
            possible = {at for at, own in enumerate(options) if _can_hold(rule, self.bounds, own)}
            # A sum that only a blank total could make true tells of figures run together, and not where they stand.
            if all(_holds_without_blanks(rule, options[at]) is False for at in possible):
                return False
            remaining &= possible
        if not remaining or len(remaining) == len(options):
            return False
        kept = sorted(remaining)
        self.rows[number] = evolve(row, placements=tuple(row.placements[at] for at in kept))
        self.options[number] = [options[at] for at in kept]
        self.bounds.update(_joined(self.options[number]))
        return True

    def run(self) -> list[PlacedRow]:
        changed = True
        while changed:
            open_rows = [number for number, options in enumerate(self.options) if len(options) > 1]
            changed = sum(self.narrow(number) for number in open_rows) > 0
        return self.rows


def _cell(row: PlacedRow, position: int, placements: Sequence[Placement], how: How) -> ReadCell:
    cell, above = row.row.cells[position], row.above[position]
    items = [placement[position] for placement in placements]
    first = items[0]
    if first is None and all(item is None for item in items):
        return ReadCell(cell, None, how, above=above)
    if first is not None and not first.shared:
        if len(items) == 1:
            return ReadCell(cell, first, how, above=above)
        value = parse_cell(first.text, cell.kind)
        if all(item is not None and parse_cell(item.text, cell.kind) == value for item in items):
            return ReadCell(cell, first, how, above=above)
    candidates = dict.fromkeys(item for item in items if item is not None)
    return ReadCell(cell, None, how, tuple(candidates), above)


def _read_row(before: PlacedRow, after: PlacedRow) -> list[ReadCell]:
    if not after.placements:
        values = after.entry.values
        return [
            ReadCell(cell, None, "by_order", values, above)
            for cell, above in zip(after.row.cells, after.above, strict=True)
        ]
    sure: How = before.how if before.how == "by_order" else "by_labels" if before.under_labels else "by_position"
    cells: list[ReadCell] = []
    for position in range(len(after.row.cells)):
        by_layout = _cell(before, position, before.placements, sure if before.certain else "by_order")
        if before.certain or not by_layout.open:
            cells.append(by_layout)
            continue
        cells.append(_cell(after, position, after.placements, "by_identities"))
    return _opened_by_doubled_fields(cells)


def _opened_by_doubled_fields(cells: list[ReadCell]) -> list[ReadCell]:
    """Open the blank cells of a row in which one field holds several numbers: one of them may belong there."""
    doubled = tuple(cell.item for cell in cells if cell.item is not None and _holds_several(cell.cell, cell.item))
    if not doubled:
        return cells
    return [evolve(cell, candidates=doubled) if cell.item is None and not cell.open else cell for cell in cells]


def _holds_several(cell: Cell, item: Item) -> bool:
    value = parse_cell(item.text, cell.kind)
    return isinstance(value, Mark) and value.state == "ambiguous"


def _section(constraint: Constraint) -> str:
    return constraint.terms[0][1].split(".", 1)[0]


def _trustworthy(identities: Sequence[Constraint], rows: Sequence[PlacedRow]) -> list[Constraint]:
    """Return the identities of the tables that are seen to add up: several can be checked, and each of them holds.

    Where published sums do not add up, or nothing shows that they do, they cannot decide where a number belongs.
    """
    known = {
        cell.path: _number(cell, item)
        for row in rows
        if row.certain
        for cell, item in zip(row.row.cells, row.placements[0], strict=True)
    }
    held: Counter[str] = Counter()
    broken: set[str] = set()
    for constraint in identities:
        numbers = [known.get(path) for _, path in constraint.terms]
        products = [
            coefficient * number
            for (coefficient, _), number in zip(constraint.terms, numbers, strict=True)
            if number is not None
        ]
        if len(products) < len(numbers):
            continue
        if sum(products) + constraint.constant:
            broken.add(_section(constraint))
        else:
            held[_section(constraint)] += 1
    trusted = {section for section, count in held.items() if count >= _LEAST_CHECKED and section not in broken}
    return [constraint for constraint in identities if _section(constraint) in trusted]


def resolve(rows: Sequence[PlacedRow], identities: Sequence[Constraint]) -> list[ReadCell]:
    """Return what each cell of the found rows holds.

    Args:
        rows: the rows of all tables of the form.
        identities: the equations of the form.
    """
    signs = changes_carry_signs(rows)
    fitting = [_without_misfits(row, signs=signs) for row in rows]
    if all(row.certain for row in fitting):
        return [cell for row in fitting for cell in _read_row(row, row)]
    narrowed = _Search(fitting, _trustworthy(identities, fitting)).run()
    return [cell for before, after in zip(fitting, narrowed, strict=True) for cell in _read_row(before, after)]
