"""``govinfo validate FOLDER``: every file in it, in each format of the results, and an answer over all."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest
from lxml import etree
from selectolax.lexbor import LexborHTMLParser

from govinfo_schema.cli.output_formats import OUTPUT_FORMATS

if TYPE_CHECKING:
    from collections.abc import Callable

    Govinfo = Callable[..., Any]

DATA = Path(__file__).resolve().parents[1] / "data"
SEEDS = {
    "2018/longnan.txt": "001_longnan_2018.txt",
    "2023/hengshan.txt": "004_hengshan_2023.txt",
    "hongjiang.txt": "000_hongjiang_2020.txt",
}
FILES = ("reports/2018/longnan.txt", "reports/2023/hengshan.txt", "reports/broken.json", "reports/hongjiang.txt")
WITHOUT_FINDINGS = ("reports/2023/hengshan.txt", "reports/hongjiang.txt")


@pytest.fixture(name="folder")
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "reports"
    for name, seed in SEEDS.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(DATA / "seeds" / seed, folder / name)
    (folder / "broken.json").write_text("{", "utf-8")
    (folder / ".git").mkdir()
    (folder / ".git" / "config").write_text("x", "utf-8")
    return folder


def of_sarif(data: bytes) -> set[str]:
    log = json.loads(data)
    jsonschema.Draft202012Validator(json.loads((DATA / "schemas" / "sarif-2.1.0.schema.json").read_bytes())).validate(
        log
    )
    (run,) = log["runs"]
    (invocation,) = run["invocations"]
    told = json.dumps(invocation["toolExecutionNotifications"])
    return {artifact["location"]["uri"] for artifact in run["artifacts"]} | {name for name in FILES if name in told}


def of_junit(data: bytes) -> set[str]:
    root = etree.fromstring(data)
    etree.XMLSchema(etree.parse(DATA / "schemas" / "junit-10.xsd")).assertValid(root)
    return {str(suite.get("name")) for suite in root.iter("testsuite")}


def of_json(data: bytes) -> set[str]:
    return {each["file"] for each in json.loads(data)["reports"]}


def of_lines(data: bytes) -> set[str]:
    """Reports without findings have no line."""
    return {json.loads(line)["file"] for line in data.splitlines()} | set(WITHOUT_FINDINGS)


def of_text(data: bytes) -> set[str]:
    return {line.removeprefix("== ") for line in data.decode().splitlines() if line.startswith("== ")}


def of_annotations(data: bytes) -> set[str]:
    """Reports without findings have no annotation."""
    return {name for name in FILES if f"file={name}" in data.decode()} | set(WITHOUT_FINDINGS)


def of_page(data: bytes) -> set[str]:
    body = LexborHTMLParser(data).body
    assert body is not None
    return {name for name in FILES if name in body.text()}


FORMATS: dict[str, Callable[[bytes], set[str]]] = {
    "text": of_text,
    "json": of_json,
    "jsonl": of_lines,
    "sarif": of_sarif,
    "junit": of_junit,
    "github": of_annotations,
    "html": of_page,
}


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("name", OUTPUT_FORMATS)
def test_each_format_tells_of_each_file(name: str, govinfo: Govinfo) -> None:
    run = govinfo("validate", "reports", "--output-format", name)
    assert (run.code, FORMATS[name](run.output)) == (2, set(FILES))


@pytest.mark.usefixtures("folder")
def test_the_last_line_answers_over_all(govinfo: Govinfo) -> None:
    run = govinfo("validate", "reports")
    assert run.lines[-1] == "In all: 4 files, 2 valid, 1 not valid, 0 not certain, 1 unreadable."


def test_folders_and_files_are_taken_together(folder: Path, govinfo: Govinfo) -> None:
    shutil.copy(folder / "hongjiang.txt", folder.parent / "one.txt")
    run = govinfo("validate", "./one.txt", "reports/2018", "reports/2023")
    assert of_text(run.output) == {"./one.txt", "reports/2018/longnan.txt", "reports/2023/hengshan.txt"}
    assert run.code == 1  # the table of Longnan does not add up


def test_a_folder_without_files_and_results_in_place_of_a_report_are_refused(folder: Path, govinfo: Govinfo) -> None:
    (folder.parent / "empty" / ".hidden").mkdir(parents=True)
    run = govinfo("validate", "empty")
    assert (run.code, "The folder holds no files" in run.error) == (2, True)
    run = govinfo("validate", "reports", "-o", "reports/hongjiang.txt")
    assert (run.code, "never replaced" in run.error) == (2, True)


def test_the_report_of_last_year_goes_with_one_file(folder: Path, govinfo: Govinfo) -> None:
    run = govinfo("validate", "reports", "--previous", folder / "hongjiang.txt")
    assert (run.code, "one file at a time" in run.error) == (2, True)
