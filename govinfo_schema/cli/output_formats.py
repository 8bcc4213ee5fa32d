"""The names of the formats in which ``govinfo validate`` tells its results."""

from __future__ import annotations

from typing import Literal, get_args

OutputFormat = Literal["text", "json", "jsonl", "sarif", "junit", "github", "html"]
OUTPUT_FORMATS: tuple[OutputFormat, ...] = get_args(OutputFormat)
