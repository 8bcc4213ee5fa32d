"""Files in folders: which of them a command reads, and what a command that went through all of them has to say.

Also the files that list the organs whose reports should be there.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from govinfo_schema.cli.console import Line
from govinfo_schema.cli.usage import LocalUsageError
from govinfo_schema.errors import GovinfoError, ReadError
from govinfo_schema.files import make_folder, read_bytes
from govinfo_schema.messages import Text

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from govinfo_schema.cli.console import Console

_HIDDEN = (".", "~$")


def files_in(sources: Sequence[str]) -> list[str]:
    """Return the files named, as they were named, and those in the folders named.

    Raises:
        ReadError: a folder holds no files.
    """
    found: list[str] = []
    for source in sources:
        found.extend(map(str, _below(Path(source))) if Path(source).is_dir() else [source])
    return found


def _below(folder: Path) -> list[Path]:
    """Return the files in a folder and in those in it, without hidden ones and locks of open Office files.

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


def _is_hidden(path: Path) -> bool:
    return any(part.startswith(_HIDDEN) for part in path.parts)


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
        LocalUsageError: none was named, or it lies in the folder that is read, so that it would be read as well.
    """
    if target is None or target == "-":
        text = Text("输入为文件夹时，-o 须为文件夹", "A folder as input needs -o and a folder")
        raise LocalUsageError(text, click.get_current_context())
    if Path(target).resolve().is_relative_to(Path(folder).resolve()):
        text = Text("-o 不能在输入的文件夹之内", "-o must not lie in the folder that is read")
        raise LocalUsageError(text, click.get_current_context())
    return Path(target)


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
            at = error.where.removeprefix(source.name).removeprefix(", ")
            error.where = f"{source}, {at}" if at else str(source)
            console.error(error)
            failed += 1
    done, found, number = len(codes), sum(map(bool, codes)), len(pairs)
    zh = f"合计：{number} 个文件，写出 {done} 个，其中 {found} 个有问题；{failed} 个无法处理。"
    en = f"In all: {number} files, {done} written, {found} of them with findings; {failed} could not be handled."
    console.show([Line(Text(zh, en), "bad" if failed else "plain")])
    return unusable if failed or not codes else max(codes)
