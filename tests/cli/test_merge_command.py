"""``govinfo merge``: a folder becomes one report, with an account of what is in it, and exit codes."""

from __future__ import annotations

import csv
import json
import shlex
from io import StringIO
from typing import TYPE_CHECKING, Any

import pytest
from attrs import evolve
from openpyxl import load_workbook

import govinfo_schema as gs
from consistent import report_with
from govinfo_schema.marks import INCOMPLETE, Mark
from organs import NAMES, without

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Govinfo = Callable[..., Any]

NEW = "applications.new_received.total"
PERSON = "applications.new_received.natural_person"


@pytest.fixture(name="folder")
def _folder(tmp_path: Path) -> Path:
    """Three organs in three formats, with applications that were all carried forward."""
    folder = tmp_path / "in"
    (folder / "towns").mkdir(parents=True)
    for number, (name, file) in enumerate(zip(NAMES, ("a.xlsx", "b.json", "towns/c.html"), strict=False), 1):
        row = {"natural_person": number, "total": number}
        figures = {
            f"applications.{line}.{column}": of
            for line in ("new_received", "carried_forward")
            for column, of in row.items()
        }
        gs.write(report_with("v2021", figures, name=name), folder / file)
    return folder


@pytest.fixture(name="names")
def _names(tmp_path: Path) -> Path:
    file = tmp_path / "names.txt"
    file.write_text("# 应报单位\n" + "\n".join(NAMES[:3]) + "\n", "utf-8")
    return file


def test_a_folder_becomes_one_workbook(folder: Path, names: Path, tmp_path: Path, govinfo: Govinfo) -> None:
    target = tmp_path / "county.xlsx"
    run = govinfo("merge", folder, "-o", target, "--agency", "某某县", "--scope", "whole_region", "--expected", names)
    assert run.code == 0
    assert run.lines[0] == "3 reports added up; 0 of 200 sums incomplete"
    assert run.lines[1] == f"Written: {target}"
    assert run.lines[-1].startswith("Result: valid")
    report = gs.read(target).report
    assert (report.agency.name, report.scope, report.year) == ("某某县", "whole_region", 2023)
    assert report.applications.new_received.total == 1 + 2 + 3
    assert load_workbook(target).sheetnames == ["Report", "Sources", "Parts", "Findings", "Record"]


def test_tables_stand_beside_a_format_that_holds_the_report_alone(
    folder: Path, tmp_path: Path, govinfo: Govinfo
) -> None:
    target, parts, sources = tmp_path / "county.json", tmp_path / "parts.csv", tmp_path / "sources.json"
    run = govinfo("merge", folder, "-o", target, "--parts-table", parts, "--sources", sources)
    assert run.code == 0
    assert not [line for line in run.lines if "neither sources nor parts" in line]
    rows = {row["cell"]: row for row in csv.DictReader(StringIO(parts.read_text("utf-8-sig")))}
    assert [rows[NEW][name] for name in (*NAMES[:3], "total")] == ["1", "2", "3", "6"]
    files = [row["file"] for row in json.loads(sources.read_text("utf-8"))]
    assert files == [str(folder / name) for name in ("a.xlsx", "b.json", "towns/c.html")]
    alone = govinfo("merge", folder, "-o", target)
    assert "This format holds neither sources nor parts: write xlsx, or add --sources and --parts-table." in alone.lines
    assert gs.read(target).report.applications.new_received.total == 6


@pytest.mark.parametrize("suffix", [".csv", ".html", ".md", ".docx"])
def test_other_formats_hold_the_sums_and_their_marks(
    suffix: str, folder: Path, tmp_path: Path, govinfo: Govinfo
) -> None:
    blank = without(report_with("v2021", name=NAMES[3]), {PERSON: Mark("blank")})
    gs.write(blank, folder / "d.json")
    target = tmp_path / f"county{suffix}"
    run = govinfo("merge", folder, "-o", target, "--agency", "某某县")
    assert run.code == 1
    again = gs.read(target).report
    assert again.marks == {PERSON: INCOMPLETE}
    assert again.applications.new_received.total == 6


def test_standard_output_takes_json_and_the_summary_stands_aside(folder: Path, govinfo: Govinfo) -> None:
    run = govinfo("merge", folder, "-o", "-")
    assert gs.from_json(run.output).applications.new_received.total == 6
    assert "3 reports added up" in run.error


