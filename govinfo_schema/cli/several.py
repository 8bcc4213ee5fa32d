"""Files with several reports, on the command line: which one a text is about, names of files, an answer over all."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

import click

from govinfo_schema.cli.console import Line
from govinfo_schema.cli.usage import LocalUsageError
from govinfo_schema.findings import validity
from govinfo_schema.messages import Text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from govinfo_schema.cli.checked import Checked
    from govinfo_schema.forms import Report
    from govinfo_schema.reading import Reading

_UNSAFE = re.compile(r"[^\w]+")
_LONGEST_NAME = 60  # characters: a name of 255 bytes holds as many Chinese ones, with what stands around them


def refuse_all_with_a_number(report: int | None, *, every: bool) -> None:
    """Refuse ``--all`` together with ``--report``.

    Raises:
        LocalUsageError: both were given.
    """
    if every and report is not None:
        text = Text("--all 不能与 --report 一起使用", "--all cannot be used together with --report")
        raise LocalUsageError(text, click.get_current_context())


def header_lines(number: int, count: int) -> list[Line]:
    """Say which report of a file the lines that follow are about; nothing where there is only one."""
    if count == 1:
        return []
    return [Line(Text(f"第 {number} 份报告（共 {count} 份）", f"Report {number} of {count}"))]


def place_lines(reading: Reading) -> list[Line]:
    """Say where the first figure of a report stands, which tells it from the other reports of its file."""
    place = next((origin.place.text for origin in reading.provenance.values() if origin.place.known), None)
    return [Line(Text(f"位置：{place.zh}", f"Place: {place.en}"))] if place else []


def file_stem(report: Report, number: int, count: int) -> str:
    """Return a name for the file of a report, without a suffix: year, organ and number, safe on every file system."""
    agency = _UNSAFE.sub("_", report.agency.name or "")[:_LONGEST_NAME].strip("_")
    parts = (str(report.year or ""), agency, f"{number:0{len(str(count))}d}")
    return "-".join(part for part in ("report" if not report.year else "", *parts) if part)


def overall_line(checked: Sequence[Checked]) -> Line:
    """Answer over all reports of a file how many of them are valid."""
    answers = Counter(validity(each.findings) for each in checked)
    count = len(checked)
    zh = f"合计：{count} 份报告，通过 {answers[True]}，不通过 {answers[False]}，无法判断 {answers[None]}。"
    en = f"All: {count} reports, {answers[True]} valid, {answers[False]} not valid, {answers[None]} not certain."
    return Line(Text(zh, en), "bad" if answers[False] else "doubtful" if answers[None] else "good")
