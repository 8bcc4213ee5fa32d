"""Where bytes come from and go to: paths, standard input and output, bytes, open files."""

from __future__ import annotations

import os
import sys
from io import TextIOBase
from pathlib import PurePath
from typing import TYPE_CHECKING, BinaryIO, TypeAlias, cast

from govinfo_schema import files
from govinfo_schema.errors import ReadError, WriteError
from govinfo_schema.format_contract import Input
from govinfo_schema.messages import Text

if TYPE_CHECKING:
    from govinfo_schema.limits import Limits

File: TypeAlias = "str | os.PathLike[str] | bytes | BinaryIO"
Target: TypeAlias = "str | os.PathLike[str] | BinaryIO"
STANDARD_STREAM = "-"
_LONGEST_PATH = 4096  # characters; what is longer is no path on any system


def input_from(source: File, limits: Limits) -> Input:
    """Return the bytes of ``source`` with a name for them."""
    if isinstance(source, bytes):
        if len(source) > limits.size:
            raise files.too_large(limits, STANDARD_STREAM, len(source))
        return Input(data=source, name=STANDARD_STREAM)
    if source == "":
        raise ReadError(Text("没有给出文件名。", "No file is named."), advice=Text("请给出文件名。", "Name a file."))
    if isinstance(source, str) and _is_text(source):
        raise _text_for_a_path()
    if isinstance(source, str | os.PathLike) and source != STANDARD_STREAM:
        return Input(data=files.read_bytes(source, limits), name=name_of(source))
    stream = sys.stdin.buffer if isinstance(source, str | os.PathLike) else source
    if not hasattr(stream, "read"):
        raise TypeError(
            f"read() takes a path, bytes or a file open for reading bytes, not {type(source).__name__}; "
            "tables are lists of rows or data frames; for JSON text use from_json(text), for several files "
            "[read(path) for path in paths]."
        )
    name = name_of(source)
    try:
        data = files.read_stream(stream, limits, name)
    except OSError as error:
        what = Text(f"无法读取：{error.strerror or error}。", f"It cannot be read: {error.strerror or error}.")
        raise ReadError(what, where=name) from error
    return Input(data=data, name=name)


def _is_text(source: str) -> bool:
    """Say whether a text is the content of a file rather than its path, as far as that is certain."""
    looks_like_content = "\n" in source or len(source) > _LONGEST_PATH or source.lstrip().startswith(("{", "<"))
    return looks_like_content and not os.path.exists(source)  # noqa: PTH110 - pathlib raises for what is too long


def _text_for_a_path() -> ReadError:
    return ReadError(
        Text("给出的是文本本身，不是文件的路径。", "This is the text itself, not the path of a file."),
        advice=Text(
            "Python 中文本用 read(text.encode()) 读取，JSON 用 from_json(text)；命令行用“-”读取标准输入。",
            'In Python, read text with read(text.encode()), JSON with from_json(text); a command reads "-".',
        ),
    )


def require_target(target: object) -> None:
    """Refuse what is no place to write to.

    Raises:
        WriteError: it is a folder.
        TypeError: it is neither a path nor a file that is open for writing bytes.
    """
    if isinstance(target, str | os.PathLike):
        files.refuse_folder(cast("str | os.PathLike[str]", target))
    elif isinstance(target, TextIOBase):
        raise TypeError('This file was opened for writing text; open it with "wb", or use io.BytesIO.')
    elif not hasattr(target, "write"):
        raise TypeError(f'target takes a path, "-" or a file open for writing bytes, not {type(target).__name__}.')


def name_of(place: File | Target) -> str:
    """Return the file name, without its folder, of where something is read from or written to; ``-`` without a name."""
    name: object = place if isinstance(place, str | os.PathLike) else getattr(place, "name", None)
    if isinstance(name, str | os.PathLike):
        return PurePath(os.fspath(name)).name or STANDARD_STREAM
    return STANDARD_STREAM  # bytes, a stream in memory, or a stream known by its number only


def deliver(data: bytes, target: Target) -> None:
    """Write bytes to a path, whole or not at all, or to a stream."""
    if isinstance(target, str | os.PathLike) and target != STANDARD_STREAM:
        files.write_bytes(target, data)
        return
    stream = sys.stdout.buffer if isinstance(target, str | os.PathLike) else target
    try:
        stream.write(data)
        stream.flush()
    except BrokenPipeError:
        raise  # whoever reads the pipe has left; the command line knows what to do
    except OSError as error:
        what = Text(f"无法写入：{error.strerror or error}。", f"It cannot be written: {error.strerror or error}.")
        raise WriteError(what, where=name_of(target)) from error
