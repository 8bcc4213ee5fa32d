"""What checking one file or many gave: the results that ``govinfo validate`` tells in any of its formats."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, TypeAlias

from attrs import evolve, frozen

from govinfo_schema.accepted import Acceptance, accept
from govinfo_schema.cli.checked import exit_code
from govinfo_schema.errors import GovinfoError
from govinfo_schema.findings import Finding, validity
from govinfo_schema.fingerprints import fingerprints
from govinfo_schema.reading import Reading

if TYPE_CHECKING:
    from collections.abc import Sequence

    from govinfo_schema.cli.checked import Checked, Threshold

UNREADABLE = 2  # exit code: at least one file could not be read


@frozen(kw_only=True)
class Judged:
    """A finding with what it is known by, and the entry that accepts it, where one does."""

    finding: Finding
    fingerprint: str
    accepted: Acceptance | None = None


@frozen(kw_only=True)
class Validated:
    """A report that was read and checked.

    Attributes:
        source: the file as it was named.
        reading: what was read from it.
        judged: all findings, those of the reader first.
        stale: entries of accepted discrepancies that are void for this report.
    """

    source: str
    reading: Reading
    judged: tuple[Judged, ...]
    stale: tuple[Acceptance, ...] = ()

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The findings that count: all but the accepted ones."""
        return tuple(each.finding for each in self.judged if each.accepted is None)

    @property
    def accepted(self) -> tuple[Judged, ...]:
        """The findings that are accepted."""
        return tuple(each for each in self.judged if each.accepted is not None)

    @property
    def valid(self) -> bool | None:
        """Whether the report is valid, accepted discrepancies apart; ``None`` where it cannot be decided."""
        return validity(self.findings)


@frozen(kw_only=True)
class Refused:
    """A file that could not be read.

    Attributes:
        source: the file as it was named.
        error: why.
    """

    source: str
    error: GovinfoError


FileResult: TypeAlias = Validated | Refused


@frozen
class Results:
    """The results of one call, in the order of its files."""

    files: tuple[FileResult, ...]

    @property
    def validated(self) -> tuple[Validated, ...]:
        """The files that could be read."""
        return tuple(each for each in self.files if isinstance(each, Validated))

    @property
    def refused(self) -> tuple[Refused, ...]:
        """The files that could not be read."""
        return tuple(each for each in self.files if isinstance(each, Refused))

    @property
    def counts(self) -> tuple[int, int, int, int]:
        """How many files are valid, not valid, not certain, and not readable."""
        answers = Counter(each.valid for each in self.validated)
        return answers[True], answers[False], answers[None], len(self.refused)

    def exit_code(self, fail_on: Threshold) -> int:
        """Return the exit code of the call: that of a file that cannot be read comes before that of findings."""
        if self.refused:
            return UNREADABLE
        return max((exit_code(each.findings, fail_on) for each in self.validated), default=0)


def judged(source: str, checked: Checked, entries: Sequence[Acceptance], *, alone: bool) -> Validated:
    """Put fingerprints and accepted discrepancies to the findings on one report.

    Args:
        source: the file as it was named.
        checked: what reading and checking it gave.
        entries: the accepted discrepancies.
        alone: whether it is the only file of the call, so that entries that name no organ are about it.
    """
    report = checked.reading.report
    known = fingerprints(checked.findings, report)
    found = tuple(Judged(finding=one, fingerprint=print_) for one, print_ in zip(checked.findings, known, strict=True))
    return judged_anew(Validated(source=source, reading=checked.reading, judged=found), entries, alone=alone)


def judged_anew(result: Validated, entries: Sequence[Acceptance], *, alone: bool) -> Validated:
    """Return ``result`` with other accepted discrepancies; the arguments are those of ``judged``."""
    findings = tuple(each.finding for each in result.judged)
    said = accept(findings, result.reading.report, entries, alone=alone)
    pairs = zip(result.judged, said.by_finding, strict=True)
    return evolve(result, judged=tuple(evolve(each, accepted=entry) for each, entry in pairs), stale=said.stale)
