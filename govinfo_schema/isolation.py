"""Files read in a process of their own, so that a damaged one can neither end nor occupy the process of the caller.

A process is started when the first file needs it and serves all that follow, one at a time; callers in several threads
get several. It is ended when a file takes too long, and a new one is started for the next file.

It is a plain ``python -c`` with two pipes, which works alike on every system. ``multiprocessing``, and what builds on
it (``concurrent.futures``, pebble, loky), would run the script of the caller again in each new process.
"""

from __future__ import annotations

import atexit
import pickle
import subprocess
import sys
import threading
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from govinfo_schema.errors import ReadError
from govinfo_schema.messages import Text

if TYPE_CHECKING:
    from govinfo_schema.format_contract import Input, ReadOptions
    from govinfo_schema.reading import Reading

_PROGRAM = (
    "import pickle, sys; sys.path[:] = pickle.load(sys.stdin.buffer);"
    " from govinfo_schema.isolated_reader import serve; serve()"
)
_TO_TIDY_UP = 2.0  # seconds for a process to end those that it started, before it is killed


def read(format_name: str, given: Input, options: ReadOptions, *, every: bool) -> tuple[Reading, ...]:
    """Read a file in another process.

    Args:
        format_name: the name of its format.
        given: its bytes and its name.
        options: what the caller already knows, and the limits; ``seconds`` and ``memory`` hold for the process.
        every: whether all reports of the file are read, or one.

    Raises:
        ReadError: the other process did not start, came to its end, or was ended because it took too long.
        GovinfoError: whatever the reader of the format raises.
    """
    try:
        reader = _take()
    except OSError as error:
        raise _not_started(given.name, error) from error
    try:
        answer = reader.ask((format_name, given, options, every), options.limits.seconds)
    except _TooSlowError:
        what = Text("文件没有按时读完，可能已损坏", "The file was not read in time, and may be damaged")
        raise options.limits.refusal("seconds", what, where=given.name) from None
    except _EndedError as error:
        raise _damaged(given.name, error.code) from None
    _give_back(reader)
    if isinstance(answer, BaseException):
        raise answer
    readings: tuple[Reading, ...] = answer
    return readings


class _TooSlowError(Exception):
    """The process was ended because its time was up."""


class _EndedError(Exception):
    """The process came to an end by itself, with the exit code ``code``."""

    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code


class _Reader:
    """One process that reads files."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(  # noqa: S603 - this Python, with a program that stands here
            [sys.executable, "-I", "-c", _PROGRAM],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,  # libraries write there when they fail; what matters comes back as an answer
        )
        with suppress(OSError):  # a process that does not start is told when it is asked
            self._send(sys.path)

    def ask(self, request: object, seconds: float) -> Any:  # noqa: ANN401 - a reading, or the error that it ended with
        """Send a request and wait for the answer; whatever goes wrong, the process is gone afterwards."""
        late = threading.Event()

        def end() -> None:
            late.set()
            self.close()

        timer = threading.Timer(seconds, end)
        timer.daemon = True
        timer.start()
        try:
            assert self._process.stdout is not None  # noqa: S101 - it was asked for
            self._send(request)
            return pickle.load(self._process.stdout)  # noqa: S301 - the answer of our own code
        except (OSError, EOFError, pickle.UnpicklingError, ValueError) as error:
            self.close()
            raise (_TooSlowError() if late.is_set() else _EndedError(self._process.returncode)) from error
        except BaseException:
            self.close()
            raise
        finally:
            timer.cancel()

    def _send(self, content: object) -> None:
        assert self._process.stdin is not None  # noqa: S101 - it was asked for
        pickle.dump(content, self._process.stdin, pickle.HIGHEST_PROTOCOL)
        self._process.stdin.flush()

    @property
    def is_there(self) -> bool:
        """Whether the process still runs."""
        return self._process.poll() is None

    def close(self, *, idle: bool = False) -> None:
        """End the process: one that is at work politely first, since it may have started LibreOffice."""
        if idle:
            self._process.kill()
        elif self.is_there:
            self._process.terminate()
            try:
                self._process.wait(_TO_TIDY_UP)
            except subprocess.TimeoutExpired:
                self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with suppress(OSError, ValueError):
                    pipe.close()


_idle: list[_Reader] = []


def _take() -> _Reader:
    """Return a process that waits for work, or a new one."""
    while _idle:
        with suppress(IndexError):  # another thread was faster
            reader = _idle.pop()
            if reader.is_there:
                return reader
            reader.close()
    return _Reader()


def _give_back(reader: _Reader) -> None:
    _idle.append(reader)


@atexit.register
def close() -> None:
    """End the processes that wait for work. The next file starts a new one."""
    while _idle:
        _idle.pop().close(idle=True)


def _not_started(name: str, error: OSError) -> ReadError:
    reason = error.strerror or str(error)
    return ReadError(
        Text(f"读取文件的进程无法启动：{reason}。", f"The process that reads the file could not be started: {reason}."),
        where=name,
        advice=Text(
            "请稍后再试；Python 中可用 isolated=False 在本进程中读取。",
            "Try again later; in Python, isolated=False reads it in this process.",
        ),
    )


def _damaged(name: str, code: int) -> ReadError:
    return ReadError(
        Text(
            f"文件已损坏或内存不足：读取它的进程异常终止（{code}）。",
            f"The file is damaged, or needs too much memory: the process that read it broke down ({code}).",
        ),
        where=name,
        advice=Text(
            "请重新下载；若仍不行，请用原来的程序打开后另存，或用 --max-memory 放宽内存。",
            "Download it again; if that does not help, open it in its program and save it anew, or try --max-memory.",
        ),
    )
