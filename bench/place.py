"""A city of its own for the bench: PostgreSQL as it is served (durable), the real server, people who may act."""

import contextlib
import fcntl
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

PROJECT = Path(__file__).resolve().parent.parent
HOME = PROJECT / ".cache" / "bench"


def set_up() -> None:
    """Point this process at the bench's own home, before Django is set up; sweep away what a killed run left."""
    for name in [name for name in os.environ if name.startswith("MOTCUA_")]:
        del os.environ[name]
    os.environ["MOTCUA_HOME"] = str(HOME)
    os.environ["DJANGO_SETTINGS_MODULE"] = "motcua.web.settings.base"
    os.environ["PYTHONPATH"] = str(PROJECT)
    HOME.mkdir(parents=True, exist_ok=True)
    _only_one()


def _only_one() -> None:
    """Refuse a second bench beside this one: it would measure the first, and share its home."""
    lock = os.open(HOME / "lock", os.O_CREAT | os.O_WRONLY, 0o600)  # held until this process ends
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        sys.exit("Another bench is running. Wait for it, or stop it.")


@contextlib.contextmanager
def cluster() -> Iterator[Any]:
    """Have an empty, migrated database, and the keys."""
    # Not before the environment is set: these read it.
    from motcua.foundation.sealing.keyfile import create_key_file  # noqa: PLC0415
    from motcua.web.settings.embedded import Cluster  # noqa: PLC0415

    held = Cluster(HOME)
    _remove(held)
    held.prepare()
    held.start()
    try:
        held.create_city()
        if not (HOME / "keys.json").exists():
            create_key_file(HOME / "keys.json", now=datetime.now(tz=UTC))
        run("migrate")
        yield held
    finally:
        held.stop()
        _remove(held)


def _remove(held: Any) -> None:
    if held.postmaster():
        held.stop()
    shutil.rmtree((HOME / "postgres").resolve(), ignore_errors=True)


def run(*verb: str) -> None:
    """Run one of the operator's verbs."""
    command = [sys.executable, "-m", "motcua.web.settings.cli", *verb]
    subprocess.run(command, check=True, cwd=PROJECT, stdout=subprocess.DEVNULL)


@contextlib.contextmanager
def server() -> Iterator[tuple[int, int]]:
    """Have the real server; yield its port and its process."""
    port = _free_port()
    command = [sys.executable, "-m", "motcua.web.settings.cli", "serve", "--port", str(port)]
    process = subprocess.Popen(command, cwd=PROJECT)
    try:
        _wait(port, process)
        yield port, process.pid
    finally:
        process.terminate()
        process.wait(timeout=30)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait(port: int, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and process.poll() is None:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.1)
    raise RuntimeError("the server did not start")
