"""A folder of hostile and malformed files, the same in every run: ``python tests/hostile_files.py FOLDER``.

For every format a good file is cut off, changed in single bits, filled with zeros, and given the names of other
formats; ``hostile_texts`` and ``hostile_packages`` hold what asks for too much, lies, loops or points outside; and some
names are no files, or cannot be opened.
"""

from __future__ import annotations

import os
import random
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import office_layouts
from hostile_packages import BOOK, ODS_TYPE, OLE, PACKAGES, WORD, ods
from hostile_texts import PAGE, PRINTED, TEXTS, mime
from layouts import text_page
from pdf_drawing import pdf_page

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

SEED = 20261126
HUGE = 1 << 30  # bytes that a file says to have, and does not take on the disk


def good_files() -> dict[str, bytes]:
    """A report in each format, by its suffix."""
    sheet = office_layouts.sheet_rows("v2021", PRINTED)
    return {
        "html": PAGE.encode(),
        "mht": mime(PAGE.encode(), "text/html; charset=utf-8"),
        "docx": WORD,
        "xlsx": BOOK,
        "xls": office_layouts.old_sheet_file("v2021", PRINTED),
        "ods": ods("<table:table-row><table:table-cell><a>1</a></table:table-cell></table:table-row>"),
        "pdf": pdf_page("v2021", PRINTED),
        "csv": "\n".join(",".join(row) for row in sheet).encode(),
        "txt": text_page("pipe_rows", "v2021", PRINTED).encode(),
        "grid.json": str(sheet).replace("'", '"').encode(),
        "json": b'{"form":"v2021","agency":{"name":"a"},"year":2023,"applications":{"new_received":{"total":1}}}',
    }


def flipped(data: bytes, chosen: random.Random, times: int) -> bytes:
    """The bytes with single bits changed."""
    changed = bytearray(data)
    for _ in range(times):
        changed[chosen.randrange(len(changed))] ^= 1 << chosen.randrange(8)
    return bytes(changed)


def zeroed(data: bytes, chosen: random.Random) -> bytes:
    """The bytes with a stretch of zeros, as an unfinished download has it."""
    length = len(data) // 5
    start = chosen.randrange(len(data) - length)
    return data[:start] + bytes(length) + data[start + length :]


def shuffled(data: bytes, chosen: random.Random) -> bytes:
    """The bytes with their blocks in another order."""
    blocks = [data[at : at + 512] for at in range(0, len(data), 512)]
    chosen.shuffle(blocks)
    return b"".join(blocks)


DAMAGES: dict[str, Callable[[bytes, random.Random], bytes]] = {
    "first-bytes": lambda data, _: data[:40],
    "half": lambda data, _: data[: len(data) // 2],
    "end-missing": lambda data, _: data[:-100],
    "flipped-few": lambda data, chosen: flipped(data, chosen, 10),
    "flipped-many": lambda data, chosen: flipped(data, chosen, len(data) // 50),
    "zeroed": zeroed,
    "shuffled": shuffled,
}


def contents() -> Iterator[tuple[str, Callable[[], bytes]]]:
    """Yield the name of each file, and what makes its bytes."""
    good = good_files()
    for suffix, data in good.items():
        for kind, damage in DAMAGES.items():
            chosen = random.Random(f"{SEED} {suffix} {kind}")  # noqa: S311 - damage needs no secrets
            yield f"damaged-{kind}.{suffix}", lambda data=data, damage=damage, chosen=chosen: damage(data, chosen)  # type: ignore[misc]
        yield f"empty.{suffix}", bytes
        yield f"zeros.{suffix}", lambda: bytes(5000)
    for suffix, other in zip(good, [*list(good)[3:], *list(good)[:3]], strict=True):
        yield f"really-{other.replace('.', '-')}.{suffix}", lambda data=good[other]: data  # type: ignore[misc]
    for suffix, kinds in (TEXTS | PACKAGES).items():
        for name, make in kinds.items():
            yield f"{name}.{suffix}", make
    yield "damaged.doc", lambda: OLE + "WordDocument".encode("utf-16-le") + bytes(3000)
    yield "a-mimetype-alone.ods", lambda: f"PK\x03\x04{ODS_TYPE}".encode("latin-1")
    yield "no-suffix", lambda: PAGE.encode()[: len(PAGE) // 3]
    yield "a name\nwith lines\t\x1b[31m.html", lambda: PAGE.encode()[:2000]
    yield "名" * 60 + ".html", lambda: b"<p>"


def write_all(folder: Path) -> list[Path]:
    """Write all files to ``folder`` and return their paths."""
    paths: list[Path] = []
    for name, make in contents():
        paths.append(folder / name)
        paths[-1].write_bytes(make())
    return paths + _oddities(folder)


def _oddities(folder: Path) -> list[Path]:
    """Make what is no file, or cannot be opened, as far as the system lets it be made."""
    (folder / "folder.pdf").mkdir()
    with (folder / "huge.pdf").open("wb") as file:
        file.truncate(HUGE)
    made = [folder / "folder.pdf", folder / "huge.pdf", folder / "not-there.html"]
    if os.name == "posix":
        (folder / "loop-a.html").symlink_to("loop-b.html")
        (folder / "loop-b.html").symlink_to("loop-a.html")
        (folder / "to-nowhere.html").symlink_to("nowhere")
        (folder / "to-a-device.html").symlink_to("/dev/zero")
        (folder / "locked.html").write_bytes(PAGE.encode())
        (folder / "locked.html").chmod(0)
        no_text = Path(os.fsdecode(os.fsencode(folder) + b"/\xff\xfe.html"))
        no_text.write_bytes(b"<p>\xff")
        made += [folder / f"{name}.html" for name in ("loop-a", "to-nowhere", "to-a-device", "locked")]
        made.append(no_text)
    return made


def main() -> None:
    """Write the files to the folder that the command line names."""
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    print(len(write_all(folder)), "files")  # noqa: T201 - a script that prints


if __name__ == "__main__":
    main()
