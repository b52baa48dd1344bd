"""
Readers follow the ledger in the order (epoch, transaction id, id), up to the oldest transaction still running.

A stream's lock is taken before its transaction has an id and held until commit, so this order never inverts a stream,
and nothing that commits late is skipped: it is not below `pg_snapshot_xmin` until it has committed.
"""

import logging
import time
import traceback
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import msgspec
from django.db import connections, transaction
from django.db.backends.utils import CursorWrapper

from motcua.foundation.ledger.readers import Projection, Reactor, Reader
from motcua.foundation.ledger.reading import COLUMNS, entry_of
from motcua.foundation.ledger.roles import APPLICATION
from motcua.foundation.ledger.types import Entry

log = logging.getLogger(__name__)

BATCH = 500
# Transaction ids and the server's clock drift apart by at most a statement's time-out; a day prunes as well as a second.
MARGIN = timedelta(days=1)
LOCK_SPACE = 7340  # advisory locks of readers; stream locks use the single-key space


class Position(msgspec.Struct, frozen=True):
    """How far a reader has come: everything up to and including (epoch, xid, id) is done."""

    epoch: int
    xid: int
    id: int
    recorded_at: datetime


BEGINNING = Position(epoch=0, xid=0, id=0, recorded_at=datetime(2000, 1, 1, tzinfo=UTC))


class Behind(msgspec.Struct, frozen=True):
    """What one turn of a reader did: entries seen, and whether more are waiting."""

    seen: int
    more: bool


def run_once(reader: Reader, *, batch: int = BATCH, using: str = APPLICATION) -> Behind | None:
    """
    Let `reader` take its next entries; return None when another worker holds it or it is stopped.

    The connection that holds the reader's lock is the one that moves its cursor: when it breaks, both are lost together.
    """
    with connections[using].cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s, hashtext(%s))", [LOCK_SPACE, reader.name])
        if not cursor.fetchone()[0]:
            return None
        try:
            return _turn(cursor, reader, batch, using)
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s, hashtext(%s))", [LOCK_SPACE, reader.name])


def catch_up(reader: Reader, *, patience: float = 10.0, using: str = APPLICATION) -> Behind | None:
    """
    Let `reader` run until it has seen everything that is recorded; None when another worker holds it or it is stopped.

    Waits up to `patience` seconds for transactions elsewhere in the cluster that hold the readers back, then raises
    `TimeoutError`.
    """
    until = time.monotonic() + patience
    while True:
        behind = run_once(reader, using=using)
        if behind is None:
            return None
        if not behind.more and not _is_behind(reader, using):
            return behind
        if time.monotonic() > until:
            raise TimeoutError(f"{reader.name} is held back by a long transaction in this cluster")
        if not behind.more:
            time.sleep(0.02)


def _is_behind(reader: Reader, using: str) -> bool:
    with connections[using].cursor() as cursor:
        _, position = _position(cursor, reader)
        cursor.execute(
            "SELECT EXISTS (SELECT 1 FROM ledger_entry WHERE recorded_at > %s "
            "AND (epoch, xid, id) > (%s, %s::text::xid8, %s))",
            [position.recorded_at - MARGIN, position.epoch, position.xid, position.id],
        )
        return bool(cursor.fetchone()[0])


def _turn(cursor: CursorWrapper, reader: Reader, batch: int, using: str) -> Behind | None:
    state, position = _position(cursor, reader)
    if state != "running":
        return None
    found, last = next_entries(cursor, reader.kinds, position, batch)
    if last is None:
        return Behind(seen=0, more=False)
    if isinstance(reader, Projection):
        _project(cursor, reader, found, last, using)
    elif isinstance(reader, Reactor):
        for entry in found:
            _react(cursor, reader, entry)
        _move(cursor, reader.name, last)
    return Behind(seen=len(found), more=True)


def next_entries(
    cursor: CursorWrapper, kinds: frozenset[str], position: Position, batch: int
) -> tuple[list[Entry], Position | None]:
    """
    Return the entries of `kinds` among the next `batch` after `position`, and the position behind that batch.

    The position is None when nothing has been committed after `position` yet.
    """
    cursor.execute(
        f"SELECT {COLUMNS.replace('data,', 'CASE WHEN kind = ANY(%s) THEN data END,')} FROM ledger_entry "  # noqa: S608 -- our own column list
        "WHERE recorded_at > %s AND (epoch, xid, id) > (%s, %s::text::xid8, %s) "
        "AND (epoch < (SELECT max(epoch) FROM ledger_epoch) OR xid < pg_snapshot_xmin(pg_current_snapshot())) "
        "ORDER BY epoch, xid, id LIMIT %s",
        [list(kinds), position.recorded_at - MARGIN, position.epoch, position.xid, position.id, batch],
    )
    rows = cursor.fetchall()
    if not rows:
        return [], None
    tail = rows[-1]
    last = Position(epoch=tail[1], xid=tail[2], id=tail[0], recorded_at=tail[7])
    return [entry_of(row) for row in rows if row[-2] is not None], last


def _project(cursor: CursorWrapper, reader: Projection, entries: Sequence[Entry], last: Position, using: str) -> None:
    error = _applied(cursor, reader, entries, last, using)
    if error is None:
        return
    if len(entries) == 1:
        poison = entries[0].id
        log.error("projection %s stopped at entry %s", reader.name, poison, exc_info=error)
        problem = "".join(traceback.format_exception(error, limit=-5))
        cursor.execute(
            "UPDATE ledger_reader SET state = 'stopped', problem = %s, problem_entry = %s WHERE name = %s",
            [problem, poison, reader.name],
        )
        return
    # The poison is found by halves, so that everything before it is applied and it is named alone.
    middle = len(entries) // 2
    _project(cursor, reader, entries[:middle], position_of(entries[middle - 1]), using)
    state, _ = _position(cursor, reader)
    if state == "running":
        _project(cursor, reader, entries[middle:], last, using)


