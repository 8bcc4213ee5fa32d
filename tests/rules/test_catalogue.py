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
from govinfo_schema.rules import catalogue
from govinfo_schema.validation import validate

if TYPE_CHECKING:
    from govinfo_schema.forms import Report
    from govinfo_schema.rules import Example, Rule

# Id and severity as the list of relations has them, with the number of instances of each linear rule: a relation of the
# table 政府信息公开情况统计表, a column, a row, a block, or a line of table two. S1 to S6 are this project's own;
# of S5 the list has the second half as G6.
E, W, I = "error", "warning", "information"  # noqa: E741 - the letters of the list
SHAPE = {"S1": (E, 0), "S2": (E, 0), "S3": (E, 0), "S4": (E, 0), "S5": (E, 0), "S6": (E, 0), "D7": (E, 0)}
EXPECTED = {
    "v2014": {
        **SHAPE,
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
    },
    "v2019": {
        **SHAPE,
        "D1": (W, 2),
        "D2": (E, 5),
        "D6": (W, 0),
        "B1": (E, 7),
        "B2": (E, 7),
        "B3": (E, 23),
        "C1": (E, 3),
    },
    "v2021": {
        **SHAPE,
        "D5": (W, 2),
        "D6": (W, 0),
        "B1": (E, 7),
        "B2": (E, 7),
        "B3": (E, 25),
        "B6": (W, 0),
        "C1": (E, 3),
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
    )
    return report if example.marks is None else attrs.evolve(report, marks=dict(example.marks))


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
    assert (rule.judge is None) == bool(rule.constraints)


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
    result = validate(report_of(form, rule.passing))
    assert result.failed == ()
    assert {finding.outcome for finding in result.findings if finding.rule == rule.id} == {"passed"}


@pytest.mark.parametrize(("form", "rule"), EACH_RULE)
def test_the_failing_example_fails_this_rule_and_its_companions_only(form: str, rule: Rule) -> None:
    failed = {finding.rule for finding in validate(report_of(form, rule.failing)).failed}
    assert failed == {rule.id, *rule.failing.companions}


def test_only_a_broken_bound_on_a_ground_of_refusal_and_a_fee_before_its_time_break_a_second_rule() -> None:
    with_companions = {
        (form, rule.id): rule.failing.companions
        for form in EXPECTED
        for rule in catalogue(form)
        if rule.failing.companions
    }
    # No sum of grounds is within a bound that one ground breaks; and the form with the row 逾期缴费 began with the fee.
    assert with_companions == {("v2014", "A4a"): ("A4b",), ("v2021", "B6"): ("S4",)}


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
