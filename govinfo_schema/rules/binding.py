"""Whether a rule binds a report: figures may come from another form, and provinces add rows that sums leave out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from govinfo_schema.messages import Text

if TYPE_CHECKING:
    from govinfo_schema.forms import Report
    from govinfo_schema.rules.model import Rule


def not_comparable(rule: Rule, report: Report) -> Text | None:
    """Say why ``rule`` does not bind figures that were carried from the form of origin, where that is so."""
    comparable = rule.comparable
    if comparable is None:
        return None
    origin = next((residue.form for residue in report.residue if residue.form not in comparable.forms), None)
    if origin is None:
        return None
    return Text(
        f"数字由 {origin} 表式迁移而来，不适用：{comparable.reason.zh}",
        f"Not applicable to figures carried from {origin}: {comparable.reason.en}",
    )


def is_eased(rule: Rule, report: Report) -> bool:
    """Say whether a province added a row that takes part in the sum of ``rule`` and has no cell in the form."""
    return rule.eased_by is not None and rule.eased_by.among(report.extensions)
