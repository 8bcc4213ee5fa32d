"""How the cells of two neighbouring forms correspond: the rows of a crosswalk, found by the names of the forms.

The rows of a pair live in the module ``crosswalk_<older year>_<newer year>`` of this package. They are facts about the
forms, and say nothing of how a value travels; that follows from them in ``plan``.
"""

from __future__ import annotations

from functools import cache, cached_property
from importlib import import_module
from itertools import pairwise
from typing import Literal, get_args

from attrs import frozen

from govinfo_schema.errors import StructureError
from govinfo_schema.messages import Text
from govinfo_schema.versions import NAMES, version_named

Correspondence = Literal["exact", "close", "sum", "broader", "narrower", "overlap", "none"]
CORRESPONDENCES: tuple[Correspondence, ...] = get_args(Correspondence)
Side = Literal["older", "newer"]

PAIRS: tuple[tuple[str, str], ...] = tuple(pairwise(NAMES))
"""The pairs of neighbouring forms, older name first."""

_PREDICATES: dict[Correspondence, str] = {
    "exact": "skos:exactMatch",
    "close": "skos:closeMatch",
    "broader": "skos:narrowMatch",
    "narrower": "skos:broadMatch",
    "overlap": "skos:relatedMatch",
    "none": "skos:mappingRelation",
}


@frozen(kw_only=True)
class Row:
    """One row of a crosswalk.

    Attributes:
        id: its id; it never changes its meaning.
        older: paths in the older form; empty where only the newer form has the cells.
        newer: paths in the newer form; empty where only the older form has the cells.
        relation: ``exact`` (same concept), ``close`` (same intent, the counting rule differs), ``sum`` (only the sum of
            one side corresponds to the one cell of the other), ``broader`` (the older concept holds the newer one and
            more), ``narrower`` (the reverse), ``overlap`` (they share cases; no figure may be carried) or ``none`` (no
            counterpart).
        reason: why, for people.
        basis: where the claim comes from: law with its article, or the labels of the forms.
        summed: for ``sum``, the side whose cells are added up.
        sum_is_exact: for ``sum``, whether the sum is the same concept; otherwise it is close only.
        inferred: whether the claim is inferred from the forms and the law, and printed nowhere.
        proves_zero: whether a zero that this row carries is a zero in the other form without any doubt, so that more
            may be deduced from it. It is, where the concept is the same; elsewhere only where the row says so, and its
            reason why: the other form must not count cases that this one leaves out.
    """

    id: str
    older: tuple[str, ...]
    newer: tuple[str, ...]
    relation: Correspondence
    reason: Text
    basis: Text
    summed: Side | None = None
    sum_is_exact: bool = False
    inferred: bool = False
    proves_zero: bool = False

    @cached_property
    def claim(self) -> Text:
        """The reason with its basis, and whether the claim is inferred: what a ledger says of the row."""
        zh, en = ("（推断）", " (inferred)") if self.inferred else ("", "")
        return Text(f"{self.reason.zh}依据：{self.basis.zh}{zh}。", f"{self.reason.en} Basis: {self.basis.en}{en}.")

    @property
    def carries(self) -> bool:
        """Whether a figure may be carried by this row, in at least one direction."""
        return self.relation in ("exact", "close", "sum")

    @property
    def predicate(self) -> str:
        """The SKOS predicate from each older cell to each newer cell.

        The part of a sum has a broader counterpart, and a whole has narrower ones. A cell without a counterpart stands
        in no mapping relation at all; the table names ``sssom:NoTermFound`` on the other side.
        """
        if self.relation == "sum":
            return _PREDICATES["narrower" if self.summed == "older" else "broader"]
        return _PREDICATES[self.relation]


@cache
def crosswalk(older: str, newer: str) -> tuple[Row, ...]:
    """Return the rows between two neighbouring forms, in the order of the older form.

    Args:
        older: name of the older form.
        newer: name of the form that replaced it.

    Raises:
        StructureError: a name is unknown, or the forms are no neighbours in this order.
    """
    if (version_named(older).name, version_named(newer).name) not in PAIRS:
        pairs = ", ".join(f"{a} → {b}" for a, b in PAIRS)
        raise StructureError(
            Text(f"{older} 与 {newer} 之间没有对照表。", f"There is no crosswalk between {older} and {newer}."),
            advice=Text(f"现有对照表：{pairs}。", f"Crosswalks exist for: {pairs}."),
        )
    rows: tuple[Row, ...] = import_module(f"{__package__}.crosswalk_{older[1:]}_{newer[1:]}").ROWS
    return rows
