"""Writing merged reports: with sources and parts where a format can hold them, and the report alone where it cannot."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from govinfo_schema.arguments import findings_in
from govinfo_schema.formats import deliver_as, write_options
from govinfo_schema.merging.merged import Merged

if TYPE_CHECKING:
    from collections.abc import Iterable

    from govinfo_schema.findings import Finding
    from govinfo_schema.format_contract import Format
    from govinfo_schema.messages import Language
    from govinfo_schema.places import Target
    from govinfo_schema.write_choices import Encoding, Layout


def write_merged(  # noqa: PLR0913 - what is written, where to, and what a format may show beside it
    merged: Merged,
    target: Target,
    *,
    format: str | None = None,  # noqa: A002 - called like the option
    findings: Iterable[Finding] | None = None,
    language: Language = "zh",
    encoding: Encoding = "utf-8",
    layout: Layout = "long",
) -> bool:
    """Write a merged report to ``target``, whole or not at all.

    Args:
        merged: what ``merge`` returned.
        target: path of a file, ``"-"`` for standard output, or a file open for writing bytes.
        format: name of the file format; by default the suffix of ``target`` decides.
        findings: results of the checks of the merged report, written where the format can hold them.
        language: language of everything that is not an official label.
        encoding: as for ``write``.
        layout: as for ``write``.

    Returns:
        Whether sources and parts are in the file; where they are not, ``govinfo_schema.merging.tables`` makes tables of
        them, which ``write_table`` writes.

    Raises:
        WriteError: no format is known for the suffix, the format cannot hold the report, or the target cannot be
            written.
        TypeError: ``merged`` or ``findings`` is something else.
        ValueError: there is no such language, encoding or layout.
    """
    if not isinstance(cast("object", merged), Merged):
        raise TypeError(
            f"write_merged() takes what merge() returns, not {type(merged).__name__}; for a report: write()."
        )
    noted = None if findings is None else findings_in(findings, "write_merged")
    options = write_options(findings=noted, language=language, encoding=encoding, layout=layout)
    with_parts: list[bool] = []

    def made(chosen: Format) -> bytes:
        with_parts.append(chosen.write_merged is not None)
        if chosen.write_merged is not None:
            return chosen.write_merged(merged, options)
        assert chosen.write is not None  # noqa: S101 - the registry gives only formats that write
        return chosen.write(merged.report, options)

    deliver_as("write", target, format, made, options)
    return any(with_parts)
