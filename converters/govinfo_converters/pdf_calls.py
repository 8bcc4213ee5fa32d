"""The functions of PDFium that are asked for each object and each character of a page, bound so that a call is quick.

What they take is not checked by ctypes, and the interpreter's lock is kept: each of these calls takes less time than it
takes to convert its arguments, or to release the lock. What is asked once a page is called as pypdfium2 binds it.
"""

from __future__ import annotations

import ctypes
import sys
from array import array
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable

Handle: TypeAlias = Any  # a pointer of PDFium
_TYPES: dict[str, Any] = {"f": ctypes.c_float, "i": ctypes.c_int, "I": ctypes.c_uint}
# 32-bit Windows has a calling convention of its own.
_ON_32_BIT_WINDOWS = sys.platform == "win32" and sys.maxsize < 2**32


@cache
def engine() -> Any:  # noqa: ANN401 - pypdfium2 declares no types for what it binds
    """Return PDFium; loaded when the first PDF is read."""
    return import_module("pypdfium2.raw")


@cache
def quick(name: str) -> Callable[..., Any]:
    """Return a function of PDFium that takes handles as PDFium gave them, whole numbers, and pointers of ``numbers``.

    Args:
        name: its name.
    """
    bound: Any = getattr(engine(), name)
    as_it_comes: Callable[..., Any] = bound
    if _ON_32_BIT_WINDOWS:
        return as_it_comes
    unchecked: Callable[..., Any] = ctypes.PYFUNCTYPE(bound.restype)(address_of(bound))
    return unchecked


def numbers(code: str, count: int) -> tuple[array[Any], list[Any]]:
    """Return numbers that PDFium fills in anew by each call, which saves making them, and a pointer to each.

    Args:
        code: their type, as ``array`` calls it.
        count: how many.
    """
    kind = _TYPES[code]
    size = ctypes.sizeof(kind)
    filled = array(code, bytes(size * count))
    shared = (kind * count).from_buffer(filled)
    return filled, [ctypes.byref(shared, at * size) for at in range(count)]


def address_of(item: Handle) -> int:
    """Return the address that a handle or a function of PDFium is."""
    return ctypes.cast(item, ctypes.c_void_p).value or 0
