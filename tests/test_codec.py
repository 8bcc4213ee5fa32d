"""JSON and reports: nothing is lost on the way, the same report gives the same bytes, and broken JSON is explained."""

from __future__ import annotations

import csv
import json
import re
import subprocess
import sys
from copy import deepcopy
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govinfo_schema.codec import fast, from_json, report_from_dict, report_to_dict, to_json
from govinfo_schema.codec import text as json_text
from govinfo_schema.errors import GovinfoError, ReadError, StructureError
from govinfo_schema.forms import form_named, make_report
from govinfo_schema.marks import Mark, Money
from govinfo_schema.report import Agency, Residue, Section
from govinfo_schema.versions import NAMES
from strategies import reports

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

    from govinfo_schema.forms import Report

FACTS = Path(__file__).parent / "data" / "facts"
FEES = "proactive_disclosure.administrative_institutional_fees.amount"
V2021 = form_named("v2021")


def full_report(**amount: Decimal) -> Report:
    """Every cell of v2021 is 7, the fees are 31878.41 万元 unless given."""
    values = dict.fromkeys(V2021.paths, 7)
    return make_report(
        V2021, {**values, FEES: Money(amount.get("fees", Decimal("31878.41")), "万元")}, agency=Agency(name="某区")
    )


def broken(change: Callable[[dict[str, Any]], object]) -> str:
    """Return the JSON of the full report after ``change``."""
    data = json.loads(to_json(full_report()))
    change(data)
    return json.dumps(data, ensure_ascii=False)


def refused(text: str | bytes) -> StructureError:
    with pytest.raises(StructureError) as caught:
        from_json(text)
    return caught.value


# The laws, over random reports of all forms.


@given(reports())
def test_reading_what_was_written_gives_the_report_again(report: Report) -> None:
    assert from_json(to_json(report)) == report


@given(reports())
def test_canonical_json_is_stable(report: Report) -> None:
    text = to_json(report)
    assert to_json(from_json(text)) == text
    assert to_json(from_json(to_json(report, indent=2))) == text


@given(reports(), st.randoms(use_true_random=False))
def test_the_order_in_which_marks_and_residue_were_filled_does_not_show(report: Report, random: Random) -> None:
    def shuffled(items: dict[str, Any]) -> dict[str, Any]:
        keys = list(items)
        random.shuffle(keys)
        return {key: items[key] for key in keys}

    residue = tuple(
        attrs.evolve(one, cells=shuffled(one.cells), marks=shuffled(one.marks), deduced=shuffled(one.deduced))
        for one in report.residue
    )
    other = attrs.evolve(report, marks=shuffled(report.marks), residue=residue)
    assert to_json(other) == to_json(report)


@given(reports())
@settings(max_examples=40)
def test_the_codec_of_record_and_the_fast_path_agree(report: Report) -> None:
    text = to_json(report)
    assert from_json(text) == report
    if not re.search("[0-9]{19}", text):  # what may take more than 64 bits is left to the codec of record
        assert fast.decode(text.encode()) == report
    data, repeated = json_text.parse(text)
    assert not repeated
    assert report_from_dict(data) == report
    assert report_from_dict(report_to_dict(report)) == report


@given(reports())
@settings(max_examples=40)
def test_the_bytes_are_those_of_another_encoder(report: Report) -> None:
    """The standard library encodes the plain values, with each amount as a word that is then replaced by its digits."""
    amounts: list[str] = []

    def place_holder(value: object) -> str:
        assert isinstance(value, Decimal)
        amounts.append(f"{value:f}")
        return f"<amount {len(amounts) - 1}>"

    text = json.dumps(report_to_dict(report), ensure_ascii=False, separators=(",", ":"), default=place_holder)
    for index, digits in enumerate(amounts):
        text = text.replace(f'"<amount {index}>"', digits)
    assert to_json(report) == text


