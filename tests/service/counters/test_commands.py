"""Numbers and calls on a real database: in order, once, whoever is at the same moment."""

import threading
from datetime import timedelta

import pytest
from django.db import connection, connections
from msgspec.structs import replace

from motcua.foundation.clock.moments import local_day
from motcua.foundation.law.refusals import Refused
from motcua.foundation.ledger.reading import entries
from motcua.foundation.ledger.types import Conflict
from motcua.foundation.policy.types import ANONYMOUS, Denied
from motcua.service.counters import commands
from motcua.service.counters.commands.taking import count_taking
from motcua.service.counters.queries import days, figures, tickets
from motcua.service.counters.rules.evolve import evolve
from motcua.service.counters.rules.taking import MOST_FROM_ONE_ADDRESS
from motcua.service.counters.types import commands as asked
from motcua.service.counters.types.day import Day, TicketStatus
from motcua.service.counters.types.events import DAY
from tests.factories.city import NOW, SAI_GON
from tests.factories.counters import LINES, WINDOWS

EIGHT = NOW
STREAM = f"counter/{SAI_GON}/2026-11-23"


def take(number: int, line: str = "A", *, priority: bool = False, key: str = "") -> str:
    return commands.take(
        actor=ANONYMOUS, agency=SAI_GON, command=asked.Take(line=line, priority=priority),
        now=EIGHT + timedelta(minutes=number), key=key or f"{line}{number}",
    )  # fmt: skip


def do(actor, command, minute=60, key=""):
    return commands.act(
        actor=actor, agency=SAI_GON, command=command, now=EIGHT + timedelta(minutes=minute),
        key=key or f"{command}/{minute}",
    )  # fmt: skip


def codes() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT code FROM counters_ticket ORDER BY taken_at, code")
        return [code for (code,) in cursor.fetchall()]


