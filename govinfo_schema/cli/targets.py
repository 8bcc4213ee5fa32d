"""Files that a command reads and writes: none is written over, and no stream is used for two things."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from govinfo_schema.errors import ReadError, WriteError
from govinfo_schema.files import refuse_same
from govinfo_schema.messages import Text
from govinfo_schema.places import STANDARD_STREAM

if TYPE_CHECKING:
    from collections.abc import Iterable


def refuse_clashes(read: Iterable[str | None], written: Iterable[str | None]) -> None:
    """Refuse to write over a file that is read, and to write two things to one file; nothing is written then.

    Args:
        read: the files that the command reads; those that were not given are ``None``.
        written: the files that it writes, without those that go to standard output. Devices and pipes never clash.

    Raises:
        ReadError: standard input is to be read twice.
        WriteError: two of these are one file, or what only goes to a file is to go to standard output.
    """
    documents = [each for each in read if each]
    if documents.count(STANDARD_STREAM) > 1:
        raise ReadError(
            Text("标准输入只能读取一次。", "Standard input can be read only once."),
            where=STANDARD_STREAM,
            advice=Text("请给出文件名。", "Name a file."),
        )
    targets = [each for each in written if each and not _is_no_ordinary_file(each)]
    if STANDARD_STREAM in targets:
        raise WriteError(
            Text("这项输出只能写到文件。", "This goes to a file, not to standard output."),
            where=STANDARD_STREAM,
            advice=Text("请给出文件名。", "Name a file."),
        )
    for target in targets:
        for document in documents:
            refuse_same(document, target)
    seen: set[str] = set()
    for target in targets:
        place = os.path.realpath(target)
        if place in seen:
            raise WriteError(
                Text("两项输出写到了同一个文件。", "Two things would be written to this one file."),
                where=target,
                advice=Text("请各写一个文件名。", "Give each its own file name."),
            )
        seen.add(place)


def not_standard(output: str | None) -> str | None:
    """Return the file that ``output`` names, ``None`` for standard output."""
    return None if output == STANDARD_STREAM else output


def _is_no_ordinary_file(name: str) -> bool:
    path = Path(name)
    return path.exists() and not path.is_file()
