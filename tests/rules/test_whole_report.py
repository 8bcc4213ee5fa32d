"""The rules about the report as a whole: period, sections, fee, day of publication; and the order of remedies (C3)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from consistent import findings_of, report_with, saying
from govinfo_schema.marks import Mark, Money
from govinfo_schema.report import Period, Section
from govinfo_schema.rules.agencies import is_department, is_government, is_township
from govinfo_schema.validation import validate

OVERDUE = "applications.results.other.fee_overdue.total"
FEES = "proactive_disclosure.administrative_institutional_fees.amount"
DIRECT = "review_and_litigation.litigation_direct.total"
AFTER = "review_and_litigation.litigation_after_reconsideration.total"
LONG = "全年主动公开政府信息，" * 6


def whole(
    *, overall: str = LONG, problems: str | None = "不够及时。", other: str | None = "无。"
) -> tuple[Section, ...]:
    sections = [Section(heading="一、总体情况", paragraphs=(overall,)), Section(heading="二、主动公开政府信息情况")]
    if problems is not None:
        sections.append(Section(heading="五、存在的主要问题及改进情况", paragraphs=(problems,) if problems else ()))
    if other is not None:
        sections.append(Section(heading="六、其他需要报告的事项", paragraphs=(other,) if other else ()))
    return (*sections, Section(heading="三、收到和处理政府信息公开申请情况"))


def outcomes(rule: str, form: str = "v2021", values: dict[str, object] | None = None, **more: object) -> dict[str, str]:
    report = report_with(form, values, **more)  # type: ignore[arg-type]  # cells and envelope
    return {name: finding.outcome for name, finding in findings_of(validate(report), rule).items()}


@pytest.mark.parametrize(
    ("start", "end", "g6", "s5"),
    [
        (date(2023, 1, 1), date(2023, 12, 31), "passed", "passed"),
        (date(2023, 1, 1), date(2023, 6, 30), "failed", "passed"),
        (date(2023, 3, 1), date(2023, 12, 31), "failed", "passed"),
        (date(2022, 1, 1), date(2022, 12, 31), "passed", "failed"),
        (date(2022, 7, 1), date(2023, 6, 30), "passed", "failed"),
        (date(2023, 12, 31), date(2023, 1, 1), "passed", "failed"),
    ],
)
def test_a_period_is_a_whole_year_and_each_fault_is_told_once(start: date, end: date, g6: str, s5: str) -> None:
    period = Period(start=start, end=end)
    assert outcomes("G6", period=period) == {"": g6}
    assert outcomes("S5", period=period) == {"": s5}


def test_sections_five_and_six_must_be_there() -> None:
    assert outcomes("H4", narrative=whole()) == {"": "passed"}
    assert outcomes("H4", narrative=whole(other="")) == {"": "passed"}
    assert outcomes("H4", narrative=whole(problems="")) == {"five": "failed"}
    assert outcomes("H4", narrative=whole(problems=None, other=None)) == {"five": "failed", "six": "failed"}
    assert outcomes("H4", narrative=whole(problems=None, overall="主要问题：不够及时。" + LONG)) == {"": "passed"}


def test_a_text_without_an_outline_or_cut_short_is_not_judged() -> None:
    for rule in ("H1", "H4", "H5"):
        assert outcomes(rule, narrative=saying("正文。"), name="某某县人民政府") == {"": "not_applicable"}
    assert outcomes("H5", narrative=whole(overall="（文字略。）"), name="某某县人民政府") == {"": "not_applicable"}


def test_a_government_speaks_of_assessment_or_accountability() -> None:
    assert outcomes("H5", narrative=whole(), name="某某县人民政府") == {"": "failed"}
    assert outcomes("H5", narrative=whole(overall=f"{LONG}开展社会评议。"), name="某某县人民政府") == {"": "passed"}
    assert outcomes("H5", narrative=whole(problems="加强问责。"), name="某某县人民政府办公室") == {"": "passed"}
    assert outcomes("H5", narrative=whole(), name="某某县某某局") == {"": "not_applicable"}
    assert outcomes("H5", narrative=whole(), name=None) == {"": "not_applicable"}


def test_an_unpaid_fee_must_be_spoken_of() -> None:
    values = {OVERDUE: 1}
    assert outcomes("H1", values=values, narrative=whole()) == {"": "failed"}
    assert outcomes("H1", values=values, narrative=whole(other="收取信息处理费100元。")) == {"": "passed"}
    assert outcomes("H1", narrative=whole()) == {"": "passed"}
    blank = {"values": {OVERDUE: None}, "marks": {OVERDUE: Mark("blank")}}
    assert outcomes("H1", narrative=whole(), **blank) == {"": "undecided"}  # type: ignore[arg-type]  # cells and marks
    assert outcomes("H1", narrative=whole(other="未收信息处理费。"), **blank) == {"": "passed"}  # type: ignore[arg-type]  # the same


@pytest.mark.parametrize(("amount", "outcome"), [("0.04", "passed"), ("0.0399", "failed"), ("18.8710", "passed")])
def test_the_fee_of_the_text_is_among_the_fees_of_the_table(amount: str, outcome: str) -> None:
    values = {FEES: Money(Decimal(amount), "万元")}
    report = report_with("v2021", values, narrative=whole(other="全年收取信息处理费400元。"))
    finding = findings_of(validate(report), "H2")[""]
    assert finding.outcome == outcome
    if outcome == "failed":
        assert (finding.left, finding.right, finding.quote) == ("400", "399.0000", "全年收取信息处理费400元。")


def test_the_fee_of_another_scope_or_about_an_amount_is_not_compared() -> None:
    for text in ("全市收取信息处理费400元。", "全年收取信息处理费约400元。", "无。"):
        assert outcomes("H2", narrative=whole(other=text)) == {"": "not_applicable"}
    blank = {"values": {FEES: None}, "marks": {FEES: Mark("blank")}}
    text = whole(other="全年收取信息处理费400元。")
    assert outcomes("H2", narrative=text, **blank) == {"": "undecided"}  # type: ignore[arg-type]  # cells and marks


@pytest.mark.parametrize(
    ("form", "name", "year", "published", "outcome"),
    [
        ("v2014", "某某县某某局", 2018, date(2019, 3, 31), "passed"),
        ("v2014", "某某县某某局", 2018, date(2019, 4, 1), "failed"),
        ("v2021", "某某县某某局", 2023, date(2024, 1, 31), "passed"),
        ("v2021", "某某县某某局", 2023, date(2024, 2, 1), "failed"),
        ("v2019", "某某县人民政府", 2019, date(2020, 2, 28), "passed"),
        ("v2021", "某某县人民政府办公室", 2023, date(2024, 3, 31), "passed"),
        ("v2021", "某某县", 2023, date(2024, 4, 1), "failed"),
        ("v2021", None, 2023, date(2024, 4, 1), "failed"),
        ("v2021", "某某县某某镇人民政府", 2023, date(2024, 5, 1), "not_applicable"),
        ("v2021", "某某县某某局", None, date(2024, 5, 1), "not_applicable"),
        ("v2021", "某某县某某局", 2023, None, "not_applicable"),
    ],
)
def test_reports_are_due_in_january_or_march(
    form: str, name: str | None, year: int | None, published: date | None, outcome: str
) -> None:
    assert outcomes("T1", form, name=name, year=year, publication_date=published) == {"": outcome}


@pytest.mark.parametrize(
    ("year", "direct", "after", "outcome"),
    [(2024, 2, 1, "failed"), (2024, 1, 1, "passed"), (2023, 2, 1, "not_applicable"), (None, 2, 1, "not_applicable")],
)
def test_since_2024_refusals_are_reconsidered_first(year: int | None, direct: int, after: int, outcome: str) -> None:
    assert outcomes("C3", values={DIRECT: direct, AFTER: after}, year=year) == {"": outcome}


def test_names_tell_departments_governments_and_townships_apart() -> None:
    departments = ("沭阳县发展和改革局", "上海市科委", "某某市水利厅")
    governments = ("衡山县人民政府", "龙南县人民政府办公室", "某某镇人民政府")
    names = (*departments, *governments, "洪江区")
    assert [name for name in names if is_department(name)] == list(departments)
    assert [name for name in names if is_government(name)] == list(governments)
    towns = ("湘潭县易俗河镇", "某某乡人民政府", "某某街道办事处")
    assert [is_township(name) for name in (*towns, "衡山县人民政府")] == [True, True, True, False]
