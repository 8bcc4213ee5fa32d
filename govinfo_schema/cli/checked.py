"""A report that was read and checked, and the exit code that its findings make."""

from __future__ import annotations

from typing import Literal, TypeAlias

from attrs import frozen

from govinfo_schema.findings import Finding
from govinfo_schema.formats import read, read_all
from govinfo_schema.reading import Reading
from govinfo_schema.validation import validate

Threshold: TypeAlias = Literal["error", "warning", "undecided", "never"]
FOUND = 1  # exit code: findings at or above the threshold


@frozen(kw_only=True)
class Checked:
    """A reading with everything that reader and rules found.

    Attributes:
        reading: the reading.
        findings: those of the reader first, then those of the rules.
    """

    reading: Reading
    findings: tuple[Finding, ...]


def read_and_check(source: str, input_format: str | None, form: str | None, report: int | None = None) -> Checked:
    """Read ``source``, or the report with the number ``report`` in it, and check it in the form that it has."""
    return _checked(read(source, format=input_format, form=form, report=report))


def read_and_check_all(source: str, input_format: str | None, form: str | None) -> tuple[Checked, ...]:
    """Read all reports of ``source`` and check each in the form that it has."""
    return tuple(_checked(reading) for reading in read_all(source, format=input_format, form=form))


def _checked(reading: Reading) -> Checked:
    return Checked(reading=reading, findings=validate(reading).findings)


def exit_code(findings: tuple[Finding, ...], fail_on: Threshold) -> int:
    """Return 1 where a finding reaches ``fail_on``, 0 otherwise. What only informs never counts."""
    return FOUND if any(reaches(finding, fail_on) for finding in findings) else 0


def reaches(finding: Finding, fail_on: Threshold) -> bool:
    """Say whether a finding reaches ``fail_on``."""
    if finding.severity == "information" or fail_on == "never":
        return False
    if finding.failed:
        return finding.severity == "error" or fail_on != "error"
    return finding.outcome == "undecided" and fail_on == "undecided"