@given(reports(), st.data())
@settings(max_examples=40)
def test_a_cell_without_number_and_without_mark_is_refused_both_ways(report: Report, data: st.DataObject) -> None:
    form = form_named(report.form)
    path = data.draw(st.sampled_from(form.paths))
    values = dict(zip(form.paths, form.values(report), strict=True))
    other = attrs.evolve(report, **form.sections_from({**values, path: None}), marks=_without(report.marks, path))
    where = "/" + path.replace(".", "/")
    with pytest.raises(StructureError) as caught:
        to_json(other)
    assert where in [problem.where for problem in caught.value.problems]
    with pytest.raises(StructureError) as caught:
        report_from_dict(report_to_dict(other))
    assert where in [problem.where for problem in caught.value.problems]


def _without(marks: dict[str, Mark], path: str) -> dict[str, Mark]:
    return {key: mark for key, mark in marks.items() if key != path}


# Canonical layout.


@pytest.mark.parametrize("name", NAMES)
def test_cells_stand_in_the_order_of_the_facts_between_envelope_and_marks(name: str) -> None:
    with (FACTS / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        expected = [row["cell"] for row in csv.DictReader(lines)]
    data = json.loads(to_json(make_report(form_named(name), {})))
    keys = list(data)
    sections = list(dict.fromkeys(path.split(".")[0] for path in expected))
    assert keys == [
        *("form", "agency", "year", "scope", "period", "publication_date", "source", "narrative", "extensions"),
        "corrections",
        *sections,
        *("marks", "residue"),
    ]

    def leaves(value: object, path: str) -> list[str]:
        if not isinstance(value, dict):
            return [path]
        return [leaf for key, item in value.items() for leaf in leaves(item, f"{path}.{key}" if path else key)]

    assert leaves({section: data[section] for section in sections}, "") == expected
    assert list(data["marks"]) == expected


def test_the_layout_of_the_envelope() -> None:
    report = attrs.evolve(
        full_report(),
        year=2023,
        publication_date=date(2024, 1, 31),
        narrative=(Section(heading="一、总体情况", paragraphs=("甲",)),),
    )
    assert to_json(report).startswith(
        '{"form":"v2021","agency":{"name":"某区","region_code":null},"year":2023,"scope":"unknown","period":null,'
        '"publication_date":"2024-01-31","source":null,"narrative":[{"heading":"一、总体情况","paragraphs":["甲"]}],'
        '"extensions":[],"corrections":[],"proactive_disclosure":{"administrative_rules":{"issued":7,"repealed":7,"in_force":7},'
    )
    assert to_json(report).endswith('"pending":7,"total":7}},"marks":{},"residue":[]}')
    assert '"amount":{"value":31878.41,"unit":"万元"}' in to_json(report)
    assert to_json(report, indent=2).startswith('{\n  "form": "v2021",\n  "agency": {\n    "name": "某区",\n')


def test_a_mark_is_written_with_all_its_parts() -> None:
    values = dict(zip(V2021.paths, V2021.values(full_report()), strict=True))
    report = make_report(V2021, {**values, FEES: None}, {FEES: Mark("not_applicable", "/", "万元")})
    assert f'"marks":{{"{FEES}":{{"state":"not_applicable","raw":"/","unit":"万元","candidates":[]}}}}' in to_json(
        report
    )


# Digits of amounts.

FORTY_DIGITS = "1234567890123456789012345678901234567890"


@pytest.mark.parametrize(
    ("given_digits", "written"),
    [
        ("18.8710", "18.8710"),
        ("24252.311082", "24252.311082"),
        ("0.10", "0.10"),
        ("0", "0"),
        ("0.00", "0.00"),
        ("-0.00", "0.00"),
        ("-5.50", "-5.50"),
        ("1E+3", "1000"),
        ("1.50E-9", "0.00000000150"),
        ("0E-10", "0.0000000000"),
        ("0.00000010", "0.00000010"),
        (FORTY_DIGITS, FORTY_DIGITS),
        (f"{FORTY_DIGITS}.{FORTY_DIGITS}", f"{FORTY_DIGITS}.{FORTY_DIGITS}"),
        (f"-{FORTY_DIGITS}E-60", f"-0.{'0' * 20}{FORTY_DIGITS}"),
    ],
)
def test_amounts_keep_their_digits_and_have_no_exponent(given_digits: str, written: str) -> None:
    text = to_json(full_report(fees=Decimal(given_digits)))
    assert f'"amount":{{"value":{written},"unit":"万元"}}' in text
    again = from_json(text)
    assert again == full_report(fees=Decimal(given_digits))
    assert to_json(again) == text


@pytest.mark.parametrize("written", ["1E+3", "1e3", "1000.0E0", "-0", "5E-1"])
def test_other_spellings_of_an_amount_are_read(written: str) -> None:
    report = from_json(to_json(full_report()).replace("31878.41", written))
    assert report == full_report(fees=Decimal(written))


@pytest.mark.parametrize("written", ["NaN", "Infinity", "-Infinity", "1e999999999", "1e-999999999", "9" * 4301])
def test_what_is_no_amount_is_refused_when_read(written: str) -> None:
    error = refused(to_json(full_report()).replace("31878.41", written))
    assert error.where == "/" + FEES.replace(".", "/") + "/value"
    assert len(str(error)) < 300


@pytest.mark.parametrize("written", ["1e99999999999999999999999", "-1e99999999999999999999999"])
def test_an_exponent_beyond_all_bounds_is_refused(written: str) -> None:
    assert refused(to_json(full_report()).replace("31878.41", written)).where.endswith("/amount/value")


@pytest.mark.parametrize("value", ["NaN", "sNaN", "Infinity", "-Infinity", "1E+5000", "1E-5000"])
def test_what_is_no_amount_is_refused_when_written(value: str) -> None:
    with pytest.raises(StructureError) as caught:
        to_json(full_report(fees=Decimal(value)))
    assert caught.value.where == "/" + FEES.replace(".", "/") + "/value"


def test_amounts_in_plain_values() -> None:
    data = report_to_dict(full_report())
    amount = data["proactive_disclosure"]["administrative_institutional_fees"]["amount"]
    assert amount == {"value": Decimal("31878.41"), "unit": "万元"}
    amount["value"] = 5
    assert report_from_dict(data) == full_report(fees=Decimal(5))
    amount["value"] = 31878.41
    with pytest.raises(StructureError, match=r"use a Decimal") as caught:
        report_from_dict(data)
    assert caught.value.where.endswith("/amount/value")


def test_a_count_may_have_many_digits_and_no_more() -> None:
    long = 10**99
    values = dict(zip(V2021.paths, V2021.values(full_report()), strict=True))
    path = "applications.new_received.total"
    report = make_report(V2021, {**values, path: long})
    assert from_json(to_json(report)) == report
    with pytest.raises(StructureError) as caught:
        to_json(make_report(V2021, {**values, path: long * 10}))
    assert caught.value.where == "/applications/new_received/total"
    assert "more than 100 digits" in str(caught.value)
    for longer in ("-1" + str(long), "9" * 4300, "9" * 10_000):
        error = refused(to_json(report).replace(str(long), longer))
        assert error.where == "/applications/new_received/total"
        assert "more than 100 digits" in str(error)


# Broken documents: each problem is named with its place.


def put(*keys: str | int, value: object) -> Callable[[dict[str, Any]], None]:
    """Return a change that puts ``value`` at ``keys``."""

    def change(data: dict[str, Any]) -> None:
        inner: Any = data
        for key in keys[:-1]:
            inner = inner[key]
        inner[keys[-1]] = value

    return change


def drop(*keys: str) -> Callable[[dict[str, Any]], None]:
    """Return a change that takes away what stands at ``keys``."""

    def change(data: dict[str, Any]) -> None:
        inner = data
        for key in keys[:-1]:
            inner = inner[key]
        del inner[keys[-1]]

    return change


TOTAL = ("applications", "new_received", "total")
AMOUNT = tuple(FEES.split("."))
BLANK = {"state": "blank", "raw": None, "unit": None, "candidates": []}
RESIDUE = {"form": "v2019", "cells": {}, "marks": {}, "deduced": {}}
CORRECTION = {"form": "v2019", "path": ".".join(TOTAL), "published": 1, "corrected": 2, "proposal": "P-1"}

BROKEN: list[tuple[Callable[[dict[str, Any]], None], str, str]] = [
    (put("extra", value=1), "/extra", "no such key"),
    (put("a/b~c", value=1), "/a~1b~0c", "no such key"),
    (put("applications", "new_recieved", value=1), "/applications/new_recieved", "Did you mean 'new_received'"),
    (put("marks", "x", value=BLANK), "/marks/x", "no such cell"),
    (put("marks", ".".join(TOTAL), value=BLANK), "/marks/applications.new_received.total", "holds a value"),
    (put(*TOTAL, value=None), "/applications/new_received/total", "does not say why"),
    (put(*AMOUNT, value=None), "/" + "/".join(AMOUNT), "does not say why"),
    (put(*TOTAL, value=1.0), "/applications/new_received/total", "found 1.0"),
    (put(*TOTAL, value="1"), "/applications/new_received/total", 'found "1"'),
    (put(*TOTAL, value=True), "/applications/new_received/total", "found true"),
    (put(*TOTAL, value=False), "/applications/new_received/total", "found false"),
    (put(*TOTAL, value=[]), "/applications/new_received/total", "found a list"),
    (put(*TOTAL, value={}), "/applications/new_received/total", "found an object"),
    (drop(*TOTAL), "/applications/new_received/total", "missing"),
    (drop("applications"), "/applications", "missing"),
    (put("applications", value=None), "/applications", "found null"),
    (put(*AMOUNT, value=5), "/" + "/".join(AMOUNT), "an object with value and unit, found 5"),
    (put(*AMOUNT, "value", value="5"), "/" + "/".join(AMOUNT) + "/value", "without quotes"),
    (put(*AMOUNT, "value", value=None), "/" + "/".join(AMOUNT) + "/value", "without quotes"),
    (put(*AMOUNT, "unit", value=5), "/" + "/".join(AMOUNT) + "/unit", "a text"),
    (put(*AMOUNT, "currency", value="元"), "/" + "/".join(AMOUNT) + "/currency", "no such key"),
    (put("agency", value="某区"), "/agency", "an object"),
    (put("agency", "name", value=5), "/agency/name", "a text"),
    (put("agency", "name", value="\ud800"), "/agency/name", "surrogate"),
    (put("year", value="2023"), "/year", "a whole number"),
    (put("scope", value="city"), "/scope", "one of own_organ, own_level, whole_region, unknown"),
    (put("scope", value=["unknown"]), "/scope", "one of"),
    (put("period", value={"start": "2023-01-01"}), "/period/end", "missing"),
    (put("publication_date", value="2023-02-30"), "/publication_date", "YYYY-MM-DD"),
    (put("publication_date", value="20230228"), "/publication_date", "YYYY-MM-DD"),
    (put("publication_date", value=20230228), "/publication_date", "YYYY-MM-DD"),
    (put("source", value={"name": "a", "format": "html"}), "/source/sha256", "missing"),
    (put("narrative", value="text"), "/narrative", "a list"),
    (put("narrative", value=[{"heading": "一", "paragraphs": ["甲", 5]}]), "/narrative/0/paragraphs/1", "a text"),
    (put("extensions", value=[{"table": "三"}]), "/extensions/0/label", "missing"),
    (put("marks", value=[]), "/marks", "an object"),
    (put("residue", value={}), "/residue", "a list"),
    (put("residue", value=[5]), "/residue/0", "an object"),
    (put("residue", value=[{**RESIDUE, "form": "v1"}]), "/residue/0/form", "v2014, v2019, v2021"),
    (put("residue", value=[{**RESIDUE, "form": 1}]), "/residue/0/form", "a text"),
    (put("residue", value=[{**RESIDUE, "cells": {FEES: None}}]), f"/residue/0/cells/{FEES}", "v2019 has no such cell"),
    (put("residue", value=[{**RESIDUE, "cells": 5}]), "/residue/0/cells", "an object"),
    (
        put("residue", value=[{**RESIDUE, "cells": {".".join(TOTAL): {"value": 1, "unit": None}}}]),
        "/residue/0/cells/applications.new_received.total",
        "a whole number",
    ),
    (
        put("residue", value=[{**RESIDUE, "cells": {"proactive_disclosure.centralized_procurement.total_amount": 1}}]),
        "/residue/0/cells/proactive_disclosure.centralized_procurement.total_amount",
        "an amount",
    ),
    (put("residue", value=[{**RESIDUE, "marks": {"x": BLANK}}]), "/residue/0/marks/x", "no such cell"),
    (
        put("residue", value=[{**RESIDUE, "deduced": {"proactive_disclosure.centralized_procurement.projects": "a"}}]),
        "/residue/0/deduced/proactive_disclosure.centralized_procurement.projects",
        "v2021 has no such cell",
    ),
    (put("corrections", value=5), "/corrections", "a list"),
    (put("corrections", value=[5]), "/corrections/0", "an object"),
    (put("corrections", value=[{**CORRECTION, "form": "v1"}]), "/corrections/0/form", "v2014, v2019, v2021"),
    (put("corrections", value=[{**CORRECTION, "form": 1}]), "/corrections/0/form", "a text"),
    (put("corrections", value=[{**CORRECTION, "path": 1}]), "/corrections/0/path", "a text"),
    (put("corrections", value=[{**CORRECTION, "path": FEES}]), "/corrections/0/path", "v2019 has no such cell"),
    (put("corrections", value=[{**CORRECTION, "mark": BLANK}]), "/corrections/0/mark", "a number or a mark"),
    (put("corrections", value=[{**CORRECTION, "published": None}]), "/corrections/0/mark", "a number or a mark"),
    (put("corrections", value=[{**CORRECTION, "corrected": None}]), "/corrections/0/corrected", "puts a number"),
    (
        put("corrections", value=[{**CORRECTION, "corrected": {"value": 1, "unit": None}}]),
        "/corrections/0/corrected",
        "a whole number",
    ),
    (
        put("corrections", value=[{**CORRECTION, "form": "v2021", "path": FEES, "published": None, "mark": BLANK}]),
        "/corrections/0/corrected",
        "an amount",
    ),
    (put("form", value=5), "/form", "no form named int"),
    (put("form", value="v2020"), "/form", "no form named 'v2020'"),
]


@pytest.mark.parametrize(("change", "where", "words"), BROKEN, ids=[f"{where} {words}" for _, where, words in BROKEN])
def test_a_broken_document_is_explained_with_its_place(
    change: Callable[[dict[str, Any]], None], where: str, words: str
) -> None:
    error = refused(broken(change))
    places = [problem.where for problem in error.problems] or [error.where]
    assert places == [where]
    assert words in str(error)
    assert error.in_language("zh") != error.in_language("en")


def test_all_problems_are_told_at_once() -> None:
    def change(data: dict[str, Any]) -> None:
        put(*TOTAL, value="1")(data)
        put("extra", value=1)(data)
        put("year", value="2023")(data)
        put("marks", "x", value=BLANK)(data)
        put("narrative", value=[{"heading": 1}, {"paragraphs": [2]}])(data)

    error = refused(broken(change))
    assert {problem.where for problem in error.problems} == {
        "/applications/new_received/total",
        "/extra",
        "/year",
        "/marks/x",
        "/narrative/0/heading",
        "/narrative/1/heading",
        "/narrative/1/paragraphs/0",
    }
    assert len(error.problems) == 7
    for problem in error.problems:
        assert f"{problem.where}: {problem.what.en}" in str(error)
        assert f"{problem.where}：" in error.in_language("zh")


def test_many_problems_are_counted_and_the_first_are_told() -> None:
    error = refused(broken(lambda data: data.update(marks={str(number): BLANK for number in range(5000)})))
    assert 90 < len(error.problems) <= 200
    assert f"{len(error.problems)} things do not fit the standard" in str(error)
    assert f"And {len(error.problems) - 20} more" in str(error)
    assert len(str(error)) < 4000


@pytest.mark.parametrize("key", ["narrative", "residue"])
def test_a_long_list_of_nonsense_does_not_fill_the_memory(key: str) -> None:
    assert len(refused(broken(put(key, value=[5] * 100_000))).problems) == 100


def test_a_long_key_is_cut() -> None:
    assert len(str(refused(broken(put("x" * 100_000, value=5))))) < 400


# The form is stated.


def test_without_form_the_form_of_the_cells_is_suggested() -> None:
    error = refused(broken(drop("form")))
    assert (error.where, error.problems) == ("/form", ())
    assert '200 of its cells are cells of v2021; if that is its form, add "form": "v2021".' in str(error)
    assert "200 个单元格属于 v2021" in error.in_language("zh")


def test_without_form_and_cells_the_form_of_the_year_is_suggested() -> None:
    assert 'Reports of 2016 use v2014; if that is its form, add "form": "v2014".' in str(refused('{"year": 2016}'))


@pytest.mark.parametrize("text", ["{}", '{"year": 2005}', '{"year": "2016"}', '{"year": true}', '{"applications": 5}'])
def test_without_any_hint_the_known_forms_are_named(text: str) -> None:
    assert "Known forms: v2014, v2019, v2021." in str(refused(text))


def test_an_unknown_form_is_compared_with_the_known_ones() -> None:
    assert "Did you mean 'v2021'? Known forms: v2014, v2019, v2021." in str(refused(broken(put("form", value="V2021"))))


# Not JSON, or not a report.


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "line 1, column 1"),
        ('{"form": "v2021",\n  "year" 2023}', "line 2, column 10"),
        ('{"a": 1} x', "line 1, column 10"),
        ("[1,]", "line 1, column"),
        ("{'form': 'v2021'}", "line 1, column 2"),
        (b'{"form": "\xff"}', "byte 11"),
        ('{"form": "v2021"}'.encode("utf-16"), "UTF-8"),
        ('{"a": "\x01"}', "line 1, column 8"),
    ],
)
def test_what_is_not_json_is_refused_with_the_place(text: str | bytes, words: str) -> None:
    with pytest.raises(ReadError) as caught:
        from_json(text)
    assert words in str(caught.value)
    assert caught.value.__cause__ is None


