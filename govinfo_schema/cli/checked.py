"""A report that was read and checked, and the exit code that its findings make."""

from __future__ import annotations

import os
from contextlib import contextmanager
from pathlib import PurePath
from typing import TYPE_CHECKING, Literal, TypeAlias

from attrs import frozen

from govinfo_schema.cli.limits import isolation_asked, limits_asked
from govinfo_schema.errors import GovinfoError
from govinfo_schema.findings import Finding, Missing
from govinfo_schema.formats import Source, read, read_all
from govinfo_schema.reading import Reading
from govinfo_schema.rules import Parts
from govinfo_schema.validation import validate

if TYPE_CHECKING:
    from collections.abc import Generator

Threshold: TypeAlias = Literal["error", "warning", "undecided", "never"]
FOUND = 1  # exit code: findings at or above the threshold


@frozen(kw_only=True)
class Beside:
    """What is given with a report.

    Attributes:
        previous: the report of the year before.
        parts: what is known of its parts.
        missing: how missing operands are treated.
    """

    previous: Reading | None = None
    parts: Parts | None = None
    missing: Missing = "strict"


@frozen(kw_only=True)
class Checked:
    """A reading with everything that reader and rules found.

    Attributes:
        reading: the reading.
        findings: those of the reader first, then those of the rules.
    """

    reading: Reading
    findings: tuple[Finding, ...]


def read_and_check(
    source: str, input_format: str | None, form: str | None, report: int | None = None, beside: Beside | None = None
) -> Checked:
    """Read ``source``, or one of the reports in it, and check it in the form that it has.

    Args:
        source: the file.
        input_format: its format; ``None`` where it is to be recognised.
        form: the form of the report; ``None`` where it is to be recognised.
        report: the number of the report in a file with several.
        beside: what it is checked with.
    """
    return _checked(read_source(source, input_format, form, report), beside)


def read_and_check_all(
    source: str, input_format: str | None, form: str | None, beside: Beside | None = None
) -> tuple[Checked, ...]:
    """Read all reports of ``source`` and check each in the form that it has."""
    return tuple(_checked(reading, beside) for reading in read_all_of(source, input_format, form))


def read_source(
    source: Source, input_format: str | None = None, form: str | None = None, report: int | None = None
) -> Reading:
    """Read ``source`` within the limits that the command was called with."""
    asked, isolated = limits_asked(), isolation_asked()
    with _named_with_folder(source):
        return read(source, format=input_format, form=form, report=report, limits=asked, isolated=isolated)


def read_all_of(source: Source, input_format: str | None = None, form: str | None = None) -> tuple[Reading, ...]:
    """Read all reports of ``source`` within the limits that the command was called with."""
    with _named_with_folder(source):
        return read_all(source, format=input_format, form=form, limits=limits_asked(), isolated=isolation_asked())


@contextmanager
def _named_with_folder(source: Source) -> Generator[None]:
    """Let an error name the file as the user did: many files of one name stand in many folders."""
    try:
        yield
    except GovinfoError as error:
        if isinstance(source, str | os.PathLike):
            given = os.fspath(source)
            name = PurePath(given).name
            if name and error.where != given and error.where.startswith(name):
                error.where = given + error.where.removeprefix(name)
        raise


def _checked(reading: Reading, beside: Beside | None) -> Checked:
    if beside is None:
        return Checked(reading=reading, findings=validate(reading).findings)
    result = validate(reading, previous=beside.previous, parts=beside.parts, missing=beside.missing)
    return Checked(reading=reading, findings=result.findings)


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