def _applied(
    cursor: CursorWrapper, reader: Projection, entries: Sequence[Entry], last: Position, using: str
) -> Exception | None:
    try:
        with transaction.atomic(using=using, durable=True):
            if entries:
                reader.apply(cursor, entries)
            _move(cursor, reader.name, last)
    except Exception as error:
        if not entries or _is_connection(error):
            raise
        return error
    return None


def _is_connection(error: Exception) -> bool:
    state = getattr(error.__cause__, "sqlstate", None)
    return (
        error.__cause__ is not None
        and (state is None or state[:2] in {"08", "57"})
        and "psycopg" in type(error.__cause__).__module__
    )


def position_of(entry: Entry) -> Position:
    """Return the position just behind `entry`."""
    return Position(epoch=entry.epoch, xid=entry.xid, id=entry.id, recorded_at=entry.recorded_at)


def _react(cursor: CursorWrapper, reader: Reactor, entry: Entry) -> None:
    cursor.execute("SELECT 1 FROM ledger_parked WHERE reader = %s AND stream = %s LIMIT 1", [reader.name, entry.stream])
    if cursor.fetchone():
        _park(cursor, reader, entry, "waits behind an earlier entry of its stream")
        return
    try:
        reader.react(entry)
    except Exception as error:
        if _is_connection(error):
            raise
        log.exception("reactor %s parked %s at entry %s", reader.name, entry.stream, entry.id)
        _park(cursor, reader, entry, traceback.format_exc(limit=5))


def _park(cursor: CursorWrapper, reader: Reactor, entry: Entry, problem: str) -> None:
    cursor.execute(
        "INSERT INTO ledger_parked (reader, stream, entry, recorded_at, problem) VALUES (%s, %s, %s, %s, %s) "
        "ON CONFLICT (reader, entry) DO UPDATE SET problem = EXCLUDED.problem",
        [reader.name, entry.stream, entry.id, entry.recorded_at, problem],
    )


def retry_parked(reader: Reactor, *, using: str = APPLICATION) -> tuple[int, int]:
    """Try this reactor's parked entries again, stream by stream in order; return (done, still parked)."""
    done = 0
    blocked: set[str] = set()
    with connections[using].cursor() as cursor:
        cursor.execute(
            f"SELECT {COLUMNS.replace('stream,', 'e.stream,').replace('recorded_at,', 'e.recorded_at,').replace('id, epoch', 'e.id, epoch', 1)} "  # noqa: S608
            "FROM ledger_parked p JOIN ledger_entry e ON e.id = p.entry AND e.recorded_at = p.recorded_at "
            "WHERE p.reader = %s ORDER BY e.stream, e.sequence",
            [reader.name],
        )
        for entry in [entry_of(row) for row in cursor.fetchall()]:
            if entry.stream in blocked:
                continue
            try:
                reader.react(entry)
            except Exception:
                log.exception("reactor %s still cannot do entry %s", reader.name, entry.id)
                blocked.add(entry.stream)
                continue
            cursor.execute("DELETE FROM ledger_parked WHERE reader = %s AND entry = %s", [reader.name, entry.id])
            done += 1
        cursor.execute("SELECT count(*) FROM ledger_parked WHERE reader = %s", [reader.name])
        (left,) = cursor.fetchone()
    return done, left


def resume(name: str, *, using: str = APPLICATION) -> None:
    """Let a stopped projection run again, after its poison entry was understood and the code mended."""
    with connections[using].cursor() as cursor:
        cursor.execute(
            "UPDATE ledger_reader SET state = 'running', problem = '', problem_entry = NULL WHERE name = %s", [name]
        )


def _position(cursor: CursorWrapper, reader: Reader) -> tuple[str, Position]:
    cursor.execute(
        "SELECT state, epoch, xid::text::bigint, id, recorded_at FROM ledger_reader WHERE name = %s", [reader.name]
    )
    row = cursor.fetchone()
    if row is None:
        start = BEGINNING
        if isinstance(reader, Reactor) and reader.start == "now":
            start = end_of_ledger(cursor)
        cursor.execute(
            "INSERT INTO ledger_reader (name, kind, epoch, xid, id, recorded_at) VALUES (%s, %s, %s, %s::text::xid8, %s, %s) "
            "ON CONFLICT (name) DO NOTHING",
            [reader.name, "projection" if isinstance(reader, Projection) else "reactor",
             start.epoch, start.xid, start.id, start.recorded_at],
        )  # fmt: skip
        return "running", start
    state, epoch, xid, entry_id, recorded_at = row
    return state, Position(epoch=epoch, xid=xid, id=entry_id, recorded_at=recorded_at)


def end_of_ledger(cursor: CursorWrapper) -> Position:
    """Return the position behind everything that can no longer be overtaken."""
    cursor.execute(
        "SELECT (SELECT max(epoch) FROM ledger_epoch), pg_snapshot_xmin(pg_current_snapshot())::text::bigint - 1, "
        "9223372036854775807, clock_timestamp()"
    )
    epoch, xid, entry_id, moment = cursor.fetchone()
    return Position(epoch=epoch, xid=xid, id=entry_id, recorded_at=moment)


def _move(cursor: CursorWrapper, name: str, to: Position) -> None:
    cursor.execute(
        "UPDATE ledger_reader SET epoch = %s, xid = %s::text::xid8, id = %s, recorded_at = %s, "
        "moved_at = clock_timestamp() WHERE name = %s",
        [to.epoch, to.xid, to.id, to.recorded_at, name],
    )