@pytest.mark.parametrize("text", ["5", "[]", '"v2021"', "null", "[{}]"])
def test_the_outermost_value_is_an_object(text: str) -> None:
    assert "must be an object" in str(refused(text))


@pytest.mark.parametrize("opening", ["[", '{"a":', '{"form":"v2021","agency":', '{"form":"v2021","extra":['])
def test_deep_nesting_is_refused(opening: str) -> None:
    assert "nested too deeply" in str(refused(opening * 200_000))


def test_too_much_text_is_refused() -> None:
    text = to_json(full_report())
    for padded in (text + " " * json_text.LONGEST_TEXT, text.encode() + b" " * json_text.LONGEST_TEXT):
        assert "too large" in str(refused(padded))


def test_a_key_that_stands_twice_is_refused_because_it_hides_a_number() -> None:
    text = to_json(full_report()).replace('"pending":7', '"pending":7,"pending":8', 1)
    error = refused(text)
    assert error.where == "/review_and_litigation/reconsideration/pending"
    assert "more than once" in str(error)


def test_keys_that_repeat_are_found_in_lists_too() -> None:
    text = broken(put("narrative", value=[{"heading": "一", "paragraphs": []}])).replace(
        '"heading"', '"heading": "二", "heading"'
    )
    assert refused(text).where == "/narrative/0/heading"


