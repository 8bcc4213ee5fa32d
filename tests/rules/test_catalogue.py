"""The catalogue against the list of relations in the facts, and each rule against its own two examples."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from typing import TYPE_CHECKING

import attrs
import pytest

from govinfo_schema.errors import StructureError
from govinfo_schema.forms import form_named, make_report
from govinfo_schema.marks import Money
from govinfo_schema.report import Agency
from govinfo_schema.rules import NOT_ENFORCED, Parts, catalogue
from govinfo_schema.validation import ValidationResult, validate

if TYPE_CHECKING:
    from govinfo_schema.forms import Report
    from govinfo_schema.rules import Example, Rule

# Id and severity as the list of relations has them, with the number of instances of each linear rule: a relation of the
# table 政府信息公开情况统计表, a column, a row, a block, or a line of table two. S1 to S6 are this project's own;
# of S5 the list has the second half as G6, T1 is its section on timing.
E, W, I = "error", "warning", "information"  # noqa: E741 - the letters of the list
SHAPE = {"S1": (E, 0), "S2": (E, 0), "S3": (E, 0), "S4": (E, 0), "S5": (E, 0), "S6": (E, 0), "D7": (E, 0)}
ACROSS_YEARS = {"E2": (W, 0), "E3": (I, 0)}
BETWEEN_LEVELS = {"C5": (I, 0), "F1": (W, 0), "F2": (W, 0), "F3": (I, 0), "F4": (I, 0), "F5": (W, 0)}
TEXT = {"G1": (W, 0), "G2": (W, 0), "G3": (W, 0), "G4": (W, 0), "G5": (I, 0), "G6": (E, 0), "G8": (W, 0), "T1": (W, 0)}
EVERYWHERE = {**SHAPE, **ACROSS_YEARS, **BETWEEN_LEVELS, **TEXT}
SECTIONS = {"H4": (W, 0), "H5": (W, 0)}
EXPECTED = {
    "v2014": {
        **EVERYWHERE,
        "A1": (E, 1),
        "A2": (E, 1),
        "A3": (E, 1),
        "A4a": (E, 6),
        "A4b": (W, 1),
        "A5": (W, 6),
        "A6": (E, 1),
        "A7": (I, 1),
        "A8": (E, 2),
        "A9": (E, 2),
        "A10": (E, 1),
        "A11": (I, 1),
        "A13": (W, 2),
        "A14": (W, 0),
        "G7": (W, 0),
    },
    "v2019": {
        **EVERYWHERE,
        "D1": (W, 2),
        "D2": (E, 5),
        "D6": (W, 0),
        "B1": (E, 7),
        "B2": (E, 7),
        "B3": (E, 23),
        "C1": (E, 3),
        "C2": (I, 0),
        "D3": (W, 0),
        "E1": (E, 0),
        **SECTIONS,
    },
    "v2021": {
        **EVERYWHERE,
        "D5": (W, 2),
        "D6": (W, 0),
        "B1": (E, 7),
        "B2": (E, 7),
        "B3": (E, 25),
        "B6": (W, 0),
        "C1": (E, 3),
        "C2": (I, 0),
        "C3": (I, 0),
        "D4": (W, 0),
        "D8": (W, 0),
        "E1": (E, 0),
        "H1": (W, 0),
        "H2": (W, 0),
        **SECTIONS,
    },
}
EACH_RULE = [pytest.param(form, rule, id=f"{form}-{rule.id}") for form in EXPECTED for rule in catalogue(form)]


def report_of(form_name: str, example: Example) -> Report:
    """A report whose every cell is 0, with what the example says in its place."""
    form = form_named(form_name)
    values: dict[str, object] = {cell.path: 0 for cell in form.cells}
    values |= example.values
    for cell in form.cells:
        amount = values[cell.path]
        if cell.kind == "money" and isinstance(amount, int):
            values[cell.path] = Money(Decimal(amount), cell.unit)
    report = make_report(
        form,
        values,  # type: ignore[arg-type]  # values of wrong types are what some rules are about
        agency=Agency(name=example.agency, region_code=example.region_code),
        year=example.year,
        period=example.period,
        source=example.source,
        scope=example.scope,
        publication_date=example.published,
        narrative=example.narrative,
    )
    return report if example.marks is None else attrs.evolve(report, marks=dict(example.marks))


def checked(form_name: str, example: Example) -> ValidationResult:
    """What validation says of the example, with the other reports that it names beside it."""
    previous = None if example.previous is None else report_of(form_name, example.previous)
    of_parts = tuple(report_of(form_name, part) for part in example.parts)
    parts = Parts(reports=of_parts, scope=example.declared) if of_parts else None
    return validate(report_of(form_name, example), previous=previous, parts=parts)


@pytest.mark.parametrize("form", EXPECTED)
def test_ids_severities_and_instances_are_those_of_the_facts(form: str) -> None:
    assert {rule.id: (rule.severity, len(rule.constraints)) for rule in catalogue(form)} == EXPECTED[form]


@pytest.mark.parametrize("form", EXPECTED)
def test_no_id_stands_twice(form: str) -> None:
    assert [rule for rule, times in Counter(rule.id for rule in catalogue(form)).items() if times > 1] == []


@pytest.mark.parametrize(("form", "rule"), EACH_RULE)
def test_a_rule_stands_in_the_catalogues_of_just_its_forms(form: str, rule: Rule) -> None:
    assert form in rule.forms
    assert set(rule.forms) == {name for name in EXPECTED if rule.id in EXPECTED[name]}


@pytest.mark.parametrize(("form", "rule"), EACH_RULE)
def test_a_rule_is_either_linear_or_a_function(form: str, rule: Rule) -> None:
    assert bool(rule.constraints) == (EXPECTED[form][rule.id][1] > 0)
    of_one_report = bool(rule.constraints) + (rule.judge is not None)
    of_several = (rule.across_years is not None) + (rule.across_levels is not None)
    assert (of_one_report, of_several) in ({(1, 0), (1, 1)} if rule.id == "D5" else {(1, 0), (0, 1)})


@pytest.mark.parametrize(("form", "rule"), EACH_RULE)
def test_a_rule_is_in_force_or_left_out_on_purpose_never_both(form: str, rule: Rule) -> None:
    assert form
    assert rule.id not in {left_out.id for left_out in NOT_ENFORCED}


def test_what_the_list_forbids_or_cannot_be_seen_is_named_with_its_reason() -> None:
    assert [left_out.id for left_out in NOT_ENFORCED] == ["A12", "B4", "B5", "C4", "H3"]
    for left_out in NOT_ENFORCED:
        for text in (left_out.title, left_out.reason):
            assert text.zh.endswith("。")
            assert text.en.endswith(".")


@pytest.mark.parametrize(("form", "rule"), EACH_RULE)
def test_sentences_and_sources_are_whole_sentences_in_both_languages(form: str, rule: Rule) -> None:
    assert form
    for text in (rule.title, rule.source):
        assert text.zh.endswith("。")
        assert text.en.endswith(".")


@pytest.mark.parametrize(("form", "rule"), EACH_RULE)
def test_constraints_name_cells_of_the_form_once_and_have_names_of_their_own(form: str, rule: Rule) -> None:
    paths = set(form_named(form).paths)
    assert len({constraint.instance for constraint in rule.constraints}) == len(rule.constraints)
    for constraint in rule.constraints:
        assert set(constraint.cells) <= paths
        assert len(set(constraint.cells)) == len(constraint.terms)
        assert all(coefficient in {1, -1} for coefficient, _ in constraint.terms)


@pytest.mark.parametrize(("form", "rule"), EACH_RULE)
def test_the_passing_example_passes_this_rule_and_fails_none(form: str, rule: Rule) -> None:
    result = checked(form, rule.passing)
    assert result.failed == ()
    assert {finding.outcome for finding in result.findings if finding.rule == rule.id} == {"passed"}


@pytest.mark.parametrize(("form", "rule"), EACH_RULE)
def test_the_failing_example_fails_this_rule_and_its_companions_only(form: str, rule: Rule) -> None:
    failed = {finding.rule for finding in checked(form, rule.failing).failed}
    assert failed == {rule.id, *rule.failing.companions}


def test_only_three_examples_break_a_second_rule() -> None:
    with_companions = {
        (form, rule.id): rule.failing.companions
        for form in EXPECTED
        for rule in catalogue(form)
        if rule.failing.companions
    }
    # No sum of grounds is within a bound that one ground breaks; the form with the row 逾期缴费 began with the
    # fee; and a hundredfold amount is a jump.
    assert with_companions == {("v2014", "A4a"): ("A4b",), ("v2021", "B6"): ("S4",), ("v2021", "D8"): ("E3",)}


@pytest.mark.parametrize(
    ("form", "rule", "words"),
    [
        ("v2021", "B1", "本列数据的勾稽关系为:第一项加第二项之和,等于第三项加第四项之和"),
        ("v2019", "B1", "本列数据的勾稽关系为:第一项加第二项之和,等于第三项加第四项之和"),
        ("v2021", "B6", "国办函〔2020〕109号"),
        ("v2021", "D6", "立法法第九十一条、第九十三条"),
        ("v2014", "A5", "不同渠道和方式公开相同信息计1条"),
        ("v2014", "A7", "不同方式回应同一热点或舆情计1次"),
    ],
)
def test_the_source_quotes_what_is_printed_or_the_article(form: str, rule: str, words: str) -> None:
    assert words in next(entry.source.zh for entry in catalogue(form) if entry.id == rule)


def test_only_a_printed_relation_is_called_printed() -> None:
    printed = {rule.id for form in EXPECTED for rule in catalogue(form) if "表头印明" in rule.source.zh}
    assert printed == {"B1"}


def test_an_unknown_form_is_an_error() -> None:
    with pytest.raises(StructureError, match="v2017"):
        catalogue("v2017")
