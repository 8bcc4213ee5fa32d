"""What the text of one cell means."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from govinfo_converters.cell_values import looks_like_value, parse_cell
from govinfo_schema.forms import all_forms
from govinfo_schema.marks import INCOMPLETE, Mark, Money

if TYPE_CHECKING:
    from govinfo_schema.cells import Kind
from cell_texts import KINDS


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0", 0),
        ("12", 12),
        ("  12\n", 12),
        ("\u00a012\u3000", 12),
        ("\u200b12\ufeff", 12),
        ("１２", 12),
        ("1,234", 1234),
        ("1，234，567", 1_234_567),
        ("1\u202f234", 1234),
        ("1\u2009234\u2009567", 1_234_567),
        ("1\u2007234", 1234),
        ("12.0", 12),
        ("12.00", 12),
        ("1,234.0", 1234),
        ("12件", 12),
        ("3 条", 3),
        ("3\n条", 3),
        ("12(件)", 12),
        ("１２（件）", 12),
        ("160人次", 160),
        ("160人 次", 160),
        ("3項", 3),
        ("22（其中修订16件）", 22),
        ("22(其中：修订16件)", 22),
        ("22件 (含上年结转2件)", 22),
        ("22，其中修订16件", 22),
        ("22件其中修订16件", 22),
        ("9（均为网上申请）", 9),
        ("+5", 5),
        ("+ 5", 5),
        ("＋5", 5),
        ("-5", -5),
        ("－5", -5),
        ("−5", -5),
        ("-0", 0),
        ("999999999", 999999999),
    ],
)
def test_a_number_in_a_count(text: str, value: int) -> None:
    parsed = parse_cell(text, "count")
    assert parsed == value
    assert type(parsed) is int
    assert parse_cell(text, "signed count") == value
    assert looks_like_value(text)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("增243", 243),
        ("增 249", 249),
        ("增加5", 5),
        ("净增5", 5),
        ("净增加5项", 5),
        ("↑5", 5),
        ("减132", -132),
        ("减少132项", -132),
        ("減少132項", -132),
        ("净减5", -5),
        ("↓5", -5),
        ("增0", 0),
        ("减0", 0),
        ("+255", 255),
        ("-132", -132),
        ("－１３２", -132),
        ("增1,234", 1234),
    ],
)
def test_a_change_in_a_signed_count(text: str, value: int) -> None:
    assert parse_cell(text, "signed count") == value
    assert looks_like_value(text)


@pytest.mark.parametrize("text", ["增243", "增加5", "↑5", "减132", "↓5", "减少132项"])
def test_a_sign_in_words_is_no_number_elsewhere(text: str) -> None:
    assert parse_cell(text, "count") == Mark("unreadable", raw=text)
    assert parse_cell(text, "money") == Mark("unreadable", raw=text)


@pytest.mark.parametrize(
    ("text", "digits", "unit"),
    [
        ("31878.41万元", "31878.41", "万元"),
        ("31878.41 万元", "31878.41", "万元"),
        ("31878.41万\n元", "31878.41", "万元"),
        ("31,878.41（万元）", "31878.41", "万元"),
        ("251000元", "251000", "元"),
        ("2.3亿元", "2.3", "亿元"),
        ("2.3億元", "2.3", "亿元"),
        ("2.3亿", "2.3", "亿元"),
        ("12万", "12", "万元"),
        ("12千元", "12", "千元"),
        ("¥12", "12", "元"),
        ("￥12.50", "12.50", "元"),
        ("¥12万元", "12", "万元"),
        ("18.8710", "18.8710", None),
        ("24252.311082", "24252.311082", None),
        ("９３１１１６４", "9311164", None),
        ("0", "0", None),
        ("0.00", "0.00", None),
        ("-0.50", "-0.50", None),
        ("-5.2万元", "-5.2", "万元"),
        ("9" * 40 + ".10", "9" * 40 + ".10", None),
        ("12万元（其中罚没收入3万元）", "12", "万元"),
    ],
)
def test_an_amount_keeps_its_digits_and_its_unit(text: str, digits: str, unit: str | None) -> None:
    parsed = parse_cell(text, "money")
    assert isinstance(parsed, Money)
    assert str(parsed.value) == digits
    assert parsed.unit == unit
    assert parse_cell(text, "money", "元") == Money(Decimal(digits), unit or "元")
    assert looks_like_value(text)


def test_a_printed_minus_nought_is_nought() -> None:
    assert str(parse_cell("-0.00", "money")) == str(Money(Decimal("0.00")))


def test_no_digit_of_an_amount_is_lost_by_the_precision_of_decimals() -> None:
    digits = "1234567890" * 5 + ".0123456789"
    parsed = parse_cell(digits, "money")
    assert isinstance(parsed, Money)
    assert str(parsed.value) == digits


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("text", ["", " ", "\n\t", "\u00a0", "\u3000\u3000", "\u200b", " \u2009"])
def test_nothing_printed_is_blank(text: str, kind: Kind) -> None:
    assert parse_cell(text, kind) == Mark("blank")
    assert not looks_like_value(text)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    ("text", "unit"),
    [("万元", "万元"), ("件", "件"), ("(件)", "件"), ("____", None), ("____万元", "万元"), (" 件 ", "件")],
)
def test_a_place_to_fill_in_is_blank(text: str, unit: str | None, kind: Kind) -> None:
    assert parse_cell(text, kind) == Mark("blank", raw=text.strip(), unit=unit)


def test_a_long_blank_is_blank() -> None:
    assert parse_cell(" " * 1000, "count") == Mark("blank")


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    "text",
    [
        *("/", "／", "//", "\\", "-", "--", "－", "—", "——", "–", "―", "─", "- -", "— —", "/\n/", "不适用"),
        *("不 适 用", "不適用", "不涉及", "无", "無", "没有", "暂无", "无此项", "N/A", "n/a", "NA"),
    ],
)
def test_a_printed_sign_for_no_number_is_not_applicable(text: str, kind: Kind) -> None:
    assert parse_cell(f" {text} ", kind) == Mark("not_applicable", raw=text)
    assert looks_like_value(text)


@pytest.mark.parametrize("kind", KINDS)
def test_what_a_merged_report_prints_for_a_sum_that_is_not_known(kind: Kind) -> None:
    assert parse_cell(" 不全 ", kind) == INCOMPLETE == Mark("incomplete", raw="不全")
    assert looks_like_value("不全")


def test_a_sign_for_no_number_keeps_its_unit() -> None:
    assert parse_cell("—万元", "money") == Mark("not_applicable", raw="—万元", unit="万元")
    assert parse_cell("无件", "count") == Mark("not_applicable", raw="无件", unit="件")


@pytest.mark.parametrize(
    ("text", "kind", "candidates"),
    [
        ("0 0", "count", ("0", "0")),
        ("1 2", "count", ("1", "2")),
        ("1\n2", "count", ("1", "2")),
        ("1\u00a02\u30003", "count", ("1", "2", "3")),
        ("1 234", "count", ("1", "234")),  # perhaps two cells; as one number this would be 1234
        ("2\u00a0100", "count", ("2", "100")),
        ("１２件 3件", "count", ("１２件", "3件")),
        ("0 —", "count", ("0",)),
        ("/ 5", "count", ("5",)),
        ("- 132", "signed count", ("132",)),  # a dash and a number, or a decrease
        ("增5 减3", "signed count", ("增5", "减3")),
        ("1.5 2.5万元", "money", ("1.5", "2.5万元")),
        ("1.5 万元 2.5 万元", "money", ("1.5", "2.5")),
    ],
)
def test_several_values_in_one_cell_are_ambiguous(text: str, kind: Kind, candidates: tuple[str, ...]) -> None:
    assert parse_cell(text, kind) == Mark("ambiguous", raw=text, candidates=candidates)
    assert looks_like_value(text)


UNREADABLE = [
    *(
        "（5）",
        "(5)",
        "00",
        "05",
        "0000000",
        "007",
        "640,020,47",
        "12,34",
        "1,2345",
        "0,123",
        "12.5.1",
        ".5",
        "5.",
    ),
    *(
        "二十三",
        "零",
        "〇",
        "〇二",
        "约160",
        "160余",
        "近160",
        "≥5",
        ">5",
        "5%",
        "5‰",
        "2023年",
        "2023年1月",
        "2024-01-17",
    ),
    *("O", "o", "l", "I", "1O", "1l", "O1", "0x10", "1e5", "1_000", "NaN", "inf", "∞", "½", "²", "①", "⒌", "V", "Ⅴ"),
    *("*", "***", "…", "。", "共22件", "22件。", "22*", "22[1]", "22(见附件)", "22(其中修订16件", "22(其中1)33"),
    *("22,其中", "22其中：", "22件，其中"),  # the remark is torn off, and with it perhaps digits
    *(
        "3/5",
        "5-3",
        "+5/-3",
        "5+3",
        "--5",
        "+-5",
        "—5",
        "–5",
        "增+5",
        "减-5",
        "增5减3",
        "5增",
        "无变化",
        "持平",
        "同上",
    ),
    *(
        "12万件",
        "3千",
        "12件3",
        "件12",
        "5台",
        "5 台",
        "1\ufffd2",
        "\ufffd",
        "1\x002",
        "1\x012",
        "1 \ufffd",
        "٣",
        "१२",
        "𝟏𝟐",
    ),
    *("一、本年新收", "1.属于国家秘密", "总计", "true", "null", "None", "1,,234", "1、234", "1;234", "1'234"),
]


@pytest.mark.parametrize("kind", ["count", "signed count"])
@pytest.mark.parametrize("text", [*UNREADABLE, "12.5", "-12.5", "¥12", "12元", "12 元", "1.234", "1.000"])
def test_what_is_no_number_is_unreadable_in_a_count(text: str, kind: Kind) -> None:
    assert parse_cell(f"\n{text} ", kind) == Mark("unreadable", raw=text)


@pytest.mark.parametrize("text", [*UNREADABLE, "12件", "12 件", "12美元", "万元12", "¥", "12元整", "1.5.万元"])
def test_what_is_no_amount_is_unreadable_in_money(text: str) -> None:
    assert parse_cell(f"\n{text} ", "money", "万元") == Mark("unreadable", raw=text)


def test_a_long_text_is_no_value() -> None:
    assert parse_cell("9" * 5000, "count") == Mark("unreadable", raw="9" * 5000)
    assert not looks_like_value("9" * 5000)


@pytest.mark.parametrize(
    "text",
    [
        *("约160", "160余", "近160万", "160余件", "≥5", "5%", "12,34", "12.5.1", "0000000", "1\ufffd2", "O", "l"),
        *("1O", "3/5", "++5", "160左右"),
    ],
)
def test_what_was_meant_as_a_number_looks_like_a_value(text: str) -> None:
    assert looks_like_value(text)


@pytest.mark.parametrize(
    "text",
    [
        *("1.", "2、", "(1)", "（3）", "1.属于国家秘密", "第二十条第(一)项", "（一）予以公开", "件", "万元", "条"),
        *("2023年", "2023年度", "2024-01-17", "0731-57881254", "014314799/2024-00002", "自然人", "二、"),
        *("本年增/减", "v2021", "总计", "①", "业"),
    ],
)
def test_what_names_something_does_not_look_like_a_value(text: str) -> None:
    assert not looks_like_value(text)


def test_no_label_of_a_form_looks_like_a_value() -> None:
    for form in all_forms():
        for cell in form.cells:
            for label in (*cell.table.split("/"), *cell.row.split("/"), *cell.column.split("/")):
                assert not looks_like_value(label)
