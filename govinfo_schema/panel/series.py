"""Series: what may be laid side by side over the forms, derived from the crosswalks.

A series is a figure that stands in one cell of at least one form. In another form it is the cell that corresponds, or
the sum of the cells into which it was split; where nothing corresponds, the series has no figure there. How far the
figures of two neighbouring forms compare follows from the rows of the crosswalk between them, so that a claim is made
once, with its reason and its basis.
"""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Literal, get_args

from attrs import frozen

from govinfo_schema.forms import form_named
from govinfo_schema.migration.crosswalk import PAIRS, Row, Side, crosswalk
from govinfo_schema.versions import NAMES, version_named

if TYPE_CHECKING:
    from collections.abc import Collection

    from govinfo_schema.cells import Cell
    from govinfo_schema.messages import Text

Comparability = Literal["exact", "derivable", "approximate", "break"]
COMPARABILITIES: tuple[Comparability, ...] = get_args(Comparability)
"""From the strongest to the weakest."""

DEFINITIONS_VERSION = "1"
"""Version of the definitions; it changes whenever a series gains, loses or exchanges a cell or a comparability."""


def weakest(found: Collection[Comparability]) -> Comparability:
    """Return the weakest of some comparabilities; there is at least one."""
    return next(each for each in reversed(COMPARABILITIES) if each in found)


_OTHER_SIDE: dict[Side, Side] = {"older": "newer", "newer": "older"}


@frozen(kw_only=True)
class Boundary:
    """How the figures of a series compare where one form follows another.

    Attributes:
        year: first report year of the newer form: the figures of this year are compared with those of the year before.
        comparability: ``exact`` (the same concept), ``derivable`` (the same concept as a sum of cells), ``approximate``
            (the same intent, another counting rule) or ``break`` (no figure on one side, or none that compares).
        rows: the rows of the crosswalk that say so; none where a form has nothing of the series.
    """

    year: int
    comparability: Comparability
    rows: tuple[Row, ...] = ()

    @property
    def reasons(self) -> tuple[Text, ...]:
        """Why, for people: what the rows of the crosswalk claim."""
        return tuple(dict.fromkeys(row.claim for row in self.rows))


@frozen(kw_only=True)
class Series:
    """One figure over the forms.

    Attributes:
        id: the path of its cell in the newest form in which it is one cell.
        named_in: the name of that form.
        cells: for each form that has it, the cells whose sum it is, one as a rule.
        boundaries: how the figures compare at each change of forms, in the order of the forms.
    """

    id: str
    named_in: str
    cells: dict[str, tuple[str, ...]]
    boundaries: tuple[Boundary, ...]

    @property
    def cell(self) -> Cell:
        """The cell that names the series, with label, unit and kind."""
        return form_named(self.named_in).by_path[self.id]

    @property
    def label(self) -> str:
        """The printed labels of that cell."""
        return form_named(self.named_in).label_of(self.id)

    def comparability(self, earlier: int, later: int, forms: tuple[str, str] | None = None) -> Comparability:
        """Say how figures of two report years compare: as the weakest change of forms between them allows.

        Args:
            earlier: the year of one figure.
            later: the year of the other.
            forms: the forms in which the two stand. What was carried to another form was counted by that of its year,
                and what was reported in a form out of force was counted by that one: both changes are looked at.
        """
        oldest, newest = sorted(map(NAMES.index, forms)) if forms else (0, 0)
        crossed: list[Comparability] = ["exact"]
        for place, boundary in enumerate(self.boundaries):
            if earlier < boundary.year <= later or oldest <= place < newest:
                crossed.append(boundary.comparability)
        return weakest(crossed)


@cache
def all_series() -> tuple[Series, ...]:
    """Return every series, in the order of the newest form, then those that only older forms have."""
    found: dict[tuple[tuple[str, ...], ...], Series] = {}
    for name in reversed(NAMES):
        for path in form_named(name).paths:
            cells = _over_the_forms(name, path)
            key = tuple(cells.get(form, ()) for form in NAMES)
            found.setdefault(key, Series(id=path, named_in=name, cells=cells, boundaries=_boundaries(cells)))
    return tuple(found.values())


@cache
def series_of(form_name: str) -> dict[str, Series]:
    """Return the series of each cell of a form: the one that is this cell alone there."""
    return {each.cells[form_name][0]: each for each in all_series() if len(each.cells.get(form_name, ())) == 1}


@cache
def series_named(series_id: str) -> Series:
    """Return the series with this id.

    Raises:
        KeyError: there is none.
    """
    return next(each for each in all_series() if each.id == series_id)


def _over_the_forms(name: str, path: str) -> dict[str, tuple[str, ...]]:
    """Return the cells of every form that make up the figure in ``path`` of the form ``name``."""
    at = NAMES.index(name)
    cells: dict[str, tuple[str, ...]] = {name: (path,)}
    for neighbours in (NAMES[at:], NAMES[at::-1]):
        paths: tuple[str, ...] = (path,)
        for here, there in pairwise(neighbours):
            paths = _in_neighbour(here, there, paths)
            if not paths:
                break
            cells[there] = paths
    return cells


def _in_neighbour(here: str, there: str, paths: tuple[str, ...]) -> tuple[str, ...]:
    """Return the cells of a neighbouring form that hold together what ``paths`` hold; none where nothing does."""
    pair, side = _pair_of(here, there)
    rows = [_carrying(pair, side, path) for path in paths]
    found: dict[str, None] = {}
    for row in dict.fromkeys(rows):
        if row is None or not set(_cells(row, side)) <= set(paths):
            return ()
        found |= dict.fromkeys(_cells(row, _OTHER_SIDE[side]))
    return tuple(found)


def _pair_of(here: str, there: str) -> tuple[tuple[str, str], Side]:
    return ((here, there), "older") if (here, there) in PAIRS else ((there, here), "newer")


@cache
def _carrying(pair: tuple[str, str], side: Side, path: str) -> Row | None:
    """Return the row by which the figure of a cell may be carried, alone or as part of a sum."""
    return next((row for row in crosswalk(*pair) if row.carries and path in _cells(row, side)), None)


def _cells(row: Row, side: Side) -> tuple[str, ...]:
    return row.older if side == "older" else row.newer


def _boundaries(cells: dict[str, tuple[str, ...]]) -> tuple[Boundary, ...]:
    return tuple(_boundary(older, newer, cells) for older, newer in PAIRS)


def _boundary(older: str, newer: str, cells: dict[str, tuple[str, ...]]) -> Boundary:
    year = version_named(newer).first_year
    if older not in cells or newer not in cells:
        said = [row for row in crosswalk(older, newer) if _touches(row, cells.get(older, ()), cells.get(newer, ()))]
        return Boundary(year=year, comparability="break", rows=tuple(said))
    rows = [row for path in cells[older] if (row := _carrying((older, newer), "older", path)) is not None]
    distinct = tuple({row.id: row for row in rows}.values())
    return Boundary(year=year, comparability=weakest([_comparability(row) for row in distinct]), rows=distinct)


def _touches(row: Row, older: tuple[str, ...], newer: tuple[str, ...]) -> bool:
    return not (set(row.older).isdisjoint(older) and set(row.newer).isdisjoint(newer))


def _comparability(row: Row) -> Comparability:
    if row.relation == "sum":
        return "derivable" if row.sum_is_exact else "approximate"
    return "exact" if row.relation == "exact" else "approximate"
