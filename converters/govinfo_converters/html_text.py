"""The text of a page as a reader sees it, line by line, from the nodes that its parser makes.

Pieces cut by ``<span>`` and the like are joined; ``<br>`` and the borders of blocks become line breaks, so that two
numbers never become one. Raised, lowered and struck out text is set apart in the same way.
"""

from __future__ import annotations

import re
from operator import methodcaller
from typing import TYPE_CHECKING

from selectolax.lexbor import LexborHTMLParser

if TYPE_CHECKING:
    from collections.abc import Collection

    from selectolax.lexbor import LexborNode


def tag_ids(*tags: str) -> frozenset[int]:
    """Return the numbers that the parser knows tags by: they compare quicker than names."""
    make = LexborHTMLParser("").create_node
    return frozenset(make(tag).tag_id for tag in tags)


# Marks begin with a NUL, which no parsed text holds. The sign after it says what begins there.
BREAK = "\x00 "
"""Marks where a line begins or ends."""

LINES = tag_ids("pre", "textarea", "xmp", "listing", "plaintext")
"""The elements that show the line breaks of their source."""

SPACE = " \t\n\r\f"
"""What the source of a page may hold for a blank."""

_TEXT = 2  # what the parser numbers a piece of text with
_BREAKS = LINES | tag_ids(
    *("address", "article", "aside", "blockquote", "br", "button", "center", "details", "dialog", "dir", "div"),
    *("fieldset", "figcaption", "figure", "footer", "form", "header", "hr", "label", "legend", "main", "menu", "nav"),
    *("p", "section", "summary", "dd", "dl", "dt", "li", "ol", "ul", "h1", "h2", "h3", "h4", "h5", "h6"),
    *("caption", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "del", "s", "strike", "sub", "sup"),
)
_BLOCKS = _BREAKS | tag_ids("body")
_SPACES = re.compile("[ \t\n\r\f]+")
_SHORT = 64
_MOST_SHORT = 20_000


class _Lines(dict[str, str]):
    """Lines by the text that they are made of: the same short texts come again and again in the pages of a site."""

    def __missing__(self, text: str) -> str:
        line = text.strip(SPACE)
        if "  " in line or "\n" in line or "\t" in line or "\r" in line or "\f" in line:
            line = _SPACES.sub(" ", line)
        if len(text) <= _SHORT:
            if len(self) >= _MOST_SHORT:
                self.clear()
            self[text] = line
        return line


line_in = _Lines().__getitem__
"""Returns the text of one line: blanks of the source count as one, those that the page shows stay."""

_pieces = methodcaller("text", separator="\x00", skip_empty=True)


def texts_of(cells: Collection[LexborNode]) -> list[str]:
    """Return the texts of cells, with a line break where a block or a line begins or ends."""
    return [
        line_in(text) if "\x00" not in text else _joined(cell)
        for cell, text in zip(cells, map(_pieces, cells), strict=True)
    ]


def text_of(node: LexborNode) -> str:
    """Return the text of one cell, as ``texts_of`` does."""
    return texts_of((node,))[0]


def _joined(node: LexborNode) -> str:
    return "\n".join(filter(None, map(line_in, marked_text(node).split("\x00"))))


def marked_text(root: LexborNode) -> str:
    """Return the text of ``root``, with a mark wherever something inside begins or ends a line.

    Nodes come in the order in which they begin. That a block ended between two texts, and none began, is seen by the
    innermost blocks that they stand in: these are two.
    """
    parts: list[str] = []
    before: LexborNode | None = None  # the last text that is not blank, where no block has begun since
    for node in root.traverse(include_text=True):
        tag = node.tag_id
        if tag == _TEXT:
            text = node.text_content or ""
            if text.strip(SPACE):
                if before is not None and _block_of(before) != _block_of(node):
                    parts.append(BREAK)
                before = node
            parts.append(text)
        elif tag in _BREAKS:
            parts.append(BREAK)
            before = None
    return "".join(parts)


def _block_of(node: LexborNode) -> int:
    """Return the number of the innermost block round a text."""
    at = node.parent
    while at is not None and at.tag_id not in _BLOCKS:
        at = at.parent
    return at.mem_id if at is not None else -1
