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
from typing import TYPE_CHECKING

from selectolax.lexbor import LexborHTMLParser

from govinfo_converters.document import Block, Document, Paragraph
from govinfo_converters.grid import SpannedCell, lay_out
from govinfo_converters.html_parsing import parsed_page
from govinfo_converters.html_refusals import no_text, not_html, refuse_archive
from govinfo_converters.html_spans import group_ends, spans_of
from govinfo_converters.reading import read_document, read_reports
from govinfo_converters.table_files import table_as_html
from govinfo_converters.text_decoding import Decoded, decode
from govinfo_schema.format_contract import Format, Input, ReadOptions, WriteOptions
from govinfo_schema.limits import STANDARD_LIMITS, Limits
from govinfo_schema.messages import Text
from govinfo_schema.provenance import Place

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

    from govinfo_converters.document import Grid
    from govinfo_schema.annotations import Annotation
    from govinfo_schema.forms import Report
    from govinfo_schema.messages import Language
    from govinfo_schema.reading import Reading

NOTES = "data-govinfo-notes"
"""The attribute of what an annotated copy adds to a page, and what is therefore no part of the document."""

_LEAST_CELLS = 2  # of a table that is one


def _ids(*tags: str) -> frozenset[int]:
    """Return the numbers that the parser knows tags by: they compare quicker than names."""
    make = LexborHTMLParser("").create_node
    return frozenset(make(tag).tag_id for tag in tags)


_TEXT = 2  # what the parser numbers a piece of text with
_UNSEEN = _ids("script", "style", "noscript", "template", "iframe", "object", "svg", "select", "datalist", "rt", "rp")
_CELLS = _ids("td", "th")
_LINES = _ids("pre", "textarea", "xmp", "listing", "plaintext")
_ALL_LINES = "pre,textarea,xmp,listing,plaintext"
_HANDLED = _UNSEEN | _LINES | _ids("input")
_INPUTS = frozenset({"", "text", "number", "tel", "search"})
_BREAKS = _LINES | _ids(
    *("address", "article", "aside", "blockquote", "br", "button", "center", "details", "dialog", "dir", "div"),
    *("fieldset", "figcaption", "figure", "footer", "form", "header", "hr", "label", "legend", "main", "menu", "nav"),
    *("p", "section", "summary", "dd", "dl", "dt", "li", "ol", "ul", "h1", "h2", "h3", "h4", "h5", "h6"),
    *("caption", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "del", "s", "strike", "sub", "sup"),
)
_BLOCKS = _BREAKS | _ids("body")

# Marks begin with a NUL, which no parsed text holds. The sign after it says what begins there.
_BREAK = "\x00 "
_TABLE = "\x00T"
_TABLE_PART = "T"

_SPACE = " \t\n\r\f"
_SPACES = re.compile("[ \t\n\r\f]+")
_SEVERAL_SPACES = ("  ", "\n", "\t", "\r", "\f")  # what has to become one blank
_HIDING_STYLE = re.compile(r"display\s*:\s*none", re.IGNORECASE)
_HIDING = (re.compile(rb"display\s*:\s*none"), re.compile(rb"DISPLAY\s*:\s*(?i:none)"))  # as editors write it; quick
_DECLARED = re.compile(
    rb"<meta[^>]{1,200}?charset\s*=\s*[\"']?\s*([\w-]+)|<\?xml[^>]+encoding=[\"']([\w-]+)", re.IGNORECASE
)
_TAG = re.compile(
    r"<(?:!doctype html|html|head|body|table|t[rdh]|div|p|span|h[1-6]|br|meta|title|ul|ol|li|center|font)[\s/>]",
    re.IGNORECASE,
)
_START = re.compile(r"(?:\s|<\?xml[^>]*>|<!--.*?-->)*+", re.DOTALL)
_DECLARATION_WITHIN = 4096  # bytes
_NOWHERE = Place()


