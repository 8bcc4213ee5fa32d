"""What a file of a format gives back of a report, stated by each format, and what a report therefore loses in it.

A format states it once, as data; what is told when a report is written, the list of formats and the page of round
trips all follow from that statement.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal, TypeAlias, get_args

from attrs import frozen

from govinfo_schema.forms import cell_values, form_of
from govinfo_schema.marks import Money, State
from govinfo_schema.messages import Text
from govinfo_schema.words import STATES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from govinfo_schema.forms import Report

Part: TypeAlias = Literal[
    "figures",
    "decimals",
    "units",
    "states",
    "raw",
    "candidates",
    "agency",
    "region_code",
    "year",
    "scope",
    "period",
    "publication_date",
    "source",
    "narrative",
    "extensions",
    "corrections",
    "residue",
]
"""What a report consists of: its cells (numbers, the digits and units of money), its marks, its envelope."""

PARTS: tuple[Part, ...] = get_args(Part)

Extent: TypeAlias = Literal["same", "nearly", "shown", "nothing"]
"""``same``: it comes back as it was. ``nearly``: it comes back, and may differ as the format says. ``shown``: people
see it in the file, no reader takes it back. ``nothing``: it is not there."""

EXTENTS: tuple[Extent, ...] = get_args(Extent)

_NOTHING: Mapping[Part, Text] = MappingProxyType({})
_NO_STATES: Mapping[State, State] = MappingProxyType({})


@frozen(kw_only=True)
class Holds:
    """What a format gives back of a report that was written in it. What is not named comes back as it was.

    Attributes:
        nearly: parts that come back, and how they may differ.
        shown: parts that people see in the file, and that are not read again.
        nothing: parts that are not in the file.
        states: states of marks that come back as another; never as a number.
    """

    nearly: Mapping[Part, Text] = _NOTHING
    shown: tuple[Part, ...] = ()
    nothing: tuple[Part, ...] = ()
    states: Mapping[State, State] = _NO_STATES

    def extent(self, part: Part) -> Extent:
        """Return how far a part comes back."""
        if part in self.nothing:
            return "nothing"
        if part in self.shown:
            return "shown"
        changed = part in self.nearly or (part == "states" and bool(self.states))
        return "nearly" if changed else "same"


EVERYTHING = Holds()
"""Of a format from which a report comes back equal."""

NAMES: dict[Part, Text] = {
    "figures": Text("数字", "figures"),
    "decimals": Text("金额的位数", "digits of amounts"),
    "units": Text("金额的单位", "units of amounts"),
    "states": Text("非数字格的状态", "states of cells without a number"),
    "raw": Text("非数字格的原文", "text printed in cells without a number"),
    "candidates": Text("归属不明的候选数字", "candidates of ambiguous cells"),
    "agency": Text("机关", "organ"),
    "region_code": Text("行政区划代码", "division code"),
    "year": Text("年度", "year"),
    "scope": Text("统计范围", "scope"),
    "period": Text("统计期限", "period"),
    "publication_date": Text("公布日期", "day of publication"),
    "source": Text("来源文件", "source file"),
    "narrative": Text("正文", "running text"),
    "extensions": Text("增设的行", "rows added locally"),
    "corrections": Text("更正记录", "corrections"),
    "residue": Text("迁移余项", "residue of migrations"),
}
EXTENT_NAMES: dict[Extent, Text] = {
    "same": Text("原样读回", "comes back as it was"),
    "nearly": Text("读回时可能有变化", "comes back, may differ"),
    "shown": Text("文件中可见，不读回", "shown, not read again"),
    "nothing": Text("不写入", "not in the file"),
}
# What is counted where there may be more than one: the measure word in Chinese, the noun in English.
_COUNTED: dict[Part, Text] = {
    "narrative": Text("节", "section"),
    "extensions": Text("行", "row"),
    "corrections": Text("处", "cell"),
    "residue": Text("步", "step"),
}
_CELLS = Text("格", "cell")
_OF_CELLS: frozenset[Part] = frozenset({"figures", "decimals", "units", "states", "raw", "candidates"})


@frozen(kw_only=True)
class LeftOut:
    """What a file does not give back of the report that was written to it.

    Attributes:
        part: what it is a part of.
        extent: how far it comes back: never ``same``.
        count: how many sections, rows, steps or cells it concerns.
        text: what it is, and what becomes of it, for people.
    """

    part: Part
    extent: Extent
    count: int
    text: Text


def left_out(report: Report, holds: Holds, unheld: Iterable[Part] = ()) -> tuple[LeftOut, ...]:
    """Return what ``report`` loses in a file of a format, in the order of ``PARTS``; empty where it loses nothing.

    Args:
        report: the report that is written.
        holds: the statement of the format.
        unheld: further parts that the format can hold, and cannot hold as they are in this report.
    """
    also = frozenset(unheld)
    if holds == EVERYTHING and not also:
        return ()
    counts = contents(report)
    lost: list[LeftOut] = []
    for part in PARTS:
        extent: Extent = "nothing" if part in also else holds.extent(part)
        if part == "states" and extent == "nearly":
            lost += _states(report, holds)
        elif extent != "same" and counts[part]:
            lost.append(LeftOut(part=part, extent=extent, count=counts[part], text=_text(part, counts[part])))
    return tuple(lost)


def _states(report: Report, holds: Holds) -> Iterator[LeftOut]:
    found = Counter(mark.state for mark in report.marks.values())
    for state, becomes in holds.states.items():
        if count := found[state]:
            before, after = STATES[state], STATES[becomes]
            number = _number_of(count, _CELLS)
            text = Text(f"{before.zh}成为{after.zh} {number.zh}", f"{before.en} becomes {after.en} in {number.en}")
            yield LeftOut(part="states", extent="nearly", count=count, text=text)


def _text(part: Part, count: int) -> Text:
    name, counted = NAMES[part], _CELLS if part in _OF_CELLS else _COUNTED.get(part)
    if counted is None:
        return name
    number = _number_of(count, counted)
    return Text(f"{name.zh} {number.zh}", f"{name.en} ({number.en})")


def _number_of(count: int, counted: Text) -> Text:
    return Text(f"{count} {counted.zh}", f"{count} {counted.en}{'' if count == 1 else 's'}")


def contents(report: Report) -> dict[Part, int]:
    """Return how much of each part a report has, as far as a format may not hold it.

    Units are counted where they are not 万元, 元 or that of the form, decimals where they end in zeros, printed texts
    where a file for people needs a sign of its own.
    """
    form, values = form_of(report), cell_values(report)
    amounts = {path: value for path, value in values.items() if isinstance(value, Money)}
    marks = report.marks.values()
    return {
        "figures": sum(value is not None for value in values.values()),
        "decimals": sum(f"{amount.value:f}".endswith("0") for amount in amounts.values()),
        "units": sum(amount.unit not in {form.by_path[path].unit, "万元", "元"} for path, amount in amounts.items()),
        "states": sum(mark.state != "blank" for mark in marks),
        "raw": sum(
            mark.state in {"ambiguous", "unreadable"} or (mark.state == "not_applicable" and mark.raw is None)
            for mark in marks
        ),
        "candidates": sum(bool(mark.candidates) for mark in marks),
        "agency": int(report.agency.name is not None),
        "region_code": int(report.agency.region_code is not None),
        "year": int(report.year is not None),
        "scope": int(report.scope != "unknown"),
        "period": int(report.period is not None),
        "publication_date": int(report.publication_date is not None),
        "source": int(report.source is not None),
        "narrative": len(report.narrative),
        "extensions": len(report.extensions),
        "corrections": len(report.corrections),
        "residue": len(report.residue),
    }
