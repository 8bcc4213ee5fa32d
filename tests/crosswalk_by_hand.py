"""The crosswalk, written out by hand from section 6 of the facts. It shares no code and no data with the project."""

from __future__ import annotations

COLUMNS = (
    "natural_person",
    "commercial_enterprise",
    "research_institution",
    "social_public_interest_organization",
    "legal_service_institution",
    "other_organization",
)
SHARED_ROWS = (
    "applications.new_received",
    "applications.carried_over",
    "applications.results.disclosure_granted",
    "applications.results.partial_disclosure",
    "applications.results.refused.state_secret",
    "applications.results.refused.prohibited_by_law",
    "applications.results.refused.endangers_security_or_stability",
    "applications.results.refused.third_party_rights",
    "applications.results.refused.internal_affairs",
    "applications.results.refused.deliberative_process",
    "applications.results.refused.enforcement_case_file",
    "applications.results.refused.administrative_inquiry",
    "applications.results.unable.not_held",
    "applications.results.unable.requires_creation",
    "applications.results.unable.unclear_after_correction",
    "applications.results.declined.petition_complaint",
    "applications.results.declined.duplicate",
    "applications.results.declined.published_material",
    "applications.results.declined.excessive_repeated",
    "applications.results.declined.confirm_or_reissue",
    "applications.results.total",
    "applications.carried_forward",
)
CASES = ("reconsideration", "litigation_direct", "litigation_after_reconsideration")
PARTS_OF_OTHER = ("correction_overdue", "fee_overdue", "other")
OUTCOMES = ("upheld", "corrected", "other_result", "pending", "total")

