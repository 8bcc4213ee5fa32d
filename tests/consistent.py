"""Reports of zeros with some figures, for tests of rules that look at more than one table or one report."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from govinfo_schema.forms import form_named, make_report
from govinfo_schema.marks import Money
from govinfo_schema.report import Agency, Section

if TYPE_CHECKING:
    from collections.abc import Mapping

    from govinfo_schema.findings import Finding
    from govinfo_schema.forms import Report
    from govinfo_schema.marks import CellValue, Mark
    from govinfo_schema.validation import ValidationResult


def report_with(
    form: str,
    values: Mapping[str, CellValue] | None = None,
    *,
    name: str | None = "某某县某某局",
    year: int | None = 2023,
    marks: dict[str, Mark] | None = None,
    **envelope: Any,  # noqa: ANN401 - whatever a report has
) -> Report:
    """A report whose every cell is 0, but those of ``values``."""
    flat = form_named(form)
    full: dict[str, CellValue] = {
        cell.path: Money(Decimal(0), cell.unit) if cell.kind == "money" else 0 for cell in flat.cells
    }
    full |= values or {}
    return make_report(flat, full, marks, agency=Agency(name=name), year=year, **envelope)


def saying(*paragraphs: str, heading: str = "一、总体情况") -> tuple[Section, ...]:
    """A running text of one section."""
    return (Section(heading=heading, paragraphs=paragraphs),)


def findings_of(result: ValidationResult, rule: str) -> dict[str, Finding]:
    """The findings of one rule by instance."""
    return {finding.instance: finding for finding in result.findings if finding.rule == rule}
