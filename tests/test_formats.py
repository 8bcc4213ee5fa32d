"""Files are read and written in the format that their name and content say, and errors say what was seen."""

from __future__ import annotations

import errno
import io
import os
import sys
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest

from fake_formats import NEW_BY_PERSONS, fake_format, install, small_report
from govinfo_schema import formats
from govinfo_schema.errors import GovinfoError, ReadError, RecognitionError, StructureError, WriteError
from govinfo_schema.findings import Finding
from govinfo_schema.format_contract import Input, ReadOptions, WriteOptions
from govinfo_schema.forms import Report, cell_values, form_named, make_report
from govinfo_schema.messages import Text
from govinfo_schema.migration.ledger import Ledger
from govinfo_schema.provenance import Place
from govinfo_schema.reading import Leftover, Reading
from offered_formats import ALWAYS, failing

if TYPE_CHECKING:
    from pathlib import Path

NEVER = {"sniff": lambda _: False}


@pytest.fixture(name="three")
def _three(monkeypatch: pytest.MonkeyPatch) -> None:
    """Install three formats: ``page`` with two suffixes, ``sheet``, and ``words`` with a suffix of another name."""
    install(monkeypatch, fake_format("page", ".page", ".htm"), fake_format("sheet"), fake_format("words", ".txt"))


def _asked(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Input, ReadOptions]]:
    """Install a format called ``page`` that notes what it is asked to read."""
    asked: list[tuple[Input, ReadOptions]] = []

    def read(given: Input, options: ReadOptions) -> Reading:
        asked.append((given, options))
        return Reading(report=small_report(), provenance={})

    install(monkeypatch, fake_format("page", read=read))
    return asked


# What is handed to a reader.


@pytest.mark.usefixtures("three")
def test_a_path_is_read_as_text_and_as_path(tmp_path: Path) -> None:
    (tmp_path / "a.page").write_bytes(b"page v2021")
    for source in (tmp_path / "a.page", str(tmp_path / "a.page")):
        assert cell_values(formats.read(source).report)[NEW_BY_PERSONS] == 21


@pytest.mark.parametrize("kind", ["bytes", "stream in memory", "open file", "numbered file", "standard input"])
def test_every_kind_of_source_hands_over_its_bytes(kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = _asked(monkeypatch)
    path = tmp_path / "a.page"
    path.write_bytes(b"page")
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(b"page")))
    number = os.open(path, os.O_RDONLY)
    with path.open("rb") as file, os.fdopen(number, "rb") as numbered:
        sources: dict[str, formats.Source] = {
            "bytes": b"page",
            "stream in memory": io.BytesIO(b"page"),
            "open file": file,
            "numbered file": numbered,
            "standard input": "-",
        }
        formats.read(sources[kind])
    assert asked == [(Input(data=b"page", name="a.page" if kind == "open file" else "-"), ReadOptions())]


