"""The smallest sets of more than four cells (OR-Tools CP-SAT), which is an extra and loaded only when it is needed."""

from __future__ import annotations

from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from govinfo_schema.repair.problems import Case
    from govinfo_schema.repair.search import Changes

EXTRA = "govinfo-schema[repair]"
MOST_SETS = 20
_EFFORT = 10.0
"""For all sets together, in the units of the solver, which are about seconds on a fast machine."""
_ROOM = 1000
_MOST_ROOM = 2**40
"""The solver counts in 64 bits, and adds up many figures; nobody receives so many applications."""


def is_installed() -> bool:
    """Say whether OR-Tools can be loaded."""
    return find_spec("ortools") is not None


def smallest_sets(case: Case, at_least: int) -> tuple[Changes, ...]:
    """Find smallest sets of cells whose change satisfies all identities, signs and limits.

    Args:
        case: the part of a report.
        at_least: number of cells that a set has at least.

    Returns:
        Up to ``MOST_SETS`` sets of the smallest size, each with one solution; none where the solver gave up, a
        figure is too large for it, or no change helps.
    """
    from ortools.sat.python import cp_model  # noqa: PLC0415 - an extra, and slow to load

    if _room(case) > _MOST_ROOM:
        return ()
    model, changed, figures = _model(case, at_least)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1  # with more, and with a limit in seconds, answers would differ from run to run
    solver.parameters.random_seed = 1
    found: list[Changes] = []
    effort = _EFFORT
    model.minimize(sum(changed.values()))
    while len(found) < MOST_SETS and effort > 0:
        solver.parameters.max_deterministic_time = effort
        if solver.solve(model) != cp_model.OPTIMAL:
            break
        effort -= solver.response_proto.deterministic_time
        changes = {cell: by for cell in changed if (by := solver.value(figures[cell]) - (case.values[cell] or 0))}
        if not found:  # what follows need not be proved to be smallest again
            model.clear_objective()
            model.add(sum(changed.values()) == len(changes))
        found.append(changes)
        model.add(sum(changed[cell] for cell in changes) < len(changes))
    return tuple(found)


def _room(case: Case) -> int:
    """Return how large a figure may become: further than the sum of all figures is never needed."""
    return _ROOM + 2 * sum(abs(value) for value in case.values if value is not None)


def _model(case: Case, at_least: int) -> tuple[Any, dict[int, Any], list[Any]]:
    """Make the model: a figure for each cell, and for each known cell whether it changes."""
    from ortools.sat.python import cp_model  # noqa: PLC0415 - an extra, and slow to load

    model: Any = cp_model.CpModel()
    room = _room(case)
    figures: list[Any] = []
    changed: dict[int, Any] = {}
    for cell, value in enumerate(case.values):
        figure = model.new_int_var(-room if cell in case.part.signed else 0, room, f"cell {cell}")
        figures.append(figure)
        if value is not None:
            changed[cell] = model.new_bool_var(f"changed {cell}")
            model.add(figure == value).only_enforce_if(changed[cell].negated())
            model.add(figure != value).only_enforce_if(changed[cell])
    for identity, row in zip(case.part.identities, case.part.rows, strict=True):
        model.add(sum(factor * figures[cell] for cell, factor in row.items()) + identity.constant == 0)
    for limit in case.limits:
        moved = sum(factor * (figures[cell] - (case.values[cell] or 0)) for cell, factor in limit.row.items())
        model.add(moved + limit.left <= 0)
    model.add(sum(changed.values()) >= at_least)
    return model, changed, figures
