"""``explain-cell``, ``rules`` and ``explain``: what they say of one cell and of one rule."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from fake_formats import NEW_BY_PERSONS, NEW_IN_ALL, fake_format, install
from govinfo_schema.forms import form_named, make_report
from govinfo_schema.marks import Mark
from govinfo_schema.provenance import Edit, Place, Provenance
from govinfo_schema.reading import Reading
from govinfo_schema.rules import catalogue

if TYPE_CHECKING:
    from collections.abc import Callable

    Govinfo = Callable[..., Any]

LONGNAN = Path(__file__).resolve().parents[1] / "data" / "seeds" / "001_longnan_2018.txt"
FORM = form_named("v2021")
ENTERPRISES = "applications.new_received.commercial_enterprise"
DECISIONS = "proactive_disclosure.administrative_licensing.decisions"
READING = Reading(
    report=make_report(
        FORM,
        dict.fromkeys(FORM.paths, 0) | {NEW_IN_ALL: 30, NEW_BY_PERSONS: None, ENTERPRISES: None},
        {NEW_BY_PERSONS: Mark("ambiguous", candidates=("21", "9")), ENTERPRISES: Mark("not_applicable", raw="/")},
    ),
    provenance={
        NEW_IN_ALL: Provenance(
            place=Place(table=2, row=4, column=10), raw="３０", edits=(Edit(0, "３０", "30"),), placed="by_order"
        ),
        ENTERPRISES: Provenance(place=Place(), raw="/"),
    },
)


@pytest.fixture(name="page")
def _page(monkeypatch: pytest.MonkeyPatch) -> None:
    install(monkeypatch, fake_format("page", read=lambda *_: READING))


pytestmark = pytest.mark.usefixtures("page")


# explain-cell


@pytest.mark.parametrize(
    "name", [NEW_IN_ALL, "new_received.total", "/applications/new_received/total", "new_received/total"]
)
def test_a_cell_is_told_from_its_text_to_its_checks(name: str, govinfo: Govinfo) -> None:
    run = govinfo("explain-cell", "-", name, stdin=b"page")
    assert (run.code, run.error) == (0, "")
    assert run.lines[:8] == [
        f"Cell: {NEW_IN_ALL}",
        "Table: 三、收到和处理政府信息公开申请情况",
        (
            "Label: 一、本年新收政府信息公开申请数量 · 总计 (applications for disclosure:"
            " new applications received this year: total)"
        ),
        "Number: 30",
        "Place: table 2, row 4, column 10",
        "Raw text: “３０”",
        "  Cleaned from character 1: “３０” became “30”",
        "Placed: by the order of rows without labels",
    ]
    assert run.lines[8] == "Checks that it takes part in: 2"
    assert run.lines[9].startswith("  [failed] B1 total: ")
    assert run.lines[10].startswith("  [undecided] B3 new_received: ")
    assert len(run.lines) == 11


def test_a_cell_without_a_number_is_told_with_its_mark(govinfo: Govinfo) -> None:
    lines = govinfo("explain-cell", "-", NEW_BY_PERSONS, "--lang", "zh", stdin=b"page").lines
    assert lines[:5] == [
        f"单元格：{NEW_BY_PERSONS}",
        "表：三、收到和处理政府信息公开申请情况",
        "栏目：一、本年新收政府信息公开申请数量 · 自然人",
        "无数字：归属不明，可能的数字：21 9",
        "位置：不详",
    ]
    lines = govinfo("explain-cell", "-", ENTERPRISES, "--lang", "zh", stdin=b"page").lines
    assert lines[3:8] == ["无数字：不适用", "位置：不详", "原文：“/”", "  清理：无改动", "归位：按行和列的名称"]


def test_a_name_of_several_cells_or_of_none_is_refused_with_what_there_is(govinfo: Govinfo) -> None:
    run = govinfo("explain-cell", "-", "total", stdin=b"page")
    assert (run.code, run.output, run.error.count("\n")) == (2, b"", 1)
    assert run.error.startswith(f"error: 'total' may be 28 cells: {NEW_IN_ALL}, applications.carried_over.total, ")
    run = govinfo("explain-cell", "-", "licensing.decisions", "--lang", "zh", stdin=b"page")
    assert run.error.startswith(
        "错误：表式 v2021 没有单元格“licensing.decisions”，govinfo schema v2021 可显示全部单元格。"
    )
    run = govinfo("explain-cell", "-", "natural_person", stdin=b"page")
    assert "may be" in run.error
    assert "…. For usage" in run.error
    run = govinfo("explain-cell", "-", "本年新收", "--lang", "zh", stdin=b"page")
    assert run.error.startswith("错误：“本年新收”可以是 7 个单元格：一、本年新收政府信息公开申请数量 · 自然人、")


def test_a_cell_is_found_by_words_of_its_labels(govinfo: Govinfo) -> None:
    for words in ("本年新收 总计", "一、本年新收政府信息公开申请数量 · 总计"):
        assert govinfo("explain-cell", "-", words, "--lang", "zh", stdin=b"page").lines[0] == f"单元格：{NEW_IN_ALL}"


def test_a_cell_of_a_published_report(govinfo: Govinfo, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    run = govinfo("explain-cell", LONGNAN, "refused.total", "--lang", "zh")
    assert "栏目：(三)申请答复数/4.不同意公开答复数 · 统计数" in run.lines
    assert "数字：0" in run.lines
    assert sum(line.startswith("  [不通过] A4") for line in run.lines) == 3


# rules and explain


def test_rules_lists_each_rule_once(govinfo: Govinfo) -> None:
    lines = govinfo("rules", "v2014").lines
    assert [line.split()[0] for line in lines] == [*(rule.id for rule in catalogue("v2014")), "A12"]
    assert lines[-1].startswith("A12 [not checked] ")
    assert "A4b [warning] Refusals equal the sum of the six grounds; a case with several grounds may break this" in (
        next(line for line in lines if line.startswith("A4b"))
    )
    every = [line.split()[0] for line in govinfo("rules", "--lang", "zh").lines]
    assert len(every) == len(set(every))
    assert {"S1", "A1", "B1", "C1", "D6"} <= set(every)
    assert "C1 [错误] 总计等于结果维持、结果纠正、其他结果与尚未审结之和。（v2019, v2021）" in (
        govinfo("rules", "v2019", "--lang", "zh").lines
    )


def test_a_rule_is_explained_in_printed_labels(govinfo: Govinfo) -> None:
    zh, en = govinfo("explain", "c1", "--lang", "zh").lines, govinfo("explain", "C1").lines
    assert zh[0] == "规则：C1，级别：错误，表式：v2019、v2021"
    assert zh[1:3] == ["内容：总计等于结果维持、结果纠正、其他结果与尚未审结之和。", "出处：由表头推断。"]
    assert zh[3] == (
        "算式（v2021）：【四、政府信息公开行政复议、行政诉讼情况/行政复议】总计＝结果维持＋结果纠正＋其他结果＋尚未审结"
    )
    assert zh[4] == "    同样的算式另有 2 个"
    assert zh[5].startswith("通过之例（其余各格为 0）：“")
    assert zh[6].startswith("不通过之例（其余各格为 0）：“")
    assert en[0] == "Rule: C1, error, forms: v2019, v2021"
    assert en[3].endswith("] total = upheld + corrected + other result + pending")


def test_factors_and_constants_stand_in_the_formula(govinfo: Govinfo) -> None:
    lines = govinfo("explain", "D2", "--form", "v2019", "--lang", "zh").lines
    assert any(
        line.startswith("算式（v2019）：【") and line.endswith("】0≤上一年项目数量＋本年增/减") for line in lines
    )


@pytest.mark.parametrize("rule", sorted({rule.id for name in ("v2014", "v2019", "v2021") for rule in catalogue(name)}))
def test_every_rule_can_be_explained(rule: str, govinfo: Govinfo) -> None:
    for language in ("zh", "en"):
        run = govinfo("explain", rule, "--lang", language)
        assert (run.code, run.error) == (0, "")
        assert len(run.lines) in (6, 7, 8)


def test_a_rule_that_is_no_formula_says_so(govinfo: Govinfo) -> None:
    assert "算式：无，逐格或逐份判断" in govinfo("explain", "S2", "--lang", "zh").lines
    assert "Formula: none, each cell or the report as a whole is judged" in govinfo("explain", "D7").lines


def test_an_unknown_rule_is_refused_with_where_they_stand(govinfo: Govinfo) -> None:
    run = govinfo("explain", "Z9")
    assert (run.code, run.output) == (2, b"")
    assert run.error.startswith("error: There is no rule 'Z9', govinfo rules lists all there are. For usage, see")
    run = govinfo("explain", "B1", "--form", "v2014", "--lang", "zh")
    assert run.error.startswith("错误：没有编号为“B1”的规则，用 govinfo rules v2014 可列出全部规则。")


@pytest.mark.parametrize("more", [("v2021",), ("analyse",), ("--json",)])
def test_the_page_of_all_rules_cannot_be_narrowed(govinfo: Govinfo, tmp_path: Path, more: tuple[str, ...]) -> None:
    run = govinfo("rules", *more, "--write", tmp_path / "rules.md")
    assert (run.code, "--write writes all rules" in run.error) == (2, True)
    assert not (tmp_path / "rules.md").exists()
