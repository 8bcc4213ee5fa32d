"""Add up reports to one of a higher organ."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING, cast

from attrs import evolve

from govinfo_schema.arguments import names_in, require_word
from govinfo_schema.errors import GovinfoError, MergeError, RecognitionError
from govinfo_schema.forms import form_named, make_report
from govinfo_schema.merging.adding import totals_of
from govinfo_schema.merging.given import Given, given_from, names_of, of_year
from govinfo_schema.merging.merged import LeftOut, Merged, Part
from govinfo_schema.merging.refusals import MIXTURES, failing, mixed, refuse, sums_beside_parts, twice, unexpected
from govinfo_schema.messages import Text
from govinfo_schema.migration import migrate
from govinfo_schema.panel.coverage import Found, coverage
from govinfo_schema.report import SCOPES, Agency
from govinfo_schema.rules.figures import bare_name
from govinfo_schema.validation import validate
from govinfo_schema.versions import version_named

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from govinfo_schema.findings import Finding
    from govinfo_schema.forms import Report
    from govinfo_schema.merging.merged import Standing, Total
    from govinfo_schema.merging.refusals import Mixture
    from govinfo_schema.migration.migrator import OnLoss
    from govinfo_schema.reading import Reading
    from govinfo_schema.report import Scope

_ANY_YEAR = 0  # whose reports are of one year, or were asked to be taken for that
_NOT_NEEDED = Text(
    "不是可用的报告；名单上的机关都已有报告，不影响合计。",
    "No usable report; every organ on the list has one, so no sum needs it.",
)


def merge(  # noqa: PLR0913 - what is added up, what is known of the whole, and what is allowed
    reports: Iterable[Report | Reading | Given],
    *,
    agency: str | None = None,
    scope: Scope = "unknown",
    year: int | None = None,
    to: str | None = None,
    on_loss: OnLoss = "report",
    expected: Iterable[str] | None = None,
    failures: Iterable[tuple[str, GovinfoError]] = (),
    left_out: Iterable[LeftOut] = (),
    allowed: Iterable[Mixture] = (),
    strict: bool = False,
) -> Merged:
    """Add up reports cell by cell. The reports stay as they are, and no figure of them is corrected.

    A cell has a sum where every part holds a number; where one holds none, the sum is ``incomplete`` and no number.
    An expected organ without a report lacks every cell, and so does a file that gave no report, unless a list of
    expected organs says that nobody is missing. Running text and rows that are not of the form are not merged.

    Args:
        reports: reports, or readings; ``Given`` also says from which file.
        agency: name of the organ whose report the sums are.
        scope: whose figures the sums are; where nobody says so it stays unknown.
        year: takes the reports of this year only, and those that state none; others are left out, and listed as such.
        to: form to which reports of other forms are carried before they are added up, each with its ledger.
        on_loss: what to do with figures that this form has no place for, as for ``migrate``.
        expected: names of the organs that should be there.
        failures: files that gave no report, with the error of each.
        left_out: files that somebody left out on purpose.
        allowed: mixtures that are not refused: of ``years`` (then the whole has no year) or ``scopes``.
        strict: whether a report on which a check of severity error fails is refused.

    Raises:
        MergeError: there is no report, or the reports cannot be added up; says everything that stands against it.
        MigrationError: a figure has no place in the form ``to``, and ``on_loss`` is ``refuse``.
        StructureError: there is no form called ``to``.
        TypeError: one of the reports is none, a list of names is one text, or the year is no number.
        ValueError: there is no such scope or mixture.
    """
    require_word("scope", scope, SCOPES)
    for word in (permitted := names_in(allowed, "allowed")):
        require_word("allowed", word, MIXTURES)
    target = None if to is None else version_named(to).name
    given, of_other_years = of_year(given_from(reports), year)
    errors = tuple(failures)
    if not given:
        raise MergeError(Text("没有可以汇总的报告。", "There is no report to add up."))
    wanted = None if expected is None else names_in(expected, "expected")
    missing, others = _compared(given, wanted)
    findings = [validate(each.reading).findings for each in given]
    refuse(
        (
            *twice(given),
            *sums_beside_parts(given),
            *mixed(given, to=target, allowed=cast("tuple[Mixture, ...]", permitted)),
            *unexpected(given, others, missing),
            *(failing(given, findings) if strict else ()),
        )
    )
    absent = [Part(name=name, standing="missing") for name in missing]
    parts = _ordered([*_parts(given, findings, target, on_loss), *absent], wanted)
    not_needed: list[LeftOut] = []
    if wanted is None or missing:
        parts += [_failed(where, error) for where, error in errors]
    else:
        not_needed = [LeftOut(where=where, reason=_because(error, _NOT_NEEDED)) for where, error in errors]
    return _merged(parts, (*left_out, *of_other_years, *not_needed), agency, scope)


def _compared(given: Sequence[Given], wanted: tuple[str, ...] | None) -> tuple[list[str], list[str | None]]:
    """Return the expected organs without a report, and the organs with one that nobody expects."""
    if wanted is None:
        return [], []
    spelled = {bare_name(name): name for name in wanted}
    found = [
        Found(spelled.get(each.organ, each.report.agency.name) if each.organ else None, _ANY_YEAR, each.where)
        for each in given
    ]
    lines = coverage(found, expected=wanted)
    return (
        [line.agency for line in lines if line.absent and line.agency is not None],
        [line.agency for line in lines if line.status == "not_expected"],
    )


def _parts(
    given: Sequence[Given], findings: Sequence[tuple[Finding, ...]], to: str | None, on_loss: OnLoss
) -> list[Part]:
    with_year = len({each.report.year for each in given}) > 1
    return [
        _part(each, name, found, to, on_loss)
        for each, name, found in zip(given, names_of(given, with_year=with_year), findings, strict=True)
    ]


def _part(given: Given, name: str, findings: tuple[Finding, ...], to: str | None, on_loss: OnLoss) -> Part:
    published = given.report
    part = Part(
        name=name, standing="merged", where=given.where, published=published, report=published, findings=findings
    )
    if to is None or to == published.form:
        return part
    try:
        migrated = migrate(published, to, on_loss=on_loss)
    except GovinfoError as error:
        error.where = f"{given.where}, {error.where}" if error.where else given.where
        raise
    return evolve(part, report=migrated.report, ledger=migrated.ledger)


def _ordered(parts: list[Part], wanted: tuple[str, ...] | None) -> list[Part]:
    """Return the parts in the order of the list of expected organs, where there is one."""
    if wanted is None:
        return parts
    order = {bare_name(name): at for at, name in enumerate(wanted)}

    def place(part: Part) -> int:
        name = part.published.agency.name if part.published else part.name
        return order[bare_name(name or "")]  # whoever is not on the list was refused

    return sorted(parts, key=place)


def _failed(where: str, error: GovinfoError) -> Part:
    standing: Standing = "refused" if isinstance(error, RecognitionError) else "unread"
    return Part(name=PurePath(where).name, standing=standing, where=where, reason=_because(error))


def _because(error: GovinfoError, more: Text | None = None) -> Text:
    zh, en = error.in_language("zh"), error.in_language("en")
    return Text(zh, en) if more is None else Text(f"{zh}{more.zh}", f"{en} {more.en}")


def _merged(parts: Sequence[Part], left_out: tuple[LeftOut, ...], agency: str | None, scope: Scope) -> Merged:
    reports = [part.report for part in parts]
    there = [report for report in reports if report is not None]
    form = form_named(there[0].form)
    nothing = (None,) * len(form.cells)
    values = [nothing if report is None else form.values(report) for report in reports]
    totals: dict[str, Total] = {total.path: total for total in totals_of(form.cells, values, reports)}
    years, periods = {report.year for report in there}, {report.period for report in there}
    report = make_report(
        form,
        {path: total.value for path, total in totals.items()},
        {path: total.mark for path, total in totals.items() if total.mark is not None},
        agency=Agency(name=agency),
        year=years.pop() if len(years) == 1 else None,
        scope=scope,
        period=periods.pop() if len(periods) == 1 else None,
    )
    return Merged(report=report, parts=tuple(parts), totals=totals, left_out=left_out)
