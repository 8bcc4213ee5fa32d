"""Which sentences state a count of the tables, and which say something else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govinfo_schema.narrative import Statement, statements_of
from govinfo_schema.narrative.passages import sentences_of
from govinfo_schema.report import Section

NAMES = ("某某县人民政府", "某某县")
DISCLOSURE = "四、政府信息公开行政复议、行政诉讼情况"


def said(*paragraphs: str, heading: str = "一、总体情况", year: int | None = 2023) -> dict[str, tuple[int, str]]:
    found = statements_of((Section(heading=heading, paragraphs=paragraphs),), year, NAMES)
    return {each.topic: (int(each.amount.lowest), each.unit) for each in found}


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("全年共收到政府信息公开申请34件。", {"received": (34, "件")}),
        ("2023年，某某县人民政府共受理依申请公开三十四件。", {"received": (34, "件")}),
        ("2023年，某某县人民政府共受理依申请公开申请三十四件。", {"received": (34, "件")}),
        ("我局新收政府信息公开申请５件。", {"received": (5, "件")}),
        ("今年，收到申请公开政府信息6人次。", {"received": (6, "人次")}),
        (
            "办理政府信息公开申请61件，办结54件，结转7件。",
            {"handled": (61, "件"), "concluded": (54, "件"), "carried": (7, "件")},
        ),
        (
            "上年结转政府信息公开申请2件，结转下年度继续办理1件。",
            {"carried_over": (2, "件"), "carried_forward": (1, "件")},
        ),
        (
            "2022年结转政府信息公开申请2件，结转至2024年办理3件。",
            {"carried_over": (2, "件"), "carried_forward": (3, "件")},
        ),
        ("转下一年度办理答复的政府信息公开申请有1件。", {"carried_forward": (1, "件")}),
        ("转下一年度办理答复的有1件，都与信息公开有关。", {"carried_forward": (1, "件")}),
        (
            "本年度全县共收到70件政府信息公开申请，1件结转下年度继续办理。",
            {"received": (70, "件"), "carried_forward": (1, "件")},
        ),
        ("2件转2024年办理，均为公开申请。", {"carried_forward": (2, "件")}),
        ("已答复政府信息公开申请9件。", {"replied": (9, "件")}),
        ("因政府信息公开被申请行政复议36起，行政诉讼9起。", {"reconsideration": (36, "起"), "litigation": (9, "起")}),
        (
            "全年制发行政规范性文件5件，废止行政规范性文件2件。",
            {"documents_issued": (5, "件"), "documents_repealed": (2, "件")},
        ),
        ("现行有效行政规范性文件69件。", {"documents_in_force": (69, "件")}),
        (
            "作出行政许可决定18339件，行政处罚1246件，行政强制131件。",
            {"licensing": (18339, "件"), "penalties": (1246, "件"), "compulsion": (131, "件")},
        ),
        ("收取行政事业性收费2401万元。", {"fees": (24_005_000, "元")}),  # the lowest amount that is rounded so
        ("全年收取信息处理费400元。", {"processing_fee": (400, "元")}),
        ("政府网站公开政府信息32,001条。", {"government_website": (32001, "条")}),
        (
            "政务微博和政务微信分别公开政府信息80条、2650条。",
            {"government_weibo": (80, "条"), "government_wechat": (2650, "条")},
        ),
        ("微博微信回应事件12次。", {"weibo_wechat_responses": (12, "次")}),
        ("2023年1月1日至12月31日，全县共收到政府信息公开申请7件。", {"received": (7, "件")}),
    ],
)
def test_sentences_that_state_a_count(sentence: str, expected: dict[str, tuple[int, str]]) -> None:
    assert said(sentence) == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "2023年县本级共收到政府信息公开依申请公开书面申请7件、网上申请14件，其中以县政府或县政府办名义答复7件。",
        "2024 年，区政府办代表区政府受理政府信息公开申请17 件，均已在法定期限内予以答复。",
        "各部门收到政府信息公开申请17件。",
        "收到政府信息公开申请34件、信访件5件。",
        "2022年，收到政府信息公开申请5件。",
        "二〇二二年，收到政府信息公开申请5件。",
        "上半年，收到政府信息公开申请5件。",
        "截至6月，收到政府信息公开申请5件。",
        "第一季度收到政府信息公开申请5件。",
        "比上年增加政府信息公开申请5件，同比增长20%。",
        "较去年，收到政府信息公开申请增加5件。",
        "收到政府信息公开申请增长20%。",
        "其中，办结政府信息公开申请5件。",
        "政府信息公开申请中同意公开答复9件，部分公开答复0件，不予公开答复2件，无法提供的10件。",
        "按时办结政府信息公开申请5件。",
        "收到70件申请材料，都已公开。",
        "收到70件信件和公开申请。",
        "处理市长信箱信件25件，开展调查征集6期。",
        "收到来信5件，办理依申请公开申请咨询3件。",
        "办理行政复议案件120件。",
        "制定规章制度12件。",
        "公开行政许可信息120条，行政处罚项目12项。",
        "如收到政府信息公开申请5件，应当登记。",
        "收到政府信息公开申请十五六件。",
        "开设了26个领域的专栏，发布政策解读8篇，共160余人参加培训。",
        "对未收到政府信息公开申请的单位进行抽查。",
        "部分单位未收到政府信息公开申请。",
    ],
)
def test_sentences_about_something_else_a_part_another_time_or_a_change_state_nothing(sentence: str) -> None:
    assert said(sentence) == {}


def test_without_a_report_year_a_sentence_that_names_one_is_passed_over() -> None:
    assert said("2023年，收到政府信息公开申请5件。", year=None) == {}
    assert said("全年收到政府信息公开申请5件。", year=None) == {"received": (5, "件")}


@pytest.mark.parametrize(
    ("sentence", "topics"),
    [
        ("全年未收到政府信息公开申请。", ["received"]),
        ("2023年，某某县没有收到政府信息公开申请。", ["received"]),
        ("全县各行政复议机关未收到有关政府信息公开的行政复议申请。", ["reconsideration"]),
        ("未发生因政府信息公开引起的行政复议、行政诉讼。", ["reconsideration", "litigation"]),
        ("2023年，无因政府信息公开被提起行政诉讼的情况。", ["litigation"]),
        ("2023年未向申请人收取信息处理费。", ["processing_fee"]),
        ("2023年，无收取信息处理费情况。", ["processing_fee"]),
        ("无。", []),
        ("未发生安全事件。", []),
    ],
)
def test_sentences_that_say_that_there_is_none(sentence: str, topics: list[str]) -> None:
    found = statements_of((Section(heading=DISCLOSURE, paragraphs=(sentence,)),), 2023, NAMES)
    assert [each.topic for each in found if each.is_none] == topics
    assert all(each.amount.allows(0) and not each.amount.allows(1) for each in found)


def test_a_count_of_suits_needs_the_subject_in_sentence_or_heading() -> None:
    assert said("行政复议3件，行政诉讼2件。") == {}
    assert said("行政复议3件，行政诉讼2件。", heading=DISCLOSURE) == {
        "reconsideration": (3, "件"),
        "litigation": (2, "件"),
    }


def test_the_sentence_and_its_place_are_the_evidence() -> None:
    (found,) = statements_of(
        (Section(heading="一、总体情况", paragraphs=("(一)概况", "工作有序。全年收到政府信息公开申请 3 件。")),),
        2023,
        NAMES,
    )
    assert isinstance(found, Statement)
    assert (found.quote, found.words) == ("全年收到政府信息公开申请3件。", "全年收到政府信息公开申请3件")
    assert found.place.known == {"section": "一、总体情况", "paragraph": 2}
    assert (found.place.text.zh, found.place.text.en) == (
        "“一、总体情况”部分第2段",
        "section 一、总体情况, paragraph 2",
    )


def test_lines_that_a_page_broke_are_joined_but_digits_never_meet() -> None:
    broken = ("全年收到政府信息公开申请三十四件，上年结转政府信息公开", "申请 2 件，所有申请均已按要求办理完成。")
    assert said(*broken) == {"received": (34, "件"), "carried_over": (2, "件")}
    digits = ("关于全年收到的各类来信来访和咨询，政府网站公开政府信息1", "2条。")
    texts = [sentence.text for sentence in sentences_of((Section(heading="", paragraphs=digits),))]
    assert texts == ["关于全年收到的各类来信来访和咨询,政府网站公开政府信息1", "2条。"]


def test_a_whole_region_is_noticed() -> None:
    (wide,) = statements_of((Section(heading="", paragraphs=("全市收到政府信息公开申请3件。",)),), 2023, ())
    (own,) = statements_of((Section(heading="", paragraphs=("本局收到政府信息公开申请3件。",)),), 2023, ())
    assert (wide.is_wide, own.is_wide) == (True, False)


@given(
    st.lists(
        st.text(
            st.sampled_from("全年共收到受理政府信息公开申请办结答复行政复议诉讼未无12三十百件条,。、其中(\n "),
            max_size=60,
        ),
        max_size=3,
    )
)
def test_any_text_is_read_without_harm(paragraphs: list[str]) -> None:
    found = statements_of((Section(heading="", paragraphs=tuple(paragraphs)),), 2023, NAMES)
    joined = "".join("".join(paragraphs).split())
    for each in found:
        assert each.words.replace("\n", "") in joined.replace("\n", "")
