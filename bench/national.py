"""
A whole national catalogue, 5,665 records: `python -m bench.national`, or as a part of `make bench`.

It is loaded on a durable PostgreSQL by the operator's own verb; what is searched then is searched among all of them. The
records are those of `tests/factories/national.py`, with every irregularity that is known.
"""

import resource
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from bench import place
from bench.machine import cpu_seconds
from bench.results import Book

RECORDS = 5_665
SEARCHES = 40
LOAD_SECONDS, SEARCH_MILLISECONDS, PROCESS_MEGABYTES = 120, 50, 300
QUESTIONS = ("cap giay phep", "gia han", "g", "xac nhan ma so vung trong", "1.200777", "khong co gi nhu the")


def measure(book: Book, postmaster: int, records: int = RECORDS) -> None:
    """Load the file twice, search among what was loaded, and read every page of it in one process."""
    from tests.factories.national import lines  # noqa: PLC0415 -- Django is set up by now

    file = place.HOME / "national.jsonl"
    file.write_bytes(lines(records, broken=False))
    place.run("load", "agencies")
    claim = f"national catalogue, {records:,} records"
    for run in ("loaded", "loaded again, nothing new"):
        seconds, cpu = _load(file, postmaster)
        book.enter(f"{claim}: {run}", [seconds], "s", goal=LOAD_SECONDS, at_most=True)
        book.enter(f"{claim}: {run}, CPU of command and database", [cpu], "s")
    for question, searched in _searches().items():
        spent = [_cpu(searched, postmaster) for _ in range(3)]
        book.enter(f"{claim}: CPU of {question}", spent, "ms", goal=SEARCH_MILLISECONDS, at_most=True)
    command = [sys.executable, "-c", _READ_ALL]
    answer = subprocess.run(command, cwd=place.PROJECT, capture_output=True, text=True, check=True).stdout.split()
    book.enter(f"{claim}: memory of a process that has just started", [float(answer[0])], "MB")
    claim = f"{claim}: memory of a process that has shown them all"
    book.enter(claim, [float(answer[1])], "MB", goal=PROCESS_MEGABYTES, at_most=True)


def _load(file: Path, postmaster: int) -> tuple[float, float]:
    """Run the operator's verb, whose answer 1 says that it had to refuse some records, as it has; return both times."""
    command = [sys.executable, "-m", "motcua.web.settings.cli", "load", "national", str(file)]
    start, before, own = time.monotonic(), cpu_seconds(postmaster), _children()
    done = subprocess.run(command, check=False, cwd=place.PROJECT, capture_output=True)
    if done.returncode not in {0, 1}:
        raise subprocess.CalledProcessError(done.returncode, command, done.stdout, done.stderr)
    return time.monotonic() - start, cpu_seconds(postmaster) - before + _children() - own


def _children() -> float:
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    return spent.ru_utime + spent.ru_stime


def _searches() -> dict[str, Callable[[], object]]:
    from motcua.foundation.interface.keyset import Cursor  # noqa: PLC0415
    from motcua.register.procedures import queries  # noqa: PLC0415

    today = datetime.now(tz=UTC).date()
    end = Cursor(key=(0, "zzzz", "9"), backward=True)
    searches: dict[str, Callable[[], object]] = {
        "the first page of the list": lambda: queries.search("", on=today),
        "the last page of the list": lambda: queries.search("", on=today, at=end),
    }
    for question in QUESTIONS:
        searches[f"searching “{question}”"] = partial(queries.search, question, on=today)
    return searches


def _cpu(work: Callable[[], object], postmaster: int) -> float:
    """Return the CPU milliseconds of this process and the database for doing something once."""
    before, own = cpu_seconds(postmaster), time.process_time()
    for _ in range(SEARCHES):
        work()
    return (cpu_seconds(postmaster) - before + time.process_time() - own) / SEARCHES * 1000


# A process that serves, as far as procedures go: it looks each of them up as its page does.
_READ_ALL = """
import django
django.setup()
from datetime import date
from django.db import connection
from motcua.register.procedures import queries
def megabytes():
    return next(int(line.split()[1]) / 1024 for line in open("/proc/self/status") if line.startswith("VmRSS"))
print(round(megabytes(), 1))
with connection.cursor() as cursor:
    cursor.execute("SELECT DISTINCT code FROM procedures_version")
    codes = [code for (code,) in cursor.fetchall()]
for code in codes:
    queries.published(code, date.today())
print(round(megabytes(), 1))
"""


def main() -> int:
    place.set_up()
    book = Book()
    with place.cluster() as cluster:
        import django  # noqa: PLC0415 -- not before the environment is set

        django.setup()
        from django.db import connections  # noqa: PLC0415

        measure(book, cluster.postmaster())
        connections.close_all()
    print(book.table("`python -m bench.national`."))
    return 0 if all(line.kept is not False for line in book.lines) else 1


if __name__ == "__main__":
    sys.exit(main())
