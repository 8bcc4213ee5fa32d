"""Random applications tables that add up, as counties have them: mostly zeros and small numbers, some larger ones.

The sums are made here from the layout of the table, without the rules of the project.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from govinfo_schema.forms import form_named, make_report
from govinfo_schema.marks import Mark

if TYPE_CHECKING:
    from random import Random

    from govinfo_schema.forms import Report

Size = Literal["small", "large"]
TABLE = "applications"
COLUMNS = (
    "natural_person",
    "commercial_enterprise",
    "research_institution",
    "social_public_interest_organization",
    "legal_service_institution",
    "other_organization",
)
LINE = (*COLUMNS, "total")
_FIGURES = {"small": [0] * 12 + [1, 1, 1, 2, 2, 3, 5], "large": [0, 0, 1, 2, 7, 10, 13, 20, 34, 58, 110, 204, 1370]}


def groups(form: str) -> list[str]:
    """The rows of the table by their paths, in printed order."""
    paths = [path for path in form_named(form).paths if path.startswith(f"{TABLE}.") and path.endswith(".total")]
    return [path.removesuffix(".total") for path in paths]


def consistent_table(form: str, rng: Random, size: Size) -> dict[str, int]:
    """The figures of a table by path: each column balances, and each row and column adds up."""
    rows = groups(form)
    new, old, done, later = rows[0], rows[1], f"{TABLE}.results.total", rows[-1]
    results = [row for row in rows[2:-1] if row != done]
    figures: dict[tuple[str, str], int] = {}
    for column in COLUMNS:
        is_used = column == COLUMNS[0] or rng.random() < (0.3 if size == "small" else 0.7)
        for row in results:
            figures[row, column] = rng.choice(_FIGURES[size]) if is_used else 0
        processed = sum(figures[row, column] for row in results)
        carried = rng.choice(_FIGURES[size]) if is_used else 0
        brought = min(rng.choice(_FIGURES[size]), processed + carried)
        figures |= {
            (done, column): processed,
            (later, column): carried,
            (old, column): brought,
            (new, column): processed + carried - brought,
        }
    for row in rows:
        figures[row, "total"] = sum(figures[row, column] for column in COLUMNS)
    return {f"{row}.{column}": figures[row, column] for row in rows for column in LINE}


def report_with_table(form: str, figures: dict[str, int], blank: frozenset[str] = frozenset()) -> Report:
    """A report of ``form`` with the table, without the cells that are ``blank``; every other cell is 0."""
    flat = form_named(form)
    values = {cell.path: None if cell.kind == "money" else 0 for cell in flat.cells}
    values |= {path: None if path in blank else number for path, number in figures.items()}
    marks = {path: Mark("blank") for path, value in values.items() if value is None}
    return make_report(flat, values, marks, year=2023 if form == "v2021" else 2020)
