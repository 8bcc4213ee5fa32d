"""What a document is taken for, what is reported about it, and what is refused."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import attrs
import pytest

from govinfo_converters.plain_text import FORMAT, parse_text
from govinfo_converters.reading import read_document
from govinfo_schema.errors import ReadError, RecognitionError
from govinfo_schema.format_contract import Input, ReadOptions
from govinfo_schema.forms import cell_values
from govinfo_schema.report import Period
from layouts import TEXT_LAYOUTS, Drawn, numbers, tabs, text_page, titled_tables

if TYPE_CHECKING:
    from govinfo_schema.reading import Reading

OLD = titled_tables("v2019", numbers("v2019", 11))
NEW = titled_tables("v2021", numbers("v2021", 11))


def read(text: str, *, form: str | None = None) -> Reading:
    assert FORMAT.read is not None
    return FORMAT.read(Input(data=text.encode(), name="report.txt"), ReadOptions(form=form))


def report_of(year: int, *tables: tuple[str, Drawn]) -> str:
    drawn = "\n".join(f"{title}\n{tabs(table)}" for title, table in tables)
    return f"某某县{year}年政府信息公开工作年度报告\n{drawn}\n"


def rules(reading: Reading) -> list[str]:
    return [finding.rule for finding in reading.findings]


def test_form_year_agency_and_period_come_with_evidence() -> None:
    reading = read(text_page("tabs", "v2021", numbers("v2021")))
    report = reading.report
    assert (report.form, report.year, report.agency.name) == ("v2021", 2023, "某某县")
    assert report.period == Period(start=date(2023, 1, 1), end=date(2023, 12, 31))
    by_subject = {item.subject: item for item in reversed(reading.evidence)}
    assert by_subject["year"].text == "某某县2023年政府信息公开工作年度报告"
    assert by_subject["year"].place.line == 1
    assert {item.text for item in reading.evidence if item.subject == "form"} >= {"本年制发件数", "现行有效件数"}
    assert not reading.findings


def test_a_form_outside_its_years_is_reported() -> None:
    reading = read(report_of(2022, *OLD))
    assert (reading.report.form, reading.report.year) == ("v2019", 2022)
    assert rules(reading) == ["R-YEAR-FORM"]


def test_years_that_differ_are_reported() -> None:
    page = text_page("tabs", "v2021", numbers("v2021")).replace("自2023年1月1日起至2023年", "自2022年1月1日起至2022年")
    reading = read(page)
    assert reading.report.year == 2023
    assert rules(reading) == ["R-YEARS-DIFFER"]


SIGNED = "某某县教育局\n2024年1月20日\n"


@pytest.mark.parametrize(
    ("ending", "found"),
    [
        ("", []),
        ("某某县人民政府\n2024年1月20日\n", []),
        ("本报告由某某县政务服务中心编制。\n", []),
        (SIGNED, []),
        (SIGNED.replace("某某县", "另外市"), ["R-AGENCIES-DIFFER"]),
        ("某某县人民政府\n2023年1月20日\n", ["R-PUBLISHED"]),
        ("某某县人民政府\n2029年1月20日\n", ["R-PUBLISHED"]),
        ("某某县人民政府\n2025年6月1日\n", []),
    ],
)
def test_organ_and_date_under_the_report_are_compared_with_its_title(ending: str, found: list[str]) -> None:
    page = text_page("tabs", "v2021", numbers("v2021"))
    reading = read(page + ending)
    assert rules(reading) == found
    assert (reading.report.agency.name, reading.report.year) == ("某某县", 2023)
    if found == ["R-AGENCIES-DIFFER"]:
        assert "某某县（某某县2023年政府信息公开工作年度报告）；另外市教育局" in reading.findings[0].message.zh
        assert [place.line for place in reading.findings[0].places if place] == [1, page.count("\n") + 1]
    if found == ["R-PUBLISHED"]:
        assert "2023 年的报告发布于" in reading.findings[0].message.zh


@pytest.mark.parametrize(("organ", "found"), [("某某县人民政府办公室", []), ("另外市人民政府", ["R-AGENCIES-DIFFER"])])
def test_the_organ_that_the_file_names_is_compared_with_the_title(organ: str, found: list[str]) -> None:
    data = text_page("tabs", "v2021", numbers("v2021")).encode()
    metadata = {"contentsource": organ, "description": "另外市教育局", "pubdate": "2024-01-20 10:00"}
    reading = read_document(attrs.evolve(parse_text(data, "report.html"), metadata=metadata), ReadOptions())
    assert rules(reading) == found


def test_title_period_publication_and_form_may_all_contradict_each_other() -> None:
    page = text_page("tabs", "v2019", numbers("v2019")).replace("2020年政府", "2022年政府")
    reading = read(page + "某某县人民政府\n2021年1月20日\n")
    assert rules(reading) == ["R-YEARS-DIFFER", "R-YEAR-FORM", "R-PUBLISHED"]
    said = {(item.subject, item.value) for item in reading.evidence}
    assert said >= {("year", "2022"), ("period", "2020"), ("publication_date", "2021-01-20"), ("form", "v2019")}


@pytest.mark.parametrize(
    ("above", "found"),
    [
        ("某某县政府信息公开情况统计表（2018年第一季度）", ["R-PERIOD"]),
        ("某某县政府信息公开情况统计表\n填报单位：某某县民政局　2018年 4季度", ["R-PERIOD"]),
        ("科室名称：办公室　数据有效期：2018年上半年", ["R-PERIOD"]),
        ("某某县2018年政府信息公开情况统计表", []),
        ("2018年第四季度政府信息公开情况统计表已按时报送。", []),
        ("政府信息公开工作年度报告\n自2018年第一季度起每月更新", []),
    ],
)
def test_a_table_of_a_part_of_a_year_is_told_from_that_of_a_year(above: str, found: list[str]) -> None:
    reading = read("\n".join([above, *(tabs(table) for _, table in titled_tables("v2014", numbers("v2014")))]))
    assert [rule for rule in rules(reading) if rule == "R-PERIOD"] == found


def test_a_document_without_a_year_says_so() -> None:
    reading = read("\n".join(tabs(table) for _, table in NEW))
    assert reading.report.year is None
    assert rules(reading) == ["R-YEAR"]


def test_the_old_row_in_new_tables_is_a_finding_and_keeps_its_numbers() -> None:
    reading = read(report_of(2024, NEW[0], OLD[1], NEW[2]))
    assert reading.report.form == "v2021"
    assert rules(reading) == ["R-MIXED", "R-ROWS"]
    printed = numbers("v2019", 11)
    columns = [cell for cell in printed if cell.startswith("applications.results.other.")]
    assert [leftover.text for leftover in reading.leftovers] == [printed[cell] for cell in columns]
    split = {cell: value for cell, value in cell_values(reading.report).items() if ".results.other." in cell}
    assert set(split.values()) == {None}


def test_new_rows_in_old_tables_are_a_finding_and_fill_no_cell() -> None:
    reading = read(report_of(2020, OLD[0], NEW[1], OLD[2]))
    assert reading.report.form == "v2019"
    assert set(rules(reading)) == {"R-MIXED", "R-ROWS"}
    assert len(reading.leftovers) == 21
    other = {cell: value for cell, value in cell_values(reading.report).items() if ".results.other." in cell}
    assert set(other.values()) == {None}


@pytest.mark.parametrize("layout", TEXT_LAYOUTS)
@pytest.mark.parametrize(("year", "form", "foreign"), [(2023, "v2021", OLD), (2020, "v2019", NEW)])
def test_columns_of_another_form_fill_no_cell(
    layout: str, year: int, form: str, foreign: list[tuple[str, Drawn]]
) -> None:
    own = NEW if form == "v2021" else OLD
    drawn = "\n".join(f"{title}\n{TEXT_LAYOUTS[layout](table)}" for title, table in (foreign[0], *own[1:]))
    reading = read(f"某某县{year}年政府信息公开工作年度报告\n{drawn}\n", form=form)
    of_table_two = {path: value for path, value in cell_values(reading.report).items() if path.startswith("proactive")}
    decisions = {path for path in of_table_two if path.endswith(".decisions")}  # 处理决定数量 is a column of both
    assert {value for path, value in of_table_two.items() if path not in decisions} == {None}
    assert "R-MIXED" in rules(reading)


def test_tables_that_are_missing_are_reported() -> None:
    reading = read(report_of(2023, NEW[1]))
    assert rules(reading) == ["R-TABLE", "R-TABLE"]


def test_extra_rows_of_a_province_are_kept_apart() -> None:
    title, table = NEW[0]
    at = next(number for number, row in enumerate(table) if row[0][0] == "行政强制")
    extra: Drawn = [*table[: at + 1], [("行政检查", 1, 1), ("77", 3, 1)], *table[at + 1 :]]
    reading = read(report_of(2023, (title, extra), *NEW[1:]))
    (row,) = reading.report.extensions
    assert (row.label, row.values) == ("行政检查", ("77",))
    assert [leftover.text for leftover in reading.leftovers] == ["77"]
    assert not reading.findings


def test_a_row_printed_twice_is_read_once_and_reported() -> None:
    title, table = NEW[0]
    again: Drawn = [*table, [("行政强制", 1, 1), ("999", 3, 1)]]
    reading = read(report_of(2023, (title, again), *NEW[1:]))
    assert rules(reading) == ["R-REPEATED"]
    assert [leftover.text for leftover in reading.leftovers] == ["999"]
    assert cell_values(reading.report)["proactive_disclosure.administrative_compulsion.decisions"] == 19


FUJIAN = """某某市政府信息公开情况统计表(2018年度)
指标\t单位\t数量
主动公开文件数\t件\t512
网站公开数\t条\t600
依申请公开数\t件\t31
申诉情况\t件\t1
公开收费\t元\t25
"""

GLUED = (
    "规章 000行政规范性文件693665本年制发件数本年废止件数现行有效件数行政许可2293本年收费金额行政事业性收费24252.3"
    "申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请0000000"
)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("今天天气很好。\n无。\n", "No statistics table"),
        (FUJIAN, "No statistics table"),
        ("某某县政府信息公开情况统计表(2018年度)\n", "No statistics table"),
        (f"某某县2023年政府信息公开工作年度报告\n{NEW[1][0]}\n见附件。\n", "No statistics table"),
        (
            GLUED,
            "nothing separates the figures",
        ),
    ],
    ids=["other text", "a province's own table", "title alone", "title without table", "figures run together"],
)
def test_what_is_no_report_is_refused_with_a_reason(text: str, said: str) -> None:
    with pytest.raises(RecognitionError, match=said) as refused:
        read(text)
    assert refused.value.where == "report.txt"
    assert refused.value.advice is not None


@pytest.mark.parametrize("data", [b"", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", b"PK\x03\x04\x14\0\0\0"])
def test_bytes_that_are_no_text_are_refused(data: bytes) -> None:
    assert FORMAT.read is not None
    with pytest.raises(ReadError):
        FORMAT.read(Input(data=data, name="report.txt"), ReadOptions())


@pytest.mark.parametrize(
    ("noted", "rule"),
    [
        ("pages_without_text", "R-PAGES"),
        ("pages_with_recognised_text", "R-OCR"),
        ("formulas without result", "R-FORMULAS"),
    ],
)
def test_what_a_file_cannot_say_is_reported(noted: str, rule: str) -> None:
    data = text_page("tabs", "v2021", numbers("v2021")).encode()
    document = attrs.evolve(parse_text(data, "report.pdf"), metadata={noted: "3, 4"})
    reading = read_document(document, ReadOptions())
    assert rules(reading) == [rule]
    assert "3, 4" in reading.findings[0].message.en
    assert "3, 4" in reading.findings[0].message.zh


def test_of_many_formulas_without_a_result_the_first_are_named() -> None:
    addresses = [f"一、报告!A{number}" for number in range(1, 171)]
    data = text_page("tabs", "v2021", numbers("v2021")).encode()
    document = attrs.evolve(parse_text(data, "report.xlsx"), metadata={"formulas without result": "\n".join(addresses)})
    (finding,) = read_document(document, ReadOptions()).findings
    assert "报告!A12 等 170 处。" in finding.message.zh
    assert "报告!A12 … (170 in all)" in finding.message.en
    assert "报告!A13" not in finding.message.en
