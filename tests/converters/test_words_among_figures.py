"""Words in the place of a figure, such as 见附件: unreadable cells, and the figures beside them stay in their row."""

from __future__ import annotations

import re
from io import BytesIO

import pytest

import govinfo_schema as gs
from govinfo_schema.forms import cell_values
from govinfo_schema.marks import Mark
from layouts import html_page, numbers, text_page

WORDS = "见附件"
# A cell in each place of a table: first, in the middle, last, above blanks, and in the table of one row.
CELLS = {
    "v2014": ("proactive_disclosure.channels.gazette", "capacity.special_funding", "applications.received.total"),
    "v2019": (
        "proactive_disclosure.administrative_rules.newly_made",
        "applications.new_received.natural_person",
        "review_and_litigation.reconsideration.upheld",
    ),
    "v2021": (
        "proactive_disclosure.administrative_rules.issued",
        "applications.results.refused.state_secret.natural_person",
        "applications.results.refused.state_secret.research_institution",
        "applications.carried_forward.total",
        "review_and_litigation.reconsideration.upheld",
        "review_and_litigation.reconsideration.total",
        "review_and_litigation.litigation_after_reconsideration.total",
    ),
}
PLACES = [(form, path) for form, paths in CELLS.items() for path in paths]


def read(data: str, suffix: str) -> gs.Report:
    stream = BytesIO(data.encode())
    stream.name = f"report{suffix}"  # type: ignore[attr-defined] - what open files have
    return gs.read(stream).report


@pytest.mark.parametrize("layout", ["html", "markdown"])
@pytest.mark.parametrize(("form", "path"), PLACES)
def test_words_are_unreadable_and_every_figure_stays_in_its_cell(form: str, path: str, layout: str) -> None:
    printed = numbers(form)
    assert path in printed
    changed = {**printed, path: WORDS}
    if layout == "html":
        whole, report = read(html_page(form, printed), ".html"), read(html_page(form, changed), ".html")
    else:
        whole, report = read(text_page(layout, form, printed), ".md"), read(text_page(layout, form, changed), ".md")
    assert report.marks == {path: Mark("unreadable", raw=WORDS)}
    assert {**cell_values(report), path: None} == {**cell_values(whole), path: None}
    assert report.extensions == whole.extensions


@pytest.mark.parametrize(
    ("form", "label"),
    [("v2014", "(三)接受培训人员数"), ("v2019", "四、结转下年度继续办理"), ("v2021", "四、结转下年度继续办理")],
)
def test_labels_that_no_form_has_stay_labels(form: str, label: str) -> None:
    """A row that a province added, with a figure in each column, is a row of its own."""
    page = html_page(form, numbers(form)).replace("（", "(").replace("）", ")")
    (row,) = (row for row in re.findall("<tr>.*?</tr>", page, re.DOTALL) if label in row)
    report = read(page.replace(row, row + row.replace(label, "其中:网上申请")), ".html")
    assert cell_values(report) == cell_values(read(page, ".html"))
    assert [each.label for each in report.extensions] == ["其中:网上申请"]


def test_a_column_that_the_form_does_not_have_is_no_column_of_words() -> None:
    """小计 in a head stands where figures stand below it, and is a label all the same."""
    page = html_page("v2021", numbers("v2021"))
    assert page.count(">法律服务机构<") == 1
    renamed = read(page.replace(">法律服务机构<", ">法律机构小计<"), ".html")
    assert not [mark for mark in renamed.marks.values() if mark.raw == "法律机构小计"]
