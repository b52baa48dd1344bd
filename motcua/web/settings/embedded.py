"""
The embedded PostgreSQL: made, started, found again after a crash, stopped.

The package brings `initdb`, `pg_ctl` and `postgres` and nothing else. It listens on a private socket only, so that
whoever may enter the socket's folder is trusted and nobody else can reach it.
"""

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

import psycopg
from psycopg import sql

from motcua.web.settings.places import (
    Holder,
    database_folder,
    socket_folder,
)
from motcua.web.settings.postgresql import APPLICATION_ROLE, DATABASE, OWNER_ROLE, SUPERUSER
from motcua.web.settings.processes import die_with_parent, is_alive, send, started_at
from motcua.web.settings.programs import install_programs, native_folder, programs_folder

START_PATIENCE = 60.0
STOP_PATIENCE = 30.0
LONGEST_LOG = 10_000_000
TUNING = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "max_connections": "100",
    "shared_buffers": "128MB",
    "max_wal_size": "2GB",
    "log_min_messages": "warning",
    "log_min_error_statement": "panic",  # a statement may carry personal data
    "timezone": "UTC",
}
UNSAFE_BUT_FAST = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


class DatabaseTrouble(Exception):
    """The embedded database cannot be made or started; the text says why and what to do."""


class Cluster:
    """One PostgreSQL cluster in `home`; `native` is the folder of its programs, `fast` gives up safety for tests."""

    def __init__(
        self, home: Path, *, native: Path | None = None, fast: bool = False, dies_with_parent: bool = True
    ) -> None:
        self.home = home
        self.holder = Holder()
        self.native = native or native_folder()
        self.fast = fast
        self.dies_with_parent = dies_with_parent
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def data(self) -> Path:
        """The data folder, which belongs to the unprivileged user."""
        return (self.home / "postgres").resolve() / "data"

    @property
    def log(self) -> Path:
        """What PostgreSQL writes."""
        return (self.home / "postgres").resolve() / "log"

    @property
    def socket(self) -> Path:
        """The private folder of the socket."""
        return socket_folder(self.home)

    def dsn(self, role: str = SUPERUSER, database: str = "postgres") -> str:
        """Return a libpq connection string over the private socket."""
        return f"host='{self.socket}' port=5432 user={role} dbname={database} connect_timeout=5"

    def prepare(self) -> bool:
        """Make the cluster, its two roles and the city's database; return whether there was none before."""
        install_programs(self.native)
        database_folder(self.home, self.holder)
        self.holder.own(self.socket)
        version = self.data / "PG_VERSION"
        if version.exists():
            self._check_version(version.read_text(encoding="ascii").strip())
            return False
        partial = self.data.with_name("data.partial")
        if partial.exists():  # an initdb that was killed
            self._run(["rm", "-rf", str(partial)])
        self._run([
            self._program("initdb"), "--pgdata", str(partial), "--username", SUPERUSER, "--auth", "trust",
            "--encoding", "UTF8", "--locale-provider", "icu", "--icu-locale", "vi",
            "--locale", "C.UTF-8" if sys.platform == "linux" else "en_US.UTF-8", "--no-instructions",
            *(["--no-sync"] if self.fast else []),
        ])  # fmt: skip
        (partial / "pg_hba.conf").write_text("local all all trust\n", encoding="ascii")
        partial.replace(self.data)
        return True

    def start(self) -> None:
        """
        Start PostgreSQL and wait until it answers.

        After a `kill -9` the children of the old one need seconds to die, and until then a start is refused: it is
        tried again. `postmaster.pid` is never deleted: it is what keeps two servers off the same data.
        """
        self.holder.own(self.socket)
        deadline = time.monotonic() + START_PATIENCE
        while not self._try_to_start(deadline):
            if time.monotonic() > deadline:
                raise DatabaseTrouble(f"The embedded PostgreSQL does not start. Its last words:\n{self.last_words()}")
            time.sleep(0.5)
        self._write_owner()

    def stop(self) -> None:
        """Stop PostgreSQL cleanly: open transactions are rolled back, everything else is on disk."""
        pid = self.postmaster()
        if pid:
            send(pid, signal.SIGINT)
            if not self._wait_until_gone(pid, STOP_PATIENCE):
                send(pid, signal.SIGQUIT)
                self._wait_until_gone(pid, STOP_PATIENCE)
        if self.process:
            self.process.wait()
            self.process = None
        with contextlib.suppress(FileNotFoundError):
            self._owner_file.unlink()

    def postmaster(self) -> int:
        """Return the process id of the running server, 0 when there is none."""
        if self.process and self.process.poll() is not None:
            self.process = None
        try:
            lines = (self.data / "postmaster.pid").read_text(encoding="utf-8").splitlines()
        except FileNotFoundError:
            return 0
        pid = int(lines[0])
        return pid if is_alive(pid, program="postgres") else 0

    def answers(self) -> bool:
        """Say whether the server takes connections."""
        try:
            psycopg.connect(self.dsn(), autocommit=True).close()
        except psycopg.OperationalError:
            return False
        return True

    def owner_is_alive(self) -> bool:
        """Say whether the process that started the server still lives and is another one than this."""
        try:
            owner = json.loads(self._owner_file.read_text(encoding="utf-8"))
        except (FileNotFoundError, json.JSONDecodeError):
            return False
        return owner["pid"] != os.getpid() and is_alive(owner["pid"], started=owner["started"])

    def create_city(self, database: str = DATABASE) -> None:
        """Make the roles (neither is a superuser) and the database `database`, owned by the owner's role."""
        with psycopg.connect(self.dsn(), autocommit=True) as connection:
            for role in (OWNER_ROLE, APPLICATION_ROLE):
                if not connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role]).fetchone():
                    connection.execute(sql.SQL("CREATE ROLE {} LOGIN").format(sql.Identifier(role)))
            if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [database]).fetchone():
                connection.execute(
                    sql.SQL("CREATE DATABASE {} OWNER {}").format(sql.Identifier(database), sql.Identifier(OWNER_ROLE))
                )

    def last_words(self) -> str:
        """Return the last lines of the server's log."""
        try:
            return "\n".join(self.log.read_text(encoding="utf-8", errors="replace").splitlines()[-12:])
        except FileNotFoundError:
            return "(no log)"

    @property
    def _owner_file(self) -> Path:
        return self.home / "postgres-owner.json"

    def _write_owner(self) -> None:
        owner = {"pid": os.getpid(), "started": started_at(os.getpid())}
        self._owner_file.write_text(json.dumps(owner), encoding="utf-8")

    def _program(self, name: str) -> str:
        return str(programs_folder(self.native, self.holder) / "bin" / name)

    def _check_version(self, data_version: str) -> None:
        answer = subprocess.run([self._program("postgres"), "--version"], capture_output=True, check=True, text=True)
        program_version = answer.stdout.split("(PostgreSQL)")[1].split()[0]
        if program_version.split(".")[0] != data_version:
            raise DatabaseTrouble(
                f"The data in {self.data} belong to PostgreSQL {data_version}, the programs to {program_version}: "
                "back up with the old version (motcua backup) and restore with the new one."
            )

    def _run(self, command: list[str]) -> None:
        answer = subprocess.run(command, capture_output=True, text=True, check=False, cwd="/", **self._as_holder())
        if answer.returncode:
            raise DatabaseTrouble(f"{Path(command[0]).name} failed: {answer.stderr.strip() or answer.stdout.strip()}")

    def _as_holder(self) -> dict[str, Any]:
        if not self.holder.is_root:
            return {}
        return {"user": self.holder.uid, "group": self.holder.gid, "extra_groups": []}

    def _try_to_start(self, deadline: float) -> bool:
        self._write_settings()
        if not self.dies_with_parent:
            command = [self._program("pg_ctl"), "start", "-w", "-t", "30", "-D", str(self.data), "-l", str(self.log)]
            return subprocess.run(
                command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False, cwd="/", **self._as_holder()
            ).returncode == 0  # fmt: skip
        with self._open_log() as log:
            self.process = subprocess.Popen(
                [self._program("postgres"), "-D", str(self.data)],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd="/",
                start_new_session=True,
                # Runs between fork and exec; a supervisor that is killed takes its database along.
                preexec_fn=die_with_parent(signal.SIGINT),  # noqa: PLW1509 -- this process has no threads
                **self._as_holder(),
            )
        while time.monotonic() < deadline:
            if self.process.poll() is not None:
                self.process = None
                return False
            if self.answers():
                return True
            time.sleep(0.05)
        return False

    def _write_settings(self) -> None:
        settings = TUNING | {"unix_socket_directories": f'"{self.socket}"'} | (UNSAFE_BUT_FAST if self.fast else {})
        lines = [f"{name} = '{value}'" for name, value in settings.items()]
        (self.data / "postgresql.conf").write_text("\n".join(lines) + "\n", encoding="utf-8")

    def _open_log(self) -> BinaryIO:
        if self.log.exists() and self.log.stat().st_size > LONGEST_LOG:
            self.log.replace(self.log.with_name("log.1"))
        return self.log.open("ab")

    @staticmethod
    def _wait_until_gone(pid: int, patience: float) -> bool:
        deadline = time.monotonic() + patience
        while time.monotonic() < deadline:
            if not started_at(pid):
                return True
            time.sleep(0.05)
        return False


@contextlib.contextmanager
def running(home: Path) -> Iterator[Cluster]:
    """Have the embedded database of `home` running: as it is when it runs already, else for this while only."""
    cluster = Cluster(home)
    if cluster.postmaster() and cluster.answers():
        yield cluster
        return
    cluster.prepare()
    cluster.start()
    try:
        cluster.create_city()
        yield cluster
    finally:
        cluster.stop()