# Relation, older cells, newer cells. "older+" and "newer+": only the sum of that side corresponds.
FROM_2014_TO_2019 = {
    "applications_received": ("close", "applications.received.total", "applications.new_received.total"),
    "ways_of_submission": (
        "none",
        """applications.received.in_person applications.received.fax
           applications.received.online applications.received.letter""",
        "",
    ),
    "applicant_columns": (
        "none",
        "",
        " ".join(f"{row}.{column}" for row in (*SHARED_ROWS, "applications.results.other") for column in COLUMNS),
    ),
    "applications_concluded": ("close", "applications.concluded.total", "applications.results.total.total"),
    "time_limits": ("none", "applications.concluded.on_time applications.concluded.extended", ""),
    "replies": ("overlap", "applications.replies.total", "applications.results.total.total"),
    "disclosure_granted": (
        "older+",
        "applications.replies.already_proactively_disclosed applications.replies.disclosure_granted",
        "applications.results.disclosure_granted.total",
    ),
    "partial_disclosure": (
        "close",
        "applications.replies.partial_disclosure",
        "applications.results.partial_disclosure.total",
    ),
    "refused_total": (
        "overlap",
        "applications.replies.refused.total",
        """applications.results.refused.state_secret.total applications.results.refused.prohibited_by_law.total
           applications.results.refused.endangers_security_or_stability.total
           applications.results.refused.third_party_rights.total applications.results.refused.internal_affairs.total
           applications.results.refused.deliberative_process.total
           applications.results.refused.enforcement_case_file.total
           applications.results.refused.administrative_inquiry.total""",
    ),
    "state_secret": (
        "exact",
        "applications.replies.refused.state_secret",
        "applications.results.refused.state_secret.total",
    ),
    "third_party_rights": (
        "older+",
        "applications.replies.refused.commercial_secret applications.replies.refused.personal_privacy",
        "applications.results.refused.third_party_rights.total",
    ),
    "security_or_stability": (
        "exact",
        "applications.replies.refused.security_or_stability",
        "applications.results.refused.endangers_security_or_stability.total",
    ),
    "not_government_information": (
        "overlap",
        "applications.replies.refused.not_government_information",
        """applications.results.refused.internal_affairs.total
           applications.results.refused.deliberative_process.total
           applications.results.refused.enforcement_case_file.total
           applications.results.unable.requires_creation.total
           applications.results.declined.petition_complaint.total
           applications.results.declined.published_material.total
           applications.results.declined.confirm_or_reissue.total""",
    ),
    "other_legal_ground": (
        "overlap",
        "applications.replies.refused.other_legal_ground",
        """applications.results.refused.prohibited_by_law.total
           applications.results.refused.enforcement_case_file.total
           applications.results.refused.administrative_inquiry.total""",
    ),
    "not_held": (
        "older+",
        "applications.replies.not_this_organ applications.replies.information_nonexistent",
        "applications.results.unable.not_held.total",
    ),
    "nonexistent_to_be_created": (
        "overlap",
        "applications.replies.information_nonexistent",
        "applications.results.unable.requires_creation.total",
    ),
    "asked_to_amend": ("none", "applications.replies.asked_to_amend_or_supplement", ""),
    "correction_outcomes": (
        "none",
        "",
        "applications.results.unable.unclear_after_correction.total applications.results.other.total",
    ),
    "referred_to_other_channels": (
        "overlap",
        "applications.replies.referred_to_other_channels",
        """applications.results.refused.administrative_inquiry.total
           applications.results.declined.petition_complaint.total
           applications.results.declined.published_material.total""",
    ),
    "new_grounds": (
        "none",
        "",
        "applications.results.declined.duplicate.total applications.results.declined.excessive_repeated.total",
    ),
    "carry_over": ("none", "", "applications.carried_over.total applications.carried_forward.total"),
    "reconsideration_total": ("close", "reconsideration.total", "review_and_litigation.reconsideration.total"),
    "reconsideration_upheld": ("exact", "reconsideration.upheld", "review_and_litigation.reconsideration.upheld"),
    "reconsideration_corrected": (
        "exact",
        "reconsideration.corrected",
        "review_and_litigation.reconsideration.corrected",
    ),
    "reconsideration_other": (
        "newer+",
        "reconsideration.other",
        "review_and_litigation.reconsideration.other_result review_and_litigation.reconsideration.pending",
    ),
    "litigation_total": (
        "newer+",
        "litigation.total",
        """review_and_litigation.litigation_direct.total
           review_and_litigation.litigation_after_reconsideration.total""",
    ),
    "litigation_upheld": (
        "newer+",
        "litigation.upheld_or_claim_dismissed",
        """review_and_litigation.litigation_direct.upheld
           review_and_litigation.litigation_after_reconsideration.upheld""",
    ),
    "litigation_corrected": (
        "newer+",
        "litigation.corrected",
        """review_and_litigation.litigation_direct.corrected
           review_and_litigation.litigation_after_reconsideration.corrected""",
    ),
    "litigation_other": (
        "newer+",
        "litigation.other",
        """review_and_litigation.litigation_direct.other_result review_and_litigation.litigation_direct.pending
           review_and_litigation.litigation_after_reconsideration.other_result
           review_and_litigation.litigation_after_reconsideration.pending""",
    ),
    "items_disclosed": (
        "none",
        """proactive_disclosure.items_disclosed proactive_disclosure.channels.gazette
           proactive_disclosure.channels.government_website proactive_disclosure.channels.government_weibo
           proactive_disclosure.channels.government_wechat proactive_disclosure.channels.other""",
        "",
    ),
    "normative_documents_made": (
        "close",
        "proactive_disclosure.normative_documents_issued",
        "proactive_disclosure.normative_documents.newly_made",
    ),
    "normative_document_items": (
        "overlap",
        "proactive_disclosure.normative_document_items_disclosed",
        "proactive_disclosure.normative_documents.newly_disclosed",
    ),
    "section_two": (
        "none",
        "",
        """proactive_disclosure.administrative_rules.newly_made
           proactive_disclosure.administrative_rules.newly_disclosed
           proactive_disclosure.administrative_rules.total_publicly_available
           proactive_disclosure.normative_documents.total_publicly_available
           proactive_disclosure.administrative_licensing.prior_year_items
           proactive_disclosure.administrative_licensing.change
           proactive_disclosure.administrative_licensing.decisions
           proactive_disclosure.other_external_services.prior_year_items
           proactive_disclosure.other_external_services.change
           proactive_disclosure.other_external_services.decisions
           proactive_disclosure.administrative_penalties.prior_year_items
           proactive_disclosure.administrative_penalties.change
           proactive_disclosure.administrative_penalties.decisions
           proactive_disclosure.administrative_compulsion.prior_year_items
           proactive_disclosure.administrative_compulsion.change
           proactive_disclosure.administrative_compulsion.decisions
           proactive_disclosure.administrative_institutional_fees.prior_year_items
           proactive_disclosure.administrative_institutional_fees.change
           proactive_disclosure.centralized_procurement.projects
           proactive_disclosure.centralized_procurement.total_amount""",
    ),
    "public_response": (
        "none",
        """public_response.public_concerns_addressed public_response.press_conferences
           public_response.press_conferences_principal_official public_response.website_interviews
           public_response.website_interviews_principal_official public_response.policy_interpretations
           public_response.weibo_wechat_responses public_response.other_responses""",
        "",
    ),
    "complaints_and_reports": ("none", "complaints_and_reports", ""),
    "fees_charged_on_request": ("none", "fees_charged_on_request", ""),
    "capacity": (
        "none",
        """capacity.dedicated_bodies capacity.reading_points capacity.staff.total capacity.staff.full_time
           capacity.staff.part_time capacity.special_funding""",
        "",
    ),
    "training": ("none", "training.meetings training.sessions training.person_times_trained", ""),
}

