"""What a person should look at in a document: cells that are open, and the cell that the errors have in common."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from govinfo_schema.cli.console import Line
from govinfo_schema.cli.wording import STATES, in_brackets, value_text
from govinfo_schema.forms import cell_values, form_of
from govinfo_schema.messages import Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from govinfo_schema.cells import Cell
    from govinfo_schema.findings import Finding
    from govinfo_schema.forms import Report
    from govinfo_schema.marks import Mark, State
    from govinfo_schema.reading import Reading

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


def suspicion(findings: Sequence[Finding], reading: Reading) -> Text | None:
    """Point at the only cell that takes part in all equations and inequalities that are in error.

    Returns:
        ``None`` where fewer than two of them failed, or they share no cell, or several. It is a hint where to look
        first: nothing is said of what should stand there.
    """
    wrong = [set(each.cells) for each in findings if each.failed and each.severity == "error" and each.left is not None]
    shared = set[str]().union(*wrong).intersection(*wrong)
    if len(wrong) < 2 or len(shared) != 1:  # noqa: PLR2004 - one equation alone accuses no cell
        return None
    (path,) = shared
    cell, printed = form_of(reading.report).by_path[path], printed_text(reading.report, path)
    place = in_brackets(reading.provenance[path].place.text if path in reading.provenance else Text("", ""))
    return Text(
        f"  最可疑：“{cell.label}”，{printed.zh}{place.zh}，涉及 {len(wrong)} 项未通过的校验。请先核对此处。",
        f"  Most suspicious: “{cell.label}”, {printed.en}{place.en}; {len(wrong)} checks involve it. Look there first.",
    )


def printed_text(report: Report, path: str) -> Text:
    """Return the number that a cell holds, or why it holds none."""
    value = cell_values(report)[path]
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
