"""The tables of a report as elements of a page: the printed layout, with marks and findings at their cells."""

from __future__ import annotations

import re
from html import escape
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from govinfo_converters.findings_list import numbers_by_cell
from govinfo_converters.form_english import english_labels, english_titles
from govinfo_converters.html_page import NOTES
from govinfo_converters.printed_text import printed
from govinfo_converters.report_words import STATES
from govinfo_converters.xlsx_remarks import CellRemarks, correction_remarks, line_remark, remarks
from govinfo_schema.forms import cell_values, form_of
from govinfo_schema.marks import Mark
from govinfo_schema.messages import Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from govinfo_converters.form_layout import LayoutCell, LayoutTable
    from govinfo_converters.report_parts import TablePart
    from govinfo_schema.cells import FlatForm
    from govinfo_schema.format_contract import WriteOptions
    from govinfo_schema.forms import Report
    from govinfo_schema.messages import Language

LANGUAGES: dict[Language, str] = {"zh": "zh-CN", "en": "en"}
_CANDIDATES = Text("可能是：", "It may be: ")
_PRINTED = Text("原文：", "As printed: ")
_FINDINGS = Text("检查未通过，见检查结果 {numbers}", "A check failed: see findings {numbers}")
_FINDING = Text("检查结果 {number}", "Finding {number}")
_SEMICOLON = Text("；", "; ")
_NOTHING = CellRemarks()
_NO_NAMES: Mapping[tuple[int, int], str] = {}
_NOT_IN_HTML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")


