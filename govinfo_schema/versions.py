"""The one ordered list of the forms, with the notice that issued each and the report years that it covers."""

from __future__ import annotations

from attrs import frozen

from govinfo_schema.errors import StructureError
from govinfo_schema.messages import Text


@frozen
class Version:
    """One issue of the official form.

    Attributes:
        name: the name used in data, paths and messages.
        document: number of the notice that issued the form.
        first_year: first report year of the form.
        last_year: last report year; ``None`` while the form is in force.
    """

    name: str
    document: str
    first_year: int
    last_year: int | None

    def covers(self, year: int) -> bool:
        """Say whether ``year`` is a report year of this form."""
        return self.first_year <= year and (self.last_year is None or year <= self.last_year)

    @property
    def years(self) -> str:
        """The report years as text, for example ``2019-2020`` or ``2021-``."""
        return f"{self.first_year}-{self.last_year or ''}"

    @property
    def period(self) -> Text:
        """The report years in words."""
        if self.last_year is None:
            return Text(f"{self.first_year} 年起的报告", f"{self.first_year} and later")
        return Text(f"{self.first_year} 至 {self.last_year} 年的报告", f"{self.first_year} to {self.last_year}")


VERSIONS: tuple[Version, ...] = (
    Version("v2014", "国办发〔2014〕32号", 2014, 2018),
    Version("v2019", "国办公开办函〔2019〕60号", 2019, 2020),
    Version("v2021", "国办公开办函〔2021〕30号", 2021, None),
)

NAMES: tuple[str, ...] = tuple(version.name for version in VERSIONS)
NEWEST: Version = VERSIONS[-1]
_DIGITS_OF_A_YEAR = 4


def version_named(name: object) -> Version:
    """Return the form called ``name``.

    Raises:
        StructureError: there is no such form.
    """
    for version in VERSIONS:
        if version.name == name:
            return version
    known, meant = "、".join(NAMES), _meant(name)
    given = repr(name) if isinstance(name, str | int | None) else type(name).__name__
    raise StructureError(
        Text(f"没有名为 {given} 的表式。", f"There is no form named {given}."),
        advice=Text(
            f"可用的表式：{known}。{meant.zh}",
            f"Known forms: {', '.join(NAMES)}.{meant.en}",
        ),
    )


def _meant(name: object) -> Text:
    """Return which form somebody means who names a year; one sentence for an advice, or nothing."""
    text = str(name).strip().lower().removeprefix("v")
    version = version_of_year(int(text)) if len(text) == _DIGITS_OF_A_YEAR and text.isdecimal() else None
    if version is None:
        return Text("", "")
    return Text(f"{text} 年度的报告用 {version.name}。", f" Reports of the year {text} have the form {version.name}.")


def version_of_year(year: int) -> Version | None:
    """Return the form that covers the report year ``year``, or ``None`` before the first form."""
    return next((version for version in VERSIONS if version.covers(year)), None)


def steps_between(source: str, target: str) -> tuple[tuple[str, str], ...]:
    """Return the chain of neighbouring forms from ``source`` to ``target``, as pairs; empty when they are one.

    Raises:
        StructureError: one of the names is unknown.
    """
    start, end = NAMES.index(version_named(source).name), NAMES.index(version_named(target).name)
    direction = 1 if end >= start else -1
    return tuple((NAMES[i], NAMES[i + direction]) for i in range(start, end, direction))
