"""What a file does not give back of the report that was written to it, in one line for each way in which that is so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from govinfo_schema.cli.console import Line
from govinfo_schema.cli.wording import joined
from govinfo_schema.holding import EXTENT_NAMES, EXTENTS
from govinfo_schema.messages import Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from govinfo_schema.holding import LeftOut


def lost_lines(lost: Sequence[LeftOut]) -> Iterator[Line]:
    """Yield what is not in the file, then what is only shown, then what may differ; nothing where all comes back."""
    for extent in reversed(EXTENTS):
        parts = [each.text for each in lost if each.extent == extent]
        if parts:
            name, named = EXTENT_NAMES[extent], joined(parts)
            english = f"{name.en[0].upper()}{name.en[1:]}"
            yield Line(Text(f"{name.zh}：{named.zh}", f"{english}: {named.en}"))
