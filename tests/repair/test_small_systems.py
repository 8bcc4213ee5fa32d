"""Search and bounds on small random systems, against trying every filling."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from govinfo_schema.repair import search as searching
from govinfo_schema.repair.beyond import smallest_sets
from govinfo_schema.repair.blanks import Blanks, Contradiction
from govinfo_schema.repair.limits import Limit
from govinfo_schema.repair.problems import Case
from govinfo_schema.repair.search import search
from govinfo_schema.repair.system import Identity, Part

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pytest
    from hypothesis.strategies import DrawFn

CELLS = tuple("abcd")
HIGHEST = 7
Values = tuple[int, ...]


def part_of(*equations: dict[str, int], constants: tuple[int, ...] = (), signed: str = "") -> Part:
    identities = tuple(
        Identity("X", str(number), tuple((factor, cell) for cell, factor in equation.items()), constant)
        for number, (equation, constant) in enumerate(zip(equations, constants or (0,) * len(equations), strict=True))
    )
    paths = tuple(sorted({cell for equation in equations for cell in equation}))
    return Part(identities, paths, frozenset(paths.index(cell) for cell in signed))


@st.composite
def systems(draw: DrawFn) -> Part:
    """Two or three equations between four cells; each cell stands in one of them at least."""
    factors = st.sampled_from([-1, 1, 1, -2])
    equations = [
        {cell: draw(factors) for cell in draw(st.sets(st.sampled_from(CELLS), min_size=2))}
        for _ in range(draw(st.integers(2, 3)))
    ]
    assume({cell for equation in equations for cell in equation} == set(CELLS))
    constants = tuple(draw(st.integers(-6, 6)) for _ in equations)
    return part_of(*equations, constants=constants)


def solutions(part: Part) -> Iterator[Values]:
    for values in product(range(HIGHEST + 1), repeat=len(part.paths)):
        if not any(part.residuals(values)):
            yield values


@settings(max_examples=60, deadline=None)
@given(systems(), st.tuples(*[st.integers(0, 4)] * 4))
def test_the_search_lists_what_trying_every_filling_finds(part: Part, values: Values) -> None:
    case = Case.of(part, values)
    start = case.blanks.start(case.residuals)
    assume(any(start.residuals))
    found = search(start, case.accepts, sizes=(1, 2, 3, 4))
    assert len({frozenset(changes.items()) for changes in found.sets}) == len(found.sets)
    for changes in found.sets:
        assert not any(case.after(changes))
        assert len(changes) == found.size
    by_trying = [
        {cell: after - before for cell, (before, after) in enumerate(zip(values, each, strict=True)) if before != after}
        for each in solutions(part)
    ]
    if by_trying and found.complete:
        smallest = min(map(len, by_trying))
        assert found.size in range(1, smallest + 1)
        if found.size == smallest:
            assert all(changes in found.sets for changes in by_trying if len(changes) == smallest)


@settings(max_examples=60, deadline=None)
@given(systems(), st.tuples(*[st.none() | st.integers(0, 4)] * 4))
def test_bounds_hold_for_every_filling(part: Part, values: tuple[int | None, ...]) -> None:
    blanks, residuals = Blanks.of(part, values), part.residuals(values)
    assume(blanks.missing and not any(blanks.start(residuals).residuals))
    fitting = [
        each
        for each in solutions(part)
        if all(known in (None, number) for known, number in zip(values, each, strict=True))
    ]
    bounds, can = blanks.bounds(residuals), blanks.can_be_filled(residuals)
    if fitting:
        assert can is not False
        assert not isinstance(bounds, Contradiction)
        for cell, found in bounds.items():
            numbers = [each[cell] for each in fitting]
            assert found.low is not None
            assert found.low.number <= min(numbers)
            assert found.high is None or max(numbers) <= found.high.number
    if isinstance(bounds, Contradiction):
        assert can is False
        assert bounds.proof


def test_a_filling_is_found_by_trying_where_bounds_do_not_tell() -> None:
    part = part_of({"a": 1, "b": 1, "c": 1}, {"a": 1, "b": -1}, constants=(-6, 0))
    blanks = Blanks.of(part, (None, None, None))
    assert blanks.can_be_filled(part.residuals((None, None, None))) is True


def test_no_filling_is_found_where_only_fractions_would_do() -> None:
    part = part_of({"a": 2, "b": 2, "c": 2}, constants=(-7,))
    blanks = Blanks.of(part, (None, None, None))
    assert blanks.can_be_filled(part.residuals((None, None, None))) is False


def test_the_search_for_a_filling_is_given_up() -> None:
    part = part_of({"a": 2, "b": -2}, {"a": 1, "b": 1, "c": 1}, constants=(-1, -5000))
    blanks = Blanks.of(part, (None, None, None))
    assert blanks.can_be_filled(part.residuals((None, None, None))) in (None, False)


def test_a_signed_cell_may_be_below_zero() -> None:
    part = part_of({"a": 1, "b": 1}, constants=(-2,), signed="b")
    blanks = Blanks.of(part, (5, None))
    bounds = blanks.bounds(part.residuals((5, None)))
    assert not isinstance(bounds, Contradiction)
    assert bounds[1].value == -3
    open_ones = Blanks.of(part, (None, None))
    assert open_ones.can_be_filled(part.residuals((None, None))) is None


def test_a_search_that_takes_too_long_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    part = part_of({"a": 1, "b": 1, "c": 1, "d": 1}, {"a": 1, "b": -1}, {"c": 1, "d": -1}, constants=(-9, 2, 2))
    case = Case.of(part, (0, 0, 0, 0))
    start = case.blanks.start(case.residuals)
    monkeypatch.setattr(searching, "MOST_NODES", 1)
    found = search(start, case.accepts, sizes=(1, 2, 3, 4))
    assert (found.size, found.sets, found.complete) == (0, (), False)


def test_too_many_sets_are_not_all_listed(monkeypatch: pytest.MonkeyPatch) -> None:
    part = part_of({"a": 1, "b": 1, "c": 1, "d": 1}, constants=(-4,))
    case = Case.of(part, (0, 0, 0, 0))
    monkeypatch.setattr(searching, "MOST_SETS", 2)
    found = search(case.blanks.start(case.residuals), case.accepts, sizes=(1,))
    assert (found.size, len(found.sets), found.complete) == (1, 3, False)


def test_a_set_that_a_sign_forbids_leaves_the_search_incomplete() -> None:
    """Cell a alone would have to be -2; together with b, which counts the same, there are many ways."""
    part = part_of({"a": 1, "b": 1, "c": -1}, {"a": 1, "b": 1, "d": -1}, constants=(2, 2))
    case = Case.of(part, (0, 3, 0, 0))
    found = search(case.blanks.start(case.residuals), case.accepts, sizes=(1, 2))
    assert found.size == 2
    assert not found.complete


def test_the_solver_finds_smallest_sets_too_and_keeps_limits() -> None:
    part = part_of({"a": 1, "b": -1}, {"c": 1, "d": -1})
    values = (1, 3, 5, 2)
    ways = {tuple(sorted(each.items())) for each in smallest_sets(Case.of(part, values), 1)}
    assert ways == {((0, 2), (2, -3)), ((0, 2), (3, 3)), ((1, -2), (2, -3)), ((1, -2), (3, 3))}
    at_most_one = Limit({0: 1}, 0)  # cell a must not grow
    ways = {tuple(sorted(each.items())) for each in smallest_sets(Case.of(part, values, (at_most_one,)), 1)}
    assert ways == {((1, -2), (2, -3)), ((1, -2), (3, 3))}


def test_the_solver_says_nothing_where_no_change_helps() -> None:
    part = part_of({"a": 2, "b": 2}, constants=(-3,))
    assert smallest_sets(Case.of(part, (1, 1)), 1) == ()


def test_figures_that_are_too_large_for_the_solver_are_left_to_people() -> None:
    part = part_of({"a": 1, "b": -1})
    assert smallest_sets(Case.of(part, (10**40, 1)), 1) == ()


def test_the_solver_fills_missing_cells_without_counting_them() -> None:
    part = part_of({"a": 1, "b": -1}, {"c": 1, "d": -1, "b": 1}, signed="d")
    ways = smallest_sets(Case.of(part, (1, 3, 0, None)), 1)
    assert {tuple(each.items()) for each in ways} == {((0, 2),), ((1, -2),)}


def test_what_missing_cells_cannot_decide_leaves_a_problem_open() -> None:
    """Cells c and d may both be below zero, so that no bound tells whether they can be filled."""
    part = part_of({"a": 1, "b": -1}, {"a": 1, "c": -1, "d": -1}, signed="cd")
    (problem,) = Case.of(part, (1, 3, None, None)).diagnose().problems
    assert {frozenset(each.items()) for each in problem.sets} == {frozenset({(0, 2)}), frozenset({(1, -2)})}
    assert not problem.complete
