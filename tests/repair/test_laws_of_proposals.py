"""Laws: the applications table locates one wrong cell, never takes two for one, and fills up to three blanks."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from consistent_tables import consistent_table, report_with_table
from govinfo_schema.codec import to_json
from govinfo_schema.repair import propose
from govinfo_schema.validation import validate
from injected_errors import COUNTED, FORMS, cases, tried
from strategies import reports

SEEDS = st.integers(0, 2**32)


@pytest.mark.parametrize("form", FORMS)
@settings(max_examples=40, deadline=None)
@given(SEEDS, st.integers(1, 10**6))
def test_one_wrong_cell_is_always_found_and_its_number_named_as_unique(form: str, seed: int, step: int) -> None:
    rng = Random(seed)  # noqa: S311 - a case that can be repeated
    figures = consistent_table(form, rng, rng.choice(["small", "large"]))
    path = rng.choice(sorted(figures))
    number = figures[path]
    wrong = number - step if number >= step else number + step
    (proposal,) = propose(report_with_table(form, figures | {path: wrong}))
    (change,) = proposal.changes
    assert (change.path, change.published, change.proposed) == (path, wrong, number)
    assert (proposal.certainty, proposal.alternatives, proposal.kind) == ("unique", 1, "correction")


@pytest.mark.parametrize("form", FORMS)
@settings(max_examples=40, deadline=None)
@given(SEEDS)
def test_two_wrong_cells_are_noticed_and_never_called_one(form: str, seed: int) -> None:
    rng = Random(seed)  # noqa: S311 - a case that can be repeated
    figures = consistent_table(form, rng, "small")
    paths = rng.sample(sorted(figures), 2)
    wrong = figures | {path: figures[path] + rng.randint(1, 9) for path in paths}
    proposals = propose(report_with_table(form, wrong))
    certain = {cell for each in proposals if each.certainty == "unique" for cell in each.cells}
    assert proposals
    assert certain in (set(), set(paths))
    assert {cell for each in proposals for cell in each.cells} >= set(paths)


@pytest.mark.parametrize("form", FORMS)
@settings(max_examples=30, deadline=None)
@given(SEEDS, st.integers(1, 3))
def test_up_to_three_blanks_are_filled(form: str, seed: int, blanks: int) -> None:
    rng = Random(seed)  # noqa: S311 - a case that can be repeated
    figures = consistent_table(form, rng, "large")
    blank = frozenset(rng.sample(sorted(figures), blanks))
    proposals = propose(report_with_table(form, figures, blank))
    assert {each.changes[0].path: each.changes[0].proposed for each in proposals} == {
        path: figures[path] for path in blank
    }
    assert {(each.kind, each.certainty, each.changes[0].published) for each in proposals} == {
        ("deduced", "unique", None)
    }


@settings(max_examples=25, deadline=None)
@given(SEEDS, st.integers(4, 40))
def test_a_number_that_is_deduced_is_the_true_one_however_many_blanks_there_are(seed: int, blanks: int) -> None:
    rng = Random(seed)  # noqa: S311 - a case that can be repeated
    figures = consistent_table("v2021", rng, "small")
    blank = frozenset(rng.sample(sorted(figures), blanks))
    for each in propose(report_with_table("v2021", figures, blank)):
        assert each.changes[0].proposed == figures[each.changes[0].path]


@settings(max_examples=25, deadline=None)
@given(reports())
def test_a_report_stays_as_it_is_and_gets_the_same_proposals_again(report: object) -> None:
    before = to_json(report)  # type: ignore[arg-type]
    first = propose(report, beyond=False)  # type: ignore[arg-type]
    assert first == propose(report, beyond=False)  # type: ignore[arg-type]
    assert to_json(report) == before  # type: ignore[arg-type]


@settings(max_examples=25, deadline=None)
@given(SEEDS, st.integers(1, 4))
def test_every_correction_alone_makes_the_identities_hold_that_it_names(seed: int, errors: int) -> None:
    rng = Random(seed)  # noqa: S311 - a case that can be repeated
    figures = consistent_table("v2021", rng, "small")
    for path in rng.sample(sorted(figures), errors):
        figures[path] += rng.randint(1, 9)
    for each in propose(report_with_table("v2021", figures), beyond=False):
        after = figures | {change.path: int(str(change.proposed)) for change in each.changes}
        findings = validate(report_with_table("v2021", after)).findings
        passed = {f"{one.rule} {one.instance}" for one in findings if one.outcome == "passed"}
        assert passed.issuperset(each.proof)
        assert passed.issuperset(each.violated)


def test_a_small_run_of_injected_errors_keeps_the_promises() -> None:
    results = [tried(case) for case in cases(280, seed=11)]
    without = [(wrong, said) for case, wrong, said in results if not case.blanks]
    assert all("detected" in said for _, said in without)
    assert all({"unique and right", "located", "right value"} <= said for wrong, said in without if wrong == 1)
    assert not any(COUNTED[4] in said for wrong, said in without if wrong <= 2)
    assert all({"located", "right value"} <= said for wrong, said in without if wrong == 2)
    assert not any(COUNTED[5] in said for wrong, said in without)
