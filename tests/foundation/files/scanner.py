"""A small ClamAV daemon that speaks the real protocol on loopback and knows one signature."""

import contextlib
import socketserver
import threading
from collections.abc import Iterator
from pathlib import Path

EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR" + rb"-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
LIMIT = 25 * 1024 * 1024


class Daemon(socketserver.StreamRequestHandler):
    limit = LIMIT

    def handle(self) -> None:
        command = self._command()
        if command == b"zPING":
            self.wfile.write(b"PONG\x00")
        elif command == b"zVERSION":
            self.wfile.write(b"ClamAV 1.4.2/27600/Sun Nov 22 08:00:00 2026\x00")
        elif command == b"zINSTREAM":
            self.wfile.write(self._verdict() + b"\x00")
        elif command != b"zSILENCE":
            self.wfile.write(b"UNKNOWN COMMAND\x00")

    def _command(self) -> bytes:
        heard = b""
        while not heard.endswith(b"\x00"):
            letter = self.rfile.read(1)
            if not letter:
                return b"zSILENCE"
            heard += letter
        return heard[:-1]

    def _verdict(self) -> bytes:
        content = b""
        while length := int.from_bytes(self.rfile.read(4), "big"):
            content += self.rfile.read(length)
            if len(content) > self.limit:
                return b"INSTREAM size limit exceeded. ERROR"
        return b"stream: Eicar-Signature FOUND" if EICAR in content else b"stream: OK"


class SmallDaemon(Daemon):
    limit = 100_000


class MuteDaemon(Daemon):
    def handle(self) -> None:
        self.rfile.read(1)


class _Tcp(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True


class _Unix(socketserver.ThreadingUnixStreamServer):
    daemon_threads = True


@contextlib.contextmanager
def listening(handler: type[Daemon] = Daemon, *, path: Path | None = None) -> Iterator[str]:
    """Serve on loopback, or on a socket's path, and yield the address as the setting writes it."""
    server = _Unix(str(path), handler) if path else _Tcp(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield str(path) if path else f"127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
