"""Reports of organs that belong together, with figures by hand or by chance, for tests that add them up."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from hypothesis import strategies as st

from govinfo_schema.forms import cell_values, form_named, form_of, make_report
from govinfo_schema.marks import Mark, Money
from govinfo_schema.report import Agency
from govinfo_schema.versions import version_named

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hypothesis.strategies import DrawFn

    from govinfo_schema.forms import Report
    from govinfo_schema.marks import CellValue

NAMES = ("某某县教育局", "某某县民政局", "某某县财政局", "某某镇人民政府", "某某乡人民政府", "某某街道办事处")
Figures = dict[str, "int | Decimal"]
"""What an organ holds in each cell; amounts as bare numbers, in the unit that the form prints or in 万元."""


def report_of(name: str | None, form: str, figures: Mapping[str, int | Decimal], year: int | None = None) -> Report:
    """A report with a number in every cell."""
    flat = form_named(form)
    values: dict[str, CellValue] = {
        cell.path: Money(Decimal(figures[cell.path]), cell.unit or "万元")
        if cell.kind == "money"
        else int(figures[cell.path])
        for cell in flat.cells
    }
    return make_report(flat, values, agency=Agency(name=name), year=year or version_named(form).first_year)


def without(report: Report, marks: Mapping[str, Mark]) -> Report:
    """The same report with marks in the place of some numbers."""
    values = {path: None if path in marks else value for path, value in cell_values(report).items()}
    return make_report(
        form_of(report), values, {**report.marks, **marks}, agency=report.agency, year=report.year, scope=report.scope
    )


@st.composite
def figures_of(draw: DrawFn, form: str) -> Figures:
    """Random figures: one number nearly everywhere, and some of their own, negative ones where the form signs them."""
    flat = form_named(form)
    usual = draw(st.integers(0, 9))
    figures: Figures = {cell.path: usual + at % 5 for at, cell in enumerate(flat.cells)}
    for cell in draw(st.lists(st.sampled_from(flat.cells), max_size=12)):
        if cell.kind == "money":
            figures[cell.path] = Decimal(draw(st.integers(0, 10**7))).scaleb(-draw(st.integers(0, 4)))
        else:
            least = -500 if cell.kind == "signed count" else 0
            figures[cell.path] = draw(st.integers(least, 10**6))
    return figures


@st.composite
def organs(draw: DrawFn, least: int = 1) -> tuple[str, tuple[Figures, ...]]:
    """A form, and the figures of some organs in it."""
    form = draw(st.sampled_from(["v2014", "v2019", "v2021"]))
    count = draw(st.integers(least, 4))
    return form, tuple(draw(figures_of(form)) for _ in range(count))


def reports_of(form: str, figures: tuple[Figures, ...]) -> list[Report]:
    """Reports of as many organs."""
    return [report_of(name, form, each) for name, each in zip(NAMES, figures, strict=False)]


def number_in(report: Report, path: str) -> int | Decimal | None:
    """The bare number in a cell."""
    value = cell_values(report)[path]
    return value.value if isinstance(value, Money) else value
