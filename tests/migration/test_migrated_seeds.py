"""Real reports carried to the other forms; expected figures are read off the documents and section 6 of the facts."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from govinfo_schema.forms import cell_values, form_named, make_report
from govinfo_schema.marks import Mark, Money
from govinfo_schema.migration import Ledger, LedgerLine, migrate

if TYPE_CHECKING:
    from govinfo_schema.forms import Report

TRUTH = Path(__file__).resolve().parents[1] / "data" / "seeds"
COLUMNS = (
    "natural_person",
    "commercial_enterprise",
    "research_institution",
    "social_public_interest_organization",
    "legal_service_institution",
    "other_organization",
)
NOT_ASKED = Mark("not_asked")


def seed(name: str) -> Report:
    truth = json.loads((TRUTH / f"{name}.truth.json").read_text(encoding="utf-8"))
    form = form_named(truth["template"])
    values = {}
    for path, value in truth["cells"].items():
        money = form.by_path[path].kind == "money" and value is not None
        digits = value["value"] if isinstance(value, dict) else value
        values[path] = Money(Decimal(str(digits)), "万元") if money else value
    return make_report(form, values, year=truth["year"])


@pytest.fixture(scope="module")
def longnan() -> Report:
    """龙南 2018: two applications received by letter, two partial disclosures, grounds of refusal that contradict."""
    return seed("001_longnan_2018")


def line_with(ledger: Ledger, path: str) -> LedgerLine:
    (line,) = [line for line in ledger.lines if path in line.sources]
    return line


LONGNAN_2019 = {
    "proactive_disclosure.normative_documents.newly_made": 2562,
    "applications.new_received.total": 2,
    "applications.results.disclosure_granted.total": 0,  # 0 already public + 0 granted
    "applications.results.partial_disclosure.total": 2,
    "applications.results.refused.state_secret.total": 0,
    "applications.results.refused.endangers_security_or_stability.total": 0,
    "applications.results.refused.third_party_rights.total": 2,  # 0 commercial secrets + 2 personal privacy
    "applications.results.unable.not_held.total": 0,  # 0 not this organ + 0 nonexistent
    "applications.results.total.total": 2,
    "review_and_litigation.reconsideration.total": 0,
    "review_and_litigation.reconsideration.upheld": 0,
    "review_and_litigation.reconsideration.corrected": 0,
    "review_and_litigation.litigation_direct.total": 0,  # the parts of a total of zero
    "review_and_litigation.litigation_after_reconsideration.pending": 0,
    **{f"applications.results.disclosure_granted.{column}": 0 for column in COLUMNS},  # its total is zero
    **{f"applications.results.unable.not_held.{column}": 0 for column in COLUMNS},
}
LONGNAN_NOT_ASKED = [
    "proactive_disclosure.administrative_rules.newly_made",
    "proactive_disclosure.normative_documents.newly_disclosed",  # 4183 条 are no 件
    "proactive_disclosure.administrative_licensing.decisions",
    "applications.carried_over.total",
    "applications.carried_forward.total",
    "applications.results.refused.prohibited_by_law.total",
    "applications.results.refused.internal_affairs.total",
    "applications.results.unable.requires_creation.total",
    "applications.results.declined.duplicate.total",
    "applications.results.other.total",
    *(f"applications.new_received.{column}" for column in COLUMNS),
    *(f"applications.results.refused.third_party_rights.{column}" for column in COLUMNS),
]


@pytest.mark.parametrize(("path", "value"), LONGNAN_2019.items())
def test_longnan_2018_in_v2019(longnan: Report, path: str, value: int) -> None:
    assert cell_values(migrate(longnan, "v2019").report)[path] == value


@pytest.mark.parametrize("path", LONGNAN_NOT_ASKED)
def test_what_longnan_2018_was_not_asked(longnan: Report, path: str) -> None:
    migrated = migrate(longnan, "v2019").report
    assert cell_values(migrated)[path] is None
    assert migrated.marks[path] == NOT_ASKED


def test_the_channels_of_longnan_2018_are_not_representable_and_kept(longnan: Report) -> None:
    migrated = migrate(longnan, "v2019")
    channels = {
        "gazette": 12,
        "government_website": 35438,
        "government_weibo": 889,
        "government_wechat": 981,
        "other": 365,
    }
    for name, value in channels.items():
        path = f"proactive_disclosure.channels.{name}"
        line = line_with(migrated.ledger, path)
        assert (line.relation, line.before, line.targets) == ("not_representable", (value,), ())
        assert migrated.report.residue[0].cells[path] == value


def test_the_ledger_of_longnan_2018_tells_sums_from_carried_and_approximate_cells(longnan: Report) -> None:
    ledger = migrate(longnan, "v2019").ledger
    assert line_with(ledger, "applications.received.total").relation == "approximate"
    assert line_with(ledger, "applications.replies.refused.state_secret").relation == "carried"
    rights = line_with(ledger, "applications.replies.refused.personal_privacy")
    assert rights.relation == "summed"
    assert rights.before == (0, 2)
    assert rights.after == (2,)
    courts = line_with(ledger, "litigation.total")
    assert courts.relation == "deduced"
    assert courts.targets == (
        "review_and_litigation.litigation_direct.total",
        "review_and_litigation.litigation_after_reconsideration.total",
    )
    assert line_with(ledger, "applications.replies.refused.not_government_information").relation == "not_representable"


def test_longnan_2018_in_v2021_keeps_what_both_crosswalks_carry(longnan: Report) -> None:
    migrated = migrate(longnan, "v2021")
    values = cell_values(migrated.report)
    assert values["applications.new_received.total"] == 2
    assert values["applications.results.partial_disclosure.total"] == 2
    issued = "proactive_disclosure.administrative_normative_documents.issued"
    assert migrated.report.marks[issued] == NOT_ASKED  # 规范性文件 is broader than 行政规范性文件
    made = line_with(migrated.ledger, "proactive_disclosure.normative_documents_issued")
    assert made.relation == "not_representable"
    assert [each.form for each in migrated.report.residue] == ["v2014", "v2019"]
    assert migrated.report.year == 2018


@pytest.mark.parametrize(
    "name", ["000_hongjiang_2020", "001_longnan_2018", "002_lintao_2019", "003_yisuhe_2020", "004_hengshan_2023"]
)
def test_real_reports_come_back_from_every_form(name: str) -> None:
    report = seed(name)
    for target in ("v2014", "v2019", "v2021"):
        assert migrate(migrate(report, target).report, report.form).report == report


def test_hengshan_2023_in_the_older_forms() -> None:
    report = seed("004_hengshan_2023")  # 21 new and 1 carried over; 13 granted, 4 in part, 1 + 1 + 3 else; 22 in all
    older = cell_values(migrate(report, "v2019").report)
    assert older["applications.new_received.total"] == 21
    assert older["applications.carried_over.total"] == 1
    assert older["applications.results.total.total"] == 22
    three = [cell_values(report)[f"applications.results.other.{name}.total"] for name in _THREE]
    assert older["applications.results.other.total"] == sum(three)
    oldest = migrate(report, "v2014")
    values = cell_values(oldest.report)
    assert values["applications.received.total"] == 21
    assert values["applications.concluded.total"] == 22
    assert values["applications.replies.partial_disclosure"] == 4
    assert oldest.report.marks["applications.replies.disclosure_granted"] == NOT_ASKED  # 13 cannot be split
    assert oldest.report.marks["applications.replies.already_proactively_disclosed"] == NOT_ASKED


_THREE = ("correction_overdue", "fee_overdue", "other")
