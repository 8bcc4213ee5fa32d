"""Reports written as web pages: what reads back, how they are built, and that nothing in them is markup of others."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import html5lib
import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html

import govinfo_schema as gs
from govinfo_converters.html_page import FORMAT
from govinfo_schema.errors import GovinfoError
from govinfo_schema.format_contract import Input, ReadOptions, WriteOptions
from govinfo_schema.forms import cell_values, form_named, form_of, make_report
from govinfo_schema.marks import Mark
from govinfo_schema.migration.ledger import RELATION_WORDS
from govinfo_schema.report import Agency, Correction, ExtensionRow, Section
from layouts import FORMS
from strategies import reports
from written_again import TWO_NUMBERS, differing_figures, expected_marks, readable_reports, value_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement

    from govinfo_schema.messages import Language

SEEDS = sorted((Path(__file__).resolve().parents[1] / "data" / "seeds").glob("*.txt"))


def write(report: gs.Report, options: WriteOptions | None = None) -> bytes:
    assert FORMAT.write is not None
    return FORMAT.write(report, options or WriteOptions())


def read(page: bytes) -> gs.Report:
    assert FORMAT.read is not None
    return FORMAT.read(Input(data=page, name="x.html"), ReadOptions()).report


def tree(page: bytes) -> HtmlElement:
    return html.document_fromstring(page.decode())


def whole(form: str) -> gs.Report:
    flat = form_named(form)
    values = {cell.path: value_of(cell, number) for number, cell in enumerate(flat.cells, 1)}
    return make_report(flat, values, {}, agency=Agency(name="某某县人民政府"), year={"v2014": 2017}.get(form, 2022))


@settings(max_examples=25, deadline=None)
@given(readable_reports(), st.sampled_from(["zh", "en"]))
def test_what_is_written_reads_back(report: gs.Report, language: Language) -> None:
    again = read(write(report, WriteOptions(findings=gs.validate(report).findings, language=language)))
    assert cell_values(again) == cell_values(report)
    assert again.marks == expected_marks(report)
    assert (again.form, again.agency, again.year) == (report.form, report.agency, report.year)
    assert (again.period, again.publication_date) == (report.period, report.publication_date)
    assert again.narrative == report.narrative


@pytest.mark.parametrize("form", FORMS)
def test_two_numbers_in_one_cell_are_no_number_and_leave_the_blank_cell_beside_them_blank(form: str) -> None:
    report = whole(form)
    path, beside = form_of(report).paths[5:7]
    two = make_report(form_of(report), {**cell_values(report), path: None, beside: None}, {path: TWO_NUMBERS})
    again = read(write(two))
    assert cell_values(again) == cell_values(two)
    assert again.marks == {path: Mark("unreadable", raw="1 2?"), beside: Mark("blank")}


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.stem)
def test_seeds_read_back(path: Path) -> None:
    report = gs.read(path).report
    again = read(write(report, WriteOptions(findings=gs.validate(report).findings)))
    assert cell_values(again) == cell_values(report)
    assert again.narrative == report.narrative
    assert (again.agency, again.year, again.period) == (report.agency, report.year, report.period)
    assert again.publication_date == report.publication_date
    assert again.marks.keys() == report.marks.keys()


@settings(max_examples=25, deadline=None)
@given(reports(), st.sampled_from(["zh", "en"]))
def test_no_report_makes_a_broken_page_or_another_number(report: gs.Report, language: Language) -> None:
    options = WriteOptions(findings=gs.validate(report).findings, language=language)
    page = write(report, options)
    assert write(report, options) == page
    html5lib.HTMLParser(strict=True).parse(page.decode())  # raises where anything is no valid html
    try:
        again = read(page)
    except GovinfoError:  # texts that no report holds may make a page that is none
        return
    if again.form == report.form:
        assert not differing_figures(report, again)


@settings(max_examples=50, deadline=None)
@given(
    st.text(st.characters(codec="utf-8"), max_size=20)
    | st.sampled_from(["</h2><script>x()</script>", '" onclick="x()'])
)
def test_texts_stay_texts(text: str) -> None:
    """Elements and attributes are the same whatever the texts are."""
    plain, odd = (set(_names(tree(write(_with_texts(each))))) for each in ("甲", f"甲{text}"))
    assert odd == plain


def _with_texts(text: str) -> gs.Report:
    report = whole("v2021")
    path = form_of(report).paths[0]
    correction = Correction(form="v2021", path=form_of(report).paths[1], published=5, corrected=6, proposal=text)
    return make_report(
        form_of(report),
        {**cell_values(report), path: None},
        {path: Mark("unreadable", raw=text, candidates=(text,))},
        agency=Agency(name=text),
        narrative=(Section(heading=text, paragraphs=(text,)),),
        extensions=(ExtensionRow(table=text, label=text, values=(text,)),),
        corrections=(correction,),
    )


def _names(root: HtmlElement) -> Iterator[str]:
    for element in root.iter():
        yield str(element.tag)
        yield from (f"{element.tag} {name}" for name in element.attrib)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_tables_are_accessible(form: str, language: Language) -> None:
    root = tree(write(whole(form), WriteOptions(language=language)))
    assert root.get("lang") == {"zh": "zh-CN", "en": "en"}[language]
    assert root.xpath("//article/@lang") == ["zh-CN"]
    assert len(root.xpath("//h1")) == 1
    tables = root.xpath("//article//table")
    assert len(tables) == {"v2014": 1}.get(form, 3)
    for table in tables:
        assert table[0].tag == "caption"
        assert len(table.xpath("thead")) == 1
        assert not table.xpath(".//th[not(@scope)]")
        assert not table.xpath(".//td[not(contains(@class, 'figure')) and not(@class='unit') and text()]")
    small = root.xpath("//table//th/small[@lang='en']/text()")
    assert bool(small) == (language == "en")
    assert ("personal privacy" in small or "natural persons" in small) == (language == "en")


def test_a_page_needs_nothing_from_elsewhere() -> None:
    page = write(whole("v2019"), WriteOptions(language="en")).decode()
    root = tree(page.encode())
    assert not root.xpath("//script | //link | //img | //iframe | //@src | //@onclick")
    assert not re.search(r"https?:|url\(|@import", page)


def test_english_names_are_those_of_the_form() -> None:
    root = tree(write(whole("v2014"), WriteOptions(language="en")))
    names = {th.text: th.xpath("string(small)") for th in root.xpath("//article//th")}
    assert names["一、主动公开情况"] == "proactive disclosure"
    assert names["1.政府公报公开政府信息数"] == "government gazette"
    assert names["统计指标"] == ""


def test_marks_look_and_say_what_they_are() -> None:
    report = whole("v2021")
    states = {
        "blank": (Mark("blank"), "", "空白"),
        "not_applicable": (Mark("not_applicable", raw="—"), "—", "不适用"),
        "unreadable": (Mark("unreadable", raw="约5"), "约5", "无法识读；原文：约5"),
        "ambiguous": (Mark("ambiguous", raw="6", candidates=("6", "7")), "6?", "归属不明；可能是：6, 7；原文：6"),
        "not_asked": (Mark("not_asked"), "", "原表式未设"),
    }
    paths = dict(zip(form_of(report).paths, states, strict=False))
    values = {**cell_values(report), **dict.fromkeys(paths)}
    root = tree(write(make_report(form_of(report), values, {path: states[name][0] for path, name in paths.items()})))
    for state, (_, text, title) in states.items():
        (cell,) = root.xpath(f"//article//td[@class='figure {state}']")
        assert (cell.text or "", cell.get("title")) == (text, title)
        assert root.xpath(f"count(//ul[@class='legend']//span[contains(@class, '{state}')])") == 1


@pytest.mark.parametrize("language", ["zh", "en"])
def test_findings_stand_at_their_cells_and_in_a_list(language: Language) -> None:
    report = gs.read(next(path for path in SEEDS if "longnan" in path.stem)).report
    findings = gs.validate(report).findings
    root = tree(write(report, WriteOptions(findings=findings, language=language)))
    listed = [finding for finding in findings if finding.outcome in ("failed", "undecided")]
    assert len(root.xpath("//section[@class='findings']//tbody/tr")) == len(listed)
    assert [cell.text for cell in root.xpath("//td[contains(@class, 'suspect')]")] == ["0"]
    marked = root.xpath("//article//td[span]")
    assert len(marked) == len({path for finding in findings if finding.failed for path in finding.cells})
    targets = {link.removeprefix("#") for link in root.xpath("//td//a/@href")}
    assert targets <= set(root.xpath("//tr/@id"))
    assert len(targets) == sum(finding.failed for finding in findings)


def test_a_migrated_report_has_its_ledger_and_what_was_made() -> None:
    report = gs.read(next(path for path in SEEDS if "longnan" in path.stem)).report
    migrated = gs.migrate(report, "v2021")
    findings = gs.validate(report).findings
    page = write(migrated.report, WriteOptions(findings=findings, ledger=migrated.ledger))
    root = tree(page)
    assert len(root.xpath("//section[@class='ledger']//tbody/tr")) == len(migrated.ledger.lines)
    made = {path for line in migrated.ledger.lines for path in line.targets if line.relation in ("deduced", "summed")}
    shown = root.xpath("//article//td[contains(@class, 'deduced') or contains(@class, 'summed')]")
    assert len(shown) == len(made)
    assert set(root.xpath("//section[@class='ledger']//tbody/tr/td[1]/text()")) == {
        RELATION_WORDS[line.relation].zh for line in migrated.ledger.lines
    }
    legend = root.xpath("//ul[@class='legend']/li/span/@class")
    assert {each.removeprefix("figure ") for each in legend} == {
        *("not_asked", "suspect", "error", "warning"),
        *("deduced", "summed", "approximate"),
    }
    assert cell_values(read(page)) == cell_values(migrated.report)


def test_what_cannot_be_read_looks_so_after_a_migration_too() -> None:
    """An ambiguous figure that was carried although counted differently is ambiguous in the first place."""
    path = "applications.new_received.total"
    report = whole("v2021")
    values = cell_values(report) | {path: None}
    mark = Mark("ambiguous", candidates=("3", "4"))
    migrated = gs.migrate(make_report(form_of(report), values, {path: mark}, year=2023), "v2014")
    root = tree(write(migrated.report, WriteOptions(ledger=migrated.ledger)))
    (cell,) = root.xpath("//article//td[contains(@class, 'ambiguous')]")
    assert cell.get("class") == "figure ambiguous"
    assert root.xpath("//article//td[contains(@class, 'approximate')]")


def test_corrections_and_local_rows_are_shown() -> None:
    report = whole("v2021")
    path = form_of(report).paths[3]
    changed = evolve(
        report,
        corrections=(Correction(form="v2021", path=path, published=5, corrected=4, proposal="P1"),),
        extensions=(ExtensionRow(table="表", label="某行", values=("1", "2")),),
        scope="own_level",
    )
    root = tree(write(changed))
    assert "原公布 5" in root.xpath("//article//td[contains(@title, '更正')]/@title")[0]
    assert "某行: 1 | 2" in root.xpath("string(//aside/ul)")
    assert "本级" in root.xpath("string(//p[@class='facts'])")
