"""Fills for cells of a workbook that exists: each style gets a twin that differs in its fill alone."""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING

from govinfo_converters.annotation_looks import COLOURS

if TYPE_CHECKING:
    from govinfo_converters.office_package import XmlElement
    from govinfo_converters.package_editing import PackageEditor
    from govinfo_schema.annotations import Shade

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_FILLS, _FILL, _FORMATS = _MAIN + "fills", _MAIN + "fill", _MAIN + "cellXfs"


class Fills:
    """The styles of a workbook, to which filled twins are added."""

    def __init__(self, editor: PackageEditor, main: str) -> None:
        """Find the styles.

        Args:
            editor: the workbook.
            main: its main part.
        """
        self._editor = editor
        self._part = next(iter(editor.related(main, "styles").values()), None)
        self._fills: dict[Shade, str] = {}
        self._twins: dict[tuple[str, Shade], str] = {}

    def fill(self, cell: XmlElement, shade: Shade) -> None:
        """Give ``cell`` the fill of ``shade``; a workbook without styles of its own has no fills either."""
        if self._part is None:
            return
        old = cell.get("s") or "0"
        if (old, shade) not in self._twins:
            self._twins[old, shade] = self._twin(old, shade)
        cell.set("s", self._twins[old, shade])

    def _twin(self, old: str, shade: Shade) -> str:
        root = self._editor.root(self._part or "")
        formats = root.find(_FORMATS)
        if formats is None or not old.isdecimal() or int(old) >= len(formats):
            return old  # a style that is not there has no twin
        twin = deepcopy(formats[int(old)])
        twin.set("fillId", self._fill(root, shade))
        twin.set("applyFill", "1")
        return _appended(formats, twin)

    def _fill(self, root: XmlElement, shade: Shade) -> str:
        if shade not in self._fills:
            fills = root.find(_FILLS)
            if fills is None:
                fills = root.makeelement(_FILLS, None)
                root.insert(sum(each.tag in (_MAIN + "numFmts", _MAIN + "fonts") for each in root), fills)
                for pattern in ("none", "gray125"):  # the first two fills are given
                    _appended(fills, _filled(fills, pattern))
            self._fills[shade] = _appended(fills, _filled(fills, "solid", COLOURS[shade]))
        return self._fills[shade]


def _filled(fills: XmlElement, pattern: str, colour: str | None = None) -> XmlElement:
    fill = fills.makeelement(_FILL, None)
    inner = fill.makeelement(_MAIN + "patternFill", {"patternType": pattern})
    fill.append(inner)
    if colour is not None:
        inner.append(inner.makeelement(_MAIN + "fgColor", {"rgb": f"FF{colour}"}))
        inner.append(inner.makeelement(_MAIN + "bgColor", {"indexed": "64"}))
    return fill


def _appended(container: XmlElement, element: XmlElement) -> str:
    """Append an element to a counted list, and return its number."""
    container.append(element)
    container.set("count", str(len(container)))
    return str(len(container) - 1)
