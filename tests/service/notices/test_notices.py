"""What happened is told once, in the order in which it came, and stays seen once it has been."""

import threading
from datetime import timedelta

import pytest
from django.db import connection, connections

from motcua.foundation.law.refusals import Refused
from motcua.foundation.ledger.reading import entries
from motcua.foundation.ledger.types import Key
from motcua.foundation.ledger.verifying import verify
from motcua.foundation.policy.types import system
from motcua.service.notices import queries
from motcua.service.notices.commands import mark_seen, notify, stream_of
from tests.factories.city import NOW

SENTENCE = "Your payment for dossier %(code)s has been recorded."


def tell(person, number, *, key="", at=NOW, message=SENTENCE):
    asked = Key(client="test", command="tell", key=key or str(number), body=str(number).encode())
    notify(
        actor=system("test"), person=person, message=message, values={"code": f"H29-{number}"}, about=f"H29-{number}",
        happened_at=at, key=asked,
    )  # fmt: skip


def told(person, **options):
    return [notice.about for notice in queries.notices_of(person, **options)]


def test_a_notice_told_twice_is_told_once(people):
    for _ in range(3):
        tell(people.mother.person, 1)
    assert told(people.mother.person) == ["H29-1"]
    assert len(entries(stream_of(people.mother.person))) == 1
    assert verify().problem == ""


def test_the_key_of_one_notice_is_not_used_for_another(people):
    tell(people.mother.person, 1, key="same")
    with pytest.raises(Refused) as refused:
        tell(people.mother.person, 2, key="same")
    assert refused.value.refusal.code == "key-of-another-request"
    assert told(people.mother.person) == ["H29-1"]


def test_notices_are_numbered_as_they_came_whatever_the_moment_they_tell_of(people):
    tell(people.mother.person, 1, at=NOW + timedelta(days=3))
    tell(people.mother.person, 2, at=NOW)
    found = queries.notices_of(people.mother.person)
    assert [(notice.number, notice.about, notice.happened_at) for notice in found] == [
        (2, "H29-2", NOW),
        (1, "H29-1", NOW + timedelta(days=3)),
    ]
    assert found[0].values == {"code": "H29-2"}


def test_those_who_tell_at_once_lose_none_and_give_no_number_twice(people):
    def some(first):
        try:
            for number in range(first, first + 5):
                tell(people.mother.person, number)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=some, args=(first,)) for first in (0, 0, 5, 10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    found = queries.notices_of(people.mother.person, limit=100)
    assert sorted(int(notice.about.removeprefix("H29-")) for notice in found) == list(range(15))
    assert [notice.number for notice in found] == list(range(15, 0, -1))


def test_a_person_sees_their_own_alone(people):
    tell(people.mother.person, 1)
    assert told(people.stranger.person) == []
    assert queries.unseen(people.stranger.person) == 0


def test_pages_walk_every_notice_once_though_new_ones_come_in_between(people):
    for number in range(7):
        tell(people.mother.person, number)
    walked, before = [], None
    while page := queries.notices_of(people.mother.person, before=before, limit=3):
        walked += [notice.about for notice in page]
        before = page[-1].number
        tell(people.mother.person, 100 + len(walked))
    assert walked == [f"H29-{number}" for number in range(6, -1, -1)]


def test_what_was_seen_stays_seen(people):
    for number in range(3):
        tell(people.mother.person, number)
    assert queries.unseen(people.mother.person) == 3
    mark_seen(actor=people.mother, until=2, now=NOW, key="a")
    assert queries.unseen(people.mother.person) == 1
    mark_seen(actor=people.mother, until=1, now=NOW, key="b")
    assert queries.unseen(people.mother.person) == 1
    assert [notice.is_new for notice in queries.notices_of(people.mother.person)] == [True, False, False]


def test_seeing_is_noted_once_for_one_press(people):
    tell(people.mother.person, 1)
    for _ in range(2):
        mark_seen(actor=people.mother, until=1, now=NOW, key="press")
    assert len(entries(stream_of(people.mother.person))) == 2
    with pytest.raises(Refused):
        mark_seen(actor=people.mother, until=2, now=NOW, key="press")


def test_what_comes_after_seeing_is_new(people):
    tell(people.mother.person, 1)
    mark_seen(actor=people.mother, until=1, now=NOW, key="a")
    tell(people.mother.person, 2)
    assert queries.unseen(people.mother.person) == 1
    assert [(notice.about, notice.is_new) for notice in queries.notices_of(people.mother.person)] == [
        ("H29-2", True),
        ("H29-1", False),
    ]


def test_nobody_has_seen_what_has_not_come_yet(people):
    tell(people.mother.person, 1)
    mark_seen(actor=people.mother, until=99_999_999, now=NOW, key="a")
    tell(people.mother.person, 2)
    assert queries.unseen(people.mother.person) == 1


def test_counting_what_is_new_stops_at_a_hundred(people):
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO notices_notice (person, number, message, values, about, happened_at) "
            "SELECT %s, number, '', '{}', '', now() FROM generate_series(1, 150) number",
            [people.mother.person],
        )
    assert queries.unseen(people.mother.person) == 100
    with connection.cursor() as cursor:
        cursor.execute("SET enable_seqscan = off")
        cursor.execute(
            "EXPLAIN SELECT number FROM notices_notice WHERE person = %s AND number < 100 ORDER BY number DESC LIMIT 20",
            [people.mother.person],
        )
        plan = "\n".join(row[0] for row in cursor.fetchall())
    assert "Sort" not in plan, plan
