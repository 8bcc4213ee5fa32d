"""The rules, as data: one module per table, and the catalogue of each form.

Left for checks that see more than one report, or the running text: D3, D4, D8 and the second half of D5 (section two
against the year before), E (across years), F (between levels), G (text and table; of G6 the period against the report
year is S5), H (across tables), and the dates of publication. Never enforced: A12 (different units) and H3 (a fee
statement because section two has fees: legally wrong).
"""

from __future__ import annotations

from functools import cache

from govinfo_schema.forms import form_named
from govinfo_schema.rules import applications, proactive, review, structure, v2014
from govinfo_schema.rules.model import AddedRow, Comparable, Constraint, Example, Rule

__all__ = ["AddedRow", "Comparable", "Constraint", "Example", "Rule", "catalogue"]

_TABLES = (structure, v2014, proactive, applications, review)


@cache
def catalogue(form_name: str) -> tuple[Rule, ...]:
    """Return the rules of the form called ``form_name``: shape first, then table by table.

    Raises:
        StructureError: there is no such form.
    """
    form = form_named(form_name)
    return tuple(rule for table in _TABLES if form.name in table.FORMS for rule in table.rules(form))
