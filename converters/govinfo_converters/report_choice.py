"""The refusal of a file with several reports of which none was chosen: it lists them, and says how to choose."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import frozen

from govinfo_schema.errors import RecognitionError
from govinfo_schema.messages import Text
from govinfo_schema.provenance import Place

if TYPE_CHECKING:
    from collections.abc import Sequence

_SHOWN = 30


@frozen(kw_only=True)
class Identified:
    """What is known of a report before it is read.

    Attributes:
        form: name of its form.
        year: report year; ``None`` where the document does not say.
        agency: name of the organ; ``None`` where the document does not say.
        place: where it stands.
    """

    form: str
    year: int | None
    agency: str | None
    place: Place


def several_reports(name: str, found: Sequence[Identified], asked: int | None) -> RecognitionError:
    """Return the error that lists the reports of a file.

    Args:
        name: name of the file.
        found: its reports.
        asked: the number that was asked for, where there is no such report.
    """
    count = len(found)
    listed = [_line(number, report) for number, report in enumerate(found[:_SHOWN], 1)]
    if count > _SHOWN:
        listed.append(Text("……", "…"))
    zh, en = "；".join(line.zh for line in listed), "; ".join(line.en for line in listed)
    reports = "1 report" if count == 1 else f"{count} reports"
    missing = Text("", "") if asked is None else Text(f"没有第 {asked} 份报告，", f"There is no report {asked}; ")
    return RecognitionError(
        Text(f"{missing.zh}文件中有 {count} 份报告：{zh}。", f"{missing.en}the file holds {reports}: {en}."),
        where=name,
        advice=Text(
            "请用 --report N（report=N）选择其中一份，或用 --all（read_all）读取全部。",
            "Choose one with --report N (report=N), or read all with --all (read_all).",
        ),
    )


def _line(number: int, report: Identified) -> Text:
    year, agency = report.year, report.agency
    place = report.place.text
    return Text(
        f"第 {number} 份：{f'{year} 年' if year else '年度未写明'}，{agency or '机关未写明'}，{report.form}"
        + (f"（{place.zh}）" if place.zh else ""),
        f"{number}: {year or 'no year stated'}, {agency or 'no agency stated'}, {report.form}"
        + (f" ({place.en})" if place.en else ""),
    )
