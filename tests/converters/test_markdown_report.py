"""Reports written as Markdown: what reads back, and that nothing in them is markup of others."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

import govinfo_schema as gs
from govinfo_converters.markdown_report import FORMAT
from govinfo_converters.plain_text import FORMAT as TEXT
from govinfo_schema.errors import GovinfoError
from govinfo_schema.format_contract import Input, ReadOptions, WriteOptions
from govinfo_schema.forms import cell_values, form_named, make_report
from govinfo_schema.marks import Mark
from govinfo_schema.report import Agency, Section
from strategies import reports
from written_again import differing_figures, expected_marks, readable_reports, value_of

SEEDS = sorted((Path(__file__).resolve().parents[1] / "data" / "seeds").glob("*.txt"))
# What the file says besides the report's own text: its title and days, and headings above tables that have none.
_ADDED = re.compile(
    "(?:.*政府信息公开工作年度报告|统计期限:.*|发布日期:.*|[二三四]、.*政府信息.*情况|政府信息公开情况统计表)"
)


def write(report: gs.Report) -> bytes:
    assert FORMAT.write is not None
    return FORMAT.write(report, WriteOptions())


def read(text: bytes) -> gs.Report:
    assert TEXT.read is not None
    return TEXT.read(Input(data=text, name="x.md"), ReadOptions()).report


def own_text(sections: tuple[Section, ...]) -> list[str]:
    lines = (text for section in sections for text in (section.heading, *section.paragraphs) if text)
    return [line for line in lines if not _ADDED.fullmatch(line)]


@settings(max_examples=25, deadline=None)
@given(readable_reports())
def test_what_is_written_reads_back(report: gs.Report) -> None:
    again = read(write(report))
    assert cell_values(again) == cell_values(report)
    assert again.marks == expected_marks(report)
    assert (again.form, again.agency, again.year) == (report.form, report.agency, report.year)
    assert (again.period, again.publication_date) == (report.period, report.publication_date)
    assert own_text(again.narrative) == own_text(report.narrative)
    assert write(again) == write(read(write(again)))


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.stem)
def test_seeds_read_back(path: Path, tmp_path: Path) -> None:
    report = gs.read(path).report
    gs.write(report, tmp_path / "report.md")
    again = gs.read(tmp_path / "report.md").report
    assert cell_values(again) == cell_values(report)
    assert own_text(again.narrative) == own_text(report.narrative)
    assert (again.agency, again.year, again.period) == (report.agency, report.year, report.period)
    assert again.publication_date == report.publication_date
    assert again.marks.keys() == report.marks.keys()


@settings(max_examples=25, deadline=None)
@given(reports())
def test_no_report_makes_another_number(report: gs.Report) -> None:
    text = write(report)
    assert write(report) == text
    try:
        again = read(text)
    except GovinfoError:  # texts that no report holds may make a text that is none
        return
    if again.form == report.form:
        assert not differing_figures(report, again)


@settings(max_examples=50, deadline=None)
@given(
    st.text(st.characters(codec="utf-8"), max_size=20)
    | st.sampled_from(
        ["a | b", "\\|", "*a* _b_ `c`", "<b>", "&lt;", "[a](b)", "# a", "- a", "1. a", "1) a", "===", "---", "    a"]
    )
)
def test_texts_stay_texts(text: str) -> None:
    """A parser that this project did not write takes headings, paragraphs and cells for plain text."""
    report = whole(text)
    tokens = MarkdownIt("commonmark").enable("table").parse(write(report).decode())
    kinds = [token.type for token in tokens]
    plain = MarkdownIt("commonmark").enable("table").parse(write(whole("甲")).decode())
    assert kinds == [token.type for token in plain]
    inline = [child.type for token in tokens for child in token.children or ()]
    assert set(inline) <= {"text", "text_special"}


def whole(text: str) -> gs.Report:
    form = form_named("v2021")
    path = form.paths[0]
    values = {cell.path: value_of(cell, 1) for cell in form.cells}
    return make_report(
        form,
        {**values, path: None},
        {path: Mark("unreadable", raw=f"甲{text}")},
        agency=Agency(name=f"甲{text}"),
        narrative=(Section(heading=f"一、{text}", paragraphs=(f"{text}甲", f"甲{text}")),),
    )


def test_markdown_is_written_by_its_suffix_and_read_as_text(tmp_path: Path) -> None:
    report = gs.read(SEEDS[0]).report
    for name in ("report.md", "report.markdown"):
        gs.write(report, tmp_path / name)
        assert (tmp_path / name).read_bytes() == write(report)
        assert cell_values(gs.read(tmp_path / name).report) == cell_values(report)
    assert not FORMAT.sniff(write(report))
