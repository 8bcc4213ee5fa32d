"""What a finding is known by, in whatever file and order it is found again.

A fingerprint is made of what was checked: the rule and its instance, the form, and the cells with what they hold. It
says nothing of the name of the file, of the place of the cells in it, or of the order of findings, so it survives
renaming, reordering and conversion to another format. As soon as one of the cells of the rule changes, the fingerprint
does, too. A finding without cells, which only readers make, is known by its Chinese sentence.

Version 1: the first 16 hexadecimal digits of the SHA-256 of this JSON array, in UTF-8, without blanks, keys sorted, all
characters as they are::

    [1, form, rule, instance, {path: what the cell holds, …}, sentence]

``sentence`` is empty where there are cells. A cell holds the digits of its number; an amount the digits and, after a
blank, the unit; a cell without a number its state and, after a colon, the text that was printed.
"""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

from govinfo_schema.forms import cell_values
from govinfo_schema.marks import Money

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from govinfo_schema.findings import Finding
    from govinfo_schema.forms import Report
    from govinfo_schema.marks import CellValue, Mark

VERSION = 1
LENGTH = 16  # hexadecimal digits: 64 bits, so two of a million findings share one with a chance of one in 10**7


def fingerprint(finding: Finding, report: Report) -> str:
    """Return what ``finding`` is known by.

    Args:
        finding: a finding of any outcome.
        report: the report that it is about.

    Returns:
        Sixteen hexadecimal digits, the same for the same figures in any file.
    """
    return fingerprints((finding,), report)[0]


def fingerprints(findings: Iterable[Finding], report: Report) -> tuple[str, ...]:
    """Return the fingerprints of several findings on one report, in their order."""
    held = contents(report)
    return tuple(_fingerprint(finding, report.form, held) for finding in findings)


def contents(report: Report) -> dict[str, str]:
    """Return what each cell of a report holds, as one text, by path; two cells hold the same if the texts agree."""
    return {path: _content(value, report.marks.get(path)) for path, value in cell_values(report).items()}


def _fingerprint(finding: Finding, form: str, held: Mapping[str, str]) -> str:
    cells = {path: held.get(path, "") for path in finding.cells}
    sentence = "" if cells else finding.message.zh
    known_by = [VERSION, form, finding.rule, finding.instance, cells, sentence]
    text = json.dumps(known_by, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode(errors="surrogatepass")).hexdigest()[:LENGTH]


def _content(value: CellValue, mark: Mark | None) -> str:
    if isinstance(value, Money):
        return f"{value.value:f} {value.unit}" if value.unit else f"{value.value:f}"
    if value is not None:
        return str(value)
    return f"{mark.state}:{mark.raw or ''}" if mark is not None else "blank:"
