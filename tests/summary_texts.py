"""Findings and texts for the tests of summaries."""

from __future__ import annotations

from govinfo_schema.findings import Finding, Outcome, Severity
from govinfo_schema.messages import Text
from govinfo_schema.migration.ledger import LedgerLine


def finding(outcome: Outcome, severity: Severity = "error", **more: object) -> Finding:
    given: dict[str, object] = {"rule": "B1", "message": Text("总计应等于各栏之和。", "The total is the sum.")}
    return Finding(outcome=outcome, severity=severity, **(given | more))  # type: ignore[arg-type] - parts of several types


def both(lines: object) -> tuple[list[str], list[str]]:
    texts = [line.text for line in lines]  # type: ignore[attr-defined] - an iterator of lines
    return [text.zh for text in texts], [text.en for text in texts]


def line(relation: str, sources: tuple[str, ...], targets: tuple[str, ...], *before: object) -> LedgerLine:
    return LedgerLine(
        sources=sources,
        targets=targets,
        relation=relation,  # type: ignore[arg-type] - one of the relations
        before=before,  # type: ignore[arg-type] - values of cells
        after=(None,) * len(targets),
        reason=Text("", ""),
    )
