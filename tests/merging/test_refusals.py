"""What is not added up: each refusal says which files, why, and what to do."""

from __future__ import annotations

import pytest
from attrs import evolve

import govinfo_schema as gs
from consistent import report_with
from govinfo_schema.forms import cell_values, form_named
from govinfo_schema.merging.given import Given
from govinfo_schema.report import SCOPES, Source
from organs import NAMES, report_of

NEW = "applications.new_received.total"
ONE = report_with("v2021", {NEW: 1}, name=NAMES[0])
OTHER = report_with("v2021", {NEW: 2}, name=NAMES[1])


def given(**reports: gs.Report) -> list[Given]:
    """Reports with the files that they come from."""
    return [Given(report, f"in/{name}.xlsx") for name, report in reports.items()]


def refused(reports: list[Given], **options: object) -> gs.MergeError:
    """The error of a merge that is refused."""
    with pytest.raises(gs.MergeError) as caught:
        gs.merge(reports, **options)  # type: ignore[arg-type] # options by name
    return caught.value


def test_nothing_is_no_report() -> None:
    assert "no report to add up" in refused([]).what.en


def test_other_things_are_no_reports() -> None:
    with pytest.raises(TypeError, match=r"merge\(\) takes Reports"):
        gs.merge(["a.xlsx"])  # type: ignore[list-item] # on purpose


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (NAMES[0], NAMES[0]),
        ("某某县", "某某县人民政府"),
        ("某某县人民政府", "某某县人民政府办公室"),
        ("某某县教育局", "某某县 教育局"),
    ],
)
def test_an_organ_counts_once_however_it_is_spelled(first: str, second: str) -> None:
    error = refused(given(a=report_with("v2021", {NEW: 1}, name=first), b=report_with("v2021", name=second)))
    assert "in/a.xlsx and in/b.xlsx (one organ and year)" in error.what.en
    assert "in/a.xlsx 与 in/b.xlsx（同一机关、同一年度）" in error.what.zh
    assert "--without" in (error.advice or error.what).en


def test_one_file_counts_once() -> None:
    source = Source(name="a.html", format="html", sha256="0" * 64)
    empty = evolve(report_with("v2021", name=None), source=source)
    error = refused(given(a=empty, b=empty))
    assert "in/a.xlsx and in/b.xlsx (one file)" in error.what.en


def test_the_same_figures_without_an_organ_count_once_but_zeros_may_be_those_of_many() -> None:
    figures = dict.fromkeys(form_named("v2021").paths, 3)
    same = report_of(None, "v2021", figures)
    assert "the same figures" in refused(given(a=same, b=same)).what.en
    assert "the same figures" in refused(given(a=same, b=report_of(NAMES[0], "v2021", figures))).what.en
    zeros = report_with("v2021", name=None)
    assert gs.merge(given(a=zeros, b=zeros)).report.applications.new_received.total == 0
    organs = [report_of(name, "v2021", figures) for name in NAMES[:2]]  # two organs may well hold the same
    assert gs.merge(organs).report.applications.new_received.total == 6


def test_several_forms_are_refused_with_the_way_to_one() -> None:
    older = report_with("v2019", {NEW: 2}, name=NAMES[1], year=2020)
    error = refused(given(a=ONE, b=older), allowed=["years"])
    assert "different forms (v2021: in/a.xlsx; v2019: in/b.xlsx)" in error.what.en
    assert "--to v2021" in (error.advice or error.what).zh


def test_several_years_are_refused_unless_that_is_asked_for() -> None:
    earlier = report_with("v2021", name=NAMES[1], year=2022)
    unknown = report_with("v2021", name=NAMES[2], year=None)
    error = refused(given(a=ONE, b=earlier, c=unknown))
    assert "different years (2023: in/a.xlsx; 2022: in/b.xlsx; not stated: in/c.xlsx)" in error.what.en
    assert "--mixed years" in (error.advice or error.what).en
    merged = gs.merge(given(a=ONE, b=earlier, c=unknown), allowed=["years"])
    assert (merged.report.year, merged.report.applications.new_received.total) == (None, 1)


def test_the_reports_of_one_year_are_chosen_and_the_others_are_left_out() -> None:
    earlier = report_with("v2021", {NEW: 5}, name=NAMES[1], year=2022)
    merged = gs.merge(given(a=ONE, b=earlier), year=2023)
    assert (merged.report.year, merged.report.applications.new_received.total) == (2023, 1)
    assert [(each.where, each.reason.en) for each in merged.left_out] == [("in/b.xlsx", "The report is of 2022.")]
    unknown = given(a=ONE, b=earlier, c=report_with("v2021", name=NAMES[2], year=None))
    with pytest.raises(gs.MergeError, match=r"different years \(2023: in/a.xlsx; not stated: in/c.xlsx\)"):
        gs.merge(unknown, year=2023)  # nobody knows whether it is of this year
    with pytest.raises(TypeError, match=r"year takes a number, as in year=2023, not '2023'"):
        gs.merge(given(a=ONE), year="2023")  # type: ignore[arg-type] - what is tested
    with pytest.raises(gs.MergeError, match=r"no report of 2024\. Years that are there: 2022, 2023"):
        gs.merge(given(a=ONE, b=earlier), year=2024)


