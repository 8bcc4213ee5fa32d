"""``govinfo detect``: which form, year and agency a report has, and why that is believed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from govinfo_schema.cli.as_json import json_bytes
from govinfo_schema.cli.checked import exit_code, read_all_of, read_source
from govinfo_schema.cli.several import header_lines, place_lines
from govinfo_schema.cli.summary import failed_lines, identity_lines
from govinfo_schema.versions import version_named

if TYPE_CHECKING:
    from govinfo_schema.cli.checked import Threshold
    from govinfo_schema.cli.console import Console
    from govinfo_schema.reading import Reading


def run(  # noqa: PLR0913 - the options of the command
    console: Console,
    *,
    source: str,
    input_format: str | None,
    form: str | None,
    report: int | None,
    as_json: bool,
    fail_on: Threshold,
) -> int:
    """Run the command; the names are those of its options. The rules are not checked, only what the reader noticed.

    Returns:
        The exit code.
    """
    if report is None:
        readings = read_all_of(source, input_format, form)
    else:
        readings = (read_source(source, input_format, form, report),)
    if as_json:
        contents = [_content(reading) for reading in readings]
        console.data(json_bytes(contents[0] if len(contents) == 1 else {"reports": contents}))
    else:
        for number, reading in enumerate(readings, 1):
            console.show(header_lines(number, len(readings)))
            console.show(place_lines(reading) if len(readings) > 1 else [])
            console.show(identity_lines(reading, all_evidence=True))
            console.show(failed_lines(reading.findings))
    return max(exit_code(reading.findings, fail_on) for reading in readings)


def _content(reading: Reading) -> dict[str, object]:
    report = reading.report
    return {
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
