"""``govinfo diff``: what people are told of two reports, what is written, and how it ends."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    Govinfo = Callable[..., Any]

SEEDS = Path(__file__).resolve().parents[1] / "data" / "seeds"
HONGJIANG, LONGNAN, YISUHE = (
    SEEDS / f"{name}.txt" for name in ("000_hongjiang_2020", "001_longnan_2018", "003_yisuhe_2020")
)


def test_equal_reports_end_with_0(govinfo: Govinfo) -> None:
    run = govinfo("diff", HONGJIANG, HONGJIANG)
    assert (run.code, run.lines[-1]) == (0, "Together: equal: 198")


def test_differences_end_with_1_and_are_told_with_their_labels(govinfo: Govinfo) -> None:
    run = govinfo("diff", HONGJIANG, YISUHE, "--lang", "zh")
    assert run.code == 1
    (line,) = [line for line in run.lines if "一、本年新收政府信息公开申请数量 · 总计" in line]
    assert line == "  “一、本年新收政府信息公开申请数量 · 总计” 2 → 0 (-2)"


def test_across_forms_the_counting_rule_is_named(govinfo: Govinfo) -> None:
    run = govinfo("diff", LONGNAN, HONGJIANG)
    (line,) = [line for line in run.lines if "规范性文件 · 本年新制作数量" in line]
    assert line.endswith("2562 → 8 (-2554), counted differently in the two forms")


def test_all_figures_are_written_as_a_table(govinfo: Govinfo, tmp_path: Path) -> None:
    target = tmp_path / "differences.csv"
    run = govinfo("diff", HONGJIANG, YISUHE, "-o", target)
    assert (run.code, run.lines) == (1, [f"Written: {target}"])
    rows = list(csv.DictReader(io.StringIO(target.read_text("utf-8-sig"))))
    assert len(rows) == 198
    assert {row["change"] for row in rows} >= {"equal", "changed"}


def test_a_file_that_is_no_report_ends_with_2(govinfo: Govinfo, tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text("{", "utf-8")
    run = govinfo("diff", tmp_path / "a.json", HONGJIANG)
    assert run.code == 2
    assert run.error.startswith(f"error: {tmp_path / 'a.json'}")


def test_the_table_is_written_in_the_encoding_that_was_chosen(govinfo: Govinfo, tmp_path: Path) -> None:
    target = tmp_path / "differences.csv"
    assert govinfo("diff", HONGJIANG, YISUHE, "-o", target, "--encoding", "gb18030", "--lang", "zh").code == 1
    assert "本年新收政府信息公开申请数量" in target.read_bytes().decode("gb18030")
    other = govinfo("diff", HONGJIANG, YISUHE, "-o", tmp_path / "x.json", "--encoding", "gb18030")
    assert (other.code, "has no such choice (encoding=gb18030)" in other.error) == (2, True)
    none = govinfo("diff", HONGJIANG, YISUHE, "--encoding", "utf-8")
    assert (none.code, "none is written here" in none.error) == (2, True)
