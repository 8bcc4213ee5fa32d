"""Every linear rule against sums written out here, from the printed labels of the facts.

Nothing here looks into the rules: the sums come from rows and columns of tests/data/facts and from plain arithmetic.
"""

from __future__ import annotations

import random
from collections import Counter
from decimal import Decimal
from fractions import Fraction

import pytest

from govinfo_schema.forms import form_named, make_report
from govinfo_schema.marks import Money
from govinfo_schema.report import Agency
from govinfo_schema.rules import Constraint, catalogue
from govinfo_schema.validation import validate
from rules_from_facts import DONE, NEW, OLD, OPEN, RESULTS, facts, own_equations, table_three

WITH_APPLICANTS = ("v2019", "v2021")

Values = dict[str, int]


def consistent(form: str, seed: int) -> Values:
    """Random figures that keep every identity, built by addition."""
    chance = random.Random(seed)  # noqa: S311 - figures for a test
    values: Values = {fact["cell"]: chance.randint(0, 9) for fact in facts(form) if fact["kind"] != "money"}
    cells = table_three(form)
    rows = list(dict.fromkeys(row for row, _ in cells))
    columns = list(dict.fromkeys(column for _, column in cells))
    new, old, later = (next(row for row in rows if row.startswith(start)) for start in (NEW, OLD, OPEN))
    for column in columns[:-1]:
        done = sum(values[cells[row, column]] for row in rows if row.startswith(RESULTS) and row != DONE)
        values[cells[DONE, column]] = done
        values[cells[old, column]] = 1
        values[cells[later, column]] = 3
        values[cells[new, column]] = done + 2
    for row in rows:
        values[cells[row, columns[-1]]] = sum(values[cells[row, column]] for column in columns[:-1])
    for _, equation in (entry for entry in own_equations(form).items() if entry[0][0] == "C1"):
        total = next(path for path, coefficient in equation.items() if coefficient == 1)
        values[total] = sum(values[path] for path in equation if path != total)
    return values


def figures_of(form: str, values: Values, agency: str | None = None) -> Counter[str]:
    """How many instances of each rule fail, by the code under test."""
    flat = form_named(form)
    full = {
        cell.path: Money(Decimal(0), cell.unit) if cell.kind == "money" else values[cell.path] for cell in flat.cells
    }
    result = validate(make_report(flat, full, agency=Agency(name=agency)))
    return Counter(finding.rule for finding in result.failed)


@pytest.mark.parametrize("form", WITH_APPLICANTS)
@pytest.mark.parametrize("step", [1, -1])
def test_one_wrong_cell_breaks_the_identities_it_stands_in_and_no_other(form: str, step: int) -> None:
    flat, equations, base = form_named(form), own_equations(form), consistent(form, seed=7)
    money = {cell.path: Money(Decimal(0), cell.unit) for cell in flat.cells if cell.kind == "money"}
    identity_rules = {"B1", "B2", "B3", "C1"}
    for path in (path for path in base if not path.startswith("proactive_disclosure.")):
        report = make_report(flat, {**base, **money, path: base[path] + step})
        found = {
            (finding.rule, frozenset(finding.cells)): finding.difference
            for finding in validate(report).failed
            if finding.rule in identity_rules
        }
        expected = {
            key: str(step * equation[path]) for key, equation in equations.items() if equation.get(path) is not None
        }
        assert found == expected, path


@pytest.mark.parametrize("form", WITH_APPLICANTS)
def test_every_cell_of_table_three_stands_in_at_least_two_identities(form: str) -> None:
    times = Counter(path for equation in own_equations(form).values() for path in equation)
    assert all(times[path] >= 2 for path in table_three(form).values())


@pytest.mark.parametrize("form", WITH_APPLICANTS)
@pytest.mark.parametrize("seed", range(3))
def test_consistent_figures_break_no_identity(form: str, seed: int) -> None:
    failed = figures_of(form, consistent(form, seed))
    assert {rule for rule in failed if rule[0] in "BC"} == set()


