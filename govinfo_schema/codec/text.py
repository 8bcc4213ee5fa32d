"""JSON text to plain Python values, exactly: numbers keep their digits, repeated keys are seen, bombs are refused."""

from __future__ import annotations

import json
from collections import Counter
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any, NoReturn, TypeGuard

from attrs import frozen

from govinfo_schema.errors import Problem, ReadError, StructureError
from govinfo_schema.marks import LONGEST_NUMBER
from govinfo_schema.messages import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

LONGEST_TEXT = 16 * 1024 * 1024
"""Characters or bytes. A report of 200 cells takes 6 KB, the longest narrative less than 1 MB."""

TOO_LONG = 10**LONGEST_NUMBER
"""The first whole number that has more digits."""


@frozen
class UnusableNumber:
    """Stands for a number that JSON does not know (NaN) or that is too long to be one of a report."""

    text: str


class _RepeatedKeys(dict[str, Any]):
    """An object in which keys stood twice."""

    repeated: tuple[str, ...] = ()


def is_object(value: object) -> TypeGuard[dict[str, Any]]:
    """Say whether a value of JSON is an object."""
    return isinstance(value, dict)


def is_list(value: object) -> TypeGuard[list[Any]]:
    """Say whether a value of JSON is a list."""
    return isinstance(value, list)


def plain_digits(value: Decimal) -> str | None:
    """Return the digits of ``value`` without an exponent, trailing zeros kept, zero without a sign.

    Returns:
        ``None`` for what is not finite, and for what would take more than ``LONGEST_NUMBER`` digits.
    """
    _, digits, exponent = value.as_tuple()
    if not isinstance(exponent, int) or max(len(digits) + exponent, len(digits), -exponent) > LONGEST_NUMBER:
        return None
    return format(value.copy_abs() if value.is_zero() else value, "f")


def shown(text: str, limit: int = 40) -> str:
    """Return the beginning of ``text`` as it can be shown to people: not too long, and only characters."""
    cut = text if len(text) <= limit else text[:limit] + "…"
    return cut.encode("utf-8", "backslashreplace").decode()


def described(value: object) -> Text:
    """Return what stands where something else was expected, in few words."""
    if is_object(value):
        return Text("一个对象", "an object")
    if is_list(value):
        return Text("一个数组", "a list")
    if value is None or isinstance(value, bool):
        word = {None: "null", True: "true", False: "false"}[value]
    elif (isinstance(value, UnusableNumber) and len(value.text) > LONGEST_NUMBER) or (
        isinstance(value, int) and abs(value) >= TOO_LONG
    ):
        return Text(f"一个超过 {LONGEST_NUMBER} 位的数", f"a number of more than {LONGEST_NUMBER} digits")
    elif isinstance(value, UnusableNumber):
        word = value.text
    else:
        word = f'"{value}"' if isinstance(value, str) else str(value)
    return Text(shown(word), shown(word))


def pointer_step(key: str | int) -> str:
    """Return one step of a JSON Pointer; a key longer than any path is cut, since people read it."""
    return "/" + shown(str(key), 100).replace("~", "~0").replace("/", "~1")


def check_size(data: str | bytes, most: int = LONGEST_TEXT) -> None:
    """Refuse what is larger than any report.

    Raises:
        StructureError: it is.
    """
    if len(data) > most:
        raise StructureError(
            Text(
                f"内容过大（{len(data)}），超过 {most}，不可能是一份年度报告。",
                f"The text is too large ({len(data)}, more than {most}) to be one annual report.",
            ),
            advice=Text("每个文件只放一份报告。", "Put one report into each file."),
        )


def text_of(data: str | bytes) -> str:
    """Return JSON text without a byte order mark.

    Raises:
        ReadError: the bytes are not UTF-8.
    """
    if isinstance(data, str):
        return data.removeprefix("\ufeff")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ReadError(
            Text(
                f"不是 UTF-8 编码的 JSON：第 {error.start + 1} 个字节无法解码。",
                f"This is not JSON in UTF-8: byte {error.start + 1} cannot be decoded.",
            ),
            advice=Text("请将文件另存为 UTF-8 编码。", "Save the file in UTF-8."),
        ) from None


def _integer(text: str) -> int | UnusableNumber:
    return int(text) if len(text.lstrip("-")) <= LONGEST_NUMBER else UnusableNumber(text)


def _decimal(text: str) -> Decimal | UnusableNumber:
    try:
        return Decimal(text)
    except InvalidOperation:  # the exponent is beyond what a Decimal holds
        return UnusableNumber(text)


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    keys = dict(pairs)
    if len(keys) == len(pairs):
        return keys
    repeating = _RepeatedKeys(keys)
    times = Counter(key for key, _ in pairs)
    repeating.repeated = tuple(key for key, count in times.items() if count > 1)
    return repeating


def _repeated(top: object) -> Iterator[Problem]:
    """Yield a problem for each key that stands twice in its object. No recursion: JSON may be deep."""
    waiting: list[tuple[str, object]] = [("", top)]
    while waiting:
        where, value = waiting.pop()
        if isinstance(value, _RepeatedKeys):
            for key in value.repeated:
                yield Problem(
                    where + pointer_step(key),
                    Text("这个键在同一对象中出现了不止一次。", "This key stands more than once in its object."),
                )
        if is_object(value):
            waiting += [(where + pointer_step(key), item) for key, item in reversed(value.items())]
        elif is_list(value):
            waiting += [(where + pointer_step(index), item) for index, item in reversed(list(enumerate(value)))]


def _not_json(error: json.JSONDecodeError) -> NoReturn:
    raise ReadError(
        Text(
            f"不是有效的 JSON：第 {error.lineno} 行第 {error.colno} 列有误。",
            f"This is not valid JSON: line {error.lineno}, column {error.colno}: {error.msg}.",
        ),
        advice=Text("这不像 JSON；如是文件名，请用 read(path)。", "It begins like none; for a file use read(path).")
        if error.pos == 0
        else Text("请检查该处的引号、逗号和括号。", "Check the quotes, commas and brackets there."),
    ) from None


def parse(text: str) -> tuple[Any, tuple[Problem, ...]]:
    """Parse JSON text.

    Returns:
        The value: integers as ``int``, other numbers as ``Decimal`` with all their digits, what is no usable number as
        ``UnusableNumber``; and a problem for each key that repeats in its object, because one of its values is lost.

    Raises:
        ReadError: the text is not JSON; line and column are named.
        StructureError: it is nested too deeply to be a report.
    """
    repeats: list[None] = []

    def object_of(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        made = _object(pairs)
        if isinstance(made, _RepeatedKeys):
            repeats.append(None)
        return made

    try:
        value = json.loads(
            text,
            object_pairs_hook=object_of,
            parse_float=_decimal,
            parse_int=_integer,
            parse_constant=UnusableNumber,
        )
    except json.JSONDecodeError as error:
        _not_json(error)
    except RecursionError:
        raise StructureError(
            Text("JSON 嵌套过深，不可能是一份年度报告。", "The JSON is nested too deeply to be an annual report."),
        ) from None
    return value, tuple(_repeated(value)) if repeats else ()
