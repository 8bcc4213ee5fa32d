"""The search against oracles that share no code with it: every cell, every pair of cells, and a solver."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations
from random import Random

import pytest
from ortools.sat.python import cp_model

from consistent_tables import COLUMNS, LINE, TABLE, consistent_table, groups, report_with_table
from govinfo_schema.repair import propose
from injected_errors import FORMS

Identity = dict[str, int]


def identities(form: str) -> list[Identity]:
    """The relations that the form prints or implies, written down from its layout."""
    rows = groups(form)
    done = f"{TABLE}.results.total"
    results = [row for row in rows[2:-1] if row != done]
    made: list[Identity] = [{f"{row}.total": 1} | {f"{row}.{column}": -1 for column in COLUMNS} for row in rows]
    for column in LINE:
        new, old, later = (f"{row}.{column}" for row in (rows[0], rows[1], rows[-1]))
        made.append({new: 1, old: 1, f"{done}.{column}": -1, later: -1})
        made.append({f"{done}.{column}": 1} | {f"{row}.{column}": -1 for row in results})
    return made


def sums(form: str, figures: dict[str, int]) -> list[int]:
    return [sum(factor * figures[path] for path, factor in each.items()) for each in identities(form)]


def explanations_by_hand(form: str, figures: dict[str, int]) -> set[frozenset[tuple[str, int]]]:
    """All single cells, or else all pairs of cells, that satisfy all relations with whole numbers from 0 on."""
    relations, left = identities(form), sums(form, figures)
    columns = {path: [each.get(path, 0) for each in relations] for path in figures}
    found: set[frozenset[tuple[str, int]]] = set()
    for path, column in columns.items():
        change = next(Fraction(-rest, factor) for factor, rest in zip(column, left, strict=True) if factor)
        if all(factor * change + rest == 0 for factor, rest in zip(column, left, strict=True)):
            found |= _lawful({path: change}, figures)
    for one, other in combinations(columns, 2) if not found else ():
        found |= _pair(one, other, columns, left, figures)
    return found


def _pair(
    one: str, other: str, columns: dict[str, list[int]], left: list[int], figures: dict[str, int]
) -> set[frozenset[tuple[str, int]]]:
    if any(rest and not columns[one][number] and not columns[other][number] for number, rest in enumerate(left)):
        return set()
    equations = list(zip(columns[one], columns[other], left, strict=True))
    for (a, b, r), (c, d, s) in combinations(equations, 2):
        determinant = a * d - b * c
        if determinant:
            first, second = Fraction(b * s - d * r, determinant), Fraction(c * r - a * s, determinant)
            if all(x * first + y * second + rest == 0 for x, y, rest in equations) and first and second:
                return _lawful({one: first, other: second}, figures)
            return set()
    return set()


def _lawful(changes: dict[str, Fraction], figures: dict[str, int]) -> set[frozenset[tuple[str, int]]]:
    after = {path: figures[path] + change for path, change in changes.items()}
    if any(number < 0 or number.denominator != 1 for number in after.values()):
        return set()
    return {frozenset((path, int(number)) for path, number in after.items())}


def proposed(form: str, figures: dict[str, int]) -> set[frozenset[tuple[str, int]]]:
    """What is proposed for the table, the ways for each problem combined with those for every other one."""
    problems: dict[str, list[frozenset[tuple[str, int]]]] = {}
    for each in propose(report_with_table(form, figures), beyond=False):
        if {"row_shifted", "column_shifted"}.isdisjoint(slip.name for slip in each.explanations):
            way = frozenset((change.path, int(str(change.proposed))) for change in each.changes)
            problems.setdefault(each.problem, []).append(way)
    together = {frozenset[tuple[str, int]]()}
    for ways in problems.values():
        together = {one | way for one in together for way in ways}
    return together


def damaged(form: str, seed: int, errors: int) -> dict[str, int]:
    rng = Random(seed)  # noqa: S311 - a case that can be repeated
    figures = consistent_table(form, rng, "small" if seed % 2 else "large")
    assert not any(sums(form, figures))
    for path in rng.sample(sorted(figures), errors):
        figures[path] = rng.choice([number for number in range(figures[path] + 9) if number != figures[path]])
    return figures


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("seed", range(6))
def test_one_error_has_the_explanations_that_trying_every_cell_finds(form: str, seed: int) -> None:
    figures = damaged(form, seed, 1)
    assert proposed(form, figures) == explanations_by_hand(form, figures)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("seed", range(6))
def test_two_errors_have_the_explanations_that_trying_every_pair_finds(form: str, seed: int) -> None:
    figures = damaged(form, seed, 2)
    assert proposed(form, figures) == explanations_by_hand(form, figures)


@pytest.mark.parametrize("form", FORMS)
def test_two_cells_of_one_row_exchanged_are_explained_in_each_row_that_allows_it(form: str) -> None:
    rng = Random(5)  # noqa: S311 - a case that can be repeated
    figures = consistent_table(form, rng, "large")
    one, other = (f"{TABLE}.results.disclosure_granted.{column}" for column in COLUMNS[:2])
    figures[one], figures[other] = 34, 58
    for column in (*COLUMNS[:2], "total"):  # make the table add up again, and then exchange
        figures = _settled(form, figures, column)
    assert not any(sums(form, figures))
    figures[one], figures[other] = figures[other], figures[one]
    ways = explanations_by_hand(form, figures)
    assert len(ways) > 2
    assert proposed(form, figures) == ways
    first = propose(report_with_table(form, figures), beyond=False)[0]
    assert [slip.name for slip in first.explanations] == ["cells_exchanged"]
    assert (first.cells, first.certainty, first.alternatives) == ((one, other), "one_of_n", len(ways))


def _settled(form: str, figures: dict[str, int], column: str) -> dict[str, int]:
    rows, done = groups(form), f"{TABLE}.results.total"
    made = dict(figures)
    row = f"{TABLE}.results.disclosure_granted"
    made[f"{row}.total"] = sum(made[f"{row}.{each}"] for each in COLUMNS)
    made[f"{done}.{column}"] = sum(made[f"{each}.{column}"] for each in rows[2:-1] if each != done)
    made[f"{rows[0]}.{column}"] = made[f"{done}.{column}"] + made[f"{rows[-1]}.{column}"] - made[f"{rows[1]}.{column}"]
    return made


@pytest.mark.parametrize("errors", [1, 2, 3, 4])
@pytest.mark.parametrize("form", FORMS)
def test_a_solver_finds_no_smaller_set(form: str, errors: int) -> None:
    figures = damaged(form, 40 + errors, errors)
    model = cp_model.CpModel()
    room = 3 * sum(figures.values()) + 100
    after = {path: model.new_int_var(0, room, path) for path in figures}
    changed = {path: model.new_bool_var(path) for path in figures}
    for path, number in figures.items():
        model.add(after[path] == number).only_enforce_if(changed[path].negated())
    for each in identities(form):
        model.add(sum(factor * after[path] for path, factor in each.items()) == 0)
    model.minimize(sum(changed.values()))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    assert solver.solve(model) == cp_model.OPTIMAL
    assert {len(way) for way in proposed(form, figures)} == {round(solver.objective_value)}
