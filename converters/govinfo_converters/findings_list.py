"""The findings of a report as rows of text, for every writer that lists them below the report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from govinfo_converters.report_words import OUTCOMES, SEVERITIES
from govinfo_converters.xlsx_remarks import checked_form, flow_of
from govinfo_schema.findings import SEVERITIES as BY_GRAVITY
from govinfo_schema.forms import form_named
from govinfo_schema.messages import Text
from govinfo_schema.tables import Column, Table

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from govinfo_schema.findings import Finding, Outcome
    from govinfo_schema.format_contract import WriteOptions
    from govinfo_schema.forms import Report
    from govinfo_schema.tables import Content

_OPEN: tuple[Outcome, ...] = ("failed", "undecided")
_NAMED = 3  # cells of a finding; of the others the number is told
_TITLE = Text("检查结果：{failed} 项未通过，{undecided} 项无法判断，共 {total} 项检查",
              "Findings: {failed} of {total} checks failed, {undecided} are undecided")  # fmt: skip
_MORE = Text("等 {number} 格", "{number} cells in all")
_COLUMNS = (
    Column("number", Text("序号", "No.")),
    Column("outcome", Text("结果", "Outcome")),
    Column("severity", Text("级别", "Severity")),
    Column("rule", Text("规则", "Rule")),
    Column("message", Text("说明", "Sentence")),
    Column("cells", Text("单元格", "Cells")),
)


def listed_findings(options: WriteOptions) -> tuple[Finding, ...]:
    """Return the findings that failed or are undecided, in this order, the gravest first."""
    is_open = (finding for finding in options.findings or () if finding.outcome in _OPEN)
    return tuple(sorted(is_open, key=lambda one: (_OPEN.index(one.outcome), BY_GRAVITY.index(one.severity))))


def findings_table(report: Report, options: WriteOptions) -> Table:
    """Return the findings that failed or are undecided as a table with numbers, which counts all checks in its title.

    Args:
        report: the report that is written.
        options: its findings, and the ledger where it was migrated since.
    """
    found = listed_findings(options)
    failed = sum(finding.failed for finding in found)
    numbers = {"failed": failed, "undecided": len(found) - failed, "total": len(options.findings or ())}
    form = form_named(checked_form(report, options))
    return Table(
        name="findings",
        title=Text(_TITLE.zh.format(**numbers), _TITLE.en.format(**numbers)),
        columns=_COLUMNS,
        rows=tuple(
            (
                number,
                OUTCOMES[finding.outcome],
                SEVERITIES[finding.severity],
                f"{finding.rule} {finding.instance}".rstrip(),
                finding.message,
                _named([form.label_of(path) for path in finding.cells]),
            )
            for number, finding in enumerate(found, 1)
        ),
    )


def numbers_by_cell(report: Report, options: WriteOptions) -> Mapping[str, tuple[int, ...]]:
    """Return the numbers, in the list, of the failed findings about each cell of the written report, by path.

    After a migration these are the cells into which the figures went that were checked.
    """
    flow = flow_of(report, options)
    numbers: dict[str, dict[int, None]] = {}
    for number, finding in enumerate(listed_findings(options), 1):
        for source in finding.cells if finding.failed else ():
            for path in (source,) if flow is None else flow.get(source, ()):
                numbers.setdefault(path, {})[number] = None
    return {path: tuple(of_cell) for path, of_cell in numbers.items()}


def _named(labels: Sequence[str]) -> tuple[Content, ...]:
    """Return the first of ``labels``, and how many there are where that is more."""
    shown = tuple(labels[:_NAMED])
    if len(labels) <= _NAMED:
        return shown
    return (*shown, Text(_MORE.zh.format(number=len(labels)), _MORE.en.format(number=len(labels))))