FROM_2019_TO_2021 = {
    "administrative_rules_made": (
        "close",
        "proactive_disclosure.administrative_rules.newly_made",
        "proactive_disclosure.administrative_rules.issued",
    ),
    "normative_documents_made": (
        "broader",
        "proactive_disclosure.normative_documents.newly_made",
        "proactive_disclosure.administrative_normative_documents.issued",
    ),
    "newly_disclosed": (
        "none",
        """proactive_disclosure.administrative_rules.newly_disclosed
           proactive_disclosure.normative_documents.newly_disclosed""",
        "",
    ),
    "administrative_rules_available": (
        "overlap",
        "proactive_disclosure.administrative_rules.total_publicly_available",
        "proactive_disclosure.administrative_rules.in_force",
    ),
    "normative_documents_available": (
        "overlap",
        "proactive_disclosure.normative_documents.total_publicly_available",
        "proactive_disclosure.administrative_normative_documents.in_force",
    ),
    "repealed": (
        "none",
        "",
        """proactive_disclosure.administrative_rules.repealed
           proactive_disclosure.administrative_normative_documents.repealed""",
    ),
    "administrative_licensing_decisions": (
        "close",
        "proactive_disclosure.administrative_licensing.decisions",
        "proactive_disclosure.administrative_licensing.decisions",
    ),
    "administrative_penalties_decisions": (
        "close",
        "proactive_disclosure.administrative_penalties.decisions",
        "proactive_disclosure.administrative_penalties.decisions",
    ),
    "administrative_compulsion_decisions": (
        "close",
        "proactive_disclosure.administrative_compulsion.decisions",
        "proactive_disclosure.administrative_compulsion.decisions",
    ),
    "item_counts": (
        "none",
        """proactive_disclosure.administrative_licensing.prior_year_items
           proactive_disclosure.administrative_licensing.change
           proactive_disclosure.administrative_penalties.prior_year_items
           proactive_disclosure.administrative_penalties.change
           proactive_disclosure.administrative_compulsion.prior_year_items
           proactive_disclosure.administrative_compulsion.change""",
        "",
    ),
    "other_external_services": (
        "none",
        """proactive_disclosure.other_external_services.prior_year_items
           proactive_disclosure.other_external_services.change
           proactive_disclosure.other_external_services.decisions""",
        "",
    ),
    "fee_items": (
        "none",
        """proactive_disclosure.administrative_institutional_fees.prior_year_items
           proactive_disclosure.administrative_institutional_fees.change""",
        "",
    ),
    "fee_amount": ("none", "", "proactive_disclosure.administrative_institutional_fees.amount"),
    "centralized_procurement": (
        "none",
        """proactive_disclosure.centralized_procurement.projects
           proactive_disclosure.centralized_procurement.total_amount""",
        "",
    ),
    **{
        f"{row}.{column}": ("exact", f"{row}.{column}", f"{row}.{column}")
        for row in SHARED_ROWS
        for column in (*COLUMNS, "total")
    },
    **{
        f"review_and_litigation.{case}.{outcome}": (
            "exact",
            f"review_and_litigation.{case}.{outcome}",
            f"review_and_litigation.{case}.{outcome}",
        )
        for case in CASES
        for outcome in OUTCOMES
    },
    **{
        f"applications.results.other.{column}": (
            "newer+",
            f"applications.results.other.{column}",
            " ".join(f"applications.results.other.{part}.{column}" for part in PARTS_OF_OTHER),
        )
        for column in (*COLUMNS, "total")
    },
}

BY_HAND = {("v2014", "v2019"): FROM_2014_TO_2019, ("v2019", "v2021"): FROM_2019_TO_2021}

# Claims that the facts mark as inferred, and sums that are the same concept.
INFERRED = {
    "v2014-v2019.applications_concluded",
    "v2014-v2019.disclosure_granted",
    "v2014-v2019.reconsideration_total",
    "v2014-v2019.reconsideration_other",
    "v2014-v2019.litigation_other",
    "v2014-v2019.normative_documents_made",
    "v2014-v2019.normative_document_items",
    "v2019-v2021.normative_documents_made",
}
EXACT_SUMS = {
    "v2014-v2019.litigation_total",
    "v2014-v2019.litigation_upheld",
    "v2014-v2019.litigation_corrected",
    *(f"v2019-v2021.applications.results.other.{column}" for column in (*COLUMNS, "total")),
}
# Rows that carry a zero from which more may be deduced. Of the rows that are not exact, those where neither the facts
# nor the forms name cases that the other side counts in addition. Not among them: concluded (declined and abandoned
# results were added), partial disclosure (parts that are no government information), third-party rights (“等”).
PROVING_ZERO = {
    *(
        f"{older}-{newer}.{name}"
        for (older, newer), rows in BY_HAND.items()
        for name, row in rows.items()
        if row[0] == "exact"
    ),
    *EXACT_SUMS,
    "v2014-v2019.applications_received",
    "v2014-v2019.disclosure_granted",
    "v2014-v2019.not_held",
    "v2014-v2019.reconsideration_total",
    "v2014-v2019.reconsideration_other",
    "v2014-v2019.litigation_other",
}


def cells(form: str) -> tuple[str, ...]:
    """All cells of a form that the table above names, each once."""
    found: dict[str, None] = {}
    for (older, newer), rows in BY_HAND.items():
        for _, of_older, of_newer in rows.values():
            side = of_older if form == older else of_newer if form == newer else ""
            found.update(dict.fromkeys(side.split()))
    return tuple(found)
