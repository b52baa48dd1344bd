"""A taken port is refused in one clear line, also one that would let itself be shared."""

import socket

import pytest

from motcua.web.settings.port import PortTaken, require_free


@pytest.fixture
def listener():
    with socket.socket() as server:
        server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        server.bind(("127.0.0.1", 0))
        server.listen()
        yield server.getsockname()[1]


def test_a_free_port_is_free():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    require_free("127.0.0.1", port)


def test_a_port_that_another_shares_is_taken(listener):
    with pytest.raises(PortTaken, match=f"Port {listener} is taken by another program: choose another, PORT="):
        require_free("127.0.0.1", listener)


def test_a_port_that_does_not_exist_is_named():
    with pytest.raises(PortTaken, match="does not exist"):
        require_free("127.0.0.1", 80_000)
