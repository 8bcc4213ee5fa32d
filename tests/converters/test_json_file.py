"""JSON files of the standard: read as they stand, written canonically, refused with a reason."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings

from govinfo_converters.json_file import FORMAT
from govinfo_schema.errors import GovinfoError, ReadError, StructureError
from govinfo_schema.format_contract import Input, ReadOptions, WriteOptions
from govinfo_schema.forms import Report, form_named, make_report
from govinfo_schema.reading import Reading
from govinfo_schema.report import Source
from strategies import reports

REPORT = make_report(
    form_named("v2021"), {"applications.new_received.total": 3}, source=Source(name="a.html", format="html", sha256="0")
)


def read(data: bytes, form: str | None = None) -> Reading:
    assert FORMAT.read is not None
    return FORMAT.read(Input(data=data, name="report.json"), ReadOptions(form=form))


def write(report: Report) -> bytes:
    assert FORMAT.write is not None
    return FORMAT.write(report, WriteOptions())


@pytest.mark.parametrize("rows", [b'[["a", 1]]', b"\xef\xbb\xbf[ [ [1] ] ]", b'{ "tables": [[["a"]]] }'])
def test_rows_of_tables_are_no_report_and_the_refusal_says_how_they_are_read(rows: bytes) -> None:
    with pytest.raises(StructureError, match=r"list of rows of tables.*\.grid\.json"):
        read(rows)


@given(reports())
@settings(max_examples=25)
def test_a_written_file_is_read_again(report: Report) -> None:
    data = write(report)
    assert read(data).report == report
    assert write(read(data).report) == data


def test_a_file_keeps_the_source_that_it_states_and_claims_nothing_else() -> None:
    reading = read(write(REPORT))
    assert reading.report.source == Source(name="a.html", format="html", sha256="0")
    assert reading == Reading(report=REPORT, provenance={})


def test_files_are_indented_and_end_with_a_line_break() -> None:
    data = write(REPORT)
    assert data.startswith(b'{\n  "form": "v2021",\n')
    assert data.endswith(b"\n}\n")
    assert data.decode() == json.dumps(json.loads(data), ensure_ascii=False, indent=2) + "\n"


def test_a_byte_order_mark_is_allowed() -> None:
    assert read(b"\xef\xbb\xbf" + write(REPORT)).report == REPORT


def test_the_form_that_was_asked_for_is_the_form_of_the_file() -> None:
    assert read(write(REPORT), form="v2021").report == REPORT
    with pytest.raises(StructureError, match=r"^/form: The file states the form v2021, and v2019 was asked for\."):
        read(write(REPORT), form="v2019")


@pytest.mark.parametrize(
    ("data", "kind", "words"),
    [
        (b'{"form": ', ReadError, "line 1, column 10"),
        (b"\xff\xfe{", ReadError, "UTF-8"),
        (b'{"form": "v2021"}', StructureError, "/applications: This is missing"),
        (b"{}", StructureError, "The form is not stated"),
        (b'[{"form": "v2021"}]', StructureError, "must be an object, which is one report"),
    ],
)
def test_other_bytes_are_refused(data: bytes, kind: type[GovinfoError], words: str) -> None:
    with pytest.raises(kind) as caught:
        read(data)
    assert words in str(caught.value)


@pytest.mark.parametrize(
    ("start", "looks_like_it"),
    [
        (b'{"form"', True),
        (b"\xef\xbb\xbf \r\n\t{", True),
        (b"[\n{", True),
        (b"[]", True),
        (b"[1", False),
        (b"<html>", False),
        (b"", False),
    ],
)
def test_a_file_is_known_by_its_beginning(start: bytes, looks_like_it: bool) -> None:  # noqa: FBT001 - a parameter of a table
    assert FORMAT.sniff(start) is looks_like_it


@pytest.mark.parametrize("content", ['[{"0": "规章", "1": 3}]', '[[{"0": "规章"}]]', '[["规章", 3]]'])
def test_rows_of_tables_are_named_as_what_they_are(content: str) -> None:
    with pytest.raises(StructureError, match="list of rows of tables"):
        read(content.encode())


def test_a_list_of_reports_is_not_called_a_list_of_rows() -> None:
    with pytest.raises(StructureError) as refused:
        read(b'[{"form": "v2021", "cells": {}}]')
    assert "rows" not in str(refused.value)
