"""The further sheets of a workbook that are lists: ledger and narrative, and what all lists have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING

from openpyxl.utils import get_column_letter

from govinfo_converters.report_words import RELATIONS
from govinfo_converters.xlsx_pages import FOOT, set_up_page
from govinfo_converters.xlsx_remarks import MADE, reason_of
from govinfo_converters.xlsx_styles import Figure, cell_at, fill_look, inset, look, put_figure, put_text, text_height
from govinfo_schema.forms import form_named
from govinfo_schema.messages import Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from openpyxl.cell.cell import Cell as SheetCell
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

    from govinfo_schema.cells import FlatForm
    from govinfo_schema.marks import CellValue
    from govinfo_schema.messages import Language
    from govinfo_schema.migration.ledger import Ledger, Relation
    from govinfo_schema.report import Section

LEDGER_SHEET = Text("迁移台账", "Ledger")
NARRATIVE_SHEET = Text("正文", "Narrative")
HEAD_ROW, FIRST_ROW = 2, 3  # of a list; a line that sums it up stands above

# What changed or was lost first, what simply moved last.
_ORDER: tuple[Relation, ...] = (
    "not_representable", "deduced", "summed", "approximate", "not_asked", "restored", "carried",
)  # fmt: skip
_LEDGER_COLUMNS = (
    (Text("关系", "Relation"), 12),
    (Text("来源单元格", "Source cells"), 38),
    (Text("迁移前", "Before"), 11),
    (Text("目标单元格", "Target cells"), 38),
    (Text("迁移后", "After"), 11),
    (Text("理由", "Reason"), 44),
    (Text("依据的单元格", "Rests on"), 20),
)
# For programs: behind the others, folded up, and not printed.
_PATH_COLUMNS = (
    (Text("来源路径", "Source paths"), 40),
    (Text("目标路径", "Target paths"), 40),
    (Text("依据的路径", "Paths rested on"), 40),
    (Text("对应表编号", "Crosswalk ids"), 40),
)
_FROM_TO = Text("自表式 {source} 迁移至表式 {target}", "Migrated from form {source} to form {target}")
_CELLS = Text("{relation} {number} 格", "{relation} {number}")
NO_NUMBER = Text("(无数值)", "(no number)")
_SEMICOLON = Text("；", "; ")
_NARRATIVE_WIDTH = 80
_CELL_TEXT = 1_000  # characters of narrative in one cell, as many as the highest row can show


def write_ledger(book: Workbook, ledger: Ledger, language: Language) -> None:
    """Add the sheet of ``ledger`` to ``book``, one row a line, what changed or was lost first."""
    columns = [(text.in_language(language), width) for text, width in (*_LEDGER_COLUMNS, *_PATH_COLUMNS)]
    sheet = new_list(book, LEDGER_SHEET.in_language(language), _summary(ledger, language), columns)
    source, target = form_named(ledger.source_form), form_named(ledger.target_form)
    lines = sorted(ledger.lines, key=lambda line: _ORDER.index(line.relation))
    for row, line in enumerate(lines, FIRST_ROW):
        contents: tuple[str | tuple[CellValue, ...], ...] = (
            RELATIONS[line.relation].in_language(language),
            _labels(source, line.sources),
            line.before,
            _labels(target, line.targets),
            line.after,
            reason_of(line, ledger, language),
            _labels(target, line.basis),
            "\n".join(line.sources),
            "\n".join(line.targets),
            "\n".join(line.basis),
            "\n".join(line.crosswalk),
        )
        for column, content in enumerate(contents, 1):
            cell = text_cell(sheet, row, column)
            if isinstance(content, str):
                put_text(cell, content)
            else:
                _write_values(cell, content, language)
        if line.relation in MADE:
            cell_at(sheet, row, 1).style = fill_look(line.relation)
    last = HEAD_ROW + len(lines)
    finish_list(sheet, len(columns), last, printed=len(_LEDGER_COLUMNS), language=language)
    sheet.auto_filter.ref = f"A{HEAD_ROW}:{get_column_letter(len(columns))}{last}"
    fold_columns(sheet, len(_LEDGER_COLUMNS) + 1, len(columns))


def write_narrative(book: Workbook, sections: Iterable[Section], language: Language) -> None:
    """Add the sheet of the running text to ``book``: headings and paragraphs below each other, as written."""
    sheet: Worksheet = book.create_sheet(NARRATIVE_SHEET.in_language(language))
    sheet.column_dimensions["A"].width = _NARRATIVE_WIDTH
    row = 1
    for section in sections:
        headed = [(section.heading, look("heading")), *((paragraph, look("note")) for paragraph in section.paragraphs)]
        for text, style in headed:
            for start in range(0, max(1, len(text)), _CELL_TEXT):
                cell = cell_at(sheet, row, 1)
                cell.style = style
                put_text(cell, piece := text[start : start + _CELL_TEXT])
                sheet.row_dimensions[row].height = text_height(piece, _NARRATIVE_WIDTH)
                row += 1
    set_up_page(sheet, FOOT.in_language(language), landscape=False)


def new_list(book: Workbook, title: str, summary: str, columns: Sequence[tuple[str, float]]) -> Worksheet:
    """Add a sheet with a line on top and a head above each column; ``columns`` have heads and widths."""
    sheet: Worksheet = book.create_sheet(title)
    top = cell_at(sheet, 1, 1)
    top.style = look("top")
    put_text(top, summary)
    for number, (head, width) in enumerate(columns, 1):
        cell = cell_at(sheet, HEAD_ROW, number)
        cell.style = look("column")
        put_text(cell, head)
        sheet.column_dimensions[get_column_letter(number)].width = width
    return sheet


def finish_list(sheet: Worksheet, columns: int, last_row: int, *, printed: int, language: Language) -> None:
    """Make the rows of a list high enough for what is printed, freeze the head, and set the page.

    Args:
        sheet: the sheet.
        columns: how many columns it has.
        last_row: its last row.
        printed: how many of its columns are printed.
        language: language of the foot of the page.
    """
    widths = [sheet.column_dimensions[get_column_letter(number)].width for number in range(1, columns + 1)][:printed]
    for number, cells in enumerate(sheet.iter_rows(min_row=FIRST_ROW, max_row=last_row), FIRST_ROW):
        texts = zip(widths, (str(cell.value or "") for cell in cells), strict=False)
        sheet.row_dimensions[number].height = max(
            text_height(text, width - inset(look("text"))) for width, text in texts
        )
    sheet.freeze_panes = f"A{FIRST_ROW}"
    sheet.print_title_rows = f"{HEAD_ROW}:{HEAD_ROW}"
    sheet.print_area = f"A1:{get_column_letter(printed)}{last_row}"
    set_up_page(sheet, FOOT.in_language(language), landscape=True)


def fold_columns(sheet: Worksheet, first: int, last: int) -> None:
    """Fold columns up: one click on the plus sign above the sheet shows them."""
    for number in range(first, last + 1):
        column = sheet.column_dimensions[get_column_letter(number)]
        column.outlineLevel, column.hidden = 1, True
    sheet.column_dimensions[get_column_letter(last + 1)].collapsed = True


def text_cell(sheet: Worksheet, row: int, column: int) -> SheetCell:
    """Return a cell of a list with the style of its texts."""
    cell = cell_at(sheet, row, column)
    cell.style = look("text")
    return cell


def _summary(ledger: Ledger, language: Language) -> str:
    """Return the line on top: from which form to which, and how many cells came about in which way."""
    parts = [_FROM_TO.in_language(language).format(source=ledger.source_form, target=ledger.target_form)]
    for relation in _ORDER:
        number = sum(len(line.targets or line.sources) for line in ledger.lines if line.relation == relation)
        if number:
            name = RELATIONS[relation].in_language(language)
            parts.append(_CELLS.in_language(language).format(relation=name, number=number))
    return _SEMICOLON.in_language(language).join(parts)


def _write_values(cell: SheetCell, values: Sequence[CellValue], language: Language) -> None:
    """Write the values of a line of the ledger: one number as a number, several below each other."""
    if len(values) == 1 and values[0] is not None:
        put_figure(cell, Figure.of(values[0]))
        return
    nothing = NO_NUMBER.in_language(language)
    put_text(cell, "\n".join(nothing if value is None else Figure.of(value).shown for value in values))


def _labels(form: FlatForm, paths: Iterable[str]) -> str:
    """Return the printed labels of cells below each other."""
    return "\n".join(form.label_of(path) for path in paths)
