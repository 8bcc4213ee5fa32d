"""Annotated copies of web pages."""

from __future__ import annotations

import random
import re
from typing import TYPE_CHECKING

import lxml.html
import pytest
from opencc import OpenCC

import govinfo_schema as gs
from govinfo_schema.errors import WriteError
from layouts import html_page
from noise_kinds import NOISES, noisy

if TYPE_CHECKING:
    from pathlib import Path
from annotated_documents import annotated, printed
from consistent import report_with

# Web pages

_ATTRIBUTES = re.compile(
    r' data-govinfo="\w+" data-govinfo-note="\d+" title="[^"]*" aria-describedby="govinfo-note-\d+"'
)


_ASIDE = re.compile(r"<aside data-govinfo-notes.*?</aside>", re.DOTALL)


def page_text(data: bytes, encoding: str) -> list[list[str]]:
    page = lxml.html.document_fromstring(data, parser=lxml.html.HTMLParser(encoding=encoding))
    return [[cell.text_content() for cell in row.xpath("./td|./th")] for row in page.xpath("//tr")]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "big5hkscs"])
def test_nothing_but_notes_is_put_between_the_bytes_of_a_page(encoding: str, tmp_path: Path) -> None:
    text = html_page("v2021", printed())
    if encoding == "big5hkscs":
        traditional = OpenCC("s2t").convert(text)
        text = traditional.encode(encoding, errors="xmlcharrefreplace").decode(encoding)
    data = text.encode(encoding)
    copy = annotated(data, tmp_path, "a.html")
    without = _ASIDE.sub("", _ATTRIBUTES.sub("", copy.decode(encoding)))
    assert without.encode(encoding) == data
    assert page_text(copy, encoding.removesuffix("-sig")) == page_text(data, encoding.removesuffix("-sig"))


def test_cells_of_a_page_are_marked_and_told(tmp_path: Path) -> None:
    copy = annotated(html_page("v2021", printed()).encode(), tmp_path, "a.html")
    page = lxml.html.document_fromstring(copy.decode())
    (suspect,) = page.xpath("//*[@data-govinfo='suspect']")
    assert suspect.text_content() == "30"
    note = page.get_element_by_id(suspect.get("aria-describedby"))
    assert "2 项未通过的校验都涉及本格" in note.text_content()
    assert suspect.get("title") in note.text_content()
    (blank,) = page.xpath("//*[@data-govinfo='undecided']")
    assert blank.text_content() == ""
    assert len(page.xpath("//*[@data-govinfo='error']")) == 9
    assert not page.xpath("//aside//script | //aside//*[@src or @href]")


@pytest.mark.parametrize("form", ["v2014", "v2021"])
@pytest.mark.parametrize("noise", NOISES)
def test_marks_of_noisy_pages_stand_at_the_cells_that_were_read(noise: str, form: str, tmp_path: Path) -> None:
    """Spans, torn rows, nested tables and hidden rows: a marked cell shows the very text that was read in it."""
    made = noisy(form, "html", noise, random.Random(f"{noise} {form}"))  # noqa: S311 - the same noise each time
    data = made.text.encode()
    (tmp_path / "a.html").write_bytes(data)
    try:
        reading = gs.read(tmp_path / "a.html")
    except gs.RecognitionError:
        assert noise in ("table_twice", "transposed")  # for which a refusal is right
        return
    findings = gs.validate(reading).findings
    told = gs.annotate(tmp_path / "a.html", tmp_path / "b.html", findings, reading=reading)
    copy = (tmp_path / "b.html").read_bytes()
    assert _ASIDE.sub("", _ATTRIBUTES.sub("", copy.decode())).encode() == data
    raw = {origin.place: origin.raw for origin in reading.provenance.values() if origin.raw}
    for cell in lxml.html.document_fromstring(copy.decode()).xpath("//*[@data-govinfo]"):
        place = told[int(cell.get("data-govinfo-note")) - 1].place
        if place in raw:
            assert re.sub(r"\s", "", cell.text_content()) == re.sub(r"\s", "", raw[place])
    assert sum(each.place in raw for each in told) <= copy.count(b" data-govinfo=")


