"""Rules about the shape of a report, whatever its form: types (S1), marks (S2, S3), years (S4, S5), codes (S6), signs.

They look at the object in memory, wherever it comes from. The codec refuses JSON that is no report; what the JSON
Schema asks beyond that (no negative number, the units of amounts, the look of codes) is asked here, of all reports.
"""

from __future__ import annotations

import re
import reprlib
from datetime import date
from typing import TYPE_CHECKING

from govinfo_schema.codec.text import TOO_LONG, shown
from govinfo_schema.marks import LONGEST_NUMBER, Mark, Money
from govinfo_schema.messages import Text
from govinfo_schema.report import REGION_CODE, SHA256, Period, Source
from govinfo_schema.rules.figures import POWERS_OF_TEN, is_count, is_short
from govinfo_schema.rules.model import Example, Rule, Verdict
from govinfo_schema.versions import NAMES, VERSIONS, version_named

if TYPE_CHECKING:
    from collections.abc import Iterable

    from govinfo_schema.cells import FlatForm
    from govinfo_schema.rules.figures import Figures

FORMS = NAMES

_CONTRACT = Text("本标准的数据结构。", "The data structure of this standard.")
_LONE_CELLS = ("complaints_and_reports", "administrative_licensing.decisions")
_PASSED = (Verdict(outcome="passed"),)


def rules(form: FlatForm) -> tuple[Rule, ...]:
    """Return the rules of shape, in the order of their ids."""
    lone = next(path for path in form.paths if path.endswith(_LONE_CELLS))  # a cell of no other rule, for the examples
    return (
        _of_types(lone),
        _of_nulls(lone),
        _of_marks(lone),
        _of_year(form.name),
        _of_period(form.name),
        _of_codes(),
        _of_signs(lone),
    )


def _of_types(lone: str) -> Rule:
    return Rule(
        id="S1",
        forms=FORMS,
        severity="error",
        title=Text(
            f"每个单元格或为整数，或为金额（单位为元、万元或未注明），或为空；数字不超过{LONGEST_NUMBER}位。",
            "Each cell holds a whole number, an amount of money (in 元, 万元 or without a unit), or nothing; numbers "
            f"have at most {LONGEST_NUMBER} digits.",
        ),
        source=_CONTRACT,
        judge=_types,
        passing=Example(values={lone: 12}),
        failing=Example(values={lone: "12"}),
    )


def _of_nulls(lone: str) -> Rule:
    return Rule(
        id="S2",
        forms=FORMS,
        severity="error",
        title=Text("每个没有数字的单元格都注明原因。", "Each cell without a number has a mark that says why."),
        source=_CONTRACT,
        judge=_nulls_have_marks,
        passing=Example(values={lone: None}, marks={lone: Mark("blank")}),
        failing=Example(values={lone: None}, marks={}),
    )


def _of_marks(lone: str) -> Rule:
    return Rule(
        id="S3",
        forms=FORMS,
        severity="error",
        title=Text("只有没有数字的单元格才注明原因。", "Only cells without a number have marks."),
        source=_CONTRACT,
        judge=_marks_have_nulls,
        passing=Example(values={lone: None}, marks={lone: Mark("blank")}),
        failing=Example(values={lone: 12}, marks={lone: Mark("blank")}),
    )


def _of_year(form_name: str) -> Rule:
    version = version_named(form_name)
    return Rule(
        id="S4",
        forms=FORMS,
        severity="error",
        title=Text("报告年度属于表式适用的年度。", "The report year is one of the years of the form."),
        source=Text("印发各表式的通知。", "The notices that issued the forms."),
        judge=_form_is_for_the_year,
        passing=Example(year=version.first_year),
        failing=Example(year=version.first_year - 1),
        told_by_reader="R-YEAR-FORM",
    )


def _of_period(form_name: str) -> Rule:
    year = version_named(form_name).first_year
    return Rule(
        id="S5",
        forms=FORMS,
        severity="error",
        title=Text(
            "统计期间的起始日不晚于截止日，且都在报告年度之内。",
            "The period starts no later than it ends, and lies in the report year.",
        ),
        source=Text(
            "政府信息公开条例第四十九条、第五十条：年度报告公布上一年度的工作情况。",
            "Regulations on open government information, Arts 49 and 50: an annual report is about the year before.",
        ),
        judge=_period_lies_in_the_year,
        passing=Example(year=year, period=Period(start=date(year, 1, 1), end=date(year, 12, 31))),
        failing=Example(year=year, period=Period(start=date(year - 1, 1, 1), end=date(year - 1, 12, 31))),
    )


def _of_codes() -> Rule:
    return Rule(
        id="S6",
        forms=FORMS,
        severity="error",
        title=Text(
            "行政区划代码为六位、九位或十二位数字；来源文件的 SHA-256 为64位小写十六进制数字。",
            "A division code has six, nine or twelve digits; the SHA-256 of the source has 64 hexadecimal digits, in "
            "small letters.",
        ),
        source=Text(
            "GB/T 2260《中华人民共和国行政区划代码》；本标准的数据结构。",
            "GB/T 2260, codes of administrative divisions; the data structure of this standard.",
        ),
        judge=_codes,
        passing=Example(region_code="430423", source=Source(name="a.html", format="html", sha256="0" * 64)),
        failing=Example(region_code="4304"),
    )


