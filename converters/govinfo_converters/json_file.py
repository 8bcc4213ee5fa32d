"""The JSON of the standard as a file format. What is read is the report as it stands, its source included."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from govinfo_converters.table_files import table_as_json
from govinfo_schema.codec import from_json, to_json
from govinfo_schema.errors import StructureError
from govinfo_schema.format_contract import Format, Input, ReadOptions, WriteOptions
from govinfo_schema.holding import EVERYTHING
from govinfo_schema.messages import Text
from govinfo_schema.reading import Reading

if TYPE_CHECKING:
    from govinfo_schema.forms import Report

_OPENING = re.compile(rb"[ \t\r\n]*(?:\{|\[[ \t\r\n]*[{\[\]])")

_ROWS = re.compile(rb"[ \t\r\n]*(?:\[[ \t\r\n]*\[|\{[ \t\r\n]*\"tables\"[ \t\r\n]*:[ \t\r\n]*\[)")
_RECORDS = re.compile(rb"[ \t\r\n]*\[[ \t\r\n]*\{(?!.{0,9999}\"form\"[ \t]*:)", re.DOTALL)
_LINES = re.compile(rb"\s*\{[^\n]*\}[ \t\r]*\n\s*\{")


def sniff(start: bytes) -> bool:
    """Say whether the first bytes of a file look like JSON in UTF-8.

    That is an object, or a list of objects: no report, and the error says so in words that fit JSON.
    """
    return _OPENING.match(start.removeprefix(b"\xef\xbb\xbf")) is not None and not has_lines(start)


def has_lines(start: bytes) -> bool:
    """Say whether a file looks like JSON Lines with at least two objects; one alone is plain JSON just as well."""
    return _LINES.match(start.removeprefix(b"\xef\xbb\xbf")) is not None


def read(source: Input, options: ReadOptions) -> Reading:
    """Read one report from JSON in UTF-8; a byte order mark is allowed.

    Raises:
        ReadError: the bytes are not JSON.
        StructureError: they are not a report of the standard, or one of another form than ``options.form``.
    """
    start = source.data.removeprefix(b"\xef\xbb\xbf")
    if _ROWS.match(start) or _RECORDS.match(start):
        raise StructureError(
            Text(
                "这是表格各行的列表，不是一份报告的 JSON。",
                "This is a list of rows of tables, and not the JSON of a report.",
            ),
            where=source.name,
            advice=Text(
                "请把文件名改为以 .grid.json 结尾，或加上 --format grid。",
                "Let the name of the file end in .grid.json, or say --format grid.",
            ),
        )
    report = from_json(source.data, longest=options.limits.size)
    if options.form not in (None, report.form):
        raise StructureError(
            Text(
                f"文件写明的表式是 {report.form}，而要求的是 {options.form}。",
                f"The file states the form {report.form}, and {options.form} was asked for.",
            ),
            where="/form",
            advice=Text(
                "请不指定表式读取；需要另一表式时再迁移。", "Read it without naming a form, and migrate it afterwards."
            ),
        )
    return Reading(report=report, provenance={})


def write(report: Report, options: WriteOptions) -> bytes:
    """Write the report as canonical JSON, indented by two spaces.

    Raises:
        StructureError: the report is not what its class declares.
    """
    del options  # what they hold has no place in the JSON of a report
    return (to_json(report, indent=2) + "\n").encode()


FORMAT = Format(
    name="json",
    description=Text("本标准的 JSON 文件", "JSON of this standard"),
    suffixes=(".json", ".jsonl"),  # a file of one line is both; json_lines writes the latter
    sniff=sniff,
    read=read,
    write=write,
    holds=EVERYTHING,
    write_table=table_as_json,
)
