"""Rows without labels, labels that are torn, nearly right or foreign, and what stays open."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from govinfo_converters.plain_text import FORMAT
from govinfo_schema.format_contract import Input, ReadOptions
from govinfo_schema.forms import cell_values
from layouts import Drawn, numbers, paragraphs, pipe_rows, tabs, titled_tables

if TYPE_CHECKING:
    from collections.abc import Callable

    from govinfo_schema.reading import Reading

TWO, THREE, FOUR = titled_tables("v2021", numbers("v2021", 11))
PRINTED = {cell: int(value or 0) for cell, value in numbers("v2021", 11).items()}


def read(*tables: tuple[str, Drawn], layout: Callable[[Drawn], str] = tabs) -> Reading:
    text = "\n".join(
        ["某某县2023年政府信息公开工作年度报告", *(f"{title}\n{layout(table)}" for title, table in tables)]
    )
    assert FORMAT.read is not None
    return FORMAT.read(Input(data=text.encode(), name="report.txt"), ReadOptions())


def relabelled(table: Drawn, changes: dict[str, str]) -> Drawn:
    return [[(changes.get(text, text), colspan, rowspan) for text, colspan, rowspan in row] for row in table]


def wrong_cells(reading: Reading) -> list[str]:
    values = cell_values(reading.report)
    return [
        cell for cell, value in values.items() if value is not None and getattr(value, "value", value) != PRINTED[cell]
    ]


def state(reading: Reading, cell: str) -> str | None:
    return reading.report.marks[cell].state if cell in reading.report.marks else None


LOST = ["1.属于国家秘密", "2.其他法律行政法规禁止公开", "4.保护第三方合法权益"]


def test_rows_without_labels_follow_the_order_of_the_form() -> None:
    reading = read(TWO, (THREE[0], relabelled(THREE[1], dict.fromkeys(LOST, ""))), FOUR)
    assert not wrong_cells(reading)
    path = "applications.results.refused.prohibited_by_law.total"
    assert cell_values(reading.report)[path] == PRINTED[path]
    assert reading.provenance[path].placed == "by_order"


def test_rows_without_labels_stay_open_when_their_number_does_not_fit() -> None:
    nameless = relabelled(THREE[1], dict.fromkeys(LOST[:2], ""))
    whole = tabs(nameless)
    first_of_two = next(line for line in whole.split("\n") if line.startswith("\t\t\t") and line.strip()[0].isdigit())
    reading = read(TWO, (THREE[0], nameless), FOUR, layout=lambda table: tabs(table).replace(f"{first_of_two}\n", ""))
    assert not wrong_cells(reading)
    open_cells = [cell for cell in PRINTED if state(reading, cell) == "ambiguous"]
    assert {cell.rsplit(".", 1)[0] for cell in open_cells} == {
        "applications.results.refused.state_secret",
        "applications.results.refused.prohibited_by_law",
    }
    assert len(reading.leftovers) == 7


def test_a_label_that_runs_on_into_the_next_one_names_neither_row() -> None:
    torn = {
        "2.其他法律行政法规禁止公开": "2.",
        "3.危及“三安全一稳定”": "其他法律行政法规禁止公开3.危及“三安全一稳",
    }
    reading = read(TWO, (THREE[0], relabelled(THREE[1], torn)), FOUR)
    assert not wrong_cells(reading)


def test_a_piece_of_another_label_stops_placing_by_order() -> None:
    torn = relabelled(THREE[1], {"1.属于国家秘密": "第三方合法权", "4.保护第三方合法权益": ""})
    reading = read(TWO, (THREE[0], torn), FOUR)
    assert not wrong_cells(reading)
    assert state(reading, "applications.results.refused.state_secret.total") == "ambiguous"


@pytest.mark.parametrize(
    ("printed", "official"),
    [
        ("2.其他法律行政止公开", "2.其他法律行政法规禁止公开"),
        ("3.危及三安全一稳定", "3.危及“三安全一稳定”"),
        ("(三)不予以公开", "(三)不予公开"),
        ("(一)(予以公开)", "(一)予以公开"),
        ("1、本机关不掌握相关政府信息", "1.本机关不掌握相关政府信息"),
        ("3.其它", "3.其他"),
        ("规范性文件", "行政规范性文件"),
        ("规 章", "规章"),
        ("行政事业型收费", "行政事业性收费"),
        ("本年制发数量", "本年制发件数"),
        ("法律服务组织", "法律服务机构"),
    ],
)
def test_labels_as_organs_print_them(printed: str, official: str) -> None:
    tables = [(title, relabelled(table, {official: printed})) for title, table in (TWO, THREE, FOUR)]
    reading = read(*tables)
    assert not wrong_cells(reading)
    assert not reading.report.marks


def test_numbers_of_rows_out_of_order_follow_their_labels() -> None:
    title, table = TWO
    reading = read((title, [*table[4:], *table[:4]]), THREE, FOUR)
    assert not wrong_cells(reading)
    assert not reading.report.marks


OLD = titled_tables("v2019", numbers("v2019", 11))


def changes(reading: Reading, row: str) -> list[object]:
    values = cell_values(reading.report)
    cells = [f"proactive_disclosure.{row}.{column}" for column in ("prior_year_items", "change", "decisions")]
    return [values[cell] if values[cell] is not None else state(reading, cell) for cell in cells]


def old_two(licensing: list[str], penalties: list[str]) -> tuple[str, Drawn]:
    rows = {
        "行政许可": licensing,
        "行政处罚": penalties,
        "其他对外管理服务事项": ["5", "+2", "9"],
        "行政强制": ["7", "-1", "3"],
    }
    title, table = OLD[0]
    drawn = [[row[0], *((text, 1, 1) for text in rows[row[0][0]])] if row[0][0] in rows else row for row in table]
    return title, drawn


def test_signs_tell_changes_from_counts_where_a_blank_leaves_no_trace() -> None:
    reading = read(old_two(["340", "增243", "0"], ["2446", "", "0"]), *OLD[1:], layout=paragraphs)
    assert changes(reading, "administrative_licensing") == [340, 243, 0]
    assert changes(reading, "administrative_penalties") == [2446, "ambiguous", "ambiguous"]


def test_without_signs_nothing_tells_changes_from_counts() -> None:
    reading = read(old_two(["340", "243", "0"], ["2446", "", "0"]), *OLD[1:], layout=paragraphs)
    assert changes(reading, "administrative_penalties") == ["ambiguous"] * 3


def test_a_signed_number_is_the_change() -> None:
    reading = read(old_two(["340", "+243", "0"], ["", "+12", "30"]), *OLD[1:], layout=paragraphs)
    assert changes(reading, "administrative_penalties") == ["blank", 12, 30]


def test_the_identities_place_what_order_leaves_open() -> None:
    """One applicant column is empty in one row; the sums of rows and columns say which numbers are certain."""
    printed = dict.fromkeys(numbers("v2021"), "0")
    for row in ("new_received", "results.disclosure_granted", "results.total"):
        printed |= {f"applications.{row}.natural_person": "13", f"applications.{row}.total": "13"}
    printed["applications.new_received.research_institution"] = ""
    reading = read(*titled_tables("v2021", printed), layout=paragraphs)
    values = cell_values(reading.report)
    assert values["applications.new_received.natural_person"] == 13
    assert values["applications.new_received.total"] == 13
    assert reading.provenance["applications.new_received.total"].placed == "by_identities"
    assert state(reading, "applications.new_received.research_institution") == "ambiguous"
    assert values["applications.results.total.research_institution"] == 0


def test_rows_pushed_to_the_left_are_read_by_their_width() -> None:
    reading = read(TWO, THREE, FOUR, layout=pipe_rows)
    assert not reading.report.marks
    assert reading.provenance["applications.carried_forward.total"].placed == "by_position"
