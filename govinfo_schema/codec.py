"""JSON to reports and back.

Canonical JSON: the same report always gives the same bytes. Keys stand in the order form, envelope, cells, marks,
residue; cells and marks in the order of the form; no white space unless asked for; characters as they are; amounts with
exactly their digits, never with an exponent and never through a binary float.

Reading is strict. Every key is known, every cell is there, a count is a whole number, and ``marks`` lists every cell
that is null and only those. All problems are reported at once, each with its JSON Pointer.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, cast

import attrs
import msgspec

from govinfo_schema import fast_json
from govinfo_schema.errors import Problem, StructureError
from govinfo_schema.fast_json import canonical_fields, in_order_of, positions
from govinfo_schema.form_stated import stated_form
from govinfo_schema.forms import form_of
from govinfo_schema.json_text import check_size, is_object, parse, text_of
from govinfo_schema.messages import Text
from govinfo_schema.path_checks import path_problems
from govinfo_schema.structuring import structure

if TYPE_CHECKING:
    from govinfo_schema.forms import Report

_NAMED_PROBLEMS = 20


def to_json(report: Report, *, indent: int | None = None) -> str:
    """Return ``report`` as canonical JSON.

    Args:
        report: the report.
        indent: spaces of indentation of each level; ``None`` writes no white space at all.

    Raises:
        StructureError: the report is not what its class declares, for example a cell is ``None`` and has no mark.
    """
    try:
        encoded = fast_json.encode(report)
    except fast_json.NotCanonicalError:
        # Either this tells what is wrong, or it makes a report of plain values from one with, say, subclasses of str.
        encoded = fast_json.encode(report_from_dict(report_to_dict(report)))
    if indent is not None:
        encoded = msgspec.json.format(encoded, indent=indent)
    return encoded.decode()


def from_json(text: str | bytes) -> Report:
    """Return the report that stands in JSON; bytes are UTF-8, and a byte order mark is allowed.

    Raises:
        ReadError: the text is not JSON; line and column are named.
        StructureError: it is not a report; ``problems`` lists everything that is wrong, with places.
    """
    check_size(text)
    try:
        return fast_json.decode(text.encode() if isinstance(text, str) else text)
    except (fast_json.NotCanonicalError, UnicodeEncodeError):
        data, repeated = parse(text_of(text))
    return _report_from(data, repeated)


def report_to_dict(report: Report) -> dict[str, Any]:
    """Return ``report`` as the plain values of its JSON, in canonical order; amounts are ``Decimal``, days are text."""
    form = form_of(report)
    return {name: _plain(getattr(report, name)) for name in canonical_fields(form)}


def report_from_dict(data: object) -> Report:
    """Return the report that stands in plain values, as ``report_to_dict`` makes them.

    Amounts are ``Decimal`` or ``int``. A float is refused, because it no longer has the digits that were printed.

    Raises:
        StructureError: as in ``from_json``.
    """
    return _report_from(data, ())


def _plain(value: object) -> Any:  # noqa: ANN401 - any value of JSON
    cls: type[Any] = type(value)
    if attrs.has(cls):
        return {attribute.name: _plain(getattr(value, attribute.name)) for attribute in attrs.fields(cls)}
    if isinstance(value, tuple):
        return [_plain(item) for item in cast("tuple[object, ...]", value)]
    if is_object(value):
        return {key: _plain(item) for key, item in value.items()}
    return value.isoformat() if isinstance(value, date) else value


def _report_from(data: object, repeated: tuple[Problem, ...]) -> Report:
    form, stated = stated_form(data)
    report, problems = structure(stated, form.report_class)
    problems = (*repeated, *problems, *path_problems(form, stated))
    if problems:
        raise _structure_error(problems)
    ordered: Report = attrs.evolve(report, marks=in_order_of(positions(form.name), report.marks))
    return ordered


def _structure_error(problems: tuple[Problem, ...]) -> StructureError:
    if len(problems) == 1:
        return StructureError(problems[0].what, where=problems[0].where, problems=problems)
    named = problems[:_NAMED_PROBLEMS]
    rest = len(problems) - len(named)
    zh = "；".join(f"{problem.where or '全文'}：{problem.what.zh.rstrip('。')}" for problem in named)
    en = " ".join(f"{problem.where or 'whole text'}: {problem.what.en}" for problem in named)
    return StructureError(
        Text(
            f"共有 {len(problems)} 处不符合标准：{zh}{f'；另有 {rest} 处' if rest else ''}。",
            f"{len(problems)} things do not fit the standard. {en}{f' And {rest} more.' if rest else ''}",
        ),
        problems=problems,
    )
