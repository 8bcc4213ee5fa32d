"""The first sheet of a workbook: the report as its form prints it, with marks, findings and a legend."""

from __future__ import annotations

from typing import TYPE_CHECKING

from openpyxl.comments import Comment
from openpyxl.utils import get_column_letter
from openpyxl.workbook.defined_name import DefinedName

from govinfo_converters.form_layout import report_title
from govinfo_converters.printed_text import printed
from govinfo_converters.report_words import RELATIONS, SCOPES, SEVERITIES, STATES
from govinfo_converters.xlsx_pages import FOOT, SheetExtent, lay_out
from govinfo_converters.xlsx_plan import Spot, plan
from govinfo_converters.xlsx_remarks import (
    CellRemarks,
    checked_form,
    correction_remarks,
    finding_remarks,
    line_remark,
    mark_remarks,
    remarks,
)
from govinfo_converters.xlsx_styles import (
    TEXT_SIZE,
    TITLE_SIZE,
    Figure,
    cell_at,
    check_look,
    fill_look,
    inset,
    look,
    put_figure,
    put_text,
    safe_text,
    text_height,
    text_width,
)
from govinfo_schema import __version__
from govinfo_schema.forms import cell_values, form_of
from govinfo_schema.marks import Mark
from govinfo_schema.messages import Text
from govinfo_schema.versions import version_named

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from openpyxl.cell.cell import Cell as SheetCell
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

    from govinfo_converters.xlsx_plan import Plan
    from govinfo_schema.cells import FlatForm
    from govinfo_schema.format_contract import WriteOptions
    from govinfo_schema.forms import Report
    from govinfo_schema.messages import Language
    from govinfo_schema.migration.ledger import Relation

SHEET = Text("报告", "Report")
_AUTHOR = "govinfo-schema"
_FORM = Text("表式", "Form")
_PERIOD = Text("统计期限", "Period")
_PUBLISHED = Text("公布日期", "Published")
_SCOPE = Text("统计范围", "Scope")
_COLON = Text("：", ": ")
_SEMICOLON = Text("；", "; ")
_EXTENSIONS = Text("各地增设的行(不属于表式,照原文)", "Rows added locally (not part of the form, as printed)")
_LEGEND = Text("图例(有批注的单元格,将鼠标移到其上即可查看说明)", "Legend (point at a cell with a comment to read it)")
_FAILED = Text("检查未通过", "A check failed")
_SUSPECT = Text("检查未通过：错误，先核对此格", "A check failed: error; look at this figure first")
_MADE: dict[Relation, Text] = {
    "deduced": Text("原报告没有这个数", "the report as published has no such figure"),
    "summed": Text("由原报告的几个数相加", "added up from published figures"),
    "approximate": Text("原报告的数，口径不同", "a published figure, counted differently"),
}

_COMMENT_WIDTHS = (120, 360)  # pixels, least and most
_COMMENT_MARGIN = 16  # pixels
_PIXELS_A_CHARACTER = 7  # half-width
_PIXELS_A_POINT = 96 / 72
_HALF = 8  # units of the sheet that the left half of extensions and legend takes, at least
_HEADING_HEIGHT = 26.0  # points
_NOTHING = CellRemarks()


def address(form: FlatForm, path: str, language: Language) -> str:
    """Return the place of the cell ``path`` of ``form`` in the workbook, for example ``'报告'!$I$21``."""
    return address_of_spot(plan(form).spots[path], SHEET.in_language(language))


def address_of_spot(spot: Spot, sheet: str) -> str:
    """Return the address of the first cell of ``spot`` on the sheet called ``sheet``."""
    return f"'{sheet}'!${get_column_letter(spot.column)}${spot.row}"


def add_names(book: Workbook, form: FlatForm, language: Language, drawn: Plan | None = None) -> None:
    """Give ``book`` the defined names by which a program finds form, standard and cells again.

    ``govinfo.form``, ``govinfo.notice`` and ``govinfo.standard`` are texts: the name of the form, the number of the
    notice that issued it, and the version of the standard. ``govinfo.table.1`` and so on are the tables. Every cell has
    a name, which is its path. Names move along when a person inserts rows or columns, or renames the sheet.

    Args:
        book: the book.
        form: the form that its first sheet shows.
        language: the language of the name of that sheet.
        drawn: the plan that the sheet was drawn by; by default that of ``form`` below two rows.
    """
    of = drawn or plan(form)
    notice = version_named(form.name).document
    for name, text in (("form", form.name), ("notice", notice), ("standard", __version__)):
        add_name(book, f"govinfo.{name}", f'"{text}"')
    sheet = SHEET.in_language(language)
    for number, area in enumerate(of.areas, 1):
        left, right = get_column_letter(area.column), get_column_letter(area.last_column)
        add_name(book, f"govinfo.table.{number}", f"'{sheet}'!${left}${area.row}:${right}${area.last_row}")
    for path in form.paths:
        add_name(book, path, address_of_spot(of.spots[path], sheet))


