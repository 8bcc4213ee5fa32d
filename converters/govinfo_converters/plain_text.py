"""Text as people and tools pass it on: fields cut by "|" or tabs, Markdown, or paragraphs between blank lines.

A line with several fields is a row. A separator that only ends lines marks the ends of fields, and the row goes on in
the next line. A text without separators is a run of paragraphs; a blank cell leaves no trace there.
"""

from __future__ import annotations

import hashlib
import re
from codecs import BOM_UTF8
from collections import Counter
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from attrs import evolve

from govinfo_converters.aligned_text import blocks_of_lines
from govinfo_converters.cell_values import looks_like_value
from govinfo_converters.document import Block, Document, Field, FieldRow, Grid, Paragraph
from govinfo_converters.field_runs import PIPE, run_blocks
from govinfo_converters.frame_text import frames_in, rows_of_frame
from govinfo_converters.markdown_text import ESCAPED_PIPE, HtmlTable, plain_lines
from govinfo_converters.pdf_rows import is_heading
from govinfo_converters.reading import read_document, read_reports
from govinfo_converters.recognition import is_title
from govinfo_converters.row_filling import PIPES, are_filled_up, without_filling
from govinfo_converters.sheet_blocks import is_apart
from govinfo_converters.text_decoding import decode, looks_like_web_archive
from govinfo_schema.format_contract import Format, Input, ReadOptions
from govinfo_schema.limits import STANDARD_LIMITS, Limits
from govinfo_schema.messages import Text
from govinfo_schema.provenance import Place

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from govinfo_schema.reading import Reading

_RULE_LINE = re.compile(r"^[\s|:+=-]*-{3,}[\s|:+=-]*$")
_LONGEST_FIELD = 12  # lines
# Each field with a frame on either side: "|总计||18||18|". A blank field is left out where others are written so.
_IN_FRAMES_OF_ITS_OWN = re.compile(
    rf"[{PIPES}]\s*[^\s{PIPES}][^{PIPES}]*(?:[{PIPES}]{{2}}\s*[^\s{PIPES}][^{PIPES}]*)*[{PIPES}]$"
)
# The last field of a row that goes over several lines, and a separator more for a column that the row has not: "0 | |".
_ONE_FIELD_FILLED_UP = re.compile(rf"[^{PIPES}]*[^\s{PIPES}]\s[{PIPES}]\s[{PIPES}]+")
_LOST_SEPARATOR = re.compile("[ \u00a0]{3,}")
_TWO_FRAMES = re.compile(rf"[{PIPES}]{{2}}")


def _kind(line: str) -> str:
    if "\t" in line.strip("\r\n"):
        return "tabs"
    bare = line.strip()
    if not any(pipe in bare for pipe in PIPES):
        return "plain"
    inner = bare.strip(PIPES).strip()
    return "row" if PIPE.search(inner) else "end"


def _fields(parts: Sequence[str], line: int, table: int) -> tuple[Field, ...]:
    return tuple(
        Field(part.strip(" \u00a0\r").replace(ESCAPED_PIPE, "|"), Place(table=table, line=line, column=number))
        for number, part in enumerate(parts, 1)
    )


def _pipe_rows(lines: Sequence[tuple[int, str]], table: int) -> Iterator[FieldRow]:
    """Yield the rows of consecutive lines.

    A separator at the beginning of a line is its frame, or stands behind an empty field, and one at its end likewise:
    what is true makes the rows equally wide, or is seen in most lines.
    """
    bare = [(number, line.strip()) for number, line in lines if not _RULE_LINE.match(line.strip())]
    if all(map(_IN_FRAMES_OF_ITS_OWN.match, (line for _, line in bare))):
        bare = [(number, _TWO_FRAMES.sub("|", line)) for number, line in bare]
    most = [2 * sum(line[at] in PIPES for _, line in bare) > len(bare) for at in (0, -1)]
    most[1] = most[1] and not _end_in_blank_fields([line for _, line in lines])
    ways = [(most[0] is same, most[1] is also) for same in (True, False) for also in (True, False)]
    framed = min(ways, key=lambda way: len({len(_parts(line, way)) for _, line in bare}))
    rows = [_parts(line, framed) for _, line in bare]
    usual = max(Counter(map(len, rows)).items(), key=lambda counted: (counted[1], counted[0]), default=(0, 0))[0]
    for (number, _), parts in zip(bare, rows, strict=True):
        yield FieldRow(_fields(_with_lost_separators(parts, usual), number, table))


