"""Which organs and years a panel covers: present, several editions, refused, unreadable, or not there at all."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Literal, TypeAlias, get_args

from attrs import frozen

from govinfo_schema.errors import RecognitionError
from govinfo_schema.messages import Text
from govinfo_schema.tables import Column, Table

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from govinfo_schema.errors import GovinfoError

Status: TypeAlias = Literal["present", "several", "missing", "never", "refused", "unread", "not_expected"]
STATUSES: tuple[Status, ...] = get_args(Status)
STATUS_WORDS: dict[Status, Text] = {
    "present": Text("有一份报告", "one report"),
    "several": Text("有几份报告，须选定一份", "several reports: one has to be chosen"),
    "missing": Text("没有报告", "no report"),
    "never": Text("任何年度都没有报告", "no report of any year"),
    "refused": Text("不是可识别的报告", "no report that could be recognised"),
    "unread": Text("文件无法读取", "a file that could not be read"),
    "not_expected": Text("不在应有机关名单内", "not on the list of expected organs"),
}
_LONGEST_GAP = 30  # years
_COLUMNS = (
    Column("agency", Text("机关", "Organ"), 30),
    Column("year", Text("年度", "Year"), 8),
    Column("status", Text("状况", "Status"), 14),
    Column("meaning", Text("说明", "Meaning"), 34),
    Column("sources", Text("文件", "Files"), 40),
    Column("reason", Text("原因", "Reason"), 60),
)


@frozen
class Found:
    """A report that the panel holds: whose, of which year, from which file."""

    agency: str | None
    year: int | None
    source: str


@frozen
class Line:
    """One line of the coverage.

    Attributes:
        agency: name of the organ; ``None`` where a file does not tell.
        year: report year; ``None`` where a file does not tell.
        status: what there is.
        sources: files.
        reason: why a file is no report of the panel; ``None`` for all others.
    """

    agency: str | None
    year: int | None
    status: Status
    sources: tuple[str, ...] = ()
    reason: Text | None = None

    @property
    def absent(self) -> bool:
        """Whether an organ that is expected has no report here."""
        return self.status in {"missing", "never"}


def coverage(
    found: Sequence[Found], failures: Iterable[tuple[str, GovinfoError]] = (), expected: Iterable[str] | None = None
) -> tuple[Line, ...]:
    """Say what a panel covers.

    Args:
        found: the reports of the panel.
        failures: files that gave no report, with the error of each.
        expected: names of the organs that should be there in every year of the panel; by default those that are there
            in any.

    Returns:
        A line for each organ and each year from the first to the last of the panel, then one for each file that gave no
        report.
    """
    wanted = None if expected is None else tuple(dict.fromkeys(expected))
    organs = wanted or tuple(dict.fromkeys(one.agency for one in found if one.agency is not None))
    years = years_between(one.year for one in found if one.year is not None)
    sources: dict[tuple[str | None, int | None], list[str]] = {}
    for one in found:
        sources.setdefault((one.agency, one.year), []).append(one.source)
    ever = {one.agency for one in found}
    lines = [
        _line(organ, year, sources.get((organ, year)), "missing" if organ in ever else "never")
        for organ in organs
        for year in years
    ]
    listed = frozenset(organs)
    status: Status = "not_expected" if wanted is not None else "present"
    lines.extend(
        Line(agency, year, status, tuple(files))
        for (agency, year), files in sources.items()
        if agency not in listed or year is None
    )
    lines.extend(
        Line(
            None,
            None,
            "refused" if isinstance(error, RecognitionError) else "unread",
            (source,),
            Text(error.in_language("zh"), error.in_language("en")),
        )
        for source, error in failures
    )
    return tuple(lines)


def years_between(found: Iterable[int]) -> list[int]:
    """Return the years from the first to the last of ``found``; a gap longer than any archive comes of a wrong year."""
    years = sorted(set(found))
    filled = [year for one, other in pairwise(years) if other - one <= _LONGEST_GAP for year in range(one + 1, other)]
    return sorted([*years, *filled])


def _line(organ: str, year: int, sources: Sequence[str] | None, without: Status) -> Line:
    if not sources:
        return Line(organ, year, without)
    return Line(organ, year, "present" if len(sources) == 1 else "several", tuple(sources))


def coverage_table(lines: Sequence[Line]) -> Table:
    """Return the coverage as a table."""
    return Table(
        name="coverage",
        title=Text("覆盖情况", "Coverage"),
        columns=_COLUMNS,
        rows=tuple(
            (line.agency, line.year, line.status, STATUS_WORDS[line.status], line.sources, line.reason)
            for line in lines
        ),
    )
