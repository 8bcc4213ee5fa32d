"""``govinfo convert`` and ``govinfo migrate``: read a report, check it, carry it to another form, write it."""

from __future__ import annotations

from pathlib import Path, PurePath
from typing import TYPE_CHECKING

import click
from attrs import evolve, field, frozen

from govinfo_schema import files
from govinfo_schema.cli.as_json import json_bytes
from govinfo_schema.cli.checked import Checked, Threshold, exit_code, read_and_check, read_and_check_all
from govinfo_schema.cli.commands import UNUSABLE
from govinfo_schema.cli.console import Console, Line
from govinfo_schema.cli.folders import refuse_name_of_file, require_target, targets_of, through
from govinfo_schema.cli.losses import lost_lines
from govinfo_schema.cli.several import file_stem, header_lines, overall_line, refuse_all_with_a_number
from govinfo_schema.cli.summary import cell_lines, finding_lines, identity_lines, migration_lines, verdict_line
from govinfo_schema.cli.targets import Made, report_encoding, require_choices, require_targets
from govinfo_schema.cli.usage import LocalUsageError
from govinfo_schema.format_registry import suffix_of
from govinfo_schema.formats import suffix_of_format, write, write_table
from govinfo_schema.forms import form_of
from govinfo_schema.messages import Text
from govinfo_schema.places import STANDARD_STREAM
from govinfo_schema.write_choices import Encoding, Layout

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from govinfo_schema.holding import LeftOut
    from govinfo_schema.messages import Language
    from govinfo_schema.migration.ledger import Ledger
    from govinfo_schema.migration.migrator import OnLoss  # noqa: TC004 - a type only; its module loads the crosswalks
    from govinfo_schema.reading import Reading


def run(  # noqa: PLR0913 - the options of the command
    console: Console,
    *,
    source: str,
    output: str | None,
    output_format: str | None,
    encoding: Encoding | None,
    layout: Layout,
    to: str | None,
    on_loss: OnLoss,
    ledger: str | None,
    provenance: str | None,
    input_format: str | None,
    form: str | None,
    report: int | None,
    every: bool,
    fail_on: Threshold,
    quiet: bool,
) -> int:
    """Run the command; the names are those of its options.

    Returns:
        The exit code. With findings the output is written all the same.
    """
    if ledger and not to:
        text = Text("--ledger 只能与 --to 一起使用", "--ledger can only be used together with --to")
        raise LocalUsageError(text, click.get_current_context())
    refuse_all_with_a_number(report, every=every)
    job = _Job(console, source, to, on_loss, output_format, encoding, layout, fail_on, quiet=quiet)
    targets = _Targets(output or STANDARD_STREAM, ledger, provenance)

    def check(name: str) -> tuple[Checked, ...]:
        if every:
            return read_and_check_all(name, input_format, form)
        return (read_and_check(name, input_format, form, report),)

    if source != STANDARD_STREAM and Path(source).is_dir():
        require_target(source, output)
        job.require_choices()
        return _whole_folder(job, Path(source), targets, check)
    if every and (output is None or output == STANDARD_STREAM):
        text = Text("--all 须与 -o 文件夹 一起使用", "--all needs -o and a folder")
        raise LocalUsageError(text, click.get_current_context())
    if every:
        refuse_name_of_file(targets.output, source)
        job.require_choices()
        return _whole_file(job, targets, check)
    planned = targets.planned(output_format)
    require_targets([source], planned)
    require_choices(planned[0], encoding, [ledger], layout)
    (checked,) = check(source)
    job.run(checked, targets)
    return exit_code(checked.findings, fail_on)


def _whole_file(job: _Job, targets: _Targets, check: Callable[[str], Sequence[Checked]]) -> int:
    """Write each report of a file, and answer over all."""
    suffix = suffix_of_format(job.output_format or "json")
    results = check(job.source)
    for number, checked in enumerate(results, 1):
        if not job.quiet:
            job.console.show(header_lines(number, len(results)))
        job.run(checked, targets.inside(file_stem(checked.reading.report, number, len(results)), suffix))
    if not job.quiet and len(results) > 1:
        job.console.show([overall_line(results)])
    return max(exit_code(checked.findings, job.fail_on) for checked in results)


def _whole_folder(job: _Job, folder: Path, targets: _Targets, check: Callable[[str], Sequence[Checked]]) -> int:
    """Write the reports of each file of a folder, and tell the verdict on each in one line."""
    suffix = suffix_of_format(job.output_format or "json")

    def one(source: Path, target: Path) -> int:
        found = check(str(source))
        if len(found) == 1:
            return write_one(source, target, found[0])
        return max(
            write_one(source, target.with_name(f"{target.stem}#{number}{suffix}"), checked)
            for number, checked in enumerate(found, 1)
        )

    def write_one(source: Path, target: Path, checked: Checked) -> int:
        stem = "-".join(target.relative_to(targets.output).with_suffix("").parts)
        lost = evolve(job, source=str(source), quiet=True).run(
            checked, evolve(targets.inside(stem, suffix), output=str(target))
        )
        if not job.quiet:
            verdict = verdict_line(checked.findings)
            told = Text(f"{target}：{verdict.text.zh}", f"{target}: {verdict.text.en}")
            job.console.show([Line(told, verdict.tone), *lost_lines(lost)])
        return exit_code(checked.findings, job.fail_on)

    pairs = targets_of(folder, Path(targets.output), suffix)
    files.make_folder(targets.output)
    return through(job.console, pairs, one, unusable=UNUSABLE)


