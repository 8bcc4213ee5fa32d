"""Reports that a document can hold, for tests that write them and read them again; and what reading must give."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from hypothesis import strategies as st

from govinfo_schema.forms import cell_values, form_named, make_report
from govinfo_schema.marks import Mark, Money
from govinfo_schema.report import Agency, Period, Section
from layouts import FORMS, YEARS

if TYPE_CHECKING:
    from hypothesis.strategies import DrawFn

    import govinfo_schema as gs
    from govinfo_schema.cells import Cell
    from govinfo_schema.marks import CellValue

# Marks as readers make them: what was printed is printed again.
AS_PRINTED = (
    Mark("blank"),
    Mark("not_applicable", raw="—"),
    Mark("not_applicable", raw="/"),
    Mark("unreadable", raw="约160"),
    Mark("incomplete", raw="不全"),
)
# Two numbers in one cell: printed as they are, they might as well belong to the blank cell beside it.
TWO_NUMBERS = Mark("ambiguous", raw="1 2", candidates=("1", "2"))
# Marks that no print says: what stands in their place says no number either.
CHANGED = {
    TWO_NUMBERS: Mark("unreadable", raw="1 2?"),
    Mark("not_applicable"): Mark("not_applicable", raw="—"),
    Mark("unreadable"): Mark("unreadable", raw="?"),
    Mark("unreadable", raw="12"): Mark("unreadable", raw="12?"),
    Mark("ambiguous", raw="6", candidates=("6",)): Mark("unreadable", raw="6?"),
    Mark("ambiguous", candidates=("7",)): Mark("unreadable", raw="7?"),
    Mark("ambiguous"): Mark("unreadable", raw="?"),
    Mark("not_asked"): Mark("blank"),
    Mark("incomplete"): Mark("incomplete", raw="不全"),
}
PARAGRAPHS = (
    "全年工作有序推进。",
    "甲<b>乙</b>与丙&amp;丁“戊”",
    "a|b 和 *c* 与 _d_ 及 `e` 和 \\| 与 \\n",
    "[链接](网址)与<br>和<!-- 注 -->",
    "<table><tr><td>1</td><td>2</td></tr></table>",
    "- 不是列表",
    "1. 不是列表",
    "~~~ 不是代码",
)
_TABLE_HEADINGS = {
    "v2014": (),
    "v2019": (
        "二、主动公开政府信息情况",
        "三、收到和处理政府信息公开申请情况",
        "四、政府信息公开行政复议、行政诉讼情况",
    ),
    "v2021": (
        "二、主动公开政府信息情况",
        "三、收到和处理政府信息公开申请情况",
        "四、政府信息公开行政复议、行政诉讼情况",
    ),
}
_paragraphs = st.lists(st.sampled_from(PARAGRAPHS), max_size=3).map(tuple)


def value_of(cell: Cell, number: int) -> CellValue:
    return Money(Decimal(number) / 100, cell.unit) if cell.kind == "money" else number


@st.composite
def readable_reports(draw: DrawFn) -> gs.Report:
    """Reports of all forms with what a document can say: an organ, a year, figures of at most nine digits."""
    form = form_named(draw(st.sampled_from(FORMS)))
    usual = draw(st.integers(0, 40))
    values: dict[str, CellValue] = {cell.path: value_of(cell, usual + at % 7) for at, cell in enumerate(form.cells)}
    for cell in draw(st.lists(st.sampled_from(form.cells), max_size=20)):
        values[cell.path] = value_of(cell, draw(st.integers(0, 999_999_999)))
    empty = draw(st.lists(st.sampled_from(form.paths), max_size=60, unique=True))
    marked = draw(st.lists(st.sampled_from((*AS_PRINTED, *CHANGED)), min_size=1, max_size=5))
    year = YEARS[form.name]
    return make_report(
        form,
        {**values, **dict.fromkeys(empty)},
        {path: marked[at % len(marked)] for at, path in enumerate(empty)},
        agency=Agency(name=draw(st.sampled_from(["某某县人民政府", "某某市教育局"]))),
        year=year,
        period=draw(st.sampled_from([None, Period(start=date(year, 1, 1), end=date(year, 12, 31))])),
        publication_date=draw(st.sampled_from([None, date(year + 1, 1, 25)])),
        narrative=draw(_narratives(form.name)),
    )


@st.composite
def _narratives(draw: DrawFn, form: str) -> tuple[Section, ...]:
    headings = ["一、总体情况"]
    if draw(st.booleans()):
        headings += _TABLE_HEADINGS[form]
    headings += draw(st.sampled_from([(), ("五、存在的主要问题及改进情况", "六、其他需要报告的事项")]))
    if draw(st.booleans()):
        return ()
    return tuple(Section(heading=heading, paragraphs=draw(_paragraphs)) for heading in headings)


def expected_marks(report: gs.Report) -> dict[str, Mark]:
    return {path: CHANGED.get(mark, mark) for path, mark in report.marks.items()}


def differing_figures(before: gs.Report, after: gs.Report) -> dict[str, tuple[CellValue, CellValue]]:
    """Cells that hold another number, or a number where there was none; a lost number is none of them.

    An amount without a unit takes the unit that the form prints.
    """
    old, new = cell_values(before), cell_values(after)
    return {
        path: (old[path], new[path]) for path in old if new[path] is not None and _bare(old[path]) != _bare(new[path])
    }


def _bare(value: CellValue) -> int | Decimal | None:
    return value.value if isinstance(value, Money) else value
