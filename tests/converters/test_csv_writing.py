"""csv written: the long layout reads back as it was, the wide one looks like the form; neither holds a formula."""

from __future__ import annotations

import csv
from decimal import Decimal
from io import BytesIO, StringIO
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb
import pandas as pd
import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

import govinfo_schema as gs
from govinfo_converters.csv_table import FORMAT
from govinfo_converters.form_layout import report_title
from govinfo_schema.errors import GovinfoError, StructureError, WriteError
from govinfo_schema.format_contract import Input, ReadOptions, WriteOptions
from govinfo_schema.forms import cell_values, form_named, make_report
from govinfo_schema.marks import Mark
from govinfo_schema.report import Agency, Section
from govinfo_schema.spreadsheets import exact, safe
from govinfo_schema.versions import NAMES
from govinfo_schema.write_choices import ENCODINGS
from strategies import reports

if TYPE_CHECKING:
    from govinfo_schema.forms import Report

SEEDS = sorted((Path(__file__).resolve().parents[1] / "data" / "seeds").glob("*.txt"))
TOTAL = "applications.new_received.total"
PERSON = "applications.new_received.natural_person"


def written(report: Report, options: WriteOptions | None = None) -> bytes:
    assert FORMAT.write is not None
    return FORMAT.write(report, options or WriteOptions())


def read(data: bytes) -> Report:
    assert FORMAT.read is not None
    return FORMAT.read(Input(data=data, name="x.csv"), ReadOptions()).report


def figures(report: Report) -> tuple[object, ...]:
    """What csv holds of a report; an empty text and none are the same in csv."""
    marks = {path: evolve(mark, raw=mark.raw or None, unit=mark.unit or None) for path, mark in report.marks.items()}
    values = {
        path: (value.value, value.unit or None) if isinstance(value, gs.Money) else value
        for path, value in cell_values(report).items()
    }
    return report.form, report.scope, report.agency.region_code, report.year, values, marks


@pytest.mark.parametrize("encoding", ENCODINGS)
@given(data=st.data())
@settings(max_examples=25, deadline=None)
def test_what_is_written_is_read_again_or_refused(encoding: str, data: st.DataObject) -> None:
    report = data.draw(reports())
    try:
        found = written(report, WriteOptions(encoding=encoding))
    except WriteError:
        return
    again = read(found)
    assert figures(again) == figures(report)
    if again.agency.name is None:
        assert not report.agency.name or b"# left_out" in found
    else:
        assert again.agency.name == report.agency.name


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("seed", SEEDS, ids=lambda path: path.stem)
def test_published_reports_are_read_again(seed: Path, encoding: str) -> None:
    report = gs.read(seed).report
    again = read(written(report, WriteOptions(encoding=encoding)))
    assert (figures(again), again.agency) == (figures(report), report.agency)
    assert again.source is not None
    assert again.source.format == "csv"


@pytest.mark.parametrize("seed", SEEDS, ids=lambda path: path.stem)
def test_the_printed_layout_is_read_again(seed: Path) -> None:
    report = gs.read(seed).report
    again = read(written(report, WriteOptions(layout="wide")))
    assert (again.form, again.year, cell_values(again)) == (report.form, report.year, cell_values(report))


@pytest.mark.parametrize("form", NAMES)
def test_the_printed_layout_has_title_labels_and_figures(form: str) -> None:
    flat = form_named(form)
    money = {cell.path: gs.Money(Decimal("1.50"), "元") for cell in flat.cells if cell.kind == "money"}
    numbers = {path: number for number, path in enumerate(flat.paths, 100)} | money
    report = make_report(flat, numbers, agency=Agency(name="某某县"), year=2023)
    text = written(report, WriteOptions(layout="wide")).decode()
    rows = list(csv.reader(StringIO(text, newline="")))
    assert rows[0][0] == report_title(report) == "某某县2023年政府信息公开工作年度报告"
    assert len(set(map(len, rows))) == 1, "all rows are as wide as the widest"
    fields = [field for row in rows for field in row]
    assert sorted(field for field in fields if field.isdecimal()) == sorted(
        map(str, set(numbers.values()) - set(money.values()))
    )
    assert fields.count("1.50元") == len(money)
    assert {label for cell in flat.cells for label in cell.column_levels} <= set(fields)


@given(reports(complete=False))
@settings(max_examples=25, deadline=None)
def test_the_printed_layout_never_makes_a_number_of_a_cell_without_one(report: Report) -> None:
    try:
        again = read(written(report, WriteOptions(layout="wide")))
    except GovinfoError:
        return  # refused: no report, control characters, …
    if again.form == report.form:
        values = cell_values(report)
        assert [path for path, value in cell_values(again).items() if value is not None and values[path] is None] == []


def test_signs_and_blanks_behind_a_figure_do_not_shift_it() -> None:
    """A row that was read as if it ended before its blank last cell gave its figure to the third column."""
    flat = form_named("v2021")
    received = "applications.new_received."
    row = ["0", None, ":", "", None, ":", ""]
    paths = [path for path in flat.paths if path.startswith(received)]
    printed = dict(zip(paths, row, strict=True))
    marks = {
        path: Mark("not_applicable") if text is None else Mark("unreadable", text) if text else Mark("blank")
        for path, text in {**dict.fromkeys(flat.paths, ""), **printed}.items()
        if text != "0"
    }
    values: dict[str, object] = dict.fromkeys(flat.paths)
    report = make_report(flat, {**values, paths[0]: 0}, marks=marks)
    again = read(written(report, WriteOptions(layout="wide")))
    assert {path: value for path, value in cell_values(again).items() if value is not None} == {paths[0]: 0}