def _of_signs(lone: str) -> Rule:
    return Rule(
        id="D7",
        forms=FORMS,
        severity="error",
        title=Text("除“本年增/减”外，各数均不为负。", "No number is negative, except a change in the number of items."),
        source=Text("由表内项目推断。", "Implied by the rows and columns of the form."),
        judge=_signs,
        passing=Example(values={lone: 1}),
        failing=Example(values={lone: -1}),
    )


def _one_each(figures: Figures, paths: Iterable[str]) -> tuple[Verdict, ...]:
    """Return a failure for each of ``paths`` with what stands there, or that the rule passed."""
    return (
        tuple(Verdict(outcome="failed", cells=(path,), instance=path, reason=_found(figures, path)) for path in paths)
        or _PASSED
    )


def _found(figures: Figures, path: str) -> Text:
    if path not in figures.form.by_path:
        return Text("表式中没有此单元格。", "The form has no such cell.")
    value = figures.value(path)
    if value is None:
        return Text("此处为空。", "Nothing stands here.")
    if isinstance(value, int) and abs(value) >= TOO_LONG:
        return Text(f"此数超过{LONGEST_NUMBER}位。", f"The number has more than {LONGEST_NUMBER} digits.")
    found = shown(str(value.value)) if isinstance(value, Money) else reprlib.repr(value)
    return Text(f"此处为{found}。", f"Found {found}.")


def _types(figures: Figures) -> tuple[Verdict, ...]:
    form = figures.form
    is_complete = len(figures.numbers) == len(form.cells)  # then there is a count wherever one belongs
    return _one_each(
        figures,
        (
            cell.path
            for cell in (form.amounts if is_complete else form.cells)
            if (value := figures.value(cell.path)) is not None
            and not (_is_amount(value) if cell.kind == "money" else is_count(value))
        ),
    )


def _is_amount(value: object) -> bool:
    return isinstance(value, Money) and is_short(value.value) and (value.unit is None or value.unit in POWERS_OF_TEN)


def _nulls_have_marks(figures: Figures) -> tuple[Verdict, ...]:
    marks = figures.report.marks
    return _one_each(
        figures,
        (
            path
            for path, value in zip(figures.form.paths, figures.values, strict=True)
            if value is None and path not in marks
        ),
    )


def _marks_have_nulls(figures: Figures) -> tuple[Verdict, ...]:
    return _one_each(figures, (path for path in figures.report.marks if not figures.is_null(path)))


def _signs(figures: Figures) -> tuple[Verdict, ...]:
    below = (path for path, number in figures.numbers.items() if number < 0)
    return _one_each(figures, (path for path in below if figures.form.by_path[path].kind != "signed count"))


def _form_is_for_the_year(figures: Figures) -> tuple[Verdict, ...]:
    report, version = figures.report, version_named(figures.form.name)
    year = report.year
    if year is None:
        return (Verdict(outcome="not_applicable", reason=Text("报告年度不明。", "The report year is not known.")),)
    if version.covers(year):
        return _PASSED
    carried = {residue.form for residue in report.residue}
    origin = next((each.name for each in VERSIONS if each.covers(year) and each.name in carried), None)
    if origin is not None:
        reason = Text(f"由 {year} 年的表式 {origin} 迁移而来。", f"Migrated from {origin}, the form of {year}.")
        return (Verdict(outcome="not_applicable", reason=reason),)
    reason = Text(
        f"报告年度为 {year}，而 {version.name} 表式适用于 {version.period.zh}。请核对报告年度和表式。",
        f"The report year is {year}, the form {version.name} is for {version.period.en}. Check the year and the form.",
    )
    return (Verdict(outcome="failed", reason=reason),)


def _period_lies_in_the_year(figures: Figures) -> tuple[Verdict, ...]:
    year, period = figures.report.year, figures.report.period
    if period is None:
        return (Verdict(outcome="not_applicable", reason=Text("未写明统计期间。", "No period is stated.")),)
    if period.start <= period.end and (year is None or period.start.year == period.end.year == year):
        return _PASSED
    of_year = Text("", "") if year is None else Text(f"，报告年度为 {year}", f", and the report year is {year}")
    reason = Text(
        f"统计期间为 {period.start} 至 {period.end}{of_year.zh}。请核对原文。",
        f"The period is {period.start} to {period.end}{of_year.en}. Compare with the document.",
    )
    return (Verdict(outcome="failed", reason=reason),)


def _codes(figures: Figures) -> tuple[Verdict, ...]:
    report = figures.report
    stated = (
        ("region_code", Text("行政区划代码", "division code"), report.agency.region_code, REGION_CODE),
        ("sha256", Text("SHA-256", "SHA-256"), None if report.source is None else report.source.sha256, SHA256),
    )
    return (
        tuple(
            Verdict(
                outcome="failed",
                instance=name,
                reason=Text(f"{called.zh}为 {reprlib.repr(code)}。", f"The {called.en} is {reprlib.repr(code)}."),
            )
            for name, called, code, look in stated
            if code is not None and re.fullmatch(look, str(code)) is None
        )
        or _PASSED
    )
