"""Pages of government sites, and tables saved as pages: HTML to paragraphs and grids.

What a reader of the page cannot see is left out: scripts, styles, ``display:none``, ``hidden``, closed lists of
choices, and the pinyin above ruby text. The value of an input field is its text. Nothing is fetched.

A table that holds other tables, or a single cell, is layout: its own text becomes paragraphs (``html_tables``). Lines
and cells hold what ``html_text`` makes of their nodes.
"""

from __future__ import annotations

import hashlib
import re
from operator import attrgetter
from typing import TYPE_CHECKING

from attrs import evolve

from govinfo_converters.document import Block, Document, Paragraph
from govinfo_converters.holdings import ON_PAPER
from govinfo_converters.html_parsing import parsed_page
from govinfo_converters.html_refusals import no_text, not_html, refuse_archive
from govinfo_converters.html_tables import TABLE_MARK, take_tables
from govinfo_converters.html_text import BREAK, LINES, line_in, marked_text, tag_ids
from govinfo_converters.reading import read_document, read_reports
from govinfo_converters.table_files import table_as_html
from govinfo_converters.text_decoding import Decoded, decode, is_utf8
from govinfo_schema.format_contract import Format, Input, ReadOptions, WriteOptions
from govinfo_schema.limits import STANDARD_LIMITS, Limits
from govinfo_schema.messages import Text
from govinfo_schema.provenance import Place

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

    from govinfo_schema.annotations import Annotation
    from govinfo_schema.forms import Report
    from govinfo_schema.messages import Language
    from govinfo_schema.reading import Reading

NOTES = "data-govinfo-notes"
"""The attribute of what an annotated copy adds to a page, and what is therefore no part of the document."""

_UNSEEN = tag_ids(
    *("script", "style", "noscript", "template", "iframe", "object", "svg", "select", "datalist", "rt", "rp")
)
_ALL_LINES = "pre,textarea,xmp,listing,plaintext"
_HANDLED = _UNSEEN | LINES | tag_ids("input")
_LAST_KNOWN = max(tag_ids("wbr", "xmp"))  # elements that HTML does not know have higher numbers
_INPUTS = frozenset({"", "text", "number", "tel", "search"})
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
_HEAD = 8192  # bytes: more than is looked at to tell an archive
_NOWHERE = Place()
_tag_id = attrgetter("tag_id")


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
    source = _source(data, name)
    tree = parsed_page(source, name, limits)
    metadata = _metadata(tree)
    blocks = _blocks(tree, source, limits)
    if not blocks:
        raise no_text(name, source)
    return Document(name=name, format="html", sha256=hashlib.sha256(data).hexdigest(), blocks=blocks, metadata=metadata)


def _source(data: bytes, name: str) -> bytes:
    """Return a page in UTF-8, which the parser takes; it would drop a NUL and keep a byte order mark."""
    text = data[:_HEAD].decode("utf-8", "ignore")
    if not (is_utf8(data) and _TAG.search(text)):
        text = decoded_page(data).text
        if not _TAG.search(text):
            raise not_html(name)
        data = text.encode()
    refuse_archive(text, name)
    return data


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
        take_tables(body, STANDARD_LIMITS, found)
    return found


def _metadata(tree: LexborHTMLParser) -> dict[str, str]:
    """Return the title and the meta tags; of several with one name the first."""
    title = tree.css_first("title")
    found = {"title": line_in(title.text())} if title is not None else {}
    for meta in tree.css("meta"):
        attributes = meta.attributes
        name = attributes.get("name") or attributes.get("property") or attributes.get("itemprop")
        content = attributes.get("content")
        if name and content and content.strip():
            found.setdefault(name.strip().lower(), line_in(content))
    return {name: value for name, value in found.items() if value}


def _blocks(tree: LexborHTMLParser, source: bytes, limits: Limits) -> tuple[Block, ...]:
    body = tree.body
    if body is None:
        return ()
    _show_what_is_seen(body, source)
    grids = iter(take_tables(body, limits))
    parts = f" {marked_text(body)}".split("\x00")
    return tuple(
        [
            next(grids) if part == TABLE_MARK else Paragraph(line, _NOWHERE)
            for part, line in zip(parts, map(line_in, parts), strict=True)
            if line and not line.isspace()
        ]
    )


def _show_what_is_seen(body: LexborNode, source: bytes) -> None:
    """Take out what is not seen, and put in what is seen though it is no text."""
    # Two selectors one after the other take half of the time that they take as a list.
    hidden = body.css("[hidden]") + body.css(f"[{NOTES}]")
    tags = set(map(_tag_id, body.traverse()))
    if max(tags) > _LAST_KNOWN:
        hidden += body.css("xml")  # Word writes settings into an element of its own
    if any(style.search(source) for style in _HIDING):
        hidden += [node for node in body.css("[style]") if _HIDING_STYLE.search(node.attributes["style"] or "")]
    for node in hidden:
        if node.tag != "body":  # a page may hide its whole body until a script of it runs
            node.decompose()
    if not tags.isdisjoint(_HANDLED):
        _show_handled(body)


def _show_handled(body: LexborNode) -> None:
    inside: set[int] = set()  # of what was replaced with its text
    for node in [node for node in body.traverse() if node.tag_id in _HANDLED]:
        if node.tag_id in _UNSEEN:
            node.decompose()
        elif node.tag_id in LINES:
            if node.mem_id in inside:
                continue
            inside.update(inner.mem_id for inner in node.css(_ALL_LINES))
            node.replace_with(BREAK + marked_text(node).replace("\n", BREAK) + BREAK)
        else:
            _show_input(node)


def _show_input(node: LexborNode) -> None:
    attributes = node.attributes
    if (attributes.get("type") or "").lower() in _INPUTS:
        node.insert_before(BREAK + (attributes.get("value") or "") + BREAK)


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
    read_only=(".xhtml",),
    sniff=_looks_like_html,
    read=_read,
    write=_write,
    annotate=_annotate,
    write_table=table_as_html,
    read_all=_read_all,
    holds=evolve(
        ON_PAPER,
        shown=("scope", "extensions", "corrections"),
        nothing=("candidates", "region_code", "source", "residue"),
    ),
)
