"""Old Word files: converted by LibreOffice where it is installed; a clear error in every other case."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from govinfo_converters.document import Grid, Paragraph
from govinfo_converters.docx_file import parse_docx
from govinfo_converters.legacy_office import FORMAT, parse_legacy
from govinfo_schema.errors import ReadError
from govinfo_schema.format_contract import Input, ReadOptions
from govinfo_schema.limits import Limits
from layouts import html_page, numbers
from office_layouts import SOURCES, outcome, word_file, word_package

needs_libreoffice = pytest.mark.skipif(
    shutil.which("soffice") is None and shutil.which("libreoffice") is None,
    reason="LibreOffice, which these formats are read with, is not installed here",
)
RTF = rb"{\rtf1\ansi {\pard 2023 report\par}{\trowd\cellx1000\cellx2000 a\intbl\cell 12\intbl\cell\row}}"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
DOC_THAT_IS_NONE = OLE + "WordDocument".encode("utf-16-le") + bytes(400)


def saved_as(data: bytes, suffix: str, folder: Path) -> bytes:
    """A Word file in another format, by LibreOffice itself."""
    source = folder / "drawn.docx"
    source.write_bytes(data)
    program = shutil.which("soffice") or shutil.which("libreoffice") or ""
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [program, profile, "--headless", "--convert-to", suffix, "--outdir", str(folder), str(source)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)  # noqa: S603 - a program of this machine
    return (folder / f"drawn.{suffix}").read_bytes()


@needs_libreoffice
@pytest.mark.parametrize(("form", "suffix"), [("v2014", "doc"), ("v2021", "doc"), ("v2021", "odt")])
def test_a_whole_form_is_read_whole(form: str, suffix: str, tmp_path: Path) -> None:
    printed = SOURCES["different"](form)
    data = saved_as(word_file(form, printed), suffix, tmp_path)
    assert FORMAT.sniff(data)
    assert FORMAT.read is not None
    report = FORMAT.read(Input(data=data, name=f"drawn.{suffix}"), ReadOptions()).report
    assert outcome(report, printed) == ({"right": len(printed)}, set())
    assert (report.form, report.source.format) == (form, "doc")


@needs_libreoffice
def test_blank_cells_stay_blank(tmp_path: Path) -> None:
    printed = {**numbers("v2021"), **dict.fromkeys(list(numbers("v2021"))[::3])}
    data = saved_as(word_file("v2021", printed), "doc", tmp_path)
    assert FORMAT.read is not None
    counted, wrong = outcome(FORMAT.read(Input(data=data, name="x"), ReadOptions()).report, printed)
    assert not wrong
    assert not counted["open"]


@needs_libreoffice
def test_rtf_is_read() -> None:
    paragraph, grid = parse_legacy(RTF, "x.rtf").blocks
    assert isinstance(paragraph, Paragraph)
    assert isinstance(grid, Grid)
    assert (paragraph.text, [cell.text for cell in grid.cells]) == ("2023 report", ["a", "12"])


@needs_libreoffice
@pytest.mark.skipif(sys.platform != "linux", reason="other systems do not bound the memory of other processes")
def test_memory_is_bounded() -> None:
    with pytest.raises(ReadError, match="could not load the file"):
        parse_legacy(RTF, "x.rtf", Limits(memory=100_000_000))


@needs_libreoffice
def test_a_file_that_cannot_be_loaded_is_refused() -> None:
    with pytest.raises(ReadError, match=r"could not load the file|holds no text"):
        parse_legacy(DOC_THAT_IS_NONE, "x.doc")


def test_without_libreoffice_the_error_says_what_to_install(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(ReadError, match=r"no soffice on the PATH.*apt-get install libreoffice-writer") as caught:
        parse_legacy(RTF, "x.rtf")
    assert caught.value.where == "x.rtf"


def program(folder: Path, body: str) -> None:
    """Put a program in the place of LibreOffice."""
    script = folder / "soffice"
    script.write_text(
        f"#!{sys.executable}\nimport os, sys, time, subprocess, pathlib, shutil\n{body}\n", encoding="utf-8"
    )
    script.chmod(0o755)


def test_the_converted_file_is_read_and_the_profile_is_thrown_away(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    converted, seen = tmp_path / "made.docx", tmp_path / "seen"
    converted.write_bytes(word_package("<w:p><w:r><w:t>正文</w:t></w:r></w:p>"))
    program(
        tmp_path,
        f"""profile = next(part for part in sys.argv if part.startswith("-env:UserInstallation=file://"))
