"""Rules across years for whole reports (E1 to E3), which need the report of the year before.

They compare cells of one concept only, so that nothing of 2018 is held against 2019.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from govinfo_schema.messages import Text
from govinfo_schema.rules.building import TOTAL, groups_with, leaves
from govinfo_schema.rules.comparing import Pair, beside, blocked, blocked_for_others, two_years
from govinfo_schema.rules.figures import written
from govinfo_schema.rules.model import Rule, Verdict
from govinfo_schema.versions import NAMES

if TYPE_CHECKING:
    from collections.abc import Callable

    from govinfo_schema.cells import FlatForm
    from govinfo_schema.findings import Severity
    from govinfo_schema.rules.earlier import Earlier
    from govinfo_schema.rules.figures import Figures

FORMS = NAMES
FORMS_WITH_APPLICANTS = ("v2019", "v2021")

CARRIED_OVER = "applications.carried_over"
"""The group of the applications that the year before left open."""

CARRIED_FORWARD = "applications.carried_forward"
"""The group of the applications that are left open at the end of the year."""

_NEW = "applications.new_received"
_LEAST_DIFFERENT_NUMBERS = 3
_SMALL = 10
_JUMP = 5
_CELLS_OF_NO_OTHER_RULE = (".decisions", "complaints_and_reports", "training.meetings", "training.sessions")
_COMPARE = Text("请核对两年的原文。", "Compare both documents.")


def rules(form: FlatForm) -> tuple[Rule, ...]:
    """Return the rules across years, in the order of their ids."""
    builders: tuple[tuple[tuple[str, ...], Callable[[FlatForm], Rule]], ...] = (
        (FORMS_WITH_APPLICANTS, _carried),
        (FORMS, _identical),
        (FORMS, _jumps),
    )
    return tuple(build(form) for forms, build in builders if form.name in forms)


def _carried(form: FlatForm) -> Rule:
    column = leaves(form, CARRIED_OVER)[0]

    def row(group: str) -> dict[str, object]:
        return {f"{group}.{column}": 2, f"{group}.{TOTAL}": 2}

    open_at_the_end = {**row(_NEW), **row(CARRIED_FORWARD)}
    return Rule(
        id="E1",
        forms=FORMS_WITH_APPLICANTS,
        severity="error",
        title=Text(
            "每一列：本年的“上年结转”等于上一年报告的“结转下年度继续办理”；机关或范围有变动或不明时为警告。",
            "In each column, applications carried over equal those carried forward in the report of the year before; a "
            "warning where organ or scope changed, or is not known.",
        ),
        source=Text(
            "由两年报告的项目推断：结转的是同一批申请；2019年度起有此项。",
            "Implied by the rows of both reports, which count the same applications; since the report year 2019.",
        ),
        formula=Text("上年结转＝上一年的结转下年度继续办理", "carried over = carried forward of the year before"),
        across_years=_carried_over,
        passing=two_years(form.name, {**row(CARRIED_OVER), **row(CARRIED_FORWARD)}, open_at_the_end),
        failing=two_years(form.name, {}, open_at_the_end),
    )


def _carried_over(figures: Figures, earlier: Earlier) -> tuple[Verdict, ...]:
    names = leaves(figures.form, CARRIED_OVER)
    stopped = blocked(
        figures, earlier, tuple(f"{CARRIED_OVER}.{name}" for name in names), [f"{CARRIED_FORWARD}.{TOTAL}"]
    )
    if stopped is not None:
        return (stopped,)
    is_same = earlier.same_organ(figures) is True and earlier.same_scope(figures) is True
    severity: Severity = "error" if is_same else "warning"
    note = _doubt(figures, earlier) or _COMPARE
    verdicts: list[Verdict] = []
    for name in names:
        left, right = figures.number(f"{CARRIED_OVER}.{name}"), earlier.number(f"{CARRIED_FORWARD}.{name}")
        words = beside(earlier, left, right, note)
        pair = Pair(
            cells=(f"{CARRIED_OVER}.{name}",), left=left, right=right, words=words, instance=name, severity=severity
        )
        verdicts.append(pair.verdict(figures))
    return tuple(verdicts)


def _doubt(figures: Figures, earlier: Earlier) -> Text | None:
    """Say why the two reports may not be about the same applications."""
    organ, scope = earlier.same_organ(figures), earlier.same_scope(figures)
    names = earlier.report.agency.name, figures.report.agency.name
    if organ is False:
        return Text(
            f"两份报告的机关不同（{names[0]}、{names[1]}），请确认是否由同一机关接续办理。",
            f"The organs differ ({names[0]}, {names[1]}); make sure that the second took over from the first.",
        )
    if organ is None:
        return Text(
            "有一份报告未写明机关，请确认是否为同一机关。", "An organ is not stated; make sure that they are one."
        )
    if scope is not True:
        return Text(
            "两份报告的范围不同或未写明，请核对范围。", "The scope differs or is not stated; compare the scopes."
        )
    return None


def _identical(form: FlatForm) -> Rule:
    alone = [path for path in form.paths if path.endswith(_CELLS_OF_NO_OTHER_RULE)]
    same: dict[str, object] = {path: 31 + index for index, path in enumerate(alone)}
    return Rule(
        id="E2",
        forms=FORMS,
        severity="warning",
        title=Text(
            f"各数不与上一年完全相同（不为0的不同数字不足{_LEAST_DIFFERENT_NUMBERS}个时不作判断）。",
            "The figures are not all identical to those of the year before (judged only where at least "
            f"{_LEAST_DIFFERENT_NUMBERS} different numbers other than 0 are there).",
        ),
        source=Text(
            "实务：有统计机关2008至2010年逐年照抄上年数字，被主管部门指出。",
            "Practice: supervisors found figures copied from year to year, for example in 2008 to 2010.",
        ),
        across_years=_not_a_copy,
        passing=two_years(form.name, {**same, alone[0]: 30}, same),
        failing=two_years(form.name, same, same),
    )


def _not_a_copy(figures: Figures, earlier: Earlier) -> tuple[Verdict, ...]:
    stopped = blocked_for_others(figures, earlier, (), figures.form.paths)
    if stopped is not None:
        return (stopped,)
    pairs = {
        path: (number, then)
        for path, number in figures.numbers.items()
        if (then := earlier.number(path)) is not None and (number or then)
    }
    if len({number for number, _ in pairs.values()}) < _LEAST_DIFFERENT_NUMBERS:
        few = Text("不为0的不同数字太少，不作判断。", "There are too few different numbers other than 0 to judge.")
        return (Verdict(outcome="not_applicable", reason=few),)
    if any(now != then for now, then in pairs.values()):
        return (Verdict(outcome="passed"),)
    reason = Text(
        f"两年都有数字的 {len(pairs)} 格（不计均为0的）全部相同，可能照抄了上年报告。请核对原文。",
        f"All {len(pairs)} cells with numbers in both years (not counting those with 0) are identical, perhaps copied "
        f"from the report of {earlier.report.year}. Compare with the document.",
    )
    return (Verdict(outcome="failed", cells=tuple(pairs), reason=reason),)


def _jumps(form: FlatForm) -> Rule:
    cell = next(path for path in form.paths if path.endswith(_CELLS_OF_NO_OTHER_RULE))
    return Rule(
        id="E3",
        forms=FORMS,
        severity="information",
        title=Text(
            f"各数不超过上一年的{_JUMP}倍，也不低于其五分之一（两年都小于{_SMALL}的，或有一年为0的，不比）。",
            f"No figure is more than {_JUMP} times, or less than a fifth of, that of the year before (unless both are "
            f"below {_SMALL}, or one is 0).",
        ),
        source=Text("实务中的核对方法。", "A check that practitioners use."),
        formula=Text(
            f"上一年÷{_JUMP}≤本年≤{_JUMP}×上一年", f"year before ÷ {_JUMP} ≤ this year ≤ {_JUMP} × year before"
        ),
        across_years=_no_jump,
        passing=two_years(form.name, {cell: 50}, {cell: 10}),
        failing=two_years(form.name, {cell: 51}, {cell: 10}),
    )


def _no_jump(figures: Figures, earlier: Earlier) -> tuple[Verdict, ...]:
    stopped = blocked_for_others(figures, earlier, (), figures.form.paths)
    if stopped is not None:
        return (stopped,)
    columns = {
        f"{group}.{name}"
        for group in groups_with(figures.form, "natural_person")
        for name in leaves(figures.form, group)
    }
    verdicts: list[Verdict] = []
    for path, now in figures.numbers.items():
        then = earlier.number(path)
        if then is None or now <= 0 or then <= 0 or max(now, then) < _SMALL:
            continue
        if path in columns and not path.endswith(f".{TOTAL}"):
            continue  # a column jumps with its total
        if not Fraction(1, _JUMP) <= Fraction(now) / Fraction(then) <= _JUMP:
            reason = Text(
                f"本年 {written(now)}，{earlier.report.year} 年 {written(then)}。{_COMPARE.zh}",
                f"This year {written(now)}, in {earlier.report.year} {written(then)}. {_COMPARE.en}",
            )
            verdicts.append(Verdict(outcome="failed", cells=(path,), instance=path, reason=reason, sides=(now, then)))
    return tuple(verdicts) or (Verdict(outcome="passed"),)
