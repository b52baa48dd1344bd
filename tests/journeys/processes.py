"""The city's server and worker as processes of their own, which can be killed, and a database that can be taken away."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

from motcua.web.settings.embedded import Cluster
from motcua.web.settings.environment import PROJECT

PATIENCE = 60.0


def environment_of(city: Any) -> dict[str, str]:
    """What a process needs to serve this test's own city."""
    place = f"/{city.name}?host={city.socket}"
    return os.environ | {
        "MOTCUA_DATABASE_URL": f"postgresql://motcua_app@{place}",
        "MOTCUA_OWNER_DATABASE_URL": f"postgresql://motcua_owner@{place}",
        "MOTCUA_DEMO": "0",
    }


def start(environment: dict[str, str], *verb: str) -> "subprocess.Popen[bytes]":
    """Start `motcua <verb>`."""
    command = [sys.executable, "-m", "motcua.web.settings.cli", *verb]
    return subprocess.Popen(command, env=environment, cwd=PROJECT)


def end(*programs: "subprocess.Popen[bytes]") -> None:
    for program in programs:
        program.terminate()
    for program in programs:
        try:
            program.wait(15)
        except subprocess.TimeoutExpired:
            program.kill()
            program.wait()


@contextlib.contextmanager
def served(city: Any, *, patience: float = 3 * PATIENCE, **settings: str) -> Iterator[str]:
    """Serve the city by `motcua serve`, with more settings if given; return its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    url = f"http://127.0.0.1:{port}"
    environment = environment_of(city) | settings | {"MOTCUA_PUBLIC_URL": url}
    server = start(environment, "serve", "--port", str(port), "--workers", "1")
    try:
        wait_until(lambda: ready(url) == 200, "the city serves", patience=patience)
        yield url
    finally:
        end(server)


def ready(url: str) -> int:
    """What `/readyz` answers, 0 when nothing does."""
    try:
        with urllib.request.urlopen(f"{url}/readyz", timeout=10) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        return error.code
    except OSError:
        return 0


def wait_until(condition: Callable[[], Any], what: str, *, patience: float = PATIENCE, every: float = 0.05) -> None:
    deadline = time.monotonic() + patience
    while not condition():
        assert time.monotonic() < deadline, f"never came about: {what}"
        time.sleep(every)


def keep_what_is_answered(city: Any) -> None:
    """Let a commit be on disk before it is answered, as in an installation: test clusters give that up for speed."""
    with psycopg.connect(city.superuser, autocommit=True) as superuser:
        superuser.execute(sql.SQL("ALTER DATABASE {} SET synchronous_commit = 'on'").format(sql.Identifier(city.name)))


def take_away(cluster: Cluster) -> None:
    """End PostgreSQL at once, in the middle of whatever it does."""
    postmaster = cluster.postmaster()
    os.kill(postmaster, signal.SIGQUIT)
    wait_until(lambda: not cluster.postmaster(), "the database is gone")


@contextlib.contextmanager
def frozen(cluster: Cluster) -> Iterator[None]:
    """Let no process of PostgreSQL move: connections stay, nothing answers."""
    family = [cluster.postmaster(), *_children(cluster.postmaster())]
    for process in family:
        os.kill(process, signal.SIGSTOP)
    try:
        yield
    finally:
        for process in family:
            os.kill(process, signal.SIGCONT)


def _children(parent: int) -> list[int]:
    listed = Path(f"/proc/{parent}/task/{parent}/children").read_text(encoding="ascii")
    return [int(word) for word in listed.split()]
