"""Readers: order, position, poison, parking, rebuilding."""

import pytest
from django.db import connections

from motcua.foundation.ledger.following import catch_up, resume, retry_parked, run_once
from motcua.foundation.ledger.reading import entries
from motcua.foundation.ledger.rebuilding import rebuild
from tests.foundation.ledger.vocabulary import Flock, Sleeper, count, make_flock

pytestmark = pytest.mark.usefixtures("db_city")


@pytest.fixture(autouse=True)
def flock(db_city):
    make_flock()
    yield
    Flock.poison = set()
    Sleeper.poison = set()


def rows(sql="SELECT stream, sequence FROM flock ORDER BY place"):
    with connections["default"].cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchall()


def drain(reader, **options):
    while options and (behind := run_once(reader, **options)) is not None and behind.more:
        pass
    return catch_up(reader)


def test_a_projection_applies_every_entry_once_in_order():
    for number in range(5):
        count("flock/1", number)
    drain(Flock(), batch=2)
    drain(Flock())
    assert rows() == [("flock/1", sequence) for sequence in range(1, 6)]


def test_a_poison_entry_stops_a_projection_behind_what_came_before_it():
    for number in range(5):
        count("flock/1", number)
    Flock.poison = {("flock/1", 4)}
    assert drain(Flock()) is None
    assert rows() == [("flock/1", 1), ("flock/1", 2), ("flock/1", 3)]
    ((state, problem, entry),) = rows("SELECT state, problem, problem_entry FROM ledger_reader")
    assert state == "stopped"
    assert "black sheep" in problem
    assert entry == entries("flock/1")[3].id
    Flock.poison = set()
    resume("sheep.flock")
    drain(Flock())
    assert len(rows()) == 5


def test_a_poison_entry_parks_its_stream_for_a_reactor_which_goes_on_with_the_others():
    count("flock/bad", 1)
    count("flock/good", 1)
    count("flock/bad", 2)
    Sleeper.poison = {"flock/bad"}
    drain(Sleeper())
    assert len(entries("sleep/flock/good")) == 1
    assert entries("sleep/flock/bad") == []
    assert retry_parked(Sleeper()) == (0, 2)
    Sleeper.poison = set()
    assert retry_parked(Sleeper()) == (2, 0)
    assert len(entries("sleep/flock/bad")) == 2


def test_a_reactor_that_lost_its_position_does_nothing_twice():
    count("flock/1", 1)
    drain(Sleeper())
    with connections["default"].cursor() as cursor:
        cursor.execute("DELETE FROM ledger_reader")
    drain(Sleeper())
    assert len(entries("sleep/flock/1")) == 1


def test_a_rebuilt_projection_holds_what_the_living_one_held_and_goes_on():
    for number in range(3):
        count("flock/1", number)
    drain(Flock())
    assert rebuild(Flock()) == 3
    count("flock/1", 9)
    drain(Flock())
    assert [row[1] for row in rows()] == [1, 2, 3, 4]


def test_only_one_worker_at_a_time_moves_a_reader():
    with connections["owner"].cursor() as other:
        other.execute("SELECT pg_advisory_lock(7340, hashtext('sheep.flock'))")
        count("flock/1", 1)
        assert run_once(Flock()) is None
        other.execute("SELECT pg_advisory_unlock(7340, hashtext('sheep.flock'))")
    drain(Flock())
    assert len(rows()) == 1