def _with_lost_separators(parts: list[str], usual: int) -> list[str]:
    """Cut fields at gaps of several blanks, if that makes a row as wide as the others: separators were lost there.

    "总计    | 18" is a row of three fields, the second of which is blank, where other rows have three.
    """
    pieces = [_LOST_SEPARATOR.split(part) if part.strip() else [part] for part in parts]
    return [piece for of_part in pieces for piece in of_part] if sum(map(len, pieces)) == usual else parts


def _end_in_blank_fields(lines: Sequence[str]) -> bool:
    """Whether the separators at the ends of lines stand before blank fields: more blanks follow them than figures."""
    behind: tuple[list[int], list[int]] = ([], [])
    for line in lines:
        bare = line.rstrip()
        if bare and not _RULE_LINE.match(bare.strip()):
            behind[bare.endswith(tuple(PIPES))].append(len(line.rstrip("\r\n")) - len(bare))
    return all(behind) and min(behind[True]) > max(behind[False])


def _parts(line: str, framed: tuple[bool, bool]) -> list[str]:
    """Return what stands between the separators of a line, without the frame that it has on either side."""
    parts = PIPE.split(line)
    first, last = framed[0] and line[0] in PIPES, framed[1] and line[-1] in PIPES
    return parts[first : len(parts) - last]


def _tab_row(line: str, number: int, table: int) -> FieldRow:
    return FieldRow(_fields(line.rstrip("\r\n").split("\t"), number, table))


def _tab_blocks(lines: Sequence[tuple[int, str]], table: int) -> Iterator[Block]:
    """Yield the rows of a table, and what stands alone in its line above and between, as on a sheet saved as text."""
    in_table = False
    for number, line in lines:
        texts = [part.strip() for part in line.split("\t") if part.strip()]
        if len(texts) == 1 and is_apart(texts[0], in_table=in_table):
            yield Paragraph(texts[0], Place(line=number))
            in_table = False
        else:
            yield _tab_row(line, number, table)
            in_table = in_table or bool(texts)


def _stands_apart(lines: Sequence[str], at: int, *, begun: bool) -> bool:
    """Whether a line is the title of a report or the heading of a section, and no field that the next line ends."""
    following = lines[at + 1].strip() if at + 1 < len(lines) and not begun else ""
    return is_title(lines[at]) or (is_heading(lines[at]) and following[:1] not in tuple(PIPES))


def _joined_kinds(lines: Sequence[str]) -> list[str]:
    """Join plain lines to a run whose separators end lines: pieces of fields, and the last figure of the run.

    Where separators begin the lines of fields, and none ends one, they begin the fields.
    """
    kinds = [_kind(line) for line in lines]
    for at in range(1, len(kinds)):
        if kinds[at - 1 : at + 1] == ["end", "row"] and _ONE_FIELD_FILLED_UP.fullmatch(lines[at].strip()):
            kinds[at] = "end"
    begun = "end" in kinds and not any(line.rstrip().endswith(tuple(PIPES)) for line in lines)
    joined = list(kinds)
    ends = [number for number, kind in enumerate(kinds) if kind == "end"]
    for before, after in pairwise(ends):
        between = kinds[before + 1 : after]
        inside = all(kind in ("plain", "end") for kind in between) and len(between) <= _LONGEST_FIELD
        if inside and not any(_stands_apart(lines, at, begun=begun) for at in range(before + 1, after)):
            joined[before : after + 1] = ["end"] * (after + 1 - before)
    for number in ends:
        following = lines[number + 1] if number + 1 < len(lines) else ""
        if kinds[number + 1 : number + 2] == ["plain"] and following.strip() and looks_like_value(following):
            joined[number + 1] = "end"
    return joined


def blocks_of(text: str, limits: Limits = STANDARD_LIMITS) -> tuple[Block, ...]:
    """Cut ``text`` into rows, runs of fields, paragraphs and tables in html; line numbers count from 1."""
    plain = plain_lines(text)
    blocks = _blocks_of_lines(plain.lines)
    return _with_tables(blocks, plain.tables, limits) if plain.tables else blocks


