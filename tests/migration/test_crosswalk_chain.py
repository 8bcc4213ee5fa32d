"""Crosswalks put end to end: each cell stands there, and a chain is as strong as its weakest step."""

from __future__ import annotations

from itertools import product

import pytest

from govinfo_schema.errors import StructureError
from govinfo_schema.migration.crosswalk_chain import Link, links_between
from govinfo_schema.versions import NAMES
from layouts import facts


def link_of(source: str, target: str, path: str) -> Link:
    (found,) = [link for link in links_between(source, target) if path in link.sources]
    return found


@pytest.mark.parametrize(("source", "target"), [pair for pair in product(NAMES, NAMES) if pair[0] != pair[1]])
def test_every_cell_of_both_forms_stands_in_a_link(source: str, target: str) -> None:
    links = links_between(source, target)
    assert {path for link in links for path in link.sources} == {fact["cell"] for fact in facts(source)}
    assert {path for link in links for path in link.targets} == {fact["cell"] for fact in facts(target)}
    assert all(link.relation == "none" for link in links if not (link.sources and link.targets))
    assert all(link.targets == () or link.sources == () for link in links if link.relation == "none")


# The expected relations are those of the crosswalk in the facts of the domain, composed by hand.
@pytest.mark.parametrize(
    ("source", "target", "path", "relation", "targets"),
    [
        (
            "v2014",
            "v2021",
            "proactive_disclosure.normative_documents_issued",  # close, then broader
            "broader",
            {"proactive_disclosure.administrative_normative_documents.issued"},
        ),
        ("v2014", "v2021", "proactive_disclosure.normative_document_items_disclosed", "none", set()),
        (
            "v2021",
            "v2019",
            "proactive_disclosure.administrative_normative_documents.issued",
            "narrower",
            {"proactive_disclosure.normative_documents.newly_made"},
        ),
        (
            "v2021",
            "v2019",
            "applications.results.other.fee_overdue.natural_person",
            "sum",
            {"applications.results.other.natural_person"},
        ),
        (
            "v2014",
            "v2021",
            "reconsideration.upheld",
            "exact",
            {"review_and_litigation.reconsideration.upheld"},
        ),
        (
            "v2021",
            "v2014",
            "review_and_litigation.reconsideration.pending",
            "sum",
            {"reconsideration.other"},
        ),
    ],
)
def test_the_weakest_step_decides(source: str, target: str, path: str, relation: str, targets: set[str]) -> None:
    link = link_of(source, target, path)
    assert link.relation == relation
    assert set(link.targets) == targets


def test_what_only_the_last_form_has_stands_at_the_end() -> None:
    links = links_between("v2014", "v2021")
    only_new = [link for link in links if not link.sources]
    assert "proactive_disclosure.administrative_rules.repealed" in {path for link in only_new for path in link.targets}
    assert list(links[-len(only_new) :]) == only_new


def test_one_form_corresponds_to_itself_without_a_crosswalk() -> None:
    assert links_between("v2019", "v2019") == ()


def test_an_unknown_form_is_named() -> None:
    with pytest.raises(StructureError, match="v2008"):
        links_between("v2008", "v2021")
