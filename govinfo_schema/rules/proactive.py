"""Rules of table two of the forms v2019 and v2021, proactive disclosure (D1, D2, D5, D6).

D5 in one report: documents issued this year are in force unless they were repealed this year. Its second half, D3, D4
and D8 compare two years and need the report of the year before.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from govinfo_schema.messages import Text
from govinfo_schema.rules.agencies import makes_no_rules
from govinfo_schema.rules.building import all_zero, at_most, groups_with, leaves
from govinfo_schema.rules.model import Constraint, Example, Rule, Verdict
from govinfo_schema.rules.tables_across_years import repealed_of_those_in_force

if TYPE_CHECKING:
    from collections.abc import Callable

    from govinfo_schema.cells import FlatForm
    from govinfo_schema.rules.figures import Figures

FORMS = ("v2019", "v2021")
FORMS_WITH_ITEMS = ("v2019",)
FORMS_WITH_STOCK = ("v2021",)

_TABLE = "proactive_disclosure"
_RULES = f"{_TABLE}.administrative_rules"
_LAST = len(f"{_TABLE}.")


def rules(form: FlatForm) -> tuple[Rule, ...]:
    """Return the rules of the table, in the order of their ids."""
    builders: tuple[tuple[tuple[str, ...], Callable[[FlatForm], Rule]], ...] = (
        (FORMS_WITH_ITEMS, _disclosed_documents),
        (FORMS_WITH_ITEMS, _items_after_change),
        (FORMS_WITH_STOCK, _documents_in_force),
        (FORMS, _no_rules_of_local_organs),
    )
    return tuple(build(form) for forms, build in builders if form.name in forms)


def _disclosed_documents(form: FlatForm) -> Rule:
    groups = groups_with(form, "newly_disclosed", under=f"{_TABLE}.")
    return Rule(
        id="D1",
        forms=FORMS_WITH_ITEMS,
        severity="warning",
        title=Text(
            "本年新公开数量不大于对外公开总数量。",
            "Documents newly disclosed are at most those publicly available in total.",
        ),
        source=Text("由表头推断。", "Implied by the head of the table."),
        constraints=tuple(
            at_most(group[_LAST:], [f"{group}.newly_disclosed"], [f"{group}.total_publicly_available"])
            for group in groups
        ),
        passing=Example(values={f"{groups[1]}.newly_disclosed": 1, f"{groups[1]}.total_publicly_available": 1}),
        failing=Example(values={f"{groups[1]}.newly_disclosed": 2, f"{groups[1]}.total_publicly_available": 1}),
    )


def _items_after_change(form: FlatForm) -> Rule:
    groups = groups_with(form, "change", under=f"{_TABLE}.")
    return Rule(
        id="D2",
        forms=FORMS_WITH_ITEMS,
        severity="error",
        title=Text(
            "上一年项目数量加本年增/减不小于0。",
            "Items of the previous year plus the change of this year are not below 0.",
        ),
        source=Text(
            "由表头推断；只有本年增/减可以为负。", "Implied by the head of the table; only the change is signed."
        ),
        constraints=tuple(
            at_most(group[_LAST:], [], [f"{group}.prior_year_items", f"{group}.change"]) for group in groups
        ),
        passing=Example(values={f"{groups[0]}.prior_year_items": 2, f"{groups[0]}.change": -2}),
        failing=Example(values={f"{groups[0]}.prior_year_items": 1, f"{groups[0]}.change": -2}),
    )


def _documents_in_force(form: FlatForm) -> Rule:
    groups = groups_with(form, "in_force", under=f"{_TABLE}.")
    return Rule(
        id="D5",
        forms=FORMS_WITH_STOCK,
        severity="warning",
        title=Text(
            "本年制发件数不大于现行有效件数与本年废止件数之和；本年废止件数不大于上一年的现行有效件数与本年制发件数之和。",
            "Documents issued this year are at most those in force plus those repealed this year; those repealed are "
            "at most those in force the year before plus those issued.",
        ),
        source=Text(
            "由表头推断：本年制发的文件，除本年内又废止的以外，均现行有效。",
            "Implied by the head of the table: documents issued this year are in force unless repealed this year.",
        ),
        constraints=tuple(
            at_most(group[_LAST:], [f"{group}.issued"], [f"{group}.in_force", f"{group}.repealed"]) for group in groups
        ),
        across_years=repealed_of_those_in_force,
        passing=Example(values={f"{groups[1]}.issued": 2, f"{groups[1]}.repealed": 1, f"{groups[1]}.in_force": 1}),
        failing=Example(values={f"{groups[1]}.issued": 2, f"{groups[1]}.in_force": 1}),
    )


def _no_rules_of_local_organs(form: FlatForm) -> Rule:
    one_each = {f"{_RULES}.{name}": 1 for name in leaves(form, _RULES)}
    return Rule(
        id="D6",
        forms=FORMS,
        severity="warning",
        title=Text(
            "县级、乡级政府和地方政府部门无权制定规章，“规章”一行应为0。",
            "County and township governments and local departments make no administrative rules, so the row 规章 is 0.",
        ),
        source=Text(
            "立法法第九十一条、第九十三条：规章由国务院部门和省、自治区、直辖市、设区的市、自治州的人民政府制定。",
            "Legislation Law, Arts 91 and 93: rules are made by State Council departments and by the governments of "
            "provinces, cities with districts and autonomous prefectures.",
        ),
        judge=_rules_are_zero,
        passing=Example(agency="衡山县人民政府"),
        failing=Example(values=one_each, agency="衡山县人民政府"),
    )


def _rules_are_zero(figures: Figures) -> tuple[Verdict | Constraint, ...]:
    none = all_zero(figures.form, _RULES)
    cells = none.cells
    name = figures.report.agency.name
    if name is None:
        reason = Text("机关名称不明，不适用。", "The name of the organ is not known.")
        return (Verdict(outcome="not_applicable", cells=cells, reason=reason),)
    if not makes_no_rules(name):
        reason = Text(
            f"从名称“{name}”不能断定其无权制定规章，不适用。",
            f"The name {name} does not tell that the organ makes no rules.",
        )
        return (Verdict(outcome="not_applicable", cells=cells, reason=reason),)
    return (none,)
