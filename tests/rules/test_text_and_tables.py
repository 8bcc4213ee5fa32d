"""The rules that hold the text against the tables: real contradictions are found, and what agrees raises nothing."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from consistent import findings_of, report_with, saying
from govinfo_schema import read
from govinfo_schema.marks import Mark, Money
from govinfo_schema.validation import validate

if TYPE_CHECKING:
    from hypothesis.strategies import DataObject

SEEDS = Path(__file__).resolve().parents[1] / "data" / "seeds"
NEW, OVER = "applications.new_received.total", "applications.carried_over.total"
DONE, FORWARD = "applications.results.total.total", "applications.carried_forward.total"
CASES, TWO = "review_and_litigation", "proactive_disclosure"
CHANNELS = f"{TWO}.channels"
OF_TEXT = ("G1", "G2", "G3", "G4", "G5", "G7", "G8")


def failed(form: str, values: dict[str, object], *sentences: str, **envelope: object) -> list[tuple[str, str]]:
    report = report_with(form, values, narrative=saying(*sentences), **envelope)  # type: ignore[arg-type]  # cells
    return [(finding.rule, finding.instance) for finding in validate(report).failed if finding.rule in OF_TEXT]


def test_the_contradictions_of_a_published_report_are_found_and_nothing_else() -> None:
    # The sentences are those of the published text of 2018; the table has 35438, 889, 981 and 61.
    report = read(SEEDS / "001_longnan_2018.txt").report
    text = (
        "2018年,县政府网站政府信息公开专栏公开信息32001条,较上年增加2531条。",
        "全县政务微博、政务微信分别公开政府信息80条、2650条,微博微信回应事件12次。部分乡镇和部门还开通了微信公众号。",
        "全县各行政复议机关未收到有关政府信息公开的行政复议申请。",
        "发布县人大代表建议办理结果10件,县政协委员提案办理结果28件。全年发布政策解读8篇。",
        "共办理网民建言、投诉共647条,回复率100%;开展意见征集活动7次。",
        "实现网上办事服务事项436项,占全部办事事项的58%。共160余人进行培训。",
    )
    told = attrs.evolve(report, narrative=saying(*text, heading="三、主动公开政府信息情况"))
    found = {
        finding.instance: (finding.rule, finding.left, finding.right)
        for finding in validate(told).failed
        if finding.rule in OF_TEXT
    }
    assert found == {
        "government_website": ("G7", "32001", "35438"),
        "government_weibo": ("G7", "80", "889"),
        "government_wechat": ("G7", "2650", "981"),
        "weibo_wechat_responses": ("G7", "12", "61"),
    }
    assert findings_of(validate(told), "G8")["reconsideration"].outcome == "passed"


@pytest.mark.parametrize("name", sorted(path.name for path in SEEDS.glob("*.txt")))
def test_the_trimmed_seeds_raise_nothing(name: str) -> None:
    assert [f for f in validate(read(SEEDS / name)).failed if f.rule in OF_TEXT] == []


def test_the_finding_carries_sentence_place_cells_and_numbers() -> None:
    report = report_with("v2021", {NEW: 3}, narrative=saying("概况。", "工作有序。全年收到政府信息公开申请5件。"))
    finding = findings_of(validate(report), "G1")["received"]
    assert finding.quote == "全年收到政府信息公开申请5件。"
    assert finding.quoted_at is not None
    assert finding.quoted_at.known == {"section": "一、总体情况", "paragraph": 2}
    assert (finding.left, finding.right, finding.difference) == ("5", "3", "2")
    assert finding.cells[0] == NEW
    assert "文中“全年收到政府信息公开申请5件”（“一、总体情况”部分第2段），表中为 3、0。" in finding.message.zh
    assert (
        "The text says “全年收到政府信息公开申请5件” (section 一、总体情况, paragraph 2), the table has 3, 0."
        in finding.message.en
    )


@pytest.mark.parametrize("number", ["21", "22", "二十一"])
def test_either_usage_of_received_agrees(number: str) -> None:
    values = {NEW: 21, OVER: 1, DONE: 22}
    assert failed("v2021", values, f"全年收到政府信息公开申请{number}件。") == []
    assert failed("v2021", values, "全年收到政府信息公开申请23件。") == [("G1", "received")]


def test_concluded_and_carried_agree_with_their_rows() -> None:
    values = {NEW: 61, DONE: 54, FORWARD: 7}
    text = "全年办理政府信息公开申请61件，办结54件，结转7件。"
    assert failed("v2021", values, text) == []
    assert failed("v2021", values, text.replace("54", "55")) == [("G2", "concluded")]
    assert failed("v2021", values, text.replace("结转7", "结转8")) == [("G2", "carried")]


def test_replies_may_leave_out_what_was_closed_without_one() -> None:
    values = {NEW: 5, DONE: 5, "applications.results.other.other.total": 1}
    for number, expected in ((5, []), (4, []), (3, [("G2", "replied")])):
        assert failed("v2021", values, f"共答复政府信息公开申请{number}件。") == expected


def test_cases_agree_with_table_four() -> None:
    values = {f"{CASES}.reconsideration.total": 36, f"{CASES}.litigation_direct.total": 6}
    values |= {f"{CASES}.litigation_after_reconsideration.total": 3}
    assert failed("v2021", values, "因政府信息公开被申请行政复议36起，行政诉讼9起。") == []
    expected = [("G3", "reconsideration"), ("G3", "litigation")]
    assert failed("v2021", values, "因政府信息公开被申请行政复议9起，行政诉讼36起。") == expected


@pytest.mark.parametrize(
    ("form", "cell", "sentence", "topic"),
    [
        ("v2021", f"{TWO}.administrative_rules.issued", "全年制定规章{}件。", "rules_issued"),
        ("v2021", f"{TWO}.administrative_rules.repealed", "全年废止规章{}件。", "rules_repealed"),
        ("v2021", f"{TWO}.administrative_rules.in_force", "现行有效规章{}件。", "rules_in_force"),
        (
            "v2021",
            f"{TWO}.administrative_normative_documents.issued",
            "全年制发行政规范性文件{}件。",
            "documents_issued",
        ),
        ("v2021", f"{TWO}.administrative_normative_documents.repealed", "废止规范性文件{}件。", "documents_repealed"),
        (
            "v2021",
            f"{TWO}.administrative_normative_documents.in_force",
            "现行有效规范性文件{}件。",
            "documents_in_force",
        ),
        ("v2019", f"{TWO}.administrative_rules.newly_made", "全年制定规章{}件。", "rules_issued"),
        ("v2019", f"{TWO}.normative_documents.newly_made", "全年出台规范性文件{}件。", "documents_issued"),
        ("v2019", f"{TWO}.normative_documents.newly_disclosed", "主动公开规范性文件{}件。", "documents_disclosed"),
        ("v2014", f"{TWO}.normative_documents_issued", "全年制发规范性文件{}件。", "documents_issued"),
        ("v2014", f"{TWO}.normative_document_items_disclosed", "主动公开规范性文件{}件。", "documents_disclosed"),
        ("v2021", f"{TWO}.administrative_licensing.decisions", "作出行政许可{}件。", "licensing"),
        ("v2019", f"{TWO}.administrative_penalties.decisions", "作出行政处罚决定{}件。", "penalties"),
        ("v2021", f"{TWO}.administrative_compulsion.decisions", "行政强制{}件。", "compulsion"),
    ],
)
def test_table_two_agrees_with_the_text(form: str, cell: str, sentence: str, topic: str) -> None:
    assert failed(form, {cell: 7}, sentence.format(7)) == []
    assert failed(form, {cell: 7}, sentence.format(8)) == [("G4", topic)]


def test_fees_compare_in_yuan_with_the_digits_of_the_text() -> None:
    cell = f"{TWO}.administrative_institutional_fees.amount"
    values = {cell: Money(Decimal("18.8710"), "万元")}
    for text in ("18.8710万元", "18.87万元", "188710元"):
        assert failed("v2021", values, f"收取行政事业性收费{text}。") == []
    for text in ("18.86万元", "18.8710元"):
        assert failed("v2021", values, f"收取行政事业性收费{text}。") == [("G4", "fees")]


def test_about_a_number_agrees_with_what_it_may_mean() -> None:
    assert failed("v2021", {NEW: 127, DONE: 127}, "全年收到政府信息公开申请120余件。") == []
    assert failed("v2021", {NEW: 119, DONE: 119}, "全年收到政府信息公开申请120余件。") == [("G1", "received")]


def test_persons_and_papers_are_no_cases_but_worth_a_word() -> None:
    assert failed("v2019", {NEW: 6, DONE: 6}, "2019年，全县共收到申请公开政府信息6人次。", year=2019, name=None) == []
    report = report_with("v2019", {NEW: 5, DONE: 5}, year=2019, narrative=saying("共收到政府信息公开申请6人次。"))
    finding = findings_of(validate(report), "G5")["received"]
    assert (finding.outcome, finding.severity) == ("failed", "information")
    assert not findings_of(validate(report), "G1")[""].failed


@pytest.mark.parametrize("form", ["v2014", "v2019", "v2021"])
def test_what_the_text_denies_is_zero_in_the_table(form: str) -> None:
    cells = {
        "v2014": ("applications.received.total", "reconsideration.total", "litigation.total"),
        "v2019": (NEW, f"{CASES}.reconsideration.total", f"{CASES}.litigation_direct.total"),
        "v2021": (NEW, f"{CASES}.reconsideration.total", f"{CASES}.litigation_after_reconsideration.total"),
    }[form]
    text = ("全年未收到政府信息公开申请。", "未发生因政府信息公开引起的行政复议、行政诉讼。")
    assert failed(form, {}, *text) == []
    expected = [("G8", "received"), ("G8", "reconsideration"), ("G8", "litigation")]
    assert failed(form, dict.fromkeys(cells, 1), *text) == expected


def test_a_count_of_a_region_is_not_held_against_a_department_or_an_own_organ() -> None:
    text = "全县共收到政府信息公开申请5件。"
    assert failed("v2021", {NEW: 1}, text) == []
    assert failed("v2021", {NEW: 1}, text, name="某某县人民政府", scope="own_organ") == []
    assert failed("v2021", {NEW: 1}, text, name="某某县人民政府") == [("G1", "received")]


def test_a_cell_without_a_number_leaves_the_sentence_open_unless_another_reading_fits() -> None:
    text = saying("全年收到政府信息公开申请5件。")
    blank = {FORWARD: Mark("blank")}
    report = report_with("v2021", {NEW: 4, FORWARD: None}, marks=blank, narrative=text)
    finding = findings_of(validate(report), "G1")["received"]
    assert (finding.outcome, finding.missing) == ("undecided", (FORWARD,))
    report = report_with("v2021", {NEW: 5, FORWARD: None}, marks=blank, narrative=text)
    assert findings_of(validate(report), "G1")["received"].outcome == "passed"


def test_a_topic_twice_has_two_instances() -> None:
    assert failed("v2021", {NEW: 1}, "收到政府信息公开申请5件。", "受理政府信息公开申请6件。") == [
        ("G1", "received"),
        ("G1", "received#2"),
    ]


def test_steps_of_one_sentence_agree_where_one_of_them_does() -> None:
    text = "收到政府信息公开申请36件，受理政府信息公开申请34件。"
    assert failed("v2021", {NEW: 36, DONE: 36}, text) == []
    assert failed("v2021", {NEW: 34, DONE: 34}, text) == []
    assert failed("v2021", {NEW: 35, DONE: 35}, text) == [("G1", "received"), ("G1", "received#2")]
    assert len(failed("v2021", {NEW: 36, DONE: 36}, *text.replace("，", "。|").split("|"))) == 1


def chinese(number: int) -> str:
    return {0: "零", 1: "一", 2: "两", 10: "十", 12: "十二", 20: "二十"}.get(number, str(number))


@settings(max_examples=80, deadline=None)
@given(st.data())
def test_sentences_made_of_the_figures_of_the_tables_never_contradict_them(data: DataObject) -> None:
    number = st.integers(0, 30) | st.integers(0, 10**6)
    form = data.draw(st.sampled_from(["v2019", "v2021"]))
    new, over, forward, cases = (data.draw(number) for _ in range(4))
    forward = min(forward, new + over)
    done = new + over - forward
    values = {NEW: new, OVER: over, DONE: done, FORWARD: forward, f"{CASES}.reconsideration.total": cases}
    write = data.draw(st.sampled_from([str, lambda n: f"{n:,}", chinese]))
    start = data.draw(st.sampled_from(["", "全年共", "2023年，", "2023年1月1日至12月31日，全县共", "我局", "某某县共"]))
    received = data.draw(st.sampled_from([new, new + over]))
    text = data.draw(
        st.permutations(
            [
                f"{start}收到政府信息公开申请{write(received)}件，上年结转{write(over)}件。",
                f"{start}办结政府信息公开申请{write(done)}件，结转下年度继续办理{write(forward)}件。",
                f"{start}受理依申请公开{write(received)}件，其中网上申请1件，同比增长20%，比上年增加5件。",
                f"因政府信息公开被申请行政复议{write(cases)}件。" if cases else "未发生因政府信息公开引起的行政复议。",
                f"第一季度收到政府信息公开申请{write(new // 2)}件；2022年，收到政府信息公开申请{write(new + 7)}件。",
                f"收到政府信息公开申请约{write(received)}件，公开率100%。" if received > 2 else "公开率100%。",
            ]
        )
    )
    assert failed(form, values, *text, name="某某县人民政府") == []
