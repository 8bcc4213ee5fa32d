"""What a proposal is: figures beside the published ones, with the identities that prove them and a certainty."""

from __future__ import annotations

from hashlib import sha256
from typing import Literal

from attrs import frozen

from govinfo_schema.marks import CellValue, Mark, Money, shown
from govinfo_schema.messages import Text
from govinfo_schema.showing import Shown, listed

Kind = Literal["correction", "deduced", "detected"]
Certainty = Literal["unique", "one_of_n", "not_located"]
Culprit = Literal["publisher", "reader", "unknown"]
ExplanationName = Literal[
    "row_shifted",
    "column_shifted",
    "cells_exchanged",
    "number_split",
    "sign_lost",
    "digits_transposed",
    "zero_dropped",
    "zero_added",
    "digit_wrong",
    "digit_doubled",
    "digit_dropped",
    "digit_added",
    "yuan_for_wan_yuan",
]


@frozen(kw_only=True)
class Change:
    """One cell of a proposal.

    Attributes:
        path: address of the cell.
        published: the number that was published; ``None`` where there is none.
        mark: why there is none.
        proposed: the number that is proposed.
    """

    path: str
    published: CellValue = None
    mark: Mark | None = None
    proposed: CellValue


@frozen(kw_only=True)
class Explanation:
    """How a wrong figure may have come about.

    Attributes:
        name: name of the slip, for example ``digits_transposed``.
        cells: paths of the cells that it explains.
        text: the sentence for people.
    """

    name: ExplanationName
    cells: tuple[str, ...]
    text: Text


@frozen(kw_only=True, repr=False)
class Proposal(Shown):
    """One way to satisfy the identities that a report breaks, or what they prove of a cell without a number.

    Attributes:
        id: id that is the same whenever the same cells get the same proposal.
        problem: id that the alternatives for the same problem share.
        kind: ``correction`` of published numbers, ``deduced`` number of a cell that holds none, or ``detected`` where
            something is wrong and no number can be told.
        cells: paths of the cells that change; of a problem that is only detected, those that may be wrong.
        changes: the changes; none for what is only detected.
        violated: identities that do not hold in the published report, for example ``B3 new_received``.
        proof: identities that hold with the proposal: those with a cell that changes, or from which a number follows.
        certainty: ``unique`` where no other smallest set of cells satisfies the identities, ``one_of_n`` where there
            are several, ``not_located`` where the identities show that something is wrong and cannot show what.
        alternatives: how many proposals this problem has; ``None`` where they were not all listed.
        explanations: slips that explain the changes, the likeliest first.
        culprit: who is likelier at fault, the publisher or the reader of the document.
        culprit_reason: why.
        note: what the certainty means here, and what to do.
    """

    id: str
    problem: str
    kind: Kind
    cells: tuple[str, ...]
    changes: tuple[Change, ...]
    violated: tuple[str, ...]
    proof: tuple[str, ...]
    certainty: Certainty
    alternatives: int | None
    explanations: tuple[Explanation, ...] = ()
    culprit: Culprit = "unknown"
    culprit_reason: Text
    note: Text

    def in_short(self) -> str:
        """Say which cells would hold what."""
        changes = (f"{each.path} {shown(each.published)} → {shown(each.proposed)}" for each in self.changes)
        return f"{self.id} {self.kind}, {self.certainty}: {listed(tuple(changes) or self.cells)}"


def proposal_id(form: str, kind: Kind, changes: tuple[Change, ...], cells: tuple[str, ...]) -> str:
    """Return the id of a proposal: a hash of its form, its kind, and its cells with both figures."""
    figures = [f"{change.path}:{_written(change.published)}:{_written(change.proposed)}" for change in changes]
    return f"P-{digest(form, kind, *sorted(figures), *sorted(cells))}"


def problem_id(form: str, names: tuple[str, ...]) -> str:
    """Return the id of a problem: a hash of its form and of what is violated or missing."""
    return f"Q-{digest(form, *sorted(names))}"


def digest(*parts: str) -> str:
    """Return ten hexadecimal digits that tell ``parts`` from others."""
    return sha256("|".join(parts).encode()).hexdigest()[:10]


def _written(value: CellValue) -> str:
    return f"{value.value:f}{value.unit or ''}" if isinstance(value, Money) else str(value)
