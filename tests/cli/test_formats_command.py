"""``govinfo formats`` lists what is installed and what it holds; ``convert`` tells what a file leaves out."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import govinfo_schema as gs
from fake_formats import fake_format, install, small_report
from govinfo_schema.formats import available
from govinfo_schema.holding import EXTENTS, PARTS
from govinfo_schema.report import Section

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Run

    Govinfo = Callable[..., Run]

SECTIONS = (Section(heading="一、总体情况", paragraphs=("甲。",)), Section(heading="五、存在的主要问题及改进情况"))


def test_every_format_is_listed_in_both_languages(govinfo: Govinfo) -> None:
    names = [each.name for each in available()]
    for language, end in (("zh", "（"), ("en", " (")):
        lines = govinfo("formats", "--lang", language).lines
        assert [line.partition(end)[0] for line in lines if not line.startswith(" ")] == names
    assert "  written and read again: everything comes back as it was" in lines


def test_suffixes_stand_where_they_belong(govinfo: Govinfo) -> None:
    """A file of one line of JSON is JSON as well, and Markdown is read as text; neither is offered twice."""
    lines = {line.partition(" ")[0]: line for line in govinfo("formats", "--lang", "en").lines if line[0] != " "}
    assert [name for name, line in lines.items() if ".jsonl" in line] == ["jsonl"]
    assert lines["markdown"].endswith("It can: writes; read by text")
    assert lines["markdown"].startswith("markdown (.md, .markdown)")


def test_what_formats_hold_is_there_for_programs(govinfo: Govinfo) -> None:
    listed = {each["name"]: each for each in json.loads(govinfo("formats", "--json").output)}
    assert set(listed) == {each.name for each in available()}
    assert set(listed["json"]["comes_back"]["parts"].values()) == {"same"}
    assert listed["csv"]["comes_back"]["long"]["parts"]["narrative"] == "nothing"
    assert listed["xlsx"]["comes_back_filled_in"]["parts"]["figures"] == "same"
    assert listed["pdf"]["comes_back"] is None
    assert (listed["docx"]["suffixes"], listed["docx"]["suffixes_written"]) == ([".docx", ".docm"], [".docx"])
    assert listed["pdf"]["suffixes_written"] == []
    assert list(listed["docx"]["comes_back"]["parts"]) == list(PARTS)
    assert set(listed["docx"]["comes_back"]["parts"].values()) <= set(EXTENTS)


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("zh", "这个文件不含下列内容（JSON 文件保存全部）：行政区划代码、正文 2 节"),
        ("en", "Left out of this file (JSON keeps all of it): division code, running text (2 sections)"),
    ],
)
def test_converting_tells_what_the_file_leaves_out(govinfo: Govinfo, tmp_path: Path, language: str, line: str) -> None:
    agency = gs.Agency(name="某县人民政府", region_code="350128")
    (tmp_path / "in.json").write_text(gs.to_json(small_report(narrative=SECTIONS, agency=agency)), encoding="utf-8")
    arguments = ("convert", str(tmp_path / "in.json"), "--fail-on", "never", "--lang", language)
    wide = govinfo(*arguments, "-o", str(tmp_path / "out.csv"), "--layout", "wide")
    assert line in wide.lines
    again = govinfo(*arguments, "-o", str(tmp_path / "out.json"))
    assert not any(each.startswith(line[:3]) for each in again.lines)
    assert line[:3] not in govinfo(*arguments, "-q", "-o", str(tmp_path / "out.csv")).error


def test_what_people_do_not_miss_is_not_told(govinfo: Govinfo, tmp_path: Path) -> None:
    """Which document a report was read from: they have named it, and the file that is written becomes the next one."""
    source = Path(__file__).parents[2] / "examples" / "hengshan_2023.html"
    assert gs.read(source).report.source is not None
    told = {"xlsx": 0, "docx": 0, "html": 1}  # of html: running text may differ when it is read again
    for suffix, lines in told.items():
        run = govinfo("convert", source, "-o", tmp_path / f"out.{suffix}")
        after = run.lines[run.lines.index(f"Written: {tmp_path / f'out.{suffix}'}") + 1 : -1]
        assert len(after) == lines
        assert "source" not in "".join(after)


def test_writing_returns_what_is_lost(tmp_path: Path) -> None:
    report = small_report(narrative=SECTIONS)
    (lost,) = gs.write(report, tmp_path / "report.csv")
    assert (lost.part, lost.extent, lost.count) == ("narrative", "nothing", 2)
    assert gs.write(report, tmp_path / "report.json") == ()


def test_a_name_that_a_line_of_csv_cannot_hold_is_told(tmp_path: Path) -> None:
    report = small_report(agency=gs.Agency(name="x,=1+1"))
    assert [each.part for each in gs.write(report, tmp_path / "long.csv")] == ["agency"]
    assert [each.part for each in gs.write(report, tmp_path / "wide.csv", layout="wide")] == []


def test_a_format_that_does_not_say_what_it_holds_tells_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    install(monkeypatch, fake_format("page"))
    assert gs.write(small_report(narrative=SECTIONS), tmp_path / "report.page") == ()
