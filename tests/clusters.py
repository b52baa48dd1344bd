"""
The PostgreSQL of a test run: one cluster of its own, copied from a seed that is made once for a set of migrations.

Several runs may go at the same time in one tree: each has its folder `.cache/runs/<process>-<token>` and its socket.
"""

import contextlib
import fcntl
import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from motcua.web.settings.embedded import Cluster
from motcua.web.settings.environment import PROJECT
from motcua.web.settings.places import Holder, database_folder
from motcua.web.settings.processes import is_alive, started_at
from motcua.web.settings.programs import native_folder

CACHE = PROJECT / ".cache"
RUNS = CACHE / "runs"
SEEDS = CACHE / "postgres"
KEPT_SEEDS = 6


def native() -> Path:
    """Return the programs to test with: the embedded package's, or Debian's of the version asked for."""
    version = os.environ.get("MOTCUA_TEST_POSTGRES", "")
    return Path("/usr/lib/postgresql") / version if version else native_folder()


def new_run() -> Path:
    """Make the folder of this run, and sweep away what killed runs have left."""
    RUNS.mkdir(parents=True, exist_ok=True)
    for leftover in RUNS.iterdir():
        with contextlib.suppress(OSError, ValueError):
            owner = json.loads((leftover / "run.json").read_text(encoding="utf-8"))
            if not is_alive(owner["pid"], started=owner["started"]):
                end_run(leftover)
    home = RUNS / f"{os.getpid()}-{os.urandom(3).hex()}"
    home.mkdir()
    run = {"pid": os.getpid(), "started": started_at(os.getpid())}
    (home / "run.json").write_text(json.dumps(run), encoding="utf-8")
    return home


def end_run(home: Path) -> None:
    """Stop the run's cluster and remove its folder."""
    cluster = Cluster(home, native=native(), fast=True)
    if cluster.postmaster():
        cluster.stop()
    shutil.rmtree((home / "postgres").resolve(), ignore_errors=True)
    shutil.rmtree(cluster.socket, ignore_errors=True)
    shutil.rmtree(home, ignore_errors=True)


def start(home: Path) -> Cluster:
    """Return the run's cluster, started by whichever worker needs it first."""
    with locked(home / "start.lock"):
        cluster = Cluster(home, native=native(), fast=True, dies_with_parent=False)
        if cluster.postmaster() and cluster.answers():
            return cluster
        source = seed()
        folder = database_folder(home, Holder())
        subprocess.run(["cp", "-a", "--reflink=auto", str(source.data), str(folder / "data")], check=True)
        cluster.start()
        return cluster


def seed() -> Cluster:
    """Return the stopped cluster whose database `motcua` has every migration; made when migrations have changed."""
    programs = native()
    SEEDS.mkdir(parents=True, exist_ok=True)
    name = f"{programs.name if programs.name.isdecimal() else 'embedded'}-{_fingerprint(programs)}"
    with locked(SEEDS / f"{name}.lock"):
        cluster = Cluster(SEEDS / name, native=programs, fast=True)
        if not (SEEDS / name / "complete").exists():
            shutil.rmtree(SEEDS / name, ignore_errors=True)
            cluster.prepare()
            cluster.start()
            try:
                cluster.create_city()
                _migrate(SEEDS / name)
            finally:
                cluster.stop()
            (SEEDS / name / "complete").touch()
            _forget_old_seeds()
        os.utime(SEEDS / name)
    return cluster


@contextlib.contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold a lock file that other processes wait for."""
    with path.open("w") as stream:
        fcntl.flock(stream, fcntl.LOCK_EX)
        yield


def _fingerprint(programs: Path) -> str:
    digest = hashlib.sha256(str((programs / "bin" / "postgres").stat().st_size).encode())
    sources = [*(PROJECT / "motcua").rglob("migrations/**/*.py"), *(PROJECT / "motcua").rglob("migrations/**/*.sql")]
    sources += [PROJECT / "requirements" / "base.txt", PROJECT / "motcua" / "web" / "settings" / "migrating.py"]
    for path in sorted(sources):
        digest.update(str(path.relative_to(PROJECT)).encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def _migrate(home: Path) -> None:
    environment = {key: value for key, value in os.environ.items() if not key.startswith("MOTCUA_")}
    answer = subprocess.run(
        [sys.executable, "-m", "motcua.web.settings.cli", "migrate"],
        env=environment | {"MOTCUA_HOME": str(home)},
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=False,
    )
    if answer.returncode:
        raise RuntimeError(f"the test database cannot be migrated:\n{answer.stdout}\n{answer.stderr}")


def _forget_old_seeds() -> None:
    seeds = sorted((path for path in SEEDS.iterdir() if path.is_dir()), key=lambda path: path.stat().st_mtime)
    for old in seeds[:-KEPT_SEEDS]:
        with locked(SEEDS / f"{old.name}.lock"):
            shutil.rmtree(old, ignore_errors=True)
