"""The limits as options of the commands that read a file: one for each field of ``Limits``, as declared there."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, get_args

import click
from attrs import evolve

from govinfo_schema.cli.usage import LocalOption, LocalUsageError
from govinfo_schema.limits import STANDARD_LIMITS, LimitName, Limits, Unit, setting_of, shown
from govinfo_schema.messages import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

if TYPE_CHECKING:
    _Parameter = click.ParamType[float]
else:
    _Parameter = click.ParamType  # generic from click 8.3 on only

_ASKED = "govinfo_schema.limits"
_VALUE = re.compile(r"([0-9]{1,15}(?:\.[0-9]{1,3})?) ?([kmgt]?)b?", re.IGNORECASE)
_FACTORS = {"": 1, "k": 10**3, "m": 10**6, "g": 10**9, "t": 10**12}
_METAVARS: dict[Unit, str] = {"bytes": "SIZE", "number": "NUMBER", "seconds": "SECONDS"}


class _Value(_Parameter):
    """A positive number; of bytes also as 50MB or 2GB."""

    name = "limit"

    def __init__(self, unit: Unit) -> None:
        self.unit = unit

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:  # noqa: ANN401 - what click gives
        found = _VALUE.fullmatch(str(value).strip())
        number = float(found[1]) * _FACTORS[found[2].lower()] if found else 0.0
        allowed = found is not None and (self.unit == "bytes" or not found[2])
        if self.unit != "seconds":
            allowed, number = allowed and number.is_integer(), int(number)
        if not allowed or number <= 0:
            option = param.opts[-1] if param else ""
            examples = "50MB" if self.unit == "bytes" else "60"
            raise LocalUsageError(
                Text(
                    f"选项 {option} 的值“{value}”不是大于 0 的数，例如 {examples}",
                    f"'{value}' for {option} is no number above 0, such as {examples}",
                ),
                ctx,
            )
        return number


def limit_options() -> Iterator[click.Parameter]:
    """Yield an option for each limit. What they ask for is found by ``limits_asked``."""
    for name in get_args(LimitName):
        setting = setting_of(name)
        default = shown(getattr(STANDARD_LIMITS, name), setting.unit).replace(" ", "")
        yield LocalOption(
            setting.option,
            f"limit_{name}",
            type=_Value(setting.unit),
            metavar=_METAVARS[setting.unit],
            expose_value=False,
            callback=_keep,
            text=Text(f"上限：{setting.text.zh}；默认 {default}。", f"Limit: {setting.text.en}; by default {default}."),
        )


def _keep(context: click.Context, option: click.Parameter, value: float | None) -> None:
    if value is not None:
        context.meta.setdefault(_ASKED, {})[(option.name or "").removeprefix("limit_")] = value


def _asked() -> dict[str, Any]:
    context = click.get_current_context(silent=True)
    return context.meta.get(_ASKED, {}) if context is not None else {}


def limits_asked() -> Limits:
    """Return the limits that the command at work was called with."""
    return evolve(STANDARD_LIMITS, **_asked())


def isolation_asked() -> bool | None:
    """Say whether files are read in a process of their own: always where a limit asks for it, else where it is wise."""
    return True if {"seconds", "memory"} & _asked().keys() else None
