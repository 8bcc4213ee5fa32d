"""Data frames printed as text: every cell stands there, and a blank one as NaN."""

from __future__ import annotations

import pandas as pd
import pytest

from govinfo_converters.document import FieldRow, Grid
from govinfo_converters.plain_text import FORMAT as TEXT
from govinfo_converters.plain_text import blocks_of
from govinfo_schema.format_contract import Input, ReadOptions
from govinfo_schema.forms import cell_values
from layouts import blanked, numbers, titled_tables
from noise_layouts import grid_of

ROWS = [["规章", "3", None, "74"], ["行政规范性文件", "564", "984", "4185"], ["行政许可", None, "7", "11398"]]
TITLE = "某某县2023年政府信息公开工作年度报告"


@pytest.mark.parametrize("wide", [True, False])
@pytest.mark.parametrize("index", [True, False])
def test_each_word_is_a_cell_and_nan_a_blank_one(wide: bool, index: bool) -> None:  # noqa: FBT001 - options of pandas
    with pd.option_context("display.unicode.east_asian_width", wide):
        printed = pd.DataFrame(ROWS).to_string(index=index, header=False)
    rows = [[field.text for field in block.fields] for block in blocks_of(printed) if isinstance(block, FieldRow)]
    own = [["规章", "3", "", "74"], ["行政规范性文件", "564", "984", "4185"], ["行政许可", "", "7", "11398"]]
    assert rows == [[*([str(number)] if index else []), *row] for number, row in enumerate(own)]
    assert [block.fields[0].place.line for block in blocks_of(printed) if isinstance(block, FieldRow)] == [1, 2, 3]


def test_the_numbers_of_columns_are_no_row() -> None:
    printed = pd.DataFrame(ROWS).to_string(index=False)
    rows = [block.fields[0].text for block in blocks_of(printed) if isinstance(block, FieldRow)]
    assert rows == ["规章", "行政规范性文件", "行政许可"]


def test_a_page_on_which_labels_begin_below_each_other_is_no_data_frame() -> None:
    lines = ["规章            3   5    74", "行政规范性文件 64  84  4185", "行政许可       12   7 11398"]
    assert not any(isinstance(block, FieldRow) for block in blocks_of("\n".join(lines)))


def test_tables_around_and_between_data_frames_are_numbered_in_order() -> None:
    frame = pd.DataFrame(ROWS).to_string(index=False, header=False)
    blocks = blocks_of(f"{frame}\n\n规章 | 3 | 5\n\n{frame}")
    tables = [block.fields[0].place.table for block in blocks if isinstance(block, FieldRow)]
    assert tables == [1, 1, 1, 2, 3, 3, 3]
    assert not any(isinstance(block, Grid) for block in blocks)


@pytest.mark.parametrize("form", ["v2019", "v2021"])
def test_the_tables_of_a_report_printed_as_data_frames_are_read(form: str) -> None:
    applications = [path for path in numbers(form) if path.startswith("applications.")]
    printed = blanked(numbers(form, 11), [path for at, path in enumerate(applications) if at % 5 == 2])
    year = {"v2019": 2020, "v2021": 2023}[form]
    frames = [pd.DataFrame(grid_of(table)).replace("", None) for _, table in titled_tables(form, printed)]
    text = "\n\n".join(frame.to_string(index=False, header=False) for frame in frames)
    assert TEXT.read is not None
    source = Input(data=f"{TITLE.replace('2023', str(year))}\n\n{text}".encode(), name="report.txt")
    values = cell_values(TEXT.read(source, ReadOptions()).report)
    expected = {path: int(printed[path] or 0) if printed[path] else None for path in applications}
    assert {path: values[path] for path in applications} == expected
