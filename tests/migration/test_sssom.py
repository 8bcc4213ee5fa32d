"""The crosswalks as SSSOM tables: what programs find there is what the migrator reads, no cell more or less."""

from __future__ import annotations

import csv
import io

import pytest
import yaml

from govinfo_schema.errors import StructureError
from govinfo_schema.migration.crosswalk import PAIRS, crosswalk
from govinfo_schema.migration.sssom import NO_TERM, sssom_files, sssom_table
from layouts import facts

REQUIRED = ("subject_id", "predicate_id", "object_id", "mapping_justification")


def parts_of(text: str) -> tuple[dict[str, object], list[dict[str, str]]]:
    """Cut a table into its block of YAML and its lines, as the specification of SSSOM/TSV has them."""
    lines = text.splitlines(keepends=True)
    head = "".join(line[1:] for line in lines if line.startswith("#"))
    table = "".join(line for line in lines if not line.startswith("#"))
    return yaml.safe_load(head), list(csv.DictReader(io.StringIO(table), delimiter="\t"))


@pytest.fixture(params=PAIRS, ids="-".join)
def pair(request: pytest.FixtureRequest) -> tuple[str, str]:
    found: tuple[str, str] = request.param
    return found


def test_there_is_one_table_for_each_pair_of_neighbours() -> None:
    assert set(sssom_files()) == {"v2014-v2019.sssom.tsv", "v2019-v2021.sssom.tsv"}


def test_the_head_names_the_set_its_licence_and_every_prefix_in_use(pair: tuple[str, str]) -> None:
    head, lines = parts_of(sssom_table(*pair))
    assert head["mapping_set_id"] == f"urn:govinfo-schema:crosswalk:{'-'.join(pair)}"
    assert head["license"]
    prefixes = head["curie_map"]
    assert isinstance(prefixes, dict)
    used = {line[slot].split(":")[0] for line in lines for slot in REQUIRED}
    assert used <= set(prefixes)
    slots = {"subject_label", "object_label", "comment", *REQUIRED}
    defined = head["extension_definitions"]
    assert isinstance(defined, list)
    assert {each["slot_name"] for each in defined} == set(lines[0]) - slots


def test_every_cell_of_both_forms_stands_in_the_table_and_nothing_else(pair: tuple[str, str]) -> None:
    _, lines = parts_of(sssom_table(*pair))
    for slot, form in zip(("subject_id", "object_id"), pair, strict=True):
        standing = {line[slot] for line in lines} - {NO_TERM}
        assert standing == {f"{form}:{fact['cell']}" for fact in facts(form)}
    assert all(line[slot] for line in lines for slot in REQUIRED)


def test_groups_are_the_rows_of_the_crosswalk(pair: tuple[str, str]) -> None:
    _, lines = parts_of(sssom_table(*pair))
    older, newer = pair
    for row in crosswalk(*pair):
        group = [line for line in lines if line["group"] == row.id]
        assert {line["subject_id"] for line in group} == {f"{older}:{path}" for path in row.older} or not row.older
        assert {line["object_id"] for line in group} == {f"{newer}:{path}" for path in row.newer} or not row.newer
        assert len(group) == max(1, len(row.older)) * max(1, len(row.newer))
        assert {line["summed"] for line in group} == {row.summed or ""}


def test_a_sum_is_told_by_its_group() -> None:
    _, lines = parts_of(sssom_table("v2019", "v2021"))
    other = [line for line in lines if line["subject_id"] == "v2019:applications.results.other.total"]
    assert {line["object_id"].removeprefix("v2021:applications.results.other.") for line in other} == {
        "correction_overdue.total",
        "fee_overdue.total",
        "other.total",
    }
    assert {(line["predicate_id"], line["summed"], line["sum_is_exact"]) for line in other} == {
        ("skos:narrowMatch", "newer", "true")
    }
    assert len({line["group"] for line in other}) == 1


def test_only_neighbours_have_a_table() -> None:
    with pytest.raises(StructureError, match="no crosswalk between"):
        sssom_table("v2014", "v2021")
