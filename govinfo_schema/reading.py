"""A reading: the report that a reader found in a document, with everything that it can say about it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from attrs import field, frozen

from govinfo_schema.findings import Finding
from govinfo_schema.forms import Report
from govinfo_schema.messages import Text
from govinfo_schema.provenance import Place, Provenance
from govinfo_schema.showing import Shown


@frozen(kw_only=True)
class Evidence:
    """Why the recogniser believes what it says.

    Attributes:
        subject: what the evidence is about.
        value: what it speaks for, for example ``v2021`` or ``2023``.
        text: the words of the document.
        place: where they stand.
    """

    subject: Literal["form", "year", "agency", "period", "publication_date"]
    value: str
    text: str
    place: Place = field(factory=Place)


@frozen(kw_only=True)
class Leftover:
    """A number or a row of a report's table that has no cell in the form, or whose cell is open.

    Attributes:
        text: what stands there, as printed.
        place: where it stands.
        reason: why it was left over.
    """

    text: str
    place: Place
    reason: Text


@frozen(kw_only=True, repr=False)
class Reading(Shown):
    """What was read from a document. The reader never migrates, never repairs, never invents.

    Attributes:
        report: the report, in the form that the document has.
        provenance: where each value and each printed mark comes from, by path; some readers find it out when asked.
        leftovers: numbers and rows without a cell.
        evidence: why form, year and agency are believed to be what the report says.
        findings: what the reader noticed, such as a mixture of forms or a year outside the form's years.
    """

    report: Report
    provenance: Mapping[str, Provenance]
    leftovers: tuple[Leftover, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    findings: tuple[Finding, ...] = ()

    def in_short(self) -> str:
        """Say what was read from which document."""
        name = f"of {self.report.source.name}: " if self.report.source else ""
        noticed = f"{len(self.leftovers)} leftovers, {len(self.findings)} findings"
        return f"{name}{self.report.in_short()}, {noticed}"
