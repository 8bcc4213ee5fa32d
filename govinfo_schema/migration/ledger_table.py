"""The ledger as a table: one row a line, with paths for programs and labels for people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from govinfo_schema.forms import form_named
from govinfo_schema.messages import Text
from govinfo_schema.migration.ledger import RELATION_WORDS
from govinfo_schema.tables import Column, Content, Table

if TYPE_CHECKING:
    from govinfo_schema.migration.ledger import Ledger, LedgerLine

_COLUMNS = (
    Column("relation", Text("关系", "Relation"), 16, RELATION_WORDS),
    Column("source_labels", Text("来源单元格", "Source cells"), 38),
    Column("before", Text("迁移前", "Before"), 11),
    Column("target_labels", Text("目标单元格", "Target cells"), 38),
    Column("after", Text("迁移后", "After"), 11),
    Column("reason", Text("理由", "Reason"), 44),
    Column("sources", Text("来源路径", "Source paths"), 30),
    Column("targets", Text("目标路径", "Target paths"), 30),
    Column("basis", Text("依据的路径", "Paths rested on"), 30),
    Column("crosswalk", Text("对照表编号", "Crosswalk ids"), 30),
)
_UNKNOWN = Text("无数字", "no number")


def ledger_table(ledger: Ledger) -> Table:
    """Return ``ledger`` as a table, in the order of its lines."""
    return Table(
        name="ledger",
        title=Text(
            f"迁移台账：{ledger.source_form} → {ledger.target_form}",
            f"Ledger: {ledger.source_form} → {ledger.target_form}",
        ),
        columns=_COLUMNS,
        rows=tuple(_row(line, ledger) for line in ledger.lines),
    )


def _row(line: LedgerLine, ledger: Ledger) -> tuple[Content, ...]:
    source, target = form_named(ledger.source_form), form_named(ledger.target_form)
    return (
        line.relation,
        tuple(source.label_of(path) for path in line.sources),
        _values(line.before),
        tuple(target.label_of(path) for path in line.targets),
        _values(line.after),
        line.reason,
        line.sources,
        line.targets,
        line.basis,
        line.crosswalk,
    )


def _values(values: tuple[Content, ...]) -> Content:
    """Return the value of a line with one cell, so that it stays a number, or all of them, known or not."""
    return values[0] if len(values) == 1 else tuple(_UNKNOWN if value is None else value for value in values)
