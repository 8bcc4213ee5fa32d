"""Formats that are offered to the registry, for tests."""

from __future__ import annotations

from typing import NoReturn

ALWAYS = {"sniff": lambda _: True}


def failing(error: BaseException) -> object:
    def fail(*_: object) -> NoReturn:
        raise error

    return fail
