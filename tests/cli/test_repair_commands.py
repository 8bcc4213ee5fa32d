"""``govinfo propose`` and ``govinfo apply``: what people read, what programs get, and what is refused."""

from __future__ import annotations

import json
from itertools import pairwise
from random import Random
from typing import TYPE_CHECKING, Any

import pytest

from consistent_tables import TABLE, consistent_table, report_with_table
from govinfo_schema.codec import from_json, to_json
from govinfo_schema.forms import cell_values, form_named, form_of, make_report
from govinfo_schema.migration import migrate

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

WRONG = f"{TABLE}.results.disclosure_granted.natural_person"
BLOCK = "review_and_litigation.reconsideration"


@pytest.fixture(name="report")
def _report(tmp_path: Path) -> Path:
    """A file with one figure whose digits are exchanged, and a sum that cannot be located."""
    figures = consistent_table("v2021", Random(2), "large")  # noqa: S311 - a case that can be repeated
    change = 13 - figures[WRONG]
    for row in ("results.disclosure_granted", "results.total", "new_received"):
        for column in ("natural_person", "total"):
            figures[f"{TABLE}.{row}.{column}"] += change
    report = report_with_table("v2021", figures | {WRONG: 31})
    values = cell_values(report) | {f"{BLOCK}.total": 2}
    path = tmp_path / "report.json"
    path.write_text(to_json(make_report(form_of(report), values, report.marks, year=2023)) + "\n", encoding="utf-8")
    return path


def test_proposals_are_told_with_their_proof_and_the_last_line_says_what_to_do(
    govinfo: Callable[..., Any], report: Path
) -> None:
    run = govinfo("propose", report)
    text = "\n".join(run.lines)
    assert run.code == 0
    assert "“三、本年度办理结果/(一)予以公开 · 自然人”: 31 → 13" in text
    assert "two adjacent digits are exchanged: 31 for 13" in text
    assert "Holds then: B2 natural_person, B3 results.disclosure_granted" in text
    assert "shows that something is wrong, and never which cell" in text
    assert run.lines[-1].startswith(
        "Result: 1 certain proposal, 1 problem for a person to decide; no figure was changed."
    )
    assert f"govinfo apply PATCH.json {report} -o NEW.json" in run.lines[-1]


def test_cells_of_a_table_with_one_row_are_told_by_its_name(govinfo: Callable[..., Any], tmp_path: Path) -> None:
    """The totals of table four are blank: each is the sum of its zeros, and the row has no name of its own."""
    form = form_named("v2021")
    blank = [path for path in form.paths if path.startswith("review_and_litigation") and path.endswith(".total")]
    values = {cell.path: None if cell.path in blank else 0 for cell in form.cells if cell.kind != "money"}
    path = tmp_path / "report.json"
    path.write_text(to_json(make_report(form, values, year=2023)), encoding="utf-8")
    lines = govinfo("propose", path, "--lang", "zh").lines
    assert any(line.startswith("   “四、政府信息公开行政复议、行政诉讼情况”的 行政复议/总计、") for line in lines)


def test_proposals_are_told_in_chinese(govinfo: Callable[..., Any], report: Path) -> None:
    lines = govinfo("propose", report, "--lang", "zh").lines
    assert "     可能的原因：相邻两位数字颠倒：13 写成了 31" in lines
    assert lines[-1].startswith("结论：可以断定的建议 1 条，须由人判断的问题 1 处；没有改动任何数字。")


def test_a_report_that_agrees_needs_nothing(govinfo: Callable[..., Any], tmp_path: Path) -> None:
    path = tmp_path / "good.json"
    figures = consistent_table("v2021", Random(2), "small")  # noqa: S311 - a case that can be repeated
    path.write_text(to_json(report_with_table("v2021", figures)), encoding="utf-8")
    assert govinfo("propose", path).lines[-1] == "Result: no proposals, nothing to do."


def test_equal_numbers_that_are_deduced_in_one_row_are_told_together(
    govinfo: Callable[..., Any], tmp_path: Path
) -> None:
    path = tmp_path / "blank.json"
    figures = consistent_table("v2021", Random(1), "small")  # noqa: S311 - a case that can be repeated
    row = f"{TABLE}.results.other.fee_overdue"
    blank = frozenset(f"{row}.{name}" for name in ("legal_service_institution", "other_organization"))
    assert {figures[each] for each in blank} == {0}
    path.write_text(to_json(report_with_table("v2021", figures, blank)), encoding="utf-8")
    lines = govinfo("propose", path).lines
    assert "1. Can be deduced, 2 cells without a number:" in lines
    assert (
        len([line for line in lines if "法人或其他组织/法律服务机构, 法人或其他组织/其他: blank → 0; proof: " in line])
        == 1
    )


def test_a_limit_that_fails_asks_to_look_into_the_document(govinfo: Callable[..., Any], tmp_path: Path) -> None:
    path, flat = tmp_path / "old.json", form_named("v2014")
    values = {cell.path: 0 for cell in flat.cells if cell.kind != "money"}
    values["applications.replies.refused.personal_privacy"] = 2
    path.write_text(to_json(make_report(flat, values, year=2018)), encoding="utf-8")
    lines = govinfo("propose", path).lines
    assert any(line.strip().startswith("Cells: “(三)申请答复数/4.不同意公开答复数") for line in lines)
    assert lines[-1] == ("Result: 0 certain proposals, 1 problem for a person to decide. Compare with the document.")


def test_identities_that_are_not_used_are_told(govinfo: Callable[..., Any], tmp_path: Path) -> None:
    path, flat = tmp_path / "carried.json", form_named("v2014")
    old = make_report(flat, {cell.path: 0 for cell in flat.cells if cell.kind != "money"}, year=2018)
    path.write_text(to_json(migrate(old, "v2021").report), encoding="utf-8")
    assert "Identities not used: B1, B2 (the figures were carried from another form)" in govinfo("propose", path).lines


