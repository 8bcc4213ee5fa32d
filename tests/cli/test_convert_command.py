"""``convert`` and ``migrate``: what is written where, what people are told, and how they end."""

from __future__ import annotations

import json
from decimal import Decimal
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest

from fake_formats import NEW_IN_ALL, fake_format, install, small_report
from govinfo_schema import migration
from govinfo_schema.errors import MigrationError
from govinfo_schema.findings import Finding
from govinfo_schema.marks import Money
from govinfo_schema.messages import Text
from govinfo_schema.migration.ledger import Ledger, LedgerLine
from govinfo_schema.provenance import Edit, Place, Provenance
from govinfo_schema.reading import Evidence, Leftover, Reading

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from govinfo_schema.forms import Report

    Govinfo = Callable[..., Any]
    Found = Callable[..., None]

FAILED = Finding(rule="B1", severity="error", outcome="failed", message=Text("总计不符", "The total differs"))
FEES = "fees_charged_on_request"


@pytest.fixture(name="migrations", autouse=True)
def _migrations(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Report, str]]:
    """Let every migration lose the fees of the form v2014; return what was asked to be migrated."""
    asked: list[tuple[Report, str]] = []

    def migrate(report: Report, to: str, *, on_loss: str) -> object:
        assert on_loss == "report"
        asked.append((report, to))
        lost = LedgerLine(
            sources=(FEES,),
            targets=(),
            relation="not_representable",
            before=(Money(Decimal("3.50"), "万元"),),
            after=(),
            reason=Text("目标表式没有这一项。", "The target form has no such figure."),
        )
        ledger = Ledger(source_form=report.form, target_form=to, lines=(lost,))
        return SimpleNamespace(report=small_report(to), ledger=ledger)

    monkeypatch.setattr(migration, "migrate", migrate, raising=False)
    return asked


TRACED = Reading(
    report=small_report(),
    provenance={
        NEW_IN_ALL: Provenance(
            place=Place(table=2, row=3), raw="３０件", edits=(Edit(0, "３０", "30"),), placed="by_position"
        )
    },
    leftovers=(Leftover(text="17", place=Place(line=3), reason=Text("无名称。", "No label.")),),
    evidence=(Evidence(subject="year", value="2023", text="2023年"),),
    findings=(
        Finding(
            rule="R-ROWS",
            severity="warning",
            outcome="failed",
            message=Text("缺少一行。", "A row is missing."),
            places=(Place(page=2),),
        ),
    ),
)


@pytest.fixture(autouse=True)
def _formats(monkeypatch: pytest.MonkeyPatch) -> None:
    traced = fake_format("traced", read=lambda *_: TRACED)
    install(monkeypatch, fake_format("page"), fake_format("json"), traced)


@pytest.fixture(name="source")
def _source(tmp_path: Path) -> Path:
    path = tmp_path / "in" / "a.page"
    path.parent.mkdir()
    path.write_bytes(b"page v2014")
    return path


pytestmark = pytest.mark.usefixtures("found")


def test_without_a_form_the_report_is_written_as_read(
    source: Path, tmp_path: Path, govinfo: Govinfo, migrations: list[object]
) -> None:
    run = govinfo("convert", source, "-o", tmp_path / "b.json")
    assert (tmp_path / "b.json").read_bytes() == b"json:v2014 1 False en"
    assert run.lines == [
        "Form: v2014 (国办发〔2014〕32号)",
        "Year: 2018",
        "Agency: 某县人民政府",
        "Cells: 58, 2 read, 0 blank, 56 not applicable, 0 ambiguous, 0 unreadable; 0 unplaced numbers",
        "Checks: 1 passed, 0 failed",
        f"Written: {tmp_path}/b.json",
        "Result: valid, no errors.",
    ]
    assert (run.code, run.error, migrations) == (0, "", [])


