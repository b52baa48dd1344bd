"""
Somebody else's system, as a program of its own: `python -m tests.exchange.webhooks.receiver <log>` prints its port.

It writes each request to the log as a line of JSON, and answers as the address asks.
"""

import json
import sys
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

LOG = Path(sys.argv[1])
_SEEN: dict[str, int] = {}


class Receiver(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        written = {"path": self.path, "headers": {k.lower(): v for k, v in self.headers.items()}, "body": body.decode()}
        with LOG.open("a", encoding="utf-8") as log:
            log.write(json.dumps(written) + "\n")
        _SEEN[self.path] = _SEEN.get(self.path, 0) + 1
        first = _SEEN[self.path] == 1
        if self.path == "/drips":
            self._drip()
        elif self.path == "/hangs-once" and first:
            time.sleep(60)
        elif self.path == "/moved":
            self._answer(302, b"", Location="/taken")
        elif self.path == "/fails" or (self.path == "/fails-once" and first):
            self._answer(500, b"broken")
        elif self.path == "/much":
            self._answer(200, b"x" * 5_000_000)
        else:
            self._answer(200, b"taken")

    def _answer(self, status: int, body: bytes, **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        try:
            self.wfile.write(body)
        except OSError:
            return

    def _drip(self) -> None:
        self.wfile.write(b"HTTP/1.0 200 OK\r\n")
        for _ in range(200):
            self.wfile.write(b"X-More: yes\r\n")
            self.wfile.flush()
            time.sleep(0.1)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 -- the base class's name
        pass


if __name__ == "__main__":
    server = ThreadingHTTPServer(("127.0.0.1", 0), Receiver)
    print(server.server_port, flush=True)  # noqa: T201 -- who started it reads it
    server.serve_forever()
