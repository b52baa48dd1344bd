"""Processes of the operating system: which still live, which are left over from a run that was killed."""

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

PROC = Path("/proc")
SET_PARENT_DEATH_SIGNAL = 1
_libc = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None


def started_at(pid: int) -> str:
    """Return when a process started, as an opaque text that no other process of this number has; empty if none."""
    if PROC.joinpath("self").exists():
        try:
            fields = PROC.joinpath(str(pid), "stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2]
        except (FileNotFoundError, ProcessLookupError):
            return ""
        state, *rest = fields.split()
        return "" if state in {"Z", "X"} else rest[18]
    answer = subprocess.run(["ps", "-o", "stat=,lstart=", "-p", str(pid)], capture_output=True, text=True, check=False)
    words = answer.stdout.split(maxsplit=1)
    return "" if len(words) < 2 or words[0].startswith("Z") else words[1].strip()


def is_alive(pid: int, *, started: str = "", program: str = "") -> bool:
    """Say whether process `pid` lives and is the one that began at `started` or runs `program`."""
    found = started_at(pid)
    if not found or (started and started != found):
        return False
    if not program:
        return True
    answer = subprocess.run(["ps", "-o", "comm=,args=", "-p", str(pid)], capture_output=True, text=True, check=False)
    return program in answer.stdout


def die_with_parent(number: signal.Signals) -> Callable[[], None]:
    """Return what a child calls before it becomes its program: when its parent is killed, it gets signal `number`."""

    def ask() -> None:
        if _libc is not None:
            _libc.prctl(SET_PARENT_DEATH_SIGNAL, int(number), 0, 0, 0)

    return ask


def marked(marker: str) -> list[int]:
    """Return the processes, this one excepted, in whose environment `marker` (`NAME=value`) stands."""
    if not PROC.joinpath("self").exists():
        answer = subprocess.run(["ps", "axeww", "-o", "pid=,command="], capture_output=True, text=True, check=False)
        lines = (line.split(maxsplit=1) for line in answer.stdout.splitlines())
        return [int(pid) for pid, text in lines if f" {marker} " in f" {text} " and int(pid) != os.getpid()]
    found = []
    for folder in PROC.iterdir():
        if not folder.name.isdecimal() or int(folder.name) == os.getpid():
            continue
        try:
            variables = (folder / "environ").read_bytes().split(b"\0")
        except OSError:  # gone, or another user's
            continue
        if os.fsencode(marker) in variables:
            found.append(int(folder.name))
    return found


def end(pids: list[int], *, patience: float) -> None:
    """Ask processes to end, and kill those that have not after `patience` seconds."""
    for number in (signal.SIGTERM, signal.SIGKILL):
        for pid in pids:
            send(pid, number)
        deadline = time.monotonic() + patience
        while time.monotonic() < deadline:
            pids = [pid for pid in pids if started_at(pid)]
            if not pids:
                return
            time.sleep(0.05)


def send(pid: int, number: signal.Signals) -> None:
    """Send a signal to a process that may be gone already."""
    try:
        os.kill(pid, number)
    except ProcessLookupError:
        return
