"""Pages that take a parser, or what looks at its tree, hours: what no page of a site has, quickly ruled out."""

from __future__ import annotations

import re

_NESTING = re.compile(
    rb"<(/?)(?:div|table|span|font|section|article|center|ul|ol|blockquote|b|i|u)[\s/>]", re.IGNORECASE
)
_TABLES = re.compile(rb"<(/?)table[\s/>]", re.IGNORECASE)
_LONG = 20_000
_LONG_TAG = re.compile(rb"<[a-zA-Z][^<>]{%d,}" % _LONG)
_QUOTED = re.compile(rb"\"[^\"]*\"|'[^']*'")
_DEEPEST = 30_000
DEEPEST_TABLES = 1000
_MOST_ATTRIBUTES = 5000


def _depth(tags: re.Pattern[bytes], source: bytes) -> int:
    depth = deepest = 0
    for found in tags.finditer(source):
        depth = max(0, depth - 1) if found[1] else depth + 1
        deepest = max(deepest, depth)
    return deepest


def _has_long_tag(source: bytes) -> bool:
    """Whether a tag is so long that its attributes are worth counting; most pages have none, which is quickly said."""
    half = _LONG // 2  # a piece without ">" that is as long as _LONG covers a whole one of these
    pieces = range(0, len(source) - half, half)
    return any(source.find(b">", start, start + half) < 0 for start in pieces)


def is_hostile(source: bytes) -> bool:
    """Whether a page has what no page has and what takes a parser hours: far too many nested elements or attributes."""
    long_enough = len(source) > _DEEPEST * len("<b>")
    if long_enough and source.count(b"<") > _DEEPEST and _depth(_NESTING, source) > _DEEPEST:
        return True
    return _has_long_tag(source) and any(
        len(_QUOTED.sub(b"", found[0]).split()) > _MOST_ATTRIBUTES for found in _LONG_TAG.finditer(source)
    )


def has_nested_tables(source: bytes) -> bool:
    """Whether tables are nested more deeply than on any page: they are looked at again in each table around them."""
    return _depth(_TABLES, source) > DEEPEST_TABLES
