"""Rows of values that another program has read: data frames and .grid.json files."""

from __future__ import annotations

import json
from decimal import Decimal
from itertools import islice
from math import inf, nan
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govinfo_converters.document import Grid, Paragraph
from govinfo_converters.grid_strings import FORMAT, document_of_rows, document_of_tables, parse_grid_json
from govinfo_converters.number_text import value_text
from govinfo_converters.reading import read_document
from govinfo_schema.errors import GovinfoError, ReadError, RecognitionError, StructureError
from govinfo_schema.format_contract import Input, ReadOptions
from govinfo_schema.formats import read
from govinfo_schema.provenance import Place
from layouts import FORMS, titled_tables
from office_layouts import SOURCES, blanked_forms, outcome, placed, sheet_rows, width_of

if TYPE_CHECKING:
    from pathlib import Path


def as_json(form: str, printed: dict[str, str | None]) -> bytes:
    tables: list[list[list[str | int | None]]] = []
    texts: list[str] = []
    for title, table in titled_tables(form, printed):
        texts.append(title)
        rows: list[list[str | int | None]] = [[None] * width_of(table) for _ in table]
        for text, row, column, _, _ in placed(table):
            rows[row][column] = int(text) if text.isdecimal() else text or None
        tables.append(rows)
    return json.dumps({"tables": tables, "text": texts}, ensure_ascii=False).encode()


@pytest.mark.parametrize("source", SOURCES)
@pytest.mark.parametrize("form", FORMS)
def test_a_whole_form_is_read_whole(form: str, source: str) -> None:
    printed = SOURCES[source](form)
    assert FORMAT.read is not None
    data = as_json(form, printed)
    assert FORMAT.sniff(data)
    report = FORMAT.read(Input(data=data, name="x.grid.json"), ReadOptions()).report
    assert outcome(report, printed) == ({"right": len(printed)}, set())
    assert report.source.format == "grid"


@pytest.mark.parametrize("source", SOURCES)
@pytest.mark.parametrize("form", FORMS)
def test_nothing_slips_into_blank_cells(form: str, source: str) -> None:
    assert FORMAT.read is not None
    for group, printed in islice(blanked_forms(form, source), 1, None, 3):
        report = FORMAT.read(Input(data=as_json(form, printed), name="x"), ReadOptions()).report
        counted, wrong = outcome(report, printed)
        assert not wrong, (group, wrong)
        assert not counted["open"], group


@pytest.mark.parametrize("form", FORMS)
def test_the_rows_of_a_data_frame_are_read_whole(form: str) -> None:
    """A frame of a sheet holds numbers as floats, and NaN where nothing stands."""
    printed = SOURCES["different"](form)
    rows = [[float(text) if text.isdecimal() else text or nan for text in row] for row in sheet_rows(form, printed)]
    document = document_of_rows(rows, "frame")
    assert outcome(read_document(document, ReadOptions()).report, printed) == ({"right": len(printed)}, set())


class NAType:
    def __ne__(self, other: object) -> bool:
        raise TypeError(other)

    __hash__ = None  # type: ignore[assignment]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""), (nan, ""), (NAType(), ""), ("", ""), (" 5", " 5"), (5, "5"), (5.0, "5"), (31878.41, "31878.41"),
        (True, "TRUE"), (False, "FALSE"), (Decimal("31878.410"), "31878.410"), (Decimal("1E+3"), "1000"),
        (Decimal("NaN"), "NaN"), (inf, "inf"),
    ],
)  # fmt: skip
def test_values_are_what_a_person_sees(value: object, text: str) -> None:
    assert value_text(value) == text


def test_titles_are_paragraphs_and_labels_of_rows_are_not() -> None:
    document = document_of_rows([["标题", None], ["规章", None, None], ["行政许可", 1, 2], ["政府集中采购", None]], "x")
    title, grid = document.blocks
    assert title == Paragraph("标题", Place(row=1, column=1))
    assert isinstance(grid, Grid)
    assert [cell.text for cell in grid.cells if cell.column == 0] == ["规章", "行政许可", "政府集中采购"]


def test_numbers_keep_their_digits() -> None:
    (grid,) = parse_grid_json(b'[["a", 31878.410, 12.0, -3, true, null]]', "x").blocks
    assert isinstance(grid, Grid)
    assert [cell.text for cell in grid.cells] == ["a", "31878.410", "12.0", "-3", "TRUE", ""]


