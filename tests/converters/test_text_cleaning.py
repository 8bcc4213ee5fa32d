"""Cleaning of printed text."""

from __future__ import annotations

import re
import subprocess
import sys
from timeit import repeat
from unicodedata import digit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from opencc import OpenCC

from govinfo_converters import text_cleaning
from govinfo_converters.text_cleaning import clean, clean_all, restore
from govinfo_schema.forms import all_forms
from govinfo_schema.provenance import Edit

LABELS = sorted(
    {
        part
        for form in all_forms()
        for cell in form.cells
        for text in (cell.table, cell.row, cell.column)
        for part in text.split("/")
        if part
    }
)
TO_TRADITIONAL = [OpenCC(configuration) for configuration in ("s2t", "s2tw", "s2hk")]


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        # Full-width forms.
        ("（一）予以公开", "(一)予以公开"),
        ("本年收费金额（单位：万元）", "本年收费金额(单位:万元)"),
        ("１２３４５６７８９０", "1234567890"),
        ("－１３２", "-132"),
        ("＋２５５", "+255"),
        ("１，２３４．５０", "1,234.50"),
        ("／", "/"),
        ("﹙一﹚予以公开", "(一)予以公开"),
        ("︵一︶予以公开", "(一)予以公开"),
        ("−132", "-132"),
        ("3.危及「三安全一稳定」", "3.危及“三安全一稳定”"),
        ("㈠予以公开", "(一)予以公开"),
        ("⒈属于国家秘密", "1.属于国家秘密"),
        # Spaces and what cannot be seen.
        ("统\u3000计\u00a0指\u2003标", "统 计 指 标"),
        ("\ufeff总\u200b计\u00ad", "总计"),
        # Radicals and compatibility characters of PDF files.
        ("⼀、本年新收政府信息公开申请数量", "一、本年新收政府信息公开申请数量"),
        ("⾏政许可", "行政许可"),
        ("\uf9baa法律".replace("a", ""), "了法律"),
        # Pinyin glosses.
        ("數(shù)據(jù)", "数据"),
        ("关（guān）", "关"),
        ("信息內(nèi)容", "信息内容"),
        ("關(ɡuān)閉", "关闭"),
        ("数(shu\u0300)据", "数据"),
        ("我们(men)", "我们"),
        # Doubled punctuation.
        ("一,、本年新收", "一、本年新收"),
        ("之和，，等于", "之和,等于"),
        ("行政复议，、行政诉讼", "行政复议、行政诉讼"),
        ("指标。。", "指标。"),
        ("工作,。一是", "工作。一是"),
        ("信息,、、,公开", "信息、公开"),
        ("如下：：", "如下:"),
        # Traditional characters.
        ("四、結轉下年度繼續辦理", "四、结转下年度继续办理"),
        ("申請答覆數", "申请答复数"),
        ("無", "无"),
        ("屬於國家秘密", "属于国家秘密"),
    ],
)
def test_noise_is_cleaned(raw: str, expected: str) -> None:
    assert clean(raw).text == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "0",
        "12,,34",  # ASCII is never changed
        "第三条，".replace("，", ","),
        "1,,2件",  # between digits nothing is repaired: this is no number
        "1、,2件",
        "a\tb\r\n c",
        "总\t计\n",
        "附件(a)",
        "客户端(app)",
        "政务公开(OGI)",
        "件(12)",
        "⒈",  # not before an ideograph: perhaps a damaged figure
        "⒈5",
        "①",
        "二〇二三年",
        "——",
        "著名",
        "显著",
        "瞭望",
        "乾坤",
        "於潜镇人民政府",  # a name of today that OpenCC alone would change
        "国办发〔2014〕32号",
        "朱镕基·珺",
        "确?;鶎诱",  # what a converter of characters destroyed is not guessed
    ],
)
def test_clean_text_stays_as_it_is(text: str) -> None:
    cleaned = clean(text)
    assert cleaned.text is cleaned.raw
    assert cleaned.text == text
    assert cleaned.edits == ()


def test_the_name_of_a_town_is_converted_in_a_traditional_text_alone() -> None:
    assert OpenCC("t2s").convert("於潜镇") == "于潜镇"
    assert clean("於潜镇人民政府").text == "於潜镇人民政府"
    assert clean("屬於").text == "属于"


@pytest.mark.parametrize("label", LABELS)
def test_labels_of_the_forms_survive_every_kind_of_noise(label: str) -> None:
    def full_width(text: str) -> str:
        return "".join(chr(ord(sign) + 0xFEE0) if sign in "():,.0123456789" else sign for sign in text)

    def glossed(text: str) -> str:
        return re.sub("([数务结规])", r"\1(shù)", text)

    assert clean(label).text == label
    assert clean(full_width(label)).text == label
    assert clean(glossed(label)).text == label
    assert clean(re.sub("([,、])", r",\1", label)).text == label
    for converter in TO_TRADITIONAL:
        traditional = converter.convert(label)
        assert clean(traditional).text == label
        assert clean(full_width(glossed(traditional))).text == label