@pytest.mark.parametrize(("form", "cells", "identities", "rank"), [("v2019", 161, 37, 35), ("v2021", 175, 39, 37)])
def test_the_identities_of_table_three_have_their_rank(form: str, cells: int, identities: int, rank: int) -> None:
    paths = list(table_three(form).values())
    matrix = [
        [Fraction(_coefficient(constraint, path)) for path in paths]
        for rule in catalogue(form)
        if rule.id in {"B1", "B2", "B3"}
        for constraint in rule.constraints
    ]
    assert (len(paths), len(matrix), _rank(matrix)) == (cells, identities, rank)


def _coefficient(constraint: Constraint, path: str) -> int:
    return sum(coefficient for coefficient, of_term in constraint.terms if of_term == path)


def _rank(matrix: list[list[Fraction]]) -> int:
    """Rank by elimination, exactly."""
    rows = [list(row) for row in matrix]
    rank = 0
    for column in range(len(rows[0])):
        pivot = next((index for index in range(rank, len(rows)) if rows[index][column]), None)
        if pivot is None:
            continue
        rows[rank], rows[pivot] = rows[pivot], rows[rank]
        for index in range(rank + 1, len(rows)):
            factor = rows[index][column] / rows[rank][column]
            if factor:
                rows[index] = [own - factor * of_pivot for own, of_pivot in zip(rows[index], rows[rank], strict=True)]
        rank += 1
    return rank


def own_failures_of_v2014(v: Values) -> Counter[str]:
    """The relations A1 to A14 between counts, written out."""
    c = {path.removeprefix("applications."): number for path, number in v.items() if path.startswith("applications.")}
    p = {path.removeprefix("proactive_disclosure."): n for path, n in v.items() if path.startswith("proactive_")}
    r = {path.removeprefix("public_response."): n for path, n in v.items() if path.startswith("public_response.")}
    channels = [
        p["channels.gazette"],
        p["channels.government_website"],
        p["channels.government_weibo"],
        p["channels.government_wechat"],
        p["channels.other"],
    ]
    grounds = [
        c["replies.refused.state_secret"],
        c["replies.refused.commercial_secret"],
        c["replies.refused.personal_privacy"],
        c["replies.refused.security_or_stability"],
        c["replies.refused.not_government_information"],
        c["replies.refused.other_legal_ground"],
    ]
    replies = [
        c["replies.already_proactively_disclosed"],
        c["replies.disclosure_granted"],
        c["replies.partial_disclosure"],
        c["replies.refused.total"],
        c["replies.not_this_organ"],
        c["replies.information_nonexistent"],
        c["replies.asked_to_amend_or_supplement"],
        c["replies.referred_to_other_channels"],
    ]
    received = [c["received.in_person"], c["received.fax"], c["received.online"], c["received.letter"]]
    in_times = [
        r["press_conferences"],
        r["website_interviews"],
        r["weibo_wechat_responses"],
        r["other_responses"],
    ]
    reviewed = [v["reconsideration.upheld"], v["reconsideration.corrected"], v["reconsideration.other"]]
    sued = [v["litigation.upheld_or_claim_dismissed"], v["litigation.corrected"], v["litigation.other"]]
    failures = {
        "A1": c["received.total"] != sum(received),
        "A2": c["concluded.total"] != c["concluded.on_time"] + c["concluded.extended"],
        "A3": c["replies.total"] != sum(replies),
        "A4a": sum(ground > c["replies.refused.total"] for ground in grounds),
        "A4b": c["replies.refused.total"] != sum(grounds),
        "A5": sum(channel > p["items_disclosed"] for channel in channels) + (p["items_disclosed"] > sum(channels)),
        "A6": p["normative_document_items_disclosed"] > p["items_disclosed"],
        "A7": r["public_concerns_addressed"] > sum(in_times),
        "A8": (r["press_conferences_principal_official"] > r["press_conferences"])
        + (r["website_interviews_principal_official"] > r["website_interviews"]),
        "A9": (v["reconsideration.total"] != sum(reviewed)) + (v["litigation.total"] != sum(sued)),
        "A10": v["capacity.staff.total"] != v["capacity.staff.full_time"] + v["capacity.staff.part_time"],
        "A11": c["concluded.total"] > c["received.total"],
        "A14": v["training.sessions"] == 0 and v["training.person_times_trained"] != 0,
        "D7": sum(number < 0 for number in v.values()),
    }
    return +Counter({rule: int(times) for rule, times in failures.items()})


