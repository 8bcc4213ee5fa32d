"""What all tests share: nothing in this project may reach for the network; one switch makes the golden files anew."""

from __future__ import annotations

import socket
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

HERE = frozenset({"127.0.0.1", "::1", "localhost"})


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the switch that makes the golden files anew."""
    parser.addoption("--update-golden", action="store_true", help="make the files in tests/golden anew")


@pytest.fixture(autouse=True, scope="session")
def _no_network() -> Iterator[None]:
    """Fail on every attempt of this process to look up a name, or to connect to another computer."""
    connect, connect_ex, look_up = socket.socket.connect, socket.socket.connect_ex, socket.getaddrinfo

    def check(host: object) -> None:
        assert host in HERE, f"something reached for the network: {host}"

    def only_here(self: socket.socket, address: Any) -> None:  # noqa: ANN401 - of any family
        if self.family in {socket.AF_INET, socket.AF_INET6}:
            check(address[0])
        connect(self, address)

    def only_here_ex(self: socket.socket, address: Any) -> int:  # noqa: ANN401 - of any family
        if self.family in {socket.AF_INET, socket.AF_INET6}:
            check(address[0])
        return connect_ex(self, address)

    def names_of_here(host: object, *arguments: Any, **more: Any) -> Any:  # noqa: ANN401 - passed on
        check(host)
        return look_up(host, *arguments, **more)  # type: ignore[arg-type] - passed on

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", only_here)
        patch.setattr(socket.socket, "connect_ex", only_here_ex)
        patch.setattr(socket, "getaddrinfo", names_of_here)
        yield
