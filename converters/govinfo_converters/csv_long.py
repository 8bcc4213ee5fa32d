"""The long layout of csv: one line for each cell of a form. ``csv_table`` says what it looks like."""

from __future__ import annotations

import csv
import hashlib
import re
from decimal import Decimal
from io import StringIO
from typing import TYPE_CHECKING

from attrs import define, field

from govinfo_schema.errors import Problem, ReadError, StructureError
from govinfo_schema.forms import form_named, make_report
from govinfo_schema.marks import LONGEST_NUMBER, STATES, CellValue, Mark, Money
from govinfo_schema.messages import Text
from govinfo_schema.provenance import Place, Provenance
from govinfo_schema.reading import Reading
from govinfo_schema.report import REGION_CODE, SCOPES, Agency, Source
from govinfo_schema.spreadsheets import exact
from govinfo_schema.versions import NAMES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from govinfo_schema.cells import Cell, FlatForm
    from govinfo_schema.format_contract import Input, ReadOptions
    from govinfo_schema.marks import State
    from govinfo_schema.report import Scope

_NOTE = re.compile(r"\s*#\s*(?P<name>\w+)\s*[:：]\s*(?P<value>.*?)[\s,;]*")
_HEAD = re.compile(r"\s*\"?cell\"?\s*(?P<separator>[,;\t])\s*\"?value\"?\s*(?:[,;\t]|$)", re.IGNORECASE)
COLUMNS = ("cell", "value", "state", "unit", "raw", "candidates")
"""The columns, in the order in which they are written; ``cell`` and ``value`` come first, the others in any order."""

NOTES = ("form", "agency", "region_code", "year", "scope")
"""What the notes before the head may say of the report."""

_WHOLE = re.compile(rf"[+-]?[0-9]{{1,{LONGEST_NUMBER}}}")
_AMOUNT = re.compile(rf"[+-]?[0-9]{{1,{LONGEST_NUMBER}}}(?:\.[0-9]{{1,{LONGEST_NUMBER}}})?")
_YEAR = re.compile(r"[0-9]{4}")
_SHOWN = 5


def is_long(text: str) -> bool:
    """Say whether a text begins with the head of the long layout, after lines that begin with #."""
    for line in StringIO(text, newline=""):
        if line.strip().strip(",;") and not line.lstrip().startswith("#"):
            return _HEAD.match(line) is not None
    return False


def note_in(line: str) -> tuple[str, str] | None:
    """Return name and value of a note, such as ``# year: 2023``; spreadsheets put separators behind it."""
    note = _NOTE.fullmatch(line)
    return None if note is None else (note["name"].lower(), note["value"].strip('"'))


@define
class _Lines:
    """What the lines say, as far as they were read."""

    values: dict[str, CellValue] = field(factory=dict[str, CellValue])
    marks: dict[str, Mark] = field(factory=dict[str, Mark])
    provenance: dict[str, Provenance] = field(factory=dict[str, Provenance])
    problems: list[Problem] = field(factory=list[Problem])

    def add_problem(self, line: int, zh: str, en: str) -> None:
        self.problems.append(Problem("", Text(f"第 {line} 行：{zh}", f"Line {line}: {en}")))


def read_long(text: str, given: Input, options: ReadOptions) -> Reading:
    """Read a report in the long layout.

    Args:
        text: the decoded file.
        given: its bytes and its name.
        options: the form, where the file does not state it.

    Raises:
        ReadError: its quotation marks do not match.
        StructureError: its form is not known, or lines are missing, double or contradict themselves; all are listed.
    """
    notes, before, rows = _split(text, given.name)
    form = _form(notes, options, given.name)
    lines = _Lines()
    scope, region = _scope_and_region(notes, lines)
    for number, row in rows:
        _add(row, number + before, form, lines)
    missing = [path for path in form.paths if path not in lines.provenance]
    if missing:
        shown = ", ".join(missing[:_SHOWN]) + (" …" if len(missing) > _SHOWN else "")
        what = Text(f"缺少 {len(missing)} 个单元格：{shown}。", f"Lines of {len(missing)} cells are missing: {shown}.")
        lines.problems.append(Problem("", what))
    if lines.problems:
        raise _refused(lines.problems, given.name)
    year = notes.get("year", "")
    report = make_report(
        form,
        lines.values,
        lines.marks,
        agency=Agency(name=notes.get("agency") or None, region_code=region),
        year=int(year) if _YEAR.fullmatch(year) else None,
        scope=scope,
        source=Source(name=given.name, format="csv", sha256=hashlib.sha256(given.data).hexdigest()),
    )
    return Reading(report=report, provenance=lines.provenance)


