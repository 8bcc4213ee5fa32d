"""Pages in which the cells of a row span other columns than the labels above them."""

from __future__ import annotations

import pytest

import govinfo_schema as gs
from govinfo_schema.forms import cell_values

ROW = "proactive_disclosure.administrative_licensing"
OF_ROW = [f"{ROW}.{name}" for name in ("prior_year_items", "change", "decisions")]


def page(head: str, row: str) -> bytes:
    cells = "<tr><td colspan=5>第二十条第（一）项</td></tr><tr><td>信息内容</td><td>本年新<br>制作数量</td>"
    cells += "<td colspan=2>本年新<br>公开数量</td><td>对外公开总数量</td></tr>"
    cells += "<tr><td>规章</td><td>1</td><td colspan=2>2</td><td>3</td></tr>"
    cells += "<tr><td>规范性文件</td><td>4</td><td colspan=2>5</td><td>6</td></tr>"
    cells += f"<tr><td colspan=5>第二十条第（五）项</td></tr><tr><td>信息内容</td>{head}</tr>"
    cells += f"<tr><td>行政许可</td>{row}</tr><tr><td>其他对外管理服务事项</td>{row}</tr>"
    return f"<p>某某市2019年政府信息公开工作年度报告</p><table>{cells}</table>".encode()


HEAD = "<td>上一年项目数量</td><td colspan=2>本年增/减</td><td>处理决定数量</td>"


def read(row: str) -> list[object]:
    values = cell_values(gs.read(page(HEAD, row)).report)
    return [values[path] for path in OF_ROW]


def test_one_cell_for_each_label_is_read_in_order_though_it_spans_other_columns() -> None:
    assert read("<td colspan=2>7</td><td>1</td><td>5</td>") == [7, 1, 5]
    assert read("<td colspan=2>7</td><td></td><td>5</td>") == [7, None, 5]


@pytest.mark.parametrize(
    "row",
    [
        "<td colspan=3>7</td><td>5</td>",  # one cell less: it may be that of either label
        "<td>7</td><td>1</td><td>2</td><td>5</td>",  # one more
    ],
)
def test_a_row_with_another_number_of_cells_stays_open(row: str) -> None:
    assert 7 not in read(row)[1:]
    assert None in read(row)
