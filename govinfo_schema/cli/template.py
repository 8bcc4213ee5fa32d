"""``govinfo template``: a workbook in which a form is filled in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from govinfo_schema.cli.checked import read_source
from govinfo_schema.cli.console import Console, Line
from govinfo_schema.cli.targets import Made, require_targets
from govinfo_schema.formats import write_template
from govinfo_schema.messages import Text
from govinfo_schema.migration.closing import opening_after
from govinfo_schema.places import STANDARD_STREAM

if TYPE_CHECKING:
    from govinfo_schema.forms import Report


def run(console: Console, *, form: str, output: str, previous: str | None, force: bool) -> int:
    """Run the command; the names are those of its options.

    Returns:
        The exit code, which is 0.
    """
    to_standard_output = output == STANDARD_STREAM
    written = Made(output, "write_template", "xlsx" if to_standard_output else None, kept=not force)
    require_targets([previous], [written])
    last_year = None if previous is None else read_source(previous).report
    write_template(form, output, previous=last_year, format=written.format)
    lines = [] if last_year is None else [_filled_in(form, last_year)]
    if not to_standard_output:
        lines.append(Line(Text(f"已写入：{output}", f"Written: {output}")))
    console.show(lines, aside=to_standard_output)
    return 0


def _filled_in(form: str, last_year: Report) -> Line:
    """Say what the report of the year before gave."""
    known = opening_after(form, last_year)
    agency, year = known.agency or "？", known.year or "？"
    number = len(known.figures)
    if not number:
        return Line(
            Text(
                f"机关：{agency}；年度：{year}；上年报告中没有可以填入的结转数。",
                f"Organ: {agency}; year: {year}; the report of the year before has no figure to carry over.",
            ),
            "doubtful",
        )
    return Line(
        Text(
            f"机关：{agency}；年度：{year}；上年结转 {number} 格来自上年报告。",
            f"Organ: {agency}; year: {year}; {number} figures carried over from the report of the year before.",
        )
    )
