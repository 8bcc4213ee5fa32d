"""Wrong arguments of the public functions: taken where their meaning is certain, told with advice where it is not."""

from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import pytest

import govinfo_schema as gs
from layouts import html_page, numbers

if TYPE_CHECKING:
    from collections.abc import Callable

PAGE = html_page("v2021", numbers("v2021", 7))
API: Any = gs  # the functions as callers without a type checker see them


@pytest.fixture(scope="module")
def reading() -> gs.Reading:
    return gs.read(PAGE.encode(), format="html")


def test_a_reading_stands_for_its_report(reading: gs.Reading, tmp_path: Path) -> None:
    report = reading.report
    assert gs.to_json(reading) == gs.to_json(report)
    assert gs.migrate(reading, "v2019").report == gs.migrate(report, "v2019").report
    assert gs.compare(reading, reading) == gs.compare(report, report)
    gs.write(reading, tmp_path / "reading.json")
    gs.write(report, tmp_path / "report.json")
    assert (tmp_path / "reading.json").read_bytes() == (tmp_path / "report.json").read_bytes()
    gs.write_template("v2021", tmp_path / "reading.xlsx", previous=reading)
    gs.write_template("v2021", tmp_path / "report.xlsx", previous=report)
    assert (tmp_path / "reading.xlsx").read_bytes() == (tmp_path / "report.xlsx").read_bytes()
    assert gs.Parts(reports=(reading,)) == gs.Parts(reports=(report,))


ONE_REPORT: list[tuple[str, Callable[[Any], object]]] = [
    ("to_json", API.to_json),
    ("validate", API.validate),
    ("propose", API.propose),
    ("migrate", lambda given: API.migrate(given, "v2019")),
    ("compare", lambda given: API.compare(given, given)),
    ("write", lambda given: API.write(given, io.BytesIO(), format="json")),
    ("write_template", lambda given: API.write_template("v2021", io.BytesIO(), previous=given, format="xlsx")),
    ("cell_values", API.forms.cell_values),
    ("form_of", API.forms.form_of),
]
SEVERAL: list[tuple[str, Callable[[Any], object]]] = [
    ("merge", API.merge),
    ("panel", API.panel),
    ("write_panel", lambda given: API.write_panel(given, "never-written.parquet")),
    ("Parts", lambda given: API.Parts(reports=given)),
]


@pytest.mark.parametrize(("name", "call"), ONE_REPORT)
@pytest.mark.parametrize(
    ("given", "advice"),
    [
        ("x.xlsx", "read the file first"),
        (Path("x.xlsx"), "read the file first"),
        ([], "give one report, not a list"),
        (5, r"make a report with read\(path\)"),
    ],
)
def test_what_is_no_report(name: str, call: Callable[[Any], object], given: object, advice: str) -> None:
    with pytest.raises(TypeError, match=rf"^{name}\(\) takes .*a Report.*, not {type(given).__name__}; {advice}"):
        call(given)


@pytest.mark.parametrize(("name", "call"), ONE_REPORT)
def test_a_migration_is_no_report(name: str, call: Callable[[Any], object], reading: gs.Reading) -> None:
    with pytest.raises(TypeError, match=rf"not Migrated; give its report: {name}\(x\.report"):
        call(gs.migrate(reading, "v2019"))


@pytest.mark.parametrize(("name", "call"), SEVERAL)
@pytest.mark.parametrize("given", ["folder", Path("folder"), ["x.xlsx"], [Path("x.xlsx")], None, 5, b"x"])
def test_what_are_no_several_reports(
    name: str, call: Callable[[Any], object], given: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(TypeError, match=rf"^{name}\(\) takes .*Reports.*read\(path\)"):
        call(given)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("name", "call"), SEVERAL)
def test_one_report_where_several_are_taken(name: str, call: Callable[[Any], object], reading: gs.Reading) -> None:
    for one in (reading, reading.report):
        with pytest.raises(TypeError, match=rf"{name}\(\) takes several reports; give one of them as a list"):
            call(one)
    with pytest.raises(TypeError, match="give one report, not a list"):
        call([[reading]])


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"layout": "lang"}, "layout='lang' is none of long, wide"),
        ({"encoding": "gbk"}, "encoding='gbk' is none of utf-8, utf-8-sig, gb18030"),
        ({"language": "fr"}, "language='fr' is none of zh, en"),
    ],
)
def test_misspelt_options_of_a_writer(options: dict[str, Any], words: str, reading: gs.Reading, tmp_path: Path) -> None:
    merged = gs.merge([reading])
    for call in (
        lambda: API.write(reading, tmp_path / "x.csv", **options),
        lambda: API.write_merged(merged, tmp_path / "x.csv", **options),
    ):
        with pytest.raises(ValueError, match=words):
            call()
    assert not (tmp_path / "x.csv").exists()


@pytest.mark.parametrize("options", [{"layout": "wide"}, {"encoding": "gb18030"}])
def test_options_that_a_format_does_not_have(options: dict[str, Any], reading: gs.Reading, tmp_path: Path) -> None:
    gs.write(reading, tmp_path / "x.csv", **options)
    with pytest.raises(gs.WriteError, match=r"x\.json: The format 'json' has no such choice .*csv has it"):
        gs.write(reading, tmp_path / "x.json", **options)
    assert not (tmp_path / "x.json").exists()


