"""Reports in every format and back: nothing differs but what a format states of itself, and the page says all of it."""

from __future__ import annotations

from io import BytesIO

import attrs
import pytest

import govinfo_schema as gs
from govinfo_schema.formats import available
from govinfo_schema.holding import PARTS, Holds, contents, left_out
from govinfo_schema.report import ENVELOPE_FIELDS
from govinfo_schema.versions import NAMES as FORMS
from round_trip_reports import reports_of
from round_trips import ROOT, Cell, compared, matrix, page, read_as, ways

PAGE = ROOT / "docs" / "round-trips.md"
WAYS = list(ways())
REPORTS = [(form, report) for form in FORMS for _, report in reports_of(form)]


@pytest.fixture(name="found", scope="module")
def _found() -> dict[str, list[Cell]]:
    return matrix()


@pytest.mark.parametrize("number", range(len(WAYS)), ids=[way.name for way in WAYS])
def test_nothing_differs_but_what_the_format_states_and_tells(found: dict[str, list[Cell]], number: int) -> None:
    for form, cells in found.items():
        holds = cells[number].way.holds
        for trip in cells[number].trips:
            differing, told = set(+trip.found.parts), {each.part for each in trip.told}
            assert differing <= told, (form, trip.name)
            assert told <= {part for part in PARTS if holds.extent(part) != "same"}, (form, trip.name)
            assert set(trip.found.states) <= set(holds.states.items()), (form, trip.name)


@pytest.mark.parametrize("number", range(len(WAYS)), ids=[way.name for way in WAYS])
def test_formats_state_no_more_than_what_is_seen(found: dict[str, list[Cell]], number: int) -> None:
    cells = [of_form[number] for of_form in found.values()]
    holds = cells[0].way.holds
    seen = {part for part in PARTS if any(cell.found.parts[part] for cell in cells)}
    assert seen == {part for part in PARTS if holds.extent(part) != "same"}
    assert {change for cell in cells for change in cell.found.states} == set(holds.states.items())


def test_the_page_is_what_the_command_makes(found: dict[str, list[Cell]]) -> None:
    made = page(found)
    assert made == PAGE.read_text(encoding="utf-8"), "run python tests/round_trips.py --write docs/round-trips.md"


def test_the_reports_have_every_part_in_every_form() -> None:
    for form in FORMS:
        of_form = [contents(report) for name, report in REPORTS if name == form]
        assert all(any(each[part] for each in of_form) for part in PARTS)


def test_every_format_that_writes_is_a_way() -> None:
    names = {way.name.partition(",")[0] for way in WAYS}
    assert names == {each.name for each in available() if each.write is not None}
    assert {"csv, long", "csv, wide", "xlsx, filled in", "json", "docx", "html"} <= {way.name for way in WAYS}


def test_the_parts_are_all_fields_of_the_envelope() -> None:
    """But the marks, which belong to cells; the code of the region is a part of its own."""
    assert {*ENVELOPE_FIELDS} - {"marks"} == {*PARTS[PARTS.index("agency") :]} - {"region_code"}


def test_a_report_that_loses_nothing_tells_nothing() -> None:
    _, report = REPORTS[0]
    bare = attrs.evolve(report, source=None, residue=())
    assert left_out(bare, Holds()) == ()
    assert left_out(bare, Holds(nothing=("narrative", "residue"))) == ()


def test_what_is_lost_is_told_in_both_languages_with_its_number() -> None:
    report = next(each for _, each in REPORTS if len(each.narrative) == 3 and each.residue)
    lost = left_out(report, Holds(nothing=("narrative",), shown=("scope",), states={"not_asked": "blank"}))
    by_part = {each.part: each for each in lost}
    assert by_part["narrative"].count == 3
    assert by_part["narrative"].text.zh == "正文 3 节"
    assert by_part["narrative"].text.en == "running text (3 sections)"
    assert [each.extent for each in lost if each.part == "narrative"] == ["nothing"]


def test_states_are_told_one_by_one() -> None:
    report = next(each for form, each in REPORTS if form == "v2021" and each.marks)
    (told,) = left_out(report, Holds(states={"not_asked": "blank"}))
    number = sum(mark.state == "not_asked" for mark in report.marks.values())
    assert (told.part, told.extent, told.count) == ("states", "nearly", number)
    assert told.text.en == f"not asked by the form of origin becomes blank in {number} cells"
    assert told.text.zh == f"原表式未设成为空白 {number} 格"


@pytest.mark.parametrize("name", ["xlsx", "docx"])
@pytest.mark.parametrize("form", FORMS)
def test_files_in_english_come_back_as_those_in_chinese(form: str, name: str) -> None:
    for _, report in reports_of(form):
        target = BytesIO()
        gs.write(report, target, format=name, language="en")
        assert not [
            part
            for part, count in compared(report, read_as(f".{name}", target.getvalue())).parts.items()
            if count and part != "source"
        ]
