"""``govinfo validate``: whether the figures of reports agree."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click
from attrs import frozen

from govinfo_schema import files
from govinfo_schema.accepted import acceptances, accepted_bytes, accepted_from
from govinfo_schema.cli.beside import read_beside
from govinfo_schema.cli.checked import Beside, reaches, read_and_check, read_and_check_all
from govinfo_schema.cli.console import Line
from govinfo_schema.cli.folders import files_in
from govinfo_schema.cli.outputs import for_people, written
from govinfo_schema.cli.outputs.telling import last_line
from govinfo_schema.cli.results import Refused, Results, Validated, judged, judged_anew
from govinfo_schema.cli.several import refuse_all_with_a_number
from govinfo_schema.cli.targets import not_standard, require_targets
from govinfo_schema.cli.usage import LocalUsageError
from govinfo_schema.errors import GovinfoError
from govinfo_schema.messages import Text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from govinfo_schema.accepted import Acceptance
    from govinfo_schema.cli.beside_options import DeclaredScope
    from govinfo_schema.cli.checked import Checked, Threshold
    from govinfo_schema.cli.console import Console
    from govinfo_schema.cli.results import FileResult
    from govinfo_schema.findings import Missing

_TOLD_IN_THE_OUTPUT = ("text", "github")  # errors of files; beside the other formats people get them as well


def run(  # noqa: PLR0913 - the options of the command
    console: Console,
    *,
    source: tuple[str, ...],
    input_format: str | None,
    form: str | None,
    report: int | None,
    every: bool,
    previous: str | None = None,
    parts: str | None = None,
    scope: DeclaredScope | None = None,
    expected: str | None = None,
    missing: Missing = "strict",
    as_json: bool,
    output_format: str | None,
    output: str | None,
    accepted: str | None,
    write_accepted: str | None,
    reason: str | None,
    fail_on: Threshold,
) -> int:
    """Run the command; the names are those of its options.

    Returns:
        The exit code; 2 where a file could not be read, after all were tried.
    """
    told_as = _chosen(output_format, as_json=as_json)
    if (write_accepted is None) != (reason is None):
        text = Text("--write-accepted 须与 --reason 一起使用", "--write-accepted and --reason go together")
        raise LocalUsageError(text, click.get_current_context())
    output = not_standard(output)
    source = tuple(files_in(source))
    require_targets([*source, previous, expected], [output, write_accepted])
    require_targets([accepted], [output])  # --write-accepted adds to the file of --accepted
    entries = _entries(accepted) if accepted is not None else ()
    refuse_all_with_a_number(report, every=every)
    beside = read_beside(source, previous=previous, folder=parts, scope=scope, expected=expected, missing=missing)
    results = _check_all(source, _Asked(input_format, form, report, every, beside), entries)
    if write_accepted is not None and reason is not None:
        results = _accept(results, entries, write_accepted, reason, fail_on)
    _tell(console, results, told_as, output)
    return results.exit_code(fail_on)


def _chosen(output_format: str | None, *, as_json: bool) -> str:
    if as_json and output_format not in (None, "json"):
        text = Text(
            f"--json 与 --output-format {output_format} 不能同时使用",
            f"--json and --output-format {output_format} exclude each other",
        )
        raise LocalUsageError(text, click.get_current_context())
    return "json" if as_json else output_format or "text"


def _entries(name: str) -> tuple[Acceptance, ...]:
    return accepted_from(files.read_bytes(name), name)


@frozen
class _Asked:
    """What to read of each file."""

    input_format: str | None
    form: str | None
    report: int | None
    every: bool
    beside: Beside | None

    def read(self, source: str) -> tuple[Checked, ...]:
        """Read and check the report of a file, the one that was chosen, or all."""
        if self.every:
            return read_and_check_all(source, self.input_format, self.form, self.beside)
        return (read_and_check(source, self.input_format, self.form, self.report, self.beside),)


def _check_all(sources: Sequence[str], asked: _Asked, entries: Sequence[Acceptance]) -> Results:
    """Read and check each file; one that cannot be read is a result as well.

    Of several reports in one file each is named with its number, as in ``reports.html#2``.
    """
    results: list[FileResult] = []
    for source in sources:
        name = source.encode(errors="surrogateescape").decode(errors="replace")  # a name may be no text
        try:
            found = asked.read(source)
        except GovinfoError as error:
            results.append(Refused(source=name, error=error))
            continue
        alone = len(sources) == len(found) == 1
        names = [name] if len(found) == 1 else [f"{name}#{number}" for number in range(1, len(found) + 1)]
        results += [judged(own, one, entries, alone=alone) for own, one in zip(names, found, strict=True)]
    return Results(tuple(results))


def _accept(results: Results, entries: Sequence[Acceptance], name: str, reason: str, fail_on: Threshold) -> Results:
    """Write an entry for each finding that counts to the file ``name``, beside those that are there, and apply them.

    What failed is accepted, errors and warnings alike; what is undecided where ``--fail-on`` says that it counts.
    """
    if not reason.strip():
        text = Text("--reason 不能为空", "--reason must not be empty")
        raise LocalUsageError(text, click.get_current_context())
    there = _entries(name) if Path(name).exists() else ()
    alone = len(results.files) == 1
    judged_before = _judged_anew(results, (*entries, *there), alone=alone)
    threshold: Threshold = "undecided" if fail_on == "undecided" else "warning"
    new = tuple(
        entry
        for result in judged_before.validated
        for entry in acceptances(
            [finding for finding in result.findings if reaches(finding, threshold)], result.reading.report, reason
        )
    )
    files.write_bytes(name, accepted_bytes((*there, *new)))
    return _judged_anew(results, (*entries, *there, *new), alone=alone)


def _judged_anew(results: Results, entries: Sequence[Acceptance], *, alone: bool) -> Results:
    return Results(
        tuple(
            judged_anew(result, entries, alone=alone) if isinstance(result, Validated) else result
            for result in results.files
        )
    )


def _tell(console: Console, results: Results, told_as: str, output: str | None) -> None:
    if told_as == "text" and output is None and len(results.files) == 1 and results.refused:
        raise results.refused[0].error  # told like that of any other command
    if told_as not in _TOLD_IN_THE_OUTPUT:
        for refused in results.refused:
            console.error(refused.error)
    if output is not None:
        files.write_bytes(output, written(results, told_as, console.language))
        console.show([Line(Text(f"已写入：{output}", f"Written: {output}")), Line(last_line(results))])
    elif told_as == "text":
        console.show(for_people.lines(results))
    else:
        console.data(written(results, told_as, console.language))
