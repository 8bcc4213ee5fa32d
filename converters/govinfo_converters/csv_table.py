"""Tables as csv: in the layout of the printed form, and in the long layout with one cell a line.

The printed layout is a sheet saved as csv: rows as printed, what merged cells cover left empty, titles and headings
among them. The separator is the one with which most lines have the same number of columns.

The long layout has the columns ``cell``, ``value``, ``state``, ``unit``, ``raw`` and, for ambiguous cells,
``candidates`` (separated by ``|``). Lines before the head say what the report is; ``form`` must stand there unless the
caller says it; ``region_code`` and ``scope`` may::

    # form: v2021
    # agency: 某县人民政府
    # year: 2023
    cell,value,state,unit,raw
    applications.new_received.natural_person,21,,,
    applications.new_received.total,,not_applicable,,/

Every cell of the form has one line, with a value or with a state; nothing is taken for blank because it is missing.
Further columns are for people. An apostrophe before what a spreadsheet would take for a formula is no part of the text.
"""

from __future__ import annotations

import csv
import hashlib
import re
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING

from govinfo_converters.csv_long import is_long, read_long
from govinfo_converters.document import Document
from govinfo_converters.holdings import PRINTED, PRINTED_MARKS
from govinfo_converters.reading import read_document, read_reports
from govinfo_converters.sheet_blocks import Sheet, blocks_of, check_extent, numbered
from govinfo_converters.table_files import table_as_csv
from govinfo_converters.text_decoding import decode
from govinfo_schema.errors import ReadError
from govinfo_schema.format_contract import Format, Input, ReadOptions, WriteOptions
from govinfo_schema.holding import Holds, Part
from govinfo_schema.limits import STANDARD_LIMITS, Limits
from govinfo_schema.messages import Text
from govinfo_schema.provenance import Place
from govinfo_schema.write_choices import ENCODINGS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from govinfo_schema.forms import Report
    from govinfo_schema.reading import Reading

_NOT_IN_LINES: tuple[Part, ...] = (
    "period", "publication_date", "source", "narrative", "extensions", "corrections", "residue",
)  # fmt: skip
_LONGEST_FIELD = 131_072  # characters, as the library has it unless it is told otherwise
_SEPARATORS = (",", "\t", ";", "|")
_LEAST_LINES = 3  # for a file to look like csv
_HEAD = 16_384  # bytes
_GROUP = re.compile(r"[1-9][0-9]{0,2}")
_FIGURES = re.compile(r"[0-9][0-9.]*")
_THOUSANDS = re.compile(r"[0-9]{3}")


def parse_csv(data: bytes, name: str, limits: Limits = STANDARD_LIMITS) -> Document:
    """Make a document of csv in the layout of the printed form.

    Args:
        data: the file, in UTF-8, GB 18030 or another encoding of Chinese text.
        name: file name for messages.
        limits: what the file may ask for.

    Raises:
        ReadError: it is no text, has no columns, broken quotation marks, or separators inside of numbers.
    """
    rows = _without_numbers(_rows(decode(data).text, name))
    check_extent(len(rows), max(map(len, rows), default=0), name, limits)
    blocks = numbered(blocks_of(Sheet(rows), Place()))
    return Document(name=name, format="csv", sha256=hashlib.sha256(data).hexdigest(), blocks=blocks)


def _without_numbers(rows: list[list[str]]) -> list[list[str]]:
    """Return the rows with blanks for the numbers that a data frame has above its columns and left of its rows.

    The columns are numbered in the first row of each frame, and its rows from 0 in the first column.
    """
    expected: int | None = None
    changed: list[list[str]] = []
    for row in rows:
        if len(row) > 1 and row == ["", *map(str, range(len(row) - 1))]:
            changed.append([""] * len(row))
            expected = 0
        elif expected is not None and row[:1] == [str(expected)]:
            changed.append(["", *row[1:]])
            expected += 1
        else:
            changed.append(row)
            expected = None
    return changed


def _rows(text: str, name: str) -> list[list[str]]:
    """Return the rows with the separator that fits best."""
    best: tuple[int, int, list[list[str]]] = (0, 0, [])
    broken: csv.Error | None = None
    for separator in _SEPARATORS:
        if separator not in text:
            continue
        try:
            rows = list(csv.reader(text.splitlines(keepends=True), delimiter=separator, strict=True))
            _refuse_endless_fields(rows)
        except csv.Error as error:
            broken = broken or error
            continue
        width, lines = _usual_width(rows)
        if (lines, width) > best[:2]:
            best = lines, width, rows
    if not best[0]:
        raise _unfit(name, broken)
    _refuse_split_numbers(best[2], best[1], name)
    return best[2]


def _refuse_endless_fields(rows: Sequence[Sequence[str]]) -> None:
    """Refuse a field that goes on over many lines, whatever limit other code has set for the library."""
    if any(len(text) > _LONGEST_FIELD for row in rows for text in row):
        raise csv.Error(f"a field is longer than {_LONGEST_FIELD} characters")


