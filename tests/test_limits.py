"""Limits: what is over one is refused before it does harm, and the error says how the limit is raised."""

from __future__ import annotations

import io
import os
import sys
from typing import TYPE_CHECKING, get_args

import attrs
import pytest

from fake_formats import fake_format, install
from govinfo_schema import formats
from govinfo_schema.errors import ReadError
from govinfo_schema.limits import STANDARD_LIMITS, LimitName, Limits, setting_of, shown
from govinfo_schema.messages import Text

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from govinfo_schema.format_contract import Input, ReadOptions
    from govinfo_schema.reading import Reading

SMALL = Limits(size=1000)


def test_each_limit_has_a_name_an_option_and_is_above_nothing() -> None:
    assert get_args(LimitName) == tuple(field.name for field in attrs.fields(Limits))
    options = [setting_of(name).option for name in get_args(LimitName)]
    assert len(set(options)) == len(options)
    for name in get_args(LimitName):
        with pytest.raises(ValueError, match="must be > 0"):
            Limits(**{name: 0})


@pytest.mark.parametrize(
    ("value", "unit", "expected"),
    [
        (999, "bytes", "999"),
        (1000, "bytes", "1 kB"),
        (50_000_000, "bytes", "50 MB"),
        (1_234_567, "bytes", "1.235 MB"),
        (2_000_000_000, "bytes", "2 GB"),
        (5_000_000_000_000_000, "bytes", "5000 TB"),
        (500_000, "number", "500000"),
        (60.0, "seconds", "60"),
        (1.5, "seconds", "1.5"),
    ],
)
def test_values_are_shown_as_people_write_them(value: float, unit: str, expected: str) -> None:
    assert shown(value, unit) == expected  # type: ignore[arg-type] - a table of cases


def test_a_refusal_names_the_limit_its_value_and_how_to_raise_it() -> None:
    error = STANDARD_LIMITS.refusal("pages", Text("文件有 301 页", "The file has 301 pages"), where="a.pdf")
    assert str(error) == (
        "a.pdf: The file has 301 pages: more than the limit (number of pages: 300). Check where the file comes from; "
        "if you trust it, raise the limit: --max-pages 600 (in Python Limits(pages=600))."
    )
    assert error.in_language("zh") == (
        "a.pdf: 文件有 301 页，超过上限（页数：300）。请检查文件来源；若可信，可用 --max-pages 600 放宽"
        "（Python 中用 Limits(pages=600)）。"
    )


@pytest.mark.parametrize(
    ("needed", "option"),
    [(0, "600"), (301, "400"), (400, "400"), (401, "500"), (100_000, "100000"), (100_001, "200000")],
)
def test_the_value_that_is_advised_is_enough(needed: int, option: str) -> None:
    error = STANDARD_LIMITS.refusal("pages", Text("多", "Many"), needed=needed)
    assert f"--max-pages {option} (" in str(error)


class Tap(io.RawIOBase):
    """A stream that never ends, and counts what was taken from it; it gives a little at a time."""

    def __init__(self) -> None:
        super().__init__()
        self.given = 0

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1, /) -> bytes:
        assert size >= 0, "all at once is too much"
        self.given += min(size, 7)
        return b"p" * min(size, 7)


@pytest.fixture(name="page")
def _page(monkeypatch: pytest.MonkeyPatch) -> None:
    install(monkeypatch, fake_format("page"))


@pytest.mark.usefixtures("page")
def test_no_more_is_taken_from_a_stream_than_the_limit_and_one_byte() -> None:
    tap = Tap()
    with pytest.raises(ReadError, match=r"too large: .*--max-size 2kB"):
        formats.read(tap, limits=SMALL)  # type: ignore[arg-type] - as much of a file as is needed
    assert tap.given == 1001


@pytest.mark.usefixtures("page")
def test_a_file_of_just_the_limit_is_read(tmp_path: Path) -> None:
    text = b"page v2021".ljust(1000)
    (tmp_path / "a.page").write_bytes(text)
    for source in (text, io.BytesIO(text), tmp_path / "a.page"):
        assert formats.read(source, limits=SMALL).report.form == "v2021"
    with pytest.raises(ReadError, match=r"^-: The file is too large \(1\.001 kB\)"):
        formats.read(text + b" ", limits=SMALL)


@pytest.mark.usefixtures("page")
def test_a_huge_file_is_refused_by_its_size_alone(tmp_path: Path) -> None:
    with (tmp_path / "a.page").open("wb") as file:
        file.truncate(10**12)  # takes no room on the disk, and no computer of a clerk could hold it
    with pytest.raises(ReadError, match=r"too large \(1 TB\): .*50 MB.*--max-size 1TB"):
        formats.read(tmp_path / "a.page")


@pytest.mark.skipif(sys.platform == "win32", reason="a device of POSIX")
@pytest.mark.usefixtures("page")
def test_a_device_without_an_end_is_refused() -> None:
    with pytest.raises(ReadError, match="too large"):
        formats.read(os.devnull.replace("null", "zero"), limits=SMALL)


def _recurse(given: Input, options: ReadOptions) -> Reading:
    return _recurse(given, options)


def _eat(given: Input, options: ReadOptions) -> Reading:
    del given, options
    raise MemoryError


@pytest.mark.parametrize(("read", "says"), [(_recurse, "nested too deeply.*--max-depth"), (_eat, "memory.*--max-mem")])
def test_what_python_cannot_do_is_an_error_of_the_file(
    read: Callable[[Input, ReadOptions], Reading], says: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    install(monkeypatch, fake_format("page", read=read))
    with pytest.raises(ReadError, match=says):
        formats.read(b"page")
