"""Text as people and tools pass it on: fields cut by "|" or tabs, or paragraphs between blank lines.

A line with several fields is a row. A separator that only ends lines marks the ends of fields, and the row goes on in
the next line. A text without separators is a run of paragraphs; a blank cell leaves no trace there, unless columns are
filled up with blanks so that they stand below each other. Tables that stand in a text as HTML, as some tools write them
into Markdown, are read as those of a page.
"""

from __future__ import annotations

import hashlib
import re
from codecs import BOM_UTF8
from importlib import import_module
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from attrs import evolve

from govinfo_converters.aligned_text import blocks_of_lines
from govinfo_converters.cell_values import looks_like_value
from govinfo_converters.document import Block, Document, Field, FieldRow, Grid
from govinfo_converters.reading import read_document
from govinfo_converters.text_decoding import decode
from govinfo_schema.format_contract import Format, Input, ReadOptions
from govinfo_schema.messages import Text
from govinfo_schema.provenance import Place

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from govinfo_schema.reading import Reading

_RULE_LINE = re.compile(r"^[\s|:+=-]*-{3,}[\s|:+=-]*$")
_TABLE_TAG = re.compile(r"<(/?)table(?:[\s/][^<>]*)?>", re.IGNORECASE)
_PIPES = "|｜"
_PIPE = re.compile(r"[|｜]")
_LONGEST_FIELD = 12  # lines


def _kind(line: str) -> str:
    if "\t" in line.strip("\r\n"):
        return "tabs"
    bare = line.strip()
    if not any(pipe in bare for pipe in _PIPES):
        return "plain"
    inner = bare.strip(_PIPES).strip()
    return "row" if _PIPE.search(inner) else "end"


def _fields(parts: Sequence[str], line: int, table: int) -> tuple[Field, ...]:
    return tuple(
        Field(part.strip(" \u00a0\r"), Place(table=table, line=line, column=number))
        for number, part in enumerate(parts, 1)
    )


def _pipe_row(line: str, number: int, table: int) -> FieldRow | None:
    bare = line.strip()
    if _RULE_LINE.match(bare):
        return None
    parts = _PIPE.split(bare)
    if parts and not parts[0].strip() and bare[0] in _PIPES:
        parts = parts[1:]
    if parts and not parts[-1].strip() and bare[-1] in _PIPES:
        parts = parts[:-1]
    return FieldRow(_fields(parts, number, table))


def _tab_row(line: str, number: int, table: int) -> FieldRow:
    return FieldRow(_fields(line.rstrip("\r\n").split("\t"), number, table))


class _Run:
    """A run of fields whose ends are marked by "|" at line ends: a field may go on over several lines."""

    def __init__(self, table: int) -> None:
        self.table = table
        self.fields: list[Field] = []
        self.pieces: list[str] = []
        self.start = 0

    def add(self, line: str, number: int) -> None:
        parts = _PIPE.split(line.strip())
        for part in parts[:-1]:
            self._piece(part, number)
            self.fields.append(Field("\n".join(self.pieces).strip(), Place(table=self.table, line=self.start)))
            self.pieces = []
        if parts[-1].strip():
            self._piece(parts[-1], number)

    def _piece(self, part: str, number: int) -> None:
        if not self.pieces:
            self.start = number
        self.pieces.append(part.strip())

    def close(self) -> None:
        """End the last field, which no separator follows."""
        if self.pieces:
            self.fields.append(Field("\n".join(self.pieces).strip(), Place(table=self.table, line=self.start)))


def _run_blocks(lines: Sequence[tuple[int, str]], table: int) -> Iterator[Block]:
    run = _Run(table)
    for number, line in lines:
        run.add(line, number)
    run.close()
    yield FieldRow(tuple(run.fields), closed=False)


def _joined_kinds(lines: Sequence[str]) -> list[str]:
    """Join plain lines to a run whose separators end lines: pieces of fields, and the last figure of the run."""
    kinds = [_kind(line) for line in lines]
    joined = list(kinds)
    ends = [number for number, kind in enumerate(kinds) if kind == "end"]
    for before, after in pairwise(ends):
        between = kinds[before + 1 : after]
        if all(kind in ("plain", "end") for kind in between) and len(between) <= _LONGEST_FIELD:
            joined[before : after + 1] = ["end"] * (after + 1 - before)
    for number in ends:
        following = lines[number + 1] if number + 1 < len(lines) else ""
        if kinds[number + 1 : number + 2] == ["plain"] and following.strip() and looks_like_value(following):
            joined[number + 1] = "end"
    return joined


