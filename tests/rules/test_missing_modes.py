"""The ways of VTL to treat missing operands, each against the words of its reference; the strict default never changes.

VTL 2.0 Reference Manual, check_hierarchy: ``non_null`` gives a result only where no operand is missing or NULL;
``non_zero`` where at least one is not 0, what is missing counting as 0; ``partial_*`` where at least one exists;
``always_*`` in any case; the ending says whether what is missing counts as NULL or as 0.
"""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, get_args

import pytest
from hypothesis import given, settings

from consistent import findings_of, report_with
from govinfo_schema.findings import MODES, Missing
from govinfo_schema.marks import Mark, State
from govinfo_schema.validation import validate
from strategies import reports

if TYPE_CHECKING:
    from govinfo_schema.forms import Report

RECEIVED = "applications.received"
PARTS = ("in_person", "fax", "online", "letter")
OPERANDS = ("total", *PARTS)


def a1(numbers: tuple[int | None, ...], state: State = "blank") -> Report:
    """A report whose rule A1 (total = in person + fax + online + letter) has these operands."""
    values = {f"{RECEIVED}.{name}": number for name, number in zip(OPERANDS, numbers, strict=True)}
    marks = {path: Mark(state) for path, number in values.items() if number is None}
    return report_with("v2014", values, year=2018, marks=marks)


# Outcome of A1 by mode; "strict" is the default.
CASES: list[tuple[tuple[int | None, ...], dict[str, str]]] = [
    ((3, 1, 1, 1, 0), dict.fromkeys(MODES, "passed")),
    ((4, 1, 1, 1, 0), dict.fromkeys(MODES, "failed")),
    (
        (3, 1, 1, 1, None),  # the blank may be 0
        {
            "strict": "undecided",
            "non_null": "not_applicable",
            "non_zero": "passed",
            "partial_null": "undecided",
            "partial_zero": "passed",
            "always_null": "undecided",
            "always_zero": "passed",
        },
    ),
    (
        (2, 1, 1, 1, None),  # the parts exceed the total already: only the strict way looks at that
        {
            "strict": "failed",
            "non_null": "not_applicable",
            "non_zero": "failed",
            "partial_null": "undecided",
            "partial_zero": "failed",
            "always_null": "undecided",
            "always_zero": "failed",
        },
    ),
    (
        (None, None, None, None, None),
        {
            "strict": "undecided",
            "non_null": "not_applicable",
            "non_zero": "not_applicable",
            "partial_null": "not_applicable",
            "partial_zero": "not_applicable",
            "always_null": "undecided",
            "always_zero": "passed",
        },
    ),
    (
        (0, 0, 0, 0, 0),
        {**dict.fromkeys(MODES, "passed"), "non_zero": "not_applicable"},
    ),
    (
        (0, 0, 0, 0, None),
        {
            "strict": "undecided",
            "non_null": "not_applicable",
            "non_zero": "not_applicable",
            "partial_null": "undecided",
            "partial_zero": "passed",
            "always_null": "undecided",
            "always_zero": "passed",
        },
    ),
]


@pytest.mark.parametrize(("numbers", "expected"), CASES)
@pytest.mark.parametrize("mode", MODES)
def test_each_way_decides_as_its_reference_says(
    numbers: tuple[int | None, ...], expected: dict[str, str], mode: Missing
) -> None:
    assert findings_of(validate(a1(numbers), missing=mode), "A1")[""].outcome == expected[mode]


def test_the_ways_are_those_of_the_language_and_strict_is_the_default() -> None:
    assert get_args(Missing) == MODES
    assert set(MODES) == {"strict"} | {f"{a}_{b}" for a in ("non", "partial", "always") for b in ("null", "zero")}
    report = a1((3, 1, 1, 1, None))
    assert validate(report) == validate(report, missing="strict")
    with pytest.raises(ValueError, match="none of strict, non_null"):
        validate(report, missing="lenient")  # type: ignore[arg-type]  # what the test is about


def test_a_finding_names_the_way_where_it_made_a_difference() -> None:
    finding = findings_of(validate(a1((4, 1, 1, 1, None)), missing="partial_zero"), "A1")[""]
    assert (finding.mode, finding.missing) == ("partial_zero", (f"{RECEIVED}.letter",))
    assert (finding.left, finding.right, finding.difference) == ("4", "3", "1")
    assert finding.message.zh.endswith("（按 partial_zero 方式，空白计为0。）")
    assert finding.message.en.endswith("(Mode partial_zero counts what is blank as 0.)")
    passed = findings_of(validate(a1((3, 1, 1, 1, None)), missing="always_zero"), "A1")[""]
    assert (passed.mode, passed.outcome) == ("always_zero", "passed")
    open_one = findings_of(validate(a1((3, 1, 1, 1, None)), missing="always_null"), "A1")[""]
    assert "In mode always_null a missing number leaves the result open." in open_one.message.en
    none = findings_of(validate(a1((0, 0, 0, 0, 0)), missing="non_zero"), "A1")[""]
    assert none.mode == "non_zero"
    assert "Mode non_zero gives no result here." in none.message.en
    untouched = findings_of(validate(a1((4, 1, 1, 1, 0)), missing="partial_zero"), "A1")[""]
    assert untouched.mode is None


@pytest.mark.parametrize("state", ["unreadable", "ambiguous"])
@pytest.mark.parametrize("mode", ["non_zero", "partial_zero", "always_zero"])
def test_what_is_printed_and_no_number_never_counts_as_zero(state: State, mode: Missing) -> None:
    for numbers in ((3, 1, 1, 1, None), (0, 0, 0, 0, None)):
        assert findings_of(validate(a1(numbers, state), missing=mode), "A1")[""].outcome == "undecided"


def test_a_dash_is_missing_and_what_no_form_asked_does_not_apply() -> None:
    dash = a1((3, 1, 1, 1, None), "not_applicable")
    assert findings_of(validate(dash, missing="always_zero"), "A1")[""].outcome == "passed"
    for mode in ("strict", "partial_zero", "always_null"):
        not_asked = a1((3, 1, 1, 1, None), "not_asked")
        assert findings_of(validate(not_asked, missing=mode), "A1")[""].outcome == "not_applicable"


@settings(max_examples=60, deadline=None)
@given(reports())
def test_no_way_changes_the_report_or_says_anything_else_of_a_complete_one(report: Report) -> None:
    before = copy.deepcopy(report)
    strict = validate(report)
    for mode in MODES:
        found = validate(report, missing=mode)
        assert report == before
        assert [(f.rule, f.instance) for f in found.findings] == [(f.rule, f.instance) for f in strict.findings]
        for one, other in zip(found.findings, strict.findings, strict=True):
            assert one == other or one.mode == mode
            assert one.message.zh.endswith(("。", "。）"))
        if mode.endswith("null"):  # a way with NULL never decides what the strict one leaves open
            decided = {"passed", "failed"}
            pairs = zip(found.findings, strict.findings, strict=True)
            assert all(other.outcome == one.outcome for one, other in pairs if one.outcome in decided)
