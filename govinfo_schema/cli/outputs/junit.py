"""JUnit XML: a test suite for each file, a test case for each instance of each rule.

Failed is a failure, with the severity as its type; undecided, not applicable and accepted are skipped, with the reason;
a file that cannot be read is a suite with one case that is an error. Times and hosts are left out, so that the same
files give the same bytes.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from govinfo_schema.cli.outputs.telling import label_of, places_of, title_of
from govinfo_schema.cli.results import Validated

if TYPE_CHECKING:
    from govinfo_schema.cli.results import FileResult, Judged, Refused, Results
    from govinfo_schema.messages import Language

_NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # XML 1.0, 2.2
_COUNTED = {"failures": "failure", "errors": "error", "skipped": "skipped"}


def written(results: Results, language: Language) -> bytes:
    """Return the document in UTF-8."""
    suites = Element("testsuites", name="govinfo validate")
    for result in results.files:
        suites.append(_suite(result, language))
    for name in ("tests", "failures", "errors"):
        suites.set(name, str(sum(int(suite.get(name, "0")) for suite in suites)))
    indent(suites)
    content: bytes = tostring(suites, encoding="utf-8", xml_declaration=True)
    return content + b"\n"


def _suite(result: FileResult, language: Language) -> Element:
    suite = Element("testsuite", name=_xml(result.source))
    if isinstance(result, Validated):
        _add_properties(suite, result)
        for each in result.judged:
            suite.append(_case(each, result, language))
    else:
        suite.append(_refused(result, language))
    cases = suite.findall("testcase")
    suite.set("tests", str(len(cases)))
    for name, tag in _COUNTED.items():
        suite.set(name, str(sum(case.find(tag) is not None for case in cases)))
    return suite


def _add_properties(suite: Element, result: Validated) -> None:
    report = result.reading.report
    known = {"form": report.form, "year": report.year, "agency": report.agency.name}
    if report.source is not None:
        known["sha256"] = report.source.sha256
    properties = SubElement(suite, "properties")
    for name, value in known.items():
        if value is not None:
            SubElement(properties, "property", name=name, value=_xml(str(value)))


def _case(judged: Judged, result: Validated, language: Language) -> Element:
    finding = judged.finding
    message = _xml(finding.message.in_language(language))
    case = Element(
        "testcase", name=_xml(title_of(finding)), classname=_xml(f"{result.reading.report.form}.{finding.rule}")
    )
    if judged.accepted is not None:
        SubElement(case, "skipped", type="accepted", message=_xml(judged.accepted.reason)).text = message
    elif finding.failed:
        failure = SubElement(case, "failure", type=finding.severity, message=message)
        failure.text = _xml(_details(judged, result, language))
    elif finding.outcome != "passed":
        SubElement(case, "skipped", type=finding.outcome, message=message)
    return case


def _details(judged: Judged, result: Validated, language: Language) -> str:
    """Return the cells of a finding with their places, a line each, and what the finding is known by."""
    lines = [
        " ".join(part for part in (label_of(path, result) if path else "", path or "", where) if part)
        for path, place in places_of(judged.finding)
        for where in (place.text.in_language(language) if place is not None else "",)
    ]
    return "\n".join([*lines, f"fingerprint {judged.fingerprint}"])


def _refused(result: Refused, language: Language) -> Element:
    case = Element("testcase", name="read", classname="govinfo.read")
    SubElement(case, "error", type=type(result.error).__name__, message=_xml(result.error.in_language(language)))
    return case


def _xml(text: str) -> str:
    """Return ``text`` with a sign in the place of characters that XML cannot hold."""
    return _NOT_IN_XML.sub("\ufffd", text)
