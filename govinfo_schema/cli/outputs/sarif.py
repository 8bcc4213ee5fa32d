"""SARIF 2.1.0, the OASIS format for results of checkers: one run over all files.

Checks that passed or do not apply are left out. What failed has the level of its severity; what is undecided is of the
kind ``open``; accepted findings are suppressed with their reason. Where the line of a cell is known, a region says it;
elsewhere the logical location does, with the path of the cell and its printed labels, and the message with the place.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from govinfo_schema import __version__
from govinfo_schema.cli.outputs.telling import label_of, places_of, shown
from govinfo_schema.cli.results import Validated
from govinfo_schema.fingerprints import VERSION
from govinfo_schema.forms import form_named
from govinfo_schema.rules import catalogue, sentences
from govinfo_schema.versions import NAMES

if TYPE_CHECKING:
    from govinfo_schema.cli.results import FileResult, Judged, Refused, Results
    from govinfo_schema.findings import Severity
    from govinfo_schema.messages import Language
    from govinfo_schema.provenance import Place
    from govinfo_schema.rules import Rule

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS: dict[Severity, str] = {"error": "error", "warning": "warning", "information": "note"}
_LANGUAGES = {"zh": "zh-CN", "en": "en-US"}
_FINGERPRINT = f"govinfo/v{VERSION}"
_Json = dict[str, Any]


def written(results: Results, language: Language) -> bytes:
    """Return the log in UTF-8."""
    rules = _descriptors(results, language)
    at = {rule["id"]: index for index, rule in enumerate(rules)}
    driver = {
        "name": "govinfo",
        "fullName": f"govinfo-schema {__version__}",
        "version": __version__,
        "semanticVersion": __version__,
        "rules": rules,
    }
    run = {
        "tool": {"driver": driver},
        "language": _LANGUAGES[language],
        "columnKind": "unicodeCodePoints",
        "invocations": [_invocation(results.refused, language)],
        "artifacts": [_artifact(result) for result in results.files],
        "results": [
            _result(judged, result, number, language) | {"ruleIndex": at[judged.finding.rule]}
            for number, result in enumerate(results.files)
            if isinstance(result, Validated)
            for judged in shown(result)
        ],
    }
    log = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    return (json.dumps(log, ensure_ascii=False, indent=2) + "\n").encode(errors="backslashreplace")


def _descriptors(results: Results, language: Language) -> list[_Json]:
    """Return the rules of all forms, the newest form deciding the words, and those of readers that found something."""
    known: dict[str, _Json] = {}
    for name in reversed(NAMES):
        for rule in catalogue(name):
            if rule.id not in known:
                known[rule.id] = _descriptor(rule, name, language)
    for result in results.validated:
        for each in shown(result):
            if each.finding.rule not in known:
                known[each.finding.rule] = {
                    "id": each.finding.rule,
                    "defaultConfiguration": _level(each.finding.severity),
                }
    return sorted(known.values(), key=lambda descriptor: str(descriptor["id"]))


def _descriptor(rule: Rule, form: str, language: Language) -> _Json:
    title, source = rule.title.in_language(language), rule.source.in_language(language)
    of_form = form_named(form).name
    formulas = [sentences.formula(of_form, each).in_language(language) for each in rule.constraints]
    return {
        "id": rule.id,
        "shortDescription": {"text": title},
        "fullDescription": {"text": source},
        "help": {"text": "\n".join([title, source, *formulas])},
        "defaultConfiguration": _level(rule.severity),
        "properties": {"tags": list(rule.forms)},
    }


def _level(severity: Severity) -> _Json:
    return {"level": _LEVELS[severity]}


def _invocation(refused: tuple[Refused, ...], language: Language) -> _Json:
    notifications = [
        {
            "level": "error",
            "descriptor": {"id": type(each.error).__name__},
            "message": {"text": each.error.in_language(language)},
            "locations": [{"physicalLocation": {"artifactLocation": _artifact_location(each.source)}}],
        }
        for each in refused
    ]
    return {"executionSuccessful": not refused, "toolExecutionNotifications": notifications}


def _artifact(result: FileResult) -> _Json:
    location: _Json = {"location": _artifact_location(result.source)}
    source = result.reading.report.source if isinstance(result, Validated) else None
    return location if source is None else location | {"hashes": {"sha-256": source.sha256}}


def _artifact_location(source: str) -> _Json:
    """Return where a file is: an absolute URI, or one relative to the folder of the call, which is the repository."""
    path = Path(source)
    if path.is_absolute():
        return {"uri": path.as_uri()}
    return {"uri": quote(path.as_posix()), "uriBaseId": "%SRCROOT%"}


def _result(judged: Judged, result: Validated, number: int, language: Language) -> _Json:
    finding = judged.finding
    places = places_of(finding) or [(None, None)]
    locations = [_location(path, place, result, number, language) for path, place in places]
    locations.sort(key=lambda location: "region" not in location["physicalLocation"])  # viewers show the first one
    related = [{"id": at, **each} for at, each in enumerate(locations[1:], 1)]
    told: _Json = {
        "ruleId": finding.rule,
        "kind": "fail" if finding.failed else "open",
        "level": _LEVELS[finding.severity] if finding.failed else "none",
        "message": {"text": finding.message.in_language(language)},
        "locations": locations[:1],
        "partialFingerprints": {_FINGERPRINT: judged.fingerprint},
    }
    if related:
        told["relatedLocations"] = related
    if judged.accepted is not None:
        suppression = {"kind": "external", "status": "accepted", "justification": judged.accepted.reason}
        told["suppressions"] = [suppression]
    if finding.instance:
        told["properties"] = {"instance": finding.instance}
    return told


def _location(path: str | None, place: Place | None, result: Validated, number: int, language: Language) -> _Json:
    physical: _Json = {"artifactLocation": {**_artifact_location(result.source), "index": number}}
    if place is not None and place.line is not None:
        physical["region"] = {"startLine": place.line}
    location: _Json = {"physicalLocation": physical}
    if path is not None:
        name = label_of(path, result)
        location["logicalLocations"] = [{"name": name, "fullyQualifiedName": path, "kind": "value"}]
    if place is not None and place.known:
        location["message"] = {"text": place.text.in_language(language)}
    return location
