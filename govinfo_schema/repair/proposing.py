"""Proposals for a report: what would satisfy its identities, and what they prove of cells without a number."""

from __future__ import annotations

from typing import TYPE_CHECKING

from govinfo_schema.forms import Report, form_of, require_report
from govinfo_schema.reading import Reading
from govinfo_schema.repair import notes
from govinfo_schema.repair.drafting import Draft, tables_of
from govinfo_schema.repair.hints import broken_limits, doubtful_units
from govinfo_schema.repair.limits import limits_of
from govinfo_schema.repair.problems import Case
from govinfo_schema.repair.system import parts_of
from govinfo_schema.rules.figures import Figures

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from govinfo_schema.provenance import Provenance
    from govinfo_schema.repair.proposal import Proposal


def propose(
    report: Report | Reading, *, provenance: Mapping[str, Provenance] | None = None, beyond: bool = True
) -> tuple[Proposal, ...]:
    """Propose corrections and deduced numbers, from the identities (勾稽关系) whose failure is an error.

    Every smallest set of cells is listed whose change satisfies all identities and signs (Fellegi and Holt 1976), up to
    four cells, and up to more with the extra ``repair``. The report stays as it is; nothing is applied.

    Args:
        report: the report, or the reading of a document: then its provenance is used.
        provenance: where the values of a report come from; it helps to tell whether publisher or reader is at fault.
        beyond: whether sets of more than four cells are looked for, where the extra ``repair`` is installed; that may
            take seconds for a table.

    Returns:
        The proposals, table by table; alternatives for one problem stand together, the likeliest first. None where
        everything agrees and no cell without a number is proved.

    Raises:
        TypeError: ``report`` is neither a report nor a reading.
    """
    if isinstance(report, Reading):
        known = report.provenance if provenance is None else provenance
        return propose(report.report, provenance=known, beyond=beyond)
    require_report(report, "propose", "a Report, or the Reading that read() returns")
    return tuple(_proposals(report, provenance or {}, beyond=beyond))


def _proposals(report: Report, provenance: Mapping[str, Provenance], *, beyond: bool) -> Iterator[Proposal]:
    figures = Figures(report)
    tables = tables_of(report, form_of(report).paths)
    for part in parts_of(report):
        values = part.values_in(figures.numbers)
        if values.count(None) == len(values):
            continue
        case = Case.of(part, values, limits_of(part, report, figures.numbers))
        doubts = notes.doubts_about(report, tables_of(report, part.paths), tables)
        yield from Draft(case=case, report=report, provenance=provenance, doubts=doubts, beyond=beyond).proposals()
    yield from broken_limits(figures, provenance)
    yield from doubtful_units(figures, provenance)
