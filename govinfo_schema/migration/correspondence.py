"""Which cells of a neighbouring form hold the same figure, by the crosswalk: what checks across years may compare."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from govinfo_schema.forms import form_named
from govinfo_schema.migration.crosswalk import PAIRS, crosswalk

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from govinfo_schema.migration.crosswalk import Row, Side


@cache
def corresponding_cells(source: str, target: str) -> Mapping[str, tuple[str, ...]]:
    """Return for the cells of the form ``target`` the cells of the form ``source`` whose sum is the same concept.

    Only what the crosswalk calls the same concept counts: a close one, which counts by another rule, is no basis for
    calling a difference wrong. A cell without such a counterpart is left out; between forms that are no neighbours all
    are.

    Raises:
        StructureError: there is no such form.
    """
    if source == target:
        return {path: (path,) for path in form_named(source).paths}
    if (source, target) in PAIRS:
        return dict(_pairs(crosswalk(source, target), "older"))
    if (target, source) in PAIRS:
        return dict(_pairs(crosswalk(target, source), "newer"))
    return {}


def _pairs(rows: tuple[Row, ...], known: Side) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield each cell of the other side with the cells of the side ``known`` that make it up."""
    for row in rows:
        sources, targets = (row.older, row.newer) if known == "older" else (row.newer, row.older)
        is_same = row.relation == "exact" or (row.relation == "sum" and row.sum_is_exact and row.summed == known)
        if is_same and len(targets) == 1:
            yield targets[0], sources
