"""Pages of government sites, and tables saved as pages: HTML to paragraphs and grids.

What a reader of the page cannot see is left out: scripts, styles, ``display:none``, ``hidden``, closed lists of
choices, and the pinyin above ruby text. The value of an input field is its text. Nothing is fetched.

A table that holds other tables, or a single cell, is layout: its own text becomes paragraphs. In a cell, pieces cut by
``<span>`` and the like are joined; ``<br>`` and the borders of blocks become line breaks, so that two numbers never
become one. Raised, lowered and struck out text is set apart in the same way: a 5 with the footnote 1 is not 51.
"""

from __future__ import annotations

import hashlib
import re
from codecs import BOM_UTF8
from itertools import groupby, islice
from typing import TYPE_CHECKING

from selectolax.lexbor import LexborHTMLParser, SelectolaxError

from govinfo_converters.document import Block, Document, Paragraph
from govinfo_converters.grid import SpannedCell, lay_out
from govinfo_converters.reading import read_document, read_reports
from govinfo_converters.table_files import table_as_html
from govinfo_converters.text_decoding import decode
from govinfo_schema.errors import ReadError
from govinfo_schema.format_contract import Format, Input, ReadOptions
from govinfo_schema.messages import Text
from govinfo_schema.provenance import Place

if TYPE_CHECKING:
    from collections.abc import Sequence

    from selectolax.lexbor import LexborNode

    from govinfo_converters.document import Grid
    from govinfo_schema.reading import Reading

_UNSEEN = frozenset(
    {"script", "style", "noscript", "template", "iframe", "object", "svg", "select", "datalist", "rt", "rp"}
)
_CELLS = frozenset({"td", "th"})
_LEAST_CELLS = 2  # of a table that is one
_LINES = frozenset({"pre", "textarea", "xmp", "listing", "plaintext"})
_HANDLED = _UNSEEN | _LINES | {"input"}
_INPUTS = frozenset({"", "text", "number", "tel", "search"})
_BREAKS = frozenset(
    {
        *("address", "article", "aside", "blockquote", "br", "button", "center", "details", "dialog", "dir", "div"),
        *(
            "fieldset",
            "figcaption",
            "figure",
            "footer",
            "form",
            "header",
            "hr",
            "label",
            "legend",
            "main",
            "menu",
            "nav",
        ),
        *("p", "section", "summary", "dd", "dl", "dt", "li", "ol", "ul", "h1", "h2", "h3", "h4", "h5", "h6"),
        *("caption", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "del", "s", "strike", "sub", "sup"),
    }
)

# Marks begin with a NUL, which no parsed text holds. The sign after it says what begins there.
_BREAK = "\x00 "
_TABLE = "\x00T"
_TABLE_PART = "T"

_SPACE = " \t\n\r\f"
_SPACES = re.compile("[ \t\n\r\f]+")
_HIDING_STYLE = re.compile(r"display\s*:\s*none", re.IGNORECASE)
_HIDING = (re.compile(rb"display\s*:\s*none"), re.compile(rb"DISPLAY\s*:\s*(?i:none)"))  # as editors write it; quick
_DECLARED = re.compile(
    rb"<meta[^>]{1,200}?charset\s*=\s*[\"']?\s*([\w-]+)|<\?xml[^>]+encoding=[\"']([\w-]+)", re.IGNORECASE
)
_TAG = re.compile(
    r"<(?:!doctype html|html|head|body|table|t[rdh]|div|p|span|h[1-6]|br|meta|title|ul|ol|li|center|font)[\s/>]",
    re.IGNORECASE,
)
_START = re.compile(r"(?:\s|<\?xml[^>]*>|<!--.*?-->)*", re.DOTALL)
_DIGITS = re.compile(r"[ \t\n\r\f]*\+?([0-9]+)")
_MOST_COLSPAN = 1000  # HTML standard, 4.9.11
_MOST_ROWSPAN = 65534
_DECLARATION_WITHIN = 4096  # bytes
_NOWHERE = Place()
_NESTING = re.compile(
    rb"<(/?)(?:div|table|span|font|section|article|center|ul|ol|blockquote|b|i|u)[\s/>]", re.IGNORECASE
)
_TABLES = re.compile(rb"<(/?)table[\s/>]", re.IGNORECASE)
_LONG_TAG = re.compile(rb"<[a-zA-Z][^<>]{20000,}")
_QUOTED = re.compile(rb"\"[^\"]*\"|'[^']*'")
_DEEPEST = 30_000
_DEEPEST_TABLES = 1000
_MOST_ATTRIBUTES = 5000


