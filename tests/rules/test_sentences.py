"""The sentences of findings, word for word, on small cases."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from govinfo_schema.forms import form_named, make_report
from govinfo_schema.marks import STATES, Mark, Money
from govinfo_schema.provenance import Place, Provenance
from govinfo_schema.rules import Constraint, catalogue, sentences
from govinfo_schema.rules.figures import Figures
from govinfo_schema.validation import validate

if TYPE_CHECKING:
    from collections.abc import Mapping

    from govinfo_schema.findings import Finding
    from govinfo_schema.marks import CellValue
    from govinfo_schema.messages import Text

NEW = "applications.new_received"
DONE = "applications.results.total"


def finding_of(
    form: str, rule: str, instance: str, changed: Mapping[str, int | None], marks: dict[str, Mark]
) -> Finding:
    values: dict[str, CellValue] = {
        cell.path: Money(Decimal(0), cell.unit) if cell.kind == "money" else 0 for cell in form_named(form).cells
    }
    report = make_report(form_named(form), {**values, **changed}, marks)
    (finding,) = (f for f in validate(report).findings if (f.rule, f.instance) == (rule, instance))
    return finding


def test_a_failure_shows_the_rule_the_place_both_sides_and_the_difference() -> None:
    changed = {
        f"{NEW}.natural_person": 22,
        "applications.carried_over.natural_person": 1,
        f"{DONE}.natural_person": 20,
        "applications.carried_forward.natural_person": 1,
    }
    finding = finding_of("v2021", "B1", "natural_person", changed, {})
    assert finding.message.zh == (
        "每一列：第一项（本年新收）加第二项（上年结转）之和，等于第三项（本年度办理结果总计）加第四项（结转下年度）之和。"
        "【三、收到和处理政府信息公开申请情况/自然人】"
        "一、本年新收政府信息公开申请数量 22＋二、上年结转政府信息公开申请数量 1"
        "≠三、本年度办理结果/(七)总计 20＋四、结转下年度继续办理 1；"
        "左侧合计 23，右侧合计 21，相差 2。请核对原文。"
    )
    assert finding.message.en == (
        "In each column, newly received plus carried over equal total processed plus carried forward. "
        "[applications for disclosure: natural persons] "
        "new applications received this year (22) + applications carried over from last year (1) "
        "≠ results of this year: total processed (20) + carried forward to next year (1); "
        "left side 23, right side 21, off by 2. Compare with the document."
    )
    assert (finding.left, finding.right, finding.difference) == ("23", "21", "2")


def test_a_long_side_leaves_its_zeros_out() -> None:
    changed = {
        f"{DONE}.total": 5,
        "applications.results.disclosure_granted.total": 3,
        "applications.results.declined.duplicate.total": 1,
    }
    finding = finding_of("v2019", "B2", "total", changed, {})
    assert "(七)总计 5≠(一)予以公开 3＋(五)不予处理/2.重复申请 1；左侧合计 5，右侧合计 4，" in finding.message.zh
    assert "total processed (5) ≠ disclosure granted (3) + declined: duplicate application (1);" in finding.message.en


def test_a_label_with_a_stroke_stays_whole() -> None:
    prefix = "proactive_disclosure.administrative_licensing"
    changed = {f"{prefix}.prior_year_items": 1, f"{prefix}.change": -2}
    finding = finding_of("v2019", "D2", "administrative_licensing", changed, {})
    assert (
        "【二、主动公开政府信息情况/第二十条第(五)项/行政许可】0＞上一年项目数量 1＋本年增/减 -2；"
        in finding.message.zh
    )


def test_a_missing_operand_of_a_certain_failure_is_shown_by_its_state() -> None:
    changed = {"litigation.total": 1, "litigation.corrected": 2, "litigation.other": None}
    finding = finding_of("v2014", "A9", "litigation", changed, {"litigation.other": Mark("unreadable", raw="一件")})
    assert "(二)被依法纠错数 2＋(三)其他情形数（不是数字）；左侧合计 1，右侧合计 ≥2，相差至少 1。" in finding.message.zh
    assert "corrected (2) + other outcomes (no number);" in finding.message.en


def test_every_state_has_words_of_its_own() -> None:
    words = {}
    for state in STATES:
        mark = {"litigation.other": Mark(state)}
        finding = finding_of("v2014", "A9", "litigation", {"litigation.total": 1, "litigation.other": None}, mark)
        words[state] = finding.message.zh.partition("(三)其他情形数")[2]
    assert words == {
        "blank": "（空白）。如确为零，原表应填0。",
        "not_applicable": "（填为不适用）。如确为零，原表应填0。",
        "unreadable": "（不是数字）。请核对原文。",
        "ambiguous": "（归属不明）。请核对原文。",
        "not_asked": "（原表式不设此项）。",
        "incomplete": "（汇总不全）。请补齐各单位的数字。",
    }


def test_an_open_check_names_three_missing_operands_and_counts_the_rest() -> None:
    columns = ("natural_person", "commercial_enterprise", "research_institution", "legal_service_institution")
    changed = {f"{NEW}.{name}": None for name in columns} | {f"{NEW}.total": 4}
    finding = finding_of("v2021", "B3", "new_received", changed, {})
    assert finding.outcome == "undecided"
    assert finding.message.zh == (
        "每一行：总计等于自然人与法人或其他组织各列之和。"
        "【三、收到和处理政府信息公开申请情况/一、本年新收政府信息公开申请数量】"
        "无法判断：缺少自然人（空白）、法人或其他组织/商业企业（空白）、法人或其他组织/科研机构（空白）等4项。"
        "如确为零，原表应填0。"
    )
    assert finding.message.en == (
        "In each row, the total equals the sum of the six columns of applicants. "
        "[applications for disclosure: new applications received this year] "
        "This cannot be judged: natural persons is blank; commercial enterprises is blank; "
        "research institutions is blank; and 1 more. A figure that is truly zero must be printed as 0."
    )


def test_what_does_not_apply_says_why() -> None:
    mark = {"litigation.other": Mark("not_asked")}
    finding = finding_of("v2014", "A9", "litigation", {"litigation.total": 1, "litigation.other": None}, mark)
    assert finding.message.zh.endswith("【五、行政诉讼数量】不适用：缺少(三)其他情形数（原表式不设此项）。")
    assert finding.message.en.endswith("This does not apply: other outcomes is not asked by the form of origin.")


def test_a_passed_check_says_where() -> None:
    finding = finding_of("v2021", "C1", "litigation_direct", {}, {})
    assert finding.outcome == "passed"
    assert finding.message.zh == (
        "总计等于结果维持、结果纠正、其他结果与尚未审结之和。"
        "【四、政府信息公开行政复议、行政诉讼情况/行政诉讼/未经复议直接起诉】成立。"
    )
    assert finding.message.en.endswith(" Holds.")


def test_a_mark_without_a_cell_of_the_form_is_named_by_its_path() -> None:
    form = form_named("v2014")
    report = make_report(form, {})
    report.marks["no.such.cell"] = Mark("blank")
    (finding,) = validate(report).failed
    assert (finding.rule, finding.instance) == ("S3", "no.such.cell")
    assert finding.message.zh == "只有没有数字的单元格才注明原因。【no.such.cell】表式中没有此单元格。"


def test_factors_and_constants_are_shown_and_counted() -> None:
    rule = catalogue("v2014")[0]  # any rule: the sentence of the constraint is what is looked at
    constraint = Constraint("", "<=", ((2, "capacity.staff.full_time"), (-1, "capacity.staff.part_time")), -3)
    report = make_report(form_named("v2014"), {"capacity.staff.full_time": 5, "capacity.staff.part_time": 1})
    figures = Figures(report)
    sides = sentences.sides_of(constraint, figures)
    assert (sides.left, sides.right, sides.difference) == ("10", "4", "6")
    text = sentences.failed(rule, constraint, figures, sides)
    assert "2×1.专职人员数(不包括政府公报及政府网站工作人员数) 5＞2.兼职人员数 1＋3；" in text.zh


def test_a_constant_stands_on_the_side_where_it_is_positive() -> None:
    constraint = Constraint("", "<=", ((1, "capacity.staff.full_time"), (-1, "capacity.staff.part_time")), 4)
    report = make_report(form_named("v2014"), {"capacity.staff.full_time": 5, "capacity.staff.part_time": 1})
    sides = sentences.sides_of(constraint, Figures(report))
    assert (sides.left, sides.right, sides.difference) == ("9", "1", "8")


def test_a_lone_cell_is_named_once() -> None:
    finding = finding_of("v2014", "A14", "", {"training.person_times_trained": 30}, {})
    assert finding.message.zh == (
        "举办各类培训班数为0时，接受培训人员数也为0。(三)接受培训人员数 30≠0；"
        "左侧合计 30，右侧合计 0，相差 30。请核对原文。"
    )


def places_of(*places: tuple[str, Place]) -> dict[str, Provenance]:
    return {path: Provenance(place=place, raw="") for path, place in places}


def failure(provenance: dict[str, Provenance], changed: Mapping[str, int | None]) -> Text:
    values: dict[str, CellValue] = dict.fromkeys(form_named("v2021").paths, 0)
    report = make_report(form_named("v2021"), {**values, **changed})
    (finding,) = (f for f in validate(report, provenance=provenance).failed if f.rule == "C1")
    return finding.message


LITIGATION = "review_and_litigation.litigation_direct"


def test_each_number_that_is_named_has_its_place_and_what_all_share_is_said_once() -> None:
    provenance = places_of(
        (f"{LITIGATION}.total", Place(table=4, row=3, column=5)),
        (f"{LITIGATION}.upheld", Place(table=4, row=3, column=1)),
        (f"{LITIGATION}.corrected", Place(table=4, row=3, column=2)),
        (f"{LITIGATION}.other_result", Place(table=4, row=3, column=3)),
        (f"{LITIGATION}.pending", Place(table=4, row=3, column=4)),
    )
    message = failure(
        provenance, {f"{LITIGATION}.total": 1, f"{LITIGATION}.upheld": 2, f"{LITIGATION}.corrected": None}
    )
    assert message.zh.endswith(
        "【四、政府信息公开行政复议、行政诉讼情况/行政诉讼/未经复议直接起诉（原文第4个表）】"
        "总计 1（第3行第5列）≠结果维持 2（第3行第1列）＋结果纠正（空白，第3行第2列）"
        "＋其他结果 0（第3行第3列）＋尚未审结 0（第3行第4列）；"
        "左侧合计 1，右侧合计 ≥2，相差至少 1。请核对原文。"
    )
    assert "; table 4 of the document] total (1, row 3, column 5) ≠ " in message.en
    assert message.en.endswith("left side 1, right side ≥2, off by at least 1. Compare with the document.")


def test_places_in_several_tables_stand_with_each_number_in_full() -> None:
    provenance = places_of(
        (f"{LITIGATION}.total", Place(table=5, row=1)), (f"{LITIGATION}.upheld", Place(table=4, row=3))
    )
    message = failure(provenance, {f"{LITIGATION}.total": 1, f"{LITIGATION}.upheld": 2})
    assert "直接起诉】总计 1（第5个表第1行）≠结果维持 2（第4个表第3行）＋结果纠正 0＋" in message.zh
    assert "total (1, table 5, row 1) ≠ " in message.en
