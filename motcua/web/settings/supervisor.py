"""
`make run`: the embedded database, the server and the worker, kept together.

1. One supervisor for a home at a time; a lock that dies with its process says so.
2. Whatever a killed run left behind is found by a mark in its environment, and ended before anything starts.
3. A child that dies is started again; one that keeps dying ends the run.
4. When the supervisor is killed, the kernel tells its children; where it cannot, the next run does what 2 says.
"""

import fcntl
import http.client
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TextIO

from motcua.web.settings.embedded import Cluster, DatabaseTrouble
from motcua.web.settings.environment import PROJECT, Environment
from motcua.web.settings.places import owner_of_foreign_home
from motcua.web.settings.port import require_free
from motcua.web.settings.processes import die_with_parent, end, marked
from motcua.web.settings.readiness import is_prepared, remember
from motcua.web.settings.serving import granian

MARK = "MOTCUA_RUN_HOME"
HOST = "127.0.0.1"
CLI = "motcua.web.settings.cli"
MOST_DEATHS, WITHIN = 5, 60.0
LEFTOVER_PATIENCE = 20.0


class Child:
    """A Python module that has to run as long as the supervisor does."""

    def __init__(self, name: str, arguments: list[str], environment: dict[str, str]) -> None:
        self.name, self.arguments, self.environment = name, arguments, environment
        self.deaths: list[float] = []
        self.start()

    def start(self) -> None:
        """Start it in a session of its own: Ctrl-C reaches the supervisor alone, which ends things in order."""
        self.process = subprocess.Popen(
            [sys.executable, "-m", *self.arguments],
            cwd=PROJECT,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            start_new_session=True,
            preexec_fn=die_with_parent(signal.SIGTERM),  # noqa: PLW1509 -- the supervisor has no threads
        )

    def revive(self) -> None:
        """Start it again if it died; raise `DatabaseTrouble` when it keeps dying."""
        if self.process.poll() is None:
            return
        self.sweep()
        now = time.monotonic()
        self.deaths = [death for death in self.deaths if now - death < WITHIN] + [now]
        if len(self.deaths) > MOST_DEATHS:
            raise DatabaseTrouble(f"{self.name} ended {MOST_DEATHS} times within a minute; what it printed says why.")
        print(f"{self.name} ended ({self.process.returncode}); it is started again.", flush=True)
        time.sleep(min(len(self.deaths) - 1, 3))
        self.start()

    def sweep(self) -> None:
        """Kill what is left of its session: a killed server's own workers would keep the port."""
        try:
            os.killpg(self.process.pid, signal.SIGKILL)
        except ProcessLookupError:
            return

    def stop(self, patience: float = 12.0) -> None:
        """Let it finish what it does, then end it."""
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(patience)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        self.sweep()


class Supervisor:
    """Keeps database, server and worker of one home together until a signal."""

    def __init__(self, environment: Environment, port: int) -> None:
        self.environment = environment
        self.port = port
        self.url = f"http://{HOST}:{port}"
        self.stopping = False
        self.cluster: Cluster | None = None
        self.children: list[Child] = []

    def run(self) -> int:
        """Run until Ctrl-C; return the exit code."""
        began = time.monotonic()
        home = self.environment.home
        if owner := owner_of_foreign_home(home):
            raise DatabaseTrouble(f"{home} belongs to {owner}: run as {owner}, or name another folder in MOTCUA_HOME.")
        home.mkdir(parents=True, exist_ok=True)
        with (home / "run.lock").open("a+", encoding="utf-8") as lock:
            self._take(lock)
            _end_leftovers(home)
            require_free(HOST, self.port, patience=2)
            for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
                signal.signal(number, self._ask_to_stop)
            try:
                return self._live(began)
            finally:
                self._stop()

    def _live(self, began: float) -> int:
        if self.environment.database is None:
            self._start_database(self.environment.home)
        variables = self._variables()
        if not is_prepared(self.environment) and not self._prepare(variables):
            return 0 if self.stopping else 3
        self.children = [Child("The server", ["granian", *granian(HOST, self.port)], variables)]
        ready = False
        while not self.stopping:
            if not ready and self._answers():
                ready = True
                self._welcome(time.monotonic() - began)
                # Only now, so that the first page does not wait for what nobody sees.
                self.children.append(Child("The worker", [CLI, "work"], variables))
            self._revive_database()
            for child in self.children:
                child.revive()
            time.sleep(0.2)
        return 0

    def _take(self, lock: TextIO) -> None:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.seek(0)
            raise DatabaseTrouble(
                f"Motcua already runs in this folder ({lock.read().strip() or 'starting'}): stop it with Ctrl-C there."
            ) from None
        lock.seek(0)
        lock.truncate()
        lock.write(f"process {os.getpid()}, {self.url}")
        lock.flush()

    def _start_database(self, home: Path) -> None:
        self.cluster = Cluster(home)
        self.cluster.prepare()
        if self.cluster.postmaster():
            if self.cluster.owner_is_alive():
                self.cluster = None
                raise DatabaseTrouble("Another motcua command uses the embedded database: wait until it is done.")
            self.cluster.stop()
        self.cluster.start()
        self.cluster.create_city()

    def _revive_database(self) -> None:
        if self.cluster and not self.stopping and not self.cluster.postmaster():
            print("The database ended; it is started again.", flush=True)
            self.cluster.start()

    def _variables(self) -> dict[str, str]:
        mark = {MARK: str(self.environment.home), "PYTHONUNBUFFERED": "1"}
        return {"MOTCUA_PUBLIC_URL": self.url} | os.environ | mark

    def _prepare(self, variables: dict[str, str]) -> bool:
        preparing = Child("The preparation", [CLI, "prepare"], variables)
        self.children = [preparing]
        while preparing.process.poll() is None and not self.stopping:
            time.sleep(0.05)
        prepared = preparing.process.poll() == 0
        if prepared:
            remember(self.environment)
        return prepared

    def _answers(self) -> bool:
        try:
            asking = http.client.HTTPConnection(HOST, self.port, timeout=5)
            asking.request("GET", "/healthz")
            asking.getresponse()
        except (OSError, http.client.HTTPException):
            return False
        asking.close()
        return True

    def _welcome(self, seconds: float) -> None:
        text = self.environment.home / "welcome.txt"
        print(f"\nMotcua serves on {self.url} (after {seconds:.1f} s). Ctrl-C stops it.", flush=True)
        if text.exists():
            print(text.read_text(encoding="utf-8").replace("{url}", self.url), flush=True)

    def _ask_to_stop(self, number: int, _frame: object) -> None:
        if not self.stopping:
            print("\nStopping…", flush=True)
        self.stopping = True
        del number

    def _stop(self) -> None:
        self.stopping = True
        for child in self.children:
            if child.process.poll() is None:
                child.process.terminate()
        for child in self.children:
            child.stop()
        if self.cluster:
            self.cluster.stop()


def _end_leftovers(home: Path) -> None:
    """End what a killed run left; asked again, since a server that is being ended may still have started a worker."""
    deadline = time.monotonic() + LEFTOVER_PATIENCE
    while (left := marked(f"{MARK}={home}")) and time.monotonic() < deadline:
        end(left, patience=3)
