"""A table that stands in a report twice, with different figures: which one is meant cannot be known, so it stays open.

The other tables of the report are not in doubt.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import evolve

from govinfo_converters.alignment.rows import FoundRows, rows_labelled
from govinfo_converters.reading_findings import disputed_finding, table_findings

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from govinfo_converters.alignment.entries import Entry
    from govinfo_converters.alignment.form_reading import FoundTable
    from govinfo_converters.form_choice import Recognised, Survey
    from govinfo_schema.provenance import Place


def with_open_tables(recognised: Recognised, survey: Survey, disputed: Mapping[str, tuple[Place, ...]]) -> Recognised:
    """Return what was recognised, with the rows of some tables left open.

    Args:
        recognised: the form of the report with its tables.
        survey: what is seen of the report.
        disputed: where the tables stand whose rows are in doubt, by title.
    """
    if not disputed:
        return recognised
    tables = tuple(
        evolve(table, found=_open_rows(table, survey.entries)) if table.table.title in disputed else table
        for table in recognised.tables
    )
    findings = table_findings(recognised.form, tables, survey.evidence)
    told = (disputed_finding(title, places) for title, places in disputed.items())
    return evolve(recognised, tables=tables, findings=(*findings, *told))


def _open_rows(table: FoundTable, entries: Sequence[Entry]) -> FoundRows:
    """Return the rows of a table as open ones, each with all entries that name it and hold something."""
    opened: dict[int, list[Entry]] = {index: [*rows] for index, rows in table.found.open.items()}
    for index, found in table.found.rows.items():
        opened.setdefault(index, []).append(found.entry)
    for entry in entries:
        for index in rows_labelled(entry, table.table) if entry.values else ():
            opened.setdefault(index, []).append(entry)
    candidates = {
        index: tuple({id(entry): entry for entry in rows if entry.values}.values()) for index, rows in opened.items()
    }
    return FoundRows(
        rows={index: found for index, found in table.found.rows.items() if not candidates[index]},
        open={index: rows for index, rows in sorted(candidates.items()) if rows},
        unplaced=[*{id(entry): entry for rows in candidates.values() for entry in rows}.values()],
        compared=True,
    )
