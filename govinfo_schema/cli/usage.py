"""Help pages and usage errors in the language of the user: click itself speaks English."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import click

from govinfo_schema.cli.console import Console
from govinfo_schema.messages import Language, Text, enumerated
from govinfo_schema.versions import NAMES, version_of_year

if TYPE_CHECKING:
    _Choice = click.Choice[str]
else:
    _Choice = click.Choice  # generic from click 8.2 on only

_YEAR = re.compile("[0-9]{4}")
_USAGE = Text("用法：", "Usage: ")
_OPTIONS = Text("选项", "Options")
_COMMANDS = Text("命令", "Commands")
_REQUIRED = Text("[必填]", "[required]")
_HELP = Text("显示帮助。", "Show this help.")


def language_of(context: click.Context) -> Language:
    """Return the language in which the command of ``context`` speaks."""
    console = context.find_object(Console)
    return console.language if console else "en"


class LocalOption(click.Option):
    """An option with its help in two languages."""

    def __init__(self, *names: str, text: Text, **more: Any) -> None:  # noqa: ANN401 - what click takes
        """Make an option called ``names``; ``text`` is its help."""
        super().__init__(list(names), **more)
        self.text = text

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        """Return how the option is written, and its help in the language of the user."""
        language = language_of(ctx)
        self.help = self.text.in_language(language)
        record = super().get_help_record(ctx)
        return record and (record[0], record[1].replace(_REQUIRED.en, _REQUIRED.in_language(language)))


class FormChoice(_Choice):
    """The name of a form; a report year is answered with the form that covers it."""

    def __init__(self, *others: str) -> None:
        """Offer the names of the forms, and ``others`` that may stand in their place."""
        super().__init__((*others, *NAMES))

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:  # noqa: ANN401 - what click gives
        """Return the name of a form.

        Raises:
            LocalUsageError: a report year was given; names its form.
            click.BadParameter: there is no such form.
        """
        version = version_of_year(int(value)) if _YEAR.fullmatch(str(value)) else None
        if version is None:
            return super().convert(value, param, ctx)
        text = Text(
            f"“{value}”不是表式的名称，该年度的表式是 {version.name}",
            f"'{value}' is no name of a form, did you mean {version.name}",
        )
        raise LocalUsageError(text, ctx)


class LocalCommand(click.Command):
    """A command with its help in two languages."""

    def __init__(self, name: str, *, summary: Text, details: Text | None = None, **more: Any) -> None:  # noqa: ANN401 - what click takes
        """Make the command ``name``; ``summary`` stands in the list of commands, ``details`` follow on its own page."""
        super().__init__(name, **more)
        self.summary = summary
        self.details = details

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Return the option that shows the help page."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = _HELP.in_language(language_of(ctx))
        return option

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the line that says how the command is called."""
        pieces = " ".join(self.collect_usage_pieces(ctx))
        formatter.write_usage(ctx.command_path, pieces, prefix=_USAGE.in_language(language_of(ctx)))

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write what the command does."""
        for text in (self.summary, self.details):
            if text is not None:
                formatter.write_paragraph()
                with formatter.indentation():
                    formatter.write_text(text.in_language(language_of(ctx)))

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options under their heading."""
        options = [each for each in self.get_params(ctx) if isinstance(each, click.Option)]
        with formatter.section(_OPTIONS.in_language(language_of(ctx))):
            formatter.write_dl([record for each in options if (record := each.get_help_record(ctx))])


class LocalGroup(LocalCommand, click.Group):
    """A group of commands with its help in two languages."""

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the commands, each with what it does, and the options."""
        language = language_of(ctx)
        commands = [each for each in self.commands.values() if isinstance(each, LocalCommand)]
        with formatter.section(_COMMANDS.in_language(language)):
            formatter.write_dl([(each.name or "", each.summary.in_language(language)) for each in commands])
        super().format_options(ctx, formatter)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write nothing: the commands stand before the options already."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command that ``args`` name, and what follows it.

        Raises:
            LocalUsageError: there is no such command.
        """
        if not args[0].startswith("-") and args[0] not in self.commands:
            from difflib import get_close_matches  # noqa: PLC0415 - only a command that does not exist loads it

            near = get_close_matches(args[0], self.commands, n=1)
            meant = Text(f"，是不是 {near[0]}？", f", did you mean {near[0]}? There") if near else Text("，", ", there")
            known = enumerated(self.commands)
            text = Text(
                f"没有命令“{args[0]}”{meant.zh}可用的命令：{known.zh}",
                f"There is no command '{args[0]}'{meant.en} are: {known.en}",
            )
            raise LocalUsageError(text, ctx)
        return super().resolve_command(ctx, args)


class LocalUsageError(click.UsageError):
    """A wrong usage that this project tells, in two languages."""

    def __init__(self, text: Text, context: click.Context | None) -> None:
        """Keep ``text``, a sentence without its full stop."""
        super().__init__(text.en, context)
        self.text = text


def usage_problem(error: click.UsageError) -> Text:
    """Say in both languages what is wrong with the call of a command, and where to read how to call it."""
    help_page = f"{error.ctx.command_path if error.ctx else 'govinfo'} --help"
    english = error.format_message().rstrip(".")
    return Text(f"{_in_chinese(error)}。用法见 {help_page}。", f"{english}. For usage, see {help_page}.")


def _in_chinese(error: click.UsageError) -> str:
    match error:
        case LocalUsageError():
            return error.text.zh
        case click.NoSuchOption():
            return f"没有选项 {error.option_name}"
        case click.MissingParameter():
            return f"缺少{_parameter_in_chinese(error)}"
        case click.BadParameter(param=click.Parameter(type=click.Choice(choices=choices))):
            return f"{_parameter_in_chinese(error)} 的值不对，可选：{'、'.join(map(str, choices))}"
        case click.BadOptionUsage():
            return f"选项 {error.option_name} 的写法不对，可能缺少它的值"
        case _:
            return f"命令写法不对：{error.format_message().rstrip('.')}"


def _parameter_in_chinese(error: click.BadParameter) -> str:
    if isinstance(error.param, click.Option):
        return f"选项 {error.param.opts[-1]}"
    return f"参数 {error.param.human_readable_name if error.param else ''}"
