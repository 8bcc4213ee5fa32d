"""Word documents (.docx, .docm): paragraphs and grids as a reader of the document sees them.

Macros, links and pictures are never looked at. What ``docx_markup`` says of changes, hidden text and text boxes, and
``docx_blocks`` of tables, holds. Headers and footers of pages are left out; footnotes stand at the end.
"""

from __future__ import annotations

import hashlib
import re
from contextlib import suppress
from typing import TYPE_CHECKING

from govinfo_converters.carried_record import RECORD_NAMESPACE
from govinfo_converters.document import Document
from govinfo_converters.docx_blocks import BlockReader
from govinfo_converters.docx_markup import ALT_CHUNK, BODY, MAIN, TC, hidden_styles, show
from govinfo_converters.office_kind import ZIP, kind_of, wrong_kind
from govinfo_converters.office_package import open_package, xml_root
from govinfo_converters.reading import read_document, read_reports
from govinfo_schema.errors import ReadError
from govinfo_schema.format_contract import Format, Input, ReadOptions, WriteOptions
from govinfo_schema.holding import Holds
from govinfo_schema.limits import STANDARD_LIMITS, Limits
from govinfo_schema.messages import Text

if TYPE_CHECKING:
    from govinfo_converters.document import Block
    from govinfo_converters.office_package import Package, XmlElement
    from govinfo_schema.annotations import Annotation
    from govinfo_schema.forms import Report
    from govinfo_schema.messages import Language
    from govinfo_schema.reading import Reading

_WORD = Text("Word 文件（docx）", "a Word file (docx)")
_MAIN = "word/document.xml"
_STYLES, _FOOTNOTES = "styles.xml", "footnotes.xml"
_FOOTNOTE = MAIN + "footnote"
_RECORD_PART = re.compile(r"customXml/item\d*\.xml")


def parse_docx(data: bytes, name: str, limits: Limits = STANDARD_LIMITS) -> Document:
    """Make a document of a Word file.

    Args:
        data: the bytes of the file.
        name: its name for messages.
        limits: what the file may ask for.

    Returns:
        Paragraphs without places, and grids numbered in the order of the document.

    Raises:
        ReadError: it is no Word file, damaged, protected by a password, unpacks to too much, or shows no text.
    """
    package, main = opened(data, name, limits)
    blocks = _blocks(package, main)
    digest = hashlib.sha256(data).hexdigest()
    return Document(name=name, format="docx", sha256=digest, blocks=blocks, record=_record(package))


def _record(package: Package) -> str | None:
    """Return the record that the file carries; a part that cannot be read carries none."""
    for part in filter(_RECORD_PART.fullmatch, package.entries):
        with suppress(ReadError):
            source = package.bytes_of(part)
            if RECORD_NAMESPACE.encode() in source:
                return "".join(xml_root(source, package.name, part).itertext())
    return None


def opened(data: bytes, name: str, limits: Limits = STANDARD_LIMITS) -> tuple[Package, str]:
    """Return the package of a Word file, and its main part.

    Raises:
        ReadError: it is no Word file, damaged, or protected by a password.
    """
    if not data.startswith(ZIP):
        raise wrong_kind(kind_of(data), _WORD, name)
    package = open_package(data, name, limits)
    main = package.main_part(_MAIN)
    kind = "docx" if main == _MAIN and main in package else kind_of(data)
    if kind != "docx" and (kind != "zip" or main not in package):
        raise wrong_kind(kind, _WORD, name)
    return package, main


def cell_numbers(package: Package, main: str) -> dict[tuple[int, int, int], int]:
    """Return where the cells of the grids of a Word file stand in its main part.

    Args:
        package: the open file.
        main: its main part.

    Returns:
        The number of the element of each cell, counted from 0 among those of all cells in the part, by table, row and
        column as places count them.
    """
    source = package.bytes_of(main)
    root = xml_root(source, package.name, main)
    numbers = {element: number for number, element in enumerate(root.iter(TC))}
    reader, _ = _read_body(package, main, root)
    return {at: numbers[element] for at, element in reader.elements.items()}


def _read_body(package: Package, main: str, root: XmlElement) -> tuple[BlockReader, list[Block]]:
    """Read the body of the document; its tree is changed to what a reader sees."""
    body = root.find(BODY)
    if body is None:
        raise _no_text(root, package.name)
    source = package.bytes_of(main)
    styles = f"{main.rpartition('/')[0]}/{_STYLES}"
    hidden = _hidden_styles(package, styles) if b"rStyle" in source else frozenset[str]()
    reader = BlockReader(show(root, source, hidden), package.name, package.limits)
    return reader, reader.blocks(body)


def _blocks(package: Package, main: str) -> tuple[Block, ...]:
    source = package.bytes_of(main)
    root = xml_root(source, package.name, main)
    folder = main.rpartition("/")[0]
    reader, blocks = _read_body(package, main, root)
    if not blocks:
        raise _no_text(root, package.name)
    notes = f"{folder}/{_FOOTNOTES}"
    if b"footnoteReference" in source and notes in package:
        notes_source = package.bytes_of(notes)
        notes_root = xml_root(notes_source, package.name, notes)
        styles = f"{folder}/{_STYLES}"
        hidden = _hidden_styles(package, styles) if b"rStyle" in source else frozenset[str]()
        show(notes_root, notes_source, hidden)
        for note in notes_root.iter(_FOOTNOTE):
            blocks += reader.blocks(note)
    return tuple(blocks)


def _hidden_styles(package: Package, styles: str) -> frozenset[str]:
    source = package.bytes_of(styles) if styles in package else b""
    return hidden_styles(xml_root(source, package.name, styles)) if b"vanish" in source else frozenset()


def _no_text(root: XmlElement, name: str) -> ReadError:
    if next(root.iter(ALT_CHUNK), None) is not None:
        return ReadError(
            Text("文件的内容是嵌入的网页，不是 Word 文字。", "The content is an embedded web page, not Word text."),
            where=name,
            advice=Text("请用 Word 打开后另存为 docx。", "Open it in Word and save it as docx."),
        )
    return ReadError(
        Text("文件中没有文字。", "The file holds no text."),
        where=name,
        advice=Text(
            "内容可能是图片：请用原始文件。", "Its content may be pictures: use the document that they were made from."
        ),
    )


def _read(given: Input, options: ReadOptions) -> Reading:
    return read_document(parse_docx(given.data, given.name, options.limits), options)


def _read_all(given: Input, options: ReadOptions) -> tuple[Reading, ...]:
    return read_reports(parse_docx(given.data, given.name, options.limits), options)


def _annotate(given: Input, annotations: tuple[Annotation, ...], language: Language) -> bytes:
    from govinfo_converters.docx_annotation import annotate_docx  # noqa: PLC0415 - loads when a file is annotated

    return annotate_docx(given, annotations, language)


def _write(report: Report, options: WriteOptions) -> bytes:
    from govinfo_converters.docx_writing import docx_bytes  # noqa: PLC0415 - loads when a file is written

    return docx_bytes(report, options)


def _looks_like_docx(data: bytes) -> bool:
    return kind_of(data) == "docx"


FORMAT = Format(
    name="docx",
    description=Text(
        "Word 文件：docx、docm（docm 只读；写出为正式年报）",
        "Word files: docx, and docm to read; written as the official report",
    ),
    suffixes=(".docx", ".docm"),
    read_only=(".docm",),
    sniff=_looks_like_docx,
    read=_read,
    read_all=_read_all,
    write=_write,
    annotate=_annotate,
    holds=Holds(nothing=("source",)),  # it carries the whole report
)
