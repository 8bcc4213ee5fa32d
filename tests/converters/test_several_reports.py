"""Several reports in one file: all are found and read, each as it would be alone, or chosen by number."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

import pytest

import govinfo_schema as gs
from govinfo_schema.forms import cell_values
from layouts import FORMS, TEXT_LAYOUTS, YEARS, Drawn, numbers, rows_of, tabs, text_page, titled_tables
from noise import LAYOUTS_OF
from noise_kinds import NOISES, noisy
from several import FIRST, FORMATS, LAYOUTS, SECOND, workbook_file

if TYPE_CHECKING:
    from collections.abc import Mapping

    from govinfo_schema.marks import CellValue, Mark
    from noise import Noisy

DOCUMENTS = 3  # pairs of each kind of noise
NOISY_LAYOUTS = (*LAYOUTS_OF["html"], *LAYOUTS_OF["text"], *LAYOUTS_OF["md"])  # files that can stand one behind another
NEW = titled_tables("v2021", numbers("v2021", 11))
SAME_FIGURES_TWICE = ["R-TWICE"]


def contents(reading: gs.Reading) -> tuple[str, Mapping[str, CellValue], Mapping[str, Mark]]:
    return reading.report.form, cell_values(reading.report), reading.report.marks


def rules(reading: gs.Reading) -> list[str]:
    return [finding.rule for finding in reading.findings]


def report_of(agency: str, year: int, *tables: tuple[str, Drawn]) -> str:
    drawn = "\n".join(f"{title}\n{tabs(table)}" for title, table in tables)
    return f"{agency}{year}年政府信息公开工作年度报告\n{drawn}\n"


def read(text: str, **options: int) -> gs.Reading:
    return gs.read(text.encode(), format="text", report=options.get("report"))


def read_all(text: str) -> tuple[gs.Reading, ...]:
    return gs.read_all(text.encode(), format="text")


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("layout", LAYOUTS)
def test_each_report_is_read_as_it_is_alone(layout: str, form: str) -> None:
    draw, format_ = LAYOUTS[layout], FORMATS[layout]
    first, second = (form, numbers(form, 11)), (form, numbers(form, 700))
    data = draw(first, second)
    readings = gs.read_all(data, format=format_)
    alone = [gs.read(draw(report), format=format_) for report in (first, second)]
    assert [contents(reading) for reading in readings] == [contents(reading) for reading in alone]
    said = [(reading.report.agency.name, reading.report.year) for reading in readings]
    assert said == [(FIRST, YEARS[form]), (SECOND, YEARS[form] - 1)]
    assert [gs.read(data, format=format_, report=number) for number in (1, 2)] == list(readings)
    own = {origin.place for origin in readings[0].provenance.values()}
    assert own.isdisjoint({origin.place for origin in readings[1].provenance.values()})


@pytest.mark.parametrize("layout", ["tabs", "paragraphs", "html", "docx", "xlsx"])
def test_reports_of_different_forms_are_told_apart(layout: str) -> None:
    reports = [("v2021", numbers("v2021", 11)), ("v2019", numbers("v2019", 300)), ("v2014", numbers("v2014", 700))]
    readings = gs.read_all(LAYOUTS[layout](*reports), format=FORMATS[layout])
    assert [reading.report.form for reading in readings] == ["v2021", "v2019", "v2014"]
    alone = [gs.read(LAYOUTS[layout](report), format=FORMATS[layout]) for report in reports]
    assert [contents(reading) for reading in readings] == [contents(reading) for reading in alone]


def test_without_a_choice_the_reports_are_listed() -> None:
    data = LAYOUTS["tabs"](("v2021", numbers("v2021", 11)), ("v2021", numbers("v2021", 700)))
    with pytest.raises(gs.RecognitionError) as refused:
        gs.read(data, format="text")
    said = refused.value.in_language("zh")
    assert f"第 1 份：2023 年，{FIRST}，v2021（" in said
    assert f"第 2 份：2022 年，{SECOND}，v2021（" in said
    assert "--report N" in said
    assert "--all" in said
    assert "read_all" in said
    with pytest.raises(gs.RecognitionError, match="There is no report 3; the file holds 2 reports"):
        gs.read(data, format="text", report=3)


def test_one_report_is_the_first_and_the_only_one() -> None:
    page = text_page("tabs", "v2021", numbers("v2021"))
    assert read_all(page) == (read(page),)
    assert read(page, report=1) == read(page)
    with pytest.raises(gs.RecognitionError, match="There is no report 2; the file holds 1 report: 1: 2023"):
        read(page, report=2)


def test_a_format_with_one_report_a_file_says_so() -> None:
    data = gs.to_json(read(text_page("tabs", "v2021", numbers("v2021"))).report).encode()
    assert len(gs.read_all(data, format="json")) == 1
    with pytest.raises(gs.RecognitionError, match="There is no report 2: a file in the format json holds one"):
        gs.read(data, format="json", report=2)


def test_sheets_are_borders_and_named() -> None:
    reports = [("v2021", numbers("v2021", 11)), ("v2021", numbers("v2021", 700))]
    data = workbook_file(*reports, names=("某某县财政局", "某某县教育局"))
    with pytest.raises(gs.RecognitionError, match=r"sheet 某某县财政局.*sheet 某某县教育局"):
        gs.read(data, format="xlsx")
    assert {origin.place.sheet for origin in gs.read(data, report=2).provenance.values()} == {"某某县教育局"}


def test_what_precedes_a_table_belongs_to_it() -> None:
    first, second = (text_page("tabs", "v2021", numbers("v2021", start)) for start in (11, 700))
    second = second.replace("全年工作有序推进。", "这一年另有进展。").replace("2023", "2022")
    readings = read_all(first + second)
    assert [reading.report.narrative for reading in readings] == [
        read(first).report.narrative,
        read(second).report.narrative,
    ]
    assert [reading.report.period for reading in readings] == [read(first).report.period, read(second).report.period]


def test_tables_alone_are_cut_where_a_table_begins_again() -> None:
    second = titled_tables("v2021", numbers("v2021", 700))
    text = "\n".join(f"{title}\n{tabs(table)}" for title, table in (*NEW, *second))
    assert [contents(reading)[1] for reading in read_all(text)] == [
        contents(read(report_of(FIRST, 2023, *tables)))[1] for tables in (NEW, second)
    ]


def test_a_title_of_another_year_between_two_tables_begins_another_report() -> None:
    text = report_of(FIRST, 2023, NEW[0]) + report_of(FIRST, 2022, *NEW[1:])
    one, other = read_all(text)
    assert (one.report.year, other.report.year) == (2023, 2022)
    assert {value for path, value in cell_values(one.report).items() if path.startswith("applications.")} == {None}


def test_a_table_on_each_sheet_is_one_report() -> None:
    sheets = "\n".join(f"{title}\n{tabs(table)}" for title, table in NEW)
    assert len(read_all(sheets)) == 1


# Twice the same


@pytest.mark.parametrize("again", ["each", "whole", "appendix"])
def test_what_stands_there_twice_with_equal_figures_is_one_report(again: str) -> None:
    once = report_of(FIRST, 2023, *NEW)
    doubled = {
        "each": report_of(FIRST, 2023, *(table for table in NEW for _ in range(2))),
        "whole": once + once,
        "appendix": once + "附件：统计表\n" + "\n".join(tabs(table) for _, table in NEW) + "\n",
    }
    (reading,) = read_all(doubled[again])
    assert contents(reading) == contents(read(once))
    assert rules(reading) == SAME_FIGURES_TWICE
    of_table_four = [text for row in NEW[2][1] for text, _, _ in row if text.isdigit()]
    assert [leftover.text for leftover in reading.leftovers] in ([], of_table_four)


def test_equal_figures_of_another_year_or_organ_are_another_report() -> None:
    once, later = report_of(FIRST, 2023, *NEW), report_of(FIRST, 2024, *NEW)
    assert [reading.report.year for reading in read_all(once + later)] == [2023, 2024]
    other = report_of(SECOND, 2023, *NEW)
    assert [reading.report.agency.name for reading in read_all(once + other)] == [FIRST, SECOND]


def test_a_table_twice_with_one_other_figure_is_not_passed_over() -> None:
    figures = numbers("v2021", 11)
    changed = {**figures, "applications.new_received.natural_person": "9999"}
    text = report_of(FIRST, 2023, *NEW) + report_of(FIRST, 2023, *titled_tables("v2021", changed))
    with pytest.raises(gs.RecognitionError, match="the file holds 2 reports"):
        read(text)


def test_a_blank_form_beside_a_filled_one_is_no_report() -> None:
    blank = titled_tables("v2021", dict.fromkeys(numbers("v2021")))
    text = report_of(FIRST, 2023, *blank) + report_of(FIRST, 2022, *NEW)
    (reading,) = read_all(text)
    assert contents(reading)[1] == contents(read(report_of(FIRST, 2022, *NEW)))[1]


# Refusals


def test_tables_of_several_reports_among_each_other_are_refused() -> None:
    second = titled_tables("v2021", numbers("v2021", 700))
    mixed = [table for pair in zip(NEW, second, strict=True) for table in pair]
    with pytest.raises(gs.RecognitionError, match="stand among each other"):
        read_all(report_of(FIRST, 2023, *mixed))


ORGANS = ["县财政局", "县教育局", "县公安局", "县民政局", "县水利局", "县统计局", "县档案局"]


def one_organ_a_column(count: int) -> str:
    rows = [["信息内容", *ORGANS[:count]]]
    rows += [[row.split("/")[-1], *map(str, range(1, count + 1))] for row, _ in rows_of("v2021", "三、")]
    return "\n".join("\t".join(row) for row in rows)


def one_organ_a_row() -> str:
    heads = ["单位", *(row.split("/")[-1] for row, _ in rows_of("v2021", "三、"))]
    return "\n".join("\t".join(row) for row in (heads, *([organ, *("3" * 25)] for organ in ORGANS)))


@pytest.mark.parametrize("table", [one_organ_a_column(3), one_organ_a_column(7), one_organ_a_row()])
def test_a_summary_table_of_many_organs_is_refused_with_the_reason(table: str) -> None:
    with pytest.raises(gs.RecognitionError, match=r"sums up several organs.*县财政局, 县教育局"):
        read(f"某某县2023年政府信息公开工作年度报告汇总表\n{table}\n")


def test_a_list_of_organs_elsewhere_on_the_page_does_no_harm() -> None:
    page = report_of(FIRST, 2023, *NEW)
    assert contents(read("\t".join(ORGANS) + "\n某某县政府网站\n" + page)) == contents(read(page))


# Noise


def alone(document: Noisy) -> gs.Reading | None:
    try:
        return gs.read(document.data, format="html" if document.layout.startswith("html") else "text")
    except gs.GovinfoError:
        return None


# A table that stands there twice with other figures is refused, alone as well.
@pytest.mark.parametrize("noise", [noise for noise in NOISES if noise != "table_twice"])
def test_noisy_reports_one_after_the_other_are_read_as_they_are_alone(noise: str) -> None:
    compared = 0
    for number in range(DOCUMENTS):
        rng = Random(f"several {noise} {number}")  # noqa: S311 - documents for tests, the same in each run
        layout = rng.choice(NOISY_LAYOUTS)
        documents = [noisy(rng.choice(FORMS), layout, noise, rng) for _ in range(2)]
        readings = [alone(document) for document in documents]
        if None in readings:
            continue
        text = b"".join(document.data for document in documents)
        both = gs.read_all(text, format="html" if layout.startswith("html") else "text")
        assert list(map(contents, both)) == [contents(reading) for reading in readings if reading], layout
        compared += 1
    assert compared


def test_layouts_are_all_drawn() -> None:
    assert {*TEXT_LAYOUTS} < {*LAYOUTS} == {*FORMATS}


def test_rows_that_stand_there_twice_one_by_one_make_no_second_report() -> None:
    title, table = NEW[0]
    again = [[cell if not cell[0].isdigit() else ("7", *cell[1:]) for cell in row] for row in table]
    rows: Drawn = [row for pair in zip(table, again, strict=True) for row in pair]
    with pytest.raises(gs.RecognitionError, match="cannot be told apart"):
        read(report_of(FIRST, 2023, (title, rows), *NEW[1:]))
