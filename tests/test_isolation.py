"""Files in a process of their own: what ends or occupies it is an error of the file, and the next one is read."""

from __future__ import annotations

import io
import os
import pickle
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest

import govinfo_schema
from fake_formats import fake_format, offer
from govinfo_converters import html_page
from govinfo_schema import formats, isolated_reader, isolation
from govinfo_schema.errors import ReadError, RecognitionError
from govinfo_schema.format_contract import Format, Input, ReadOptions
from govinfo_schema.limits import Limits
from layouts import html_page as drawn_page
from layouts import numbers

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from govinfo_schema.reading import Reading

PAGE = Input(data=drawn_page("v2021", numbers("v2021")).encode(), name="page.html")
# Modules that other processes find on their path: each is a format that does one thing that formats should not do.
BAD = """
import os, sys, time
import govinfo_converters.html_page as html
from attrs import evolve

def read(given, options):
    print("noise of a library", flush=True)
    {body}
    return html.FORMAT.read(given, options)

FORMAT = evolve(html.FORMAT, name="bad", suffixes=(".bad",), read=read)
"""


def reading(format_name: str, given: Input, options: ReadOptions) -> Reading:
    """Read the one report of a file in another process."""
    (found,) = isolation.read(format_name, given, options, every=False)
    return found


@pytest.fixture(autouse=True)
def _fresh() -> Iterator[None]:
    isolation.close()
    yield
    isolation.close()


