"""Tables as programs write them that make text of pages: with frames, without, and with blank cells in several ways.

The figures are those of published reports, with other organs.
"""

from __future__ import annotations

import pytest

from govinfo_converters.plain_text import FORMAT
from govinfo_schema.format_contract import Input, ReadOptions
from govinfo_schema.forms import cell_values

TITLE = "某某市人民政府办公室2019年政府信息公开工作年度报告"
RECEIVED, CARRIED = "一、本年新收政府信息公开申请数量", "二、上年结转政府信息公开申请数量"
NEXT = "四、政府信息公开行政复议、行政诉讼情况"
HEAD = (
    ("（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）", "申请人情况"),
    ("自然人", "法人或其他组织", "总计"),
    ("商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他"),
)
# Labels, the columns that the last label reaches over, and the figures.
ROWS: tuple[tuple[tuple[str, ...], int, str], ...] = (
    ((RECEIVED,), 3, "821 35 _ _ 2 1 859"),
    ((CARRIED,), 3, "18 _ _ _ _ _ 18"),
    (("三、本年度办理结果", "（一）予以公开"), 2, "258 12 _ _ 1 1 _"),
    (("（二）部分公开（区分处理的，只计这一情形，不计其他情形）",), 2, "3 _ _ _ _ _ _"),
    (("（三）不予公开", "1.属于国家秘密"), 1, "14 _ _ _ _ _ _"),
    (("2.其他法律行政法规禁止公开",), 1, "_ _ _ _ _ _ _"),
    (("5.属于三类内部事务信息",), 1, "5 _ _ _ _ _ _"),
    (("6.属于四类过程性信息",), 1, "3 1 _ _ _ _ _"),
    (("8.属于行政查询事项",), 1, "10 2 _ _ _ _ _"),
    (("（四）无法提供", "1.本机关不掌握相关政府信息"), 1, "252 12 _ _ 1 _ _"),
    (("2.没有现成信息需要另行制作",), 1, "44 3 _ _ _ _ _"),
    (("3.补正后申请内容仍不明确",), 1, "25 _ _ _ _ _ _"),
    (("（七）总计",), 2, "767 35 _ _ 2 1 805"),
    (("四、结转下年度继续办理",), 3, "72 _ _ _ _ _ 72"),
)
PATHS = {
    RECEIVED: "applications.new_received",
    CARRIED: "applications.carried_over",
    "（一）予以公开": "applications.results.disclosure_granted",
    "（二）部分公开（区分处理的，只计这一情形，不计其他情形）": "applications.results.partial_disclosure",
    "1.属于国家秘密": "applications.results.refused.state_secret",
    "6.属于四类过程性信息": "applications.results.refused.deliberative_process",
    "1.本机关不掌握相关政府信息": "applications.results.unable.not_held",
    "（七）总计": "applications.results.total",
    "四、结转下年度继续办理": "applications.carried_forward",
}


def without_frames(figures: list[str], labels: tuple[str, ...], _over: int) -> str:
    """Separators behind texts, two blanks at the end of each line, and one for a blank cell."""
    return "| ".join([*labels, *figures]) + ("   " if figures and not figures[-1] else "  ")


def spans_filled(figures: list[str], labels: tuple[str, ...], over: int) -> str:
    """A label that reaches over several columns has a separator for each; a blank cell has two blanks."""
    return "| " + " | ".join(labels) + " |" * over + "".join(f" {figure} |" for figure in figures)


def frames_of_their_own(figures: list[str], labels: tuple[str, ...], _over: int) -> str:
    return "".join(f"|{text}|" for text in (*labels, *figures) if text)


def separators_begin(figures: list[str], labels: tuple[str, ...], _over: int) -> str:
    return "\n".join(f"|{text}" for text in (*labels, *figures) if text)


def report(layout: object, *, filled: bool = False) -> dict[str, object]:
    assert callable(layout)
    lines = [layout([], row, 1) for row in HEAD]
    for labels, over, printed in ROWS:
        figures = ["" if text == "_" else text for text in printed.split()]
        lines.append(layout([text or "0" for text in figures] if filled else figures, labels, over))
    text = "\n".join(
        [TITLE, "三、收到和处理政府信息公开申请情况", *lines, NEXT, layout([], ("行政复议", "行政诉讼"), 1)]
    )
    assert FORMAT.read is not None
    return dict(cell_values(FORMAT.read(Input(data=text.encode(), name="a.md"), ReadOptions(form="v2019")).report))


def expected(*, filled: bool = False) -> dict[str, list[int | None]]:
    return {
        PATHS[labels[-1]]: [(0 if filled else None) if text == "_" else int(text) for text in printed.split()]
        for labels, _over, printed in ROWS
        if labels[-1] in PATHS
    }


def found(cells: dict[str, object]) -> dict[str, list[object]]:
    return {path: [cells[name] for name in cells if name.startswith(f"{path}.")] for path in PATHS.values()}


@pytest.mark.parametrize("layout", [without_frames, spans_filled])
def test_blank_cells_that_are_written_keep_the_columns(layout: object) -> None:
    assert found(report(layout)) == expected()


@pytest.mark.parametrize("layout", [without_frames, spans_filled, frames_of_their_own, separators_begin])
def test_complete_rows_are_read(layout: object) -> None:
    assert found(report(layout, filled=True)) == expected(filled=True)


@pytest.mark.parametrize("layout", [frames_of_their_own, separators_begin])
def test_blank_cells_that_are_not_written_leave_the_figures_open(layout: object) -> None:
    cells = report(layout)
    assert [path for path, value in cells.items() if path.startswith("applications.") and value is not None] == []
