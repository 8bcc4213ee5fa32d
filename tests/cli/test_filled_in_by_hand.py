"""A workbook filled in with wrong totals, typed over the formulas: read as typed, checked, and proposals beside it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from filled_templates import AGENCY, YEARS, consistent_figures, filled, lights, needs_libreoffice, recalculated
from govinfo_schema.codec import from_json
from govinfo_schema.forms import cell_values
from govinfo_schema.marks import Money

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from decimal import Decimal
    from pathlib import Path

    Govinfo = Callable[..., Any]

# Totals that were typed wrong, and by how much; the checks that fail for them, by the sentences of the rules.
TYPED: dict[str, dict[str, int]] = {
    "v2014": {"applications.received.total": 9},
    "v2019": {"applications.new_received.total": 30, "review_and_litigation.reconsideration.total": -1},
    "v2021": {"applications.new_received.total": 30, "review_and_litigation.reconsideration.total": -1},
}
FAILING = {"v2014": {"A1"}, "v2019": {"B1.total", "B3.new_received", "C1.reconsideration"}}
FAILING["v2021"] = FAILING["v2019"]
FORMS = tuple(TYPED)


def typed(form: str) -> dict[str, int | Decimal]:
    """What the person types into each cell."""
    figures = consistent_figures(form)
    return figures | {path: int(figures[path]) + wrong for path, wrong in TYPED[form].items()}


@pytest.fixture(name="book", params=FORMS)
def _book(request: pytest.FixtureRequest, govinfo: Govinfo, tmp_path: Path) -> tuple[str, Path]:
    """A form and its workbook, made by the command and filled in by a program; nothing computes its formulas."""
    form = str(request.param)
    path = tmp_path / f"{form}.xlsx"
    assert govinfo("template", form, "-o", path).code == 0
    figures = typed(form)
    path.write_bytes(filled(path.read_bytes(), figures, figures, YEARS[form]))
    return form, path


def read(govinfo: Govinfo, path: Path) -> tuple[Mapping[str, object], Any]:
    """What the command reads, by path, and the report."""
    run = govinfo("convert", path, "-q", "--fail-on", "never")
    report = from_json(run.output.decode())
    values = cell_values(report)
    return {name: each.value if isinstance(each, Money) else each for name, each in values.items()}, report


def failed(govinfo: Govinfo, path: Path) -> set[str]:
    """The checks that fail, by rule and instance, as the command tells programs."""
    run = govinfo("validate", path, "--json")
    assert run.code == 1
    findings = json.loads(run.output)["findings"]
    return {f"{each['rule']}.{each['instance']}".rstrip(".") for each in findings if each["outcome"] == "failed"}


def test_the_workbook_is_read_as_it_was_typed(govinfo: Govinfo, book: tuple[str, Path]) -> None:
    form, path = book
    values, report = read(govinfo, path)
    assert values == typed(form)
    assert (report.form, report.agency.name, report.year) == (form, AGENCY, YEARS[form])


def test_the_checks_find_the_wrong_totals(govinfo: Govinfo, book: tuple[str, Path]) -> None:
    form, path = book
    assert failed(govinfo, path) - {"R-FORMULAS"} == FAILING[form]  # the title and the lights have no results


def test_proposals_stand_beside_what_was_typed(govinfo: Govinfo, book: tuple[str, Path], tmp_path: Path) -> None:
    """In table three the one wrong total is certain; of a sum of parts alone nobody knows which figure is wrong."""
    form, path = book
    before = path.read_bytes()
    run = govinfo("propose", path, "--json", "-o", tmp_path / "patch.json")
    proposals = json.loads((tmp_path / "patch.json").read_bytes())["proposals"]
    unique = [each for each in proposals if each["certainty"] == "unique"]
    certain = {change["path"]: change["proposed"] for each in unique for change in each["changes"]}
    right = consistent_figures(form)
    assert certain == {path: right[path] for path in TYPED[form] if path.startswith("applications.new_received")}
    assert path.read_bytes() == before
    assert run.code == 0
    assert read(govinfo, path)[0] == typed(form)


@needs_libreoffice
def test_a_program_that_computes_changes_nothing_and_lights_up_the_same_checks(
    govinfo: Govinfo, book: tuple[str, Path], tmp_path: Path
) -> None:
    form, path = book
    path.write_bytes(recalculated({form: path.read_bytes()}, tmp_path)[form])
    assert read(govinfo, path)[0] == typed(form)
    assert failed(govinfo, path) == FAILING[form]
    assert {name for name, light in lights(path.read_bytes()).items() if light == "不符"} == FAILING[form]
