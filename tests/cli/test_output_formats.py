"""The formats in which ``govinfo validate`` tells its results, each checked by what others say of it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import jsonschema
import pytest
from lxml import etree
from selectolax.lexbor import LexborHTMLParser

from fake_formats import NEW_BY_PERSONS, NEW_IN_ALL, fake_format, install, small_report
from govinfo_schema.cli.output_formats import OUTPUT_FORMATS
from govinfo_schema.findings import Finding
from govinfo_schema.fingerprints import fingerprint
from govinfo_schema.messages import Text
from govinfo_schema.provenance import Place
from govinfo_schema.reading import Reading
from govinfo_schema.report import Agency, Source
from govinfo_schema.rules import catalogue
from govinfo_schema.versions import NAMES

if TYPE_CHECKING:
    from collections.abc import Callable

    Govinfo = Callable[..., Any]
    Found = Callable[..., None]

DATA = Path(__file__).resolve().parents[1] / "data"
SEEDS = sorted((DATA / "seeds").glob("*.txt"))
LONGNAN = DATA / "seeds" / "001_longnan_2018.txt"
HENGSHAN = DATA / "seeds" / "004_hengshan_2023.txt"
SARIF = json.loads((DATA / "schemas" / "sarif-2.1.0.schema.json").read_bytes())
JUNIT = etree.XMLSchema(etree.parse(DATA / "schemas" / "junit-10.xsd"))
HOSTILE = "<script>alert(1)</script>&\"'\x08]]>"
FAILED = Finding(
    rule="B3",
    instance="new_received",
    severity="error",
    outcome="failed",
    message=Text("总计不等于各列之和：100%\n::error::假", "The total is not the sum: 100%\n::error::fake"),
    cells=(NEW_IN_ALL, NEW_BY_PERSONS),
    left="30",
    right="21",
    difference="9",
    places=(Place(table=2, row=3, column=8), Place(table=2, row=3, column=2, line=7)),
)
OPEN = Finding(
    rule="B1",
    severity="error",
    outcome="undecided",
    message=Text("缺少数字。", "A number is missing."),
    cells=(NEW_IN_ALL, NEW_BY_PERSONS),
    missing=(NEW_BY_PERSONS,),
    places=(Place(line=3), Place(line=4)),
)
NOTED = Finding(
    rule="R-OWN", severity="warning", outcome="failed", message=Text(HOSTILE, HOSTILE), places=(Place(row=2),)
)
TOLD = Finding(rule="N1", severity="information", outcome="failed", message=Text("提示", "note"))
BESIDE = Finding(rule="S5", severity="error", outcome="not_applicable", message=Text("未写明。", "Not stated."))
PASSED = Finding(rule="B2", severity="error", outcome="passed", message=Text("相符", "agrees"))
ALL = (NOTED, FAILED, OPEN, TOLD, BESIDE, PASSED)


@pytest.fixture(name="folder")
def _folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, found: Found) -> Path:
    """Return a folder with two files, the first of which is a report, whose checks find a bit of everything."""
    report = small_report(agency=Agency(name=HOSTILE), source=Source(name="a", format="page", sha256="ab" * 32))
    install(monkeypatch, fake_format("page", read=lambda *_: Reading(report=report, provenance={}, findings=(NOTED,))))
    found(FAILED, OPEN, TOLD, BESIDE, PASSED)
    (tmp_path / "甲 乙,1:2.page").write_bytes(b"page")
    (tmp_path / "b.leaf").write_bytes(b"leaf")
    monkeypatch.chdir(tmp_path)
    return tmp_path


NAMES_OF_FILES = ("甲 乙,1:2.page", "missing.page")


def results_of(run: Any) -> list[dict[str, Any]]:  # noqa: ANN401 - a run of the command line
    log: dict[str, Any] = json.loads(run.output)
    results: list[dict[str, Any]] = log["runs"][0]["results"]
    return results


# SARIF


@pytest.mark.parametrize("language", ["zh", "en"])
def test_sarif_keeps_its_official_schema(language: str, govinfo: Govinfo, folder: Path) -> None:
    del folder
    run = govinfo("validate", *NAMES_OF_FILES, "--output-format", "sarif", "--lang", language)
    assert run.code == 2
    jsonschema.Draft202012Validator(SARIF).validate(json.loads(run.output))


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.stem)
def test_sarif_of_real_reports_keeps_its_official_schema(path: Path, govinfo: Govinfo) -> None:
    log = json.loads(govinfo("validate", path, "--output-format", "sarif").output)
    jsonschema.Draft202012Validator(SARIF).validate(log)
    assert log["runs"][0]["artifacts"][0]["location"]["uri"] == path.as_uri()
    indexes = {result["ruleIndex"] for result in log["runs"][0]["results"]}
    rules = log["runs"][0]["tool"]["driver"]["rules"]
    assert {rules[at]["id"] for at in indexes} == {result["ruleId"] for result in log["runs"][0]["results"]}


def test_the_schema_can_fail() -> None:
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft202012Validator(SARIF).validate({"version": "2.1.0", "runs": [{"tool": {}}]})


def test_sarif_has_every_rule_with_help_and_level(govinfo: Govinfo) -> None:
    log = json.loads(govinfo("validate", HENGSHAN, "--output-format", "sarif").output)
    rules = {rule["id"]: rule for rule in log["runs"][0]["tool"]["driver"]["rules"]}
    known = {rule.id: rule for name in NAMES for rule in catalogue(name)}
    assert rules.keys() == known.keys()
    levels = {"error": "error", "warning": "warning", "information": "note"}
    for name, rule in known.items():
        assert rules[name]["defaultConfiguration"]["level"] == levels[rule.severity]
        assert rules[name]["shortDescription"]["text"] == rule.title.en
        assert rule.source.en in rules[name]["help"]["text"]
    assert "natural persons" in rules["B3"]["help"]["text"]


def test_sarif_tells_severity_kind_places_and_fingerprint(govinfo: Govinfo, folder: Path) -> None:
    del folder
    noted, failed, undecided, told = results_of(govinfo("validate", NAMES_OF_FILES[0], "--output-format", "sarif"))
    assert [(each["level"], each["kind"]) for each in (noted, failed, undecided, told)] == [
        ("warning", "fail"),
        ("error", "fail"),
        ("none", "open"),
        ("note", "fail"),
    ]
    assert failed["partialFingerprints"] == {"govinfo/v1": fingerprint(FAILED, small_report())}
    (where,) = failed["locations"]  # the one whose line is known
    assert where["physicalLocation"] == {
        "artifactLocation": {"uri": "%E7%94%B2%20%E4%B9%99%2C1%3A2.page", "uriBaseId": "%SRCROOT%", "index": 0},
        "region": {"startLine": 7},
    }
    assert where["message"]["text"] == "table 2, row 3, column 2, line 7"
    (other,) = failed["relatedLocations"]
    assert "region" not in other["physicalLocation"]
    assert other["logicalLocations"] == [
        {"name": "一、本年新收政府信息公开申请数量 · 总计", "fullyQualifiedName": NEW_IN_ALL, "kind": "value"}
    ]
    assert undecided["locations"][0]["physicalLocation"]["region"] == {"startLine": 4}  # the cell that is missing
    assert noted["locations"][0]["message"]["text"] == "row 2"
    assert "logicalLocations" not in noted["locations"][0]


def test_sarif_says_which_files_could_not_be_read(govinfo: Govinfo, folder: Path) -> None:
    del folder
    log = json.loads(govinfo("validate", *NAMES_OF_FILES, "--output-format", "sarif").output)
    (invocation,) = log["runs"][0]["invocations"]
    (notification,) = invocation["toolExecutionNotifications"]
    assert invocation["executionSuccessful"] is False
    assert notification["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "missing.page"
    assert notification["message"]["text"] == "missing.page: There is no such file. Check the path."


# JUnit


@pytest.mark.parametrize("names", [NAMES_OF_FILES, NAMES_OF_FILES[:1]])
def test_junit_keeps_the_schema_of_its_readers(names: tuple[str, ...], govinfo: Govinfo, folder: Path) -> None:
    del folder
    JUNIT.assertValid(etree.fromstring(govinfo("validate", *names, "--output-format", "junit").output))


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.stem)
def test_junit_of_real_reports_keeps_the_schema(path: Path, govinfo: Govinfo) -> None:
    run = govinfo("validate", path, "--output-format", "junit", "--lang", "zh")
    JUNIT.assertValid(etree.fromstring(run.output))
    suite = ET.fromstring(run.output)[0]  # noqa: S314 - what was written a moment ago
    told = json.loads(govinfo("validate", path, "--json").output)
    assert int(suite.get("tests") or 0) == len(told["findings"]) == len(suite.findall("testcase"))
    assert int(suite.get("failures") or 0) == sum(each["outcome"] == "failed" for each in told["findings"])


def test_junit_has_a_case_for_each_instance_of_a_rule(govinfo: Govinfo, folder: Path) -> None:
    del folder
    run = govinfo("validate", *NAMES_OF_FILES, "--output-format", "junit")
    suites = ET.fromstring(run.output)  # noqa: S314 - what was written a moment ago
    first, second = suites
    assert {name: first.get(name) for name in ("tests", "failures", "errors", "skipped")} == {
        "tests": "6",
        "failures": "3",
        "errors": "0",
        "skipped": "2",
    }
    cases = {case.get("name"): case for case in first.findall("testcase")}
    assert list(cases) == ["R-OWN", "B3 new_received", "B1", "N1", "S5", "B2"]
    failure = cases["B3 new_received"].find("failure")
    assert failure is not None
    assert failure.get("type") == "error"
    assert f"{NEW_IN_ALL} table 2, row 3, column 8" in (failure.text or "")
    assert f"fingerprint {fingerprint(FAILED, small_report())}" in (failure.text or "")
    assert [cases[name].find("skipped") is not None for name in ("B1", "S5", "B2")] == [True, True, False]
    error = second.find("testcase/error")
    assert error is not None
    assert (error.get("type"), second.get("errors"), suites.get("errors")) == ("ReadError", "1", "1")
    assert "\x08" not in run.output.decode()


# GitHub


def test_annotations_are_escaped_as_github_asks(govinfo: Govinfo, folder: Path) -> None:
    """``@actions/core`` escapes %, CR and LF in the message, and also colon and comma in properties."""
    del folder
    lines = govinfo("validate", *NAMES_OF_FILES, "--output-format", "github").lines
    name = "甲 乙%2C1%3A2.page"
    assert lines == [
        f"::warning file={name},title=R-OWN::{HOSTILE} (row 2)",
        f"::error file={name},line=7,title=B3 new_received::The total is not the sum: 100%25%0A::error::fake",
        f"::notice file={name},line=4,title=B1::A number is missing.",
        f"::notice file={name},title=N1::note",
        "::error file=missing.page::missing.page: There is no such file. Check the path.",
        "In all: 2 files, 0 valid, 1 not valid, 0 not certain, 1 unreadable.",
    ]
    chinese = govinfo("validate", NAMES_OF_FILES[0], "--output-format", "github", "--lang", "zh").lines
    assert chinese[0].endswith("（第2行）")


# JSON and JSON Lines


def test_json_lines_name_the_file_of_each_finding(govinfo: Govinfo, folder: Path) -> None:
    del folder
    run = govinfo("validate", *NAMES_OF_FILES, "--output-format", "jsonl")
    told = [json.loads(line) for line in run.output.decode().split("\n")[:-1]]
    assert [each.get("rule") for each in told] == ["R-OWN", "B3", "B1", "N1", None]
    assert {each["file"] for each in told[:-1]} == {NAMES_OF_FILES[0]}
    assert (told[0]["form"], told[0]["year"], told[0]["agency"]) == ("v2021", 2023, HOSTILE)
    assert told[1]["fingerprint"] == fingerprint(FAILED, small_report())
    assert told[1]["places"][1] == {"table": 2, "row": 3, "column": 2, "line": 7}
    assert told[-1] == {
        "file": "missing.page",
        "error": {
            "where": "missing.page",
            "what": {"zh": "没有这个文件。", "en": "There is no such file."},
            "advice": {"zh": "请检查路径。", "en": "Check the path."},
        },
    }


def test_json_of_several_files_is_one_document(govinfo: Govinfo, folder: Path) -> None:
    del folder
    run = govinfo("validate", *NAMES_OF_FILES, "--output-format", "json")
    first, second = json.loads(run.output)["reports"]
    assert (first["file"], first["valid"], second["file"]) == (NAMES_OF_FILES[0], False, "missing.page")
    assert [each["rule"] for each in first["findings"]] == [finding.rule for finding in ALL]
    assert second["error"]["what"]["en"] == "There is no such file."
    alone = govinfo("validate", NAMES_OF_FILES[0], "--json")
    assert json.loads(alone.output) == first
    assert run.error == "error: missing.page: There is no such file. Check the path.\n"


# The page


@pytest.mark.parametrize(("language", "lang"), [("zh", "zh-Hans"), ("en", "en")])
def test_the_page_is_whole_accessible_and_escaped(language: str, lang: str, govinfo: Govinfo, folder: Path) -> None:
    del folder
    run = govinfo("validate", *NAMES_OF_FILES, "--output-format", "html", "--lang", language)
    page = LexborHTMLParser(run.output)
    root = page.css_first("html")
    assert root is not None
    assert root.attributes["lang"] == lang
    assert not page.css("script, link, img, iframe, [src], [href], [onload]")
    assert "url(" not in run.output.decode()
    assert "@import" not in run.output.decode()
    text = page.css_first("body").text()
    assert HOSTILE.replace("\x08", "") in text.replace("\x08", "")
    assert [node.text() for node in page.css("h2")] == list(NAMES_OF_FILES)
    assert len(page.css("main")) == len(page.css("h1")) == 1
    (table,) = page.css("table")
    assert table.css_first("caption") is not None
    assert all(head.attributes.get("scope") == "col" for head in table.css("thead th"))
    assert all(head.attributes.get("scope") == "row" for head in table.css("tbody th"))
    assert len(table.css("tbody tr")) == 4


def test_a_page_without_findings_says_so(govinfo: Govinfo) -> None:
    page = LexborHTMLParser(govinfo("validate", HENGSHAN, "--output-format", "html").output)
    assert not page.css("table")
    assert "Result: valid, no errors." in page.css_first(".good").text()
    assert "No check failed, and none is undecided." in page.css_first("section").text()


# Many files, and where the results go


def test_text_has_a_block_for_each_file_and_a_line_over_all(govinfo: Govinfo, folder: Path) -> None:
    del folder
    run = govinfo("validate", *NAMES_OF_FILES, "b.leaf")
    starts = [at for at, line in enumerate(run.lines) if line.startswith("== ")]
    assert [run.lines[at] for at in starts] == [f"== {name}" for name in (*NAMES_OF_FILES, "b.leaf")]
    assert run.lines[starts[1] - 2] == "Result: not valid, 1 error, 1 warning."
    assert run.lines[starts[1] + 1 : starts[1] + 3] == [
        "error: missing.page: There is no such file. Check the path.",
        "Result: could not be read.",
    ]
    assert run.lines[starts[2] + 1].startswith("error: b.leaf: The format of this file is not known")
    assert run.lines[-1] == "In all: 3 files, 0 valid, 1 not valid, 0 not certain, 2 unreadable."
    assert (run.code, run.error) == (2, "")


def test_the_gravest_file_makes_the_exit_code(govinfo: Govinfo) -> None:
    assert govinfo("validate", HENGSHAN, HENGSHAN).code == 0
    assert govinfo("validate", HENGSHAN, LONGNAN).code == 1
    assert govinfo("validate", HENGSHAN, LONGNAN, "--fail-on", "never").code == 0
    assert govinfo("validate", LONGNAN, "missing.txt", "--fail-on", "never").code == 2


@pytest.mark.parametrize("name", OUTPUT_FORMATS)
def test_results_go_to_a_file(name: str, govinfo: Govinfo, tmp_path: Path) -> None:
    plain = govinfo("validate", LONGNAN, "--output-format", name)
    run = govinfo("validate", LONGNAN, "--output-format", name, "-o", tmp_path / "results")
    assert (tmp_path / "results").read_bytes() == plain.output
    assert run.lines == [f"Written: {tmp_path}/results", "Result: not valid, 2 errors, 1 warning."]
    assert (run.code, plain.code) == (1, 1)


def test_a_file_of_results_is_written_though_a_report_cannot_be_read(govinfo: Govinfo, tmp_path: Path) -> None:
    run = govinfo("validate", "missing.txt", "-o", tmp_path / "results")
    assert (run.code, run.lines[-1]) == (2, "Result: could not be read.")
    assert (tmp_path / "results").read_text(encoding="utf-8").startswith("error: missing.txt: There is no such file.")


def test_two_formats_at_once_are_refused(govinfo: Govinfo) -> None:
    run = govinfo("validate", LONGNAN, "--json", "--output-format", "sarif")
    assert (run.code, run.error.count("\n")) == (2, 1)
    assert "--json and --output-format sarif exclude each other" in run.error
    assert govinfo("validate", LONGNAN, "--json", "--output-format", "json").code == 1


@pytest.mark.parametrize("options", [["-o"], ["--reason", "x", "--write-accepted"]])
def test_a_report_is_never_written_over(options: list[str], govinfo: Govinfo, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(LONGNAN.read_bytes())
    (tmp_path / "link.txt").symlink_to(tmp_path / "a.txt")
    run = govinfo("validate", HENGSHAN, tmp_path / "a.txt", *options, tmp_path / "link.txt")
    assert (run.code, run.output) == (2, b"")
    assert run.error == f"error: {tmp_path}/link.txt: The document itself is never replaced. Write to another file.\n"
    assert (tmp_path / "a.txt").read_bytes() == LONGNAN.read_bytes()
