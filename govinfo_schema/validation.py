"""The rules over a report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from attrs import evolve, frozen

from govinfo_schema.findings import MODES, SEVERITIES, Finding, Missing, validity
from govinfo_schema.forms import Report, form_named, require_report
from govinfo_schema.messages import Text
from govinfo_schema.provenance import Place
from govinfo_schema.reading import Reading
from govinfo_schema.rules import Constraint, Rule, catalogue, sentences
from govinfo_schema.rules.binding import is_eased, not_comparable
from govinfo_schema.rules.compiled import compile_sums
from govinfo_schema.rules.deciding import decide
from govinfo_schema.rules.earlier import Earlier
from govinfo_schema.rules.figures import Figures
from govinfo_schema.rules.missing import decide_in_mode, note
from govinfo_schema.rules.model import Verdict
from govinfo_schema.rules.parts import Parts, require_parts
from govinfo_schema.rules.stand_ins import stood_in, sums_of_other_rows
from govinfo_schema.showing import Shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from govinfo_schema.findings import Outcome
    from govinfo_schema.provenance import Provenance


_NOWHERE = Place()


_ANSWERS = {True: "valid", False: "not valid", None: "not certain"}


@frozen(kw_only=True, repr=False)
class ValidationResult(Shown):
    """All findings on one report, in the order of the catalogue: iteration and ``len`` are over them.

    Attributes:
        findings: passed, failed, undecided and not applicable ones alike; those of the reader first where a reading
            was given.
    """

    findings: tuple[Finding, ...]

    @property
    def failed(self) -> tuple[Finding, ...]:
        """The findings that failed, of any severity."""
        return tuple(finding for finding in self.findings if finding.outcome == "failed")

    @property
    def undecided(self) -> tuple[Finding, ...]:
        """The findings that are open, because a cell holds no number."""
        return tuple(finding for finding in self.findings if finding.outcome == "undecided")

    @property
    def valid(self) -> bool | None:
        """Whether no check of severity error failed; ``None`` where one of them is undecided, or none could be made."""
        return validity(self.findings)

    def __len__(self) -> int:
        return len(self.findings)

    def __iter__(self) -> Iterator[Finding]:
        return iter(self.findings)

    def __bool__(self) -> bool:
        """Refuse to answer: a result that holds findings would be true, whatever they say.

        Raises:
            TypeError: always; says what to ask.
        """
        raise TypeError("A ValidationResult is neither true nor false; ask .valid, .failed, .undecided or len().")

    def in_short(self) -> str:
        """Answer whether the report is valid, and count what the checks found."""
        outcomes = Counter(finding.outcome for finding in self.findings)
        failed = Counter(finding.severity for finding in self.failed)
        grave = ", ".join(f"{severity} {failed[severity]}" for severity in SEVERITIES if failed[severity])
        return (
            f"{_ANSWERS[self.valid]}: {outcomes['passed']} passed, {outcomes['failed']} failed"
            f"{f' ({grave})' if grave else ''}, {outcomes['undecided']} undecided, "
            f"{outcomes['not_applicable']} not applicable"
        )


@frozen(eq=False)
class _Check:
    """One linear constraint, ready to be judged.

    Attributes:
        rule: its rule.
        constraint: the constraint.
        passed: the finding for a report that keeps it. It names no figures and no places, so one object serves all.
        compiled: whether the sums that are compiled for the form include it; money has to be converted first.
    """

    rule: Rule
    constraint: Constraint
    passed: Finding
    compiled: bool


@frozen
class _Plan:
    """The catalogue of one form, made ready once."""

    checks: tuple[tuple[Rule, tuple[_Check, ...]], ...]
    sums: Callable[[Report], tuple[int, ...]]


class _Places(dict[str, "Place | None"]):
    """Where cells stand in their document; ``None`` where that is not known. Most cells take part in several checks."""

    def __init__(self, provenance: Mapping[str, Provenance] | None) -> None:
        super().__init__()
        self._provenance: Mapping[str, Provenance] = provenance or {}

    def __missing__(self, path: str) -> Place | None:
        place = self[path] = self._provenance[path].place if path in self._provenance else None
        return place


@frozen(kw_only=True)
class _Beside:
    """What a report is checked with, beside itself."""

    places: _Places
    previous: Earlier | None
    parts: Parts | None
    missing: Missing


def validate(
    report: Report | Reading,
    *,
    provenance: Mapping[str, Provenance] | None = None,
    previous: Report | Reading | None = None,
    parts: Parts | None = None,
    missing: Missing = "strict",
) -> ValidationResult:
    """Check ``report`` against structure and rules of its form. The report stays as it is.

    Args:
        report: the report, or the reading of a document: then what its reader found stands first, and its provenance
            is used.
        provenance: where the values of a report come from; with it, findings that failed or are undecided say where
            their cells stand.
        previous: the report of the year before, which may have another form: then the rules across years are checked
            as well. Where it is of another year, or a year is unknown, they are undecided and say why.
        parts: the reports of the organs whose figures the report adds up: then the rules between levels are checked as
            well. They are undecided where the scope is not declared or a part is missing.
        missing: how linear rules treat operands without a number: strictly, or in one of the ways that
            ``check_hierarchy`` of VTL has; findings name a way where it made a difference.

    Returns:
        One finding for each instance of each rule. A rule is ``undecided`` where an operand holds no number and the
        numbers that are there do not decide; no state ever counts as 0. It is ``not_applicable`` where such an operand
        belongs to a cell that the form of origin does not ask, for then no look into the document can decide, and where
        the figures were carried from a form that counts otherwise. A rule that the reader of a reading has told already
        is left out.

    Raises:
        TypeError: ``report`` or ``previous`` is neither a report nor a reading, or ``parts`` is something else.
        ValueError: there is no such way to treat missing operands.
    """
    if isinstance(report, Reading):
        places = report.provenance if provenance is None else provenance
        found = validate(report.report, provenance=places, previous=previous, parts=parts, missing=missing)
        told = _told_by(report.findings, report.report.form)
        return ValidationResult(findings=(*report.findings, *(one for one in found.findings if one.rule not in told)))
    require_report(report, "validate", "a Report, or the Reading that read() returns")
    if missing not in MODES:
        raise ValueError(f"missing={missing!r} is none of {', '.join(MODES)}")
    require_parts(parts)
    earlier = None if previous is None else _earlier(previous, report.form)
    return _checked(report, _Beside(places=_Places(provenance), previous=earlier, parts=parts, missing=missing))


def _earlier(previous: Report | Reading, form_name: str) -> Earlier:
    from govinfo_schema.migration.correspondence import corresponding_cells  # noqa: PLC0415 - knows two forms at once

    report = previous.report if isinstance(previous, Reading) else previous
    require_report(report, "validate", "as previous a Report, or the Reading that read() returns")
    return Earlier(report, corresponding_cells(report.form, form_name))


def _checked(report: Report, beside: _Beside) -> ValidationResult:
    plan = _plan(report.form)
    figures = Figures(report)
    # The compiled sums trust the types of the cells, so they serve only where each cell holds a number of its kind.
    complete = len(figures.numbers) == len(figures.form.cells) and beside.missing != "non_zero"
    sums = iter(plan.sums(report)) if complete else None
    findings: list[Finding] = []
    asks_more = bool(report.extensions) or beside.previous is not None or beside.parts is not None
    for rule, checks in plan.checks:
        carried = not_comparable(rule, report) if report.residue else None
        for check in checks:
            total = next(sums) if sums is not None and check.compiled else None
            holds = total is not None and (total == 0 or (total < 0 and check.constraint.relation == "<="))
            if carried is not None:
                findings.append(_not_bound(check, report.form, carried))
            else:
                findings.append(check.passed if holds else _judge_linear(check, figures, beside))
        if asks_more or rule.judge is not None:
            findings += [_judge(rule, said, figures, beside) for said in _said(rule, figures, beside)]
    return ValidationResult(findings=tuple(findings))


def _said(rule: Rule, figures: Figures, beside: _Beside) -> Iterator[Verdict | Constraint]:
    """Yield what the functions of ``rule`` say, those that have what they compare with."""
    if rule.stand_ins and figures.report.extensions:
        yield from sums_of_other_rows(rule, figures)
    if rule.judge is not None:
        yield from rule.judge(figures)
    if rule.across_years is not None and beside.previous is not None:
        yield from rule.across_years(figures, beside.previous)
    if rule.across_levels is not None and beside.parts is not None:
        yield from rule.across_levels(figures, beside.parts)


def _told_by(findings: tuple[Finding, ...], form_name: str) -> set[str]:
    """Return the ids of the rules that a reader has told already, in the words of the document."""
    told = {finding.rule for finding in findings}
    return {rule.id for rule in catalogue(form_name) if rule.told_by_reader in told}


def _not_bound(check: _Check, form_name: str, reason: Text) -> Finding:
    message = sentences.judged(check.rule, form_name, check.constraint.cells, reason)
    return evolve(check.passed, outcome="not_applicable", message=message)


@cache
def _plan(form_name: str) -> _Plan:
    form = form_named(form_name)
    checks = tuple(
        (rule, tuple(_check(rule, constraint, form_name) for constraint in rule.constraints))
        for rule in catalogue(form_name)
    )
    compiled = tuple(check.constraint for _, of_rule in checks for check in of_rule if check.compiled)
    return _Plan(checks, compile_sums(form, compiled))


def _check(rule: Rule, constraint: Constraint, form_name: str) -> _Check:
    by_path = form_named(form_name).by_path
    passed = Finding(
        rule=rule.id,
        instance=constraint.instance,
        severity=rule.severity,
        outcome="passed",
        message=sentences.passed(rule, form_name, constraint.cells),
        cells=constraint.cells,
    )
    return _Check(rule, constraint, passed, all(by_path[path].kind != "money" for path in constraint.cells))


def _judge(rule: Rule, said: Verdict | Constraint, figures: Figures, beside: _Beside) -> Finding:
    """Make a finding of what the function of a rule said."""
    if isinstance(said, Constraint):
        return _judge_linear(_check_drawn_up(rule.id, said, figures.form.name), figures, beside)
    if said.outcome == "passed":
        return _settled(rule.id, figures.form.name, said)
    if said.outcome == "not_applicable" and not said.missing:
        settled, places = _settled(rule.id, figures.form.name, said), _places(said.cells, beside.places)
        return evolve(settled, places=places) if places else settled
    if said.reason is not None:
        message = sentences.judged(rule, figures.form.name, said.cells, said.reason)
    else:
        lacking = sentences.lacking_of(said.missing, figures)
        message = sentences.not_decided(rule, figures.form.name, said.cells, lacking)
    sides = None if said.sides is None else sentences.sides_between(*said.sides)
    return Finding(
        rule=rule.id,
        instance=said.instance,
        severity=rule.severity if said.severity is None else said.severity,
        outcome=said.outcome,
        message=message,
        cells=said.cells,
        missing=said.missing,
        left=None if sides is None else sides.left,
        right=None if sides is None else sides.right,
        difference=None if sides is None else sides.difference,
        places=_places(said.cells, beside.places),
        quote=said.quote,
        quoted_at=said.quoted_at,
    )


@lru_cache(maxsize=256)
def _check_drawn_up(rule_id: str, constraint: Constraint, form_name: str) -> _Check:
    """Make ready what a rule that is a function asks of one report, and will ask of others again."""
    return _check(_rule(rule_id, form_name), constraint, form_name)


def _rule(rule_id: str, form_name: str) -> Rule:
    return next(rule for rule in catalogue(form_name) if rule.id == rule_id)


@lru_cache(maxsize=4096)  # bounded, because a quote may be any sentence
def _settled(rule_id: str, form_name: str, said: Verdict) -> Finding:
    """Make the finding of a verdict that names no figures and no places, so that one object serves many reports."""
    rule = _rule(rule_id, form_name)
    if said.reason is None or said.outcome == "passed":
        message = sentences.passed(rule, form_name, said.cells)
    else:
        message = sentences.judged(rule, form_name, said.cells, said.reason)
    return Finding(
        rule=rule_id,
        instance=said.instance,
        severity=rule.severity if said.severity is None else said.severity,
        outcome=said.outcome,
        message=message,
        cells=said.cells,
        quote=said.quote,
        quoted_at=said.quoted_at,
    )


def _judge_linear(check: _Check, figures: Figures, beside: _Beside) -> Finding:
    found = stood_in(check.rule.stand_ins, check.constraint, figures) if figures.report.extensions else None
    if isinstance(found, Verdict):
        return _judge(check.rule, found, figures, beside)
    if found is not None:
        counted = _check(evolve(check.rule, stand_ins=()), found.constraint, figures.form.name)
        finding = _judge_linear(counted, figures, beside)
        message = Text(f"{finding.message.zh}{found.note.zh}", f"{finding.message.en} {found.note.en}")
        return evolve(finding, cells=check.constraint.cells, message=message)
    if beside.missing == "strict":
        decision = decide(check.constraint, figures)
        return _finding(check, figures, decision.outcome, decision.missing, beside)
    judged = decide_in_mode(check.constraint, figures, beside.missing)
    finding = _finding(check, judged.figures, judged.outcome, judged.missing, beside)
    if not judged.mattered:
        return finding
    said = note(beside.missing, judged)
    message = Text(finding.message.zh + said.zh, finding.message.en + said.en)
    return evolve(finding, mode=beside.missing, missing=judged.missing, message=message)


def _finding(check: _Check, figures: Figures, outcome: Outcome, missing: tuple[str, ...], beside: _Beside) -> Finding:
    rule, constraint = check.rule, check.constraint
    if outcome == "passed":
        return check.passed
    places = _places(constraint.cells, beside.places)
    if outcome == "failed":
        sides = sentences.sides_of(constraint, figures)
        by_path = {path: place for path, place in zip(constraint.cells, places, strict=False) if place is not None}
        return Finding(
            rule=rule.id,
            instance=constraint.instance,
            severity="warning" if is_eased(rule, figures.report) else rule.severity,
            outcome="failed",
            message=sentences.failed(rule, constraint, figures, sides, by_path),
            cells=constraint.cells,
            missing=missing,
            left=sides.left,
            right=sides.right,
            difference=sides.difference,
            places=places,
        )
    return Finding(
        rule=rule.id,
        instance=constraint.instance,
        severity=rule.severity,
        outcome=outcome,
        message=_left_open(check, figures.form.name, sentences.lacking_of(missing, figures)),
        cells=constraint.cells,
        missing=missing,
        places=places,
    )


@lru_cache(maxsize=4096)  # reports leave the same cells blank again and again
def _left_open(check: _Check, form_name: str, lacking: tuple[sentences.Lacking, ...]) -> Text:
    if not lacking:
        return sentences.judged(check.rule, form_name, check.constraint.cells, Text("", ""))
    return sentences.not_decided(check.rule, form_name, check.constraint.cells, lacking)


def _places(cells: tuple[str, ...], places: _Places) -> tuple[Place | None, ...]:
    """Say where ``cells`` stand; ``None`` for a cell whose place is not known, nothing where no place is."""
    found = tuple(map(places.__getitem__, cells))
    return found if any(place is not None and place != _NOWHERE for place in found) else ()
