"""Word files with findings in them: cells are shaded and have a comment, nothing else is touched.

The document and its comments change; every other part keeps its bytes, and in the document every element that was there
stays. Which element a cell of a table is comes from the code that reads Word files.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lxml import etree

from govinfo_converters.annotation_looks import AUTHOR, COLOURS, WHOLE
from govinfo_converters.docx_file import cell_numbers, opened
from govinfo_converters.docx_markup import BODY, MAIN, TC, TC_PR, VAL, P, T, children
from govinfo_converters.package_editing import PackageEditor

if TYPE_CHECKING:
    from collections.abc import Sequence

    from govinfo_converters.office_package import XmlElement
    from govinfo_schema.annotations import Annotation, Shade
    from govinfo_schema.format_contract import Input
    from govinfo_schema.messages import Language

_COMMENTS_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_ID, _SHD, _P_PR, _R = (MAIN + name for name in ("id", "shd", "pPr", "r"))
# What follows the shading in the properties of a cell (ISO 29500-1, 17.4.66).
_AFTER_SHADING = frozenset(
    MAIN + name
    for name in (
        *("noWrap", "tcMar", "textDirection", "tcFitText", "vAlign", "hideMark", "headers", "cellIns", "cellDel"),
        *("cellMerge", "tcPrChange"),
    )
)
_NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def annotate_docx(given: Input, annotations: tuple[Annotation, ...], language: Language) -> bytes:
    """Return a copy of a Word file with ``annotations``.

    Args:
        given: the bytes of the file.
        annotations: what is said at which cells; what has no cell in the body is said in one comment at its beginning.
        language: language of the comments.

    Raises:
        ReadError: the file is damaged, or no Word file.
        WriteError: it is in the strict variant of the format.
    """
    package, main = opened(given.data, given.name)
    editor = PackageEditor(given.data, given.name)
    root = editor.root(main)
    numbers, elements = cell_numbers(package, main), list(root.iter(TC))
    comments = _Comments(editor, main)
    homeless: list[str] = []
    for each in annotations:
        place = each.place
        number = numbers.get((place.table or 0, place.row or 0, place.column or 0))
        paragraphs = [] if number is None else list(children(elements[number], {P}))
        if number is not None:
            _shade(elements[number], each.shade)
        if paragraphs:
            comments.add(paragraphs, each.text(language))
        else:
            where = place.text.in_language(language)
            homeless.append(f"{where}: {each.text(language)}" if where else each.text(language))
    body = root.find(BODY)
    paragraph = None if body is None else next(body.iter(P), None)
    if homeless and paragraph is not None:
        comments.add([paragraph], "\n".join([WHOLE.in_language(language), *homeless]))
    return editor.data


class _Comments:
    """The comments of a document, with those that are added."""

    def __init__(self, editor: PackageEditor, main: str) -> None:
        self._editor = editor
        self._main = main
        self._root: XmlElement | None = None
        self._next = 0

    def add(self, paragraphs: Sequence[XmlElement], text: str) -> None:
        """Say ``text`` of ``paragraphs``, from the beginning of the first to the end of the last."""
        root = self._comments()
        number = str(self._next)
        self._next += 1
        root.append(_comment(root, number, text))
        first, last = paragraphs[0], paragraphs[-1]
        properties = first.find(_P_PR)
        start = first.makeelement(MAIN + "commentRangeStart", {_ID: number})
        first.insert(0 if properties is None else first.index(properties) + 1, start)
        last.append(last.makeelement(MAIN + "commentRangeEnd", {_ID: number}))
        run = last.makeelement(_R, None)
        run.append(run.makeelement(MAIN + "commentReference", {_ID: number}))
        last.append(run)

    def _comments(self) -> XmlElement:
        if self._root is not None:
            return self._root
        part = next(iter(self._editor.related(self._main, "comments").values()), None)
        if part is None:
            part = self._editor.free_name(f"{self._main.rpartition('/')[0]}/comments{{}}.xml")
            new = etree.Element(MAIN + "comments", nsmap={"w": MAIN[1:-1]})
            self._editor.add_xml(part, new, _COMMENTS_TYPE)
            self._editor.relate(self._main, "comments", part)
        self._root = root = self._editor.root(part)
        ids = [int(each.get(_ID) or 0) for each in root.iter(MAIN + "comment")]
        self._next = max(ids, default=-1) + 1
        return root


def _comment(root: XmlElement, number: str, text: str) -> XmlElement:
    comment = root.makeelement(MAIN + "comment", {_ID: number, MAIN + "author": AUTHOR, MAIN + "initials": AUTHOR[:1]})
    for line in text.splitlines():
        paragraph = comment.makeelement(P, None)
        run = paragraph.makeelement(_R, None)
        inner = run.makeelement(T, {_SPACE: "preserve"})
        inner.text = _NOT_IN_XML.sub("\ufffd", line)
        run.append(inner)
        paragraph.append(run)
        comment.append(paragraph)
    return comment


def _shade(cell: XmlElement, shade: Shade) -> None:
    """Give a cell a colour, in the place that the format has for that."""
    properties = cell.find(TC_PR)
    if properties is None:
        properties = cell.makeelement(TC_PR, None)
        cell.insert(0, properties)
    shading = properties.find(_SHD)
    if shading is None:
        shading = properties.makeelement(_SHD, None)
        properties.insert(sum(each.tag not in _AFTER_SHADING for each in properties), shading)
    for name in list(shading.attrib):
        del shading.attrib[name]  # a colour of the theme would come before ours
    for name, value in ((VAL, "clear"), (MAIN + "color", "auto"), (MAIN + "fill", COLOURS[shade])):
        shading.set(name, value)
