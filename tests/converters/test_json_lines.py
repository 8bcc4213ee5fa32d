"""JSON Lines: one report a line, read one by one or all, written so that files can be joined."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import govinfo_schema as gs
from govinfo_converters.json_lines import FORMAT
from govinfo_schema.errors import ReadError, RecognitionError, StructureError
from govinfo_schema.format_contract import WriteOptions
from govinfo_schema.forms import form_named, make_report
from govinfo_schema.report import Agency
from strategies import reports

if TYPE_CHECKING:
    from pathlib import Path

    from govinfo_schema.forms import Report


def line_of(report: Report) -> bytes:
    assert FORMAT.write is not None
    return FORMAT.write(report, WriteOptions())


def some(name: str, number: int = 1) -> Report:
    agency = Agency(name=name)
    return make_report(form_named("v2021"), {"applications.new_received.total": number}, agency=agency, year=2023)


TWO = (some("某某县"), some("某某市"))


@given(st.lists(reports(complete=True), min_size=1, max_size=3))
@settings(max_examples=15, deadline=None)
def test_all_reports_of_a_file_are_read_again(many: list[Report]) -> None:
    data = b"".join(map(line_of, many))
    readings = gs.read_all(data)
    assert [reading.report for reading in readings] == many
    assert b"".join(line_of(reading.report) for reading in readings) == data


def test_a_file_is_known_by_its_name_or_its_lines(tmp_path: Path) -> None:
    path = tmp_path / "many.jsonl"
    gs.write(TWO[0], path)
    assert path.read_bytes().count(b"\n") == 1
    assert gs.read(path).report == TWO[0]
    path.write_bytes(b"\xef\xbb\xbf" + line_of(TWO[0]) + b"\r\n" + line_of(TWO[1]))
    assert [reading.report for reading in gs.read_all(path)] == list(TWO)
    assert gs.read(line_of(TWO[0]) + line_of(TWO[1]), report=2).report == TWO[1]


def test_one_report_of_several_has_to_be_chosen() -> None:
    data = b"".join(map(line_of, TWO))
    with pytest.raises(RecognitionError, match=r"2 reports: 1: 2023, 某某县, v2021 \(line 1\); 2: 2023, 某某市"):
        gs.read(data)
    with pytest.raises(RecognitionError, match="There is no report 3; the file holds 2 reports"):
        gs.read(data, report=3)


def test_long_lists_are_cut() -> None:
    with pytest.raises(RecognitionError, match=r"50 reports: 1: .*; 30: [^;]*; …\."):
        gs.read(line_of(TWO[0]) * 50)


def test_the_line_with_the_fault_is_named() -> None:
    good = line_of(TWO[0])
    with pytest.raises(ReadError, match="line 3"):
        gs.read_all(good + b"\n{broken\n" + good, format="jsonl")
    with pytest.raises(StructureError, match="line 2, /form: The file states the form v2021"):
        gs.read_all(b"\n" + good, format="jsonl", form="v2019")
