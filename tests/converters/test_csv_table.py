"""csv: the printed layout in several encodings and with several separators, and the long layout."""

from __future__ import annotations

import csv
import random
from io import StringIO
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govinfo_converters.csv_table import FORMAT, parse_csv
from govinfo_converters.document import Grid, Paragraph
from govinfo_schema.errors import GovinfoError, ReadError, StructureError
from govinfo_schema.format_contract import Input, ReadOptions
from govinfo_schema.forms import cell_values
from govinfo_schema.marks import Mark, Money
from govinfo_schema.provenance import Place
from layouts import FORMS, facts, numbers
from office_layouts import SOURCES, blanked_forms, outcome, sheet_rows

if TYPE_CHECKING:
    from govinfo_schema.reading import Reading

SEEDS = Path(__file__).resolve().parents[1] / "data" / "seeds"


def as_csv(rows: list[list[str]], separator: str = ",") -> str:
    target = StringIO()
    csv.writer(target, delimiter=separator).writerows(rows)
    return target.getvalue()


def read(text: str | bytes, form: str | None = None) -> Reading:
    assert FORMAT.read is not None
    data = text.encode() if isinstance(text, str) else text
    return FORMAT.read(Input(data=data, name="x.csv"), ReadOptions(form=form))


@pytest.mark.parametrize("separator", [",", "\t", ";", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("form", FORMS)
def test_a_whole_form_is_read_whole(form: str, encoding: str, separator: str) -> None:
    printed = SOURCES["different"](form)
    report = read(as_csv(sheet_rows(form, printed), separator).encode(encoding)).report
    assert outcome(report, printed) == ({"right": len(printed)}, set())
    assert (report.form, report.source.format) == (form, "csv")


@pytest.mark.parametrize("source", SOURCES)
@pytest.mark.parametrize("form", FORMS)
def test_nothing_slips_into_blank_cells(form: str, source: str) -> None:
    for group, printed in islice(blanked_forms(form, source), 0, None, 3):
        counted, wrong = outcome(read(as_csv(sheet_rows(form, printed))).report, printed)
        assert not wrong, (group, wrong)
        assert not counted["open"], group


def test_rows_without_trailing_separators_are_read() -> None:
    printed = SOURCES["different"]("v2021")
    rows = [
        row[: max((at for at, text in enumerate(row, 1) if text), default=0)] for row in sheet_rows("v2021", printed)
    ]
    assert outcome(read(as_csv(rows)).report, printed) == ({"right": len(printed)}, set())


def test_quoted_fields_may_hold_separators_and_line_breaks() -> None:
    title, grid = parse_csv('标题\n"规章","1,234","a\nb"\n行政许可,2,"c""d"\n'.encode(), "x").blocks
    assert isinstance(title, Paragraph)
    assert isinstance(grid, Grid)
    assert [cell.text for cell in grid.cells] == ["规章", "1,234", "a\nb", "行政许可", "2", 'c"d']
    assert grid.place == Place(table=1)


def test_a_comma_in_a_number_without_quotation_marks_is_refused() -> None:
    text = "栏目,甲,乙\n规章,1,234,5\n行政许可,2,3\n"
    with pytest.raises(ReadError, match=r"Row 2 has more columns than its head: .*\(1,234\)"):
        parse_csv(text.encode(), "x")
    with pytest.raises(ReadError, match=r"Row 2 has more columns"):
        parse_csv("规章,1\n行政许可,1,234\n行政处罚,5\n".encode(), "x")
    assert parse_csv("栏目,甲,乙\n规章,1,2,说明\n行政许可,2,3\n".encode(), "x").blocks


def test_a_wide_table_below_a_narrow_one_has_no_commas_in_its_numbers() -> None:
    """As data frames write themselves, with a number for each row and column."""
    narrow = ",0,1,2\n0,规章,3,5\n1,行政规范性文件,564,984\n2,行政许可,8,8\n"
    wide = ",0,1,2,3,4\n0,结果维持,结果纠正,其他结果,尚未审结,总计\n1,376,97,196,121,790\n"
    assert parse_csv((narrow + wide).encode(), "x").blocks
    with pytest.raises(ReadError, match=r"Row 7 has more columns"):
        parse_csv((narrow + wide.replace("790", "2,790")).encode(), "x")


MALFORMED: dict[str, tuple[bytes, str]] = {
    "nothing": (b"", "file is empty"),
    "no columns": ("一行\n又一行\n".encode(), "no separated columns"),
    "quotation marks": (b'a,b\n"c,d\n', "quotation marks do not match"),
    "an image": (b"\x89PNG\r\n\x1a\n", "Not text"),
    "a workbook": (b"PK\x03\x04" + bytes(30), "Not text"),
    "too many columns": (b"1," * 500_000, "column 500001"),
    "too many rows": (b"a,b\n" * 250_001, "row 250001"),
    "an endless field": (b"a,b\n" + b"c" * 200_000 + b",d\n", "quotation marks do not match"),
}


@pytest.mark.parametrize("case", MALFORMED)
def test_what_is_no_csv_is_refused_with_a_reason(case: str) -> None:
    data, reason = MALFORMED[case]
    with pytest.raises(ReadError, match=reason):
        parse_csv(data, "x")


def test_files_are_sniffed() -> None:
    whole = as_csv(sheet_rows("v2021", numbers("v2021")))
    assert FORMAT.sniff(whole.encode())
    assert FORMAT.sniff(whole.encode("gb18030"))
    assert FORMAT.sniff("\ufeff# form: v2021\ncell,value,state\n".encode())
    assert not FORMAT.sniff(b"{}")
    assert not FORMAT.sniff(b"a,b\0")
    assert not FORMAT.sniff("一、总体情况\n全年工作有序推进。\n二、其他\n".encode())


@pytest.mark.parametrize("path", sorted(SEEDS.glob("*.txt")), ids=lambda path: path.name)
def test_reports_as_text_are_not_taken_for_csv(path: Path) -> None:
    assert not FORMAT.sniff(path.read_bytes())


# The long layout

PATHS = [fact["cell"] for fact in facts("v2021")]


def long(
    *changes: tuple[str, str], form: str | None = "v2021", head: str = "cell,value,state,unit,raw,candidates"
) -> str:
    changed = dict(changes)
    lines = [changed.get(path, f"{path},{number},,,,") for number, path in enumerate(PATHS, 11)]
    return (
        "\n".join([*([f"# form: {form}"] if form else []), "# agency: 某县人民政府", "#year:2023", head, *lines]) + "\n"
    )


def test_the_long_layout_is_read() -> None:
    reading = read(
        long(
            (PATHS[0], f"{PATHS[0]},,blank,,,"),
            (PATHS[1], f"{PATHS[1]},,not_applicable,,/,"),
            (PATHS[2], f'{PATHS[2]},,ambiguous,,"1 2",1|2'),
            (PATHS[3], f"{PATHS[3]},,unreadable,件,约160,"),
        )
    )
    report = reading.report
    assert (report.form, report.agency.name, report.year) == ("v2021", "某县人民政府", 2023)
    assert report.marks == {
        PATHS[0]: Mark("blank"),
        PATHS[1]: Mark("not_applicable", raw="/"),
        PATHS[2]: Mark("ambiguous", raw="1 2", candidates=("1", "2")),
        PATHS[3]: Mark("unreadable", raw="约160", unit="件"),
    }
    values = {path: str(getattr(value, "value", value)) for path, value in cell_values(report).items()}
    assert {path: values[path] for path in PATHS[4:]} == {
        path: str(number) for number, path in enumerate(PATHS[4:], 15)
    }
    assert reading.provenance[PATHS[4]].place == Place(line=9)
    assert reading.provenance[PATHS[4]].raw == "15"


def test_money_keeps_its_digits_and_its_unit() -> None:
    lines = ["# form: v2014", "cell\tvalue\tstate\tunit\traw"]
    money = "fees_charged_on_request"
    paths = [fact["cell"] for fact in facts("v2014")]
    lines += [f"{path}\t31878.410\t\t元\t" if path == money else f"{path}\t7\t\t\t" for path in paths]
    value = cell_values(read("\n".join(lines)).report)[money]
    assert isinstance(value, Money)
    assert (str(value.value), value.unit) == ("31878.410", "元")


def test_the_form_may_be_said_by_the_caller() -> None:
    assert read(long(form=None), form="v2021").report.form == "v2021"
    with pytest.raises(StructureError, match=r"does not state its form\. Write “# form: v2021”"):
        read(long(form=None))
    with pytest.raises(StructureError, match="states the form v2021, and v2019 was asked for"):
        read(long(), form="v2019")
    with pytest.raises(StructureError, match="v2099"):
        read(long(form="v2099"))


WRONG_LINES: dict[str, tuple[str, str]] = {
    "no such cell": ("nothing.here,5,,,,", "Line 5: the form v2021 has no cell “nothing.here”"),
    "twice": (f"{PATHS[1]},5,,,,", f"Line 6: the cell {PATHS[1]} stands there twice"),
    "neither": (f"{PATHS[0]},,,,,", "should have a value or a state"),
    "both": (f"{PATHS[0]},5,blank,,,", "should have a value or a state"),
    "no state": (f"{PATHS[0]},,empty,,,", "there is no state “empty”"),
    "a fraction": (f"{PATHS[0]},12.5,,,,", "is no whole number"),
    "a word": (f"{PATHS[0]},五,,,,", "is no whole number"),
    "a missing cell": ("", f"Lines of 1 cells are missing: {PATHS[0]}"),
}


@pytest.mark.parametrize("case", WRONG_LINES)
def test_what_is_wrong_in_the_long_layout_is_named(case: str) -> None:
    line, reason = WRONG_LINES[case]
    with pytest.raises(StructureError) as caught:
        read(long((PATHS[0], line)))
    assert any(reason in problem.what.en for problem in caught.value.problems), caught.value.problems


def test_all_problems_are_listed() -> None:
    with pytest.raises(StructureError, match=r"is no whole number\. \(2 more problems\.\)") as caught:
        read(long((PATHS[0], f"{PATHS[0]},x,,,,"), (PATHS[1], f"{PATHS[1]},y,,,,"), (PATHS[2], "")))
    assert len(caught.value.problems) == 3


def test_a_file_that_breaks_off_is_refused() -> None:
    with pytest.raises(StructureError, match=r"Lines of \d+ cells are missing"):
        read("".join(long().splitlines(keepends=True)[:30]))
    with pytest.raises(ReadError, match="quotation marks do not match"):
        read(long() + '"')


@settings(max_examples=300, deadline=None)
@given(st.integers(0, 2**32))
def test_damaged_files_are_refused_or_read(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - damage needs no secrets
    data = bytearray(chance.choice(GOOD))
    for _ in range(chance.randint(1, 8)):
        at = chance.randrange(len(data))
        data[at : at + chance.randint(0, 4)] = chance.choice((b'"', b",", b"\n", b"\r", b"\0", b"\xff", b"9", b"#"))
    try:
        read(bytes(data))
    except GovinfoError as error:
        assert error.advice is not None  # noqa: PT017 - reading it is right, too


GOOD = (long().encode(), as_csv(sheet_rows("v2021", numbers("v2021"))).encode())


def test_the_numbers_of_data_frames_are_no_cells() -> None:
    frames = ",0,1\n0,规章,3\n1,行政许可,5\n,0,1\n0,行政处罚,7\n2,行政强制,9\n3,规章,11\n"
    (grid,) = [block for block in parse_csv(frames.encode(), "a.csv").blocks if isinstance(block, Grid)]
    rows = [grid.texts[at : at + 3] for at in range(0, len(grid.texts), 3)]
    assert [row for row in map(tuple, rows) if any(row)] == [
        ("", "规章", "3"),
        ("", "行政许可", "5"),
        ("", "行政处罚", "7"),
        ("2", "行政强制", "9"),
        ("3", "规章", "11"),
    ]
