"""The options for limits: on each command that reads, in the units that people write, and in effect."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, get_args

import attrs
import pytest

from fake_formats import small_report
from govinfo_schema import cli
from govinfo_schema.cli import checked
from govinfo_schema.limits import STANDARD_LIMITS, LimitName, setting_of
from govinfo_schema.reading import Reading

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Run
    from govinfo_schema.limits import Limits

_IMPORTS_READ = re.compile(r"^ *from govinfo_schema\.formats import .*\bread(?:_all)?\b", re.MULTILINE)
COMMANDS = (
    *(["detect", "-"], ["validate", "-"], ["convert", "-"], ["migrate", "-", "--to", "v2019"]),
    ["explain-cell", "-", "applications.new_received.total"],
    ["diff", "-", "other.page"],
)


@pytest.fixture(name="asked")
def _asked(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Limits, bool | None]]:
    """Note with which limits something is read, and whether in a process of its own."""
    asked: list[tuple[Limits, bool | None]] = []

    def read(source: str, *, limits: Limits, isolated: bool | None, **more: object) -> Reading:
        del source, more
        asked.append((limits, isolated))
        return Reading(report=small_report(), provenance={})

    monkeypatch.setattr(checked, "read", read)
    monkeypatch.setattr(checked, "read_all", lambda source, **options: (read(source, **options),))
    return asked


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command[0])
def test_every_command_that_reads_has_every_limit(
    command: list[str], govinfo: Callable[..., Run], asked: list[tuple[Limits, bool | None]]
) -> None:
    govinfo(*command)
    options = [part for name in get_args(LimitName) for part in (setting_of(name).option, "7")]
    govinfo(*command, *options)
    raised = attrs.evolve(STANDARD_LIMITS, **dict.fromkeys(get_args(LimitName), 7))
    sources = 2 if command[0] == "diff" else 1
    assert asked == [(STANDARD_LIMITS, None)] * sources + [(raised, True)] * sources


def test_a_panel_keeps_to_the_limits(
    govinfo: Callable[..., Run], asked: list[tuple[Limits, bool | None]], tmp_path: Path
) -> None:
    for name in ("a.page", "b.page"):
        (tmp_path / name).write_bytes(b"page")
    govinfo("panel", tmp_path, "-o", tmp_path / "panel.parquet", "--max-pages", "7")
    assert asked == [(attrs.evolve(STANDARD_LIMITS, pages=7), None)] * 2


def test_commands_read_in_no_other_way() -> None:
    folder = Path(cli.__file__).parent
    reading = {path.name for path in folder.glob("*.py") if _IMPORTS_READ.search(path.read_text(encoding="utf-8"))}
    assert reading == {"checked.py"}, "read_source() of checked.py keeps the limits that were asked for"


@pytest.mark.parametrize(
    ("option", "value", "field", "expected", "isolated"),
    [
        ("--max-size", "50MB", "size", 50_000_000, None),
        ("--max-size", "1.5 gb", "size", 1_500_000_000, None),
        ("--max-size", "800k", "size", 800_000, None),
        ("--max-size", "123", "size", 123, None),
        ("--max-unpacked", "2GB", "unpacked", 2_000_000_000, None),
        ("--max-pages", "1000", "pages", 1000, None),
        ("--timeout", "1.5", "seconds", 1.5, True),
        ("--max-memory", "4GB", "memory", 4_000_000_000, True),
    ],
)
def test_values_are_written_as_people_write_them(  # noqa: PLR0913, PLR0917 - a table of cases
    option: str,
    value: str,
    field: str,
    expected: float,
    isolated: bool | None,  # noqa: FBT001 - likewise
    govinfo: Callable[..., Run],
    asked: list[tuple[Limits, bool | None]],
) -> None:
    govinfo("validate", "-", option, value)
    assert asked == [(attrs.evolve(STANDARD_LIMITS, **{field: expected}), isolated)]


@pytest.mark.parametrize(
    ("option", "value"),
    [
        *(("--max-size", "0"), ("--max-size", "-1"), ("--max-size", "50XB"), ("--max-size", "1.5"), ("--max-size", "")),
        *(
            ("--max-pages", "1.5"),
            ("--max-pages", "3MB"),
            ("--timeout", "0"),
            ("--timeout", "inf"),
            ("--timeout", "nan"),
        ),
    ],
)
def test_other_values_are_wrong_usage(option: str, value: str, govinfo: Callable[..., Run]) -> None:
    run = govinfo("validate", "-", option, value)
    assert run.code == 2
    assert run.error.startswith(f"error: '{value}' for {option} is no number above 0, such as ")
    assert f"选项 {option} 的值“{value}”" in govinfo("--lang", "zh", "validate", "-", option, value).error


def test_the_help_page_names_the_defaults(govinfo: Callable[..., Run]) -> None:
    text = " ".join(b" ".join(govinfo("convert", "--help").output.split()).decode().split())
    assert "--max-size SIZE Limit: size of the file; by default 50MB." in text
    assert "--timeout SECONDS Limit: time for one file; by default 60." in text


@pytest.mark.usefixtures("page")
def test_standard_input_has_a_limit(govinfo: Callable[..., Run], tmp_path: Path) -> None:
    run = govinfo("convert", "-", "-o", tmp_path / "x.json", "--max-size", "1kB", stdin=b"page".ljust(1001))
    assert (run.code, run.error.count("\n")) == (2, 1)
    assert "--max-size 2kB" in run.error
    assert not (tmp_path / "x.json").exists()
