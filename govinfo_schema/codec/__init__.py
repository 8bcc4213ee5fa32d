"""JSON to reports and back.

Canonical JSON: the same report always gives the same bytes. Keys stand in the order form, envelope, cells, marks,
residue; cells and marks in the order of the form; no white space unless asked for; characters as they are; amounts with
exactly their digits, never with an exponent and never through a binary float.

Reading is strict. Every key is known, every cell is there, a count is a whole number, and ``marks`` lists every cell
that is null and only those. All problems are reported at once, each with its JSON Pointer.
"""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING, Any, cast

import attrs
import msgspec

from govinfo_schema.arguments import report_in
from govinfo_schema.codec import fast
from govinfo_schema.codec.fast import canonical_fields, in_order_of, positions
from govinfo_schema.codec.text import LONGEST_TEXT, check_size, is_object, parse, text_of
from govinfo_schema.errors import StructureError
from govinfo_schema.forms import form_of

if TYPE_CHECKING:
    from govinfo_schema.errors import Problem
    from govinfo_schema.forms import Report
    from govinfo_schema.reading import Reading


def to_json(report: Report | Reading, *, indent: int | None = None) -> str:
    """Return ``report`` as canonical JSON.

    Args:
        report: the report, or the reading of a document, whose report is taken.
        indent: spaces of indentation of each level; ``None`` writes no white space at all.

    Raises:
        StructureError: the report is not what its class declares, for example a cell is ``None`` and has no mark.
        TypeError: ``report`` is neither a report nor a reading.
    """
    report = report_in(report, "to_json")
    encoded = _fast_json_of(report)
    if encoded is None:
        # Either this tells what is wrong, or it makes a report of plain values from one with, say, subclasses of str.
        encoded = fast.encode(report_from_dict(report_to_dict(report)), checked=True)
    if indent is not None:
        encoded = msgspec.json.format(encoded, indent=indent)
    return encoded.decode()


def from_json(text: str | bytes, *, longest: int = LONGEST_TEXT) -> Report:
    """Return the report that stands in JSON; bytes are UTF-8, and a byte order mark is allowed.

    Args:
        text: the JSON.
        longest: how many characters or bytes it may have.

    Raises:
        ReadError: the text is not JSON; line and column are named, or that it is the name of a file.
        StructureError: it is not a report; ``problems`` lists everything that is wrong, with places.
        TypeError: ``text`` is neither text nor bytes.
    """
    if not isinstance(text, str | bytes):  # pyright: ignore[reportUnnecessaryIsInstance] - callers without a type checker
        raise TypeError(
            f"from_json() takes JSON as str or bytes, not {type(text).__name__}; "
            "for a file use read(path), for parsed JSON from_json(json.dumps(data))."
        )
    check_size(text, longest)
    try:
        return fast.decode(text.encode() if isinstance(text, str) else text)
    except (fast.NotCanonicalError, UnicodeEncodeError):
        data, repeated = parse(text_of(text))
    return _report_from(data, repeated)


def report_to_dict(report: Report) -> dict[str, Any]:
    """Return ``report`` as the plain values of its JSON, in canonical order; amounts are ``Decimal``, days are text."""
    form = form_of(report)
    values = {name: _plain(getattr(report, name)) for name in canonical_fields(form)}
    values["marks"] = _in_order(form.name, values["marks"])
    for residue, following in pairwise((*values["residue"], values)):
        for name, of_form in (("cells", residue["form"]), ("marks", residue["form"]), ("deduced", following["form"])):
            residue[name] = _in_order(of_form, residue[name])
    return values


def report_from_dict(data: object) -> Report:
    """Return the report that stands in plain values, as ``report_to_dict`` makes them.

    Amounts are ``Decimal`` or ``int``. A float is refused, because it no longer has the digits that were printed.

    Raises:
        StructureError: as in ``from_json``.
    """
    return _report_from(data, ())


def _fast_json_of(report: Report) -> bytes | None:
    try:
        return fast.encode(report)
    except fast.NotCanonicalError:
        return None


def _in_order(form_name: str, items: dict[str, Any]) -> dict[str, Any]:
    try:
        return in_order_of(positions(form_name), items)
    except (KeyError, StructureError):  # a path that the form does not have, or no such form: told when it is read
        return items


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
    from govinfo_schema.codec.strict import report_from  # noqa: PLC0415 - cattrs loads slowly, and most text never needs it

    return report_from(data, repeated)