def _split(text: str, name: str) -> tuple[dict[str, str], int, list[tuple[int, dict[str, str]]]]:
    """Return the notes, how many lines stand before the head, and the rows with their lines after it."""
    lines = list(StringIO(text, newline=""))  # only at line breaks of csv: a text may have others inside
    notes: dict[str, str] = {}
    before = 0
    while not _HEAD.match(lines[before]):
        note = note_in(lines[before])
        if note is not None:
            notes[note[0]] = note[1]
        before += 1
    head = _HEAD.match(lines[before])
    reader = csv.reader(lines[before:], delimiter=head["separator"] if head else ",", strict=True)
    try:
        names = [column.strip().lower() for column in next(reader)]
        rows = [
            (reader.line_num, dict(zip(names, row, strict=False)))
            for row in reader
            if any(part.strip() for part in row)
        ]
    except csv.Error as error:
        raise ReadError(
            Text(f"引号不成对（{error}）。", f"The quotation marks do not match ({error})."),
            where=name,
            advice=Text("请从表格软件重新导出为 csv。", "Export it as csv from a spreadsheet anew."),
        ) from error
    return notes, before, rows


def _scope_and_region(notes: Mapping[str, str], lines: _Lines) -> tuple[Scope, str | None]:
    """Return what the notes say of scope and region; what they cannot mean is a problem."""
    scopes: dict[str, Scope] = {each: each for each in SCOPES}
    scope, region = notes.get("scope") or "unknown", notes.get("region_code") or None
    if scope not in scopes:
        listed = ", ".join(SCOPES)
        what = Text(f"没有统计范围“{scope}”（有 {listed}）。", f"There is no scope “{scope}” (there are {listed}).")
        lines.problems.append(Problem("", what))
    if region is not None and not re.fullmatch(REGION_CODE, region):
        what = Text(f"“{region}”不是行政区划代码。", f"“{region}” is no administrative division code.")
        lines.problems.append(Problem("", what))
    return scopes.get(scope, "unknown"), region


def _form(notes: Mapping[str, str], options: ReadOptions, name: str) -> FlatForm:
    stated = notes.get("form")
    if stated is not None and options.form not in (None, stated):
        raise StructureError(
            Text(
                f"文件写明的表式是 {stated}，而要求的是 {options.form}。",
                f"The file states the form {stated}, and {options.form} was asked for.",
            ),
            where=name,
            advice=Text("请不指定表式读取。", "Read it without naming a form."),
        )
    chosen = stated or options.form
    if chosen is None:
        raise StructureError(
            Text("文件没有写明表式。", "The file does not state its form."),
            where=name,
            advice=Text(
                f"请在第一行写“# form: {NAMES[-1]}”，或用 --form 指明。",
                f"Write “# form: {NAMES[-1]}” in its first line, or say it with --form.",
            ),
        )
    return form_named(chosen)


def _add(row: Mapping[str, str], line: int, form: FlatForm, lines: _Lines) -> None:
    """Add the cell of one line, or the reason why it cannot be."""
    path, value, state, unit, _, candidates = (exact((row.get(name) or "").strip()) for name in COLUMNS)
    raw = exact(row.get("raw") or "")
    cell = form.by_path.get(path)
    if cell is None:
        lines.add_problem(line, f"表式 {form.name} 没有单元格“{path}”。", f"the form {form.name} has no cell “{path}”.")
        return
    if path in lines.provenance:
        lines.add_problem(line, f"单元格 {path} 重复。", f"the cell {path} stands there twice.")
        return
    lines.provenance[path] = Provenance(place=Place(line=line), raw=raw or value)
    if bool(value) == bool(state):
        lines.add_problem(
            line,
            f"{path} 应有数值或状态，且只有其一。",
            f"{path} should have a value or a state, and not both.",
        )
    elif state:
        _add_mark(path, state, Mark("blank", raw or None, unit or None, _listed(candidates)), line, lines)
    else:
        _add_value(cell, value, unit, line, lines)


def _listed(candidates: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in candidates.split("|") if part.strip())


def _add_mark(path: str, state: str, mark: Mark, line: int, lines: _Lines) -> None:
    known: dict[str, State] = {each: each for each in STATES}
    if state in known:
        lines.marks[path] = Mark(known[state], mark.raw, mark.unit, mark.candidates)
        return
    listed = ", ".join(STATES)
    lines.add_problem(line, f"没有状态“{state}”（有 {listed}）。", f"there is no state “{state}” (there are {listed}).")


def _add_value(cell: Cell, value: str, unit: str, line: int, lines: _Lines) -> None:
    if cell.kind == "money" and _AMOUNT.fullmatch(value):
        lines.values[cell.path] = Money(Decimal(value), unit or None)
    elif cell.kind != "money" and _WHOLE.fullmatch(value):
        lines.values[cell.path] = int(value)
    else:
        lines.add_problem(
            line,
            f"{cell.path} 的“{value}”不是{'金额' if cell.kind == 'money' else '整数'}。",
            f"“{value}” of {cell.path} is no {'amount' if cell.kind == 'money' else 'whole number'}.",
        )


def _refused(problems: list[Problem], name: str) -> StructureError:
    first = problems[0].what
    more = len(problems) - 1
    zh = f"{first.zh}" + (f"（另有 {more} 个问题。）" if more else "")
    en = f"{first.en}" + (f" ({more} more problems.)" if more else "")
    return StructureError(
        Text(zh, en),
        where=name,
        advice=Text("每个单元格应有一行，写明数值或状态。", "Each cell needs one line with a value or a state."),
        problems=tuple(problems),
    )
