"""A workbook to fill in: the form as it is printed, with formulas in its totals, checks of what is typed, and lights.

Every cell of the form is filled in but the totals that an identity determines. Sheets are protected without a password,
so that labels and formulas are not changed by mistake. Defined names and places of tables are those of the workbooks
with reports, so that a filled-in workbook is read as one. Its words are Chinese: only Chinese organs fill it in.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from govinfo_converters.form_layout import REPORT_TITLE
from govinfo_converters.xlsx_checks import light_up_answer, write_checks
from govinfo_converters.xlsx_formulas import Formula, Sheet, range_of, totals_of
from govinfo_converters.xlsx_inputs import add_input_checks, add_year_check
from govinfo_converters.xlsx_pages import FOOT, SheetExtent, lay_out
from govinfo_converters.xlsx_plan import Spot, plan
from govinfo_converters.xlsx_report import SHEET, add_name, add_names, address_of_spot, comment_of
from govinfo_converters.xlsx_results import Results
from govinfo_converters.xlsx_styles import (
    TITLE_SIZE,
    add_styles,
    add_template_styles,
    cell_at,
    inset,
    look,
    put_text,
    template_look,
    text_height,
)
from govinfo_converters.xlsx_writing import reproducible_bytes
from govinfo_schema.forms import form_named
from govinfo_schema.versions import version_named

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell as SheetCell

    from govinfo_converters.xlsx_styles import TemplateLook
    from govinfo_schema.format_contract import TemplateOptions

_TITLE_ROW, _AGENCY_ROW, _YEAR_ROW, _ANSWER_ROW, _FIRST_ROW = 1, 2, 3, 4, 5
_LABEL_UNITS = 4  # that the labels above the tables take, at least
_UNIT_WIDTH = 5.2
_HEADING_HEIGHT, _ROW_HEIGHT = 26.0, 20.0  # points
_TITLE_HEIGHT = 34.0
_AGENCY, _YEAR, _ANSWER = "填报单位", "年度", "校验全部通过？"
_MONEY_FORMAT = "0.00####"
_OPENING_NOTE = "深灰色的格来自上年报告，请核对；与实际不符的可以改。"
_NOTES = (
    "填写说明",
    "浅黄色的格须逐格填写，没有的填 0，不要留空。",
    "浅灰色的合计由公式自动计算，各分项填全后才显示数字。",
    "填完后请看工作表“校验”：不符的项请先核对。工作表的保护没有密码，可在“审阅”中取消。",
)


def template_bytes(form_name: str, options: TemplateOptions) -> bytes:
    """Return the workbook in which the form ``form_name`` is filled in.

    Args:
        form_name: name of the form.
        options: what is known before.

    Raises:
        StructureError: there is no such form.
    """
    return _Template(form_name, options).data()


class _Template:
    """One workbook on its way."""

    def __init__(self, form_name: str, options: TemplateOptions) -> None:
        self.form = form_named(form_name)
        self.version = version_named(form_name)
        self.opening = options.opening
        self.plan = plan(self.form, _FIRST_ROW)
        self.book = Workbook()
        add_styles(self.book)
        add_template_styles(self.book)
        self.sheet = self.book.worksheets[0]
        self.sheet.title = SHEET.zh
        self.results = Results(self.book)
        self.heights = dict(self.plan.heights)
        self.merges = list(self.plan.merges)
        known = dict(self.opening.figures) if self.opening else {}
        self.given = {path: number for path, number in known.items() if path not in totals_of(self.form)}
        self.figures = Sheet(self.form, self.plan.spots, self.given)

    def data(self) -> bytes:
        """Draw everything, and return the bytes."""
        self.draw_head()
        self.draw_tables()
        self.draw_notes()
        self.draw_answer()
        inputs = [(path, spot) for path, spot in self.plan.spots.items() if path not in self.figures.totals]
        add_input_checks(self.sheet, self.form, inputs)
        self.set_up()
        add_names(self.book, self.form, "zh", self.plan)
        self.book.properties.title = REPORT_TITLE
        return reproducible_bytes(self.book, self.results.into_part)

    def across(self, row: int) -> Spot:
        return Spot(row, 1, row, self.plan.columns)

    def styled(self, spot: Spot, style: str) -> SheetCell:
        """Give all cells of ``spot`` their style, and return the first."""
        for row in range(spot.row, spot.last_row + 1):
            for column in range(spot.column, spot.last_column + 1):
                cell_at(self.sheet, row, column).style = style
        return cell_at(self.sheet, spot.row, spot.column)

    def write(self, spot: Spot, text: str, style: str) -> None:
        """Write a text beside the tables."""
        put_text(self.styled(spot, style), text)
        self.merge(spot)

    def merge(self, spot: Spot) -> None:
        if spot.merged:
            self.merges.append(spot.range)

    def draw_head(self) -> None:
        """Draw the title, which follows from organ and year, and the cells for them."""
        agency = self.opening.agency if self.opening and self.opening.agency else ""
        year = self.opening.year if self.opening else None
        agency_spot = self.labelled(_AGENCY_ROW, _AGENCY, "opening" if agency else "input")
        year_spot = self.labelled(_YEAR_ROW, _YEAR, "input" if year is None else "opening")
        if agency:
            put_text(cell_at(self.sheet, _AGENCY_ROW, agency_spot.column), agency)
        cell_at(self.sheet, _YEAR_ROW, year_spot.column).value = year
        for cell, spot in (("agency", agency_spot), ("year", year_spot)):
            add_name(self.book, f"govinfo.{cell}", address_of_spot(spot, SHEET.zh))
        add_year_check(self.sheet, self.version, year_spot)
        of_agency, of_year = range_of([agency_spot]), range_of([year_spot])
        text = f'={of_agency}&IF({of_year}="","",{of_year}&"年")&"{REPORT_TITLE}"'
        result = f"{agency}{'' if year is None else f'{year}年'}{REPORT_TITLE}"
        title = self.across(_TITLE_ROW)
        self.results.put(self.sheet, range_of([title]), Formula(text, result))
        self.styled(title, look("title"))
        self.merge(title)
        self.heights[_TITLE_ROW] = max(_TITLE_HEIGHT, text_height(result, self.plan.width(title), size=TITLE_SIZE))

    def labelled(self, row: int, label: str, style: TemplateLook) -> Spot:
        """Draw a label, and return the place beside it."""
        middle = self.plan.columns_of(_LABEL_UNITS)
        self.write(Spot(row, 1, row, middle), label, look("header"))
        spot = Spot(row, middle + 1, row, self.plan.columns)
        self.styled(spot, template_look(style))
        self.merge(spot)
        self.heights[row] = _ROW_HEIGHT
        return spot

    def draw_tables(self) -> None:
        for row, title in self.plan.headings:
            self.write(self.across(row), title, look("heading"))
            self.heights[row] = _HEADING_HEIGHT
        for item in self.plan.placed:
            if item.cell.path is not None:
                self.draw_value(item.cell.path, item.spot)
                continue
            cell = self.styled(item.spot, item.style)
            if item.cell.text:
                put_text(cell, item.cell.text)

    def draw_value(self, path: str, spot: Spot) -> None:
        """Draw a cell of the form: a formula, last year's figure, or room to fill in."""
        if path in self.figures.totals:
            self.styled(spot, template_look("total"))
            self.results.put(self.sheet, range_of([spot]), self.figures.total(path))
            return
        number = self.given.get(path)
        cell = self.styled(spot, template_look("input" if number is None else "opening"))
        if number is not None and self.opening is not None:
            cell.value = number
            year = "" if self.opening.earlier_year is None else f" {self.opening.earlier_year} 年"
            cell.comment = comment_of([f"来自上年{year}报告的“结转下年度继续办理”，请核对。"])
        if self.form.by_path[path].kind == "money":
            cell.number_format = _MONEY_FORMAT

    def draw_answer(self) -> None:
        """Say above the tables what the sheet of checks says over all of them."""
        figures = Sheet(self.form, self.plan.spots, self.given, title=SHEET.zh)
        answer = write_checks(self.book, figures, self.results)
        spot = self.labelled(_ANSWER_ROW, _ANSWER, "total")
        self.results.put(self.sheet, range_of([spot]), Formula(f"={answer.answer}", answer.result))
        light_up_answer(self.sheet, range_of([spot]))

    def draw_notes(self) -> None:
        """Write how the form is filled in below it, where it is not printed."""
        form = f"表式：{self.version.name}（{self.version.document}）。"
        opening = (_OPENING_NOTE,) if self.opening else ()
        for row, text in enumerate((*_NOTES, *opening, form), self.plan.last_row + 2):
            self.write(self.across(row), text, look("note"))
            self.heights[row] = text_height(text, self.plan.width(self.across(row)) - inset(look("note")))

    def set_up(self) -> None:
        """Set the sizes, the page, and the protection."""
        last = self.plan.last_row
        sections = (1, *(row for row, _ in self.plan.headings[1:]), last + 1)
        extent = SheetExtent(
            units=self.plan.units,
            unit_width=_UNIT_WIDTH,
            heights=self.heights,
            merges=self.merges,
            sections=sections,
        )
        lay_out(self.sheet, extent, FOOT.zh)
        self.sheet.print_area = f"A1:{get_column_letter(self.plan.columns)}{last}"
        self.sheet.protection.enable()
        self.sheet.freeze_panes = f"A{_FIRST_ROW}"
