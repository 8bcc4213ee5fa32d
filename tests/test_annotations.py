"""What is said at which place of a document."""

from __future__ import annotations

from attrs import evolve

from fake_formats import NEW_BY_PERSONS, NEW_IN_ALL, small_report
from govinfo_schema.annotations import Annotation, annotations_of
from govinfo_schema.findings import Finding
from govinfo_schema.forms import form_named
from govinfo_schema.messages import Text
from govinfo_schema.provenance import Place, Provenance
from govinfo_schema.reading import Reading

FORM = form_named("v2021")
CARRIED_BY_PERSONS = "applications.carried_over.natural_person"
CARRIED_IN_ALL = "applications.carried_over.total"
ROWS = {"new_received": 4, "carried_over": 5, "carried_forward": 6}
COLUMNS = {"natural_person": 2, "commercial_enterprise": 3, "total": 8}
PLACES = {
    f"applications.{row}.{column}": Place(table=2, row=at, column=across)
    for row, at in ROWS.items()
    for column, across in COLUMNS.items()
}
AT_ALL = PLACES[NEW_IN_ALL]


def reading(places: dict[str, Place]) -> Reading:
    return Reading(
        report=small_report(), provenance={path: Provenance(place=place, raw="0") for path, place in places.items()}
    )


READING = reading(PLACES)


def finding(*cells: str, **more: object) -> Finding:
    given: dict[str, object] = {
        "rule": "B3",
        "severity": "error",
        "outcome": "failed",
        "message": Text("不符。", "Off."),
    }
    return Finding(cells=cells, **(given | more))  # type: ignore[arg-type] - parts of several types


def open_at(*missing: str) -> Finding:
    return finding(NEW_IN_ALL, *missing, outcome="undecided", missing=missing, rule="B1", instance="总计")


def test_a_failed_check_is_told_at_each_of_its_cells() -> None:
    said = annotations_of([finding(NEW_IN_ALL, NEW_BY_PERSONS, severity="warning")], READING)
    assert said == (
        Annotation(
            place=PLACES[NEW_BY_PERSONS], shade="warning", notes=(Text("[B3] 警告：不符。", "[B3] Warning: Off."),)
        ),
        Annotation(place=AT_ALL, shade="warning", notes=(Text("[B3] 警告：不符。", "[B3] Warning: Off."),)),
    )


def test_the_cell_that_failed_checks_share_is_marked_as_such() -> None:
    checks = [
        finding(NEW_IN_ALL, NEW_BY_PERSONS, left="1"),
        finding(NEW_IN_ALL, CARRIED_IN_ALL, left="1", rule="B1", severity="warning"),
    ]
    by_place = {each.place: each for each in annotations_of(checks, READING)}
    shared = by_place[AT_ALL]
    assert (shared.shade, shared.text("zh").splitlines()) == (
        "suspect",
        ["2 项未通过的校验都涉及本格，请先核对本格。", "[B3] 错误：不符。", "[B1] 警告：不符。"],
    )
    assert shared.text("en").splitlines()[0] == "2 failed checks have this cell in common: look here first."
    assert by_place[PLACES[NEW_BY_PERSONS]].shade == "error"
    assert by_place[PLACES[CARRIED_IN_ALL]].shade == "warning"


def test_an_undecided_check_is_told_at_the_cells_that_it_misses() -> None:
    (said,) = annotations_of([open_at(CARRIED_BY_PERSONS)], READING)
    assert (said.place, said.shade) == (PLACES[CARRIED_BY_PERSONS], "undecided")
    assert said.text("zh") == "[B1 总计] 无法判断：不符。"


def test_a_blank_cell_is_where_its_row_and_its_column_cross() -> None:
    known = {path: place for path, place in PLACES.items() if path != CARRIED_BY_PERSONS}
    (said,) = annotations_of([open_at(CARRIED_BY_PERSONS)], reading(known))
    assert said.place == PLACES[CARRIED_BY_PERSONS]


def test_a_crossing_that_is_not_certain_is_none() -> None:
    """Row or column disagree, too few cells speak, another cell stands there, or places are lines of a text."""
    known = {path: place for path, place in PLACES.items() if path != CARRIED_BY_PERSONS}
    somewhere = Place(table=2, row=9, column=9)
    lines = {path: Place(line=number) for number, path in enumerate(known)}
    for places in (
        known | {NEW_BY_PERSONS: somewhere},
        known | {CARRIED_IN_ALL: evolve(somewhere, column=8)},
        known | {"applications.results.total.total": PLACES[CARRIED_BY_PERSONS]},
        known
        | dict.fromkeys(
            (NEW_BY_PERSONS, "applications.carried_forward.natural_person"), Place(table=3, row=1, column=2)
        ),
        {path: place for path, place in known.items() if "carried_over" not in path or path == CARRIED_IN_ALL},
        lines,
    ):
        (said,) = annotations_of([open_at(CARRIED_BY_PERSONS)], reading(places))
        assert said.place == Place()
        assert said.text("en").startswith("1 checks are undecided")


def test_what_has_no_place_is_said_of_the_whole_document_and_stands_first() -> None:
    found = [
        finding(NEW_IN_ALL),
        finding("applications.results.total.total", rule="B2"),
        finding(rule="R-YEAR", severity="warning"),
        finding(rule="R-ROW", places=(None, Place(table=1, row=2), Place())),
        open_at("applications.results.total.total"),
    ]
    whole, row, cell = annotations_of(found, READING)
    assert (whole.place, whole.shade) == (Place(), "error")
    assert whole.text("zh").splitlines() == [
        "[B2] 错误：不符。",
        "[R-YEAR] 警告：不符。",
        "1 项校验因缺少数字而无法判断，所缺的单元格没有位置可标。",
    ]
    assert (row.place, cell.place) == (Place(table=1, row=2), AT_ALL)


def test_what_passed_or_does_not_apply_is_not_told() -> None:
    assert annotations_of([finding(NEW_IN_ALL, outcome="passed")], READING) == ()
    assert annotations_of([finding(NEW_IN_ALL, outcome="not_applicable")], READING) == ()


def test_of_many_checks_at_one_cell_four_are_told() -> None:
    (said,) = annotations_of([finding(NEW_IN_ALL, rule=f"X{number}") for number in range(6)], READING)
    assert said.text("en").splitlines() == [
        *(f"[X{number}] Error: Off." for number in range(4)),
        "2 more checks involve this cell.",
    ]
    (whole,) = annotations_of([finding(rule=f"X{number}") for number in range(6)], READING)
    assert len(whole.notes) == 6
