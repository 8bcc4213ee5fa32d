"""The ledger of one step: each cell of the source and each cell of the target on exactly one line."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING, TypeAlias

from attrs import evolve

from govinfo_schema.marks import Mark, Money
from govinfo_schema.migration.contents import number
from govinfo_schema.migration.doubt import broken
from govinfo_schema.migration.ledger import LedgerLine
from govinfo_schema.migration.plan import Merge, Pair, Plan, Split
from govinfo_schema.migration.wording import (
    FOLLOWS,
    KEPT,
    RESTORED,
    SUM_UNKNOWN,
    disputed,
    joined,
    superseded,
    zero_whole,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from govinfo_schema.marks import CellValue
    from govinfo_schema.messages import Text
    from govinfo_schema.migration.crosswalk import Row
    from govinfo_schema.migration.step import Step

_REMEMBERED = 4096  # lines; some values for each cell of a form

Entry: TypeAlias = Pair | Merge | Split | str


def account(step: Step) -> tuple[LedgerLine, ...]:
    """Return the lines of ``step``: those with a source in the order of its form, then those with a target only."""
    lines = [_line_of(step, entry) for entry in _outline(step.plan)]
    beside_their_whole = {part for split in step.plan.splits if _reaches(step, split) for part in split.parts}
    lines.extend(_without_source(step, path) for path in step.plan.open_cells if path not in beside_their_whole)
    disputes = _disputes(step)
    return tuple(_disputed(line, disputes) for line in lines) if disputes else tuple(lines)


def _disputes(step: Step) -> dict[str, list[Text]]:
    """Say for each restored number which rules fail between it and numbers that travelled, by path."""
    found: dict[str, list[Text]] = {}
    if not step.arrival.restored:
        return found
    target = step.arrival.target
    for rule, constraint in broken(step.plan.target, target):
        known = [path for path in constraint.cells if not isinstance(target[path], Mark)]
        travelled = tuple(path for path in known if path not in step.arrival.restored)
        for path in known:
            if travelled and path in step.arrival.restored:
                found.setdefault(path, []).append(disputed(rule, travelled))
    return found


def _disputed(line: LedgerLine, disputes: Mapping[str, list[Text]]) -> LedgerLine:
    texts = dict.fromkeys(text for path in line.targets for text in disputes.get(path, ()))
    if line.relation != "restored" or not texts:
        return line
    return evolve(line, reason=joined(line.reason, *texts))


@cache
def _outline(plan: Plan) -> tuple[Entry, ...]:
    """What the lines with a source are about, in the order of the source form."""
    entries: dict[str, Entry] = {path: path for path in plan.source.paths}
    entries.update(plan.pairs)
    entries.update({split.whole: split for split in plan.splits})
    for merge in plan.merges:
        entries.update(dict.fromkeys(merge.parts, merge))
    return tuple(dict.fromkeys(entries.values()))


def _line_of(step: Step, entry: Entry) -> LedgerLine:
    if isinstance(entry, Pair):
        value = number(step.source[entry.source])
        return _carried(entry, value) if isinstance(value, Money) else _carried_count(entry, value)
    if isinstance(entry, Merge):
        return _merged(step, entry)
    if isinstance(entry, Split):
        return _split(step, entry)
    return _left_behind(step, entry)


def _carried(pair: Pair, value: CellValue) -> LedgerLine:
    return LedgerLine(
        sources=(pair.source,),
        targets=(pair.target,),
        relation=pair.relation,
        before=(value,),
        after=(value,),
        reason=pair.row.claim,
        crosswalk=(pair.row.id,),
    )


def _merged(step: Step, merge: Merge) -> LedgerLine:
    restored = merge.whole in step.arrival.restored
    if restored:
        reason = joined(merge.row.claim, RESTORED)
    elif isinstance(step.arrival.target[merge.whole], Mark):
        reason = joined(merge.row.claim, SUM_UNKNOWN)
    else:
        reason = merge.row.claim
    return LedgerLine(
        sources=merge.parts,
        targets=(merge.whole,),
        relation="restored" if restored else "summed",
        before=_before(step, merge.parts),
        after=_after(step, (merge.whole,)),
        reason=_with_superseded(step, merge.whole, reason),
        crosswalk=(merge.row.id,),
    )


def _split(step: Step, split: Split) -> LedgerLine:
    """The line of a whole: with its parts where these are fixed by it or restored beside it, otherwise alone."""
    if not _reaches(step, split):
        return _left_behind(step, split.whole)
    restored = split.whole not in step.arrival.zeroed
    reason = joined(split.row.claim, RESTORED) if restored else zero_whole(split)
    return LedgerLine(
        sources=(split.whole,),
        targets=split.parts,
        relation="restored" if restored else "deduced",
        before=_before(step, (split.whole,)),
        after=_after(step, split.parts),
        reason=_with_superseded(step, split.whole, reason),
        crosswalk=(split.row.id,),
    )


def _reaches(step: Step, split: Split) -> bool:
    """Whether the parts stand on the line of their whole."""
    return split.whole in step.arrival.zeroed or not step.arrival.restored.isdisjoint(split.parts)


def _left_behind(step: Step, path: str) -> LedgerLine:
    value, kept = number(step.source[path]), path in step.kept
    alone = _alone if isinstance(value, Money) else _alone_count
    line = alone(step.plan, path, value, kept)
    if path in step.arrival.superseded:
        return evolve(line, reason=_with_superseded(step, path, line.reason))
    return line


def _alone(plan: Plan, path: str, value: CellValue, kept: bool) -> LedgerLine:  # noqa: FBT001 - key of a cache
    rows = plan.source_rows[path]
    return LedgerLine(
        sources=(path,),
        targets=(),
        relation="not_representable",
        before=(value,),
        after=(),
        reason=joined(rows[0].claim, KEPT if kept else FOLLOWS),
        crosswalk=_ids(rows),
    )


# Most counts are zero or small, so most lines were drawn up before. Amounts are not remembered: 1.0 and 1.00 are equal
# keys, and a line shows exactly the digits of its report.
_carried_count = lru_cache(maxsize=_REMEMBERED)(_carried)
_alone_count = lru_cache(maxsize=_REMEMBERED)(_alone)


def _without_source(step: Step, path: str) -> LedgerLine:
    if path in step.arrival.restored:
        rows = step.plan.target_rows[path]
        return LedgerLine(
            sources=(),
            targets=(path,),
            relation="restored",
            before=(),
            after=_after(step, (path,)),
            reason=joined(rows[0].claim, RESTORED),
            crosswalk=_ids(rows),
        )
    proof = step.arrival.proofs.get(path)
    if proof is None:
        return _not_asked(step.plan, path)
    return _deduced(step.plan, path, proof.basis, proof.reason)


@cache
def _not_asked(plan: Plan, path: str) -> LedgerLine:
    rows = plan.target_rows[path]
    return LedgerLine(
        sources=(),
        targets=(path,),
        relation="not_asked",
        before=(),
        after=(None,),
        reason=rows[0].claim,
        crosswalk=_ids(rows),
    )


@cache
def _deduced(plan: Plan, path: str, basis: tuple[str, ...], reason: Text) -> LedgerLine:
    return LedgerLine(
        sources=(),
        targets=(path,),
        relation="deduced",
        before=(),
        after=(0,),
        reason=reason,
        crosswalk=_ids(plan.target_rows[path]),
        basis=basis,
    )


def _with_superseded(step: Step, whole: str, reason: Text) -> Text:
    held = step.arrival.superseded.get(whole)
    return reason if held is None else joined(reason, superseded(held))


def _before(step: Step, paths: Iterable[str]) -> tuple[CellValue, ...]:
    return tuple(number(step.source[path]) for path in paths)


def _after(step: Step, paths: Iterable[str]) -> tuple[CellValue, ...]:
    return tuple(number(step.arrival.target[path]) for path in paths)


def _ids(rows: Iterable[Row]) -> tuple[str, ...]:
    return tuple(row.id for row in rows)
