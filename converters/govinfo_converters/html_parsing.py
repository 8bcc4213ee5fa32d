"""Parses pages, after a look at what takes a parser hours: far too many nested elements, or attributes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from selectolax.lexbor import LexborHTMLParser, SelectolaxError

from govinfo_schema.errors import ReadError
from govinfo_schema.messages import Text

if TYPE_CHECKING:
    from govinfo_schema.limits import Limits

# All elements but those that have no end, whose end may be left out, and the shapes of drawings.
_NESTING = re.compile(
    rb"<(/?)(?!(?:area|base|br|col|embed|hr|img|input|link|meta|param|source|track|wbr"
    rb"|p|li|d[dt]|t[dhr]|tbody|thead|tfoot|colgroup|option|optgroup|r[bpt]"
    rb"|path|rect|circle|ellipse|line|poly[a-z]+|use|image|stop)[\s/>])[a-z]",
    re.IGNORECASE,
)
_TABLES = re.compile(rb"<(/?)table[\s/>]", re.IGNORECASE)
_LONG = 20_000
_LONG_TAG = re.compile(rb"<[a-zA-Z][^<>]{%d,}" % _LONG)
_QUOTED = re.compile(rb"\"[^\"]*\"|'[^']*'")
_DEEPER = 300  # times as deep as tables: elements, because tags that are never closed nest
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


def _refuse_nested(tags: re.Pattern[bytes], deeper: int, source: bytes, name: str, limits: Limits) -> None:
    """Refuse a page whose tags are nested more than ``deeper`` times as deep as the limit."""
    depth = _depth(tags, source)
    if depth > deeper * limits.depth:
        what = Text(f"网页的标记嵌套 {depth} 层", f"The tags of the page are nested {depth} deep")
        raise limits.refusal("depth", what, where=name, needed=depth / deeper)


def _refuse_hostile(source: bytes, name: str, limits: Limits) -> None:
    """Refuse what no page has and what takes a parser hours: far too many nested elements, or attributes."""
    if source.count(b"<") > _DEEPER * limits.depth:
        _refuse_nested(_TABLES, 1, source, name, limits)
        _refuse_nested(_NESTING, _DEEPER, source, name, limits)
    if _has_long_tag(source) and any(
        len(_QUOTED.sub(b"", found[0]).split()) > _MOST_ATTRIBUTES for found in _LONG_TAG.finditer(source)
    ):
        raise ReadError(
            Text(
                "网页的标记属性过多，不可能是报告的网页。",
                "A tag of the page has far too many attributes: no report has.",
            ),
            where=name,
            advice=Text("请检查文件是否损坏。", "Check whether the file is damaged."),
        )


def parsed_page(source: bytes, name: str, limits: Limits) -> LexborHTMLParser:
    """Parse a page in UTF-8.

    Args:
        source: its bytes.
        name: its name for messages.
        limits: what the page may ask for.

    Raises:
        ReadError: it goes beyond the limits, or the parser gives up.
    """
    _refuse_hostile(source, name, limits)
    try:
        tree = LexborHTMLParser(source)
    except (SelectolaxError, ValueError) as error:
        raise ReadError(
            Text("网页无法解析。", "The page cannot be parsed."),
            where=name,
            advice=Text("请检查文件是否完整、是否过大。", "Check whether the file is complete, and not far too large."),
        ) from error
    if tree.css_first("table table"):  # a page with few tags is parsed in no time, and most have no table in a table
        _refuse_nested(_TABLES, 1, source, name, limits)
    return tree