@pytest.mark.parametrize(("raw", "shown"), [("约160", "约160"), ("160", "160?"), ("六", "六"), ("见附件", "见附件")])
def test_what_is_no_number_of_its_cell_does_not_look_like_one(raw: str, shown: str) -> None:
    states = {
        PERSON: Mark("unreadable", raw=raw),
        "applications.new_received.total": Mark("ambiguous", "6", None, ("6",)),
    }
    report = make_report(form_named("v2021"), {"applications.carried_over.total": 7}, states)
    again = read(written(report, WriteOptions(layout="wide")))
    assert f",{shown},".encode() in written(report, WriteOptions(layout="wide"))
    assert set(states) <= set(again.marks)
    assert cell_values(again)["applications.carried_over.total"] == 7


def test_what_has_no_place_is_named() -> None:
    report = make_report(
        form_named("v2021"), {TOTAL: 3}, agency=Agency(name="某某县"), narrative=(Section(heading="总体情况"),)
    )
    assert "# left_out: narrative\r\n" in written(report).decode()
    unnamed = evolve(report, agency=Agency(name="x,=1+1"), narrative=())
    assert "# left_out: agency\r\n" in written(unnamed).decode()
    assert read(written(unnamed)).agency.name is None
    mark = {**report.marks, PERSON: Mark("ambiguous", candidates=("1", "2"))}
    wide = list(csv.reader(StringIO(written(evolve(report, marks=mark), WriteOptions(layout="wide")).decode())))
    assert wide[-1][0] == "# left_out: candidates narrative"


def test_formulas_are_kept_from_being_any_and_negative_numbers_and_dashes_stay() -> None:
    report = make_report(
        form_named("v2021"),
        {TOTAL: -3},
        {PERSON: Mark("unreadable", raw="=HYPERLINK(x)")},
    )
    signed = evolve(
        report,
        marks={**report.marks, "applications.new_received.commercial_enterprise": Mark("not_applicable", raw="-")},
    )
    for layout in ("long", "wide"):
        fields = [
            field
            for row in csv.reader(StringIO(written(signed, WriteOptions(layout=layout)).decode()))
            for field in row
        ]
        assert {"-3", "-", "'=HYPERLINK(x)"} <= set(fields)
        assert not any(field.startswith(("=", "+", "@")) for field in fields)
    assert read(written(signed)).marks[PERSON].raw == "=HYPERLINK(x)"


@given(st.text("'=+-@1a ", max_size=6))
def test_every_text_comes_back_from_its_safe_one(text: str) -> None:
    assert exact(safe(text)) == text
    assert not safe(text).startswith(("=", "+", "@")) or safe(text)[1:].isdecimal()


@pytest.mark.parametrize(
    "mark",
    [
        Mark("unreadable", raw="1\x002"),
        Mark("unreadable", unit=" 件"),
        Mark("ambiguous", candidates=("1|2",)),
        Mark("ambiguous", candidates=("",)),
        Mark("ambiguous", candidates=("1 ",)),
    ],
)
def test_texts_that_would_not_come_back_are_refused(mark: Mark) -> None:
    with pytest.raises(WriteError, match="JSON"):
        written(make_report(form_named("v2021"), {TOTAL: 1}, {PERSON: mark}))


def test_wrong_notes_are_refused() -> None:
    text = written(make_report(form_named("v2021"), {TOTAL: 1})).decode()
    with pytest.raises(StructureError, match="There is no scope “all”"):
        read(f"# scope: all\r\n{text}".encode())
    with pytest.raises(StructureError, match="“12” is no administrative division code"):
        read(f"# region_code: 12\r\n{text}".encode())


def test_excel_knows_the_encoding_by_its_mark_and_programs_need_none() -> None:
    report = make_report(form_named("v2021"), {TOTAL: 1})
    plain, marked = (written(report, WriteOptions(encoding=name)) for name in ("utf-8", "utf-8-sig"))
    assert marked == b"\xef\xbb\xbf" + plain
    assert plain == written(report)


def test_pandas_and_duckdb_open_it(tmp_path: Path) -> None:
    report = gs.read(SEEDS[0]).report
    target = tmp_path / "report.csv"
    gs.write(report, target)
    frame = pd.read_csv(BytesIO(target.read_bytes()), comment="#", dtype=str, keep_default_na=False)
    expected = {
        path: "" if value is None else str(getattr(value, "value", value))
        for path, value in cell_values(report).items()
    }
    assert dict(zip(frame["cell"], frame["value"], strict=True)) == expected
    rows = duckdb.sql(f"SELECT cell, value FROM read_csv('{target}', comment='#', all_varchar=true)").fetchall()  # noqa: S608 - a path of this test
    assert {cell: value or "" for cell, value in rows} == expected
