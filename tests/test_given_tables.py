"""Tables in memory: data frames and rows, as other programs hand them over."""

from __future__ import annotations

import io
import json
from decimal import Decimal
from typing import Any

import numpy as np
import pandas as pd
import polars as pl
import pytest

import govinfo_schema as gs
from govinfo_schema.forms import cell_values
from govinfo_schema.given_tables import grid_file, is_tables
from layouts import FORMS, html_page, html_table, numbers, titled_tables
from office_layouts import sheet_rows


def expected(form: str) -> dict[str, object]:
    return dict(cell_values(gs.read(html_page(form, numbers(form, 11)).encode(), format="html").report))


@pytest.mark.parametrize("form", FORMS)
def test_rows_are_read_as_on_a_sheet(form: str) -> None:
    rows = sheet_rows(form, numbers(form, 11))
    for given in (rows, [tuple(row) for row in rows], tuple(rows), [rows]):
        assert cell_values(gs.read(given).report) == expected(form)
    assert gs.read_all(rows)[0].report.year == gs.read(rows).report.year


@pytest.mark.parametrize("form", FORMS)
def test_frames_are_read(form: str) -> None:
    rows = pd.DataFrame(sheet_rows(form, numbers(form, 11)))
    assert cell_values(gs.read(rows).report) == expected(form)
    assert gs.read(rows).report.source == gs.read(grid_file(rows), format="grid").report.source


@pytest.mark.parametrize("form", FORMS)
def test_frames_of_polars_are_read(form: str) -> None:
    """Names that polars makes up (``column_0`` …) are no labels; names of one level stand in a row above the others."""
    texts = [[None if cell is None else str(cell) for cell in row] for row in sheet_rows(form, numbers(form, 11))]
    width = max(map(len, texts))
    rows = [[*row, *[None] * (width - len(row))] for row in texts]
    assert cell_values(gs.read(pl.DataFrame(rows, orient="row")).report) == expected(form)
    title, *rest = rows
    named = [title[0] or "", *(f"__UNNAMED__{at}" for at in range(1, width))]
    frame = pl.DataFrame(rest, schema=named, orient="row")
    assert cell_values(gs.read([frame]).report) == expected(form)
    assert json.loads(grid_file(frame))["tables"][0][:2] == [[title[0], *[None] * (width - 1)], rest[0]]


def test_numbers_of_polars_keep_their_digits() -> None:
    frame = pl.DataFrame({"规章": [5, None], "采购": [Decimal("31878.410"), None]})
    assert json.loads(grid_file(frame)) == {"tables": [[["规章", "采购"], [5, "31878.410"], [None, None]]]}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("header", [None, 0])
def test_tables_of_a_page_that_pandas_has_read(form: str, header: int | None) -> None:
    """pandas repeats what a merged cell covers: figures that it repeats stay open where their cells are not certain."""
    frames = pd.read_html(io.StringIO(html_page(form, numbers(form, 11))), header=header)
    found = cell_values(gs.read(frames).report)
    assert {path for path, value in found.items() if value not in (None, expected(form)[path])} == set()
    assert sum(value is not None for value in found.values()) >= len(found) - 3


def test_merged_heads_are_levels_of_the_columns() -> None:
    """Table four, whose head has three levels, as a frame with a MultiIndex."""
    (_, table) = titled_tables("v2021", numbers("v2021", 11))[2]
    (frame,) = pd.read_html(io.StringIO(html_table(table)), header=[0, 1, 2])
    assert frame.columns.nlevels == 3
    rest = [
        pd.read_html(io.StringIO(html_table(drawn)), header=None)[0]
        for _, drawn in titled_tables("v2021", numbers("v2021", 11))[:2]
    ]
    assert cell_values(gs.read([*rest, frame]).report) == expected("v2021")


@pytest.mark.parametrize(
    ("frame", "tables"),
    [
        (pd.DataFrame([["规章", 1]]), [["规章", 1]]),
        (pd.DataFrame([["规章", 1]], columns=["a", "b"]), [["a", "b"], ["规章", 1]]),
        (
            pd.DataFrame([[1, 2, 3]], columns=pd.MultiIndex.from_tuples([("a", "x"), ("a", "y"), ("Unnamed: 2", "z")])),
            [["a", None, None], ["x", "y", "z"], [1, 2, 3]],
        ),
        (pd.DataFrame([[1.0, float("nan"), 2.5]]), [[1, None, 2.5]]),
        (pd.DataFrame({"a": pd.array([1, None], dtype="Int64")}), [["a"], [1], [None]]),
    ],
)
def test_frames_as_rows(frame: pd.DataFrame, tables: list[list[object]]) -> None:
    assert json.loads(grid_file(frame))["tables"] == [tables]


def test_values_keep_their_digits() -> None:
    values: list[Any] = [np.int64(5), np.float64(2.5), Decimal("31878.410"), Decimal("NaN"), True, None, pd.NaT, b"x"]
    assert grid_file([values]).decode() == ('{"tables": [[[5, 2.5, "31878.410", null, true, null, null, "b\'x\'"]]]}')


@pytest.mark.parametrize("source", ["report.html", b"bytes", io.BytesIO(), 5, None, ["a", "b"], {"a": 1}])
def test_what_is_no_table(source: object) -> None:
    assert not is_tables(source)


def test_a_list_of_texts_is_refused_with_what_is_taken() -> None:
    with pytest.raises(TypeError, match="not list; tables are lists of rows"):
        gs.read(["a", "b"])  # type: ignore[arg-type, list-item] - what a caller without types may pass
