"""Files on disk: reading a whole file, and replacing one so that nothing half-written is ever left."""

from __future__ import annotations

import os
import stat
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, cast

from govinfo_schema.errors import ReadError, WriteError
from govinfo_schema.limits import STANDARD_LIMITS, Limits, shown
from govinfo_schema.messages import Text

if TYPE_CHECKING:
    from collections.abc import Generator
    from typing import BinaryIO

_ADDRESSES = ("http://", "https://")


def read_bytes(path: str | os.PathLike[str], limits: Limits = STANDARD_LIMITS) -> bytes:
    """Return the whole content of the file at ``path``, which is not read into memory if it is too large.

    Raises:
        ReadError: there is no such file, it is a folder, it is too large, or it cannot be read.
    """
    try:
        with Path(path).open("rb") as file:
            found = os.fstat(file.fileno())
            if stat.S_ISREG(found.st_mode) and found.st_size > limits.size:
                raise too_large(limits, os.fspath(path), found.st_size)
            return read_stream(file, limits, os.fspath(path))
    except (OSError, ValueError) as error:  # ValueError: a NUL in the path
        what, advice = _why_not_read(error, os.fspath(path))
        raise ReadError(what, where=os.fspath(path), advice=advice) from error


def read_stream(stream: BinaryIO, limits: Limits, name: str) -> bytes:
    """Return what ``stream`` still holds; no more than the limit and one byte are taken from it.

    Raises:
        ReadError: it holds more than the limit, or was opened as text.
    """
    pieces: list[bytes] = []
    left = limits.size + 1
    while left > 0:
        piece = cast("object", stream.read(left))
        if not isinstance(piece, bytes):
            what = Text("这个文件是以文本方式打开的。", "This file was opened as text.")
            raise ReadError(what, where=name, advice=Text('请用 "rb" 打开。', 'Open it with "rb".'))
        if not piece:
            return b"".join(pieces)
        pieces.append(piece)
        left -= len(piece)
    raise too_large(limits, name)


def too_large(limits: Limits, name: str, size: int | None = None) -> ReadError:
    """Return the error for a file that is too large; ``size`` is its size where that is known."""
    zh, en = (f"（{shown(size, 'bytes')}）", f" ({shown(size, 'bytes')})") if size is not None else ("", "")
    return limits.refusal("size", Text(f"文件过大{zh}", f"The file is too large{en}"), where=name, needed=size or 0)


def write_bytes(path: str | os.PathLike[str], data: bytes) -> None:
    """Put ``data`` in the file at ``path``, whole or not at all.

    The bytes go to a new file in the same folder, which then takes the place of the old one. A file that was there
    keeps its permissions, a symbolic link stays a link, and what is no ordinary file (a pipe, a device) is written to
    directly.

    Raises:
        WriteError: the folder is missing, the target is a folder, or it cannot be written.
    """
    try:
        _put(Path(os.path.realpath(path)), data)
    except BrokenPipeError:
        raise  # whoever reads the pipe has left; that is no fault of the target
    except (OSError, ValueError) as error:  # ValueError: a NUL in the path
        what, advice = _why_not_written(error)
        raise WriteError(what, where=os.fspath(path), advice=advice) from error


@contextmanager
def draft_of(path: str | os.PathLike[str]) -> Generator[Path]:
    """Yield the path of a new file that takes the place of ``path`` once all of it is written; for what is streamed.

    Where anything fails, the draft is removed, and a file that was there stays as it was.

    Raises:
        WriteError: the folder is missing, the target is a folder, or it cannot be written.
    """
    target = Path(os.path.realpath(path))
    draft = _name_of_draft(target)
    try:
        if target.is_dir():
            raise IsADirectoryError
        yield draft
        draft.replace(target)
    except OSError as error:
        what, advice = _why_not_written(error)
        raise WriteError(what, where=os.fspath(path), advice=advice) from error
    finally:
        with suppress(OSError):
            draft.unlink()


def make_folder(path: str | os.PathLike[str]) -> None:
    """Make the folder at ``path``, and those above it, where it is not there yet.

    Raises:
        WriteError: something else has this name, or it cannot be made.
    """
    try:
        Path(path).mkdir(parents=True, exist_ok=True)
    except FileExistsError as error:
        what = Text("已有同名的文件，不是文件夹。", "A file has this name; a folder is needed.")
        raise WriteError(what, where=os.fspath(path)) from error
    except (OSError, ValueError) as error:  # ValueError: a NUL in the path
        what, advice = _why_not_written(error)
        raise WriteError(what, where=os.fspath(path), advice=advice) from error