def test_a_missing_organ_is_named_and_ends_with_1(folder: Path, names: Path, tmp_path: Path, govinfo: Govinfo) -> None:
    (folder / "b.json").unlink()
    target = tmp_path / "county.json"
    run = govinfo("merge", folder, "-o", target, "--expected", names, "--lang", "zh")
    assert run.code == 1
    assert run.lines[0] == f"汇总 2 份报告；缺 1 个机关：{NAMES[1]}；200 格中 200 格汇总不全"
    assert f"  {NAMES[1]}：没有报告" in run.lines
    marks = gs.from_json(target.read_bytes()).marks
    assert (len(marks), set(marks.values())) == (200, {INCOMPLETE})


def test_a_blank_is_named_with_its_organ(folder: Path, tmp_path: Path, govinfo: Govinfo) -> None:
    blank = without(report_with("v2021", name=NAMES[3]), {PERSON: Mark("blank")})
    gs.write(blank, folder / "d.json")
    run = govinfo("merge", folder, "-o", tmp_path / "county.xlsx", "--lang", "zh")
    assert run.code == 1
    assert run.lines[1] == f"  不全：一、本年新收政府信息公开申请数量 · 自然人：缺 {NAMES[3]}（空白）"


def test_long_lists_are_cut(folder: Path, tmp_path: Path, govinfo: Govinfo) -> None:
    paths = gs.forms.form_named("v2021").paths
    blank = without(report_with("v2021", name=NAMES[3]), dict.fromkeys(paths[:12], Mark("blank")))
    gs.write(blank, folder / "d.json")
    run = govinfo("merge", folder, "-o", tmp_path / "county.xlsx")
    assert "  … and 4 more: see sources and parts" in run.lines


def test_a_file_that_cannot_be_read_leaves_every_sum_open_without_a_list(
    folder: Path, names: Path, tmp_path: Path, govinfo: Govinfo
) -> None:
    (folder / "note.txt").write_text("无关的文字\n", "utf-8")
    (folder / "a photo.jpg").write_bytes(b"\xff\xd8\xff\xe0\x00\x10JFIF\x00")
    target = tmp_path / "county.xlsx"
    run = govinfo("merge", folder, "-o", target)
    assert (run.code, run.lines[0]) == (2, "3 reports added up; 2 could not be read; 200 of 200 sums incomplete")
    assert any(line.startswith(f"  {folder / 'note.txt'}: ") for line in run.lines)
    photo = next(line for line in run.lines if line.startswith(f"  {folder / 'a photo.jpg'}: "))
    assert "This cannot be read: this is a JPEG image. Figures in an image cannot be read as text." in photo
    (options,) = [line.strip() for line in run.lines if line.startswith("    --without ")]
    assert options == f"--without '{folder / 'a photo.jpg'}' --without {folder / 'note.txt'}"
    as_told = govinfo("merge", folder, "-o", target, *shlex.split(options), "--force")
    assert (as_told.code, as_told.lines[0]) == (0, "3 reports added up; 2 left out; 0 of 200 sums incomplete")
    (folder / "a photo.jpg").unlink()
    listed = govinfo("merge", folder, "-o", target, "--expected", names, "--force")
    assert (listed.code, listed.lines[0]) == (0, "3 reports added up; 1 left out; 0 of 200 sums incomplete")
    asked = govinfo("merge", folder, "-o", target, "--without", folder / "note.txt", "--force")
    assert asked.code == 0
    assert f"  Left out {folder / 'note.txt'}: Left out, as asked." in asked.lines


def test_a_workbook_in_which_figures_may_have_been_typed_is_kept(
    folder: Path, tmp_path: Path, govinfo: Govinfo
) -> None:
    """Figures of a missing organ are typed into the workbook; the other formats hold the sums alone."""
    target, data = tmp_path / "county.xlsx", tmp_path / "county.json"
    for _ in range(2):
        assert govinfo("merge", folder, "-o", data).code == 0
    govinfo("merge", folder, "-o", target)
    before = target.read_bytes()
    (folder / "b.json").unlink()
    run = govinfo("merge", folder, "-o", target)
    assert (run.code, "replace it with --force" in run.error, target.read_bytes()) == (2, True, before)
    assert govinfo("merge", folder, "-o", target, "--force").code == 0
    assert target.read_bytes() != before


