"""``govinfo explain-cell``: one cell of a report, from the text in the document to the checks that it takes part in."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from govinfo_schema.cli.checked import read_and_check
from govinfo_schema.cli.console import Console, Line, Tone
from govinfo_schema.cli.doubts import corrected_lines
from govinfo_schema.cli.usage import LocalUsageError
from govinfo_schema.cli.wording import PLACEMENTS, value_text
from govinfo_schema.forms import cell_values, form_of
from govinfo_schema.messages import Text
from govinfo_schema.words import OUTCOMES, STATES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from govinfo_schema.cells import Cell, FlatForm
    from govinfo_schema.findings import Finding, Outcome
    from govinfo_schema.provenance import Provenance
    from govinfo_schema.reading import Reading

_TONES: dict[Outcome, Tone] = {"passed": "good", "failed": "bad", "undecided": "doubtful", "not_applicable": "plain"}
_SHOWN = 10


def run(  # noqa: PLR0913 - the options of the command
    console: Console, *, source: str, cell: str, input_format: str | None, form: str | None, report: int | None
) -> int:
    """Run the command; the names are those of its options.

    Returns:
        The exit code, which is 0 whatever the checks found: this command answers a question about one cell.
    """
    checked = read_and_check(source, input_format, form, report)
    found = _cell_named(cell, form_of(checked.reading.report))
    console.show(_cell_lines(found, checked.reading))
    console.show(_check_lines(finding for finding in checked.findings if found.path in finding.cells))
    return 0


def _cell_named(name: str, form: FlatForm) -> Cell:
    """Return the cell with the path ``name``, or the only one whose path ends so, or whose printed label holds it.

    In paths "/" may stand for ".".
    """
    wanted = name.strip("/").replace("/", ".")
    if wanted in form.by_path:
        return form.by_path[wanted]
    ends = [path for path in form.paths if path.endswith(f".{wanted}")]
    labelled = [] if ends else [cell.path for cell in form.cells if _is_called(cell, name)]
    if len(ends or labelled) == 1:
        return form.by_path[(ends or labelled)[0]]
    if ends or labelled:
        named = ends or [form.label_of(path) for path in labelled]
        more = "…" if len(named) > _SHOWN else ""
        text = Text(
            f"“{name}”可以是 {len(named)} 个单元格：{'、'.join(named[:_SHOWN])}{more}",
            f"'{name}' may be {len(named)} cells: {', '.join(named[:_SHOWN])}{more}",
        )
    else:
        command = f"govinfo schema {form.name}"
        text = Text(
            f"表式 {form.name} 没有单元格“{name}”，{command} 可显示全部单元格",
            f"The form {form.name} has no cell '{name}', {command} shows all there are",
        )
    raise LocalUsageError(text, click.get_current_context())


def _is_called(cell: Cell, name: str) -> bool:
    """Say whether each word of ``name`` stands in the printed labels of a cell."""
    words = name.replace("·", " ").split()
    return bool(words) and all(word in cell.label for word in words)


def _cell_lines(cell: Cell, reading: Reading) -> Iterator[Line]:
    value, mark = cell_values(reading.report)[cell.path], reading.report.marks.get(cell.path)
    yield Line(Text(f"单元格：{cell.path}", f"Cell: {cell.path}"))
    yield Line(Text(f"表：{cell.table}", f"Table: {cell.table}"))
    yield Line(Text(f"栏目：{cell.label}", f"Label: {cell.label} ({cell.english})"))
    if value is None and mark is not None:
        printed = " ".join(mark.candidates)
        zh, en = (f"，可能的数字：{printed}", f", candidates: {printed}") if printed else ("", "")
        yield Line(Text(f"无数字：{STATES[mark.state].zh}{zh}", f"No number: {STATES[mark.state].en}{en}"), "doubtful")
    else:
        shown = value_text(value)
        yield Line(Text(f"数字：{shown.zh}", f"Number: {shown.en}"))
    yield from corrected_lines(reading.report, cell.path)
    origin = reading.provenance.get(cell.path)
    if origin is None:
        yield Line(Text("位置：不详", "Place: not known"))
    else:
        yield from _origin_lines(origin)


def _origin_lines(origin: Provenance) -> Iterator[Line]:
    place = origin.place.text if origin.place.known else Text("不详", "not known")
    yield Line(Text(f"位置：{place.zh}", f"Place: {place.en}"))
    if origin.place.box is not None:
        left, top, right, bottom = origin.place.box
        yield Line(
            Text(
                f"版面：左 {left:g}、上 {top:g}、右 {right:g}、下 {bottom:g} 磅（自页面左上角起）",
                f"On the page: left {left:g}, top {top:g}, right {right:g}, bottom {bottom:g} points",
            )
        )
    yield Line(Text(f"原文：“{origin.raw}”", f"Raw text: “{origin.raw}”"))
    for edit in origin.edits:
        at = edit.start + 1
        zh, en = (
            f"第{at}个字符起“{edit.raw}”改为“{edit.clean}”",
            f"from character {at}: “{edit.raw}” became “{edit.clean}”",
        )
        yield Line(Text(f"  清理：{zh}", f"  Cleaned {en}"))
    if not origin.edits:
        yield Line(Text("  清理：无改动", "  Cleaned: nothing was changed"))
    placed = PLACEMENTS[origin.placed]
    yield Line(Text(f"归位：{placed.zh}", f"Placed: {placed.en}"))


def _check_lines(findings: Iterator[Finding]) -> Iterator[Line]:
    told = list(findings)
    yield Line(Text(f"参与的校验：{len(told)} 项", f"Checks that it takes part in: {len(told)}"))
    for finding in told:
        outcome, rule = OUTCOMES[finding.outcome], f"{finding.rule} {finding.instance}".rstrip()
        text = Text(f"  [{outcome.zh}] {rule}：{finding.message.zh}", f"  [{outcome.en}] {rule}: {finding.message.en}")
        yield Line(text, _TONES[finding.outcome])