def together(*calls):
    """Do everything at once, each in a thread with connections of its own; return what came of each."""
    barrier, answers = threading.Barrier(len(calls)), [None] * len(calls)

    def one(place, call):
        try:
            barrier.wait(10)
            answers[place] = call()
        except Exception as error:  # noqa: BLE001 -- the test looks at it
            answers[place] = error
        finally:
            connections.close_all()

    threads = [threading.Thread(target=one, args=pair) for pair in enumerate(calls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return answers


def test_numbers_of_a_line_have_no_gap_even_when_a_request_fails(people):
    take(1)
    with pytest.raises(Refused):
        take(2, "Z")
    take(3)
    take(4, "B")
    assert codes() == ["A001", "A002", "B001"]


def test_the_same_request_takes_one_number(people):
    assert take(1, key="same") == take(1, key="same")
    with pytest.raises(Refused) as refused:
        commands.take(actor=ANONYMOUS, agency=SAI_GON, command=asked.Take(line="B"), now=EIGHT, key="same")
    assert refused.value.refusal.code == "key-of-another-request"
    assert codes() == ["A001"]


def test_numbers_that_are_taken_at_once_are_all_given_once(people):
    made = together(*(lambda place=place: take(1, key=f"at-once-{place}") for place in range(8)))
    assert len(set(made)) == 8
    assert sorted(codes()) == [f"A00{number}" for number in range(1, 9)]


def test_two_windows_that_call_at_once_get_two_tickets(people):
    for number in range(1, 7):
        take(number)
    do(people.desk, asked.OpenWindow(window=1))
    second = replace(people.desk, id="colleague", client="colleague")
    do(second, asked.OpenWindow(window=2))
    for minute in (61, 62, 63):
        answers = together(
            lambda minute=minute: do(people.desk, asked.CallNext(window=1), minute),
            lambda minute=minute: do(second, asked.CallNext(window=2), minute),
        )
        assert all(isinstance(answer, Day) for answer in answers), answers
        together(
            lambda minute=minute: do(people.desk, asked.Serve(window=1), minute),
            lambda minute=minute: do(second, asked.Serve(window=2), minute),
        )
    day = days.standing(SAI_GON, EIGHT + timedelta(hours=2)).day
    called = [DAY.decode(entry.data) for entry in entries(STREAM) if entry.kind == "ticket.called"]
    assert len(called) == 6
    assert len({one.ticket for one in called}) == 6
    assert {day.at_window(1).code, day.at_window(2).code} == {"A005", "A006"}


def test_a_key_pressed_twice_calls_one_person(people):
    take(1)
    take(2)
    do(people.desk, asked.OpenWindow(window=1))
    do(people.desk, asked.CallNext(window=1, seen=""), 61, key="once")
    day = do(people.desk, asked.CallNext(window=1, seen=""), 61, key="once")
    assert day.at_window(1).code == "A001"
    with pytest.raises(Refused) as refused:
        do(people.desk, asked.CallNext(window=1, seen=""), 61, key="twice")
    assert refused.value.refusal.code == "window-has-moved-on"


def test_only_who_stands_at_the_agencys_counter_calls(people):
    for stranger in (people.mother, people.specialist, people.other_desk, people.administrator, ANONYMOUS):
        with pytest.raises(Denied):
            do(stranger, asked.OpenWindow(window=1))


def test_the_rows_are_what_the_entries_say(people):
    take(1, priority=True)
    take(2, "B")
    do(people.desk, asked.OpenWindow(window=1))
    do(people.desk, asked.CallNext(window=1), 61)
    do(people.desk, asked.CallAgain(window=1), 62)
    do(people.desk, asked.Miss(window=1), 63)
    do(people.desk, asked.PutBack(code="A001"), 64)
    do(people.desk, asked.CallNext(window=1), 65)
    do(people.desk, asked.PassOn(window=1, line="C"), 66)
    folded = Day()
    for entry in entries(STREAM):
        folded = evolve(folded, DAY.decode(entry.data), entry.occurred_at, entry.actor)
    with connection.cursor() as cursor:
        stored = days.day_in(cursor, SAI_GON, local_day(EIGHT))
    assert stored == folded
    assert sorted((one.code, one.line, one.status) for one in stored.tickets.values()) == [
        ("A001", "A", TicketStatus.WAITING),
        ("B001", "C", TicketStatus.WAITING),
    ]


def test_a_ticket_tells_how_many_are_before_it_and_nothing_of_anybody(people):
    ids = [take(number) for number in (1, 2, 3)]
    view = tickets.ticket(SAI_GON, ids[2], EIGHT + timedelta(minutes=5))
    assert (view.ahead, view.estimate) == (2, None)
    do(people.desk, asked.OpenWindow(window=1))
    for minute in range(6):
        take(10 + minute, "B")
    for minute in range(7):
        do(people.desk, asked.CallNext(window=1), 61 + 2 * minute)
        do(people.desk, asked.Serve(window=1), 62 + 2 * minute)
    last = take(90, "A")
    view = tickets.ticket(SAI_GON, last, EIGHT + timedelta(minutes=91))
    assert view.ahead == 2
    assert (view.estimate.least, view.estimate.most) == (4, 6)
    assert tickets.ticket("H29.26743", last, EIGHT) is None
    assert b"0901234567" not in b"".join(entry.data for entry in entries(STREAM))


def test_waits_are_counted_from_the_number_to_the_first_call(people):
    for number in (0, 10, 20):
        take(number)
    do(people.desk, asked.OpenWindow(window=1))
    do(people.desk, asked.CallNext(window=1), 30)
    do(people.desk, asked.Serve(window=1), 31)
    do(people.desk, asked.CallNext(window=1), 60)
    (now,) = figures.waiting_now(EIGHT + timedelta(minutes=60))
    assert (now.agency, now.waiting, now.open_windows, now.median_wait) == (SAI_GON, 1, 1, 40.0)
    (day,) = figures.by_day(SAI_GON, since=local_day(EIGHT), until=local_day(EIGHT))
    assert (day.taken, day.served, day.missed, day.median_wait) == (3, 1, 0, 40.0)
    assert figures.all_by_day(since=local_day(EIGHT), until=local_day(EIGHT)) == [day]


def test_a_set_up_is_changed_on_the_version_that_was_seen(people):
    with pytest.raises(Denied):
        commands.set_up(actor=people.desk, agency=SAI_GON, lines=LINES, windows=WINDOWS, now=EIGHT, key="a")
    with pytest.raises(Conflict):
        commands.set_up(
            actor=people.administrator, agency=SAI_GON, lines=LINES, windows=WINDOWS, now=EIGHT, key="b", expected=0
        )
    commands.set_up(
        actor=people.administrator, agency=SAI_GON, lines=LINES[:2], windows=WINDOWS[:2], now=EIGHT, key="c", expected=1
    )
    changed = days.place(SAI_GON)
    assert (changed.version, changed.lines, changed.windows) == (2, LINES[:2], WINDOWS[:2])


def test_one_address_cannot_empty_the_queue(people):
    for _ in range(MOST_FROM_ONE_ADDRESS):
        count_taking("10.0.0.1", EIGHT)
    with pytest.raises(Refused) as refused:
        count_taking("10.0.0.1", EIGHT)
    assert refused.value.refusal.code == "too-many-attempts"
    count_taking("10.0.0.2", EIGHT)
    count_taking("10.0.0.1", EIGHT + timedelta(minutes=15))


def test_closed_outside_hours(people):
    with pytest.raises(Refused) as refused:
        commands.take(
            actor=ANONYMOUS, agency=SAI_GON, command=asked.Take(line="A"), now=EIGHT + timedelta(hours=12), key="night"
        )
    assert refused.value.refusal.code == "counter-closed"
    assert codes() == []
