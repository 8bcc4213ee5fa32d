"""PDF files: drawn ones, in which each number is known, and printed ones."""

from __future__ import annotations

import json
import random
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from govinfo_converters.document import Grid, Paragraph
from govinfo_converters.pdf_file import parse_pdf
from govinfo_schema.forms import cell_values
from layouts import FORMS, blanked, facts, numbers, titled_tables
from pdf_drawing import BOTTOM, RULERS, Sheet, lines_ruler, pdf_page
from pdf_reading import drawn, outcome, read, texts
from pdf_tables_drawn import SIMPLE

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

DATA = Path(__file__).resolve().parents[1] / "data" / "pdf"


SAMPLE = Path(__file__).resolve().parents[3] / "shared" / "samples" / "hongze-2024-pdf"


# Whole forms


@pytest.mark.parametrize("at", [0, 150, 333, 420])
@pytest.mark.parametrize("ruler", RULERS)
@pytest.mark.parametrize("form", FORMS)
def test_a_form_is_read_whole_wherever_its_pages_break(form: str, ruler: str, at: float) -> None:
    printed = numbers(form, 11)
    counted, wrong = outcome(pdf_page(form, printed, ruler, at=at), printed)
    assert not wrong
    assert counted == {"right": len(printed)}


@pytest.mark.parametrize("form", FORMS)
def test_heads_may_be_repeated_on_each_page(form: str) -> None:
    printed = blanked(numbers(form, 11), [fact["cell"] for fact in facts(form)][::7])
    data = pdf_page(form, printed, repeat=1 if form == "v2014" else 3, at=150)
    assert outcome(data, printed) == ({"right": len(printed)}, set())


