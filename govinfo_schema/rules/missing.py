"""Other ways to treat missing operands, by the names of ``check_hierarchy`` in VTL 2 (the language of SDMX).

The default of this project is stricter than all of them: no missing number ever counts as 0, and a rule is decided only
where every filling leads to the same answer. The ways below are for comparison with other programs, and for tables in
which a blank is known to mean zero; a finding names the way where it made a difference, and the report stays as it is.

In VTL a data point may be missing, or exist with a NULL measure. Here a cell that is blank or printed as not applicable
is a missing data point; a cell in which something stands that is no number, or that no form of origin asked for, exists
with NULL and never counts as 0.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import frozen

from govinfo_schema.findings import Missing, Outcome
from govinfo_schema.messages import Text
from govinfo_schema.rules.deciding import decide
from govinfo_schema.rules.figures import Figures

if TYPE_CHECKING:
    from govinfo_schema.rules.model import Constraint

_ABSENT = ("blank", "not_applicable")


@frozen
class Judged:
    """What a way of treating missing operands makes of one constraint.

    Attributes:
        outcome: ``not_applicable`` where the way asks for no result, ``undecided`` where the result is NULL.
        figures: the figures with what counted as 0 in them.
        missing: paths of the operands that hold no number.
        mattered: whether the strict way could have said something else.
    """

    outcome: Outcome
    figures: Figures
    missing: tuple[str, ...]
    mattered: bool


def decide_in_mode(constraint: Constraint, figures: Figures, mode: Missing) -> Judged:
    """Decide ``constraint`` in one of the ways of VTL, which is not ``strict``."""
    missing = figures.missing(constraint.cells)
    absent = tuple(path for path in missing if _is_absent(path, figures))
    counted = figures.counting_as_zero(absent) if mode.endswith("zero") and absent else figures
    nulls = counted.missing(constraint.cells)
    outcome: Outcome
    if not _has_result(constraint, figures, absent, mode):
        outcome = "not_applicable"
    elif nulls:
        outcome = figures.outcome_without(nulls)
    else:
        outcome = decide(constraint, counted).outcome
    return Judged(outcome, counted, missing, bool(missing) or outcome == "not_applicable")


def _has_result(constraint: Constraint, figures: Figures, absent: tuple[str, ...], mode: Missing) -> bool:
    """Say whether VTL would give a result at all."""
    match mode:
        case "non_null":
            return not figures.missing(constraint.cells)
        case "non_zero":
            # NULL is not 0, so what is printed and no number gives a result, which is open.
            return any(figures.number(path) != 0 for path in constraint.cells if path not in absent)
        case "partial_null" | "partial_zero":
            return len(absent) < len(constraint.cells)
        case _:
            return True


def _is_absent(path: str, figures: Figures) -> bool:
    mark = figures.report.marks.get(path)
    return figures.is_null(path) and mark is not None and mark.state in _ABSENT


def note(mode: Missing, judged: Judged) -> Text:
    """Say in a finding how its missing operands were treated."""
    if judged.outcome == "not_applicable":
        return Text(f"（按 {mode} 方式，此项不作判断。）", f" (Mode {mode} gives no result here.)")
    if judged.figures.missing(judged.missing):
        return Text(
            f"（按 {mode} 方式，缺数的结果未知。）", f" (In mode {mode} a missing number leaves the result open.)"
        )
    return Text(f"（按 {mode} 方式，空白计为0。）", f" (Mode {mode} counts what is blank as 0.)")
