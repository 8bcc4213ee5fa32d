"""Web archives (.mht, .mhtml): a page with its frames and pictures in one file, as browsers and Word save them.

The page itself is read; where it holds no report, its frames are, and the one that holds the report counts. Pictures,
styles and scripts are never looked at. Encodings are undone strictly: a part whose base64 is damaged is refused, as
a character that is lost could be a digit.
"""

from __future__ import annotations

import hashlib
from email.parser import BytesParser
from typing import TYPE_CHECKING, cast

from attrs import evolve, frozen

from govinfo_converters.html_page import parse_html
from govinfo_converters.reading import read_document
from govinfo_converters.text_decoding import decode, looks_like_web_archive
from govinfo_schema.errors import GovinfoError, ReadError, RecognitionError
from govinfo_schema.format_contract import Format, Input, ReadOptions
from govinfo_schema.limits import STANDARD_LIMITS, Limits, bounded
from govinfo_schema.messages import Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from email.message import Message

    from govinfo_converters.document import Document
    from govinfo_schema.reading import Reading

_PAGES = frozenset({"text/html", "application/xhtml+xml"})
_AGAIN = Text(
    "请在浏览器中重新另存，或另存为“网页，仅 HTML”。", "Save it anew in a browser, or as “web page, HTML only”."
)


@frozen
class _Part:
    """A page of an archive, its encoding for the transfer undone."""

    data: bytes
    name: str


def parse_mhtml(data: bytes, name: str, limits: Limits = STANDARD_LIMITS) -> tuple[Document, ...]:
    """Make documents of the pages in a web archive.

    Args:
        data: the archive.
        name: its name for messages.
        limits: what the archive may ask for; each of its pages counts as one of ``pages``.

    Returns:
        The page that was saved, and then those of its frames; what shows no text is left out.

    Raises:
        ReadError: it is no web archive, damaged, or none of its pages can be read.
    """
    digest = hashlib.sha256(data).hexdigest()
    documents: list[Document] = []
    failure: ReadError | None = None
    for part in _parts(data, name, limits):
        try:
            document = parse_html(part.data, name, limits)
        except ReadError as error:
            failure = failure or error
            continue
        metadata = {**document.metadata, "part": part.name}
        documents.append(evolve(document, format="mhtml", sha256=digest, metadata=metadata))
    if not documents:
        raise failure or _no_page(name)
    return tuple(documents)


def _parts(data: bytes, name: str, limits: Limits) -> list[_Part]:
    """Return the pages of an archive, the one that was saved first."""
    if not looks_like_web_archive(data):
        raise _no_archive(name)
    with bounded(limits):
        archive = BytesParser().parsebytes(data.removeprefix(b"\xef\xbb\xbf").lstrip())
    pages = [part for part in _leaves(archive, name, limits) if part.get_content_type() in _PAGES]
    if len(pages) > limits.pages:
        what = Text(f"网页存档中有 {len(pages)} 个网页", f"The web archive holds {len(pages)} pages")
        raise limits.refusal("pages", what, where=name, needed=len(pages))
    start = str(archive.get_param("start") or "").strip("<>")
    pages.sort(key=lambda part: not start or start != _header(part, "Content-ID").strip("<>"))
    return [_Part(_content(part, name), _header(part, "Content-Location")) for part in pages]


def _leaves(archive: Message, name: str, limits: Limits) -> Iterator[Message]:
    """Yield the parts that hold no others, in their order. No recursion: parts may be nested deeply."""
    waiting = [(archive, 0)]
    while waiting:
        part, depth = waiting.pop()
        if depth > limits.depth:
            what = Text(f"网页存档嵌套超过 {limits.depth} 层", f"The web archive is nested {depth} deep or more")
            raise limits.refusal("depth", what, where=name)
        if part.is_multipart():
            inner = cast("list[Message]", part.get_payload())  # as it has several parts
            waiting += [(each, depth + 1) for each in reversed(inner)]
        else:
            yield part


def _header(part: Message, name: str) -> str:
    return "".join(str(part.get(name) or "").split())


def _content(part: Message, name: str) -> bytes:
    """Return the bytes of a page, in UTF-8 where the archive says in which encoding they are."""
    content = part.get_payload(decode=True)
    if part.defects or not isinstance(content, bytes):
        raise ReadError(
            Text(
                "网页存档已损坏：其中网页的编码不完整。", "The web archive is damaged: the coding of a page is broken."
            ),
            where=name,
            advice=_AGAIN,
        )
    charset = part.get_content_charset()
    return decode(content, declared=charset).text.encode() if charset and content.strip() else content


def _no_archive(name: str) -> ReadError:
    return ReadError(
        Text("这不是网页存档（mht）：没有 MIME 标头。", "This is no web archive (mht): it has no MIME header."),
        where=name,
        advice=Text("如果是网页，请用 --format html 读取。", "If it is a web page, read it with --format html."),
    )


def _no_page(name: str) -> ReadError:
    return ReadError(
        Text("网页存档中没有网页。", "The web archive holds no page."),
        where=name,
        advice=_AGAIN,
    )


def read_mhtml(given: Input, options: ReadOptions) -> Reading:
    """Read the report that stands in a web archive: in its page, or else in one of its frames.

    Raises:
        ReadError: the archive cannot be read.
        RecognitionError: no page holds a report, or several frames hold one each.
    """
    documents = parse_mhtml(given.data, given.name, options.limits)
    try:
        return read_document(documents[0], options)
    except RecognitionError:
        found = list(_readings(documents[1:], options))
        if len(found) > 1:
            raise _several(given.name, len(found)) from None
        if found:
            return found[0]
        raise


def _readings(documents: Sequence[Document], options: ReadOptions) -> Iterator[Reading]:
    for document in documents:
        try:
            yield read_document(document, options)
        except GovinfoError:
            continue


def _several(name: str, count: int) -> RecognitionError:
    return RecognitionError(
        Text(f"网页存档中有 {count} 个框架各有一份报告。", f"{count} frames of the web archive hold a report each."),
        where=name,
        advice=Text("请分别保存各框架的网页。", "Save the page of each frame by itself."),
    )


FORMAT = Format(
    name="mhtml",
    description=Text(
        "网页存档：浏览器或 Word 另存的单个文件", "web archive: a page that a browser or Word saved as one file"
    ),
    suffixes=(".mht", ".mhtml"),
    sniff=looks_like_web_archive,
    read=read_mhtml,
)
