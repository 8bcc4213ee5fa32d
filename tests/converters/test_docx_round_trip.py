"""Word files that are written come back as the report that they were made of, but for what they cannot hold."""

from __future__ import annotations

import shutil
import subprocess
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING
from zipfile import ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from govinfo_converters.pdf_file import FORMAT as PDF
from govinfo_converters.plain_text import FORMAT as TEXT
from govinfo_schema.codec import from_json
from govinfo_schema.errors import RecognitionError
from govinfo_schema.format_contract import Input, ReadOptions
from govinfo_schema.forms import cell_values, form_named, make_report
from govinfo_schema.marks import STATES, Mark, Money
from govinfo_schema.report import Agency, Section
from layouts import FORMS, YEARS
from strategies import cells_of, reports
from written_word import HEADINGS, filled, read, written

if TYPE_CHECKING:
    from collections.abc import Callable

    from govinfo_schema.forms import Report

SEEDS = sorted((Path(__file__).resolve().parents[1] / "data" / "seeds").glob("*.txt"))


def seed(path: Path) -> Report:
    assert TEXT.read is not None
    return TEXT.read(Input(data=path.read_bytes(), name=path.name), ReadOptions()).report


# Other words in a first column are taken for labels by readers, and two figures in one cell make them doubt the blank
# cells beside it.
marks_of_figures = st.builds(
    Mark,
    st.sampled_from(STATES),
    st.sampled_from([None, "", "/", "—", "约160", "160余", "5%", "?", "7", "0"]),
    candidates=st.sampled_from([(), ("21", "22")]),
)


@pytest.mark.parametrize("form", FORMS)
@settings(max_examples=20, deadline=None)
@given(data=st.data())
def test_figures_and_marks_come_back(form: str, data: st.DataObject) -> None:
    """Figures of up to nine digits, as reports have them; of marks the state comes back, but for those not asked."""
    flat = form_named(form)
    values = {
        path: value if isinstance(value, int) and abs(value) < 10**9 else None
        for path, value in data.draw(cells_of(flat)).items()
    }
    for cell in flat.cells:
        if cell.kind == "money" and data.draw(st.booleans()):
            units = [cell.unit or "元", "元", *([None] if cell.unit is None else [])]
            places = data.draw(st.integers(0, 6))
            number = Decimal(data.draw(st.integers(0, 10**9))).scaleb(-places)
            values[cell.path] = Money(number, data.draw(st.sampled_from(units)))
    empty = [path for path, value in values.items() if value is None]
    marked = {path: data.draw(marks_of_figures) for path in empty[:6]}
    report = make_report(flat, values, marked, agency=Agency(name="某某县"), year=YEARS[form])
    again = read(written(report))
    assert cell_values(again) == values
    assert (again.form, again.year, again.agency) == (form, report.year, report.agency)
    for path, mark in report.marks.items():
        shown = {"not_asked": {"blank"}, "ambiguous": {"ambiguous", "unreadable"}}.get(mark.state, {mark.state})
        assert again.marks[path].state in shown


@settings(max_examples=25, deadline=None)
@given(reports())
def test_no_number_becomes_another_whatever_the_report_holds(report: Report) -> None:
    """Texts at random may hide a table or a year; what is read is then open or refused, and never another number."""
    data = written(report)
    try:
        again = read(data, report.form)
    except RecognitionError:
        return
    before = cell_values(report)
    for path, value in cell_values(again).items():
        if value is not None:
            known = form_named(report.form).by_path[path].unit
            expected = before[path]
            if isinstance(expected, Money) and isinstance(value, Money):
                assert value.value == expected.value
                assert value.unit == (expected.unit or known) or expected.unit not in {None, "万元", "元"}
            else:
                assert value == expected


@settings(max_examples=20, deadline=None)
@given(
    st.lists(
        st.text(st.sampled_from("公开工作情况政府信息全年制度加强平台建设人员"), max_size=60).map(
            lambda text: f"本县{text}。"
        ),
        max_size=4,
    ).map(tuple)
)
def test_running_text_comes_back(paragraphs: tuple[str, ...]) -> None:
    """Added are the title above the first heading, and the headings that the report does not have."""
    own = (
        Section(heading=HEADINGS[0], paragraphs=paragraphs),
        Section(heading=HEADINGS[4], paragraphs=("不足之处继续改进。",)),
    )
    again = read(written(filled("v2021", narrative=own)))
    title = Section(heading="", paragraphs=("某某县人民政府2023年政府信息公开工作年度报告",))
    added = [Section(heading=heading) for heading in HEADINGS]
    assert list(again.narrative) == [title, own[0], *added[1:4], own[1], added[5]]
    assert read(written(again)).narrative == again.narrative


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.stem)
def test_a_real_report_comes_back(path: Path) -> None:
    """Not held: which of several cells a number belongs to (``?`` is printed); headings and titles may be added."""
    report = seed(path)
    again = read(written(report))
    assert cell_values(again) == cell_values(report)
    assert {p: m for p, m in again.marks.items() if report.marks[p].state != "ambiguous"} == {
        p: m for p, m in report.marks.items() if m.state != "ambiguous"
    }
    assert {again.marks[p].state for p, m in report.marks.items() if m.state == "ambiguous"} <= {
        "ambiguous",
        "unreadable",
    }
    same: Callable[[Report], object] = lambda r: (r.form, r.year, r.agency, r.period, r.publication_date)  # noqa: E731 - a key
    assert same(again) == same(report)
    texts = [text for section in again.narrative for text in (section.heading, *section.paragraphs)]
    kept = iter(texts)
    assert all(text in kept for section in report.narrative for text in (section.heading, *section.paragraphs))
    assert read(written(again)).narrative == again.narrative


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice, the second program, is not installed here")
def test_another_program_shows_the_same_figures(tmp_path: Path) -> None:
    assert PDF.read is not None
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    for form in FORMS:
        (tmp_path / f"{form}.docx").write_bytes(written(filled(form)))
    sources = [str(tmp_path / f"{form}.docx") for form in FORMS]
    command = [shutil.which("soffice") or "", profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path)]
    subprocess.run([*command, *sources], check=True, capture_output=True, timeout=180)  # noqa: S603 - a program of this machine
    for form in FORMS:
        data = (tmp_path / f"{form}.pdf").read_bytes()
        again = PDF.read(Input(data=data, name=f"{form}.pdf"), ReadOptions()).report
        assert (again.form, again.year) == (form, YEARS[form])
        assert cell_values(again) == cell_values(filled(form))


@settings(max_examples=25, deadline=None)
@given(reports())
def test_the_whole_report_travels_in_a_part_of_its_own_which_reading_does_not_trust(report: Report) -> None:
    data = written(report)
    root = etree.fromstring(ZipFile(BytesIO(data)).read("customXml/item1.xml"))
    assert root.tag == "{urn:govinfo-schema:report}report"
    assert from_json(root.text or "") == report
