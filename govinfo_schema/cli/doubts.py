"""What a person should look at: cells that are open or were corrected, and what is printed in a cell."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from govinfo_schema.cli.console import Line
from govinfo_schema.cli.wording import value_text
from govinfo_schema.forms import cell_values, form_named, form_of
from govinfo_schema.messages import Text
from govinfo_schema.words import STATES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from govinfo_schema.cells import Cell
    from govinfo_schema.forms import Report
    from govinfo_schema.marks import Mark, State

EXAMPLES = 5
_DOUBTFUL: tuple[State, ...] = ("ambiguous", "unreadable")
_CANDIDATES = 12  # a row has ten columns at most; numbers of several rows are cut short


def doubts(report: Report) -> list[Text]:
    """Tell the cells whose text is no number or whose number is open: cells of one row with the same text together."""
    form = form_of(report)
    open_cells = [
        (cell, report.marks[cell.path])
        for cell in form.cells
        if cell.path in report.marks and report.marks[cell.path].state in _DOUBTFUL
    ]
    together = groupby(open_cells, key=lambda pair: (pair[0].table, pair[0].row, pair[1]))
    return [_doubt([cell for cell, _ in group], mark) for (_, _, mark), group in together]


def corrected_lines(report: Report, path: str | None = None) -> Iterator[Line]:
    """Tell the cells of a report that do not hold what was published, or the one at ``path`` only."""
    for correction in report.corrections:
        if path not in (None, correction.path):
            continue
        label = form_named(correction.form).by_path[correction.path].label
        before = STATES[correction.mark.state] if correction.mark else value_text(correction.published)
        now, name = value_text(correction.corrected), correction.proposal
        text = Text(
            f"更正：“{label}”原公布 {before.zh}，现为 {now.zh}（建议 {name}）",
            f"Corrected: “{label}” was published as {before.en}, is now {now.en} (proposal {name})",
        )
        yield Line(text, "doubtful")


def printed_text(report: Report, path: str) -> Text:
    """Return the number that a cell holds, or why it holds none."""
    value = cell_values(report).get(path)
    if value is None:
        return STATES[report.marks[path].state] if path in report.marks else value_text(None)
    number = value_text(value)
    return Text(f"原文为“{number.zh}”", f"printed {number.en}")


def examples(texts: Sequence[Text]) -> Iterator[Line]:
    """Tell the first of ``texts``, indented, and how many more there are."""
    for text in texts[:EXAMPLES]:
        yield Line(Text(f"    {text.zh}", f"    {text.en}"), "doubtful")
    if len(texts) > EXAMPLES:
        more = len(texts) - EXAMPLES
        yield Line(Text(f"    ……另有 {more} 处", f"    … and {more} more"), "doubtful")


def _doubt(cells: list[Cell], mark: Mark) -> Text:
    state, printed = STATES[mark.state], mark.raw or "?"
    if mark.candidates:
        printed = " ".join(mark.candidates[:_CANDIDATES]) + (" …" if len(mark.candidates) > _CANDIDATES else "")
    if len(cells) == 1:
        return Text(
            f"“{cells[0].label}”{state.zh}，原文为“{printed}”", f"“{cells[0].label}” is {state.en}, printed: {printed}"
        )
    row = cells[0].row or cells[0].table
    return Text(
        f"“{row}”本行 {len(cells)} 格{state.zh}，原文为“{printed}”",
        f"“{row}”: {len(cells)} cells of this row are {state.en}, printed: {printed}",
    )
