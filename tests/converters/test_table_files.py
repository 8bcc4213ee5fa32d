"""Tables of results in every format that holds them: what stands there is what the table holds."""

from __future__ import annotations

import csv
import io
import json
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook
from selectolax.lexbor import LexborHTMLParser

from govinfo_converters.table_files import guarded
from govinfo_schema.errors import WriteError
from govinfo_schema.formats import write_table
from govinfo_schema.marks import Money
from govinfo_schema.messages import Text
from govinfo_schema.tables import Column, Table

if TYPE_CHECKING:
    from pathlib import Path

TABLE = Table(
    name="changes",
    title=Text("变动", "Changes"),
    columns=(
        Column("cell", Text("单元格", "Cell"), 30),
        Column("before", Text("之前", "Before")),
        Column("after", Text("之后", "After")),
        Column("reason", Text("理由", "Reason")),
    ),
    rows=(
        ("a.b", 3, -5, Text("改动", "edited")),
        ("a.c", Money(Decimal("31878.410"), "万元"), None, "=1+1"),
        (("a.d", "a.e"), Decimal("0.50"), (1, 2), "<b>"),
    ),
)


def written(tmp_path: Path, suffix: str, language: str = "en") -> bytes:
    target = tmp_path / f"table.{suffix}"
    write_table(TABLE, target, language=language)  # type: ignore[arg-type]
    return target.read_bytes()


def test_csv_has_a_line_for_each_row_and_no_formula(tmp_path: Path) -> None:
    data = written(tmp_path, "csv")
    assert data.startswith(b"\xef\xbb\xbf")
    assert list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""))) == [
        ["cell", "before", "after", "reason"],
        ["a.b", "3", "-5", "edited"],
        ["a.c", "31878.410万元", "", "'=1+1"],
        ["a.d; a.e", "0.50", "1; 2", "<b>"],
    ]


def test_json_has_both_languages_and_all_digits(tmp_path: Path) -> None:
    first, second, third = json.loads(written(tmp_path, "json"))
    assert first == {"cell": "a.b", "before": 3, "after": -5, "reason": {"zh": "改动", "en": "edited"}}
    assert second["before"] == {"value": "31878.410", "unit": "万元"}
    assert (third["cell"], third["before"], third["after"]) == (["a.d", "a.e"], "0.50", [1, 2])


@pytest.mark.parametrize(("language", "reason"), [("zh", "改动"), ("en", "edited")])
def test_html_shows_every_field_as_text(tmp_path: Path, language: str, reason: str) -> None:
    page = LexborHTMLParser(written(tmp_path, "html", language))
    rows = [[cell.text(separator="|") for cell in row.css("td")] for row in page.css("tbody tr")]
    assert rows[0] == ["a.b", "3", "-5", reason]
    assert rows[2] == ["a.d|a.e", "0.50", "1|2", "<b>"]
    assert all(head.attributes["scope"] == "col" for head in page.css("thead th"))
    assert not page.css("script,link,img")


def test_a_workbook_has_numbers_as_numbers_and_no_formula(tmp_path: Path) -> None:
    sheet = load_workbook(io.BytesIO(written(tmp_path, "xlsx"))).worksheets[0]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=3)]
    assert (sheet.title, sheet["A1"].value) == ("changes", "Changes")
    assert rows == [
        ["a.b", 3, -5, "edited"],
        ["a.c", 31878.41, None, "=1+1"],
        ["a.d\na.e", 0.5, "1\n2", "<b>"],
    ]
    assert [sheet["D4"].data_type, sheet["B4"].number_format] == ["s", r"0.000\万\元"]


@pytest.mark.parametrize("suffix", ["csv", "json", "html", "xlsx"])
def test_the_same_table_gives_the_same_bytes(tmp_path: Path, suffix: str) -> None:
    assert written(tmp_path, suffix) == written(tmp_path, suffix)


@pytest.mark.parametrize(
    ("text", "safe"),
    [("-5", "-5"), ("+3.5", "+3.5"), ("-a", "'-a"), ("@x", "'@x"), ("=A1", "'=A1"), ("1.2.3", "1.2.3"), ("—", "—")],
)
def test_text_that_would_be_a_formula_is_guarded_and_signed_numbers_are_not(text: str, safe: str) -> None:
    assert guarded(text) == safe


def test_a_format_without_tables_says_so(tmp_path: Path) -> None:
    with pytest.raises(WriteError, match="holds no tables"):
        write_table(TABLE, tmp_path / "table", format="docx")


def test_codes_have_words_where_people_read_them_and_stay_for_programs(tmp_path: Path) -> None:
    words = {"summed": Text("由合计得出", "a sum"), "blank": Text("空白", "left blank")}
    columns = (Column("how", Text("关系", "How"), words=words), Column("code", Text("代码", "Code")))
    table = Table(name="t", title=Text("表", "T"), columns=columns, rows=(("summed", "summed"), (("blank", "x"), 5)))
    for suffix in ("csv", "json", "html", "xlsx"):
        write_table(table, tmp_path / f"t.{suffix}", language="zh")
    assert "summed,summed" in (tmp_path / "t.csv").read_text("utf-8-sig")
    first, second = json.loads((tmp_path / "t.json").read_text("utf-8"))
    assert (first["how"], second["how"]) == ("summed", ["blank", "x"])
    page = LexborHTMLParser((tmp_path / "t.html").read_text("utf-8"))
    assert [cell.html for cell in page.css("td")] == [
        "<td>由合计得出</td>",
        "<td>summed</td>",
        "<td>空白<br>x</td>",
        '<td class="n">5</td>',
    ]
    sheet = load_workbook(tmp_path / "t.xlsx").worksheets[0]
    assert [cell.value for cell in sheet["A"]][-2:] == ["由合计得出", "空白\nx"]


def test_columns_of_a_page_are_as_wide_as_they_say_whatever_stands_in_them(tmp_path: Path) -> None:
    page = written(tmp_path, "html").decode()
    assert "th:nth-child(1){width:18.0em}" in page  # 30 letters
    assert "th:nth-child(2){width:7.2em}" in page  # 12, as many as a column has that says nothing
    assert "td{overflow-wrap:anywhere}" in page
