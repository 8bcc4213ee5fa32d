"""Tables that another program has read already: rows of values, such as a data frame, and ``.grid.json`` files.

A ``.grid.json`` file is a list of rows, a list of tables, or an object with the text around its tables, which says
organ and year: ``{"tables": [[["制定规章", "1"], …], …], "text": ["…", …]}``. Rows and values are in printed order; a
value is a text, a number, or ``null`` where nothing stands. A row may be an object by column, as pandas writes records;
its keys are the head of the table, unless they only number the columns.

    document = document_of_rows(frame.values.tolist(), "report.parquet")
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NoReturn, TypeAlias, cast

from govinfo_converters.document import Block, Document, Paragraph
from govinfo_converters.number_text import value_text
from govinfo_converters.reading import read_document, read_reports
from govinfo_converters.sheet_blocks import Sheet, blocks_of, check_extent, numbered
from govinfo_converters.text_decoding import decode
from govinfo_schema.errors import ReadError
from govinfo_schema.format_contract import Format, Input, ReadOptions
from govinfo_schema.limits import STANDARD_LIMITS, Limits
from govinfo_schema.messages import Text
from govinfo_schema.provenance import Place

if TYPE_CHECKING:
    from govinfo_schema.reading import Reading

Rows: TypeAlias = Sequence[Sequence[object]]

_KEYS = frozenset({"tables", "text"})


def document_of_rows(rows: Rows, name: str, limits: Limits = STANDARD_LIMITS) -> Document:
    """Make a document of the rows of a sheet, for example of ``frame.values.tolist()``.

    Args:
        rows: rows of values; titles and headings may stand among them as they do on a sheet.
        name: name of the source for messages.
        limits: how many cells a table may have.

    Raises:
        ReadError: there are more rows or columns than in any report, or nothing at all.
    """
    return document_of_tables([rows], (), name, limits=limits)


def document_of_tables(
    tables: Sequence[Rows],
    texts: Sequence[str],
    name: str,
    *,
    sha256: str = "",
    limits: Limits = STANDARD_LIMITS,
) -> Document:
    """Make a document of tables and the text around them.

    Args:
        tables: the rows of each table.
        texts: the paragraphs of the text.
        name: name of the source for messages.
        sha256: hash of the bytes of the source; without it, the hash of the values is taken.
        limits: how many cells a table may have.

    Raises:
        ReadError: there are more rows or columns than in any report, or nothing at all.
    """
    blocks: list[Block] = [Paragraph(text, Place()) for text in texts if text.strip()]
    for rows in tables:
        check_extent(len(rows), max(map(len, rows), default=0), name, limits)
        blocks += blocks_of(Sheet([[value_text(value) for value in row] for row in rows]), Place())
    if not blocks:
        raise ReadError(
            Text("没有任何行或文字。", "There are no rows and no text."),
            where=name,
            advice=Text("请检查数据是否完整。", "Check whether the data is complete."),
        )
    digest = sha256 or hashlib.sha256(repr(blocks).encode(errors="replace")).hexdigest()
    return Document(name=name, format="grid", sha256=digest, blocks=numbered(blocks))


def parse_grid_json(data: bytes, name: str, limits: Limits = STANDARD_LIMITS) -> Document:
    """Make a document of a ``.grid.json`` file.

    Raises:
        ReadError: it is no JSON, or JSON of another shape.
    """
    text = decode(data).text
    try:
        # Numbers stay as they are written: 31878.41 is no binary fraction, and 12.0 is seen as 12.
        content: object = json.loads(text, parse_float=str)
    except (ValueError, RecursionError) as error:
        _refuse(name, Text(f"不是有效的 JSON（{error}）。", f"It is no valid JSON ({error})."))
    tables, texts = _parts(content, name)
    return document_of_tables(tables, texts, name, sha256=hashlib.sha256(data).hexdigest(), limits=limits)


def _parts(content: object, name: str) -> tuple[list[Rows], list[str]]:
    """Return tables and text of the content, of which nothing is known.

    Raises:
        ReadError: it has another shape.
    """
    if isinstance(content, list):
        members = cast("list[object]", content)
        if _are_tables(members):
            return [_rows(table, name, f"/{number}") for number, table in enumerate(members)], []
        return [_rows(members, name, "")], []
    if not isinstance(content, dict):
        _refuse(name, Text("最外层应为列表或对象。", "It should be a list or an object."))
    given = cast("Mapping[str, object]", content)
    unknown = sorted(given.keys() - _KEYS)
    if unknown:
        listed = ", ".join(unknown)
        _refuse(name, Text(f"有不认识的键：{listed}。", f"It has unknown keys: {listed}."))
    tables, texts = _list(given.get("tables", []), name, "/tables"), _list(given.get("text", []), name, "/text")
    for number, text in enumerate(texts):
        if not isinstance(text, str):
            _refuse(name, Text(f"/text/{number} 应为字符串。", f"/text/{number} should be a string."))
    return [_rows(table, name, f"/tables/{number}") for number, table in enumerate(tables)], cast("list[str]", texts)


def _are_tables(content: Sequence[object]) -> bool:
    """Whether a list is one of tables, and not of rows: each of its members is a list, and holds rows only."""
    tables = [cast("list[object]", table) for table in content if isinstance(table, list)]
    return (
        bool(tables)
        and len(tables) == len(content)
        and all(isinstance(row, list | dict) for table in tables for row in table)
    )


def _rows(table: object, name: str, where: str) -> Rows:
    members = _list(table, name, where)
    if members and isinstance(members[0], dict):
        members = _rows_of_records(members, name, where)
    rows = [_list(row, name, f"{where}/{number}") for number, row in enumerate(members)]
    for number, row in enumerate(rows):
        for column, value in enumerate(row):
            if isinstance(value, list | dict):
                place = f"{where}/{number}/{column}"
                _refuse(name, Text(f"{place} 应为文字、数字或 null。", f"{place} should be a text, a number or null."))
    return rows


def _rows_of_records(records: Sequence[object], name: str, where: str) -> list[object]:
    """Return objects of the same keys as rows, with the keys above them where they are more than numbers."""
    keys = list(cast("Mapping[str, object]", records[0]))
    rows: list[object] = [] if keys == [str(number) for number in range(len(keys))] else [keys]
    for number, record in enumerate(records):
        if not isinstance(record, dict) or list(cast("Mapping[str, object]", record)) != keys:
            place = f"{where}/{number}"
            _refuse(name, Text(f"{place} 的键与第一行不同。", f"{place} has other keys than the first row."))
        rows.append(list(cast("Mapping[str, object]", record).values()))
    return rows


def _list(content: object, name: str, where: str) -> list[object]:
    if not isinstance(content, list):
        _refuse(name, Text(f"{where or '/'} 应为列表。", f"{where or '/'} should be a list."))
    return cast("list[object]", content)


def _refuse(name: str, what: Text) -> NoReturn:
    raise ReadError(
        what,
        where=name,
        advice=Text(
            '格式应为 {"tables": [[["…"]]], "text": ["…"]} 或行的列表，各行可为键相同的对象。',
            'It should be {"tables": [[["…"]]], "text": ["…"]} or a list of rows, or of objects of the same keys.',
        ),
    )


def _looks_like_a_grid(data: bytes) -> bool:
    start = data[:200].removeprefix(b"\xef\xbb\xbf").translate(None, b" \t\r\n")
    return start.startswith((b"[[", b'{"tables":[[', b'{"text":['))


def _read(given: Input, options: ReadOptions) -> Reading:
    return read_document(parse_grid_json(given.data, given.name, options.limits), options)


def _read_all(given: Input, options: ReadOptions) -> tuple[Reading, ...]:
    return read_reports(parse_grid_json(given.data, given.name, options.limits), options)


FORMAT = Format(
    name="grid",
    description=Text("表格的 JSON：行的列表", "tables as JSON: lists of rows"),
    suffixes=(".grid.json", ".grid"),
    sniff=_looks_like_a_grid,
    read=_read,
    read_all=_read_all,
)
