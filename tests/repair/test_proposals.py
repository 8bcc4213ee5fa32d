"""Proposals for reports of all kinds: what they say, how certain they are, and what they do not claim."""

from __future__ import annotations

from decimal import Decimal
from random import Random

import pytest
from attrs import evolve

from consistent_tables import COLUMNS, LINE, TABLE, consistent_table, report_with_table
from govinfo_schema.forms import cell_values, form_named, make_report
from govinfo_schema.marks import Mark, Money
from govinfo_schema.migration import migrate
from govinfo_schema.provenance import Place, Provenance
from govinfo_schema.reading import Reading
from govinfo_schema.repair import Proposal, drafting, propose
from govinfo_schema.repair.system import unused_rules
from govinfo_schema.report import ExtensionRow

NEW = f"{TABLE}.new_received"
GRANTED = f"{TABLE}.results.disclosure_granted"
BLANK = Mark("blank")


def filled(form: str, **marks: Mark):  # noqa: ANN201 - a function that makes reports
    """Return a function that makes a report in which every count is 0, but for the cells given."""

    def make(values: dict[str, object]):  # noqa: ANN202 - a report of any form
        flat = form_named(form)
        zero = {cell.path: Money(Decimal(0), cell.unit) if cell.kind == "money" else 0 for cell in flat.cells}
        return make_report(flat, {**zero, **values}, marks, year=2018 if form == "v2014" else 2023)  # type: ignore[arg-type]

    return make


V2014, V2021 = filled("v2014"), filled("v2021")


def the_only(proposals: tuple[Proposal, ...]) -> Proposal:
    (proposal,) = proposals
    return proposal


def test_a_report_that_agrees_gets_no_proposals() -> None:
    assert propose(V2021({})) == ()


def test_what_is_no_report_is_refused() -> None:
    with pytest.raises(TypeError, match="propose"):
        propose("report.json")  # type: ignore[arg-type]


def test_table_four_detects_and_never_locates() -> None:
    block = "review_and_litigation.reconsideration"
    proposals = propose(V2021({f"{block}.upheld": 3, f"{block}.pending": 1, f"{block}.total": 6}))
    assert {each.certainty for each in proposals} == {"not_located"}
    assert {(each.changes[0].path.rpartition(".")[2], each.changes[0].proposed) for each in proposals} == {
        ("upheld", 5),
        ("corrected", 2),
        ("other_result", 2),
        ("pending", 3),
        ("total", 4),
    }
    assert len({each.problem for each in proposals}) == 1
    assert all(each.alternatives == 5 for each in proposals)


def test_table_four_does_not_locate_even_where_signs_leave_one_cell() -> None:
    block = "review_and_litigation.reconsideration"
    proposal = the_only(propose(V2021({f"{block}.upheld": 1, f"{block}.pending": 1})))
    assert (proposal.changes[0].path, proposal.changes[0].proposed) == (f"{block}.total", 2)
    assert proposal.certainty == "not_located"


def test_the_table_of_2014_never_locates() -> None:
    proposals = propose(V2014({"capacity.staff.total": 3, "capacity.staff.full_time": 1}))
    assert {each.certainty for each in proposals} == {"not_located"}
    assert {(each.cells[0].rpartition(".")[2], each.changes[0].proposed) for each in proposals} == {
        ("total", 1),
        ("full_time", 3),
        ("part_time", 2),
    }


def test_a_limit_that_fails_names_its_cells_and_no_numbers() -> None:
    refused = "applications.replies.refused"
    proposal = the_only(propose(V2014({f"{refused}.personal_privacy": 2, f"{refused}.not_government_information": 2})))
    assert (proposal.kind, proposal.certainty, proposal.changes) == ("detected", "not_located", ())
    assert set(proposal.cells) == {
        f"{refused}.total",
        f"{refused}.personal_privacy",
        f"{refused}.not_government_information",
    }


