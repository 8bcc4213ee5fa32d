"""The formats in which ``govinfo validate`` tells its results: one module each, loaded when it is asked for.

Each module has a function ``written(results, language)`` that returns the bytes of the output.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from govinfo_schema.cli.output_formats import OutputFormat
    from govinfo_schema.cli.results import Results
    from govinfo_schema.messages import Language

_MODULES: dict[OutputFormat, str] = {
    "text": "for_people",
    "json": "one_json",
    "jsonl": "json_lines",
    "sarif": "sarif",
    "junit": "junit",
    "github": "github",
    "html": "html_page",
}


def written(results: Results, output_format: OutputFormat, language: Language) -> bytes:
    """Return ``results`` in one of the formats.

    Args:
        results: what checking the files gave.
        output_format: name of the format.
        language: language of everything that is not an official label.
    """
    module = import_module(f"govinfo_schema.cli.outputs.{_MODULES[output_format]}")
    content: bytes = module.written(results, language)
    return content
