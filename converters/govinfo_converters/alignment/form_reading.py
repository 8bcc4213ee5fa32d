"""Reads all tables of one form from the entries of a document."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from attrs import frozen

from govinfo_converters.alignment.labels import FormTable, tables_of
from govinfo_converters.alignment.placement import place
from govinfo_converters.alignment.resolution import ReadCell, resolve
from govinfo_converters.alignment.rows import FoundRows, find_rows, named_rows
from govinfo_converters.alignment.single_row import find_single_row
from govinfo_schema.rules import catalogue

if TYPE_CHECKING:
    from collections.abc import Sequence

    from govinfo_converters.alignment.entries import Entry
    from govinfo_schema.rules import Constraint


@frozen
class FoundTable:
    """A table of the form and what was found of it."""

    table: FormTable
    found: FoundRows

    @property
    def missing_rows(self) -> tuple[str, ...]:
        """Labels of the rows that were not found."""
        return tuple(
            row.label or self.table.title
            for row in self.table.rows
            if row.index not in self.found.rows and row.index not in self.found.open
        )


@frozen
class FormReading:
    """What was read of one form: its tables and its cells.

    Attributes:
        form: name of the form.
        tables: its tables.
        cells: its cells.
        by_layout: whether the layout alone says where each figure belongs, and no figure was looked at for that.
    """

    form: str
    tables: tuple[FoundTable, ...]
    cells: tuple[ReadCell, ...]
    by_layout: bool


def find_tables(entries: Sequence[Entry], form_name: str) -> tuple[FoundTable, ...]:
    """Find the tables of a form among the entries of a document."""
    tables = tables_of(form_name)
    single = {table.title: find_single_row(entries, table) for table in tables if not table.labelled}
    named = {table.title: named_rows(entries, table) for table in tables if table.labelled}
    of_single = {row.number for found in single.values() for row in found.rows.values()}
    found: list[FoundTable] = []
    for table in tables:
        if not table.labelled:
            found.append(FoundTable(table, single[table.title]))
            continue
        others = {number for title, rows in named.items() if title != table.title for number in rows.chain}
        taken = (others | of_single) - named[table.title].chain.keys()
        found.append(FoundTable(table, find_rows(entries, table, named[table.title], taken)))
    return tuple(found)


@cache
def _identities(form_name: str) -> tuple[Constraint, ...]:
    return tuple(
        constraint
        for rule in catalogue(form_name)
        if rule.severity == "error"
        for constraint in rule.constraints
        if constraint.relation == "="
    )


def read_form(entries: Sequence[Entry], tables: Sequence[FoundTable], form_name: str) -> FormReading:
    """Read the cells of a form whose tables were found."""
    placed = [row for table in tables for row in place(table.found, entries, table.table)]
    cells = tuple(resolve(placed, _identities(form_name)))
    return FormReading(form_name, tuple(tables), cells, by_layout=all(row.certain for row in placed))