def test_a_limit_that_holds_is_not_broken_by_a_proposal() -> None:
    replies = "applications.replies"
    values = {
        f"{replies}.total": 3,
        f"{replies}.disclosure_granted": 2,
        f"{replies}.refused.total": 3,
        f"{replies}.refused.personal_privacy": 2,
    }
    proposals = propose(V2014(values))
    assert f"{replies}.refused.total" not in {path for each in proposals for path in each.cells}
    assert {each.cells[0].removeprefix(f"{replies}.") for each in proposals} == {"total", "disclosure_granted"}


def test_an_amount_that_is_too_large_may_be_in_yuan() -> None:
    proposal = the_only(propose(V2014({"capacity.special_funding": Money(Decimal("125000.50"), "万元")})))
    assert proposal.changes[0].proposed == Money(Decimal("125000.50"), "元")
    assert (proposal.certainty, proposal.alternatives) == ("one_of_n", 2)
    assert [slip.name for slip in proposal.explanations] == ["yuan_for_wan_yuan"]
    assert propose(V2014({"capacity.special_funding": Money(Decimal("125000.50"), "元")})) == ()


def test_blanks_are_deduced_with_the_identities_that_prove_them() -> None:
    values = {f"{NEW}.{column}": 0 for column in LINE} | {f"{NEW}.natural_person": None}
    proposal = the_only(propose(V2021(values)))
    assert (proposal.kind, proposal.certainty) == ("deduced", "unique")
    assert proposal.proof in {("B3 new_received",), ("B1 natural_person",)}
    assert proposal.changes[0].mark == BLANK
    assert proposal.changes[0].proposed == 0


def test_blanks_that_several_numbers_fit_are_left_alone() -> None:
    blank = [f"{row}.{column}" for row in (NEW, f"{TABLE}.carried_over") for column in COLUMNS[:2]]
    values: dict[str, object] = {f"{NEW}.total": 3, f"{TABLE}.carried_over.total": 3, f"{GRANTED}.total": 6}
    values |= {f"{TABLE}.results.total.total": 6}
    for row in (GRANTED, f"{TABLE}.results.total"):
        values |= {f"{row}.natural_person": 3, f"{row}.commercial_enterprise": 3}
    assert propose(V2021({**values, **dict.fromkeys(blank)})) == ()


def test_figures_that_contradict_a_total_next_to_a_blank_are_only_detected() -> None:
    block = "review_and_litigation.reconsideration"
    proposal = the_only(propose(V2021({f"{block}.upheld": 5, f"{block}.corrected": None, f"{block}.total": 3})))
    assert (proposal.kind, proposal.certainty, proposal.changes) == ("detected", "not_located", ())
    assert proposal.violated == ("C1 reconsideration",)


def test_a_blank_next_to_identities_that_fail_is_not_certain() -> None:
    figures = consistent_table("v2021", Random(3), "large")  # noqa: S311 - a case that can be repeated
    blank = f"{GRANTED}.research_institution"
    wrong = f"{TABLE}.carried_forward.other_organization"
    report = report_with_table("v2021", figures | {wrong: figures[wrong] + 1}, frozenset({blank}))
    by_kind = {each.kind: each for each in propose(report)}
    assert by_kind["deduced"].certainty == "one_of_n"
    assert by_kind["deduced"].changes[0].proposed == figures[blank]
    assert (by_kind["correction"].changes[0].path, by_kind["correction"].certainty) == (wrong, "unique")


def test_a_shifted_row_is_an_explanation_of_its_own() -> None:
    figures = consistent_table("v2021", Random(4), "large")  # noqa: S311 - a case that can be repeated
    line = [f"{GRANTED}.{column}" for column in LINE]
    shifted = dict(zip(line, [0, *[figures[path] for path in line[:-1]]], strict=True))
    first = propose(report_with_table("v2021", figures | shifted), beyond=False)[0]
    assert [slip.name for slip in first.explanations] == ["row_shifted"]
    assert "向右" in first.explanations[0].text.zh
    assert {change.path: change.proposed for change in first.changes} == {
        path: figures[path] for path in line if figures[path] != shifted[path]
    }
    assert first.certainty != "unique"


