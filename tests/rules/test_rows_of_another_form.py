"""Rows of another form in a report: they have no cell, and the identities count them all the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import govinfo_schema as gs
from govinfo_schema.forms import cell_values, form_named, make_report
from govinfo_schema.marks import Mark
from govinfo_schema.report import ExtensionRow
from layouts import Drawn, facts, html_page, tabs, titled_tables

if TYPE_CHECKING:
    from govinfo_schema.findings import Finding
    from govinfo_schema.forms import Report

TABLE = "三、收到和处理政府信息公开申请情况"
OTHER = "applications.results.other"
COLUMNS = [fact["cell"].rsplit(".", 1)[1] for fact in facts("v2019") if fact["cell"].startswith(f"{OTHER}.")]
SPLIT = [
    "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请",
    "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请",
    "3.其他",
]


def figures(form: str, other: int) -> dict[str, str | None]:
    """Figures that add up: each column has one granted, and ``other`` in the first row below (六)."""
    printed: dict[str, str | None] = {fact["cell"]: "0" for fact in facts(form)}
    first = next(path for path in printed if path.startswith(f"{OTHER}.")).rsplit(".", 1)[0]
    for column in COLUMNS:
        times = 6 if column == "total" else 1
        printed[f"applications.results.disclosure_granted.{column}"] = str(times)
        printed[f"{first}.{column}"] = str(other * times)
        for row in ("new_received", "results.total"):
            printed[f"applications.{row}.{column}"] = str((1 + other) * times)
    return printed


def page(year: int, *tables: tuple[str, Drawn]) -> bytes:
    drawn = "\n".join(f"{title}\n{tabs(table)}" for title, table in tables)
    return f"某某县{year}年政府信息公开工作年度报告\n{drawn}\n".encode()


def mixed(form: str, of_table_three: str, other: int) -> gs.Reading:
    own, foreign = titled_tables(form, figures(form, 0)), titled_tables(of_table_three, figures(of_table_three, other))
    return gs.read(page(2023 if form == "v2021" else 2020, own[0], foreign[1], own[2]), format="text")


def by_rule(reading: gs.Reading | Report, rule: str) -> list[Finding]:
    return [finding for finding in gs.validate(reading).findings if finding.rule == rule]


@pytest.mark.parametrize(("form", "foreign"), [("v2021", "v2019"), ("v2019", "v2021")])
def test_columns_add_up_with_the_rows_of_the_other_form(form: str, foreign: str) -> None:
    reading = mixed(form, foreign, other=3)
    assert reading.report.form == form
    assert {value for path, value in cell_values(reading.report).items() if path.startswith(OTHER)} == {None}
    sums = by_rule(reading, "B2")
    assert [finding.outcome for finding in sums] == ["passed"] * 7
    assert f"of the form {foreign}, which has no cell in this form: 3" in sums[0].message.en
    assert f"{foreign} 表式的行“" in sums[0].message.zh
    if form == "v2021":
        assert "“(六)其他处理”" in sums[0].message.zh


@pytest.mark.parametrize(("form", "foreign"), [("v2021", "v2019"), ("v2019", "v2021")])
def test_the_rows_that_are_not_there_are_not_asked_to_add_up(form: str, foreign: str) -> None:
    reading = mixed(form, foreign, other=3)
    own = [finding for finding in by_rule(reading, "B3") if any(path.startswith(OTHER) for path in finding.cells)]
    assert {finding.outcome for finding in own} == {"not_applicable"}
    foreign_rows = [finding for finding in by_rule(reading, "B3") if not finding.cells]
    assert [finding.outcome for finding in foreign_rows] == ["passed"] * (1 if foreign == "v2019" else 3)
    # What the text says of the fee is held against a cell, and stays open where its row is not there.
    undecided = {finding.rule for finding in gs.validate(reading).findings if finding.outcome == "undecided"}
    assert undecided <= {"H1"}


def test_a_column_that_does_not_add_up_with_it_fails() -> None:
    report = mixed("v2021", "v2019", other=3).report
    (row,) = report.extensions
    wrong = ExtensionRow(table=row.table, label=row.label, values=("4", *row.values[1:]))
    changed = make_report(form_named("v2021"), cell_values(report), report.marks, extensions=(wrong,))
    (failed,) = [finding for finding in by_rule(changed, "B2") if finding.outcome == "failed"]
    assert failed.instance == "natural_person"
    assert "off by 1" in failed.message.en
    assert failed.cells[-1] == "applications.results.other.other.natural_person"
    (row_itself,) = [finding for finding in by_rule(changed, "B3") if finding.outcome == "failed"]
    assert "total 18, sum of the other columns 19" in row_itself.message.en


@pytest.mark.parametrize(
    "values", [("", "3", "3", "3", "3", "3", "18"), ("3", "18"), ("三", "3", "3", "3", "3", "3", "18")]
)
def test_a_number_that_is_not_there_decides_nothing(values: tuple[str, ...]) -> None:
    report = mixed("v2021", "v2019", other=3).report
    row = ExtensionRow(table=TABLE, label="(六)其他处理", values=values)
    changed = make_report(form_named("v2021"), cell_values(report), report.marks, extensions=(row,))
    first = by_rule(changed, "B2")[0]
    assert (first.instance, first.outcome) == ("natural_person", "undecided")


def test_cells_that_hold_numbers_are_counted_themselves() -> None:
    row = ExtensionRow(table=TABLE, label="(六)其他处理", values=tuple("3333339"))
    values = {path: 0 for path in form_named("v2021").paths if not path.endswith("fees.amount")}
    marks = {"proactive_disclosure.administrative_institutional_fees.amount": Mark("blank")}
    report = make_report(form_named("v2021"), values | dict.fromkeys(marks), marks, extensions=(row,))
    assert {finding.outcome for finding in by_rule(report, "B2")} == {"passed"}
    assert "no cell" not in by_rule(report, "B2")[0].message.en


def test_it_is_the_same_after_json() -> None:
    reading = mixed("v2021", "v2019", other=3)
    again = gs.from_json(gs.to_json(reading.report))
    assert gs.validate(again).findings == gs.validate(reading.report).findings


@pytest.mark.parametrize("blank", [False, True])
def test_blank_fields_of_the_row_keep_their_columns(*, blank: bool) -> None:
    printed = figures("v2019", 3)
    if blank:
        printed[f"{OTHER}.natural_person"] = None
    old = html_page("v2019", printed)
    new = html_page("v2021", figures("v2021", 0))
    three = "三、收到和处理政府信息公开申请情况"
    four = "四、政府信息公开行政复议"
    text = new[: new.index(three)] + old[old.index(three) : old.index(four)] + new[new.index(four) :]
    (row,) = gs.read(text.encode(), format="html").report.extensions
    assert row.values == ("" if blank else "3", "3", "3", "3", "3", "3", "18")
