"""How long checks take, next to sums that a person would write for one form.

Run as a script to see the figures. ``ratios`` gives the medians of rounds that alternate between both sides, so that a
busy machine slows both alike.
"""

from __future__ import annotations

from decimal import Decimal
from statistics import median
from time import perf_counter
from typing import TYPE_CHECKING, Any

from govinfo_schema.forms import form_named, make_report
from govinfo_schema.marks import Money
from govinfo_schema.rules import catalogue
from govinfo_schema.rules.compiled import compile_sums
from govinfo_schema.validation import validate

if TYPE_CHECKING:
    from collections.abc import Callable

    from govinfo_schema.forms import Report

ROUNDS = 25
CALLS_PER_ROUND = 200
COLUMNS = (
    "natural_person",
    "commercial_enterprise",
    "research_institution",
    "social_public_interest_organization",
    "legal_service_institution",
    "other_organization",
    "total",
)


def by_hand(report: Any) -> bool:  # noqa: ANN401 - a report of the form v2021 in which no cell is None
    """Check the identities of tables three and four of a full report, as one would write it without the rules."""
    applications = report.applications
    results = applications.results
    refused, unable, declined, other = results.refused, results.unable, results.declined, results.other
    kinds = (
        results.disclosure_granted,
        results.partial_disclosure,
        refused.state_secret,
        refused.prohibited_by_law,
        refused.endangers_security_or_stability,
        refused.third_party_rights,
        refused.internal_affairs,
        refused.deliberative_process,
        refused.enforcement_case_file,
        refused.administrative_inquiry,
        unable.not_held,
        unable.requires_creation,
        unable.unclear_after_correction,
        declined.petition_complaint,
        declined.duplicate,
        declined.published_material,
        declined.excessive_repeated,
        declined.confirm_or_reissue,
        other.correction_overdue,
        other.fee_overdue,
        other.other,
    )
    new, old, done, later = (
        applications.new_received,
        applications.carried_over,
        results.total,
        applications.carried_forward,
    )
    for row in (new, old, *kinds, done, later):
        applicants = (
            row.natural_person
            + row.commercial_enterprise
            + row.research_institution
            + row.social_public_interest_organization
            + row.legal_service_institution
            + row.other_organization
        )
        if row.total != applicants:
            return False
    for column in COLUMNS:
        if getattr(new, column) + getattr(old, column) != getattr(done, column) + getattr(later, column):
            return False
        if getattr(done, column) != sum(getattr(row, column) for row in kinds):
            return False
    cases = report.review_and_litigation
    return all(
        block.total == block.upheld + block.corrected + block.other_result + block.pending
        for block in (cases.reconsideration, cases.litigation_direct, cases.litigation_after_reconsideration)
    )


def full_report() -> Report:
    """A consistent report of the form v2021 in which every cell holds a number."""
    form = form_named("v2021")
    values = {cell.path: Money(Decimal(0), cell.unit) if cell.kind == "money" else 0 for cell in form.cells}
    for row in ("new_received", "results.disclosure_granted", "results.total"):
        values |= {f"applications.{row}.natural_person": 12, f"applications.{row}.total": 12}
    return make_report(form, values, year=2023)


def _seconds(call: Callable[[], object]) -> float:
    start = perf_counter()
    for _ in range(CALLS_PER_ROUND):
        call()
    return (perf_counter() - start) / CALLS_PER_ROUND


def measured(rounds: int = ROUNDS) -> dict[str, float]:
    """Return the median seconds of one call of each side."""
    report = full_report()
    identities = tuple(
        constraint
        for rule in catalogue(report.form)
        if rule.severity == "error"
        for constraint in rule.constraints
        if constraint.relation == "="
    )
    sums = compile_sums(form_named(report.form), identities)
    calls: dict[str, Callable[[], object]] = {
        "by hand": lambda: by_hand(report),
        "compiled sums": lambda: not any(sums(report)),
        "validate": lambda: validate(report),
    }
    assert by_hand(report)
    assert len(identities) == 42  # noqa: PLR2004 - 25 rows, 2 times 7 columns, 3 blocks
    assert not any(sums(report))
    assert not validate(report).failed
    times: dict[str, list[float]] = {name: [] for name in calls}
    for _ in range(rounds):
        for name, call in calls.items():
            times[name].append(_seconds(call))
    return {name: median(seconds) for name, seconds in times.items()}


def ratios(rounds: int = ROUNDS) -> dict[str, float]:
    """Return how much longer than the sums by hand the sums that validation uses, and a whole validation, take."""
    seconds = measured(rounds)
    return {name: seconds[name] / seconds["by hand"] for name in ("compiled sums", "validate")}


if __name__ == "__main__":
    for name, seconds in measured().items():
        print(f"{name}: {seconds * 1e6:.1f} µs")
