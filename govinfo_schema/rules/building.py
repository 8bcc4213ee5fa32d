"""How constraints are derived from a form: by its groups, never from a second list of paths."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from govinfo_schema.rules.model import Constraint

if TYPE_CHECKING:
    from collections.abc import Iterable

    from govinfo_schema.cells import FlatForm

TOTAL = "total"


@cache  # asked for each report by rules that are functions
def leaves(form: FlatForm, group: str) -> tuple[str, ...]:
    """Return the names of the leaves that stand directly in ``group``, in printed order."""
    below = (path.removeprefix(f"{group}.") for path in form.paths if path.startswith(f"{group}."))
    return tuple(name for name in below if "." not in name)


def groups_with(form: FlatForm, leaf: str, *, under: str = "") -> tuple[str, ...]:
    """Return the groups that hold a leaf called ``leaf``, in printed order, those below ``under`` only."""
    return tuple(
        path.removesuffix(f".{leaf}") for path in form.paths if path.startswith(under) and path.endswith(f".{leaf}")
    )


def equal(instance: str, left: Iterable[str], right: Iterable[str]) -> Constraint:
    """Say that two sums of cells are equal."""
    return Constraint(instance, "=", (*((1, path) for path in left), *((-1, path) for path in right)))


def at_most(instance: str, left: Iterable[str], right: Iterable[str], constant: int = 0) -> Constraint:
    """Say that the sum of the cells ``left`` is at most the sum of the cells ``right``, plus ``constant``."""
    return Constraint(instance, "<=", (*((1, path) for path in left), *((-1, path) for path in right)), -constant)


@cache  # asked for each report by rules that are functions
def all_zero(form: FlatForm, group: str) -> Constraint:
    """Say that the leaves that stand directly in ``group`` are 0, all together."""
    return equal("", [f"{group}.{name}" for name in leaves(form, group)], [])


def total_of_parts(form: FlatForm, group: str, instance: str = "") -> Constraint:
    """Say that the total of ``group`` is the sum of its other parts; a part that is a group counts by its own total."""
    whole = f"{group}.{TOTAL}"
    inner = (path.removesuffix(f".{TOTAL}") for path in groups_with(form, TOTAL, under=f"{group}."))
    direct = {f"{group}.{name}" for name in leaves(form, group)}
    totals = {f"{part}.{TOTAL}" for part in inner if "." not in part.removeprefix(f"{group}.")}
    return equal(instance, [whole], [path for path in form.paths if path in (direct | totals) - {whole}])