def parse_html(data: bytes, name: str) -> Document:
    """Make a document of the bytes of a page.

    Args:
        data: the page, in any encoding that ``text_decoding`` knows.
        name: its name for messages.

    Returns:
        Paragraphs and grids in the order of the page. ``metadata`` holds the title and the meta tags, with names in
        lower case.

    Raises:
        ReadError: the bytes are no text, no HTML, or a page without any text.
    """
    declared = _DECLARED.search(data, 0, _DECLARATION_WITHIN)
    decoded = decode(data, declared=(declared[1] or declared[2]).decode("ascii", "replace") if declared else None)
    if not _TAG.search(decoded.text):
        raise _not_html(name)
    _refuse_archive(decoded.text, name)
    # The parser takes UTF-8. It would drop a NUL and keep a byte order mark, which decoding does not.
    as_it_is = decoded.encoding == "utf-8" and not decoded.damaged and not data.startswith(BOM_UTF8)
    source = data if as_it_is else decoded.text.encode()
    tree = _parsed(source, name)
    metadata = _metadata(tree)
    blocks = _blocks(tree, source)
    if not blocks:
        raise _no_text(name)
    return Document(name=name, format="html", sha256=hashlib.sha256(data).hexdigest(), blocks=blocks, metadata=metadata)


def _depth(tags: re.Pattern[bytes], source: bytes) -> int:
    depth = deepest = 0
    for found in tags.finditer(source):
        depth = max(0, depth - 1) if found[1] else depth + 1
        deepest = max(deepest, depth)
    return deepest


def _refuse_hostile(source: bytes, name: str) -> None:
    """Refuse what no page has and what takes a parser hours: thousands of nested elements, or of attributes."""
    nested = source.count(b"<") > _DEEPEST and _depth(_NESTING, source) > _DEEPEST
    in_tables = source.count(b"<table") > _DEEPEST_TABLES and _depth(_TABLES, source) > _DEEPEST_TABLES
    wide = any(len(_QUOTED.sub(b"", found[0]).split()) > _MOST_ATTRIBUTES for found in _LONG_TAG.finditer(source))
    if nested or in_tables or wide:
        raise ReadError(
            Text(
                "网页的标记嵌套过深或属性过多，不可能是报告的网页。",
                "The tags of the page are no report's: far too many.",
            ),
            where=name,
            advice=Text("请检查文件是否损坏。", "Check whether the file is damaged."),
        )


def _parsed(source: bytes, name: str) -> LexborHTMLParser:
    _refuse_hostile(source, name)
    try:
        return LexborHTMLParser(source)
    except (SelectolaxError, ValueError) as error:
        raise ReadError(
            Text("网页无法解析。", "The page cannot be parsed."),
            where=name,
            advice=Text("请检查文件是否完整、是否过大。", "Check whether the file is complete, and not far too large."),
        ) from error


def _not_html(name: str) -> ReadError:
    return ReadError(
        Text("文件中没有 HTML 标记，不是网页。", "The file holds no HTML tag, so it is no web page."),
        where=name,
        advice=Text("如果是纯文本，请按文本格式读取。", "If it is plain text, read it as text."),
    )


def _no_text(name: str) -> ReadError:
    return ReadError(
        Text("网页中没有可见的文字。", "The page shows no text."),
        where=name,
        advice=Text(
            "内容可能由脚本生成或位于框架内：请在浏览器中打开后另存，或保存框架内的页面。",
            "Scripts or frames may bring its content: open it in a browser and save what is shown.",
        ),
    )


def _refuse_archive(text: str, name: str) -> None:
    if "multipart/related" in text[:2048] and "MIME-Version" in text[:2048]:
        raise ReadError(
            Text("这是网页存档（mht），不是网页本身。", "This is a web archive (mht), not the page itself."),
            where=name,
            advice=Text("请在浏览器中另存为“网页，仅 HTML”。", "Save it in a browser as “web page, HTML only”."),
        )


def _metadata(tree: LexborHTMLParser) -> dict[str, str]:
    """Return the title and the meta tags; of several with one name the first."""
    title = tree.css_first("title")
    found = {"title": _line(title.text())} if title is not None else {}
    for meta in tree.css("meta"):
        attributes = meta.attributes
        name = attributes.get("name") or attributes.get("property") or attributes.get("itemprop")
        content = attributes.get("content")
        if name and content and content.strip():
            found.setdefault(name.strip().lower(), _line(content))
    return {name: value for name, value in found.items() if value}


def _blocks(tree: LexborHTMLParser, source: bytes) -> tuple[Block, ...]:
    body = tree.body
    if body is None:
        return ()
    _show_what_is_seen(body, source)
    grids = iter(_take_tables(body))
    _mark_breaks(body)
    blocks: list[Block] = []
    for part in (" " + body.text()).split("\x00"):
        if part == _TABLE_PART:
            blocks.append(next(grids))
        elif not part.isspace():
            blocks.append(Paragraph(_line(part), _NOWHERE))
    return tuple(blocks)


def _show_what_is_seen(body: LexborNode, source: bytes) -> None:
    """Take out what is not seen, and put in what is seen though it is no text."""
    hidden = body.css("[hidden]")
    if any(style.search(source) for style in _HIDING):
        hidden += [node for node in body.css("[style]") if _HIDING_STYLE.search(node.attributes["style"] or "")]
    for node in hidden:
        if node.tag != "body":  # a page may hide its whole body until a script of it runs
            node.decompose()
    for node in [node for node in body.traverse() if node.tag in _HANDLED]:
        if node.tag in _UNSEEN:
            node.decompose()
        elif node.tag in _LINES:
            node.replace_with(_BREAK + node.text().replace("\n", _BREAK) + _BREAK)
        else:
            _show_input(node)


