"""Tables without rulings of which a few rows are damaged, or drawn in columns so narrow that labels and figures break.

A person reads all rows but the damaged ones; a figure of which nobody can tell the cell is in no cell.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from govinfo_converters.document import GridCell
from govinfo_converters.pdf_broken_numbers import with_rests_in_doubt
from govinfo_schema.forms import cell_values
from layouts import Drawn, facts, numbers, titled_tables
from noise_layouts import grid_of
from pdf_drawing import RULERS, Sheet
from pdf_reading import outcome, read

if TYPE_CHECKING:
    from collections.abc import Mapping

    from layouts import Printed

FORM = "v2021"
PRINTED = numbers(FORM, 11)
THREE, FOUR = 1, 2
GRANTED = [fact["cell"] for fact in facts(FORM) if fact["cell"].startswith("applications.results.disclosure_granted.")]
REVIEW = [fact["cell"] for fact in facts(FORM) if fact["cell"].startswith("review_and_litigation.")]


def drawn_tables(printed: Printed = PRINTED) -> list[tuple[str, Drawn]]:
    return titled_tables(FORM, printed)


def as_pdf(tables: list[tuple[str, Drawn]], ruler: str = "none") -> bytes:
    sheet = Sheet(RULERS[ruler])
    for line in ("某某县2023年政府信息公开工作年度报告", "一、总体情况", "全年工作有序推进。"):
        sheet.text(line)
    for title, table in tables:
        sheet.text(title)
        sheet.table(table)
    sheet.text("五、存在的主要问题及改进情况")
    return sheet.data()


def row_of(table: Drawn, label: str) -> list[tuple[str, int, int]]:
    return next(row for row in table if any(text.endswith(label) for text, _, _ in row))


def flat(table: Drawn) -> Drawn:
    return [[(text, 1, 1) for text in row] for row in grid_of(table)]


def all_but(cells: list[str]) -> dict[str, str | None]:
    return {cell: figure for cell, figure in PRINTED.items() if cell not in cells}


def read_cells(data: bytes) -> dict[str, str]:
    values = {cell: getattr(value, "value", value) for cell, value in cell_values(read(data)).items()}
    return {cell: str(value) for cell, value in values.items() if value is not None}


def assert_read(data: bytes, expected: Mapping[str, str | None]) -> None:
    values = read_cells(data)
    assert {cell: values.get(cell) for cell in expected} == dict(expected)


def test_labels_may_wrap_around_their_figures_and_the_first_one_begins_above_them() -> None:
    tables = drawn_tables()
    grid = grid_of(tables[THREE][1])
    labels = [next((text for text in reversed(row[:3]) if text), "") for row in grid]
    tables[THREE][1][:] = [
        [(text, 1, 1) for text in (label, *row[3:])] for label, row in zip(labels, grid, strict=True)
    ]
    assert outcome(as_pdf(tables), PRINTED) == ({"right": len(PRINTED)}, set())


def test_labels_of_narrow_columns_stand_close_to_each_other() -> None:
    tables = drawn_tables()
    table = tables[THREE][1]
    for row in table:
        row.append(("", 1, 1))
    tables[THREE][1][:] = flat(table)
    assert outcome(as_pdf(tables), PRINTED) == ({"right": len(PRINTED)}, set())


def test_a_row_with_a_cell_too_many_spoils_no_other_row() -> None:
    tables = drawn_tables()
    row = row_of(tables[THREE][1], "予以公开")
    row.insert(3, ("/", 1, 1))
    tables[THREE][1][0].append(("", 1, 1))
    assert_read(as_pdf(tables), all_but(GRANTED))


@pytest.mark.parametrize("odd", ["5年", "(5)", "5注1"])
def test_a_text_in_a_column_of_figures_is_no_label(odd: str) -> None:
    printed = {**PRINTED, GRANTED[0]: odd}
    assert_read(as_pdf(drawn_tables(printed)), {**all_but(GRANTED[:1]), GRANTED[0]: None})


def test_a_row_pushed_to_the_left_spoils_no_other_row() -> None:
    tables = drawn_tables()
    table = tables[THREE][1]
    again = [("(一)予以公开", 1, 1), *((str(900 + at), 1, 1) for at in range(7))]
    table.append(again)
    data = as_pdf(tables)
    assert_read(data, all_but(GRANTED))
    values = read_cells(data)
    assert all(values.get(cell) in (None, PRINTED[cell]) for cell in GRANTED)


def test_a_figure_glued_to_its_label_spoils_no_other_row() -> None:
    tables = drawn_tables()
    row = row_of(tables[THREE][1], "予以公开")
    at = next(at for at, cell in enumerate(row) if cell[0].endswith("予以公开"))
    row[at : at + 2] = [(row[at][0] + row[at + 1][0], 2, 1)]
    assert_read(as_pdf(tables), all_but(GRANTED))


def test_a_figure_over_two_columns_is_that_of_neither() -> None:
    tables = drawn_tables()
    row = row_of(tables[THREE][1], "予以公开")
    first = len(row) - len(GRANTED)
    row[first + 2 : first + 4] = [("777", 2, 1)]
    data = as_pdf(tables)
    assert_read(data, {**all_but(GRANTED), GRANTED[2]: None, GRANTED[3]: None})
    values = read_cells(data)
    assert all(values.get(cell) in (None, PRINTED[cell]) for cell in GRANTED)


def test_a_figure_between_two_others_leaves_all_three_open() -> None:
    tables = drawn_tables()
    row = row_of(tables[THREE][1], "予以公开")
    first = len(row) - len(GRANTED)
    row[first + 5] = ("88      / ", 1, 1)
    row[first + 6] = ("", 1, 1)
    data = as_pdf(tables)
    assert_read(data, all_but(GRANTED))
    assert not {"88"} & {read_cells(data).get(cell) for cell in GRANTED}


@pytest.mark.parametrize(
    ("figure", "read_as"), [("40（其中修订1件）", "40"), ("3(含上年结转1件)", "3"), ("0,其中修订2件", "0")]
)
def test_a_remark_may_take_several_lines(figure: str, read_as: str) -> None:
    printed = {**PRINTED, GRANTED[0]: figure, GRANTED[4]: figure}
    expected = {**PRINTED, GRANTED[0]: read_as, GRANTED[4]: read_as}
    assert_read(as_pdf(drawn_tables(printed)), expected)


@pytest.mark.parametrize("ruler", ["lines", "none"])
@pytest.mark.parametrize("figure", ["2,883,608", "2，646，206", "344，303"])
def test_a_number_broken_between_marks_of_thousands_is_one(figure: str, ruler: str) -> None:
    printed = {**PRINTED, GRANTED[1]: figure, GRANTED[5]: figure}
    whole = figure.replace(",", "").replace("，", "")
    assert_read(as_pdf(drawn_tables(printed), ruler), {**PRINTED, GRANTED[1]: whole, GRANTED[5]: whole})


def test_full_width_digits_that_fill_a_ruled_cell_go_on_in_the_next_line() -> None:
    printed = {**PRINTED, GRANTED[1]: "１０５５"}
    assert_read(as_pdf(drawn_tables(printed), "lines"), {**PRINTED, GRANTED[1]: "1055"})


def test_a_row_without_its_label_is_no_end_of_the_figures_above() -> None:
    tables = drawn_tables()
    table = tables[THREE][1]
    row = row_of(table, "重复申请")
    at = next(at for at, cell in enumerate(row) if cell[0].endswith("重复申请"))
    row[at] = ("", *row[at][1:])
    assert outcome(as_pdf(tables), PRINTED) == ({"right": len(PRINTED)}, set())


# Cells in columns so narrow that they break


@pytest.mark.parametrize(
    ("figure", "read_as"),
    [("1384(件)", "1384"), ("12（其中修订1件）", "12"), ("0,其中修订2件", "0"), ("1384件 12", None), ("12 件 5", None)],
)
@pytest.mark.parametrize("cell", [REVIEW[0], REVIEW[7]])
def test_units_and_remarks_are_joined_in_narrow_ruled_cells(figure: str, read_as: str | None, cell: str) -> None:
    assert_read(as_pdf(drawn_tables({**PRINTED, cell: figure}), "lines"), {**PRINTED, cell: read_as})


@pytest.mark.parametrize(("figure", "read_as"), [("1，848，903", "1848903"), ("670,741", "670741")])
def test_the_only_row_of_a_table_may_have_cells_of_several_lines(figure: str, read_as: str) -> None:
    printed = {**PRINTED, REVIEW[3]: figure, REVIEW[9]: figure}
    assert_read(as_pdf(drawn_tables(printed)), {**PRINTED, REVIEW[3]: read_as, REVIEW[9]: read_as})


@pytest.mark.parametrize("odd", ["3年", "(5)"])
def test_an_odd_figure_may_be_the_first_of_a_row_without_label(odd: str) -> None:
    data = as_pdf(drawn_tables({**PRINTED, REVIEW[0]: odd}), "lines")
    assert_read(data, {**PRINTED, REVIEW[0]: None})


# Table four


def narrow_four() -> list[tuple[str, Drawn]]:
    tables = drawn_tables()
    tables[FOUR][1][:] = flat(tables[FOUR][1])
    return tables


@pytest.mark.parametrize("ruler", ["lines", "none"])
def test_groups_of_columns_in_narrow_cells_are_known(ruler: str) -> None:
    assert outcome(as_pdf(narrow_four(), ruler), PRINTED) == ({"right": len(PRINTED)}, set())


@pytest.mark.parametrize("ruler", ["lines", "none"])
def test_columns_of_a_group_may_stand_in_another_order(ruler: str) -> None:
    tables = narrow_four()
    for row in tables[FOUR][1]:
        row[7], row[8] = row[8], row[7]
    assert outcome(as_pdf(tables, ruler), PRINTED) == ({"right": len(PRINTED)}, set())


@pytest.mark.parametrize("label", ["结果维持", "合计"])
def test_a_group_of_columns_that_lacks_a_label_is_left_open(label: str) -> None:
    tables = narrow_four()
    tables[FOUR][1][2][7] = (label, 1, 1)
    values = read_cells(as_pdf(tables, "lines"))
    assert all(values.get(cell) in (None, PRINTED[cell]) for cell in REVIEW)


@pytest.mark.parametrize("kept", [[3], [0, 3]])
def test_a_row_of_table_four_without_its_head_is_read_in_order(kept: list[int]) -> None:
    tables = drawn_tables()
    tables[FOUR][1][:] = [tables[FOUR][1][at] for at in kept]
    assert outcome(as_pdf(tables, "lines"), PRINTED) == ({"right": len(PRINTED)}, set())


@pytest.mark.parametrize("head", [["备注"] * 15, ["结果纠正", "结果维持", *["其他结果"] * 13]])
def test_a_row_of_table_four_under_other_labels_is_left_open(head: list[str]) -> None:
    tables = drawn_tables()
    tables[FOUR][1][:] = [[(label, 1, 1) for label in head], tables[FOUR][1][-1]]
    values = read_cells(as_pdf(tables, "lines"))
    assert not values.keys() & set(REVIEW)


def test_the_rest_of_a_long_number_in_the_row_below_is_no_figure_of_its_own() -> None:
    cells = [
        GridCell("71\n4054124", 7, 3),
        GridCell("1942442", 9, 3),
        GridCell("12", 10, 3),
        GridCell("5\n6", 7, 4),  # no line is so long that it fills its cell
        GridCell("8", 8, 4),
    ]
    texts = [cell.text for cell in with_rests_in_doubt(cells)]
    assert texts == ["71\n4054124", "4054124\n1942442", "12", "5\n6", "8"]