def _with_tables(blocks: Sequence[Block], tables: Sequence[HtmlTable], limits: Limits) -> tuple[Block, ...]:
    """Put tables in html where they stand among the blocks of the lines, and number all tables in order."""
    from govinfo_converters.html_page import parse_html  # noqa: PLC0415 - its library loads only for such a text

    placed = [(_line_of(block), block) for block in blocks]
    for table in tables:
        page = f'<meta charset="utf-8">{table.markup}'.encode()
        placed += [(table.line, block) for block in parse_html(page, "", limits).blocks]
    placed.sort(key=lambda pair: pair[0])
    numbers: dict[tuple[str, int, int | None], int] = {}
    found: list[Block] = []
    for line, block in placed:
        if isinstance(block, Grid):
            number = numbers.setdefault(("html", line, block.place.table), len(numbers) + 1)
            found.append(evolve(block, place=evolve(block.place, table=number)))
        elif isinstance(block, FieldRow):
            old = block.fields[0].place.table if block.fields else None
            number = numbers.setdefault(("text", 0, old), len(numbers) + 1)
            fields = (Field(field.text, evolve(field.place, table=number)) for field in block.fields)
            found.append(evolve(block, fields=tuple(fields)))
        else:
            found.append(block if block.place.known else evolve(block, place=Place(line=line)))
    return tuple(found)


def _line_of(block: Block) -> int:
    place = block.place if not isinstance(block, FieldRow) else block.fields[0].place if block.fields else Place()
    return place.line or 0


def _blocks_of_lines(lines: Sequence[str]) -> tuple[Block, ...]:
    kinds = _joined_kinds(lines)
    filled_up = are_filled_up(lines)
    blocks: list[Block] = []
    table = 0
    numbered = zip(kinds, range(1, len(lines) + 1), lines, strict=True)
    for kind, group in groupby(numbered, key=lambda entry: entry[0]):
        members = [(number, line) for _, number, line in group]
        if kind == "plain":
            plain = [(number, line.replace(ESCAPED_PIPE, "|")) for number, line in members]
            found = list(_plain_blocks(plain, table))
            table = max([table, *map(_table_of, found)])
            blocks += found
            continue
        table += 1
        if kind == "end":
            blocks.extend(run_blocks(members, table, filled_up=filled_up))
        elif kind == "tabs":
            blocks.extend(_tab_blocks(members, table))
        else:
            rows = [(number, without_filling(line)) for number, line in members] if filled_up else members
            blocks.extend(_pipe_rows(rows, table))
    return tuple(blocks)


def _plain_blocks(lines: Sequence[tuple[int, str]], table: int) -> Iterator[Block]:
    """Yield the blocks of lines without separators: data frames that were printed, and what stands around them."""
    around: list[tuple[int, str]] = []
    for is_frame, members in frames_in(lines):
        if not is_frame:
            around += members
            continue
        for block in blocks_of_lines(around, table):
            table += isinstance(block, Grid)
            yield block
        table += 1
        yield from rows_of_frame(members, table)
        around = []
    yield from blocks_of_lines(around, table)


def _table_of(block: Block) -> int:
    if isinstance(block, FieldRow):
        return block.fields[0].place.table or 0
    return (block.place.table or 0) if isinstance(block, Grid) else 0


def parse_text(data: bytes, name: str, limits: Limits = STANDARD_LIMITS) -> Document:
    """Make a document of the bytes of a text.

    Args:
        data: the text, in any encoding that ``text_decoding`` knows.
        name: its name for messages.
        limits: how many fields and lines it may have, as ``cells``.

    Raises:
        ReadError: the bytes are no text, or there are too many fields or lines.
    """
    decoded = decode(data)
    pieces = max(sum(map(decoded.text.count, (*PIPES, "\t"))), decoded.text.count("\n"))
    if pieces > limits.cells:
        what = Text(f"文本有 {pieces} 个字段或行", f"The text has {pieces} fields or lines")
        raise limits.refusal("cells", what, where=name, needed=pieces)
    return Document(
        name=name, format="text", sha256=hashlib.sha256(data).hexdigest(), blocks=blocks_of(decoded.text, limits)
    )


def _read(source: Input, options: ReadOptions) -> Reading:
    return read_document(parse_text(source.data, source.name, options.limits), options)


def _read_all(source: Input, options: ReadOptions) -> tuple[Reading, ...]:
    return read_reports(parse_text(source.data, source.name, options.limits), options)


def _looks_like_text(head: bytes) -> bool:
    opening = b"".join(
        head.removeprefix(BOM_UTF8).split(maxsplit=2)[:2]
    )  # a list in JSON may be broken after its bracket
    return (
        b"\0" not in head
        and not looks_like_web_archive(head)
        and not opening.startswith((b"<", b"{", b"[{", b"[[", b"[]", b"PK", b"%PDF"))
    )


FORMAT = Format(
    name="text",
    description=Text(
        "文本：以“|”、制表符或空行分隔的报告，含 Markdown 表格",
        "text: a report cut by “|”, tabs or blank lines, Markdown tables too",
    ),
    suffixes=(".txt", ".md", ".markdown", ".text", ".tsv"),
    sniff=_looks_like_text,
    read=_read,
    read_all=_read_all,
)
