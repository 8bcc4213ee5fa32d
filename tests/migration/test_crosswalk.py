"""The crosswalk says what section 6 of the facts says: one row changed, one test fails."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pytest

import crosswalk_by_hand as by_hand
from govinfo_schema.errors import StructureError
from govinfo_schema.migration.crosswalk import CORRESPONDENCES, PAIRS, Row, crosswalk

FACTS = Path(__file__).resolve().parents[1] / "data" / "facts"


EXPECTED = [
    (pair, name, *row) for pair, rows in by_hand.BY_HAND.items() for name, row in rows.items()
]  # fmt: skip
ALL_ROWS = [row for pair in PAIRS for row in crosswalk(*pair)]


def cells_of(form: str) -> list[str]:
    with (FACTS / f"{form}.csv").open(encoding="utf-8", newline="") as file:
        return [line["cell"] for line in csv.DictReader(file)]


@pytest.mark.parametrize(
    ("pair", "name", "relation", "older", "newer"), EXPECTED, ids=[f"{e[0][0]}-{e[1]}" for e in EXPECTED]
)
def test_a_row_has_the_relation_and_the_cells_of_the_facts(
    pair: tuple[str, str], name: str, relation: str, older: str, newer: str
) -> None:
    (row,) = [row for row in crosswalk(*pair) if row.id == f"{pair[0]}-{pair[1]}.{name}"]
    side = {"older+": "older", "newer+": "newer"}.get(relation)
    assert row.relation == ("sum" if side else relation)
    assert row.summed == side
    assert set(row.older) == set(older.split())
    assert set(row.newer) == set(newer.split())
    assert len(set(row.older)) == len(row.older)
    assert len(set(row.newer)) == len(row.newer)


@pytest.mark.parametrize("pair", PAIRS)
def test_there_is_no_row_beside_those_of_the_facts(pair: tuple[str, str]) -> None:
    assert sorted(row.id for row in crosswalk(*pair)) == sorted(
        f"{pair[0]}-{pair[1]}.{n}" for n in by_hand.BY_HAND[pair]
    )


@pytest.mark.parametrize("pair", PAIRS)
def test_every_cell_of_both_forms_stands_in_a_row_and_in_at_most_one_that_carries_a_figure(
    pair: tuple[str, str],
) -> None:
    rows = crosswalk(*pair)
    for form, side in zip(pair, ("older", "newer"), strict=True):
        standing = Counter(cell for row in rows for cell in getattr(row, side))
        carrying = Counter(cell for row in rows if row.carries for cell in getattr(row, side))
        assert set(standing) == set(cells_of(form))
        assert [cell for cell, times in carrying.items() if times > 1] == []


def test_inferred_claims_are_marked_as_such_and_no_others() -> None:
    assert {row.id for row in ALL_ROWS if row.inferred} == by_hand.INFERRED


def test_sums_of_the_same_concept_are_told_from_close_ones() -> None:
    assert {row.id for row in ALL_ROWS if row.sum_is_exact} == by_hand.EXACT_SUMS


def test_rows_that_prove_zeros_are_told_from_those_that_may_count_other_cases() -> None:
    assert {row.id for row in ALL_ROWS if row.proves_zero} == by_hand.PROVING_ZERO


def test_one_to_one_rows_have_one_cell_on_each_side_and_sums_one_on_the_side_that_is_whole() -> None:
    for row in ALL_ROWS:
        sides = {"older": row.older, "newer": row.newer}
        if row.relation in ("exact", "close"):
            assert len(row.older) == len(row.newer) == 1, row.id
        if row.relation == "sum":
            assert row.summed is not None
            assert len(sides[row.summed]) > 1, row.id
            assert len(sides[{"older": "newer", "newer": "older"}[row.summed]]) == 1, row.id
        if row.relation == "none":
            assert not (row.older and row.newer), row.id


def test_every_row_gives_a_reason_and_a_basis_in_both_languages() -> None:
    for row in ALL_ROWS:
        assert row.relation in CORRESPONDENCES
        for text in (row.reason, row.basis):
            assert text.zh
            assert text.en
        assert row.reason.zh.endswith("。"), row.id
        assert row.reason.en.endswith("."), row.id


@pytest.mark.parametrize(
    ("row", "predicate"),
    [
        ("v2014-v2019.state_secret", "skos:exactMatch"),
        ("v2014-v2019.applications_received", "skos:closeMatch"),
        ("v2019-v2021.normative_documents_made", "skos:narrowMatch"),  # the newer concept is the narrower one
        ("v2014-v2019.disclosure_granted", "skos:broadMatch"),  # each old part has a broader counterpart
        ("v2014-v2019.litigation_total", "skos:narrowMatch"),  # the old whole has narrower counterparts
        ("v2014-v2019.replies", "skos:relatedMatch"),
        ("v2014-v2019.training", "skos:mappingRelation"),
    ],
)
def test_predicates(row: str, predicate: str) -> None:
    (found,) = [each for each in ALL_ROWS if each.id == row]
    assert found.predicate == predicate


def test_an_older_concept_that_is_narrower_has_a_broader_counterpart() -> None:
    row = ALL_ROWS[0]
    narrower = Row(
        id="v2014-v2019.x", older=("a",), newer=("b",), relation="narrower", reason=row.reason, basis=row.basis
    )
    assert narrower.predicate == "skos:broadMatch"
    assert not narrower.carries


@pytest.mark.parametrize("pair", [("v2014", "v2021"), ("v2019", "v2014"), ("v2019", "v2019")])
def test_there_is_no_crosswalk_between_forms_that_are_no_neighbours(pair: tuple[str, str]) -> None:
    with pytest.raises(StructureError, match="no crosswalk between"):
        crosswalk(*pair)


def test_an_unknown_form_is_named() -> None:
    with pytest.raises(StructureError, match="v2008"):
        crosswalk("v2008", "v2014")
