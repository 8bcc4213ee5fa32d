"""``govinfo merge``: many reports added up to one of a higher organ, with an account of what is in it."""

from __future__ import annotations

import os
import re
import shlex
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click
from attrs import frozen

from govinfo_schema.cli.checked import read_all_of
from govinfo_schema.cli.console import Console, Line
from govinfo_schema.cli.folders import files_in, files_without, names_in, nothing_read
from govinfo_schema.cli.results import UNREADABLE
from govinfo_schema.cli.summary import verdict_line
from govinfo_schema.cli.targets import Made, not_standard, report_encoding, require_choices, require_targets
from govinfo_schema.cli.usage import LocalUsageError
from govinfo_schema.errors import GovinfoError
from govinfo_schema.formats import require_format, write_table
from govinfo_schema.forms import form_of
from govinfo_schema.merged_files import write_merged
from govinfo_schema.merging.given import Given
from govinfo_schema.merging.merged import LeftOut
from govinfo_schema.merging.merger import merge
from govinfo_schema.merging.remarks import STANDING_WORDS, remarks_on
from govinfo_schema.merging.tables import found_on, ledgers_table, losses_table, parts_table, sources_table, summary
from govinfo_schema.messages import Text
from govinfo_schema.places import STANDARD_STREAM
from govinfo_schema.rules import Parts
from govinfo_schema.validation import validate
from govinfo_schema.write_choices import Encoding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from govinfo_schema.cli.beside_options import DeclaredScope
    from govinfo_schema.findings import Finding
    from govinfo_schema.merging.merged import Merged
    from govinfo_schema.merging.refusals import Mixture
    from govinfo_schema.migration.migrator import OnLoss

LOOK = 1  # exit code: a sum is incomplete, or a check failed
_SHOWN = 8
_FILES_WITHOUT_REPORT = {"refused", "unread"}
_PLAIN_NAME = re.compile(r"\w[\w./\\:-]*|/[\w./-]*")
_BY_USER = Text("按要求不计入。", "Left out, as asked.")


def run(  # noqa: PLR0913 - the options of the command
    console: Console,
    *,
    sources: tuple[str, ...],
    output: str,
    output_format: str | None,
    force: bool,
    encoding: Encoding | None,
    agency: str | None,
    scope: DeclaredScope | None,
    expected: str | None,
    without: tuple[str, ...],
    year: int | None,
    mixed: tuple[Mixture, ...],
    to: str | None,
    on_loss: OnLoss,
    strict: bool,
    parts_table: str | None,
    sources_table: str | None,
    ledger: str | None,
) -> int:
    """Run the command; the names are those of its options.

    Returns:
        The exit code: 2 where a file gave no report that a sum may lack; 1 where a sum is incomplete, or a check of
        severity error failed.

    Raises:
        MergeError: the reports cannot be added up.
        ReadError: none of the files is a report.
        WriteError: a file cannot be written.
    """
    if ledger and not to:
        text = Text("--ledger 只能与 --to 一起使用", "--ledger can only be used together with --to")
        raise LocalUsageError(text, click.get_current_context())
    targets = _Targets(output, output_format, parts_table, sources_table, ledger, encoding, force)
    targets.refuse_inside(sources)
    names = None if expected is None else names_in(expected)
    files = files_in(sources)
    require_targets([*files, expected], targets.planned)
    targets.require_choices()
    intake = _Intake.of(files, without)
    if not intake.given:
        raise nothing_read(intake.files, intake.failures)
    merged = merge(
        intake.given,
        agency=agency,
        scope=scope or "unknown",
        year=year,
        to=to,
        on_loss=on_loss,
        expected=names,
        failures=intake.failures,
        left_out=intake.left_out,
        allowed=mixed,
        strict=strict,
    )
    findings = _checked(merged, names)
    holds_parts = targets.write(merged, findings, console)
    console.show(_lines(merged, findings, targets, holds_parts=holds_parts), aside=output == STANDARD_STREAM)
    return _code(merged, findings)


