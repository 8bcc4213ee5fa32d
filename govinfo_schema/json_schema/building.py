"""Classes to JSON Schema: the envelope by the types of its fields, the cells by the labels of the form."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from types import NoneType
from typing import TYPE_CHECKING, Any, Literal, get_args, get_origin, get_type_hints

import attrs

from govinfo_schema.cells import declared_fields
from govinfo_schema.json_schema import words
from govinfo_schema.marks import Mark, Money
from govinfo_schema.report import ENVELOPE_FIELDS, REGION_CODE, SHA256, Envelope
from govinfo_schema.versions import NAMES

if TYPE_CHECKING:
    from govinfo_schema.cells import FlatForm, GroupField, Kind
    from govinfo_schema.messages import Text

_TYPES: dict[Any, dict[str, Any]] = {
    str: {"type": "string"},
    int: {"type": "integer"},
    Decimal: {"type": "number"},
    NoneType: {"type": "null"},
    date: {"type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"},
}
# What the standard asks of a field beyond its type.
_MORE: dict[str, dict[str, Any]] = {
    "Agency.region_code": {"pattern": REGION_CODE},
    "Source.sha256": {"pattern": SHA256},
    "Money.value": {"minimum": 0},
    "Money.unit": {"enum": ["万元", "元", None]},
    "Residue.form": {"enum": list(NAMES)},
    "Correction.form": {"enum": list(NAMES)},
    "Patch.form": {"enum": list(NAMES)},
    "Patch.report_sha256": {"pattern": SHA256},
}
_NAMES_OF_KINDS: dict[Kind, str] = {"count": "count", "signed count": "signed_count", "money": "amount"}
_CALLED: dict[Any, str] = {Mark: "mark"}
"""Classes with a definition of their own; all others stand where they are used."""


def titled(text: Text) -> dict[str, Any]:
    """Return the Chinese title and the English description of ``text``."""
    return {"title": text.zh, "description": text.en}


def definitions() -> dict[str, Any]:
    """Return the definitions that the schemas of all forms share: the kinds of cells, and a mark."""
    return {
        "count": {**titled(words.COUNT), "type": ["integer", "null"], "minimum": 0},
        "signed_count": {**titled(words.SIGNED_COUNT), "type": ["integer", "null"]},
        "amount": {**titled(words.AMOUNT), **_of_type(Money | None)},
        "mark": {**titled(words.MARK), **object_of(Mark)},
    }


def object_of(cls: type[Any]) -> dict[str, Any]:
    """Return the schema of an attrs class that is no group of cells; it may refer to the definition of a mark."""
    hints = get_type_hints(cls)
    fields = attrs.fields(cls)
    return {
        "type": "object",
        "properties": {field.name: _field(cls, field.name, hints[field.name]) for field in fields},
        "required": [field.name for field in fields if field.default is attrs.NOTHING],
        "additionalProperties": False,
    }


def _field(cls: type[Any], name: str, hint: Any) -> dict[str, Any]:  # noqa: ANN401 - any annotation
    key = f"{cls.__name__}.{name}"
    return {**titled(words.WORDS[key]), **_of_type(hint), **_MORE.get(key, {})}


def _of_type(hint: Any) -> dict[str, Any]:  # noqa: ANN401 - any annotation
    """Return the schema of an annotation."""
    if hint in _TYPES:
        return _TYPES[hint]
    if attrs.has(hint):
        return {"$ref": f"#/$defs/{_CALLED[hint]}"} if hint in _CALLED else object_of(hint)
    return _of_generic(get_origin(hint), get_args(hint))


def _of_generic(origin: Any, parts: tuple[Any, ...]) -> dict[str, Any]:  # noqa: ANN401 - any origin
    """Return the schema of a generic type.

    A union is one schema with several types, which keeps messages short, so nothing in it is a reference.
    """
    if origin is Literal:
        return {"enum": list(parts)}
    if origin is tuple:
        return {"type": "array", "items": _of_type(parts[0])}
    if origin is dict:
        return {"type": "object", "additionalProperties": _of_type(parts[1])}
    schemas = [object_of(part) if part in _CALLED else _of_type(part) for part in parts]
    merged = {key: value for schema in schemas for key, value in schema.items()}
    return {**merged, "type": [schema["type"] for schema in schemas]}


def envelope(form: FlatForm) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the properties of the envelope that stand before the cells, and those that stand after them."""
    hints = get_type_hints(Envelope)
    fields = {name: _field(Envelope, name, hints[name]) for name in ENVELOPE_FIELDS}
    fields["marks"]["propertyNames"] = {"enum": list(form.paths)}
    after = {name: fields.pop(name) for name in ("marks", "residue")}
    return fields, after


def cells(form: FlatForm) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the properties of the tables, and a definition for each group of cells below them."""
    groups: dict[str, Any] = {}
    tables = {
        field.name: _declared(field, title=field.label.table, unit=None, groups=groups) for field in form.sections
    }
    return tables, groups


def _declared(field: GroupField, *, title: str, unit: str | None, groups: dict[str, Any]) -> dict[str, Any]:
    """Return the schema of a declared field: a reference to its group or to its kind, with its own words beside it."""
    unit = unit if field.label.unit is None else field.label.unit
    said = {"title": title, "description": field.label.english}
    if field.group is None:
        said["description"] += f"; unit: {unit}" if unit else ""
        return {**said, "$ref": f"#/$defs/{_NAMES_OF_KINDS[field.kind or 'count']}"}
    below = tuple(declared_fields(field.group))
    groups[field.group.__name__] = {
        "type": "object",
        "properties": {
            inner.name: _declared(inner, title=inner.label.row or inner.label.column or title, unit=unit, groups=groups)
            for inner in below
        },
        "required": [inner.name for inner in below],
        "additionalProperties": False,
    }
    return {**said, "$ref": f"#/$defs/{field.group.__name__}"}
