"""Reports written as csv in the long layout, which ``csv_long`` reads back.

What the lines cannot hold is never dropped in silence: a note ``# left_out`` names each part of the report that is not
there, and a text that would not come back as it was is refused.
"""

from __future__ import annotations

import csv
import re
from io import StringIO
from typing import TYPE_CHECKING

import attrs

from govinfo_converters.csv_long import COLUMNS, NOTES, note_in
from govinfo_converters.text_decoding import decode
from govinfo_schema.errors import ReadError, WriteError
from govinfo_schema.forms import cell_values, form_of
from govinfo_schema.marks import Money
from govinfo_schema.messages import Text
from govinfo_schema.report import Agency, Envelope
from govinfo_schema.spreadsheets import safe

if TYPE_CHECKING:
    from collections.abc import Iterator

    from govinfo_schema.cells import Cell
    from govinfo_schema.format_contract import WriteOptions
    from govinfo_schema.forms import Report
    from govinfo_schema.marks import CellValue, Mark

LABEL = "label"
"""The last column, for people: the printed labels of the cell. The reader does not need it."""

_SEPARATORS = re.compile("[,;\t]")


def write_long(report: Report, options: WriteOptions) -> bytes:
    """Write ``report`` with one line for each cell of its form, in the encoding that the options name.

    Texts that a spreadsheet would take for formulas get an apostrophe, which the reader takes away again; numbers and
    dashes do not. An empty text and none are the same in csv.

    Raises:
        WriteError: a printed text, a unit or a candidate has characters that would not come back.
    """
    form = form_of(report)
    text = StringIO()
    lines = csv.writer(text, lineterminator="\r\n")
    text.writelines(f"{note}\r\n" for note in _notes(report))
    lines.writerow((*COLUMNS, LABEL))
    for path, value in cell_values(report).items():
        label = form.label_of(path)
        fields = _fields(form.by_path[path], value, report.marks.get(path))
        lines.writerow([path, *map(safe, fields), safe(label)])
    return encoded(text.getvalue(), options)


def _notes(report: Report) -> Iterator[str]:
    """Yield the lines before the head: what is known of the report, then what has no place in the file."""
    known = {
        "form": report.form,
        "agency": report.agency.name,
        "region_code": report.agency.region_code,
        "year": None if report.year is None else str(report.year),
        "scope": None if report.scope == "unknown" else report.scope,
    }
    left_out = list(without_a_place(report))
    for name in NOTES:
        value = known[name]
        if value is None:
            continue
        line = f"# {name}: {value}"
        if note_in(line) == (name, value) and not any(part != safe(part) for part in _SEPARATORS.split(value)):
            yield line
        else:
            left_out.append(name)
    if left_out:
        yield f"# left_out: {' '.join(left_out)}"


def without_a_place(report: Report) -> Iterator[str]:
    """Yield the names of the parts of the envelope that hold something, and have no place in csv."""
    held = {"agency", "year", "scope", "marks"}
    empty = Envelope(agency=Agency())
    for attribute in attrs.fields(Envelope):
        name = attribute.name
        if name not in held and getattr(report, name) != getattr(empty, name):
            yield name


def _fields(cell: Cell, value: CellValue, mark: Mark | None) -> tuple[str, ...]:
    """Return value, state, unit, printed text and candidates of a cell."""
    if isinstance(value, Money):
        return f"{value.value:f}", "", _stripped(cell.path, value.unit or ""), "", ""
    if value is not None or mark is None:
        return str(value), "", cell.unit or "", "", ""
    for each in mark.candidates:
        if not each or "|" in each:
            raise _not_held(cell.path, each)
        _stripped(cell.path, each)
    unit = _stripped(cell.path, mark.unit or "")
    return "", mark.state, unit, mark.raw or "", "|".join(mark.candidates)


def _stripped(path: str, text: str) -> str:
    if text != text.strip():
        raise _not_held(path, text)
    return text


def _not_held(path: str, text: str) -> WriteError:
    return WriteError(
        Text(f"{path} 的文字 {text!r} 无法存入 csv。", f"The text {text!r} of {path} cannot be held by csv."),
        advice=Text("请写为 JSON。", "Write it as JSON."),
    )


def encoded(text: str, options: WriteOptions) -> bytes:
    """Return the bytes of ``text``, which are seen to be read as the same text again.

    Raises:
        WriteError: they are not, as with control characters, or with few Chinese characters in GB 18030.
    """
    try:
        data = text.encode(options.encoding)
        if decode(data).text == text:
            return data
    except (ReadError, UnicodeEncodeError):
        pass
    as_json = Text("请写为 JSON。", "Write it as JSON.")
    other = Text("请用 utf-8-sig 编码，或写为 JSON。", "Use the encoding utf-8-sig, or write it as JSON.")
    raise WriteError(
        Text(
            f"报告中有字符在编码 {options.encoding} 的 csv 中读不回来。",
            f"Some characters of the report could not be read again from csv in {options.encoding}.",
        ),
        advice=as_json if options.encoding == "utf-8-sig" else other,
    )
