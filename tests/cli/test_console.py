"""The streams of the command line: colours only where they are wanted, and no character that stops the output."""

from __future__ import annotations

import io
import sys

import pytest

from govinfo_schema.cli.console import Console, Line
from govinfo_schema.messages import Text

GOOD = Line(Text("有效", "valid"), "good")
GREEN = "\x1b[32mvalid\x1b[0m\n"


class Terminal(io.StringIO):
    """A stream that says that it is a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("environment", "written"),
    [
        ({}, GREEN),
        ({"NO_COLOR": ""}, GREEN),  # no-color.org: present and not empty
        ({"TERM": "xterm"}, GREEN),
        ({"NO_COLOR": "1"}, "valid\n"),
        ({"TERM": "dumb"}, "valid\n"),
    ],
)
def test_a_terminal_shows_colours_unless_they_are_unwanted(
    environment: dict[str, str], written: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdout", Terminal())
    Console.for_arguments([], environment).show([GOOD])
    assert sys.stdout.getvalue() == written


def test_what_is_no_terminal_has_no_colours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", io.StringIO())
    monkeypatch.setattr(sys, "stderr", Terminal())
    console = Console.for_arguments([], {"FORCE_COLOR": "1"})
    console.show([GOOD])
    console.show([GOOD, Line(Text("", "plain"))], aside=True)
    assert sys.stdout.getvalue() == "valid\n"
    assert sys.stderr.getvalue() == GREEN + "plain\n"


def test_what_a_terminal_cannot_show_is_written_as_escapes(monkeypatch: pytest.MonkeyPatch) -> None:
    raw = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(raw, encoding="ascii", errors="strict", newline="\n"))
    Console.for_arguments(["--lang", "zh"], {}).show([GOOD])
    assert raw.getvalue() == rb"\u6709\u6548" + b"\n"


def test_a_process_without_streams_has_a_console(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", None)
    monkeypatch.setattr(sys, "stderr", None)
    assert Console.for_arguments(["--debug"], {}) == Console(language="en", debug=True)
