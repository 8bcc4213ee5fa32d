"""What rules tell that are no identities: that a figure is too large for another, or for its unit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import evolve

from govinfo_schema.marks import Money
from govinfo_schema.messages import Text
from govinfo_schema.repair import notes
from govinfo_schema.repair.culprits import culprit_of
from govinfo_schema.repair.drafting import detected
from govinfo_schema.repair.limits import binding_limits
from govinfo_schema.repair.proposal import Change, Explanation, Proposal, problem_id, proposal_id
from govinfo_schema.rules import catalogue
from govinfo_schema.rules.deciding import decide

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from govinfo_schema.provenance import Provenance
    from govinfo_schema.rules import Constraint, Rule
    from govinfo_schema.rules.figures import Figures

_PRINTED, _LIKELY = "万元", "元"


def broken_limits(figures: Figures, provenance: Mapping[str, Provenance]) -> Iterator[Proposal]:
    """Yield what is only detected because inequalities fail: those that share a cell make one problem."""
    groups: list[tuple[list[str], list[str]]] = []
    for rule, constraint in binding_limits(figures.report):
        if decide(constraint, figures).outcome != "failed":
            continue
        names, cells = [_name(rule, constraint)], list(constraint.cells)
        for group in [group for group in groups if not set(cells).isdisjoint(group[1])]:
            groups.remove(group)
            names, cells = [*group[0], *names], [*group[1], *cells]
        groups.append((names, cells))
    order = {path: index for index, path in enumerate(figures.form.paths)}
    for names, cells in groups:
        paths = tuple(sorted(set(cells), key=order.__getitem__))
        yield detected(figures.form.name, tuple(names), paths, notes.LIMIT, provenance)


def doubtful_units(figures: Figures, provenance: Mapping[str, Provenance]) -> Iterator[Proposal]:
    """Yield amounts that are too large for the unit that the form prints, as amounts in 元."""
    for rule in catalogue(figures.form.name):
        for constraint in rule.constraints:
            cell = figures.form.by_path[constraint.cells[0]]
            if len(constraint.cells) > 1 or cell.kind != "money" or cell.unit != _PRINTED:
                continue
            amount = figures.value(cell.path)
            if decide(constraint, figures).outcome == "failed" and isinstance(amount, Money) and amount.unit != _LIKELY:
                yield _in_yuan(figures, _name(rule, constraint), cell.path, amount, provenance)


def _in_yuan(figures: Figures, name: str, path: str, amount: Money, provenance: Mapping[str, Provenance]) -> Proposal:
    form, digits = figures.form.name, f"{amount.value:f}"
    change = Change(path=path, published=amount, proposed=evolve(amount, unit=_LIKELY))
    culprit, reason = culprit_of((change,), provenance)
    text = Text(
        f"单位写错：{digits}元写成了{digits}万元", f"the unit is wrong: {digits} 元 (yuan) was filled in as 万元"
    )
    return Proposal(
        id=proposal_id(form, "correction", (change,), (path,)),
        problem=problem_id(form, (name,)),
        kind="correction",
        cells=(path,),
        changes=(change,),
        violated=(name,),
        proof=(name,),
        certainty="one_of_n",
        alternatives=2,  # as it is published, or in the other unit
        explanations=(Explanation(name="yuan_for_wan_yuan", cells=(path,), text=text),),
        culprit=culprit,
        culprit_reason=reason,
        note=notes.UNIT,
    )


def _name(rule: Rule, constraint: Constraint) -> str:
    return f"{rule.id} {constraint.instance}".rstrip()
