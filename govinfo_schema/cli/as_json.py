"""Results of commands as JSON, for programs."""

from __future__ import annotations


def json_bytes(content: object) -> bytes:
    """Return ``content`` as indented JSON in UTF-8: attrs classes as objects, decimal numbers with all their digits."""
    import msgspec  # noqa: PLC0415 - loaded by those commands only that write JSON themselves

    encoder = msgspec.json.Encoder(decimal_format="number")
    return msgspec.json.format(encoder.encode(content), indent=2) + b"\n"
