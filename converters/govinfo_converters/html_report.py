"""Reports as web pages: the official layout, accessible, for screens and for paper, with nothing from elsewhere.

A page holds what its reader finds again: figures and marks, title, year, organ, period, day of publication and running
text. It shows, without being read again: English names, the legend, findings, rows added locally, ledger, corrections.
What it does not hold at all: code of the region, scope, source and residue. Of marks it holds what was printed;
``not_asked`` looks like a blank that is hatched, and is read as a blank.

The same report with the same options gives the same bytes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from govinfo_converters.findings_list import findings_table
from govinfo_converters.form_layout import report_title
from govinfo_converters.html_page import NOTES
from govinfo_converters.html_report_style import STYLE
from govinfo_converters.html_report_table import LANGUAGES, ReportTables, safe
from govinfo_converters.recognition import is_organ, is_title
from govinfo_converters.report_parts import TablePart, has_title, parts_of, period_text
from govinfo_converters.report_words import RELATIONS, SCOPES, SEVERITIES, STATES
from govinfo_converters.table_files import html_table
from govinfo_converters.xlsx_remarks import MADE
from govinfo_schema.messages import Text
from govinfo_schema.migration.ledger_table import ledger_table
from govinfo_schema.versions import version_named

if TYPE_CHECKING:
    from collections.abc import Iterator

    from govinfo_schema.format_contract import WriteOptions
    from govinfo_schema.forms import Report
    from govinfo_schema.messages import Language
    from govinfo_schema.report import Section

_FORM = Text("表式：", "Form: ")
_SCOPE = Text("统计范围：", "Scope: ")
_PERIOD = Text("统计期限：", "Period: ")
_PUBLISHED = Text("公布日期：", "Published: ")
_SEMICOLON = Text("；", "; ")
_LEGEND = Text("图例", "Legend")
_SUSPECT = Text("检查未通过：错误，先核对此格", "A check failed: error; look at this figure first")
_FAILED = Text("检查未通过：", "A check failed: ")
_EXTENSIONS = Text("各地增设的行（不属于表式，照原文）", "Rows added locally (not part of the form, as printed)")


def write_page(report: Report, options: WriteOptions) -> bytes:
    """Return the page of ``report`` in UTF-8.

    Args:
        report: the report; it is not changed, and no figure of it is.
        options: findings to mark and list, ledger to list, and the language of everything but the official labels.
    """
    return "\n".join([*_head(report, options.language), *_body(report, options), "</html>\n"]).encode()


def _head(report: Report, language: Language) -> Iterator[str]:
    title = report_title(report)
    yield f'<!DOCTYPE html>\n<html lang="{LANGUAGES[language]}">\n<head>\n<meta charset="utf-8">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    if report.agency.name:
        yield f'<meta name="author" content="{safe(report.agency.name)}">'
    if report.period is not None:
        yield f'<meta name="period" content="{period_text(report.period)}">'
    if report.publication_date is not None:
        yield f'<meta name="date" content="{report.publication_date}">'
    yield f"<title>{safe(title)}</title>\n<style>{STYLE}</style>\n</head>"


def _body(report: Report, options: WriteOptions) -> Iterator[str]:
    tables = ReportTables(report, options)
    yield '<body>\n<main>\n<article lang="zh-CN">'
    facts = _facts(report, options.language)
    titled = has_title(report)
    if not titled:
        yield f"<h1 {NOTES}>{safe(report_title(report))}</h1>\n{facts}"
    for number, part in enumerate(parts_of(report)):
        yield tables.element(part) if isinstance(part, TablePart) else _section(part)
        if titled and not number:
            yield facts
    yield "</article>"
    yield from _notes(report, options)
    yield "</main>\n</body>"


def _facts(report: Report, language: Language) -> str:
    """Return the line that says which form this is, and what the report says of its figures."""
    version = version_named(report.form)
    facts = [f"{_FORM.in_language(language)}{version.name} ({version.document})"]
    if report.scope != "unknown":
        facts.append(_SCOPE.in_language(language) + SCOPES[report.scope].in_language(language))
    if report.period is not None:
        facts.append(f"{_PERIOD.in_language(language)}{report.period.start} – {report.period.end}")
    if report.publication_date is not None:
        facts.append(f"{_PUBLISHED.in_language(language)}{report.publication_date}")
    said = safe(_SEMICOLON.in_language(language).join(facts))
    return f'<p class="facts" lang="{LANGUAGES[language]}" {NOTES}>{said}</p>'


def _section(section: Section) -> str:
    heading = f"<h2>{safe(section.heading)}</h2>\n" if section.heading else ""
    paragraphs = "\n".join(_paragraph(text, opening=not section.heading) for text in section.paragraphs)
    return f"<section>\n{heading}{paragraphs}\n</section>"


def _paragraph(text: str, *, opening: bool) -> str:
    """Return a paragraph; above the first heading, title and organ look as such."""
    if opening and is_title(text):
        return f"<h1>{safe(text)}</h1>"
    return f'<p class="organ">{safe(text)}</p>' if opening and is_organ(text) else f"<p>{safe(text)}</p>"


def _notes(report: Report, options: WriteOptions) -> Iterator[str]:
    """Yield what is no part of the report: rows added locally, legend, findings, ledger."""
    language = options.language
    yield f'<aside {NOTES} lang="{LANGUAGES[language]}">'
    if report.extensions:
        yield f"<h2>{_EXTENSIONS.in_language(language)}</h2>\n{_extensions(report)}"
    yield _legend(report, options)
    if options.findings is not None:
        found = html_table(findings_table(report, options), language, row_id="finding")
        yield f'<section class="findings">\n{found}\n</section>'
    if options.ledger is not None:
        yield f'<section class="ledger">\n{html_table(ledger_table(options.ledger), language)}\n</section>'
    yield "</aside>"


def _extensions(report: Report) -> str:
    items = (f"{row.table} · {row.label}: {' | '.join(row.values)}" for row in report.extensions)
    return f'<ul lang="zh-CN">{"".join(f"<li>{safe(item)}</li>" for item in items)}</ul>'


def _legend(report: Report, options: WriteOptions) -> str:
    """Return what the looks of figures mean, of those that the page may show."""
    language = options.language
    states = dict.fromkeys(mark.state for mark in report.marks.values())
    meanings: dict[str, str] = {state: text.in_language(language) for state, text in STATES.items() if state in states}
    severities = {finding.severity for finding in options.findings or () if finding.failed}
    if "error" in severities:
        meanings["suspect"] = _SUSPECT.in_language(language)
    failed = _FAILED.in_language(language)
    meanings |= {
        grade: failed + text.in_language(language) for grade, text in SEVERITIES.items() if grade in severities
    }
    relations = {line.relation for line in (options.ledger.lines if options.ledger is not None else ())}
    meanings |= {relation: RELATIONS[relation].in_language(language) for relation in MADE if relation in relations}
    items = "".join(f'<li><span class="figure {look}"></span> {text}</li>' for look, text in meanings.items())
    return f'<h2>{_LEGEND.in_language(language)}</h2>\n<ul class="legend">{items}</ul>' if items else ""