def blocks_of(text: str, name: str = "") -> tuple[Block, ...]:
    """Cut ``text`` into rows, runs of fields and paragraphs, and HTML tables in it into grids.

    Args:
        text: the text; its lines count from 1.
        name: the name of the file for messages.

    Raises:
        ReadError: the HTML in the text is no report's.
    """
    blocks: list[Block] = []
    line = 1
    for piece, is_table in _cut_at_tables(text):
        if is_table:
            blocks.extend(
                _numbered(import_module("govinfo_converters.html_page").blocks_of_markup(piece, name), blocks)
            )
        else:
            blocks.extend(_blocks_of_lines(piece.split("\n"), line, _tables_in(blocks)))
        line += piece.count("\n")
    return tuple(blocks)


def _cut_at_tables(text: str) -> Iterator[tuple[str, bool]]:
    """Cut a text into what stands in HTML tables and what stands around them; a table that does not end ends it."""
    depth = start = at = 0
    for tag in _TABLE_TAG.finditer(text):
        if not tag[1] and not depth:
            yield text[at : tag.start()], False
            start = tag.start()
        depth = max(0, depth + (-1 if tag[1] else 1))
        if tag[1] and not depth and start >= at:
            yield text[start : tag.end()], True
            at = start = tag.end()
    yield text[start if depth else at :], bool(depth)


def _tables_in(blocks: Sequence[Block]) -> int:
    """Return the number of the last table."""
    for block in reversed(blocks):
        place = block.fields[0].place if isinstance(block, FieldRow) and block.fields else None
        place = block.place if isinstance(block, Grid) else place
        if place is not None:
            return place.table or 0
    return 0


def _numbered(found: Sequence[Block], before: Sequence[Block]) -> list[Block]:
    """Return blocks with their tables numbered after those that stand before them."""
    tables = _tables_in(before)
    return [
        evolve(block, place=evolve(block.place, table=tables + (block.place.table or 0)))
        if isinstance(block, Grid)
        else block
        for block in found
    ]


def _blocks_of_lines(lines: Sequence[str], first: int, table: int) -> Iterator[Block]:
    kinds = _joined_kinds(lines)
    numbered = zip(kinds, range(first, len(lines) + first), lines, strict=True)
    for kind, group in groupby(numbered, key=lambda entry: entry[0]):
        members = [(number, line) for _, number, line in group]
        if kind == "plain":
            for block in blocks_of_lines(members, table):
                table += isinstance(block, Grid)
                yield block
            continue
        table += 1
        if kind == "end":
            yield from _run_blocks(members, table)
        elif kind == "tabs":
            yield from (_tab_row(line, number, table) for number, line in members)
        else:
            rows = (_pipe_row(line, number, table) for number, line in members)
            yield from (row for row in rows if row is not None)


def parse_text(data: bytes, name: str) -> Document:
    """Make a document of the bytes of a text.

    Raises:
        ReadError: the bytes are no text.
    """
    decoded = decode(data)
    return Document(
        name=name, format="text", sha256=hashlib.sha256(data).hexdigest(), blocks=blocks_of(decoded.text, name)
    )


def _read(source: Input, options: ReadOptions) -> Reading:
    return read_document(parse_text(source.data, source.name), options)


def _looks_like_text(head: bytes) -> bool:
    opening = b"".join(
        head.removeprefix(BOM_UTF8).split(maxsplit=2)[:2]
    )  # a list in JSON may be broken after its bracket
    return b"\0" not in head and not opening.startswith((b"<", b"{", b"[{", b"[[", b"[]", b"PK", b"%PDF"))


FORMAT = Format(
    name="text",
    description=Text(
        "文本：以“|”、制表符或空行分隔的报告，含 Markdown 表格",
        "text: a report cut by “|”, tabs or blank lines, Markdown tables too",
    ),
    suffixes=(".txt", ".md", ".text", ".tsv"),
    sniff=_looks_like_text,
    read=_read,
)
