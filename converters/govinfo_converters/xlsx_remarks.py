"""What checks and migration have to say of the figures on the first sheet of a workbook.

Findings are about the report as it was published. After a migration the first sheet shows another form; the ledger says
into which of its cells a published figure went.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from attrs import frozen

from govinfo_converters.report_words import RELATIONS, SEVERITIES, STATES, with_labels
from govinfo_schema.causes import causes_of_failures
from govinfo_schema.findings import SEVERITIES as BY_GRAVITY
from govinfo_schema.findings import Finding
from govinfo_schema.forms import form_named
from govinfo_schema.marks import Money
from govinfo_schema.messages import Text
from govinfo_schema.migration.ledger import LedgerLine
from govinfo_schema.rules import catalogue

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from govinfo_schema.causes import Cause
    from govinfo_schema.format_contract import WriteOptions
    from govinfo_schema.forms import Report
    from govinfo_schema.marks import CellValue, Mark
    from govinfo_schema.messages import Language
    from govinfo_schema.migration.ledger import Ledger, Relation

MADE: tuple[Relation, ...] = ("deduced", "summed", "approximate")
_FLOWING: frozenset[Relation] = frozenset({"carried", "restored", *MADE})
_MOST_SUSPECTS = 3
_MOST_REMARKS = 3
_SIDES = Text(
    "左侧合计 {left}，右侧合计 {right}，相差{least}{difference}。",
    "Left side {left}, right side {right}, off by{least}{difference}.",
)
_AT_LEAST, _EXACTLY = Text("至少 ", " at least "), Text(" ", " ")
_OF_SOURCE = Text("来源格检查未通过：", "A check of the source cell failed: ")
_MORE = Text("另有 {number} 项检查未通过，见“检查结果”。", "{number} more failed checks: see the sheet Findings.")
_CORRECTED = Text(
    "已更正：原公布 {before}（建议 {proposal}）", "Corrected: published as {before} (proposal {proposal})"
)
_COLON = Text("：", ": ")
_CANDIDATES = Text("可能是：", "It may be: ")
_PRINTED = Text("原文：", "As printed: ")
_STATED_UNIT = Text("原文单位：", "Unit as stated: ")
_END_OF_SENTENCE = {"zh": re.compile(r"(?<=。)"), "en": re.compile(r"(?<=[a-z0-9)”]\.)\s")}


@frozen
class CellRemarks:
    """What is said of one figure.

    Attributes:
        findings: the failed findings in which it takes part, the gravest first.
        suspect: whether the errors point to it more than to others.
        line: the line of the ledger that made it, where it is no published figure.
    """

    findings: tuple[Finding, ...] = ()
    suspect: bool = False
    line: LedgerLine | None = None


def checked_form(report: Report, options: WriteOptions) -> str:
    """Return the name of the form whose cells the findings name.

    It is that of the report as it was published, unless a cell is named that this form has not: then the checks were
    made on the report as it is written.
    """
    if options.ledger is None:
        return report.form
    published = form_named(options.ledger.source_form)
    named = (path for finding in options.findings or () for path in finding.cells)
    return published.name if all(path in published.by_path for path in named) else report.form


def flow_of(report: Report, options: WriteOptions) -> Mapping[str, tuple[str, ...]] | None:
    """Return into which cells of the written report the figures of the checked cells went; ``None`` into the same."""
    if options.ledger is None or checked_form(report, options) == report.form:
        return None
    return {path: line.targets for line in options.ledger.lines if line.relation in _FLOWING for path in line.sources}


def remarks(report: Report, options: WriteOptions) -> dict[str, CellRemarks]:
    """Return what is said of the cells of ``report``, by path; cells of which nothing is said are left out."""
    suspects, flow = suspect_cells(options.findings or (), checked_form(report, options)), flow_of(report, options)
    failed: dict[str, list[Finding]] = {}
    pointed: set[str] = set()
    for finding in sorted((one for one in options.findings or () if one.failed), key=_gravity):
        for source in finding.cells:
            for path in flow.get(source, ()) if flow is not None else (source,):
                of_path = failed.setdefault(path, [])
                if finding not in of_path:
                    of_path.append(finding)
                if source in suspects:
                    pointed.add(path)
    made = _made(options)
    return {
        path: CellRemarks(tuple(failed.get(path, ())), path in pointed, made.get(path)) for path in {**failed, **made}
    }


def _made(options: WriteOptions) -> dict[str, LedgerLine]:
    lines = options.ledger.lines if options.ledger is not None else ()
    return {path: line for line in lines if line.relation in MADE for path in line.targets}


def _gravity(finding: Finding) -> int:
    return BY_GRAVITY.index(finding.severity)


def suspect_cells(findings: Iterable[Finding], form: str) -> frozenset[str]:
    """Return the cells to which the errors point.

    These are the cells that several failed checks have in common, and the total of a check that failed alone. Where
    that would be more than three cells, an error points to none of them.

    Args:
        findings: findings of any outcome.
        form: name of the form whose cells they name.
    """
    causes = causes_of_failures([finding for finding in findings if finding.severity == "error"])
    return frozenset(path for cause in causes for path in _suspects(cause, form))


def _suspects(cause: Cause, form: str) -> Sequence[str]:
    shared = cause.cells
    if not shared:
        total = _total(cause.findings[0], form)
        shared = cause.findings[0].cells if total is None else (total,)
    return shared if len(shared) <= _MOST_SUSPECTS else ()


def _total(finding: Finding, form: str) -> str | None:
    """Return the cell that stands alone on its side of the checked relation; in "a is at most b" it is b."""
    for rule in catalogue(form):
        for constraint in rule.constraints if rule.id == finding.rule else ():
            if constraint.instance == finding.instance and constraint.cells == finding.cells:
                right, left = ([path for factor, path in constraint.terms if factor * sign > 0] for sign in (-1, 1))
                return next((side[0] for side in (right, left) if len(side) == 1), None)
    return None


def finding_remarks(findings: Sequence[Finding], language: Language, *, of_source: bool) -> Iterator[str]:
    """Yield a line for each of the first failed checks of a figure, and say how many more there are.

    Args:
        findings: the failed findings of one figure.
        language: language of the lines.
        of_source: whether the findings are about the figures of the source form.
    """
    for finding in findings[:_MOST_REMARKS]:
        start = _OF_SOURCE.in_language(language) if of_source else ""
        rule = f"{finding.rule} {finding.instance}".rstrip()
        grade = SEVERITIES[finding.severity].in_language(language)
        yield f"{start}[{rule}] {grade}{_COLON.in_language(language)}{_said(finding, language)}"
    if len(findings) > _MOST_REMARKS:
        yield _MORE.in_language(language).format(number=len(findings) - _MOST_REMARKS)


def _said(finding: Finding, language: Language) -> str:
    """Return both sides and the sentence of the rule, or the whole message where there are no sides."""
    message = finding.message.in_language(language)
    if finding.left is None or finding.right is None or finding.difference is None:
        return message
    least = _AT_LEAST if finding.difference.startswith(("≤", "≥")) else _EXACTLY
    sides = _SIDES.in_language(language).format(
        left=finding.left,
        right=finding.right,
        least=least.in_language(language),
        difference=finding.difference.lstrip("≤≥-"),
    )
    sentence = _END_OF_SENTENCE[language].split(message, maxsplit=1)[0]
    return sides + ("" if language == "zh" else " ") + sentence


def mark_remarks(mark: Mark, shown: str, ledger: Ledger | None, language: Language) -> Iterator[str]:
    """Yield what the mark of a cell without a number says beyond what is ``shown`` in the cell."""
    state, colon = STATES[mark.state].in_language(language), _COLON.in_language(language)
    yield f"{state}{colon}{ledger.source_form}" if ledger is not None and mark.state == "not_asked" else state
    if mark.candidates:
        yield _CANDIDATES.in_language(language) + ", ".join(mark.candidates)
    if mark.raw and mark.raw != shown:
        yield _PRINTED.in_language(language) + mark.raw
    if mark.unit:
        yield _STATED_UNIT.in_language(language) + mark.unit


def correction_remarks(report: Report, path: str, language: Language) -> Iterator[str]:
    """Yield what was published in the cell at ``path``, where a person put another figure in its place."""
    for correction in report.corrections:
        if (correction.form, correction.path) == (report.form, path):
            before = STATES[correction.mark.state] if correction.mark else _figure(correction.published)
            said = _CORRECTED.in_language(language)
            yield said.format(before=before.in_language(language), proposal=correction.proposal)


def _figure(value: CellValue) -> Text:
    number = f"{value.value:f}{value.unit or ''}" if isinstance(value, Money) else str(value)
    return Text(number, number)


def line_remark(line: LedgerLine, ledger: Ledger, language: Language) -> str:
    """Return how a migration made a figure, and why."""
    return f"{RELATIONS[line.relation].in_language(language)}{_COLON.in_language(language)}" + reason_of(
        line, ledger, language
    )


def reason_of(line: LedgerLine, ledger: Ledger, language: Language) -> str:
    """Return the reason of a line with printed labels for the paths of cells."""
    forms = form_named(ledger.source_form), form_named(ledger.target_form)
    return with_labels(line.reason.in_language(language), *forms)