def test_edits_say_what_was_changed_and_where() -> None:
    cleaned = clean("四,、行政復(fù)議（件）")
    assert cleaned.text == "四、行政复议(件)"
    assert cleaned.edits == (
        Edit(1, ",、", "、"),
        Edit(5, "復(fù)議（", "复议("),
        Edit(13, "）", ")"),
    )


def test_edits_at_the_ends() -> None:
    assert clean("\u200b总计\u200b").edits == (Edit(0, "\u200b", ""), Edit(3, "\u200b", ""))
    assert clean("\u200b").edits == (Edit(0, "\u200b", ""),)
    assert clean("㈠").edits == (Edit(0, "㈠", "(一)"),)


NOISE = st.sampled_from(
    [
        *(
            "（",
            "）",
            "(jù)",
            "（shù）",
            "，",
            "、",
            "。",
            ",",
            "據",
            "关",
            "總計",
            "１",
            "2",
            ".",
            "－",
            "-",
            "+",
            "−",
        ),
        *(
            "㈠",
            "⒈",
            "⼀",
            "於",
            "后",
            "無",
            "「",
            "ù",
            "万元",
            "喆",
            "\U0002a701",
            "\u0300",
            "\u200b",
            "\u3000",
            "\t",
            "\n",
        ),
    ]
)
TEXTS = st.one_of(st.text(), st.lists(NOISE).map("".join))


def applied(raw: str, edits: tuple[Edit, ...]) -> str:
    for edit in reversed(edits):
        assert raw[edit.start : edit.start + len(edit.raw)] == edit.raw
        raw = raw[: edit.start] + edit.clean + raw[edit.start + len(edit.raw) :]
    return raw


@given(TEXTS)
def test_cleaning_can_be_undone_and_done_again(raw: str) -> None:
    cleaned = clean(raw)
    assert cleaned.raw == raw
    assert restore(cleaned.text, cleaned.edits) == raw
    assert applied(raw, cleaned.edits) == cleaned.text
    assert clean(raw) == cleaned


@given(TEXTS)
def test_clean_text_is_clean(raw: str) -> None:
    once = clean(raw).text
    assert clean(once).text == once


@given(TEXTS)
def test_digits_signs_and_points_are_the_same_before_and_after(raw: str) -> None:
    def figures(text: str) -> list[object]:
        signs = {"−": "-", "－": "-", "﹣": "-", "＋": "+", "﹢": "+"}
        found = [signs.get(sign, sign) if digit(sign, None) is None else digit(sign) for sign in text]
        return [sign for sign in found if isinstance(sign, int) or sign in "+-"]

    assert figures(clean(raw).text) == figures(raw)


@given(TEXTS)
def test_tabs_and_line_breaks_stay(raw: str) -> None:
    assert re.findall(r"[\t\r\n]", clean(raw).text) == re.findall(r"[\t\r\n]", raw)


def test_a_conversion_that_moves_characters_falls_back_to_single_characters(monkeypatch: pytest.MonkeyPatch) -> None:
    phrases = {"總計數": "总计的数"}
    singles = {"總": "总", "計": "计", "數": "数"}
    monkeypatch.setattr(
        text_cleaning, "_converter", lambda: lambda text: phrases.get(text) or "".join(singles.get(c, c) for c in text)
    )
    cleaned = text_cleaning._clean("總計數")  # noqa: SLF001 - around the cache of short texts
    assert cleaned.text == "总计数"
    assert restore(cleaned.text, cleaned.edits) == "總計數"


def test_a_simplified_text_needs_no_converter() -> None:
    code = (
        "import sys; from govinfo_converters.text_cleaning import clean\n"
        "clean('（一）予以公开——国办发〔2014〕32号 於潜镇'); assert 'opencc' not in sys.modules\n"
        "clean('總計'); assert 'opencc' in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)  # noqa: S603 - our own code


def test_clean_text_costs_little() -> None:
    texts = ("0", "第二十条第(一)项", "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请")
    seconds = min(repeat(lambda: [clean(text) for text in texts], number=1000, repeat=5)) / 3000
    assert seconds < 0.000_010  # measured: under 0.000 000 2


@given(
    st.lists(
        st.one_of(
            st.sampled_from(
                [
                    "",
                    "a;;b",
                    "。",
                    "、，",
                    "行政复议",
                    "：",
                    "(jù)",
                    "據(jù)",
                    "於潜镇",
                    "﹁︵",
                    "12",
                    "\x00",
                    "⒈",
                    "公開",
                ]
            ),
            st.text(max_size=6),
        ),
        max_size=6,
    )
)
def test_texts_are_cleaned_together_as_each_alone(texts: list[str]) -> None:
    assert clean_all(texts) == [clean(text).text for text in texts]
