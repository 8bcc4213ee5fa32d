"""Findings: what a check says of a report."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, get_args

from attrs import frozen

from govinfo_schema.messages import Text
from govinfo_schema.provenance import Place
from govinfo_schema.showing import Shown

if TYPE_CHECKING:
    from collections.abc import Iterable

Severity = Literal["error", "warning", "information"]
Outcome = Literal["passed", "failed", "undecided", "not_applicable"]
SEVERITIES: tuple[Severity, ...] = get_args(Severity)
Missing = Literal["strict", "non_null", "non_zero", "partial_null", "partial_zero", "always_null", "always_zero"]
"""How linear rules treat missing operands; ``rules.missing`` says what each way means."""
MODES: tuple[Missing, ...] = get_args(Missing)


@frozen(kw_only=True, repr=False)
class Finding(Shown):
    """One result of one check on one report.

    Attributes:
        rule: id of the rule, for example ``B1``; findings of a reader have ids of their own, for example ``R-YEAR``.
        instance: which of the rule's instances, for example a column; empty where there is one only.
        severity: how grave a failure is.
        outcome: what the check found.
        message: the sentence for people.
        cells: paths of the cells that take part.
        missing: paths of the operands that hold no number.
        left: left side of an equation or inequality, as text.
        right: its right side.
        difference: left minus right.
        places: where the cells stand in the source, in the order of ``cells``, ``None`` for a cell whose place is not
            known; empty where none is known. Findings of a reader name places without cells.
        quote: the sentence of the running text that the finding is about.
        quoted_at: where that sentence stands.
        mode: how missing operands were treated, where it was not strictly and made a difference.
    """

    rule: str
    severity: Severity
    outcome: Outcome
    message: Text
    instance: str = ""
    cells: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    left: str | None = None
    right: str | None = None
    difference: str | None = None
    places: tuple[Place | None, ...] = ()
    quote: str | None = None
    quoted_at: Place | None = None
    mode: Missing | None = None

    @property
    def failed(self) -> bool:
        """Whether the check failed."""
        return self.outcome == "failed"

    def in_short(self) -> str:
        """Say which check found what."""
        return f"{self.rule} {self.outcome} ({self.severity}): {self.message.en}"


def validity(findings: Iterable[Finding]) -> bool | None:
    """Say whether a report is valid: ``False`` where an error was found, ``None`` where it cannot be decided."""
    errors = {finding.outcome for finding in findings if finding.severity == "error"}
    if "failed" in errors:
        return False
    return None if "undecided" in errors or "passed" not in errors else True
