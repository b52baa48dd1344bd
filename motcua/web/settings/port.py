"""Is a port free? Asked before granian starts, which would share a taken one silently (SO_REUSEPORT)."""

import errno
import socket
import time


class PortTaken(OSError):
    """Another program listens there."""


def require_free(host: str, port: int, *, patience: float = 0) -> None:
    """
    Raise `PortTaken` when another program listens on the port.

    Asked again for `patience` seconds: the last connections of a server that was just ended need a moment to close.
    """
    deadline = time.monotonic() + patience
    while True:
        try:
            _bind(host, port)
        except OverflowError as bad:
            raise PortTaken(f"Port {port} does not exist: choose one between 1024 and 65535, PORT=8001.") from bad
        except OSError as taken:
            if taken.errno == errno.EACCES:
                raise PortTaken(f"Port {port} may be used by root only: choose another, PORT=8001.") from taken
            if time.monotonic() > deadline:
                raise PortTaken(f"Port {port} is taken by another program: choose another, PORT={port + 1}.") from taken
            time.sleep(0.1)
        else:
            return


def _bind(host: str, port: int) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        # Without SO_REUSEPORT, binding fails beside any listener; with SO_REUSEADDR, closed connections do no harm.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        probe.bind((host, port))