def test_tags_in_scripts_comments_and_attributes_are_no_cells(tmp_path: Path) -> None:
    noise = (
        "<script>document.write('<td>1</td><TH class=x>');</script><!-- <td>2</td> --><p title=\"<td \">甲</p>"
        "<textarea><td>3</td></textarea><td>4</td></body><table hidden><tr><td>5</td><td>6</td></tr></table>"
    )
    page = html_page("v2021", printed())
    start = page.index("<table")
    data = (page[:start] + noise + page[start:]).encode()
    copy = annotated(data, tmp_path, "a.html")
    assert _ASIDE.sub("", _ATTRIBUTES.sub("", copy.decode())).encode() == data
    assert noise in copy.decode()


def test_texts_of_a_page_are_escaped_in_notes(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes(html_page("v2021", printed()).encode())
    reading = gs.read(tmp_path / "a.html")
    evil = '"><script>alert(1)</script>'
    finding = gs.Finding(
        rule="B3",
        severity="error",
        outcome="failed",
        message=gs.Text(evil, evil),
        cells=("applications.new_received.total",),
    )
    gs.annotate(tmp_path / "a.html", tmp_path / "b.html", [finding], reading=reading)
    page = lxml.html.parse(tmp_path / "b.html")
    assert not page.xpath("//script")
    assert evil in page.xpath("//*[@data-govinfo]")[0].get("title")


def test_a_page_without_the_end_of_a_body_gets_its_notes_at_its_end(tmp_path: Path) -> None:
    data = html_page("v2021", printed()).replace("</body>", "").replace("</html>", "").encode()
    assert annotated(data, tmp_path, "a.html").endswith(b"</aside>")


def test_notes_never_go_into_a_comment(tmp_path: Path) -> None:
    data = html_page("v2021", printed()).encode() + b"<!-- </body> -->"
    copy = annotated(data, tmp_path, "a.html")
    assert copy.endswith(b"</aside></body></html><!-- </body> -->")
    assert len(lxml.html.document_fromstring(copy.decode()).xpath("//aside")) == 1


def test_a_damaged_page_is_not_annotated(tmp_path: Path) -> None:
    data = html_page("v2021", printed()).encode("gb18030").replace("甲".encode("gb18030"), b"\xff")
    (tmp_path / "a.html").write_bytes(data.replace(b"</body>", b"<p>\xff\xff</p></body>"))
    reading = gs.read(tmp_path / "a.html")
    with pytest.raises(WriteError, match="cannot be annotated without changing"):
        gs.annotate(tmp_path / "a.html", tmp_path / "b.html", gs.validate(reading).findings, reading=reading)
    assert not (tmp_path / "b.html").exists()


@pytest.mark.parametrize(
    ("form", "total"),
    [
        ("v2014", "applications.received.total"),
        ("v2019", "applications.new_received.total"),
        ("v2021", "applications.new_received.total"),
    ],
)
def test_pages_that_were_written_here_are_annotated_as_others_are(form: str, total: str, tmp_path: Path) -> None:
    """They have notes of their own, which are no annotations and keep their looks."""
    page, copy = tmp_path / "a.html", tmp_path / "b.html"
    wrong = report_with(form, {total: 9999})
    gs.write(wrong, page, findings=gs.validate(wrong))
    reading = gs.read(page)
    gs.annotate(page, copy, gs.validate(reading), reading=reading)
    assert gs.forms.cell_values(gs.read(copy).report) == gs.forms.cell_values(reading.report)
    root = lxml.html.document_fromstring(copy.read_text("utf-8"))
    assert root.xpath("//td[@data-govinfo]")
    notes, annotations = root.xpath("//aside")
    assert "data-govinfo-annotations" in annotations.attrib
    assert "data-govinfo-annotations" not in notes.attrib
    assert "[data-govinfo-notes]" not in annotations.xpath("string(style)")
    again = gs.read(copy)
    with pytest.raises(WriteError, match="a copy with annotations already"):
        gs.annotate(copy, tmp_path / "c.html", gs.validate(again), reading=again)
