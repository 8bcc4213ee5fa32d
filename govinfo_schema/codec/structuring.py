"""Plain Python values to the classes of a form, strictly, with every problem and its place (cattrs).

cattrs alone turns 1.5 into 1 and walks through a text as if it were a list; the hooks here take nothing but the type
that the class names. This is the codec of record: what the fast path of the codec refuses is decided here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from difflib import get_close_matches
from functools import cache
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, get_args, get_origin

import attrs
from cattrs import BaseConverter, Converter
from cattrs.errors import (
    AttributeValidationNote,
    ClassValidationError,
    ForbiddenExtraKeysError,
)
from cattrs.gen import make_dict_structure_fn

from govinfo_schema.codec.text import (
    TOO_LONG,
    described,
    is_list,
    is_object,
    plain_digits,
    pointer_step,
)
from govinfo_schema.errors import Problem
from govinfo_schema.marks import CellValue, Money
from govinfo_schema.messages import Text

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

MOST_PROBLEMS = 100
"""Problems that are collected in one list or object; a longer account helps nobody."""

_Hook: TypeAlias = Callable[[Any, Any], Any]
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class _UnfitError(Exception):
    """A value does not have the type that its place asks for."""

    def __init__(self, what: Text) -> None:
        super().__init__(what)
        self.what = what


class _ItemsError(Exception):
    """Items of a list or an object do not have the type that they should have."""

    def __init__(self, errors: list[tuple[int | str, Exception]]) -> None:
        super().__init__(errors)
        self.errors = errors


def suggestion(name: str, known: Collection[str]) -> Text:
    """Return the known name that is most like ``name``, as a sentence that starts with a space; or nothing."""
    close = get_close_matches(name[:200], known, n=1)
    return Text(f"是否应为“{close[0]}”？", f" Did you mean {close[0]!r}?") if close else Text("", "")


def _unfit(zh: str, en: str, value: object) -> _UnfitError:
    found = described(value)
    return _UnfitError(Text(f"应为{zh}，这里是 {found.zh}。", f"Expected {en}, found {found.en}."))


def _whole_number(value: object, _: object = None) -> int:
    if type(value) is not int or abs(value) >= TOO_LONG:
        raise _unfit(
            "整数（不带引号、小数点和指数）", "a whole number without quotes, decimal point or exponent", value
        )
    return value


def _exact_number(value: object, _: object = None) -> Decimal:
    if type(value) is float:
        raise _UnfitError(
            Text(
                f"金额不接受二进制浮点数 {value!r}，因为它不保留原有的数字；请用 Decimal 或整数。",
                f"An amount cannot be the float {value!r}, which does not keep the printed digits; use a Decimal.",
            )
        )
    if type(value) is int and abs(value) < TOO_LONG:
        return Decimal(value)
    if not isinstance(value, Decimal) or plain_digits(value) is None:
        raise _unfit("数值（不带引号）", "a number without quotes", value)
    return value


def _text(value: object, _: object = None) -> str:
    if not isinstance(value, str):
        raise _unfit("文本", "a text", value)
    try:
        value.encode()
    except UnicodeEncodeError:
        raise _UnfitError(
            Text("文本中有不成对的代理字符。", "The text holds half of a surrogate pair, which is no character.")
        ) from None
    return str(value)


def _day(value: object, _: object = None) -> date:
    try:
        if isinstance(value, str) and _DAY.fullmatch(value):
            return date.fromisoformat(value)
    except ValueError:  # no such day
        pass
    raise _unfit("日期（YYYY-MM-DD）", "a day as YYYY-MM-DD", value)


def _cell_value(value: object, _: object = None) -> CellValue:
    if value is None:
        return None
    if is_object(value):
        return _CONVERTER.structure(value, Money)
    return _whole_number(value)


def _one_of(literal: Any, _: BaseConverter) -> _Hook:  # noqa: ANN401 - any Literal
    known: tuple[str, ...] = get_args(literal)

    def hook(value: object, _: object) -> str:
        if not isinstance(value, str) or value not in known:
            raise _unfit("以下之一：" + "、".join(known), "one of " + ", ".join(known), value)
        return value

    return hook


def _each(items: Iterable[tuple[int | str, object]], structure: Callable[[object], Any]) -> list[Any]:
    """Structure each item; collect the first problems, with the index of each."""
    made: list[Any] = []
    errors: list[tuple[int | str, Exception]] = []
    for index, item in items:
        try:
            made.append(structure(item))
        except Exception as error:  # noqa: BLE001 - collected here, as cattrs does, and told with all others
            errors.append((index, error))
            if len(errors) == MOST_PROBLEMS:
                break
    if errors:
        raise _ItemsError(errors)
    return made


def _tuple_of(whole: Any, converter: BaseConverter) -> _Hook:  # noqa: ANN401 - any tuple
    item = get_args(whole)[0]

    def hook(value: object, _: object) -> tuple[Any, ...]:
        if not is_list(value):
            raise _unfit("数组", "a list", value)
        return tuple(_each(enumerate(value), lambda one: converter.structure(one, item)))

    return hook


def _dict_of(whole: Any, converter: BaseConverter) -> _Hook:  # noqa: ANN401 - any dict
    item = get_args(whole)[1]

    def hook(value: object, _: object) -> dict[str, Any]:
        if not is_object(value):
            raise _unfit("对象", "an object", value)
        for key in value:
            _text(key)
        return dict(zip(value, _each(value.items(), lambda one: converter.structure(one, item)), strict=True))

    return hook


def _class_of(cls: type[Any], converter: BaseConverter) -> _Hook:
    structure = make_dict_structure_fn(cls, converter)
    amount = Text("金额，即含 value 和 unit 的对象", "an amount, which is an object with value and unit")
    expected = amount if cls is Money else Text("对象", "an object")

    def hook(value: object, _: object) -> object:
        if not is_object(value):
            raise _unfit(expected.zh, expected.en, value)
        return structure(value, cls)

    return hook


def _is(origin: Any) -> Callable[[Any], bool]:  # noqa: ANN401 - Literal, tuple or dict
    return lambda hint: get_origin(hint) is origin


def _converter() -> Converter:
    converter = Converter(detailed_validation=True, forbid_extra_keys=True)
    hooks: dict[Any, _Hook] = {int: _whole_number, Decimal: _exact_number, str: _text, date: _day}
    for of_type, hook in hooks.items():
        converter.register_structure_hook(of_type, hook)
    converter.register_structure_hook_factory(_is(Literal), _one_of)
    converter.register_structure_hook_factory(_is(tuple), _tuple_of)
    converter.register_structure_hook_factory(_is(dict), _dict_of)
    converter.register_structure_hook_factory(attrs.has, _class_of)
    converter.register_structure_hook_func(lambda cls: cls == CellValue, _cell_value)
    return converter


_CONVERTER = _converter()


@cache
def _field_names(cls: type[Any]) -> tuple[str, ...]:
    return tuple(attribute.name for attribute in attrs.fields(cls))


def _unknown_keys(error: ForbiddenExtraKeysError, where: str) -> Iterator[Problem]:
    known = _field_names(error.cl)
    # Text keys only: a dictionary from Python may hold others.
    unknown = sorted(map(str, error.extra_fields))
    for key in unknown[:MOST_PROBLEMS]:
        # Many unknown keys at once are another object altogether, and comparing names takes time.
        like = suggestion(key, known) if len(unknown) <= 20 else Text("", "")  # noqa: PLR2004 - see above
        yield Problem(
            where + pointer_step(key), Text(f"标准中没有这个键。{like.zh}", f"The standard has no such key.{like.en}")
        )


def _problems(error: BaseException, where: str) -> Iterator[Problem]:
    """Yield the problems in the tree of errors that cattrs raised, each with its JSON Pointer."""
    for note in getattr(error, "__notes__", ()):
        if isinstance(note, AttributeValidationNote):
            where += pointer_step(note.name)
    if isinstance(error, ClassValidationError):
        for inner in error.exceptions:
            yield from _problems(inner, where)
    elif isinstance(error, _ItemsError):
        for index, inner in error.errors:
            yield from _problems(inner, where + pointer_step(index))
    elif isinstance(error, ForbiddenExtraKeysError):
        yield from _unknown_keys(error, where)
    elif isinstance(error, _UnfitError):
        yield Problem(where, error.what)
    elif isinstance(error, KeyError):
        yield Problem(where, Text("缺少这一项。", "This is missing."))
    else:
        raise error


def structure(data: object, cls: type[Any]) -> tuple[Any, tuple[Problem, ...]]:
    """Make an instance of ``cls`` from plain values.

    Returns:
        The instance and no problems; or ``None`` and every problem, at most ``MOST_PROBLEMS`` of one list or object.
    """
    try:
        return _CONVERTER.structure(data, cls), ()
    except (ClassValidationError, _UnfitError) as error:
        return None, tuple(_problems(error, ""))