@pytest.mark.parametrize("command", ["convert", "migrate"])
def test_with_a_form_the_report_is_migrated_and_the_losses_are_told(
    command: str, source: Path, tmp_path: Path, govinfo: Govinfo, migrations: list[object]
) -> None:
    run = govinfo(command, source, "--to", "v2021", "-o", tmp_path / "b.page", "--lang", "zh")
    assert (tmp_path / "b.page").read_bytes() == b"page:v2021 1 True zh"
    assert run.lines[-5:] == [
        "迁移：v2014 → v2021",
        "  目标表式无法容纳 1 格，其中有数字的 1 格（写成 JSON、Excel、Word 时留存于余项）",
        "    “七、依申请公开信息收取的费用 · 统计数” 3.50万元",
        f"已写入：{tmp_path}/b.page",
        "结论：校验通过。",
    ]
    assert run.code == 0
    assert migrations == [(small_report("v2014"), "v2021")]


def test_without_an_output_json_goes_to_standard_output_and_the_summary_beside_it(
    source: Path, govinfo: Govinfo
) -> None:
    for arguments in ([], ["-o", "-"]):
        run = govinfo("convert", source, *arguments)
        assert run.output == b"json:v2014 1 False en"
        assert run.error.splitlines()[0] == "Form: v2014 (国办发〔2014〕32号)"
        assert run.error.splitlines()[-1] == "Result: valid, no errors."
        assert "Written" not in run.error


def test_standard_input_is_read_and_another_format_written(govinfo: Govinfo) -> None:
    run = govinfo("convert", "-", "--output-format", "page", "--quiet", stdin=b"page v2019")
    assert (run.code, run.output, run.error) == (0, b"page:v2019 1 False en", "")


def test_a_format_of_the_output_that_is_named_wins_over_the_suffix(
    source: Path, tmp_path: Path, govinfo: Govinfo
) -> None:
    govinfo("convert", source, "-o", tmp_path / "b.json", "--output-format", "page")
    assert (tmp_path / "b.json").read_bytes() == b"page:v2014 1 False en"


def test_quiet_says_nothing(source: Path, tmp_path: Path, govinfo: Govinfo) -> None:
    run = govinfo("convert", source, "-q", "-o", tmp_path / "b.json")
    assert (run.code, run.output, run.error) == (0, b"", "")
    assert (tmp_path / "b.json").exists()


def test_with_findings_the_output_is_written_all_the_same(
    source: Path, tmp_path: Path, govinfo: Govinfo, found: Found
) -> None:
    found(FAILED)
    run = govinfo("convert", source, "-o", tmp_path / "b.json")
    assert run.code == 1
    assert "  [error] B1: The total differs" in run.lines
    assert run.lines[-1] == "Result: not valid, 1 error."
    assert (tmp_path / "b.json").read_bytes() == b"json:v2014 1 False en"
    assert govinfo("convert", source, "-o", tmp_path / "b.json", "--fail-on", "never").code == 0


def test_the_ledger_is_written_as_json(source: Path, tmp_path: Path, govinfo: Govinfo) -> None:
    arguments = ("--to", "v2021", "-o", tmp_path / "b.json", "--ledger", tmp_path / "ledger.json")
    run = govinfo("migrate", source, *arguments)
    assert f"Written: {tmp_path}/b.json, {tmp_path}/ledger.json" in run.lines
    ledger = json.loads((tmp_path / "ledger.json").read_bytes(), parse_float=Decimal)
    assert (ledger["source_form"], ledger["target_form"]) == ("v2014", "v2021")
    (only,) = ledger["lines"]
    assert list(only)[:3] == ["sources", "targets", "relation"]
    assert only["sources"] == [FEES]
    assert only["relation"] == "not_representable"
    assert only["before"] == [{"value": Decimal("3.50"), "unit": "万元"}]
    assert only["reason"]["zh"] == "目标表式没有这一项。"