def _show_input(node: LexborNode) -> None:
    attributes = node.attributes
    if (attributes.get("type") or "").lower() in _INPUTS:
        node.insert_before(_BREAK + (attributes.get("value") or "") + _BREAK)


def _take_tables(body: LexborNode) -> list[Grid]:
    """Take the tables out of the page, leave a mark where each one stood, and return their grids in order."""
    nested = body.css("table table")
    for table in reversed(nested):
        if len(table.css("td,th")) < _LEAST_CELLS:
            table.replace_with(_BREAK + _text(table).replace("\n", _BREAK) + _BREAK)
    grids: list[Grid] = []
    for table in body.css("table"):
        if nested and len(table.css("table")) > 1:
            continue
        grid = _grid(table, len(grids) + 1)
        if len(grid.cells) < _LEAST_CELLS:
            continue
        grids.append(grid)
        for caption in table.css("caption"):
            table.insert_before(_BREAK + _text(caption).replace("\n", _BREAK))
        table.replace_with(_TABLE + _BREAK)
    return grids


def _grid(table: LexborNode, number: int) -> Grid:
    spans = {cell.mem_id: _spans(cell) for cell in table.css("[colspan],[rowspan]")}
    lines = table.css("tr")
    rows: list[list[str | SpannedCell]] = []
    for line in lines:
        row: list[str | SpannedCell] = []
        for cell in line.iter():
            if cell.tag in _CELLS:
                span = spans.get(cell.mem_id) if spans else None
                row.append(SpannedCell(_text(cell), *span) if span else _text(cell))
        rows.append(row)
    return lay_out(rows, Place(table=number), _group_ends(lines) if spans else ())


def _group_ends(lines: Sequence[LexborNode]) -> list[int]:
    """Return for each row where its ``thead``, ``tbody`` or ``tfoot`` ends: spans do not reach further."""
    ends: list[int] = []
    for _, group in groupby(lines, key=lambda line: line.parent and line.parent.mem_id):
        size = sum(1 for _ in group)
        ends += [len(ends) + size] * size
    return ends


def _spans(cell: LexborNode) -> tuple[int, int]:
    """Return colspan and rowspan as the HTML standard reads them; a rowspan of 0 stays 0."""
    attributes = cell.attributes
    colspan = _DIGITS.match(attributes.get("colspan") or "")
    rowspan = _DIGITS.match(attributes.get("rowspan") or "")
    return (
        _span(colspan[1], _MOST_COLSPAN) or 1 if colspan else 1,
        _span(rowspan[1], _MOST_ROWSPAN) if rowspan else 1,
    )


def _span(digits: str, most: int) -> int:
    """Return a span; a number with too many digits to be one counts as the largest."""
    return most if len(digits.lstrip("0")) > len(str(most)) else min(int(digits), most)


def _text(node: LexborNode) -> str:
    """Return the text of a cell, with a line break where a block or a line begins or ends."""
    text = node.text(separator="\x00", skip_empty=True).strip(_SPACE)
    # Most cells hold one short piece of text; it is printable when there is neither a mark nor a blank to look at.
    if text.isprintable() and "  " not in text:
        return text
    if "\x00" not in text:
        return _line(text)
    _mark_breaks(node)
    return "\n".join(line for line in map(_line, node.text().split("\x00")) if line)


def _mark_breaks(node: LexborNode) -> None:
    """Put marks round everything in ``node`` that begins and ends a line."""
    for inner in [inner for inner in islice(node.traverse(), 1, None) if inner.tag in _BREAKS]:
        inner.insert_before(_BREAK)
        inner.insert_after(_BREAK)


def _line(text: str) -> str:
    """Return the text of one line: blanks of the source count as one, those that the page shows stay."""
    return _SPACES.sub(" ", text.strip(_SPACE))


def _looks_like_html(data: bytes) -> bool:
    text = data[:_DECLARATION_WITHIN].replace(b"\x00", b"").decode("latin-1")
    start = _START.match(text.removeprefix("ï»¿").removeprefix("ÿþ").removeprefix("þÿ"))
    return start is not None and _TAG.match(start.string, start.end()) is not None


def _read(given: Input, options: ReadOptions) -> Reading:
    return read_document(parse_html(given.data, given.name), options)


def _read_all(given: Input, options: ReadOptions) -> tuple[Reading, ...]:
    return read_reports(parse_html(given.data, given.name), options)


FORMAT = Format(
    name="html",
    description=Text(
        "网页：政府网站上的报告页面，或另存的网页", "web page: a report on a government site, or a saved page"
    ),
    suffixes=(".html", ".htm", ".shtml", ".xhtml"),
    sniff=_looks_like_html,
    read=_read,
    write_table=table_as_html,
    read_all=_read_all,
)
