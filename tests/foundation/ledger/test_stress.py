"""
What was lost or reordered without one of the ledger's rules, tried for good.

Eight writers on twenty streams hold their transactions open and end them out of order, while readers are killed, two
workers compete, an entry is poison, and a partition ends in the middle. Every entry must arrive once, in order.
"""

import os
import random
import subprocess
import sys
import threading
import time
from datetime import UTC, datetime, timedelta

import psycopg
import pytest
from django.db import connections

from motcua.foundation.ledger import cluster
from motcua.foundation.ledger.backup import backup
from motcua.foundation.ledger.following import catch_up, resume
from motcua.foundation.ledger.verifying import verify
from motcua.web.settings.environment import PROJECT
from tests.foundation.ledger.vocabulary import Flock, Sleeper, count, make_flock

pytestmark = pytest.mark.stress

WRITERS, STREAMS, APPENDS = 8, 20, 60
APPEND = "SELECT ledger_append(%s, %s, %s, %s, now(), 'w', '', '', '', '', '', '')"


def write(dsn, seed, until, failures):
    """Append to one or two streams at a time, keep the transaction open for a while, sometimes roll back."""
    chance = random.Random(seed)
    try:
        with psycopg.connect(dsn) as connection:
            done = 0
            while done < APPENDS or time.time() < until:
                done += 1
                streams = chance.sample([f"flock/{number}" for number in range(STREAMS)], chance.choice([1, 1, 2]))
                with connection.transaction(force_rollback=chance.random() < 0.1):
                    (versions,) = connection.execute(
                        "SELECT versions FROM ledger_open(%s, '', '', '')", [streams]
                    ).fetchone()
                    time.sleep(chance.random() * 0.004)
                    connection.execute(
                        APPEND,
                        [streams, [version + 1 for version in versions], ["sheep.counted"] * len(streams),
                         [b'{"kind":"sheep.counted","number":1}'] * len(streams)],
                    )  # fmt: skip
                    time.sleep(chance.choice([0, 0, 0.002, 0.02]))
    except Exception as error:
        failures.append(error)
        raise


def start_reader(city, *words):
    host = connections.settings["default"]["HOST"]
    environment = {
        **os.environ,
        "MOTCUA_DATABASE_URL": f"postgresql://motcua_app@localhost/{city.name}?host={host}",
        "MOTCUA_LOG_LEVEL": "ERROR",
    }
    return subprocess.Popen(
        [sys.executable, "-m", "tests.foundation.ledger.stress_reader", *words],
        env=environment, cwd=PROJECT, stderr=subprocess.DEVNULL,
    )  # fmt: skip


def partition_ends_in(city, seconds):
    """Let the month's partition end a few seconds from now, as at midnight on its last day."""
    with psycopg.connect(city.owner, autocommit=True) as owner:
        edge = datetime.now(tz=UTC) + timedelta(seconds=seconds)
        names = [row[0] for row in owner.execute(
            "SELECT inhrelid::regclass::text FROM pg_inherits WHERE inhparent = 'ledger_entry'::regclass"
        )]  # fmt: skip
        for name in names:
            owner.execute(f"DROP TABLE {name}")
        for name, begin, end in (
            ("ledger_entry_before", edge - timedelta(days=1), edge), ("ledger_entry_after", edge, edge + timedelta(days=1)),
        ):  # fmt: skip
            owner.execute("SELECT ledger_make_partition(%s, %s, %s)", [name, begin, end])
    return edge.timestamp()


def finish(reader):
    return catch_up(reader)


def test_nothing_is_skipped_doubled_or_inverted(db_own_city, own_cluster, tmp_path):
    city = db_own_city
    make_flock()
    edge = partition_ends_in(city, 2)
    chance = random.Random(7)
    failures: list[Exception] = []
    writers = [
        threading.Thread(target=write, args=(city.application, seed, edge + 1, failures)) for seed in range(WRITERS)
    ]
    readers = [start_reader(city), start_reader(city)]
    for writer in writers:
        writer.start()
    while any(writer.is_alive() for writer in writers):
        time.sleep(0.6)
        victim = chance.randrange(2)
        readers[victim].kill()
        readers[victim].wait()
        readers[victim] = start_reader(city)
    count("flock/poison", 1)
    for reader in readers:
        reader.kill()
        reader.wait()
    assert not failures

    Flock.poison = {("flock/poison", 1)}
    try:
        assert finish(Flock()) is None, "the poison stops the projection"
    finally:
        Flock.poison = set()
    resume("sheep.flock")
    assert finish(Flock()) is not None
    finish(Sleeper())
    with connections["default"].cursor() as cursor:
        cursor.execute(
            "SELECT tableoid::regclass::text, count(*) FROM ledger_entry WHERE kind = 'sheep.counted' GROUP BY 1"
        )
        by_partition = dict(cursor.fetchall())
        cursor.execute("SELECT stream, sequence FROM flock ORDER BY place")
        seen: dict[str, list[int]] = {}
        for stream, sequence in cursor.fetchall():
            seen.setdefault(stream, []).append(sequence)
        cursor.execute("SELECT stream, sequence FROM ledger_head WHERE stream LIKE 'flock/%'")
        heads = dict(cursor.fetchall())
        cursor.execute("SELECT substr(stream, 7), sequence FROM ledger_head WHERE stream LIKE 'sleep/%'")
        reacted = dict(cursor.fetchall())
    assert by_partition.keys() == {"ledger_entry_before", "ledger_entry_after"}, "the midnight fell among the writes"
    assert seen == {stream: list(range(1, last + 1)) for stream, last in heads.items()}
    assert reacted == heads, "the reactor did each entry exactly once"
    assert verify().problem == ""

    folder = tmp_path / "backup"
    backup(folder, None)
    another_cluster(city, own_cluster, folder, heads)


def another_cluster(city, own_cluster, folder, heads):
    """A copy in another cluster refuses to start until it was restored, and then reads on from where it stood."""
    with psycopg.connect(city.superuser, autocommit=True) as hand:
        hand.execute("UPDATE ledger_epoch SET system_identifier = system_identifier + 1")
    with pytest.raises(cluster.AnotherCluster):
        cluster.check_cluster()
    cluster.open_epoch("adopted in a test")
    assert cluster.check_cluster() == 2
    count("flock/0", 99)
    finish(Flock())
    with connections["default"].cursor() as cursor:
        cursor.execute("SELECT sequence FROM flock WHERE stream = 'flock/0' ORDER BY place")
        assert [row[0] for row in cursor.fetchall()] == list(range(1, heads["flock/0"] + 2))
    assert verify().problem == ""
