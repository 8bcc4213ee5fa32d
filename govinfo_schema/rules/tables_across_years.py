"""Rules of tables two and four that need the report of the year before: C2, D3, D4, D8, and the second half of D5."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from attrs import evolve

from govinfo_schema.marks import Money
from govinfo_schema.messages import Text
from govinfo_schema.rules.building import TOTAL, groups_with
from govinfo_schema.rules.comparing import Pair, added, beside, blocked_for_others, negative, two_years
from govinfo_schema.rules.deciding import add
from govinfo_schema.rules.model import Rule, Verdict

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from govinfo_schema.cells import FlatForm
    from govinfo_schema.rules.comparing import Relation
    from govinfo_schema.rules.earlier import Earlier
    from govinfo_schema.rules.figures import Figures, Number

FORMS = ("v2019", "v2021")
FORMS_WITH_ITEMS = ("v2019",)
FORMS_WITH_STOCK = ("v2021",)

_TABLE = "proactive_disclosure"
_RECONSIDERED = f"review_and_litigation.reconsideration.{TOTAL}"
_SUED_AFTER = f"review_and_litigation.litigation_after_reconsideration.{TOTAL}"
_FEE = f"{_TABLE}.administrative_institutional_fees.amount"
_HUNDREDFOLD = 100
_COMPARE = Text("请核对两年的原文。", "Compare both documents.")


def rules(form: FlatForm) -> tuple[Rule, ...]:
    """Return the rules, in the order of their ids."""
    builders: tuple[tuple[tuple[str, ...], Callable[[FlatForm], Rule]], ...] = (
        (FORMS, _suits_after_reconsideration),
        (FORMS_WITH_ITEMS, _items),
        (FORMS_WITH_STOCK, _stock),
        (FORMS_WITH_STOCK, _unit_of_fees),
    )
    return tuple(build(form) for forms, build in builders if form.name in forms)


def _suits_after_reconsideration(form: FlatForm) -> Rule:
    def cases(total: str, number: int) -> dict[str, object]:
        return {total: number, total.replace(TOTAL, "upheld"): number}

    return Rule(
        id="C2",
        forms=FORMS,
        severity="information",
        title=Text(
            "复议后起诉总计一般不大于本年与上一年行政复议总计之和。",
            "Suits after reconsideration are as a rule at most the reconsiderations of this year and the year before.",
        ),
        source=Text(
            "由表头推断：复议后起诉以经过复议为前提；更早年度复议的案件可以除外。",
            "Implied by the head of the table: these suits follow a reconsideration, which may be older still.",
        ),
        formula=Text(
            "复议后起诉总计≤行政复议总计＋上一年的行政复议总计",
            "litigation after reconsideration ≤ reconsideration + reconsideration of the year before",
        ),
        across_years=_suits,
        passing=two_years(form.name, cases(_SUED_AFTER, 1), cases(_RECONSIDERED, 1)),
        failing=two_years(form.name, cases(_SUED_AFTER, 2), cases(_RECONSIDERED, 1)),
    )


def _suits(figures: Figures, earlier: Earlier) -> tuple[Verdict, ...]:
    cells = (_SUED_AFTER, _RECONSIDERED)
    right = added(figures.number(_RECONSIDERED), earlier.number(_RECONSIDERED))
    return _judged(figures, earlier, [_RECONSIDERED], [("", cells, figures.number(_SUED_AFTER), right)], "<=")


def _judged(
    figures: Figures,
    earlier: Earlier,
    needed: Iterable[str],
    pairs: Sequence[tuple[str, tuple[str, ...], Number | None, Number | None]],
    relation: Relation = "=",
) -> tuple[Verdict, ...]:
    """Judge pairs of numbers, each with its instance and its cells."""
    every = tuple(path for _, cells, _, _ in pairs for path in cells)
    stopped = blocked_for_others(figures, earlier, every, needed)
    if stopped is not None:
        return (stopped,)
    return tuple(
        Pair(
            cells=cells,
            left=left,
            right=right,
            words=beside(earlier, left, right, _COMPARE),
            relation=relation,
            instance=instance,
        ).verdict(figures)
        for instance, cells, left, right in pairs
    )


def _items(form: FlatForm) -> Rule:
    group = groups_with(form, "change", under=f"{_TABLE}.")[0]
    then: dict[str, object] = {f"{group}.prior_year_items": 2, f"{group}.change": 1}
    return Rule(
        id="D3",
        forms=FORMS_WITH_ITEMS,
        severity="warning",
        title=Text(
            "上一年项目数量等于上一年报告的上一年项目数量与本年增/减之和。",
            "Items of the previous year equal the items and the change in the report of that year.",
        ),
        source=Text("由两年报告的项目推断。", "Implied by the columns of both reports."),
        formula=Text(
            "上一年项目数量＝（上一年报告的）上一年项目数量＋本年增/减",
            "items of the previous year = items + change, both in the report of the year before",
        ),
        across_years=_items_carried_on,
        passing=two_years(form.name, {f"{group}.prior_year_items": 3}, then),
        failing=two_years(form.name, {f"{group}.prior_year_items": 4}, then),
    )


def _items_carried_on(figures: Figures, earlier: Earlier) -> tuple[Verdict, ...]:
    groups = groups_with(figures.form, "change", under=f"{_TABLE}.")
    pairs = [
        (
            group.removeprefix(f"{_TABLE}."),
            (f"{group}.prior_year_items",),
            figures.number(f"{group}.prior_year_items"),
            added(earlier.number(f"{group}.prior_year_items"), earlier.number(f"{group}.change")),
        )
        for group in groups
    ]
    return _judged(figures, earlier, [f"{group}.change" for group in groups], pairs)


def _stock(form: FlatForm) -> Rule:
    group = groups_with(form, "in_force", under=f"{_TABLE}.")[1]
    now: dict[str, object] = {f"{group}.in_force": 7, f"{group}.issued": 3, f"{group}.repealed": 1}
    return Rule(
        id="D4",
        forms=FORMS_WITH_STOCK,
        severity="warning",
        title=Text(
            "现行有效件数等于上一年的现行有效件数加本年制发、减本年废止；失效、修改、清理、范围变动时可以不等。",
            "Documents in force equal those in force the year before, plus those issued, less those repealed; expiry, "
            "amendment, a clean-up or another scope may break this lawfully.",
        ),
        source=Text("由两年报告的项目推断。", "Implied by the columns of both reports."),
        formula=Text(
            "现行有效件数＝上一年的现行有效件数＋本年制发件数－本年废止件数",
            "in force = in force the year before + issued − repealed",
        ),
        across_years=_stock_and_flow,
        passing=two_years(form.name, now, {f"{group}.in_force": 5}),
        failing=two_years(form.name, now, {f"{group}.in_force": 6}),
    )


def _stock_and_flow(figures: Figures, earlier: Earlier) -> tuple[Verdict, ...]:
    groups = groups_with(figures.form, "in_force", under=f"{_TABLE}.")
    pairs = [
        (
            group.removeprefix(f"{_TABLE}."),
            tuple(f"{group}.{name}" for name in ("in_force", "issued", "repealed")),
            figures.number(f"{group}.in_force"),
            added(
                earlier.number(f"{group}.in_force"),
                figures.number(f"{group}.issued"),
                negative(figures.number(f"{group}.repealed")),
            ),
        )
        for group in groups
    ]
    return _judged(figures, earlier, [f"{group}.in_force" for group in groups], pairs)


def repealed_of_those_in_force(figures: Figures, earlier: Earlier) -> tuple[Verdict, ...]:
    """Judge the second half of D5: what was repealed was in force the year before, or issued this year."""
    groups = groups_with(figures.form, "in_force", under=f"{_TABLE}.")
    pairs = [
        (
            f"{group.removeprefix(f'{_TABLE}.')}.repealed",
            (f"{group}.repealed", f"{group}.issued"),
            figures.number(f"{group}.repealed"),
            added(earlier.number(f"{group}.in_force"), figures.number(f"{group}.issued")),
        )
        for group in groups
    ]
    return _judged(figures, earlier, [f"{group}.in_force" for group in groups], pairs, "<=")


def _unit_of_fees(form: FlatForm) -> Rule:
    def amount(value: int) -> dict[str, object]:
        return {_FEE: Money(Decimal(value), form.by_path[_FEE].unit)}

    return Rule(
        id="D8",
        forms=FORMS_WITH_STOCK,
        severity="warning",
        title=Text(
            f"收费金额以万元计；达到上一年的{_HUNDREDFOLD}倍时可能误填为元。",
            f"Fees are in 万元; {_HUNDREDFOLD} times the amount of the year before suggests that 元 were filled in.",
        ),
        source=Text("由表头单位推断。", "Implied by the unit in the head of the table."),
        formula=Text(
            f"收费金额＜{_HUNDREDFOLD}×上一年的收费金额", f"amount < {_HUNDREDFOLD} × amount of the year before"
        ),
        across_years=_fees_in_their_unit,
        passing=two_years(form.name, amount(5), amount(1)),
        failing=evolve(two_years(form.name, amount(_HUNDREDFOLD), amount(1)), companions=("E3",)),  # a jump as well
    )


def _fees_in_their_unit(figures: Figures, earlier: Earlier) -> tuple[Verdict, ...]:
    then = earlier.number(_FEE)
    if then == 0 and blocked_for_others(figures, earlier, (_FEE,), [_FEE]) is None:
        reason = Text("上一年没有收费，不作比较。", "There were no fees in the year before to compare with.")
        return (Verdict(outcome="not_applicable", cells=(_FEE,), reason=reason),)
    highest = None if then is None else add(0, then, _HUNDREDFOLD)
    return _judged(figures, earlier, [_FEE], [("", (_FEE,), figures.number(_FEE), highest)], "<")
