"""The command line over real documents, with every part of the project at work."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    Govinfo = Callable[..., Any]

SEEDS = Path(__file__).resolve().parents[1] / "data" / "seeds"
HENGSHAN = SEEDS / "004_hengshan_2023.txt"  # complete; every identity holds
LONGNAN = SEEDS / "001_longnan_2018.txt"  # refusals by ground exceed the refusals: 2 cases against 0, twice
YEARS = {"v2014": 2018, "v2019": 2020, "v2021": 2023}


def figures(report: dict[str, Any]) -> dict[str, Any]:
    """Return the parts of a report in JSON that hold its cells, and its marks."""
    sections = (
        "applications",
        "proactive_disclosure",
        "review_and_litigation",
        "public_response",
        "capacity",
        "training",
    )
    return {name: part for name, part in report.items() if name in (*sections, "marks")}


@pytest.mark.parametrize("path", sorted(SEEDS.glob("*.txt")), ids=lambda path: path.stem)
def test_detect_tells_form_and_year(path: Path, govinfo: Govinfo) -> None:
    truth = json.loads(path.with_suffix(".truth.json").read_text(encoding="utf-8"))
    told = json.loads(govinfo("detect", path, "--json").output)
    assert (told["form"], told["year"]) == (truth["template"], truth["year"])
    assert {"form", "year"} <= {piece["subject"] for piece in told["evidence"]}


def test_a_document_goes_through_a_pipe_from_command_to_command(govinfo: Govinfo) -> None:
    read = govinfo("convert", "-", "--quiet", stdin=HENGSHAN.read_bytes())
    assert read.code == 0
    older = govinfo("migrate", "-", "--to", "v2014", "-q", "--fail-on", "never", stdin=read.output)
    assert json.loads(older.output)["form"] == "v2014"
    back = govinfo("migrate", "-", "--to", "v2021", "-q", "--fail-on", "never", stdin=older.output)
    assert figures(json.loads(back.output)) == figures(json.loads(read.output))
    assert govinfo("validate", "-", stdin=back.output).lines[-1] == "Result: valid, no errors."


def test_an_encoding_holds_for_the_csv_of_a_call(govinfo: Govinfo, tmp_path: Path) -> None:
    report, ledger = tmp_path / "r.csv", tmp_path / "l.csv"
    arguments = ("migrate", HENGSHAN, "--to", "v2019", "--fail-on", "never", "--ledger", ledger)
    govinfo(*arguments, "-o", report, "--encoding", "gb18030")
    assert "自然人" in report.read_bytes().decode("gb18030")
    assert "自然人" in ledger.read_bytes().decode("gb18030")
    govinfo(*arguments, "-o", report)
    assert ledger.read_bytes().startswith(b"\xef\xbb\xbf")
    json_report = tmp_path / "r.json"
    assert govinfo(*arguments, "-o", json_report, "--encoding", "gb18030").code == 0
    assert json.loads(json_report.read_bytes())["form"] == "v2019"


def test_validate_answers_for_a_report_with_errors(govinfo: Govinfo) -> None:
    run = govinfo("validate", LONGNAN, "--lang", "zh")
    assert run.code == 1
    assert run.lines[-1].startswith("结论：不通过，有错误 2 个")
    assert any("涉及个人隐私 2（文本第" in line and "4.不同意公开答复数 0（文本第" in line for line in run.lines)


def test_each_language_speaks_for_itself(govinfo: Govinfo) -> None:
    """A report of 2023 read as v2019 has findings of the reader with places, lists of labels, and open cells."""
    zh, en = (govinfo("validate", HENGSHAN, "--form", "v2019", "--lang", language).lines for language in ("zh", "en"))
    assert len(zh) == len(en)
    assert any(line.startswith("  [错误] R-MIXED 3.其他：") and "文本第" in line for line in zh)
    assert any(line.startswith("  [error] R-MIXED 3.其他: ") and "At: " in line and "line " in line for line in en)
    assert not any(word in line for line in zh for word in ("table ", "row ", "line ", "error", "unplaced"))
    assert not any("”、“" in line or "：" in line for line in en)


def test_places_are_objects_in_json(govinfo: Govinfo) -> None:
    told = json.loads(govinfo("validate", LONGNAN, "--json").output)
    failed = [each for each in told["findings"] if each["outcome"] == "failed"]
    assert [each["rule"] for each in failed] == ["A4a", "A4a", "A4b"]
    assert all(set(place) <= {"table", "row", "column", "line"} for each in failed for place in each["places"])
    assert all(len(each["places"]) == len(each["cells"]) for each in failed)


def test_the_cell_that_all_errors_share_is_pointed_at(govinfo: Govinfo) -> None:
    lines = govinfo("validate", LONGNAN, "--lang", "zh").lines
    at = next(at for at, line in enumerate(lines) if line.startswith("  [错误]"))
    assert lines[at].startswith(
        "  [错误] 3 项未通过的校验都涉及同一格，请先核对此处："
        "“(三)申请答复数/4.不同意公开答复数 · 统计数”，原文为“0”（第1个表，文本第"
    )
    assert [line.split("：")[0] for line in lines[at + 1 : -1]] == [
        "    [错误] A4a personal_privacy",
        "    [错误] A4a not_government_information",
        "    [警告] A4b",
    ]


def test_a_list_of_reports_in_json_is_refused_in_words_of_json(govinfo: Govinfo, tmp_path: Path) -> None:
    (tmp_path / "several.json").write_text('[{"form": "v2021"}]', encoding="utf-8")
    for source, stdin in ((tmp_path / "several.json", b""), ("-", b'[\n{"form": "v2021"}]')):
        run = govinfo("validate", source, stdin=stdin)
        assert (run.code, run.output, run.error.count("\n")) == (2, b"", 1)
        assert "The outermost value must be an object, which is one report." in run.error


def test_a_wrong_total_is_told_by_its_printed_label(govinfo: Govinfo, tmp_path: Path) -> None:
    report = json.loads(govinfo("convert", HENGSHAN, "-q").output)
    report["applications"]["new_received"]["total"] += 1
    (tmp_path / "wrong.json").write_text(json.dumps(report, ensure_ascii=False), encoding="utf-8")
    run = govinfo("validate", tmp_path / "wrong.json", "--lang", "zh")
    assert run.code == 1
    assert any("[错误]" in line and "一、本年新收政府信息公开申请数量" in line for line in run.lines)


def test_a_workbook_holds_report_findings_and_ledger(govinfo: Govinfo, tmp_path: Path) -> None:
    run = govinfo("convert", LONGNAN, "--to", "v2021", "-o", tmp_path / "a.xlsx", "--ledger", tmp_path / "a.json")
    assert run.code == 1
    book = openpyxl.load_workbook(io.BytesIO((tmp_path / "a.xlsx").read_bytes()))
    titles = set(book.sheetnames)
    book.close()
    assert {"Report", "Findings", "Ledger"} <= titles
    ledger = json.loads((tmp_path / "a.json").read_bytes())
    assert (ledger["source_form"], ledger["target_form"]) == ("v2014", "v2021")
    sources = [path for line in ledger["lines"] for path in line["sources"]]
    targets = [path for line in ledger["lines"] for path in line["targets"]]
    assert (len(sources), len(set(sources))) == (58, 58)
    assert (len(targets), len(set(targets))) == (200, 200)


def test_text_that_is_no_report_is_refused(govinfo: Govinfo, tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("今天天气很好，一共来了 17 个人。\n", encoding="utf-8")
    run = govinfo("convert", tmp_path / "letter.txt", "-o", tmp_path / "letter.json")
    assert (run.code, run.output, run.error.count("\n")) == (2, b"", 1)
    assert run.error.startswith(f"error: {tmp_path / 'letter.txt'}: ")
    assert not (tmp_path / "letter.json").exists()


def test_json_that_is_no_report_is_refused(govinfo: Govinfo) -> None:
    for content in (b"{}", b'{"form": "v2020"}', b"{", b'{"form": "v2021", "year": "x"}'):
        run = govinfo("validate", "-", stdin=content)
        assert (run.code, run.output, run.error.count("\n")) == (2, b"", 1)


def test_a_document_needs_no_library_of_another_format() -> None:
    code = (
        "import sys; from govinfo_schema.cli import main\n"
        f"main(['convert', {str(HENGSHAN)!r}, '-q'])\n"
        "print(sorted({'openpyxl', 'jsonschema'} & set(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run(  # noqa: S603 - this Python, with code that stands here
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert done.stderr == "[]\n"


def test_csv_is_written_in_the_layout_and_the_encoding_that_were_asked_for(tmp_path: Path, govinfo: Govinfo) -> None:
    source = SEEDS / "000_hongjiang_2020.txt"
    for options, start in (
        ([], b"# form: v2019\r\n"),
        (["--encoding", "utf-8-sig"], b"\xef\xbb\xbf# form: v2019"),
        (["--layout", "wide", "--encoding", "gb18030"], "洪江区2020年政府信息公开工作年度报告".encode("gb18030")),
    ):
        govinfo("convert", source, "-o", tmp_path / "report.csv", "--fail-on", "never", *options)
        assert (tmp_path / "report.csv").read_bytes().startswith(start)
