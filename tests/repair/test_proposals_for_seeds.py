"""Real documents: what is proposed for them, against what a person sees in them."""

from __future__ import annotations

from pathlib import Path

import pytest

from govinfo_schema import read
from govinfo_schema.repair import propose

SEEDS = Path(__file__).resolve().parents[1] / "data" / "seeds"


@pytest.mark.parametrize("name", ["000_hongjiang_2020", "002_lintao_2019", "004_hengshan_2023"])
def test_nothing_is_proposed_where_everything_agrees_or_nothing_can_be_told(name: str) -> None:
    assert propose(read(SEEDS / f"{name}.txt")) == ()


def test_refusals_that_are_fewer_than_their_grounds_are_detected_and_not_located() -> None:
    """Longnan prints 0 refusals, and 2 and 2 by ground."""
    (proposal,) = propose(read(SEEDS / "001_longnan_2018.txt"))
    refused = "applications.replies.refused"
    assert (proposal.kind, proposal.certainty, proposal.culprit) == ("detected", "not_located", "publisher")
    assert proposal.violated == ("A4a personal_privacy", "A4a not_government_information")
    assert set(proposal.cells) == {
        f"{refused}.total",
        f"{refused}.personal_privacy",
        f"{refused}.not_government_information",
    }


def test_blanks_in_rows_whose_other_figures_are_zero_are_deduced_to_be_zero() -> None:
    """Yisuhe leaves cells of table three blank; each other figure of their rows, with the total, is 0."""
    reading = read(SEEDS / "003_yisuhe_2020.txt")
    proposals = propose(reading)
    blank = {
        path
        for path, mark in reading.report.marks.items()
        if mark.state == "blank" and path.startswith("applications.")
    }
    assert {each.cells[0] for each in proposals} == blank
    assert {each.changes[0].proposed for each in proposals} == {0}
    assert {(each.kind, each.certainty, each.culprit) for each in proposals} == {("deduced", "unique", "publisher")}
