"""Rules about the report as a whole: its period (G6), its sections (H1, H2, H4, H5), and when it was published (T1)."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from govinfo_schema.marks import Money
from govinfo_schema.messages import Text
from govinfo_schema.report import Period, Section
from govinfo_schema.rules.agencies import is_department, is_government, is_township
from govinfo_schema.rules.deciding import add
from govinfo_schema.rules.figures import written
from govinfo_schema.rules.model import Example, Rule, Verdict
from govinfo_schema.versions import NAMES, version_named

if TYPE_CHECKING:
    from collections.abc import Callable

    from govinfo_schema.cells import FlatForm
    from govinfo_schema.report import Envelope
    from govinfo_schema.rules.figures import Figures

FORMS = NAMES
FORMS_WITH_SECTIONS = ("v2019", "v2021")
FORMS_WITH_FEE = ("v2021",)

_FEE_OVERDUE = "applications.results.other.fee_overdue"
_FEES = "proactive_disclosure.administrative_institutional_fees.amount"
_OUTLINE = re.compile(r"[一二三四五六七八]、")
_FEWEST_SECTIONS = 3
_SHORTEST_TEXT = 50
_OVERALL_TEXT = (
    "全年主动公开政府信息，及时回应社会关切，规范办理依申请公开，"
    "加强政府信息管理和平台建设，做好政策解读，完善公开目录，方便群众查询。"
)
_PROBLEMS = re.compile(r"问题|改进|整改")
_OTHER_MATTERS = re.compile(r"其[他它]需要报告|其[他它]事项|需要报告的其[他它]")
_OVERALL = re.compile(r"总体情况|概述")
_SUPERVISION = re.compile(r"考核|评议|问责|追责|责任追究")
_PROCESSING_FEE = re.compile(r"信息处理费|处理费")
_YUAN_IN_A_MYRIAD = 10_000
_NO_SECTIONS = Text("没有正文各部分，不适用。", "Not applicable: the running text with its sections is not there.")
_ARTICLE_50 = "政府信息公开条例第五十条"
_GOVERNMENT = "某某县人民政府"


def rules(form: FlatForm) -> tuple[Rule, ...]:
    """Return the rules, in the order of their ids."""
    builders: tuple[tuple[tuple[str, ...], Callable[[FlatForm], Rule]], ...] = (
        (FORMS, _whole_year),
        (FORMS_WITH_FEE, _fee_is_told),
        (FORMS_WITH_FEE, _fee_within_fees),
        (FORMS_WITH_SECTIONS, _sections_are_there),
        (FORMS_WITH_SECTIONS, _supervision_is_told),
        (FORMS, _published_in_time),
    )
    return tuple(build(form) for forms, build in builders if form.name in forms)


def _failed(zh: str, en: str, instance: str = "", cells: tuple[str, ...] = ()) -> Verdict:
    return Verdict(outcome="failed", instance=instance, reason=Text(zh, en), cells=cells)


def _not_applicable(reason: Text, instance: str = "") -> Verdict:
    return Verdict(outcome="not_applicable", instance=instance, reason=reason)


def _whole_year(form: FlatForm) -> Rule:
    year = version_named(form.name).first_year
    return Rule(
        id="G6",
        forms=FORMS,
        severity="error",
        title=Text(
            "统计期间为一个自然年：1月1日至12月31日。", "The period is one calendar year: 1 January to 31 December."
        ),
        source=Text(
            "政府信息公开条例第四十九条、第五十条：年度报告；各地通知均要求全年数据。",
            "Regulations on open government information, Arts 49 and 50: the report is annual; local notices ask for "
            "the data of the whole year.",
        ),
        judge=_period_is_a_year,
        passing=Example(year=year, period=Period(start=date(year, 1, 1), end=date(year, 12, 31))),
        failing=Example(year=year, period=Period(start=date(year, 1, 1), end=date(year, 6, 30))),
    )


def _period_is_a_year(figures: Figures) -> tuple[Verdict, ...]:
    period = figures.report.period
    if period is None:
        return (_not_applicable(Text("未写明统计期间。", "No period is stated.")),)
    whole = date(period.start.year, 1, 1), date(period.start.year, 12, 31)
    # What ends before it starts, or in another year, is told by S5.
    if (period.start, period.end) == whole or period.start.year != period.end.year or period.start > period.end:
        return (Verdict(outcome="passed"),)
    return (
        _failed(
            f"统计期间为 {period.start} 至 {period.end}。请核对原文。",
            f"The period is {period.start} to {period.end}. Compare with the document.",
        ),
    )


def _report_saying(*, problems: str = "公开不够及时。", other: str = "无。") -> tuple[Section, ...]:
    return (
        Section(heading="一、总体情况", paragraphs=(_OVERALL_TEXT, "公开工作纳入绩效考核。")),
        Section(heading="二、主动公开政府信息情况"),
        Section(heading="五、存在的主要问题及改进情况", paragraphs=(problems,) if problems else ()),
        Section(heading="六、其他需要报告的事项", paragraphs=(other,)),
    )


def _sections(report: Envelope) -> tuple[Section, ...]:
    """Return the sections of the running text, none where it has no outline, as in a report cut to its tables."""
    outlined = sum(_OUTLINE.match(section.heading) is not None for section in report.narrative)
    return report.narrative if outlined >= _FEWEST_SECTIONS else ()


def _text_of(sections: tuple[Section, ...], heading: re.Pattern[str]) -> str:
    found = [section for section in sections if heading.search(section.heading)]
    return "\n".join(paragraph for section in found for paragraph in section.paragraphs)


def _all_text(sections: tuple[Section, ...]) -> str:
    return "\n".join(paragraph for section in sections for paragraph in section.paragraphs)


def _fee_is_told(form: FlatForm) -> Rule:
    overdue: dict[str, object] = {
        f"{group}.{column}": 1
        for group in ("applications.new_received", _FEE_OVERDUE, "applications.results.total")
        for column in ("natural_person", "total")
    }
    year = version_named(form.name).first_year
    return Rule(
        id="H1",
        forms=FORMS_WITH_FEE,
        severity="warning",
        title=Text(
            "有因逾期未缴纳费用而不再处理的申请时，正文说明信息处理费的收取情况。",
            "Where applications ended because the fee was not paid, the text speaks of the information-processing fee.",
        ),
        source=Text(
            "政府信息公开信息处理费管理办法（国办函〔2020〕109号）；河南等地要求在年度报告中说明。",
            "Measures on the information-processing fee (国办函〔2020〕109号); notices of provinces ask for it.",
        ),
        judge=_speaks_of_the_fee,
        passing=Example(
            values=overdue, year=year, narrative=_report_saying(other="全年收取信息处理费0元。"), agency=_GOVERNMENT
        ),
        failing=Example(values=overdue, year=year, narrative=_report_saying(), agency=_GOVERNMENT),
    )


def _speaks_of_the_fee(figures: Figures) -> tuple[Verdict, ...]:
    cell = f"{_FEE_OVERDUE}.total"
    sections = _sections(figures.report)
    if not sections:
        return (_not_applicable(_NO_SECTIONS),)
    if figures.number(cell) == 0 or _PROCESSING_FEE.search(_all_text(sections)) is not None:
        return (Verdict(outcome="passed", cells=(cell,)),)
    missing = figures.missing((cell,))
    if missing:
        return (Verdict(outcome=figures.outcome_without(missing), cells=(cell,), missing=missing),)
    number = written(figures.number(cell) or 0)
    return (
        _failed(
            f"有 {number} 件，正文没有提到信息处理费。请在第六部分补充说明。",
            f"There are {number}, and the text does not mention the fee. Section six should speak of it.",
            cells=(cell,),
        ),
    )


def _fee_within_fees(form: FlatForm) -> Rule:
    text = _report_saying(other="全年收取信息处理费400元。")

    def fees(amount: str) -> dict[str, object]:
        return {_FEES: Money(Decimal(amount), form.by_path[_FEES].unit)}

    return Rule(
        id="H2",
        forms=FORMS_WITH_FEE,
        severity="warning",
        title=Text(
            "信息处理费是行政事业性收费，文中所收的元数不大于表中收费金额（万元）；四舍五入或范围不同时可以不符。",
            "The information-processing fee is one of the administrative fees: what the text says (元) is at most the "
            "amount in the table (万元); rounding or another scope may break this.",
        ),
        source=Text(
            "国办函〔2020〕109号及各省财政部门通知（收入科目103049950）：信息处理费为行政事业性收费（推断）。",
            "国办函〔2020〕109号 and notices of provinces (revenue code 103049950): the fee is an administrative fee "
            "(inferred).",
        ),
        formula=Text(
            "文中信息处理费（元）÷10000≤本年收费金额（万元）", "fee in the text (元) ÷ 10000 ≤ amount collected (万元)"
        ),
        judge=_fee_is_among_fees,
        passing=Example(values=fees("0.04"), narrative=text),
        failing=Example(values=fees("0.03"), narrative=text),
    )


def _fee_is_among_fees(figures: Figures) -> tuple[Verdict, ...]:
    report = figures.report
    is_narrow = report.scope in {"own_organ", "own_level"} or is_department(report.agency.name or "")
    said = [
        each
        for each in figures.statements
        if each.topic == "processing_fee" and each.amount.is_exact and not (each.is_wide and is_narrow)
    ]
    if not said:
        return (_not_applicable(Text("文中没有写明信息处理费的金额。", "The text states no amount of the fee.")),)
    amount = figures.number(_FEES)
    if amount is None:
        missing = figures.missing((_FEES,))
        return (Verdict(outcome=figures.outcome_without(missing), cells=(_FEES,), missing=missing),)
    highest = max(said, key=lambda each: each.amount.lowest)
    in_yuan = add(0, amount, _YUAN_IN_A_MYRIAD)
    if highest.amount.lowest <= in_yuan:
        return (Verdict(outcome="passed", cells=(_FEES,)),)
    place = highest.place.text
    reason = Text(
        f"文中“{highest.words}”（{place.zh}），表中合 {written(in_yuan)} 元。请核对单位和范围。",
        f"The text says “{highest.words}” ({place.en}), the table amounts to {written(in_yuan)} 元. Compare units and "
        "scope.",
    )
    return (
        Verdict(
            outcome="failed",
            cells=(_FEES,),
            reason=reason,
            sides=(highest.amount.lowest, in_yuan),
            quote=highest.quote,
            quoted_at=highest.place,
        ),
    )


def _sections_are_there(form: FlatForm) -> Rule:
    del form
    return Rule(
        id="H4",
        forms=FORMS_WITH_SECTIONS,
        severity="warning",
        title=Text(
            "第五部分（存在的主要问题及改进情况）不为空，第六部分（其他需要报告的事项）应有，可写“无”。",
            "Section five (problems and improvements) is not empty, and there is a section six (other matters), which "
            "may say 无.",
        ),
        source=Text(f"{_ARTICLE_50}第五项、第六项。", "Regulations on open government information, Art 50(5) and (6)."),
        judge=_both_sections,
        passing=Example(narrative=_report_saying()),
        failing=Example(narrative=_report_saying(problems="")),
    )


def _both_sections(figures: Figures) -> tuple[Verdict, ...]:
    sections = _sections(figures.report)
    headings = "\n".join(section.heading for section in sections)
    # Where a document numbers its parts otherwise, the words may stand in a paragraph.
    all_text = _all_text(sections)
    # A file with the tables alone is no report without its last sections.
    if not any(part.search(f"{headings}\n{all_text}") for part in (_OVERALL, _PROBLEMS, _OTHER_MATTERS)):
        return (_not_applicable(_NO_SECTIONS),)
    told = _text_of(sections, _PROBLEMS) or (_PROBLEMS.search(headings) is None and _PROBLEMS.search(all_text))
    verdicts: list[Verdict] = []
    if not told:
        verdicts.append(_failed("第五部分没有内容。", "Section five is empty or not there.", "five"))
    if _OTHER_MATTERS.search(headings) is None and _OTHER_MATTERS.search(all_text) is None:
        verdicts.append(_failed("没有第六部分。", "Section six is not there.", "six"))
    return tuple(verdicts) or (Verdict(outcome="passed"),)


def _supervision_is_told(form: FlatForm) -> Rule:
    del form
    silent = (Section(heading="一、总体情况", paragraphs=(_OVERALL_TEXT,)), *_report_saying()[1:])
    return Rule(
        id="H5",
        forms=FORMS_WITH_SECTIONS,
        severity="warning",
        title=Text(
            "各级人民政府的报告在第一或第五部分说明工作考核、社会评议和责任追究情况。",
            "A government speaks of assessment, public appraisal and accountability in section one or five.",
        ),
        source=Text(f"{_ARTICLE_50}第四项。", "Regulations on open government information, Art 50(4)."),
        judge=_speaks_of_supervision,
        passing=Example(narrative=_report_saying(), agency=_GOVERNMENT),
        failing=Example(narrative=silent, agency=_GOVERNMENT),
    )


def _speaks_of_supervision(figures: Figures) -> tuple[Verdict, ...]:
    if not is_government(figures.report.agency.name or ""):
        return (_not_applicable(Text("不是政府的报告，不适用。", "Not applicable: no report of a government.")),)
    sections = _sections(figures.report)
    told = _text_of(sections, _OVERALL) + _text_of(sections, _PROBLEMS)
    if len(_text_of(sections, _OVERALL)) < _SHORTEST_TEXT:  # a text that was cut says nothing of what it left out
        return (_not_applicable(_NO_SECTIONS),)
    if _SUPERVISION.search(told) is not None:
        return (Verdict(outcome="passed"),)
    return (
        _failed(
            "第一、第五部分没有提到考核、评议或责任追究。请补充。",
            "Neither section mentions assessment, appraisal or accountability. They should.",
        ),
    )


def _published_in_time(form: FlatForm) -> Rule:
    year = version_named(form.name).first_year
    is_old = form.name not in FORMS_WITH_SECTIONS
    return Rule(
        id="T1",
        forms=FORMS,
        severity="warning",
        title=Text(
            "次年3月31日前公布；自2019年度起，县级以上政府部门为次年1月31日前。",
            "Published by 31 March of the next year; since 2019 by 31 January for departments of governments at county "
            "level and above.",
        ),
        source=Text(
            "2007年条例第三十一条；2019年条例第四十九条。乡镇的期限由各地规定。",
            "2007 Regulations, Art 31; 2019 Regulations, Art 49. The date for townships is set locally.",
        ),
        judge=_not_late,
        passing=Example(agency="某某县某某局", year=year, published=date(year + 1, 3 if is_old else 1, 31)),
        failing=Example(agency="某某县某某局", year=year, published=date(year + 1, 4 if is_old else 2, 1)),
    )


def _not_late(figures: Figures) -> tuple[Verdict, ...]:
    report = figures.report
    published, year, name = report.publication_date, report.year, report.agency.name or ""
    if published is None or year is None:
        return (
            _not_applicable(
                Text(
                    "公布日期或报告年度不明，无法评价是否按时。",
                    "Not assessable: publication date or year is not known.",
                )
            ),
        )
    is_new = figures.form.name in FORMS_WITH_SECTIONS
    if is_new and is_township(name):
        return (_not_applicable(Text("乡镇的公布期限由各地规定。", "The date for townships is set locally.")),)
    deadline = date(year + 1, 1, 31) if is_new and is_department(name) else date(year + 1, 3, 31)
    if published <= deadline:
        return (Verdict(outcome="passed"),)
    return (
        _failed(f"公布于 {published}，期限为 {deadline}。", f"Published on {published}, the deadline was {deadline}."),
    )
