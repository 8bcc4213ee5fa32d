"""The command line ``govinfo``: what a command does is loaded when it runs, so that ``--help`` is quick.

Exit codes: 0 clean; 1 findings at or above the threshold of ``--fail-on`` (the output is written all the same); 2 wrong
usage, unreadable input, a target that cannot be written, or an internal failure. Beside these, as other tools do: 130
after an interrupt from the keyboard, 141 when whoever reads the output has left.
"""

from __future__ import annotations

import os
import sys
import traceback
from contextlib import suppress
from typing import TYPE_CHECKING

import click

from govinfo_schema.cli.commands import GOVINFO, UNUSABLE
from govinfo_schema.cli.console import Console
from govinfo_schema.cli.usage import usage_problem
from govinfo_schema.errors import GovinfoError
from govinfo_schema.messages import Text

if TYPE_CHECKING:
    from collections.abc import Sequence

INTERRUPTED = 130  # 128 + SIGINT
PIPE_CLOSED = 141  # 128 + SIGPIPE


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line.

    Args:
        arguments: the arguments after the name of the program; by default those of the process.

    Returns:
        The exit code.
    """
    given = list(sys.argv[1:] if arguments is None else arguments)
    console = Console.for_arguments(given, os.environ)
    try:
        return _guarded(given, console)
    except BrokenPipeError:
        _leave_stdout()
        return PIPE_CLOSED
    except KeyboardInterrupt:
        return INTERRUPTED


def _guarded(arguments: list[str], console: Console) -> int:
    """Run the command line, and tell whatever goes wrong."""
    try:
        return _run(arguments, console)
    except click.UsageError as error:
        problem = GovinfoError(usage_problem(error))
    except GovinfoError as error:
        problem = error
    except (BrokenPipeError, KeyboardInterrupt):
        raise
    except OSError as error:
        reason = str(error.strerror or error)
        problem = GovinfoError(Text(reason, reason), where=str(error.filename or "-"))
    except Exception as error:  # noqa: BLE001 - the last resort: one line for people instead of a traceback
        problem = _internal_failure(error, console)
    console.error(problem)
    if "--json" in arguments:
        _print_for_programs(problem, console)
    return UNUSABLE


def _print_for_programs(problem: GovinfoError, console: Console) -> None:
    from govinfo_schema.cli.as_json import json_bytes  # noqa: PLC0415 - loaded by those calls only that write JSON

    told = {"where": problem.where, "what": problem.what, "advice": problem.advice}
    console.data(json_bytes({"error": told}))


def _run(arguments: list[str], console: Console) -> int:
    try:
        with GOVINFO.make_context("govinfo", arguments, obj=console) as context:
            code: int = GOVINFO.invoke(context)
            return code
    except click.exceptions.Exit as done:  # --help and --version
        return done.exit_code


def _internal_failure(error: Exception, console: Console) -> GovinfoError:
    if console.debug:
        traceback.print_exception(error)
    kind = f"{type(error).__name__}: {error}"
    return GovinfoError(
        Text(
            f"内部错误，请报告：{kind}（加上 --debug 可显示详情）",
            f"internal failure, please report: {kind} (--debug shows the details)",
        )
    )


def _leave_stdout() -> None:
    """Point standard output at nothing, so that Python does not complain about the closed pipe when it ends."""
    with suppress(OSError, ValueError):
        nothing = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nothing, sys.stdout.fileno())
        os.close(nothing)
