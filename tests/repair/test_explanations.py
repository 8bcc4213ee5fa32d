"""The slips by which figures go wrong, and the order in which they are told."""

from __future__ import annotations

import pytest

from govinfo_schema.repair.explanations import explain, likelihood, slip_between


@pytest.mark.parametrize(
    ("published", "proposed", "name"),
    [
        (21, 27, "digit_wrong"),
        (3, 8, "digit_wrong"),
        (31, 13, "digits_transposed"),
        (1270, 1720, "digits_transposed"),
        (1, 10, "zero_dropped"),
        (15, 105, "zero_dropped"),
        (120, 12, "zero_added"),
        (1123, 123, "digit_doubled"),
        (12, 152, "digit_dropped"),
        (152, 12, "digit_added"),
        (-5, 5, "sign_lost"),
        (5, -5, "sign_lost"),
        (0, 7, None),
        (7, 0, None),
        (70, 0, None),
        (123, 321, None),
        (12, 1234, None),
        (-5, 6, None),
    ],
)
def test_a_slip_is_named(published: int, proposed: int, name: str | None) -> None:
    slip = slip_between(published, proposed)
    assert (slip and slip[0]) == name
    if slip is not None:
        assert str(proposed) in slip[1].zh
        assert str(published) in slip[1].en


def neighbours(one: str, other: str) -> bool:
    return (one, other) in {("a", "b"), ("b", "c")}


def test_two_cells_exchanged_are_one_slip() -> None:
    (slip,) = explain({"a": (3, 8), "c": (8, 3)}, neighbours)
    assert (slip.name, slip.cells) == ("cells_exchanged", ("a", "c"))


def test_a_number_split_over_two_cells_is_one_slip_where_they_are_neighbours() -> None:
    (slip,) = explain({"b": (2, 0), "a": (1, 12)}, neighbours)
    assert (slip.name, slip.cells) == ("number_split", ("a", "b"))
    assert explain({"a": (1, 12), "c": (2, 0)}, neighbours)[0].name == "digit_dropped"


def test_slips_of_several_cells_are_named_likeliest_first() -> None:
    slips = explain({"a": (21, 27), "b": (31, 13), "c": (0, 7)}, neighbours)
    assert [slip.name for slip in slips] == ["digits_transposed", "digit_wrong"]


def test_named_slips_come_before_unnamed_changes_and_small_changes_before_large_ones() -> None:
    named = explain({"a": (31, 13)}, neighbours)
    ways = [likelihood((), ("a",), 2), likelihood(named, ("a",), 18), likelihood((), ("a",), 1)]
    assert sorted(ways) == [ways[1], ways[2], ways[0]]
