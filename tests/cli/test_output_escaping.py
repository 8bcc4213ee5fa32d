"""Whatever text a document holds, each output format stays what it is."""

from __future__ import annotations

import json
from xml.etree import ElementTree as ET

from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from fake_formats import NEW_IN_ALL, small_report
from govinfo_schema.accepted import Acceptance
from govinfo_schema.cli.outputs import written
from govinfo_schema.cli.results import Judged, Refused, Results, Validated
from govinfo_schema.errors import ReadError
from govinfo_schema.findings import Finding
from govinfo_schema.messages import Text
from govinfo_schema.provenance import Place
from govinfo_schema.reading import Reading
from govinfo_schema.report import Agency

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=40) | st.sampled_from(
    ["a\n::error::b", "%0A", "</script><script>", "]]>", "&amp;", '"><', "\r\n", "\x0b", "\ufffe", "：，"]
)


def results(text: str, name: str) -> Results:
    finding = Finding(
        rule="B3",
        instance=text,
        severity="error",
        outcome="failed",
        message=Text(text, text),
        cells=(NEW_IN_ALL,),
        places=(Place(sheet=text, row=1),),
    )
    reading = Reading(report=small_report(agency=Agency(name=text)), provenance={})
    validated = Validated(source=name, reading=reading, judged=(Judged(finding=finding, fingerprint="0" * 16),))
    return Results((validated, Refused(source=name, error=ReadError(Text(text, text), where=name))))


def unescaped(value: str) -> str:
    """Return a value as the runner of GitHub reads it."""
    for code, sign in (("%3A", ":"), ("%2C", ","), ("%0D", "\r"), ("%0A", "\n"), ("%25", "%")):
        value = value.replace(code, sign)
    return value


@settings(max_examples=150, deadline=None)
@given(text=TEXTS, name=TEXTS)
def test_github_commands_are_one_line_each_and_give_the_text_back(text: str, name: str) -> None:
    lines = written(results(text, name), "github", "zh").decode().split("\n")
    assert len(lines) == 4
    assert "\r" not in "".join(lines)
    head, _, message = lines[0].removeprefix("::error ").partition("::")
    properties = dict(pair.split("=", 1) for pair in head.split(","))
    assert unescaped(properties["file"]) == name
    assert unescaped(message) == f"{text}（工作表“{text}”第1行）"
    assert not lines[2].startswith("::")


@settings(max_examples=100, deadline=None)
@given(text=TEXTS, name=TEXTS)
def test_xml_and_json_are_well_formed_and_hold_the_text(text: str, name: str) -> None:
    said = results(text, name)
    suites = ET.fromstring(written(said, "junit", "zh"))  # noqa: S314 - what was written a moment ago
    assert len(suites.findall("testsuite/testcase")) == 2
    log = json.loads(written(said, "sarif", "en"))
    assert log["runs"][0]["results"][0]["message"]["text"] == text
    assert log["runs"][0]["artifacts"][0]["location"]["uri"].isascii()
    told = json.loads(written(said, "json", "zh"))["reports"]
    assert (told[0]["agency"], told[1]["error"]["what"]["zh"]) == (text, text)
    lines = written(said, "jsonl", "zh").decode().split("\n")
    assert [json.loads(line)["file"] for line in lines[:-1]] == [name, name]


@settings(max_examples=100, deadline=None)
@given(text=TEXTS, name=TEXTS)
def test_a_page_has_the_same_elements_whatever_it_says(text: str, name: str) -> None:
    def elements(page: bytes) -> list[str | None]:
        return [node.tag for node in LexborHTMLParser(page).root.traverse(include_text=False)]  # type: ignore[union-attr] - a page has a root

    assert elements(written(results(text, name), "html", "zh")) == elements(written(results("甲", "乙"), "html", "zh"))


def test_accepted_findings_keep_their_reason_escaped() -> None:
    said = results("甲", "乙")
    validated = said.validated[0]
    entry = Acceptance(reason="<b>&", fingerprint="0" * 16)
    accepted = evolve(validated, judged=(evolve(validated.judged[0], accepted=entry),))
    page = written(Results((accepted,)), "html", "zh").decode()
    assert "已认可：&lt;b&gt;&amp;" in page
    assert "<b>" not in page