def test_where_each_cell_comes_from_is_written_as_json(tmp_path: Path, govinfo: Govinfo) -> None:
    out = tmp_path / "origins.json"
    run = govinfo("convert", "-", "-o", tmp_path / "b.json", "--provenance", out, stdin=b"traced")
    assert f"Written: {tmp_path}/b.json, {out}" in run.lines
    told = json.loads(out.read_bytes())
    assert list(told) == ["form", "source", "cells", "leftovers", "evidence", "findings"]
    assert len(told["cells"]) == 200
    assert told["cells"].pop(NEW_IN_ALL) == {
        "place": {"table": 2, "row": 3},
        "raw": "３０件",
        "edits": [{"start": 0, "raw": "３０", "clean": "30"}],
        "placed": "by_position",
    }
    assert set(told["cells"].values()) == {None}
    assert told["leftovers"] == [{"text": "17", "place": {"line": 3}, "reason": {"zh": "无名称。", "en": "No label."}}]
    assert told["evidence"] == [{"subject": "year", "value": "2023", "text": "2023年", "place": {}}]
    assert [(each["rule"], each["places"]) for each in told["findings"]] == [("R-ROWS", [{"page": 2}])]


def test_targets_that_cannot_be_written_end_with_2_and_one_line(source: Path, tmp_path: Path, govinfo: Govinfo) -> None:
    for target, words in (
        (tmp_path / "missing" / "b.json", "The folder to write to does not exist."),
        (tmp_path / "in", "The file name has no suffix"),
        (tmp_path / "b.docx", "No format with the suffix '.docx' can be written."),
    ):
        run = govinfo("convert", source, "-o", target)
        assert (run.code, run.output, run.error.count("\n")) == (2, b"", 1)
        assert words in run.error
    assert [path.name for path in tmp_path.iterdir()] == ["in"]


def test_a_failing_writer_leaves_the_old_file_and_nothing_else(
    source: Path, govinfo: Govinfo, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> bytes:
        raise ZeroDivisionError

    install(monkeypatch, fake_format("page", write=fail))
    target = source.with_name("b.page")
    target.write_bytes(b"old")
    run = govinfo("convert", source, "-o", target)
    assert run.code == 2
    assert run.error.startswith("error: internal failure, please report: ZeroDivisionError")
    there = sorted((path.name, path.read_bytes()) for path in source.parent.iterdir())
    assert there == [("a.page", b"page v2014"), ("b.page", b"old")]


def test_a_report_that_cannot_be_migrated_is_not_written(
    source: Path, tmp_path: Path, govinfo: Govinfo, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> object:
        raise MigrationError(Text("不能迁移。", "It cannot be migrated."))

    monkeypatch.setattr(migration, "migrate", refuse, raising=False)
    run = govinfo("convert", source, "--to", "v2021", "-o", tmp_path / "b.json")
    assert (run.code, run.output, run.error) == (2, b"", "error: It cannot be migrated.\n")
    assert not (tmp_path / "b.json").exists()


def test_the_ledger_is_written_as_a_table_where_its_suffix_says_so(
    source: Path, tmp_path: Path, govinfo: Govinfo, monkeypatch: pytest.MonkeyPatch
) -> None:
    tables = fake_format("csv", write_table=lambda table, options: f"{table.name} {options.language}".encode())
    install(monkeypatch, fake_format("page"), fake_format("json"), tables)
    ledger = tmp_path / "ledger.csv"
    run = govinfo("migrate", source, "--to", "v2021", "-o", tmp_path / "b.json", "--ledger", ledger)
    assert run.code == 0
    assert ledger.read_bytes() == b"ledger en"


def test_a_format_that_holds_no_tables_is_refused_for_a_ledger(source: Path, tmp_path: Path, govinfo: Govinfo) -> None:
    run = govinfo("migrate", source, "--to", "v2021", "-o", tmp_path / "b.json", "--ledger", tmp_path / "l.page")
    assert run.code == 2
    assert "The format 'page' holds no tables of results." in run.error


def test_what_to_do_about_losses_is_handed_on(
    source: Path, tmp_path: Path, govinfo: Govinfo, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def migrate(report: Report, to: str, *, on_loss: str) -> object:
        asked.append(on_loss)
        ledger = Ledger(source_form=report.form, target_form=to, lines=())
        return SimpleNamespace(report=small_report(to), ledger=ledger)

    monkeypatch.setattr(migration, "migrate", migrate)
    for arguments in ([], ["--on-loss", "refuse"]):
        govinfo("convert", source, "--to", "v2021", "-o", tmp_path / "b.json", *arguments)
    assert asked == ["report", "refuse"]
