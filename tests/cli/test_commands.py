"""Usage, help, languages, errors and exit codes of the command line."""

from __future__ import annotations

import errno
import inspect
import json
from importlib import import_module
from typing import TYPE_CHECKING, Any, NoReturn

import click
import pytest

from fake_formats import fake_format, install
from govinfo_schema import __version__
from govinfo_schema.cli import commands
from govinfo_schema.cli.usage import LocalCommand, language_of
from govinfo_schema.errors import ReadError
from govinfo_schema.messages import Text

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Govinfo = Callable[..., Any]

NAMES = ("detect", "convert", "validate", "annotate", "migrate", "explain-cell", "rules", "explain", "schema")


def _reading_fails(error: BaseException, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> NoReturn:
        raise error

    install(monkeypatch, fake_format("page", read=fail))


# Help and version.


def test_help_lists_the_commands_in_the_language_of_the_user(govinfo: Govinfo) -> None:
    english, chinese = govinfo("--help"), govinfo("--help", "--lang", "zh")
    assert english.code == chinese.code == 0
    for name in NAMES:
        assert any(line.startswith(f"  {name} ") for line in english.lines)
        assert any(line.startswith(f"  {name} ") for line in chinese.lines)
    assert ["validate", "Check whether the figures of a report agree."] in [
        line.split(maxsplit=1) for line in english.lines
    ]
    assert ["validate", "校验报告的数字是否相符。"] in [line.split() for line in chinese.lines]
    assert english.lines[0].startswith("Usage: govinfo")
    assert chinese.lines[0].startswith("用法：govinfo")
    assert "选项:" in chinese.lines
    assert not any("Show" in line or "Option" in line for line in chinese.lines[1:])


@pytest.mark.parametrize("name", NAMES)
def test_each_command_has_a_help_page_in_both_languages(name: str, govinfo: Govinfo) -> None:
    english, chinese = govinfo(name, "-h"), govinfo("--lang=zh", name, "--help")
    assert english.code == chinese.code == 0
    assert english.lines[0].startswith(f"Usage: govinfo {name}")
    assert any("校验" in line or "表式" in line for line in chinese.lines)
    assert english.output.isascii()


@pytest.mark.parametrize("name", NAMES)
def test_the_options_of_a_command_are_the_arguments_of_what_it_runs(name: str) -> None:
    command = commands.GOVINFO.commands[name]
    if name == "schema":
        pytest.importorskip(
            "govinfo_schema.schema_files", reason="the generated files are checked where they are built"
        )
    given = {each.name for each in command.params if each.expose_value}
    module = import_module(f"govinfo_schema.cli.{'convert' if name == 'migrate' else name.replace('-', '_')}")
    assert given == set(inspect.signature(module.run).parameters) - {"console"}


def test_the_version_names_the_software_and_the_forms(govinfo: Govinfo) -> None:
    assert govinfo("--version").output == f"govinfo-schema {__version__} (v2014, v2019, v2021)\n".encode()


def test_without_a_command_the_help_page_is_an_error(govinfo: Govinfo) -> None:
    run = govinfo()
    assert (run.code, run.output) == (2, b"")
    assert run.error.startswith("Usage: govinfo")


@pytest.mark.parametrize(("language", "word"), [("zh", "[必填]"), ("en", "[required]")])
def test_required_options_are_told(govinfo: Govinfo, language: str, word: str) -> None:
    assert word in govinfo("template", "--help", "--lang", language).output.decode()


def test_help_without_a_console_is_english() -> None:
    assert language_of(click.Context(LocalCommand("x", summary=Text("一", "one")))) == "en"


# Usage errors: one line, exit code 2.


@pytest.mark.parametrize(
    ("arguments", "english", "chinese"),
    [
        (
            "fetch",
            "There is no command 'fetch', there are: detect, convert,",
            "没有命令“fetch”，可用的命令：detect、convert、",
        ),
        (
            "validte a",
            "There is no command 'validte', did you mean validate? There are: detect, convert,",
            "没有命令“validte”，是不是 validate？可用的命令：detect、convert、",
        ),
        ("detect", "Missing argument 'IN'.", "缺少参数 IN。"),
        ("migrate a.json", "Missing option '--to'.", "缺少选项 --to。"),
        (
            "convert a --to v2020",
            "Invalid value for '--to': 'v2020' is not one of",
            "选项 --to 的值不对，可选：v2014、v2019、",
        ),
        (
            "convert a --to 2020",
            "'2020' is no name of a form, did you mean v2019.",
            "“2020”不是表式的名称，该年度的表式是 v2019。",
        ),
        (
            "schema 2021",
            "'2021' is no name of a form, did you mean v2021.",
            "“2021”不是表式的名称，该年度的表式是 v2021。",
        ),
        ("convert a --to 1999", "Invalid value for '--to': '1999' is not one of", "选项 --to 的值不对，可选：v2014、"),
        ("--fast", "No such option", "没有选项 --fast。"),
        ("detect a -o", "No such option", "没有选项 -o。"),
        ("convert a -o", "Option '-o' requires an argument.", "选项 -o 的写法不对，可能缺少它的值。"),
        ("detect a b", "Got unexpected extra argument (b).", "命令写法不对：Got unexpected extra argument (b)。"),
        ("convert a --ledger b", "--ledger can only be used together with --to.", "--ledger 只能与 --to 一起使用。"),
    ],
)
def test_wrong_usage_is_told_in_one_line(arguments: str, english: str, chinese: str, govinfo: Govinfo) -> None:
    for language, words in (("en", f"error: {english}"), ("zh", f"错误：{chinese}")):
        run = govinfo("--lang", language, *arguments.split())
        assert (run.code, run.output, run.error.count("\n")) == (2, b"", 1)
        assert run.error.startswith(words)


def test_a_usage_error_says_where_the_usage_stands(govinfo: Govinfo) -> None:
    assert govinfo("detect").error.endswith(" For usage, see govinfo detect --help.\n")
    assert govinfo("--lang", "zh").code == 2
    assert govinfo("--lang", "zh", "detect").error.endswith("用法见 govinfo detect --help。\n")


def test_with_json_a_failure_is_told_to_programs_as_well(tmp_path: Path, govinfo: Govinfo) -> None:
    run = govinfo("detect", tmp_path / "missing.page", "--json")
    assert (run.code, run.error.count("\n")) == (2, 1)
    assert json.loads(run.output) == {
        "error": {
            "where": f"{tmp_path}/missing.page",
            "what": {"zh": "没有这个文件。", "en": "There is no such file."},
            "advice": {"zh": "请检查路径。", "en": "Check the path."},
        }
    }
    run = govinfo("validate", "--json", "--lang", "zh")
    assert run.error == "错误：缺少参数 IN...。用法见 govinfo validate --help。\n"
    told = json.loads(run.output)["error"]
    assert (run.code, told["where"], told["advice"]) == (2, "", None)
    assert told["what"]["en"] == "Missing argument 'IN...'. For usage, see govinfo validate --help."


@pytest.mark.parametrize(
    ("error", "where", "what"),
    [
        (OSError(errno.EIO, "Input/output error", "/dev/tape"), "/dev/tape", "Input/output error"),
        (ZeroDivisionError("division by zero"), "", "internal failure, please report: ZeroDivisionError: division"),
    ],
)
def test_with_json_failures_of_other_kinds_are_told_in_the_same_shape(
    error: Exception, where: str, what: str, govinfo: Govinfo, monkeypatch: pytest.MonkeyPatch
) -> None:
    _reading_fails(error, monkeypatch)
    run = govinfo("validate", "-", "--json", stdin=b"page")
    told = json.loads(run.output)["error"]
    assert (run.code, told["where"], told["advice"]) == (2, where, None)
    assert told["what"]["en"].startswith(what)


def test_without_json_a_failure_leaves_the_output_empty(tmp_path: Path, govinfo: Govinfo) -> None:
    assert govinfo("detect", tmp_path / "missing.page").output == b""


# The language.


@pytest.mark.parametrize(
    ("environment", "start"),
    [
        ({}, "Usage"),
        ({"LANG": "zh_CN.UTF-8"}, "用法"),
        ({"LANG": "en_US.UTF-8"}, "Usage"),
        ({"LANG": "zh_CN.UTF-8", "LC_MESSAGES": "en_GB"}, "Usage"),
        ({"LANG": "en_US", "LC_MESSAGES": "zh_TW"}, "用法"),
        ({"LANG": "zh_CN", "LC_MESSAGES": "zh_CN", "LC_ALL": "C"}, "Usage"),
        ({"LANG": "zh_CN", "LC_ALL": ""}, "用法"),
    ],
)
def test_the_locale_decides_the_language(
    environment: dict[str, str], start: str, govinfo: Govinfo, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert govinfo("--help").lines[0].startswith(start)


def test_the_last_language_asked_for_wins_over_the_locale(govinfo: Govinfo, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "zh_CN")
    assert govinfo("--lang", "en", "--help").lines[0].startswith("Usage")
    assert govinfo("--lang=en", "detect", "--lang", "zh", "--help").lines[0].startswith("用法")
    assert govinfo("--lang", "zh", "detect", "--lang=en", "--help").lines[0].startswith("Usage")
    monkeypatch.setenv("LC_ALL", "en_GB")
    assert govinfo("detect", "a", "--lang", "fr").error.startswith("error: Invalid value for '--lang'")


# Errors on the way: one line, exit code 2.


@pytest.mark.usefixtures("page")
def test_an_input_that_cannot_be_read_is_told_in_one_line(tmp_path: Path, govinfo: Govinfo) -> None:
    run = govinfo("detect", tmp_path / "missing.page")
    assert (run.code, run.output) == (2, b"")
    assert run.error == f"error: {tmp_path}/missing.page: There is no such file. Check the path.\n"
    run = govinfo("--lang", "zh", "detect", tmp_path)
    assert (run.code, run.error) == (2, f"错误：{tmp_path}: 这是一个文件夹，不是文件。请给出文件夹中的一个文件。\n")


def test_an_error_with_several_lines_is_one_line(govinfo: Govinfo, monkeypatch: pytest.MonkeyPatch) -> None:
    _reading_fails(ReadError(Text("一\n二", "one\n\ttwo"), where="a\nb"), monkeypatch)
    assert govinfo("detect", "-", stdin=b"page").error == "error: -, a b: one two\n"


def test_an_error_of_the_system_is_told_in_one_line(govinfo: Govinfo, monkeypatch: pytest.MonkeyPatch) -> None:
    _reading_fails(OSError(errno.EIO, "Input/output error", "/dev/tape"), monkeypatch)
    run = govinfo("detect", "-", stdin=b"page")
    assert (run.code, run.output, run.error) == (2, b"", "error: /dev/tape: Input/output error\n")


def test_an_internal_failure_is_told_in_one_line(govinfo: Govinfo, monkeypatch: pytest.MonkeyPatch) -> None:
    _reading_fails(ZeroDivisionError("division by zero"), monkeypatch)
    run = govinfo("detect", "-", stdin=b"page")
    assert (run.code, run.output) == (2, b"")
    assert run.error == (
        "error: internal failure, please report: ZeroDivisionError: division by zero (--debug shows the details)\n"
    )
    run = govinfo("detect", "-", "--lang", "zh", stdin=b"page")
    assert run.error.startswith("错误：内部错误，请报告：ZeroDivisionError: division by zero")


@pytest.mark.parametrize("how", ["option", "environment"])
def test_debugging_shows_where_an_internal_failure_happened(
    how: str, govinfo: Govinfo, monkeypatch: pytest.MonkeyPatch
) -> None:
    _reading_fails(ZeroDivisionError("division by zero"), monkeypatch)
    if how == "environment":
        monkeypatch.setenv("GOVINFO_DEBUG", "1")
    run = govinfo("detect", "-", *(["--debug"] if how == "option" else []), stdin=b"page")
    assert run.code == 2
    assert run.error.startswith("Traceback")
    assert run.error.splitlines()[-1].startswith("error: internal failure")


def test_an_interrupt_ends_without_a_word(govinfo: Govinfo, monkeypatch: pytest.MonkeyPatch) -> None:
    _reading_fails(KeyboardInterrupt(), monkeypatch)
    run = govinfo("detect", "-", stdin=b"page")
    assert (run.code, run.output, run.error) == (130, b"", "")


def test_a_closed_pipe_ends_without_a_word(govinfo: Govinfo, monkeypatch: pytest.MonkeyPatch) -> None:
    _reading_fails(BrokenPipeError(errno.EPIPE, "Broken pipe"), monkeypatch)
    run = govinfo("detect", "-", stdin=b"page")
    assert (run.code, run.output, run.error) == (141, b"", "")
