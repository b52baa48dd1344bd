"""
Measure what is claimed about speed: `make bench`, or `make bench SMALL=1` for a quick look; `DOSSIERS=200000` sets the
large size.

Everything runs on a durable PostgreSQL of its own, over HTTP against the real server. The machine's own speed varies;
ratios against a floor of the same run, and CPU per operation, are the sound part.
"""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Sequence
from typing import Any

import msgspec

from bench import growing, national, place
from bench.clients import Call, Pressed, press
from bench.machine import cpu_seconds
from bench.results import FOLDER, Book


class Sizes(msgspec.Struct, frozen=True):
    runs: int
    operations: int
    cases: int
    reads: int
    few: int
    many: int
    connections: int = 8
    citizens: int = 400


FULL = Sizes(runs=3, operations=1500, cases=300, reads=2000, few=10_000, many=1_000_000)
SMALL = Sizes(runs=1, operations=120, cases=20, reads=150, few=1_000, many=10_000, citizens=8)


class Bench:
    """One run: the server's address, the processes whose CPU counts, the book of results."""

    def __init__(self, sizes: Sizes, book: Book, dsn: str, port: int, processes: tuple[int, ...], cast: Any) -> None:
        self.sizes, self.book, self.dsn, self.port, self.processes, self.cast = sizes, book, dsn, port, processes, cast

    def timed(self, calls: Sequence[Call]) -> tuple[Pressed, float]:
        """Press; return what came of it and the CPU milliseconds of server and database for one call."""
        before = cpu_seconds(*self.processes)
        pressed = press(self.port, calls, self.sizes.connections)
        return pressed, (cpu_seconds(*self.processes) - before) / len(calls) * 1000

    def submitting(self) -> list[str]:
        """Submissions against their floor; return their codes."""
        from bench import floor as floors  # noqa: PLC0415 -- Django is set up by now
        from bench import people  # noqa: PLC0415
        from motcua.service.dossiers.queries import opened  # noqa: PLC0415

        count = self.sizes.operations
        warm, _ = self.timed([people.submit(self.cast, index) for index in range(4 * self.sizes.connections)])
        model = opened.id_of(warm.kept[0]) or ""
        floor = floors.floor_of(self.dsn, model)
        floors.press(self.dsn, floor, self.cast.wards, 4 * self.sizes.connections, self.sizes.connections)
        rates, lowest, cpu, floor_cpu, codes = [], [], [], [], list(warm.kept)
        for _ in range(self.sizes.runs):
            before = cpu_seconds(*self.processes)
            lowest.append(count / floors.press(self.dsn, floor, self.cast.wards, count, self.sizes.connections))
            floor_cpu.append((cpu_seconds(*self.processes) - before) / count * 1000)
            pressed, used = self.timed([people.submit(self.cast, index) for index in range(count)])
            rates.append(count / pressed.seconds)
            cpu.append(used)
            codes += pressed.kept
        self.book.enter(
            "submit over HTTP: session, policy, encryption, idempotency", rates, "/s", floors=lowest, goal=0.25
        )
        self.book.enter("submit: CPU of server and database", cpu, "ms", floors=floor_cpu)
        return codes

    def stepping(self) -> None:
        """An official's step: read, decide, append. Every dossier is received once."""
        from bench import people  # noqa: PLC0415
        from motcua.foundation.policy.types import Role  # noqa: PLC0415
        from tests.factories.city import SAI_GON  # noqa: PLC0415

        rates, cpu = [], []
        for _ in range(self.sizes.runs):
            count = self.sizes.operations // 3
            made, _ = self.timed([people.submit(self.cast, index, ward=SAI_GON) for index in range(count)])
            pressed, used = self.timed([people.act(self.cast, Role.DESK, code, "receive") for code in made.kept])
            rates.append(count / pressed.seconds)
            cpu.append(used)
        self.book.enter("an official's step: read, decide, append", rates, "/s")
        self.book.enter("an official's step: CPU of server and database", cpu, "ms")

    def whole_cases(self) -> None:
        """Submit, receive, take, the applicant's look at the draft, hand on, result: seven appends."""
        from bench import people  # noqa: PLC0415
        from tests.factories.city import SAI_GON  # noqa: PLC0415

        rates, cpu, count = [], [], self.sizes.cases
        for _ in range(self.sizes.runs):
            made, total = self.timed([people.submit(self.cast, index, ward=SAI_GON) for index in range(count)])
            seconds = made.seconds
            for step in self._steps():
                pressed, used = self.timed([step(index, code) for index, code in enumerate(made.kept)])
                seconds += pressed.seconds
                total += used
            rates.append(count / seconds)
            cpu.append(total)
        self.book.enter("a whole case: submit, receive, two steps, the draft confirmed, result", rates, "/s")
        self.book.enter("a whole case: CPU of server and database", cpu, "ms")

    def _steps(self) -> tuple[Callable[[int, str], Call], ...]:
        from bench import people  # noqa: PLC0415
        from motcua.foundation.policy.types import Role  # noqa: PLC0415

        cast = self.cast
        hand_on = {"to": cast.people[Role.LEADER]}
        return (
            lambda _, code: people.act(cast, Role.DESK, code, "receive"),
            lambda _, code: people.act(cast, Role.SPECIALIST, code, "take"),
            lambda _, code: people.act(cast, Role.SPECIALIST, code, "ask-confirmation"),
            lambda index, code: people.confirm(cast, index, code),
            lambda _, code: people.act(cast, Role.SPECIALIST, code, "forward", hand_on),
            lambda _, code: people.act(cast, Role.LEADER, code, "grant"),
        )


def clock(book: Book) -> None:
    """A million due dates, in a process of its own."""
    answer = subprocess.run(
        [sys.executable, "-m", "bench.due_dates"], cwd=place.PROJECT, capture_output=True, text=True, check=False
    )
    for text in answer.stdout.splitlines():
        line = msgspec.json.decode(text)
        book.enter(line["claim"], line["runs"], line["unit"], goal=line["goal"], at_most=True)


def main() -> int:
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that the server and PostgreSQL are stopped with it
    small = bool(os.environ.get("SMALL"))
    sizes = SMALL if small else FULL
    sizes = msgspec.structs.replace(sizes, many=int(os.environ.get("DOSSIERS", sizes.many)))
    place.set_up()
    book = Book()
    with place.cluster() as cluster:
        import django  # noqa: PLC0415 -- not before the environment is set

        django.setup()
        from django.db import connections  # noqa: PLC0415

        from bench import people  # noqa: PLC0415
        from motcua.service.dossiers.queries import opened  # noqa: PLC0415

        cast = people.gather(sizes.citizens)
        with place.server() as (port, server):
            dsn = cluster.dsn(database="motcua")
            bench = Bench(sizes, book, dsn, port, (server, cluster.postmaster()), cast)
            codes = bench.submitting()
            bench.stepping()
            bench.whole_cases()
            growing.measure(bench, opened.id_of(codes[0]) or "")
        connections.close_all()
    # In a city of its own: what PostgreSQL still tidies up after a million dossiers would count.
    with place.cluster() as cluster:
        national.measure(book, cluster.postmaster(), 300 if small else national.RECORDS)
        connections.close_all()
    if not small:
        clock(book)
    head = (
        f"`make bench`, {sizes.runs} runs, {sizes.connections} connections" + (", small sizes" if small else "") + "."
    )
    book.write(place.HOME if small else FOLDER, head)
    print(book.table(head))
    return 0 if all(line.kept is not False for line in book.lines) else 1


if __name__ == "__main__":
    sys.exit(main())
