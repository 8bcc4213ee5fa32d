"""The ledger of a chain: the ledgers of its steps, with every value followed through the forms in the middle."""

from __future__ import annotations

from functools import reduce
from itertools import chain
from typing import TYPE_CHECKING

from attrs import evolve

from govinfo_schema.forms import form_named
from govinfo_schema.migration.ledger import RELATIONS, Ledger, LedgerLine

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

_WEAKNESS = {relation: weakness for weakness, relation in enumerate(RELATIONS)}


def composed(ledgers: Iterable[Ledger]) -> Ledger:
    """Return one ledger for the steps of a chain, in their order; there is at least one step.

    A line has both sides only where a value reaches the target. Its relation is the weakest of the steps, and its
    crosswalk names the rows of every step. What stands only in a form in the middle is not mentioned.
    """
    return reduce(_two, ledgers)


def _two(first: Ledger, second: Ledger) -> Ledger:
    onward = {path: line for line in second.lines for path in line.sources}
    origin = {path: line for line in first.lines for path in line.targets}
    lines: list[LedgerLine] = []
    done: set[int] = set()
    for line in first.lines:
        if not line.targets:
            lines.append(line)
            continue
        after = onward[line.targets[0]]
        if len(line.targets) == len(after.sources) == 1:
            lines.extend(_followed(line, after, onward))
        elif id(line) not in done:
            befores, afters = _connected(line, onward, origin)
            done.update(map(id, befores))
            lines.extend(_followed(_bundled(befores), _bundled(afters), onward))
    with_source = [line for line in lines if line.sources]
    without = [line for line in (*lines, *second.lines) if not line.sources]
    place = {path: index for index, path in enumerate(form_named(second.target_form).paths)}
    without.sort(key=lambda line: place[line.targets[0]])
    return Ledger(source_form=first.source_form, target_form=second.target_form, lines=(*with_source, *without))


def _connected(
    line: LedgerLine, onward: Mapping[str, LedgerLine], origin: Mapping[str, LedgerLine]
) -> tuple[list[LedgerLine], list[LedgerLine]]:
    """The lines of both steps that hang together with ``line`` by cells of the form in the middle."""
    befores, afters = {id(line): line}, dict[int, LedgerLine]()
    waiting = [line]
    while waiting:
        for after in (onward[path] for path in waiting.pop().targets):
            afters[id(after)] = after
            for before in (origin[path] for path in after.sources):
                if id(before) not in befores:
                    befores[id(before)] = before
                    waiting.append(before)
    return list(befores.values()), list(afters.values())


def _bundled(lines: list[LedgerLine]) -> LedgerLine:
    """One line for ``lines``: what the weakest says that reaches the target, with the cells of all."""
    decisive = max([line for line in lines if line.targets] or lines, key=lambda line: _WEAKNESS[line.relation])
    return evolve(
        decisive,
        sources=tuple(chain.from_iterable(line.sources for line in lines)),
        targets=tuple(chain.from_iterable(line.targets for line in lines)),
        before=tuple(chain.from_iterable(line.before for line in lines)),
        after=tuple(chain.from_iterable(line.after for line in lines)),
        crosswalk=tuple(dict.fromkeys(chain.from_iterable(line.crosswalk for line in lines))),
        basis=tuple(dict.fromkeys(chain.from_iterable(line.basis for line in lines))),
    )


def _followed(before: LedgerLine, after: LedgerLine, onward: Mapping[str, LedgerLine]) -> Iterator[LedgerLine]:
    """Follow the cells of ``before`` to where ``after`` takes them: one line, or one for each side if nothing flows."""
    ids = before.crosswalk + after.crosswalk
    # What a residue restores in the target does not depend on how the form in the middle came by its cells.
    first_decides = after.relation != "restored" and _WEAKNESS[after.relation] <= _WEAKNESS[before.relation]
    decisive = before if first_decides else after
    flows = bool(after.targets) and decisive.relation != "not_asked"
    if before.sources and not flows:
        yield LedgerLine(
            sources=before.sources,
            targets=(),
            relation="not_representable",
            before=before.before,
            after=(),
            reason=decisive.reason,
            crosswalk=ids,
        )
    if after.targets:
        yield LedgerLine(
            sources=before.sources if flows else (),
            targets=after.targets,
            relation=decisive.relation,
            before=before.before if flows else (),
            after=after.after,
            reason=decisive.reason,
            crosswalk=ids,
            basis=tuple(path for cell in before.basis for path in onward[cell].targets) + after.basis,
        )