@frozen
class _Intake:
    """The files of a merge, read; what cannot be read is kept as an error."""

    files: Sequence[str]
    given: Sequence[Given]
    failures: Sequence[tuple[str, GovinfoError]]
    left_out: Sequence[LeftOut]

    @classmethod
    def of(cls, files: Sequence[str], without: Sequence[str]) -> _Intake:
        """Read every report of every file, but of those ``without``.

        Raises:
            ReadError: one of the files to leave out is none of them.
        """
        given: list[Given] = []
        failures: list[tuple[str, GovinfoError]] = []
        for name in files_without(files, without):
            try:
                readings = read_all_of(name)
            except GovinfoError as error:
                failures.append((name, error))
                continue
            several = len(readings) > 1
            given += [Given(each, f"{name}#{at}" if several else name) for at, each in enumerate(readings, 1)]
        left_out = [LeftOut(where=name, reason=_BY_USER) for name in dict.fromkeys(without)]
        return cls(files, given, failures, left_out)


@frozen
class _Targets:
    """Where the merged report and its tables go."""

    output: str
    format: str | None
    parts: str | None
    sources: str | None
    ledger: str | None
    encoding: Encoding | None
    force: bool

    @property
    def files(self) -> list[str | None]:
        """The files to write, without those that go to standard output."""
        return [not_standard(self.output), *self._tables]

    @property
    def chosen(self) -> str | None:
        """The format of the merged report; ``None`` where the suffix of its file decides."""
        return self.format or ("json" if self.output == STANDARD_STREAM else None)

    @property
    def planned(self) -> list[Made]:
        """The files to write, with what makes them."""
        tables = [Made(each, "write_table") for each in self._tables if each]
        return [self._report, *tables]

    @property
    def _report(self) -> Made:
        """The merged report. Missing figures are typed into the file of a format that holds the parts."""
        takes_figures = require_format("write", self.output, self.chosen).write_merged is not None
        return Made(self.output, "write", self.chosen, kept=takes_figures and not self.force)

    @property
    def _tables(self) -> list[str | None]:
        return [self.parts, self.sources, self.ledger]

    def require_choices(self) -> None:
        """Refuse an encoding that none of the files has."""
        require_choices(self._report, self.encoding, self._tables)

    def refuse_inside(self, sources: Sequence[str]) -> None:
        """Refuse to write into a folder that is read: the next merge would add up the sums as well.

        Raises:
            LocalUsageError: a file to write lies in such a folder.
        """
        folders = [Path(each).resolve() for each in sources if Path(each).is_dir()]
        for target in filter(None, self.files):
            if any(Path(target).resolve().is_relative_to(folder) for folder in folders):
                text = Text(
                    f"{target} 在要汇总的文件夹之内，下次汇总时会被当作一个单位的报告，请写到别处",
                    f"{target} lies in a folder that is merged, and would be one of its reports the next time",
                )
                raise LocalUsageError(text, click.get_current_context())

    def write(self, merged: Merged, findings: Sequence[Finding], console: Console) -> bool:
        """Write everything, and return whether the merged report holds its sources and parts."""
        language = console.language
        holds_parts = write_merged(
            merged,
            self.output,
            format=self.chosen,
            findings=findings,
            language=language,
            encoding=report_encoding(self._report, self.encoding, self._tables),
        )
        for target, made in ((self.parts, parts_table), (self.sources, sources_table), (self.ledger, ledgers_table)):
            table = made(merged) if target else None
            if target and table is not None:
                write_table(table, target, language=language, encoding=self.encoding)
        return holds_parts


def _checked(merged: Merged, expected: Sequence[str] | None) -> tuple[Finding, ...]:
    """Check the merged report, and where it says whose figures it holds, hold it against its parts as well."""
    report = merged.report
    if report.scope == "unknown":
        return validate(report).findings
    names = None if expected is None else tuple(expected)
    return validate(report, parts=Parts(reports=merged.reports, scope=report.scope, expected=names)).findings


def _code(merged: Merged, findings: Sequence[Finding]) -> int:
    if any(part.standing in _FILES_WITHOUT_REPORT for part in merged.parts):
        return UNREADABLE
    failed = [one for part in merged.parts for one in part.findings if one.failed] + [
        one for one in findings if one.failed
    ]
    is_wrong = any(one.severity == "error" for one in failed)
    return LOOK if merged.incomplete or is_wrong or len(merged.reports) < len(merged.parts) else 0


