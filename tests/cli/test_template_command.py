"""``govinfo template`` writes a workbook to fill in, and says what it took from the report of the year before."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any

import pytest
from openpyxl import load_workbook

import govinfo_schema as gs
from consistent import report_with
from filled_templates import AGENCY, named_cell

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Govinfo = Callable[..., Any]


def test_a_workbook_is_written(govinfo: Govinfo, tmp_path: Path) -> None:
    target = tmp_path / "form.xlsx"
    done = govinfo("template", "v2021", "-o", target, "--lang", "en")
    assert (done.code, done.lines) == (0, [f"Written: {target}"])
    assert load_workbook(target).sheetnames == ["报告", "校验"]


def test_a_workbook_that_was_filled_in_is_kept(govinfo: Govinfo, tmp_path: Path) -> None:
    target = tmp_path / "form.xlsx"
    target.write_bytes(b"filled in")
    run = govinfo("template", "v2021", "-o", target)
    assert (run.code, target.read_bytes()) == (2, b"filled in")
    assert run.error == (
        f"error: {target}: There is a file of this name, in which somebody may have worked; it was not replaced. "
        "Choose another name, or replace it with --force.\n"
    )
    assert govinfo("template", "v2021", "-o", target, "--force").code == 0
    assert load_workbook(target).sheetnames == ["报告", "校验"]


def test_the_report_of_the_year_before_gives_organ_year_and_figures(govinfo: Govinfo, tmp_path: Path) -> None:
    previous, target = tmp_path / "last.json", tmp_path / "form.xlsx"
    gs.write(report_with("v2021", {"applications.carried_forward.total": 2}, name=AGENCY, year=2023), previous)
    done = govinfo("template", "v2021", "-o", target, "--previous", previous, "--lang", "zh")
    assert done.lines[0] == f"机关：{AGENCY}；年度：2024；上年结转 7 格来自上年报告。"
    assert named_cell(load_workbook(target), "govinfo.year").value == 2024


def test_a_report_without_carried_figures_is_told(govinfo: Govinfo, tmp_path: Path) -> None:
    previous = tmp_path / "last.json"
    gs.write(report_with("v2014", name=AGENCY, year=2018), previous)
    done = govinfo("template", "v2019", "-o", tmp_path / "form.xlsx", "--previous", previous, "--lang", "zh")
    assert "没有可以填入的结转数" in done.lines[0]


def test_standard_output_takes_the_workbook(govinfo: Govinfo) -> None:
    done = govinfo("template", "v2014", "-o", "-")
    assert load_workbook(BytesIO(done.output)).sheetnames == ["报告", "校验"]


@pytest.mark.parametrize(("name", "words"), [("form.docx", ".docx"), ("form.json", ".json")])
def test_other_formats_are_refused(govinfo: Govinfo, tmp_path: Path, name: str, words: str) -> None:
    done = govinfo("template", "v2021", "-o", tmp_path / name)
    assert done.code > 1
    assert words in done.error
    assert "xlsx" in done.error
    assert not (tmp_path / name).exists()


def test_a_format_by_name_that_has_none_is_told() -> None:
    with pytest.raises(gs.WriteError, match="no files to fill in; use xlsx"):
        gs.write_template("v2021", BytesIO(), format="json")
