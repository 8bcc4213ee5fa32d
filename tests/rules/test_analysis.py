"""The analysis of the rules against an examination of its own: matrices from the facts, other arithmetic.

The equations come from the printed labels of tests/data/facts. The rank is that of the matrix over two large prime
fields, which is at most the true one; the equations that are called redundant are shown to follow from the others. That
no three cells are dependent is shown by determinants of whole numbers, one for each three cells.
"""

from __future__ import annotations

import random
from itertools import combinations

import pytest

from govinfo_schema.errors import StructureError
from govinfo_schema.rules.analysis import TableAnalysis, analyse
from rules_from_facts import facts, own_equations

TABLE_THREE, TABLE_FOUR = "三、", "四、"
PRIMES = (2_147_483_647, 1_000_000_007)


def table(form: str, start: str) -> TableAnalysis:
    return next(each for each in analyse(form) if each.table.startswith(start))


def matrix(form: str, rules: set[str]) -> tuple[list[str], list[dict[str, int]]]:
    equations = [equation for (rule, _), equation in own_equations(form).items() if rule in rules]
    return list(dict.fromkeys(path for equation in equations for path in equation)), equations


def rank_modulo(paths: list[str], equations: list[dict[str, int]], prime: int) -> int:
    rows = [[equation.get(path, 0) % prime for path in paths] for equation in equations]
    rank = 0
    for column in range(len(paths)):
        chosen = next((row for row in rows[rank:] if row[column]), None)
        if chosen is None:
            continue
        rows.remove(chosen)
        rows.insert(rank, chosen)
        inverse = pow(chosen[column], -1, prime)
        for number, row in enumerate(rows):
            if number > rank and row[column]:
                factor = row[column] * inverse % prime
                rows[number] = [(a - factor * b) % prime for a, b in zip(row, chosen, strict=True)]
        rank += 1
    return rank


@pytest.mark.parametrize(
    ("form", "start", "rules", "cells", "identities", "rank", "distance"),
    [
        ("v2019", TABLE_THREE, {"B1", "B2", "B3"}, 161, 37, 35, 4),
        ("v2021", TABLE_THREE, {"B1", "B2", "B3"}, 175, 39, 37, 4),
        ("v2019", TABLE_FOUR, {"C1"}, 15, 3, 3, 2),
        ("v2021", TABLE_FOUR, {"C1"}, 15, 3, 3, 2),
    ],
)
def test_rank_and_distance(  # noqa: PLR0913, PLR0917 - the columns of a table
    form: str, start: str, rules: set[str], cells: int, identities: int, rank: int, distance: int
) -> None:
    found = table(form, start)
    assert (found.cells, found.identities, found.rank, found.distance) == (cells, identities, rank, distance)
    assert len(found.redundant) == identities - rank
    assert found.contradictions == ()
    paths, equations = matrix(form, rules)
    assert (len(paths), len(equations)) == (cells, identities)
    assert [rank_modulo(paths, equations, prime) for prime in PRIMES] == [rank, rank]


@pytest.mark.parametrize("form", ["v2019", "v2021"])
def test_no_three_cells_of_table_three_are_dependent_and_four_are(form: str) -> None:
    paths, equations = matrix(form, {"B1", "B2", "B3"})
    columns = {path: [equation.get(path, 0) for equation in equations] for path in paths}
    chance = random.Random(19)  # noqa: S311 - figures for a test
    # Three vectors whose images under a linear map are independent are independent themselves.
    maps = [[chance.randint(-(10**6), 10**6) for _ in equations] for _ in range(3)]
    images = [tuple(sum(a * b for a, b in zip(each, columns[path], strict=True)) for each in maps) for path in paths]
    for (a, b, c), (d, e, f) in combinations(images, 2):
        assert (b * f - c * e, c * d - a * f, a * e - b * d) != (0, 0, 0)
    for first, second in combinations(range(len(images)), 2):
        (a, b, c), (d, e, f) = images[first], images[second]
        x, y, z = b * f - c * e, c * d - a * f, a * e - b * d
        assert all(x * g + y * h + z * i for g, h, i in images[second + 1 :])
    unseen = table(form, TABLE_THREE).unseen
    assert len(unseen) == 4
    signs = (1, -1)
    changes = [(1, p, q, r) for p in signs for q in signs for r in signs]
    rows = list(zip(*(columns[path] for path in unseen), strict=True))
    assert any(all(sum(a * b for a, b in zip(row, change, strict=True)) == 0 for row in rows) for change in changes)


@pytest.mark.parametrize("form", ["v2019", "v2021"])
def test_the_redundant_identities_follow_from_the_others(form: str) -> None:
    # Adding up B1 and B2 over the columns gives the totals of (七) and of row four.
    found = table(form, TABLE_THREE)
    assert found.redundant == ("B3 results.total", "B3 carried_forward")
    paths, equations = matrix(form, {"B1", "B2", "B3"})
    rows = {"results.total.": [], "carried_forward.": []}
    for end, kept in rows.items():
        kept.extend(each for each in equations if not all(f".{end}" in path for path in each))
        assert len(kept) == len(equations) - 1
        assert rank_modulo(paths, kept, PRIMES[0]) == found.rank


def test_cells_that_nothing_protects_are_named() -> None:
    two = table("v2021", "二、")
    assert (two.identities, two.rank, two.distance, two.noticed, two.located) == (0, 0, None, 0, 0)
    assert len(two.without_identity) == 10
    assert [path.split(".")[1] for path in two.unprotected] == [
        "administrative_licensing",
        "administrative_penalties",
        "administrative_compulsion",
        "administrative_institutional_fees",
    ]
    assert table("v2021", TABLE_THREE).unprotected == ()
    assert (table("v2021", TABLE_THREE).noticed, table("v2021", TABLE_THREE).located) == (3, 1)
    assert (table("v2021", TABLE_FOUR).noticed, table("v2021", TABLE_FOUR).located) == (1, 0)


def test_every_cell_of_every_form_stands_in_one_table() -> None:
    for form in ("v2014", "v2019", "v2021"):
        assert sum(each.cells for each in analyse(form)) == len(facts(form))


def test_an_unknown_form_is_an_error() -> None:
    with pytest.raises(StructureError, match="v2017"):
        analyse("v2017")
