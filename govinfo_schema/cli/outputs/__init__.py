"""The formats in which ``govinfo validate`` tells its results: one module each, loaded when it is asked for.

Each module has a function ``written(results, language)`` that returns the bytes of the output.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from govinfo_schema.cli.output_formats import OUTPUT_FORMATS

if TYPE_CHECKING:
    from govinfo_schema.cli.results import Results
    from govinfo_schema.messages import Language


def written(results: Results, output_format: str, language: Language) -> bytes:
    """Return ``results`` in one of the formats.

    Args:
        results: what checking the files gave.
        output_format: name of the format.
        language: language of everything that is not an official label.
    """
    module = import_module(f"govinfo_schema.cli.outputs.{OUTPUT_FORMATS[output_format]}")
    content: bytes = module.written(results, language)
    return content
