"""Rows whose columns are not printed, or not all of them: what their width, their order and their heads say."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from govinfo_converters.document import FieldRow
from govinfo_converters.html_page import FORMAT as HTML
from govinfo_converters.plain_text import FORMAT as TEXT
from govinfo_converters.plain_text import blocks_of
from govinfo_schema.format_contract import Input, ReadOptions
from govinfo_schema.forms import cell_values
from govinfo_schema.marks import Money
from layouts import Drawn, blanked, html_table, numbers, pipe_line_ends, pipe_rows, tabs, titled_tables
from layouts import traceless_pipe_rows as traceless
from noise_layouts import aligned, filled_up, grid_of, ragged_tabs

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    Layout = Callable[[Drawn], str]
    Figures = dict[str, object]

TITLE = "某某县2023年政府信息公开工作年度报告"


def cells_of(tables: Iterable[tuple[str, Drawn]], layout: Layout) -> Figures:
    """The figures that are read in the tables, drawn in a layout."""
    text = "\n".join([TITLE, *(f"{title}\n{layout(table)}" for title, table in tables)])
    text = "\n".join(map(filled_up, text.split("\n")))
    reader = (HTML if layout is html_table else TEXT).read
    assert reader is not None
    text = f"<meta charset=utf-8><p>{text}" if layout is html_table else text
    return dict(cell_values(reader(Input(data=text.encode(), name="report"), ReadOptions()).report))


def of(table: str, cells: Figures) -> Figures:
    return {path: value for path, value in cells.items() if path.startswith(table)}


def as_printed(table: str, printed: dict[str, str | None]) -> Figures:
    return of(table, {path: int(text) if text else None for path, text in printed.items()})


def with_gaps() -> dict[str, str | None]:
    """Figures in which no row of table three is complete, and each of its columns is filled somewhere."""
    printed = numbers("v2021", 11)
    paths = [path for path in printed if path.startswith("applications.")]
    return blanked(printed, [path for at, path in enumerate(paths) if (at % 7 + at // 7) % 3 == 1])


def flat(table: Drawn) -> Drawn:
    return [[(text, 1, 1) for text in row] for row in grid_of(table)]


def swapped(table: Drawn, one: int, other: int) -> Drawn:
    rows = flat(table)
    for row in rows:
        row[one], row[other] = row[other], row[one]
    return rows


def changed(printed: dict[str, str | None], number: int, change: Callable[[Drawn], Drawn]) -> list[tuple[str, Drawn]]:
    """The tables of a report, one of them changed."""
    tables = titled_tables("v2021", printed)
    tables[number] = (tables[number][0], change(tables[number][1]))
    return tables


@pytest.mark.parametrize("layout", [ragged_tabs, pipe_rows, pipe_line_ends, aligned], ids=lambda each: each.__name__)
def test_rows_are_read_although_none_is_complete(layout: Layout) -> None:
    printed = with_gaps()
    cells = cells_of(titled_tables("v2021", printed), layout)
    assert of("applications", cells) == as_printed("applications", printed)


def test_a_row_that_lacks_a_field_is_not_read_by_counting() -> None:
    printed = with_gaps()
    tables = titled_tables("v2021", printed)
    del next(row for row in tables[1][1] if row[0][0].startswith("二、上年结转"))[3]
    cells = cells_of(tables, ragged_tabs)
    expected = as_printed("applications", printed)
    assert all(cells[path] == expected[path] for path in expected if "carried_over" not in path)
    assert not any(of("applications.carried_over", cells).values())


def test_a_run_of_fields_is_cut_into_rows_where_all_are_equally_wide() -> None:
    table = titled_tables("v2021", numbers("v2021", 11))[1][1]
    rows = [block for block in blocks_of(pipe_line_ends(table)) if isinstance(block, FieldRow)]
    assert len(rows) == len(table)
    assert {(len(row.fields), row.closed) for row in rows} == {(10, True)}


@pytest.mark.parametrize("gone", range(40, 60))
def test_a_run_that_lost_a_field_stays_a_run(gone: int) -> None:
    lines = pipe_line_ends(titled_tables("v2021", numbers("v2021", 11))[1][1]).split("\n")
    blocks = blocks_of("\n".join(lines[:gone] + lines[gone + 1 :]))
    assert not any(isinstance(block, FieldRow) and block.closed for block in blocks)


def test_a_line_that_begins_with_a_separator_begins_with_an_empty_field() -> None:
    printed = numbers("v2021", 11)
    tables = titled_tables("v2021", printed)
    next(row for row in tables[1][1] if row[0][0].startswith("2.重复申请"))[0] = ("", 1, 1)
    assert of("applications", cells_of(tables, pipe_rows)) == as_printed("applications", printed)


def test_separators_on_both_sides_of_each_line_are_a_frame() -> None:
    rows = [block for block in blocks_of("| 规章 | 1 | 2 |\n| 行政规范性文件 | 3 | 4 |") if isinstance(block, FieldRow)]
    assert [[field.text for field in row.fields] for row in rows] == [["规章", "1", "2"], ["行政规范性文件", "3", "4"]]


@pytest.mark.parametrize("layout", [traceless, pipe_line_ends, tabs], ids=lambda each: each.__name__)
@pytest.mark.parametrize("columns", [(4, 5), (4, 8), (6, 7), (3, 9)])
def test_figures_stand_in_the_order_of_their_labels(columns: tuple[int, int], layout: Layout) -> None:
    printed = numbers("v2021", 11)
    tables = changed(printed, 1, lambda table: swapped(table, *columns))
    assert of("applications", cells_of(tables, layout)) == as_printed("applications", printed)


def test_a_label_of_the_first_line_that_moved_among_those_below_leaves_the_rows_open() -> None:
    tables = changed(numbers("v2021", 11), 1, lambda table: swapped(table, 3, 5))
    assert not any(of("applications", cells_of(tables, traceless)).values())


@pytest.mark.parametrize("layout", [traceless, tabs, html_table], ids=lambda each: each.__name__)
@pytest.mark.parametrize("group", range(3))
def test_columns_of_table_four_change_places_within_their_group(group: int, layout: Layout) -> None:
    printed = numbers("v2021", 11)
    tables = changed(printed, 2, lambda table: swapped(table, 5 * group + 1, 5 * group + 4))
    assert of("review", cells_of(tables, layout)) == as_printed("review", printed)


@pytest.mark.parametrize("layout", [tabs, html_table], ids=lambda each: each.__name__)
@pytest.mark.parametrize("head", [slice(2, 3), slice(0)], ids=["groups lost", "head lost"])
def test_table_four_is_found_without_its_groups_or_its_head(head: slice, layout: Layout) -> None:
    printed = numbers("v2021", 11)
    tables = changed(printed, 2, lambda table: [*flat(table)[head], flat(table)[3]])
    assert of("review", cells_of(tables, layout)) == as_printed("review", printed)


@pytest.mark.parametrize("layout", [tabs, html_table], ids=lambda each: each.__name__)
def test_a_table_that_lost_its_head_has_the_columns_right_of_its_labels(layout: Layout) -> None:
    printed = with_gaps()
    tables = changed(printed, 1, lambda table: flat(table)[3:])
    assert of("applications", cells_of(tables, layout)) == as_printed("applications", printed)


@pytest.mark.parametrize("layout", [tabs, html_table], ids=lambda each: each.__name__)
def test_a_head_that_is_pushed_to_the_left_does_not_hide_the_columns(layout: Layout) -> None:
    printed = with_gaps()
    blank = ("", 1, 1)

    def pushed(table: Drawn) -> Drawn:
        rows = flat(table)
        return [*([*row[3:], blank, blank, blank] for row in rows[1:3]), *rows[3:]]

    assert of("applications", cells_of(changed(printed, 1, pushed), layout)) == as_printed("applications", printed)


def test_a_column_of_another_year_beside_blank_cells_is_not_read() -> None:
    licences, penalties = (
        f"proactive_disclosure.administrative_{name}.decisions" for name in ("licensing", "penalties")
    )
    printed = blanked(numbers("v2019", 11), [licences, penalties])
    tables = titled_tables("v2019", printed)
    rows = flat(tables[0][1])
    for at, row in enumerate(rows):
        row.insert(1, ("2019年" if at == 1 else str(700 + at) if row[1][0].isdigit() else "", 1, 1))
    tables[0] = (tables[0][0], rows)
    cells = of("proactive", cells_of(tables, html_table))
    expected = as_printed("proactive", printed)
    assert [cells[path] for path in expected if "amount" not in path] == [
        figure for path, figure in expected.items() if "amount" not in path
    ]


def test_rows_that_a_break_pushed_to_the_left_are_not_read_under_the_head() -> None:
    row = "applications.results.declined.published_material"
    printed = blanked(with_gaps(), [f"{row}.natural_person", f"{row}.commercial_enterprise"])

    def pushed(table: Drawn) -> Drawn:
        rows = flat(table)
        at = next(at for at, row in enumerate(rows) if row[2][0] == "3.要求提供公开出版物")
        rows[at] = [*rows[at][2:], ("", 1, 1), ("", 1, 1)]
        return rows

    cells = cells_of(changed(printed, 1, pushed), html_table)
    expected = as_printed("applications", printed)
    assert all(cells[path] in (None, expected[path]) for path in expected)
    assert sum(cells[path] is not None for path in expected) > len(expected) / 2


def test_a_figure_beside_its_column_in_aligned_text_moves_no_other_row() -> None:
    printed = numbers("v2021", 11)
    tables = titled_tables("v2021", printed)
    next(row for row in tables[1][1] if row[0][0].startswith("3.补正后")).insert(4, ("", 1, 1))
    cells = cells_of(tables, aligned)
    expected = as_printed("applications", printed)
    assert all(cells[path] == expected[path] for path in expected if "unclear" not in path)


def test_tables_that_follow_each_other_are_each_as_wide_as_they_are() -> None:
    """As a data frame writes itself, labels in each column that they cover, with nothing between the tables."""
    received, carried = "一、本年新收政府信息公开申请数量", "二、上年结转政府信息公开申请数量"
    small = [
        ["第二十条第（一）项"] * 4,
        ["信息内容", "本年制发件数", "本年废止件数", "现行有效件数"],
        ["规章", "3", "5", "74"],
        ["行政规范性文件", "564", "984", "4185"],
        ["第二十条第（五）项"] * 4,
        ["信息内容", *["本年处理决定数量"] * 3],
        ["行政许可", *["11398889"] * 3],
        ["行政处罚", *["6937489"] * 3],
        ["行政强制", *["166105"] * 3],
        ["行政事业性收费", *["316441"] * 3],
    ]
    large = [
        [*["（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"] * 3, *["申请人情况"] * 7],
        [*[""] * 3, "自然人", *["法人或其他组织"] * 5, "总计"],
        [*[""] * 4, "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", ""],
        [*[received] * 3, "13612", "252", "0", "45", "128", "32", "14069"],
        [*[carried] * 3, "535", "6", "", "1", "18", "", "560"],
    ]
    tables = [small, large]
    text = "\n\n".join(
        "\n".join("| " + " | ".join(row) + " |" for row in [list(map(str, range(len(table[0])))), *table])
        for table in tables
    )
    assert TEXT.read is not None
    read = dict(cell_values(TEXT.read(Input(data=f"{TITLE}\n{text}".encode(), name="a.md"), ReadOptions()).report))
    assert of("proactive_disclosure.administrative_rules", read) == {
        "proactive_disclosure.administrative_rules.issued": 3,
        "proactive_disclosure.administrative_rules.repealed": 5,
        "proactive_disclosure.administrative_rules.in_force": 74,
    }
    assert list(of("applications.new_received", read).values()) == [13612, 252, 0, 45, 128, 32, 14069]
    assert list(of("applications.carried_over", read).values()) == [535, 6, None, 1, 18, None, 560]


def test_a_figure_below_the_same_label_in_a_later_table_is_not_that_of_a_blank_cell() -> None:
    """Each row is a line without separators; that of the fees is blank, and a budget follows the report."""
    printed = {path: text or "0" for path, text in numbers("v2021").items()}
    fees = "proactive_disclosure.administrative_institutional_fees.amount"
    lines = [TITLE]
    for title, table in titled_tables("v2021", printed):
        lines += [title, *(" ".join(text for text in row if text) for row in grid_of(table))]
    at = next(number for number, line in enumerate(lines) if line.startswith("行政事业性收费"))
    blank = [*lines[:at], "行政事业性收费", *lines[at + 1 :]]
    budget = ["六、其他需要报告的事项", "预算项目 金额(万元)", "行政事业性收费 88.5", "合计 9"]

    def fees_in(text: list[str]) -> object:
        assert TEXT.read is not None
        return dict(cell_values(TEXT.read(Input(data="\n".join(text).encode(), name="a"), ReadOptions()).report))[fees]

    assert fees_in(blank) is None
    assert fees_in([*blank, *budget]) is None
    assert fees_in([*lines, *budget]) == Money(Decimal(lines[at].split()[1]), "万元")
