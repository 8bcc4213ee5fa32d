"""The tables of parts and sources say where each sum comes from, and what is in none."""

from __future__ import annotations

import hashlib
import json
from decimal import Decimal
from io import BytesIO

import pytest
from attrs import evolve

import govinfo_schema as gs
from consistent import report_with, saying
from govinfo_schema.errors import ReadError
from govinfo_schema.formats import write_table
from govinfo_schema.forms import form_named
from govinfo_schema.marks import Mark, Money
from govinfo_schema.merging.given import Given
from govinfo_schema.merging.merged import LeftOut
from govinfo_schema.merging.tables import parts_table, sources_table, summary
from govinfo_schema.messages import Text
from govinfo_schema.report import Correction, ExtensionRow, Residue, Source
from organs import NAMES, without

NEW = "applications.new_received.total"
FEES = "proactive_disclosure.administrative_institutional_fees.amount"
UNREAD = ReadError(Text("损坏。", "Damaged."), where="x.pdf")


@pytest.fixture(name="merged", scope="module")
def _merged() -> gs.Merged:
    source = Source(name="one.html", format="html", sha256=hashlib.sha256(b"one").hexdigest())
    one = evolve(
        report_with("v2021", {NEW: 4, FEES: Money(Decimal("1.20"), "万元")}, name=NAMES[0]),
        source=source,
        narrative=saying("全年平稳。"),
        extensions=(ExtensionRow(table="三", label="其他"),),
        corrections=(Correction(form="v2021", path=NEW, published=3, corrected=4, proposal="p"),),
        residue=(Residue(form="v2019"),),
    )
    two = without(report_with("v2021", name=NAMES[1]), {NEW: Mark("unreadable", raw="约160")})
    return gs.merge(
        [Given(one, "in/one.html"), Given(two, "in/two.xlsx")],
        expected=NAMES[:3],
        failures=[("in/x.pdf", UNREAD)],
        left_out=[LeftOut(where="in/note.txt", reason=Text("不要。", "Not wanted."))],
    )


def test_a_row_for_each_cell_and_a_column_for_each_organ(merged: gs.Merged) -> None:
    table = parts_table(merged)
    names = [column.name for column in table.columns]
    assert names[-4:] == [*NAMES[:3], "x.pdf"]
    assert [row[0] for row in table.rows] == list(form_named("v2021").paths)
    row = dict(zip(names, next(row for row in table.rows if row[0] == NEW), strict=True))
    assert (row["unit"], row["total"], row[NAMES[0]], row[NAMES[1]], row[NAMES[2]]) == ("件", None, 4, None, None)
    assert str(row["state"]) == "incomplete"
    assert [str(text) for text in row["remarks"]] == [  # type: ignore[union-attr] # texts
        "lacks 某某县民政局 (unreadable 约160)",
        "lacks 某某县财政局 (no report)",
        "lacks x.pdf (a file that could not be read)",
    ]
    fees = dict(zip(names, next(row for row in table.rows if row[0] == FEES), strict=True))
    assert fees[NAMES[0]] == Money(Decimal("1.20"), "万元")


def test_the_table_of_parts_is_written_in_every_format_of_tables(merged: gs.Merged) -> None:
    for name in ("csv", "json", "html", "xlsx"):
        target = BytesIO()
        write_table(parts_table(merged), target, format=name)
        assert target.getvalue()
    target = BytesIO()
    write_table(parts_table(merged), target, format="json")
    rows = {row["cell"]: row for row in json.loads(target.getvalue())}
    assert (rows[NEW][NAMES[0]], rows[NEW]["total"]) == (4, None)


def test_each_source_has_its_row(merged: gs.Merged) -> None:
    table = sources_table(merged)
    rows = [dict(zip([column.name for column in table.columns], row, strict=True)) for row in table.rows]
    assert [(row["number"], row["organ"], str(row["status"]), row["file"]) for row in rows] == [
        (1, NAMES[0], "added up", "in/one.html"),
        (2, NAMES[1], "added up", "in/two.xlsx"),
        (3, NAMES[2], "no report", None),
        (4, "x.pdf", "a file that could not be read", "in/x.pdf"),
        (None, None, "left out", "in/note.txt"),
    ]
    one = rows[0]
    assert (one["year"], one["form"], str(one["scope"]), one["lacking"]) == (2023, "v2021", "not stated", 0)
    assert one["sha256"] == hashlib.sha256(b"one").hexdigest()
    assert rows[1]["sha256"] is None
    assert len(str(one["fingerprint"])) == 16
    assert one["fingerprint"] != rows[1]["fingerprint"]
    assert [row["lacking"] for row in rows[1:4]] == [1, 200, 200]
    assert "Damaged." in str(rows[3]["not_merged"])
    assert str(rows[4]["not_merged"]) == "Not wanted."


def test_what_is_in_no_sum_and_what_checks_found_is_named(merged: gs.Merged) -> None:
    row = sources_table(merged).rows[0]
    assert [str(text) for text in row[9]] == [  # type: ignore[union-attr] # texts
        "figures that were corrected: 1",
        "rows that are not of the form: 1",
        "what earlier migrations left over",
        "running text",
    ]
    found = [str(text) for text in row[8]]  # type: ignore[union-attr] # texts
    assert any(text.startswith("[B3 new_received] ") for text in found)


def test_many_findings_are_counted() -> None:
    wrong = {f"applications.results.refused.{name}.total": 1 for name in ("state_secret", "internal_affairs")}
    wrong |= {f"applications.results.unable.{name}.total": 1 for name in ("not_held", "requires_creation")}
    wrong |= {f"applications.results.declined.{name}.total": 1 for name in ("duplicate", "petition_complaint")}
    merged = gs.merge([report_with("v2021", wrong, name=NAMES[0])])
    found = [str(text) for text in sources_table(merged).rows[0][8]]  # type: ignore[union-attr] # texts
    assert len([text for text in found if text.startswith("[")]) == 5
    assert any(text.startswith("further errors: ") for text in found)


def test_warnings_are_counted() -> None:
    stock = {"proactive_disclosure.administrative_rules.issued": 3}
    merged = gs.merge([report_with("v2021", stock, name=NAMES[0])])
    assert [str(text) for text in sources_table(merged).rows[0][8]] == ["warnings: 2"]  # type: ignore[union-attr] # texts


def test_one_sentence_says_what_it_is(merged: gs.Merged) -> None:
    assert summary(merged) == Text(
        "汇总 2 份报告；缺 1 个机关：某某县财政局；1 个文件未能读出；1 个文件未计入；200 格中 200 格汇总不全",
        "2 reports added up; 1 missing: 某某县财政局; 1 could not be read; 1 left out; 200 of 200 sums incomplete",
    )
    assert summary(gs.merge([report_with("v2021")])).en == "1 report added up; 0 of 200 sums incomplete"
