"""Web pages with findings in them: attributes on the tags of cells, and a list of notes at the end of the page.

The bytes of the page stay, all of them and in their encoding; something is only put between them. Which tag belongs to
a cell is asked of the parser that reads pages: each tag gets a number, and the parser says which numbers it saw where.
No text is added to a cell; the number beside it is drawn by a style sheet.
"""

from __future__ import annotations

import re
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE, BOM_UTF32_BE, BOM_UTF32_LE
from html import escape
from typing import TYPE_CHECKING

from selectolax.lexbor import LexborHTMLParser

from govinfo_converters.annotation_looks import COLOURS, WHOLE
from govinfo_converters.html_page import NOTES, cell_attributes, decoded_page, parse_html
from govinfo_schema.errors import WriteError
from govinfo_schema.messages import Text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from govinfo_converters.text_decoding import Decoded
    from govinfo_schema.annotations import Annotation
    from govinfo_schema.format_contract import Input
    from govinfo_schema.messages import Language

_TAG = re.compile(r"<t[dh](?=[\s/>])", re.IGNORECASE)
_TAG_IN_BYTES = re.compile(rb"<t[dh](?=[\s/>])", re.IGNORECASE)
_BODY_END = re.compile(r"</body\s*>", re.IGNORECASE)
_BODY_END_IN_BYTES = re.compile(rb"</body\s*>", re.IGNORECASE)
_NUMBER = "data-govinfo-number"
_ANNOTATIONS = "data-govinfo-annotations"  # which the notes of a written page have not
_DIGITS = re.compile("[0-9]+")
_MARKS = (BOM_UTF32_LE, BOM_UTF32_BE, BOM_UTF8, BOM_UTF16_LE, BOM_UTF16_BE)
# Encodings in which "<" never is a part of another character, so that tags are found in the bytes themselves.
_LIKE_ASCII = frozenset({"utf-8", "gb18030", "big5hkscs"})
_STYLE = "".join(
    f'[data-govinfo="{shade}"]{{background:#{colour}!important;color:#000!important}}'
    for shade, colour in COLOURS.items()
) + (
    "[data-govinfo]{outline:2px solid #b00020;outline-offset:-2px}"
    "[data-govinfo]::after{content:'['attr(data-govinfo-note)']';font:bold .75em sans-serif;vertical-align:super;"
    "margin-left:.3em;color:#b00020}"
    f"[{_ANNOTATIONS}]{{margin:1em;padding:1em;border:2px solid #b00020;background:#fff;color:#000;text-align:left;"
    "font:1rem/1.6 sans-serif}"
    f"[{_ANNOTATIONS}] li{{white-space:pre-line;margin:.3em 0}}"
)
_ENDS_TRIED = 3  # the end of a body may stand in a comment or a script as well
_HEAD = Text("校验结果（不属于原网页）", "Results of the checks (no part of the page)")


def annotate_page(given: Input, annotations: tuple[Annotation, ...], language: Language) -> bytes:
    """Return a copy of a page with ``annotations``.

    Args:
        given: the bytes of the page, in any encoding.
        annotations: what is said at which cells, and what is said of the page as a whole.
        language: language of the notes.

    Raises:
        ReadError: the page cannot be read.
        WriteError: it has annotations already, bytes of it are damaged, or the copy would be read otherwise.
    """
    if not annotations:
        return given.data
    decoded = decoded_page(given.data)
    if LexborHTMLParser(decoded.text).css_first(f"aside[{_ANNOTATIONS}]") is not None:
        raise WriteError(
            Text("这个网页已经是加了批注的副本。", "This page is a copy with annotations already."),
            where=given.name,
            advice=Text("请对原来的网页加批注。", "Annotate the page that it was made of."),
        )
    if decoded.damaged:
        raise _not_possible(given.name)
    numbers = _numbers(decoded.text, given.name)
    offsets = _offsets(given.data, decoded)
    notes: list[tuple[Annotation, int | None]] = [
        (each, numbers.get((each.place.table or 0, each.place.row or 0, each.place.column or 0)))
        for each in annotations
    ]
    inserted = {
        offsets[number]: _attributes(note, each.shade, each.text(language))
        for note, (each, number) in enumerate(notes, 1)
        if number is not None
    }
    aside = _aside([each for each, _ in notes], language)
    for end in _ends(given.data, decoded):
        copy = _with(given.data, {**inserted, end: aside}, decoded.encoding)
        if _is_read_alike(given, copy):
            return copy
    raise _not_possible(given.name)


