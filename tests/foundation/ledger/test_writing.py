"""One append per transaction: expected versions, replays, refusals, and what PostgreSQL itself refuses."""

import pytest
from django.db import DatabaseError, connections, transaction

from motcua.foundation.law.refusals import Refused
from motcua.foundation.ledger.reading import entries, head
from motcua.foundation.ledger.types import Conflict, Key, Replay
from motcua.foundation.ledger.writing import StreamEvents, writing
from tests.foundation.ledger.vocabulary import NOON, SHEEP, Counted, Slept, count

pytestmark = pytest.mark.usefixtures("db_city")


def test_an_entry_keeps_who_when_and_the_exact_bytes():
    with writing("flock/1") as tx:
        recorded_at = tx.append_one(
            "flock/1", 0, Counted(number=7), actor="a", behalf="b", agency="H29", occurred_at=NOON
        )
    (entry,) = entries("flock/1")
    assert (entry.sequence, entry.kind, entry.actor, entry.behalf, entry.agency) == (
        1,
        "sheep.counted",
        "a",
        "b",
        "H29",
    )
    assert (entry.occurred_at, entry.recorded_at) == (NOON, recorded_at)
    assert entry.data == b'{"kind":"sheep.counted","number":7}'
    assert SHEEP.decode(entry.data) == Counted(number=7)


def test_several_streams_are_appended_at_once_or_not_at_all():
    count("flock/b", 1)
    with pytest.raises(Conflict), writing("flock/a", "flock/b") as tx:
        tx.append(
            [StreamEvents("flock/a", 0, [Counted(number=1)]), StreamEvents("flock/b", 0, [Counted(number=2)])],
            actor="a",
            occurred_at=NOON,
        )
    assert head("flock/a") is None
    with writing("flock/a", "flock/b") as tx:
        assert tx.versions == {"flock/a": 0, "flock/b": 1}
        tx.append(
            [StreamEvents("flock/a", 0, [Counted(number=1), Slept()]), StreamEvents("flock/b", 1, [Slept()])],
            actor="a",
            occurred_at=NOON,
        )
    assert [entry.kind for entry in entries("flock/a")] == ["sheep.counted", "sheep.slept"]


def test_whoever_comes_second_is_told_what_the_stream_stands_at():
    count("flock/1", 1)
    with pytest.raises(Conflict) as conflict:
        count("flock/1", 2, expected=0)
    assert (conflict.value.stream, conflict.value.expected, conflict.value.actual) == ("flock/1", 0, 1)


def test_a_command_sent_twice_is_done_once_and_finds_where_it_went():
    key = Key(client="c", command="count", key="k-1", body=b"7")
    count("flock/1", 7, key=key)
    with writing("flock/1", key=key) as tx:
        assert tx.replay == Replay(stream="flock/1", first=1, last=1)
    count("flock/1", 7, key=key)
    assert len(entries("flock/1")) == 1


def test_a_key_with_another_body_is_refused():
    count("flock/1", 7, key=Key(client="c", command="count", key="k-1", body=b"7"))
    with pytest.raises(Refused) as refused:
        count("flock/1", 8, key=Key(client="c", command="count", key="k-1", body=b"8"))
    assert refused.value.refusal.code == "key-of-another-request"


def test_an_append_without_its_lock_is_refused():
    with pytest.raises(DatabaseError, match="without its lock"), writing("flock/1") as tx:
        tx.append_one("flock/2", 0, Slept(), actor="a", occurred_at=NOON)


def test_a_second_append_in_one_transaction_is_refused():
    with pytest.raises(DatabaseError, match="second append"), writing("flock/1") as tx:
        tx.append_one("flock/1", 0, Slept(), actor="a", occurred_at=NOON)
        tx.append_one("flock/1", 1, Slept(), actor="a", occurred_at=NOON)


def test_locks_come_before_anything_that_is_written():
    with connections["default"].cursor() as cursor, pytest.raises(DatabaseError, match="before the transaction writes"):
        with transaction.atomic():
            cursor.execute("SELECT pg_current_xact_id()")
            cursor.execute("SELECT ledger_open('{flock/1}', '', '', '')")


def test_an_append_opens_the_outermost_transaction():
    with pytest.raises(RuntimeError), transaction.atomic(), writing("flock/1"):
        pass


@pytest.mark.parametrize("alias", ["default", "owner"])
@pytest.mark.parametrize("table", ["ledger_entry", "partition"])
@pytest.mark.parametrize(
    "statement",
    ["UPDATE {} SET kind = 'x'", "DELETE FROM {}", "TRUNCATE {}"],
)
def test_postgresql_refuses_to_change_what_was_written(alias, table, statement):
    """The application's role has no right to; the owner is stopped by triggers, on every partition too."""
    count("flock/1", 1)
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT tableoid::regclass::text FROM ledger_entry")
        (partition,) = cursor.fetchone()
    name = partition if table == "partition" else table
    with connections[alias].cursor() as cursor, pytest.raises(DatabaseError, match="append-only|permission denied"):
        cursor.execute(statement.format(name))


def test_the_application_cannot_write_an_entry_past_the_function():
    with connections["default"].cursor() as cursor, pytest.raises(DatabaseError, match="permission denied"):
        cursor.execute("UPDATE ledger_head SET sequence = 5")
    with connections["default"].cursor() as cursor, pytest.raises(DatabaseError, match="permission denied"):
        cursor.execute("INSERT INTO ledger_idempotency SELECT '', '', 'k', '', '', 1, 1, now()")