def add_name(book: Workbook, name: str, refers_to: str) -> None:
    """Give ``book`` a defined name."""
    book.defined_names[name] = DefinedName(name, attr_text=refers_to)


def write_report(sheet: Worksheet, report: Report, options: WriteOptions) -> None:
    """Draw ``report`` on ``sheet``.

    Args:
        sheet: an empty sheet of a book that has the shared styles.
        report: the report.
        options: findings, ledger and language.
    """
    _Drawing(sheet, report, options).draw()


class _Drawing:
    """One report on its way onto one sheet."""

    def __init__(self, sheet: Worksheet, report: Report, options: WriteOptions) -> None:
        self.sheet = sheet
        self.report = report
        self.language: Language = options.language
        self.ledger = options.ledger
        self.form = form_of(report)
        self.plan = plan(self.form)
        self.said = remarks(report, options)
        self.is_checked = checked_form(report, options) == self.form.name
        self.heights = dict(self.plan.heights)
        self.merges = list(self.plan.merges)
        self.next_row = self.plan.last_row + 2
        self.sections = [1, *(row for row, _ in self.plan.headings[1:])]

    def draw(self) -> None:
        figures = {
            path: Figure.of(value, known_unit=self.form.by_path[path].unit)
            for path, value in cell_values(self.report).items()
            if value is not None
        }
        unit_width = self.plan.unit_width({path: text_width(figure.shown) for path, figure in figures.items()})
        self.draw_titles()
        for item in self.plan.placed:
            if item.cell.path is not None:
                self.draw_value(item.spot, item.cell.path, figures.get(item.cell.path), unit_width)
                continue
            cell = self.styled(item.spot, item.style)
            if item.cell.text:
                put_text(cell, item.cell.text)
        self.draw_extensions()
        self.draw_legend()
        self.set_up(unit_width)

    def say(self, text: Text) -> str:
        return text.in_language(self.language)

    def styled(self, spot: Spot, style: str) -> SheetCell:
        """Give all cells of ``spot`` their style, and return the first."""
        for row in range(spot.row, spot.last_row + 1):
            for column in range(spot.column, spot.last_column + 1):
                cell_at(self.sheet, row, column).style = style
        return cell_at(self.sheet, spot.row, spot.column)

    def write(self, row: int, text: str, style: str, *, columns: tuple[int, int] | None = None) -> None:
        """Write ``text`` over all columns of the sheet, or over ``columns``, first and last."""
        spot = Spot(row, (columns or (1, 0))[0], row, (columns or (1, self.plan.columns))[1])
        put_text(self.styled(spot, style), text)
        if spot.merged:
            self.merges.append(spot.range)
        size = TITLE_SIZE if style == look("title") else TEXT_SIZE
        needed = text_height(text, self.plan.width(spot) - inset(style), size=size)
        self.heights[row] = max(self.heights.get(row, 0.0), needed)

    def write_next(self, text: str, style: str) -> None:
        """Write ``text`` over the next free row."""
        self.write(self.next_row, text, style)
        self.next_row += 1

    def draw_titles(self) -> None:
        self.write(1, report_title(self.report), look("title"))
        self.write(2, self.subtitle(), look("subtitle"))
        for row, title in self.plan.headings:
            self.heights[row] = _HEADING_HEIGHT
            self.write(row, title, look("heading"))

    def subtitle(self) -> str:
        """Return the line that says which form this is, and what the report says of its figures."""
        report, colon = self.report, self.say(_COLON)
        version = version_named(report.form)
        parts = [f"{self.say(_FORM)}{colon}{version.name} ({version.document})"]
        if report.scope != "unknown":
            parts.append(f"{self.say(_SCOPE)}{colon}{self.say(SCOPES[report.scope])}")
        if report.period is not None:
            parts.append(f"{self.say(_PERIOD)}{colon}{report.period.start} – {report.period.end}")
        if report.publication_date is not None:
            parts.append(f"{self.say(_PUBLISHED)}{colon}{report.publication_date}")
        return self.say(_SEMICOLON).join(parts)

    def draw_value(self, spot: Spot, path: str, figure: Figure | None, unit_width: float) -> None:
        """Write the figure of a cell, or what its mark says, with what checks and migration say of it."""
        said = self.said.get(path, _NOTHING)
        mark = None if figure is not None else self.report.marks.get(path, Mark("blank"))
        cell = self.styled(spot, _style(said, mark))
        if figure is not None:
            put_figure(cell, figure)
        shown = "" if mark is None else printed(self.form.by_path[path], None, mark)
        if shown:
            put_text(cell, shown)
            needed = text_height(shown, self.plan.width(spot, unit_width))
            self.heights[spot.row] = max(self.heights[spot.row], needed)
        lines = [*correction_remarks(self.report, path, self.language)]
        if mark is not None:
            lines += mark_remarks(mark, shown, self.ledger, self.language)
        if said.line is not None and self.ledger is not None:
            lines.append(line_remark(said.line, self.ledger, self.language))
        lines += finding_remarks(said.findings, self.language, of_source=not self.is_checked)
        if lines:
            cell.comment = comment_of(lines)

    def draw_extensions(self) -> None:
        """Write the rows that are not part of the form."""
        if not self.report.extensions:
            return
        self.sections.append(self.next_row)
        self.write_next(self.say(_EXTENSIONS), look("heading"))
        middle = self.plan.columns_of(_HALF)
        for extension in self.report.extensions:
            label = f"{extension.table}\n{extension.label}"
            self.write(self.next_row, label, look("label"), columns=(1, middle))
            values = " | ".join(extension.values)
            self.write(self.next_row, values, look("label"), columns=(middle + 1, self.plan.columns))
            self.next_row += 1
        self.next_row += 1

    def draw_legend(self) -> None:
        """Write what the fills mean, of those that the sheet shows."""
        meanings = dict(self.meanings())
        if not meanings:
            return
        self.sections.append(self.next_row)
        self.write_next(self.say(_LEGEND), look("note"))
        middle = self.plan.columns_of(_HALF)
        for style, meaning in meanings.items():
            self.write(self.next_row, meaning, style, columns=(1, middle))
            self.next_row += 1

    def meanings(self) -> Iterator[tuple[str, str]]:
        """Yield each fill that a figure has, with its meaning."""
        states = {mark.state for mark in self.report.marks.values()}
        yield from ((fill_look(state), self.say(text)) for state, text in STATES.items() if state in states)
        said = self.said.values()
        if any(each.suspect for each in said):
            yield check_look("error", suspect=True), self.say(_SUSPECT)
        gravest = {each.findings[0].severity for each in said if each.findings}
        failed = self.say(_FAILED) + self.say(_COLON)
        yield from (
            (check_look(grade), failed + self.say(text)) for grade, text in SEVERITIES.items() if grade in gravest
        )
        made = {each.line.relation for each in said if each.line}
        for relation, how in _MADE.items():
            if relation in made:
                yield fill_look(relation), self.say(RELATIONS[relation]) + self.say(_COLON) + self.say(how)

    def set_up(self, unit_width: float) -> None:
        """Set widths, heights and merges, and the page for printing."""
        extent = SheetExtent(
            units=self.plan.units,
            unit_width=unit_width,
            heights=self.heights,
            merges=self.merges,
            sections=(*self.sections, self.next_row),
        )
        lay_out(self.sheet, extent, self.say(FOOT))


def _style(said: CellRemarks, mark: Mark | None) -> str:
    """Return the style of a figure: a failed check shows before a mark, and a mark before the way of its making."""
    if said.findings:
        made = said.line is not None and mark is None
        return check_look(said.findings[0].severity, suspect=said.suspect, made=made)
    if mark is not None:
        return fill_look(mark.state)
    return look("value") if said.line is None else fill_look(said.line.relation)


def comment_of(lines: Iterable[str]) -> Comment:
    """Return a comment of ``lines``, one below the other, in a box as large as they need."""
    text = safe_text("\n".join(lines))
    least, most = _COMMENT_WIDTHS
    longest = max(text_width(line) for line in text.split("\n")) * _PIXELS_A_CHARACTER + _COMMENT_MARGIN
    width = min(most, max(least, longest))
    height = text_height(text, (width - _COMMENT_MARGIN) / _PIXELS_A_CHARACTER) * _PIXELS_A_POINT + _COMMENT_MARGIN
    return Comment(text, _AUTHOR, height=round(height), width=width)
