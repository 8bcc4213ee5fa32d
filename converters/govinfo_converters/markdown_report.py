"""Reports as Markdown: title, sections and tables, so that people read them as they are and readers find all again.

Tables are pipe tables without spans: a label stands in each row that it covers, and in the first of the columns that
it covers. Readers take the same cells from them as from merged ones. A table of several blocks has a pipe table for
each block, because a pipe table has one head.

What Markdown holds: figures and marks as printed, title, year, organ, period, day of publication, running text. Title
and period stand there as text, and headings stand above tables, also where the report has none of its own. Findings,
ledger, rows added locally, corrections and residue are left out: html and xlsx hold them.

The format only writes: Markdown is read by the format ``text``. A second format that reads files with the suffix
``.md`` would leave open which of the two reads a text without a name.
"""

from __future__ import annotations

import re
from html import escape
from itertools import pairwise
from typing import TYPE_CHECKING

from attrs import evolve

from govinfo_converters.form_layout import report_title
from govinfo_converters.holdings import ON_PAPER
from govinfo_converters.printed_text import printed
from govinfo_converters.recognition import is_title
from govinfo_converters.report_parts import TablePart, days_in_text, has_title, parts_of, period_text
from govinfo_schema.format_contract import Format
from govinfo_schema.forms import cell_values, form_of
from govinfo_schema.messages import Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from govinfo_converters.form_layout import LayoutCell, LayoutTable
    from govinfo_schema.format_contract import WriteOptions
    from govinfo_schema.forms import Report
    from govinfo_schema.report import Section

_PERIOD = "统计期限："
_PUBLISHED = "发布日期："
# Whatever Markdown, or the html in it, would take for markup; a digit with a stop begins a list at the start of a line.
_MARKUP = re.compile(r"[\\`*_{}\[\]#|~$]")
_LIST = re.compile(r"^(\s*)([-+]|\d+(?=[.)]\s))(?=\s|[.)]|-|$)")
_BLANKS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\s]+")


def write_markdown(report: Report, options: WriteOptions) -> bytes:
    """Return ``report`` as Markdown in UTF-8.

    Args:
        report: the report; it is not changed, and no figure of it is.
        options: nothing of them shows: the labels are Chinese, and Markdown holds neither findings nor ledger.
    """
    del options
    return ("\n\n".join(_blocks(report)) + "\n").encode()


def _blocks(report: Report) -> Iterator[str]:
    if not has_title(report):
        yield f"# {_escaped(report_title(report))}"
    period, published = days_in_text(report)
    if report.period is not None and report.period != period:
        yield _PERIOD + period_text(report.period)
    if report.publication_date is not None and report.publication_date != published:
        yield f"{_PUBLISHED}{report.publication_date}"
    form, values = form_of(report), cell_values(report)
    texts = {path: printed(form.by_path[path], value, report.marks.get(path)) for path, value in values.items()}
    for part in parts_of(report):
        if isinstance(part, TablePart):
            if not part.headed:
                yield f"## {_escaped(part.table.title)}"
            yield from _tables(part.table, texts)
        else:
            yield from _section(part)


def _section(section: Section) -> Iterator[str]:
    if section.heading:
        yield f"## {_escaped(section.heading)}"
    for paragraph in section.paragraphs:
        text = _escaped(paragraph)
        if not section.heading and is_title(paragraph):
            yield f"# {text}"
        elif text:
            yield _LIST.sub(r"\1\\\2", text) if not text[0].isdigit() else _LIST.sub(_escape_stop, text)


def _escape_stop(found: re.Match[str]) -> str:
    return f"{found[0]}\\"


def _escaped(text: str) -> str:
    """Return ``text`` on one line: html in it escaped, and a backslash before whatever else would be markup."""
    return _MARKUP.sub(r"\\\g<0>", escape(_BLANKS.sub(" ", text).strip(), quote=False))


def _tables(table: LayoutTable, texts: Mapping[str, str]) -> Iterator[str]:
    rows = _rows(table, texts)
    begins = [0, *_blocks_of(table), len(rows)]
    for start, end in pairwise(begins):
        head, *body = rows[start:end]
        width = len(head)
        yield "\n".join([_row(head), f"|{' --- |' * width}", *map(_row, body)])


def _blocks_of(table: LayoutTable) -> Iterator[int]:
    """Yield the rows below the first in which a head stands below figures."""
    figures = {cell.row for cell in table.cells if cell.path}
    heads = {cell.row for cell in table.cells if cell.kind == "header"}
    return (row for row in sorted(heads) if row - 1 in figures)


def _rows(table: LayoutTable, texts: Mapping[str, str]) -> list[list[str]]:
    rows = [[""] * table.columns for _ in range(table.rows)]
    for cell in table.cells:
        text = _escaped(texts[cell.path] if cell.path else cell.text)
        for row in range(cell.row, cell.row + cell.rowspan if _repeats(cell) else cell.row + 1):
            rows[row][cell.column] = text
    return rows


def _repeats(cell: LayoutCell) -> bool:
    """Whether a cell stands again in each row that it covers: labels of rows do, heads do not."""
    return cell.kind == "label"


def _row(texts: list[str]) -> str:
    return f"| {' | '.join(texts)} |"


FORMAT = Format(
    name="markdown",
    description=Text("Markdown：官方版式的表格和正文", "Markdown: running text, and tables in the official layout"),
    suffixes=(".md", ".markdown"),
    sniff=lambda _: False,
    write=write_markdown,
    holds=evolve(ON_PAPER, nothing=(*ON_PAPER.nothing, "scope")),
)
