"""Reports written as csv in the long layout, which ``csv_long`` reads back.

What the lines cannot hold is never dropped in silence: a note ``# left_out`` names each part of the report that is not
there, and a text that would not come back as it was is refused.
"""

from __future__ import annotations

import csv
import re
from functools import cache
from io import StringIO
from typing import TYPE_CHECKING

from govinfo_converters.csv_long import COLUMNS, note_in
from govinfo_converters.text_decoding import decode
from govinfo_schema.errors import ReadError, WriteError
from govinfo_schema.forms import cell_values, form_named, form_of
from govinfo_schema.marks import Money
from govinfo_schema.messages import Text
from govinfo_schema.observations import OBS_STATUS, REPORTED
from govinfo_schema.spreadsheets import safe

if TYPE_CHECKING:
    from collections.abc import Iterable

    from govinfo_schema.cells import Cell
    from govinfo_schema.format_contract import WriteOptions
    from govinfo_schema.forms import Report
    from govinfo_schema.holding import Part
    from govinfo_schema.marks import CellValue, Mark

FOR_PEOPLE = ("obs_status", "label")
"""The last columns, which the reader does not need: the observation status of SDMX, and the printed labels."""

_SEPARATORS = re.compile("[,;\t]")


def write_long(report: Report, options: WriteOptions, left_out: Iterable[str]) -> bytes:
    """Write ``report`` with one line for each cell of its form, in the encoding that the options name.

    Texts that a spreadsheet would take for formulas get an apostrophe, which the reader takes away again; numbers and
    dashes do not. An empty text and none are the same in csv.

    Args:
        report: the report.
        options: the encoding.
        left_out: names of the parts that this layout does not hold of it.

    Raises:
        WriteError: a printed text, a unit or a candidate has characters that would not come back.
    """
    form, labels = form_of(report), _labels(report.form)
    text = StringIO()
    lines = csv.writer(text, lineterminator="\r\n")
    text.writelines(f"{note}\r\n" for note in _notes(report).values())
    if names := " ".join(left_out):
        text.write(f"# left_out: {names}\r\n")
    lines.writerow((*COLUMNS, *FOR_PEOPLE))
    for path, value in cell_values(report).items():
        mark = report.marks.get(path)
        fields = [each and safe(each) for each in _fields(form.by_path[path], value, mark)]
        lines.writerow([path, *fields, OBS_STATUS[mark.state if mark else REPORTED], labels[path]])
    return encoded(text.getvalue(), options)


@cache
def _labels(form_name: str) -> dict[str, str]:
    """Return the printed labels of the cells of a form, as they stand in csv."""
    form = form_named(form_name)
    return {path: safe(form.label_of(path)) for path in form.paths}


def unheld_notes(report: Report) -> tuple[Part, ...]:
    """Return what is known of the report and cannot stand in a note, such as a name with a line break in it."""
    said = _notes(report)
    return tuple(name for name, value in _known(report).items() if value is not None and name not in said)


def _known(report: Report) -> dict[Part, str | None]:
    """Return what the notes say of the report, by what it is; in csv ``form`` comes first, which every report has."""
    return {
        "agency": report.agency.name,
        "region_code": report.agency.region_code,
        "year": None if report.year is None else str(report.year),
        "scope": None if report.scope == "unknown" else report.scope,
    }


def _notes(report: Report) -> dict[str, str]:
    """Return the lines before the head: what is known of the report, as far as it can be read from a line again."""
    lines: dict[str, str] = {}
    for name, value in [("form", report.form), *_known(report).items()]:
        line = f"# {name}: {value}"
        held = note_in(line) == (name, value) and len(line.splitlines()) == 1
        held = held and not any(part != safe(part) for part in _SEPARATORS.split(value or ""))
        if value is not None and held:
            lines[name] = line
    return lines


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
