"""What a command tells people about a report: sentences that a clerk understands, the last one being the answer."""

from __future__ import annotations

from collections import Counter
from itertools import groupby
from typing import TYPE_CHECKING

from govinfo_schema.cli.causes import TONES, doubt_texts, failure_lines, finding_text
from govinfo_schema.cli.console import Line, Tone
from govinfo_schema.cli.doubts import EXAMPLES, corrected_lines, doubts, examples
from govinfo_schema.cli.wording import SUBJECTS, in_brackets, number_of, value_text
from govinfo_schema.findings import SEVERITIES as BY_GRAVITY
from govinfo_schema.findings import validity
from govinfo_schema.forms import form_named, form_of
from govinfo_schema.marks import Money
from govinfo_schema.messages import Text
from govinfo_schema.migration.ledger import RELATION_WORDS
from govinfo_schema.versions import version_named
from govinfo_schema.words import STATES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from govinfo_schema.findings import Finding
    from govinfo_schema.marks import CellValue, State
    from govinfo_schema.migration.ledger import Ledger
    from govinfo_schema.reading import Evidence, Reading

_ALWAYS_COUNTED: tuple[State, ...] = ("blank", "ambiguous", "unreadable")


def identity_lines(reading: Reading, *, all_evidence: bool = False) -> Iterator[Line]:
    """Say which form, year and agency the report has, why that is believed, and which cells were corrected.

    Args:
        reading: the reading.
        all_evidence: whether several pieces of evidence are told for each statement, or only the first one for each
            subject; JSON has all of them.
    """
    report, version = reading.report, version_named(reading.report.form)
    agency = report.agency.name
    yield Line(Text(f"表式：{version.name}（{version.document}）", f"Form: {version.name} ({version.document})"))
    yield Line(Text(f"年度：{report.year or '未写明'}", f"Year: {report.year or 'not stated'}"))
    yield Line(Text(f"机关：{agency or '未写明'}", f"Agency: {agency or 'not stated'}"))
    yield from corrected_lines(report)
    if not all_evidence:
        first = {piece.subject: piece for piece in reversed(reading.evidence)}
        yield from (Line(_evidence_text(piece)) for piece in reading.evidence if piece is first[piece.subject])
        return
    for _, group in groupby(reading.evidence, key=lambda piece: (piece.subject, piece.value)):
        pieces = list(group)
        yield from (Line(_evidence_text(piece)) for piece in pieces[:EXAMPLES])
        if len(pieces) > EXAMPLES:
            more = len(pieces) - EXAMPLES
            yield Line(Text(f"    ……另有 {more} 处", f"    … and {more} more"))


def cell_lines(reading: Reading) -> Iterator[Line]:
    """Say how many cells were read, how many hold no number and why, which are in doubt, and what was left over."""
    report, form = reading.report, form_of(reading.report)
    states = Counter(mark.state for mark in report.marks.values())
    told = [(states[state], words) for state, words in STATES.items() if states[state] or state in _ALWAYS_COUNTED]
    zh = "，".join(f"{words.zh} {number}" for number, words in told)
    en = ", ".join(f"{number} {words.en}" for number, words in told)
    read, left = len(form.cells) - len(report.marks), len(reading.leftovers)
    yield Line(
        Text(
            f"单元格：共 {len(form.cells)} 个，读到数字 {read}，{zh}；未归入任何单元格的：{left} 处",
            f"Cells: {len(form.cells)}, {read} read, {en}; {number_of(left, 'unplaced number')}",
        )
    )
    yield from examples(doubts(report))
    yield from examples(
        [
            Text(
                f"未归入任何单元格：“{item.text}”{in_brackets(item.place.text).zh}，{item.reason.zh}",
                f"unplaced: “{item.text}”{in_brackets(item.place.text).en}: {item.reason.en}",
            )
            for item in reading.leftovers
        ]
    )


def failed_lines(findings: Sequence[Finding]) -> Iterator[Line]:
    """Tell each finding that failed, the gravest first."""
    for severity in BY_GRAVITY:
        for finding in findings:
            if finding.failed and finding.severity == severity:
                yield Line(finding_text(finding), TONES[severity])


