"""The sheet of a merged workbook that holds the parts: a row for each cell, a column for each organ, and the sums.

Each sum is a formula over its row, so that a person sees what it is made of, and which part lacks a number. The column
of an organ without a report is empty: figures that are typed into it complete the sums, here and on the first sheet.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from attrs import frozen
from openpyxl.utils import get_column_letter

from govinfo_converters.printed_text import printed
from govinfo_converters.xlsx_formulas import Formula, Result
from govinfo_converters.xlsx_lists import FIRST_ROW, HEAD_ROW, finish_list, fold_columns, new_list, text_cell
from govinfo_converters.xlsx_styles import Figure, cell_at, fill_look, look, put_figure, put_text, text_height
from govinfo_schema.forms import cell_values, form_of
from govinfo_schema.marks import INCOMPLETE, Mark, Money
from govinfo_schema.merging.remarks import STANDING_WORDS, remarks_on
from govinfo_schema.merging.tables import summary
from govinfo_schema.messages import Text
from govinfo_schema.rules.deciding import add

if TYPE_CHECKING:
    from collections.abc import Iterable

    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

    from govinfo_converters.xlsx_results import Results
    from govinfo_schema.cells import Cell
    from govinfo_schema.marks import CellValue
    from govinfo_schema.merging.merged import Merged, Number, Part, Total
    from govinfo_schema.messages import Language

PARTS_SHEET = Text("各机关数据", "Parts")
_COLUMNS = (
    (Text("行", "Row"), 42.0),
    (Text("列", "Column"), 20.0),
    (Text("单位", "Unit"), 7.0),
    (Text("合计", "Total"), 11.0),
    (Text("不全时：已有数之和", "Where incomplete: sum of what is there"), 11.0),
    (Text("说明", "Remarks"), 24.0),
)
_PATH = Text("路径", "Path")
_TOTAL_COLUMN, _KNOWN_COLUMN = 4, 5
_FIRST_ORGAN = len(_COLUMNS) + 1
_ORGAN_WIDTH = 12.0
_PATH_WIDTH = 40.0
_ORGANS_A_PAGE = 8
_SHOWN = 3
_MORE = Text("等 {number} 项", "{number} in all")
_MONEY_FORMAT = "0.00####"
_DECIMALS = 6  # places to which a program that adds binary fractions has to round, unless the sum has more


@frozen
class PartsSheet:
    """The sheet of parts as it was drawn.

    Attributes:
        totals: the address of each sum, for formulas on other sheets, by path.
        results: what stands there.
    """

    totals: dict[str, str]
    results: dict[str, Result]


def write_parts(book: Workbook, merged: Merged, results: Results, language: Language) -> PartsSheet:
    """Add the sheet of parts to ``book``.

    Args:
        book: the workbook, with its shared styles.
        merged: the merged report.
        results: where formulas go.
        language: language of what is no label.
    """
    return _Drawing(book, merged, results, language).draw()


class _Drawing:
    """The parts on their way onto their sheet."""

    def __init__(self, book: Workbook, merged: Merged, results: Results, language: Language) -> None:
        self.merged = merged
        self.results = results
        self.language: Language = language
        self.form = form_of(merged.report)
        self.title = self.say(PARTS_SHEET)
        self.values = [None if part.report is None else cell_values(part.report) for part in merged.parts]
        heads = [(self.head(part), _ORGAN_WIDTH) for part in merged.parts]
        columns = [*((self.say(text), width) for text, width in _COLUMNS), *heads, (self.say(_PATH), _PATH_WIDTH)]
        self.heads = [head for head, _ in heads]
        self.columns = len(columns)
        self.sheet: Worksheet = new_list(book, self.title, self.say(summary(merged)), columns)
        self.formulas: list[tuple[str, Formula]] = []
        self.drawn = PartsSheet({}, {})

    def say(self, text: Text) -> str:
        return text.in_language(self.language)

    def head(self, part: Part) -> str:
        """Return what stands above the column of a part: its name, and what there is of it where it has no report."""
        return part.name if part.report is not None else f"{part.name}\n({self.say(STANDING_WORDS[part.standing])})"

    def draw(self) -> PartsSheet:
        row, table = FIRST_ROW, ""
        for cell, total in zip(self.form.cells, self.merged.totals.values(), strict=True):
            if cell.table != table:
                table = cell.table
                self.draw_heading(row, table)
                row += 1
            self.draw_row(row, cell, total)
            row += 1
        self.set_up(row - 1)
        for address, formula in self.formulas:
            self.results.put(self.sheet, address, formula)
        return self.drawn

    def draw_heading(self, row: int, title: str) -> None:
        cell = cell_at(self.sheet, row, 1)
        cell.style = look("heading")
        put_text(cell, title)

    def draw_row(self, row: int, cell: Cell, total: Total) -> None:
        unit = cell.unit if cell.kind != "money" else total.unit
        texts = (cell.row or cell.table, cell.column, unit or "", "", "", self.remark(total))
        for column, text in enumerate(texts, 1):
            put_text(text_cell(self.sheet, row, column), text)
        are_numbers = [self.draw_figure(row, at, cell, total) for at in range(len(self.values))]
        put_text(text_cell(self.sheet, row, self.columns), cell.path)
        self.draw_total(row, cell, total, addable=all(are_numbers))

    def draw_figure(self, row: int, at: int, cell: Cell, total: Total) -> bool:
        """Write what a part holds, and return whether a formula can add it, or sees that it is no number."""
        place = cell_at(self.sheet, row, _FIRST_ORGAN + at)
        number, held = total.numbers[at], self.values[at]
        if number is not None:
            place.style = look("value")
            put_figure(place, _figure(number))
            return place.data_type == "n"
        value: CellValue = None if held is None else held[cell.path]
        report = self.merged.parts[at].report
        mark = report.marks.get(cell.path, Mark("blank")) if report is not None else Mark("blank")
        place.style = fill_look("unreadable" if value is not None else mark.state)
        shown = printed(cell, value, mark)
        if shown:
            put_text(place, shown)
        return True

    def draw_total(self, row: int, cell: Cell, total: Total, *, addable: bool) -> None:
        """Write a sum, and where it is incomplete what is there; as formulas where every number can be added by one."""
        place, known = (cell_at(self.sheet, row, column) for column in (_TOTAL_COLUMN, _KNOWN_COLUMN))
        place.style = look("column") if total.mark is None else fill_look(total.mark.state)
        known.style = look("value")
        partial = _sum(total.known) if total.is_incomplete else ""
        if total.value is not None:
            number = total.value.value if isinstance(total.value, Money) else total.value
            put_figure(place, _figure(number))
            addable = addable and place.data_type == "n"
            result: Result = number if place.data_type == "n" else str(place.value)
        else:
            result = printed(cell, None, total.mark)
            put_text(place, result)
        if cell.kind == "money":
            known.number_format = _MONEY_FORMAT
            place.number_format = place.number_format if total.value is not None else _MONEY_FORMAT
        address = f"{get_column_letter(_TOTAL_COLUMN)}{row}"
        self.drawn.totals[cell.path] = f"'{self.title}'!{address}"
        self.drawn.results[cell.path] = result
        if addable and total.obstacle is None:
            whole, part = self.formulas_of(row, cell, total)
            self.formulas.append((address, Formula(whole, result)))
            self.formulas.append((f"{get_column_letter(_KNOWN_COLUMN)}{row}", Formula(part, partial)))

    def formulas_of(self, row: int, cell: Cell, total: Total) -> tuple[str, str]:
        """Return the formulas of a sum, a number only where every part has one, and of what is there otherwise."""
        first, last = (get_column_letter(_FIRST_ORGAN + at) for at in (0, len(self.values) - 1))
        area, count = f"{first}{row}:{last}{row}", len(self.values)
        added = f"SUM({area})"
        if cell.kind == "money":
            exponent = 0 if not isinstance(total.value, Money) else int(total.value.value.as_tuple().exponent)
            added = f"ROUND({added},{max(_DECIMALS, -exponent)})"
        whole = f'IF(COUNT({area})<{count},"{INCOMPLETE.raw}",{added})'
        part = f'IF(COUNT({area})<{count},{added},"")'
        if total.mark is not None and total.mark.state != "incomplete":
            said = printed(cell, None, total.mark).replace('"', '""')
            whole = f'IF(COUNT({area})=0,"{said}",{whole})'
            part = f'IF(COUNT({area})=0,"",{part})'
        return f"={whole}", f"={part}"

    def remark(self, total: Total) -> str:
        return "\n".join(remark_lines(self.merged, total, self.language, shown=_SHOWN))

    def set_up(self, last: int) -> None:
        """Set heights and page: labels and sums stay in view, and on each page where the organs need several."""
        organs = len(self.values)
        finish_list(self.sheet, self.columns, last, printed=self.columns - 1, language=self.language)
        head_height = max((text_height(head, _ORGAN_WIDTH) for head in self.heads), default=0.0)
        self.sheet.row_dimensions[HEAD_ROW].height = head_height
        self.sheet.freeze_panes = f"{get_column_letter(_FIRST_ORGAN)}{FIRST_ROW}"
        self.sheet.print_title_cols = f"A:{get_column_letter(_FIRST_ORGAN - 1)}"
        self.sheet.page_setup.fitToWidth = -(-organs // _ORGANS_A_PAGE)
        fold_columns(self.sheet, self.columns, self.columns)


def remark_lines(merged: Merged, total: Total, language: Language, *, shown: int) -> list[str]:
    """Return the first remarks on a sum, and how many there are where that is more."""
    remarks = [text.in_language(language) for text in remarks_on(merged, total)]
    more = [_MORE.in_language(language).format(number=len(remarks))] if len(remarks) > shown else []
    return [*remarks[:shown], *more]


def _sum(numbers: Iterable[Number]) -> Number:
    total: Number = 0
    for number in numbers:
        total = add(total, number, 1)
    return total


def _figure(number: Number) -> Figure:
    return Figure.of(Money(number) if isinstance(number, Decimal) else number)
