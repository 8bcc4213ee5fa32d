"""What comes of adding up reports: the report, its parts, and for each cell what the parts hold there."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Literal, TypeAlias

from attrs import frozen

from govinfo_schema.findings import Finding
from govinfo_schema.forms import Report
from govinfo_schema.marks import CellValue, Mark
from govinfo_schema.messages import Text
from govinfo_schema.migration.ledger import Ledger
from govinfo_schema.showing import Shown

Number: TypeAlias = int | Decimal
Standing: TypeAlias = Literal["merged", "missing", "refused", "unread"]
"""What there is of a part: a report, none at all, a file that is no report, or one that cannot be read."""


@frozen(kw_only=True, repr=False)
class Part(Shown):
    """One organ whose figures belong into the sums, whether its report is there or not.

    Attributes:
        name: what it is called in tables: its organ, or the file where that names none; no two are called alike.
        standing: what there is of it.
        where: the file, as it was given; empty where there is none.
        published: the report as it was read; ``None`` where there is none.
        report: the same in the form of the merged report.
        ledger: account of its migration; ``None`` where it had that form already.
        findings: what the checks found on the report as it was read.
        reason: why the file is no report.
    """

    name: str
    standing: Standing
    where: str = ""
    published: Report | None = None
    report: Report | None = None
    ledger: Ledger | None = None
    findings: tuple[Finding, ...] = ()
    reason: Text | None = None

    def in_short(self) -> str:
        """Say whose part it is, and what there is of it."""
        return f"{self.name}: {self.standing}{f', {self.where}' if self.where else ''}"


@frozen(kw_only=True)
class LeftOut:
    """A file whose figures are in no sum, and belong into none.

    Attributes:
        where: the file, as it was given.
        reason: why.
    """

    where: str
    reason: Text


@frozen(kw_only=True)
class Total:
    """The sum of one cell.

    Attributes:
        path: the cell.
        unit: the unit in which amounts of money were added up; ``None`` for counts, and where no unit is known.
        numbers: what each part holds there, in that unit, in the order of the parts; ``None`` where it holds no number.
        value: the sum; ``None`` where a part holds no number, or the numbers cannot be added.
        mark: why there is no sum.
        obstacle: why numbers that are there cannot be added.
    """

    path: str
    unit: str | None
    numbers: tuple[Number | None, ...]
    value: CellValue
    mark: Mark | None = None
    obstacle: Text | None = None

    @property
    def lacking(self) -> tuple[int, ...]:
        """The numbers of the parts that hold no number there, counted from 0."""
        return tuple(at for at, number in enumerate(self.numbers) if number is None)

    @property
    def is_incomplete(self) -> bool:
        """Whether there is no sum because a part holds no number, or numbers cannot be added."""
        return self.mark is not None and self.mark.state == "incomplete"

    @property
    def known(self) -> tuple[Number, ...]:
        """The numbers that are there."""
        return tuple(number for number in self.numbers if number is not None)


@frozen(kw_only=True, repr=False)
class Merged(Shown):
    """A merged report with all that it was made of.

    Attributes:
        report: the sums as a report, in the form of its parts. A cell without a sum has the mark ``incomplete``, unless
            every part says alike that there is nothing to count (``not_applicable``, ``not_asked``).
        parts: the organs that belong into the sums, in the order of the list of expected organs, or of the files.
        totals: the sums by path, in the order of the form.
        left_out: files whose figures are in no sum.
    """

    report: Report
    parts: tuple[Part, ...]
    totals: Mapping[str, Total]
    left_out: tuple[LeftOut, ...] = ()

    @property
    def incomplete(self) -> tuple[Total, ...]:
        """The cells without a sum to which at least one part lacks a number."""
        return tuple(total for total in self.totals.values() if total.is_incomplete)

    @property
    def reports(self) -> tuple[Report, ...]:
        """The reports that were added up, in the form of the merged one."""
        return tuple(part.report for part in self.parts if part.report is not None)

    def in_short(self) -> str:
        """Say of whom the sums are, and how many of them lack something."""
        return (
            f"{self.report.in_short()}; {len(self.reports)} of {len(self.parts)} parts with a report, "
            f"{len(self.incomplete)} of {len(self.totals)} sums incomplete"
        )