def finding_lines(findings: Sequence[Finding], reading: Reading) -> Iterator[Line]:
    """Tell what failed and what is open, findings with one cause together, and count the others.

    Args:
        findings: findings on the report.
        reading: what it was read from.
    """
    outcomes = Counter(finding.outcome for finding in findings)
    yield Line(
        Text(
            f"校验：通过 {outcomes['passed']} 项，未通过 {outcomes['failed']} 项",
            f"Checks: {outcomes['passed']} passed, {outcomes['failed']} failed",
        )
    )
    yield from failure_lines(findings, reading)
    undecided = outcomes["undecided"]
    if undecided:
        yield Line(
            Text(
                f"  因缺少数字而无法判断：{undecided} 项",
                f"  Undecided, because numbers are missing: {number_of(undecided, 'check')}",
            ),
            "doubtful",
        )
        yield from examples(doubt_texts(findings, reading.report))


def migration_lines(ledger: Ledger) -> Iterator[Line]:
    """Say what a migration carried, summed, deduced, and what the target form cannot hold, with examples."""
    reached = Counter[str]()
    for line in ledger.lines:
        reached[line.relation] += len(line.targets)
    told = [(words, reached[relation]) for relation, words in RELATION_WORDS.items() if reached[relation]]
    zh = [f"迁移：{ledger.source_form} → {ledger.target_form}", *(f"{words.zh} {n} 格" for words, n in told)]
    en = [f"Migration: {ledger.source_form} → {ledger.target_form}", *(f"{n} {words.en}" for words, n in told)]
    yield Line(Text("，".join(zh), ", ".join(en)))
    form = form_named(ledger.source_form)
    homeless = [line for line in ledger.lines if line.relation == "not_representable"]
    cells = [pair for line in homeless for pair in zip(line.sources, line.before, strict=True)]
    # Figures other than 0 are the better examples of what a form cannot hold.
    lost = sorted((pair for pair in cells if pair[1] is not None), key=lambda pair: not _is_more_than_nothing(pair[1]))
    if cells:
        yield Line(
            Text(
                f"  目标表式无法容纳 {len(cells)} 格，其中有数字的 {len(lost)} 格"
                "（写成 JSON、Excel、Word 时留存于余项）",
                f"  No place in the target form: {number_of(len(cells), 'cell')}, {len(lost)} with a number"
                " (kept in the residue of JSON, Excel and Word files)",
            ),
            "doubtful" if lost else "plain",
        )
    yield from examples([_cell_text(form.by_path[path].label, value) for path, value in lost])


def verdict_line(findings: Sequence[Finding], *, accepted: int = 0) -> Line:
    """Answer the question whether the report is valid.

    Args:
        findings: the findings that count.
        accepted: how many other findings are accepted.
    """
    failed = Counter(finding.severity for finding in findings if finding.failed)
    undecided = sum(finding.outcome == "undecided" for finding in findings)
    warnings = Text(f"，另有警告 {failed['warning']} 个", f", {number_of(failed['warning'], 'warning')}")
    also = warnings if failed["warning"] else Text("", "")
    if accepted:
        also = Text(f"{also.zh}，已认可的差异 {accepted} 项", f"{also.en}, {accepted} accepted")
    tone: Tone = "doubtful"
    match validity(findings):
        case True:
            answer, tone = Text("校验通过", "valid, no errors"), "good"
        case False:
            errors = failed["error"]
            answer, tone = Text(f"不通过，有错误 {errors} 个", f"not valid, {number_of(errors, 'error')}"), "bad"
        case None if undecided:
            zh, en = f"有 {undecided} 项校验无法判断", f"{number_of(undecided, 'check')} could not be decided"
            answer = Text(f"无法判断，没有发现错误，但{zh}", f"not certain, no errors, but {en}")
        case None:
            answer = Text("无法判断，没有可以进行的校验", "not certain, nothing could be checked")
    return Line(Text(f"结论：{answer.zh}{also.zh}。", f"Result: {answer.en}{also.en}."), tone)


def _evidence_text(piece: Evidence) -> Text:
    subject, place = SUBJECTS[piece.subject], in_brackets(piece.place.text)
    return Text(
        f"  依据：{subject.zh} {piece.value}，见“{piece.text}”{place.zh}",
        f"  Evidence: {subject.en} {piece.value}, from “{piece.text}”{place.en}",
    )


def _is_more_than_nothing(value: CellValue) -> bool:
    return bool(value.value if isinstance(value, Money) else value)


def _cell_text(label: str, value: CellValue) -> Text:
    number = value_text(value)
    return Text(f"“{label}” {number.zh}", f"“{label}” {number.en}")
