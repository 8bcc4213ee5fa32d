"""The printed layout of the forms, held against the official tables."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import pytest
from attrs import frozen
from selectolax.lexbor import LexborHTMLParser

from govinfo_converters.form_layout import LayoutTable, layout, report_title
from govinfo_schema.cells import Column, Count, FlatForm, Row, Table
from govinfo_schema.forms import all_forms, form_named, make_report
from govinfo_schema.report import Agency

SAMPLES = Path(__file__).resolve().parents[3] / "shared" / "samples"
FORMS = {form.name: form for form in all_forms()}


def printed(table: LayoutTable) -> list[list[tuple[int, int, str]]]:
    """Each row of a table as (rowspan, colspan, text) of the cells that start in it; a figure is "#"."""
    rows: list[list[tuple[int, int, str]]] = [[] for _ in range(table.rows)]
    for cell in table.cells:
        rows[cell.row].append((cell.rowspan, cell.colspan, "#" if cell.kind == "value" else cell.text))
    return rows


def figures(count: int, span: int = 1) -> list[tuple[int, int, str]]:
    return [(1, span, "#")] * count


def plain(*texts: str) -> list[tuple[int, int, str]]:
    return [(1, 1, text) for text in texts]


@pytest.mark.parametrize("name", FORMS)
def test_cells_fill_each_table_without_gaps_and_overlaps(name: str) -> None:
    for table in layout(FORMS[name]):
        covered = [
            (row, column)
            for cell in table.cells
            for row in range(cell.row, cell.row + cell.rowspan)
            for column in range(cell.column, cell.column + cell.colspan)
        ]
        assert sorted(covered) == [(row, column) for row in range(table.rows) for column in range(table.columns)]


@pytest.mark.parametrize("name", FORMS)
def test_every_cell_of_the_form_is_one_value_in_the_order_of_the_form(name: str) -> None:
    form = FORMS[name]
    values = [cell.path for table in layout(form) for cell in table.cells if cell.kind == "value"]
    assert values == list(form.paths)
    assert all(cell.path is None for table in layout(form) for cell in table.cells if cell.kind != "value")


def test_table_two_of_v2021_stacks_blocks_of_one_width() -> None:
    table = layout(FORMS["v2021"])[0]
    assert table.title == "二、主动公开政府信息情况"
    assert table.label_columns == 1
    assert printed(table) == [
        [(1, 4, "第二十条第(一)项")],
        plain("信息内容", "本年制发件数", "本年废止件数", "现行有效件数"),
        [*plain("规章"), *figures(3)],
        [*plain("行政规范性文件"), *figures(3)],
        [(1, 4, "第二十条第(五)项")],
        [*plain("信息内容"), (1, 3, "本年处理决定数量")],
        [*plain("行政许可"), *figures(1, 3)],
        [(1, 4, "第二十条第(六)项")],
        [*plain("信息内容"), (1, 3, "本年处理决定数量")],
        [*plain("行政处罚"), *figures(1, 3)],
        [*plain("行政强制"), *figures(1, 3)],
        [(1, 4, "第二十条第(八)项")],
        [*plain("信息内容"), (1, 3, "本年收费金额(单位:万元)")],
        [*plain("行政事业性收费"), *figures(1, 3)],
    ]


def test_table_two_of_v2019_keeps_a_slash_within_a_label() -> None:
    rows = printed(layout(FORMS["v2019"])[0])
    assert rows[5] == plain("信息内容", "上一年项目数量", "本年增/减", "处理决定数量")
    assert rows[13] == [*plain("信息内容", "上一年项目数量"), (1, 2, "本年增/减")]
    assert rows[14] == [*plain("行政事业性收费"), *figures(1), *figures(1, 2)]
    assert rows[16] == [*plain("信息内容", "采购项目数量"), (1, 2, "采购总金额")]


def grouped(label: str, *rows: str) -> list[list[tuple[int, int, str]]]:
    """Rows of table three under one merged label."""
    first, *others = [[*plain(row), *figures(7)] for row in rows]
    return [[(len(rows), 1, label), *first], *others]


def test_table_three_of_v2021_merges_heads_and_groups_as_the_official_form() -> None:
    table = layout(FORMS["v2021"])[1]
    results = [
        [(1, 2, "(一)予以公开"), *figures(7)],
        [(1, 2, "(二)部分公开(区分处理的,只计这一情形,不计其他情形)"), *figures(7)],
        *grouped(
            "(三)不予公开",
            "1.属于国家秘密",
            "2.其他法律行政法规禁止公开",
            "3.危及“三安全一稳定”",
            "4.保护第三方合法权益",
            "5.属于三类内部事务信息",
            "6.属于四类过程性信息",
            "7.属于行政执法案卷",
            "8.属于行政查询事项",
        ),
        *grouped(
            "(四)无法提供", "1.本机关不掌握相关政府信息", "2.没有现成信息需要另行制作", "3.补正后申请内容仍不明确"
        ),
        *grouped(
            "(五)不予处理",
            "1.信访举报投诉类申请",
            "2.重复申请",
            "3.要求提供公开出版物",
            "4.无正当理由大量反复申请",
            "5.要求行政机关确认或重新出具已获取信息",
        ),
        *grouped(
            "(六)其他处理",
            "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请",
            "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请",
            "3.其他",
        ),
        [(1, 2, "(七)总计"), *figures(7)],
    ]
    results[0].insert(0, (22, 1, "三、本年度办理结果"))
    assert printed(table) == [
        [(3, 3, "(本列数据的勾稽关系为:第一项加第二项之和,等于第三项加第四项之和)"), (1, 7, "申请人情况")],
        [(2, 1, "自然人"), (1, 5, "法人或其他组织"), (2, 1, "总计")],
        plain("商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他"),
        [(1, 3, "一、本年新收政府信息公开申请数量"), *figures(7)],
        [(1, 3, "二、上年结转政府信息公开申请数量"), *figures(7)],
        *results,
        [(1, 3, "四、结转下年度继续办理"), *figures(7)],
    ]


def test_table_three_of_v2019_has_one_row_of_other_processing() -> None:
    rows = printed(layout(FORMS["v2019"])[1])
    assert len(rows) == 3 + 23
    assert rows[5][0] == (20, 1, "三、本年度办理结果")
    assert rows[23] == [(1, 2, "(六)其他处理"), *figures(7)]


@pytest.mark.parametrize("name", ["v2019", "v2021"])
def test_table_four_has_three_levels_of_heads_and_one_row(name: str) -> None:
    results = ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")
    assert printed(layout(FORMS[name])[2]) == [
        [(1, 5, "行政复议"), (1, 10, "行政诉讼")],
        [*((2, 1, result) for result in results), (1, 5, "未经复议直接起诉"), (1, 5, "复议后起诉")],
        plain(*results, *results),
        figures(15),
    ]


# The rows of the official table with their units, as far as 三(三)4, with how far each is set in.
BEGINNING_OF_V2014 = """
一、主动公开情况 ——
 (一)主动公开政府信息数(不同渠道和方式公开相同信息计1条) 条
  其中:主动公开规范性文件数 条
 制发规范性文件总数 件
 (二)通过不同渠道和方式公开政府信息的情况 ——
  1.政府公报公开政府信息数 条
  2.政府网站公开政府信息数 条
  3.政务微博公开政府信息数 条
  4.政务微信公开政府信息数 条
  5.其他方式公开政府信息数 条
