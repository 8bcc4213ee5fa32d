"""The JSON Schemas, judged by two validators that this project did not write, and by the facts of the forms."""

from __future__ import annotations

import csv
import json
from copy import deepcopy
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import attrs
import jsonschema_rs
import pytest
from hypothesis import given, settings
from jsonschema import Draft202012Validator

from govinfo_schema.codec import from_json, report_to_dict, to_json
from govinfo_schema.errors import GovinfoError, StructureError
from govinfo_schema.forms import cell_values, form_named
from govinfo_schema.json_schema import dispatching_schema, json_schema, structural_problems
from govinfo_schema.json_schema.examples import example_report
from govinfo_schema.json_schema.words import WORDS
from govinfo_schema.marks import STATES, Mark, Money
from govinfo_schema.messages import Text
from govinfo_schema.repair import Change, Explanation, Proposal
from govinfo_schema.repair.patch import Patch
from govinfo_schema.report import Agency, Correction, Envelope, ExtensionRow, Period, Residue, Section, Source
from govinfo_schema.validation import validate
from govinfo_schema.versions import NAMES
from strategies import reports

if TYPE_CHECKING:
    from collections.abc import Callable

    from govinfo_schema.forms import Report

FACTS = Path(__file__).parent / "data" / "facts"
SCHEMAS = {name: json_schema(name) for name in NAMES}
PYTHON = {name: Draft202012Validator(schema) for name, schema in SCHEMAS.items()}
RUST = {name: jsonschema_rs.Draft202012Validator(schema) for name, schema in SCHEMAS.items()}
ANY_PYTHON = Draft202012Validator(dispatching_schema())
ANY_RUST = jsonschema_rs.Draft202012Validator(dispatching_schema())


def places(form: str, data: object) -> set[str]:
    """Where the errors are, as both validators say."""
    python = {"/" + "/".join(map(str, error.absolute_path)) for error in PYTHON[form].iter_errors(data)}
    rust = {"/" + "/".join(map(str, error.instance_path)) for error in RUST[form].iter_errors(data)}
    assert python == rust
    return python


def example(form: str = "v2021") -> dict[str, Any]:
    return deepcopy(SCHEMAS[form]["examples"][0])


# The schemas as such.


@pytest.mark.parametrize("schema", [*SCHEMAS.values(), dispatching_schema()], ids=[*NAMES, "any"])
def test_schemas_are_valid_schemas_and_serializable(schema: dict[str, Any]) -> None:
    Draft202012Validator.check_schema(schema)
    jsonschema_rs.meta.validate(schema)
    assert json.loads(json.dumps(schema)) == schema
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"


def test_ids_are_names_not_addresses() -> None:
    assert [SCHEMAS[name]["$id"] for name in NAMES] == [f"urn:govinfo-schema:{name}:report" for name in NAMES]
    assert dispatching_schema()["$id"] == "urn:govinfo-schema:report"


def test_an_unknown_form_has_no_schema() -> None:
    with pytest.raises(StructureError, match="no form named 'v2020'"):
        json_schema("v2020")


@pytest.mark.parametrize("name", NAMES)
def test_every_object_refuses_other_keys(name: str) -> None:
    objects = [
        part
        for part in every_part(SCHEMAS[name])
        if "object" in part.get("type", "") and "examples" not in part and "properties" in part
    ]
    assert len(objects) > 8
    assert all(part["additionalProperties"] is False for part in objects)


def every_part(schema: Any) -> list[dict[str, Any]]:  # noqa: ANN401 - any value of JSON
    inner = schema.values() if isinstance(schema, dict) else schema if isinstance(schema, list) else ()
    return [*([schema] if isinstance(schema, dict) else []), *(part for one in inner for part in every_part(one))]


