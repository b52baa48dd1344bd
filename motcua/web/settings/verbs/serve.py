"""Answer browsers and machines with granian: 2 processes of 4 threads, until a signal."""

import argparse
import os
import sys

from motcua.foundation.ledger.cluster import check_cluster
from motcua.web.settings.port import require_free
from motcua.web.settings.serving import granian


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say what may be asked."""
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default 127.0.0.1)")
    parser.add_argument("--port", type=int, default=8000, help="port (default 8000)")
    parser.add_argument("--workers", type=int, default=2, help="processes (default 2)")
    parser.add_argument("--threads", type=int, default=4, help="threads of each process (default 4)")


def run(options: argparse.Namespace) -> int:
    """Become the server; refuses when the port is taken, since a leftover server would share it silently."""
    check_cluster()
    require_free(options.host, options.port)
    arguments = granian(options.host, options.port, workers=options.workers, threads=options.threads)
    os.execv(sys.executable, [sys.executable, "-m", "granian", *arguments])  # noqa: S606 -- becomes the server
