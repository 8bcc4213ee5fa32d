"""Comments for a sheet of a workbook that exists: their texts in one part, their boxes in a drawing of the old kind."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lxml import etree
from openpyxl.utils import get_column_letter

from govinfo_converters.annotation_looks import AUTHOR
from govinfo_schema.errors import WriteError
from govinfo_schema.messages import Text

if TYPE_CHECKING:
    from govinfo_converters.office_package import XmlElement
    from govinfo_converters.package_editing import PackageEditor

_NAME = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_MAIN = f"{{{_NAME}}}"
_COMMENTS_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
_DRAWING_TYPE = "application/vnd.openxmlformats-officedocument.vmlDrawing"
_RELATION_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_NAMES = (
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:x="urn:schemas-microsoft-com:office:excel"'
)
_DRAWING = f"""<xml {_NAMES}>
<o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="1"/></o:shapelayout>
</xml>
"""
_SHAPE_TYPE = "_x0000_t202"  # a text box
_SHAPE_TYPE_ELEMENT = f"""<v:shapetype {_NAMES} id="{_SHAPE_TYPE}" coordsize="21600,21600" o:spt="202" \
path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/>\
</v:shapetype>
"""
_SHAPE = """<v:shape {names} id="_x0000_s{number}" type="#_x0000_t202" \
style="position:absolute;margin-left:60pt;margin-top:2pt;width:300pt;height:120pt;z-index:1;visibility:hidden" \
fillcolor="#ffffe1" o:insetmode="auto"><v:fill color2="#ffffe1"/><v:shadow on="t" color="black" obscured="t"/>\
<v:path o:connecttype="none"/><v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox>\
<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/>\
<x:Anchor>{column}, 15, {row}, 2, {last_column}, 15, {last_row}, 4</x:Anchor><x:AutoFill>False</x:AutoFill>\
<x:Row>{at_row}</x:Row><x:Column>{at_column}</x:Column></x:ClientData></v:shape>
"""
_ENDS = "</xml>"
_NUMBER = re.compile(r'id="_x0000_s([0-9]{1,9})"')
_FIRST_NUMBER = 1025
_BOX_COLUMNS = 5
_CHARACTERS_IN_A_LINE = 24
_LEAST_LINES = 5
_MOST_LINES = 24
_NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class SheetComments:
    """The comments of one sheet, with those that are added."""

    def __init__(self, editor: PackageEditor, sheet: str) -> None:
        """Begin with the comments that are there; ``sheet`` is the part of the sheet."""
        self._editor = editor
        self._sheet = sheet
        self._said: dict[tuple[int, int], str] = {}

    def say(self, row: int, column: int, text: str) -> None:
        """Say ``text`` at a cell, after what is said there already; row and column count from 1."""
        before = self._said.get((row, column))
        self._said[row, column] = text if before is None else f"{before}\n{text}"

    def write(self) -> str | None:
        """Put the comments into the package.

        Returns:
            The id of the relation to a new drawing, which the sheet has to name; ``None`` where it names one.

        Raises:
            WriteError: the drawing of the comments that are there cannot be understood.
        """
        root = self._comments()
        author = _author(root)
        there = {each.get("ref"): each for each in root.iter(_MAIN + "comment")}
        new: list[tuple[int, int, str]] = []
        for (row, column), text in sorted(self._said.items()):
            at = f"{get_column_letter(column)}{row}"
            if at in there:
                _add_run(there[at], "\n" + text)
            else:
                root.find(_MAIN + "commentList").append(_comment(root, at, author, text))  # type: ignore[union-attr] # pyright: ignore[reportOptionalMemberAccess] - made with the part
                new.append((row, column, text))
        return self._draw(new)

    def _comments(self) -> XmlElement:
        part = next(iter(self._editor.related(self._sheet, "comments").values()), None)
        if part is None:
            part = self._editor.free_name("xl/comments{}.xml")
            root = etree.Element(_MAIN + "comments", nsmap={None: _NAME})
            self._editor.add_xml(part, root, _COMMENTS_TYPE)
            self._editor.relate(self._sheet, "comments", part)
        root = self._editor.root(part)
        for name in ("authors", "commentList"):
            if root.find(_MAIN + name) is None:
                root.insert(1 if name == "commentList" else 0, root.makeelement(_MAIN + name, None))
        return root

    def _draw(self, comments: list[tuple[int, int, str]]) -> str | None:
        """Draw the boxes of new comments; without a box, a program shows no comment."""
        named = self._editor.root(self._sheet).find(_MAIN + "legacyDrawing")
        relation = None
        if named is not None:
            part = self._editor.related(self._sheet, "vmlDrawing").get(named.get(_RELATION_ID) or "", "")
            drawing = _decoded(self._editor.bytes_of(part), self._editor.package.name) if part in self._editor else ""
        else:
            part, drawing = self._editor.free_name("xl/drawings/vmlDrawing{}.vml"), _DRAWING
            self._editor.set_default_type("vml", _DRAWING_TYPE)
            relation = self._editor.relate(self._sheet, "vmlDrawing", part)
        end = drawing.rfind(_ENDS)
        if end < 0:
            raise _not_understood(self._editor.package.name)
        numbers = [int(number) for number in _NUMBER.findall(drawing)]
        first = max([_FIRST_NUMBER - 1, *numbers]) + 1
        shapes = "".join(_shape(first + at, *comment) for at, comment in enumerate(comments))
        kind = "" if f'id="{_SHAPE_TYPE}"' in drawing else _SHAPE_TYPE_ELEMENT
        self._editor.put(part, (drawing[:end] + kind + shapes + drawing[end:]).encode())
        return relation


def _author(root: XmlElement) -> str:
    authors = root.find(_MAIN + "authors")
    assert authors is not None  # noqa: S101 - made with the part
    names = [each.text for each in authors]
    if AUTHOR not in names:
        names.append(AUTHOR)
        element = authors.makeelement(_MAIN + "author", None)
        element.text = AUTHOR
        authors.append(element)
    return str(names.index(AUTHOR))


def _comment(root: XmlElement, at: str, author: str, text: str) -> XmlElement:
    comment = root.makeelement(_MAIN + "comment", {"ref": at, "authorId": author})
    comment.append(comment.makeelement(_MAIN + "text", None))
    _add_run(comment, text)
    return comment


def _add_run(comment: XmlElement, text: str) -> None:
    """Add ``text`` to a comment, before what is no text (phonetic signs)."""
    container = comment.find(_MAIN + "text")
    assert container is not None  # noqa: S101 - each comment has a text
    run = container.makeelement(_MAIN + "r", None)
    inner = run.makeelement(_MAIN + "t", {_SPACE: "preserve"})
    inner.text = _NOT_IN_XML.sub("\ufffd", text)
    run.append(inner)
    container.insert(sum(each.tag in (_MAIN + "t", _MAIN + "r") for each in container), run)


def _shape(number: int, row: int, column: int, text: str) -> str:
    lines = sum(1 + len(line) // _CHARACTERS_IN_A_LINE for line in text.splitlines())
    height = max(_LEAST_LINES, min(lines, _MOST_LINES))
    return _SHAPE.format(
        names=_NAMES,
        number=number,
        row=max(0, row - 2),
        column=column,
        last_row=max(0, row - 2) + height,
        last_column=column + _BOX_COLUMNS,
        at_row=row - 1,
        at_column=column - 1,
    )


def _decoded(drawing: bytes, name: str) -> str:
    try:
        return drawing.decode()
    except UnicodeDecodeError as error:
        raise _not_understood(name) from error


def _not_understood(name: str) -> WriteError:
    return WriteError(
        Text("工作簿中原有批注的图形无法识读。", "The drawing of the comments of the workbook cannot be understood."),
        where=name,
        advice=Text("请在 Excel 中打开后另存，再加批注。", "Save it anew in Excel, and annotate that file."),
    )