@pytest.mark.parametrize("name", NAMES)
def test_every_cell_of_the_facts_has_its_label_its_unit_and_its_kind(name: str) -> None:
    schema = SCHEMAS[name]
    with (FACTS / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    seen = []
    for row in rows:
        part = schema
        titles = []
        for key in row["cell"].split("."):
            assert key in part["required"]
            part = part["properties"][key]
            titles.append(part["title"])
            description = part["description"]
            assert description
            part = {**schema["$defs"][part["$ref"].removeprefix("#/$defs/")]}
        assert titles[0] == row["table"]
        # What the row and the column print stands in the titles on the way down, outermost first, none left out.
        printed = row["row"] + ("" if name == "v2014" else "/" + row["column"])
        assert titles[-1] in (row["table"], printed) or printed.endswith(titles[-1])
        assert all(title in (row["table"], printed) or title in printed for title in titles[1:])
        assert description.endswith(f"; unit: {row['unit']}") is (row["unit"] != "(form prints no unit)")
        if row["kind"] == "money":
            assert part["properties"]["value"]["type"] == "number"
        else:
            assert part["type"] == ["integer", "null"]
            assert ("minimum" in part) is (row["kind"] == "count")
        seen.append(row["cell"])
    assert schema["properties"]["marks"]["propertyNames"]["enum"] == seen
    assert schema["$defs"]["mark"]["properties"]["state"]["enum"] == list(STATES)


def test_every_field_of_the_envelope_has_words_and_no_word_is_left_over() -> None:
    classes = (Envelope, Agency, Period, Source, Section, ExtensionRow, Mark, Money, Residue, Correction)
    classes += (Patch, Proposal, Change, Explanation, Text)
    fields = {f"{cls.__name__}.{field.name}" for cls in classes for field in attrs.fields(cls)}
    assert set(WORDS) == fields
    assert all(text.zh and text.en.endswith(".") for text in WORDS.values())


# Valid documents.


@pytest.mark.parametrize("name", NAMES)
def test_the_example_is_valid_and_keeps_every_rule(name: str) -> None:
    data = SCHEMAS[name]["examples"][0]
    assert places(name, data) == set()
    assert ANY_PYTHON.is_valid(data)
    assert ANY_RUST.is_valid(data)
    report = from_json(json.dumps(data))
    assert report == example_report(name)
    assert structural_problems(report) == structural_problems(data) == ()
    assert {finding.outcome for finding in validate(report).findings} <= {"passed", "not_applicable"}
    assert report.marks


@given(reports())
@settings(max_examples=60, deadline=None)
def test_both_validators_agree_on_what_the_codec_writes(report: Report) -> None:
    """They refuse what the codec lets pass because a rule speaks of it: negative figures, units that are none."""
    kinds = form_named(report.form).by_path
    expected = set()
    for path, value in cell_values(report).items():
        if isinstance(value, Money) and value.unit not in {"万元", "元", None}:
            expected.add("/" + path.replace(".", "/") + "/unit")
        elif isinstance(value, int) and value < 0 and kinds[path].kind == "count":
            expected.add("/" + path.replace(".", "/"))
    for index, residue in enumerate(report.residue):
        for path, value in residue.cells.items():
            if isinstance(value, Money) and value.unit not in {"万元", "元", None}:
                expected.add(f"/residue/{index}/cells/{path}/unit")
    for index, correction in enumerate(report.corrections):
        for name in ("published", "corrected"):
            value = getattr(correction, name)
            if isinstance(value, Money) and value.unit not in {"万元", "元", None}:
                expected.add(f"/corrections/{index}/{name}/unit")
    data = json.loads(to_json(report))
    assert places(report.form, data) == expected
    assert ANY_PYTHON.is_valid(data) is ANY_RUST.is_valid(data) is not expected
    assert {problem.where for problem in structural_problems(report)} == expected


@pytest.mark.parametrize("name", NAMES)
def test_what_may_be_absent_in_json_may_be_absent_by_the_schema(name: str) -> None:
    data = example(name)
    for key in (
        "agency",
        "year",
        "scope",
        "period",
        "publication_date",
        "source",
        "narrative",
        "extensions",
        "corrections",
        "residue",
    ):
        del data[key]
    assert places(name, data) == set()
    assert from_json(json.dumps(data)).year is None


# Broken documents: change, place of the error by the validators, place and words by this project.


def put(*keys: str | int, value: object) -> Callable[[dict[str, Any]], None]:
    def change(data: dict[str, Any]) -> None:
        inner: Any = data
        for key in keys[:-1]:
            inner = inner[key]
        inner[keys[-1]] = value

    return change


def drop(*keys: str) -> Callable[[dict[str, Any]], None]:
    def change(data: dict[str, Any]) -> None:
        inner = data
        for key in keys[:-1]:
            inner = inner[key]
        del inner[keys[-1]]

    return change


TOTAL = ("applications", "new_received", "total")
AMOUNT = ("proactive_disclosure", "administrative_institutional_fees", "amount")
AT_TOTAL, AT_AMOUNT = "/" + "/".join(TOTAL), "/" + "/".join(AMOUNT)
MARKED = "proactive_disclosure.administrative_compulsion.decisions"
RESIDUE = {"form": "v2019"}
CORRECTION = {"form": "v2021", "path": ".".join(TOTAL), "corrected": 2, "proposal": "P-1", "mark": {"state": "blank"}}

BROKEN: list[tuple[Callable[[dict[str, Any]], None], str, str, str]] = [
    (put("form", value="v2019"), "/form", "", ""),
    (drop("applications"), "/", "/applications", "missing"),
    (drop(*TOTAL), "/applications/new_received", AT_TOTAL, "missing"),
    (put("applications", value=None), "/applications", "/applications", "Expected an object, found null"),
    (put("extra", value=1), "/", "/extra", "no such key"),
    (put("applications", "new", value=1), "/applications", "/applications/new", "no such key"),
    (put(*TOTAL, value=-1), AT_TOTAL, AT_TOTAL, "a number of at least 0, found -1"),
    (put(*TOTAL, value=1.5), AT_TOTAL, AT_TOTAL, "Expected a whole number or null, found 1.5"),
    (put(*TOTAL, value="1"), AT_TOTAL, AT_TOTAL, 'found "1"'),
    (put(*TOTAL, value=True), AT_TOTAL, AT_TOTAL, "found true"),
    (put(*TOTAL, value=[]), AT_TOTAL, AT_TOTAL, "found a list"),
    (put(*AMOUNT, value=5), AT_AMOUNT, AT_AMOUNT, "Expected an object or null, found 5"),
    (put(*AMOUNT, value={"unit": "万元"}), AT_AMOUNT, AT_AMOUNT + "/value", "missing"),
    (put(*AMOUNT, "value", value="5"), AT_AMOUNT + "/value", AT_AMOUNT + "/value", "Expected a number"),
    (put(*AMOUNT, "value", value=-5), AT_AMOUNT + "/value", AT_AMOUNT + "/value", "at least 0"),
    (put(*AMOUNT, "unit", value="亿元"), AT_AMOUNT + "/unit", AT_AMOUNT + "/unit", "one of 万元, 元, null"),
    (put(*AMOUNT, "currency", value="元"), AT_AMOUNT, AT_AMOUNT + "/currency", "no such key"),
    (put("agency", value="某县"), "/agency", "/agency", "an object"),
    (put("agency", "region_code", value="43"), "/agency/region_code", "/agency/region_code", "fits pattern"),
    (put("agency", "code", value="43"), "/agency", "/agency/code", "no such key"),
    (put("year", value="2023"), "/year", "/year", "Expected a whole number or null"),
    (put("scope", value="city"), "/scope", "/scope", "one of own_organ"),
    (drop("period", "end"), "/period", "/period/end", "missing"),
    (put("publication_date", value="2024.1.31"), "/publication_date", "/publication_date", "fits pattern"),
    (put("source", value={"name": "a", "format": "b", "sha256": "c"}), "/source/sha256", "/source/sha256", "pattern"),
    (put("narrative", value=[{"heading": 1}]), "/narrative/0/heading", "/narrative/0/heading", "a text"),
    (put("extensions", value={}), "/extensions", "/extensions", "a list"),
    (put("marks", "x.y", value={"state": "blank"}), "/marks", "/marks/x.y", "no such cell"),
    (put("marks", MARKED, "state", value="zero"), f"/marks/{MARKED}/state", f"/marks/{MARKED}/state", "one of blank"),
    (put("marks", MARKED, value={}), f"/marks/{MARKED}", f"/marks/{MARKED}/state", "missing"),
    (put("marks", MARKED, "why", value=1), f"/marks/{MARKED}", f"/marks/{MARKED}/why", "no such key"),
    (
        put("corrections", value=[{**CORRECTION, "form": "v1"}]),
        "/corrections/0/form",
        "/corrections/0/form",
        "one of v2014, v2019, v2021",
    ),
    (
        put("corrections", value=[{**CORRECTION, "mark": {"state": "zero"}}]),
        "/corrections/0/mark/state",
        "/corrections/0/mark/state",
        "one of blank",
    ),
    (put("residue", value=[{"form": "v1"}]), "/residue/0/form", "/residue/0/form", "one of v2014, v2019, v2021"),
    (
        put("residue", value=[{**RESIDUE, "cells": {".".join(TOTAL): "x"}}]),
        f"/residue/0/cells/{'.'.join(TOTAL)}",
        f"/residue/0/cells/{'.'.join(TOTAL)}",
        "a whole number or an object or null",
    ),
]
IDS = [f"{number} {where}" for number, (_, where, _, _) in enumerate(BROKEN)]


@pytest.mark.parametrize(("change", "where", "place", "words"), BROKEN, ids=IDS)
def test_a_broken_document_is_refused_at_the_right_place(
    change: Callable[[dict[str, Any]], None], where: str, place: str, words: str
) -> None:
    data = example()
    change(data)
    assert places("v2021", data) == {where}
    assert not ANY_PYTHON.is_valid(data)
    assert not ANY_RUST.is_valid(data)
    if words:
        problems = structural_problems(data)
        assert [problem.where for problem in problems] == [place]
        assert words in problems[0].what.en
        assert problems[0].what.zh != problems[0].what.en


@pytest.mark.parametrize(("change", "where", "place", "words"), BROKEN, ids=IDS)
def test_what_the_schema_refuses_the_codec_refuses_or_a_rule_finds(
    change: Callable[[dict[str, Any]], None], where: str, place: str, words: str
) -> None:
    del place, words
    data = example()
    change(data)
    try:
        report = from_json(json.dumps(data))
    except GovinfoError:
        return
    rules_speak_of = (AT_TOTAL, AT_AMOUNT + "/value", AT_AMOUNT + "/unit", "/agency/region_code", "/source/sha256")
    assert where in rules_speak_of
    assert validate(report).failed


def test_every_problem_is_told_once() -> None:
    data = example()
    for step in (1, 4, 20, 27):
        BROKEN[step][0](data)
    assert sorted(problem.where for problem in structural_problems(data)) == [
        "/applications",
        "/extra",
        "/marks/x.y",
        "/year",
    ]


def test_marks_that_do_not_fit_the_cells_are_found_beside_the_schema() -> None:
    data = example()
    data["applications"]["new_received"]["total"] = None
    data["marks"]["applications.new_received.natural_person"] = {"state": "blank"}
    assert places("v2021", data) == set()
    assert [problem.where for problem in structural_problems(data)] == [
        "/marks/applications.new_received.natural_person",
        AT_TOTAL,
    ]


@pytest.mark.parametrize("value", [1.0, float("nan"), float("inf"), Decimal(1), Decimal("NaN"), Decimal("sNaN")])
def test_python_values_that_are_no_whole_numbers_are_refused(value: object) -> None:
    data = example()
    put(*TOTAL, value=value)(data)
    assert [problem.where for problem in structural_problems(data)] == [AT_TOTAL]


@pytest.mark.parametrize("value", [float("nan"), float("-inf"), Decimal("NaN"), Decimal("sNaN"), Decimal("Infinity")])
def test_amounts_that_are_no_numbers_are_refused(value: object) -> None:
    data = example()
    put(*AMOUNT, "value", value=value)(data)
    assert [problem.where for problem in structural_problems(data)] == [AT_AMOUNT + "/value"]


def test_exact_amounts_are_numbers() -> None:
    data = report_to_dict(example_report("v2021"))
    assert data["proactive_disclosure"]["administrative_institutional_fees"]["amount"]["value"] == Decimal("2401.07")
    assert structural_problems(data) == ()
    put(*AMOUNT, "value", value=Decimal("-0.01"))(data)
    assert "found -0.01" in structural_problems(data)[0].what.en


@pytest.mark.parametrize("data", [None, 5, "v2021", [], [{"form": "v2021"}]])
def test_what_is_no_object_is_no_report(data: Any) -> None:  # noqa: ANN401 - a value of the wrong type is the point
    (problem,) = structural_problems(data)
    assert problem.where == ""
    assert "must be an object" in problem.what.en


@pytest.mark.parametrize("data", [{}, {"form": "v2020"}, {"form": 2021}, {"form": ["v2021"]}, {"form": None}])
def test_a_report_states_its_form(data: dict[str, Any]) -> None:
    (problem,) = structural_problems(data)
    assert (problem.where, problem.what.en) == ("/form", "The form must be stated: v2014, v2019, v2021.")
    assert not ANY_PYTHON.is_valid(data)
    assert not ANY_RUST.is_valid(data)
    assert {tuple(error.absolute_path) for error in ANY_PYTHON.iter_errors(data)} == {("form",) if data else ()}


def test_checking_leaves_the_data_as_it_is() -> None:
    data = example()
    structural_problems(data)
    assert data == SCHEMAS["v2021"]["examples"][0]
