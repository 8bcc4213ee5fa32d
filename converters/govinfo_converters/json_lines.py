"""JSON Lines (.jsonl): many reports in one file, the canonical JSON of each on a line of its own.

Files are joined by putting one behind the other (``cat a.jsonl b.jsonl``), and split by their lines.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from govinfo_converters import json_file
from govinfo_converters.report_choice import Identified, several_reports
from govinfo_schema.codec import to_json
from govinfo_schema.errors import GovinfoError
from govinfo_schema.format_contract import Format, Input, ReadOptions, WriteOptions
from govinfo_schema.holding import EVERYTHING
from govinfo_schema.messages import Text
from govinfo_schema.provenance import Place

if TYPE_CHECKING:
    from collections.abc import Iterator

    from govinfo_schema.forms import Report
    from govinfo_schema.reading import Reading


def read(given: Input, options: ReadOptions) -> Reading:
    """Read the report of a file, or the one that ``options.report`` chooses.

    Raises:
        ReadError: a line is not JSON.
        StructureError: a line is no report of the standard; it is named.
        RecognitionError: there are several reports of which none was chosen; they are listed.
    """
    readings = list(_numbered(given, options))
    number = options.report or 1
    if number <= len(readings) and (options.report or len(readings) == 1):
        return readings[number - 1][1]
    found = [_identified(line, reading.report) for line, reading in readings]
    raise several_reports(given.name, found, options.report)


def read_all(given: Input, options: ReadOptions) -> tuple[Reading, ...]:
    """Read the report of each line; empty lines are passed over.

    Raises:
        ReadError, StructureError: as ``read``.
    """
    return tuple(reading for _, reading in _numbered(given, options))


def write(report: Report, options: WriteOptions) -> bytes:
    """Write the report as canonical JSON on one line.

    Raises:
        StructureError: the report is not what its class declares.
    """
    del options  # what they hold has no place in the JSON of a report
    return (to_json(report) + "\n").encode()


def _numbered(given: Input, options: ReadOptions) -> Iterator[tuple[int, Reading]]:
    """Yield line number and reading of each report."""
    for number, line in enumerate(given.data.removeprefix(b"\xef\xbb\xbf").split(b"\n"), 1):
        if not line.strip():
            continue
        try:
            yield number, json_file.read(Input(data=line, name=given.name), options)
        except GovinfoError as error:
            place = str(Place(line=number))
            error.where = f"{place}, {error.where}" if error.where else place
            raise


def _identified(line: int, report: Report) -> Identified:
    return Identified(form=report.form, year=report.year, agency=report.agency.name, place=Place(line=line))


FORMAT = Format(
    name="jsonl",
    description=Text("JSON Lines：每行一份报告的 JSON", "JSON Lines: the JSON of one report on each line"),
    suffixes=(".jsonl",),
    sniff=json_file.has_lines,
    read=read,
    read_all=read_all,
    write=write,
    holds=EVERYTHING,
)
