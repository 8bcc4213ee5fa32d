"""Findings told to people: those with one cause together, under the cells that they have in common."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from govinfo_schema.causes import causes_of_doubt, causes_of_failures
from govinfo_schema.cli.console import Line, Tone
from govinfo_schema.cli.doubts import EXAMPLES, printed_text
from govinfo_schema.cli.wording import in_brackets, joined, number_of
from govinfo_schema.forms import form_of
from govinfo_schema.messages import Text
from govinfo_schema.rules import catalogue
from govinfo_schema.words import SEVERITIES, STATES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from govinfo_schema.causes import Cause
    from govinfo_schema.findings import Finding, Severity
    from govinfo_schema.forms import Report
    from govinfo_schema.reading import Reading

TONES: dict[Severity, Tone] = {"error": "bad", "warning": "doubtful", "information": "plain"}
_MANY = 3  # checks of one rule, in as many rows: then they are told in one line
_ROWS_NAMED = 3
_ADVICE = Text("请核对原文。", " Compare with the document.")


def failure_lines(findings: Sequence[Finding], reading: Reading) -> Iterator[Line]:
    """Tell what failed, the gravest first; checks that one cell may have broken stand together.

    Args:
        findings: findings on the report of ``reading``, of any outcome.
        reading: the report with its provenance.
    """
    for cause in causes_of_failures(findings):
        tone = TONES[cause.severity]
        if len(cause.findings) == 1:
            yield Line(finding_text(cause.findings[0]), tone)
            continue
        yield Line(_shared(cause, reading), tone)
        for finding in cause.findings[:EXAMPLES]:
            grade, told = SEVERITIES[finding.severity], _named(finding, _without_title(finding, reading.report))
            yield Line(Text(f"    [{grade.zh}] {told.zh}", f"    [{grade.en}] {told.en}"), TONES[finding.severity])
        if len(cause.findings) > EXAMPLES:
            more = len(cause.findings) - EXAMPLES
            yield Line(Text(f"    ……另有 {more} 项", f"    … and {more} more"), tone)


def doubt_texts(findings: Sequence[Finding], report: Report) -> list[Text]:
    """Tell what cannot be decided; checks that lack cells of one row stand together, then those of one rule.

    Args:
        findings: findings on ``report``, of any outcome.
        report: the report.
    """
    causes = causes_of_doubt(findings, form_of(report))
    joint = sorted((cause for cause in causes if len(cause.findings) > 1), key=lambda cause: -len(cause.findings))
    of_rules: dict[str, list[Finding]] = {}
    for cause in causes:
        if len(cause.findings) == 1:
            of_rules.setdefault(cause.findings[0].rule, []).append(cause.findings[0])
    told = [_lacking(cause, report) for cause in joint]
    for alone in of_rules.values():
        rows = _rows_of([path for finding in alone for path in finding.missing], report)
        if len(alone) >= _MANY and len(rows) >= _MANY:
            told.append(_lacking_rows(alone, rows))
        else:
            told += [_named(finding, finding.message) for finding in alone]
    return told


def finding_text(finding: Finding) -> Text:
    """Return one finding as an indented line: severity, rule, sentence, and places that the sentence does not name."""
    grade, named = SEVERITIES[finding.severity], _named(finding, finding.message)
    zh, en = f"  [{grade.zh}] {named.zh}", f"  [{grade.en}] {named.en}"
    places = [place.text for place in finding.places if place is not None and place.known]
    if not places or finding.left is not None:  # the sentence of an equation names the places with the numbers
        return Text(zh, en)
    where, more = joined(places[:EXAMPLES]), len(places) - EXAMPLES
    zh, en = f"{zh}位置：{where.zh}", f"{en} At: {where.en}"
    return Text(f"{zh} 等 {len(places)} 处。", f"{en} and {more} more.") if more > 0 else Text(f"{zh}。", f"{en}.")


def _named(finding: Finding, sentence: Text) -> Text:
    rule = f"{finding.rule} {finding.instance}".rstrip()
    return Text(f"{rule}：{sentence.zh}", f"{rule}: {sentence.en}")


def _shared(cause: Cause, reading: Reading) -> Text:
    """Name the cells that all findings of a cause share. Nothing is said of what should stand there."""
    grade, number = SEVERITIES[cause.severity], len(cause.findings)
    cells = joined(_cell_text(path, reading) for path in cause.cells)
    if len(cause.cells) == 1:
        return Text(
            f"  [{grade.zh}] {number} 项未通过的校验都涉及同一格，请先核对此处：{cells.zh}",
            f"  [{grade.en}] {number} failed checks have one cell in common, look there first: {cells.en}",
        )
    return Text(
        f"  [{grade.zh}] {number} 项未通过的校验都涉及同样的 {len(cause.cells)} 格，请先核对：{cells.zh}",
        f"  [{grade.en}] {number} failed checks have {len(cause.cells)} cells in common, look there first: {cells.en}",
    )


def _cell_text(path: str, reading: Reading) -> Text:
    cell, printed = form_of(reading.report).by_path.get(path), printed_text(reading.report, path)
    place = in_brackets(reading.provenance[path].place.text if path in reading.provenance else Text("", ""))
    label = path if cell is None else cell.label
    return Text(f"“{label}”，{printed.zh}{place.zh}", f"“{label}”, {printed.en}{place.en}")


def _without_title(finding: Finding, report: Report) -> Text:
    """Return the sentence of a finding without that of its rule, and without the advice that the heading gives."""
    rule = next((rule for rule in catalogue(report.form) if rule.id == finding.rule), None)
    title = rule.title if rule is not None else Text("", "")
    zh = finding.message.zh.removeprefix(title.zh).removesuffix(_ADVICE.zh)
    en = finding.message.en.removeprefix(title.en).removesuffix(_ADVICE.en).lstrip()
    return Text(zh, en)


def _rows_of(paths: Sequence[str], report: Report) -> list[str]:
    """Return the labels of the rows in which cells stand, each once."""
    cells = form_of(report).by_path
    return list(dict.fromkeys(cells[path].row or cells[path].table for path in paths if path in cells))


def _lacking_rows(findings: Sequence[Finding], rows: Sequence[str]) -> Text:
    """Say of several checks of one rule in which rows they lack numbers."""
    rule, number, more = findings[0].rule, len(findings), len(rows) - _ROWS_NAMED
    listed = [f"“{row}”" for row in rows[:_ROWS_NAMED]]
    zh, en = "".join(listed), ", ".join(listed)
    return Text(
        f"{rule}：{number} 项校验无法判断，{zh}" + (f"等 {len(rows)} 行缺少数字" if more > 0 else "各行缺少数字"),
        f"{rule}: {number} checks open, numbers are missing in the rows {en}"
        + (f" and {more} more" if more > 0 else ""),
    )


def _lacking(cause: Cause, report: Report) -> Text:
    """Say which cells of a row hold no number, and which checks therefore cannot be decided."""
    form = form_of(report)
    first = form.by_path[cause.cells[0]]
    states = {report.marks[path].state for path in cause.cells if path in report.marks}
    state = joined(words for name, words in STATES.items() if name in states)
    rules = Counter(finding.rule for finding in cause.findings)
    listed = [rule if times == 1 else f"{rule}×{times}" for rule, times in rules.items()]
    zh, en = "、".join(listed), ", ".join(listed)
    number = len(cause.findings)
    if len(cause.cells) == 1:
        return Text(
            f"“{first.label}”{state.zh}，{number} 项校验因此无法判断：{zh}",
            f"“{first.label}” is {state.en}, which leaves {number_of(number, 'check')} open: {en}",
        )
    row, cells = first.row or first.table, len(cause.cells)
    return Text(
        f"“{row}”本行 {cells} 格{state.zh}，{number} 项校验因此无法判断：{zh}",
        f"“{row}”: {cells} cells of this row are {state.en}, which leaves {number_of(number, 'check')} open: {en}",
    )
