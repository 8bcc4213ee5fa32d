"""What the rules of a form can and cannot see, table by table, in exact arithmetic.

The identities of a table, the equations whose failure is an error, are a linear code over the whole numbers: their rank
says how many of them are independent, and the distance how many cells at least must be wrong together so that none of
them notices. With a distance of d, up to d − 1 wrong cells are always noticed, up to (d − 1) ÷ 2 located and corrected,
and up to d − 1 blanks filled uniquely.
"""

from __future__ import annotations

from fractions import Fraction
from functools import cache
from itertools import groupby
from typing import TYPE_CHECKING, TypeAlias

from attrs import frozen

from govinfo_schema.forms import form_named
from govinfo_schema.rules import catalogue

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from govinfo_schema.rules.model import Constraint

    Vector: TypeAlias = Mapping[int, int]  # the coefficients of one cell, by the number of the identity


@frozen(kw_only=True)
class TableAnalysis:
    """What the rules of one table can see.

    Attributes:
        form: name of the form.
        table: title of the table.
        cells: number of its cells.
        identities: number of its identities.
        rank: how many of them are independent.
        redundant: identities that follow from those before them, as ``rule instance``.
        contradictions: identities that those before them exclude, whatever the figures are; there must be none.
        distance: the smallest number of cells that can be wrong together without any identity noticing, among cells
            that stand in an identity; ``None`` where there is no identity.
        unseen: an example of such cells.
        without_identity: paths of cells that stand in no identity.
        unprotected: paths of cells that stand in no linear rule at all, so that only their sign is checked.
    """

    form: str
    table: str
    cells: int
    identities: int
    rank: int
    redundant: tuple[str, ...]
    contradictions: tuple[str, ...]
    distance: int | None
    unseen: tuple[str, ...]
    without_identity: tuple[str, ...]
    unprotected: tuple[str, ...]

    @property
    def noticed(self) -> int:
        """How many wrong cells are noticed always."""
        return 0 if self.distance is None else self.distance - 1

    @property
    def located(self) -> int:
        """How many wrong cells are located always, with their right values."""
        return self.noticed // 2


@cache
def analyse(form_name: str) -> tuple[TableAnalysis, ...]:
    """Examine the rules of the form called ``form_name``, one result for each of its tables.

    Raises:
        StructureError: there is no such form.
    """
    form = form_named(form_name)
    titles = tuple(dict.fromkeys(cell.table for cell in form.cells))
    table_of = {cell.path: cell.table for cell in form.cells}
    identities = _identities(form_name)
    bound = {path for rule in catalogue(form_name) for constraint in rule.constraints for path in constraint.cells}
    found: list[TableAnalysis] = []
    for title in titles:
        paths = tuple(path for path in form.paths if table_of[path] == title)
        here = [(name, each) for name, each in identities if table_of[each.cells[0]] == title]
        rank, redundant, contradictions = _rank([(name, each) for name, each in here])
        in_identity = {path for _, each in here for path in each.cells}
        vectors = _vectors([each for _, each in here], [path for path in paths if path in in_identity])
        unseen = _smallest_dependent(tuple(vectors.values()))
        names = tuple(vectors)
        found.append(
            TableAnalysis(
                form=form_name,
                table=title,
                cells=len(paths),
                identities=len(here),
                rank=rank,
                redundant=redundant,
                contradictions=contradictions,
                distance=len(unseen) or None,
                unseen=tuple(names[number] for number in unseen),
                without_identity=tuple(path for path in paths if path not in in_identity),
                unprotected=tuple(path for path in paths if path not in bound),
            )
        )
    return tuple(found)


def _identities(form_name: str) -> list[tuple[str, Constraint]]:
    return [
        (f"{rule.id} {constraint.instance}".rstrip(), constraint)
        for rule in catalogue(form_name)
        if rule.severity == "error"
        for constraint in rule.constraints
        if constraint.relation == "="
    ]


def _rank(identities: Iterable[tuple[str, Constraint]]) -> tuple[int, tuple[str, ...], tuple[str, ...]]:
    """Eliminate one identity after the other; return the rank, and those that were left without a cell."""
    pivots: dict[str, dict[str, Fraction]] = {}
    redundant: list[str] = []
    contradictions: list[str] = []
    constant = ""  # no path of a cell is empty
    for name, identity in identities:
        row = {path: Fraction(coefficient) for coefficient, path in identity.terms}
        row[constant] = Fraction(identity.constant)
        for pivot, other in pivots.items():
            factor = row.get(pivot, Fraction(0))
            if factor:
                for path, coefficient in other.items():
                    row[path] = row.get(path, Fraction(0)) - factor * coefficient
        left = next((path for path, coefficient in row.items() if coefficient and path != constant), None)
        if left is not None:
            pivots[left] = {path: coefficient / row[left] for path, coefficient in row.items() if coefficient}
        else:
            (contradictions if row[constant] else redundant).append(name)
    return len(pivots), tuple(redundant), tuple(contradictions)


def _vectors(identities: Sequence[Constraint], paths: Iterable[str]) -> dict[str, Vector]:
    """Return the coefficients of each cell in the identities."""
    vectors: dict[str, dict[int, int]] = {path: {} for path in paths}
    for number, identity in enumerate(identities):
        for coefficient, path in identity.terms:
            vectors[path][number] = coefficient
    return dict(vectors)


def _smallest_dependent(vectors: tuple[Vector, ...]) -> tuple[int, ...]:
    """Return the numbers of the fewest vectors that are linearly dependent, none where all are independent."""
    touching: dict[int, list[int]] = {}
    for number, vector in enumerate(vectors):
        for row in vector:
            touching.setdefault(row, []).append(number)
    for size in range(1, len(vectors) + 1):
        for first in range(len(vectors)):
            found = _grown((first,), size, vectors, touching)
            if found:
                return found
    return ()


def _grown(
    chosen: tuple[int, ...], size: int, vectors: tuple[Vector, ...], touching: Mapping[int, list[int]]
) -> tuple[int, ...]:
    """Extend ``chosen`` to ``size`` dependent vectors, the first one being the smallest; empty where there are none.

    An identity that only one of the vectors touches needs a second one, for nothing else can cancel its coefficient. So
    only the vectors of such an identity are tried, and all where there is none.
    """
    alone = _touched_once([row for number in chosen for row in vectors[number]])
    if len(chosen) == size:
        return chosen if not alone and _are_dependent([vectors[number] for number in chosen]) else ()
    row = min(alone, key=lambda each: len(touching[each]), default=None)
    candidates = range(len(vectors)) if row is None else touching[row]
    for number in candidates:
        if number > chosen[0] and number not in chosen:
            found = _grown((*chosen, number), size, vectors, touching)
            if found:
                return found
    return ()


def _touched_once(rows: list[int]) -> list[int]:
    return [row for row, group in groupby(sorted(rows)) if len(list(group)) == 1]


def _are_dependent(vectors: Sequence[Vector]) -> bool:
    pivots: dict[int, dict[int, Fraction]] = {}
    for vector in vectors:
        row = {number: Fraction(coefficient) for number, coefficient in vector.items()}
        for pivot, other in pivots.items():
            factor = row.get(pivot, Fraction(0))
            for number, coefficient in other.items() if factor else ():
                row[number] = row.get(number, Fraction(0)) - factor * coefficient
        left = next((number for number, coefficient in row.items() if coefficient), None)
        if left is None:
            return True
        pivots[left] = {number: coefficient / row[left] for number, coefficient in row.items()}
    return False
