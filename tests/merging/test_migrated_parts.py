"""Reports of several forms are added up after their migration, which is accounted for."""

from __future__ import annotations

import pytest

import govinfo_schema as gs
from consistent import report_with
from govinfo_schema.marks import INCOMPLETE, Mark
from govinfo_schema.merging.given import Given
from govinfo_schema.merging.remarks import remarks_on
from govinfo_schema.merging.tables import ledgers_table, losses_table, sources_table
from organs import NAMES

NEW = "applications.new_received.total"
LICENSING = "proactive_disclosure.administrative_licensing"
OVERDUE = "applications.results.other.fee_overdue.natural_person"
OLDER = report_with("v2019", {NEW: 2, f"{LICENSING}.prior_year_items": 7}, name=NAMES[1], year=2020)
NEWER = report_with("v2021", {NEW: 3}, name=NAMES[0], year=2021)


def merged(*reports: gs.Report, **options: object) -> gs.Merged:
    """A merge in the newest form."""
    given = [Given(report, f"{report.year}.json") for report in reports]
    return gs.merge(given, to="v2021", allowed=["years"], **options)  # type: ignore[arg-type] # options by name


def test_figures_that_correspond_are_added_and_what_one_form_does_not_ask_stays_open() -> None:
    whole = merged(NEWER, OLDER)
    assert whole.report.applications.new_received.total == 5
    assert [part.ledger is not None for part in whole.parts] == [False, True]
    both = merged(
        NEWER, report_with("v2019", {"applications.results.other.natural_person": 2}, name=NAMES[1], year=2020)
    )
    assert both.report.marks[OVERDUE] == INCOMPLETE
    assert remarks_on(both, both.totals[OVERDUE])[0].en == "lacks 某某县民政局 2020 (not asked by the form of origin)"


def test_what_no_part_was_asked_is_not_asked_of_the_whole() -> None:
    one = report_with("v2019", {"applications.results.other.natural_person": 2}, name=NAMES[1], year=2020)
    assert merged(one).report.marks[OVERDUE] == Mark("not_asked")


def test_figures_without_a_place_are_listed_with_their_organ() -> None:
    losses = losses_table(merged(NEWER, OLDER))
    assert losses is not None
    rows = {row[2]: row for row in losses.rows}
    organ, form, _, label, value = rows[f"{LICENSING}.prior_year_items"]
    assert (organ, form, value) == ("某某县民政局 2020", "v2019", 7)
    assert "行政许可" in str(label)
    assert losses_table(merged(NEWER)) is None


def test_the_ledgers_of_all_parts_stand_below_each_other() -> None:
    second = report_with("v2019", name=NAMES[2], year=2020)
    ledgers = ledgers_table(merged(NEWER, OLDER, second))
    assert ledgers is not None
    assert {row[0] for row in ledgers.rows} == {"某某县民政局 2020", "某某县财政局 2020"}
    assert ledgers_table(merged(NEWER)) is None


def test_the_sources_say_how_many_figures_were_left_behind() -> None:
    row = sources_table(merged(NEWER, OLDER)).rows[1]
    assert "carried from v2019 to v2021; " in str(row[9])


def test_losses_can_be_refused_and_the_file_is_named() -> None:
    with pytest.raises(gs.MigrationError, match=r"2020\.json") as caught:
        merged(NEWER, OLDER, on_loss="refuse")
    assert "no place for" in str(caught.value)