folder = profile.removeprefix("-env:UserInstallation=file://")
settings = pathlib.Path(folder, "user", "registrymodifications.xcu").read_text(encoding="utf-8")
assert "DisableMacrosExecution" in settings
assert os.environ["http_proxy"] == os.environ["https_proxy"] == "http://127.0.0.1:9"
pathlib.Path({str(seen)!r}).write_text(folder)
shutil.copy({str(converted)!r}, pathlib.Path(sys.argv[-2], "source.docx"))""",
    )
    monkeypatch.setenv("PATH", str(tmp_path))
    document = parse_legacy(RTF, "x.rtf")
    assert document.blocks == parse_docx(converted.read_bytes(), "x").blocks
    assert document.format == "doc"
    assert not Path(seen.read_text(encoding="utf-8")).exists()


def test_success_without_a_file_is_no_success(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    program(tmp_path, "sys.exit(0)")
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(ReadError, match="could not load the file"):
        parse_legacy(RTF, "x.rtf")


def test_a_program_that_cannot_start_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    script = tmp_path / "soffice"
    script.write_bytes(b"\x7fELF and no more")
    script.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(ReadError, match="could not be started"):
        parse_legacy(RTF, "x.rtf")


@pytest.mark.skipif(not hasattr(os, "killpg"), reason="this system has no groups of processes")
def test_all_processes_end_when_the_time_is_up(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    beat = tmp_path / "beat"
    child = (
        f"import time, pathlib\nwhile True: pathlib.Path({str(beat)!r}).write_text(str(time.time())); time.sleep(0.05)"
    )
    program(tmp_path, f"subprocess.Popen([sys.executable, '-c', {child!r}])\ntime.sleep(60)")
    monkeypatch.setenv("PATH", str(tmp_path))
    started = time.monotonic()
    with pytest.raises(ReadError, match=r"not done in time.*: 1\.5.*--timeout 3"):
        parse_legacy(RTF, "x.rtf", Limits(seconds=1.5))
    assert time.monotonic() - started < 20
    time.sleep(0.3)
    last = beat.read_text(encoding="utf-8")
    time.sleep(0.3)
    assert beat.read_text(encoding="utf-8") == last, "a process that it started is still alive"


def test_a_web_page_saved_as_doc_is_read_as_a_page() -> None:
    printed = numbers("v2021")
    assert FORMAT.read is not None
    report = FORMAT.read(Input(data=html_page("v2021", printed).encode(), name="x.doc"), ReadOptions()).report
    assert outcome(report, printed) == ({"right": len(printed)}, set())


MALFORMED: dict[str, tuple[bytes, str]] = {
    "nothing": (b"", "not an old Word"),
    "text": ("报告".encode(), "not an old Word"),
    "a new Word file": (word_package(""), r"a Word file \(docx\). Read it with --format docx"),
    "an old workbook": (OLE + "Workbook".encode("utf-16-le") + bytes(40), "an old Excel or WPS workbook"),
    "a protected file": (OLE + "EncryptedPackage".encode("utf-16-le") + bytes(40), "protected by a password"),
    "a web archive": (b"MIME-Version: 1.0\nContent-Type: multipart/related\n", "a web archive"),
    "an old container": (OLE, "old Office container"),
}


@pytest.mark.parametrize("case", MALFORMED)
def test_what_is_no_old_word_file_is_refused_with_a_reason(case: str) -> None:
    data, reason = MALFORMED[case]
    assert not FORMAT.sniff(data)
    with pytest.raises(ReadError, match=reason):
        parse_legacy(data, "x.doc")
