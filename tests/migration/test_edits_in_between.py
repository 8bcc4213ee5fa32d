"""What becomes of a figure that was edited in the other form: it wins, or it is kept; the ledger says which."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from govinfo_schema.forms import cell_values, form_named, make_report
from govinfo_schema.marks import Mark, Money
from govinfo_schema.migration import LedgerLine, Migrated, migrate
from govinfo_schema.migration.wording import superseded

if TYPE_CHECKING:
    from govinfo_schema.forms import Report

GRANTED = "applications.results.disclosure_granted.total"
ALREADY = "applications.replies.already_proactively_disclosed"
AGREED = "applications.replies.disclosure_granted"
OTHER = "applications.results.other"
PARTS = [f"{OTHER}.{name}.total" for name in ("correction_overdue", "fee_overdue", "other")]


def home(**more: int) -> Report:
    """A report of v2014 with 3 + 1 applications granted."""
    values = {ALREADY: 3, AGREED: 1, "training.sessions": 2, "applications.received.total": 9}
    return make_report(form_named("v2014"), {**values, **more})


def edit(report: Report, edits: dict[str, Any]) -> Report:
    values = {**cell_values(report), **{path: None if isinstance(v, Mark) else v for path, v in edits.items()}}
    marks = {**report.marks, **{path: v for path, v in edits.items() if isinstance(v, Mark)}}
    return make_report(form_named(report.form), values, marks, residue=report.residue)


def line_of(migrated: Migrated, path: str) -> LedgerLine:
    (line,) = [line for line in migrated.ledger.lines if path in (*line.sources, *line.targets)]
    return line


def test_an_edited_figure_that_both_forms_hold_travels_back() -> None:
    there = edit(migrate(home(), "v2019").report, {"applications.new_received.total": 11})
    back = migrate(there, "v2014").report
    assert back == home(**{"applications.received.total": 11})


def test_an_edited_figure_that_the_older_form_does_not_ask_is_kept_alone_in_a_residue() -> None:
    there = edit(migrate(home(), "v2019").report, {"applications.new_received.natural_person": 8})
    migrated = migrate(there, "v2014")
    (residue,) = migrated.report.residue
    assert (residue.form, residue.cells) == ("v2019", {"applications.new_received.natural_person": 8})
    assert not residue.marks
    assert cell_values(migrated.report) == cell_values(home())
    line = line_of(migrated, "applications.new_received.natural_person")
    assert (line.relation, line.before) == ("not_representable", (8,))
    assert "stays in the residue" in line.reason.en
    again = migrate(migrated.report, "v2019").report
    assert cell_values(again)["applications.new_received.natural_person"] == 8
    assert again == there


def test_a_restored_edit_is_not_among_the_deduced_cells_of_the_residue() -> None:
    start = make_report(form_named("v2014"), {"applications.received.total": 0})
    away = edit(migrate(start, "v2019").report, {"applications.new_received.natural_person": 2})
    again = migrate(migrate(away, "v2014").report, "v2019")
    assert cell_values(again.report)["applications.new_received.natural_person"] == 2
    assert line_of(again, "applications.new_received.natural_person").relation == "restored"
    (residue,) = again.report.residue
    assert len(residue.deduced) == 5  # the other columns
    assert "applications.new_received.natural_person" not in residue.deduced


def test_a_restored_figure_that_an_edited_total_contradicts_says_so() -> None:
    column = "applications.new_received.natural_person"
    start = make_report(form_named("v2019"), {column: 5, "applications.new_received.total": 5})
    there = migrate(start, "v2014").report
    agreed = line_of(migrate(there, "v2019"), column)
    back = migrate(edit(there, {"applications.received.total": 0}), "v2019")
    assert cell_values(back.report)[column] == 5
    line = line_of(back, column)
    assert line.relation == "restored"
    assert "contradicts applications.new_received.total (B3 fails)" in line.reason.en
    assert "applications.new_received.total不符，勾稽关系B3不成立" in line.reason.zh
    assert "contradicts" not in agreed.reason.en
    others = [each for each in back.ledger.lines if "contradicts" in each.reason.en]
    assert others == [line]  # the cells beside it were blank
    chained = migrate(
        edit(migrate(migrate(start, "v2021").report, "v2014").report, {"applications.received.total": 0}), "v2021"
    )
    assert "B3 fails" in line_of(chained, column).reason.en


def test_a_restored_sum_or_part_that_an_edited_figure_contradicts_says_so() -> None:
    start = make_report(form_named("v2019"), {f"{OTHER}.total": 5, f"{OTHER}.natural_person": 5})
    there = edit(migrate(start, "v2021").report, {"applications.results.total.total": 3})
    line = line_of(migrate(there, "v2019"), f"{OTHER}.total")
    assert line.relation == "restored"
    assert "contradicts applications.results.total.total (B2 fails)" in line.reason.en
    start = make_report(form_named("v2014"), {ALREADY: 3})
    away = edit(migrate(start, "v2019").report, {GRANTED: 10})
    fine = line_of(migrate(away, "v2014"), GRANTED)
    assert (fine.relation, "contradicts" in fine.reason.en) == ("restored", False)


def test_an_edited_mark_is_kept_as_well() -> None:
    smudge = Mark("unreadable", "二?")
    there = edit(migrate(home(), "v2019").report, {"applications.carried_over.total": smudge})
    back = migrate(there, "v2014").report
    assert [each.marks for each in back.residue] == [{"applications.carried_over.total": smudge}]
    assert migrate(back, "v2019").report.marks["applications.carried_over.total"] == smudge


def test_an_edited_sum_wins_over_its_parts_which_are_named_and_not_restored() -> None:
    there = edit(migrate(home(), "v2019").report, {GRANTED: 6})
    migrated = migrate(there, "v2014")
    assert migrated.report.marks[ALREADY] == migrated.report.marks[AGREED] == Mark("not_asked")
    assert [each.cells for each in migrated.report.residue] == [{GRANTED: 6}]
    assert cell_values(migrated.report)["training.sessions"] == 2
    line = line_of(migrated, GRANTED)
    assert (line.relation, line.before) == ("not_representable", (6,))
    assert "The residue held 3, 1, which contradicts figures edited since" in line.reason.en
    assert "余项中的3、1" in line.reason.zh
    assert cell_values(migrate(migrated.report, "v2019").report)[GRANTED] == 6


def test_a_sum_that_was_edited_to_zero_fixes_its_parts() -> None:
    there = edit(migrate(home(), "v2019").report, {GRANTED: 0})
    migrated = migrate(there, "v2014")
    assert [cell_values(migrated.report)[path] for path in (ALREADY, AGREED)] == [0, 0]
    line = line_of(migrated, GRANTED)
    assert (line.relation, line.targets) == ("deduced", (ALREADY, AGREED))
    assert "3, 1" in line.reason.en
    assert cell_values(migrate(migrated.report, "v2019").report)[GRANTED] == 0


def test_a_sum_that_was_edited_away_takes_its_parts_along() -> None:
    there = edit(migrate(home(), "v2019").report, {GRANTED: Mark("blank")})
    migrated = migrate(there, "v2014")
    assert migrated.report.marks[ALREADY] == Mark("not_asked")
    assert migrate(migrated.report, "v2019").report.marks[GRANTED] == Mark("blank")


def test_a_sum_of_which_one_part_was_blank_may_be_filled_in_and_the_known_part_stays() -> None:
    start = make_report(form_named("v2014"), {ALREADY: 3})
    there = edit(migrate(start, "v2019").report, {GRANTED: 10})
    migrated = migrate(there, "v2014")
    assert cell_values(migrated.report)[ALREADY] == 3
    assert migrated.report.marks[AGREED] == Mark("blank")
    assert line_of(migrated, GRANTED).relation == "restored"
    assert cell_values(migrate(migrated.report, "v2019").report)[GRANTED] == 10


def test_a_sum_below_its_known_part_wins() -> None:
    start = make_report(form_named("v2014"), {ALREADY: 3})
    there = edit(migrate(start, "v2019").report, {GRANTED: 2})
    migrated = migrate(there, "v2014")
    assert migrated.report.marks[ALREADY] == Mark("not_asked")
    assert "3, blank" in line_of(migrated, GRANTED).reason.en


def test_parts_filled_in_by_hand_add_up_to_the_whole() -> None:
    start = make_report(form_named("v2019"), {f"{OTHER}.total": 5})
    there = edit(migrate(start, "v2021").report, dict(zip(PARTS, (1, 2, 4), strict=True)))
    migrated = migrate(there, "v2019")
    assert cell_values(migrated.report)[f"{OTHER}.total"] == 7
    line = line_of(migrated, f"{OTHER}.total")
    assert (line.relation, line.sources) == ("summed", tuple(PARTS))
    assert "The residue held 5" in line.reason.en
    assert cell_values(migrate(migrated.report, "v2021").report)[PARTS[2]] == 4


def test_some_parts_filled_in_by_hand_leave_the_whole_unless_they_exceed_it() -> None:
    start = make_report(form_named("v2019"), {f"{OTHER}.total": 5})
    there = migrate(start, "v2021").report
    fitting = migrate(edit(there, {PARTS[0]: 2}), "v2019")
    assert cell_values(fitting.report)[f"{OTHER}.total"] == 5
    assert line_of(fitting, f"{OTHER}.total").relation == "restored"
    assert cell_values(migrate(fitting.report, "v2021").report)[PARTS[0]] == 2
    exceeding = migrate(edit(there, {PARTS[0]: 6}), "v2019")
    assert exceeding.report.marks[f"{OTHER}.total"] == Mark("not_asked")
    assert "The residue held 5" in line_of(exceeding, f"{OTHER}.total").reason.en


def test_the_last_edit_wins_when_both_sides_of_a_sum_were_edited() -> None:
    away = edit(migrate(home(), "v2019").report, {GRANTED: 6})
    at_home = edit(migrate(away, "v2014").report, {ALREADY: 2, AGREED: 2})
    migrated = migrate(at_home, "v2019")
    assert cell_values(migrated.report)[GRANTED] == 4
    line = line_of(migrated, GRANTED)
    assert line.relation == "summed"
    assert "The residue held 6" in line.reason.en


def test_edits_made_two_forms_away_come_home_through_the_form_in_the_middle() -> None:
    start = make_report(
        form_named("v2021"),
        {"proactive_disclosure.administrative_rules.in_force": 4, "applications.new_received.total": 2},
    )
    away = edit(migrate(start, "v2014").report, {"training.sessions": 6, "applications.received.total": 3})
    back = migrate(away, "v2021").report
    assert cell_values(back)["proactive_disclosure.administrative_rules.in_force"] == 4
    assert cell_values(back)["applications.new_received.total"] == 3
    assert [each.form for each in back.residue] == ["v2014", "v2019"]
    again = migrate(back, "v2014").report
    assert cell_values(again) == cell_values(away)
    halfway = migrate(away, "v2019").report
    assert [each.form for each in halfway.residue] == ["v2021", "v2014"]
    assert migrate(halfway, "v2021").report == back
    assert cell_values(migrate(halfway, "v2014").report) == cell_values(away)


def test_amounts_in_a_contradicted_residue_are_named_with_their_digits() -> None:
    text = superseded([Money(Decimal("1.50"), "万元"), Mark("blank"), 3])
    assert "1.50, blank, 3" in text.en
