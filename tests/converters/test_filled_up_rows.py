"""Texts made of pages by programs that leave out blank cells and fill up the rows with "|" at their end.

The figures and the layouts are those of published reports, with other organs; blank cells of the pages left no trace
in these texts, so that nobody can know of which applicants the two figures of a row are.
"""

from __future__ import annotations

import pytest

from govinfo_converters.document import FieldRow
from govinfo_converters.plain_text import FORMAT, blocks_of
from govinfo_schema.format_contract import Input, ReadOptions
from govinfo_schema.forms import cell_values

TITLE = "某某县某某局2019年政府信息公开工作年度报告\n"
HEAD = (
    ("(本列数据的勾稽关系为:第一项加第二项之和,等于第三项加第四项之和)", "申请人情况"),
    ("自然人", "法人或其他组织", "总计"),
    ("商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他"),
)
ROWS = (
    ("一、本年新收政府信息公开申请数量", "3", "3"),
    ("二、上年结转政府信息公开申请数量", "0", "0"),
    ("三、本年度办理结果", "(一)予以公开", "3", "3"),
    ("(二)部分公开(区分处理的,只计这一情形,不计其他情形)", "0"),
    ("(三)不予公开", "1.属于国家秘密"),
    ("2.其他法律行政法规禁止公开",),
    ("(七)总计", "3", "3"),
)
LAST = ("四、结转下年度继续办理", "0", "0")
SMALL = (
    ("第二十条第(一)项",),
    ("信息内容", "本年新制作数量", "本年新公开数量", "对外公开总数量"),
    ("规章", "0", "0", "0"),
    ("规范性文件", "2", "9"),
    ("第二十条第(五)项",),
    ("信息内容", "上一年项目数量", "本年增/减", "处理决定数量"),
    ("行政许可", "18", "20"),
    ("其他对外管理服务事项", "4", "1", "7"),
)


def in_lines(cells: tuple[str, ...], missing: int) -> str:
    return " | ".join(cells) + " | " + "|" * missing


def framed(cells: tuple[str, ...], missing: int) -> str:
    return "| " + in_lines(cells, missing)


def one_below_the_other(cells: tuple[str, ...], missing: int) -> str:
    return "\n".join([*(f"{cell} |" for cell in cells), *(["|" * missing] if missing else [])])


def filled_up_in_the_last_line(cells: tuple[str, ...], missing: int) -> str:
    return "\n".join(f"{cell} |" for cell in cells) + (" " + "|" * missing if missing else "")


def behind_line_breaks(cells: tuple[str, ...], missing: int) -> str:
    return "| " + "\n".join([*(f"{cell}\n|" for cell in cells), *(["|" * missing] if missing else [])])


LAYOUTS = (in_lines, framed, one_below_the_other, filled_up_in_the_last_line, behind_line_breaks)


def read(layout: object, *, cut: bool = False, full: bool = False) -> dict[str, object]:
    """The figures read of a report; the last row of a table is not filled up, if it is not cut off."""
    assert callable(layout)
    rows = [(*row[:-1], *["0"] * 5, row[-1]) if full and row[-1].isdigit() else row for row in (*ROWS, LAST)]
    small = [layout(row, 5 - len(row)) for row in SMALL]
    table = [layout(row, 10 - len(row)) for row in (*HEAD, *rows[:-1])]
    table += [] if cut else [layout(rows[-1], 0)]
    parts = [TITLE, "二、主动公开政府信息情况", *small, "三、收到和处理政府信息公开申请情况", *table]
    data = "\n".join([*parts, "四、政府信息公开行政复议、行政诉讼情况", "无。"]).encode()
    assert FORMAT.read is not None
    return dict(cell_values(FORMAT.read(Input(data=data, name="a.txt"), ReadOptions()).report))


@pytest.mark.parametrize("cut", [False, True])
@pytest.mark.parametrize("layout", LAYOUTS)
def test_figures_of_rows_with_cells_left_out_are_not_placed_from_the_left(layout: object, *, cut: bool) -> None:
    read_cells = read(layout, cut=cut)
    assert {path for path, value in read_cells.items() if value is not None} == {
        "proactive_disclosure.administrative_rules.newly_made",
        "proactive_disclosure.administrative_rules.newly_disclosed",
        "proactive_disclosure.administrative_rules.total_publicly_available",
        "proactive_disclosure.other_external_services.prior_year_items",
        "proactive_disclosure.other_external_services.change",
        "proactive_disclosure.other_external_services.decisions",
    }


@pytest.mark.parametrize("layout", LAYOUTS)
def test_complete_rows_are_read_whatever_fills_them_up(layout: object) -> None:
    cells = read(layout, full=True)
    received = [value for path, value in cells.items() if path.startswith("applications.new_received.")]
    assert received == [3, 0, 0, 0, 0, 0, 3]
    granted = [value for path, value in cells.items() if path.startswith("applications.results.disclosure_granted.")]
    assert granted == [3, 0, 0, 0, 0, 0, 3]


def fields(text: str) -> list[list[str]]:
    blocks = blocks_of(text)
    return [[field.text for field in block.fields] for block in blocks if isinstance(block, FieldRow)]


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("总计 | 3 | 3 | |||\n", [["总计", "3", "3"]]),
        ("总计 | 3 | 3 | |||\n结转 | 1 | 1 | |\n", [["总计", "3", "3"], ["结转", "1", "1"]]),
        ("总计 |\n3 |\n|\n3 |\n|||\n结转 |\n||||\n结转 |\n1 |\n|\n", [["总计", "3", "", "3", "结转", "", "结转", "1"]]),
        # Blank cells that are printed, each behind a blank or all without blanks, are seen.
        ("总计 | 3 | 3 |  |  |\n", [["总计", "3", "3", "", ""]]),
        ("总计|3|3|||\n", [["总计", "3", "3", "", ""]]),
        ("总计 | |||\n", [["总计", "", "", ""]]),
    ],
)
def test_what_fills_up_a_row_is_no_field(text: str, rows: list[list[str]]) -> None:
    assert fields(text) == rows


def test_blank_cells_that_are_printed_between_figures_are_counted() -> None:
    """Cells below each other, a blank one as a separator alone: figures of a row with all its cells are placed."""
    rows = [
        ("一、本年新收政府信息公开申请数量", "3 1 _ _ _ _ 4"),
        ("二、上年结转政府信息公开申请数量", "1 _ _ _ _ _ 1"),
        ("(七)总计", "4 1 _ _ _ _ _"),
    ]
    drawn = [
        "\n".join([f"{label} |", *("|" if text == "_" else f"{text} |" for text in row.split()), "||"])
        for label, row in rows
    ]
    small = [one_below_the_other(row, 5 - len(row)) for row in SMALL]
    heads = [one_below_the_other(row, 10 - len(row)) for row in HEAD]
    text = "\n".join([TITLE, "二、主动公开政府信息情况", *small, "三、收到和处理政府信息公开申请情况", *heads, *drawn])
    assert FORMAT.read is not None
    cells = dict(cell_values(FORMAT.read(Input(data=text.encode(), name="a.txt"), ReadOptions()).report))
    assert [value for path, value in cells.items() if path.startswith("applications.new_received.")] == [
        *(3, 1, None, None, None, None, 4)
    ]
    assert [value for path, value in cells.items() if path.startswith("applications.carried_over.")] == [
        *(1, None, None, None, None, None, 1)
    ]
    assert {value for path, value in cells.items() if path.startswith("applications.results.total.")} == {None}
