"""Carry a report from one form to another."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, Generic, Literal, TypeVar, get_args, overload

from attrs import frozen

from govinfo_schema.arguments import report_in, require_word
from govinfo_schema.errors import MigrationError
from govinfo_schema.forms import Report, cell_values, form_named
from govinfo_schema.messages import Text
from govinfo_schema.migration.account import account
from govinfo_schema.migration.chain import composed
from govinfo_schema.migration.contents import contents_of, report_with
from govinfo_schema.migration.ledger import Ledger, LedgerLine
from govinfo_schema.migration.plan import plan_of
from govinfo_schema.migration.step import Step, take_step
from govinfo_schema.migration.wording import SAME_FORM
from govinfo_schema.showing import Shown
from govinfo_schema.versions import steps_between

if TYPE_CHECKING:
    from govinfo_schema.forms import v2014, v2019, v2021
    from govinfo_schema.marks import CellValue
    from govinfo_schema.reading import Reading

_SHOWN = 3
R_co = TypeVar("R_co", bound=Report, covariant=True)


@frozen(kw_only=True, repr=False)
class Migrated(Shown, Generic[R_co]):
    """What comes of a migration.

    Type checkers know which form ``report`` has where the target is written as a literal.

    Attributes:
        report: the report in the form of the target.
        steps: the steps that were taken, in their order; none where the form stayed the same.
    """

    report: R_co
    steps: tuple[Step, ...] = ()

    @cached_property
    def ledger(self) -> Ledger:
        """The account: each source cell and each target cell exactly once; drawn up when it is first asked for."""
        if not self.steps:
            return _unchanged(self.report)
        return composed(
            Ledger(source_form=step.plan.source.name, target_form=step.plan.target.name, lines=account(step))
            for step in self.steps
        )

    def in_short(self) -> str:
        """Say by which forms the report came. The ledger is not drawn up for that."""
        passed = "".join(f"{step.plan.source.name} → " for step in self.steps)
        return f"{passed}{self.report.in_short()}"


OnLoss = Literal["report", "refuse"]
_WAYS: tuple[str, ...] = get_args(OnLoss)


@overload
def migrate(report: Report | Reading, to: Literal["v2014"], *, on_loss: OnLoss = ...) -> Migrated[v2014.Report]: ...
@overload
def migrate(report: Report | Reading, to: Literal["v2019"], *, on_loss: OnLoss = ...) -> Migrated[v2019.Report]: ...
@overload
def migrate(report: Report | Reading, to: Literal["v2021"], *, on_loss: OnLoss = ...) -> Migrated[v2021.Report]: ...
@overload
def migrate(report: Report | Reading, to: str, *, on_loss: OnLoss = ...) -> Migrated[Report]: ...
def migrate(report: Report | Reading, to: str, *, on_loss: OnLoss = "report") -> Migrated[Any]:
    """Carry ``report`` to the form called ``to``, by a chain of steps between neighbouring forms.

    Cells with an exact or close counterpart are carried with their number or their mark. Where only a sum corresponds
    it is formed; it stays unknown when a part is. A zero fixes what it is the total of. What the target does not ask
    stays in the residue of the report, from which the way back restores it. What was edited in between is kept: it
    travels back with the figures, or stays in a residue where the form cannot hold it. Where it contradicts the
    residue, the edited figure counts, and the ledger says so: a sum and its parts that no longer agree are not restored
    from the residue. Other restored cells stay even where a rule of the target fails between them and figures that
    travelled, because nobody can say which of them is right; the ledger names the rule and these figures.

    Args:
        report: the report, or the reading of a document, whose report is taken; it stays as it is.
        to: name of the form to reach; that of the report itself gives the same report, every cell carried.
        on_loss: what to do with figures for which the target has no place: ``report`` leaves them to the ledger and the
            residue, ``refuse`` raises.

    Raises:
        StructureError: there is no form called ``to``.
        MigrationError: figures have no place in the target, and ``on_loss`` is ``refuse``; says how many, and which.
        TypeError: ``report`` is neither a report nor a reading.
        ValueError: there is no such way to treat losses.
    """
    report = report_in(report, "migrate")
    require_word("on_loss", on_loss, _WAYS)
    contents, residues = contents_of(report), report.residue
    steps: list[Step] = []
    for source, target in steps_between(report.form, to):
        steps.append(take_step(plan_of(source, target), contents, residues))
        contents, residues = steps[-1].arrival.target, steps[-1].residues
    if not steps:
        return Migrated(report=report)
    migrated: Migrated[Any] = Migrated(
        report=report_with(form_named(to), contents, residues, report), steps=tuple(steps)
    )
    if on_loss == "refuse":
        _refuse_loss(migrated.ledger)
    return migrated


def _refuse_loss(ledger: Ledger) -> None:
    lost = [line for line in ledger.lines if line.relation == "not_representable" and any(map(_is_known, line.before))]
    if not lost:
        return
    form = form_named(ledger.source_form)
    labels = [form.label_of(path) for line in lost for path in line.sources]
    shown_zh, shown_en = "、".join(labels[:_SHOWN]), ", ".join(labels[:_SHOWN])
    raise MigrationError(
        Text(
            f"{ledger.target_form} 放不下 {len(labels)} 格有数字的内容，例如：{shown_zh}。",
            f"{ledger.target_form} has no place for {len(labels)} cells that hold a number, for example: {shown_en}.",
        ),
        advice=Text(
            "可以接受时请允许损失（命令行 --on-loss report，Python 用 on_loss='report'）："
            "去向记入台账，原值留在余项中，返回时恢复。",
            "Where that is acceptable, allow it (--on-loss report, in Python on_loss='report'): the ledger accounts "
            "for it, and the residue keeps the figures for the way back.",
        ),
    )


def _is_known(value: CellValue) -> bool:
    return value is not None


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
