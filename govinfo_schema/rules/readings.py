"""What a count of the running text may be in the tables of each form: its readings, sums of cells.

Several readings stand where practice knows several: whether 收到 includes what was carried over, whether 答复 includes
what was closed without a reply.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping

    from govinfo_schema.narrative.grammar import Topic

# The cells of a reading, each with its sign.
Reading: TypeAlias = tuple[tuple[int, str], ...]

_NEW = "applications.new_received.total"
_OVER = "applications.carried_over.total"
_DONE = "applications.results.total.total"
_FORWARD = "applications.carried_forward.total"
_RECONSIDERED = "review_and_litigation.reconsideration.total"
_SUED = (
    "review_and_litigation.litigation_direct.total",
    "review_and_litigation.litigation_after_reconsideration.total",
)
_TWO = "proactive_disclosure"


def _one(path: str) -> Reading:
    return ((1, path),)


def _sum(*paths: str) -> Reading:
    return tuple((1, path) for path in paths)


_RECEIVED: tuple[Reading, ...] = (_one(_NEW), _sum(_NEW, _OVER), _sum(_DONE, _FORWARD))
_CLOSED: tuple[Reading, ...] = (_one(_DONE), ((1, _DONE), (-1, _OVER)))


def _common(*other_results: str) -> dict[Topic, tuple[Reading, ...]]:
    """The readings of tables three and four, which v2019 and v2021 share but for the rows of other results."""
    return {
        "received": _RECEIVED,
        "handled": (*_RECEIVED, _one(_DONE)),
        "concluded": _CLOSED,
        "replied": (*_CLOSED, ((1, _DONE), *((-1, path) for path in other_results))),
        "carried_over": (_one(_OVER),),
        "carried_forward": (_one(_FORWARD),),
        "carried": (_one(_FORWARD), _one(_OVER)),
        "reconsideration": (_one(_RECONSIDERED),),
        "litigation": (_sum(*_SUED),),
        "licensing": (_one(f"{_TWO}.administrative_licensing.decisions"),),
        "penalties": (_one(f"{_TWO}.administrative_penalties.decisions"),),
        "compulsion": (_one(f"{_TWO}.administrative_compulsion.decisions"),),
    }


_OTHER = "applications.results.other"
READINGS: Mapping[str, Mapping[Topic, tuple[Reading, ...]]] = {
    "v2014": {
        "received": (_one("applications.received.total"),),
        "handled": (_one("applications.received.total"), _one("applications.concluded.total")),
        "concluded": (_one("applications.concluded.total"),),
        "replied": (_one("applications.replies.total"), _one("applications.concluded.total")),
        "reconsideration": (_one("reconsideration.total"),),
        "litigation": (_one("litigation.total"),),
        "documents_issued": (_one(f"{_TWO}.normative_documents_issued"),),
        "documents_disclosed": (
            _one(f"{_TWO}.normative_document_items_disclosed"),
            _one(f"{_TWO}.normative_documents_issued"),
        ),
        "government_website": (_one(f"{_TWO}.channels.government_website"),),
        "government_weibo": (_one(f"{_TWO}.channels.government_weibo"),),
        "government_wechat": (_one(f"{_TWO}.channels.government_wechat"),),
        "weibo_wechat_responses": (_one("public_response.weibo_wechat_responses"),),
    },
    "v2019": {
        **_common(f"{_OTHER}.total"),
        "rules_issued": (_one(f"{_TWO}.administrative_rules.newly_made"),),
        "documents_issued": (_one(f"{_TWO}.normative_documents.newly_made"),),
        "documents_disclosed": (
            _one(f"{_TWO}.normative_documents.newly_disclosed"),
            _one(f"{_TWO}.normative_documents.total_publicly_available"),
        ),
    },
    "v2021": {
        **_common(*(f"{_OTHER}.{name}.total" for name in ("correction_overdue", "fee_overdue", "other"))),
        "rules_issued": (_one(f"{_TWO}.administrative_rules.issued"),),
        "rules_repealed": (_one(f"{_TWO}.administrative_rules.repealed"),),
        "rules_in_force": (_one(f"{_TWO}.administrative_rules.in_force"),),
        "documents_issued": (_one(f"{_TWO}.administrative_normative_documents.issued"),),
        "documents_repealed": (_one(f"{_TWO}.administrative_normative_documents.repealed"),),
        "documents_in_force": (_one(f"{_TWO}.administrative_normative_documents.in_force"),),
        "fees": (_one(f"{_TWO}.administrative_institutional_fees.amount"),),
    },
}
"""The readings by form and topic; a topic that is missing has no cell in the form."""