@pytest.mark.parametrize("twice", ['"form":"v2021",', '"marks":{},'])
def test_a_key_at_the_top_that_stands_twice_is_refused(twice: str) -> None:
    assert "more than once" in str(refused(to_json(full_report()).replace(twice, twice * 2)))


# What is accepted beside canonical text.


@pytest.mark.parametrize(
    "rewrite",
    [
        json.dumps,
        lambda data: json.dumps(data, indent=4),
        lambda data: json.dumps(dict(reversed(data.items()))),
        lambda data: "\ufeff" + json.dumps(data, ensure_ascii=False),
        lambda data: b"\xef\xbb\xbf" + json.dumps(data, ensure_ascii=False).encode(),
        lambda data: json.dumps(data, indent="\t", ensure_ascii=False).replace("\n", "\r\n").encode(),
    ],
)
def test_other_layouts_of_the_same_json_are_read(rewrite: Callable[[dict[str, Any]], str | bytes]) -> None:
    assert from_json(rewrite(json.loads(to_json(full_report())))) == full_report()


def test_what_has_a_usual_value_may_be_absent() -> None:
    def shorten(data: dict[str, Any]) -> None:
        for key in ("year", "scope", "period", "publication_date", "source", "narrative", "extensions", "marks"):
            del data[key]
        del data["residue"]
        del data["agency"]["region_code"]

    assert from_json(broken(shorten)) == full_report()


