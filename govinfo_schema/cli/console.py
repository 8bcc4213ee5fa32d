"""Where the command line writes to, and in which language."""

from __future__ import annotations

import sys
from itertools import pairwise
from typing import TYPE_CHECKING, Literal, TextIO, TypeAlias

import click
from attrs import frozen

from govinfo_schema.messages import LANGUAGES, Language, Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from govinfo_schema.errors import GovinfoError

Tone: TypeAlias = Literal["plain", "good", "bad", "doubtful"]
_COLOURS: dict[Tone, str | None] = {"plain": None, "good": "green", "bad": "red", "doubtful": "yellow"}
_ERROR = Text("错误：", "error: ")


@frozen
class Line:
    """A line for people, with the tone that a terminal shows as a colour."""

    text: Text
    tone: Tone = "plain"


@frozen(kw_only=True)
class Console:
    """The two output streams of the process.

    Attributes:
        language: language of everything that is not an official label.
        debug: whether an internal failure shows its traceback.
        colour: whether the environment allows colours; a stream that is no terminal never has any.
    """

    language: Language
    debug: bool = False
    colour: bool = True

    @classmethod
    def for_arguments(cls, arguments: Sequence[str], environment: Mapping[str, str]) -> Console:
        """Make the console that ``arguments`` and ``environment`` ask for.

        This looks at the arguments before they are parsed, because help and usage errors need a language as well.
        """
        for stream in (sys.stdout, sys.stderr):
            _write_what_cannot_be_encoded(stream)
        return cls(
            language=chosen_language(arguments, environment),
            debug="--debug" in arguments or environment.get("GOVINFO_DEBUG", "") not in ("", "0"),
            colour=not environment.get("NO_COLOR") and environment.get("TERM") != "dumb",
        )

    def show(self, lines: Iterable[Line], *, aside: bool = False) -> None:
        """Print ``lines`` to standard output, or to standard error where they stand ``aside`` of the output."""
        stream = sys.stderr if aside else sys.stdout
        for line in lines:
            self._print(line.text.in_language(self.language), line.tone, stream)

    def data(self, content: bytes) -> None:
        """Write ``content`` to standard output as it is."""
        click.echo(content, nl=False)

    def error(self, sentence: Text | GovinfoError) -> None:
        """Print ``sentence`` to standard error, as one line."""
        one_line = " ".join(sentence.in_language(self.language).split())
        self._print(_ERROR.in_language(self.language) + one_line, "bad", sys.stderr)

    def _print(self, text: str, tone: Tone, stream: TextIO) -> None:
        shade = _COLOURS[tone] if self.colour and stream.isatty() else None
        click.echo(click.style(text, fg=shade) if shade else text, file=stream, color=shade is not None)


def chosen_language(arguments: Sequence[str], environment: Mapping[str, str]) -> Language:
    """Return the language that the last ``--lang`` asks for, or else the one of the locale: Chinese, or English."""
    asked = ""
    for option, value in pairwise([*arguments, ""]):
        if option == "--lang":
            asked = value
        elif option.startswith("--lang="):
            asked = option.removeprefix("--lang=")
    for language in LANGUAGES:
        if asked == language:
            return language
    names = (environment.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    locale = next((name for name in names if name), "")
    return "zh" if locale.lower().startswith("zh") else "en"


def _write_what_cannot_be_encoded(stream: TextIO | None) -> None:
    """Let ``stream`` write characters that its encoding does not have as escapes, where it can be told to."""
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(errors="backslashreplace")
