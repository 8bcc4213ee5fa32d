"""``govinfo annotate``: a copy with what was found in it, and the answer."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import lxml.html

from layouts import html_page
from office_layouts import zeros

if TYPE_CHECKING:
    from collections.abc import Callable

    Govinfo = Callable[..., Any]

SEEDS = Path(__file__).resolve().parents[1] / "data" / "seeds"
WRONG = {"applications.new_received.total": "1"}


def test_the_copy_is_written_with_findings_and_the_exit_code_says_so(govinfo: Govinfo, tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes(html_page("v2021", zeros("v2021") | WRONG).encode())
    run = govinfo("annotate", tmp_path / "a.html", "-o", tmp_path / "b.html", "--lang", "zh")
    assert run.code == 1
    assert run.lines == [f"已写入：{tmp_path}/b.html，标注 10 处", "结论：不通过，有错误 2 个。"]
    page = lxml.html.parse(tmp_path / "b.html")
    assert "2 项未通过的校验都涉及本格" in page.xpath("//*[@data-govinfo='suspect']")[0].get("title")
    assert govinfo("annotate", tmp_path / "a.html", "-o", tmp_path / "b.html", "--fail-on", "never").code == 0


def test_a_report_without_findings_has_nothing_marked(govinfo: Govinfo, tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes(html_page("v2021", zeros("v2021")).encode())
    run = govinfo("annotate", tmp_path / "a.html", "-o", tmp_path / "b.html")
    assert run.lines == [f"Written: {tmp_path}/b.html, 0 places marked", "Result: valid, no errors."]
    assert run.code == 0


def test_accepted_discrepancies_are_not_marked(govinfo: Govinfo, tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes(html_page("v2021", zeros("v2021") | WRONG).encode())
    govinfo("validate", tmp_path / "a.html", "--write-accepted", tmp_path / "a.json", "--reason", "x")
    run = govinfo("annotate", tmp_path / "a.html", "-o", tmp_path / "b.html", "--accepted", tmp_path / "a.json")
    assert run.lines[1] == "Result: valid, no errors, 2 accepted."
    assert (run.code, (tmp_path / "b.html").read_bytes()) == (0, (tmp_path / "a.html").read_bytes())


def test_the_copy_may_go_to_standard_output(govinfo: Govinfo, tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes(html_page("v2021", zeros("v2021") | WRONG).encode())
    run = govinfo("annotate", tmp_path / "a.html", "-o", "-")
    assert b"data-govinfo-notes" in run.output
    assert run.error.splitlines() == ["Written: -, 10 places marked", "Result: not valid, 2 errors."]


def test_what_cannot_be_annotated_is_refused_in_one_line(govinfo: Govinfo, tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes(html_page("v2021", zeros("v2021")).encode())
    for arguments, words in (
        ([tmp_path / "a.html", "-o", tmp_path / "a.html"], "The document itself is never replaced."),
        ([SEEDS / "001_longnan_2018.txt", "-o", tmp_path / "b"], "Files in the format 'text' hold no annotations."),
        ([tmp_path / "a.html", "-o", tmp_path / "b.docx"], "The copy has the format of the document, not .docx."),
        ([tmp_path / "a.html"], "Missing option '-o' / '--output'."),
    ):
        run = govinfo("annotate", *arguments)
        assert (run.code, run.output, run.error.count("\n")) == (2, b"", 1)
        assert words in run.error
    assert [path.name for path in tmp_path.iterdir()] == ["a.html"]


def test_what_has_no_place_is_told_beside_the_copy(govinfo: Govinfo, tmp_path: Path) -> None:
    page = html_page("v2021", zeros("v2021")).replace("2023年", "2020年")  # a year in which there was no such form
    (tmp_path / "a.html").write_bytes(page.encode())
    run = govinfo("annotate", tmp_path / "a.html", "-o", tmp_path / "b.htm")
    assert run.code == 1
    told = "Error: The report of 2020 uses the form v2021, which is for 2021 and later."
    assert any(line.startswith("  On the document as a whole: ") and line.endswith(told) for line in run.lines)


def test_a_form_that_ended_is_told_with_its_years(govinfo: Govinfo, tmp_path: Path) -> None:
    page = html_page("v2019", zeros("v2019")).replace("2020年", "2023年").replace("2019年", "2023年")
    (tmp_path / "a.html").write_bytes(page.encode())
    run = govinfo("validate", tmp_path / "a.html", "--lang", "zh")
    assert any("2023 年的报告用了 v2019 表式，该表式适用于 2019 至 2020 年的报告。" in line for line in run.lines)
