"""The ledger: the account of one migration, in which each source cell and each target cell stands exactly once."""

from __future__ import annotations

from typing import Literal, get_args

from attrs import frozen

from govinfo_schema.marks import CellValue
from govinfo_schema.messages import Text
from govinfo_schema.words import STATES

Relation = Literal["carried", "approximate", "summed", "deduced", "restored", "not_asked", "not_representable"]
RELATIONS: tuple[Relation, ...] = get_args(Relation)
RELATION_WORDS: dict[Relation, Text] = {
    "carried": Text("照搬", "carried"),
    "approximate": Text("近似（统计口径不同）", "carried although counted differently"),
    "summed": Text("由合计得出", "summed"),
    "deduced": Text("推定", "deduced"),
    "restored": Text("还原", "restored"),
    "not_asked": STATES["not_asked"],
    "not_representable": Text("无法容纳", "no place in the target form"),
}


@frozen(kw_only=True)
class LedgerLine:
    """One line of the account.

    Attributes:
        sources: paths in the source form; empty where the target asks what the source did not.
        targets: paths in the target form; empty where the target cannot hold the source.
        relation: ``carried`` (same concept), ``approximate`` (carried, the counting rule differs), ``summed`` (only the
            sum corresponds), ``deduced`` (a known total of zero fixes its parts), ``restored`` (from the residue of an
            earlier migration), ``not_asked`` (target only) or ``not_representable`` (source only).
        before: values of the source cells, in their order.
        after: values of the target cells, in their order.
        reason: why, for people.
        crosswalk: ids of the crosswalk rows that decide, in the order of the steps.
        basis: further cells of the target that a deduction rests on.
    """

    sources: tuple[str, ...]
    targets: tuple[str, ...]
    relation: Relation
    before: tuple[CellValue, ...]
    after: tuple[CellValue, ...]
    reason: Text
    crosswalk: tuple[str, ...] = ()
    basis: tuple[str, ...] = ()


@frozen(kw_only=True)
class Ledger:
    """The account of a migration from ``source_form`` to ``target_form``."""

    source_form: str
    target_form: str
    lines: tuple[LedgerLine, ...]
