"""Workbooks with findings in them: cells get a fill and a comment in the parts of the package, nothing else is touched.

A library that reads and writes whole workbooks would lose charts, pictures, macros and more. Here the sheets with
annotations, the styles and the comments change; every other part keeps its bytes, and the changed ones keep every
element that was there. Values, formulas and number formats stay; a comment that was there keeps its text, and ours
follows it.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from lxml import etree
from openpyxl.utils import get_column_letter

from govinfo_converters.annotation_looks import WHOLE
from govinfo_converters.office_kind import kind_of
from govinfo_converters.package_editing import OFFICE_RELATIONS, PackageEditor
from govinfo_converters.workbook_parts import addressed, sheet_names
from govinfo_converters.xlsx_comments import SheetComments
from govinfo_converters.xlsx_fills import Fills
from govinfo_schema.errors import WriteError
from govinfo_schema.messages import Text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from govinfo_converters.office_package import XmlElement
    from govinfo_schema.annotations import Annotation
    from govinfo_schema.format_contract import Input
    from govinfo_schema.messages import Language

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_ROW, _C, _DATA, _COL = _MAIN + "row", _MAIN + "c", _MAIN + "sheetData", _MAIN + "col"
_LEGACY = _MAIN + "legacyDrawing"
_RELATION_ID = f"{{{OFFICE_RELATIONS}}}id"
# What follows the drawing of comments in a sheet (ISO 29500-1, 18.3.1.99).
_AFTER_LEGACY = frozenset(
    {
        *(
            "legacyDrawingHF",
            "drawingHF",
            "picture",
            "oleObjects",
            "controls",
            "webPublishItems",
            "tableParts",
            "extLst",
        ),
        "AlternateContent",
    }
)
_KINDS = frozenset({"xlsx", "xlsm"})


def annotate_workbook(given: Input, annotations: tuple[Annotation, ...], language: Language) -> bytes:
    """Return a copy of a workbook with ``annotations``.

    Args:
        given: the bytes of an ``.xlsx`` or ``.xlsm``.
        annotations: what is said at which cells; what has no cell is said in the first cell of the first sheet.
        language: language of the comments.

    Raises:
        ReadError: the workbook is damaged.
        WriteError: it is a workbook of another kind, or of the strict variant.
    """
    if kind_of(given.data) not in _KINDS:
        raise _other_kind(given.name)
    editor = PackageEditor(given.data, given.name)
    parts = sheet_names(editor.package)
    fills = Fills(editor, editor.package.main_part("xl/workbook.xml"))
    in_sheets = sorted(_placed(annotations, parts), key=lambda pair: pair[0])
    for part, group in groupby(in_sheets, key=lambda pair: pair[0]):
        _annotate_sheet(editor, part, [annotation for _, annotation in group], fills, language)
    return editor.data


def _placed(annotations: Sequence[Annotation], parts: dict[str, str]) -> list[tuple[str, Annotation]]:
    """Return each annotation with the part of its sheet; the first one for what no sheet is named for."""
    first = next(iter(parts.values()))
    return [(parts.get(each.place.sheet or "", first), each) for each in annotations]


def _annotate_sheet(
    editor: PackageEditor, part: str, annotations: Sequence[Annotation], fills: Fills, language: Language
) -> None:
    root = editor.root(part)
    cells = _Cells(root)
    comments = SheetComments(editor, part)
    for each in annotations:
        place = each.place
        if place.sheet is None or place.row is None:
            comments.say(1, 1, WHOLE.in_language(language) + "\n" + each.text(language))
            continue
        row, column = place.row, place.column or 1
        comments.say(row, column, each.text(language))
        if place.column is not None:
            cell = cells.at(row, column)
            fills.fill(cell, each.shade)
    drawing = comments.write()
    if drawing is not None:
        _refer(root, drawing)


class _Cells:
    """The cells of a sheet by address. A cell that is not there is made, with the style that its place has."""

    def __init__(self, root: XmlElement) -> None:
        data = root.find(_DATA)
        self._data = root if data is None else data
        self._root = root
        self._rows: dict[int, XmlElement] = {}
        self._cells: dict[tuple[int, int], XmlElement] = {}
        for row, line, cells in addressed(self._data):
            line.set("r", str(row + 1))  # where a row or a cell without an address stands depends on those before it
            self._rows[row + 1] = line
            for column, cell in cells:
                cell.set("r", f"{get_column_letter(column + 1)}{row + 1}")
                self._cells[row + 1, column + 1] = cell

    def at(self, row: int, column: int) -> XmlElement:
        """Return the cell at an address; row and column count from 1."""
        found = self._cells.get((row, column))
        if found is None:
            found = self._cells[row, column] = self._made(row, column)
        return found

    def _made(self, row: int, column: int) -> XmlElement:
        line = self._rows.get(row)
        if line is None:
            line = self._rows[row] = self._data.makeelement(_ROW, {"r": str(row)})
            self._data.insert(sum(number < row for number in self._rows), line)
        line.attrib.pop("spans", None)  # only a hint, and wrong now
        cell = line.makeelement(_C, {"r": f"{get_column_letter(column)}{row}"})
        style = line.get("s") if line.get("customFormat") in ("1", "true") else self._style_of_column(column)
        if style is not None:
            cell.set("s", style)
        line.insert(sum(there[0] == row and there[1] < column for there in self._cells), cell)
        return cell

    def _style_of_column(self, column: int) -> str | None:
        for each in self._root.iter(_COL):
            if int(each.get("min") or 0) <= column <= int(each.get("max") or 0):
                return each.get("style")
        return None


def _refer(root: XmlElement, drawing: str) -> None:
    """Let a sheet name the drawing of its comments, in the place that the format has for that."""
    at = len(root)
    while at and str(root[at - 1].tag).rpartition("}")[2] in _AFTER_LEGACY:
        at -= 1
    element = etree.Element(_LEGACY, nsmap={"r": OFFICE_RELATIONS})
    element.set(_RELATION_ID, drawing)
    root.insert(at, element)


def _other_kind(name: str) -> WriteError:
    return WriteError(
        Text("只能给 xlsx 和 xlsm 工作簿加批注。", "Only workbooks of the kinds xlsx and xlsm are annotated."),
        where=name,
        advice=Text("请在 Excel 或 WPS 中另存为 xlsx。", "Save it as xlsx in Excel or WPS."),
    )
