"""A client of the ClamAV daemon: sends a file through its INSTREAM command, so that no plaintext touches the disk."""

import contextlib
import socket
from collections.abc import Iterator
from pathlib import Path

import msgspec

PIECE = 64 * 1024
LONGEST_ANSWER = 4096


class ScannerError(Exception):
    """The scanner did not answer, or could not scan. What waits to be scanned is kept."""


class Verdict(msgspec.Struct, frozen=True):
    """`signature` names what was found; empty when nothing was."""

    signature: str = ""

    @property
    def is_clean(self) -> bool:
        return not self.signature


class Scanner(msgspec.Struct, frozen=True):
    """The daemon at `address`: its socket's absolute path, or `host:port`. Waits `patience` seconds for an answer."""

    address: str
    patience: float = 30.0

    def scan(self, content: bytes) -> Verdict:
        """Return what the daemon says. Raises `ScannerError` when it does not answer or refuses to scan."""
        answer = self._ask(b"zINSTREAM\x00", content)
        if answer == "stream: OK":
            return Verdict()
        if answer.startswith("stream: ") and answer.endswith(" FOUND"):
            return Verdict(signature=answer.removeprefix("stream: ").removesuffix(" FOUND"))
        raise ScannerError(f"The scanner at {self.address} answered {answer!r}.")

    def version(self) -> str:
        """Return the daemon's version and the date of its signatures, for the operator. Raises `ScannerError`."""
        return self._ask(b"zVERSION\x00")

    def _ask(self, command: bytes, content: bytes | None = None) -> str:
        try:
            with self._connected() as connection:
                connection.sendall(command)
                if content is not None:
                    # A daemon that has heard enough answers and closes while we still send: read what it said.
                    with contextlib.suppress(BrokenPipeError, ConnectionResetError):
                        self._send(connection, content)
                return _answer(connection)
        except OSError as trouble:
            raise ScannerError(f"The scanner at {self.address} does not answer ({trouble}).") from trouble

    @contextlib.contextmanager
    def _connected(self) -> Iterator[socket.socket]:
        if Path(self.address).is_absolute():
            connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
            connection.settimeout(self.patience)
            with connection:
                connection.connect(self.address)
                yield connection
        else:
            host, _, port = self.address.rpartition(":")
            if not port.isdecimal():
                raise ScannerError(f"The scanner's address {self.address!r} is neither a socket's path nor host:port.")
            with socket.create_connection((host.strip("[]"), int(port)), timeout=self.patience) as connection:
                yield connection

    def _send(self, connection: socket.socket, content: bytes) -> None:
        for start in range(0, len(content), PIECE):
            piece = content[start : start + PIECE]
            connection.sendall(len(piece).to_bytes(4, "big") + piece)
        connection.sendall(bytes(4))


def _answer(connection: socket.socket) -> str:
    heard = b""
    while not heard.endswith(b"\x00") and len(heard) < LONGEST_ANSWER:
        piece = connection.recv(LONGEST_ANSWER)
        if not piece:
            break
        heard += piece
    if not heard:
        raise ConnectionResetError("it closed the connection without an answer")
    return heard.rstrip(b"\x00\n").decode(errors="replace")
