"""``govinfo validate --accepted`` and ``--write-accepted`` over a published report whose refusals do not add up."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    Govinfo = Callable[..., Any]

LONGNAN = Path(__file__).resolve().parents[1] / "data" / "seeds" / "001_longnan_2018.txt"
REASON = "原文如此，已向发布机关核实"


@pytest.fixture(name="entries")
def _entries(govinfo: Govinfo, tmp_path: Path) -> Path:
    """Return a file in which all that the report has wrong is accepted."""
    path = tmp_path / "accepted.json"
    run = govinfo("validate", LONGNAN, "--write-accepted", path, "--reason", REASON)
    assert run.code == 0
    assert run.lines[-1] == "Result: valid, no errors, 3 accepted."
    return path


def test_accepted_findings_no_longer_count_and_show_their_reason(govinfo: Govinfo, entries: Path) -> None:
    assert govinfo("validate", LONGNAN).code == 1
    run = govinfo("validate", LONGNAN, "--accepted", entries, "--lang", "zh")
    assert (run.code, run.lines[-1]) == (0, "结论：校验通过，已认可的差异 3 项。")
    assert [line for line in run.lines if "已认可]" in line] == [
        f"  [已认可] A4a personal_privacy：{REASON}",
        f"  [已认可] A4a not_government_information：{REASON}",
        f"  [已认可] A4b：{REASON}",
    ]
    assert "校验：通过 30 项，未通过 0 项" in run.lines


def test_they_survive_renaming_the_file_and_another_format(govinfo: Govinfo, entries: Path, tmp_path: Path) -> None:
    (tmp_path / "renamed.txt").write_bytes(LONGNAN.read_bytes())
    govinfo("convert", LONGNAN, "-o", tmp_path / "same.json", "-q")
    for name in ("renamed.txt", "same.json"):
        assert govinfo("validate", tmp_path / name, "--accepted", entries).code == 0


def test_a_changed_cell_makes_them_void(govinfo: Govinfo, entries: Path, tmp_path: Path) -> None:
    govinfo("convert", LONGNAN, "-o", tmp_path / "same.json", "-q")
    report = json.loads((tmp_path / "same.json").read_bytes())
    report["applications"]["replies"]["refused"]["personal_privacy"] = 3
    (tmp_path / "same.json").write_text(json.dumps(report), encoding="utf-8")
    run = govinfo("validate", tmp_path / "same.json", "--accepted", entries)
    assert run.code == 1
    assert [line for line in run.lines if "accept" in line and "Result" not in line] == [
        f"  [accepted] A4a not_government_information: {REASON}",
        f"  [stale acceptance] A4a personal_privacy: void, a figure has changed (its reason: {REASON})",
        f"  [stale acceptance] A4b: void, a figure has changed (its reason: {REASON})",
    ]
    told = json.loads(govinfo("validate", tmp_path / "same.json", "--accepted", entries, "--json").output)
    assert [entry["rule"] for entry in told["stale_acceptances"]] == ["A4a", "A4b"]


def test_each_format_shows_what_is_accepted(govinfo: Govinfo, entries: Path) -> None:
    def output(name: str) -> str:
        text: str = govinfo("validate", LONGNAN, "--accepted", entries, "--output-format", name).output.decode()
        return text

    results = json.loads(output("sarif"))["runs"][0]["results"]
    assert [each["suppressions"] for each in results] == [
        [{"kind": "external", "status": "accepted", "justification": REASON}]
    ] * 3
    assert output("junit").count(f'<skipped type="accepted" message="{REASON}">') == 3
    assert 'failures="0"' in output("junit")
    assert "::error" not in output("github")
    assert [json.loads(line)["accepted"] for line in output("jsonl").splitlines()] == [REASON] * 3
    assert f"Accepted: {REASON}" in output("html")
    told = json.loads(output("json"))
    assert told["valid"] is True
    assert sum(each["accepted"] == REASON for each in told["findings"]) == 3


def test_entries_that_are_there_are_kept_and_none_is_written_twice(govinfo: Govinfo, entries: Path) -> None:
    before = entries.read_bytes()
    assert govinfo("validate", LONGNAN, "--write-accepted", entries, "--reason", "again").code == 0
    assert entries.read_bytes() == before
    content = json.loads(before)
    content["accepted"] = content["accepted"][1:]
    entries.write_text(json.dumps(content), encoding="utf-8")
    govinfo("validate", LONGNAN, "--write-accepted", entries, "--reason", "again")
    reasons = [(entry["rule"], entry["reason"]) for entry in json.loads(entries.read_bytes())["accepted"]]
    assert reasons == [("A4a", REASON), ("A4b", REASON), ("A4a", "again")]


def test_what_is_undecided_is_accepted_where_it_counts(govinfo: Govinfo, tmp_path: Path) -> None:
    lintao = LONGNAN.with_name("002_lintao_2019.txt")
    path = tmp_path / "accepted.json"
    govinfo("validate", lintao, "--write-accepted", path, "--reason", "x")
    assert json.loads(path.read_bytes()) == {"accepted": []}
    run = govinfo("validate", lintao, "--write-accepted", path, "--reason", "x", "--fail-on", "undecided")
    assert run.code == 0
    assert {entry["outcome"] for entry in json.loads(path.read_bytes())["accepted"]} == {"undecided"}


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--write-accepted", "a.json"], "--write-accepted and --reason go together"),
        (["--reason", "x"], "--write-accepted and --reason go together"),
        (["--write-accepted", "a.json", "--reason", " "], "--reason must not be empty"),
        (["--accepted", "missing.json"], "missing.json: There is no such file."),
        (["--accepted", str(LONGNAN)], "This is no file of accepted discrepancies."),
    ],
)
def test_wrong_use_is_told_in_one_line(
    options: list[str], words: str, govinfo: Govinfo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    run = govinfo("validate", LONGNAN, *options)
    assert (run.code, run.output, run.error.count("\n")) == (2, b"", 1)
    assert words in run.error
    assert list(tmp_path.iterdir()) == []
