"""A whole city that is served: the real application on a port of its own, over one test's database."""

import subprocess
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from socketserver import ThreadingMixIn
from typing import Any, TypeVar
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import msgspec
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.wsgi import get_wsgi_application
from django.db import connections
from django.test import override_settings
from django.utils.translation import trans_real

from motcua.foundation.ledger.following import catch_up
from motcua.foundation.ledger.readers import registered
from tools.messages import compile_all

T = TypeVar("T")

ROOT = Path(__file__).parents[2]
ASSETS = ROOT / "build" / "assets"
NODE = ROOT / ".venv" / "bin" / "node"
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"


class LiveCity(msgspec.Struct, frozen=True):
    """Where the city is served; `follow` lets every reader catch up, as the worker would."""

    url: str

    def follow(self) -> None:
        aside(_follow)


def _follow() -> None:
    for reader in registered():
        catch_up(reader)


def aside(act: Callable[[], T]) -> T:
    """
    Do something with the database in a thread of its own.

    The browser's loop runs in the test's, and Django asks nothing of a database beside a loop.
    """

    def and_close() -> T:
        try:
            return act()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as pool:
        return pool.submit(and_close).result()


class _Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True

    def process_request_thread(self, request: Any, client_address: Any) -> None:
        try:
            super().process_request_thread(request, client_address)
        finally:
            connections.close_all()


class _Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 -- the base class's name
        pass


def build() -> None:
    """Build what pages are shown with, where a source is newer: styles, scripts, and what the rooms say in Vietnamese."""
    sheet = ASSETS / "interface" / "interface.css"
    sources = [
        *(ROOT / "motcua").rglob("assets/**/*"),
        *(ROOT / "motcua").rglob("*.html"),
        *(ROOT / "tools").glob("*.mjs"),
    ]
    if not sheet.exists() or any(one.stat().st_mtime > sheet.stat().st_mtime for one in sources):
        subprocess.run([NODE, "tools/assets.mjs"], cwd=ROOT, check=True, capture_output=True)
    compile_all(ROOT / "motcua")
    trans_real._translations.clear()


@contextmanager
def serving() -> Iterator[LiveCity]:
    """Serve the application over the database that Django's connections point to just now."""
    build()
    with override_settings(ALLOWED_HOSTS=["*"], STATICFILES_DIRS=[ASSETS]):
        server = make_server("127.0.0.1", 0, StaticFilesHandler(get_wsgi_application()), _Server, _Quiet)
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        try:
            yield LiveCity(url=f"http://127.0.0.1:{server.server_port}")
        finally:
            server.shutdown()
            server.server_close()
            thread.join()
