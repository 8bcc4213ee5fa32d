"""JSON and reports: nothing is lost on the way, the same report gives the same bytes, and broken JSON is explained."""

from __future__ import annotations

import csv
import json
import re
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
from govinfo_schema.errors import StructureError
from govinfo_schema.forms import form_named, make_report
from govinfo_schema.marks import Mark
from govinfo_schema.report import Section
from govinfo_schema.versions import NAMES
from strategies import reports

if TYPE_CHECKING:
    from random import Random

    from govinfo_schema.forms import Report
from codec_documents import FEES, V2021, full_report, refused

FACTS = Path(__file__).parent / "data" / "facts"


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
