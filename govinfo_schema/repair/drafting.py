"""Makes proposals of what the identities of one part tell."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING

from attrs import frozen

from govinfo_schema.forms import Report, form_of
from govinfo_schema.messages import Text
from govinfo_schema.provenance import Provenance
from govinfo_schema.repair import notes
from govinfo_schema.repair.beyond import EXTRA, is_installed, smallest_sets
from govinfo_schema.repair.culprits import culprit_of
from govinfo_schema.repair.explanations import explain, likelihood
from govinfo_schema.repair.layout import are_neighbours
from govinfo_schema.repair.problems import Case
from govinfo_schema.repair.proposal import Certainty, Change, Explanation, Proposal, problem_id, proposal_id
from govinfo_schema.repair.search import MOST_CELLS, Changes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from govinfo_schema.repair.blanks import Bounds
    from govinfo_schema.repair.problems import Diagnosis, Problem

_MOST_TIED_CELLS = 2
"""Cells of one problem that a unique proposal changes at most: of larger ones one in twenty was wrong when tried."""


@frozen(kw_only=True)
class _Way:
    """One way to solve a problem."""

    changes: Changes
    slips: tuple[Explanation, ...]


@frozen(kw_only=True)
class _Verdict:
    """How certain the ways to solve a problem are."""

    certainty: Certainty
    alternatives: int | None
    note: Text


@frozen(kw_only=True)
class Draft:
    """One part of a report, and what proposals about it need beside its figures.

    Attributes:
        case: the part with its figures.
        report: the report.
        provenance: where its values come from, as far as this is known.
        doubts: why its figures prove less than they seem to.
        beyond: whether sets of more cells are looked for than the search lists.
    """

    case: Case
    report: Report
    provenance: Mapping[str, Provenance]
    doubts: tuple[Text, ...]
    beyond: bool

    def proposals(self) -> Iterator[Proposal]:
        """Yield the proposals for this part: corrections first, then what follows for cells without a number."""
        diagnosis = self.case.diagnose()
        for problem in diagnosis.problems:
            yield from self._solved(problem)
        yield from self._deduced(diagnosis)

    def _solved(self, problem: Problem) -> Iterator[Proposal]:
        if not problem.sets and not problem.is_by_bounds and self.beyond and is_installed():
            sets = smallest_sets(self.case, MOST_CELLS + 1 if problem.complete else 1)
            ways = [self._way(changes) for changes in sets]
            verdict = _Verdict(certainty="one_of_n", alternatives=None, note=notes.one_of(None))
        else:
            ways = [self._way(changes) for changes in problem.sets]
            verdict = self._verdict(problem)
        shifted = [
            _Way(changes=each.changes, slips=(self._shifted(each.changes, each.text, each.line.kind),))
            for each in problem.shifts
        ]
        slipped = [way.changes for way in shifted]
        ways = sorted([*shifted, *(way for way in ways if way.changes not in slipped)], key=self._likelihood)
        for way in ways:
            yield self._correction(problem, way, verdict)
        if not ways:
            yield self._only_detected(problem)

    def _way(self, changes: Changes) -> _Way:
        part = self.case.part
        figures = {part.paths[cell]: self._figures(cell, by) for cell, by in sorted(changes.items())}
        return _Way(changes=changes, slips=explain(figures, partial(are_neighbours, part)))

    def _shifted(self, changes: Changes, text: Text, kind: str) -> Explanation:
        paths = tuple(self.case.part.paths[cell] for cell in sorted(changes))
        return Explanation(name="row_shifted" if kind == "row" else "column_shifted", cells=paths, text=text)

    def _figures(self, cell: int, by: int) -> tuple[int, int]:
        published = self.case.values[cell] or 0
        return published, published + by

    def _likelihood(self, way: _Way) -> tuple[object, ...]:
        paths = [self.case.part.paths[cell] for cell in way.changes]
        return *likelihood(way.slips, paths, sum(map(abs, way.changes.values()))), sorted(way.changes)

    def _verdict(self, problem: Problem) -> _Verdict:
        """Say how certain the ways to solve ``problem`` are."""
        count = len(problem.sets) + len(problem.shifts)
        if not self.case.part.locates:
            return _Verdict(
                certainty="not_located", alternatives=count, note=notes.joined(notes.NEVER_LOCATED, *self.doubts)
            )
        if not problem.sets:
            return _Verdict(certainty="not_located", alternatives=None, note=notes.SHIFT_ONLY)
        if self.doubts or not problem.complete or (count == 1 and not problem.is_safe):
            return _Verdict(
                certainty="one_of_n", alternatives=None, note=notes.joined(*self.doubts, notes.one_of(None))
            )
        if count == 1 and len(problem.sets[0]) > _MOST_TIED_CELLS:
            return _Verdict(certainty="one_of_n", alternatives=None, note=notes.MANY_TIED_CELLS)
        if count == 1:
            return _Verdict(certainty="unique", alternatives=1, note=notes.unique(len(problem.sets[0])))
        return _Verdict(certainty="one_of_n", alternatives=count, note=notes.one_of(count))

    def _correction(self, problem: Problem, way: _Way, verdict: _Verdict) -> Proposal:
        part, form = self.case.part, self.report.form
        cells = sorted(way.changes)
        changes = tuple(
            Change(
                path=part.paths[cell],
                published=self.case.values[cell],
                proposed=self._figures(cell, way.changes[cell])[1],
            )
            for cell in cells
        )
        culprit, reason = culprit_of(changes, self.provenance)
        paths = tuple(part.paths[cell] for cell in cells)
        violated = part.names(problem.violated)
        return Proposal(
            id=proposal_id(form, "correction", changes, paths),
            problem=problem_id(form, violated),
            kind="correction",
            cells=paths,
            changes=changes,
            violated=violated,
            proof=part.names(number for cell in cells for number in part.columns[cell]),
            certainty=verdict.certainty,
            alternatives=verdict.alternatives,
            explanations=way.slips,
            culprit=culprit,
            culprit_reason=reason,
            note=verdict.note,
        )

    def _only_detected(self, problem: Problem) -> Proposal:
        """Say that something is wrong, where no number can be told."""
        part, form = self.case.part, self.report.form
        violated = part.names(problem.violated)
        rows = [part.rows[number] for number in problem.violated]
        cells = tuple(part.paths[cell] for cell in sorted({cell for row in rows for cell in row}))
        if problem.is_by_bounds:
            note = notes.CONTRADICTION
        else:
            note = notes.MORE_THAN_FOUR if problem.complete else notes.NOT_SEARCHED
            note = note if is_installed() else notes.joined(note, notes.install(EXTRA))
        return detected(form, violated, cells, note, self.provenance)

    def _deduced(self, diagnosis: Diagnosis) -> Iterator[Proposal]:
        part = self.case.part
        for cell, bounds in sorted(diagnosis.bounds.items()):
            mark = self.report.marks.get(part.paths[cell])
            if bounds.value is None or mark is None or mark.state == "not_asked":
                continue
            change = Change(path=part.paths[cell], mark=mark, proposed=bounds.value)
            yield self._deduction(change, bounds, self._doubts_of_deduction(change, diagnosis), diagnosis)

    def _doubts_of_deduction(self, change: Change, diagnosis: Diagnosis) -> Iterable[Text]:
        yield from self.doubts
        if diagnosis.violated:
            yield notes.DEDUCED_NEAR_FAILURE
        mark = change.mark
        if mark is not None and mark.candidates and str(change.proposed) not in mark.candidates:
            yield notes.NOT_A_CANDIDATE

    def _deduction(self, change: Change, bounds: Bounds, doubts: Iterable[Text], diagnosis: Diagnosis) -> Proposal:
        form, told = self.report.form, tuple(doubts)
        culprit, reason = culprit_of((change,), self.provenance)
        return Proposal(
            id=proposal_id(form, "deduced", (change,), (change.path,)),
            problem=problem_id(form, (change.path,)),
            kind="deduced",
            cells=(change.path,),
            changes=(change,),
            violated=self.case.part.names(diagnosis.violated),
            proof=self.case.part.names(bounds.proof),
            certainty="one_of_n" if told else "unique",
            alternatives=None if told else 1,
            culprit=culprit,
            culprit_reason=reason,
            note=notes.joined(*told) if told else notes.DEDUCED,
        )


def detected(
    form: str, violated: tuple[str, ...], cells: tuple[str, ...], note: Text, provenance: Mapping[str, Provenance]
) -> Proposal:
    """Make the proposal that says that something is wrong, and proposes no number."""
    culprit, reason = culprit_of((Change(path=path, proposed=None) for path in cells), provenance)
    return Proposal(
        id=proposal_id(form, "detected", (), (*violated, *cells)),
        problem=problem_id(form, violated),
        kind="detected",
        cells=cells,
        changes=(),
        violated=violated,
        proof=(),
        certainty="not_located",
        alternatives=None,
        culprit=culprit,
        culprit_reason=reason,
        note=note,
    )


def tables_of(report: Report, paths: Iterable[str]) -> frozenset[str]:
    """Return the titles of the tables in which ``paths`` stand."""
    by_path = form_of(report).by_path
    return frozenset(by_path[path].table for path in paths)
