"""The other side of ``isolation``: a process that reads one file after the other, and answers with what came of it."""

from __future__ import annotations

import os
import pickle
import signal
import sys
import traceback
from contextlib import suppress
from importlib import import_module
from typing import TYPE_CHECKING, Any, BinaryIO

from govinfo_schema.errors import GovinfoError
from govinfo_schema.format_registry import Registry, installed
from govinfo_schema.limits import bounded

if TYPE_CHECKING:
    from govinfo_schema.format_contract import Input, ReadOptions
    from govinfo_schema.limits import Limits

_GRACE = 5  # seconds after which the system ends a process whose caller is gone, or cannot end it


def serve() -> None:
    """Answer the requests on standard input until it ends. What libraries print goes nowhere."""
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    nothing = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nothing, sys.stdout.fileno())
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the caller decides what an interrupt ends
    signal.signal(signal.SIGTERM, _leave)
    answer_all(sys.stdin.buffer, answers)


def answer_all(requests: BinaryIO, answers: BinaryIO) -> None:
    """Write an answer for each request in turn: readings, or the error with which it ended."""
    while True:
        try:
            format_name, given, options, every = pickle.load(requests)  # noqa: S301 - from the process that started this one
        except EOFError:
            return
        answer = _answer(format_name, given, options, every=every)
        try:
            content = pickle.dumps(answer, pickle.HIGHEST_PROTOCOL)
        except Exception as error:  # noqa: BLE001 - an error of a library that cannot travel is told in words
            content = pickle.dumps(RuntimeError(f"{type(answer).__name__}: {answer}, {error}"))
        answers.write(content)
        answers.flush()


def _answer(format_name: str, given: Input, options: ReadOptions, *, every: bool) -> object:
    """Return the readings of a file, or the error with which reading it ended."""
    registry = Registry("read", installed())
    chosen = registry.named(format_name)
    _limit(options.limits)
    try:
        with bounded(options.limits):
            return chosen.readings(given, options, every=every)
    except GovinfoError as error:
        return error.with_traceback(None)
    except ModuleNotFoundError as error:
        return registry.not_installed(chosen, error) or error
    except Exception as error:  # noqa: BLE001 - told to the caller as it is, with the place where it happened
        error.add_note(traceback.format_exc())
        return error.with_traceback(None)
    finally:
        if hasattr(signal, "alarm"):
            signal.alarm(0)


def _limit(limits: Limits) -> None:
    """Ask the system for what it can do: to bound memory, and to end this process if nobody else does."""
    with suppress(ImportError, OSError, ValueError):  # Windows has neither; others refuse more than they allow
        resource: Any = import_module("resource")
        hard = resource.getrlimit(resource.RLIMIT_AS)[1]
        resource.setrlimit(resource.RLIMIT_AS, (limits.memory, hard))
    if hasattr(signal, "alarm"):
        signal.alarm(int(limits.seconds) + _GRACE)


def _leave(_number: int, _frame: object) -> None:
    raise SystemExit  # so that what this process has started is ended as well
