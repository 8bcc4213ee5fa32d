"""How the cells of any two forms correspond: the crosswalks of the steps between them, put end to end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import evolve, frozen

from govinfo_schema.migration.crosswalk import PAIRS, Correspondence, Row, crosswalk
from govinfo_schema.versions import steps_between

if TYPE_CHECKING:
    from collections.abc import Sequence

_BY_STRENGTH: tuple[Correspondence, ...] = ("exact", "close", "sum", "broader", "narrower", "overlap", "none")
_REVERSED: dict[Correspondence, Correspondence] = {"broader": "narrower", "narrower": "broader"}


@frozen(kw_only=True)
class Link:
    """What becomes of some cells of one form in another.

    Attributes:
        sources: paths in the first form; empty where only the second one has the cells.
        targets: paths in the second form; empty where it has no counterpart.
        relation: the weakest relation on the way, seen from the first form: ``broader`` means that it holds more.
        rows: the rows of the crosswalks on the way, in the order of the steps.
    """

    sources: tuple[str, ...]
    targets: tuple[str, ...]
    relation: Correspondence
    rows: tuple[Row, ...]


def links_between(source: str, target: str) -> tuple[Link, ...]:
    """Return how the cells of ``source`` correspond to those of ``target``, whichever form is the older one.

    A chain of steps is as strong as its weakest step. Each cell of ``source`` stands in at least one link, and so does
    each cell of ``target``.

    Raises:
        StructureError: one of the names is unknown.
    """
    links: tuple[Link, ...] | None = None
    for step in steps_between(source, target):
        further = _links_of_step(*step)
        links = further if links is None else _joined(links, further)
    return links or ()


def _links_of_step(source: str, target: str) -> tuple[Link, ...]:
    if (source, target) in PAIRS:
        return tuple(
            Link(sources=row.older, targets=row.newer, relation=row.relation, rows=(row,))
            for row in crosswalk(source, target)
        )
    return tuple(
        Link(sources=row.newer, targets=row.older, relation=_REVERSED.get(row.relation, row.relation), rows=(row,))
        for row in crosswalk(target, source)
    )


def _joined(links: Sequence[Link], further: Sequence[Link]) -> tuple[Link, ...]:
    """Put two steps end to end; what only the last form has follows at the end."""
    joined: list[Link] = []
    for link in links:
        next_ones = [one for one in further if not set(one.sources).isdisjoint(link.targets)]
        if link.sources:
            joined.append(_end_to_end(link, next_ones))
    reached = {path for link in joined for path in link.targets}
    joined.extend(
        evolve(one, sources=(), relation="none") for one in further if one.targets and reached.isdisjoint(one.targets)
    )
    return tuple(joined)


def _end_to_end(link: Link, next_ones: Sequence[Link]) -> Link:
    targets = tuple(dict.fromkeys(path for one in next_ones for path in one.targets))
    relations: list[Correspondence] = [link.relation, *(one.relation for one in next_ones)]
    weakest = max(relations, key=_BY_STRENGTH.index) if targets else "none"
    if weakest in _REVERSED and any(relation in _REVERSED and relation != weakest for relation in relations):
        weakest = "overlap"  # broader on one step and narrower on the other: nothing is left to compare
    return Link(
        sources=link.sources,
        targets=targets,
        relation=weakest,
        rows=(*link.rows, *(row for one in next_ones for row in one.rows)),
    )