def test_the_reader_is_told_the_form(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = _asked(monkeypatch)
    (tmp_path / "a.page").write_bytes(b"page")
    formats.read(tmp_path / "a.page", form="v2019")
    assert asked == [(Input(data=b"page", name="a.page"), ReadOptions(form="v2019"))]


@pytest.mark.usefixtures("three")
def test_an_unknown_form_is_refused_before_the_file_is_opened() -> None:
    with pytest.raises(StructureError, match="v2014, v2019, v2021"):
        formats.read("missing.page", form="v2020")


@pytest.mark.usefixtures("three")
def test_sources_that_give_no_bytes() -> None:
    with pytest.raises(ReadError, match=r"^missing\.page: There is no such file"):
        formats.read("missing.page")
    with pytest.raises(ReadError, match="The file is empty"):
        formats.read(b"")
    with pytest.raises(ReadError, match="opened as text"):
        formats.read(io.StringIO("page"))  # type: ignore[arg-type] - the mistake that is tested
    broken = SimpleNamespace(read=failing(OSError(errno.EIO, "Input/output error")), name="tape")
    with pytest.raises(ReadError, match=r"^tape: It cannot be read: Input/output error"):
        formats.read(broken)  # type: ignore[arg-type] - as much of a file as is needed


# Which format reads.


@pytest.mark.usefixtures("three")
@pytest.mark.parametrize(
    ("name", "content", "form"),
    [
        ("a.page", b"page v2014", "v2014"),  # name and content agree
        ("a.HTM", b"page v2014", "v2014"),  # a suffix in capitals, which is not the name of its format
        ("a.dat", b"sheet v2019", "v2019"),  # an unknown suffix: the content decides
        ("a", b"sheet v2019", "v2019"),  # no suffix
        ("a.sheet.txt", b"words v2019", "v2019"),  # the last suffix counts
    ],
)
def test_the_format_is_found(name: str, content: bytes, form: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(content)
    assert formats.read(tmp_path / name).report.form == form


@pytest.mark.usefixtures("three")
def test_the_format_that_is_named_reads_whatever_the_file_is_called(tmp_path: Path) -> None:
    (tmp_path / "a.page").write_bytes(b"sheet v2019")
    assert formats.read(tmp_path / "a.page", format="sheet").report.form == "v2019"


def test_the_suffix_breaks_a_tie(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    wrong = {"read": failing(AssertionError("the wrong reader"))}
    install(monkeypatch, fake_format("first", ".1", **ALWAYS, **wrong), fake_format("second", ".2", **ALWAYS))
    (tmp_path / "a.2").write_bytes(b"second v2019")
    assert formats.read(tmp_path / "a.2").report.form == "v2019"


def test_a_file_that_looks_like_nothing_goes_to_the_reader_of_its_suffix(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    error = ReadError(Text("不是页面。", "This is no page."), where="byte 1")
    install(monkeypatch, fake_format("page", ".htm", read=failing(error)), fake_format("sheet"))
    (tmp_path / "a.htm").write_bytes(b"damaged")
    with pytest.raises(ReadError, match=r"^a\.htm, byte 1: This is no page\.$"):
        formats.read(tmp_path / "a.htm")


def test_an_error_that_names_its_file_is_left_as_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    error = ReadError(Text("不是页面。", "This is no page."), where="a.page, byte 1")
    install(monkeypatch, fake_format("page", read=failing(error)))
    (tmp_path / "a.page").write_bytes(b"page")
    with pytest.raises(ReadError, match=r"^a\.page, byte 1: This is no page\.$"):
        formats.read(tmp_path / "a.page")


@pytest.mark.usefixtures("three")
@pytest.mark.parametrize("name", ["a.htm", "a.page"])
def test_name_and_content_that_contradict_each_other_are_told(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(b"sheet v2019")
    with pytest.raises(ReadError, match=r"says page, and the content looks like sheet.*--format"):
        formats.read(tmp_path / name)


def test_content_that_looks_like_two_formats_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    install(monkeypatch, fake_format("first", **ALWAYS), fake_format("second", **ALWAYS), fake_format("third", **NEVER))
    with pytest.raises(ReadError, match=r"^-: The file may be in first or second format\. Say which"):
        formats.read(b"x")


@pytest.mark.usefixtures("three")
def test_content_that_nothing_knows_is_told_with_what_was_seen(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7\n\xff rest of the file")
    with pytest.raises(ReadError, match=r"suffix '\.pdf', content starting with %PDF-1\.7\\n\\xff r\)") as caught:
        formats.read(tmp_path / "a.pdf")
    with pytest.raises(ReadError, match="content starting with “二〇二三年政府信息公开工”"):
        formats.read("二〇二三年政府信息公开工作年度报告".encode())
    for start, name in ((b"\xff\xd8\xff\xe0", "JPEG"), (b"Rar!\x1a\x07", "rar"), (b"PK\x03\x04", "zip")):
        with pytest.raises(ReadError, match=f"This cannot be read: this is a {name}"):
            formats.read(start + b"\x00\xff")
    with pytest.raises(ReadError, match=r"content starting with \\xb9\\xab\\xbf\\xaa\)"):
        formats.read("公开".encode("gb18030"))
    assert "page (.page, .htm), sheet (.sheet), words (.txt)" in str(caught.value)


@pytest.mark.usefixtures("three")
def test_a_format_that_nobody_offers_is_refused_with_the_choices() -> None:
    with pytest.raises(ReadError, match=r"no format named 'pdf'.*page \(\.page, \.htm\), sheet \(\.sheet\), words"):
        formats.read(b"x", format="pdf")


def test_a_format_without_a_reader_is_no_choice_for_reading(monkeypatch: pytest.MonkeyPatch) -> None:
    install(monkeypatch, fake_format("page"), fake_format("sheet", read=None, **ALWAYS))
    with pytest.raises(ReadError, match=r"'sheet' can only be written.*can be read: page \(\.page\)\.$"):
        formats.read(b"x", format="sheet")
    with pytest.raises(ReadError, match="format of this file is not known"):
        formats.read(b"x")


# A reading without a number.


def test_a_reading_without_a_single_number_is_never_a_success(monkeypatch: pytest.MonkeyPatch) -> None:
    empty = make_report(form_named("v2019"), {})
    left = Leftover(text="17", place=Place(line=3), reason=Text("", ""))
    install(
        monkeypatch,
        fake_format("page", read=lambda *_: Reading(report=empty, provenance={}, leftovers=(left,))),
    )
    with pytest.raises(RecognitionError, match=r"^-: The form v2019 was recognised.*unplaced numbers: 1"):
        formats.read(b"page")


@pytest.mark.parametrize("form", ["v2014", "v2019", "v2021"])
def test_one_zero_is_a_number(form: str, monkeypatch: pytest.MonkeyPatch) -> None:
    of_form = form_named(form)
    report = make_report(of_form, {of_form.paths[-1]: 0})
    install(monkeypatch, fake_format("page", read=lambda *_: Reading(report=report, provenance={})))
    assert formats.read(b"page").report == report


# Writing.


@pytest.mark.usefixtures("three")
@pytest.mark.parametrize(
    ("name", "content"),
    [("a.sheet", b"sheet:v2021 0 False zh"), ("a.HTM", b"page:v2021 0 False zh"), ("a.txt", b"words:v2021 0 False zh")],
)
def test_the_suffix_decides_what_is_written(name: str, content: bytes, tmp_path: Path) -> None:
    formats.write(small_report(), tmp_path / name)
    assert [(p.name, p.read_bytes()) for p in tmp_path.iterdir()] == [(name, content)]


@pytest.mark.usefixtures("three")
def test_the_format_that_is_named_writes_whatever_the_file_is_called(tmp_path: Path) -> None:
    formats.write(small_report(), str(tmp_path / "a.txt"), format="sheet")
    assert (tmp_path / "a.txt").read_bytes() == b"sheet:v2021 0 False zh"


def test_findings_ledger_and_language_reach_the_writer(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[WriteOptions] = []

    def write(report: Report, options: WriteOptions) -> bytes:
        del report
        told.append(options)
        return b""

    install(monkeypatch, fake_format("page", write=write))
    finding = Finding(rule="B1", severity="error", outcome="passed", message=Text("对", "right"))
    ledger = Ledger(source_form="v2019", target_form="v2021", lines=())
    formats.write(small_report(), io.BytesIO(), format="page", findings=[finding], ledger=ledger, language="en")
    formats.write(small_report(), io.BytesIO(), format="page")
    assert told == [
        WriteOptions(findings=(finding,), ledger=ledger, language="en"),
        WriteOptions(findings=None, ledger=None, language="zh"),
    ]


@pytest.mark.usefixtures("three")
def test_streams_and_standard_output_are_written_to(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    memory, out = io.BytesIO(), io.BytesIO()
    monkeypatch.setattr(sys, "stdout", SimpleNamespace(buffer=out))
    formats.write(small_report(), memory, format="sheet")
    formats.write(small_report(), "-", format="sheet")
    with (tmp_path / "a.page").open("wb") as file:
        formats.write(small_report(), file)
    assert memory.getvalue() == out.getvalue() == b"sheet:v2021 0 False zh"
    assert (tmp_path / "a.page").read_bytes() == b"page:v2021 0 False zh"


@pytest.mark.usefixtures("three")
@pytest.mark.parametrize(
    ("name", "words"),
    [("a.docx", "No format with the suffix '.docx' can be written"), ("a", "no suffix"), ("-", "no suffix")],
)
def test_a_name_that_says_no_format_is_refused_with_the_choices(name: str, words: str) -> None:
    with pytest.raises(WriteError, match=f"{words}.*can be written: page .*, sheet .*, words") as caught:
        formats.write(small_report(), name)
    assert caught.value.where == name


def test_a_suffix_of_two_formats_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    install(monkeypatch, fake_format("first", ".x"), fake_format("second", ".x"))
    with pytest.raises(WriteError, match=r"may be in first or second format.*--output-format"):
        formats.write(small_report(), "a.x")


def test_a_format_without_a_writer_is_no_choice_for_writing(monkeypatch: pytest.MonkeyPatch) -> None:
    install(monkeypatch, fake_format("page", ".page", ".htm", write=None), fake_format("sheet"))
    for name, format_ in (("a.page", None), ("a.htm", None), ("a.sheet", "page")):
        words = "No format with the suffix '.htm' can be written" if name == "a.htm" else "'page' can only be read"
        with pytest.raises(WriteError, match=rf"{words}.*can be written: sheet \(\.sheet\)\.$"):
            formats.write(small_report(), name, format=format_)


def test_a_failing_writer_leaves_the_old_file_and_nothing_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    install(monkeypatch, fake_format("page", write=failing(ZeroDivisionError())))
    (tmp_path / "a.page").write_bytes(b"old")
    with pytest.raises(ZeroDivisionError):
        formats.write(small_report(), tmp_path / "a.page")
    assert [(p.name, p.read_bytes()) for p in tmp_path.iterdir()] == [("a.page", b"old")]


@pytest.mark.usefixtures("three")
def test_targets_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "folder.page").mkdir()
    with pytest.raises(WriteError, match=r"folder\.page: The target is a folder"):
        formats.write(small_report(), tmp_path / "folder.page")
    with pytest.raises(WriteError, match="folder to write to does not exist"):
        formats.write(small_report(), tmp_path / "missing" / "a.page")
    full = SimpleNamespace(write=failing(OSError(errno.ENOSPC, "No space left on device")), name="/dev/full")
    with pytest.raises(WriteError, match=r"^full: It cannot be written: No space left on device"):
        formats.write(small_report(), full, format="page")  # type: ignore[arg-type] - as much of a file as is needed


@pytest.mark.usefixtures("three")
def test_a_reader_of_standard_output_that_left_is_no_write_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", SimpleNamespace(buffer=SimpleNamespace(write=failing(BrokenPipeError()))))
    with pytest.raises(BrokenPipeError):
        formats.write(small_report(), "-", format="page")


@pytest.mark.usefixtures("three")
def test_every_error_speaks_both_languages() -> None:
    with pytest.raises(GovinfoError) as caught:
        formats.read(b"x", format="pdf")
    assert caught.value.in_language("zh") == (
        "-: 没有名为“pdf”的格式。可以读取的格式：page (.page, .htm)、sheet (.sheet)、words (.txt)。"
    )


@pytest.mark.parametrize(("suffix", "proper"), [(".docm", ".docx"), (".xhtml", ".html")])
def test_names_that_promise_what_is_not_written_are_read_and_never_written(
    suffix: str, proper: str, tmp_path: Path
) -> None:
    """A .docm without macros is refused by Word, and a browser takes .xhtml for XML."""
    target = tmp_path / f"a{suffix}"
    with pytest.raises(WriteError, match=f"No format with the suffix '{suffix}' can be written") as caught:
        formats.write(small_report(), target)
    assert suffix not in str(caught.value.advice)
    assert not target.exists()
    formats.write(small_report(), target.with_suffix(proper))
    target.with_suffix(proper).rename(target)
    assert formats.read(target).report.form == "v2021"
