"""
A whole national catalogue, 5,665 records: `python -m bench.national`, or as a part of `make bench`.

It is loaded on a durable PostgreSQL by the operator's own verb; what is searched then is searched among all of them. The
records are those of `tests/factories/national.py`, with every irregularity that is known.
"""

import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date

from bench import place
from bench.results import Book

RECORDS = 5_665
SEARCHES = 200
LOAD_SECONDS, SEARCH_MILLISECONDS, PROCESS_MEGABYTES = 120, 50, 300
QUESTIONS = ("", "cap giay phep", "gia han", "g", "xac nhan ma so vung trong", "1.200777", "khong co gi nhu the")


def measure(book: Book, records: int = RECORDS) -> None:
    """Load the file twice, search among what was loaded, and read every page of it in one process."""
    from tests.factories.national import lines  # noqa: PLC0415 -- Django is set up by now

    file = place.HOME / "national.jsonl"
    file.write_bytes(lines(records, broken=False))
    place.run("load", "agencies")
    claim = f"national catalogue, {records:,} records"
    book.enter(f"{claim}: loaded", [_seconds(lambda: _load(file.name))], "s", goal=LOAD_SECONDS, at_most=True)
    book.enter(
        f"{claim}: loaded again, nothing new",
        [_seconds(lambda: _load(file.name))],
        "s",
        goal=LOAD_SECONDS,
        at_most=True,
    )
    for question in QUESTIONS:
        claimed = f"{claim}: searching “{question}”" if question else f"{claim}: a page of the list"
        book.enter(claimed, [_search(question) for _ in range(3)], "ms", goal=SEARCH_MILLISECONDS, at_most=True)
    book.enter(f"{claim}: the last page of the list", [_last_page()], "ms", goal=SEARCH_MILLISECONDS, at_most=True)
    megabytes = subprocess.run(
        [sys.executable, "-c", _READ_ALL], cwd=place.PROJECT, capture_output=True, text=True, check=True
    ).stdout.split()
    book.enter(f"{claim}: memory of a process that has just started", [float(megabytes[0])], "MB")
    book.enter(
        f"{claim}: memory of a process that has shown them all", [float(megabytes[1])], "MB",
        goal=PROCESS_MEGABYTES, at_most=True,
    )  # fmt: skip


def _load(name: str) -> None:
    """Run the operator's verb; 1 is its answer when it had to refuse some records, as it has."""
    command = [sys.executable, "-m", "motcua.web.settings.cli", "load", "national", str(place.HOME / name)]
    done = subprocess.run(command, check=False, cwd=place.PROJECT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    if done.returncode not in {0, 1}:
        raise subprocess.CalledProcessError(done.returncode, command)


def _seconds(work: Callable[[], object]) -> float:
    start = time.monotonic()
    work()
    return time.monotonic() - start


def _search(question: str) -> float:
    from motcua.register.procedures import queries  # noqa: PLC0415

    today = date.today()  # noqa: DTZ011 -- whatever the day is here
    start = time.monotonic()
    for _ in range(SEARCHES // 10):
        queries.search(question, on=today)
    return (time.monotonic() - start) / (SEARCHES // 10) * 1000


def _last_page() -> float:
    from motcua.foundation.interface.keyset import Cursor  # noqa: PLC0415
    from motcua.register.procedures import queries  # noqa: PLC0415

    today = date.today()  # noqa: DTZ011
    end = Cursor(key=(0, "zzzz", "9"), backward=True)
    start = time.monotonic()
    for _ in range(SEARCHES // 10):
        queries.search("", on=today, at=end)
    return (time.monotonic() - start) / (SEARCHES // 10) * 1000


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
    with place.cluster():
        import django  # noqa: PLC0415 -- not before the environment is set

        django.setup()
        from django.db import connections  # noqa: PLC0415

        measure(book)
        connections.close_all()
    print(book.table("`python -m bench.national`."))
    return 0 if all(line.kept is not False for line in book.lines) else 1


if __name__ == "__main__":
    sys.exit(main())
