"""What the tests of the command line share: a way to run it, and checks that find what the test wants."""

from __future__ import annotations

import io
import os
import sys
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest
from attrs import frozen

from fake_formats import fake_format, install
from govinfo_schema.cli import checked, main
from govinfo_schema.findings import Finding
from govinfo_schema.messages import Text
from govinfo_schema.validation import ValidationResult

if TYPE_CHECKING:
    from collections.abc import Callable


@frozen
class Run:
    """How a run of the command line ended, and what it wrote."""

    code: int
    output: bytes
    error: str

    @property
    def lines(self) -> list[str]:
        """The lines of standard output."""
        return self.output.decode().splitlines()


@pytest.fixture(name="govinfo")
def _govinfo(capsysbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch) -> Callable[..., Run]:
    """Return a function that runs the command line in this process, in English unless told otherwise."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG", "NO_COLOR", "GOVINFO_DEBUG"):
        monkeypatch.delenv(name, raising=False)

    def run(*arguments: str | os.PathLike[str], stdin: bytes = b"") -> Run:
        monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(stdin)))
        code = main([os.fspath(argument) for argument in arguments])
        captured = capsysbinary.readouterr()
        return Run(code, captured.out, captured.err.decode())

    return run


@pytest.fixture(name="page")
def _page(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the formats be ``page`` and ``json``, both read and written."""
    install(monkeypatch, fake_format("page"), fake_format("json"))


@pytest.fixture(name="found")
def _found(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Return a function that sets what the checks find; before it is called, they find one check that passed."""

    def find(*findings: Finding) -> None:
        monkeypatch.setattr(
            checked, "validate", lambda reading: ValidationResult(findings=(*reading.findings, *findings))
        )

    find(Finding(rule="B1", severity="error", outcome="passed", message=Text("相符", "agrees")))
    return find