def test_plain_subclasses_in_a_report_are_written_as_what_they_are() -> None:
    class Word(str):
        __slots__ = ()

    report = attrs.evolve(full_report(), agency=Agency(name=Word("某区")))
    assert to_json(report) == to_json(full_report())


def test_a_report_with_a_wrong_type_inside_is_not_written() -> None:
    wrong: Any = 7.0
    values = dict(zip(V2021.paths, V2021.values(full_report()), strict=True))
    with pytest.raises(StructureError) as caught:
        to_json(make_report(V2021, {**values, "applications.new_received.total": wrong}))
    assert caught.value.where == "/applications/new_received/total"


@pytest.mark.parametrize(
    "residue",
    [
        Residue(form="v2019", cells={"applications.new_received.total": Money(Decimal(1))}),
        Residue(form="v2019", cells={FEES: None}),
        Residue(form="v2019", deduced={"x": "y"}),
    ],
)
def test_a_residue_that_does_not_fit_is_not_written(residue: Residue) -> None:
    with pytest.raises(StructureError, match="/residue/0/"):
        to_json(attrs.evolve(full_report(), residue=(residue,)))


def test_a_mark_on_a_cell_with_a_number_is_not_written() -> None:
    with pytest.raises(StructureError, match="holds a value"):
        to_json(attrs.evolve(full_report(), marks={FEES: Mark("blank")}))


