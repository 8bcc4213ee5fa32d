"""Results of commands as JSON, for programs."""

from __future__ import annotations

from typing import cast

import attrs

from govinfo_schema.provenance import Place


def json_bytes(content: object) -> bytes:
    """Return ``content`` as indented JSON in UTF-8: attrs classes as objects, decimal numbers with all their digits."""
    import msgspec  # noqa: PLC0415 - loaded by those commands only that write JSON themselves

    encoder = msgspec.json.Encoder(decimal_format="number")
    return msgspec.json.format(encoder.encode(plain(content)), indent=2) + b"\n"


def json_line(content: object) -> bytes:
    """Return ``content`` as JSON in one line, which ends with a line feed; otherwise as ``json_bytes``."""
    import msgspec  # noqa: PLC0415 - as above

    return msgspec.json.Encoder(decimal_format="number").encode(plain(content)) + b"\n"


def plain(value: object) -> object:
    """Return attrs classes as mappings in the order of their fields, which msgspec does not keep."""
    kind = type(value)
    if isinstance(value, Place):
        return value.known  # what its format does not have is left out
    if attrs.has(kind):
        return {field.name: plain(getattr(value, field.name)) for field in attrs.fields(kind)}
    if isinstance(value, dict):
        return {key: plain(item) for key, item in cast("dict[str, object]", value).items()}
    if isinstance(value, tuple | list):
        return [plain(item) for item in cast("tuple[object, ...]", value)]
    return value
