"""`make run` for real: everything up, everything down, and on again after a `kill -9` of anything."""

import contextlib
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from motcua.web.settings.embedded import Cluster
from motcua.web.settings.environment import PROJECT
from motcua.web.settings.processes import marked, started_at
from motcua.web.settings.supervisor import MARK
from tests import clusters

PATIENCE = 90


class Run:
    """One `motcua run` in a home of its own."""

    def __init__(self, home: Path, port: int) -> None:
        self.home, self.port, self.log = home, port, home / "test.log"
        self.process: subprocess.Popen[bytes] | None = None

    def command(self, port: int = 0) -> "subprocess.Popen[bytes]":
        environment = {key: value for key, value in os.environ.items() if not key.startswith("MOTCUA_")}
        with self.log.open("ab") as log:
            return subprocess.Popen(
                [sys.executable, "-m", "motcua.web.settings.cli", "run", "--port", str(port or self.port)],
                cwd=PROJECT,
                env=environment | {"MOTCUA_HOME": str(self.home), "MOTCUA_DEMO": "0"},
                stdout=log,
                stderr=log,
            )

    def start(self) -> float:
        began = time.monotonic()
        self.process = self.command()
        self.wait_until_ready()
        return time.monotonic() - began

    def wait_until_ready(self) -> None:
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            with contextlib.suppress(OSError, urllib.error.HTTPError):
                urllib.request.urlopen(f"http://127.0.0.1:{self.port}/readyz", timeout=5).close()
                return
            time.sleep(0.1)
        raise AssertionError(self.log.read_text(encoding="utf-8"))

    def children(self, word: str) -> list[int]:
        """The processes of this run in whose command line `word` stands."""
        found = []
        for pid in marked(f"{MARK}={self.home}"):
            with contextlib.suppress(OSError):
                if word in Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode():
                    found.append(pid)
        return found

    def stop(self, number: signal.Signals = signal.SIGINT) -> int:
        assert self.process is not None
        self.process.send_signal(number)
        return self.process.wait(30)


@pytest.fixture
def run():
    home = clusters.new_run()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    made = Run(home, port)
    yield made
    if made.process and made.process.poll() is None:
        made.process.kill()
        made.process.wait()
    for pid in marked(f"{MARK}={home}"):
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    clusters.end_run(home)


pytestmark = [
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks into /proc"),
    pytest.mark.usefixtures("not_on_debian_postgresql"),
]


@pytest.fixture
def not_on_debian_postgresql():
    if os.environ.get("MOTCUA_TEST_POSTGRES"):
        pytest.skip("the supervisor runs the embedded PostgreSQL only")


def test_it_serves_refuses_a_second_one_and_leaves_nothing_behind(run):
    run.start()
    _until(lambda: run.children("granian"))
    _until(lambda: run.children("cli work"))
    second = run.command(run.port + 1)
    assert second.wait(30) == 3
    assert "Motcua already runs in this folder" in run.log.read_text(encoding="utf-8")
    assert run.stop() == 0
    assert marked(f"{MARK}={run.home}") == []
    assert Cluster(run.home).postmaster() == 0


def test_a_taken_port_is_refused_in_one_line(run):
    with socket.socket() as other:
        other.bind(("127.0.0.1", run.port))
        other.listen()
        assert run.command().wait(30) == 3
    lines = run.log.read_text(encoding="utf-8").splitlines()
    assert lines == [f"motcua run: Port {run.port} is taken by another program: choose another, PORT={run.port + 1}."]


def test_whatever_is_killed_comes_back_and_data_stay(run):
    run.start()
    key = (run.home / "keys.json").read_bytes()
    for word in ("granian", "cli work"):
        _until(lambda word=word: run.children(word))  # the page may be there before the worker is
        victim = run.children(word)[0]
        os.kill(victim, signal.SIGKILL)
        while started_at(victim):
            time.sleep(0.01)
        _until(lambda word=word: run.children(word))
        run.wait_until_ready()
    os.kill(Cluster(run.home).postmaster(), signal.SIGKILL)
    run.wait_until_ready()
    orphans = run.children("")
    for pid in orphans:  # so that none of them can end itself in time
        os.kill(pid, signal.SIGSTOP)
    run.stop(signal.SIGKILL)
    assert run.start() < PATIENCE
    assert not [pid for pid in orphans if started_at(pid)]
    assert (run.home / "keys.json").read_bytes() == key
    assert run.stop(signal.SIGTERM) == 0
    assert len(re.findall("Motcua serves on", run.log.read_text(encoding="utf-8"))) == 2


def _until(true, patience=30.0):
    deadline = time.monotonic() + patience
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.05)
