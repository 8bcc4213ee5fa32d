"""Writing merged reports: with sources and parts where a format can hold them, and the report alone where it cannot."""

from __future__ import annotations

from typing import TYPE_CHECKING

from govinfo_schema.format_contract import WriteOptions
from govinfo_schema.formats import deliver_as

if TYPE_CHECKING:
    from collections.abc import Iterable

    from govinfo_schema.findings import Finding
    from govinfo_schema.format_contract import Format
    from govinfo_schema.merging.merged import Merged
    from govinfo_schema.messages import Language
    from govinfo_schema.places import Target


def write_merged(
    merged: Merged,
    target: Target,
    *,
    format: str | None = None,  # noqa: A002 - called like the option
    findings: Iterable[Finding] | None = None,
    language: Language = "zh",
) -> bool:
    """Write a merged report to ``target``, whole or not at all.

    Args:
        merged: what ``merge`` returned.
        target: path of a file, ``"-"`` for standard output, or a file open for writing bytes.
        format: name of the file format; by default the suffix of ``target`` decides.
        findings: results of the checks of the merged report, written where the format can hold them.
        language: language of everything that is not an official label.

    Returns:
        Whether sources and parts are in the file; where they are not, ``govinfo_schema.merging.tables`` makes tables of
        them, which ``write_table`` writes.

    Raises:
        WriteError: no format is known for the suffix, the format cannot hold the report, or the target cannot be
            written.
    """
    options = WriteOptions(findings=None if findings is None else tuple(findings), language=language)
    with_parts: list[bool] = []

    def made(chosen: Format) -> bytes:
        with_parts.append(chosen.write_merged is not None)
        if chosen.write_merged is not None:
            return chosen.write_merged(merged, options)
        assert chosen.write is not None  # noqa: S101 - the registry gives only formats that write
        return chosen.write(merged.report, options)

    deliver_as("write", target, format, made)
    return any(with_parts)
