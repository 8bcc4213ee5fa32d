"""What all tests share: nothing in this project may reach for the network."""

from __future__ import annotations

import socket
from typing import TYPE_CHECKING, NoReturn

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from typing_extensions import Buffer


@pytest.fixture(autouse=True, scope="session")
def _no_network() -> Iterator[None]:
    """Fail on every attempt of this process to look up a name, or to connect to another computer."""
    connect = socket.socket.connect

    def refuse(*arguments: object, **more: object) -> NoReturn:
        raise AssertionError(f"something reached for the network: {arguments} {more}")

    def only_here(self: socket.socket, address: tuple[object, ...] | str | Buffer) -> None:
        if self.family in {socket.AF_INET, socket.AF_INET6}:
            refuse(address)
        connect(self, address)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", only_here)
        patch.setattr(socket.socket, "connect_ex", only_here)
        patch.setattr(socket, "getaddrinfo", refuse)
        yield
