"""One step between neighbouring forms: the contents and the residue that come of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import evolve, frozen

from govinfo_schema.migration.contents import NOT_ASKED, Content, agree, total
from govinfo_schema.migration.deduction import Proof, can_deduce, deduce, reached_from
from govinfo_schema.migration.doubt import doubtful, is_zero
from govinfo_schema.migration.plan import Plan, Split, plan_of
from govinfo_schema.migration.residue import entries, is_complete, left_behind, make_residue, residue_for, without
from govinfo_schema.migration.wording import zero_whole
from govinfo_schema.report import Residue
from govinfo_schema.versions import NAMES

if TYPE_CHECKING:
    from collections.abc import Mapping


@frozen(kw_only=True)
class Arrival:
    """What stands in the cells after a step, and why.

    Attributes:
        target: contents by path, in the order of the form.
        zeroed: wholes of the source whose zero fixed their parts at zero.
        proofs: why further cells were deduced to be zero, by path.
        restored: cells that come from a residue.
        superseded: what the residue held for a group, where edited figures contradict it, by path of the whole.
    """

    target: dict[str, Content]
    zeroed: frozenset[str]
    proofs: dict[str, Proof]
    restored: frozenset[str] = frozenset()
    superseded: dict[str, tuple[Content, ...]]


@frozen(kw_only=True)
class Step:
    """A step that was taken.

    Attributes:
        plan: the plan of the step.
        source: contents before, by path.
        arrival: contents after, and why.
        kept: cells of the source that the step left in a residue.
        residues: the residues after.
    """

    plan: Plan
    source: dict[str, Content]
    arrival: Arrival
    kept: frozenset[str]
    residues: tuple[Residue, ...]


def take_step(plan: Plan, source: dict[str, Content], residues: tuple[Residue, ...]) -> Step:
    """Take the step of ``plan``.

    Args:
        plan: the plan.
        source: contents of the source by path; stays as it is.
        residues: the residues of the report.
    """
    index = residue_for(plan, residues)
    arrival = _arrive(plan, source, _doubted_beyond(plan, source, residues) if index is None else frozenset())
    if index is None:
        residue = _complete(plan, source, arrival)
        return _step(plan, source, arrival, residue, (*residues, residue))
    held = entries(residues[index])
    arrival = _restore(plan, source, arrival, held)
    others = without(residues, index)
    # Residues that were passed over need one of the form in the middle behind them, even if it holds nothing.
    passed_over = index < len(residues) - 1
    if not is_complete(plan, held):
        residue = _complete(plan, source, arrival)
    elif passed_over or _reached(plan.back, arrival.target, others) != source:
        residue = _changed(plan, source, arrival)
    else:
        return _step(plan, source, arrival, None, others)
    return _step(plan, source, arrival, residue, left_behind(plan, others, residue))


def _step(
    plan: Plan, source: dict[str, Content], arrival: Arrival, left: Residue | None, residues: tuple[Residue, ...]
) -> Step:
    kept = frozenset[str]() if left is None else frozenset(left.cells).union(left.marks)
    return Step(plan=plan, source=source, arrival=arrival, kept=kept, residues=residues)


def _reached(plan: Plan, source: Mapping[str, Content], residues: tuple[Residue, ...]) -> dict[str, Content]:
    """What the step of ``plan`` makes of ``source``."""
    index = residue_for(plan, residues)
    if index is None:
        return _arrive(plan, source, _doubted_beyond(plan, source, residues)).target
    return _restore(plan, source, _arrive(plan, source), entries(residues[index])).target


def _doubted_beyond(plan: Plan, source: Mapping[str, Content], residues: tuple[Residue, ...]) -> frozenset[str]:
    """The cells of the source whose figures contradict each other in the form from which the report came.

    A report that passes through the form in the middle may leave one half of a contradiction behind, in its residue.
    """
    beyond = 2 * NAMES.index(plan.source.name) - NAMES.index(plan.target.name)
    if not residues or not 0 <= beyond < len(NAMES) or not can_deduce(plan):
        return frozenset()
    home = plan_of(plan.source.name, NAMES[beyond])
    index = residue_for(home, residues)
    if index is None or not is_complete(home, entries(residues[index])):
        return frozenset()
    contents = _restore(home, source, _arrive(home, source), entries(residues[index])).target
    return frozenset(reached_from(home.back, doubtful(home.target, contents)))


def _arrive(plan: Plan, source: Mapping[str, Content], doubted: frozenset[str] = frozenset()) -> Arrival:
    """Carry, add up and deduce, with nothing but the source; the figures of ``doubted`` prove nothing either."""
    target: dict[str, Content] = dict.fromkeys(plan.target.paths, NOT_ASKED)
    for pair in plan.pairs.values():
        target[pair.target] = source[pair.source]
    for merge in plan.merges:
        target[merge.whole] = total(source, merge.parts)
    if can_deduce(plan):
        doubted = doubted.union(doubtful(plan.source, source))
    zeroed = [split for split in plan.splits if split.row.proves_zero and _are_zero(source, split, doubted)]
    for split in zeroed:
        target.update(dict.fromkeys(split.parts, 0))
    proofs = deduce(plan, source, target, doubted)
    return Arrival(target=target, zeroed=frozenset(split.whole for split in zeroed), proofs=proofs, superseded={})


def _are_zero(source: Mapping[str, Content], split: Split, doubted: frozenset[str]) -> bool:
    """Whether the whole, and what shares cases with its parts, is zero, and nothing in the source contradicts it."""
    cells = (split.whole, *split.shared)
    return doubted.isdisjoint(cells) and all(is_zero(source[path]) for path in cells)


def _restore(plan: Plan, source: Mapping[str, Content], arrival: Arrival, held: Mapping[str, Content]) -> Arrival:
    """Put ``held`` over the cells that nothing carries, unless figures edited since contradict it."""
    restorable = dict(held)
    superseded: dict[str, tuple[Content, ...]] = {}
    for split in plan.splits:
        parts = [part for part in split.parts if part in held]
        if parts and not agree(source[split.whole], [held.get(part, arrival.target[part]) for part in split.parts]):
            superseded[split.whole] = tuple(restorable.pop(part) for part in parts)
    for merge in plan.merges:
        if merge.whole in held and not agree(held[merge.whole], [source[part] for part in merge.parts]):
            superseded[merge.whole] = (restorable.pop(merge.whole),)
    return evolve(
        arrival,
        target={path: restorable.get(path, content) for path, content in arrival.target.items()},
        zeroed=frozenset(
            split.whole
            for split in plan.splits
            if split.whole in arrival.zeroed and restorable.keys().isdisjoint(split.parts)
        ),
        proofs={path: proof for path, proof in arrival.proofs.items() if path not in restorable},
        restored=frozenset(restorable),
        superseded=superseded,
    )


def _complete(plan: Plan, source: Mapping[str, Content], arrival: Arrival) -> Residue:
    """Everything that going back needs: the cells that are not carried, save for wholes that their parts add up to."""
    target = arrival.target
    added_up = {split.whole for split in plan.splits if total(target, split.parts) == source[split.whole]}
    left = {path: source[path] for path in plan.lossy if path not in added_up}
    return make_residue(plan.source.name, left, _deduced(plan, arrival))


def _changed(plan: Plan, source: Mapping[str, Content], arrival: Arrival) -> Residue:
    """What stands in the source and does not follow from the target: it was edited away from home."""
    again = _arrive(plan.back, arrival.target).target
    return make_residue(plan.source.name, {path: source[path] for path in plan.lossy if source[path] != again[path]})


def _deduced(plan: Plan, arrival: Arrival) -> dict[str, str]:
    reasons = {path: proof.reason.en for path, proof in arrival.proofs.items()}
    for split in plan.splits:
        if split.whole in arrival.zeroed:
            reasons.update(dict.fromkeys(split.parts, zero_whole(split).en))
    return {path: reasons[path] for path in plan.target.paths if path in reasons}
