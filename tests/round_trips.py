"""Writes reports in every format that writes, reads them again, and prints what came back: the page of round trips.

    python tests/round_trips.py [--write docs/round-trips.md]

The formats, their layouts and what each says of itself come from the registry, the forms from the standard.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Callable
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import evolve, field, frozen

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "converters"), str(ROOT)]

import govinfo_schema as gs  # noqa: E402 - the search path first
from filled_templates import filled_with  # noqa: E402 - the search path first
from govinfo_schema.formats import available, suffix_of_format  # noqa: E402 - the search path first
from govinfo_schema.forms import Report, cell_values  # noqa: E402 - the search path first
from govinfo_schema.holding import EXTENT_NAMES, NAMES, PARTS, Holds, LeftOut, Part, left_out  # noqa: E402 - the search path first
from govinfo_schema.marks import Money, State  # noqa: E402 - the search path first
from govinfo_schema.versions import NAMES as FORMS  # noqa: E402 - the search path first
from govinfo_schema.words import STATES  # noqa: E402 - the search path first
from round_trip_reports import reports_of  # noqa: E402 - the search path first

if TYPE_CHECKING:
    from collections.abc import Iterator

    from govinfo_schema.format_contract import Format
    from govinfo_schema.holding import Extent
    from govinfo_schema.marks import CellValue, Mark
    from govinfo_schema.write_choices import Layout

SIGNS: dict[Extent, str] = {"same": "=", "nearly": "≈", "shown": "○", "nothing": "–"}
_OF_ENVELOPE: tuple[Part, ...] = PARTS[PARTS.index("year") :]


@frozen
class Way:
    """One way from a report into a file and back.

    Attributes:
        name: the format, and its layout where it has several.
        holds: what the format says of itself.
        there_and_back: what it tells of its losses when it writes a report, and the report that is read again.
    """

    name: str
    holds: Holds
    there_and_back: Callable[[Report], tuple[tuple[LeftOut, ...], Report]]


@frozen
class Compared:
    """What differs between a report and what was read again: how often, by part; and which states became which."""

    parts: Counter[Part] = field(factory=Counter[Part])
    states: Counter[tuple[State, State]] = field(factory=Counter[tuple[State, State]])

    def add(self, other: Compared) -> None:
        self.parts.update(other.parts)
        self.states.update(other.states)


def ways() -> Iterator[Way]:
    """All ways: every format that writes in each of its layouts, and every form to fill in."""
    for format_ in available():
        if format_.write is not None:
            assert format_.layouts, f"{format_.name} does not say what it holds"
            for layout, holds in format_.layouts.items():
                name = f"{format_.name}, {layout}" if layout else format_.name
                yield Way(name, holds, partial(written_and_read, format_, layout))
        if format_.write_template is not None:
            assert format_.holds_filled_in is not None, f"{format_.name} does not say what a filled-in form holds"
            holds = format_.holds_filled_in
            yield Way(f"{format_.name}, filled in", holds, partial(filled_in_and_read, format_, holds))


def written_and_read(format_: Format, layout: Layout | None, report: Report) -> tuple[tuple[LeftOut, ...], Report]:
    target = BytesIO()
    lost = gs.write(report, target, format=format_.name, layout=layout or "long")
    return lost, read_as(suffix_of_format(format_.name), target.getvalue())


def filled_in_and_read(format_: Format, holds: Holds, report: Report) -> tuple[tuple[LeftOut, ...], Report]:
    target = BytesIO()
    gs.write_template(report.form, target, format=format_.name)
    data = filled_with(target.getvalue(), report)
    return left_out(report, holds), read_as(format_.suffixes[0], data)


def read_as(suffix: str, data: bytes) -> Report:
    """Read a file by its suffix, as a person does who finds it; the bytes are never on a disk."""
    stream = BytesIO(data)
    stream.name = f"report{suffix}"  # type: ignore[attr-defined] - what open files have
    return gs.read(stream).report


def compared(before: Report, after: Report) -> Compared:
    """Return what differs, seen with nothing of the project but the reports themselves."""
    assert before.form == after.form
    found = Compared()
    old, new = cell_values(before), cell_values(after)
    for path, value in old.items():
        if value is None and new[path] is None:
            _compare_marks(before.marks[path], after.marks[path], found)
        else:
            found.parts.update(_differing(value, new[path]))
    found.parts["agency"] += before.agency.name != after.agency.name
    found.parts["region_code"] += before.agency.region_code != after.agency.region_code
    for part in _OF_ENVELOPE:
        found.parts[part] += getattr(before, part) != getattr(after, part)
    # What had none has the file now that it was read from, and the title and headings of the file.
    found.parts["source"] *= before.source is not None
    found.parts["narrative"] *= bool(before.narrative)
    return found


def _compare_marks(mark: Mark, again: Mark, found: Compared) -> None:
    if mark.state != again.state:
        found.parts["states"] += 1
        found.states[mark.state, again.state] += 1
    found.parts["raw"] += (mark.raw, mark.unit) != (again.raw, again.unit)
    found.parts["candidates"] += mark.candidates != again.candidates


def _differing(value: CellValue, again: CellValue) -> Iterator[Part]:
    if not isinstance(value, Money) or not isinstance(again, Money):
        if value != again:
            yield "figures"
        return
    if value.value != again.value:
        yield "figures"
    elif f"{value.value:f}" != f"{again.value:f}":
        yield "decimals"
    if value.unit != again.unit:
        yield "units"


@frozen
class Trip:
    """A report that went a way: what was told of its losses, what differs, and whether nothing does."""

    name: str
    told: tuple[LeftOut, ...]
    found: Compared
    equal: bool


@frozen
class Cell:
    """A form and a way of the matrix, with all reports that went that way."""

    way: Way
    trips: tuple[Trip, ...]

    @property
    def found(self) -> Compared:
        """What differs in any of the reports."""
        whole = Compared()
        for trip in self.trips:
            whole.add(trip.found)
        return whole


def matrix() -> dict[str, list[Cell]]:
    """Return what became of the reports of each form in each way."""
    found: dict[str, list[Cell]] = {}
    for form in FORMS:
        reports = list(reports_of(form))
        found[form] = [Cell(way, tuple(_trip(way, name, report) for name, report in reports)) for way in ways()]
    return found


def _trip(way: Way, name: str, report: Report) -> Trip:
    told, again = way.there_and_back(report)
    equal = evolve(again, source=None) == evolve(report, source=None)
    return Trip(name, told, compared(report, again), equal)


def page(found: dict[str, list[Cell]]) -> str:
    """Return the page of round trips."""
    lines = [INTRODUCTION]
    for form, cells in found.items():
        lines += [f"## {form}", "", *_table(cells), ""]
    lines += ["## What the formats say of themselves · 各格式的说明", ""]
    for cell in next(iter(found.values())):
        lines += [f"### {cell.way.name}", "", *_statement(cell.way, found), ""]
    return "\n".join(lines[:-1]) + "\n"


def _table(cells: list[Cell]) -> Iterator[str]:
    yield f"| | {' | '.join(cell.way.name for cell in cells)} |"
    yield "|---|" + ":---:|" * len(cells)
    equal = (f"{sum(trip.equal for trip in cell.trips)} of {len(cell.trips)}" for cell in cells)
    yield f"| **reports equal 完全相同** | {' | '.join(equal)} |"
    counted = [(cell.way.holds, cell.found.parts) for cell in cells]
    for part in PARTS:
        shown = (f"{SIGNS[holds.extent(part)]} {parts[part]}" if parts[part] else "=" for holds, parts in counted)
        yield f"| {NAMES[part].en} {NAMES[part].zh} | {' | '.join(shown)} |"


def _statement(way: Way, found: dict[str, list[Cell]]) -> Iterator[str]:
    if way.holds == Holds():
        yield "Everything comes back as it was. 全部原样读回。"
        return
    told_below = {"states", *way.holds.nearly}
    for extent in ("nearly", "shown", "nothing"):
        names = [NAMES[part] for part in PARTS if way.holds.extent(part) == extent and part not in told_below]
        if names:
            said, en, zh = EXTENT_NAMES[extent], ", ".join(n.en for n in names), "、".join(n.zh for n in names)
            yield f"- {said.en}: {en}. {said.zh}：{zh}。"
    for part, note in way.holds.nearly.items():
        yield f"- {NAMES[part].en}: {note.en}. {NAMES[part].zh}：{note.zh}。"
    counted = Counter[tuple[str, str]]()
    for cells in found.values():
        counted.update(next(cell for cell in cells if cell.way.name == way.name).found.states)
    for state, becomes in way.holds.states.items():
        old, new, number = STATES[state], STATES[becomes], counted[state, becomes]
        yield f"- {old.en} becomes {new.en} ({number} cells). {old.zh}成为{new.zh}（{number} 格）。"


INTRODUCTION = """# Round trips