def test_more_ways_than_fit_are_counted(govinfo: Callable[..., Any], tmp_path: Path) -> None:
    path, flat = tmp_path / "old.json", form_named("v2014")
    values = {cell.path: 0 for cell in flat.cells if cell.kind != "money"}
    values["applications.replies.total"] = 5
    path.write_text(to_json(make_report(flat, values, year=2018)), encoding="utf-8")
    assert any("… and 4 more ways, which --json lists" in line for line in govinfo("propose", path).lines)


def test_applying_and_undoing_restores_the_file(govinfo: Callable[..., Any], report: Path, tmp_path: Path) -> None:
    patch, new, old = tmp_path / "patch.json", tmp_path / "new.json", tmp_path / "old.json"
    govinfo("convert", report, "-q", "-o", tmp_path / "published.json")
    told = govinfo("propose", report, "-o", patch)
    assert f"Written: {patch}" in told.lines
    assert f"run govinfo apply {patch} {report} -o NEW.json." in told.lines[-1]
    applied = govinfo("apply", patch, report, "-o", new)
    assert applied.code == 0
    assert "was published as 31, is now 13 (proposal P-" in applied.lines[0]
    made = from_json(new.read_bytes())
    assert [each.path for each in made.corrections] == [WRONG]
    undone = govinfo("apply", "--undo", new, "-o", old)
    assert undone.code == 0
    assert old.read_bytes() == (tmp_path / "published.json").read_bytes()


def test_what_was_corrected_is_told_by_every_later_command(
    govinfo: Callable[..., Any], report: Path, tmp_path: Path
) -> None:
    patch, new = tmp_path / "patch.json", tmp_path / "new.json"
    govinfo("propose", report, "-o", patch)
    govinfo("apply", patch, report, "-o", new)
    for command in (("validate", new), ("detect", new), ("propose", new)):
        assert any("was published as 31, is now 13" in line for line in govinfo(*command).lines)
    explained = govinfo("explain-cell", new, WRONG).lines
    assert any("was published as 31, is now 13" in line for line in explained)


def test_one_proposal_can_be_chosen(govinfo: Callable[..., Any], report: Path, tmp_path: Path) -> None:
    patch, new = tmp_path / "patch.json", tmp_path / "new.json"
    printed = json.loads(govinfo("propose", report, "--json", "-o", patch).output)
    assert printed == json.loads(patch.read_bytes())
    chosen = next(each for each in printed["proposals"] if each["cells"] == [f"{BLOCK}.total"])
    assert govinfo("apply", patch, report, "-o", new, "--only", chosen["id"]).code == 0
    made = from_json(new.read_bytes())
    assert [(each.path, each.published, each.corrected) for each in made.corrections] == [(f"{BLOCK}.total", 2, 0)]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("{patch}", "{report}", "-o", "{report}"), "never written over"),
        (("{patch}", "{report}", "-o", "{new}.xlsx"), "What was corrected is written as JSON only"),
        (("{report}", "-o", "{new}.json"), "Give a patch and a file"),
        (("--undo", "{patch}", "{report}", "-o", "{new}.json"), "With --undo, give one file"),
        (("--undo", "{report}", "-o", "{new}.json"), "no corrections to undo"),
        (("--undo", "{report}", "-o", "{new}.json", "--only", "P-1"), "--only cannot be used together with --undo"),
        (("{report}", "{report}", "-o", "{new}.json"), "no patch"),
        (("{patch}", "{report}", "-o", "{new}.json", "--only", "P-1"), "no proposal P-1"),
        (("{patch}", "{report}"), "-o"),
    ],
)
def test_what_cannot_be_applied_is_refused_and_nothing_is_written(
    govinfo: Callable[..., Any], report: Path, tmp_path: Path, arguments: tuple[str, ...], words: str
) -> None:
    patch, before = tmp_path / "patch.json", report.read_bytes()
    govinfo("propose", report, "-o", patch)
    given = [each.format(patch=patch, report=report, new=tmp_path / "new") for each in arguments]
    run = govinfo("apply", *given)
    assert run.code == 2
    assert words in run.error
    assert report.read_bytes() == before
    assert not list(tmp_path.glob("new*"))


def test_many_broken_identities_and_equal_reasons_are_told_once(govinfo: Callable[..., Any], tmp_path: Path) -> None:
    """A form that was filled in without its totals: 23 came in, 24 are accounted for, and a blank joins identities."""
    values = {cell.path: 0 for cell in form_named("v2021").cells if cell.kind != "money"}
    person = {"new_received": 21, "carried_over": 2, "results.disclosure_granted": 15, "results.partial_disclosure": 3}
    person |= {"results.unable.requires_creation": 4, "carried_forward": 2}
    values |= {f"{TABLE}.{row}.natural_person": number for row, number in person.items()}
    blank = {f"{TABLE}.results.disclosure_granted.commercial_enterprise"}
    blank |= {path for path in values if path.startswith(TABLE) and "total" in path.rsplit(".", 2)[1:]}
    figures = {path: number for path, number in values.items() if path not in blank}
    (tmp_path / "a.json").write_text(to_json(make_report(form_named("v2021"), figures, year=2023)), "utf-8")
    lines = govinfo("propose", tmp_path / "a.json").lines
    heading = next(line for line in lines if "Does not hold: " in line)
    assert heading.count(", ") == 4
    assert heading.endswith(" more")
    reasons = [line for line in lines if "May have come about so" in line]
    assert reasons
    assert all(one != other for one, other in pairwise(lines) if one in reasons)
