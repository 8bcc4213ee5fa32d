"""``govinfo validate``: whether the figures of a report agree."""

from __future__ import annotations

from typing import TYPE_CHECKING

from govinfo_schema.cli.as_json import json_bytes
from govinfo_schema.cli.checked import exit_code, read_and_check, read_and_check_all
from govinfo_schema.cli.several import header_lines, overall_line, overall_validity, refuse_all_with_a_number
from govinfo_schema.cli.summary import cell_lines, finding_lines, identity_lines, validity, verdict_line

if TYPE_CHECKING:
    from govinfo_schema.cli.checked import Checked, Threshold
    from govinfo_schema.cli.console import Console


def run(  # noqa: PLR0913 - the options of the command
    console: Console,
    *,
    source: str,
    input_format: str | None,
    form: str | None,
    report: int | None,
    every: bool,
    as_json: bool,
    fail_on: Threshold,
) -> int:
    """Run the command; the names are those of its options.

    Returns:
        The exit code.
    """
    refuse_all_with_a_number(report, every=every)
    if every:
        results = read_and_check_all(source, input_format, form)
    else:
        results = (read_and_check(source, input_format, form, report),)
    if as_json:
        contents = [_content(checked) for checked in results]
        of_all = {"valid": overall_validity(results), "reports": contents}
        console.data(json_bytes(of_all if every else contents[0]))
    else:
        for number, checked in enumerate(results, 1):
            console.show(header_lines(number, len(results)))
            console.show(identity_lines(checked.reading))
            console.show(cell_lines(checked.reading))
            console.show(finding_lines(checked.findings, checked.reading))
            console.show([verdict_line(checked.findings)])
        console.show([overall_line(results)] if len(results) > 1 else [])
    return max(exit_code(checked.findings, fail_on) for checked in results)


def _content(checked: Checked) -> dict[str, object]:
    report = checked.reading.report
    return {
        "form": report.form,
        "year": report.year,
        "agency": report.agency.name,
        "valid": validity(checked.findings),
        "findings": checked.findings,
    }