二、回应解读情况 ——
 (一)回应公众关注热点或重大舆情数(不同方式回应同一热点或舆情计1次) 次
 (二)通过不同渠道和方式回应解读的情况 ——
  1.参加或举办新闻发布会总次数 次
   其中:主要负责同志参加新闻发布会次数 次
  2.政府网站在线访谈次数 次
   其中:主要负责同志参加政府网站在线访谈次数 次
  3.政策解读稿件发布数 篇
"""
GROUNDS_OF_V2014 = """
  4.不同意公开答复数 件
   其中:涉及国家秘密 件
    涉及商业秘密 件
    涉及个人隐私 件
    危及国家安全、公共安全、经济安全和社会稳定 件
    不是《条例》所指政府信息 件
    法律法规规定的其他情形 件
  5.不属于本行政机关公开数 件
"""
END_OF_V2014 = """
四、行政复议数量 件
 (一)维持具体行政行为数 件
 (二)被依法纠错数 件
 (三)其他情形数 件
五、行政诉讼数量 件
 (一)维持具体行政行为或者驳回原告诉讼请求数 件
 (二)被依法纠错数 件
 (三)其他情形数 件
六、举报投诉数量 件
七、依申请公开信息收取的费用 万元
八、机构建设和保障经费情况 ——
 (一)政府信息公开工作专门机构数 个
 (二)设置政府信息公开查阅点数 个
 (三)从事政府信息公开工作人员数 人
  1.专职人员数(不包括政府公报及政府网站工作人员数) 人
  2.兼职人员数 人
 (四)政府信息公开专项经费(不包括用于政府公报编辑管理及政府网站建设维护等方面的经费) 万元
