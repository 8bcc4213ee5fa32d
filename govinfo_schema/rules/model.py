"""What a rule is: data with a stable id, its linear constraints or a small function, and two examples."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import cached_property
from typing import Literal, TypeAlias

from attrs import Factory, frozen

from govinfo_schema.findings import Outcome, Severity
from govinfo_schema.marks import Mark
from govinfo_schema.messages import Text
from govinfo_schema.provenance import Place
from govinfo_schema.report import ExtensionRow, Period, Scope, Section, Source
from govinfo_schema.rules.earlier import Earlier
from govinfo_schema.rules.figures import Figures, Number
from govinfo_schema.rules.parts import Parts

Relation: TypeAlias = Literal["=", "<="]


@frozen
class Constraint:
    """One linear relation between cells: the sum of coefficient times cell, plus ``constant``, ``relation`` 0.

    Printed as an equation, terms with a positive coefficient stand on the left side, the others on the right.

    Attributes:
        instance: which of the rule's instances, for example a column; empty where the rule has one only.
        relation: ``=`` or ``<=``.
        terms: coefficient and path of each cell, each cell once. Money counts in the unit that the form prints.
        constant: the number beside the cells.
    """

    instance: str
    relation: Relation
    terms: tuple[tuple[int, str], ...]
    constant: int = 0

    @cached_property
    def cells(self) -> tuple[str, ...]:
        """Paths of the cells that take part, in the order of the terms."""
        return tuple(path for _, path in self.terms)


@frozen(kw_only=True, cache_hash=True)
class Verdict:
    """What a rule that is a function says of one of its instances.

    Attributes:
        outcome: what it found.
        cells: paths of the cells that take part.
        missing: paths of the operands that hold no number.
        reason: the sentence that follows the sentence of the rule; ``None`` where the rule passed, and where the
            missing operands are the reason.
        instance: which instance of the rule.
        severity: how grave this instance is, where it is not as grave as the rule.
        sides: the two numbers that were compared, where two were.
        quote: the sentence of the running text that is judged.
        quoted_at: where that sentence stands.
    """

    outcome: Outcome
    cells: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    reason: Text | None = None
    instance: str = ""
    severity: Severity | None = None
    sides: tuple[Number, Number] | None = None
    quote: str | None = None
    quoted_at: Place | None = None


@frozen(kw_only=True)
class Example:
    """A report that shows a rule: every cell is 0, except those named here.

    Attributes:
        values: what stands in cells; what is no number where the rule is about the shape of the report.
        marks: the marks of the report, where they differ from what ``values`` asks for.
        agency: name of the organ.
        region_code: its administrative division code.
        year: report year.
        period: the period stated for the figures.
        source: the document.
        scope: whose figures these are.
        published: the day of publication.
        narrative: the running text.
        previous: the report of the year before, for rules across years.
        parts: the reports of parts, for rules across levels, each as an example of the same form and year.
        declared: the scope that is declared with the parts.
        companions: ids of the other rules that fail on the same report.
    """

    values: Mapping[str, object] = Factory(dict[str, object])
    marks: Mapping[str, Mark] | None = None
    agency: str | None = None
    region_code: str | None = None
    year: int | None = None
    period: Period | None = None
    source: Source | None = None
    scope: Scope = "unknown"
    published: date | None = None
    narrative: tuple[Section, ...] = ()
    previous: Example | None = None
    parts: tuple[Example, ...] = ()
    declared: Scope | None = None
    companions: tuple[str, ...] = ()


# What a function says is either a verdict, or a constraint that holds for this report and is judged like any other.
Judge: TypeAlias = Callable[[Figures], "tuple[Verdict | Constraint, ...]"]
JudgeAcrossYears: TypeAlias = Callable[[Figures, Earlier], "tuple[Verdict, ...]"]
JudgeAcrossLevels: TypeAlias = Callable[[Figures, Parts], "tuple[Verdict, ...]"]


@frozen(kw_only=True)
class Comparable:
    """From which forms figures may have come for a rule to bind them.

    Attributes:
        forms: names of the forms. A report whose residue names another one was carried from it by a migration: the
            rule is not applicable there, since a lawful report must not become a wrong one on its way.
        reason: why figures of other forms are not bound.
    """

    forms: tuple[str, ...]
    reason: Text


@frozen(kw_only=True)
class AddedRow:
    """A row that a province added, and that takes part in a sum without having a cell.

    Attributes:
        tables: titles of the tables in which it may stand.
        words: words in its label.
        other_words: words in labels of rows that have ``words`` as well and stand elsewhere in these tables.
    """

    tables: tuple[str, ...]
    words: str
    other_words: tuple[str, ...] = ()

    def among(self, rows: Iterable[ExtensionRow]) -> bool:
        """Say whether one of ``rows`` is such a row."""
        return any(
            row.table in self.tables
            and self.words in row.label
            and not any(words in row.label for words in self.other_words)
            for row in rows
        )


@frozen(kw_only=True)
class RowsOfAnotherForm:
    """Rows that another form prints where this form prints others, and that may stand in a report in their place.

    Attributes:
        form: name of the other form.
        table: title of the table in which they stand.
        labels: their labels, as the other form prints them.
        replaced: for each column, the cells of this form in whose place they stand.
    """

    form: str
    table: str
    labels: tuple[str, ...]
    replaced: tuple[tuple[str, ...], ...]


@frozen(kw_only=True)
class Rule:
    """A check with a stable id.

    Attributes:
        id: the id, for example ``B1``; it never changes its meaning.
        forms: names of the forms that have this rule.
        severity: how grave a failure is: an error contradicts the form itself, a warning may be lawful.
        title: the rule as a sentence.
        source: where it comes from: printed in the form, implied by it, or law, with the article.
        passing: a report that keeps the rule.
        failing: a report that breaks it.
        constraints: its linear relations, in the form that the catalogue was asked for.
        judge: the check of a rule that is not linear, or not for every report.
        across_years: the check against the report of the year before; it is made only where one is given.
        across_levels: the check against the reports of the parts; it is made only where they are given.
        formula: what a function compares, as a formula; ``None`` where there is none to write.
        eased_by: a row that a province added; with such a row a failure is a warning only.
        comparable: from which forms the figures may have come; ``None`` where any will do.
        told_by_reader: id of the finding in which the reader of a document says the same, with the words of the
            document; where a reading has it, the rule is not told again.
        stand_ins: rows of other forms whose numbers count where they stand in place of rows of this form.
    """

    id: str
    forms: tuple[str, ...]
    severity: Severity
    title: Text
    source: Text
    passing: Example
    failing: Example
    constraints: tuple[Constraint, ...] = ()
    judge: Judge | None = None
    across_years: JudgeAcrossYears | None = None
    across_levels: JudgeAcrossLevels | None = None
    formula: Text | None = None
    eased_by: AddedRow | None = None
    comparable: Comparable | None = None
    told_by_reader: str | None = None
    stand_ins: tuple[RowsOfAnotherForm, ...] = ()

    @property
    def needs(self) -> Literal["report", "previous", "parts"]:
        """What the rule looks at: the report alone, or else the report of the year before or those of the parts."""
        if self.constraints or self.judge is not None:
            return "report"
        return "previous" if self.across_years is not None else "parts"
