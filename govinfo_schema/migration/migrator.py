"""Carry a report from one form to another."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, Generic, Literal, TypeVar, overload

from attrs import field, frozen

from govinfo_schema.forms import Report, cell_values, form_named, require_report
from govinfo_schema.migration.account import account
from govinfo_schema.migration.chain import composed
from govinfo_schema.migration.contents import contents_of, report_with
from govinfo_schema.migration.ledger import Ledger, LedgerLine
from govinfo_schema.migration.plan import plan_of
from govinfo_schema.migration.step import Step, take_step
from govinfo_schema.migration.wording import SAME_FORM
from govinfo_schema.versions import steps_between

if TYPE_CHECKING:
    from govinfo_schema.forms import v2014, v2019, v2021

R_co = TypeVar("R_co", bound=Report, covariant=True)


@frozen(kw_only=True)
class Migrated(Generic[R_co]):
    """What comes of a migration.

    Type checkers know which form ``report`` has where the target is written as a literal.

    Attributes:
        report: the report in the form of the target.
        steps: the steps that were taken, in their order; none where the form stayed the same.
    """

    report: R_co
    steps: tuple[Step, ...] = field(default=(), repr=False)

    @cached_property
    def ledger(self) -> Ledger:
        """The account: each source cell and each target cell exactly once; drawn up when it is first asked for."""
        if not self.steps:
            return _unchanged(self.report)
        return composed(
            Ledger(source_form=step.plan.source.name, target_form=step.plan.target.name, lines=account(step))
            for step in self.steps
        )


@overload
def migrate(report: Report, to: Literal["v2014"]) -> Migrated[v2014.Report]: ...
@overload
def migrate(report: Report, to: Literal["v2019"]) -> Migrated[v2019.Report]: ...
@overload
def migrate(report: Report, to: Literal["v2021"]) -> Migrated[v2021.Report]: ...
@overload
def migrate(report: Report, to: str) -> Migrated[Report]: ...
def migrate(report: Report, to: str) -> Migrated[Any]:
    """Carry ``report`` to the form called ``to``, by a chain of steps between neighbouring forms.

    Cells with an exact or close counterpart are carried with their number or their mark. Where only a sum corresponds
    it is formed; it stays unknown when a part is. A zero fixes what it is the total of. What the target does not ask
    stays in the residue of the report, from which the way back restores it. What was edited in between is kept: it
    travels back with the figures, or stays in a residue where the form cannot hold it. Where it contradicts the
    residue, the edited figure counts, and the ledger says so: a sum and its parts that no longer agree are not restored
    from the residue. Other restored cells stay even where a rule of the target fails between them and figures that
    travelled, because nobody can say which of them is right; the ledger names the rule and these figures.

    Args:
        report: the report; it stays as it is.
        to: name of the form to reach; that of the report itself gives the same report, every cell carried.

    Raises:
        StructureError: there is no form called ``to``.
        TypeError: ``report`` is no report.
    """
    require_report(report, "migrate")
    contents, residues = contents_of(report), report.residue
    steps: list[Step] = []
    for source, target in steps_between(report.form, to):
        steps.append(take_step(plan_of(source, target), contents, residues))
        contents, residues = steps[-1].arrival.target, steps[-1].residues
    if not steps:
        return Migrated(report=report)
    return Migrated(report=report_with(form_named(to), contents, residues, report), steps=tuple(steps))


def _unchanged(report: Report) -> Ledger:
    lines = tuple(
        LedgerLine(
            sources=(path,),
            targets=(path,),
            relation="carried",
            before=(value,),
            after=(value,),
            reason=SAME_FORM,
        )
        for path, value in cell_values(report).items()
    )
    return Ledger(source_form=report.form, target_form=report.form, lines=lines)
