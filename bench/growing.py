"""The same reads, submissions and steps in a small and in a large city, and what a search takes in the large one."""

import time
from collections.abc import Sequence
from typing import TYPE_CHECKING

from bench import masses
from bench.clients import Call

if TYPE_CHECKING:
    from bench.__main__ import Bench

STEP = "an official's step"
BEGINNING_MILLISECONDS, NAME_MILLISECONDS = 5, 100


def measure(bench: "Bench", model: str) -> None:
    """Fill the city with copies of the dossier `model` up to each size; press, and enter both sizes side by side."""
    sizes = bench.sizes
    cpu: dict[tuple[str, int], list[float]] = {}
    rates: dict[tuple[str, int], list[float]] = {}
    filled = 0
    for size in (sizes.few, sizes.many):
        masses.fill(bench.dsn, model, filled + 1, size, bench.cast.agencies)
        filled = size
        known = masses.known(bench.dsn, bench.cast.agencies[0], sizes.reads)
        for turn in range(sizes.runs + 1):
            for kind, (rate, used) in _pressed(bench, known).items():
                if turn:  # the first turn only warms up
                    cpu.setdefault((kind, size), []).append(used)
                    rates.setdefault((kind, size), []).append(rate)
    for kind in dict.fromkeys(kind for kind, _ in cpu):
        few, many = cpu[kind, sizes.few], cpu[kind, sizes.many]
        bench.book.enter(f"{kind} at {sizes.many:,} dossiers", rates[kind, sizes.many], "/s")
        claim = f"{kind}: CPU at {sizes.many:,} against {sizes.few:,} dossiers"
        bench.book.enter(claim, sorted(many), "ms", floors=sorted(few), goal=1.3, at_most=True)
    _searches(bench, known)


def _pressed(bench: "Bench", known: masses.Known) -> dict[str, tuple[float, float]]:
    """Return for every kind of request how many were answered in a second, and the CPU milliseconds of one."""
    from bench import people  # noqa: PLC0415 -- Django is set up by now
    from motcua.foundation.policy.types import Role  # noqa: PLC0415

    found = {}
    made: tuple[str, ...] = ()
    for kind, asked in _asked(bench, known).items():
        pressed, used = bench.timed(asked)
        found[kind] = len(asked) / pressed.seconds, used
        made = made or tuple(code for code in pressed.kept if code)
    pressed, used = bench.timed([people.act(bench.cast, Role.DESK, code, "receive") for code in made])
    return found | {STEP: (len(made) / pressed.seconds, used)}


def _asked(bench: "Bench", known: masses.Known) -> dict[str, Sequence[Call]]:
    from bench import people  # noqa: PLC0415 -- Django is set up by now

    cast, many = bench.cast, bench.sizes.reads
    some = many // 4

    def search(texts: Sequence[str]) -> list[Call]:
        return [people.search(cast, texts[each % len(texts)]) for each in range(some)]

    return {
        "tracking lookup": [people.track(known.codes[each % len(known.codes)]) for each in range(many)],
        "desk queue, a page of 50": [people.queue(cast)] * (many // 2),
        "search by code": search(known.ours),
        "search by the number of a code": search([code.partition("-")[2] for code in known.ours]),
        "search by identity number": search([people.number_of(f"09{each:08d}") for each in range(len(cast.citizens))]),
        "search by two words of a name": search([name.rpartition(" ")[0].rpartition(" ")[0] for name in known.names]),
        "search by a whole name": search(known.names),
        "my dossiers, a page of 20": [people.mine(cast, each) for each in range(many // 2)],
        "public series of an agency": [people.series(cast.agencies[each % 20]) for each in range(some)],
        "submit": [people.submit(cast, each, ward=cast.agencies[0]) for each in range(bench.sizes.operations // 3)],
    }


def _beginning(name: str) -> str:
    """Return a name as it stands when the third word has just been begun."""
    family, middle, second, *_ = name.split()
    return f"{family} {middle} {second[:1]}"


def _searches(bench: "Bench", known: masses.Known) -> None:
    """
    What one search takes between the request's reading and its answer's writing: policy, statements, rows.

    As with what is pressed, the first turn only warms up; it is entered without a goal.
    """
    from django.utils import timezone  # noqa: PLC0415 -- Django is set up by now

    from motcua.service.dossiers.queries import lists  # noqa: PLC0415

    city = f"at {bench.sizes.many:,} dossiers, server's time"
    for question, texts, goal in (
        ("beginning of a name", [_beginning(name) for name in known.names], BEGINNING_MILLISECONDS),
        ("whole name", known.names, NAME_MILLISECONDS),
    ):
        turns = []
        for _ in range(bench.sizes.runs + 1):
            spent = []
            for text in texts:
                began = time.perf_counter()
                assert lists.search(text, actor=bench.cast.desk, today=timezone.localdate(), limit=51), text
                spent.append((time.perf_counter() - began) * 1000)
            turns.append(sorted(spent))
        first, *later = ([turn[len(turn) * share // 100] for share in (50, 95)] for turn in turns)
        claim = f"search by {question} {city}"
        bench.book.enter(f"{claim}, asked for the first time: 95 of 100", [first[1]], "ms")
        bench.book.enter(f"{claim}: median", sorted(median for median, _ in later), "ms")
        bench.book.enter(f"{claim}: 95 of 100", sorted(most for _, most in later), "ms", goal=goal, at_most=True)