def test_the_hash_is_that_of_the_bytes_or_of_the_values() -> None:
    assert parse_grid_json(b'[["a", "b"]]', "x").sha256 != parse_grid_json(b'[["a","b"]]', "x").sha256
    assert document_of_rows([["a", "b"]], "x").sha256 == document_of_tables([[["a", "b"]]], (), "y").sha256
    assert document_of_rows([["a", "c"]], "x").sha256 != document_of_rows([["a", "b"]], "x").sha256


@pytest.mark.parametrize(
    ("records", "rows"),
    [
        ([{"0": "规章", "1": 3}, {"0": "行政许可", "1": None}], [["规章", "3"], ["行政许可", ""]]),
        ([{"信息内容": "规章", "本年制发件数": 3}], [["信息内容", "本年制发件数"], ["规章", "3"]]),
    ],
)
def test_objects_are_rows_below_their_keys_unless_these_are_numbers(
    records: list[dict[str, object]], rows: list[list[str]]
) -> None:
    for content in (records, [records], {"tables": [records]}):
        document = parse_grid_json(json.dumps(content).encode(), "a.grid.json")
        (grid,) = [block for block in document.blocks if isinstance(block, Grid)]
        assert [list(grid.texts[at : at + 2]) for at in range(0, len(grid.texts), 2)] == rows


MALFORMED: dict[str, tuple[bytes, str]] = {
    "nothing": (b"", "file is empty"),
    "no JSON": (b"[[", "no valid JSON"),
    "too deep": (b"[" * 100_000, "no valid JSON"),
    "a number": (b"5", "should be a list or an object"),
    "a list of texts": (b'["a"]', "/0 should be a list"),
    "other keys": (b'{"rows": []}', "unknown keys: rows"),
    "no list of tables": (b'{"tables": 5}', "/tables should be a list"),
    "no list of rows": (b'{"tables": [5]}', "/tables/0 should be a list"),
    "no list of values": (b'{"tables": [[5]]}', "/tables/0/0 should be a list"),
    "lists as values": (b'{"tables": [[[[]]]]}', "/tables/0/0/0 should be a text"),
    "objects as values": (b'[["a"], [{"a": 1}]]', "/1/0 should be a text"),
    "objects of other keys": (b'[{"a": 1}, {"b": 1}]', "/1 has other keys than the first row"),
    "objects and lists": (b'[{"a": 1}, ["b"]]', "/1 has other keys than the first row"),
    "text that is none": (b'{"text": [5]}', "/text/0 should be a string"),
    "nothing in it": (b'{"tables": [[]], "text": [" "]}', "no rows and no text"),
    "too many columns": (b"[[" + b"1," * 500_000 + b"1]]", "column 500001"),
    "an image": (b"\x89PNG\r\n\x1a\n", "Not text"),
}


@pytest.mark.parametrize("case", MALFORMED)
def test_what_has_another_shape_is_refused_with_a_reason(case: str) -> None:
    data, reason = MALFORMED[case]
    with pytest.raises(ReadError, match=reason):
        parse_grid_json(data, "x")


def test_a_list_of_tables_is_read_table_by_table() -> None:
    tables = [[["规章", "3"]], [["总计", 7, None], ["结转", 0, 1]]]
    one, other = parse_grid_json(json.dumps(tables).encode(), "x").blocks
    assert isinstance(one, Grid)
    assert isinstance(other, Grid)
    assert (one.texts, other.texts) == (("规章", "3"), ("总计", "7", "", "结转", "0", "1"))


def test_files_are_sniffed() -> None:
    assert FORMAT.sniff(b'\xef\xbb\xbf [\n [ "a" ] ]')
    assert FORMAT.sniff(b'{ "tables" : [ [')
    assert not FORMAT.sniff(b'{"form": "v2021"}')
    assert not FORMAT.sniff(b"[1]")


KEYS = st.sampled_from(["tables", "text", "x"])
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=2),
    max_leaves=8,
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(JSON)
def test_any_json_is_refused_or_read(content: object) -> None:
    try:
        parse_grid_json(json.dumps(content).encode(), "x")
    except GovinfoError as error:
        assert error.where.startswith("x")  # noqa: PT017 - reading it is right, too


def test_the_double_suffix_of_grids_is_not_taken_for_json(tmp_path: Path) -> None:
    rows = [["规章", "0", "0"]]
    path = tmp_path / "rows.grid.json"
    path.write_text(json.dumps({"tables": [rows]}, ensure_ascii=False), encoding="utf-8")
    with pytest.raises(RecognitionError):
        read(path)
    other = tmp_path / "rows.json"
    other.write_text('{"year": 2023}', encoding="utf-8")
    with pytest.raises(StructureError):
        read(other)
