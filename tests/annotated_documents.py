"""Annotated copies of documents, for tests."""

from __future__ import annotations

from typing import TYPE_CHECKING

import govinfo_schema as gs
from govinfo_schema.forms import cell_values
from office_layouts import zeros

if TYPE_CHECKING:
    from pathlib import Path


FIGURES: dict[str, str | None] = {
    "applications.new_received.natural_person": "21",
    "applications.new_received.total": "30",  # wrong: 21
    "applications.results.disclosure_granted.natural_person": "21",
    "applications.results.disclosure_granted.total": "21",
    "applications.results.total.natural_person": "21",
    "applications.results.total.total": "21",
    "applications.carried_over.natural_person": None,
}


def printed(form: str = "v2021") -> dict[str, str | None]:
    return zeros(form) | FIGURES


def annotated(data: bytes, tmp_path: Path, name: str, language: str = "zh") -> bytes:
    """Return the annotated copy of a file, whose report has one wrong cell and one blank one."""
    (tmp_path / name).write_bytes(data)
    reading = gs.read(tmp_path / name)
    # What is said of other sheets, and of sections that a drawn file leaves out, is not looked at here.
    findings = tuple(finding for finding in gs.validate(reading).findings if finding.rule not in {"R-FORMULAS", "H4"})
    assert {finding.rule for finding in findings if finding.failed} == {"B1", "B3"}
    target = tmp_path / f"copy-{name}"
    told = gs.annotate(tmp_path / name, target, findings, reading=reading, language=language)  # type: ignore[arg-type] - zh or en
    assert len(told) == 11  # seven new, total carried over, in all, carried forward; and the blank one
    copy = target.read_bytes()
    assert cell_values(gs.read(target).report) == cell_values(reading.report)
    return copy