def consistent_v2014(*, tight: bool) -> Values:
    """Figures that keep A1 to A14: either with every bound reached, or with room below every bound."""
    values: Values = {fact["cell"]: 0 for fact in facts("v2014") if fact["kind"] != "money"}
    if tight:
        return values
    values |= dict.fromkeys(values, 1)
    values |= {
        "applications.received.total": 4,
        "applications.concluded.total": 2,
        "applications.replies.total": 13,
        "applications.replies.refused.total": 6,
        "reconsideration.total": 3,
        "litigation.total": 3,
        "capacity.staff.total": 2,
        "proactive_disclosure.items_disclosed": 3,
        "public_response.press_conferences": 3,
        "public_response.website_interviews": 3,
    }
    return values


@pytest.mark.parametrize("tight", [True, False])
def test_one_wrong_cell_of_v2014_breaks_what_plain_arithmetic_says(*, tight: bool) -> None:
    base = consistent_v2014(tight=tight)
    assert own_failures_of_v2014(base) == Counter() == figures_of("v2014", base)
    for path in base:
        for number in (0, base[path] - 1, base[path] + 1, base[path] + 20):
            values = {**base, path: number}
            assert figures_of("v2014", values) == own_failures_of_v2014(values), (path, number)


def test_random_figures_of_v2014_break_what_plain_arithmetic_says() -> None:
    chance = random.Random(2014)  # noqa: S311 - figures for a test
    for _ in range(100):
        values = {path: chance.randint(0, 3) for path in consistent_v2014(tight=True)}
        assert figures_of("v2014", values) == own_failures_of_v2014(values)


def own_failures_of_table_two(form: str, v: Values) -> Counter[str]:
    """D1, D2, D5, D6 and D7 of a county, written out."""
    t = {path.removeprefix("proactive_disclosure."): n for path, n in v.items() if path.startswith("proactive_")}
    rules_row = [number for path, number in t.items() if path.startswith("administrative_rules.")]
    if form == "v2019":
        documents = ("administrative_rules", "normative_documents")
        items = (
            "administrative_licensing",
            "other_external_services",
            "administrative_penalties",
            "administrative_compulsion",
            "administrative_institutional_fees",
        )
        failures = {
            "D1": sum(t[f"{kind}.newly_disclosed"] > t[f"{kind}.total_publicly_available"] for kind in documents),
            "D2": sum(t[f"{kind}.prior_year_items"] + t[f"{kind}.change"] < 0 for kind in items),
        }
    else:
        documents = ("administrative_rules", "administrative_normative_documents")
        failures = {
            "D5": sum(t[f"{kind}.issued"] - t[f"{kind}.repealed"] > t[f"{kind}.in_force"] for kind in documents)
        }
    failures["D6"] = int(sum(rules_row) != 0)
    failures["D7"] = sum(number < 0 for path, number in t.items() if not path.endswith(".change"))
    return +Counter(failures)


@pytest.mark.parametrize("form", WITH_APPLICANTS)
def test_table_two_breaks_what_plain_arithmetic_says(form: str) -> None:
    chance = random.Random(20)  # noqa: S311 - figures for a test
    base = consistent(form, seed=1)
    two = [path for path in base if path.startswith("proactive_disclosure.")]
    for _ in range(300):
        values = base | {path: chance.choice((0, 0, 0, 1, 2, 3)) for path in two}
        values |= {path: chance.randint(-3, 3) for path in two if path.endswith(".change")}
        values |= {chance.choice(two): -1}
        assert figures_of(form, values, "衡山县人民政府") == own_failures_of_table_two(form, values)
