"""Elements and parts of a Word file that is written: paragraphs, comments, properties, and what relates the parts."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING
from uuid import NAMESPACE_URL, uuid5

from lxml import etree

from govinfo_converters.annotation_looks import AUTHOR
from govinfo_converters.carried_record import RECORD_NAMESPACE
from govinfo_converters.docx_markup import MAIN
from govinfo_converters.docx_styles import UNCHANGING, R, W

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from govinfo_converters.office_package import XmlElement

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_NOT_IN_XML = re.compile("[^\t\n\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_BREAKS = {"\n": "br", "\t": "tab"}
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_TIME = "1980-01-01T00:00:00Z"  # no file says when it was written
_CONTENT_TYPES = {
    "word/document.xml": f"{_WORD_TYPE}.document.main+xml",
    "word/styles.xml": f"{_WORD_TYPE}.styles+xml",
    "word/settings.xml": f"{_WORD_TYPE}.settings+xml",
    "word/footer1.xml": f"{_WORD_TYPE}.footer+xml",
    "word/footer2.xml": f"{_WORD_TYPE}.footer+xml",
    "word/comments.xml": f"{_WORD_TYPE}.comments+xml",
    "docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
    "customXml/itemProps1.xml": "application/vnd.openxmlformats-officedocument.customXmlProperties+xml",
}
_OF_PACKAGE = (
    (f"{R}/officeDocument", "word/document.xml"),
    (f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
)
_OF_DOCUMENT = (
    (f"{R}/styles", "styles.xml"),
    (f"{R}/settings", "settings.xml"),
    (f"{R}/footer", "footer1.xml"),
    (f"{R}/footer", "footer2.xml"),
    (f"{R}/comments", "comments.xml"),
    (f"{R}/customXml", "../customXml/item1.xml"),
)
_OF_RECORD = ((f"{R}/customXmlProps", "itemProps1.xml"),)
# Programs keep a custom part through saving only where it has properties; the id is any, and always the same.
_RECORD_PROPERTIES = (
    f'{_HEAD}<ds:datastoreItem xmlns:ds="http://schemas.openxmlformats.org/officeDocument/2006/customXml"'
    f' ds:itemID="{{{str(uuid5(NAMESPACE_URL, RECORD_NAMESPACE)).upper()}}}"><ds:schemaRefs>'
    f'<ds:schemaRef ds:uri="{RECORD_NAMESPACE}"/></ds:schemaRefs></ds:datastoreItem>'
)


def element(name: str, attributes: Mapping[str, object] | None = None, *children: XmlElement) -> XmlElement:
    """Return an element of WordprocessingML with attributes of its namespace."""
    named = {MAIN + key: str(value) for key, value in (attributes or {}).items()}
    made = etree.Element(MAIN + name, named, nsmap={"w": W, "r": R})
    made.extend(children)
    return made


def as_text(text: str) -> str:
    """Return ``text`` as XML can hold it; what it cannot hold is shown as U+FFFD."""
    return _NOT_IN_XML.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))


def _run(text: str) -> XmlElement:
    run = element("r")
    for piece in re.split("([\n\t])", as_text(text)):
        if piece in _BREAKS:
            run.append(element(_BREAKS[piece]))
        elif piece:
            words = element("t")
            words.set(_SPACE, "preserve")
            words.text = piece
            run.append(words)
    return run


def paragraph(style: str, text: str, *properties: XmlElement, comment: int | None = None) -> XmlElement:
    """Return a paragraph.

    Args:
        style: id of its style.
        text: its words.
        properties: what it has beside its style, in the order of the format.
        comment: id of the comment on it, where there is one.
    """
    made = element("p", None, element("pPr", None, element("pStyle", {"val": style}), *properties))
    run = [_run(text)] if text else []
    if comment is None:
        made.extend(run)
        return made
    at = {"id": comment}
    reference = element("r", None, element("commentReference", at))
    made.extend([element("commentRangeStart", at), *run, element("commentRangeEnd", at), reference])
    return made


def comments_part(comments: Sequence[Sequence[str]]) -> XmlElement:
    """Return the part with the comments, each a sequence of lines; their ids are their numbers, from 0."""
    return element("comments", None, *_comments(comments))


def _comments(comments: Sequence[Sequence[str]]) -> Iterator[XmlElement]:
    for number, lines in enumerate(comments):
        by = {"id": number, "author": AUTHOR, "initials": AUTHOR[:1]}
        yield element("comment", by, *(element("p", None, _run(line)) for line in lines))


def other_parts(title: str) -> dict[str, bytes]:
    """Return the parts that do not depend on the report but for its title, in the order of the package.

    Document, comments and the custom part are to be added; what relates them to each other is here.
    """
    texts = {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _relations(_OF_PACKAGE),
        "word/_rels/document.xml.rels": _relations(_OF_DOCUMENT),
        "docProps/core.xml": _properties(title),
        "customXml/_rels/item1.xml.rels": _relations(_OF_RECORD),
        "customXml/itemProps1.xml": _RECORD_PROPERTIES,
        **UNCHANGING,
    }
    return {name: text.encode() for name, text in texts.items()}


def _content_types() -> str:
    overrides = "".join(f'<Override PartName="/{part}" ContentType="{kind}"/>' for part, kind in _CONTENT_TYPES.items())
    return (
        f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )


def _relations(related: Sequence[tuple[str, str]]) -> str:
    each = "".join(
        f'<Relationship Id="rId{number}" Type="{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(related, 1)
    )
    return f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{each}</Relationships>'


def _properties(title: str) -> str:
    times = "".join(f'<dcterms:{name} xsi:type="dcterms:W3CDTF">{_TIME}</dcterms:{name}>' for name in _TIMES)
    return (
        f'{_HEAD}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(title)}</dc:title><dc:creator>govinfo-schema</dc:creator>{times}</cp:coreProperties>"
    )


_TIMES = ("created", "modified")