def safe(text: str) -> str:
    """Return ``text`` for a page: markup and quotation marks escaped, and what a page cannot hold as U+FFFD."""
    return escape(_NOT_IN_HTML.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n")))


class _Figures:
    """What stands in the cells of a report, and what is said of them."""

    def __init__(self, report: Report, options: WriteOptions) -> None:
        self.report = report
        self.language: Language = options.language
        self.ledger = options.ledger
        self.form = form_of(report)
        self.values = cell_values(report)
        self.remarks = remarks(report, options)
        self.numbers = numbers_by_cell(report, options)


class ReportTables:
    """The tables of one report."""

    def __init__(self, report: Report, options: WriteOptions) -> None:
        """Collect what is said of the cells of ``report``."""
        self._figures = _Figures(report, options)

    def element(self, part: TablePart) -> str:
        """Return a table of the form, with its title as caption."""
        table, figures = part.table, self._figures
        english = english_labels(figures.form)[part.number] if figures.language == "en" else _NO_NAMES
        rows = [list(row) for _, row in groupby(table.cells, key=lambda cell: cell.row)]
        heads = _head_rows(table)
        lines = [f"<tr>{''.join(_cell(cell, figures, english) for cell in row)}</tr>" for row in rows]
        groups = [*_groups(rows, heads), len(rows)]
        bodies = (f"<tbody>\n{chr(10).join(lines[start:end])}\n</tbody>" for start, end in pairwise(groups))
        kind = f"form columns-{table.columns}" + (" blocks" if len(groups) > _ONE_GROUP else "")
        head = f"<thead>\n{chr(10).join(lines[:heads])}\n</thead>"
        return "\n".join([f'<table class="{kind}">', self._caption(part), head, *bodies, "</table>"])

    def _caption(self, part: TablePart) -> str:
        """Return the title as caption; where a heading says the same, screen readers alone are told it."""
        title = part.table.title
        small = _small(english_titles(self._figures.form).get(title, "")) if self._figures.language == "en" else ""
        unseen = ' class="unseen"' if part.headed and not small else ""
        shown = small if part.headed and small else safe(title) + small
        return f"<caption {NOTES}{unseen}>{shown}</caption>"


_ONE_GROUP = 2  # limits of one group of rows


def _head_rows(table: LayoutTable) -> int:
    """Return how many rows stand above the first figure."""
    return min(cell.row for cell in table.cells if cell.kind != "header" and cell.row > 0)


def _groups(rows: list[list[LayoutCell]], heads: int) -> Iterator[int]:
    """Yield the rows with which a group begins: below the head, and where further heads stand below figures."""
    yield heads
    for number in range(heads + 1, len(rows)):
        begins = rows[number][0].kind == "header" and rows[number - 1][-1].kind != "header"
        if begins:
            yield number


def _cell(cell: LayoutCell, figures: _Figures, english: Mapping[tuple[int, int], str]) -> str:
    spans = (f' colspan="{cell.colspan}"' if cell.colspan > 1 else "") + (
        f' rowspan="{cell.rowspan}"' if cell.rowspan > 1 else ""
    )
    if cell.path is not None:
        return _value(cell.path, spans, figures)
    if not cell.text:
        return f"<td{spans}></td>"
    small = _small(english.get((cell.row, cell.column), ""))
    if (
        cell.kind == "label"
        and cell.column
        and cell.colspan == cell.rowspan == 1
        and not cell.indent
        and _is_list(figures.form)
    ):
        return f'<td class="unit"{spans}>{safe(cell.text)}</td>'
    scope = "col" if cell.kind == "header" else "row"
    indent = f' class="indent-{cell.indent}"' if cell.indent else ""
    return f'<th scope="{scope}"{indent}{spans}>{safe(cell.text)}{small}</th>'


def _is_list(form: FlatForm) -> bool:
    """Whether the form is printed as a list, with a column of units."""
    return len({cell.column for cell in form.cells}) == 1


def _small(english: str) -> str:
    return f'<small lang="en" {NOTES}>{safe(english)}</small>' if english else ""


def _value(path: str, spans: str, figures: _Figures) -> str:
    value, said = figures.values[path], figures.remarks.get(path, _NOTHING)
    mark = None if value is not None else figures.report.marks.get(path, Mark("blank"))
    numbers = figures.numbers.get(path, ())
    classes = " ".join(_classes(said, mark))
    told = _SEMICOLON.in_language(figures.language).join(_told(path, mark, said, numbers, figures))
    title = f' title="{safe(told)}"' if told else ""
    text = safe(printed(figures.form.by_path[path], value, mark))
    return f'<td class="{classes}"{spans}{title}>{text}{_references(numbers, figures.language)}</td>'


def _classes(said: CellRemarks, mark: Mark | None) -> Iterator[str]:
    yield "figure"
    if mark is not None:
        yield mark.state
    if said.findings:
        yield "suspect" if said.suspect else said.findings[0].severity
    if said.line is not None and mark is None:
        yield said.line.relation


def _told(
    path: str, mark: Mark | None, said: CellRemarks, numbers: tuple[int, ...], figures: _Figures
) -> Iterator[str]:
    """Yield what the title of a cell says: its state, a correction, how a migration made it, which checks failed."""
    language, ledger = figures.language, figures.ledger
    if mark is not None:
        yield STATES[mark.state].in_language(language)
        if mark.candidates:
            yield _CANDIDATES.in_language(language) + ", ".join(mark.candidates)
        if mark.raw and mark.state in {"ambiguous", "unreadable"}:
            yield _PRINTED.in_language(language) + mark.raw
    yield from correction_remarks(figures.report, path, language)
    if said.line is not None and ledger is not None:
        yield line_remark(said.line, ledger, language)
    if numbers:
        yield _FINDINGS.in_language(language).format(numbers=", ".join(map(str, numbers)))


def _references(numbers: tuple[int, ...], language: Language) -> str:
    """Return links to findings, which are no part of the figure beside them."""
    links = ", ".join(
        f'<a href="#finding-{number}" aria-label="{_FINDING.in_language(language).format(number=number)}">{number}</a>'
        for number in numbers
    )
    return f'<span class="references" {NOTES}>[{links}]</span>' if links else ""
