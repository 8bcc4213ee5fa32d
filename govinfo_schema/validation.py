"""The rules over a report."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, TypeAlias

from attrs import evolve, frozen

from govinfo_schema.findings import Finding
from govinfo_schema.forms import Report, form_named, require_report
from govinfo_schema.messages import Text
from govinfo_schema.reading import Reading
from govinfo_schema.rules import Constraint, Rule, catalogue, sentences
from govinfo_schema.rules.compiled import compile_sums
from govinfo_schema.rules.deciding import decide
from govinfo_schema.rules.figures import Figures
from govinfo_schema.rules.model import Verdict
from govinfo_schema.rules.stand_ins import stood_in, sums_of_other_rows

if TYPE_CHECKING:
    from collections.abc import Mapping

    from govinfo_schema.findings import Severity
    from govinfo_schema.provenance import Place, Provenance

    Places: TypeAlias = Mapping[str, Provenance] | None


@frozen(kw_only=True)
class ValidationResult:
    """All findings on one report, in the order of the catalogue.

    Attributes:
        findings: passed, failed, undecided and not applicable ones alike; those of the reader first where a reading
            was given.
    """

    findings: tuple[Finding, ...]

    @property
    def failed(self) -> tuple[Finding, ...]:
        """The findings that failed."""
        return tuple(finding for finding in self.findings if finding.outcome == "failed")


@frozen
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


def validate(report: Report | Reading, *, provenance: Mapping[str, Provenance] | None = None) -> ValidationResult:
    """Check ``report`` against structure and rules of its form. The report stays as it is.

    Args:
        report: the report, or the reading of a document: then what its reader found stands first, and its provenance
            is used.
        provenance: where the values of a report come from; with it, findings that failed or are undecided say where
            their cells stand.

    Returns:
        One finding for each instance of each rule. A rule is ``undecided`` where an operand holds no number and the
        numbers that are there do not decide; no state ever counts as 0. It is ``not_applicable`` where such an operand
        belongs to a cell that the form of origin does not ask, for then no look into the document can decide, and where
        the figures were carried from a form that counts otherwise. A rule that the reader of a reading has told already
        is left out.

    Raises:
        TypeError: ``report`` is neither a report nor a reading.
    """
    if isinstance(report, Reading):
        found = validate(report.report, provenance=report.provenance if provenance is None else provenance)
        told = _told_by(report.findings, report.report.form)
        return ValidationResult(findings=(*report.findings, *(one for one in found.findings if one.rule not in told)))
    require_report(report, "validate", "a Report, or the Reading that read() returns")
    plan = _plan(report.form)
    figures = Figures(report)
    # The compiled sums trust the types of the cells, so they serve only where each cell holds a number of its kind.
    complete = len(figures.numbers) == len(figures.form.cells)
    sums = iter(plan.sums(report)) if complete else None
    findings: list[Finding] = []
    for rule, checks in plan.checks:
        carried = _not_comparable(rule, report)
        for check in checks:
            total = next(sums) if sums is not None and check.compiled else None
            holds = total is not None and (total == 0 or (total < 0 and check.constraint.relation == "<="))
            if carried is not None:
                findings.append(_not_bound(check, report.form, carried))
            else:
                findings.append(check.passed if holds else _judge_linear(check, figures, provenance))
        if rule.stand_ins and report.extensions:
            findings.extend(_judge(rule, said, figures, provenance) for said in sums_of_other_rows(rule, figures))
        if rule.judge is not None:
            findings.extend(_judge(rule, said, figures, provenance) for said in rule.judge(figures))
    return ValidationResult(findings=tuple(findings))


def _told_by(findings: tuple[Finding, ...], form_name: str) -> set[str]:
    """Return the ids of the rules that a reader has told already, in the words of the document."""
    told = {finding.rule for finding in findings}
    return {rule.id for rule in catalogue(form_name) if rule.told_by_reader in told}


def _not_comparable(rule: Rule, report: Report) -> Text | None:
    """Say why ``rule`` does not bind figures that were carried from the form of origin, where that is so."""
    comparable = rule.comparable
    if comparable is None:
        return None
    origin = next((residue.form for residue in report.residue if residue.form not in comparable.forms), None)
    if origin is None:
        return None
    return Text(
        f"数字由 {origin} 表式迁移而来，不适用：{comparable.reason.zh}",
        f"Not applicable to figures carried from {origin}: {comparable.reason.en}",
    )


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


def _judge(rule: Rule, said: Verdict | Constraint, figures: Figures, places: Places) -> Finding:
    """Make a finding of what the function of a rule said."""
    if isinstance(said, Constraint):
        return _judge_linear(_check(rule, said, figures.form.name), figures, places)
    if said.outcome == "passed":
        message = sentences.passed(rule, figures.form.name, said.cells)
    elif said.reason is not None:
        message = sentences.judged(rule, figures.form.name, said.cells, said.reason)
    else:
        message = sentences.not_decided(rule, said.cells, figures, said.missing)
    return Finding(
        rule=rule.id,
        instance=said.instance,
        severity=rule.severity,
        outcome=said.outcome,
        message=message,
        cells=said.cells,
        missing=said.missing,
        places=() if said.outcome == "passed" else _places(said.cells, places),
    )


def _judge_linear(check: _Check, figures: Figures, places: Places) -> Finding:
    rule, constraint = check.rule, check.constraint
    if rule.stand_ins and figures.report.extensions:
        found = stood_in(rule.stand_ins, constraint, figures)
        if isinstance(found, Verdict):
            return _judge(rule, found, figures, places)
        if found is not None:
            counted = _judge_linear(
                _check(evolve(rule, stand_ins=()), found.constraint, figures.form.name), figures, places
            )
            message = Text(f"{counted.message.zh}{found.note.zh}", f"{counted.message.en} {found.note.en}")
            return evolve(counted, cells=constraint.cells, message=message)
    decision = decide(constraint, figures)
    if decision.outcome == "passed":
        return check.passed
    if decision.outcome == "failed":
        sides, known = sentences.sides_of(constraint, figures), _places(constraint.cells, places)
        by_path = {path: place for path, place in zip(constraint.cells, known, strict=False) if place is not None}
        return Finding(
            rule=rule.id,
            instance=constraint.instance,
            severity=_severity_of_failure(rule, figures.report),
            outcome="failed",
            message=sentences.failed(rule, constraint, figures, sides, by_path),
            cells=constraint.cells,
            missing=decision.missing,
            left=sides.left,
            right=sides.right,
            difference=sides.difference,
            places=known,
        )
    return Finding(
        rule=rule.id,
        instance=constraint.instance,
        severity=rule.severity,
        outcome=decision.outcome,
        message=sentences.not_decided(rule, constraint.cells, figures, decision.missing),
        cells=constraint.cells,
        missing=decision.missing,
        places=_places(constraint.cells, places),
    )


def _severity_of_failure(rule: Rule, report: Report) -> Severity:
    """Ease a rule where a province added a row that takes part in the sum and has no cell in the form."""
    if rule.eased_by is not None and rule.eased_by.among(report.extensions):
        return "warning"
    return rule.severity


def _places(cells: tuple[str, ...], provenance: Places) -> tuple[Place | None, ...]:
    """Say where ``cells`` stand; ``None`` for a cell whose place is not known, nothing where no place is."""
    if not provenance:
        return ()
    places = tuple(provenance[path].place if path in provenance else None for path in cells)
    return places if any(place is not None and place.known for place in places) else ()
