"""`verify` names the first broken entry, whatever was done to the tables behind the triggers' back."""

import psycopg
import pytest

from motcua.foundation.ledger.verifying import verify
from tests.foundation.ledger.vocabulary import count


@pytest.fixture
def tampered(db_city):
    for stream in ("flock/1", "flock/2"):
        for number in range(3):
            count(stream, number)

    def tamper(statement):
        """As somebody with the database's superuser, all guards switched off."""
        with psycopg.connect(db_city.superuser, autocommit=True) as hand:
            hand.execute("SET session_replication_role = replica")
            hand.execute(statement)
        return verify()

    return tamper


def test_an_untouched_ledger_verifies(tampered):
    verdict = tampered("SELECT 1")
    assert (verdict.streams, verdict.entries, verdict.problem) == (2, 6, "")


@pytest.mark.parametrize(
    ("statement", "named"),
    [
        ("UPDATE ledger_entry SET data = 'x' WHERE stream = 'flock/2' AND sequence = 2", "flock/2 entry 2"),
        ("UPDATE ledger_entry SET actor = 'x' WHERE stream = 'flock/1' AND sequence = 1", "flock/1 entry 1"),
        (
            "UPDATE ledger_entry SET occurred_at = occurred_at + interval '1 µs' WHERE stream = 'flock/1' AND sequence = 3",
            "flock/1 entry 3",
        ),
        ("DELETE FROM ledger_entry WHERE stream = 'flock/1' AND sequence = 2", "flock/1 entry 2: missing"),
        ("DELETE FROM ledger_entry WHERE stream = 'flock/2' AND sequence = 3", "flock/2 entry 3: missing at the end"),
        ("DELETE FROM ledger_entry WHERE stream = 'flock/2'", "flock/2"),
        ("DELETE FROM ledger_head WHERE stream = 'flock/2'", "flock/2 entry 1: the stream has no head"),
        ("UPDATE ledger_head SET hash = 'x' WHERE stream = 'flock/1'", "flock/1 entry 3"),
    ],
)
def test_the_first_broken_entry_is_named(tampered, statement, named):
    assert named in tampered(statement.replace("µs", "microsecond")).problem