def test_a_shifted_column_is_an_explanation_of_its_own() -> None:
    figures = consistent_table("v2021", Random(8), "large")  # noqa: S311 - a case that can be repeated
    line = [path for path in figures if path.endswith(".natural_person")]
    shifted = dict(zip(line, [*[figures[path] for path in line[1:]], 0], strict=True))
    first = propose(report_with_table("v2021", figures | shifted), beyond=False)[0]
    assert [slip.name for slip in first.explanations] == ["column_shifted"]
    assert "up" in first.explanations[0].text.en
    assert all(change.proposed == figures[change.path] for change in first.changes)


@pytest.mark.parametrize("blank", [f"{TABLE}.carried_over.total", f"{TABLE}.results.refused.state_secret.total"])
def test_a_shifted_row_is_seen_although_a_cell_elsewhere_is_blank(blank: str) -> None:
    figures = consistent_table("v2021", Random(4), "large")  # noqa: S311 - a case that can be repeated
    line = [f"{GRANTED}.{column}" for column in LINE]
    shifted = dict(zip(line, [0, *[figures[path] for path in line[:-1]]], strict=True))
    first = propose(report_with_table("v2021", figures | shifted, frozenset({blank})), beyond=False)[0]
    assert [slip.name for slip in first.explanations] == ["row_shifted"]
    assert all(change.proposed == figures[change.path] for change in first.changes)


def many_errors() -> dict[str, int]:
    """A table in which five cells are wrong that share no row and no column sum."""
    figures = consistent_table("v2021", Random(12), "large")  # noqa: S311 - a case that can be repeated
    rows = [f"{TABLE}.results.refused.{name}" for name in ("state_secret", "internal_affairs", "prohibited_by_law")]
    rows += [f"{TABLE}.carried_over", f"{TABLE}.carried_forward"]
    return figures | {
        f"{row}.{column}": figures[f"{row}.{column}"] + 3 ** (place + 1)
        for place, (row, column) in enumerate(zip(rows, LINE, strict=False))
    }


def test_more_than_four_cells_are_said_to_need_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drafting, "is_installed", lambda: False)
    proposal = the_only(propose(report_with_table("v2021", many_errors())))
    assert (proposal.kind, proposal.certainty) == ("detected", "not_located")
    assert "四格以上" in proposal.note.zh
    assert "More than four cells" in proposal.note.en
    assert 'pip install "govinfo-schema[repair]"' in proposal.note.en


def test_more_than_four_cells_are_found_with_the_extra_and_never_called_unique() -> None:
    wrong, true = many_errors(), consistent_table("v2021", Random(12), "large")  # noqa: S311 - a case that can be repeated
    proposals = propose(report_with_table("v2021", wrong))
    assert {len(each.cells) for each in proposals} == {5}
    assert {each.certainty for each in proposals} == {"one_of_n"}
    assert {path: true[path] for path in true if true[path] != wrong[path]} in [
        {change.path: change.proposed for change in each.changes} for each in proposals
    ]


# What makes a proposal less certain.


def one_error():  # noqa: ANN201 - a report with one wrong cell, which is certain otherwise
    figures = consistent_table("v2021", Random(1), "small")  # noqa: S311 - a case that can be repeated
    path = f"{GRANTED}.natural_person"
    report = report_with_table("v2021", figures | {path: figures[path] + 9})
    assert the_only(propose(report)).certainty == "unique"
    return report


def test_a_row_that_was_added_to_the_table_makes_nothing_certain() -> None:
    table = form_named("v2021").by_path[f"{NEW}.total"].table
    report = evolve(one_error(), extensions=(ExtensionRow(table=table, label="(八)其他", values=("9",)),))
    proposal = the_only(propose(report))
    assert proposal.certainty == "one_of_n"
    assert "(八)其他" in proposal.note.zh
    elsewhere = form_named("v2021").by_path["review_and_litigation.reconsideration.total"].table
    report = evolve(one_error(), extensions=(ExtensionRow(table=elsewhere, label="其他"),))
    assert the_only(propose(report)).certainty == "unique"


def test_figures_that_were_migrated_make_nothing_certain() -> None:
    carried = migrate(one_error(), "v2019").report
    proposals = propose(carried)
    assert proposals
    assert "unique" not in {each.certainty for each in proposals}
    assert "v2021" in proposals[0].note.en