def _lines(merged: Merged, findings: Sequence[Finding], targets: _Targets, *, holds_parts: bool) -> Iterator[Line]:
    yield Line(summary(merged), "doubtful" if merged.incomplete else "good")
    yield from _about_parts(merged)
    yield from _about_sums(merged)
    losses = losses_table(merged)
    if losses is not None:
        yield Line(losses.title, "doubtful")
    if not holds_parts and not (targets.parts and targets.sources):
        yield Line(
            Text(
                "这种格式不含来源和各机关数据：可写成 xlsx，或用 --sources、--parts-table 另存。",
                "This format holds neither sources nor parts: write xlsx, or add --sources and --parts-table.",
            ),
            "doubtful",
        )
    written = [each for each in targets.files if each]
    if written:
        yield Line(Text(f"已写入：{'、'.join(written)}", f"Written: {', '.join(written)}"))
    yield verdict_line(tuple(findings))


def _about_parts(merged: Merged) -> Iterator[Line]:
    """Say which parts gave no report, and which ones checks complain of."""
    for part in merged.parts:
        if part.report is None:
            words = STANDING_WORDS[part.standing]
            why = part.reason or Text(f"{part.name}：{words.zh}", f"{part.name}: {words.en}")
            yield Line(Text(f"  {why.zh}", f"  {why.en}"), "bad")
    unread = [part.where for part in merged.parts if part.standing in _FILES_WITHOUT_REPORT]
    if unread:
        yield from _how_to_go_on(unread)
    doubtful = [part for part in merged.parts if any(one.failed and one.severity == "error" for one in part.findings)]
    for part in doubtful[:_SHOWN]:
        first = next(found_on(part))
        yield Line(Text(f"  {part.where}：{first.zh}", f"  {part.where}: {first.en}"), "doubtful")
    yield from _more(len(doubtful))
    for each in merged.left_out[:_SHOWN]:
        yield Line(Text(f"  未计入 {each.where}：{each.reason.zh}", f"  Left out {each.where}: {each.reason.en}"))
    yield from _more(len(merged.left_out))


def _how_to_go_on(unread: Sequence[str]) -> Iterator[Line]:
    """Say how sums are completed beside files without a report: what cannot be read may be the report of an organ."""
    yield Line(
        Text(
            "  读不出的文件可能是某个单位的报告，所以合计不全。"
            "如果都不是，请再加上（或用 --expected 给出应有机关的名单）：",
            "  A file that cannot be read may be the report of an organ, so sums are incomplete. "
            "Where none is one, add (or list the organs that should be there, --expected):",
        ),
        "doubtful",
    )
    options = " ".join(f"--without {_quoted(where)}" for where in unread)
    yield Line(Text(f"    {options}", f"    {options}"), "doubtful")


def _quoted(name: str) -> str:
    """Return a file name as it is typed: in quotes only where a shell asks for them."""
    if _PLAIN_NAME.fullmatch(name):
        return name
    return shlex.quote(name) if os.sep == "/" else f'"{name}"'


def _about_sums(merged: Merged) -> Iterator[Line]:
    """Say which sums are incomplete though every report is there."""
    if len(merged.reports) < len(merged.parts):
        return
    form = form_of(merged.report)
    for total in merged.incomplete[:_SHOWN]:
        remarks = remarks_on(merged, total)[:3]
        zh, en = "、".join(each.zh for each in remarks), ", ".join(each.en for each in remarks)
        label = form.label_of(total.path)
        yield Line(Text(f"  不全：{label}：{zh}", f"  Incomplete: {label}: {en}"), "doubtful")
    yield from _more(len(merged.incomplete))


def _more(count: int) -> Iterator[Line]:
    if count > _SHOWN:
        more = count - _SHOWN
        yield Line(
            Text(f"  另有 {more} 项，见来源表和各机关数据", f"  … and {more} more: see sources and parts"), "doubtful"
        )