九、政府信息公开会议和培训情况 ——
 (一)召开政府信息公开工作会议或专题会议数 次
 (二)举办各类培训班数 次
 (三)接受培训人员数 人次
"""


def test_v2014_is_one_list_with_units_and_indents() -> None:
    (table,) = layout(FORMS["v2014"])
    assert table.title == "政府信息公开情况统计表"
    assert printed(table)[0] == plain("统计指标", "单位", "统计数")
    labels, units, room = (
        [cell for cell in table.cells if cell.column == column and cell.row > 0] for column in range(3)
    )
    lines = [f"{' ' * label.indent}{label.text} {unit.text}" for label, unit in zip(labels, units, strict=True)]
    for expected in (BEGINNING_OF_V2014, GROUNDS_OF_V2014, END_OF_V2014):
        rows = expected.strip("\n").split("\n")
        start = lines.index(rows[0])
        assert lines[start : start + len(rows)] == rows
    assert lines[-1] == " (三)接受培训人员数 人次"
    without_figure = [line for line, cell in zip(lines, room, strict=True) if cell.kind == "label"]
    assert len(without_figure) == 7
    assert all(line.endswith("——") for line in without_figure)


def test_a_section_that_is_a_figure_itself_stands_in_its_own_row() -> None:
    (table,) = layout(FORMS["v2014"])
    row = next(cell.row for cell in table.cells if cell.text == "四、行政复议数量")
    assert [cell.path for cell in table.cells if cell.row == row and cell.kind == "value"] == ["reconsideration.total"]


@frozen
class _Whole:
    left: Annotated[Count, Column("左/上", "left upper")]
    lower: Annotated[Count, Column("左/下", "left lower")]
    right: Annotated[Count, Column("右", "right")]


@frozen
class _Part:
    right: Annotated[Count, Column("右", "right")]


@frozen
class _Alone:
    number: Annotated[Count, Column("数", "number")]


@frozen
class _Table:
    whole: Annotated[_Whole, Row("甲/一", "first")]
    part: Annotated[_Part, Row("甲/二", "second")]
    alone: Annotated[_Alone, Row("乙/三", "third")]


@frozen
class _Matrix:
    """A total beside its parts: the label of the total is the first level of theirs."""

    total: Annotated[_Whole, Row("合计", "total")]
    part: Annotated[_Whole, Row("合计/其中", "part")]


@frozen
class _Report:
    stacked: Annotated[_Table, Table("表甲", "stacked")]
    crossed: Annotated[_Matrix, Table("表乙", "crossed")]


def test_a_form_not_known_today_is_laid_out_by_the_same_rules() -> None:
    stacked, crossed = layout(FlatForm("v9999", _Report))
    assert printed(stacked) == [
        [(1, 4, "甲")],
        [(2, 1, "信息内容"), (1, 2, "左"), (2, 1, "右")],
        plain("上", "下"),
        [*plain("一"), *figures(3)],
        [*plain("二", "", ""), *figures(1)],
        [(1, 4, "乙")],
        [*plain("信息内容"), (1, 3, "数")],
        [*plain("三"), *figures(1, 3)],
    ]
    assert printed(crossed) == [
        [(2, 2, ""), (1, 2, "左"), (2, 1, "右")],
        plain("上", "下"),
        [(1, 2, "合计"), *figures(3)],
        [*plain("合计", "其中"), *figures(3)],
    ]


@pytest.mark.skipif(not SAMPLES.is_dir(), reason="the shared samples are not here")
def test_layout_of_v2021_is_that_of_a_published_page() -> None:
    page = LexborHTMLParser((SAMPLES / "pingtan-2025-html" / "source.html").read_bytes())
    as_printed = str.maketrans("（），：", "(),:")
    for table, element in zip(layout(FORMS["v2021"]), page.css("table"), strict=True):
        published = [
            [
                (
                    int(cell.attributes.get("rowspan") or 1),
                    int(cell.attributes.get("colspan") or 1),
                    cell.text(strip=True).translate(as_printed),
                )
                for cell in row.css("td,th")
            ]
            for row in element.css("tr")
        ]
        without_figures = [
            [(high, wide, "#" if text.replace(".", "").isdigit() else text) for high, wide, text in row]
            for row in published
        ]
        assert printed(table) == without_figures


def test_title_names_organ_and_year_as_far_as_they_are_known() -> None:
    form = form_named("v2021")
    known = make_report(form, {}, agency=Agency(name="衡山县人民政府"), year=2023)
    assert report_title(known) == "衡山县人民政府2023年政府信息公开工作年度报告"
    assert report_title(make_report(form, {})) == "政府信息公开工作年度报告"
