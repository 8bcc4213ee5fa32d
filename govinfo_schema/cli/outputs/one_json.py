"""One JSON document: the object of the report, or, for several files, ``{"reports": [object, …]}``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from govinfo_schema.cli.as_json import json_bytes
from govinfo_schema.cli.outputs.telling import told, told_error
from govinfo_schema.cli.results import Validated

if TYPE_CHECKING:
    from govinfo_schema.cli.results import FileResult, Results
    from govinfo_schema.messages import Language


def written(results: Results, language: Language) -> bytes:
    """Return the document; all sentences are in both languages."""
    del language
    each = [_report(result) for result in results.files]
    return json_bytes(each[0] if len(each) == 1 else {"reports": each})


def _report(result: FileResult) -> dict[str, object]:
    if not isinstance(result, Validated):
        return {"file": result.source, "error": told_error(result)}
    report = result.reading.report
    return {
        "file": result.source,
        "form": report.form,
        "year": report.year,
        "agency": report.agency.name,
        "valid": result.valid,
        "findings": [told(judged) for judged in result.judged],
        "stale_acceptances": result.stale,
    }
