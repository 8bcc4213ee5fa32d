"""One table of a report stands there twice: with equal figures it is read once, with others it stays open."""

from __future__ import annotations

import pytest

import govinfo_schema as gs
from govinfo_schema.forms import cell_values
from layouts import Drawn, html_table, numbers, pipe_line_ends, tabs, titled_tables

FIGURES = numbers("v2021", 11)
OTHER = numbers("v2021", 700)
TABLES = titled_tables("v2021", FIGURES)
PREFIXES = ("proactive_disclosure.", "applications.", "review_and_litigation.")


def report_of(*tables: tuple[str, Drawn], layout: str) -> str:
    draw = {"tabs": tabs, "pipe_line_ends": pipe_line_ends, "html": html_table}[layout]
    html = layout == "html"
    lines = ["某某县2023年政府信息公开工作年度报告"]
    for title, table in tables:
        lines += [f"<p>{title}</p>" if html else title, draw(table)]
    return ("<meta charset=utf-8><p>" if html else "") + "\n".join(lines) + "\n"


def read(text: str) -> gs.Reading:
    return gs.read(text.encode(), format="html" if "<meta" in text else "text")


def printed(reading: gs.Reading) -> dict[str, str | None]:
    values = cell_values(reading.report).items()
    return {path: None if value is None else str(getattr(value, "value", value)) for path, value in values}


def twice(at: int, title: str, figures: dict[str, str | None]) -> list[tuple[str, Drawn]]:
    again = titled_tables("v2021", figures)[at][1]
    return [*TABLES[: at + 1], (title, again), *TABLES[at + 1 :]]


@pytest.mark.parametrize(
    ("layout", "title"),
    [("tabs", "附表"), ("tabs", None), ("html", "附表"), ("html", None), ("pipe_line_ends", "附表")],
)
@pytest.mark.parametrize("at", [0, 1])
def test_a_table_twice_with_other_figures_stays_open_and_the_others_are_read(
    at: int, layout: str, title: str | None
) -> None:
    reading = read(report_of(*twice(at, title or TABLES[at][0], OTHER), layout=layout))
    open_ones = {path for path in FIGURES if path.startswith(PREFIXES[at])}
    assert printed(reading) == {path: None if path in open_ones else text for path, text in FIGURES.items()}
    assert {path for path, mark in reading.report.marks.items() if mark.state == "ambiguous"} == open_ones
    (finding,) = (finding for finding in reading.findings if finding.rule == "R-DISPUTED")
    assert finding.severity == "error"
    assert TABLES[at][0] in finding.message.zh
    assert len(set(finding.places)) == 2
    printed_twice = {FIGURES[path] for path in open_ones} | {OTHER[path] for path in open_ones}
    assert {leftover.text for leftover in reading.leftovers} == printed_twice


@pytest.mark.parametrize("layout", ["tabs", "pipe_line_ends", "html"])
@pytest.mark.parametrize("at", [0, 1])
def test_a_table_twice_with_equal_figures_is_read_once(layout: str, at: int) -> None:
    reading = read(report_of(*twice(at, "附表", FIGURES), layout=layout))
    assert printed(reading) == FIGURES
    assert [finding.rule for finding in reading.findings] == ["R-TWICE"]


def test_table_four_twice_under_one_head_stays_open() -> None:
    title, table = TABLES[2]
    row = [(str(9000 + number), width, height) for number, (_, width, height) in enumerate(table[-1])]
    caption: Drawn = [[("附表", len(row), 1)]]
    reading = read(report_of(*TABLES[:2], (title, [*table, *caption, row]), layout="html"))
    of_table_four = {path for path in FIGURES if path.startswith(PREFIXES[2])}
    assert printed(reading) == {path: None if path in of_table_four else text for path, text in FIGURES.items()}


def test_a_table_under_a_title_of_its_own_is_another_report() -> None:
    text = report_of(*twice(1, "某某县教育局2022年政府信息公开工作年度报告", OTHER), layout="tabs")
    with pytest.raises(gs.RecognitionError, match="the file holds 2 reports"):
        read(text)
