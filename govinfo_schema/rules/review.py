"""Rules of table four of the forms v2019 and v2021, reconsideration and litigation (C1, C3).

C2 compares two years and C5 the levels, so they stand with those; C4 says that no identity links two years.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from govinfo_schema.messages import Text
from govinfo_schema.rules.building import TOTAL, at_most, groups_with, total_of_parts
from govinfo_schema.rules.model import Constraint, Example, Rule, Verdict

if TYPE_CHECKING:
    from govinfo_schema.cells import FlatForm
    from govinfo_schema.rules.figures import Figures

FORMS = ("v2019", "v2021")
FORMS_SINCE_ORDER = ("v2021",)

_TABLE = "review_and_litigation"
_DIRECT = f"{_TABLE}.litigation_direct"
_AFTER = f"{_TABLE}.litigation_after_reconsideration"
_SUITS = (f"{_DIRECT}.{TOTAL}", f"{_AFTER}.{TOTAL}")
_IN_ORDER = at_most("", [_SUITS[0]], [_SUITS[1]])
_FIRST_YEAR_OF_ORDER = 2024


def rules(form: FlatForm) -> tuple[Rule, ...]:
    """Return the rules of the table, in the order of their ids."""
    blocks = groups_with(form, TOTAL, under=f"{_TABLE}.")
    return (
        Rule(
            id="C1",
            forms=FORMS,
            severity="error",
            title=Text(
                "总计等于结果维持、结果纠正、其他结果与尚未审结之和。",
                "The total equals cases upheld, corrected, with another result and pending.",
            ),
            source=Text("由表头推断。", "Implied by the head of the table."),
            constraints=tuple(total_of_parts(form, block, block.removeprefix(f"{_TABLE}.")) for block in blocks),
            passing=Example(
                values={f"{blocks[0]}.upheld": 1, f"{blocks[0]}.pending": 1, f"{blocks[0]}.{TOTAL}": 2},
            ),
            failing=Example(values={f"{blocks[0]}.upheld": 1, f"{blocks[0]}.{TOTAL}": 2}),
        ),
        *((_suits_without_reconsideration(),) if form.name in FORMS_SINCE_ORDER else ()),
    )


def _suits_without_reconsideration() -> Rule:
    return Rule(
        id="C3",
        forms=FORMS_SINCE_ORDER,
        severity="information",
        title=Text(
            f"自{_FIRST_YEAR_OF_ORDER}年起，不予公开的须先申请复议，因此未经复议直接起诉总计一般不大于复议后起诉总计。",
            f"Since {_FIRST_YEAR_OF_ORDER} a refusal must go to reconsideration first, so suits without one are "
            "as a rule at most those after one.",
        ),
        source=Text(
            "行政复议法（2023年修订，2024年1月1日起施行）第二十三条第一款第四项。",
            "Administrative Reconsideration Law 2023 (from 1 January 2024), Art 23(1)(4).",
        ),
        formula=Text("未经复议直接起诉总计≤复议后起诉总计", "litigation without reconsideration ≤ litigation after it"),
        judge=_order_of_remedies,
        passing=Example(
            values={f"{_DIRECT}.{TOTAL}": 1, f"{_DIRECT}.upheld": 1, f"{_AFTER}.{TOTAL}": 1, f"{_AFTER}.upheld": 1},
            year=_FIRST_YEAR_OF_ORDER,
        ),
        failing=Example(
            values={f"{_DIRECT}.{TOTAL}": 1, f"{_DIRECT}.upheld": 1},
            year=_FIRST_YEAR_OF_ORDER,
        ),
    )


def _order_of_remedies(figures: Figures) -> tuple[Verdict | Constraint, ...]:
    year = figures.report.year
    if year is None or year < _FIRST_YEAR_OF_ORDER:
        reason = Text(
            f"只适用于{_FIRST_YEAR_OF_ORDER}年起的报告。", f"Only for reports of {_FIRST_YEAR_OF_ORDER} and later."
        )
        return (Verdict(outcome="not_applicable", cells=_SUITS, reason=reason),)
    return (_IN_ORDER,)
