"""Files in folders: which of them a command reads, and what a command that went through all of them has to say.

Also the files that list the organs whose reports should be there.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from govinfo_schema.cli.console import Line
from govinfo_schema.cli.usage import LocalUsageError
from govinfo_schema.cli.wording import number_of
from govinfo_schema.errors import GovinfoError, ReadError
from govinfo_schema.files import make_folder, read_bytes
from govinfo_schema.format_registry import suffix_of
from govinfo_schema.formats import suffixes_written
from govinfo_schema.messages import Text

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from govinfo_schema.cli.console import Console

_HIDDEN = (".", "~$")
_OF_THE_SYSTEM = ("thumbs.db", "desktop.ini")  # Windows writes these into folders, and hides them there


def files_in(sources: Sequence[str]) -> list[str]:
    """Return the files named, as they were named, and those in the folders named.

    Raises:
        ReadError: a folder holds no files.
    """
    found: list[str] = []
    for source in sources:
        found.extend(map(str, _below(Path(source))) if Path(source).is_dir() else [source])
    return found


def files_without(files: Sequence[str], unwanted: Sequence[str]) -> list[str]:
    """Return ``files``, as they were named, without those that are to be left out.

    Raises:
        ReadError: one of the files to leave out is none of them.
    """
    here = {Path(name).resolve() for name in files}
    left_out = {Path(name).resolve(): name for name in unwanted}
    for path, name in left_out.items():
        if path not in here:
            raise ReadError(
                Text("--without 的文件不在所给的文件之中。", "The file of --without is none of those that are given."),
                where=name,
            )
    return [name for name in files if Path(name).resolve() not in left_out]


def nothing_read(files: Sequence[str], failures: Sequence[tuple[str, GovinfoError]]) -> ReadError:
    """Return the error of a command that found a report in none of its files; the first failure says why.

    Args:
        files: the files.
        failures: those that gave no report, with the error of each.
    """
    first = failures[0][1] if failures else None
    zh, en = ("", "") if first is None else (first.in_language("zh"), f" {first.in_language('en')}")
    return ReadError(
        Text(
            f"{len(files)} 个文件中没有一份可以读取的报告。{zh}",
            f"No report that can be read in {number_of(len(files), 'file')}.{en}",
        )
    )


def _below(folder: Path) -> list[Path]:
    """Return the files in a folder and in those in it, but hidden ones, locks of Office files, and the system's own.

    Raises:
        ReadError: there are none.
    """
    below = (path for path in sorted(folder.rglob("*")) if path.is_file())
    found = [path for path in below if not _is_hidden(path.relative_to(folder))]
    if not found:
        raise ReadError(
            Text(
                "文件夹中没有文件（以“.”开头的除外）。",
                "The folder holds no files, other than hidden ones.",
            ),
            where=str(folder),
        )
    return found


def files_at(folder: Path) -> list[Path]:
    """Return the files of a folder itself, without those that ``files_in`` passes over as well; maybe none."""
    return [path for path in sorted(folder.iterdir()) if path.is_file() and not _is_hidden(Path(path.name))]


def _is_hidden(path: Path) -> bool:
    return path.name.lower() in _OF_THE_SYSTEM or any(part.startswith(_HIDDEN) for part in path.parts)


def names_in(path: str) -> tuple[str, ...]:
    """Read the names of organs, one a line; a line that begins with # is a remark."""
    try:
        text = read_bytes(path).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ReadError(
            Text("名单不是 UTF-8 编码。", "The list of organs is not in UTF-8."),
            where=path,
            advice=Text("请另存为 UTF-8。", "Save it as UTF-8."),
        ) from error
    lines = (line.strip() for line in text.splitlines())
    return tuple(line for line in lines if line and not line.startswith("#"))


def targets_of(folder: Path, target: Path, suffix: str) -> list[tuple[Path, Path]]:
    """Return the files of ``folder`` with the files to write for them below ``target``; names never fall together.

    Raises:
        ReadError: no file is in the folder.
    """
    pairs: dict[Path, Path] = {}
    for source in _below(folder):
        relative = source.relative_to(folder)
        wanted = target / relative.with_suffix(suffix)
        if wanted in pairs:
            wanted = target / relative.with_name(relative.name + suffix)  # a.html and a.pdf stand in one folder
        pairs[wanted] = source
    return [(source, wanted) for wanted, source in pairs.items()]


def require_target(folder: str, target: str | None) -> Path:
    """Return the folder to write to.

    Raises:
        LocalUsageError: none was named, it is called like a file, or it lies in the folder that is read, so that it
            would be read as well.
    """
    if target is None or target == "-":
        text = Text("输入为文件夹时，-o 须为文件夹", "A folder as input needs -o and a folder")
        raise LocalUsageError(text, click.get_current_context())
    refuse_name_of_file(target, folder)
    if Path(target).resolve().is_relative_to(Path(folder).resolve()):
        text = Text("-o 不能在输入的文件夹之内", "-o must not lie in the folder that is read")
        raise LocalUsageError(text, click.get_current_context())
    return Path(target)


def refuse_name_of_file(target: str, source: str) -> None:
    """Refuse a name for a folder that is not there yet with which people mean a file.

    Args:
        target: the name.
        source: the file or folder of which several files are made.

    Raises:
        LocalUsageError: it has the suffix of a format that is written.
    """
    suffix = suffix_of(target)
    if Path(target).is_dir() or target.endswith(("/", os.sep)) or suffix not in suffixes_written():
        return
    text = Text(
        f"{target} 是文件名，而由 {source} 会写出多个文件，-o 须为文件夹；格式用 --output-format 指定，例如 "
        f"--output-format {suffix[1:]}（名称如此的文件夹，请在末尾加“/”）",
        f"{target} names a file, and several come of {source}: -o takes a folder, and --output-format the format, as "
        f"in --output-format {suffix[1:]} (a folder of this name ends in '/')",
    )
    raise LocalUsageError(text, click.get_current_context())


def through(
    console: Console, pairs: Sequence[tuple[Path, Path]], work: Callable[[Path, Path], int], *, unusable: int
) -> int:
    """Do ``work`` on each file; one that cannot be read or written is told, and stops nothing.

    Returns:
        The worst exit code, ``unusable`` where a file failed.
    """
    codes: list[int] = []
    failed = 0
    for source, target in pairs:
        try:
            make_folder(target.parent)
            codes.append(work(source, target))
        except GovinfoError as error:
            at = error.where.removeprefix(str(source)).removeprefix(source.name).removeprefix(", ")
            error.where = f"{source}, {at}" if at else str(source)
            console.error(error)
            failed += 1
    done, found, number = len(codes), sum(map(bool, codes)), len(pairs)
    zh = f"合计：{number} 个文件，写出 {done} 个，其中 {found} 个有问题；{failed} 个无法处理。"
    en = f"In all: {number} files, {done} written, {found} of them with findings; {failed} could not be handled."
    console.show([Line(Text(zh, en), "bad" if failed else "plain")])
    return unusable if failed or not codes else max(codes)