Reports written in each format and read again. Made by

```
python tests/round_trips.py --write docs/round-trips.md
```

The formats and their layouts are those of the registry. The reports of each form (`tests/round_trip_reports.py`) are:
made ones with figures of all kinds, money with its digits and odd units, negative changes, every kind of mark, running
text, added rows, corrections and residue; the real reports whose trimmed tables lie in `tests/data/seeds`; and reports
migrated from the other forms. *filled in* is the workbook of `govinfo template`, filled in by a program that types what
a person would, also over the formulas of totals.

A sign says what the format states of itself, the number behind it how many cells (of the envelope: reports) differ:
**=** comes back as it was; **≈** comes back, and may differ as said below; **○** people see it in the file, and it is
not read again; **–** is not in the file. A format may differ in nothing else: `tests/test_round_trips.py` holds every
report against its statement, and against what `write` says of it. No format gives back another figure, or a figure
where there was none. Reports count as equal where they differ in nothing but the source: that is the file just read.
Where each cell stood in its document (`--provenance`) is no part of a report; it has a JSON file of its own.

**中文说明**：本页由上面的命令生成：把各表式的报告写成每一种格式，再读回来逐格比较。报告包括生成的（各种数字、金额
位数与单位、增减负数、各种非数字状态、正文、增设行、更正、迁移余项）、真实年报的表格，以及由其他表式迁移来的报告。
“filled in”是把报告逐格填入填报表。“=” 原样读回；“≈” 读回时可能有下文所说的变化；“○” 文件中可见但不读回；
“–” 文件中没有；后面的数字是有差异的单元格数（封面信息为报告份数）。除各格式自己声明的差异外不得有其他差异，
由测试保证；任何格式都不会读回另一个数字，也不会在没有数字的格里读出数字。只有来源文件不同的报告算作完全相同。
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--write", type=Path, help="the page to write")
    given = parser.parse_args()
    text = page(matrix())
    if given.write:
        given.write.write_text(text, encoding="utf-8")
    sys.stdout.write(text)


if __name__ == "__main__":
    main()
