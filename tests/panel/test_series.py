"""Series over the forms: what the crosswalk of the facts allows, and nothing more."""

from __future__ import annotations

import pytest

from govinfo_schema.panel.series import all_series, series_named
from govinfo_schema.versions import NAMES
from layouts import facts

LITIGATION = "review_and_litigation.litigation_{}.{}"

# By hand, from the crosswalk of the facts: cells by form, and how 2018/2019 and 2020/2021 compare.
BY_HAND = {
    "applications.new_received.total": (
        {
            "v2014": ("applications.received.total",),
            "v2019": ("applications.new_received.total",),
            "v2021": ("applications.new_received.total",),
        },
        ("approximate", "exact"),
    ),
    "applications.new_received.natural_person": (
        {
            "v2019": ("applications.new_received.natural_person",),
            "v2021": ("applications.new_received.natural_person",),
        },
        ("break", "exact"),
    ),
    "applications.results.disclosure_granted.total": (
        {
            "v2014": (
                "applications.replies.already_proactively_disclosed",
                "applications.replies.disclosure_granted",
            ),
            "v2019": ("applications.results.disclosure_granted.total",),
            "v2021": ("applications.results.disclosure_granted.total",),
        },
        ("approximate", "exact"),
    ),
    "applications.results.other.total": (
        {
            "v2019": ("applications.results.other.total",),
            "v2021": (
                "applications.results.other.correction_overdue.total",
                "applications.results.other.fee_overdue.total",
                "applications.results.other.other.total",
            ),
        },
        ("break", "derivable"),
    ),
    "applications.results.other.fee_overdue.total": (
        {"v2021": ("applications.results.other.fee_overdue.total",)},
        ("break", "break"),
    ),
    "litigation.total": (
        {
            "v2014": ("litigation.total",),
            "v2019": (LITIGATION.format("direct", "total"), LITIGATION.format("after_reconsideration", "total")),
            "v2021": (LITIGATION.format("direct", "total"), LITIGATION.format("after_reconsideration", "total")),
        },
        ("derivable", "exact"),
    ),
    "proactive_disclosure.administrative_normative_documents.in_force": (
        {"v2021": ("proactive_disclosure.administrative_normative_documents.in_force",)},
        ("break", "break"),
    ),
    "applications.results.refused.state_secret.total": (
        {
            "v2014": ("applications.replies.refused.state_secret",),
            "v2019": ("applications.results.refused.state_secret.total",),
            "v2021": ("applications.results.refused.state_secret.total",),
        },
        ("exact", "exact"),
    ),
}


@pytest.mark.parametrize("series_id", BY_HAND)
def test_cells_and_comparability(series_id: str) -> None:
    series = series_named(series_id)
    cells, comparabilities = BY_HAND[series_id]
    assert series.cells == cells
    assert tuple(boundary.comparability for boundary in series.boundaries) == comparabilities


def test_every_cell_of_every_form_is_in_a_series_alone() -> None:
    for name in NAMES:
        alone = {each.cells[name] for each in all_series() if name in each.cells}
        assert {(fact["cell"],) for fact in facts(name)} <= alone


def test_no_two_series_are_the_same() -> None:
    assert len({each.id for each in all_series()}) == len(all_series())
    assert len({tuple(sorted(each.cells.items())) for each in all_series()}) == len(all_series())


def test_figures_of_one_form_always_compare() -> None:
    for each in all_series():
        assert {each.comparability(2014, 2018), each.comparability(2019, 2020), each.comparability(2022, 2025)} == {
            "exact"
        }


def test_the_weakest_change_of_forms_between_two_years_decides() -> None:
    series = series_named("applications.new_received.total")
    assert [series.comparability(*years) for years in ((2018, 2019), (2018, 2021), (2019, 2021))] == [
        "approximate",
        "approximate",
        "exact",
    ]


def test_each_boundary_says_why() -> None:
    assert all(boundary.reasons for each in all_series() for boundary in each.boundaries if len(each.cells) > 1)
    (overdue, _) = [boundary.reasons for boundary in series_named("litigation.total").boundaries]
    assert "reconsideration came first" in overdue[0].en


def test_a_series_is_named_by_the_labels_of_its_cell() -> None:
    assert series_named("litigation.total").label == "五、行政诉讼数量"
    with pytest.raises(StopIteration):
        series_named("no.such.series")


def test_a_change_of_forms_counts_beside_the_years() -> None:
    """The rules made in a year are counted in another way in v2021, in whatever year somebody uses which form."""
    issued = series_named("proactive_disclosure.administrative_rules.issued")
    assert issued.comparability(2022, 2023) == "exact"
    assert issued.comparability(2022, 2023, ("v2019", "v2021")) == "approximate"
    assert issued.comparability(2020, 2021, ("v2021", "v2021")) == "approximate"
    assert series_named("applications.results.refused.state_secret.total").comparability(2018, 2022) == "exact"