def parse_html(data: bytes, name: str, limits: Limits = STANDARD_LIMITS) -> Document:
    """Make a document of the bytes of a page.

    Args:
        data: the page, in any encoding that ``text_decoding`` knows.
        name: its name for messages.
        limits: what the page may ask for.

    Returns:
        Paragraphs and grids in the order of the page. ``metadata`` holds the title and the meta tags, with names in
        lower case.

    Raises:
        ReadError: the bytes are no text, no HTML, or a page without any text.
    """
    decoded = decoded_page(data)
    if not _TAG.search(decoded.text):
        raise not_html(name)
    refuse_archive(decoded.text, name)
    # The parser takes UTF-8. It would drop a NUL and keep a byte order mark, which decoding does not.
    as_it_is = decoded.encoding == "utf-8" and not decoded.damaged and not data.startswith(BOM_UTF8)
    source = data if as_it_is else decoded.text.encode()
    tree = parsed_page(source, name, limits)
    metadata = _metadata(tree)
    blocks = _blocks(tree, source, limits)
    if not blocks:
        raise no_text(name, source)
    return Document(name=name, format="html", sha256=hashlib.sha256(data).hexdigest(), blocks=blocks, metadata=metadata)


def decoded_page(data: bytes) -> Decoded:
    """Decode a page, which may declare an encoding.

    Raises:
        ReadError: the bytes are no text.
    """
    declared = _DECLARED.search(data, 0, _DECLARATION_WITHIN)
    return decode(data, declared=(declared[1] or declared[2]).decode("ascii", "replace") if declared else None)


def cell_attributes(text: str, name: str) -> dict[tuple[int, int, int], dict[str, str | None]]:
    """Return the attributes of the element of each cell of the grids of a page.

    Args:
        text: the decoded page.
        name: its name for messages.

    Returns:
        The attributes by table, row and column as places count them.
    """
    source = text.encode()
    body = parsed_page(source, name, STANDARD_LIMITS).body
    found: dict[tuple[int, int, int], dict[str, str | None]] = {}
    if body is not None:
        _show_what_is_seen(body, source)
        _take_tables(body, STANDARD_LIMITS, found)
    return found


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


def _blocks(tree: LexborHTMLParser, source: bytes, limits: Limits) -> tuple[Block, ...]:
    body = tree.body
    if body is None:
        return ()
    _show_what_is_seen(body, source)
    grids = iter(_take_tables(body, limits))
    blocks: list[Block] = []
    for part in (" " + _marked_text(body)).split("\x00"):
        if part == _TABLE_PART:
            blocks.append(next(grids))
        elif not part.isspace():
            blocks.append(Paragraph(_line(part), _NOWHERE))
    return tuple(blocks)


def _show_what_is_seen(body: LexborNode, source: bytes) -> None:
    """Take out what is not seen, and put in what is seen though it is no text."""
    hidden = body.css(f"[hidden],[{NOTES}],xml")  # Word writes settings into an element of its own
    if any(style.search(source) for style in _HIDING):
        hidden += [node for node in body.css("[style]") if _HIDING_STYLE.search(node.attributes["style"] or "")]
    for node in hidden:
        if node.tag != "body":  # a page may hide its whole body until a script of it runs
            node.decompose()
    inside: set[int] = set()  # of what was replaced with its text
    for node in [node for node in body.traverse() if node.tag_id in _HANDLED]:
        if node.tag_id in _UNSEEN:
            node.decompose()
        elif node.tag_id in _LINES:
            if node.mem_id in inside:
                continue
            inside.update(inner.mem_id for inner in node.css(_ALL_LINES))
            node.replace_with(_BREAK + _marked_text(node).replace("\n", _BREAK) + _BREAK)
        else:
            _show_input(node)


def _show_input(node: LexborNode) -> None:
    attributes = node.attributes
    if (attributes.get("type") or "").lower() in _INPUTS:
        node.insert_before(_BREAK + (attributes.get("value") or "") + _BREAK)


def _take_tables(
    body: LexborNode, limits: Limits, attributes: dict[tuple[int, int, int], dict[str, str | None]] | None = None
) -> list[Grid]:
    """Take the tables out of the page, leave a mark where each one stood, and return their grids in order.

    Args:
        body: the page; it is changed.
        limits: what the page may ask for.
        attributes: filled with the attributes of the elements of the cells, as ``cell_attributes`` says.
    """
    nested = body.css("table table")
    for table in reversed(nested):
        if len(table.css("td,th")) < _LEAST_CELLS:
            table.replace_with(_BREAK + _text(table).replace("\n", _BREAK) + _BREAK)
    grids: list[Grid] = []
    for table in body.css("table"):
        if nested and len(table.css("table")) > 1:
            continue
        grid = _grid(table, len(grids) + 1, limits)
        if len(grid.cells) < _LEAST_CELLS:
            continue
        grids.append(grid)
        if attributes is not None:
            nodes = (node for line in _lines_of(table) for node in line)
            for cell, node in zip(grid.cells, nodes, strict=True):
                attributes[len(grids), cell.row + 1, cell.column + 1] = node.attributes
        for caption in table.css("caption"):
            table.insert_before(_BREAK + _text(caption).replace("\n", _BREAK))
        table.replace_with(_TABLE + _BREAK)
    return grids


