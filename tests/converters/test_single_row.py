"""Table four, whose columns alone have labels: columns that the form has not do not hide its row."""

from __future__ import annotations

import pytest

import govinfo_schema as gs
from govinfo_schema.forms import cell_values
from layouts import html_table, numbers, titled_tables
from noise_layouts import grid_of

FIGURES = numbers("v2021")


@pytest.mark.parametrize("label", ["小计", "上年统计数", "备注"])
@pytest.mark.parametrize("at", [0, 7, 15])
def test_a_column_that_the_form_has_not_is_left_over(label: str, at: int) -> None:
    *others, (title, table) = titled_tables("v2021", FIGURES)
    lines = [[*row[:at], text, *row[at:]] for row, text in zip(grid_of(table), ("", "", label, "77777"), strict=True)]
    tables = [*others, (title, [[(text, 1, 1) for text in line] for line in lines])]
    page = "".join(f"<p>{name}</p>{html_table(one)}" for name, one in tables)
    reading = gs.read(f"<meta charset=utf-8><p>某某县2023年政府信息公开工作年度报告</p>{page}".encode(), format="html")
    values = {path: str(getattr(value, "value", value)) for path, value in cell_values(reading.report).items()}
    assert values == FIGURES
    assert [leftover.text for leftover in reading.leftovers] == ["77777"]
