"""``govinfo annotate``: a copy of a document in which what the checks found is marked and told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from govinfo_schema import files
from govinfo_schema.accepted import accepted_from
from govinfo_schema.annotated_files import annotate
from govinfo_schema.cli.checked import exit_code, read_and_check
from govinfo_schema.cli.console import Line
from govinfo_schema.cli.results import judged
from govinfo_schema.cli.summary import verdict_line
from govinfo_schema.cli.targets import not_standard, require_targets
from govinfo_schema.cli.wording import number_of
from govinfo_schema.messages import Text

if TYPE_CHECKING:
    from govinfo_schema.cli.checked import Threshold
    from govinfo_schema.cli.console import Console


def run(  # noqa: PLR0913 - the options of the command
    console: Console,
    *,
    source: str,
    output: str,
    input_format: str | None,
    form: str | None,
    report: int | None,
    accepted: str | None,
    fail_on: Threshold,
) -> int:
    """Run the command; the names are those of its options.

    Returns:
        The exit code. With findings the copy is written all the same.
    """
    require_targets([source, accepted], [not_standard(output)])
    entries = accepted_from(files.read_bytes(accepted), accepted) if accepted is not None else ()
    result = judged(source, read_and_check(source, input_format, form, report), entries, alone=True)
    told = annotate(source, output, result.findings, reading=result.reading, language=console.language)
    marked = sum(bool(each.place.known) for each in told)
    written = Text(f"已写入：{output}，标注 {marked} 处", f"Written: {output}, {number_of(marked, 'place')} marked")
    of_all = [
        Line(Text(f"  对整份文件：{note.zh}", f"  On the document as a whole: {note.en}"))
        for each in told
        if not each.place.known
        for note in each.notes
    ]
    verdict = verdict_line(result.findings, accepted=len(result.accepted))
    console.show([Line(written), *of_all, verdict], aside=output == "-")
    return exit_code(result.findings, fail_on)
