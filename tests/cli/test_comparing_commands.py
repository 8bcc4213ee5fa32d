"""The options of ``govinfo validate`` that compare reports, ``govinfo rules analyse``, and the page of rules."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from consistent import report_with
from govinfo_schema import to_json
from govinfo_schema.rules_page import rules_page

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    Govinfo = Callable[..., Any]

OVER, FORWARD = "applications.carried_over.total", "applications.carried_forward.total"
NEW = "applications.new_received.total"
REPOSITORY = Path(__file__).resolve().parents[2]


def file(folder: Path, called: str, **more: Any) -> Path:  # noqa: ANN401 - what a report has
    path = folder / f"{called}.json"
    path.write_text(to_json(report_with("v2021", more.pop("values", {}), **more)), encoding="utf-8")
    return path


def test_the_report_of_the_year_before_is_compared(govinfo: Govinfo, tmp_path: Path) -> None:
    then = file(tmp_path, "2022", values={FORWARD: 3}, year=2022)
    now = file(tmp_path, "2023", values={OVER: 2})
    run = govinfo("validate", now, "--previous", then, "--fail-on", "never")
    assert run.code == 0
    data = json.loads(govinfo("validate", now, "--previous", then, "--json").output)
    found = [finding for finding in data["findings"] if (finding["rule"], finding["instance"]) == ("E1", "total")]
    assert [(finding["left"], finding["right"]) for finding in found] == [("2", "3")]
    assert not any("E1" in line for line in govinfo("validate", now).lines)


def test_parts_are_added_up_and_who_is_missing_is_listed(govinfo: Govinfo, tmp_path: Path) -> None:
    folder = tmp_path / "parts"
    folder.mkdir()
    whole = file(folder, "whole", values={NEW: 5}, name="某某县")  # stands in the folder, and is no part of itself
    file(folder, "a", values={NEW: 1}, name="某某县人民政府")
    (folder / ".hidden").write_text("no report", encoding="utf-8")
    names = tmp_path / "names.txt"
    names.write_text("\ufeff# 应报单位\n某某县人民政府\n\n某某县某某局\n", encoding="utf-8")
    options = ("--parts", folder, "--scope", "whole_region", "--fail-on", "never")
    run = govinfo("validate", whole, *options, "--expected", names, "--lang", "zh")
    assert any("F1 parts：" in line and "缺少这些单位的报告：某某县某某局" in line for line in run.lines)
    file(folder, "b", values={NEW: 3}, name="某某县某某局")
    data = json.loads(govinfo("validate", whole, *options, "--expected", names, "--json").output)
    found = [finding["instance"] for finding in data["findings"] if finding["rule"] == "F1"]
    assert found == [NEW]
    run = govinfo("validate", whole, whole, *options)
    assert (run.code, "go with one file at a time" in run.error) == (2, True)


def test_a_wrong_use_of_the_options_is_told(govinfo: Govinfo, tmp_path: Path) -> None:
    now = file(tmp_path, "2023")
    run = govinfo("validate", now, "--scope", "whole_region")
    assert (run.code, "--scope and --expected go with --parts" in run.error) == (2, True)
    run = govinfo("validate", now, "--parts", tmp_path / "nowhere")
    assert (run.code, "There is no such folder" in run.error) == (2, True)
    names = tmp_path / "names.txt"
    names.write_bytes("某某县".encode("gb18030"))
    (tmp_path / "parts" / "towns").mkdir(parents=True)
    (tmp_path / "parts" / "~$open.xlsx").write_bytes(b"")
    file(tmp_path / "parts" / "towns", "a")
    run = govinfo("validate", now, "--parts", tmp_path / "parts")
    assert (run.code, "The folder holds no report of a part" in run.error) == (2, True)
    file(tmp_path / "parts", "b")
    run = govinfo("validate", now, "--parts", tmp_path / "parts", "--expected", names, "--lang", "zh")
    assert (run.code, "名单不是 UTF-8 编码" in run.error) == (2, True)
    run = govinfo("validate", now, "--missing", "lenient")
    assert (run.code, "always_zero" in run.error) == (2, True)


def test_missing_operands_are_treated_as_asked(govinfo: Govinfo, tmp_path: Path) -> None:
    from govinfo_schema.marks import Mark  # noqa: PLC0415 - here only

    path = file(tmp_path, "blank", values={NEW: None}, marks={NEW: Mark("blank")})
    assert "not certain" in govinfo("validate", path).lines[-1]
    assert govinfo("validate", path, "--missing", "partial_zero").lines[-1] == "Result: valid, no errors."


def test_the_analysis_says_what_the_rules_can_see(govinfo: Govinfo) -> None:
    zh = govinfo("rules", "analyse", "v2021", "--lang", "zh").lines
    assert "v2021 三、收到和处理政府信息公开申请情况" in zh
    assert "  单元格 175，恒等式 39，秩 37，最小距离 4" in zh
    assert "  错 3 格以内必被发现，错 1 格以内可以定位并改正，空 3 格以内可以唯一补出" in zh
    assert "  由其他恒等式推出：B3 results.total、B3 carried_forward" in zh
    assert sum(line.startswith("  不在任何线性规则中的格：“") for line in zh) == 1
    every = govinfo("rules", "analyse").lines
    assert "  161 cells, 37 identities, rank 35, minimum distance 4" in every
    data = json.loads(govinfo("rules", "analyse", "v2021", "--json").output)
    assert [(each["cells"], each["identities"], each["rank"], each["distance"]) for each in data] == [
        (10, 0, 0, None),
        (175, 39, 37, 4),
        (15, 3, 3, 2),
    ]


def test_the_rules_are_data_too(govinfo: Govinfo) -> None:
    data = json.loads(govinfo("rules", "v2021", "--json").output)
    needs = {rule["id"]: rule["needs"] for rule in data["rules"]}
    assert (needs["B1"], needs["E1"], needs["F1"], needs["D5"]) == ("report", "previous", "parts", "report")
    assert [each["id"] for each in data["not_enforced"]] == ["B4", "B5", "C4", "H3"]
    run = govinfo("rules", "v2021", "v2019")
    assert (run.code, "'v2019' is one form too many" in run.error) == (2, True)


def test_what_is_not_checked_is_explained_with_the_reason(govinfo: Govinfo) -> None:
    assert govinfo("explain", "h3").lines[-1].startswith("Why: Legally wrong")
    assert govinfo("explain", "H3", "--form", "v2014").code == 2
    assert "需要：上一年的报告（--previous）" in govinfo("explain", "E1", "--lang", "zh").lines
    assert any("the year before: " in line for line in govinfo("explain", "E1").lines)
    assert any("a part: " in line for line in govinfo("explain", "F1").lines)


@pytest.mark.skipif(not (REPOSITORY / "docs").is_dir(), reason="an installed wheel has no page beside it")
def test_the_page_of_rules_is_fresh() -> None:
    assert (REPOSITORY / "docs" / "rules.md").read_text(encoding="utf-8") == rules_page()


def test_the_page_of_rules_is_written(govinfo: Govinfo, tmp_path: Path) -> None:
    assert govinfo("rules", "--write", tmp_path / "rules.md").code == 0
    assert (tmp_path / "rules.md").read_text(encoding="utf-8") == rules_page()
    assert "| E1 | 错误 error<br>需上一年报告 `--previous` | v2019 v2021 |" in rules_page()
