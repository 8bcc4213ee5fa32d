"""The further sheets of a workbook: findings, ledger and narrative, one row each."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.hyperlink import Hyperlink

from govinfo_converters.report_words import OUTCOMES, RELATIONS, SEVERITIES
from govinfo_converters.xlsx_report import address, set_up_page
from govinfo_converters.xlsx_styles import Figure, cell_at, fill_look, look, put_figure, put_text, text_height
from govinfo_schema.findings import SEVERITIES as BY_GRAVITY
from govinfo_schema.forms import form_named
from govinfo_schema.messages import Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from openpyxl.cell.cell import Cell as SheetCell
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

    from govinfo_schema.cells import FlatForm
    from govinfo_schema.findings import Finding, Outcome
    from govinfo_schema.marks import CellValue
    from govinfo_schema.messages import Language
    from govinfo_schema.migration.ledger import Ledger
    from govinfo_schema.report import Section

FINDINGS_SHEET = Text("检查结果", "Findings")
LEDGER_SHEET = Text("迁移台账", "Ledger")
NARRATIVE_SHEET = Text("正文", "Narrative")

_ORDER: tuple[Outcome, ...] = ("failed", "undecided", "passed", "not_applicable")
_FINDING_COLUMNS = (
    (Text("结果", "Outcome"), 10),
    (Text("级别", "Severity"), 10),
    (Text("规则", "Rule"), 16),
    (Text("说明", "Sentence"), 60),
    (Text("左边", "Left"), 12),
    (Text("右边", "Right"), 12),
    (Text("差", "Difference"), 12),
)
_CELL_COLUMN = Text("单元格", "Cell")
_CELL_WIDTH = 30
_LEDGER_COLUMNS = (
    (Text("来源单元格", "Source cells"), 40),
    (Text("目标单元格", "Target cells"), 40),
    (Text("关系", "Relation"), 14),
    (Text("迁移前", "Before"), 12),
    (Text("迁移后", "After"), 12),
    (Text("理由", "Reason"), 40),
    (Text("依据的单元格", "Rests on"), 28),
    (Text("对应表编号", "Crosswalk ids"), 16),
)
_SUMMARY = Text("共 {total} 项检查", "{total} checks")
_FROM_TO = Text("自表式 {source} 迁移至表式 {target}", "Migrated from form {source} to form {target}")
_NO_NUMBER = Text("(无数值)", "(no number)")
_COMMA = Text("，", ", ")
_COLON = Text("：", ": ")
_PAGE = Text("第 &P 页，共 &N 页", "Page &P of &N")
_NARRATIVE_WIDTH = 80
_CELL_TEXT = 1_000  # characters of narrative in one cell, as many as the highest row can show
_TOP_ROW, _HEAD_ROW, _FIRST_ROW = 1, 2, 3


def write_findings(book: Workbook, form: FlatForm, findings: Sequence[Finding], language: Language) -> None:
    """Add the sheet of ``findings`` to ``book``: failed ones first, then undecided ones, with links to their cells."""
    columns = [(text.in_language(language), width) for text, width in _FINDING_COLUMNS]
    most = max((len(finding.cells) for finding in findings), default=0)
    columns += [(f"{_CELL_COLUMN.in_language(language)} {number}", _CELL_WIDTH) for number in range(1, most + 1)]
    sheet = _sheet(book, FINDINGS_SHEET.in_language(language), _summary(findings, language), columns)
    links = {path: address(form, path, language) for path in form.paths}
    in_order = sorted(findings, key=lambda one: (_ORDER.index(one.outcome), BY_GRAVITY.index(one.severity)))
    for row, finding in enumerate(in_order, _FIRST_ROW):
        _write_finding(sheet, row, finding, language)
        for column, path in enumerate(finding.cells, len(_FINDING_COLUMNS) + 1):
            label = _label(form, path) + (_NO_NUMBER.in_language(language) if path in finding.missing else "")
            _write_link(cell_at(sheet, row, column), label, links.get(path))
    _finish(sheet, len(columns), len(findings), language)
    sheet.print_area = f"A1:{get_column_letter(len(_FINDING_COLUMNS))}{_HEAD_ROW + len(findings)}"


def write_ledger(book: Workbook, ledger: Ledger, language: Language) -> None:
    """Add the sheet of ``ledger`` to ``book``, one row a line, in its order."""
    columns = [(text.in_language(language), width) for text, width in _LEDGER_COLUMNS]
    summary = _FROM_TO.in_language(language).format(source=ledger.source_form, target=ledger.target_form)
    sheet = _sheet(book, LEDGER_SHEET.in_language(language), summary, columns)
    source, target = form_named(ledger.source_form), form_named(ledger.target_form)
    for row, line in enumerate(ledger.lines, _FIRST_ROW):
        contents: tuple[str | tuple[CellValue, ...], ...] = (
            _named(source, line.sources),
            _named(target, line.targets),
            RELATIONS[line.relation].in_language(language),
            line.before,
            line.after,
            line.reason.in_language(language),
            _named(target, line.basis),
            ", ".join(line.crosswalk),
        )
        for column, content in enumerate(contents, 1):
            cell = _text_cell(sheet, row, column)
            if isinstance(content, str):
                put_text(cell, content)
            else:
                _write_values(cell, content, language)
    _finish(sheet, len(columns), len(ledger.lines), language)


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
    set_up_page(sheet, _PAGE.in_language(language), landscape=False)


def _sheet(book: Workbook, title: str, summary: str, columns: Sequence[tuple[str, float]]) -> Worksheet:
    """Add a sheet with a line on top and a head above each column."""
    sheet: Worksheet = book.create_sheet(title)
    top = cell_at(sheet, _TOP_ROW, 1)
    top.style = look("top")
    put_text(top, summary)
    for number, (head, width) in enumerate(columns, 1):
        cell = cell_at(sheet, _HEAD_ROW, number)
        cell.style = look("column")
        put_text(cell, head)
        sheet.column_dimensions[get_column_letter(number)].width = width
    return sheet


def _finish(sheet: Worksheet, columns: int, rows: int, language: Language) -> None:
    """Make the rows high enough, freeze the head, let a person filter the rows, and set the page."""
    widths = [sheet.column_dimensions[get_column_letter(number)].width for number in range(1, columns + 1)]
    for number, cells in enumerate(sheet.iter_rows(min_row=_FIRST_ROW, max_row=_HEAD_ROW + rows), _FIRST_ROW):
        texts = zip(widths, (str(cell.value or "") for cell in cells), strict=False)
        sheet.row_dimensions[number].height = max(text_height(text, width) for width, text in texts)
    sheet.freeze_panes = f"A{_FIRST_ROW}"
    sheet.auto_filter.ref = f"A{_HEAD_ROW}:{get_column_letter(columns)}{_HEAD_ROW + rows}"
    sheet.print_title_rows = f"{_HEAD_ROW}:{_HEAD_ROW}"
    set_up_page(sheet, _PAGE.in_language(language), landscape=True)


def _text_cell(sheet: Worksheet, row: int, column: int) -> SheetCell:
    cell = cell_at(sheet, row, column)
    cell.style = look("text")
    return cell


def _summary(findings: Sequence[Finding], language: Language) -> str:
    """Return the line on top: how many checks, with which outcomes, and how grave those are that failed."""
    outcomes = Counter(finding.outcome for finding in findings)
    severities = Counter(finding.severity for finding in findings if finding.failed)
    colon, comma = _COLON.in_language(language), _COMMA.in_language(language)
    parts = [_SUMMARY.in_language(language).format(total=len(findings))]
    for outcome in _ORDER:
        text = f"{OUTCOMES[outcome].in_language(language)} {outcomes[outcome]}"
        if outcome == "failed" and severities:
            grave = [
                f"{SEVERITIES[one].in_language(language)} {severities[one]}" for one in BY_GRAVITY if severities[one]
            ]
            text += f" ({comma.join(grave)})"
        parts.append(text)
    return parts[0] + colon + comma.join(parts[1:])


def _write_finding(sheet: Worksheet, row: int, finding: Finding, language: Language) -> None:
    """Write the columns of a finding that are no links."""
    texts = (
        OUTCOMES[finding.outcome].in_language(language),
        SEVERITIES[finding.severity].in_language(language),
        f"{finding.rule} {finding.instance}".rstrip(),
        finding.message.in_language(language),
    )
    for column, text in enumerate(texts, 1):
        put_text(_text_cell(sheet, row, column), text)
    if finding.failed:
        cell_at(sheet, row, 1).style = fill_look(finding.severity)
    for column, side in enumerate((finding.left, finding.right, finding.difference), len(texts) + 1):
        cell = _text_cell(sheet, row, column)
        if side is not None:
            put_figure(cell, Figure(side))


def _write_link(cell: SheetCell, label: str, place: str | None) -> None:
    """Write the label of a cell, with a link to its place where the form has it."""
    cell.style = look("text" if place is None else "link")
    put_text(cell, label)
    if place is not None:
        cell.hyperlink = Hyperlink(ref=cell.coordinate, location=place.replace("$", ""))


def _write_values(cell: SheetCell, values: Sequence[CellValue], language: Language) -> None:
    """Write the values of a line of the ledger: one number as a number, several below each other."""
    if len(values) == 1 and values[0] is not None:
        put_figure(cell, Figure.of(values[0]))
        return
    nothing = _NO_NUMBER.in_language(language)
    put_text(cell, "\n".join(nothing if value is None else Figure.of(value).shown for value in values))


def _label(form: FlatForm, path: str) -> str:
    """Return the printed labels of a cell, or the path itself where the form has no such cell."""
    cell = form.by_path.get(path)
    return path if cell is None else cell.label


def _named(form: FlatForm, paths: Iterable[str]) -> str:
    """Return cells below each other, each with its printed labels and its path."""
    return "\n".join(f"{_label(form, path)}\n{path}" for path in paths)
