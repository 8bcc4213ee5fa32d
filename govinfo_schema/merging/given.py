"""The reports that are to be added up, each with where it comes from and what a person calls it."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, cast

from attrs import frozen

from govinfo_schema.arguments import report_in, several_in
from govinfo_schema.errors import MergeError
from govinfo_schema.fingerprints import contents
from govinfo_schema.forms import Report, cell_values
from govinfo_schema.marks import Money
from govinfo_schema.merging.merged import LeftOut
from govinfo_schema.messages import Text, enumerated
from govinfo_schema.reading import Reading
from govinfo_schema.rules.figures import bare_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_SHOWN_OF_A_HASH = 16  # hexadecimal digits
_NO_NAME = "-"  # of bytes and streams


@frozen
class Given:
    """A report that is to be added up.

    Attributes:
        reading: the report, or the reading of a document, which knows where the figures stand.
        where: the file, for messages and for the list of sources; ``""`` takes what the report says of its source.
    """

    reading: Report | Reading
    where: str = ""

    @property
    def report(self) -> Report:
        """The report."""
        return self.reading.report if isinstance(self.reading, Reading) else self.reading

    @property
    def organ(self) -> str | None:
        """The name of its organ as two spellings of one name share it; ``None`` where it names none."""
        name = self.report.agency.name
        return bare_name(name) if name else None


def given_from(reports: Iterable[Report | Reading | Given]) -> tuple[Given, ...]:
    """Return what callers gave, each with where it comes from.

    Raises:
        TypeError: one of them is no report.
    """
    if isinstance(reports, Report | Reading | Given):
        raise TypeError("merge() takes several reports; give one of them as a list: merge([x]).")
    return tuple(_given(each, number) for number, each in enumerate(several_in(reports, "merge"), 1))


def _given(each: Any, number: int) -> Given:  # noqa: ANN401 - whatever a caller gives
    taken = each if isinstance(each, Given) else Given(each)
    report_in(taken.reading, "merge", "Reports, or the Readings that read() returns")
    source = taken.report.source
    name = source.name if source and source.name != _NO_NAME else f"#{number}"
    return Given(taken.reading, taken.where or name)


def of_year(given: Sequence[Given], year: int | None) -> tuple[tuple[Given, ...], tuple[LeftOut, ...]]:
    """Return the reports of one year, and the others as left out; one that states no year is no report of another.

    Args:
        given: the reports.
        year: the year; ``None`` for all of them.

    Raises:
        MergeError: all reports are of other years; names these.
        TypeError: the year is no number, and would be none of any report.
    """
    if year is None:
        return tuple(given), ()
    if type(cast("object", year)) is not int:
        raise TypeError(f"year takes a number, as in year=2023, not {year!r}.")
    kept = tuple(each for each in given if each.report.year in {None, year})
    others = [each for each in given if each.report.year not in {None, year}]
    if others and not kept:
        years = enumerated(sorted({str(each.report.year) for each in others}))
        raise MergeError(
            Text(f"没有 {year} 年度的报告。", f"There is no report of {year}."),
            advice=Text(f"现有年度：{years.zh}。", f"Years that are there: {years.en}."),
        )
    return kept, tuple(LeftOut(where=each.where, reason=_of_another(each.report.year)) for each in others)


def _of_another(year: int | None) -> Text:
    return Text(f"是 {year} 年度的报告。", f"The report is of {year}.")


def figures_hash(report: Report) -> str:
    """Return what the form and the figures of a report are known by, the same in whatever file they stand."""
    text = json.dumps([report.form, contents(report)], ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode(errors="surrogatepass")).hexdigest()[:_SHOWN_OF_A_HASH]


def has_figures(report: Report) -> bool:
    """Say whether a report holds a number other than 0: reports without one look alike."""
    return any(value.value if isinstance(value, Money) else value for value in cell_values(report).values())


def names_of(given: Sequence[Given], *, with_year: bool) -> list[str]:
    """Return what each report is called in tables: by its organ, by its file where it names none; never two alike.

    Args:
        given: the reports.
        with_year: whether the year belongs to the name.
    """
    names: list[str] = []
    for each in given:
        name = each.report.agency.name or PurePath(each.where).name
        names.append(f"{name} {each.report.year or '?'}" if with_year else name)
    counted = Counter(names)
    named = [f"{name} ({each.where})" if counted[name] > 1 else name for name, each in zip(names, given, strict=True)]
    again = Counter(named)
    return [f"{name} #{at}" if again[name] > 1 else name for at, name in enumerate(named, 1)]
