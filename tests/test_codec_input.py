"""What is accepted as JSON, and which form it states."""

from __future__ import annotations

import json
import subprocess
import sys
from copy import deepcopy
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import attrs
import pytest

from govinfo_schema.codec import from_json, report_from_dict, report_to_dict, to_json
from govinfo_schema.codec import text as json_text
from govinfo_schema.errors import GovinfoError, ReadError, StructureError
from govinfo_schema.forms import make_report
from govinfo_schema.marks import Mark, Money
from govinfo_schema.report import Agency, Residue

if TYPE_CHECKING:
    from collections.abc import Callable

from codec_documents import AMOUNT, BLANK, FEES, V2021, broken, drop, full_report, put, refused

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
