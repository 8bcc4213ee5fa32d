"""The ledger: the account of one migration, in which each source cell and each target cell stands exactly once."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Literal, get_args

from attrs import frozen

from govinfo_schema.marks import CellValue, shown
from govinfo_schema.messages import Text
from govinfo_schema.showing import Shown, listed
from govinfo_schema.words import STATES

if TYPE_CHECKING:
    from collections.abc import Iterator

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


@frozen(kw_only=True, repr=False)
class LedgerLine(Shown):
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

    def in_short(self) -> str:
        """Say what became of which cells."""
        return f"{self.relation}: {_side(self.sources, self.before)} → {_side(self.targets, self.after)}"


def _side(paths: tuple[str, ...], values: tuple[CellValue, ...]) -> str:
    """Return cells with their values, a dash where there are none."""
    cells = (f"{path} ({shown(value)})" for path, value in zip(paths, values, strict=True))
    return listed(tuple(cells)) if paths else "—"


@frozen(kw_only=True, repr=False)
class Ledger(Shown):
    """The account of a migration from ``source_form`` to ``target_form``: iteration and ``len`` are over its lines."""

    source_form: str
    target_form: str
    lines: tuple[LedgerLine, ...]

    def __len__(self) -> int:
        return len(self.lines)

    def __iter__(self) -> Iterator[LedgerLine]:
        return iter(self.lines)

    def in_short(self) -> str:
        """Count the lines by what became of their cells."""
        counted = Counter(line.relation for line in self.lines)
        told = ", ".join(f"{counted[relation]} {relation}" for relation in RELATIONS if counted[relation])
        return f"{self.source_form} → {self.target_form}: {len(self)} lines ({told})"
