"""Tables that lie on their side are read as if they stood upright, and their cells keep the places of the file."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import govinfo_schema as gs
from govinfo_converters.alignment.masks import MASK, masked
from govinfo_converters.layout_memory import MEMORY, Origins
from govinfo_schema.forms import cell_values
from layouts import FORMS, YEARS, Drawn, html_table, numbers, tabs, titled_tables
from noise_layouts import grid_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

V2021 = numbers("v2021")
BLANK = "applications.carried_over.natural_person"


@pytest.fixture(autouse=True)
def _empty_memory() -> Iterator[None]:
    MEMORY.forget()
    yield
    MEMORY.forget()


def on_its_side(table: Drawn) -> Drawn:
    return [[(text, 1, 1) for text in column] for column in zip(*grid_of(table), strict=True)]


def with_spans_on_its_side(table: Drawn) -> Drawn:
    """The table with its spans turned too: each cell begins in the line that was its column."""
    taken: set[tuple[int, int]] = set()
    cells: list[tuple[int, int, tuple[str, int, int]]] = []
    for row, line in enumerate(table):
        column = 0
        for text, width, height in line:
            while (row, column) in taken:
                column += 1
            taken |= {(at, across) for at in range(row, row + height) for across in range(column, column + width)}
            cells.append((column, row, (text, height, width)))
    lines: dict[int, list[tuple[str, int, int]]] = {}
    for column, _, cell in sorted(cells):
        lines.setdefault(column, []).append(cell)
    return [lines.get(at, []) for at in range(max(lines) + 1)]


def html_of(form: str, figures: Mapping[str, str | None], *, spans: bool = False) -> str:
    turn = with_spans_on_its_side if spans else on_its_side
    tables = "".join(f"<p>{title}</p>{html_table(turn(table))}" for title, table in titled_tables(form, figures))
    return f"<meta charset=utf-8><p>某某县{YEARS[form]}年政府信息公开工作年度报告</p>{tables}"


def text_of(form: str, figures: Mapping[str, str | None]) -> str:
    tables = "\n".join(f"{title}\n{tabs(on_its_side(table))}" for title, table in titled_tables(form, figures))
    return f"某某县{YEARS[form]}年政府信息公开工作年度报告\n{tables}\n"


def read(text: str, format_name: str = "html") -> gs.Reading:
    return gs.read(text.encode(), format=format_name)


def printed(reading: gs.Reading) -> dict[str, str | None]:
    values = cell_values(reading.report).items()
    return {path: None if value is None else str(getattr(value, "value", value)) for path, value in values}


@pytest.mark.parametrize("spans", [False, True], ids=["empty cells", "spans"])
@pytest.mark.parametrize("form", FORMS)
def test_a_page_whose_tables_lie_on_their_side_is_read(form: str, spans: bool) -> None:  # noqa: FBT001 - a parameter
    assert printed(read(html_of(form, numbers(form), spans=spans))) == numbers(form)


@pytest.mark.parametrize("form", FORMS)
def test_a_text_whose_tables_lie_on_their_side_is_read(form: str) -> None:
    assert printed(read(text_of(form, numbers(form)), "text")) == numbers(form)


def test_cells_keep_their_places_in_the_file() -> None:
    origins = read(html_of("v2021", V2021)).provenance
    for number, (_, table) in enumerate(titled_tables("v2021", V2021), 1):
        for row, line in enumerate(on_its_side(table), 1):
            for column, (text, _, _) in enumerate(line, 1):
                paths = [path for path, figure in V2021.items() if figure == text]
                places = [origins[path].place for path in paths]
                assert all((at.table, at.row, at.column) == (number, row, column) for at in places)


def test_lines_keep_their_numbers() -> None:
    text = text_of("v2021", V2021)
    for path, origin in read(text, "text").provenance.items():
        line, column = origin.place.line, origin.place.column
        assert line is not None
        assert column is not None
        assert text.splitlines()[line - 1].split("\t")[column - 1].strip() == V2021[path]


@pytest.mark.parametrize("format_name", ["html", "text"])
def test_a_blank_cell_has_the_column_of_its_row(format_name: str) -> None:
    figures = {**V2021, BLANK: ""}
    page = html_of("v2021", figures) if format_name == "html" else text_of("v2021", figures)
    origins = read(page, format_name).provenance
    beside = origins["applications.carried_over.total"].place
    own = origins[BLANK].place
    assert (own.table, own.column, own.row, own.line) == (beside.table, beside.column, None, None)


def test_the_next_page_of_such_a_layout_is_remembered_with_its_places() -> None:
    figures = {**numbers("v2021", 700), BLANK: ""}
    read(html_of("v2021", {**V2021, BLANK: ""}))
    again = read(html_of("v2021", figures))
    assert isinstance(again.provenance, Origins)
    MEMORY.forget()
    alone = read(html_of("v2021", figures))
    assert again == alone
    assert {path: origin.place for path, origin in again.provenance.items()} == {
        path: origin.place for path, origin in alone.provenance.items()
    }


def test_two_such_reports_in_one_file_are_told_apart() -> None:
    other = numbers("v2021", 700)
    both = gs.read_all(
        (html_of("v2021", V2021) + html_of("v2021", other).replace("2023", "2022")).encode(), format="html"
    )
    assert [printed(reading) for reading in both] == [V2021, other]


@pytest.mark.parametrize(
    "rows",
    [
        (["行政许可", "行政处罚", "行政强制"], ["7", "8", "9"]),
        (["申请人", "自然人", "商业企业"], ["件数", "777", "8"]),
        (["行政许可", "7", "行政处罚", "8"],),
    ],
    ids=["rows alone", "columns above figures", "pairs"],
)
def test_tables_whose_labels_do_not_say_so_are_left_as_they_are(rows: tuple[list[str], ...]) -> None:
    page = html_of("v2021", V2021)
    extra = html_table([[(text, 1, 1) for text in row] for row in rows])
    figures = {text for row in rows for text in row if text.isdigit()}
    reading = read(page + extra)
    assert printed(reading) == V2021
    assert {leftover.text for leftover in reading.leftovers} == figures
    places = {leftover.text: (leftover.place.row, leftover.place.column) for leftover in reading.leftovers}
    assert places == {
        text: (row, column) for row, line in enumerate(rows, 1) for column, text in enumerate(line, 1) if text.isdigit()
    }


def test_a_mask_stands_for_plain_figures_alone() -> None:
    texts = ["12", "-3", " 0 ", "1.50", "规章", "", "\x00", "\x00\x00", "\x00" * 100, "—"]
    found = masked(texts)
    assert [text == MASK for text in found] == [True] * 4 + [False] * 6
    assert len(set(found)) == 7