def test_findings_and_ledgers_of_other_kinds(reading: gs.Reading, tmp_path: Path) -> None:
    result, migrated = gs.validate(reading), gs.migrate(reading, "v2019")
    target = tmp_path / "x.html"
    with pytest.raises(TypeError, match=r"not ValidationResult; give them with write\(\.\.\., findings=x\.findings\)"):
        API.write(reading, target, findings=[result])
    with pytest.raises(TypeError, match=r"not str; give them with validate\(report\)\.findings"):
        API.write(reading, target, findings="valid")
    with pytest.raises(TypeError, match=r"not Migrated; give ledger=x\.ledger"):
        API.write(migrated.report, target, ledger=migrated)
    with pytest.raises(TypeError, match="takes what merge"):
        API.write_merged(reading, target)
    with pytest.raises(TypeError, match=r"annotate\(\) takes as reading what read\(source\) returns, not Report"):
        API.annotate(PAGE.encode(), target, result.findings, reading=reading.report)
    with pytest.raises(TypeError, match=r"annotate\(\) takes findings, not Reading"):
        API.annotate(PAGE.encode(), target, reading, reading=reading)
    assert not target.exists()


@pytest.mark.parametrize("text", [PAGE, '{"form": "v2021"}', "x" * 5000, "甲\n乙"])
def test_a_text_in_place_of_a_path_is_told_in_few_words(text: str) -> None:
    with pytest.raises(gs.ReadError, match=r"This is the text itself.*read\(text\.encode\(\)\)") as caught:
        gs.read(text)
    assert len(str(caught.value)) < 200


def test_a_file_may_be_called_like_a_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("<2023>.html").write_text(PAGE)
    assert gs.read("<2023>.html").report.form == "v2021"
    with pytest.raises(gs.ReadError, match="No file is named"):
        gs.read("")
    with pytest.raises(gs.ReadError, match="This is a folder"):
        gs.read(tmp_path)
    with pytest.raises(
        gs.ReadError, match=r"^https://example\.org/a\.html: This is an address on the web, not a file\."
    ):
        gs.read("https://example.org/a.html")
    with pytest.raises(gs.ReadError, match="There is no such file"):
        gs.read("none.html")


@pytest.mark.parametrize("text", ["report.json", "folder/report.xlsx"])
def test_a_path_in_place_of_json(text: str) -> None:
    with pytest.raises(gs.ReadError, match=r"for a file use read\(path\)"):
        gs.from_json(text)


@pytest.mark.parametrize(
    ("options", "error", "words"),
    [
        ({"form": "2021"}, gs.StructureError, "Reports of the year 2021 have the form v2021"),
        ({"form": 2020}, gs.StructureError, "Reports of the year 2020 have the form v2019"),
        ({"form": "1999"}, gs.StructureError, r"Known forms: v2014, v2019, v2021\.$"),
        ({"report": "1"}, TypeError, "as in report=1, not '1'"),
        ({"report": True}, TypeError, "as in report=1, not True"),
        ({"limits": {"pages": 3}}, TypeError, r"as in limits=Limits\(pages=600\), not dict"),
    ],
)
def test_options_of_read(options: dict[str, Any], error: type[Exception], words: str) -> None:
    with pytest.raises(error, match=words):
        gs.read(PAGE.encode(), **options)


def test_places_that_cannot_be_written_to(reading: gs.Reading, tmp_path: Path) -> None:
    with pytest.raises(gs.WriteError, match=r"The target is a folder, not a file\. Add a file name"):
        gs.write(reading, tmp_path)
    with pytest.raises(TypeError, match=r'open it with "wb", or use io\.BytesIO'):
        API.write(reading, io.StringIO(), format="json")
    with pytest.raises(TypeError, match="a file open for writing bytes, not NoneType"):
        API.write(reading, None)


def test_panels_are_called_like_what_they_are(reading: gs.Reading, tmp_path: Path) -> None:
    for name in ("x.csv", "x.duckdb", "x.xlsx"):
        with pytest.raises(gs.WriteError, match=r"Panels are not written as '\.\w+'\. Choose \.parquet"):
            gs.write_panel([reading], tmp_path / name)
        with pytest.raises(gs.WriteError, match="Panels are not written as"):
            gs.write_panel([reading], tmp_path / "x.parquet", series=tmp_path / name)
    with pytest.raises(gs.WriteError, match="Both layers would be written to this one file"):
        gs.write_panel([reading], tmp_path / "x.parquet", series=tmp_path / "x.parquet")
    assert list(tmp_path.iterdir()) == []


def test_series_are_made_of_the_layer_of_cells(reading: gs.Reading) -> None:
    for given in (reading, [reading], gs.panel([reading]).drop_columns(["year"])):
        with pytest.raises(TypeError, match=r"harmonise\(\) takes the table that panel\(\) returns"):
            API.harmonise(given)


def test_lists_of_names(reading: gs.Reading) -> None:
    for options in ({"expected": "某某县"}, {"expected": 5}, {"expected": [None]}, {"allowed": "years"}):
        with pytest.raises(TypeError, match="takes a list of names"):
            API.merge([reading], **cast("dict[str, Any]", options))
    with pytest.raises(TypeError, match="expected takes a list of names"):
        API.Parts(reports=(reading.report,), expected="某某县")


def test_parts_are_given_with_their_scope(reading: gs.Reading) -> None:
    with pytest.raises(TypeError, match=r"validate\(\) takes as parts Parts\(reports=.*not list"):
        API.validate(reading, parts=[reading])
    with pytest.raises(ValueError, match="scope='region' is none of own_organ, own_level, whole_region"):
        API.Parts(reports=(), scope="region")
