"""Files that a command reads and writes: what cannot be written is refused at once, and none is written over."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import frozen

from govinfo_schema.errors import ReadError, WriteError
from govinfo_schema.files import refuse_same, require_place
from govinfo_schema.format_contract import WriteOptions
from govinfo_schema.format_registry import Use, suffix_of
from govinfo_schema.formats import require_format
from govinfo_schema.messages import Text
from govinfo_schema.places import STANDARD_STREAM

if TYPE_CHECKING:
    from collections.abc import Iterable

    from govinfo_schema.write_choices import Encoding, Layout


@frozen
class Made:
    """A file that one of the formats makes; ``-`` is standard output.

    Attributes:
        name: the file.
        use: what the format makes: a report, a table, a file to fill in.
        format: name of the format; ``None`` where the suffix of the file decides.
        kept: whether a file of this name that is there stays as it is, because people work in such files.
    """

    name: str
    use: Use
    format: str | None = None
    kept: bool = False


def require_targets(read: Iterable[str | None], written: Iterable[str | Made | None]) -> None:
    """Refuse whatever could not be written, before any work is done for it.

    Args:
        read: the files that the command reads; those that were not given are ``None``.
        written: the files that it writes. Of those that the command makes itself, devices and pipes never clash.

    Raises:
        ReadError: standard input is to be read twice.
        WriteError: a file that is read would be written over, or one in which somebody may have worked; two of these
            are one file; what only goes to a file is to go to standard output; no format makes such a file; its folder
            is not there, or cannot be written to.
    """
    documents = [each for each in read if each]
    if documents.count(STANDARD_STREAM) > 1:
        raise ReadError(
            Text("标准输入只能读取一次。", "Standard input can be read only once."),
            where=STANDARD_STREAM,
            advice=Text("请给出文件名。", "Name a file."),
        )
    planned = [each for each in written if each]
    targets = [name for each in planned if (name := _file_of(each)) and not _takes_everything(name)]
    for target in filter(os.path.exists, targets):
        for document in documents:
            refuse_same(document, target)
    _refuse_twice(targets)
    for each in planned:
        if isinstance(each, Made):
            require_format(each.use, each.name, each.format)
    for target in targets:
        require_place(target)
    kept = {each.name for each in planned if isinstance(each, Made) and each.kept}
    for target in filter(os.path.exists, kept.intersection(targets)):
        raise _there_already(target)


def _there_already(target: str) -> WriteError:
    return WriteError(
        Text(
            "已有同名文件，其中可能有人填写的内容，没有覆盖。",
            "There is a file of this name, in which somebody may have worked; it was not replaced.",
        ),
        where=target,
        advice=Text("请换一个文件名；确要覆盖时加 --force。", "Choose another name, or replace it with --force."),
    )


def _file_of(planned: str | Made) -> str | None:
    """Return the file that is to be written; ``None`` where it is standard output, and may be.

    Raises:
        WriteError: it is standard output, and only goes to a file.
    """
    name = planned.name if isinstance(planned, Made) else planned
    if name == STANDARD_STREAM:
        if isinstance(planned, Made) and planned.format:
            return None
        raise WriteError(
            Text("这项输出只能写到文件。", "This goes to a file, not to standard output."),
            where=STANDARD_STREAM,
            advice=Text("请给出文件名。", "Name a file."),
        )
    return name


def _refuse_twice(targets: Iterable[str]) -> None:
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


def report_encoding(report: Made, encoding: Encoding | None, tables: Iterable[str | None]) -> Encoding:
    """Return the encoding of a report: the one that was chosen, where it was not for the tables beside it alone.

    Args:
        report: the file of the report.
        encoding: what was chosen; ``None`` for the usual ones.
        tables: files of tables that are written beside it.
    """
    if encoding is None:
        return "utf-8"
    beside = any(suffix_of(each) == ".csv" for each in tables if each)
    takes_it = encoding in require_format("write", report.name, report.format).encodings
    return encoding if takes_it or not beside else "utf-8"


def require_choices(
    report: Made, encoding: Encoding | None, tables: Iterable[str | None] = (), layout: Layout = "long"
) -> None:
    """Refuse an encoding or a layout that the file of a report does not have, before any work is done for it.

    Args:
        report: the file of the report.
        encoding: what was chosen; ``None`` for the usual ones.
        tables: files of tables that are written beside it.
        layout: the layout of the report.

    Raises:
        WriteError: the format of the report has no such choice, or there is no such format.
    """
    chosen = WriteOptions(encoding=report_encoding(report, encoding, tables), layout=layout)
    require_format("write", report.name, report.format).require_choices(chosen)


def require_encoding_of(table: Made | None, encoding: Encoding | None) -> None:
    """Refuse an encoding that a table does not have, or that no table is there for.

    Args:
        table: the table that is written; ``None`` where none is asked for.
        encoding: what was chosen; ``None`` for the usual one.

    Raises:
        WriteError: there is no table, or its format has no such choice.
    """
    if encoding is None:
        return
    if table is None:
        raise WriteError(
            Text(
                "--encoding 只用于 csv 表格，这里没有写成表格。",
                "--encoding is for tables in csv; none is written here.",
            ),
            advice=Text("请去掉 --encoding，或写出 csv 表格。", "Leave it out, or have a table written as csv."),
        )
    require_format(table.use, table.name, table.format).require_choices(WriteOptions(encoding=encoding))


def not_standard(output: str | None) -> str | None:
    """Return the file that ``output`` names, ``None`` for standard output."""
    return None if output == STANDARD_STREAM else output


def _takes_everything(name: str) -> bool:
    """Say whether this is a device or a pipe."""
    path = Path(name)
    return path.exists() and not (path.is_file() or path.is_dir())
