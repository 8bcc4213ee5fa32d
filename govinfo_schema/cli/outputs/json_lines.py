"""JSON Lines: each finding that failed or is undecided a line of its own, with file, form, year and organ.

A file without such a finding has no line; one that cannot be read has a line with ``error``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from govinfo_schema.cli.as_json import json_line
from govinfo_schema.cli.outputs.telling import shown, told, told_error
from govinfo_schema.cli.results import Validated

if TYPE_CHECKING:
    from collections.abc import Iterator

    from govinfo_schema.cli.results import FileResult, Results
    from govinfo_schema.messages import Language


def written(results: Results, language: Language) -> bytes:
    """Return the lines; all sentences are in both languages."""
    del language
    return b"".join(json_line(line) for result in results.files for line in _lines(result))


def _lines(result: FileResult) -> Iterator[dict[str, object]]:
    if not isinstance(result, Validated):
        yield {"file": result.source, "error": told_error(result)}
        return
    report = result.reading.report
    for judged in shown(result):
        known = {"file": result.source, "form": report.form, "year": report.year, "agency": report.agency.name}
        yield {**known, **told(judged)}
