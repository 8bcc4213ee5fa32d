"""Totals and rates: what is missing is named, and never makes a total smaller or a rate better."""

from __future__ import annotations

from fractions import Fraction

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from govinfo_schema.forms import Report, form_named, make_report
from govinfo_schema.marks import Mark
from govinfo_schema.panel.files import harmonise, panel
from govinfo_schema.panel.metrics import METRICS, rate
from govinfo_schema.panel.totals import totals
from govinfo_schema.report import Agency

NEW = "applications.new_received.total"
RESULTS = "applications.results."
BY_ID = {metric.id: metric for metric in METRICS}


def report(name: str | None, year: int | None = 2022, form: str = "v2021", **figures: int | None) -> Report:
    flat = form_named(form)
    values = {path.replace("__", "."): number for path, number in figures.items()}
    marks = {path: Mark("blank") for path in flat.paths}
    return make_report(flat, values, marks, agency=Agency(name=name), year=year)


def new(name: str | None, number: int | None, year: int | None = 2022) -> Report:
    return report(name, year, applications__new_received__total=number)


def test_a_total_over_all_organs_is_the_sum() -> None:
    (total,) = totals(panel([new("甲县", 3), new("乙县", 4)]), NEW, expected=["甲县", "乙县"])
    assert (total.value, total.complete, total.organs) == (7, True, 2)


@given(dropped=st.sets(st.integers(0, 4), max_size=4))
def test_dropping_reports_makes_the_total_incomplete_and_never_smaller(dropped: set[int]) -> None:
    names = [f"第{number}镇" for number in range(5)]
    kept = [new(name, 10 + at) for at, name in enumerate(names) if at not in dropped]
    (total,) = totals(panel(kept), NEW, expected=names)
    assert total.absent == tuple(names[at] for at in sorted(dropped))
    assert total.value == (None if dropped else 60)
    assert total.known_part == 60 - sum(10 + at for at in dropped)


def test_organs_that_are_not_expected_are_not_added_up() -> None:
    first, second = totals(panel([new("甲县", 3, 2021), new("外县", 5, 2021), new("外县", 6)]), NEW, expected=["甲县"])
    assert (first.value, first.complete) == (3, True)
    assert (second.year, second.value, second.absent) == (2022, None, ("甲县",))


def test_a_report_without_the_number_makes_the_total_incomplete() -> None:
    (total,) = totals(panel([new("甲县", 3), new("乙县", None)]), NEW)
    assert (total.value, total.known_part, total.without_number) == (None, 3, {"乙县": "blank"})


def test_two_reports_of_one_organ_and_year_are_not_added_up() -> None:
    (total,) = totals(panel([new("甲县", 3), new("甲县", 4), new("乙县", 1)]), NEW)
    assert (total.value, total.known_part, total.several) == (None, 1, ("甲县",))


def test_an_organ_of_another_year_is_expected_in_all() -> None:
    first, second = totals(panel([new("甲县", 1, 2021), new("甲县", 2), new("乙县", 3)]), NEW)
    assert (first.year, first.value, first.absent) == (2021, None, ("乙县",))
    assert (second.year, second.value) == (2022, 5)


def test_rows_without_organ_or_year_belong_to_no_total() -> None:
    (total,) = totals(panel([new(None, 9), new("甲县", 9, None), new("甲县", 2)]), NEW)
    assert total.value == 2


def test_series_are_added_up_like_cells() -> None:
    layer = harmonise(panel([new("甲县", 3, 2019), report("乙县", 2018, "v2014", applications__received__total=5)]))
    assert [(total.year, total.known_part) for total in totals(layer, NEW)] == [(2018, 5), (2019, 3)]


def test_figures_of_different_scopes_are_never_added_up() -> None:
    region = evolve(new("甲县", 10), scope="whole_region")
    own, of_region = totals(panel([region, new("乙县", 4)]), NEW)
    assert [(each.scope, each.value) for each in (own, of_region)] == [("unknown", 4), ("whole_region", 10)]


def test_a_year_without_any_report_is_a_total_without_a_number() -> None:
    cells = panel([new("甲县", 1, 2021), new("甲县", 2, 2023)])
    first, gap, last = totals(cells, NEW)
    assert [total.value for total in (first, gap, last)] == [1, None, 2]
    assert (gap.year, gap.absent) == (2022, ("甲县",))
    assert [total.year for total in totals(harmonise(cells), NEW)] == [2021, 2022, 2023]


def test_a_year_whose_form_does_not_ask_is_no_gap() -> None:
    issued = "proactive_disclosure.normative_documents_issued"
    items = "proactive_disclosure.items_disclosed"
    reports = [report("甲县", 2018, "v2014"), new("甲县", 1, 2022)]
    assert [total.year for total in totals(panel(reports), issued)] == [2018]
    assert [total.year for total in totals(harmonise(panel(reports)), items)] == [2018]


