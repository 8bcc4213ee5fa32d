"""``govinfo validate``: whether the figures of a report agree."""

from __future__ import annotations

from typing import TYPE_CHECKING

from govinfo_schema.cli.as_json import json_bytes
from govinfo_schema.cli.beside import read_beside
from govinfo_schema.cli.checked import exit_code, read_and_check
from govinfo_schema.cli.summary import cell_lines, finding_lines, identity_lines, validity, verdict_line

if TYPE_CHECKING:
    from govinfo_schema.cli.beside_options import ScopeWord
    from govinfo_schema.cli.checked import Threshold
    from govinfo_schema.cli.console import Console
    from govinfo_schema.findings import Missing


def run(  # noqa: PLR0913 - the options of the command
    console: Console,
    *,
    source: str,
    input_format: str | None,
    form: str | None,
    previous: str | None = None,
    parts: str | None = None,
    scope: ScopeWord | None = None,
    expected: str | None = None,
    missing: Missing = "strict",
    as_json: bool,
    fail_on: Threshold,
) -> int:
    """Run the command; the names are those of its options.

    Returns:
        The exit code.
    """
    beside = read_beside(source, previous=previous, folder=parts, scope=scope, expected=expected, missing=missing)
    checked = read_and_check(source, input_format, form, beside)
    reading, report = checked.reading, checked.reading.report
    if as_json:
        content = {
            "form": report.form,
            "year": report.year,
            "agency": report.agency.name,
            "valid": validity(checked.findings),
            "findings": checked.findings,
        }
        console.data(json_bytes(content))
    else:
        console.show(identity_lines(reading))
        console.show(cell_lines(reading))
        console.show(finding_lines(checked.findings, reading))
        console.show([verdict_line(checked.findings)])
    return exit_code(checked.findings, fail_on)
