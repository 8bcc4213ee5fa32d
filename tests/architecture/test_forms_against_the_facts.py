"""The declared cells are the cells of the official forms: path, labels, unit and kind, in printed order."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from govinfo_schema.forms import form_named
from govinfo_schema.versions import NAMES

FACTS = Path(__file__).resolve().parents[1] / "data" / "facts"
SHARED = Path(__file__).resolve().parents[3] / "shared" / "standard"
NO_UNIT = "(form prints no unit)"


@pytest.mark.parametrize("name", NAMES)
def test_cells_are_those_of_the_form(name: str) -> None:
    with (FACTS / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        expected = [tuple(row.values()) for row in csv.DictReader(lines)]
    declared = [
        (cell.path, cell.table, cell.row, cell.column, cell.unit or NO_UNIT, cell.kind)
        for cell in form_named(name).cells
    ]
    assert declared == expected


@pytest.mark.parametrize(("name", "cells"), [("v2014", 58), ("v2019", 198), ("v2021", 200)])
def test_no_cell_is_missing_and_none_stands_twice(name: str, cells: int) -> None:
    assert len(form_named(name).by_path) == cells


def test_every_form_has_its_facts() -> None:
    assert sorted(path.stem for path in FACTS.glob("*.csv")) == sorted(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_the_facts_are_those_of_the_source(name: str) -> None:
    source = SHARED / f"{name}.csv"
    if not source.exists():
        pytest.skip("the source of the facts stands beside the repository only")
    assert (FACTS / f"{name}.csv").read_text("utf-8") == source.read_text("utf-8")
