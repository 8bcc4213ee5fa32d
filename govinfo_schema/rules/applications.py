"""Rules of table three of the forms v2019 and v2021, applications for disclosure (B1 to B6).

B4 (results exclude one another) cannot be seen in the figures; B5 compares two reports and belongs to the migration.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from govinfo_schema.messages import Text
from govinfo_schema.rules.building import TOTAL, all_zero, equal, groups_with, leaves, total_of_parts
from govinfo_schema.rules.deciding import decide
from govinfo_schema.rules.model import Comparable, Constraint, Example, Rule, Verdict
from govinfo_schema.rules.stand_ins import rows_of_other_forms

if TYPE_CHECKING:
    from govinfo_schema.cells import FlatForm
    from govinfo_schema.rules.figures import Figures

FORMS = ("v2019", "v2021")
FORMS_WITH_FEE = ("v2021",)

_TABLE = "applications"
_NEW = f"{_TABLE}.new_received"
_OLD = f"{_TABLE}.carried_over"
_RESULTS = f"{_TABLE}.results"
_DONE = f"{_RESULTS}.{TOTAL}"
_OPEN = f"{_TABLE}.carried_forward"
_GRANTED = f"{_RESULTS}.disclosure_granted"
_OTHER = f"{_RESULTS}.other"
_FEE = f"{_OTHER}.fee_overdue"
_FIRST_YEAR_OF_FEE = 2021

_COMPARABLE = Comparable(
    forms=FORMS,
    reason=Text(
        "旧表式数答复，一件申请可有几个答复，也没有结转项；本表一件申请只计一个结果。",
        "The older form counts replies, of which one application may have several, and has no carry-over; this form "
        "counts one result per application.",
    ),
)
_A_COLUMN = "natural_person"


def _row(group: str, number: int, column: str = _A_COLUMN) -> dict[str, object]:
    return {f"{group}.{column}": number, f"{group}.{TOTAL}": number}


_CONSISTENT = Example(
    values={**_row(_NEW, 2), **_row(_OLD, 1), **_row(_GRANTED, 2), **_row(_DONE, 2), **_row(_OPEN, 1)}
)


def rules(form: FlatForm) -> tuple[Rule, ...]:
    """Return the rules of the table, in the order of their ids."""
    with_fee = (_FEE_RULE,) if form.name in FORMS_WITH_FEE else ()
    return (_balance(form), _sum_of_results(form), _sum_of_applicants(form), *with_fee)


def _rows(form: FlatForm) -> tuple[str, ...]:
    return groups_with(form, _A_COLUMN, under=f"{_TABLE}.")


def _balance(form: FlatForm) -> Rule:
    return Rule(
        id="B1",
        forms=FORMS,
        severity="error",
        title=Text(
            "每一列：第一项（本年新收）加第二项（上年结转）之和，等于第三项（本年度办理结果总计）加第四项（结转下年度）之和。",
            "In each column, newly received plus carried over equal total processed plus carried forward.",
        ),
        source=Text(
            "表头印明：本列数据的勾稽关系为:第一项加第二项之和,等于第三项加第四项之和。",
            "Printed in the head of the table: items one and two together equal items three and four together.",
        ),
        constraints=tuple(
            equal(name, [f"{_NEW}.{name}", f"{_OLD}.{name}"], [f"{_DONE}.{name}", f"{_OPEN}.{name}"])
            for name in leaves(form, _NEW)
        ),
        passing=_CONSISTENT,
        failing=Example(values=_row(_NEW, 1)),
        comparable=_COMPARABLE,
    )


def _sum_of_results(form: FlatForm) -> Rule:
    results = [row for row in _rows(form) if row.startswith(f"{_RESULTS}.") and row != _DONE]
    return Rule(
        id="B2",
        forms=FORMS,
        severity="error",
        title=Text(
            "每一列：“(七)总计”等于第三项下各办理结果之和。",
            "In each column, total processed equals the sum of all results.",
        ),
        source=Text(
            "由表内编号推断；各办理结果互不重复（“只计这一情形,不计其他情形”）。",
            "Implied by the numbering of the table; the results exclude one another.",
        ),
        constraints=tuple(
            equal(name, [f"{_DONE}.{name}"], [f"{row}.{name}" for row in results]) for name in leaves(form, _NEW)
        ),
        passing=_CONSISTENT,
        failing=Example(values={**_row(_NEW, 1), **_row(_DONE, 1)}),
        comparable=_COMPARABLE,
        stand_ins=rows_of_other_forms(form, _OTHER, FORMS),
    )


def _sum_of_applicants(form: FlatForm) -> Rule:
    return Rule(
        id="B3",
        forms=FORMS,
        severity="error",
        title=Text(
            "每一行：总计等于自然人与法人或其他组织各列之和。",
            "In each row, the total equals the sum of the six columns of applicants.",
        ),
        source=Text("由表头推断。", "Implied by the head of the table."),
        constraints=tuple(total_of_parts(form, row, row.removeprefix(f"{_TABLE}.")) for row in _rows(form)),
        passing=_CONSISTENT,
        failing=Example(values={f"{_NEW}.{_A_COLUMN}": 1, f"{_OPEN}.{_A_COLUMN}": 1}),
        stand_ins=rows_of_other_forms(form, _OTHER, FORMS),
    )


def _no_fee_before_its_time(figures: Figures) -> tuple[Verdict | Constraint, ...]:
    none = all_zero(figures.form, _FEE)
    year = figures.report.year
    if year is not None and year >= _FIRST_YEAR_OF_FEE:
        return (Verdict(outcome="passed", cells=none.cells),)
    decision = decide(none, figures)
    if year is None and decision.outcome in {"failed", "undecided"}:
        reason = Text(
            f"报告年度（year）缺失，无法判断；写明报告年度即可判断：{_FIRST_YEAR_OF_FEE}年起可以有此类申请。",
            "The report year (year) is missing, so this cannot be judged; with the report year it can: from "
            f"{_FIRST_YEAR_OF_FEE} on there may be such applications.",
        )
        return (Verdict(outcome="undecided", cells=none.cells, missing=decision.missing, reason=reason),)
    return (none,)


_FEE_RULE = Rule(
    id="B6",
    forms=FORMS_WITH_FEE,
    severity="warning",
    title=Text(
        f"报告年度早于{_FIRST_YEAR_OF_FEE}年时，没有因逾期未缴纳费用而不再处理的申请。",
        f"Before the report year {_FIRST_YEAR_OF_FEE} no application can end because the fee was not paid.",
    ),
    source=Text(
        "政府信息公开信息处理费管理办法（国办函〔2020〕109号），自2021年1月1日起收费。",
        "Measures on the information-processing fee (国办函〔2020〕109号): charged from 1 January 2021.",
    ),
    judge=_no_fee_before_its_time,
    passing=Example(
        values={**_row(_NEW, 1), **_row(_FEE, 1), **_row(_DONE, 1)},
        year=_FIRST_YEAR_OF_FEE,
    ),
    failing=Example(
        values={**_row(_NEW, 1), **_row(_FEE, 1), **_row(_DONE, 1)},
        year=_FIRST_YEAR_OF_FEE - 1,
        companions=("S4",),  # a form with this row is for later years
    ),
)