def bad_format(body: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Install, for this and other processes, a distribution with a format whose reader runs ``body``."""
    (folder / "bad_format.py").write_text(BAD.format(body=body), encoding="utf-8")
    info = folder / "bad_format-1.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: bad-format\nVersion: 1\n", encoding="utf-8")
    (info / "entry_points.txt").write_text("[govinfo_schema.formats]\nbad = bad_format:FORMAT\n", encoding="utf-8")
    monkeypatch.syspath_prepend(str(folder))
    monkeypatch.delitem(sys.modules, "bad_format", raising=False)


def test_a_reading_is_the_same_as_in_this_process() -> None:
    assert html_page.FORMAT.read is not None
    assert reading("html", PAGE, ReadOptions()) == html_page.FORMAT.read(PAGE, ReadOptions())


def test_errors_come_back_as_they_are() -> None:
    nothing = Input(data=b"<html><body><p>a</p></body></html>", name="a.html")
    for _ in range(2):
        with pytest.raises(RecognitionError) as caught:
            reading("html", nothing, ReadOptions())
        assert caught.value.where == "a.html"
        assert caught.value.advice is not None


def test_one_process_serves_many_files_and_threads_have_their_own() -> None:
    started: list[object] = []
    make = isolation._Reader  # noqa: SLF001 - counted here

    def counted() -> object:
        reader = make()
        started.append(reader)
        return reader

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(isolation, "_Reader", counted)
        for _ in range(5):
            reading("html", PAGE, ReadOptions())
        assert len(started) == 1
        with ThreadPoolExecutor(3) as pool:
            readings = list(pool.map(lambda _: reading("html", PAGE, ReadOptions()), range(9)))
    assert len(started) <= 3
    assert all(reading == readings[0] for reading in readings)


@pytest.mark.parametrize("body", ["os.abort()", "os._exit(0)", "sys.exit(3)"])
def test_a_process_that_breaks_down_is_a_damaged_file(
    body: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bad_format(f"if b'bad' in given.data: {body}", tmp_path, monkeypatch)
    reading("bad", PAGE, ReadOptions())
    with pytest.raises(ReadError, match=r"damaged.*process that read it broke down") as caught:
        reading("bad", Input(data=b"bad", name="x"), ReadOptions())
    assert caught.value.where == "x"
    assert reading("bad", PAGE, ReadOptions()).report.form == "v2021"


@pytest.mark.parametrize("body", ["while True: pass", "pow(3, 10**9)"])
def test_a_process_that_does_not_end_is_ended(body: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bad_format(body, tmp_path, monkeypatch)  # the second one never comes back to Python
    started = time.monotonic()
    with pytest.raises(ReadError, match=r"not read in time.*time for one file: 1\).*--timeout 2"):
        reading("bad", PAGE, ReadOptions(limits=Limits(seconds=1.0)))
    assert time.monotonic() - started < 15


@pytest.mark.skipif(sys.platform != "linux", reason="other systems do not bound memory")
def test_memory_is_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bad_format("bytearray(10**9)", tmp_path, monkeypatch)
    with pytest.raises(ReadError, match=r"too much memory.*--max-memory 1GB"):
        reading("bad", PAGE, ReadOptions(limits=Limits(memory=500_000_000)))


def test_a_process_that_cannot_start_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/no/such/python")
    with pytest.raises(ReadError, match=r"could not be started: No such file.*isolated=False"):
        reading("html", PAGE, ReadOptions())


def test_a_process_that_ended_while_it_waited_is_replaced() -> None:
    reading("html", PAGE, ReadOptions())
    (waiting,) = isolation._idle  # noqa: SLF001 - ended behind the back of the module
    waiting.close()
    assert reading("html", PAGE, ReadOptions()).report.form == "v2021"


def test_a_fault_of_a_reader_is_told_with_its_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bad_format("1 / 0", tmp_path, monkeypatch)
    with pytest.raises(ZeroDivisionError) as caught:
        reading("bad", PAGE, ReadOptions())
    assert "bad_format.py" in caught.value.__notes__[0]


def test_what_cannot_travel_is_told_in_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bad_format("raise type('Odd', (Exception,), {})('strange')", tmp_path, monkeypatch)
    with pytest.raises(RuntimeError, match="Odd: strange"):
        reading("bad", PAGE, ReadOptions())


def test_a_missing_library_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bad_format("import no_such_library", tmp_path, monkeypatch)
    with pytest.raises(ReadError, match="needs no_such_library"):
        reading("bad", PAGE, ReadOptions())


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
@pytest.mark.skipif(os.name == "nt", reason="Windows sends no such signal to one process")
def test_an_interrupt_ends_the_other_process(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    begun = tmp_path / "begun"
    bad_format(f"open({str(begun)!r}, 'w').close(); time.sleep(60)", tmp_path, monkeypatch)
    script = (
        f"import sys; sys.path.insert(0, {str(tmp_path)!r})\n"
        "from govinfo_schema import isolation\n"
        "from govinfo_schema.format_contract import Input, ReadOptions\n"
        "try:\n    isolation.read('bad', Input(data=b'x', name='x'), ReadOptions(), every=False)\n"
        "except KeyboardInterrupt:\n    print('interrupted', len(isolation._idle))\n"
    )
    command = [sys.executable, "-c", script]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as caller:  # noqa: S603 - this Python, with a script of ours
        while not begun.exists() and caller.poll() is None:
            time.sleep(0.05)
        caller.send_signal(signal.SIGINT)
        told, _ = caller.communicate(timeout=30)
    assert told.split() == [b"interrupted", b"0"]  # nothing that is busy waits for the next file


def test_a_script_without_a_guard_runs_once(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_bytes(PAGE.data)
    script = tmp_path / "script.py"
    script.write_text(
        "import govinfo_schema as gs\nprint('begun')\nprint(gs.read('page.html', isolated=True).report.year)\n",
        encoding="utf-8",
    )
    run = subprocess.run(  # noqa: S603 - this Python, with a script that stands here
        [sys.executable, str(script)], cwd=tmp_path, capture_output=True, check=True, timeout=60
    )
    assert run.stdout.split() == [b"begun", b"2023"]
    assert run.stderr == b""


@pytest.mark.parametrize(
    ("isolated", "fragile", "size", "elsewhere"),
    [
        (False, True, 10, False),
        (False, False, 5_000_000, False),
        (None, False, 10, False),
        (None, True, 10, True),
        (None, False, 5_000_000, True),
        (True, False, 10, True),
    ],
)
def test_what_is_read_in_another_process(
    isolated: bool | None,  # noqa: FBT001 - likewise
    fragile: bool,  # noqa: FBT001 - likewise
    size: int,
    elsewhere: bool,  # noqa: FBT001 - likewise
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    page = fake_format("page", fragile=fragile)
    monkeypatch.setattr(formats, "installed", lambda: (offer(page, "page", monkeypatch),))
    asked: list[str] = []

    def read(name: str, given: Input, options: ReadOptions, *, every: bool) -> tuple[Reading, ...]:
        asked.append(name)
        return page.readings(given, options, every=every)

    monkeypatch.setattr(isolation, "read", read)
    formats.read(b"page v2021".ljust(size), isolated=isolated)
    assert asked == (["page"] if elsewhere else [])


def test_the_other_side_answers_until_nobody_asks(monkeypatch: pytest.MonkeyPatch) -> None:
    def read(given: Input, options: ReadOptions) -> Reading:
        assert options.limits.pages == 7
        outcome = {b"memory": MemoryError(), b"fault": ZeroDivisionError("x"), b"lib": ModuleNotFoundError(name="json")}
        raise outcome.get(given.data, ReadError(govinfo_schema.Text("坏", "bad"), where=given.name))

    of_page: Format = fake_format("page", read=read)
    monkeypatch.setattr(isolated_reader, "installed", lambda: (offer(of_page, "page", monkeypatch),))
    monkeypatch.setattr(isolated_reader, "_limit", lambda _: None)  # this process is not to be limited
    options = ReadOptions(limits=Limits(pages=7))
    requests = io.BytesIO(
        b"".join(
            pickle.dumps(("page", Input(data=data, name="a"), options, False))
            for data in (b"", b"memory", b"fault", b"lib")
        )
    )
    answers = io.BytesIO()
    isolated_reader.answer_all(requests, answers)
    answers.seek(0)
    got = [pickle.load(answers) for _ in range(4)]  # noqa: S301 - made above
    assert [type(answer) for answer in got] == [ReadError, ReadError, ZeroDivisionError, ModuleNotFoundError]
    assert "--max-memory" in str(got[1])
    assert answers.read() == b""


@pytest.mark.skipif(not hasattr(os, "killpg"), reason="this system has no groups of processes")
def test_what_a_reader_has_started_ends_with_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    beat = tmp_path / "beat"
    child = f"import time, pathlib\nwhile True: pathlib.Path({str(beat)!r}).write_text('x'); time.sleep(0.05)"
    office = tmp_path / "soffice"
    office.write_text(f"#!{sys.executable}\n{child}\n", encoding="utf-8")
    office.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    bad_format(
        "from govinfo_converters.legacy_office import parse_legacy\n    from govinfo_schema.limits import Limits\n"
        "    parse_legacy(rb'{\\rtf1 a}', 'a', Limits())",
        tmp_path,
        monkeypatch,
    )
    with pytest.raises(ReadError, match="not read in time"):
        reading("bad", PAGE, ReadOptions(limits=Limits(seconds=3.0)))
    assert beat.exists()
    beat.unlink()
    time.sleep(0.5)
    assert not beat.exists()
