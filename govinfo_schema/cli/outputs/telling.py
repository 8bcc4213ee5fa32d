"""What several of the output formats say in the same words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from govinfo_schema.cli.as_json import plain
from govinfo_schema.cli.results import Validated
from govinfo_schema.cli.summary import verdict_line
from govinfo_schema.forms import form_of
from govinfo_schema.messages import Text

if TYPE_CHECKING:
    from govinfo_schema.cli.results import FileResult, Judged, Refused, Results
    from govinfo_schema.findings import Finding
    from govinfo_schema.messages import Language
    from govinfo_schema.provenance import Place

OPEN = ("failed", "undecided")


def title_of(finding: Finding) -> str:
    """Return rule and instance of a finding, as people name it."""
    return f"{finding.rule} {finding.instance}".rstrip()


def label_of(path: str, result: Validated) -> str:
    """Return the printed labels of a cell, or its path where the form has no such cell."""
    cell = form_of(result.reading.report).by_path.get(path)
    return path if cell is None else cell.label


def places_of(finding: Finding) -> list[tuple[str | None, Place | None]]:
    """Return the cells of a finding, each with its place: those that a check misses first, they are to be looked at.

    Where a reader names places without cells, these are returned.
    """
    if not finding.cells:
        return [(None, place) for place in finding.places]
    places = finding.places or (None,) * len(finding.cells)
    pairs = zip(finding.cells, places, strict=True)
    return sorted(pairs, key=lambda pair: finding.outcome == "undecided" and pair[0] not in finding.missing)


def shown(result: Validated) -> tuple[Judged, ...]:
    """Return the findings that are more than a check that passed: those that failed or are undecided."""
    return tuple(each for each in result.judged if each.finding.outcome in OPEN)


def told(judged: Judged) -> dict[str, object]:
    """Return a finding as JSON has it, with its fingerprint and what accepts it."""
    content = plain(judged.finding)
    accepted = judged.accepted
    assert isinstance(content, dict)  # noqa: S101 - attrs classes become mappings
    return {**content, "fingerprint": judged.fingerprint, "accepted": None if accepted is None else accepted.reason}


def told_error(refused: Refused) -> dict[str, object]:
    """Return the error of a file that cannot be read as JSON has it."""
    error = refused.error
    return {"where": error.where, "what": error.what, "advice": error.advice}


def verdict(result: FileResult) -> Text:
    """Return the answer for one file: whether the report is valid, or why that is not known."""
    if not isinstance(result, Validated):
        return Text("结论：无法读取。", "Result: could not be read.")
    return verdict_line(result.findings, accepted=len(result.accepted)).text


def verdict_over_all(results: Results) -> Text:
    """Return the answer for all files of a call together."""
    valid, wrong, uncertain, unreadable = results.counts
    number = len(results.files)
    return Text(
        f"合计：{number} 个文件，校验通过 {valid}，不通过 {wrong}，无法判断 {uncertain}，无法读取 {unreadable}。",
        f"In all: {number} files, {valid} valid, {wrong} not valid, {uncertain} not certain, {unreadable} unreadable.",
    )


def last_line(results: Results) -> Text:
    """Return the line that answers for the whole call."""
    return verdict(results.files[0]) if len(results.files) == 1 else verdict_over_all(results)


def one_line(text: Text | str, language: Language) -> str:
    """Return a text in one line."""
    return " ".join((text if isinstance(text, str) else text.in_language(language)).split())