def test_as_many_marks_as_empty_cells_are_not_enough() -> None:
    values = dict(zip(V2021.paths, V2021.values(full_report()), strict=True))
    report = make_report(V2021, {**values, FEES: None})
    with pytest.raises(StructureError) as caught:
        to_json(attrs.evolve(report, marks={"applications.new_received.total": Mark("blank")}))
    assert {problem.where for problem in caught.value.problems} == {
        "/" + "/".join(AMOUNT),
        "/marks/applications.new_received.total",
    }


def test_reading_leaves_plain_values_as_they_are() -> None:
    data = report_to_dict(full_report())
    before = deepcopy(data)
    report_from_dict(data)
    assert data == before


def test_keys_of_plain_values_that_are_no_text_are_refused() -> None:
    data = report_to_dict(full_report())
    data["marks"] = {5: BLANK}
    data["agency"][7] = "x"
    with pytest.raises(StructureError) as caught:
        report_from_dict(data)
    assert {problem.where for problem in caught.value.problems} >= {"/marks", "/agency/7"}


def test_errors_of_other_libraries_do_not_leak() -> None:
    with pytest.raises(GovinfoError) as caught:
        from_json(broken(put("year", value="x")))
    assert caught.value.__cause__ is None
    assert caught.value.__context__ is None
    with pytest.raises(StructureError) as refused_to_write:
        to_json(full_report(fees=Decimal("NaN")))
    assert refused_to_write.value.__context__ is None


def test_the_codec_of_record_loads_only_when_it_is_needed() -> None:
    program = (
        "import sys\n"
        "from govinfo_schema.codec import from_json, to_json\n"
        "from govinfo_schema.forms import form_named, make_report\n"
        "text = to_json(make_report(form_named('v2021'), {}))\n"
        "assert to_json(from_json(text)) == text\n"
        "assert 'cattrs' not in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", program], check=True)  # noqa: S603 - the program stands above
