"""The folder ``schemas/`` is up to date, and its files can be used without this project."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jsonschema_rs
import pytest
from hypothesis import given, settings
from jsonschema import Draft202012Validator

from govinfo_schema.codec import to_json
from govinfo_schema.errors import WriteError
from govinfo_schema.forms import form_named
from govinfo_schema.rules import catalogue
from govinfo_schema.schema_files import schema_files, stale_files, write_schemas
from govinfo_schema.validation import validate
from govinfo_schema.versions import NAMES
from strategies import reports

if TYPE_CHECKING:
    from govinfo_schema.forms import Report

FACTS = Path(__file__).parent / "data" / "facts"
REPOSITORY = Path(__file__).resolve().parents[1]
FILES = schema_files()
TABLES = ("v2014-v2019.sssom.tsv", "v2019-v2021.sssom.tsv")
PAGES = ("v2014-v2019.md", "v2019-v2021.md")
IDENTITIES = {name: json.loads(FILES[f"{name}/identities.json"]) for name in NAMES}


def test_the_committed_folder_is_up_to_date() -> None:
    if not (REPOSITORY / "pyproject.toml").exists():
        pytest.skip("the tests run outside the repository")
    assert stale_files(REPOSITORY / "schemas") == []


def test_every_form_has_its_four_files() -> None:
    of_forms = {
        f"{name}/{file}"
        for name in NAMES
        for file in ("README.md", "cells.csv", "identities.json", "report.schema.json")
    }
    crosswalks = {f"crosswalks/{name}" for name in ("README.md", *TABLES, *PAGES)}
    common = {"README.md", "patch.schema.json", "report.schema.json"}
    assert set(FILES) == common | of_forms | crosswalks


def test_the_files_are_the_same_each_time() -> None:
    assert schema_files() == FILES


# Writing and comparing.


def test_what_was_written_is_not_stale(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "schemas"
    written = write_schemas(folder)
    assert {path.relative_to(folder).as_posix() for path in written} == set(FILES)
    assert all(path.read_bytes() == FILES[path.relative_to(folder).as_posix()] for path in written)
    assert stale_files(folder) == []
    assert stale_files(str(folder)) == []


def test_files_that_differ_are_missing_or_too_many_are_stale(tmp_path: Path) -> None:
    write_schemas(tmp_path)
    (tmp_path / "v2014" / "cells.csv").write_text("cell\n", "utf-8")
    (tmp_path / "v2019" / "README.md").unlink()
    (tmp_path / "v2021" / "old.json").write_text("{}", "utf-8")
    (tmp_path / "v2021" / ".hidden").write_text("", "utf-8")
    (tmp_path / "others").mkdir()
    (tmp_path / "others" / "table.tsv").write_text("", "utf-8")
    assert [path.relative_to(tmp_path).as_posix() for path in stale_files(tmp_path)] == [
        "v2014/cells.csv",
        "v2019/README.md",
        "v2021/old.json",
    ]
    write_schemas(tmp_path)
    assert [path.name for path in stale_files(tmp_path)] == ["old.json"]


def test_without_the_folder_every_file_is_stale(tmp_path: Path) -> None:
    assert len(stale_files(tmp_path / "absent")) == len(FILES)


def test_a_folder_that_cannot_be_made_is_an_error_of_this_project(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    with pytest.raises(WriteError):
        write_schemas(tmp_path / "file")


# Cells.


@pytest.mark.parametrize("name", NAMES)
def test_the_cells_are_the_facts_with_pointer_and_english_name(name: str) -> None:
    with (FACTS / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        facts = list(csv.DictReader(lines))
    rows = list(csv.DictReader(io.StringIO(FILES[f"{name}/cells.csv"].decode())))
    assert [{key: row[key] for key in facts[0]} for row in rows] == facts
    assert [row["json_pointer"] for row in rows] == ["/" + row["cell"].replace(".", "/") for row in facts]
    assert all(re.fullmatch(r"[A-Za-z0-9 :,()-]+", row["english"]) for row in rows)
    assert len({row["english"] for row in rows}) == len(rows)


# Schemas.


@pytest.mark.parametrize("name", NAMES)
def test_the_schema_files_judge_reports(name: str) -> None:
    own, common = (json.loads(FILES[file]) for file in (f"{name}/report.schema.json", "report.schema.json"))
    (report,) = own["examples"]
    for schema in (own, common):
        assert Draft202012Validator(schema).is_valid(report)
        assert jsonschema_rs.Draft202012Validator(schema).is_valid(report)
        assert not Draft202012Validator(schema).is_valid({**report, "extra": 1})
        assert not jsonschema_rs.Draft202012Validator(schema).is_valid({**report, "extra": 1})


def test_json_files_are_readable_by_people() -> None:
    for name, content in FILES.items():
        assert content.endswith(b"\n")
        assert b"\r" not in content
        if name.endswith(".json"):
            assert b"\\u" not in content
            assert content.startswith(b'{\n  "')


# Identities.


@pytest.mark.parametrize("name", NAMES)
def test_every_rule_of_the_catalogue_is_told_and_none_else(name: str) -> None:
    data = IDENTITIES[name]
    told = [rule["id"] for rule in (*data["rules"], *data["rules_that_are_not_linear"])]
    assert sorted(told) == sorted(rule.id for rule in catalogue(name))
    for rule in (*data["rules"], *data["rules_that_are_not_linear"]):
        assert rule["severity"] in {"error", "warning", "information"}
        for text in (rule["statement"], rule["source"]):
            assert set(text) == {"zh", "en"}
            assert text["zh"]
            assert text["en"]


def test_the_row_sums_of_the_applications_table_are_there() -> None:
    """The head of the table: seven columns, the last the total of the others (the printed form v2021)."""
    (rule,) = (rule for rule in IDENTITIES["v2021"]["rules"] if rule["id"] == "B3")
    assert len(rule["constraints"]) == 25
    columns = (
        *("natural_person", "commercial_enterprise", "research_institution", "social_public_interest_organization"),
        *("legal_service_institution", "other_organization"),
    )
    (first,) = (one for one in rule["constraints"] if any("/new_received/" in term["pointer"] for term in one["terms"]))
    coefficients = {term["pointer"]: term["coefficient"] for term in first["terms"]}
    total = coefficients.pop("/applications/new_received/total")
    assert coefficients == {f"/applications/new_received/{column}": -total for column in columns}
    assert (first["relation"], first["constant"]) == ("=", 0)


def test_amounts_say_in_which_unit_they_count() -> None:
    (rule,) = (rule for rule in IDENTITIES["v2014"]["rules"] if rule["id"] == "A13")
    assert [one["terms"] for one in rule["constraints"]] == [
        [{"pointer": "/fees_charged_on_request/value", "coefficient": 1, "unit": "万元"}],
        [{"pointer": "/capacity/special_funding/value", "coefficient": 1, "unit": "万元"}],
    ]


def test_a_rule_that_an_added_row_eases_says_so() -> None:
    eased = {rule["id"]: rule.get("eased_to_warning_by_added_row") for rule in IDENTITIES["v2014"]["rules"]}
    assert {key: value for key, value in eased.items() if value} == {
        "A1": {
            "tables": ["三、依申请公开情况", "政府信息公开情况统计表"],
            "label_has": "申请数",
            "label_has_none_of": ["复议", "诉讼"],
        }
    }


def test_rules_that_do_not_bind_figures_of_another_form_say_so() -> None:
    key = "not_applicable_if_residue_names_a_form_other_than"
    limited = {name: {rule["id"]: rule[key] for rule in IDENTITIES[name]["rules"] if key in rule} for name in NAMES}
    newer = {"B1": ["v2019", "v2021"], "B2": ["v2019", "v2021"]}
    assert limited == {"v2014": {}, "v2019": newer, "v2021": newer}


def at(data: Any, pointer: str) -> Any:  # noqa: ANN401 - any value of JSON
    for key in pointer[1:].split("/"):
        data = data[key]
    return data


@given(reports(complete=True))
@settings(max_examples=60, deadline=None)
def test_a_program_that_knows_only_the_files_finds_what_the_rules_find(report: Report) -> None:
    """The constraints, computed on plain JSON, fail exactly where the findings fail. Amounts of other units apart."""
    data = json.loads(to_json(report), parse_float=str)
    failed = {(finding.rule, finding.instance) for finding in validate(report).failed}
    carried = {residue.form for residue in report.residue}
    for rule in IDENTITIES[report.form]["rules"]:
        bound = carried <= set(rule.get("not_applicable_if_residue_names_a_form_other_than", NAMES))
        for one in rule["constraints"]:
            if any("unit" in term for term in one["terms"]):
                continue
            total = one["constant"] + sum(term["coefficient"] * at(data, term["pointer"]) for term in one["terms"])
            holds = total == 0 if one["relation"] == "=" else total <= 0
            assert (holds or not bound) is ((rule["id"], one["instance"]) not in failed)


# READMEs.


@pytest.mark.parametrize("name", ["README.md", *(f"{name}/README.md" for name in NAMES)])
def test_links_lead_to_files(name: str) -> None:
    text = FILES[name].decode()
    folder = name.removesuffix("README.md")
    for target in re.findall(r"\]\(([^)]+)\)", text):
        assert any(file.startswith(folder + target) for file in FILES)
    assert all(len(line) <= 130 for line in text.splitlines())


@pytest.mark.parametrize("name", NAMES)
def test_the_readme_of_a_form_counts_its_cells(name: str) -> None:
    text = FILES[f"{name}/README.md"].decode()
    counted = [int(number) for number in re.findall(r"\| (\d+) \|", text)]
    assert sum(counted) == len(form_named(name).cells) == {"v2014": 58, "v2019": 198, "v2021": 200}[name]
    assert f"{sum(counted)} cells" in text


@pytest.mark.parametrize(
    ("page", "words"),
    [
        ("v2019-v2021.md", "“第二十条第(五)项/其他对外管理服务事项”（3 列） | （无） | 新表式取消其他对外管理服务事项"),
        ("v2014-v2019.md", "The older form does not ask whether reconsideration came first"),
    ],
)
def test_each_change_of_forms_has_a_page_that_says_why(page: str, words: str) -> None:
    text = FILES[f"crosswalks/{page}"].decode()
    assert words in text
    assert next(line for line in text.splitlines() if line.startswith("## ")).startswith("## = 同一概念")