def test_csv_of_a_merge_has_the_encoding_that_is_asked_for(folder: Path, tmp_path: Path, govinfo: Govinfo) -> None:
    target, parts = tmp_path / "county.csv", tmp_path / "parts.csv"
    govinfo("merge", folder, "-o", target, "--parts-table", parts)
    assert (target.read_bytes()[:1], parts.read_bytes()[:3]) == (b"#", b"\xef\xbb\xbf")  # for programs, for Excel
    govinfo("merge", folder, "-o", target, "--parts-table", parts, "--encoding", "gb18030")
    assert "自然人" in target.read_bytes().decode("gb18030")
    assert NAMES[0] in parts.read_bytes().decode("gb18030")
    assert gs.read(target).report.applications.new_received.total == 6
    book = tmp_path / "county.xlsx"  # an encoding for the tables beside it, and none for itself
    assert govinfo("merge", folder, "-o", book, "--parts-table", parts, "--encoding", "gb18030").code == 0
    run = govinfo("merge", folder, "-o", tmp_path / "other.xlsx", "--encoding", "gb18030")
    assert (run.code, "has no such choice (encoding=gb18030)" in run.error) == (2, True)


def test_reports_of_one_year_are_chosen(folder: Path, tmp_path: Path, govinfo: Govinfo) -> None:
    """The same organs a year before stand in the folder, as they do where reports are collected."""
    older = [folder / f"{at}.json" for at in range(10)]
    for at, file in enumerate(older):
        gs.write(report_with("v2021", {NEW: 100, PERSON: 100}, name=f"{NAMES[0]}{at}", year=2022), file)
    target = tmp_path / "county.json"
    refused = govinfo("merge", folder, "-o", target)
    assert (refused.code, "on the command line: --year YEAR" in refused.error) == (2, True)
    run = govinfo("merge", folder, "-o", target, "--year", "2023")
    assert (run.code, run.lines[0]) == (0, "3 reports added up; 10 left out; 0 of 200 sums incomplete")
    assert f"  Left out {older[0]}: The report is of 2022." in run.lines
    assert "  … and 2 more: see sources and parts" in run.lines
    assert gs.read(target).report.applications.new_received.total == 1 + 2 + 3
    none = govinfo("merge", folder, "-o", target, "--year", "2024")
    assert (none.code, "There is no report of 2024. Years that are there: 2022, 2023." in none.error) == (2, True)


def test_a_file_to_leave_out_has_to_be_there(folder: Path, tmp_path: Path, govinfo: Govinfo) -> None:
    run = govinfo("merge", folder, "-o", tmp_path / "county.xlsx", "--without", folder / "z.xlsx")
    assert (run.code, "none of those that are given" in run.error) == (2, True)


def test_the_same_file_twice_is_refused_with_both_paths(folder: Path, tmp_path: Path, govinfo: Govinfo) -> None:
    target = tmp_path / "county.xlsx"
    run = govinfo("merge", folder, folder / "a.xlsx", "-o", target)
    assert run.code == 2
    assert f"{folder / 'a.xlsx'} and {folder / 'a.xlsx'} (one organ and year)" in run.error
    assert not target.exists()


def test_mixtures_are_refused_and_allowed_by_options(folder: Path, tmp_path: Path, govinfo: Govinfo) -> None:
    older = report_with("v2019", {NEW: 4}, name=NAMES[3], year=2020)
    gs.write(evolve(older, scope="own_level"), folder / "d.json")
    target, ledger = tmp_path / "county.xlsx", tmp_path / "ledger.csv"
    run = govinfo("merge", folder, "-o", target, "--lang", "zh")
    assert run.code == 2
    for word in ("表式不同", "年度不同", "统计范围不同", "--to v2021", "--mixed years", "--mixed scopes"):
        assert word in run.error
    mixed = ("--mixed", "years", "--mixed", "scopes")
    run = govinfo("merge", folder, "-o", target, "--to", "v2021", *mixed, "--ledger", ledger)
    assert run.code == 1
    assert gs.read(target).report.applications.new_received.total == 10
    assert {row["organ"] for row in csv.DictReader(StringIO(ledger.read_text("utf-8-sig")))} == {f"{NAMES[3]} 2020"}
    assert any(line.startswith("Figures that have no place after the migration") for line in run.lines)


