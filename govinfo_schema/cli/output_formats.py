"""The formats in which ``govinfo validate`` tells its results, and where each of them is written."""

from __future__ import annotations

OUTPUT_FORMATS = {
    "text": "for_people",
    "json": "one_json",
    "jsonl": "json_lines",
    "sarif": "sarif",
    "junit": "junit",
    "github": "github",
    "html": "html_page",
}
"""The modules in ``govinfo_schema.cli.outputs``, by the names of the formats; the first one is the default."""
