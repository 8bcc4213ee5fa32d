"""Mutated files of every format: whatever a reader is given, only our own errors come out of it."""

from __future__ import annotations

import io
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from govinfo_schema import isolation
from govinfo_schema.errors import GovinfoError
from govinfo_schema.formats import read
from govinfo_schema.limits import Limits
from hostile_files import good_files

if TYPE_CHECKING:
    from collections.abc import Iterator

DATA = Path(__file__).parent / "data"
FORMATS = {"mht": "mhtml", "ods": "xls", "txt": "text", "grid.json": "grid"}
FILES = {suffix: [data] for suffix, data in good_files().items()}
for found in sorted((DATA / "pdf").glob("*.pdf")):
    FILES["pdf"].append(found.read_bytes())
for found in sorted((DATA / "seeds").iterdir()):
    FILES.setdefault(found.suffix[1:], []).append(found.read_bytes())
ZIPPED = frozenset({"docx", "xlsx", "ods"})
FRAGILE = frozenset({"pdf", "xls", "xlsx", "ods"})
KNOWN = tuple(suffix for suffix in FILES if suffix in good_files())
# What formats are written with, so that a mutation can hit a place where it means something.
WORDS = (
    *(
        b"0",
        b"-1",
        b"99999999999999999999",
        b"1e999",
        b"NaN",
        b"\x00",
        b"\xff\xff\xff\xff",
        b"\xed\xa0\x80",
        b"<",
        b">",
        b'"',
    ),
    *(
        b"&#0;",
        b"&x;",
        b"<table>",
        b"</table>",
        b"<tr>",
        b"<td rowspan=0>",
        b" colspan=9",
        b"<br>",
        b"<!--",
        b"]]>",
        b"<![CDATA[",
    ),
    *(
        b"{",
        b"}",
        b"[",
        b"]",
        b"null",
        b",",
        b"\n",
        b"\t",
        b"|",
        b"endobj",
        b"stream",
        b"<<",
        b">>",
        b" 0 R",
        b"/Kids",
        b"=3D",
        b"=\n",
    ),
    *(
        "规章".encode(),
        "１２".encode(),
        "年".encode("gb18030"),
        b"w:vMerge",
        b"<w:tc>",
        b"</w:tr>",
        b'r="A1"',
        b"<v>",
        b't="s"',
    ),
)
EDITS = st.lists(
    st.tuples(
        st.floats(0, 1),
        st.sampled_from(("flip", "insert", "cut", "double", "word")),
        st.integers(0, 4000),
        st.sampled_from(WORDS),
    ),
    min_size=1,
    max_size=12,
)


def mutated(data: bytes, edits: list[tuple[float, str, int, bytes]]) -> bytes:
    """The bytes after some edits, each at a part of their length."""
    for share, kind, size, word in edits:
        at = int(share * len(data))
        if kind == "flip" and at < len(data):
            data = data[:at] + bytes([data[at] ^ (1 << size % 8)]) + data[at + 1 :]
        elif kind == "insert":
            data = data[:at] + word + data[at:]
        elif kind == "word":
            data = data[:at] + word + data[at + len(word) :]
        elif kind == "cut":
            data = data[:at] + data[at + size :]
        else:
            data = data[:at] + data[at : at + size] * 2 + data[at + size :]
    return data


def mutated_part(data: bytes, chosen: float, edits: list[tuple[float, str, int, bytes]]) -> bytes:
    """The archive with one of its parts mutated, so that the damage is in what is read and not in the packing."""
    target = io.BytesIO()
    with ZipFile(io.BytesIO(data)) as source, ZipFile(target, "w", ZIP_DEFLATED) as archive:
        names = source.namelist()
        hit = names[min(int(chosen * len(names)), len(names) - 1)]
        for name in names:
            content = source.read(name)
            archive.writestr(name, mutated(content, edits) if name == hit else content)
    return target.getvalue()


def only_our_errors(data: bytes, suffix: str) -> None:
    if not data:
        return
    with suppress(GovinfoError):
        read(data, format=FORMATS.get(suffix, suffix), isolated=suffix in FRAGILE, limits=Limits(seconds=20.0))


@pytest.fixture(autouse=True, scope="module")
def _no_process_is_left() -> Iterator[None]:
    yield
    isolation.close()


@pytest.mark.parametrize("suffix", KNOWN)
@given(which=st.integers(0, 99), chosen=st.floats(0, 1), inside=st.booleans(), edits=EDITS)
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
def test_only_our_errors_come_out(
    suffix: str,
    which: int,
    chosen: float,
    inside: bool,  # noqa: FBT001 - drawn by hypothesis
    edits: list[tuple[float, str, int, bytes]],
) -> None:
    data = FILES[suffix][which % len(FILES[suffix])]
    only_our_errors(mutated_part(data, chosen, edits) if inside and suffix in ZIPPED else mutated(data, edits), suffix)


@pytest.mark.parametrize("suffix", KNOWN)
@given(start=st.integers(0, 64), rest=st.lists(st.sampled_from(WORDS) | st.binary(max_size=20), max_size=60))
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
def test_only_our_errors_come_out_of_what_merely_begins_well(suffix: str, start: int, rest: list[bytes]) -> None:
    only_our_errors(FILES[suffix][0][:start] + b"".join(rest), suffix)