def test_a_ledger_needs_a_migration_and_none_is_written_where_nothing_moved(
    folder: Path, tmp_path: Path, govinfo: Govinfo
) -> None:
    ledger = tmp_path / "ledger.csv"
    run = govinfo("merge", folder, "-o", tmp_path / "county.xlsx", "--ledger", ledger)
    assert (run.code, "--ledger can only be used together with --to" in run.error) == (2, True)
    run = govinfo("merge", folder, "-o", tmp_path / "county.xlsx", "--ledger", ledger, "--to", "v2021")
    assert (run.code, ledger.exists()) == (0, False)


def test_a_report_that_does_not_add_up_is_named_or_refused(folder: Path, tmp_path: Path, govinfo: Govinfo) -> None:
    gs.write(report_with("v2021", {NEW: 9}, name=NAMES[3]), folder / "d.json")
    target = tmp_path / "county.xlsx"
    run = govinfo("merge", folder, "-o", target)
    assert run.code == 1
    assert any(line.startswith(f"  {folder / 'd.json'}: [B") for line in run.lines)
    assert gs.read(target).report.applications.new_received.total == 15
    strict = govinfo("merge", folder, "-o", target, "--strict", "--force")
    assert (strict.code, f"{folder / 'd.json'} (" in strict.error) == (2, True)


def test_errors_that_cancel_out_in_the_sums_still_end_with_1(folder: Path, tmp_path: Path, govinfo: Govinfo) -> None:
    gs.write(report_with("v2021", {PERSON: 1}, name=NAMES[3]), folder / "d.json")
    gs.write(report_with("v2021", {NEW: 1}, name=NAMES[4]), folder / "e.json")
    assert govinfo("merge", folder, "-o", tmp_path / "county.xlsx").code == 1


def test_the_output_never_lies_in_a_folder_that_is_read(folder: Path, tmp_path: Path, govinfo: Govinfo) -> None:
    run = govinfo("merge", folder, "-o", folder / "county.xlsx")
    assert (run.code, "would be one of its reports the next time" in run.error) == (2, True)
    run = govinfo("merge", folder, "-o", tmp_path / "county.xlsx", "--sources", folder / "sources.csv", "--lang", "zh")
    assert (run.code, "请写到别处" in run.error) == (2, True)
    run = govinfo("merge", folder / "a.xlsx", "-o", folder / "a.xlsx")
    assert run.code == 2
    assert gs.read(folder / "a.xlsx").report.agency.name == NAMES[0]


def test_sums_are_not_added_to_those_of_their_parts(folder: Path, tmp_path: Path, govinfo: Govinfo) -> None:
    """A merged workbook says that its figures are summed, so that the next merge refuses it beside its parts."""
    own = evolve(report_with("v2021", name=NAMES[0]), scope="own_organ")
    gs.write(own, folder / "a.xlsx")
    target = tmp_path / "county.xlsx"
    options = ("--agency", "某某县", "--scope", "own_level", "--mixed", "scopes")
    assert govinfo("merge", folder, "-o", target, *options).code == 0
    run = govinfo("merge", folder / "a.xlsx", target, "-o", tmp_path / "again.xlsx")
    assert (run.code, "different scopes (own organ: " in run.error) == (2, True)


def test_every_report_of_a_file_with_several_is_added_up(tmp_path: Path, govinfo: Govinfo) -> None:
    lines = [gs.to_json(report_with("v2021", {NEW: 2}, name=name)) for name in NAMES[:2]]
    (tmp_path / "many.jsonl").write_text("\n".join(lines) + "\n", "utf-8")
    sources = tmp_path / "sources.json"
    run = govinfo("merge", tmp_path / "many.jsonl", "-o", tmp_path / "county.json", "--sources", sources)
    assert run.lines[0].startswith("2 reports added up")
    assert [row["file"][-2:] for row in json.loads(sources.read_text("utf-8"))] == ["#1", "#2"]


def test_a_folder_without_reports_ends_with_2(tmp_path: Path, govinfo: Govinfo) -> None:
    (tmp_path / "in").mkdir()
    run = govinfo("merge", tmp_path / "in", "-o", tmp_path / "county.xlsx")
    assert (run.code, "The folder holds no files" in run.error) == (2, True)
    (tmp_path / "in" / "a.json").write_text("{", "utf-8")
    run = govinfo("merge", tmp_path / "in", "-o", tmp_path / "county.xlsx", "--lang", "zh")
    assert (run.code, "1 个文件中没有一份可以读取的报告" in run.error) == (2, True)
