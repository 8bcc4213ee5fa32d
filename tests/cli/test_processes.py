"""The command line as a process of its own: streams, pipes, terminals, and what it loads."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

PROGRAM = [sys.executable, "-c", "import sys; from govinfo_schema.cli import main; sys.exit(main())"]
UNSET = ("LC_ALL", "LC_MESSAGES", "LANG", "PYTHONIOENCODING", "PYTHONUTF8", "GOVINFO_DEBUG", "NO_COLOR")


def govinfo(
    *arguments: str, stdin: bytes = b"", environment: dict[str, str] | None = None, program: list[str] | None = None
) -> subprocess.CompletedProcess[bytes]:
    clean = {name: value for name, value in os.environ.items() if name not in UNSET}
    return subprocess.run(  # noqa: S603 - this Python, with code that stands here
        [*(program or PROGRAM), *arguments],
        input=stdin,
        capture_output=True,
        env={**clean, **(environment or {})},
        check=False,
    )


def test_help_answers_without_loading_what_the_commands_need() -> None:
    code = (
        "import sys; from govinfo_schema.cli import main; main(['--help']);"
        "heavy = {'attrs', 'cattrs', 'jsonschema', 'msgspec', 'openpyxl', 'opencc', 'selectolax', 'govinfo_converters',"
        " 'govinfo_schema.forms', 'govinfo_schema.formats', 'govinfo_schema.validation', 'govinfo_schema.migration'};"
        "print(sorted(heavy & set(sys.modules) - {'attrs'}))"
    )
    run = govinfo(program=[sys.executable, "-c", code])
    assert run.stdout.decode().splitlines()[-1] == "[]"


@pytest.mark.skipif(sys.platform == "win32", reason="signals and devices of POSIX")
def test_output_into_a_pipe_that_nobody_reads_ends_without_a_word() -> None:
    # The reader leaves at once; the help page of all commands in a loop is more than a pipe holds.
    code = (
        "import sys; from govinfo_schema.cli import main\n"
        "for _ in range(1000):\n    code = main(['convert', '--help'])\n    if code: sys.exit(code)\n"
    )
    with subprocess.Popen(  # noqa: S603 - this Python, with code that stands here
        [sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        said = process.stderr.read()
        assert process.wait(timeout=60) == 141
    assert said == b""


@pytest.mark.parametrize(
    ("encoding", "shown"),
    [("latin-1", r"\u9519\u8bef\uff1a"), ("ascii", r"\u9519\u8bef\uff1a"), ("gb18030", "错误："), ("utf-8", "错误：")],
)
def test_every_terminal_shows_chinese_or_escapes(encoding: str, shown: str) -> None:
    environment = {"PYTHONIOENCODING": encoding}
    assert govinfo("--lang", "zh", "--help", environment=environment).returncode == 0
    run = govinfo("--lang", "zh", "detect", environment=environment)
    assert run.returncode == 2
    assert run.stderr.decode(encoding).startswith(shown)


def test_the_locale_of_the_process_decides_the_language() -> None:
    chinese = govinfo("--help", environment={"LANG": "zh_CN.UTF-8", "PYTHONUTF8": "1"})
    assert chinese.stdout.decode().startswith("用法：")
    assert govinfo("--help", environment={"LANG": "C.UTF-8"}).stdout.startswith(b"Usage:")


def test_a_file_with_a_name_that_is_no_text_is_told(tmp_path: Path) -> None:
    run = govinfo("detect", os.fsdecode(os.fsencode(tmp_path) + b"/\xff\xfe.page"), environment={"PYTHONUTF8": "1"})
    assert run.returncode == 2
    assert run.stderr.count(b"\n") == 1
    assert b"There is no such file" in run.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="permissions of POSIX")
def test_a_missing_permission_is_told(tmp_path: Path) -> None:
    if os.geteuid() == 0:
        pytest.skip("the superuser may read everything")
    (tmp_path / "a.html").write_bytes(b"<html>")
    (tmp_path / "a.html").chmod(0)
    run = govinfo("detect", str(tmp_path / "a.html"))
    assert (run.returncode, run.stderr.count(b"\n")) == (2, 1)
    assert b"no permission to read" in run.stderr
