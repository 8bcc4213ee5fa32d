"""What a panel covers: nobody is left out without a word."""

from __future__ import annotations

from govinfo_schema.errors import ReadError, RecognitionError
from govinfo_schema.messages import Text
from govinfo_schema.panel.coverage import STATUS_WORDS, STATUSES, Found, Line, coverage, coverage_table

FOUND = [
    Found("甲县", 2021, "a.html"),
    Found("甲县", 2022, "b.html"),
    Found("乙县", 2022, "c.html"),
    Found("乙县", 2022, "d.html"),
]


def test_each_organ_has_a_line_for_each_year() -> None:
    assert coverage(FOUND) == (
        Line("甲县", 2021, "present", ("a.html",)),
        Line("甲县", 2022, "present", ("b.html",)),
        Line("乙县", 2021, "missing"),
        Line("乙县", 2022, "several", ("c.html", "d.html")),
    )


def test_expected_organs_without_any_report_are_missing_and_others_are_named() -> None:
    lines = coverage(FOUND, expected=["甲县", "丙县"])
    assert [(line.agency, line.year, line.status) for line in lines] == [
        ("甲县", 2021, "present"),
        ("甲县", 2022, "present"),
        ("丙县", 2021, "never"),
        ("丙县", 2022, "never"),
        ("乙县", 2022, "not_expected"),
    ]


def test_years_between_those_of_the_panel_are_missing_and_a_stray_year_opens_none() -> None:
    lines = coverage([Found("甲县", 2018, "a"), Found("甲县", 2021, "b"), Found("甲县", 9021, "c")])
    assert [(line.year, line.status) for line in lines] == [
        (2018, "present"),
        (2019, "missing"),
        (2020, "missing"),
        (2021, "present"),
        (9021, "present"),
    ]


def test_reports_that_do_not_say_whose_they_are_or_of_which_year_are_told() -> None:
    lines = coverage([Found(None, 2022, "a.txt"), Found("甲县", None, "b.txt")])
    assert [(line.agency, line.year, line.status, line.sources) for line in lines] == [
        ("甲县", 2022, "missing", ()),
        (None, 2022, "present", ("a.txt",)),
        ("甲县", None, "present", ("b.txt",)),
    ]


def test_files_that_gave_no_report_keep_their_reason() -> None:
    refused = RecognitionError(Text("不是报告。", "No report."), where="x.txt")
    unread = ReadError(Text("损坏。", "Damaged."), where="y.pdf")
    lines = coverage([], [("x.txt", refused), ("y.pdf", unread)])
    assert [(line.status, line.sources, line.reason and line.reason.en) for line in lines] == [
        ("refused", ("x.txt",), "x.txt: No report."),
        ("unread", ("y.pdf",), "y.pdf: Damaged."),
    ]


def test_the_table_has_a_row_for_each_line() -> None:
    lines = coverage(FOUND)
    table = coverage_table(lines)
    assert [row[:3] for row in table.rows] == [(line.agency, line.year, line.status) for line in lines]


def test_every_status_has_words() -> None:
    assert tuple(STATUS_WORDS) == STATUSES