def refuse_folder(path: str | os.PathLike[str]) -> None:
    """Refuse a folder as the place of a file.

    Raises:
        WriteError: it is one.
    """
    if os.path.isdir(path):  # noqa: PTH112 - pathlib raises for what is no path
        what, advice = _why_not_written(IsADirectoryError())
        raise WriteError(what, where=os.fspath(path), advice=advice)


def require_place(path: str | os.PathLike[str]) -> None:
    """Refuse a place to which no file can be written, before any work is done for it.

    Raises:
        WriteError: as ``write_bytes``.
    """
    try:
        target = Path(os.path.realpath(path))
        if target.is_dir():
            raise IsADirectoryError
        if not target.parent.is_dir():
            raise FileNotFoundError
        if not all(os.access(each, os.W_OK) for each in (target.parent, target) if each.exists()):
            raise PermissionError
    except (OSError, ValueError) as error:  # ValueError: a NUL in the path
        what, advice = _why_not_written(error)
        raise WriteError(what, where=os.fspath(path), advice=advice) from error


def refuse_same(source: str | os.PathLike[str], target: str | os.PathLike[str]) -> None:
    """Refuse to write over a document that was read, by whatever name it is called.

    Args:
        source: path of the document; what is no path of a file, such as ``-``, is no document either.
        target: path that is to be written.

    Raises:
        WriteError: both are one file.
    """
    with suppress(OSError, ValueError):  # one of them is not there
        if Path(source).samefile(target):
            raise WriteError(
                Text("不能覆盖原文件。", "The document itself is never replaced."),
                where=os.fspath(target),
                advice=Text("请写到另一个文件。", "Write to another file."),
            )


def _put(target: Path, data: bytes) -> None:
    try:
        found = target.stat()
    except FileNotFoundError:
        _replace(target, data, mode=None)
        return
    if stat.S_ISDIR(found.st_mode):
        raise IsADirectoryError
    if not os.access(target, os.W_OK):
        raise PermissionError
    if stat.S_ISREG(found.st_mode):
        _replace(target, data, mode=stat.S_IMODE(found.st_mode))
    else:
        target.write_bytes(data)


def _replace(target: Path, data: bytes, mode: int | None) -> None:
    draft = _name_of_draft(target)
    try:
        with draft.open("xb") as file:  # a new file gets the permissions that the umask leaves
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if mode is not None:
            draft.chmod(mode)
        draft.replace(target)
    except BaseException:
        with suppress(OSError):
            draft.unlink()
        raise


def _name_of_draft(target: Path) -> Path:
    # The name does not contain that of the target: a long Chinese name would pass the 255 bytes that a name may have.
    return target.parent / f".govinfo-{os.urandom(8).hex()}.tmp"


def _why_not_read(error: Exception, path: str) -> tuple[Text, Text | None]:
    match error:
        case FileNotFoundError() if path.startswith(_ADDRESSES):
            return (
                Text("这是网址，不是文件。", "This is an address on the web, not a file."),
                Text("程序不联网；请保存网页，再给出文件。", "Nothing is fetched: save the page, and name that file."),
            )
        case FileNotFoundError():
            return Text("没有这个文件。", "There is no such file."), Text("请检查路径。", "Check the path.")
        case IsADirectoryError():
            return (
                Text("这是一个文件夹，不是文件。", "This is a folder, not a file."),
                Text("请给出文件夹中的一个文件。", "Name one file in it."),
            )
        case PermissionError():
            return (
                Text("没有读取这个文件的权限。", "There is no permission to read this file."),
                Text("请检查文件的权限。", "Check the permissions of the file."),
            )
        case _:
            return Text(f"文件无法读取：{_reason(error)}。", f"The file cannot be read: {_reason(error)}."), None


def _why_not_written(error: Exception) -> tuple[Text, Text | None]:
    match error:
        case FileNotFoundError() | NotADirectoryError():
            return (
                Text("要写入的文件夹不存在。", "The folder to write to does not exist."),
                Text("请先建立该文件夹，或更正路径。", "Create the folder first, or correct the path."),
            )
        case IsADirectoryError():
            return (
                Text("目标是一个文件夹，不是文件。", "The target is a folder, not a file."),
                Text("请在路径后加上文件名。", "Add a file name to the path."),
            )
        case PermissionError():
            return (
                Text("没有写入的权限。", "There is no permission to write there."),
                Text("请检查权限，或写到别处。", "Check the permissions, or write elsewhere."),
            )
        case _:
            return Text(f"文件无法写入：{_reason(error)}。", f"The file cannot be written: {_reason(error)}."), None


def _reason(error: Exception) -> str:
    return (error.strerror if isinstance(error, OSError) else None) or str(error)