def test_what_provinces_read_in_opposite_ways_comes_with_a_warning() -> None:
    decisions = "proactive_disclosure.other_external_services.decisions"
    one = report("甲县", 2020, "v2019", **{decisions.replace(".", "__"): 7})
    (total,) = totals(panel([one]), decisions)
    assert total.note is not None
    assert "opposite ways" in total.note.en


def results(**figures: int | None) -> Report:
    return report("甲县", **{(RESULTS + path).replace(".", "__") + "__total": n for path, n in figures.items()})


def test_a_rate_is_the_quotient_of_its_figures() -> None:
    found = rate(BY_ID["disclosure_rate"], results(disclosure_granted=60, partial_disclosure=15, total=100))
    assert (found.value, found.numerator, found.denominator, found.note) == (Fraction(3, 4), 75, 100, None)


def test_a_small_denominator_comes_with_a_warning() -> None:
    found = rate(BY_ID["disclosure_rate"], results(disclosure_granted=1, partial_disclosure=0, total=29))
    assert found.value == Fraction(1, 29)
    assert found.note is not None
    assert "below 30" in found.note.en


def test_a_missing_number_gives_no_rate_and_is_named() -> None:
    found = rate(BY_ID["disclosure_rate"], results(disclosure_granted=1, total=29))
    assert (found.value, found.missing) == (None, ("applications.results.partial_disclosure.total",))


def test_nothing_is_divided_by_zero() -> None:
    found = rate(BY_ID["disclosure_rate"], results(disclosure_granted=0, partial_disclosure=0, total=0))
    assert found.value is None
    assert found.note is not None
    assert "denominator is 0" in found.note.en


def test_a_part_that_is_greater_than_the_whole_gives_no_rate() -> None:
    found = rate(BY_ID["disclosure_rate"], results(disclosure_granted=90, partial_disclosure=20, total=100))
    assert (found.value, found.numerator, found.denominator) == (None, 110, 100)
    assert found.note is not None
    assert "contradict" in found.note.en


def test_a_form_without_the_figures_has_no_rate() -> None:
    metric = BY_ID["natural_person_share"]
    assert metric.forms == ("v2019", "v2021")
    found = rate(metric, report("甲县", form="v2014"))
    assert (found.value, found.note and "does not have the figures" in found.note.en) == (None, True)


def test_replies_and_applications_of_the_first_form_are_never_divided() -> None:
    """One application may have several replies in v2014, so their quotient is no share."""
    figures = {"applications.replies.disclosure_granted": 50, "applications.concluded.total": 40}
    first = report("甲县", form="v2014", **{path.replace(".", "__"): number for path, number in figures.items()})
    found = rate(BY_ID["disclosure_rate"], first)
    assert (found.value, found.note and "different units" in found.note.en) == (None, True)


def test_replies_of_the_first_form_have_their_own_rates() -> None:
    replies = {"already_proactively_disclosed": 10, "disclosure_granted": 20, "partial_disclosure": 3, "total": 66}
    figures = {f"applications__replies__{name}": number for name, number in replies.items()}
    first = report("甲县", 2018, "v2014", **figures, applications__replies__refused__total=11)
    assert rate(BY_ID["reply_disclosure_rate"], first).value == Fraction(1, 2)
    assert rate(BY_ID["reply_refusal_rate"], first).value == Fraction(1, 6)
    assert BY_ID["reply_disclosure_rate"].forms == ("v2014",)


@pytest.mark.parametrize(
    ("metric", "above", "below"),
    [
        # Table three prints eight grounds of refusal; table four three outcomes of cases that are decided.
        ("refusal_rate", 8, 1),
        ("reconsideration_correction_rate", 1, 3),
        ("litigation_correction_rate", 2, 6),
        ("carry_forward_rate", 1, 2),
        ("not_held_rate", 1, 1),
        ("unable_rate", 3, 1),
        ("declined_rate", 5, 1),
    ],
)
def test_formulas_have_the_figures_that_their_title_names(metric: str, above: int, below: int) -> None:
    assert (len(BY_ID[metric].numerator), len(BY_ID[metric].denominator)) == (above, below)
    assert BY_ID[metric].formula.count(" + ") == above + below - 2
    assert " ÷ " in BY_ID[metric].formula
    assert not any(path.endswith("pending") for path in BY_ID[metric].denominator)


def test_rates_compare_as_their_weakest_series() -> None:
    assert BY_ID["disclosure_rate"].comparability(2018, 2019) == "break"
    assert BY_ID["on_time_rate"].comparability(2014, 2018) == "exact"
    assert BY_ID["on_time_rate"].comparability(2018, 2013) == "break"
    assert BY_ID["disclosure_rate"].comparability(2020, 2021) == "exact"
    assert BY_ID["refusal_rate"].comparability(2018, 2019) == "break"


def test_ids_are_unique() -> None:
    assert len(BY_ID) == len(METRICS)
