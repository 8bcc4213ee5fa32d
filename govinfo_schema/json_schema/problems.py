"""What a JSON Schema finds wrong with data, in the words of this project (jsonschema)."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from math import isfinite
from typing import TYPE_CHECKING, Any, cast

from jsonschema import Draft202012Validator, validators

from govinfo_schema.codec import report_to_dict
from govinfo_schema.codec.paths import path_problems
from govinfo_schema.codec.text import described, is_object, pointer_step
from govinfo_schema.errors import Problem
from govinfo_schema.forms import Report, form_named
from govinfo_schema.json_schema import json_schema
from govinfo_schema.messages import Text
from govinfo_schema.versions import NAMES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jsonschema import TypeChecker
    from jsonschema.exceptions import ValidationError
    from jsonschema.protocols import Validator

_TYPE_WORDS = {
    "integer": Text("整数", "a whole number"),
    "number": Text("数值", "a number"),
    "string": Text("文本", "a text"),
    "object": Text("对象", "an object"),
    "array": Text("数组", "a list"),
    "null": Text("null", "null"),
}


def _is_whole(_: TypeChecker, value: object) -> bool:
    return type(value) is int


def _is_number(_: TypeChecker, value: object) -> bool:
    if isinstance(value, Decimal):
        return value.is_finite()
    return isfinite(value) if isinstance(value, float) else type(value) is int


# JSON Schema takes 1.0 for an integer, and knows nothing of Decimal and NaN.
_TYPES = Draft202012Validator.TYPE_CHECKER.redefine("integer", _is_whole).redefine("number", _is_number)


@cache
def _validator(form_name: str) -> Validator:
    untyped = cast("Any", validators)
    validator: Validator = untyped.extend(Draft202012Validator, type_checker=_TYPES)(json_schema(form_name))
    return validator


def problems_of(report: object) -> tuple[Problem, ...]:
    """Return what is structurally wrong with a report, or with the values of its JSON, each problem once."""
    data = report_to_dict(report) if isinstance(report, Report) else report
    if not is_object(data):
        return (Problem("", Text("最外层应为一个对象。", "The outermost value must be an object.")),)
    name = data.get("form")
    if not isinstance(name, str) or name not in NAMES:
        known = Text("、".join(NAMES), ", ".join(NAMES))
        return (Problem("/form", Text(f"应写明表式：{known.zh}。", f"The form must be stated: {known.en}.")),)
    found = [problem for error in _validator(name).iter_errors(data) for problem in _problems(error)]
    seen = {problem.where for problem in found}
    found += [problem for problem in path_problems(form_named(name), data) if problem.where not in seen]
    return tuple(dict.fromkeys(found))


def _problems(error: ValidationError) -> Iterator[Problem]:
    where = "".join(map(pointer_step, error.absolute_path))
    keyword, asked, found = str(error.validator), cast("Any", error.validator_value), cast("Any", error.instance)
    if "propertyNames" in error.absolute_schema_path:
        yield Problem(where + pointer_step(str(found)), Text("没有这个单元格。", "There is no such cell."))
    elif keyword == "required":
        missing: list[str] = [name for name in asked if name not in found]
        yield from (Problem(where + pointer_step(name), Text("缺少这一项。", "This is missing.")) for name in missing)
    elif keyword == "additionalProperties":
        known = cast("dict[str, Any]", error.schema)["properties"]
        unknown: list[str] = [name for name in found if name not in known]
        said = Text("标准中没有这个键。", "The standard has no such key.")
        yield from (Problem(where + pointer_step(name), said) for name in unknown)
    else:
        yield Problem(where, _sentence(keyword, asked, described(found)))


def _sentence(keyword: str, asked: Any, found: Text) -> Text:  # noqa: ANN401 - whatever a schema says
    if keyword == "type":
        types = [_TYPE_WORDS[each] for each in ([asked] if isinstance(asked, str) else asked)]
        zh, en = "或".join(each.zh for each in types), " or ".join(each.en for each in types)
    elif keyword == "enum":
        zh, en = "、".join(map(_word, asked)), "one of " + ", ".join(map(_word, asked))
    elif keyword == "minimum":
        zh, en = f"不小于 {asked} 的数", f"a number of at least {asked}"
    else:
        zh, en = f"符合 {keyword} {asked} 的值", f"a value that fits {keyword} {asked}"
    return Text(f"应为{zh}，这里是 {found.zh}。", f"Expected {en}, found {found.en}.")


def _word(value: object) -> str:
    return "null" if value is None else str(value)
