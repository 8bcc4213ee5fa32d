"""``govinfo panel``: many reports as one data set, with an account of what is not in it."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import click
from attrs import define, field, frozen

from govinfo_schema.cli.checked import read_all_of
from govinfo_schema.cli.console import Console, Line
from govinfo_schema.cli.folders import files_in, files_without, names_in, nothing_read
from govinfo_schema.cli.results import UNREADABLE
from govinfo_schema.cli.targets import Made, require_encoding_of, require_targets
from govinfo_schema.cli.usage import LocalUsageError
from govinfo_schema.cli.wording import number_of
from govinfo_schema.errors import GovinfoError, WriteError
from govinfo_schema.files import make_folder
from govinfo_schema.format_registry import suffix_of
from govinfo_schema.formats import write_table
from govinfo_schema.messages import Text
from govinfo_schema.panel.coverage import STATUS_WORDS, STATUSES, Found, coverage, coverage_table
from govinfo_schema.reading import Reading

if TYPE_CHECKING:
    from govinfo_schema.panel.coverage import Line as CoverageLine
    from govinfo_schema.panel.coverage import Status
    from govinfo_schema.write_choices import Encoding

INCOMPLETE = 1  # exit code: an expected organ has no report of a year
_SHOWN = 20
_CHOOSE = Text(
    "    同一机关同一年度有几份报告时，面板全部收入；只应保留一份时，用 --without 文件 去掉其余各份"
    "（数据库的视图 latest 取最后一份）。",
    "    The panel holds all of several reports of one organ and year; where one should count, leave the others out "
    "with --without FILE (the view latest of a database takes the last one).",
)
_DATABASE = ".duckdb"


def run(  # noqa: PLR0913 - the options of the command
    console: Console,
    *,
    sources: tuple[str, ...],
    output: str,
    series: str | None,
    coverage_file: str | None,
    encoding: Encoding | None,
    expected: str | None,
    without: tuple[str, ...],
) -> int:
    """Run the command; the names are those of its options.

    Returns:
        The exit code: 2 where a file gave no report, 1 where an expected organ has none in a year of the panel.

    Raises:
        ReadError: none of the files is a report.
        WriteError: a file cannot be written.
    """
    wanted = None if expected is None else names_in(expected)
    intake = _Intake(files_without(files_in(sources), without))
    kind = _kind_of(output, series, wanted)
    of_coverage = Made(coverage_file, "write_table") if coverage_file else None
    require_targets([*intake.files, expected], [*kind.files, of_coverage])
    require_encoding_of(of_coverage, encoding)
    count = kind.write(intake.readings())
    if not count:
        raise nothing_read(intake.files, intake.failures)
    lines = coverage(intake.found, intake.failures, wanted)
    if coverage_file:
        write_table(coverage_table(lines), coverage_file, language=console.language, encoding=encoding)
    written = [each for each in (output, series, coverage_file) if each]
    console.show(_summary(count, lines, written))
    if intake.failures:
        return UNREADABLE
    return INCOMPLETE if any(line.absent for line in lines) else 0


@frozen
class _Kind:
    """A kind of data set: the files that are written, and what writes them."""

    files: tuple[str, ...]
    write: Callable[[Iterator[Reading]], int]


def _kind_of(output: str, series: str | None, expected: Sequence[str] | None) -> _Kind:
    """Return the kind of data set that the name of the output says. Arrow and DuckDB load for panels only.

    Raises:
        LocalUsageError: series are asked for that this kind holds anyway.
        WriteError: no data set has such a suffix, a library is missing, or the folder of a package cannot be made.
    """
    _require("pyarrow", "panel")
    is_folder = output.endswith(("/", os.sep)) or Path(output).is_dir()
    suffix = suffix_of(output)
    if series and (is_folder or suffix == _DATABASE):
        text = Text(
            "--series 只用于 Parquet：其他形式已含可比序列", "--series is for Parquet only: others hold the series"
        )
        raise LocalUsageError(text, click.get_current_context())
    if is_folder:
        from govinfo_schema.panel.package import FILES, write_package  # noqa: PLC0415

        make_folder(output)
        return _Kind(tuple(str(Path(output, name)) for name in FILES), lambda given: write_package(given, output))
    if suffix == _DATABASE:
        _require("duckdb", "duckdb")
        from govinfo_schema.panel.database import write_database  # noqa: PLC0415

        return _Kind((output,), lambda given: write_database(given, output, expected=expected))
    from govinfo_schema.panel.files import require_parquet, write_panel  # noqa: PLC0415

    for name in filter(None, [output, series]):
        require_parquet(name)
    return _Kind((output, *filter(None, [series])), lambda given: write_panel(given, output, series=series))


def _require(library: str, extra: str) -> None:
    if find_spec(library) is None:
        raise WriteError(
            Text(f"面板需要 {library}，但没有安装。", f"Panels need {library}, which is not installed."),
            advice=Text(
                f"请运行：pip install 'govinfo-schema[{extra}]'", f"Run: pip install 'govinfo-schema[{extra}]'"
            ),
        )


@define
class _Intake:
    """The files of a panel, read one after the other; what cannot be read is kept as an error and stops nothing."""

    files: Sequence[str]
    found: list[Found] = field(factory=list[Found])
    failures: list[tuple[str, GovinfoError]] = field(factory=list["tuple[str, GovinfoError]"])

    def readings(self) -> Iterator[Reading]:
        """Yield the reading of each report in the files."""
        for path in self.files:
            try:
                readings = read_all_of(path)
            except GovinfoError as error:
                self.failures.append((path, error))
                continue
            for reading in readings:
                report = reading.report
                self.found.append(Found(report.agency.name, report.year, path))
                yield reading


def _summary(count: int, lines: Sequence[CoverageLine], written: Sequence[str]) -> Iterator[Line]:
    yield Line(Text(f"面板：{count} 份报告", f"Panel: {number_of(count, 'report')}"))
    counted = Counter(line.status for line in lines)
    for status in STATUSES:
        if counted[status]:
            words = STATUS_WORDS[status]
            yield Line(Text(f"  {words.zh}：{counted[status]}", f"  {words.en}: {counted[status]}"))
    doubtful = [*_failures(lines), *_gaps(lines)]
    for sentence in doubtful[:_SHOWN]:
        yield Line(sentence, "doubtful")
    if len(doubtful) > _SHOWN:
        more = len(doubtful) - _SHOWN
        yield Line(Text(f"    另有 {more} 项，见 --coverage", f"    … and {more} more: see --coverage"), "doubtful")
    if counted["several"]:
        yield Line(_CHOOSE, "doubtful")
    yield Line(Text(f"已写入：{'、'.join(written)}", f"Written: {', '.join(written)}"))


def _failures(lines: Sequence[CoverageLine]) -> list[Text]:
    """Say of each file that gave no report why."""
    return [Text(f"    {line.reason.zh}", f"    {line.reason.en}") for line in lines if line.reason is not None]


def _gaps(lines: Sequence[CoverageLine]) -> list[Text]:
    """Say of each organ in which years there is not just one report, or none expected."""
    years: dict[tuple[str, Status], list[str]] = {}
    for line in lines:
        if line.reason is None and line.status != "present":
            files = f" ({', '.join(line.sources)})" if line.status == "several" else ""
            years.setdefault((line.agency or "?", line.status), []).append(f"{line.year or '?'}{files}")
    return [
        Text(
            f"    {agency} {'、'.join(found)}：{STATUS_WORDS[status].zh}",
            f"    {agency} {', '.join(found)}: {STATUS_WORDS[status].en}",
        )
        for (agency, status), found in years.items()
    ]
