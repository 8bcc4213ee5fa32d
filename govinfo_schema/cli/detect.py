"""``govinfo detect``: which form, year and agency a report has, and why that is believed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from govinfo_schema.cli.as_json import json_bytes
from govinfo_schema.cli.checked import exit_code, read_source
from govinfo_schema.cli.summary import failed_lines, identity_lines
from govinfo_schema.versions import version_named

if TYPE_CHECKING:
    from govinfo_schema.cli.checked import Threshold
    from govinfo_schema.cli.console import Console


def run(  # noqa: PLR0913 - the options of the command
    console: Console, *, source: str, input_format: str | None, form: str | None, as_json: bool, fail_on: Threshold
) -> int:
    """Run the command; the names are those of its options. The rules are not checked, only what the reader noticed.

    Returns:
        The exit code.
    """
    reading = read_source(source, input_format, form)
    report = reading.report
    if as_json:
        content = {
            "form": report.form,
            "notice": version_named(report.form).document,
            "year": report.year,
            "agency": report.agency.name,
            "period": report.period,
            "publication_date": report.publication_date,
            "source": report.source,
            "evidence": reading.evidence,
            "findings": reading.findings,
        }
        console.data(json_bytes(content))
    else:
        console.show(identity_lines(reading, all_evidence=True))
        console.show(failed_lines(reading.findings))
    return exit_code(reading.findings, fail_on)
