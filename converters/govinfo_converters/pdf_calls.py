"""The functions of PDFium that are asked for each object and each character of a page, bound so that a call is quick.

Handles are plain addresses here, and the interpreter's lock is kept: each of these calls takes less time than it takes
to convert its arguments, or to release the lock. What is asked once a page is called as pypdfium2 binds it.
"""

from __future__ import annotations

import ctypes
import sys
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable

Handle: TypeAlias = Any  # a pointer of PDFium
HANDLE, INT, UNSIGNED, FLOAT = ctypes.c_void_p, ctypes.c_int, ctypes.c_uint, ctypes.c_float
# 32-bit Windows has a calling convention of its own.
_ON_32_BIT_WINDOWS = sys.platform == "win32" and sys.maxsize < 2**32


@cache
def engine() -> Any:  # noqa: ANN401 - pypdfium2 declares no types for what it binds
    """Return PDFium; loaded when the first PDF is read."""
    return import_module("pypdfium2.raw")


@cache
def quick(name: str, result: type | None, *arguments: type) -> Callable[..., Any]:
    """Return a function of PDFium that takes handles and pointers as plain addresses.

    Args:
        name: its name.
        result: the type of what it returns.
        *arguments: the types of its arguments.
    """
    prototype: Callable[..., Any] = getattr(ctypes, "WINFUNCTYPE" if _ON_32_BIT_WINDOWS else "PYFUNCTYPE")
    bound: Callable[..., Any] = prototype(result, *arguments)(address_of(getattr(engine(), name)))
    return bound


def address_of(item: Handle) -> int:
    """Return the address that a handle or a function of PDFium is."""
    return ctypes.cast(item, ctypes.c_void_p).value or 0
