"""Reports for the matrix of round trips: the same in each run, with everything that a report may hold."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import attrs

import govinfo_schema as gs
from govinfo_schema.forms import form_named, make_report
from govinfo_schema.marks import INCOMPLETE, Mark, Money
from govinfo_schema.report import Agency, Correction, ExtensionRow, Period, Residue, Section
from govinfo_schema.versions import NAMES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from govinfo_schema.cells import Cell, FlatForm
    from govinfo_schema.forms import Report
    from govinfo_schema.marks import CellValue

SEEDS = sorted((Path(__file__).resolve().parent / "data" / "seeds").glob("*.txt"))
MADE = 6  # reports of each form
YEARS = {"v2014": 2017, "v2019": 2020, "v2021": 2023}
# Marks as readers and migrations make them.
MARKS = (
    Mark("blank"),
    Mark("not_applicable", raw="—"),
    Mark("not_applicable", raw="/"),
    Mark("not_applicable", raw="不适用"),
    Mark("not_applicable"),
    Mark("unreadable", raw="约160"),
    Mark("unreadable", raw="见附件"),
    Mark("unreadable", raw="12.5"),
    Mark("unreadable"),
    Mark("ambiguous", raw="6", candidates=("6",)),
    Mark("ambiguous", raw="1 2", candidates=("1", "2")),
    Mark("not_asked"),
    INCOMPLETE,
)
AMOUNTS = ("0", "0.00", "31878.41", "18.8710", "12", "3.500000")
UNITS = ("万元", "元", "千元", None)
HEADINGS = ("一、总体情况", "五、存在的主要问题及改进情况", "六、其他需要报告的事项")
PARAGRAPHS = (
    "全年工作有序推进，主动公开政府信息120条。",
    "甲<b>乙</b>与丙&amp;丁“戊”，a|b 和 *c*。",
    "- 不是列表；1. 也不是。",
)


def made_reports(form: str) -> Iterator[tuple[str, Report]]:
    """Yield reports by name: figures alone, each kind of mark, and everything together."""
    flat = form_named(form)
    for number in range(MADE):
        rng = Random(f"round trips {form} {number}")  # noqa: S311 - reports for tests, no secrets
        values: dict[str, CellValue] = {cell.path: _value(cell, rng) for cell in flat.cells}
        marks: dict[str, Mark] = {}
        if number:
            places = rng.sample(flat.paths, len(flat.paths) // 4)
            marks = {path: MARKS[(at + number) % len(MARKS)] for at, path in enumerate(places)}
            values |= dict.fromkeys(places)
        envelope = _envelope(flat, rng) if number > 1 else {}
        yield (
            f"made {number}",
            make_report(flat, values, marks, agency=_agency(number), year=YEARS[form], **envelope),
        )


def text_report(form: str) -> tuple[str, Report]:
    """Return a report of zeros whose running text is all that a printed form might not hold."""
    flat = form_named(form)
    values: dict[str, CellValue] = {
        cell.path: Money(Decimal(0), cell.unit) if cell.kind == "money" else 0 for cell in flat.cells
    }
    sections = tuple(Section(heading=heading, paragraphs=PARAGRAPHS) for heading in HEADINGS)
    return "text", make_report(flat, values, agency=_agency(0), year=YEARS[form], narrative=sections)


def real_reports(form: str) -> Iterator[tuple[str, Report]]:
    """Yield the reports whose trimmed tables lie among the data of the tests."""
    for path in SEEDS:
        report = gs.read(path).report
        if report.form == form:
            yield path.stem, report


def migrated_reports(form: str) -> Iterator[tuple[str, Report]]:
    """Yield reports that come from another form, with cells that it does not ask for, and with a residue."""
    for origin in NAMES:
        if origin != form:
            *_, (name, report) = made_reports(origin)
            yield f"{name} of {origin}", gs.migrate(report, form).report


def reports_of(form: str) -> Iterator[tuple[str, Report]]:
    """Yield all reports of the matrix for a form, by name."""
    yield from made_reports(form)
    yield text_report(form)
    yield from real_reports(form)
    yield from migrated_reports(form)


def _agency(number: int) -> Agency:
    return Agency(name="某某县人民政府", region_code="350128" if number % 2 else None)


def _value(cell: Cell, rng: Random) -> CellValue:
    if cell.kind == "money":
        return Money(Decimal(rng.choice(AMOUNTS)), rng.choice((cell.unit, *UNITS)))
    if cell.kind == "signed count":
        return rng.choice((-12, -1, 0, 5, 2023))
    return rng.choice((0, 0, rng.randrange(40), rng.randrange(10**6), 123_456_789))


def _envelope(form: FlatForm, rng: Random) -> dict[str, object]:
    year = YEARS[form.name]
    given = {
        "scope": rng.choice(("own_organ", "own_level", "whole_region")),
        "period": Period(start=date(year, 1, 1), end=date(year, 12, 31)),
        "publication_date": date(year + 1, 1, 25),
        "narrative": tuple(
            Section(heading=heading, paragraphs=tuple(rng.sample(PARAGRAPHS, rng.randrange(4)))) for heading in HEADINGS
        ),
        "extensions": (ExtensionRow(table="二、主动公开政府信息情况", label="本年废止件数", values=("3", "—")),),
        "corrections": _corrections(form),
        "residue": _residue(form),
    }
    return {name: value for name, value in given.items() if rng.random() < 0.8}


def _corrections(form: FlatForm) -> tuple[Correction, ...]:
    path = form.paths[0]
    return (Correction(form=form.name, path=path, published=3, corrected=4, proposal="B3-1", identities=("B3",)),)


def _residue(form: FlatForm) -> tuple[Residue, ...]:
    origin = form_named(NAMES[NAMES.index(form.name) - 1])  # the form before; for the first one, the last
    first, second = origin.paths[:2]
    return (Residue(form=origin.name, cells={first: 7, second: None}, marks={second: Mark("not_applicable", raw="—")}),)


def without_source(report: Report) -> Report:
    """A report as it is made from nothing: formats put the name of their own file there."""
    return attrs.evolve(report, source=None)
