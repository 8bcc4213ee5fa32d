"""How annotated places look, the same in every format: a colour by what is said, taken from the workbooks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from govinfo_schema.messages import Text

if TYPE_CHECKING:
    from govinfo_schema.annotations import Shade

AUTHOR = "govinfo"
COLOURS: dict[Shade, str] = {
    "suspect": "FF7C7C",
    "error": "FFE2DC",
    "warning": "FFE699",
    "information": "BDE3F2",
    "undecided": "FBD9EC",
}
"""Colours of fills, as hexadecimal digits for red, green and blue; black text on each is easy to read."""

WHOLE = Text("govinfo 校验：", "Checks by govinfo: ")