def groups_of(form: str) -> list[list[str]]:
    """Some single cells, some rows and columns, and cells all over."""
    cells, chosen = facts(form), random.Random(form)  # noqa: S311 - which cells are tried is no secret
    rows = [[fact["cell"] for fact in row] for _, row in groupby(cells, lambda fact: (fact["table"], fact["row"]))]
    columns = groupby(
        sorted(cells, key=lambda fact: (fact["table"], fact["column"])),
        lambda fact: (fact["table"], fact["column"]),
    )
    of_columns = [[fact["cell"] for fact in column] for _, column in columns if form != "v2014"]
    return [
        *([fact["cell"]] for fact in chosen.sample(cells, 3)),
        *chosen.sample(rows, 4),
        *chosen.sample(of_columns, min(6, len(of_columns))),
        [fact["cell"] for fact in cells[::5]],
        [fact["cell"] for fact in chosen.sample(cells, len(cells) // 2)],
    ]


@pytest.mark.parametrize("ruler", ["lines", "none"])
@pytest.mark.parametrize("form", FORMS)
def test_nothing_slips_into_blank_cells(form: str, ruler: str) -> None:
    for number, group in enumerate(groups_of(form)):
        printed = blanked(numbers(form, 11), group)
        counted, wrong = outcome(pdf_page(form, printed, ruler, at=60.0 * (number % 7)), printed)
        assert not wrong, (group, wrong)
        if ruler == "lines":
            assert counted == {"right": len(printed)}, group


@pytest.mark.parametrize("name", ["browser.pdf", "word-processor.pdf"])
def test_printed_pages_are_read_whole(name: str) -> None:
    printed = blanked(numbers("v2021", 11), [fact["cell"] for fact in facts("v2021")][::5])
    assert outcome((DATA / name).read_bytes(), printed) == ({"right": 200}, set())


@pytest.mark.skipif(not SAMPLE.is_dir(), reason="the shared samples are not here")
def test_a_published_report_of_mixed_form_is_read_whole() -> None:
    truth = json.loads((SAMPLE / "truth.json").read_text(encoding="utf-8"))
    report = read((SAMPLE / "source.pdf").read_bytes())
    values = list(cell_values(report).items())
    applications = [value for cell, value in values if cell.startswith("applications.")]
    rows = {label: row for label, row in truth["table3"].items() if "(六)" not in label}
    assert [value for value in applications if value is not None] == [number for row in rows.values() for number in row]
    assert [value for cell, value in values if cell.startswith("review_and_litigation.")] == truth["table4"]
    assert report.year == truth["year"]
    assert report.agency.name == truth["agency"]


def test_the_same_file_gives_the_same_document() -> None:
    data = pdf_page("v2021", numbers("v2021", 11))
    assert parse_pdf(data, "a") == parse_pdf(data, "a")


# Tables


def test_cells_know_their_page_and_their_spans() -> None:
    sheet = Sheet()
    sheet.y = BOTTOM + 60
    sheet.table([[("合并", 2, 1), ("丙", 1, 2)], [("1", 1, 1), ("2", 1, 1)], [("3", 1, 1), ("4", 1, 1), ("5", 1, 1)]])
    (grid,) = parse_pdf(sheet.data(), "x").blocks
    assert isinstance(grid, Grid)
    assert (grid.rows, grid.columns, grid.pages) == (3, 3, (1, 1, 2))
    assert [(cell.text, cell.row, cell.column, cell.rowspan, cell.colspan) for cell in grid.cells] == [
        ("合并", 0, 0, 1, 2),
        ("丙", 0, 2, 2, 1),
        ("1", 1, 0, 1, 1),
        ("2", 1, 1, 1, 1),
        ("3", 2, 0, 1, 1),
        ("4", 2, 1, 1, 1),
        ("5", 2, 2, 1, 1),
    ]


def test_several_tables_on_a_page_stay_apart_and_in_order() -> None:
    sheet = Sheet()
    for title in ("表甲", "表乙"):
        sheet.text(title)
        sheet.table(SIMPLE)
    blocks = parse_pdf(sheet.data(), "x").blocks
    assert [type(block) for block in blocks] == [Paragraph, Grid, Paragraph, Grid]
    assert [block.place.table for block in blocks if isinstance(block, Grid)] == [1, 2]


def test_a_row_cut_by_a_page_break_is_one_row_when_no_ruling_closes_it() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFont("STSong-Light", 9)
        for x in (60, 200, 300):
            canvas.line(x, 140, x, 60)
        canvas.line(60, 140, 300, 140)
        canvas.line(60, 100, 300, 100)
        canvas.drawString(70, 115, "第一行")
        canvas.drawString(210, 115, "11")
        canvas.drawString(70, 70, "第二行")
        canvas.showPage()
        canvas.setFont("STSong-Light", 9)
        for x in (60, 200, 300):
            canvas.line(x, 800, x, 700)
        canvas.line(60, 740, 300, 740)
        canvas.line(60, 700, 300, 700)
        canvas.drawString(210, 770, "22")
        canvas.drawString(70, 715, "第三行")
        canvas.drawString(210, 715, "33")

    assert texts(parse_pdf(drawn(draw), "x")) == {
        (0, 0): "第一行",
        (0, 1): "11",
        (1, 0): "第二行",
        (1, 1): "22",
        (2, 0): "第三行",
        (2, 1): "33",
    }


def test_two_rows_at_a_page_break_never_become_one() -> None:
    """The row above is whole, the row below is blank: no ruling between them shows that they are two."""

    def draw(canvas: Canvas) -> None:
        for label, number, top, bottom in (("甲行", "11", 140, 60), ("乙行", "", 800, 700)):
            canvas.setFont("STSong-Light", 9)
            for x in (60, 200, 300):
                canvas.line(x, top, x, bottom)
            canvas.line(60, (top + bottom) / 2, 300, (top + bottom) / 2)
            for y in ((top + bottom) / 2 + 10, bottom + 10):
                canvas.drawString(70, y, label)
                canvas.drawString(210, y, number)
            canvas.showPage()

    found = texts(parse_pdf(drawn(draw), "x"))
    assert [found[row, 0] for row in range(4)] == ["甲行", "甲行", "乙行", "乙行"]
    assert [found[row, 1] for row in range(4)] == ["11", "11", "", ""]


def test_figures_cut_by_a_page_break_are_joined_where_the_label_shows_it_and_a_group_of_rows_ends_there() -> None:
    xs = (60, 100, 300, 350, 400, 450, 500)
    above = [["1.属于国家秘密", "11", "12", "13", "14"], ["2.其他", "43", "", "43", "/"]]
    below = [["法律行政法规禁止公开", "3", "", "9", ""], ["3.危及“三安全一稳定”", "31", "32", "33", "34"]]

    def draw(canvas: Canvas) -> None:
        for rows, top, left in ((above, 140, 0), (below, 800, 1)):
            canvas.setFont("STSong-Light", 9)
            if not left:
                lines_ruler(canvas, [(xs[0], top, xs[1], top - 80, "")])
            for number, row in enumerate(rows):
                for column, text in enumerate(row, 1):
                    upper = top - 40 * number
                    lines_ruler(canvas, [(xs[column], upper, xs[column + 1], upper - 40, "")])
                    canvas.drawString(xs[column] + 5, upper - 25, text)
            canvas.showPage()

    found = texts(parse_pdf(drawn(draw), "x"))
    assert [[found[row, column] for column in range(1, 6)] for row in range(4)] == [
        ["1.属于国家秘密", "11", "12", "13", "14"],
        ["2.其他\n法律行政法规禁止公开", "43\n3", "", "43\n9", "/"],
        [""] * 5,
        ["3.危及“三安全一稳定”", "31", "32", "33", "34"],
    ]


def test_figures_of_two_rows_that_meet_at_a_page_break_are_left_open() -> None:
    """The lower row lacks its label: it may as well be the end of the upper one, whose numbers are broken."""

    def draw(canvas: Canvas) -> None:
        for label, figures, top in (("甲行", ("11", "12", ""), 140), ("", ("21", "", "23"), 800)):
            canvas.setFont("STSong-Light", 9)
            boxes = [(60.0 + 100 * at, float(top), 160.0 + 100 * at, top - 40.0, "") for at in range(4)]
            lines_ruler(canvas, boxes)
            for at, text in enumerate((label, *figures)):
                canvas.drawString(70 + 100 * at, top - 25, text)
            canvas.showPage()

    found = texts(parse_pdf(drawn(draw), "x"))
    assert found == {(0, 0): "甲行", (0, 1): "11\n21", (0, 2): "12\ufffd", (0, 3): "23\ufffd"}


def test_a_ruled_row_that_is_pushed_to_the_left_and_has_a_blank_cell_is_left_open() -> None:
    cells = [fact["cell"] for fact in facts("v2021") if fact["cell"].startswith("applications.results.total.")]
    printed = blanked(numbers("v2021", 11), cells[:1])
    tables = titled_tables("v2021", printed)
    rows = tables[1][1]
    number = next(at for at, row in enumerate(rows) if row[0][0] == "(七)总计")
    rows[:] = [[(text, over, 21 if down == 22 else down) for text, over, down in row] for row in rows]
    rows[number].append(("", 1, 1))  # the label of the group of rows ends above
    sheet = Sheet()
    for line in ("某某县2023年政府信息公开工作年度报告", "一、总体情况"):
        sheet.text(line)
    for title, table in tables:
        sheet.text(title)
        sheet.table(table)
    counted, wrong = outcome(sheet.data(), printed)
    assert not wrong
    assert counted["right"] == len(printed) - len(cells[1:])


def test_parts_with_other_columns_stay_two_tables() -> None:
    sheet = Sheet()
    sheet.y = BOTTOM + 90
    sheet.table(SIMPLE)
    sheet.new_page()
    sheet.table([[("一", 1, 1), ("二", 1, 1), ("三", 1, 1)], [("1", 1, 1), ("2", 1, 1), ("3", 1, 1)]])
    assert len([block for block in parse_pdf(sheet.data(), "x").blocks if isinstance(block, Grid)]) == 2


def test_a_number_over_a_border_is_given_to_neither_cell() -> None:
    def draw(canvas: Canvas) -> None:
        lines_ruler(canvas, [(60, 700, 80, 680, ""), (80, 700, 100, 680, ""), (100, 700, 140, 680, "")])
        canvas.setFont("Helvetica", 10)
        canvas.drawString(65, 686, "94873")
        canvas.drawString(110, 686, "5")

    found = texts(parse_pdf(drawn(draw), "x"))
    assert found[0, 2] == "5"
    assert not found[0, 0].isdigit()
    assert not found[0, 1].isdigit()


@pytest.mark.parametrize(("size", "dy"), [(6, 4), (10, 4), (6, 0)])
def test_a_footnote_mark_is_no_digit(size: float, dy: float) -> None:
    def draw(canvas: Canvas) -> None:
        lines_ruler(canvas, [(60, 700, 160, 680, ""), (160, 700, 260, 680, "")])
        canvas.setFont("Helvetica", 10)
        canvas.drawString(70, 686, "5")
        canvas.setFont("Helvetica", size)
        canvas.drawString(75.6, 686 + dy, "1")

    assert texts(parse_pdf(drawn(draw), "x"))[0, 0].split() in (["5", "1"], ["1", "5"])


def test_a_number_struck_twice_counts_once_and_two_numbers_over_each_other_stay_two() -> None:
    def draw(canvas: Canvas) -> None:
        lines_ruler(canvas, [(60, 700, 160, 680, ""), (160, 700, 260, 680, "")])
        canvas.setFont("Helvetica", 10)
        for shift in (0, 0.4):
            canvas.drawString(70 + shift, 686, "11")
        canvas.drawString(170, 686, "5")
        canvas.drawString(170.5, 686, "6")

    found = texts(parse_pdf(drawn(draw), "x"))
    assert found[0, 0] == "11"
    assert found[0, 1].split() == ["5", "6"]


def test_frames_and_underlines_are_no_tables() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFont("STSong-Light", 12)
        canvas.rect(40, 40, 500, 760)
        canvas.drawString(100, 700, "加下划线的一行")
        canvas.line(100, 697, 190, 697)
        canvas.bezier(100, 500, 200, 600, 300, 400, 400, 500)

    assert [type(block) for block in parse_pdf(drawn(draw), "x").blocks] == [Paragraph]


def test_a_table_open_at_its_sides_keeps_its_outer_columns() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", 10)
        for y in (700, 680, 660):
            canvas.line(60, y, 300, y)
        for x in (140, 220):
            canvas.line(x, 700, x, 660)
        for x, text in ((70, "1"), (150, "2"), (230, "3")):
            canvas.drawString(x, 686, text)

    found = texts(parse_pdf(drawn(draw), "x"))
    assert [found[0, column] for column in range(3)] == ["1", "2", "3"]
