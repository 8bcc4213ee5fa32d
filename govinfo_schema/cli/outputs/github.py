"""Workflow commands of GitHub Actions: an annotation for each finding that failed or is undecided.

Errors are ``::error``, warnings ``::warning``, what informs and what is undecided ``::notice``. Accepted findings make
none. Data and properties are escaped as the toolkit of GitHub does it, so that no text of a document is a command.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from govinfo_schema.cli.outputs.telling import last_line, one_line, places_of, shown, title_of
from govinfo_schema.cli.results import Validated

if TYPE_CHECKING:
    from collections.abc import Iterator

    from govinfo_schema.cli.results import FileResult, Results
    from govinfo_schema.findings import Finding, Severity
    from govinfo_schema.messages import Language

_COMMANDS: dict[Severity, str] = {"error": "error", "warning": "warning", "information": "notice"}


def written(results: Results, language: Language) -> bytes:
    """Return the commands, one a line, and the answer as a last line."""
    lines = [line for result in results.files for line in _commands(result, language)]
    lines.append(one_line(last_line(results), language))
    return "".join(f"{line}\n" for line in lines).encode(errors="backslashreplace")


def _commands(result: FileResult, language: Language) -> Iterator[str]:
    if not isinstance(result, Validated):
        yield _command("error", {"file": result.source}, result.error.in_language(language))
        return
    for each in shown(result):
        if each.accepted is None:
            finding = each.finding
            name = _COMMANDS[finding.severity] if finding.failed else "notice"
            lines = [place.line for _, place in places_of(finding) if place is not None and place.line is not None]
            known = {"file": result.source, "line": str(lines[0]) if lines else "", "title": title_of(finding)}
            yield _command(name, known, _sentence(finding, language))


def _sentence(finding: Finding, language: Language) -> str:
    """Return the sentence of a finding, with its first place where a line does not say it."""
    sentence = finding.message.in_language(language)
    places = [place for place in finding.places if place is not None and place.known and place.line is None]
    if not places or finding.left is not None:
        return sentence
    where = places[0].text.in_language(language)
    return f"{sentence}（{where}）" if language == "zh" else f"{sentence} ({where})"


def _command(name: str, properties: dict[str, str], message: str) -> str:
    listed = ",".join(f"{key}={_property(value)}" for key, value in properties.items() if value)
    return f"::{name} {listed}::{_data(message)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
