"""What a caller may choose when a report is written as text: the encoding and the layout of csv."""

from __future__ import annotations

from typing import Literal, get_args

Encoding = Literal["utf-8", "utf-8-sig", "gb18030"]
ENCODINGS: tuple[Encoding, ...] = get_args(Encoding)
"""For programs; for Excel, which knows UTF-8 by its byte order mark; for old Chinese programs."""

Layout = Literal["long", "wide"]
LAYOUTS: tuple[Layout, ...] = get_args(Layout)
"""One line for each cell, which reads back as it was; or the tables as the form prints them."""
