"""Rules of table four of the forms v2019 and v2021, reconsideration and litigation (C1).

C2, C3 and C5 need knowledge that one report does not hold; C4 says that no identity links two years.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from govinfo_schema.messages import Text
from govinfo_schema.rules.building import TOTAL, groups_with, total_of_parts
from govinfo_schema.rules.model import Example, Rule

if TYPE_CHECKING:
    from govinfo_schema.cells import FlatForm

FORMS = ("v2019", "v2021")

_TABLE = "review_and_litigation"


def rules(form: FlatForm) -> tuple[Rule, ...]:
    """Return the rules of the table."""
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
    )
