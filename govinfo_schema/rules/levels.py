"""Rules between levels, which need the reports of the parts: F1 to F5, and C5.

A region adds up the organ itself, its departments and the governments below; an own level (本级) adds up the government
and its departments. Counts of what happened in the year add up; what is in force or on a list at its end does
only where nothing belongs to two organs.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from attrs import evolve

from govinfo_schema.messages import Text
from govinfo_schema.rules.building import TOTAL
from govinfo_schema.rules.comparing import undecided_because
from govinfo_schema.rules.deciding import add
from govinfo_schema.rules.figures import written
from govinfo_schema.rules.model import Example, Rule, Verdict
from govinfo_schema.versions import NAMES, version_named
from govinfo_schema.words import SCOPES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from govinfo_schema.cells import Cell, FlatForm
    from govinfo_schema.report import Scope
    from govinfo_schema.rules.figures import Figures, Number
    from govinfo_schema.rules.parts import Parts

FORMS = NAMES

# What stands at the end of the year, and is no count of what happened in it.
_STOCK = ("in_force", "total_publicly_available", "prior_year_items", "change")
_STOCK_GROUPS = ("capacity.dedicated_bodies", "capacity.reading_points", "capacity.staff.")
_SUITS = ("litigation", "review_and_litigation.litigation")
# Organs that a ministry runs down to the county; whether a region counts them is decided locally.
_VERTICAL = re.compile(r"税务局|海关|气象局|烟草专卖局|邮政管理局|海事局|调查队|金融监督管理|人民银行|消防救援")
_REGION = "某某县"
_COUNTY, _BUREAU, _TAX = "某某县人民政府", "某某县某某局", "某某县税务局"


def rules(form: FlatForm) -> tuple[Rule, ...]:
    """Return the rules between levels, in the order of their ids."""
    return (_suits(form), _region(form), _own_level(form), _stock(form), _vertical(form), _scope(form))


def _is_stock(cell: Cell) -> bool:
    return cell.path.endswith(tuple(f".{name}" for name in _STOCK)) or cell.path.startswith(_STOCK_GROUPS)


def _is_suit(cell: Cell) -> bool:
    return cell.path.startswith(_SUITS)


def _flows(form: FlatForm) -> list[str]:
    """The cells that add up; an amount whose unit the form does not print cannot be added."""
    return [
        cell.path
        for cell in form.cells
        if not _is_stock(cell) and not _is_suit(cell) and not (cell.kind == "money" and cell.unit is None)
    ]


def _example(
    form: FlatForm, scope: Scope, values: Mapping[str, object], *parts: tuple[str, Mapping[str, object]]
) -> Example:
    year = version_named(form.name).first_year
    return Example(
        values=values,
        agency=_REGION,
        year=year,
        declared=scope,
        parts=tuple(Example(values=of_part, agency=name, year=year) for name, of_part in parts),
    )


def _a_flow(form: FlatForm) -> str:
    return next(path for path in form.paths if path.endswith((".decisions", "complaints_and_reports")))


def _region(form: FlatForm) -> Rule:
    cell = _a_flow(form)
    parts = (_COUNTY, {cell: 1}), (_BUREAU, {cell: 2})
    return Rule(
        id="F1",
        forms=FORMS,
        severity="warning",
        title=Text(
            "全地区的数等于本机关、各部门与各下级政府之和（只限本年发生的数）。",
            "The figures of a region equal those of the organ, its departments and the governments below (only what "
            "happened in the year).",
        ),
        source=Text(
            "国办发〔2014〕32号：逐级汇总，分别报送本级和全地区的数据。",
            "国办发〔2014〕32号: data are added up level by level, for the own level and for the whole region.",
        ),
        formula=Text("全地区＝本机关＋各部门＋各下级政府", "region = own organ + departments + governments below"),
        across_levels=lambda figures, parts: _sums(figures, parts, "whole_region"),
        passing=_example(form, "whole_region", {cell: 3}, *parts),
        failing=_example(form, "whole_region", {cell: 4}, *parts),
    )


def _own_level(form: FlatForm) -> Rule:
    cell = _a_flow(form)
    parts = (_COUNTY, {cell: 1}), (_BUREAU, {cell: 2})
    return Rule(
        id="F2",
        forms=FORMS,
        severity="warning",
        title=Text(
            "本级的数等于政府与其各部门之和（只限本年发生的数）。",
            "The figures of an own level equal those of the government and its departments (only what happened in the "
            "year).",
        ),
        source=Text(
            "国办发〔2014〕32号：分别报送本级和全地区的数据。",
            "国办发〔2014〕32号: data of the own level and of the whole region are reported apart.",
        ),
        formula=Text("本级＝本级政府＋各部门", "own level = government + departments"),
        across_levels=lambda figures, parts: _sums(figures, parts, "own_level"),
        passing=_example(form, "own_level", {cell: 3}, *parts),
        failing=_example(form, "own_level", {cell: 4}, *parts),
    )


def _sums(figures: Figures, parts: Parts, scope: Scope) -> tuple[Verdict, ...]:
    declared = parts.declared(figures.report)
    if declared == "unknown":
        reason = Text(
            "未说明本报告的范围（本机关、本级或全地区）。",
            "The scope of the report is not declared (own organ, own level or region).",
        )
        return (Verdict(outcome="undecided", reason=undecided_because(reason)),)
    if declared != scope:
        named = SCOPES[declared]
        reason = Text(f"本报告的范围为{named.zh}，不适用。", f"Not applicable, the scope of the report is: {named.en}.")
        return (Verdict(outcome="not_applicable", reason=reason),)
    return _added_up(figures, parts, _flows(figures.form))


def _added_up(figures: Figures, parts: Parts, paths: Iterable[str], *, at_most: bool = False) -> tuple[Verdict, ...]:
    """Compare each cell with the sum of the parts; what is open for one reason is told once."""
    obstacle = parts.obstacle(figures.report)
    usable = parts.usable(figures.report)
    failed: list[Verdict] = []
    missing: list[str] = []
    for path in paths:
        whole, known, is_complete = figures.number(path), *_sum(usable, path)
        if whole is None:
            missing.append(path)
        elif (known > whole and not at_most) or (known < whole and is_complete and obstacle is None):
            failed.append(_differs(path, whole, known))
        elif not is_complete and not (at_most and known >= whole):
            missing.append(path)
    return tuple(failed) + _rest(figures, tuple(missing), obstacle, failed=bool(failed))


def _rest(figures: Figures, missing: tuple[str, ...], obstacle: Text | None, *, failed: bool) -> tuple[Verdict, ...]:
    """Say of the cells that did not fail that they are open, or that they passed."""
    if obstacle is not None:
        full_stop = Text(f"{obstacle.zh}。", f"{obstacle.en}.")
        return (Verdict(outcome="undecided", reason=undecided_because(full_stop), instance="parts"),)
    if missing:
        reason = Text(
            f"{len(missing)} 格在本报告或某一下属单位的报告中没有数字。",
            f"{len(missing)} cells hold no number here or in the report of a part.",
        )
        own = figures.missing(missing)
        return (
            Verdict(
                outcome=figures.outcome_without(own) if own == missing else "undecided",
                cells=missing,
                missing=own,
                reason=undecided_because(reason),
                instance="cells",
            ),
        )
    return () if failed else (Verdict(outcome="passed"),)


def _sum(usable: Iterable[Figures], path: str) -> tuple[Number, bool]:
    """Return the sum of what the parts have at ``path``, and whether each of them has a number there."""
    total: Number = 0
    is_complete = True
    for part in usable:
        number = part.number(path)
        is_complete = is_complete and number is not None
        total = total if number is None else add(total, number, 1)
    return total, is_complete


def _differs(path: str, whole: Number, known: Number) -> Verdict:
    reason = Text(
        f"本报告 {written(whole)}，各单位合计 {written(known)}。请核对范围和各单位的报告。",
        f"The report has {written(whole)}, its parts together {written(known)}. Compare scope and parts.",
    )
    return Verdict(outcome="failed", cells=(path,), instance=path, reason=reason, sides=(whole, known))


def _suits(form: FlatForm) -> Rule:
    total = next(cell.path for cell in form.cells if _is_suit(cell) and cell.path.endswith(f".{TOTAL}"))
    part = total.replace(f".{TOTAL}", ".corrected")
    one: dict[str, object] = {total: 1, part: 1}
    return Rule(
        id="C5",
        forms=FORMS,
        severity="information",
        title=Text(
            "复议机关只是共同被告的诉讼不计入其报告，因此各单位的诉讼合计不大于全地区的数。",
            "A reconsideration organ that is only co-defendant does not count the suit, so the suits of all parts "
            "together are at most those of the region.",
        ),
        source=Text("国办公开办函〔2016〕201号。", "国办公开办函〔2016〕201号."),
        formula=Text("各单位诉讼之和≤全地区诉讼", "suits of all parts ≤ suits of the region"),
        across_levels=_counted_once,
        passing=_example(form, "whole_region", one, (_COUNTY, {}), (_BUREAU, one)),
        failing=_example(form, "whole_region", one, (_COUNTY, one), (_BUREAU, one)),
    )


def _counted_once(figures: Figures, parts: Parts) -> tuple[Verdict, ...]:
    usable = parts.usable(figures.report)
    paths = [cell.path for cell in figures.form.cells if _is_suit(cell)]
    declared = parts.declared(figures.report)
    if declared in {"own_organ", "unknown"}:
        reason = Text(
            "没有说明范围，或范围为本机关，不适用。", "Not applicable: no scope is declared, or the own organ."
        )
        return (Verdict(outcome="not_applicable", reason=reason),)
    found = [
        _differs(path, whole, known)
        for path in paths
        if path.endswith(f".{TOTAL}")
        and (whole := figures.number(path)) is not None
        and (known := _sum(usable, path)[0]) > whole
    ]
    missing = figures.missing(tuple(paths))
    return tuple(found) or (
        (Verdict(outcome="undecided", cells=tuple(paths), missing=missing),)
        if missing
        else (Verdict(outcome="passed"),)
    )


def _stock(form: FlatForm) -> Rule:
    of_rules = "administrative_rules"  # a county makes none
    cell = next(cell.path for cell in form.cells if _is_stock(cell) and of_rules not in cell.path)
    return Rule(
        id="F3",
        forms=FORMS,
        severity="information",
        title=Text(
            "全地区年末的数（如现行有效件数、项目数量）不大于各单位之和；联合制发的会在几个单位各计一次。",
            "What a region has at the end of the year (such as documents in force, items) is at most the sum of its "
            "parts, which count what several organs issued together several times.",
        ),
        source=Text("由项目推断。", "Implied by the columns of the form."),
        formula=Text("全地区≤各单位之和", "region ≤ sum of its parts"),
        across_levels=_stock_of_parts,
        passing=_example(form, "whole_region", {cell: 1}, (_COUNTY, {cell: 1}), (_BUREAU, {cell: 1})),
        failing=_example(form, "whole_region", {cell: 3}, (_COUNTY, {cell: 1}), (_BUREAU, {cell: 1})),
    )


def _stock_of_parts(figures: Figures, parts: Parts) -> tuple[Verdict, ...]:
    if parts.declared(figures.report) in {"own_organ", "unknown"}:
        reason = Text(
            "没有说明范围，或范围为本机关，不适用。", "Not applicable: no scope is declared, or the own organ."
        )
        return (Verdict(outcome="not_applicable", reason=reason),)
    paths = [cell.path for cell in figures.form.cells if _is_stock(cell) and cell.kind == "count"]
    return _added_up(figures, parts, paths, at_most=True)


def _vertical(form: FlatForm) -> Rule:
    return Rule(
        id="F4",
        forms=FORMS,
        severity="information",
        title=Text(
            "各单位中没有垂直管理的机关（如税务）；是否计入全地区由当地决定，应当写明。",
            "No part is run by a ministry down to the county (such as the tax service); whether a region counts one is "
            "decided locally and should be stated.",
        ),
        source=Text("实务：各地做法不一。", "Practice, which differs between places."),
        across_levels=_vertical_organs,
        passing=_example(form, "whole_region", {}, (_COUNTY, {}), (_BUREAU, {})),
        failing=_example(form, "whole_region", {}, (_COUNTY, {}), (_TAX, {})),
    )


def _vertical_organs(_: Figures, parts: Parts) -> tuple[Verdict, ...]:
    names = [report.agency.name for report in parts.reports if report.agency.name]
    found = [name for name in names if _VERTICAL.search(name)]
    if not found:
        return (Verdict(outcome="passed"),)
    reason = Text(
        f"其中有：{'、'.join(found)}。请确认全地区的数是否计入。",
        f"Among the parts: {', '.join(found)}. Make sure whether the region counts them.",
    )
    return (Verdict(outcome="failed", reason=reason),)


def _scope(form: FlatForm) -> Rule:
    example = _example(form, "whole_region", {}, (_COUNTY, {}), (_BUREAU, {}))
    return Rule(
        id="F5",
        forms=FORMS,
        severity="warning",
        title=Text(
            "报告写明的范围与核对时所说的范围一致。", "The scope that the report states is the one that was declared."
        ),
        source=Text(
            "社会科学院评估：有省级报告只含本机关，却作为全省的数。",
            "Evaluations of the Academy of Social Sciences: reports of provinces that cover a part only.",
        ),
        across_levels=_scope_as_declared,
        passing=evolve(example, scope="whole_region"),
        failing=evolve(example, scope="own_organ"),
    )


def _scope_as_declared(figures: Figures, parts: Parts) -> tuple[Verdict, ...]:
    stated, declared = figures.report.scope, parts.declared(figures.report)
    if stated == "unknown":
        reason = Text("报告没有写明范围，不适用。", "Not applicable: the report states no scope.")
        return (Verdict(outcome="not_applicable", reason=reason),)
    if stated == declared:
        return (Verdict(outcome="passed"),)
    own, said = SCOPES[stated], SCOPES[declared]
    reason = Text(
        f"报告写明的范围为{own.zh}，核对时说明为{said.zh}。请确认。",
        f"The report states “{own.en}”, and “{said.en}” was declared. Make sure which it is.",
    )
    return (Verdict(outcome="failed", reason=reason),)
