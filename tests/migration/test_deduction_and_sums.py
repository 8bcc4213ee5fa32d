"""What a zero proves, what it does not prove, and what a sum is when a part is missing."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govinfo_schema.errors import MigrationError
from govinfo_schema.forms import cell_values, form_named, make_report
from govinfo_schema.marks import Mark, Money
from govinfo_schema.migration import LedgerLine, Migrated, migrate
from govinfo_schema.migration.contents import agree, total
from govinfo_schema.rules import catalogue
from govinfo_schema.rules.deciding import decide
from govinfo_schema.rules.figures import Figures

NEW = "applications.new_received"
RESULTS = "applications.results"
DIRECT = "review_and_litigation.litigation_direct"
NOT_ASKED = Mark("not_asked")


def carried(form: str, values: dict[str, int], to: str, marks: dict[str, Mark] | None = None) -> Migrated:
    return migrate(make_report(form_named(form), values, marks), to)


def shown(migrated: Migrated, path: str) -> object:
    value = cell_values(migrated.report)[path]
    return migrated.report.marks[path].state if value is None else value


def line_to(migrated: Migrated, path: str) -> LedgerLine:
    (line,) = [line for line in migrated.ledger.lines if path in line.targets]
    return line


def test_no_application_received_means_none_from_any_kind_of_applicant() -> None:
    migrated = carried("v2014", {"applications.received.total": 0}, "v2019")
    line = line_to(migrated, f"{NEW}.natural_person")
    assert (line.relation, line.sources, line.before, line.after) == ("deduced", (), (), (0,))
    assert line.basis == (f"{NEW}.total",)
    assert line.reason.en == f"B3: {NEW}.total is 0 and counts are not negative, so this cell is 0."
    assert line.reason.zh.startswith("勾稽关系B3：“一、本年新收政府信息公开申请数量 · 总计”为 0")
    assert shown(migrated, "applications.carried_over.total") == "not_asked"


def deduced(migrated: Migrated) -> list[str]:
    return [path for line in migrated.ledger.lines if line.relation == "deduced" for path in line.targets]


@pytest.mark.parametrize(
    ("form", "values", "to"),
    [
        # The newer form also counts declined and abandoned applications, parts that are no government information, and
        # other rights than commercial secrets and privacy.
        ("v2014", {"applications.concluded.total": 0}, "v2019"),
        ("v2014", {"applications.replies.partial_disclosure": 0}, "v2019"),
        (
            "v2014",
            {
                "applications.replies.refused.commercial_secret": 0,
                "applications.replies.refused.personal_privacy": 0,
            },
            "v2019",
        ),
        ("v2019", {f"{RESULTS}.refused.third_party_rights.total": 0}, "v2014"),
        ("v2019", {f"{RESULTS}.total.total": 0}, "v2014"),
    ],
)
def test_nothing_follows_from_a_zero_of_a_concept_that_counts_other_cases(
    form: str, values: dict[str, int], to: str
) -> None:
    assert deduced(carried(form, values, to)) == []


CONTRADICTED = [
    ("v2014", {"applications.concluded.total": 0, "applications.concluded.on_time": 5}, "v2019"),  # A2
    ("v2014", {"applications.concluded.total": 0, "applications.replies.total": 5}, "v2019"),  # replies share cases
    ("v2014", {"applications.received.total": 0, "applications.received.online": 5}, "v2019"),  # A1
    ("v2014", {"litigation.total": 0, "litigation.upheld_or_claim_dismissed": 3}, "v2019"),  # A9
    ("v2019", {f"{RESULTS}.other.total": 0, f"{RESULTS}.other.natural_person": 5}, "v2021"),  # B3
    ("v2019", {f"{RESULTS}.disclosure_granted.total": 0, f"{RESULTS}.disclosure_granted.natural_person": 5}, "v2014"),
    # Further ones: a limit (A4a) instead of an equation, a contradicted part of a sum, a balance over two rows (B1).
    ("v2014", {"applications.replies.refused.total": 0, "applications.replies.refused.state_secret": 5}, "v2019"),
    (
        "v2014",
        {
            "applications.replies.total": 2,  # A3: less than its one known part
            "applications.replies.partial_disclosure": 3,
            "applications.replies.not_this_organ": 0,
            "applications.replies.information_nonexistent": 0,
        },
        "v2019",
    ),
    (
        "v2019",
        {
            f"{NEW}.total": 0,
            "applications.carried_over.total": 0,
            f"{RESULTS}.total.total": 1,
        },
        "v2014",
    ),
]


@pytest.mark.parametrize(("form", "values", "to"), CONTRADICTED)
def test_nothing_follows_from_a_zero_that_the_report_itself_contradicts(
    form: str, values: dict[str, int], to: str
) -> None:
    assert deduced(carried(form, values, to)) == []


def test_a_contradiction_of_which_the_form_in_the_middle_holds_only_one_half_is_remembered() -> None:
    other = f"{RESULTS}.other"
    values = {f"{RESULTS}.total.total": 0, f"{RESULTS}.disclosure_granted.total": 0}
    assert len(deduced(carried("v2021", values, "v2014"))) == 2
    against = {**values, f"{other}.correction_overdue.total": 5}  # B2; in v2019 the sum with two blanks is blank
    migrated = carried("v2021", against, "v2014")
    assert deduced(migrated) == []
    middle = carried("v2021", against, "v2019").report
    assert migrate(middle, "v2014").report == migrated.report
    back = migrate(migrated.report, "v2021").report
    assert back == make_report(form_named("v2021"), against)
    assert migrate(migrate(migrated.report, "v2019").report, "v2014").report == migrated.report


def test_the_same_zeros_without_a_contradiction_prove_what_they_did() -> None:
    assert len(deduced(carried("v2014", {"applications.received.total": 0}, "v2019"))) == 6
    assert len(deduced(carried("v2014", {"litigation.total": 0}, "v2019"))) == 2
    assert len(deduced(carried("v2019", {f"{RESULTS}.other.total": 0}, "v2021"))) == 3
    assert len(deduced(carried("v2019", {f"{RESULTS}.disclosure_granted.total": 0}, "v2014"))) == 2


def test_nothing_follows_from_a_zero_that_another_figure_of_the_target_contradicts() -> None:
    values = {"reconsideration.total": 0, "reconsideration.corrected": 1}
    migrated = carried("v2014", values, "v2019")
    assert not [line for line in migrated.ledger.lines if line.relation == "deduced"]


def test_a_contradiction_in_one_place_leaves_the_deductions_elsewhere() -> None:
    values = {"applications.received.total": 0, "reconsideration.total": 0, "reconsideration.corrected": 1}
    migrated = carried("v2014", values, "v2019")
    assert shown(migrated, "review_and_litigation.reconsideration.pending") == "not_asked"
    assert shown(migrated, f"{NEW}.natural_person") == 0


@pytest.mark.parametrize("state", ["blank", "not_applicable", "unreadable", "ambiguous", "not_asked"])
def test_an_open_total_proves_nothing_and_an_open_cell_of_the_source_stays_open(state: str) -> None:
    mark = Mark(state, "?")
    migrated = carried("v2014", {"reconsideration.total": 0}, "v2019", {"reconsideration.upheld": mark})
    assert migrated.report.marks["review_and_litigation.reconsideration.upheld"] == mark
    for path in (f"{DIRECT}.total", f"{DIRECT}.upheld"):
        open_total = carried("v2014", {}, "v2019", {"litigation.total": mark})
        assert shown(open_total, path) == "not_asked"


def test_the_parts_of_a_total_stay_open_where_the_total_is_known_and_not_zero() -> None:
    migrated = carried("v2019", {f"{RESULTS}.other.total": 3}, "v2021")
    assert {
        shown(migrated, f"{RESULTS}.other.{name}.total") for name in ("correction_overdue", "fee_overdue", "other")
    } == {"not_asked"}
    assert migrated.report.residue[0].cells == {f"{RESULTS}.other.total": 3}


def test_other_processing_of_zero_has_three_parts_of_zero() -> None:
    migrated = carried("v2019", {f"{RESULTS}.other.natural_person": 0}, "v2021")
    line = line_to(migrated, f"{RESULTS}.other.fee_overdue.natural_person")
    assert line.relation == "deduced"
    assert line.sources == (f"{RESULTS}.other.natural_person",)
    assert len(line.targets) == 3
    assert line.after == (0, 0, 0)
    assert not line.basis


def test_nothing_held_by_the_organ_proves_nothing_about_nonexistent_information_that_would_be_created() -> None:
    held = f"{RESULTS}.unable.not_held.total"
    created = f"{RESULTS}.unable.requires_creation.total"
    for other in ({created: 1}, {}):
        migrated = carried("v2019", {held: 0, **other}, "v2014")
        assert shown(migrated, "applications.replies.information_nonexistent") == "not_asked"
        assert shown(migrated, "applications.replies.not_this_organ") == "not_asked"
        assert migrated.report.residue[0].cells[held] == 0
    migrated = carried("v2019", {held: 0, created: 0}, "v2014")
    assert shown(migrated, "applications.replies.information_nonexistent") == 0
    assert f"{held} and {created} are 0" in line_to(migrated, "applications.replies.not_this_organ").reason.en


def test_the_courts_are_added_up_on_the_way_back() -> None:
    after = "review_and_litigation.litigation_after_reconsideration"
    values = {f"{DIRECT}.total": 2, f"{after}.total": 3, f"{DIRECT}.pending": 1, f"{DIRECT}.other_result": 1}
    migrated = carried("v2021", {**values, f"{after}.pending": 3, f"{after}.other_result": 0}, "v2014")
    assert shown(migrated, "litigation.total") == 5
    assert shown(migrated, "litigation.other") == 5
    assert shown(migrated, "litigation.corrected") == "blank"


@pytest.mark.parametrize(
    ("states", "expected"),
    [
        (["blank", "blank"], "blank"),
        (["not_applicable", "not_applicable"], "not_applicable"),
        (["blank", "not_applicable"], "blank"),
        (["blank", "unreadable"], "unreadable"),
        (["ambiguous", "unreadable"], "unreadable"),
        (["not_asked", "not_applicable"], "not_applicable"),
        (["not_asked", "not_asked"], "not_asked"),
    ],
)
def test_a_sum_with_a_missing_part_is_open_and_keeps_no_text_of_the_part(states: list[str], expected: str) -> None:
    paths = ("applications.replies.not_this_organ", "applications.replies.information_nonexistent")
    marks = {path: Mark(state, "raw", "件") for path, state in zip(paths, states, strict=True)}
    migrated = carried("v2014", {}, "v2019", marks)
    assert migrated.report.marks[f"{RESULTS}.unable.not_held.total"] == Mark(expected)
    line = line_to(migrated, f"{RESULTS}.unable.not_held.total")
    assert (line.relation, line.before, line.after) == ("summed", (None, None), (None,))
    assert "the sum is not known" in line.reason.en


def test_a_sum_with_one_missing_part_is_open_and_its_known_part_is_kept() -> None:
    migrated = carried("v2014", {"applications.replies.not_this_organ": 7}, "v2019")
    assert migrated.report.marks[f"{RESULTS}.unable.not_held.total"] == Mark("blank")
    assert migrated.report.residue[0].cells == {"applications.replies.not_this_organ": 7}


def test_a_mark_is_carried_with_its_text() -> None:
    mark = Mark("ambiguous", "12", "件", ("1", "2"))
    migrated = carried("v2014", {}, "v2021", {"applications.received.total": mark})
    assert migrated.report.marks[f"{NEW}.total"] == mark


@given(st.lists(st.none() | st.integers(0, 5), min_size=1, max_size=4), st.integers(0, 20))
def test_a_whole_agrees_with_its_parts_when_some_filling_adds_up(parts: list[int | None], whole: int) -> None:
    contents = [Mark("blank") if part is None else part for part in parts]
    known = sum(part for part in parts if part is not None)
    possible = whole >= known if None in parts else whole == known
    if set(parts) != {None}:
        assert agree(whole, contents) is possible
    assert agree(Mark("blank"), contents) is (None in parts)


def test_total_of_parts() -> None:
    contents = {"a": 1, "b": 2, "c": 3, "d": Mark("unreadable", "x"), "e": Mark("blank")}
    assert total(contents, "abc") == 6
    assert total(contents, "ade") == Mark("unreadable")


@pytest.mark.parametrize("wrong", ["3", 1.0, True, Money(Decimal(3), "元")])
def test_a_part_that_is_no_count_is_refused_with_its_path_and_never_left_out_of_a_sum(wrong: object) -> None:
    path = "applications.replies.not_this_organ"
    report = make_report(form_named("v2014"), {path: wrong, "applications.replies.information_nonexistent": 0})  # type: ignore[dict-item] # the point of the test
    with pytest.raises(MigrationError, match="Validate the report first") as caught:
        migrate(report, "v2019")
    assert caught.value.where == path
    assert repr(wrong) in caught.value.what.zh


@pytest.mark.parametrize(
    ("form", "to"), [("v2014", "v2019"), ("v2019", "v2014"), ("v2019", "v2021"), ("v2021", "v2014")]
)
@settings(max_examples=80, deadline=None)
@given(st.data())
def test_no_zero_of_a_contradiction_is_a_premise(form: str, to: str, data: st.DataObject) -> None:
    flat = form_named(form)
    counts = [cell.path for cell in flat.cells if cell.kind != "money"]
    values = dict.fromkeys(data.draw(st.lists(st.sampled_from(counts), max_size=40)), 0)
    values |= data.draw(st.dictionaries(st.sampled_from(counts), st.integers(0, 3), max_size=8))
    if data.draw(st.booleans()):
        values = {**dict.fromkeys(counts, 0), **values}
    report = make_report(flat, values)
    figures = Figures(report)
    failing = {
        path
        for rule in catalogue(form)
        if rule.severity == "error"
        for constraint in rule.constraints
        if decide(constraint, figures).outcome == "failed"
        for path in constraint.cells
    }
    lines = migrate(report, to).ledger.lines
    origin = {path: line for line in lines for path in line.targets}
    for line in (line for line in lines if line.relation == "deduced"):
        assert failing.isdisjoint(line.sources)
        for premise in line.basis:
            assert failing.isdisjoint(origin[premise].sources)
