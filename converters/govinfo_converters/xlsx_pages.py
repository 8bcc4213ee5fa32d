"""How the sheets of a workbook print: A4, as wide as the page, with breaks between tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from attrs import frozen
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.cell_range import CellRange, MultiCellRange
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.properties import PageSetupProperties

from govinfo_schema.messages import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from openpyxl.worksheet.worksheet import Worksheet

FOOT = Text("第 &P 页，共 &N 页", "Page &P of &N")
_A4 = 9  # number of the paper size in the file format
_PAGE_WIDTH, _PAGE_HEIGHT = 509.0, 741.0  # points of A4 within the margins
_POINTS_A_UNIT = 5.25  # of column width
_PLAIN_HEIGHT = 15.0  # points of a row whose height is not set


class _SortedRanges(MultiCellRange):
    """Merged rectangles in a fixed order; openpyxl keeps them in a set, which has none."""

    def __iter__(self) -> Iterator[CellRange]:
        return iter(self.sorted())


@frozen(kw_only=True)
class SheetExtent:
    """What is drawn on a sheet, as far as its size is concerned.

    Attributes:
        units: how many units each column of the sheet takes.
        unit_width: the width of a unit.
        heights: heights of rows in points.
        merges: the merged rectangles.
        sections: the rows in which parts begin that are better not cut, and the row after the last one.
    """

    units: Sequence[int]
    unit_width: float
    heights: Mapping[int, float]
    merges: Sequence[CellRange]
    sections: Sequence[int]

    def page_starts(self) -> Iterator[int]:
        """Yield the rows before which a new page begins, so that no section is cut that has room on one page."""
        scale = min(1.0, _PAGE_WIDTH / (sum(self.units) * self.unit_width * _POINTS_A_UNIT))
        room = _PAGE_HEIGHT / scale
        taken = 0.0
        for start, end in pairwise(self.sections):
            needed = sum(self.heights.get(row, _PLAIN_HEIGHT) for row in range(start, end))
            if taken and taken + needed > room >= needed:
                yield start
                taken = 0.0
            taken = (taken + needed) % room


def lay_out(sheet: Worksheet, extent: SheetExtent, footer: str) -> None:
    """Set widths, heights and merges of ``sheet``, and the page for printing."""
    for index, units in enumerate(extent.units, 1):
        sheet.column_dimensions[get_column_letter(index)].width = units * extent.unit_width
    for row, height in extent.heights.items():
        sheet.row_dimensions[row].height = height
    sheet.merged_cells = _SortedRanges(extent.merges)
    sheet.sheet_view.showGridLines = False
    set_up_page(sheet, footer, landscape=False)
    breaks: Any = sheet.row_breaks  # whose type information is not complete
    for row in extent.page_starts():
        breaks.append(Break(id=row - 1))


def set_up_page(sheet: Worksheet, footer: str, *, landscape: bool) -> None:
    """Let ``sheet`` print on A4, centred, as wide as the page."""
    sheet.page_setup.paperSize = _A4
    sheet.page_setup.orientation = "landscape" if landscape else "portrait"
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_options.horizontalCentered = True
    sheet.page_margins = PageMargins(left=0.6, right=0.6, top=0.7, bottom=0.7, header=0.3, footer=0.3)
    page_footer: Any = sheet.oddFooter  # always there, which the type information does not know
    page_footer.center.text = footer
