"""The rules over a report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import frozen

from govinfo_schema.findings import Finding

if TYPE_CHECKING:
    from collections.abc import Mapping

    from govinfo_schema.forms import Report
    from govinfo_schema.provenance import Provenance


@frozen(kw_only=True)
class ValidationResult:
    """All findings on one report, in the order of the catalogue.

    Attributes:
        findings: passed, failed, undecided and not applicable ones alike.
    """

    findings: tuple[Finding, ...]

    @property
    def failed(self) -> tuple[Finding, ...]:
        """The findings that failed."""
        return tuple(finding for finding in self.findings if finding.outcome == "failed")


def validate(report: Report, *, provenance: Mapping[str, Provenance] | None = None) -> ValidationResult:
    """Check ``report`` against structure and rules of its form."""
    raise NotImplementedError
