"""Every step, compared with a migrator that was written from the facts alone and shares no code with the project.

The reference knows the crosswalk as written out by hand and the identities as printed, computes with plain
dictionaries, and knows nothing of residues.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

import crosswalk_by_hand as by_hand
from govinfo_schema.forms import cell_values, form_named, make_report
from govinfo_schema.migration import migrate
from strategies import reports

if TYPE_CHECKING:
    from govinfo_schema.forms import Report

Contents: TypeAlias = dict[str, Any]
Rows: TypeAlias = list[tuple[str, list[str], list[str], bool]]
STEPS = [("v2014", "v2019"), ("v2019", "v2021"), ("v2021", "v2019"), ("v2019", "v2014")]
BY_PRINCIPAL = "_principal_official"
OUTRANKING = ["unreadable", "ambiguous", "incomplete", "blank", "not_applicable", "not_asked"]


def identities(form: str) -> list[tuple[list[str], list[str]]]:
    """Both sides of each identity that holds without exception: A1-A3, A9, A10, B1-B3, C1."""
    if form == "v2014":
        received, concluded, replies = "applications.received", "applications.concluded", "applications.replies"
        return [
            ([f"{received}.total"], [f"{received}.{way}" for way in ("in_person", "fax", "online", "letter")]),
            ([f"{concluded}.total"], [f"{concluded}.on_time", f"{concluded}.extended"]),
            (
                [f"{replies}.total"],
                [
                    f"{replies}.already_proactively_disclosed",
                    f"{replies}.disclosure_granted",
                    f"{replies}.partial_disclosure",
                    f"{replies}.refused.total",
                    f"{replies}.not_this_organ",
                    f"{replies}.information_nonexistent",
                    f"{replies}.asked_to_amend_or_supplement",
                    f"{replies}.referred_to_other_channels",
                ],
            ),
            (["reconsideration.total"], [f"reconsideration.{name}" for name in ("upheld", "corrected", "other")]),
            (
                ["litigation.total"],
                [f"litigation.{name}" for name in ("upheld_or_claim_dismissed", "corrected", "other")],
            ),
            (["capacity.staff.total"], ["capacity.staff.full_time", "capacity.staff.part_time"]),
        ]
    other = "applications.results.other"
    kinds = (
        [other] if form == "v2019" else [f"{other}.{name}" for name in ("correction_overdue", "fee_overdue", "other")]
    )
    rows = [*by_hand.SHARED_ROWS, *kinds]
    results = [row for row in rows if ".results." in row and row != "applications.results.total"]
    sides = []
    for column in (*by_hand.COLUMNS, "total"):
        new, old, done, after = (
            f"{row}.{column}"
            for row in (
                "applications.new_received",
                "applications.carried_over",
                "applications.results.total",
                "applications.carried_forward",
            )
        )
        sides += [([new, old], [done, after]), ([done], [f"{row}.{column}" for row in results])]
    sides += [([f"{row}.total"], [f"{row}.{column}" for column in by_hand.COLUMNS]) for row in rows]
    for case in by_hand.CASES:
        group = f"review_and_litigation.{case}"
        sides.append(
            ([f"{group}.total"], [f"{group}.{name}" for name in ("upheld", "corrected", "other_result", "pending")])
        )
    return sides


def limits(form: str) -> list[tuple[str, str]]:
    """What is at most what, without exception: A4a, A6, A8, D2 (newly disclosed of publicly available, and so on)."""
    refused, response = "applications.replies.refused", "public_response"
    disclosure = "proactive_disclosure"
    if form == "v2014":
        grounds = (
            "state_secret",
            "commercial_secret",
            "personal_privacy",
            "security_or_stability",
            "not_government_information",
            "other_legal_ground",
        )
        events = [path.removesuffix(BY_PRINCIPAL) for path in by_hand.cells(form) if path.endswith(BY_PRINCIPAL)]
        return [
            *((f"{refused}.{ground}", f"{refused}.total") for ground in grounds),
            (f"{disclosure}.normative_document_items_disclosed", f"{disclosure}.items_disclosed"),
            *((f"{event}{BY_PRINCIPAL}", event) for event in events if event.startswith(response)),
        ]
    return []  # those of v2019 are about section two, of which no zero proves anything


def in_doubt(form: str, here: Contents) -> set[str]:
    """Cells of an identity or a limit that fails, whatever stands in the cells without a number."""
    doubted: set[str] = set()
    for low, high in limits(form):
        if all(isinstance(here[path], int) for path in (low, high)) and here[low] > here[high]:
            doubted |= {low, high}
    for sides in identities(form):
        known = [sum(here[path] for path in side if isinstance(here[path], int)) for side in sides]
        full = [all(isinstance(here[path], int) for path in side) for side in sides]
        if (full[0] and known[1] > known[0]) or (full[1] and known[0] > known[1]):
            doubted |= {*sides[0], *sides[1]}
    return doubted


def directed(source: str, target: str) -> Rows:
    """The rows by hand in the direction of a step: relation, source cells, target cells, whether a zero proves more.

    A sum says who is summed.
    """
    rows = []
    if (source, target) in by_hand.BY_HAND:
        for name, (relation, older, newer) in by_hand.BY_HAND[source, target].items():
            word = {"older+": "merge", "newer+": "split"}.get(relation, relation)
            rows.append((word, older.split(), newer.split(), f"{source}-{target}.{name}" in by_hand.PROVING_ZERO))
    else:
        for name, (relation, older, newer) in by_hand.BY_HAND[target, source].items():
            word = {"older+": "split", "newer+": "merge"}.get(relation, relation)
            rows.append((word, newer.split(), older.split(), f"{target}-{source}.{name}" in by_hand.PROVING_ZERO))
    return rows


CARRYING = ("exact", "close", "merge", "split")


def transferred(rows: Rows, here: Contents, there: Contents, doubted: set[str]) -> tuple[set[str], set[str]]:
    """Carry, add up and split zeros; return the cells that no row can reach, and those whose zero proves nothing."""
    free = set(there)
    unproving: set[str] = set()
    for word, froms, tos, proves_zero in rows:
        if word not in CARRYING:
            continue
        free -= set(tos)
        if not proves_zero or set(froms) & doubted:
            unproving |= set(tos)
        if word in ("exact", "close"):
            there[tos[0]] = here[froms[0]]
        elif word == "merge":
            missing = [here[path] for path in froms if isinstance(here[path], str)]
            there[tos[0]] = min(missing, key=OUTRANKING.index) if missing else sum(here[path] for path in froms)
        else:
            related = [cell for kind, others, parts, _ in rows if kind not in CARRYING
                       for cell in others if set(parts) & set(tos)]  # fmt: skip
            sure = proves_zero and not {*froms, *related} & doubted
            if sure and all(here[cell] == 0 for cell in (*froms, *related)):
                there.update(dict.fromkeys(tos, 0))
    return free, unproving


def reference(source: str, target: str, numbers: Contents, states: dict[str, str]) -> Contents:
    """What must stand in each target cell: a number, or the word of its state."""
    rows = directed(source, target)
    here = {path: states[path] if number is None else number for path, number in numbers.items()}
    there: Contents = dict.fromkeys(by_hand.cells(target), "not_asked")
    free, unproving = transferred(rows, here, there, in_doubt(source, here))
    doubted = {path for path, content in there.items() if not isinstance(content, str) and content != 0}
    for word, froms, tos, _ in rows:
        if word not in CARRYING and any(not isinstance(here[path], str) and here[path] != 0 for path in froms):
            doubted |= set(tos)
            unproving |= set(tos)
    both_ways = [sides for pair in identities(target) for sides in (pair, pair[::-1])]
    before: Contents = {}
    while before != there:
        before = dict(there)
        contradicted = {
            path
            for zero, other in both_ways
            if all(there[path] == 0 for path in zero) and set(other) & doubted
            for path in zero
        }
        for zero, other in both_ways:
            if all(there[path] == 0 and path not in contradicted | unproving for path in zero):
                there.update({path: 0 for path in other if there[path] == "not_asked" and path in free})
    return there


def shown(report: Report) -> dict[str, object]:
    return {path: report.marks[path].state if value is None else value for path, value in cell_values(report).items()}


@pytest.mark.parametrize(("source", "target"), STEPS)
@settings(max_examples=60, deadline=None)
@given(st.data())
def test_a_step_is_what_the_facts_ask_for(source: str, target: str, data: st.DataObject) -> None:
    report = evolve(data.draw(reports(source)), residue=())
    states = {path: mark.state for path, mark in report.marks.items()}
    assert shown(migrate(report, target).report) == reference(source, target, cell_values(report), states)


@pytest.mark.parametrize(("source", "target"), STEPS)
@settings(max_examples=60, deadline=None)
@given(st.data())
def test_a_step_of_a_report_full_of_zeros_is_what_the_facts_ask_for(
    source: str, target: str, data: st.DataObject
) -> None:
    paths = by_hand.cells(source)
    some = st.dictionaries(st.sampled_from(paths), st.none() | st.integers(0, 3), max_size=6)
    money = ("capacity.special_funding", "fees_charged_on_request", "amount")
    numbers = {path: None if path.endswith(money) else 0 for path in paths} | {
        path: number for path, number in data.draw(some).items() if not path.endswith(money)
    }
    report = make_report(form_named(source), numbers)
    states = dict.fromkeys(paths, "blank")
    assert shown(migrate(report, target).report) == reference(source, target, numbers, states)


@pytest.mark.parametrize(("source", "target"), STEPS)
@settings(max_examples=60, deadline=None)
@given(st.data())
def test_no_identity_is_broken_by_a_deduced_zero(source: str, target: str, data: st.DataObject) -> None:
    paths = by_hand.cells(source)
    some = st.dictionaries(st.sampled_from(paths), st.integers(0, 2), max_size=8)
    zeros = dict.fromkeys(data.draw(st.lists(st.sampled_from(paths), max_size=60)), 0)
    money = ("capacity.special_funding", "fees_charged_on_request", "amount")
    numbers = {path: number for path, number in {**zeros, **data.draw(some)}.items() if not path.endswith(money)}
    migrated = migrate(make_report(form_named(source), numbers), target)
    deduced = {path for line in migrated.ledger.lines if line.relation == "deduced" for path in line.targets}
    values = cell_values(migrated.report)
    for left, right in identities(target):
        known = [values[path] is not None for path in (*left, *right)]
        if deduced & {*left, *right} and all(known):
            assert sum(values[path] for path in left) == sum(values[path] for path in right)
