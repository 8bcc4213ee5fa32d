"""Workbooks filled in and recalculated by LibreOffice: the figures come back, and each broken relation lights up."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

import govinfo_schema as gs
from filled_templates import (
    AGENCY,
    YEARS,
    consistent_figures,
    filled,
    lights,
    needs_libreoffice,
    recalculated,
    shown,
    template,
)
from govinfo_schema.marks import Money
from govinfo_schema.rules import catalogue

if TYPE_CHECKING:
    from collections.abc import Mapping

FORMS = tuple(YEARS)
ROW = "applications.results.disclosure_granted"
IN_FORCE = "proactive_disclosure.administrative_normative_documents"

# What each wrong figure breaks, by the sentences of the rules: a total that a person typed over a formula; formulas
# that add it up follow it.
BY_HAND: dict[str, dict[str, frozenset[str]]] = {
    "v2014": {
        "applications.received.total": frozenset({"A1"}),
        "applications.concluded.total": frozenset({"A2"}),
        "applications.replies.total": frozenset({"A3"}),
        "reconsideration.total": frozenset({"A9.reconsideration"}),
        "litigation.total": frozenset({"A9.litigation"}),
        "capacity.staff.total": frozenset({"A10"}),
        "applications.replies.refused.total": frozenset({"A4b"}),
        "proactive_disclosure.normative_document_items_disclosed": frozenset({"A6"}),
        "public_response.press_conferences_principal_official": frozenset({"A8.press_conferences"}),
        "proactive_disclosure.channels.gazette": frozenset({"A5.gazette"}),
    },
    "v2019": {"proactive_disclosure.normative_documents.newly_disclosed": frozenset({"D1.normative_documents"})},
    "v2021": {f"{IN_FORCE}.issued": frozenset({"D5.administrative_normative_documents"})},
}
BY_HAND["v2021"] |= {
    "applications.new_received.total": frozenset({"B3.new_received", "B1.total"}),
    "applications.carried_forward.total": frozenset({"B3.carried_forward", "B1.total"}),
    "applications.new_received.natural_person": frozenset({"B1.natural_person", "B1.total"}),
    "applications.results.total.natural_person": frozenset(
        {"B2.natural_person", "B1.natural_person", "B3.results.total"}
    ),
    "applications.results.total.total": frozenset({"B2.total", "B3.results.total", "B1.total"}),
    f"{ROW}.total": frozenset({"B3.results.disclosure_granted", "B3.results.total", "B1.total"}),
    f"{ROW}.natural_person": frozenset({"B1.natural_person", "B1.total"}),
    "review_and_litigation.reconsideration.total": frozenset({"C1.reconsideration"}),
    "review_and_litigation.litigation_direct.total": frozenset({"C1.litigation_direct"}),
}
WHOLE = "whole"
BLANK = "blank"
TYPED = "typed"


def equations(form: str) -> set[str]:
    """The identities of a form, which are errors where they fail."""
    return {
        f"{rule.id}.{each.instance}".rstrip(".")
        for rule in catalogue(form)
        for each in rule.constraints
        if each.relation == "=" and rule.severity == "error"
    }


def wholes(form: str) -> list[str]:
    """The totals of the form: cells that its table prints as one."""
    paths = [path for path in gs.forms.form_named(form).paths if path.endswith(".total") or ".results.total." in path]
    return [path for path in paths if path != "applications.replies.refused.total"]


@pytest.fixture(name="books", scope="module")
def _books(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, bytes]:
    """All workbooks of these tests: consistent ones, one with a blank cell, and one for each wrong figure."""
    made: dict[str, bytes] = {}
    for form in FORMS:
        empty, figures = template(form), consistent_figures(form)
        made[f"{form} {WHOLE}"] = filled(empty, figures, year=YEARS[form])
        part = "capacity.staff.part_time" if form == "v2014" else f"{ROW}.natural_person"
        made[f"{form} {BLANK}"] = filled(empty, {path: each for path, each in figures.items() if path != part})
        for path in BY_HAND[form]:
            wrong = int(figures[path]) + 1
            made[f"{form} {path}"] = filled(empty, figures, {path: wrong}, year=YEARS[form])
        # Typed over at once, by different amounts, the totals break every identity.
        typed = {path: int(figures[path]) + 1 + 3 * number**2 for number, path in enumerate(wholes(form))}
        made[f"{form} {TYPED}"] = filled(empty, figures, typed, year=YEARS[form])
    return recalculated(made, tmp_path_factory.mktemp("templates"))


def failing(data: bytes) -> set[str]:
    """What the checks of the project find in the workbook when it is read as a report."""
    findings = gs.validate(gs.read(data).report).findings
    return {f"{each.rule}.{each.instance}".rstrip(".") for each in findings if each.failed}


@needs_libreoffice
@pytest.mark.parametrize("form", FORMS)
def test_a_filled_in_workbook_is_read_as_the_report(books: Mapping[str, bytes], form: str) -> None:
    reading = gs.read(books[f"{form} {WHOLE}"])
    report = reading.report
    assert (report.form, report.agency.name, report.year) == (form, AGENCY, YEARS[form])
    values = gs.forms.cell_values(report)
    numbers = {path: each.value if isinstance(each, Money) else each for path, each in values.items()}
    assert numbers == consistent_figures(form)
    assert not reading.leftovers
    assert report.narrative == ()
    assert report.extensions == ()


@needs_libreoffice
@pytest.mark.parametrize("form", FORMS)
def test_where_everything_agrees_every_light_is_green(books: Mapping[str, bytes], form: str) -> None:
    data = books[f"{form} {WHOLE}"]
    assert set(lights(data).values()) == {"通过"}
    assert equations(form) <= set(lights(data))
    assert shown(data, "govinfo.checks") == "是"


@needs_libreoffice
@pytest.mark.parametrize("form", FORMS)
def test_a_blank_is_no_zero(books: Mapping[str, bytes], form: str) -> None:
    data = books[f"{form} {BLANK}"]
    open_lights = {name for name, light in lights(data).items() if light == "未填全"}
    if form == "v2014":
        assert open_lights == {"A10"}
        assert shown(data, "capacity.staff.total") in (None, "")
    else:
        person = {f"{rule}.natural_person" for rule in ("B1", "B2")}
        total = {"B1.total", "B2.total", "B3.results.disclosure_granted", "B3.results.total"}
        assert open_lights == person | total
        assert shown(data, f"{ROW}.total") in (None, "")
        assert shown(data, "applications.results.total.total") in (None, "")
    assert "不符" not in lights(data).values()
    assert shown(data, "govinfo.checks") == "未填全"


@needs_libreoffice
@pytest.mark.parametrize(("form", "path"), [(form, path) for form, paths in BY_HAND.items() for path in paths])
def test_a_wrong_figure_lights_what_it_breaks_and_nothing_else(
    books: Mapping[str, bytes], form: str, path: str
) -> None:
    data = books[f"{form} {path}"]
    assert {name for name, light in lights(data).items() if light == "不符"} == BY_HAND[form][path]
    errors = equations(form) | {"A6", "A8.press_conferences"}
    assert shown(data, "govinfo.checks") == ("否" if BY_HAND[form][path] & errors else "是，有警告")


@needs_libreoffice
@pytest.mark.parametrize("form", FORMS)
def test_every_identity_can_light_up_and_lights_say_what_the_checks_of_the_report_say(
    books: Mapping[str, bytes], form: str
) -> None:
    data = books[f"{form} {TYPED}"]
    red = {name for name, light in lights(data).items() if light == "不符"}
    assert red == failing(data) & set(lights(data))
    assert equations(form) <= red


@needs_libreoffice
def test_stored_results_are_what_libreoffice_computes(tmp_path_factory: pytest.TempPathFactory) -> None:
    previous = gs.read(_with_year(2022)).report
    empty = {form: template(form) for form in FORMS} | {"opened": template("v2021", previous)}
    # Saved by another library, formulas lose their results, and LibreOffice computes every one of them.
    computed = recalculated({name: filled(data, {}) for name, data in empty.items()}, tmp_path_factory.mktemp("empty"))
    for name, data in empty.items():
        assert lights(data) == lights(computed[name])
        for cell in gs.forms.form_named(name if name in FORMS else "v2021").paths:
            assert (shown(data, cell) or None) == (shown(computed[name], cell) or None), cell
    assert lights(empty["opened"])["B3.carried_over"] == "通过"


def _with_year(year: int) -> bytes:
    """A report as JSON, with two applications carried forward."""
    figures = {path: 0 for path in gs.forms.form_named("v2021").paths if not path.endswith(".amount")}
    figures |= {"applications.carried_forward.natural_person": 2, "applications.carried_forward.total": 2}
    form = gs.forms.form_named("v2021")
    amount = "proactive_disclosure.administrative_institutional_fees.amount"
    values = {**figures, amount: Money(Decimal(0), "万元")}
    return gs.to_json(gs.forms.make_report(form, values, None, agency=gs.Agency(name=AGENCY), year=year)).encode()


@pytest.mark.parametrize("agency", ["某某大学", "市公安局交通警察支队", "某某市财政局(国资委)", "甲镇"])
def test_the_organ_is_what_was_typed_whatever_it_looks_like(agency: str) -> None:
    book = filled(template("v2021"), consistent_figures("v2021"), year=2023, agency=agency)
    assert gs.read(book, format="xlsx").report.agency.name == agency
