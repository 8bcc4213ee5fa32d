"""The composition of ledgers by example, with shapes that the present crosswalks do not have as well."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from govinfo_schema.messages import Text
from govinfo_schema.migration import Ledger, LedgerLine
from govinfo_schema.migration.chain import composed

if TYPE_CHECKING:
    from govinfo_schema.migration.ledger import Relation

Values: TypeAlias = tuple[int | None, ...]
NEW = "applications.new_received.total"
OLD = "applications.carried_over.total"
OPEN = "applications.carried_forward.total"
DONE = "applications.results.total.total"


def line(  # noqa: PLR0913, PLR0917 - the columns of a ledger
    sources: str, targets: str, relation: Relation, before: Values = (), after: Values = (), basis: str = ""
) -> LedgerLine:
    name = f"{sources}>{targets}"
    return LedgerLine(
        sources=tuple(sources.split()),
        targets=tuple(targets.split()),
        relation=relation,
        before=before,
        after=after,
        reason=Text(name, name),
        crosswalk=(name,),
        basis=tuple(basis.split()),
    )


def two(first: list[LedgerLine], second: list[LedgerLine]) -> list[LedgerLine]:
    ledger = composed(
        [
            Ledger(source_form="v2014", target_form="v2019", lines=tuple(first)),
            Ledger(source_form="v2019", target_form="v2021", lines=tuple(second)),
        ]
    )
    assert (ledger.source_form, ledger.target_form) == ("v2014", "v2021")
    return list(ledger.lines)


def test_one_ledger_is_itself() -> None:
    ledger = Ledger(source_form="v2014", target_form="v2019", lines=(line("a", NEW, "carried", (1,), (1,)),))
    assert composed([ledger]) is ledger


def test_a_value_is_followed_and_the_weaker_reason_counts() -> None:
    (both,) = two([line("a", "m", "carried", (1,), (1,))], [line("m", NEW, "approximate", (1,), (1,))])
    assert (both.sources, both.targets, both.relation) == (("a",), (NEW,), "approximate")
    assert both.reason.en == f"m>{NEW}"
    assert both.crosswalk == ("a>m", f"m>{NEW}")


def test_a_sum_of_two_cells_and_a_deduction_into_two_are_followed_together() -> None:
    first = [line("a", "m", "carried", (1,), (1,)), line("b", "n", "approximate", (2,), (2,))]
    (summed,) = two(first, [line("m n", NEW, "summed", (1, 2), (3,))])
    assert (summed.sources, summed.before, summed.after, summed.relation) == (("a", "b"), (1, 2), (3,), "summed")
    second = [line("m", NEW, "carried", (0,), (0,)), line("n", OLD, "approximate", (0,), (0,))]
    (deduced,) = two([line("a", "m n", "deduced", (0,), (0, 0))], second)
    assert (deduced.sources, deduced.targets, deduced.after) == (("a",), (NEW, OLD), (0, 0))
    assert deduced.relation == "deduced"


def test_a_target_of_which_one_part_was_not_asked_has_no_source() -> None:
    first = [line("a", "m", "carried", (1,), (1,)), line("", "n", "not_asked", (), (None,))]
    left, open_ = two(first, [line("m n", NEW, "summed", (1, None), (None,))])
    assert (left.sources, left.targets, left.relation) == (("a",), (), "not_representable")
    assert (open_.sources, open_.targets, open_.relation, open_.after) == ((), (NEW,), "not_asked", (None,))


def test_what_ends_in_the_middle_is_not_representable_and_what_begins_there_is_not_asked() -> None:
    first = [
        line("a", "m", "carried", (1,), (1,)),
        line("", "n", "not_asked", (), (None,)),
        line("b", "", "not_representable", (4,)),
    ]
    second = [
        line("m", "", "not_representable", (1,)),
        line("n", NEW, "carried", (None,), (None,)),
        line("", OLD, "not_asked", (), (None,)),
    ]
    lines = two(first, second)
    assert [(each.sources, each.targets, each.relation) for each in lines] == [
        (("a",), (), "not_representable"),
        (("b",), (), "not_representable"),
        ((), (NEW,), "not_asked"),
        ((), (OLD,), "not_asked"),
    ]
    assert lines[0].reason.en == "m>"
    assert lines[2].reason.en == ">n"


def test_what_stands_only_in_the_middle_is_not_mentioned() -> None:
    assert two([line("", "m", "deduced", (), (0,))], [line("m", "", "not_representable", (0,))]) == []


def test_the_basis_of_a_deduction_is_followed() -> None:
    first = [
        line("a", "m", "carried", (0,), (0,)),
        line("", "n", "deduced", (), (0,), "m o"),
        line("", "o", "deduced", (), (0,), "m"),
    ]
    second = [
        line("m", NEW, "carried", (0,), (0,)),
        line("n", OLD, "carried", (0,), (0,)),
        line("o", "", "not_representable", (0,)),
    ]
    lines = two(first, second)
    (deduced,) = [each for each in lines if each.targets == (OLD,)]
    assert (deduced.relation, deduced.sources, deduced.basis) == ("deduced", (), (NEW,))


def test_what_a_residue_restores_is_restored_whatever_the_middle_held() -> None:
    second = [line("m", f"{NEW} {OPEN}", "restored", (None,), (3, 4))]
    (restored,) = two([line("", "m", "not_asked", (), (None,))], second)
    assert (restored.sources, restored.relation, restored.after) == ((), "restored", (3, 4))
    (restored,) = two([line("", "m", "restored", (), (3,))], [line("m", DONE, "carried", (3,), (3,))])
    assert (restored.sources, restored.relation, restored.after) == ((), "restored", (3,))


def test_a_whole_with_one_end_that_is_lost_keeps_the_line_of_the_other() -> None:
    second = [line("m", NEW, "carried", (0,), (0,)), line("n", "", "not_representable", (0,))]
    (both,) = two([line("a", "m n", "deduced", (0,), (0, 0))], second)
    assert (both.sources, both.targets, both.relation) == (("a",), (NEW,), "deduced")
    assert both.crosswalk == ("a>m n", f"m>{NEW}", "n>")
