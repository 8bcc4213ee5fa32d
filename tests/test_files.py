"""Files are read and replaced as wholes, and what goes wrong is said in one sentence."""

from __future__ import annotations

import errno
import os
import stat
import sys
import threading
from pathlib import Path

import pytest

from govinfo_schema import files
from govinfo_schema.errors import ReadError, WriteError

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="permissions, links and pipes of POSIX")


def test_read_returns_the_whole_content(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"\x00\r\n\xff")
    assert files.read_bytes(tmp_path / "a") == b"\x00\r\n\xff"
    assert files.read_bytes(str(tmp_path / "a")) == b"\x00\r\n\xff"


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (FileNotFoundError(), "no such file"),
        (IsADirectoryError(), "folder, not a file"),
        (PermissionError(), "no permission to read"),
        (OSError(errno.EIO, "Input/output error"), "Input/output error"),
        (ValueError("embedded null byte"), "embedded null byte"),
    ],
)
def test_every_failure_to_read_is_a_read_error_with_the_path(
    error: Exception, words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: Path, _mode: str) -> bytes:
        raise error

    monkeypatch.setattr(Path, "open", fail)
    with pytest.raises(ReadError, match=words) as caught:
        files.read_bytes("folder/a.html")
    assert caught.value.where == "folder/a.html"


def test_reading_a_missing_file_and_a_folder(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="no such file"):
        files.read_bytes(tmp_path / "missing")
    with pytest.raises(ReadError, match="folder, not a file"):
        files.read_bytes(tmp_path)


def test_a_new_file_is_written_whole_and_nothing_else_is_left(tmp_path: Path) -> None:
    files.write_bytes(tmp_path / "a.json", b"new")
    assert [(p.name, p.read_bytes()) for p in tmp_path.iterdir()] == [("a.json", b"new")]


@POSIX
def test_a_new_file_has_the_permissions_of_the_umask(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        files.write_bytes(tmp_path / "a", b"")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "a").stat().st_mode) == 0o640


@POSIX
def test_a_replaced_file_keeps_its_permissions(tmp_path: Path) -> None:
    target = tmp_path / "a"
    target.write_bytes(b"old")
    target.chmod(0o604)
    files.write_bytes(target, b"new")
    assert target.read_bytes() == b"new"
    assert stat.S_IMODE(target.stat().st_mode) == 0o604


@POSIX
def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real").write_bytes(b"old")
    (tmp_path / "link").symlink_to(tmp_path / "real")
    files.write_bytes(tmp_path / "link", b"new")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real").read_bytes() == b"new"


@POSIX
def test_a_pipe_is_written_to_and_not_replaced(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    received: list[bytes] = []
    reader = threading.Thread(target=lambda: received.append(pipe.read_bytes()))
    reader.start()
    files.write_bytes(pipe, b"through")
    reader.join(timeout=10)
    assert received == [b"through"]
    assert stat.S_ISFIFO(pipe.stat().st_mode)


def test_a_name_as_long_as_names_may_be_can_be_written(tmp_path: Path) -> None:
    name = "报" * 83 + ".json"  # 254 bytes
    files.write_bytes(tmp_path / name, b"x")
    assert (tmp_path / name).read_bytes() == b"x"


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_failure_on_the_way_leaves_the_old_file_and_no_draft(
    step: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    (tmp_path / "a").write_bytes(b"old")
    monkeypatch.setattr(*{"fsync": (os, "fsync"), "replace": (Path, "replace")}[step], fail)
    with pytest.raises(WriteError, match="No space left on device") as caught:
        files.write_bytes(tmp_path / "a", b"new")
    assert caught.value.where == str(tmp_path / "a")
    assert [(p.name, p.read_bytes()) for p in tmp_path.iterdir()] == [("a", b"old")]


def test_an_interrupt_leaves_no_draft(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(_: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupt)
    with pytest.raises(KeyboardInterrupt):
        files.write_bytes(tmp_path / "a", b"new")
    assert list(tmp_path.iterdir()) == []


def test_targets_that_cannot_be_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(WriteError, match="folder, not a file"):
        files.write_bytes(tmp_path, b"")
    with pytest.raises(WriteError, match="folder to write to does not exist"):
        files.write_bytes(tmp_path / "missing" / "a", b"")
    (tmp_path / "a").write_bytes(b"old")
    monkeypatch.setattr(os, "access", lambda *_: False)
    with pytest.raises(WriteError, match="no permission to write"):
        files.write_bytes(tmp_path / "a", b"new")
    assert (tmp_path / "a").read_bytes() == b"old"


def test_places_are_refused_before_anything_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files.require_place(tmp_path / "new")
    (tmp_path / "there").write_bytes(b"old")
    files.require_place(tmp_path / "there")
    for place, words in ((tmp_path, "a folder"), (tmp_path / "none" / "new", "does not exist"), ("a\0b", "null")):
        with pytest.raises(WriteError, match=words):
            files.require_place(place)
    for forbidden in (tmp_path, tmp_path / "there"):
        monkeypatch.setattr(os, "access", lambda path, _, forbidden=forbidden: path != forbidden)
        with pytest.raises(WriteError, match="no permission"):
            files.require_place(tmp_path / "there")
    assert [path.name for path in tmp_path.iterdir()] == ["there"]


def test_a_reader_of_a_pipe_that_left_is_no_write_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def leave(*_: object) -> None:
        raise BrokenPipeError

    monkeypatch.setattr(os, "fsync", leave)
    with pytest.raises(BrokenPipeError):
        files.write_bytes(tmp_path / "a", b"")
