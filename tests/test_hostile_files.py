"""Hostile and malformed files of every format: one line for each, no traceback, no hang, bounded memory, no network."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

import hostile_files
import hostile_packages
import hostile_texts
from govinfo_schema import isolation
from govinfo_schema.cli import main

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LONGEST = 30  # seconds; the slowest takes three
MOST_MEMORY = 1_100_000  # kB; what PDFium may take before anybody can count, and little more
NAMES = [name for name, _ in hostile_files.contents()]
ODDITIES = ("folder.pdf", "huge.pdf", "not-there.html", "loop-a.html", "to-nowhere.html", "to-a-device.html")
THROUGH_A_PROCESS = (
    *(
        "tables-5000-deep.html",
        "bomb-that-lies.docx",
        "bomb.xlsx",
        "far-cells-apart.xlsx",
        "loop-in-pages.pdf",
        "bomb.pdf",
    ),
    *("damaged-shuffled.xls", "container-of-zeros.xls", "depth-100000.json", "field-of-10-MB.csv", "nested.mht"),
    *("cells-150000.docx", "huge.pdf", "to-a-device.html", "folder.pdf", "empty.pdf", "really-html.docx"),
)


@pytest.fixture(scope="module", name="folder")
def _folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("hostile")
    program = [sys.executable, hostile_files.__file__, str(folder)]
    subprocess.run(program, check=True, stdout=subprocess.DEVNULL)  # noqa: S603 - a script that stands here
    yield folder
    isolation.close()


def refusal_or_report(code: int, said: str, path: Path) -> None:
    """Check how the command line ended: with a report and its summary, or with one line that helps."""
    assert code in {0, 1, 2}, said
    assert "Traceback" not in said
    assert "internal failure" not in said
    if code == 2:
        line = said.removesuffix("\n")
        assert line.startswith("error: ")
        assert line.isprintable(), "what is in the name of a file must not steer the terminal"
        assert path.name.split("\n")[0].encode("utf-8", "backslashreplace").decode()[:20] in line


def converted(path: Path, target: Path) -> int:
    return main(["convert", os.fspath(path), "-o", os.fspath(target), "--output-format", "json", "--lang", "en"])


@pytest.mark.parametrize(
    "name", [*NAMES, *ODDITIES], ids=lambda name: name.encode("ascii", "backslashreplace").decode()
)
def test_one_line_for_each(name: str, folder: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    started = time.monotonic()
    code = converted(folder / name, tmp_path / "out.json")
    refusal_or_report(code, capfd.readouterr().err, folder / name)
    assert (tmp_path / "out.json").exists() == (code != 2)
    assert time.monotonic() - started < LONGEST


def test_a_name_that_is_no_text(folder: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    path = next(path for path in folder.iterdir() if path.name.encode("utf-8", "surrogateescape").startswith(b"\xff"))
    assert converted(path, tmp_path / "out.json") == 2
    assert "\\udcff\\udcfe.html" in capfd.readouterr().err


@pytest.mark.skipif(sys.platform == "win32", reason="memory of processes as POSIX tells it")
@pytest.mark.parametrize("name", THROUGH_A_PROCESS)
def test_the_real_command_line(name: str, folder: Path) -> None:
    code = "import sys; from govinfo_schema.cli import main; sys.exit(main())"
    arguments = ["validate", str(folder / name), "--lang", "en", "--max-memory", "1GB"]
    with subprocess.Popen(  # noqa: S603 - this Python, with code that stands here
        [sys.executable, "-c", code, *arguments], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    ) as process:
        assert process.stderr is not None
        said = process.stderr.read().decode()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    refusal_or_report(process.returncode, said, folder / name)
    assert process.returncode == 2
    assert usage.ru_maxrss < MOST_MEMORY * (1000 if sys.platform == "darwin" else 1)


OUTSIDE = [("html", "outside"), ("html", "doctype-xxe"), ("html", "svg"), ("docx", "xxe"), ("docx", "xxe-utf-16")]
OUTSIDE += [("docx", "remote-template"), ("xlsx", "xxe"), ("xlsx", "external-link"), ("ods", "xxe"), ("pdf", "outside")]
OUTSIDE += [("rtf", "outside")]


@pytest.mark.parametrize(("suffix", "name"), OUTSIDE)
@pytest.mark.parametrize("more", [[], ["--timeout", "50"]], ids=["here", "in another process"])
def test_nothing_is_fetched(
    suffix: str, name: str, more: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # No guard inside of Python sees what libraries in C or LibreOffice do, so somebody listens.
    with socket.create_server(("127.0.0.1", 0)) as server:
        address = f"http://127.0.0.1:{server.getsockname()[1]}/x"
        xxe = hostile_texts.XXE.replace("http://192.0.2.1/a.dtd", address).replace("file:///etc/passwd", address)
        assert xxe.count(address) == 2
        for module in (hostile_texts, hostile_packages):
            monkeypatch.setattr(module, "REMOTE", address)
            monkeypatch.setattr(module, "XXE", xxe)
        path = tmp_path / f"a.{suffix}"
        path.write_bytes((hostile_texts.TEXTS | hostile_packages.PACKAGES)[suffix][name]())
        main(["validate", str(path), *more])
        server.settimeout(0.1)
        with pytest.raises(TimeoutError):
            server.accept()


def test_the_guard_of_all_tests_sees_who_reaches_for_the_network() -> None:
    with pytest.raises(AssertionError, match=r"reached for the network: 192\.0\.2\.1"):
        socket.create_connection(("192.0.2.1", 80), timeout=1)
    with socket.socket() as other, pytest.raises(AssertionError, match="reached for the network"):
        other.connect_ex(("192.0.2.1", 80))
    with pytest.raises(AssertionError, match=r"reached for the network: example\.org"):
        socket.getaddrinfo("example.org", 80)
    with socket.create_server(("127.0.0.1", 0)) as server:
        socket.create_connection(server.getsockname(), timeout=1).close()