def _usual_width(rows: Sequence[Sequence[str]]) -> tuple[int, int]:
    """Return the number of columns that most lines have, of those with more than one, and how many lines have it."""
    widths = Counter(len(row) for row in rows if len(row) > 1)
    return max(widths.items(), key=lambda found: (found[1], found[0]), default=(0, 0))


def _refuse_split_numbers(rows: Sequence[Sequence[str]], usual: int, name: str) -> None:
    """Refuse 1,234 without quotation marks: it stands in two columns, and all that follows in a wrong one.

    A row shows it by being wider than the head of its table, and than its rows without such numbers; without a head,
    than most rows.
    """
    head = 0
    for number, row in enumerate(rows, 1):
        texts = [text for text in row if text.strip()]
        if len(texts) <= 1:
            head = 0  # a heading: another table begins, or nothing
        elif not any(_FIGURES.fullmatch(text.strip()) for text in texts):
            head = max(head, len(row))
        else:
            split = [(left, right) for left, right in pairwise(row) if _is_split(left, right)]
            if split and len(row) > (head or usual):
                raise _split_number(number, ",".join(split[0]), name)
            head = head if split else max(head, len(row))


def _is_split(left: str, right: str) -> bool:
    return bool(_GROUP.fullmatch(left.strip()) and _THOUSANDS.fullmatch(right.strip()))


def _split_number(row: int, number: str, name: str) -> ReadError:
    return ReadError(
        Text(
            f"第 {row} 行比表头多出一列：数字中的千分位逗号没有加引号（{number}）。",
            f"Row {row} has more columns than its head: a comma in a number is not quoted ({number}).",
        ),
        where=name,
        advice=Text(
            "请给带逗号的数字加上引号，或去掉千分位逗号。",
            "Put quotation marks round such numbers, or leave out their commas.",
        ),
    )


def _unfit(name: str, broken: csv.Error | None) -> ReadError:
    if broken is not None:
        what = Text(f"引号不成对（{broken}）。", f"The quotation marks do not match ({broken}).")
    else:
        what = Text("没有分隔的列，不是 csv 表格。", "There are no separated columns: this is no csv table.")
    return ReadError(
        what, where=name, advice=Text("请从表格软件重新导出为 csv。", "Export it as csv from a spreadsheet anew.")
    )


def _read(given: Input, options: ReadOptions) -> Reading:
    text = decode(given.data).text
    if is_long(text):
        return read_long(text, given, options)
    return read_document(parse_csv(given.data, given.name, options.limits), options)


def _read_all(given: Input, options: ReadOptions) -> tuple[Reading, ...]:
    if is_long(decode(given.data).text):
        return (_read(given, options),)
    return read_reports(parse_csv(given.data, given.name, options.limits), options)


def _looks_like_csv(data: bytes) -> bool:
    """Say whether most lines have the same number of columns by commas or semicolons; tabs make a text as well."""
    head = data[:_HEAD]
    if b"\0" in head or head.lstrip().startswith((b"<", b"{", b"[", b"PK", b"%PDF")):
        return False
    text = head.decode("utf-8", "replace").removeprefix("\ufeff")
    if is_long(text):
        return True
    for separator in (",", ";"):
        lines = [line for line in csv.reader(text.splitlines(keepends=True), delimiter=separator) if line]
        _, usual = _usual_width(lines)
        if usual >= _LEAST_LINES and 2 * usual > len(lines):
            return True
    return False


def _write(report: Report, options: WriteOptions) -> bytes:
    from govinfo_converters import csv_printed, csv_writing  # noqa: PLC0415 - what reads does not need what writes

    names = dict.fromkeys(each.part for each in FORMAT.left_out(report, options) if each.extent == "nothing")
    return (csv_writing.write_long if options.layout == "long" else csv_printed.write_printed)(report, options, names)


def _unheld(report: Report, options: WriteOptions) -> tuple[Part, ...]:
    from govinfo_converters.csv_writing import unheld_notes  # noqa: PLC0415 - what reads does not need what writes

    return unheld_notes(report) if options.layout == "long" else ()


FORMAT = Format(
    name="csv",
    description=Text("csv 表格：官方版式，或每行一个单元格", "csv: the printed layout, or one cell a line"),
    suffixes=(".csv",),
    sniff=_looks_like_csv,
    read=_read,
    write=_write,
    write_table=table_as_csv,
    read_all=_read_all,
    holds={
        "long": Holds(nothing=_NOT_IN_LINES),
        "wide": Holds(
            nearly=PRINTED,
            nothing=("candidates", "region_code", "scope", *_NOT_IN_LINES),
            states=PRINTED_MARKS,
        ),
    },
    unheld=_unheld,
    encodings=ENCODINGS,
)
