"""The residue: what a form cannot hold, carried along in the envelope so that going back restores it.

A step that finds no residue of the form it reaches leaves one of the form it departs from, with every cell that is not
carried one to one: going back needs nothing else, whatever later versions deduce. Such a residue is *complete*, and a
step that finds it is on its way home: it takes the residue away and leaves one only for what was changed in between and
has no place in the older home, that is, with exactly those cells. A step that finds such a partial residue leaves home
again, and leaves a complete one.
"""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING

from govinfo_schema.marks import Mark, Money
from govinfo_schema.report import Residue
from govinfo_schema.versions import NAMES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from govinfo_schema.migration.contents import Content
    from govinfo_schema.migration.plan import Plan


def residue_for(plan: Plan, residues: tuple[Residue, ...]) -> int | None:
    """Say which of ``residues`` belongs to the form that the step reaches; ``None`` when none does.

    It is the last one. A report that was edited between two migrations may carry one for each direction; on the way to
    a newer form, those of older forms at the end are passed over. Any other residue, or one that a step could not have
    left, is somebody else's: it stays where it is.
    """
    end = len(residues)
    if _is_newer(plan.target.name, plan.source.name):
        end -= _trailing_older(residues, plan.source.name)
    if end and residues[end - 1].form == plan.target.name and _fits(plan, residues[end - 1]):
        return end - 1
    return None


def without(residues: tuple[Residue, ...], index: int) -> tuple[Residue, ...]:
    """Return ``residues`` without the one at ``index``."""
    return (*residues[:index], *residues[index + 1 :])


def left_behind(plan: Plan, residues: tuple[Residue, ...], left: Residue) -> tuple[Residue, ...]:
    """Return ``residues`` with ``left``, what the step leaves, in its place.

    The place is the end, but a residue of a newer form stands before those of older forms, so that each residue that
    names deduced cells is followed by the form to which its step led.
    """
    end = len(residues)
    if _is_newer(left.form, plan.target.name):
        end -= _trailing_older(residues, plan.target.name)
    return (*residues[:end], left, *residues[end:])


def _is_newer(form: str, other: str) -> bool:
    return NAMES.index(form) > NAMES.index(other)


def _trailing_older(residues: tuple[Residue, ...], form: str) -> int:
    """How many residues at the end lead back from ``form`` to the forms before it, nearest last."""
    older = reversed(NAMES[: NAMES.index(form)])
    pairs = zip(reversed(residues), older, strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0].form == pair[1], pairs))


def _fits(plan: Plan, residue: Residue) -> bool:
    """Whether a step could have left ``residue``: it names cells that the report does not hold, each once."""
    held = entries(residue)
    return (
        len(held) == len(residue.cells) + len(residue.marks)
        and plan.regained.issuperset(held)
        and all(
            isinstance(value, Money if plan.target.by_path[path].kind == "money" else int)
            for path, value in residue.cells.items()
        )
        and (not residue.deduced or is_complete(plan, held))
    )


def entries(residue: Residue) -> dict[str, Content]:
    """Return what ``residue`` holds, by path: numbers and marks in one."""
    return {**{path: value for path, value in residue.cells.items() if value is not None}, **residue.marks}


def is_complete(plan: Plan, held: Mapping[str, Content]) -> bool:
    """Say whether ``held`` has every cell of the target that the source cannot give back."""
    return all(path in held for path in plan.open_cells)


def make_residue(form: str, held: Mapping[str, Content], deduced: dict[str, str] | None = None) -> Residue:
    """Make the residue of ``form``: what it held, and what the step deduced in the form that it reached."""
    return Residue(
        form=form,
        cells={path: content for path, content in held.items() if not isinstance(content, Mark)},
        marks={path: content for path, content in held.items() if isinstance(content, Mark)},
        deduced=deduced or {},
    )
