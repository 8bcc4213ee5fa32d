"""Text for people: a block for each file, its last line being the answer, and a line over all of several files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from govinfo_schema.cli.console import Line
from govinfo_schema.cli.outputs.telling import title_of, verdict, verdict_over_all
from govinfo_schema.cli.results import Validated
from govinfo_schema.cli.summary import cell_lines, finding_lines, identity_lines, verdict_line
from govinfo_schema.messages import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from govinfo_schema.cli.results import FileResult, Results
    from govinfo_schema.messages import Language


def lines(results: Results) -> Iterator[Line]:
    """Yield the lines of the text, with their tones."""
    several = len(results.files) > 1
    for result in results.files:
        if several:
            yield Line(Text(f"== {result.source}", f"== {result.source}"))
        yield from _block(result)
        if several:
            yield Line(Text("", ""))
    if several:
        yield Line(verdict_over_all(results))


def written(results: Results, language: Language) -> bytes:
    """Return the text in UTF-8."""
    return "".join(f"{line.text.in_language(language)}\n" for line in lines(results)).encode(errors="backslashreplace")


def _block(result: FileResult) -> Iterator[Line]:
    if not isinstance(result, Validated):
        error = result.error
        zh, en = (" ".join(error.in_language(language).split()) for language in ("zh", "en"))
        yield Line(Text(f"错误：{zh}", f"error: {en}"), "bad")
        yield Line(verdict(result), "bad")
        return
    yield from identity_lines(result.reading)
    yield from cell_lines(result.reading)
    yield from finding_lines(result.findings, result.reading)
    yield from _accepted_lines(result)
    yield verdict_line(result.findings, accepted=len(result.accepted))


def _accepted_lines(result: Validated) -> Iterator[Line]:
    for each in result.accepted:
        assert each.accepted is not None  # noqa: S101 - the property gives accepted ones
        rule, reason = title_of(each.finding), each.accepted.reason
        by = each.accepted.by
        zh, en = (f"（{by}）", f" ({by})") if by else ("", "")
        yield Line(Text(f"  [已认可] {rule}：{reason}{zh}", f"  [accepted] {rule}: {reason}{en}"))
    for entry in result.stale:
        rule = f"{entry.rule} {entry.instance}".rstrip()
        yield Line(
            Text(
                f"  [失效的认可] {rule}：规则涉及的数字已变，认可不再有效（当时的理由：{entry.reason}）",
                f"  [stale acceptance] {rule}: void, a figure has changed (its reason: {entry.reason})",
            ),
            "doubtful",
        )
