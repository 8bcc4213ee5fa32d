"""What a workbook of the old format (.xls, .et) says in its records, and the library that reads its cells does not.

Formulas without a stored result and errors otherwise look like blank cells, and percent signs and units of number
formats are not seen. The records are those of [MS-XLS], version BIFF8; older ones are left to the library alone.
"""

from __future__ import annotations

import struct
from io import BytesIO
from typing import TYPE_CHECKING, Protocol, cast

import olefile

from govinfo_converters.number_formats import BUILT_IN, format_of, formatted
from govinfo_converters.workbook_parts import SheetPart

if TYPE_CHECKING:
    from collections.abc import Iterator
    from io import BufferedIOBase
    from typing import Self

    from govinfo_converters.number_formats import NumberFormat

_STREAM = "Workbook"
_BEGIN, _END, _SHEET, _FORMAT, _STYLE = 0x0809, 0x000A, 0x0085, 0x041E, 0x00E0
_FORMULA, _BOOL_OR_ERROR, _NUMBER, _RK, _RKS = 0x0006, 0x0205, 0x0203, 0x027E, 0x00BD
_NO_NUMBER = 0xFFFF  # in the place of the exponent of a result: it is a text, a truth value, an error or nothing
_ERROR, _NOTHING = 2, 3
_ERRORS = {0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A"}
_WIDE = 0x01  # of a text: two bytes a character
_HUNDREDTH, _INTEGER = 1, 2  # of a packed number
_NO_RESULT = "=…"


class _Container(Protocol):
    """What is used of olefile, whose types are declared in part only."""

    def __enter__(self) -> Self: ...

    def __exit__(self, *error: object) -> None: ...

    def exists(self, filename: str) -> bool: ...

    def openstream(self, filename: str) -> BufferedIOBase: ...


def old_parts_of(data: bytes) -> dict[str, SheetPart]:
    """Return what the records of a workbook say, by name of the sheet.

    Raises:
        OSError: the container is damaged.
    """
    with cast("_Container", olefile.OleFileIO(BytesIO(data))) as container:
        if not container.exists(_STREAM):
            return {}
        stream = container.openstream(_STREAM).read()
    formats: dict[str, str] = dict(BUILT_IN)
    styles: list[NumberFormat | None] = []
    sheets: list[tuple[str, int]] = []
    for kind, record in _records(stream, 0):
        if kind == _FORMAT:
            formats[str(_word(record, 0))] = _text(record[2:], 2)
        elif kind == _STYLE:
            styles.append(format_of(formats.get(str(_word(record, 2)), "")))
        elif kind == _SHEET:
            sheets.append((_text(record[6:], 1), int.from_bytes(record[:4], "little")))
    return {name: SheetPart(dict(_special(stream, at, styles))) for name, at in sheets}


def _records(stream: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    """Yield the records from a place on, up to the end of their part."""
    while at + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, at)
        if kind == _END:
            return
        yield kind, stream[at + 4 : at + 4 + size]
        at += 4 + size


def _word(record: bytes, at: int) -> int:
    return int.from_bytes(record[at : at + 2], "little")


def _text(record: bytes, size: int) -> str:
    """Return a text that begins with its length, in ``size`` bytes, and with whether its characters are wide."""
    count, wide = int.from_bytes(record[:size], "little"), record[size : size + 1] == bytes([_WIDE])
    content = record[size + 1 :]
    return content[: 2 * count].decode("utf-16-le", "replace") if wide else content[:count].decode("latin-1")


def _special(stream: bytes, at: int, styles: list[NumberFormat | None]) -> Iterator[tuple[tuple[int, int], str]]:
    """Yield the cells of a sheet whose value is not all that is seen, with what is seen."""
    for kind, record in _records(stream, at):
        place = _word(record, 0), _word(record, 2)
        if kind == _FORMULA and len(record) >= 14 and _word(record, 12) == _NO_NUMBER:  # noqa: PLR2004 - up to there
            if record[6] == _NOTHING:
                yield place, _NO_RESULT
            elif record[6] == _ERROR:
                yield place, _ERRORS.get(record[8], "#?")
        elif kind == _BOOL_OR_ERROR and record[7:8] == b"\x01":
            yield place, _ERRORS.get(record[6], "#?")
        for column, style, number in _numbers(kind, record):
            shown = styles[style] if style < len(styles) else None
            text = None if shown is None else formatted(repr(number), shown)
            if text is not None:
                yield (place[0], column), text


def _numbers(kind: int, record: bytes) -> Iterator[tuple[int, int, float]]:
    """Yield column, style and number of the cells of a record."""
    if kind in (_NUMBER, _FORMULA) and len(record) >= 14 and (kind == _NUMBER or _word(record, 12) != _NO_NUMBER):  # noqa: PLR2004 - up to there
        yield _word(record, 2), _word(record, 4), struct.unpack_from("<d", record, 6)[0]
    elif kind == _RK and len(record) >= 10:  # noqa: PLR2004 - up to there
        yield _word(record, 2), _word(record, 4), _unpacked(record[6:10])
    elif kind == _RKS:
        for number, at in enumerate(range(4, len(record) - 7, 6)):
            yield _word(record, 2) + number, _word(record, at), _unpacked(record[at + 2 : at + 6])


def _unpacked(packed: bytes) -> float:
    """Return a number packed into four bytes: an integer, or the upper half of a float; perhaps in hundredths."""
    bits = int.from_bytes(packed, "little", signed=True)
    value: float = bits >> 2
    if not bits & _INTEGER:
        (value,) = struct.unpack("<d", struct.pack("<ii", 0, bits & ~3))
    return value / 100 if bits & _HUNDREDTH else value
