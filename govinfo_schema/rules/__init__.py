"""The rules, as data: one module per table or kind of check, and the catalogue of each form.

What the list of relations names and nobody shall enforce stands in ``not_enforced``, with the reason.
"""

from __future__ import annotations

from functools import cache

from govinfo_schema.forms import form_named
from govinfo_schema.rules import (
    applications,
    levels,
    proactive,
    review,
    structure,
    tables_across_years,
    text_and_tables,
    v2014,
    whole_report,
    years,
)
from govinfo_schema.rules.model import AddedRow, Comparable, Constraint, Example, Rule
from govinfo_schema.rules.not_enforced import NOT_ENFORCED, NotEnforced
from govinfo_schema.rules.parts import Parts

__all__ = [
    "NOT_ENFORCED",
    "AddedRow",
    "Comparable",
    "Constraint",
    "Example",
    "NotEnforced",
    "Parts",
    "Rule",
    "catalogue",
]

_TABLES = (
    structure,
    v2014,
    proactive,
    applications,
    review,
    tables_across_years,
    years,
    levels,
    text_and_tables,
    whole_report,
)


@cache
def catalogue(form_name: str) -> tuple[Rule, ...]:
    """Return the rules of the form called ``form_name``: shape first, then table by table, then beyond the tables.

    Raises:
        StructureError: there is no such form.
    """
    form = form_named(form_name)
    return tuple(rule for table in _TABLES if form.name in table.FORMS for rule in table.rules(form))
