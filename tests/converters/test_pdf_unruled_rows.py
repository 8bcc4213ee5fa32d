"""Tables without rulings in which it is seen closely whose figures stand beside or under a label, drawn small."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from govinfo_converters.pdf_file import parse_pdf
from layouts import numbers, titled_tables
from pdf_drawing import FONT, RULERS, Sheet
from pdf_reading import drawn, outcome, texts, unruled

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

DOWN = 17  # points from line to line


def test_the_end_of_a_label_on_the_next_page_is_no_beginning_of_the_label_below_it() -> None:
    pages = [
        [("1.", "11", "12"), *"属于国家秘密", ("2.", "21", "22")],
        [*"其他法律行政法规禁止公开", ("3.", "31", "32"), *"危及“三安全一稳定”", ("4.", "41", "42")],
    ]

    def draw(canvas: Canvas) -> None:
        for page in pages:
            canvas.setFont(FONT, 10)
            for number, line in enumerate(page):
                for x, text in zip((87, 150, 200), line, strict=False):
                    canvas.drawString(x, 750 - DOWN * number, text)
            canvas.showPage()

    found = texts(parse_pdf(drawn(draw), "x"))
    rows = {found[row, 0]: (found.get((row, 1)), found.get((row, 2))) for row in range(5)}
    assert rows == {
        "1.属于国家秘密": ("11", "12"),
        "2.": ("21", "22"),
        "其他法律行政法规禁止公开": (None, None),
        "3.危及“三安全一稳定”": ("31", "32"),
        "4.": ("41", "42"),
    }


HEAD = [(121, "信息内容"), (244, "本年制发件数"), (350, "本年废止件数"), (455, "现行有效件数")]


def test_two_figures_under_one_label_are_one_cell() -> None:
    rows = [
        [(130, "规章"), (269, "40"), (373, "12"), (480, "7")],
        [(108, "行政规范性文件"), (269, "3"), (363, "5"), (385, "6")],
        [(130, "规章"), (269, "8"), (373, "13"), (480, "9")],
    ]
    found = texts(parse_pdf(unruled([HEAD, *rows]), "x"))
    assert [[found[row, column] for column in range(4)] for row in range(4)] == [
        ["信息内容", "本年制发件数", "本年废止件数", "现行有效件数"],
        ["规章", "40", "12", "7"],
        ["行政规范性文件", "3", "5 6", ""],
        ["规章", "8", "13", "9"],
    ]


def test_figures_beside_each_other_under_two_labels_are_two_cells() -> None:
    rows = [[(130, "规章"), (293, "40"), (345, "12"), (480, "7")] for _ in range(3)]
    found = texts(parse_pdf(unruled([HEAD, *rows]), "x"))
    assert [found[1, column] for column in range(4)] == ["规章", "40", "12", "7"]


def found_in(lines: list[tuple[int, list[tuple[int, str]]]]) -> dict[tuple[int, int], str]:
    """The texts of the only table, of fields drawn at these heights and distances from the left."""

    def draw(canvas: Canvas) -> None:
        canvas.setFont(FONT, 9)
        for y, fields in lines:
            for x, text in fields:
                canvas.drawString(x, y, text)

    return texts(parse_pdf(drawn(draw), "x"))


def test_the_lines_of_a_number_above_and_beside_a_label_are_one_cell() -> None:
    lines = [
        (700, [(60, "8.属于行政查询事项"), (300, "11"), (360, "12")]),
        (671, [(300, "8428518")]),
        (660, [(60, "1.本机关不掌握相关政府信息"), (300, "6186887"), (360, "22")]),
        (649, [(312, "4")]),
        (620, [(60, "2.没有现成信息需要另行制作"), (300, "31"), (360, "32")]),
        (598, [(60, "3.补正后申请内容仍不明确"), (300, "41"), (360, "42")]),
    ]

    found = found_in(lines)
    rows = {found[row, 0]: (found[row, 1], found[row, 2]) for row in range(4)}
    assert rows == {
        "8.属于行政查询事项": ("11", "12"),
        "1.本机关不掌握相关政府信息": ("8428518\n6186887\n4", "22"),
        "2.没有现成信息需要另行制作": ("31", "32"),
        "3.补正后申请内容仍不明确": ("41", "42"),
    }


@pytest.mark.parametrize(("begun", "rest"), [("１００", "０"), ("100", "0")])
def test_digits_that_break_off_below_a_number_are_of_its_cell_in_any_width(begun: str, rest: str) -> None:
    lines = [
        (700, [(60, "1.信访举报投诉类申请"), (300, "９４４"), (360, "９５０")]),
        (680, [(60, "2.重复申请"), (300, "９９０"), (360, begun)]),
        (669, [(30, "理"), (370, rest)]),
        (640, [(60, "3.要求提供公开出版物"), (300, "１０４"), (360, "１０６")]),
        (620, [(60, "4.无正当理由大量反复申请"), (300, "１０８"), (360, "１０９")]),
    ]

    found = found_in(lines)
    assert begun not in found.values()
    assert f"{begun}\n{rest}" in found.values()


def test_figures_in_the_text_above_a_table_are_not_those_of_its_rows() -> None:
    printed = numbers("v2014", 11)
    sheet = Sheet(RULERS["none"])
    sheet.text("某某县2015年政府信息公开工作年度报告")
    first = "(一)主动公开政府信息数(不同渠道和方式公开相同信息计1条)"
    for line in ("统计数696", "(二)被依法纠错数", f"{first}509"):
        sheet.text(line)
    for _, table in titled_tables("v2014", printed):
        sheet.table(table)
    assert outcome(sheet.data(), printed) == ({"right": len(printed)}, set())


def test_the_beginning_of_a_label_above_its_figures_belongs_to_it() -> None:
    rows = [
        [(60, "5.其他方式公开政府信息数"), (300, "条"), (350, "149")],
        [(60, "(二)通过不同渠道和方式回应解读的情况")],
        [(300, "——")],
        [(60, "1.参加或举办新闻发布会总")],
        [(110, "次数"), (300, "次"), (350, "163")],
        [(60, "其中:主要负责同志参加新闻发布会次数")],
        [(300, "次")],
        [(60, "2.政府网站在线访谈次数"), (300, "次"), (350, "179")],
        [(60, "3.政策解读稿件发布数"), (300, "篇"), (350, "195")],
    ]
    found = texts(parse_pdf(unruled(rows), "x"))
    figures = {found[row, 0]: text for (row, column), text in found.items() if column == 2 and text}
    assert figures == {
        "5.其他方式公开政府信息数": "149",
        "1.参加或举办新闻发布会总次数": "163",
        "2.政府网站在线访谈次数": "179",
        "3.政策解读稿件发布数": "195",
    }


def test_figures_set_to_the_right_may_touch_the_label_of_the_next_column() -> None:
    lines = [
        ("信息内容", "本年新制作数量", "本年新公开数量", "对外公开总数量"),
        ("规章", "", "", "116"),
        ("规范性文件", "126", "/", ""),
        ("行政强制", "", "168", "-174"),
        ("行政处罚", "12", "", "14"),
    ]

    def draw(canvas: Canvas) -> None:
        canvas.setFont(FONT, 10)
        for number, (label, *fields) in enumerate(lines):
            canvas.drawString(60, 700 - 17 * number, label)
            for at, text in enumerate(fields):
                if number:
                    canvas.drawRightString(200.3 + 100 * (at + 1), 700 - 17 * number, text)
                else:
                    canvas.drawString(200 + 100 * at, 700, text)

    found = texts(parse_pdf(drawn(draw), "x"))
    assert [tuple(found[row, column] for column in range(4)) for row in range(5)] == lines


def test_labels_of_rows_without_figures_stay_apart_where_few_rows_have_plain_figures() -> None:
    rows = [
        [(60, "3.政务微博公开政府信息数"), (380, "条"), (430, "139")],
        [(60, "(一)主动公开政府信息数(不同渠道和方式公开相同信息计1条)"), (380, "条")],
        [(60, "其中:主动公开规范性文件数"), (380, "条"), (430, "112,其中修订2件")],
        [(60, "制发规范性文件总数"), (380, "件")],
        [(60, "4.政务微信公开政府信息数"), (380, "条"), (430, "145（其中修订1件）")],
        [(60, "5.其他方式公开政府信息数"), (380, "条"), (430, "150")],
    ]
    found = texts(parse_pdf(unruled(rows), "x"))
    figures = {found[row, 0]: text for (row, column), text in found.items() if column == 2 and text}
    assert figures == {row[0][1]: row[2][1] for row in rows if len(row) > 2}