@frozen
class _Targets:
    """Where the report, the ledger and the provenance go; with ``--all`` each of them is a folder."""

    output: str
    ledger: str | None
    provenance: str | None

    def planned(self, output_format: str | None) -> tuple[Made, str | Made | None, str | None]:
        """Return the files with what makes them: the report, the ledger, the provenance."""
        report = Made(self.output, "write", output_format or ("json" if self.output == STANDARD_STREAM else None))
        ledger = Made(self.ledger, "write_table") if self.ledger and not _as_json(self.ledger) else self.ledger
        return report, ledger, self.provenance

    def inside(self, stem: str, suffix: str) -> _Targets:
        """Return the files of one report in the folders."""
        extras = [
            folder and _in_folder(folder, f"{stem}.{name}.json")
            for name, folder in (("ledger", self.ledger), ("provenance", self.provenance))
        ]
        return _Targets(_in_folder(self.output, f"{stem}{suffix}"), *extras)


def _in_folder(folder: str, name: str) -> str:
    files.make_folder(folder)
    return str(PurePath(folder) / name)


@frozen
class _Job:
    """What is done with each report."""

    console: Console
    source: str
    to: str | None
    on_loss: OnLoss
    output_format: str | None
    encoding: Encoding | None
    layout: Layout
    fail_on: Threshold
    quiet: bool = field(kw_only=True)

    def require_choices(self) -> None:
        """Refuse what the format of many reports does not have, once for all of them."""
        report = Made(STANDARD_STREAM, "write", self.output_format or "json")
        require_choices(report, self.encoding, layout=self.layout)

    def run(self, checked: Checked, targets: _Targets) -> tuple[LeftOut, ...]:
        """Migrate a report where that was asked for, write it with what belongs to it, and tell people about it.

        Returns:
            What the written file does not hold of the report.
        """
        planned = targets.planned(self.output_format)
        require_targets([self.source], planned)
        console, report, account = self.console, checked.reading.report, None
        if self.to:
            from govinfo_schema.migration import migrate  # noqa: PLC0415 - only a migration loads the crosswalks

            migrated = migrate(report, self.to, on_loss=self.on_loss)
            report, account = migrated.report, migrated.ledger
        target = targets.output
        to_standard_output = target == STANDARD_STREAM
        lost = write(
            report,
            target,
            format=planned[0].format,
            findings=checked.findings,
            ledger=account,
            language=console.language,
            encoding=report_encoding(planned[0], self.encoding, [targets.ledger]),
            layout=self.layout,
        )
        if targets.ledger and account is not None:
            _write_ledger(account, targets.ledger, console.language, self.encoding)
        if targets.provenance:
            files.write_bytes(targets.provenance, json_bytes(_origins(checked.reading)))
        if not self.quiet:
            written = [
                each for each in (target, targets.ledger, targets.provenance) if each and each != STANDARD_STREAM
            ]
            console.show(_summary(checked, account, written, lost), aside=to_standard_output)
        return lost


def _write_ledger(account: Ledger, target: str, language: Language, encoding: Encoding | None) -> None:
    """Write the ledger: as JSON with everything that it knows, or as a table in the format of the suffix."""
    if _as_json(target):
        files.write_bytes(target, json_bytes(account))
        return
    from govinfo_schema.migration.ledger_table import ledger_table  # noqa: PLC0415 - only for this

    write_table(ledger_table(account), target, language=language, encoding=encoding)


def _as_json(ledger: str) -> bool:
    """Say whether a ledger becomes JSON, which holds more than a table."""
    return suffix_of(ledger) in {"", ".json"}


def _origins(reading: Reading) -> dict[str, object]:
    """Return what the reading knows beside the report; a cell to which no text belongs comes from ``None``."""
    report = reading.report
    return {
        "form": report.form,
        "source": report.source,
        "cells": {path: reading.provenance.get(path) for path in form_of(report).paths},
        "leftovers": reading.leftovers,
        "evidence": reading.evidence,
        "findings": reading.findings,
    }


def _summary(checked: Checked, account: Ledger | None, written: list[str], lost: Sequence[LeftOut]) -> Iterator[Line]:
    yield from identity_lines(checked.reading)
    yield from cell_lines(checked.reading)
    yield from finding_lines(checked.findings, checked.reading)
    if account is not None:
        yield from migration_lines(account)
    if written:
        yield Line(Text(f"已写入：{'、'.join(written)}", f"Written: {', '.join(written)}"))
    yield from lost_lines(lost)
    yield verdict_line(checked.findings)
