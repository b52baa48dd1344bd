"""
One request to somebody else's address: to an address that was looked at first, without redirections, within a deadline.

The standard library's client follows no redirection, knows no proxy and keeps no connection; all that is added is where
it connects to, and when it gives up.
"""

import http.client
import ipaddress
import socket
import ssl
import threading
import time
from collections.abc import Mapping, Sequence
from urllib.parse import urlsplit

from motcua.exchange.webhooks.rules import Network, may_be_called
from motcua.exchange.webhooks.types import Answered

DEADLINE = 10.0
MOST_READ = 64 * 1024
EXCERPT = 500


class NotCalled(Exception):
    """The address may not be called; nothing was sent."""


def post(url: str, body: bytes, headers: Mapping[str, str], networks: Sequence[Network]) -> Answered:
    """Send `body`; what goes wrong is part of the answer. Everything together takes at most `DEADLINE`."""
    began = time.monotonic()
    try:
        status, excerpt = _post(url, body, headers, networks)
    except NotCalled as refused:
        return Answered(None, _since(began), error=str(refused))
    except (OSError, http.client.HTTPException, ValueError) as trouble:
        late = time.monotonic() - began >= DEADLINE
        error = f"no answer within {DEADLINE:g} seconds" if late else f"{type(trouble).__name__}: {trouble}"
        return Answered(None, _since(began), error=error[:EXCERPT])
    good = 200 <= status < 300
    error = "" if good else "redirections are not followed" if 300 <= status < 400 else f"answered {status}"
    return Answered(status, _since(began), error=error, excerpt=excerpt)


def _post(url: str, body: bytes, headers: Mapping[str, str], networks: Sequence[Network]) -> tuple[int, str]:
    parts = urlsplit(url)
    secure = parts.scheme == "https"
    host, port = parts.hostname or "", parts.port or (443 if secure else 80)
    address = _address(host, port, networks, secure=secure)
    connection = _Pinned(host, port, address, secure=secure)
    end = threading.Timer(DEADLINE, connection.cut)
    end.daemon = True
    end.start()
    try:
        target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        connection.request("POST", target, body, dict(headers))
        answer = connection.getresponse()
        read = answer.read(MOST_READ)
        if connection.was_cut:
            raise TimeoutError
        return answer.status, read[:EXCERPT].decode("utf-8", "replace").replace("\x00", "\ufffd")
    finally:
        end.cancel()
        connection.close()


def _address(host: str, port: int, networks: Sequence[Network], *, secure: bool) -> str:
    """Return one address of the host. All of them must be callable: a name may not point inside by turns."""
    found = sorted({str(each[4][0]) for each in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)})
    addresses = [ipaddress.ip_address(each.split("%")[0]) for each in found]
    if not addresses or not all(may_be_called(each, networks) for each in addresses):
        raise NotCalled("the address lies inside a network that may not be called")
    if not secure and not all(each.is_loopback for each in addresses):
        raise NotCalled("without TLS only this machine itself is called")
    addresses.sort(key=lambda each: each.version)
    return str(addresses[0])


class _Pinned(http.client.HTTPConnection):
    """Connects to the address that was looked at, whatever the name says a moment later; `cut` ends it from outside."""

    def __init__(self, host: str, port: int, address: str, *, secure: bool) -> None:
        super().__init__(host, port, timeout=DEADLINE)
        self.default_port = 443 if secure else 80
        self.was_cut = False
        self._address = address
        # The machine's own trust: a city that has an authority of its own installs it there.
        self._context = ssl.create_default_context() if secure else None

    def connect(self) -> None:
        """Connect, and greet over TLS in the name of the host."""
        self.sock = socket.create_connection((self._address, self.port), timeout=DEADLINE)
        if self._context is not None:
            wrapped = self._context.wrap_socket(self.sock, server_hostname=self.host, do_handshake_on_connect=False)
            self.sock = wrapped
            wrapped.do_handshake()

    def cut(self) -> None:
        """End the connection: a receiver that sends a byte now and then would hold it for ever."""
        self.was_cut = True
        if self.sock is not None:
            try:
                self.sock.shutdown(socket.SHUT_RDWR)
            except OSError:
                return


def _since(began: float) -> int:
    return int((time.monotonic() - began) * 1000)
