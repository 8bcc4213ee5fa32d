"""What a file does not give back of the report that was written to it, in one line for each way in which that is so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from govinfo_schema.cli.console import Line
from govinfo_schema.cli.wording import joined
from govinfo_schema.messages import Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from govinfo_schema.holding import Extent, LeftOut

_SENTENCES: dict[Extent, Text] = {
    "nothing": Text("这个文件不含下列内容（JSON 文件保存全部）：", "Left out of this file (JSON keeps all of it): "),
    "shown": Text(
        "看得到，但再次读取这个文件时不会读回：", "To be seen, but not taken back when this file is read again: "
    ),
    "nearly": Text("再次读取这个文件时可能略有不同：", "These may differ a little when this file is read again: "),
}


def lost_lines(lost: Sequence[LeftOut]) -> Iterator[Line]:
    """Yield what is not in the file, then what is only shown, then what may differ; nothing where all comes back.

    The document that a report was read from is not told: whoever converts it has just named it.
    """
    for extent, sentence in _SENTENCES.items():
        parts = [each.text for each in lost if each.extent == extent and each.part != "source"]
        if parts:
            named = joined(parts)
            yield Line(Text(f"{sentence.zh}{named.zh}", f"{sentence.en}{named.en}"))