def test_rules_that_do_not_bind_carried_figures_are_not_used() -> None:
    old = V2014({"applications.received.total": 7, "applications.received.online": 7})
    carried = migrate(old, "v2021").report
    assert unused_rules(carried) == (("B1", "comparable"), ("B2", "comparable"))
    assert "B1" not in {name[:2] for each in propose(carried) for name in (*each.violated, *each.proof)}


def test_a_rule_that_an_added_row_eases_is_not_used() -> None:
    row = ExtensionRow(table="政府信息公开情况统计表", label="5.电子邮件申请数", values=("2",))
    report = V2014({"applications.received.total": 3, "applications.received.online": 1})
    assert propose(report)
    eased = evolve(report, extensions=(row,))
    assert unused_rules(eased) == (("A1", "eased"),)
    assert propose(eased) == ()


def test_cells_that_the_form_of_origin_does_not_ask_get_no_proposals() -> None:
    carried = migrate(V2014({}), "v2021").report
    assert "not_asked" in {mark.state for mark in carried.marks.values()}
    assert propose(carried) == ()


# Who is at fault.


def found(raw: str, placed: str = "by_labels") -> Provenance:
    return Provenance(place=Place(table=1, row=2, column=3), raw=raw, placed=placed)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("origin", "culprit"),
    [
        (None, "unknown"),
        (found("9"), "publisher"),
        (found("1,234"), "publisher"),
        (found("9 0"), "reader"),
        (found("9", "by_order"), "reader"),
        (found("9", "by_identities"), "reader"),
        (found("9", "by_position"), "publisher"),
    ],
)
def test_the_text_of_the_cell_and_how_it_was_placed_tell_who_is_at_fault(
    origin: Provenance | None, culprit: str
) -> None:
    report = one_error()
    provenance = {} if origin is None else {f"{GRANTED}.natural_person": origin}
    assert the_only(propose(Reading(report=report, provenance=provenance))).culprit == culprit


@pytest.mark.parametrize(
    ("mark", "culprit", "certainty"),
    [
        (Mark("blank"), "publisher", "unique"),
        (Mark("not_applicable", raw="/"), "publisher", "unique"),
        (Mark("unreadable", raw="O"), "unknown", "unique"),
        (Mark("ambiguous", candidates=("0", "5")), "reader", "unique"),
        (Mark("ambiguous", candidates=("4", "5")), "unknown", "one_of_n"),
    ],
)
def test_the_mark_of_a_cell_without_a_number_tells_who_is_at_fault(mark: Mark, culprit: str, certainty: str) -> None:
    path = f"{NEW}.natural_person"
    report = make_report(form_named("v2021"), {**cell_values(V2021({})), path: None}, {path: mark})
    proposal = the_only(propose(report))
    assert (proposal.culprit, proposal.certainty) == (culprit, certainty)


def test_ids_do_not_depend_on_the_rest_of_the_report() -> None:
    block = "review_and_litigation.reconsideration"
    alone = propose(V2021({f"{block}.total": 2}))
    beside = propose(V2021({f"{block}.total": 2, f"{NEW}.total": 1}))
    assert {each.id for each in alone} < {each.id for each in beside}
    assert len({each.id for each in beside}) == len(beside)


def test_a_shift_that_the_solver_finds_as_well_is_proposed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    figures = consistent_table("v2021", Random(4), "large")  # noqa: S311 - a case that can be repeated
    line = [f"{GRANTED}.{column}" for column in LINE]
    shifted = dict(zip(line, [0, *[figures[path] for path in line[:-1]]], strict=True))
    report = report_with_table("v2021", figures | shifted)
    back = {path: figures[path] - shifted[path] for path in line if figures[path] != shifted[path]}
    monkeypatch.setattr(
        drafting, "smallest_sets", lambda case, _: ({case.part.paths.index(path): by for path, by in back.items()},)
    )
    ids = [each.id for each in propose(report)]
    assert len(set(ids)) == len(ids) == len(propose(report, beyond=False))
