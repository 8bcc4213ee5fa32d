"""The sheet of findings: what failed or is open first, what passed folded up below, with links into the report."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.properties import Outline

from govinfo_converters.report_words import OUTCOMES, SEVERITIES
from govinfo_converters.xlsx_lists import FIRST_ROW, HEAD_ROW, NO_NUMBER, finish_list, new_list, text_cell
from govinfo_converters.xlsx_remarks import checked_form, flow_of, suspect_cells
from govinfo_converters.xlsx_report import address
from govinfo_converters.xlsx_styles import Figure, cell_at, check_look, look, put_figure, put_text
from govinfo_schema.findings import SEVERITIES as BY_GRAVITY
from govinfo_schema.forms import form_named, form_of
from govinfo_schema.messages import Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

    from govinfo_schema.findings import Finding, Outcome
    from govinfo_schema.format_contract import WriteOptions
    from govinfo_schema.forms import Report
    from govinfo_schema.messages import Language

FINDINGS_SHEET = Text("检查结果", "Findings")

_ORDER: tuple[Outcome, ...] = ("failed", "undecided", "passed", "not_applicable")
_OPEN: tuple[Outcome, ...] = ("failed", "undecided")
_COLUMNS = (
    (Text("结果", "Outcome"), 11),
    (Text("级别", "Severity"), 9),
    (Text("规则", "Rule"), 18),
    (Text("说明", "Sentence"), 56),
    (Text("左边", "Left"), 9),
    (Text("右边", "Right"), 9),
    (Text("差", "Difference"), 11),
    (Text("单元格", "Cells"), 40),
    (Text("位置", "Place"), 24),
)
_LINK_COLUMN = Text("转到报告 {number}", "Go to the report {number}")
_NOTE_HEIGHT = 20.0  # points; a note runs on over the columns
_LINKS = 3
_LINK_WIDTH = 34
_NAMED = 3  # cells and places of a finding; of the others the number is told
_TITLE = Text("对原报告（{form}）的检查：", "Checks of the report as published ({form}): ")
_TITLE_OF_THIS = Text("对本报告（{form}）的检查：", "Checks of this report ({form}): ")
_SUMMARY = Text("共 {total} 项", "{total} checks")
_AND_SO_ON = Text("等 {number} 格", "{number} cells in all")
_PLACES_IN_ALL = Text("等 {number} 处", "{number} places in all")
_NOTHING_OPEN = Text("没有未通过或无法判断的检查。", "No check failed, and none is undecided.")
_FOLDED = Text(
    "通过或不适用的检查 {number} 项，点击左侧的“+”展开",
    "{number} checks passed or do not apply; click the plus sign on the left to see them",
)
_COMMA = Text("，", ", ")
_COLON = Text("：", ": ")


def write_findings(book: Workbook, report: Report, findings: Sequence[Finding], options: WriteOptions) -> None:
    """Add the sheet of ``findings`` to ``book``.

    Args:
        book: the workbook, whose first sheet is the report.
        report: the report on the first sheet.
        findings: findings on the report as it was published (before its migration where the options have a ledger), or
            as it is written.
        options: ledger and language.
    """
    _Listing(book, report, findings, options).write()


class _Listing:
    """The findings on their way onto their sheet."""

    def __init__(self, book: Workbook, report: Report, findings: Sequence[Finding], options: WriteOptions) -> None:
        self.language: Language = options.language
        self.form = form_named(checked_form(report, options))
        self.shown = form_of(report)
        self.flow = flow_of(report, options)
        self.suspects = suspect_cells(findings, self.form.name)
        self.findings = sorted(findings, key=lambda one: (_ORDER.index(one.outcome), BY_GRAVITY.index(one.severity)))
        columns = [(self.say(text), float(width)) for text, width in _COLUMNS]
        heads = (self.say(_LINK_COLUMN).format(number=number) for number in range(1, _LINKS + 1))
        columns += [(head, float(_LINK_WIDTH)) for head in heads]
        self.columns = len(columns)
        self.sheet: Worksheet = new_list(book, self.say(FINDINGS_SHEET), self.summary(), columns)
        self.row = FIRST_ROW
        self.notes: list[int] = []  # rows that hold no finding

    def say(self, text: Text) -> str:
        return text.in_language(self.language)

    def write(self) -> None:
        is_open = [finding for finding in self.findings if finding.outcome in _OPEN]
        folded = self.findings[len(is_open) :]
        for finding in is_open:
            self.write_finding(finding)
        if not is_open:
            self.write_note(self.say(_NOTHING_OPEN))
        self.sheet.auto_filter.ref = f"A{HEAD_ROW}:{get_column_letter(self.columns)}{self.row - 1}"
        heading = self.row + 1
        if folded:
            self.row = heading
            self.write_note(self.say(_FOLDED).format(number=len(folded)))
        for finding in folded:
            self.write_finding(finding)
        finish_list(self.sheet, self.columns, self.row - 1, printed=len(_COLUMNS), language=self.language)
        for row in self.notes:
            self.sheet.row_dimensions[row].height = _NOTE_HEIGHT
        if folded:
            self.fold(heading)

    def fold(self, heading: int) -> None:
        """Fold up the rows below ``heading``."""
        self.sheet.sheet_properties.outlinePr = Outline(summaryBelow=False)
        self.sheet.row_dimensions[heading].collapsed = True
        for row in range(heading + 1, self.row):
            self.sheet.row_dimensions[row].outlineLevel = 1
            self.sheet.row_dimensions[row].hidden = True

    def write_note(self, text: str) -> None:
        """Write a line that is no finding."""
        cell = cell_at(self.sheet, self.row, 1)
        cell.style = look("top")
        put_text(cell, text)
        self.notes.append(self.row)
        self.row += 1

    def write_finding(self, finding: Finding) -> None:
        paths = self.important_first(finding)
        severity = self.say(SEVERITIES[finding.severity]) if finding.outcome in _OPEN else ""
        rule = f"{finding.rule} {finding.instance}".rstrip()
        texts = (self.say(OUTCOMES[finding.outcome]), severity, rule, self.say(finding.message))
        for column, text in enumerate(texts, 1):
            put_text(text_cell(self.sheet, self.row, column), text)
        if finding.failed:
            cell_at(self.sheet, self.row, 1).style = check_look(finding.severity)
        for column, side in enumerate((finding.left, finding.right, finding.difference), len(texts) + 1):
            cell = text_cell(self.sheet, self.row, column)
            if side is not None:
                put_figure(cell, Figure(side))
        put_text(text_cell(self.sheet, self.row, len(_COLUMNS) - 1), self.named(finding, paths))
        put_text(text_cell(self.sheet, self.row, len(_COLUMNS)), self.placed(finding, paths))
        self.write_links(paths)
        self.row += 1

    def important_first(self, finding: Finding) -> list[str]:
        """Return the cells of a finding: where a number is missing, to which the errors point, and the others."""
        return sorted(finding.cells, key=lambda path: (path not in finding.missing, path not in self.suspects))

    def named(self, finding: Finding, paths: Sequence[str]) -> str:
        nothing = self.say(NO_NUMBER)
        names = [self.form.label_of(path) + (nothing if path in finding.missing else "") for path in paths]
        return _first(names, self.say(_AND_SO_ON))

    def placed(self, finding: Finding, paths: Sequence[str]) -> str:
        """Return where the cells of a finding stand in its document, in the order in which they are named."""
        place_of = dict(zip(finding.cells, finding.places, strict=False))
        known = [place for place in map(place_of.get, paths) if place is not None]
        # Findings of a reader name places without cells.
        places = known or [place for place in finding.places if place is not None]
        return _first([self.say(place.text) for place in places], self.say(_PLACES_IN_ALL))

    def write_links(self, paths: Iterable[str]) -> None:
        """Write links to the cells of the first sheet in which the figures of ``paths`` stand."""
        there = dict.fromkeys(
            target for path in paths for target in (self.flow.get(path, ()) if self.flow is not None else (path,))
        )
        known = [path for path in there if path in self.shown.by_path]
        for column, path in enumerate(known[:_LINKS], len(_COLUMNS) + 1):
            cell = cell_at(self.sheet, self.row, column)
            cell.style = look("link")
            put_text(cell, self.shown.label_of(path))
            location = address(self.shown, path, self.language).replace("$", "")
            cell.hyperlink = Hyperlink(ref=cell.coordinate, location=location)

    def summary(self) -> str:
        """Return the line on top: how many checks, with which outcomes, and how grave those are that failed."""
        outcomes = Counter(finding.outcome for finding in self.findings)
        severities = Counter(finding.severity for finding in self.findings if finding.failed)
        comma = self.say(_COMMA)
        parts: list[str] = []
        for outcome in _ORDER:
            text = f"{self.say(OUTCOMES[outcome])} {outcomes[outcome]}"
            if outcome == "failed" and severities:
                grave = [f"{self.say(SEVERITIES[one])} {severities[one]}" for one in BY_GRAVITY if severities[one]]
                text += f" ({comma.join(grave)})"
            parts.append(text)
        total = self.say(_SUMMARY).format(total=len(self.findings))
        title = _TITLE if self.form.name != self.shown.name else _TITLE_OF_THIS
        return self.say(title).format(form=self.form.name) + comma.join((total, *parts))


def _first(names: Sequence[str], total: str) -> str:
    """Return the first of ``names`` below each other, and how many there are where that is more."""
    shown = list(names[:_NAMED])
    if len(names) > _NAMED:
        shown.append(total.format(number=len(names)))
    return "\n".join(shown)
