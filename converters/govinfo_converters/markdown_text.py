"""Markdown as converters, OCR and language models write it, as lines of plain text and tables of html.

Each line stays a line, so that line numbers are those of the file. What only says how a text looks is left out:
headings, emphasis, code fences, escapes, links. A table in html stays whole, with its spans. Cells of several lines are
put on one.
"""

from __future__ import annotations

import re
from html import unescape
from string import punctuation
from typing import TYPE_CHECKING

from attrs import frozen

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_ANY_MARKUP = re.compile(r"[#`<>\\&\[~]|\*\*|^\s*\*|^\s*\+[-=]|\*\s*\|", re.MULTILINE)
_FENCE = re.compile(r"^\s*(?:`{3,}|~{3,})\s*[\w+-]*\s*$")
_HEADING = re.compile(r"^\s{0,3}#{1,6}\s+(.*?)\s*#*\s*$")
_QUOTE = re.compile(r"^\s{0,3}(?:>\s?)+")
_BREAK = re.compile(r"\s*<br\s*/?>\s*", re.IGNORECASE)
_STRONG = re.compile(r"\*\*(?=\S)(.+?)(?<=\S)\*\*")
_EMPHASIS = re.compile(r"(?<![\w*])\*(?=[^\s*])([^*|\n]+?)(?<=[^\s*])\*(?![\w*])")
_CODE = re.compile(r"`([^`\n|]+)`")
_LINK = re.compile(r"!?\[([^\]\n]*)\]\([^)\s]*(?:\s+\"[^\"]*\")?\)")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_INLINE_TAG = re.compile(r"</?(?:b|strong|i|em|u|span|font|sub|sup|small|p|div|center)(?:\s[^<>]*)?/?>", re.IGNORECASE)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_TABLE_TAG = re.compile(r"<(/?)table\b[^<>]*>", re.IGNORECASE)
_GRID_BORDER = re.compile(r"^\s*\+(?:[-=:]+\+)+\s*$")
# A character with a backslash before it is no markup: until all markup is gone, one that no text holds stands for it.
_SET_ASIDE = {sign: chr(0xFDD0 + number) for number, sign in enumerate(punctuation)}
_PUT_BACK = str.maketrans({aside: sign for sign, aside in _SET_ASIDE.items()})
ESCAPED_PIPE = "\ue010"  # stands for a "|" inside a cell until the line has been cut


@frozen
class HtmlTable:
    """A table in html, and the line in which it begins, counted from 1."""

    markup: str
    line: int


@frozen
class PlainLines:
    """A text without markup: its lines, and the tables in html, in whose lines nothing stands any more."""

    lines: tuple[str, ...]
    tables: tuple[HtmlTable, ...] = ()


def plain_lines(text: str) -> PlainLines:
    """Return the lines of a text without its markup, and its tables in html."""
    if not _ANY_MARKUP.search(text):
        return PlainLines(tuple(text.split("\n")))
    without = _COMMENT.sub(lambda found: "\n" * found[0].count("\n"), text)
    tables: list[HtmlTable] = []
    pieces: list[str] = []
    at = 0
    for start, end in _tables_in(without):
        tables.append(HtmlTable(without[start:end], without.count("\n", 0, start) + 1))
        pieces += [without[at:start], "\n" * without.count("\n", start, end)]
        at = end
    lines = "".join([*pieces, without[at:]]).split("\n")
    return PlainLines(tuple(_plain(line) for line in _joined_rows(lines)), tuple(tables))


def _tables_in(text: str) -> Iterator[tuple[int, int]]:
    """Yield where each table begins and ends, with those inside of it; one that is never closed goes to the end."""
    depth = start = 0
    for tag in _TABLE_TAG.finditer(text):
        if not tag[1]:
            start = start if depth else tag.start()
            depth += 1
        elif depth:
            depth -= 1
            if not depth:
                yield start, tag.end()
    if depth:
        yield start, len(text)


def _joined_rows(lines: Sequence[str]) -> Iterator[str]:
    """Yield the lines, those of one row of a grid table put together in its first one, and its borders left out."""
    at = 0
    while at < len(lines):
        end = at + 1
        if _GRID_BORDER.match(lines[at]):
            while end < len(lines) and lines[end].lstrip().startswith("|"):
                end += 1
            yield ""
            yield from _row_of(lines[at + 1 : end])
        else:
            yield lines[at]
        at = end


def _row_of(lines: Sequence[str]) -> Iterator[str]:
    if not lines:
        return
    columns = [line.strip().strip("|").split("|") for line in lines]
    if len({len(cells) for cells in columns}) > 1:
        yield from lines
        return
    joined = ("<br>".join(piece.strip() for piece in cell if piece.strip()) for cell in zip(*columns, strict=True))
    yield f"| {' | '.join(joined)} |"
    yield from [""] * (len(lines) - 1)


def _plain(line: str) -> str:
    """Return a line without what only says how it looks."""
    if _FENCE.match(line):
        return ""
    heading = _HEADING.match(line)
    line = heading[1] if heading else _QUOTE.sub("", line)
    line = line.replace("\\|", ESCAPED_PIPE)
    line = _ESCAPED.sub(lambda found: _SET_ASIDE[found[1]], line)
    line = _INLINE_TAG.sub("", _BREAK.sub(" ", line))
    line = _LINK.sub(r"\1", _CODE.sub(r"\1", line))
    line = _EMPHASIS.sub(r"\1", _STRONG.sub(r"\1", line))
    return unescape(line).translate(_PUT_BACK)
