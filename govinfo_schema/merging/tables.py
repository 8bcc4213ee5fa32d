"""The tables of a merged report: its parts cell by cell, its sources, and what migrations left behind."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from govinfo_schema.forms import form_named, form_of
from govinfo_schema.marks import Money
from govinfo_schema.merging.given import figures_hash
from govinfo_schema.merging.remarks import STANDING_WORDS, remarks_on
from govinfo_schema.messages import Text
from govinfo_schema.migration.ledger_table import ledger_table
from govinfo_schema.tables import Column, Content, Table
from govinfo_schema.words import SCOPES, STATES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from govinfo_schema.findings import Finding
    from govinfo_schema.forms import Report
    from govinfo_schema.merging.merged import Merged, Number, Part, Total

_TOTAL = Text("合计", "Total")
_CELL_COLUMNS = (
    Column("cell", Text("路径", "Path"), 40),
    Column("table", Text("表", "Table"), 24),
    Column("label", Text("栏目", "Cell"), 44),
    Column("unit", Text("单位", "Unit"), 8),
    Column("total", _TOTAL, 10),
    Column("state", Text("状态", "State"), 12),
    Column("remarks", Text("说明", "Remarks"), 40),
)
_SOURCE_COLUMNS = (
    Column("number", Text("序号", "No."), 6),
    Column("organ", Text("机关", "Organ"), 22),
    Column("status", Text("状况", "Status"), 12),
    Column("file", Text("文件", "File"), 26),
    Column("year", Text("年度", "Year"), 7),
    Column("form", Text("表式", "Form"), 8),
    Column("scope", Text("统计范围", "Scope"), 9),
    Column("lacking", Text("无数字的格", "Cells without a number"), 9),
    Column("findings", Text("检查发现的问题", "What the checks found"), 42),
    Column("not_merged", Text("未计入的内容", "What is not merged"), 28),
    Column("sha256", Text("原文件的 SHA-256", "SHA-256 of the document"), 24),
    Column("fingerprint", Text("数字指纹", "Fingerprint of the figures"), 18),
)
_LEFT_OUT = Text("未计入", "left out")
_SHOWN = 5


def parts_table(merged: Merged) -> Table:
    """Return the parts cell by cell: a row for each cell, a column for each organ, and the sum."""
    form = form_of(merged.report)
    rows: list[tuple[Content, ...]] = []
    for cell, total in zip(form.cells, merged.totals.values(), strict=True):
        unit = cell.unit if cell.kind != "money" else total.unit
        label = form.label_of(cell.path)
        state = STATES[total.mark.state] if total.mark is not None else None
        sums: tuple[Content, ...] = (total.value, state, remarks_on(merged, total))
        numbers = tuple(_shown(number, total) for number in total.numbers)
        rows.append((cell.path, cell.table, label, unit, *sums, *numbers))
    organs = (Column(part.name, Text(part.name, part.name), 14) for part in merged.parts)
    return Table(
        name="parts",
        title=Text("各机关数据", "Figures of each organ"),
        columns=(*_CELL_COLUMNS, *organs),
        rows=tuple(rows),
    )


def _shown(number: Number | None, total: Total) -> Content:
    return Money(number, total.unit) if isinstance(number, Decimal) else number


def sources_table(merged: Merged) -> Table:
    """Return where the sums come from: a row for each part, be its report there or not, and for each file left out."""
    rows = [_source(merged, at, part) for at, part in enumerate(merged.parts)]
    nothing: tuple[Content, ...] = (None,) * 4
    rows += [(None, None, _LEFT_OUT, each.where, *nothing, None, each.reason, None, None) for each in merged.left_out]
    return Table(name="sources", title=summary(merged), columns=_SOURCE_COLUMNS, rows=tuple(rows))


def summary(merged: Merged) -> Text:
    """Say in one sentence how many reports were added up, who is missing, and how many sums are complete."""
    counted = len(merged.reports)
    missing = [part.name for part in merged.parts if part.standing == "missing"]
    failed = sum(part.standing in {"refused", "unread"} for part in merged.parts)
    open_ones, cells = len(merged.incomplete), len(merged.totals)
    zh = [f"汇总 {counted} 份报告"]
    en = [f"{counted} reports added up" if counted != 1 else "1 report added up"]
    if missing:
        zh.append(f"缺 {len(missing)} 个机关：{'、'.join(missing)}")
        en.append(f"{len(missing)} missing: {', '.join(missing)}")
    if failed:
        zh.append(f"{failed} 个文件未能读出")
        en.append(f"{failed} could not be read")
    if merged.left_out:
        zh.append(f"{len(merged.left_out)} 个文件未计入")
        en.append(f"{len(merged.left_out)} left out")
    zh.append(f"{cells} 格中 {open_ones} 格汇总不全")
    en.append(f"{open_ones} of {cells} sums incomplete")
    return Text("；".join(zh), "; ".join(en))


def _source(merged: Merged, at: int, part: Part) -> tuple[Content, ...]:
    status = STANDING_WORDS[part.standing]
    report = part.published
    if report is None or part.report is None:
        nothing: tuple[Content, ...] = (None,) * 3
        every = len(merged.totals)
        return (at + 1, part.name, status, part.where or None, *nothing, every, None, part.reason, None, None)
    return (
        at + 1,
        part.name,
        status,
        part.where,
        report.year,
        report.form,
        SCOPES[report.scope],
        sum(total.numbers[at] is None for total in merged.totals.values()),
        tuple(found_on(part)),
        tuple(_not_merged(part, report)),
        report.source.sha256 if report.source else None,
        figures_hash(report),
    )


def found_on(part: Part) -> Iterator[Text]:
    """Yield the checks of severity error that failed on the report of a part, and how many warnings there are."""
    failed = [finding for finding in part.findings if finding.failed]
    errors = [finding for finding in failed if finding.severity == "error"]
    for finding in errors[:_SHOWN]:
        yield _told(finding)
    if len(errors) > _SHOWN:
        more = len(errors) - _SHOWN
        yield Text(f"另有错误 {more} 项", f"further errors: {more}")
    warnings = sum(finding.severity == "warning" for finding in failed)
    if warnings:
        yield Text(f"警告 {warnings} 项", f"warnings: {warnings}")


def _told(finding: Finding) -> Text:
    rule = f"{finding.rule} {finding.instance}".rstrip()
    if finding.left is None or finding.right is None:
        return Text(f"[{rule}] {finding.message.zh}", f"[{rule}] {finding.message.en}")
    return Text(
        f"[{rule}] 左侧合计 {finding.left}，右侧合计 {finding.right}",
        f"[{rule}] left side {finding.left}, right side {finding.right}",
    )


def _not_merged(part: Part, report: Report) -> Iterator[Text]:
    """Yield what a report holds that is in no sum."""
    if part.ledger is not None:
        lost = len(_lost(part))
        yield Text(
            f"由 {report.form} 迁移至 {part.ledger.target_form}，{lost} 格数字没有位置",
            f"carried from {report.form} to {part.ledger.target_form}; {lost} figures have no place there",
        )
    if report.corrections:
        number = len(report.corrections)
        yield Text(f"{number} 格为更正后的数", f"figures that were corrected: {number}")
    if report.extensions:
        number = len(report.extensions)
        yield Text(f"表式之外的行 {number} 行", f"rows that are not of the form: {number}")
    if report.residue:
        yield Text("此前迁移的余项", "what earlier migrations left over")
    if report.narrative:
        yield Text("正文", "running text")


def _lost(part: Part) -> list[str]:
    """Return the cells of a migrated report whose number has no place in the form of the merged one."""
    if part.ledger is None:
        return []
    return [
        path
        for line in part.ledger.lines
        if line.relation == "not_representable"
        for path, value in zip(line.sources, line.before, strict=True)
        if value is not None
    ]


def losses_table(merged: Merged) -> Table | None:
    """Return the figures that are in no sum because the form has no place for them; ``None`` where there are none."""
    rows: list[tuple[Content, ...]] = []
    for part in merged.parts:
        if part.published is None:
            continue
        form = form_of(part.published)
        values = dict(zip(form.paths, form.values(part.published), strict=True))
        rows += [(part.name, form.name, path, form.label_of(path), values[path]) for path in _lost(part)]
    if not rows:
        return None
    columns = (
        Column("organ", Text("机关", "Organ"), 26),
        Column("form", Text("原表式", "Form"), 10),
        Column("cell", Text("路径", "Path"), 44),
        Column("label", Text("栏目", "Cell"), 44),
        Column("value", Text("数字", "Figure"), 12),
    )
    title = Text(
        f"迁移后没有位置的数字，不在合计之内（{len(rows)} 格）",
        f"Figures that have no place after the migration, and are in no sum ({len(rows)})",
    )
    return Table(name="losses", title=title, columns=columns, rows=tuple(rows))


def ledgers_table(merged: Merged) -> Table | None:
    """Return the ledgers of all migrated parts below each other; ``None`` where nothing was migrated."""
    tables = [(part.name, ledger_table(part.ledger)) for part in merged.parts if part.ledger is not None]
    if not tables:
        return None
    target = form_named(merged.report.form).name
    return Table(
        name="ledgers",
        title=Text(f"迁移台账：各报告 → {target}", f"Ledgers: reports → {target}"),
        columns=(Column("organ", Text("机关", "Organ"), 26), *tables[0][1].columns),
        rows=tuple((name, *row) for name, table in tables for row in table.rows),
    )
