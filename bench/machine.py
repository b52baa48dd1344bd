"""What this machine is, and what its processes have used: read from /proc, so that nothing besides is needed."""

import os
import platform
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")


def describe() -> str:
    """Return the machine in one line."""
    model = platform.machine()
    for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
        if line.startswith("model name"):
            model = line.split(":", 1)[1].strip()
            break
    pages = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    return f"{os.cpu_count()} x {model}, {pages / 2**30:.0f} GB, {platform.system()} {platform.release()}"


def cpu_seconds(*roots: int) -> float:
    """Return the CPU seconds that these processes and all their descendants have used, the ended ones included."""
    parents: dict[int, int] = {}
    used: dict[int, float] = {}
    for folder in Path("/proc").iterdir():
        if not folder.name.isdecimal():
            continue
        try:
            fields = (folder / "stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
        except (FileNotFoundError, ProcessLookupError):
            continue
        parents[int(folder.name)] = int(fields[1])
        used[int(folder.name)] = sum(int(ticks) for ticks in fields[11:15]) / TICKS
    return sum(seconds for pid, seconds in used.items() if _descends(pid, parents, roots))


def _descends(pid: int, parents: dict[int, int], roots: tuple[int, ...]) -> bool:
    while pid > 1:
        if pid in roots:
            return True
        pid = parents.get(pid, 0)
    return False