def _numbers(text: str, name: str) -> dict[tuple[int, int, int], int]:
    """Return the number of the tag of each cell among all that look like one, by table, row and column."""
    count = iter(range(len(text)))
    numbered = _TAG.sub(lambda tag: f"{tag[0]} {_NUMBER}={next(count)} ", text)
    found: dict[tuple[int, int, int], int] = {}
    for at, attributes in cell_attributes(numbered, name).items():
        digits = _DIGITS.match(attributes.get(_NUMBER) or "")
        if digits is not None:
            found[at] = int(digits[0])
    return found


def _offsets(data: bytes, decoded: Decoded) -> list[int]:
    """Return where in ``data`` the names of all tags end that look like those of cells."""
    return _places(data, decoded, _TAG, _TAG_IN_BYTES, at_end=True)


def _ends(data: bytes, decoded: Decoded) -> list[int]:
    """Return where in ``data`` the notes may stand, the best place first."""
    ends = _places(data, decoded, _BODY_END, _BODY_END_IN_BYTES, at_end=False)
    return [*reversed(ends[-_ENDS_TRIED:]), len(data)]


def _places(
    data: bytes, decoded: Decoded, pattern: re.Pattern[str], in_bytes: re.Pattern[bytes], *, at_end: bool
) -> list[int]:
    if decoded.encoding in _LIKE_ASCII:
        return [found.end() if at_end else found.start() for found in in_bytes.finditer(data)]
    mark = next((len(mark) for mark in _MARKS if data.startswith(mark)), 0)
    at = (found.end() if at_end else found.start() for found in pattern.finditer(decoded.text))
    return [mark + len(decoded.text[:place].encode(decoded.encoding)) for place in at]


def _attributes(number: int, shade: str, text: str) -> str:
    return (
        f' data-govinfo="{shade}" data-govinfo-note="{number}" title="{escape(text)}"'
        f' aria-describedby="govinfo-note-{number}"'
    )


def _aside(annotations: Sequence[Annotation], language: Language) -> str:
    """Return the list of notes, with the style sheet of the annotations."""
    items = "".join(
        f'<li id="govinfo-note-{number}">{escape(_told(each, language))}</li>'
        for number, each in enumerate(annotations, 1)
    )
    head = escape(_HEAD.in_language(language))
    lang = "zh-Hans" if language == "zh" else "en"
    return f'<aside {NOTES} {_ANNOTATIONS} lang="{lang}"><style>{_STYLE}</style><h2>{head}</h2><ol>{items}</ol></aside>'


def _told(annotation: Annotation, language: Language) -> str:
    where = annotation.place.text.in_language(language) or WHOLE.in_language(language).rstrip("：: ")
    return f"{where}\n{annotation.text(language)}"


def _with(data: bytes, inserted: dict[int, str], encoding: str) -> bytes:
    """Return ``data`` with texts put in at some places."""
    pieces: list[bytes] = []
    last = 0
    for at in sorted(inserted):
        pieces += [data[last:at], inserted[at].encode(encoding, errors="xmlcharrefreplace")]
        last = at
    return b"".join([*pieces, data[last:]])


def _is_read_alike(given: Input, copy: bytes) -> bool:
    """Say whether the copy shows what the page shows: the notes are seen as such, and all else is as it was."""
    notes = LexborHTMLParser(decoded_page(copy).text).css(f"aside[{NOTES}][{_ANNOTATIONS}]")
    page, again = parse_html(given.data, given.name), parse_html(copy, given.name)
    return len(notes) == 1 and page.blocks == again.blocks and page.metadata == again.metadata


def _not_possible(name: str) -> WriteError:
    return WriteError(
        Text("这个网页无法加批注而不改变其内容。", "This page cannot be annotated without changing what it says."),
        where=name,
        advice=Text(
            "请在浏览器中打开网页，另存后再加批注。", "Open it in a browser, save it anew, and annotate that file."
        ),
    )
