"""Running text as sentences: against each paragraph cleaned alone, and against sentences written out here."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from govinfo_schema.narrative.passages import has_blanks, sentences_of
from govinfo_schema.report import Section

PIECES = st.sampled_from(
    ["收到", "申请", "12", "件", "。", "，", "Ａ", "a b", " ", "\u3000", "\n", "\x00", "\u0301", "⼀"]
)
PARAGRAPHS = st.lists(st.lists(PIECES, max_size=5).map("".join), max_size=4)


def shown(paragraphs: list[str]) -> list[str]:
    section = Section(heading="一、总体情况", paragraphs=tuple(paragraphs))
    return [sentence.text for sentence in sentences_of([section])]


@given(PARAGRAPHS)
def test_paragraphs_are_cleaned_together_as_each_alone(paragraphs: list[str]) -> None:
    ended = [f"{text.replace(chr(0), '')}。" for text in paragraphs]  # so that none goes on in the next one
    alone = [sentence for text in ended for sentence in shown([text])]
    assert shown(ended) == alone


@given(PARAGRAPHS)
def test_a_text_with_a_nul_is_read_all_the_same(paragraphs: list[str]) -> None:
    other = [paragraph.replace("\x00", "\x01") for paragraph in paragraphs]
    assert shown(paragraphs) == [sentence.replace("\x01", "\x00") for sentence in shown(other)]


def test_blanks_stay_between_letters_and_digits_only() -> None:
    assert shown(["全年 收到 申请 12 件，a b。\u3000"]) == ["全年收到申请12件,a b。"]


def test_lines_that_a_page_broke_are_joined() -> None:
    assert shown(["全年共收到政府信息公开申请一共十二件，其中自然", "人十件。", "无。"]) == [
        "全年共收到政府信息公开申请一共十二件,其中自然人十件。",
        "无。",
    ]


def test_a_section_without_what_is_wanted_is_passed_over() -> None:
    sections = [Section(heading="一", paragraphs=("甲。", "乙。")), Section(heading="二", paragraphs=("申", "请。"))]
    found = [sentence.text for sentence in sentences_of(sections, lambda text: "请" in text)]
    assert found == ["请。"]


def test_blanks_of_any_kind_are_blanks() -> None:
    assert all(has_blanks(text) for text in (" a", "a ", "a\u3000b", "\n"))
    assert not has_blanks("甲乙")
    assert not has_blanks("")