def _grid(table: LexborNode, number: int, limits: Limits) -> Grid:
    spans = {cell.mem_id: spans_of(cell) for cell in table.css("[colspan],[rowspan]")}
    rows = [
        [_text(cell) if (span := spans.get(cell.mem_id)) is None else SpannedCell(_text(cell), *span) for cell in line]
        for line in _lines_of(table)
    ]
    return lay_out(rows, Place(table=number), group_ends(table.css("tr")) if spans else (), limits)


def _lines_of(table: LexborNode) -> list[list[LexborNode]]:
    """Return the cells of each row of a table."""
    return [[cell for cell in line.iter() if cell.tag_id in _CELLS] for line in table.css("tr")]


def _text(node: LexborNode) -> str:
    """Return the text of a cell, with a line break where a block or a line begins or ends."""
    text = node.text(separator="\x00", skip_empty=True).strip(_SPACE)
    # Most cells hold one short piece of text; it is printable when there is neither a mark nor a blank to look at.
    if text.isprintable() and "  " not in text:
        return text
    if "\x00" not in text:
        return _line(text)
    return "\n".join(line for line in map(_line, _marked_text(node).split("\x00")) if line)


def _marked_text(root: LexborNode) -> str:
    """Return the text of ``root``, with a mark wherever something inside begins or ends a line.

    Nodes come in the order in which they begin. That a block ended between two texts, and none began, is seen by the
    innermost blocks that they stand in: these are two.
    """
    parts: list[str] = []
    block = 0  # of the text before, where no block has begun since
    for node in root.traverse(include_text=True):
        tag = node.tag_id
        if tag == _TEXT:
            text = node.text_content or ""
            if text.strip(_SPACE):
                own = _block_of(node)
                if block not in (0, own):
                    parts.append(_BREAK)
                block = own
            parts.append(text)
        elif tag in _BREAKS:
            parts.append(_BREAK)
            block = 0
    return "".join(parts)


def _block_of(node: LexborNode) -> int:
    """Return the number of the innermost block round a text."""
    at = node.parent
    while at is not None and at.tag_id not in _BLOCKS:
        at = at.parent
    return at.mem_id if at is not None else -1


def _line(text: str) -> str:
    """Return the text of one line: blanks of the source count as one, those that the page shows stay."""
    line = text.strip(_SPACE)
    for several in _SEVERAL_SPACES:
        if several in line:
            return _SPACES.sub(" ", line)
    return line


def _annotate(given: Input, annotations: tuple[Annotation, ...], language: Language) -> bytes:
    from govinfo_converters.html_annotation import annotate_page  # noqa: PLC0415 - loads when a page is annotated

    return annotate_page(given, annotations, language)


def _write(report: Report, options: WriteOptions) -> bytes:
    from govinfo_converters.html_report import write_page  # noqa: PLC0415 - loads when a page is written

    return write_page(report, options)


def _looks_like_html(data: bytes) -> bool:
    text = data[:_DECLARATION_WITHIN].replace(b"\x00", b"").decode("latin-1")
    start = _START.match(text.removeprefix("ï»¿").removeprefix("ÿþ").removeprefix("þÿ"))
    return start is not None and _TAG.match(start.string, start.end()) is not None


def _read(given: Input, options: ReadOptions) -> Reading:
    return read_document(parse_html(given.data, given.name, options.limits), options)


def _read_all(given: Input, options: ReadOptions) -> tuple[Reading, ...]:
    return read_reports(parse_html(given.data, given.name, options.limits), options)


FORMAT = Format(
    name="html",
    description=Text(
        "网页：政府网站上的报告页面，或另存的网页", "web page: a report on a government site, or a saved page"
    ),
    suffixes=(".html", ".htm", ".shtml", ".xhtml"),
    sniff=_looks_like_html,
    read=_read,
    write=_write,
    annotate=_annotate,
    write_table=table_as_html,
    read_all=_read_all,
)