def test_no_year_at_all_is_no_mixture() -> None:
    reports = [report_with("v2021", name=name, year=None) for name in NAMES]
    assert gs.merge(reports).report.year is None


@pytest.mark.parametrize("scope", [scope for scope in SCOPES if scope != "own_organ"])
def test_summed_figures_and_those_of_an_organ_are_refused_unless_that_is_asked_for(scope: str) -> None:
    own, summed = evolve(ONE, scope="own_organ"), evolve(OTHER, scope=scope)
    error = refused(given(a=own, b=summed))
    assert "different scopes (own organ: in/a.xlsx; " in error.what.en
    assert "重复计算" in (error.advice or error.what).zh
    assert gs.merge(given(a=own, b=summed), allowed=["scopes"]).report.applications.new_received.total == 3


def test_an_organ_that_nobody_expects_is_refused_with_those_that_are_missing() -> None:
    unnamed = report_with("v2021", name=None)
    error = refused(given(a=ONE, b=OTHER, c=unnamed), expected=[NAMES[0], "县民政局"])
    assert f"{NAMES[1]} (in/b.xlsx), no organ (in/c.xlsx)" in error.what.en
    assert "On the list and without a report: 县民政局" in error.what.en
    assert "in/a.xlsx" not in error.what.en
    error = refused(given(a=ONE, b=OTHER), expected=[NAMES[0]])
    assert "names may differ" not in error.what.en


def test_a_report_that_does_not_add_up_is_merged_and_named_or_refused_where_that_is_asked_for() -> None:
    merged = gs.merge(given(a=ONE, b=OTHER))
    assert {one.rule for one in merged.parts[0].findings if one.failed} >= {"B3"}
    error = refused(given(a=ONE, b=report_with("v2021", name=NAMES[1])), strict=True)
    assert "in/a.xlsx (" in error.what.en
    assert "B3" in error.what.en
    assert "in/b.xlsx" not in error.what.en
    sound = [report_with("v2021", name=name) for name in NAMES]
    assert not gs.merge(sound, strict=True).incomplete


def test_everything_that_stands_against_a_merge_is_told_at_once_and_long_lists_are_cut() -> None:
    reports = {f"r{at}": report_with("v2021", name=f"某某县第{at}局") for at in range(6)}
    error = refused(given(**reports, again=report_with("v2021", name="某某县第0局", year=2022), other=ONE))
    assert "r3.xlsx … (7 in all); 2022: in/again.xlsx" in error.what.en
    assert "counted" not in error.what.en
    twice = refused(given(a=ONE, b=ONE, c=report_with("v2021", name=NAMES[1], year=2022)))
    assert "would be counted twice" in twice.what.en
    assert "different years" in twice.what.en


def test_a_form_that_is_none_is_refused() -> None:
    with pytest.raises(gs.StructureError, match="no form named"):
        gs.merge([ONE], to="v2020")


def test_a_sum_beside_all_its_parts_is_refused() -> None:
    """However it is called: its figures are those of the others, added up. Small organs may be so by chance."""
    paths = [cell.path for cell in form_named("v2021").cells if cell.kind == "count"][:30]
    one = report_with("v2021", {path: at for at, path in enumerate(paths)}, name=NAMES[0])
    two = report_with("v2021", {path: at % 7 for at, path in enumerate(paths)}, name=NAMES[1])
    whole = gs.merge([one, two], agency="某某市").report
    error = refused(given(a=one, b=two, whole=whole))
    assert "Every figure of in/whole.xlsx is the sum of the others" in error.what.en
    assert "in/whole.xlsx 各格的数字都是其余各份之和" in error.what.zh
    other = report_with("v2021", {**counts_of(whole), paths[0]: 99}, name="某某市")
    assert gs.merge([one, two, other]).report
    small = [report_with("v2021", {NEW: number}, name=name) for number, name in zip((1, 2, 3), NAMES, strict=False)]
    assert gs.merge(small).report


def counts_of(report: gs.Report) -> dict[str, int]:
    return {path: value for path, value in cell_values(report).items() if isinstance(value, int)}


@pytest.mark.parametrize("options", [{"scope": "region"}, {"allowed": ["year"]}, {"to": "v2019", "on_loss": "Refuse"}])
def test_misspelt_options_are_not_passed_over(options: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="is none of"):
        gs.merge([ONE, OTHER], **options)  # type: ignore[arg-type] # on purpose
