"""A small report in each form, with figures as a county has them, for the ``examples`` of the schemas."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from govinfo_schema.codec import to_json
from govinfo_schema.forms import form_named, make_report
from govinfo_schema.marks import Mark, Money
from govinfo_schema.report import Agency, Period

if TYPE_CHECKING:
    from govinfo_schema.forms import Report
    from govinfo_schema.marks import CellValue

_FIGURES: dict[str, dict[str, int]] = {
    "v2014": {
        "proactive_disclosure.items_disclosed": 37685,
        "proactive_disclosure.normative_document_items_disclosed": 183,
        "proactive_disclosure.normative_documents_issued": 183,
        "proactive_disclosure.channels.gazette": 12,
        "proactive_disclosure.channels.government_website": 35438,
        "proactive_disclosure.channels.government_weibo": 889,
        "proactive_disclosure.channels.government_wechat": 981,
        "proactive_disclosure.channels.other": 365,
        "public_response.public_concerns_addressed": 162,
        "public_response.press_conferences": 4,
        "public_response.press_conferences_principal_official": 2,
        "public_response.website_interviews": 6,
        "public_response.website_interviews_principal_official": 2,
        "public_response.policy_interpretations": 56,
        "public_response.weibo_wechat_responses": 61,
        "public_response.other_responses": 131,
        "applications.received.total": 5,
        "applications.received.online": 3,
        "applications.received.letter": 2,
        "applications.concluded.total": 5,
        "applications.concluded.on_time": 5,
        "applications.replies.total": 5,
        "applications.replies.already_proactively_disclosed": 1,
        "applications.replies.disclosure_granted": 2,
        "applications.replies.refused.total": 1,
        "applications.replies.refused.personal_privacy": 1,
        "applications.replies.information_nonexistent": 1,
        "complaints_and_reports": 2,
        "capacity.dedicated_bodies": 1,
        "capacity.reading_points": 5,
        "capacity.staff.total": 3,
        "capacity.staff.part_time": 3,
        "training.sessions": 2,
        "training.person_times_trained": 160,
    },
    "v2019": {
        "proactive_disclosure.normative_documents.newly_made": 8,
        "proactive_disclosure.normative_documents.newly_disclosed": 8,
        "proactive_disclosure.normative_documents.total_publicly_available": 99,
        "proactive_disclosure.administrative_licensing.prior_year_items": 300,
        "proactive_disclosure.administrative_licensing.change": 25,
        "proactive_disclosure.administrative_licensing.decisions": 3567,
        "proactive_disclosure.administrative_penalties.prior_year_items": 1870,
        "proactive_disclosure.administrative_penalties.change": 75,
        "proactive_disclosure.administrative_penalties.decisions": 1384,
        "proactive_disclosure.administrative_institutional_fees.prior_year_items": 162,
        "proactive_disclosure.administrative_institutional_fees.change": -132,
        "proactive_disclosure.centralized_procurement.projects": 62,
        "applications.new_received.natural_person": 2,
        "applications.new_received.total": 2,
        "applications.results.disclosure_granted.natural_person": 2,
        "applications.results.disclosure_granted.total": 2,
        "applications.results.total.natural_person": 2,
        "applications.results.total.total": 2,
        "review_and_litigation.reconsideration.upheld": 1,
        "review_and_litigation.reconsideration.total": 1,
    },
    "v2021": {
        "proactive_disclosure.administrative_normative_documents.issued": 20,
        "proactive_disclosure.administrative_normative_documents.repealed": 3,
        "proactive_disclosure.administrative_normative_documents.in_force": 69,
        "proactive_disclosure.administrative_licensing.decisions": 18339,
        "proactive_disclosure.administrative_penalties.decisions": 1246,
        "applications.new_received.natural_person": 21,
        "applications.new_received.total": 21,
        "applications.carried_over.natural_person": 1,
        "applications.carried_over.total": 1,
        "applications.results.disclosure_granted.natural_person": 13,
        "applications.results.disclosure_granted.total": 13,
        "applications.results.partial_disclosure.natural_person": 4,
        "applications.results.partial_disclosure.total": 4,
        "applications.results.refused.state_secret.natural_person": 1,
        "applications.results.refused.state_secret.total": 1,
        "applications.results.refused.deliberative_process.natural_person": 1,
        "applications.results.refused.deliberative_process.total": 1,
        "applications.results.unable.not_held.natural_person": 3,
        "applications.results.unable.not_held.total": 3,
        "applications.results.total.natural_person": 22,
        "applications.results.total.total": 22,
    },
}
_AMOUNTS = {
    "v2014": {
        "fees_charged_on_request": Money(Decimal(0), "万元"),
        "capacity.special_funding": Money(Decimal("12.5"), "万元"),
    },
    "v2019": {"proactive_disclosure.centralized_procurement.total_amount": Money(Decimal("9311164.25"))},
    "v2021": {"proactive_disclosure.administrative_institutional_fees.amount": Money(Decimal("2401.07"), "万元")},
}
_EMPTY = {
    "v2014": {"training.meetings": Mark("not_applicable", raw="/", unit="次")},
    "v2019": {"proactive_disclosure.other_external_services.decisions": Mark("blank")},
    "v2021": {"proactive_disclosure.administrative_compulsion.decisions": Mark("not_applicable", raw="—")},
}
_YEARS = {"v2014": 2018, "v2019": 2020, "v2021": 2023}


def example_report(form_name: str) -> Report:
    """Return the example in the form called ``form_name``. Every cell that is not named above is 0.

    Raises:
        StructureError: there is no such form.
    """
    form = form_named(form_name)
    empty, year = _EMPTY[form.name], _YEARS[form.name]
    values: dict[str, CellValue] = {**dict.fromkeys(form.paths, 0), **_FIGURES[form.name], **_AMOUNTS[form.name]}
    return make_report(
        form,
        {**values, **dict.fromkeys(empty)},
        empty,
        agency=Agency(name="某县人民政府"),
        year=year,
        scope="own_level",
        period=Period(start=date(year, 1, 1), end=date(year, 12, 31)),
        publication_date=date(year + 1, 1, 31),
    )


def example(form_name: str) -> dict[str, Any]:
    """Return the example as values that any JSON encoder takes; its amounts are such that floats keep their digits."""
    data: dict[str, Any] = json.loads(to_json(example_report(form_name)))
    return data
